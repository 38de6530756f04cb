/*
 * live: a clock that is followed while it runs, drawn or waited for.
 *
 * The clock itself is in the session's tables (or, outside a session, in
 * memory) and goes on without this program; what is here looks at it, draws
 * it, and does what is due at the warnings and at zero.
 */
#ifndef LIVE_H
#define LIVE_H

#include "cli.h"
#include "hook.h"
#include "warn.h"

struct live_options {
	struct str id;	     /* the clock to follow; empty: the agenda */
	long seconds;	     /* of a clock that no table has; 0: a session's */
	struct str label;    /* and its title */
	bool draws;	     /* on a terminal */
	bool full;	     /* the whole screen */
	bool stops;	     /* ends at zero */
	bool keeps;	     /* and leaves the clock running then */
	bool moves_on;	     /* the agenda, at zero */
	const char *command; /* at zero, or NULL */
	struct warn_list warn;
};

/* Returns the exit status: 0 at zero or by key, 1 when the clock was stopped
 * before. */
int live_run(struct cli *c, const struct live_options *opt);

#endif
