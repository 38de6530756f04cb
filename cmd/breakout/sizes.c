#include "sizes.h"

#include <stdbool.h>

/* How far a number of groups leaves the range: smaller is better. */
struct fit {
	int farthest; /* people that the worst group is beyond the range */
	int outside;  /* groups beyond the range */
	int groups;
};

static int
max(int a, int b)
{
	return a > b ? a : b;
}

static int
beyond(int size, struct sizes_want want)
{
	return max(0, max(want.lo - size, size - want.hi));
}

static struct fit
fit_of(int n, int groups, struct sizes_want want)
{
	int larger = n % groups;
	int small = beyond(n / groups, want);
	int large = larger > 0 ? beyond(n / groups + 1, want) : 0;

	return (struct fit){
		.farthest = max(small, large),
		.outside = (small > 0 ? groups - larger : 0) +
		    (large > 0 ? larger : 0),
		.groups = groups,
	};
}

static bool
is_better(struct fit a, struct fit b)
{
	if (a.farthest != b.farthest)
		return a.farthest < b.farthest;
	if (a.outside != b.outside)
		return a.outside < b.outside;
	return a.groups > b.groups;
}

static int
groups_in_range(int n, struct sizes_want want)
{
	struct fit best = fit_of(n, 1, want);

	for (int g = 2; g <= n / 2; g++) {
		struct fit f = fit_of(n, g, want);

		if (is_better(f, best))
			best = f;
	}
	return best.groups;
}

static struct sizes_want
sane(struct sizes_want want)
{
	want.lo = max(want.lo, 2);
	want.hi = max(want.hi, want.lo);
	return want;
}

int
sizes_choose(int n, struct sizes_want want, int *size)
{
	int groups, most = max(n / 2, 1);

	if (n <= 0)
		return 0;
	if (want.groups > 0)
		groups = want.groups < most ? want.groups : most;
	else
		groups = groups_in_range(n, sane(want));
	for (int g = 0; g < groups; g++)
		size[g] = n / groups + (g < n % groups);
	return groups;
}
