#include "design.h"

#include <stdlib.h>
#include <string.h>

#include "../../lib/xalloc.h"

enum { STARTER_ROUNDS = 8 };

/*
 * The points 0 .. c*modulus-1 are c copies of Z_modulus, one after the
 * other; those that remain are fixed.  A letter of a base round is the group
 * of the point at its place.  With modulus 1 the rounds stand for themselves.
 */
struct starter {
	int points, modulus;
	const char *base[STARTER_ROUNDS];
};

static const struct starter starters[] = {
	/* pairs and one trio */
	{ 7, 1, { "aabacbc", "abbccca", "abccabc" } },
	{ 9, 1,
	    { "abcdabdcc", "abcddcaab", "abbbcddca", "aabcddbcd", "abcacadbd",
		"abacbdbdc" } },
	{ 11, 7, { "abcddedecab" } },
	{ 13, 9, { "abcbdebfacdef" } },
	{ 15, 11, { "abcddefgeadgbfc" } },
	{ 17, 13, { "abcdefghgbeccfdah" } },
	{ 19, 15, { "abcdeefgcehdaibhfig" } },
	{ 21, 17, { "abcdcefacgehhifjigjbd" } },
	{ 23, 19, { "abcdbdefghidgjkihfacejk" } },
	{ 25, 21, { "abcadefgdhbeiehjkkgilfclj" } },
	{ 27, 23, { "abcdefghdhaijjckliekjbmfglm" } },
	{ 29, 25, { "abcbdeefghbijkdhgjlfmaimnlnck" } },
	{ 31, 27, { "abcdefgheiajklcimnfnikdoobglmhj" } },
	{ 33, 29, { "abcdaeefghcihjklkmnfigopjdionplbm" } },
	{ 35, 31, { "abcdefghaiihjedcklmegnlnjmkopqopfbq" } },
	/* trios */
	{ 9, 3, { "aabccabbc", "abcabcabc" } },
	{ 12, 4, { "abcccbddaadb" } },
	{ 15, 7, { "abbcdebaddaecec" } },
	{ 18, 4, { "abcdefccebbaadffde", "aabcdefafcedcbfdeb" } },
	{ 21, 7,
	    { "abcdeddbaffefcegbggac", "abcdefgfgabcdeabcdefg",
		"abcdefgefgabcdfgabcde", "abcdefgcdefgabbcdefga" } },
	{ 24, 11, { "abacdaefbggehchhdcgbfdef" } },
	{ 27, 13, { "abcdbeffdegehicbagdghciifha" } },
	{ 30, 14, { "abcdeaafghfhidbhjcefdciigjejbg" } },
	{ 33, 11,
	    { "abcbdeecfeghgdiiajaifdjbhkkgckhjf",
		"abcdefghijkijkabcdefghkabcdefghij",
		"abcdefghijkdefghijkabcdefghijkabc",
		"abcdefghijkhijkabcdefgijkabcdefgh",
		"abcdefghijkbcdefghijkaghijkabcdef",
		"abcdefghijkabcdefghijkefghijkabcd" } },
	{ 36, 17, { "abcdefghcegbdiaajhjkffidlcikglklbehj" } },
	{ 39, 19, { "abcdefagghihjecjbdikkjalmkmlchlgdbemfif" } },
	{ 42, 20, { "abcdefgechgdijhklglamdmnfiajjihcebnmfnlkkb" } },
	{ 45, 15,
	    { "abcdefgdfhaieebbjghjkglmmkdklcajnonloiicmohnf",
		"abcdefghijklmnocdefghijklmnoabnoabcdefghijklm",
		"abcdefghijklmnojklmnoabcdefghibcdefghijklmnoa",
		"abcdefghijklmnonoabcdefghijklmcdefghijklmnoab",
		"abcdefghijklmnoijklmnoabcdefghfghijklmnoabcde",
		"abcdefghijklmnomnoabcdefghijklhijklmnoabcdefg",
		"abcdefghijklmnofghijklmnoabcdeoabcdefghijklmn",
		"abcdefghijklmnoklmnoabcdefghijlmnoabcdefghijk" } },
	{ 48, 23, { "abccdefgahijkjelmibhacnfiolppmlhgogmoenfkpjnbdkd" } },
	/* trios and one four */
	{ 16, 1,
	    { "aaabcdeddcebabec", "abccadcabdedeeab", "abcbbdeecadceacd",
		"abcadadbdccbedee", "abcdebbcadaeecdc", "abcdccadeedaebba" } },
	{ 22, 9, { "abcdefcgcffbdbgebagade" } },
	{ 25, 11, { "abcbadbefggedfhhcageghcdf" } },
	{ 28, 12, { "aabcdefcghafcidhbifgegichdeb" } },
	/* fours */
	{ 16, 5, { "aabcbddacadbbdcc" } },
	{ 20, 5, { "aabcbaddaededccecebb" } },
	{ 24, 7, { "abbcdebdceccfaeafdffbade" } },
	{ 28, 9, { "abcdefcbbbgffgacegafdcgddaee" } },
	{ 36, 11, { "aabcadefeghgiehfbeigcgdaifdccbhdifhb" } },
};

