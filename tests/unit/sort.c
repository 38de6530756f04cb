/*
 * Tests of lib/sort: what was in order and what was not, from a recorded
 * seed.
 */
#include "sort.h"
#include "expect.h"
#include "rng.h"

enum { MOST = 40, TRIES = 2000 };

static int
by_value(const void *a, const void *b)
{
	const int *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* Whether `a` holds 0 .. n-1 in their order. */
static bool
counts_up(const int *a, int n)
{
	int i;

	for (i = 0; i < n; i++)
		if (a[i] != i)
			return false;
	return true;
}

/* Numbers in their order but for one, which goes anywhere. */
static void
move_one(struct rng *r, int *a, int n)
{
	int from = rng_below(r, n), to = rng_below(r, n), x = a[from];

	a[from] = a[to];
	a[to] = x;
}

int
main(void)
{
	struct rng r = rng_seed(20261120);
	int a[MOST] = { 0 }, n, i, try, shuffled = 0, moved = 0;

	for (try = 0; try < TRIES; try++) {
		n = 1 + rng_below(&r, MOST);
		for (i = 0; i < n; i++)
			a[i] = i;
		move_one(&r, a, n);
		sort(a, (size_t)n, sizeof(*a), by_value);
		moved += !counts_up(a, n);
		rng_shuffle(&r, a, n);
		sort(a, (size_t)n, sizeof(*a), by_value);
		shuffled += !counts_up(a, n);
	}
	expect(moved == 0, "all but one in order", "%d wrong", moved);
	expect(shuffled == 0, "in no order", "%d wrong", shuffled);
	sort(NULL, 0, sizeof(*a), by_value);
	expect(true, "nothing", "never");
	return expect_status();
}
