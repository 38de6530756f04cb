/*
 * embed: recognises past rounds as rounds of a design.
 *
 * Laying people onto the points of a design so that every past round is a
 * round of it shows the rounds that still remain without a repeat.  The
 * search goes person by person, those first who sat with people already
 * laid, and takes a point only if for everyone laid before it holds: two
 * who sat together in a round meet in the design's round that stands for
 * it, and two who did not, though both were there, do not meet in it.  After
 * the first few people hardly a choice is left.
 *
 *	struct embed e = embed_new(&design, n, rounds, n, group);
 *	if (embed_find(&e, use, &rng, &steps))
 *		for (int p = 0; p < n; p++)
 *			... e.point[p], e.owner[k] < 0: round k is unused ...
 *	embed_release(&e);
 */
#ifndef EMBED_H
#define EMBED_H

#include <stdbool.h>

#include "../../lib/rng.h"
#include "design.h"

struct embed {
	const struct design *design; /* borrowed */
	int n, rounds, stride;
	const int *group; /* borrowed: of each person in each round, or -1 */
	int *meets;	  /* [point][point]: the design's round, or -1 */

	int *point; /* result: of each person */
	int *owner; /* result: past round of each design round, or -1 */

	/* the search's own */
	int *together; /* [person][person]: past round in use, or -1 */
	int *stands;   /* of each past round: its design round, or -1 */
	int *order;    /* in which people are laid */
	int *taken;    /* of each point: whether someone is there */
	int *trial;    /* order in which points are tried */
	int *trail;    /* design rounds that stand for past ones, as named */
	int named;
};

/*
 * `group` holds `rounds` rounds, each of `stride` people of whom the first n
 * are laid; n is at most design->points.
 */
struct embed embed_new(const struct design *design, int n, int rounds,
    int stride, const int *group);

/*
 * Looks for a way to lay the people so that those past rounds fit whose
 * `use` is true; rng picks one of many.  Each point tried costs as many of
 * `*steps` as there are people to compare; below 0 the search gives up.
 * Returns whether point and owner hold a result.
 */
bool embed_find(struct embed *e, const bool *use, struct rng *rng, long *steps);

void embed_release(struct embed *e);

#endif
