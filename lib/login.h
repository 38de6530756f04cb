/*
 * login: the login name of who runs the program.
 *
 * id(1) is asked.  Where the name services are shared libraries, a program
 * that is linked as one whole cannot rely on getpwuid(3); and names come
 * from a directory service as often as from /etc/passwd.
 */
#ifndef LOGIN_H
#define LOGIN_H

/* `unknown` where it has no name; the caller frees it. */
char *login_name(void);

#endif