/* How many groups there are of each size: two rounds fit if these agree. */
struct profile {
	int small, larger; /* groups of the sizes `size` and `size` + 1 */
	int size;
};

static struct profile
profile_of(const int *size, int groups)
{
	struct profile p = { 0, 0, size[0] };

	for (int g = 0; g < groups; g++)
		p.size = size[g] < p.size ? size[g] : p.size;
	for (int g = 0; g < groups; g++)
		p.small += size[g] == p.size;
	p.larger = groups - p.small;
	return p;
}

static bool
profile_eq(struct profile a, struct profile b)
{
	return a.small == b.small && a.larger == b.larger && a.size == b.size;
}

static struct profile
profile_of_letters(const char *base)
{
	int size['z' - 'a' + 1] = { 0 }, groups = 0;

	for (const char *c = base; *c != '\0'; c++) {
		size[*c - 'a']++;
		groups = *c - 'a' + 1 > groups ? *c - 'a' + 1 : groups;
	}
	return profile_of(size, groups);
}

/* A further round, its groups numbered in the order of their first points. */
static void
add_round(struct design *d, const int *group)
{
	size_t points = (size_t)d->points;
	int *name = xcalloc(points, sizeof(*name)), named = 0, *round;

	d->group = xrealloc(
	    d->group, (size_t)(d->rounds + 1) * points, sizeof(*d->group));
	round = d->group + d->rounds++ * d->points;
	for (int p = 0; p < d->points; p++) {
		int *n = &name[group[p]];

		if (*n == 0)
			*n = ++named;
		round[p] = *n - 1;
	}
	d->groups = named;
	free(name);
}

static int
shift(int point, int points, int modulus)
{
	int moving = points - points % modulus;

	if (point >= moving)
		return point;
	return point - point % modulus + (point + 1) % modulus;
}

static bool
last_is(const struct design *d, int round)
{
	const int *a = d->group + round * d->points;
	const int *b = d->group + (d->rounds - 1) * d->points;

	return memcmp(a, b, (size_t)d->points * sizeof(*a)) == 0;
}

/* The base round and its shifts, until the base comes again. */
static void
develop(struct design *d, const int *base, int modulus)
{
	int first = d->rounds;
	int *group = xalloc((size_t)d->points, sizeof(*group));

	add_round(d, base);
	do {
		const int *last = d->group + (d->rounds - 1) * d->points;

		for (int p = 0; p < d->points; p++)
			group[shift(p, d->points, modulus)] = last[p];
		add_round(d, group);
	} while (!last_is(d, first));
	d->rounds--;
	free(group);
}

