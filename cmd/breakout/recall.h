/*
 * recall: the next round of the design that the past belongs to.
 */
#ifndef RECALL_H
#define RECALL_H

#include "problem.h"

enum recall {
	RECALL_NONE,  /* no design for these people, or none fits */
	RECALL_SOME,  /* a round of a design that part of the past fits */
	RECALL_WHOLE, /* all of the past fits, and what remains costs nothing */
};

/*
 * Looks for designs that all past rounds fit; else for such as fit some, the
 * newest first or the oldest first.  Puts the best unused round into `best`
 * where that is better than what is there.  Takes its steps from `*steps`.
 */
enum recall recall_round(
    const struct problem *p, struct found *best, struct rng *rng, long *steps);

#endif
