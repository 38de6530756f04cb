#include "bound.h"

#include <stdlib.h>

#include "../../lib/xalloc.h"
#include "match.h"

struct graph {
	int n;
	const bool *edge;
};

static bool
joined(struct graph u, int a, int b)
{
	return u.edge[a * u.n + b];
}

static int
up(int a, int b)
{
	return (a + b - 1) / b;
}

static int
max(int a, int b)
{
	return a > b ? a : b;
}

static int
ascending(const void *a, const void *b)
{
	int x = *(const int *)a, y = *(const int *)b;

	return (x > y) - (x < y);
}

static int
degree(struct graph u, int person)
{
	int n = 0;

	for (int other = 0; other < u.n; other++)
		n += other != person && joined(u, person, other);
	return n;
}

static int
by_people(struct graph u, const int *size, int groups)
{
	int *edges = xalloc((size_t)u.n + 1, sizeof(*edges));
	int *seats = xalloc((size_t)u.n + 1, sizeof(*seats));
	int seat = 0, sum = 0;

	for (int g = 0; g < groups; g++)
		for (int i = 0; i < size[g]; i++)
			seats[seat++] = size[g];
	for (int p = 0; p < u.n; p++)
		edges[p] = degree(u, p);
	qsort(edges, (size_t)u.n, sizeof(*edges), ascending);
	qsort(seats, (size_t)u.n, sizeof(*seats), ascending);
	for (int p = 0; p < u.n; p++)
		sum += max(0, seats[p] - 1 - edges[p]);
	free(edges);
	free(seats);
	return up(sum, 2);
}

static int
by_matching(struct graph u, const int *size, int groups)
{
	int *mate = xalloc((size_t)u.n + 1, sizeof(*mate));
	int pairs = 0, most = match_most(u.n, u.edge, mate);

	for (int g = 0; g < groups; g++)
		pairs += size[g] / 2;
	free(mate);
	return pairs - most;
}

static bool
in_triangle(struct graph u, int p)
{
	for (int a = 0; a < u.n; a++)
		for (int b = 0; b < a; b++)
			if (a != p && b != p && joined(u, p, a) &&
			    joined(u, p, b) && joined(u, a, b))
				return true;
	return false;
}

static int
by_triangles(struct graph u, const int *size, int groups)
{
	int without = 0, largest = 1;

	for (int g = 0; g < groups; g++) {
		largest = max(largest, size[g]);
		without -= size[g] < 3 ? size[g] : 0;
	}
	for (int p = 0; p < u.n; p++)
		without += !in_triangle(u, p);
	return up(max(0, without), largest);
}

/* How many people hang together with `p`, who and they being marked. */
static int
part(struct graph u, int p, bool *seen)
{
	int n = 1;

	seen[p] = true;
	for (int q = 0; q < u.n; q++)
		if (!seen[q] && joined(u, p, q))
			n += part(u, q, seen);
	return n;
}

static int
by_parts(struct graph u, const int *size, int groups)
{
	int k = size[0], rest = 0;
	bool *seen;

	if (size[groups - 1] != k || size[0] * groups != u.n)
		return 0;
	seen = xcalloc((size_t)u.n + 1, sizeof(*seen));
	for (int p = 0; p < u.n; p++)
		if (!seen[p])
			rest += part(u, p, seen) % k;
	free(seen);
	return up(rest, k) * (k - 1);
}

int
bound_repeats(int n, const bool *fresh, const int *size, int groups)
{
	static int (*const bounds[])(struct graph, const int *, int) = {
		by_people,
		by_matching,
		by_triangles,
		by_parts,
	};
	struct graph u = { n, fresh };
	int best = 0;

	if (n == 0 || groups == 0)
		return 0;
	for (size_t i = 0; i < sizeof(bounds) / sizeof(*bounds); i++)
		best = max(best, bounds[i](u, size, groups));
	return best;
}
