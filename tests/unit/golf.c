/*
 * golf: what breakout promises of its groups, over many seeds.
 *
 *	golf CASES [long]
 *
 * CASES is the directory of cases (golfers/ in it).  Prints a line a test;
 * exits 1 if one failed.  `long` takes ten times as many seeds.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../cmd/breakout/assign.h"
#include "../../cmd/breakout/bound.h"
#include "../../cmd/breakout/design.h"
#include "../../cmd/breakout/golf.h"
#include "../../cmd/breakout/match.h"
#include "../../lib/rng.h"
#include "../../lib/xalloc.h"

enum {
	SEEDS = 20,
	ROOM = 256, /* people or groups at most */
};

/* Step counts may pass their bound by the steps of a last move or look. */
static const long slack = 1000;

static int failures;
static int seeds = SEEDS;
static const char *cases_dir;

/* ---- reporting ---- */

static char why[256];

static bool fail(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* Notes the reason; false, for the test to return. */
static bool
fail(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(why, sizeof(why), fmt, ap);
	va_end(ap);
	return false;
}

static void
report(bool ok, const char *name)
{
	if (ok)
		printf("ok %s\n", name);
	else
		printf("not ok %s: %s\n", name, why);
	failures += !ok;
	fflush(stdout);
}

/* ---- checks of rounds ---- */

static struct sizes_want
range(int lo, int hi)
{
	return (struct sizes_want){ .lo = lo, .hi = hi };
}

/* The sizes of the groups of a round; returns how many groups. */
static int
sizes_of(int people, const int *group, int *size)
{
	int groups = 0;

	memset(size, 0, ROOM * sizeof(*size));
	for (int i = 0; i < people; i++)
		if (group[i] >= 0) {
			size[group[i]]++;
			groups = group[i] >= groups ? group[i] + 1 : groups;
		}
	return groups;
}

static int
ascending(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

/* Whether all who are here, and nobody else, sit in groups as wanted. */
static bool
is_round(int people, const bool *here, struct sizes_want want, const int *group)
{
	int size[ROOM], asked[ROOM], n = 0, groups, wanted;

	for (int i = 0; i < people; i++) {
		if (here[i] != (group[i] >= 0))
			return fail("person %d is misplaced", i);
		n += here[i];
	}
	groups = sizes_of(people, group, size);
	wanted = sizes_choose(n, want, asked);
	if (groups != wanted)
		return fail("%d groups, not %d", groups, wanted);
	qsort(size, (size_t)groups, sizeof(*size), ascending);
	qsort(asked, (size_t)groups, sizeof(*asked), ascending);
	for (int g = 0; g < groups; g++)
		if (size[g] != asked[g])
			return fail("a group of %d", size[g]);
	return true;
}

/* ---- sizes ---- */

static bool
within(int n, int groups, int lo, int hi)
{
	return n / groups >= lo && (n + groups - 1) / groups <= hi;
}

/* The most groups with all sizes in lo..hi, or 0. */
static int
most_groups(int n, int lo, int hi)
{
	for (int g = n; g > 0; g--)
		if (within(n, g, lo, hi))
			return g;
	return 0;
}

static bool
sizes_hold(int n, const int *size, int groups)
{
	int sum = 0;

	for (int g = 0; g < groups; g++) {
		sum += size[g];
		if (size[g] < 2 && n > 1)
			return fail("%d people: a group of one", n);
		if (size[0] - size[g] > 1 || size[0] < size[g])
			return fail("%d people: sizes differ", n);
	}
	return sum == n || fail("%d people, %d seats", n, sum);
}

static bool
range_holds(int n, int lo, int hi)
{
	int size[ROOM], groups = sizes_choose(n, range(lo, hi), size);
	int most = most_groups(n, lo, hi);
	int beyond = most_groups(n, lo > 2 ? lo - 1 : 2, hi + 1);

	if (!sizes_hold(n, size, groups))
		return false;
	if (most > 0 && groups != most)
		return fail("%d in %d-%d: %d groups", n, lo, hi, groups);
	if (most == 0 && beyond > 0 &&
	    !within(n, groups, lo > 2 ? lo - 1 : 2, hi + 1))
		return fail("%d in %d-%d: two beyond", n, lo, hi);
	return true;
}

static bool
test_sizes_of_ranges(void)
{
	for (int n = 1; n <= 200; n++)
		for (int lo = 2; lo <= 20; lo++)
			for (int hi = lo; hi <= 20; hi++)
				if (!range_holds(n, lo, hi))
					return false;
	return true;
}

static bool
test_sizes_of_numbers(void)
{
	int size[ROOM];

	for (int n = 1; n <= 200; n++)
		for (int g = 1; g <= 201; g++) {
			struct sizes_want want = { .groups = g };
			int most = n > 1 ? n / 2 : 1;
			int groups = sizes_choose(n, want, size);

			if (!sizes_hold(n, size, groups))
				return false;
			if (groups != (g < most ? g : most))
				return fail("%d in %d: %d", n, g, groups);
		}
	return true;
}

static bool
test_sizes_by_example(void)
{
	static const struct {
		int n, lo, hi, groups, largest, smallest;
	} rows[] = {
		{ 7, 2, 3, 3, 3, 2 },
		{ 7, 2, 2, 3, 3, 2 },
		{ 10, 3, 3, 3, 4, 3 },
		{ 11, 3, 3, 4, 3, 2 },
		{ 14, 3, 3, 5, 3, 2 },
		{ 5, 3, 3, 2, 3, 2 },
		{ 4, 3, 3, 1, 4, 4 },
		{ 2, 3, 3, 1, 2, 2 },
		{ 3, 2, 2, 1, 3, 3 },
		{ 9, 2, 3, 4, 3, 2 },
		{ 12, 3, 4, 4, 3, 3 },
		{ 2, 5, 6, 1, 2, 2 },
		{ 7, 3, 3, 2, 4, 3 },
		{ 8, 3, 3, 3, 3, 2 },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		int size[ROOM];
		int groups = sizes_choose(
		    rows[i].n, range(rows[i].lo, rows[i].hi), size);

		if (groups != rows[i].groups || size[0] != rows[i].largest ||
		    size[groups - 1] != rows[i].smallest)
			return fail("row %zu: %d groups", i, groups);
	}
	return sizes_choose(0, range(2, 3), NULL) == 0 || fail("of nobody");
}

/* ---- the parts ---- */

static bool
test_rng(void)
{
	struct rng r = rng_seed(0);
	int times[6] = { 0 };

	if (rng_next(&r) != UINT64_C(0xe220a8397b1dcdaf))
		return fail("not SplitMix64");
	for (int i = 0; i < 60000; i++)
		times[rng_below(&r, 6)]++;
	for (int i = 0; i < 6; i++)
		if (times[i] < 9600 || times[i] > 10400)
			return fail("%d came %d times", i, times[i]);
	return true;
}

static bool
design_holds(int n, struct sizes_want want, int least_rounds)
{
	int size[ROOM], groups = sizes_choose(n, want, size);
	struct design d;
	int repeats, rounds;

	if (!design_find(n, size, groups, &d))
		return least_rounds == 0 || fail("%d: no design", n);
	repeats =
	    golf_repeats((struct golf_series){ d.points, d.rounds, d.group });
	rounds = d.rounds;
	design_release(&d);
	if (repeats > 0)
		return fail("%d: %d repeats", n, repeats);
	return rounds >= least_rounds || fail("%d: %d rounds", n, rounds);
}

/* Every design there is has no repeat; those that are optima, all rounds. */
static bool
test_designs(void)
{
	for (int n = 2; n <= 80; n += 2)
		if (!design_holds(n, range(2, 2), n - 1))
			return false;
	for (int n = 11; n <= 35; n += 2)
		if (!design_holds(n, range(2, 3), n - 4))
			return false;
	for (int n = 15; n <= 48; n += 3)
		if (!design_holds(n, range(3, 3), (n - 1) / 2))
			return false;
	for (int n = 2; n <= 200; n++)
		for (int k = 2; k <= 12; k++)
			if (!design_holds(n, range(k, k), 0) ||
			    !design_holds(n, range(k, k + 1), 0))
				return false;
	return design_holds(9, range(3, 3), 4) &&
	    design_holds(12, range(3, 3), 4) &&
	    design_holds(16, range(4, 4), 5) &&
	    design_holds(28, range(4, 4), 9) &&
	    design_holds(32, range(4, 4), 9) &&
	    design_holds(25, range(5, 5), 6);
}

static void
random_graph(struct rng *r, int n, int percent, bool *edge)
{
	memset(edge, 0, ROOM * sizeof(*edge));
	for (int a = 0; a < n; a++)
		for (int b = 0; b < a; b++)
			edge[a * n + b] = edge[b * n + a] =
			    rng_below(r, 100) < percent;
}

/* The largest matching among the vertices of a set, by trying all. */
static int
match_by_trying(int n, const bool *edge, unsigned set)
{
	int v = 0, best;

	if (set == 0)
		return 0;
	while (!(set >> v & 1))
		v++;
	set &= ~(1u << v);
	best = match_by_trying(n, edge, set);
	for (int w = v + 1; w < n; w++)
		if ((set >> w & 1) && edge[v * n + w]) {
			int m = 1 + match_by_trying(n, edge, set & ~(1u << w));

			best = m > best ? m : best;
		}
	return best;
}

static bool
test_match(void)
{
	struct rng r = rng_seed(3);
	bool edge[ROOM];
	int mate[ROOM];

	for (int i = 0; i < 3000; i++) {
		int n = 1 + rng_below(&r, 10), most, paired = 0;

		random_graph(&r, n, 10 + rng_below(&r, 50), edge);
		most = match_most(n, edge, mate);
		for (int v = 0; v < n; v++)
			if (mate[v] >= 0) {
				if (mate[mate[v]] != v ||
				    !edge[v * n + mate[v]])
					return fail("not a matching");
				paired++;
			}
		if (paired != 2 * most ||
		    most != match_by_trying(n, edge, (1u << n) - 1))
			return fail("graph %d: %d pairs", i, most);
	}
	return true;
}

/* A round being filled person by person, to try all. */
struct filling {
	int n, groups;
	const bool *fresh;
	const int *size;
	int group[ROOM], filled[ROOM];
	int repeats, best;
};

static void
fill(struct filling *f, int person)
{
	if (f->repeats >= f->best)
		return;
	if (person == f->n) {
		f->best = f->repeats;
		return;
	}
	for (int g = 0; g < f->groups; g++) {
		int more = 0;

		if (f->filled[g] == f->size[g])
			continue;
		for (int q = 0; q < person; q++)
			more +=
			    f->group[q] == g && !f->fresh[person * f->n + q];
		f->group[person] = g;
		f->filled[g]++;
		f->repeats += more;
		fill(f, person + 1);
		f->repeats -= more;
		f->filled[g]--;
	}
}

/* The bound never exceeds the true least, and is it for pairs. */
static bool
test_bound(void)
{
	struct rng r = rng_seed(5);
	bool fresh[ROOM];
	int size[ROOM], exact = 0, all = 400;

	for (int i = 0; i < all; i++) {
		int n = 4 + rng_below(&r, 6), lo = 2 + rng_below(&r, 3);
		int groups = sizes_choose(n, range(lo, lo), size), least;
		struct filling f = { n, groups, fresh, size, { 0 }, { 0 }, 0,
			1000 };

		random_graph(&r, n, rng_below(&r, 100), fresh);
		fill(&f, 0);
		least = bound_repeats(n, fresh, size, groups);
		if (least > f.best || (size[0] == 2 && least < f.best))
			return fail("%d people in %ds: %d, is %d", n, lo, least,
			    f.best);
		exact += least == f.best;
	}
	return exact * 10 > all * 6 || fail("exact in %d of %d", exact, all);
}

/* ---- week after week ---- */

struct claim {
	const char *name;
	int people, lo, hi, rounds;
};

/* Who is there in a round; NULL: everyone always. */
typedef bool there(int person, int round, int people);

/* Plays so many rounds; returns the repeats, -1 where a round is wrong. */
static int
play(struct claim c, there *is_there, uint64_t seed)
{
	int people = c.people, *group, repeats;
	bool here[ROOM];

	group = xcalloc((size_t)people * (size_t)c.rounds, sizeof(*group));
	for (int r = 0; r < c.rounds; r++) {
		struct golf_task task = {
			.past = { people, r, group },
			.here = here,
			.want = range(c.lo, c.hi),
			.seed = seed * 1000 + (uint64_t)r,
			.steps = GOLF_STEPS,
		};
		struct golf_result res;

		for (int i = 0; i < people; i++)
			here[i] = is_there == NULL || is_there(i, r, people);
		res = golf_next(&task, group + r * people);
		if (!is_round(people, here, task.want, group + r * people)) {
			free(group);
			return -1;
		}
		if (res.steps > GOLF_STEPS + slack || res.repeats < res.least) {
			fail("%ld steps, %d repeats", res.steps, res.repeats);
			free(group);
			return -1;
		}
	}
	repeats = golf_repeats((struct golf_series){ people, c.rounds, group });
	free(group);
	return repeats;
}

static bool
claim_holds(struct claim c, there *is_there, int repeats)
{
	for (int seed = 1; seed <= seeds; seed++) {
		int n = play(c, is_there, (uint64_t)seed);

		if (n < 0)
			return false;
		if (n > repeats)
			return fail("seed %d: %d repeats in %d rounds", seed, n,
			    c.rounds);
	}
	return true;
}

static const struct claim claims[] = {
	{ "2 people in pairs", 2, 2, 2, 1 },
	{ "4 people in pairs", 4, 2, 2, 3 },
	{ "6 people in pairs", 6, 2, 2, 5 },
	{ "8 people in pairs", 8, 2, 2, 7 },
	{ "10 people in pairs", 10, 2, 2, 9 },
	{ "12 people in pairs", 12, 2, 2, 11 },
	{ "14 people in pairs", 14, 2, 2, 13 },
	{ "16 people in pairs", 16, 2, 2, 15 },
	{ "18 people in pairs", 18, 2, 2, 17 },
	{ "20 people in pairs", 20, 2, 2, 19 },
	{ "30 people in pairs", 30, 2, 2, 29 },
	{ "7 people in 2-3", 7, 2, 3, 3 },
	{ "9 people in 2-3", 9, 2, 3, 6 },
	{ "11 people in 2-3", 11, 2, 3, 7 },
	{ "13 people in 2-3", 13, 2, 3, 9 },
	{ "15 people in 2-3", 15, 2, 3, 11 },
	{ "19 people in 2-3", 19, 2, 3, 15 },
	{ "9 people in trios", 9, 3, 3, 4 },
	{ "11 people in trios", 11, 3, 3, 4 },
	{ "12 people in trios", 12, 3, 3, 4 },
	{ "14 people in trios", 14, 3, 3, 7 },
	{ "15 people in trios", 15, 3, 3, 7 },
	{ "16 people in trios", 16, 3, 3, 6 },
	{ "17 people in trios", 17, 3, 3, 8 },
	{ "18 people in trios", 18, 3, 3, 8 },
	{ "21 people in trios", 21, 3, 3, 10 },
	{ "24 people in trios", 24, 3, 3, 11 },
	{ "27 people in trios", 27, 3, 3, 13 },
	{ "30 people in trios", 30, 3, 3, 14 },
	{ "16 people in fours", 16, 4, 4, 5 },
	{ "20 people in fours", 20, 4, 4, 5 },
	{ "28 people in fours", 28, 4, 4, 9 },
	{ "32 people in fours", 32, 4, 4, 9 },
};

static void
test_claims(void)
{
	for (size_t i = 0; i < sizeof(claims) / sizeof(*claims); i++) {
		char name[80];

		snprintf(name, sizeof(name), "%s: %d rounds without a repeat",
		    claims[i].name, claims[i].rounds);
		report(claim_holds(claims[i], NULL, 0), name);
	}
}

/* A second time around, everybody meets everybody once more. */
static bool
test_second_cycle(void)
{
	struct claim pairs = { "", 8, 2, 2, 14 }, trios = { "", 15, 3, 3, 14 };

	return claim_holds(pairs, NULL, 28) && claim_holds(trios, NULL, 105);
}

/* ---- people who miss, join and leave ---- */

static bool
one_misses(int person, int round, int people)
{
	return person != round * 4 % people;
}

static bool
one_misses_once(int person, int round, int people)
{
	return person != people / 2 || round != 2;
}

static bool
two_miss_once(int person, int round, int people)
{
	return person / 2 != people / 4 || round != 2;
}

static bool
one_joins(int person, int round, int people)
{
	return person < people - 1 || round >= 3;
}

static bool
two_join(int person, int round, int people)
{
	return person < people - 2 || round >= 2;
}

static bool
one_leaves(int person, int round, int people)
{
	(void)people;
	return person > 0 || round < 3;
}

/* Each misses about one round in eight. */
static bool
some_miss(int person, int round, int people)
{
	struct rng r = rng_seed((uint64_t)(person * 1000 + round * 7 + people));

	return rng_below(&r, 8) > 0;
}

static const struct {
	struct claim claim;
	there *is_there;
	int repeats; /* at most */
} absences[] = {
	{ { "15 in trios, another misses each week", 15, 3, 3, 7 }, one_misses,
	    0 },
	{ { "18 in trios, another misses each week", 18, 3, 3, 8 }, one_misses,
	    0 },
	{ { "15 in trios, one joins later", 15, 3, 3, 7 }, one_joins, 0 },
	{ { "15 in trios, one leaves", 15, 3, 3, 7 }, one_leaves, 0 },
	{ { "8 in pairs, one misses once", 8, 2, 3, 5 }, one_misses_once, 0 },
	{ { "12 in pairs, one misses once", 12, 2, 3, 9 }, one_misses_once, 0 },
	{ { "12 in pairs, two miss once", 12, 2, 3, 9 }, two_miss_once, 0 },
	{ { "12 in pairs, one leaves", 12, 2, 3, 7 }, one_leaves, 0 },
	{ { "12 in pairs, two join later", 12, 2, 3, 9 }, two_join, 0 },
	{ { "12 in pairs, some miss", 12, 2, 3, 7 }, some_miss, 0 },
	{ { "16 in pairs, some miss", 16, 2, 3, 10 }, some_miss, 0 },
	{ { "12 in trios, some miss", 12, 3, 3, 4 }, some_miss, 1 },
	{ { "21 in trios, some miss", 21, 3, 3, 6 }, some_miss, 0 },
};

static void
test_absences(void)
{
	int all = seeds;

	seeds = seeds / 2;
	for (size_t i = 0; i < sizeof(absences) / sizeof(*absences); i++) {
		char name[80];

		snprintf(name, sizeof(name), "%s: at most %d repeats",
		    absences[i].claim.name, absences[i].repeats);
		report(claim_holds(absences[i].claim, absences[i].is_there,
			   absences[i].repeats),
		    name);
	}
	seeds = all;
}

/* ---- weights and leaders ---- */

/* A round of `people` without a past. */
static struct golf_result
first_round(int people, int lo, const int *extra, const bool *leads,
    uint64_t seed, int *group)
{
	bool here[ROOM];
	struct golf_task task = {
		.past = { people, 0, NULL },
		.here = here,
		.want = range(lo, lo),
		.extra = extra,
		.leads = leads,
		.seed = seed,
		.steps = 2000000,
	};

	for (int i = 0; i < people; i++)
		here[i] = true;
	return golf_next(&task, group);
}

static bool
test_leaders(void)
{
	bool leads[15] = { true, true, true, true, true };
	bool has[ROOM];
	int group[ROOM];

	for (int seed = 1; seed <= seeds; seed++) {
		memset(has, 0, sizeof(has));
		first_round(15, 3, NULL, leads, (uint64_t)seed, group);
		for (int i = 0; i < 5; i++) {
			if (has[group[i]])
				return fail("seed %d: two leaders", seed);
			has[group[i]] = true;
		}
	}
	return true;
}

/* Four leaders each week: the rounds that follow must keep them apart too. */
static bool
leaders_for_weeks(uint64_t seed)
{
	bool here[ROOM], leads[12] = { true, true, true, true };
	int group[4 * 12];

	for (int i = 0; i < 12; i++)
		here[i] = true;
	for (int r = 0; r < 4; r++) {
		struct golf_task task = {
			.past = { 12, r, group },
			.here = here,
			.want = range(3, 3),
			.leads = leads,
			.seed = seed + (uint64_t)r,
			.steps = GOLF_STEPS,
		};
		int *now = group + r * 12;

		golf_next(&task, now);
		for (int a = 0; a < 4; a++)
			for (int b = 0; b < a; b++)
				if (now[a] == now[b])
					return fail("leaders together");
	}
	return golf_repeats((struct golf_series){ 12, 4, group }) == 0 ||
	    fail("seed %d: repeats", (int)seed);
}

static bool
test_leaders_for_weeks(void)
{
	for (int seed = 1; seed <= seeds / 4; seed++)
		if (!leaders_for_weeks((uint64_t)seed * 100))
			return false;
	return true;
}

static bool
test_weights(void)
{
	int extra[12 * 12] = { 0 }, group[ROOM];

	extra[0 * 12 + 1] = extra[1 * 12 + 0] = -GOLF_UNIT;
	extra[2 * 12 + 3] = extra[3 * 12 + 2] = GOLF_UNIT;
	for (int seed = 1; seed <= seeds; seed++) {
		first_round(12, 3, extra, NULL, (uint64_t)seed, group);
		if (group[0] != group[1])
			return fail("seed %d: not together", seed);
		if (group[2] == group[3])
			return fail("seed %d: not apart", seed);
	}
	return true;
}

/* ---- the same everywhere ---- */

static uint64_t
digest(const int *a, int n)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);

	for (int i = 0; i < n; i++)
		h = (h ^ (uint64_t)(a[i] + 1)) * UINT64_C(0x100000001b3);
	return h;
}

