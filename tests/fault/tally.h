/*
 * tally: how many cases of a part ran, and how many held.
 *
 * Each verb, or whatever is tried, becomes one line in the form that
 * tests/run counts: `ok NAME: 120 cases`, or `not ok NAME: why`, with the
 * first few cases that did not hold.  In the short form only a sample of the
 * cases is run, which depends on nothing but the seed and the case's name.
 *
 *	tally_init(&t, "calls", 50);
 *	tally_begin(&t, "agenda add Tea");
 *	if (tally_takes(&t, "write 1 EIO"))
 *		tally_case(&t, "write 1 EIO", why);	// empty: it held
 *	tally_end(&t);
 *	return tally_close(&t);
 */
#ifndef TALLY_H
#define TALLY_H

#include "buf.h"

struct tally {
	const char *part;
	unsigned permille; /* of the cases are run */
	unsigned long seed;
	size_t cases, held, not_run;
	/* of what was begun last */
	char *name;
	size_t own, own_held;
	struct buf failures;
	size_t broken; /* names that did not hold */
};

/* The seed is $FAULT_SEED, or 1. */
void tally_init(struct tally *t, const char *part, unsigned permille);
void tally_begin(struct tally *t, const char *name);
/* Whether the case belongs to the sample. */
bool tally_takes(struct tally *t, const char *name);
void tally_case(struct tally *t, const char *name, const struct buf *why);
void tally_end(struct tally *t);
/* Says how many there were; the exit status. */
int tally_close(struct tally *t);

#endif
