/*
 * rng: numbers that look random and follow from a seed.
 *
 * The same seed gives the same numbers on every machine: only 64-bit
 * integers are used.  The generator is SplitMix64 (G. L. Steele, D. Lea,
 * C. H. Flood: Fast splittable pseudorandom number generators, OOPSLA 2014,
 * figure 17, with the mixing constants of the authors' Java code).  It is
 * not for secrets.
 *
 *	struct rng r = rng_seed(7);
 *	int die = 1 + rng_below(&r, 6);
 */
#ifndef RNG_H
#define RNG_H

#include <stdint.h>

struct rng {
	uint64_t state;
};

struct rng rng_seed(uint64_t seed);

/* All 64 bits. */
uint64_t rng_next(struct rng *r);

/* Evenly one of 0 .. n-1; n > 0. */
int rng_below(struct rng *r, int n);

/* Puts the n numbers of `a` into any of their orders, evenly. */
void rng_shuffle(struct rng *r, int *a, int n);

#endif