/* Numbers written down once: no machine or compiler may give others. */
static bool
test_same_everywhere(void)
{
	static const struct {
		int people, lo, rounds;
		uint64_t digest;
	} rows[] = {
		{ 15, 3, 7, UINT64_C(0x7a1e6e33321ac1d8) },
		{ 10, 2, 9, UINT64_C(0xc5606d61a4b3289d) },
		{ 13, 3, 4, UINT64_C(0x533e884a0eb617bc) },
	};
	bool ok = true;

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		int group[ROOM];
		uint64_t d;

		golf_plan(rows[i].people, rows[i].rounds,
		    range(rows[i].lo, rows[i].lo), 42, 10000000, group);
		d = digest(group, rows[i].people * rows[i].rounds);
		if (d != rows[i].digest)
			ok =
			    fail("row %zu is 0x%llx", i, (unsigned long long)d);
	}
	return ok;
}

/* ---- few people ---- */

static bool
test_few_people(void)
{
	bool here[3] = { false, true, false };
	int group[3];
	struct golf_task task = { .past = { 3, 0, NULL },
		.here = here,
		.want = range(2, 3),
		.steps = GOLF_STEPS };

	if (golf_next(&task, group).groups != 1 || group[0] != -1 ||
	    group[1] != 0 || group[2] != -1)
		return fail("one of three");
	here[1] = false;
	if (golf_next(&task, group).groups != 0 || group[1] != -1)
		return fail("nobody");
	task.past.people = 0;
	if (golf_next(&task, group).groups != 0)
		return fail("no people");
	for (int n = 2; n <= 40; n++)
		for (int lo = 2; lo <= 6; lo++) {
			int many[ROOM];
			bool all[ROOM];

			for (int i = 0; i < n; i++)
				all[i] = true;
			first_round(n, lo, NULL, NULL, 1, many);
			if (!is_round(n, all, range(lo, lo), many))
				return false;
		}
	return true;
}

