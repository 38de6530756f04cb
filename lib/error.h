/*
 * error: what went wrong, for the command layer to say.
 *
 * Library code neither prints nor exits: a function that can fail takes a
 * `struct error *` as its last argument, fills it and returns -1.  `status`
 * is the exit status that the failure means; the message says what is wrong
 * and which thing, lower case, without full stop and program name.
 *
 *	struct error err = ERROR_INIT;
 *	if (session_find(&s, dir, &err) == -1)
 *		return cli_fail(&err);
 */
#ifndef ERROR_H
#define ERROR_H

#include "buf.h"

enum {
	EXIT_YES = 0,	  /* done, or yes */
	EXIT_NO = 1,	  /* no: nothing due, problems found, over time */
	EXIT_INPUT = 2,	  /* the command or its input is wrong */
	EXIT_DAMAGED = 3, /* a table is damaged; answered from the good rows */
	EXIT_SYSTEM = 4	  /* disk, lock, pipe: not acknowledged */
};

struct error {
	int status;
	struct buf msg;
};

#define ERROR_INIT          \
	{                   \
		0, BUF_INIT \
	}

/* Replaces the message; returns -1, so that a caller can return the call. */
int error_set(struct error *e, int status, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* The same with status EXIT_SYSTEM and `: ` and errno's text behind; errno
 * stays as it was. */
int error_errno(struct error *e, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
/* Puts text in front of the message that is there; returns -1. */
int error_prefix(struct error *e, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
void error_release(struct error *e);

#endif
