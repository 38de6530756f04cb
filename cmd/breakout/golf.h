/*
 * golf: groups in which people meet whom they have not met (the social
 * golfer problem), round after round or all in advance.
 *
 * People are numbers 0 .. people-1, the same in every round of a series.  A
 * round is an array with a group number for each of them, -1 for those who
 * were not there; a series holds its rounds one after the other, the oldest
 * first.  Nothing here prints, reads a clock or uses floating point: the
 * same input and seed give the same groups on every machine.
 *
 * What a round costs.  If two people met T times, a further meeting raises
 * the sum of squares of T by 2T + 1; the 1 is the same for every choice, so
 * a pair in one group costs T, in units of GOLF_UNIT, and each meeting
 * counts 1 + 1/(1+a) when it was `a` rounds ago: from 1 1/2 for the last
 * round down to 1.  The caller's own weights are added in the same unit.
 *
 * How a round is chosen.  There is a hidden plan.  If the past fits a known
 * design (design.h), the round is the next one of that design; this costs
 * nothing to remember, as the past itself says where people sit in it
 * (embed.h).  Otherwise the round is searched for together with as many
 * rounds without a repeat as can be found to follow (anneal.h), those being
 * of the people who are expected: who is here, and who was at two of the
 * last three rounds (or at the only one).  Of rounds found it is one of least
 *cost, and among these one with most rounds to follow.
 *
 *	struct golf_task task = {
 *		.past = series,
 *		.here = here,
 *		.want = { .lo = 3, .hi = 3 },
 *		.seed = seed,
 *		.steps = GOLF_STEPS,
 *	};
 *	struct golf_result res = golf_next(&task, group);
 */
#ifndef GOLF_H
#define GOLF_H

#include <stdbool.h>
#include <stdint.h>

#include "sizes.h"

enum {
	GOLF_UNIT = 1000,	     /* the weight of one earlier meeting */
	GOLF_MOST = 10000000,	     /* a pair's weights stay within +-it */
	GOLF_STEPS = 32000000,	     /* half a second for a round */
	GOLF_PLAN_STEPS = 600000000, /* about ten seconds for a plan */
};

struct golf_series {
	int people, rounds;
	const int *group; /* [round][person] */
};

/* What is asked of a round.  All is borrowed. */
struct golf_task {
	struct golf_series past;
	const bool *here; /* of each person: place them? */
	struct sizes_want want;
	const int *extra;  /* [person][person], symmetric: further weight
			      of a pair, below 0 to attract; or NULL */
	const bool *leads; /* of each person: one such a group, as far as
			      there are groups; or NULL */
	uint64_t seed;
	long steps; /* the search ends after about so many */
};

struct golf_result {
	int groups;
	int repeats; /* pairs in one group who had met */
	int least;   /* repeats that no such round avoids (bound.h) */
	int ahead;   /* rounds without cost known to be possible, this one
			included */
	long steps;  /* used */
};

/* The groups of a new round, into group[person]; -1 for those not here. */
struct golf_result golf_next(const struct golf_task *task, int *group);

/*
 * `rounds` rounds of `people` people, into group[round][person].  In the
 * result, repeats are as golf_repeats counts them; least is the greater of
 * what follows from the number of pairs (seats side by side in all rounds
 * less pairs of people) and from each person's meetings (people times
 * rounds * (smallest group - 1) - (people - 1), halved).
 */
struct golf_result golf_plan(int people, int rounds, struct sizes_want want,
    uint64_t seed, long steps, int *group);

/* Over all pairs, the meetings after their first. */
int golf_repeats(struct golf_series s);

/*
 * The group for someone who comes late to a round: of its smallest groups
 * the one with least cost, the first of equal ones.  `group` is the round,
 * of which task->past holds nothing; task->here, want and seed do not matter.
 * -1 if there is no group.
 */
int golf_place(const struct golf_task *task, const int *group, int person);

/*
 * A topic 0 .. topics-1 for each group of a round, into topic[group].  All
 * topics are given equally often, or one time less; within that, the sum of
 * had[person][topic] over the people who get it is the least possible (an
 * assignment problem, solved exactly; assign.h).
 */
void golf_topics(int people, const int *group, int groups, const int *had,
    int topics, int *topic);

#endif