/* ---- plans ---- */

static bool
plan_holds(int people, struct sizes_want want, int rounds, uint64_t seed)
{
	size_t room = (size_t)people * (size_t)rounds;
	int *group = xcalloc(room, sizeof(*group));
	struct golf_series s = { people, rounds, group };
	struct golf_result res =
	    golf_plan(people, rounds, want, seed, GOLF_PLAN_STEPS, group);
	int repeats = golf_repeats(s);

	free(group);
	if (res.steps > GOLF_PLAN_STEPS + rounds * slack)
		return fail("%ld steps", res.steps);
	return repeats == 0 ||
	    fail("%d people, %d rounds, seed %d: %d repeats", people, rounds,
		(int)seed, repeats);
}

static bool
test_plans(void)
{
	for (size_t i = 0; i < sizeof(claims) / sizeof(*claims); i++)
		for (int seed = 1; seed <= seeds; seed++)
			if (!plan_holds(claims[i].people,
				range(claims[i].lo, claims[i].hi),
				claims[i].rounds, (uint64_t)seed))
				return false;
	return true;
}

/* More rounds than can be: no repeat beyond what counting leaves. */
static bool
test_long_plan(void)
{
	int group[10 * 16];
	struct golf_result res =
	    golf_plan(8, 10, range(2, 2), 1, GOLF_PLAN_STEPS, group);

	if (res.repeats != res.least || res.least != 12)
		return fail("8 people: %d of %d", res.repeats, res.least);
	res = golf_plan(15, 9, range(3, 3), 1, GOLF_PLAN_STEPS, group);
	return (res.repeats == res.least && res.least == 30) ||
	    fail("15 people: %d of %d", res.repeats, res.least);
}

