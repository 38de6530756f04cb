/*
 * child: a program that is run to print something.
 *
 *	child_start(&c, argv, &term, &err);
 *	until child_take(&c): wait for c.out
 *	use c.text, c.status
 *	child_release(&c);
 */
#ifndef CHILD_H
#define CHILD_H

#include <sys/types.h>

#include "error.h"
#include "term.h"

struct child {
	pid_t pid;	 /* 0: none runs */
	int out;	 /* what it prints, through a terminal of its own */
	struct buf text; /* what it has printed */
	int status;	 /* its exit status; of a signal 128 and its number */
};

#define CHILD_INIT                  \
	{                           \
		0, -1, BUF_INIT, -1 \
	}

/* Runs it on a terminal of this one's size, so that it prints as here. */
int child_start(
    struct child *c, char *const argv[], const struct term *t, struct error *e);
/* Takes what is there; whether it has ended, and all was taken. */
bool child_take(struct child *c);
/* Ends it, if it runs. */
void child_release(struct child *c);

/* Runs it on this program's own standard output; its status, or -1. */
int child_run(char *const argv[], struct error *e);

#endif
