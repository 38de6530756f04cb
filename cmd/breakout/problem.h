/*
 * problem: a round to be chosen, in numbers of its own.
 *
 * The people of the round are 0 .. n-1; those who are not here but expected
 * again follow up to all-1.  Everyone else of the series is left out.
 *
 *	struct problem p = problem_new(task);
 *	...
 *	problem_release(&p);
 */
#ifndef PROBLEM_H
#define PROBLEM_H

#include <stdbool.h>
#include <stdint.h>

#include "anneal.h"
#include "golf.h"

struct problem {
	int n, all;
	int *who; /* person of the series of each number */
	struct anneal_shape now, later; /* of n and of all people */
	int *cost;     /* [all][all]: of a pair in the new round */
	bool *fresh;   /* [n][n]: they have not met */
	bool attracts; /* some cost is below 0 */
	int rounds;    /* past rounds in which two of all met */
	int *past;     /* [rounds][all]: their groups, -1 where not there */
	int least;     /* repeats that cannot be avoided */
	int64_t floor; /* no round costs less */
};

/* A round found: `group` has room for n numbers. */
struct found {
	int *group;
	int64_t cost;
	int ahead; /* rounds without cost known to be possible, with it */
};

struct problem problem_new(const struct golf_task *task);
void problem_release(struct problem *p);

int64_t problem_cost(const struct problem *p, const int *group);

/* Whether `a` is to be preferred. */
bool found_is_better(const struct found *a, const struct found *b);

/* [people][people]: the weight of the meetings of each pair (golf.h). */
int *problem_weights(struct golf_series s);

#endif
