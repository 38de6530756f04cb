/*
 * stretch: gives a stretch of time out to the parts that share it.
 *
 * A stretch that is too short takes slack first, then shrinks lengths
 * towards their minimum in proportion, then drops if-time items from the
 * back; one that is too long goes to the open items, or lengthens all in
 * proportion.  Lengths are whole minutes where that works out, and their sum
 * is the time to the second.
 *
 * Lengths are of whole items: of the one under way with the time that it
 * has had (`spent`), which the stretch's time then has in it too.
 */
#ifndef AGENDA_STRETCH_H
#define AGENDA_STRETCH_H

#include "instant.h"

#define STRETCH_NONE SIZE_MAX

struct part {
	size_t item;
	bool slack;  /* of a container; else a leaf */
	bool open;   /* it has no length of its own */
	size_t drop; /* the if-time item that it is or is in, or NONE */
	bool dropped;
	long old;  /* as it stands, with extensions */
	long base; /* as it is expected to take */
	long min, spent, new;
	instant hard; /* its hard start, or INSTANT_NONE */
	int64_t lost; /* while giving out: what a whole minute cuts off */
};

/* Sets `new` and `dropped` of each; returns how many seconds are lacking
 * after all that can be done. */
long stretch_fit(struct part v[], size_t n, long time);

#endif
