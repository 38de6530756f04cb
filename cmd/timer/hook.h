/*
 * hook: the command that is run at zero.
 *
 * What it is told stands in its environment and never in its text, so that
 * no title can be run.
 */
#ifndef HOOK_H
#define HOOK_H

#include <sys/types.h>

#include "reading.h"
#include "term.h"

struct hook {
	const char *command; /* for /bin/sh -c; NULL: none */
	const char *dir;     /* the session's, for SESSION_DIR; NULL: none */
	pid_t pid;	     /* 0: none runs */
	int out;	     /* what it prints, or -1 */
	struct buf said;     /* what it printed last */
	bool fresh;	     /* and was not asked for */
};

#define HOOK_INIT                                  \
	{                                          \
		NULL, NULL, 0, -1, BUF_INIT, false \
	}

/* Starts it, unless it runs still; where `drawn`, what it prints is kept. */
int hook_start(struct hook *h, const struct reading *r, instant now,
    const struct term *t, bool drawn, struct error *e);

/*
 * Takes what it printed and sees whether it has ended, or waits until it
 * has; -1: it failed, EXIT_SYSTEM and how in `e`.
 */
int hook_end(struct hook *h, bool wait, struct error *e);
void hook_release(struct hook *h);

/* The last line that it printed since this was last asked, or empty; lives
 * until the next call of hook_end. */
struct str hook_said(struct hook *h);

#endif
