/*
 * anneal: groups for one round and those that may follow, by local search.
 *
 * The state is a list of rounds.  The first is of those who are here, and a
 * pair in it costs what `cost` says; the later ones are of those who are
 * expected, and stand for what is still possible afterwards: a pair in them
 * costs the same, but never less than 0.  Each time that a pair meets again
 * within the list costs `repeat` more.
 *
 * A move exchanges two people of different groups of one round.  What makes
 * it cheaper is done; what makes it dearer by d is done with probability
 * exp(-d/t), the temperature t falling evenly (S. Kirkpatrick, C. D. Gelatt,
 * M. P. Vecchi: Optimization by simulated annealing, 1983).  All arithmetic
 * is on integers, the number of steps is bounded and the clock is not
 * looked at, so equal seeds give equal groups.  A step is a seat that a move
 * looks at: those of both groups.
 *
 *	struct anneal *a = anneal_new(people, cost, first, later, repeat);
 *	anneal_add_round(a, &rng);
 *	anneal_run(a, 0, hot, &rng, &steps);
 *	... anneal_group(a, 0, person) ...
 *	anneal_free(a);
 */
#ifndef ANNEAL_H
#define ANNEAL_H

#include <stdint.h>

#include "../../lib/rng.h"

/* Who sits in a round, and the sizes of its groups. */
struct anneal_shape {
	int n; /* people 0 .. n-1 */
	int groups;
	int *size; /* borrowed */
};

struct anneal;

/*
 * `cost` holds people rows of people, symmetric.  Everything is copied.
 */
struct anneal *anneal_new(int people, const int *cost,
    struct anneal_shape first, struct anneal_shape later, int repeat);
void anneal_free(struct anneal *a);

/* A further round at the end, at random. */
void anneal_add_round(struct anneal *a, struct rng *rng);

/* Seats round `r` as `group` has it, whose sizes are the round's. */
void anneal_set(struct anneal *a, int r, const int *group);

int64_t anneal_cost(const struct anneal *a);
int anneal_rounds(const struct anneal *a);

/* The group of a person in round `r`. */
int anneal_group(const struct anneal *a, int r, int person);

/*
 * Searches until the cost is at most `target`, or `steps` are done,
 * beginning at temperature `hot`; the cheapest state found is the result.
 * Returns the steps done.
 */
long anneal_run(
    struct anneal *a, int64_t target, int hot, long steps, struct rng *rng);

#endif