static void
develop_letters(struct design *d, const char *base, int modulus)
{
	int *group = xalloc((size_t)d->points, sizeof(*group));

	for (int p = 0; p < d->points; p++)
		group[p] = base[p] - 'a';
	develop(d, group, modulus);
	free(group);
}

static bool
by_starter(int points, struct profile want, struct design *d)
{
	for (size_t i = 0; i < sizeof(starters) / sizeof(*starters); i++) {
		const struct starter *s = &starters[i];

		if (s->points != points ||
		    !profile_eq(profile_of_letters(s->base[0]), want))
			continue;
		for (size_t b = 0; b < STARTER_ROUNDS && s->base[b] != NULL;
		     b++)
			develop_letters(d, s->base[b], s->modulus);
		return true;
	}
	return false;
}

/* Point i of Z_(points-1) meets -i, and 0 the fixed point. */
static bool
by_round_robin(int points, struct profile want, struct design *d)
{
	int modulus = points - 1, *group;

	if (want.size != 2 || want.larger > 0)
		return false;
	group = xalloc((size_t)points, sizeof(*group));
	for (int i = 0; i < modulus; i++)
		group[i] = 2 * i < modulus ? i : modulus - i;
	group[modulus] = 0;
	develop(d, group, modulus);
	free(group);
	return true;
}

static int
least_factor(int q)
{
	int f = 2;

	while (q % f != 0)
		f++;
	return f;
}

/*
 * Point j*q + x is place x of column j.  Which of the q lines of a slope goes
 * through a place of a column.
 */
typedef int line_through(int slope, int column, int place, int q);

/* In Z_q. */
static int
line_modulo(int slope, int column, int place, int q)
{
	return (place + slope * column) % q;
}

/* In the field of q = 2^e elements, whose sum is the exclusive or. */
static int
line_in_field(int slope, int column, int place, int q)
{
	/* irreducible polynomials for q = 4, 8, 16, 32 and 64 */
	static const int modulus[] = { 0x7, 0xb, 0x13, 0x25, 0x43 };
	int product = 0, e = 0;

	while (4 << e < q)
		e++;
	for (; column > 0; column >>= 1) {
		if (column & 1)
			product ^= slope;
		slope <<= 1;
		if (slope & q)
			slope ^= modulus[e];
	}
	return place ^ product;
}

/*
 * Two points of different columns are on one line of just one slope where
 * the difference of the columns divides: in a field always, modulo q if
 * each factor of q is greater than it.
 */
static line_through *
lines_of(int q, int k)
{
	if (q >= 2 && least_factor(q) >= k)
		return line_modulo;
	if (q >= 4 && q <= 64 && q >= k && (q & (q - 1)) == 0)
		return line_in_field;
	return NULL;
}

static bool
by_grid(int points, struct profile want, struct design *d)
{
	int k = want.size, q = points / k, *group;
	line_through *line = lines_of(q, k);

	if (want.larger > 0 || line == NULL)
		return false;
	group = xalloc((size_t)points, sizeof(*group));
	for (int slope = 0; slope < q; slope++) {
		for (int p = 0; p < points; p++)
			group[p] = line(slope, p / q, p % q, q);
		add_round(d, group);
	}
	for (int p = 0; p < points; p++)
		group[p] = p / k;
	if (q % k == 0)
		add_round(d, group);
	free(group);
	return true;
}

static bool
construct(int points, struct profile want, struct design *d)
{
	*d = (struct design){ .points = points };
	return by_starter(points, want, d) || by_round_robin(points, want, d) ||
	    by_grid(points, want, d);
}

bool
design_find(int n, const int *size, int groups, struct design *d)
{
	struct profile want;

	if (n < 2)
		return false;
	want = profile_of(size, groups);
	if (construct(n, want, d))
		return true;
	if (want.larger == 0)
		return false;
	want = (struct profile){ groups, 0, want.size + 1 };
	return construct(groups * want.size, want, d);
}

void
design_release(struct design *d)
{
	free(d->group);
	d->group = NULL;
}
