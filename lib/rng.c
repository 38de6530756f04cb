#include "rng.h"

struct rng
rng_seed(uint64_t seed)
{
	return (struct rng){ seed };
}

uint64_t
rng_next(struct rng *r)
{
	uint64_t z = r->state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

/*
 * The high word of (32 random bits) * n is the result; the low words below
 * 2^32 mod n are drawn again, for without them each result has equally many
 * (D. Lemire: Fast random integer generation in an interval, 2019).
 */
int
rng_below(struct rng *r, int n)
{
	uint32_t range = (uint32_t)n;
	uint64_t m = (rng_next(r) >> 32) * range;

	if ((uint32_t)m < range) {
		uint32_t uneven = (0u - range) % range;

		while ((uint32_t)m < uneven)
			m = (rng_next(r) >> 32) * range;
	}
	return (int)(m >> 32);
}

void
rng_shuffle(struct rng *r, int *a, int n)
{
	for (int i = n - 1; i > 0; i--) {
		int j = rng_below(r, i + 1);
		int t = a[i];

		a[i] = a[j];
		a[j] = t;
	}
}
