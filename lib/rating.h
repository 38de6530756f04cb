/*
 * rating: how a session was rated by those who gave feedback.
 *
 * A rating is a number from 1 to 10; what else stands in the field counts
 * for nothing, nor does an answer that was dropped.
 *
 *	if (rating_read(session->table[TABLE_FEEDBACK], &r) > 0)
 *		rating_print(&out, r.median);
 */
#ifndef RATING_H
#define RATING_H

#include "out.h"
#include "table.h"

/* What must be loaded of feedback.tsv. */
#define RATING_WANT (TABLE_WANT(FEEDBACK_RATING) | TABLE_WANT(FEEDBACK_STATE))

struct rating {
	size_t n; /* ratings; 0: the rest is not set */
	double low, median, high;
};

/* The rating that a field holds; false where it holds none. */
bool rating_parse(struct str s, double *x);
/* Reads those of a session; how many there are. */
size_t rating_read(struct table *feedback, struct rating *r);
/* Prints one, without decimals that say nothing: 8, 7.5, 7.25. */
void rating_print(struct out *o, double x);

#endif