/* ---- topics and late comers ---- */

static int
had_sum(
    int people, int topics, const int *had, const int *group, const int *topic)
{
	int sum = 0;

	for (int i = 0; i < people; i++)
		sum += had[i * topics + topic[group[i]]];
	return sum;
}

/* The least sum over all ways to give out topics evenly. */
static int
topics_by_trying(int people, const int *group, int groups, const int *had,
    int topics, int g, int *times, int *topic)
{
	int best = 1000000;

	if (g == groups)
		return had_sum(people, topics, had, group, topic);
	for (int t = 0; t < topics; t++) {
		int over = 0, sum;

		topic[g] = t;
		times[t]++;
		for (int u = 0; u < topics; u++)
			over += times[u] > groups / topics;
		sum = times[t] > (groups + topics - 1) / topics ||
			over > groups % topics
		    ? best
		    : topics_by_trying(people, group, groups, had, topics,
			  g + 1, times, topic);
		times[t]--;
		best = sum < best ? sum : best;
	}
	return best;
}

static bool
test_topics(void)
{
	struct rng r = rng_seed(11);

	for (int i = 0; i < 300; i++) {
		int groups = 1 + rng_below(&r, 5),
		    topics = 1 + rng_below(&r, 4);
		int people = groups * 2, had[10 * 4], group[10], topic[5];
		int times[4] = { 0 }, tried[5] = { 0 }, least;

		for (int p = 0; p < people; p++)
			group[p] = p / 2;
		for (int h = 0; h < people * topics; h++)
			had[h] = rng_below(&r, 4);
		golf_topics(people, group, groups, had, topics, topic);
		least = topics_by_trying(
		    people, group, groups, had, topics, 0, times, tried);
		if (had_sum(people, topics, had, group, topic) != least)
			return fail("case %d: not least", i);
		for (int g = 0; g < groups; g++)
			times[topic[g]]++;
		for (int t = 0; t < topics; t++)
			if (times[t] < groups / topics ||
			    times[t] > (groups + topics - 1) / topics)
				return fail("case %d: uneven", i);
	}
	return true;
}

