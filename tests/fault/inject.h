/*
 * inject: a system call of a program that fails, or before which it is killed.
 *
 * The kernel asks about each call of that number that the program makes, by
 * seccomp(2)'s user notification, and is told to go on with all but one: that
 * fails with an error, without having been done.  What the program starts is
 * not counted.
 *
 *	in the child, where nothing but execvp is to come:
 *		inject_install(&inject, socket);
 *	in the parent:
 *		inject_begin(&inject, socket, pid);
 *		while (inject.fd != -1, when inject.fd can be read or is hung up)
 *			inject_answer(&inject);
 *		... inject.hit ...
 */
#ifndef INJECT_H
#define INJECT_H

#include <stdbool.h>
#include <sys/types.h>

struct inject {
	int number;   /* of the system call */
	unsigned nth; /* since the program began, from 1 */
	int error;    /* an errno, or 0: killed */
	bool onward;  /* all that come after it fail as well */
	int also;     /* another call that always fails, or 0 */
	bool hit;     /* whether it came to that */

	int fd; /* what the kernel asks by, or -1 */
	pid_t pid;
	unsigned seen;
};

/* Whether the kernel does it, and lets us have it. */
bool inject_works(void);
void inject_install(const struct inject *in, int socket);
/* Takes the socket over. */
void inject_begin(struct inject *in, int socket, pid_t pid);
/* Answers one question; at the end of all that were to be asked about closes
 * fd. */
void inject_answer(struct inject *in);

#endif
