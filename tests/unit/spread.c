/*
 * Tests of lib/spread: hand-computed cases, and what must hold of any counts,
 * tried on counts from a recorded seed.
 */
#include <math.h>
#include <stdio.h>

#include "spread.h"
#include "str.h"

#define LENGTH(a) (sizeof(a) / sizeof((a)[0]))

enum { OPTIONS = 7, TRIES = 20000 };

typedef double spread(const size_t n[], size_t k);

static int failures;

static void
result(const char *name, bool ok)
{
	printf("%s %s%s\n", ok ? "ok" : "not ok", name,
	    ok ? "" : ": another number");
	failures += !ok;
}

/* ---- computed by hand */

static const struct {
	const char *name;
	size_t k, n[OPTIONS];
	double nominal, ordinal;
} cases[] = {
	{ "nobody", 2, { 0, 0 }, 0, 0 },
	{ "one option", 1, { 5 }, 0, 0 },
	{ "all for", 2, { 6, 0 }, 0, 0 },
	{ "all against", 2, { 0, 6 }, 0, 0 },
	{ "half and half", 2, { 3, 3 }, 1, 1 },
	{ "3 to 2", 2, { 3, 2 }, 0.96, 0.8 },
	{ "5 to 1", 2, { 5, 1 }, 20.0 / 36, 2.0 / 6 },
	{ "even over three", 3, { 2, 2, 2 }, 1, 2.0 / 3 },
	{ "2 1 2", 3, { 2, 1, 2 }, 0.96, 0.8 },
	{ "half at each end", 3, { 4, 0, 4 }, 0.75, 1 },
	{ "all in the middle", 3, { 0, 4, 0 }, 0, 0 },
	{ "half at each end of five", 5, { 3, 0, 0, 0, 3 }, 0.625, 1 },
	{ "neighbours", 5, { 3, 3, 0, 0, 0 }, 0.625, 0.25 },
	{ "even over five", 5, { 2, 2, 2, 2, 2 }, 1, 0.6 },
};

/* ---- properties */

static unsigned long seed = 20261120;

static size_t
below(size_t n)
{
	seed = seed * 6364136223846793005UL + 1442695040888963407UL;
	return (size_t)(seed >> 33) % n;
}

static size_t
random_counts(size_t n[])
{
	size_t k = 2 + below(OPTIONS - 1), i, most = 1 + below(50);

	for (i = 0; i < k; i++)
		n[i] = below(3) == 0 ? 0 : below(most);
	return k;
}

static void
swap(size_t *a, size_t *b)
{
	size_t t = *a;

	*a = *b;
	*b = t;
}

static void
shuffle(size_t n[], size_t k)
{
	size_t i;

	for (i = k; i > 1; i--)
		swap(&n[i - 1], &n[below(i)]);
}

static void
reverse(size_t n[], size_t k)
{
	size_t i;

	for (i = 0; i < k / 2; i++)
		swap(&n[i], &n[k - 1 - i]);
}

/* Whether another order leaves the spread what it was, to the last bit. */
static bool
order_is_nothing(spread *f, void (*reorder)(size_t[], size_t))
{
	size_t n[OPTIONS], k;
	double before;
	int i;

	for (i = 0; i < TRIES; i++) {
		k = random_counts(n);
		before = f(n, k);
		reorder(n, k);
		if (f(n, k) != before)
			return false;
	}
	return true;
}

static bool
within_bounds(spread *f)
{
	size_t n[OPTIONS], k;
	double x;
	int i;

	for (i = 0; i < TRIES; i++) {
		k = random_counts(n);
		x = f(n, k);
		if (!(x >= 0 && x <= 1))
			return false;
	}
	return true;
}

/* Whether nothing is above the counts that `most` makes of k options. */
static bool
is_the_most(spread *f, void (*most)(size_t[], size_t))
{
	size_t n[OPTIONS], m[OPTIONS], k;
	int i;

	for (i = 0; i < TRIES; i++) {
		k = random_counts(n);
		most(m, k);
		if (f(m, k) != 1 || f(n, k) > f(m, k))
			return false;
	}
	return true;
}

static void
even(size_t n[], size_t k)
{
	size_t i, each = 1 + below(40);

	for (i = 0; i < k; i++)
		n[i] = each;
}

static void
two_ends(size_t n[], size_t k)
{
	size_t i, each = 1 + below(40);

	for (i = 0; i < k; i++)
		n[i] = i == 0 || i + 1 == k ? each : 0;
}

/* Ten times the people in the same shares are as far apart. */
static bool
size_is_nothing(spread *f)
{
	size_t n[OPTIONS], k, j;
	double before;
	int i;

	for (i = 0; i < TRIES; i++) {
		k = random_counts(n);
		before = f(n, k);
		for (j = 0; j < k; j++)
			n[j] *= 10;
		if (fabs(f(n, k) - before) > 1e-12)
			return false;
	}
	return true;
}

static bool
is_nearly(double a, double b)
{
	return fabs(a - b) < 1e-12;
}

int
main(void)
{
	size_t i;

	for (i = 0; i < LENGTH(cases); i++)
		result(cases[i].name,
		    is_nearly(spread_nominal(cases[i].n, cases[i].k),
			cases[i].nominal) &&
			is_nearly(spread_ordinal(cases[i].n, cases[i].k),
			    cases[i].ordinal));
	result("nominal: relabelling changes nothing",
	    order_is_nothing(spread_nominal, shuffle));
	result("ordinal: reversing changes nothing",
	    order_is_nothing(spread_ordinal, reverse));
	result("nominal: from 0 to 1", within_bounds(spread_nominal));
	result("ordinal: from 0 to 1", within_bounds(spread_ordinal));
	result("nominal: an even split is the most",
	    is_the_most(spread_nominal, even));
	result("ordinal: half at each end is the most",
	    is_the_most(spread_ordinal, two_ends));
	result("nominal: shares count, not sizes",
	    size_is_nothing(spread_nominal));
	result("ordinal: shares count, not sizes",
	    size_is_nothing(spread_ordinal));
	return failures > 0;
}