static bool
test_place(void)
{
	static const int past[] = { 0, 0, 1, 1, 2, 2, 0 };
	static const int group[] = { 0, 1, 0, 1, 2, 2, -1 };
	bool here[7] = { true, true, true, true, true, true, false };
	struct golf_task task = { .past = { 7, 1, past }, .here = here };
	int full[] = { 0, 0, 0, 1, 1, 2, -1 };

	if (golf_place(&task, group, 6) != 2)
		return fail("group %d", golf_place(&task, group, 6));
	if (golf_place(&task, full, 6) != 2)
		return fail("not the smallest group");
	for (int i = 0; i < 7; i++)
		full[i] = -1;
	return golf_place(&task, full, 6) == -1 || fail("no group");
}

/* ---- cases ---- */

static FILE *
open_case(const char *name)
{
	char path[1024];

	snprintf(path, sizeof(path), "%s/golfers/%s", cases_dir, name);
	return fopen(path, "r");
}

static bool
test_kirkman(FILE *f)
{
	char line[256];
	int group[7 * 15], rounds = 0;

	while (rounds < 7 && fgets(line, sizeof(line), f) != NULL) {
		int g = 0;

		for (const char *c = line; *c != '\0'; c++) {
			g += *c == '|';
			if (*c >= 'A' && *c <= 'O')
				group[rounds * 15 + *c - 'A'] = g;
		}
		rounds++;
	}
	return (rounds == 7 &&
		   golf_repeats((struct golf_series){ 15, 7, group }) == 0) ||
	    fail("%d rounds, or repeats", rounds);
}

/* Groups in braces, weeks in brackets. */
static bool
test_csplib(FILE *f)
{
	int group[9 * 32], rounds = 0, g = 0, c;

	while (rounds < 9 && (c = getc(f)) != EOF) {
		int person;

		if (c == '[') {
			g = 0;
		} else if (c == '}') {
			g++;
		} else if (c == ']') {
			rounds++;
		} else if (c >= '1' && c <= '9') {
			ungetc(c, f);
			if (fscanf(f, "%2d", &person) != 1 || person > 32)
				return fail("cannot be read");
			group[rounds * 32 + person - 1] = g;
		}
	}
	return (rounds == 9 &&
		   golf_repeats((struct golf_series){ 32, 9, group }) == 0) ||
	    fail("%d rounds, or repeats", rounds);
}

/* Each row that names a number of people: a plan has so many rounds. */
static bool
test_optima(FILE *f)
{
	char line[512];
	int rows = 0;

	while (fgets(line, sizeof(line), f) != NULL) {
		int people, pairs, trios, rounds;
		struct sizes_want want;

		if (sscanf(line, "%d\t%d\t%d\t%d\t", &people, &pairs, &trios,
			&rounds) != 4)
			continue;
		want = (struct sizes_want){ .groups = pairs + trios };
		rows++;
		for (int seed = 1; seed <= seeds; seed++)
			if (!plan_holds(people, want, rounds, (uint64_t)seed))
				return false;
	}
	return rows > 0 || fail("no rows");
}

static const struct {
	const char *file;
	bool (*test)(FILE *);
} case_tests[] = {
	{ "kirkman-15x7.txt", test_kirkman },
	{ "csplib-8x4-9weeks.txt", test_csplib },
	{ "known-optima.tsv", test_optima },
};

static void
test_cases(void)
{
	for (size_t i = 0; i < sizeof(case_tests) / sizeof(*case_tests); i++) {
		FILE *f = open_case(case_tests[i].file);

		if (f == NULL) {
			printf("skip %s\n", case_tests[i].file);
			continue;
		}
		report(case_tests[i].test(f), case_tests[i].file);
		fclose(f);
	}
}

static const struct {
	const char *name;
	bool (*test)(void);
} tests[] = {
	{ "sizes of ranges up to 200 people", test_sizes_of_ranges },
	{ "sizes of numbers up to 200 people", test_sizes_of_numbers },
	{ "sizes by example", test_sizes_by_example },
	{ "rng is SplitMix64", test_rng },
	{ "designs have no repeat", test_designs },
	{ "matching against all tried", test_match },
	{ "bound against all tried", test_bound },
	{ "topics against all tried", test_topics },
	{ "the place of a late comer", test_place },
	{ "few people", test_few_people },
	{ "leaders one a group", test_leaders },
	{ "leaders for four weeks", test_leaders_for_weeks },
	{ "weights apart and together", test_weights },
	{ "the same groups everywhere", test_same_everywhere },
	{ "a second time around", test_second_cycle },
	{ "plans reach what weeks reach", test_plans },
	{ "plans of too many rounds", test_long_plan },
};

int
main(int argc, char *argv[])
{
	cases_dir = argc > 1 ? argv[1] : ".";
	if (argc > 2 && strcmp(argv[2], "long") == 0)
		seeds *= 10;
	for (size_t i = 0; i < sizeof(tests) / sizeof(*tests); i++)
		report(tests[i].test(), tests[i].name);
	test_cases();
	test_claims();
	test_absences();
	return failures > 0;
}
