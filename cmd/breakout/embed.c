#include "embed.h"

#include <stdlib.h>

#include "../../lib/xalloc.h"

static int *
ints(int n, int value)
{
	int *a = xalloc((size_t)n + 1, sizeof(*a));

	for (int i = 0; i < n; i++)
		a[i] = value;
	return a;
}

static void
note_meetings(const struct design *d, int round, int *meets)
{
	const int *group = d->group + round * d->points;

	for (int p = 0; p < d->points; p++)
		for (int q = 0; q < d->points; q++)
			if (group[p] == group[q])
				meets[p * d->points + q] = round;
}

struct embed
embed_new(const struct design *design, int n, int rounds, int stride,
    const int *group)
{
	struct embed e = {
		.design = design,
		.n = n,
		.rounds = rounds,
		.stride = stride,
		.group = group,
		.meets = ints(design->points * design->points, -1),
		.point = ints(n, -1),
		.owner = ints(design->rounds, -1),
		.together = ints(n * n, -1),
		.stands = ints(rounds, -1),
		.order = ints(n, -1),
		.taken = ints(design->points, 0),
		.trial = ints(design->points, 0),
		.trail = ints(design->rounds, -1),
	};

	for (int k = 0; k < design->rounds; k++)
		note_meetings(design, k, e.meets);
	return e;
}

void
embed_release(struct embed *e)
{
	free(e->meets);
	free(e->point);
	free(e->owner);
	free(e->together);
	free(e->stands);
	free(e->order);
	free(e->taken);
	free(e->trial);
	free(e->trail);
}

static int
seat_in(const struct embed *e, int round, int person)
{
	return e->group[round * e->stride + person];
}

static bool
sat_together(const struct embed *e, int round, int a, int b)
{
	return seat_in(e, round, a) >= 0 &&
	    seat_in(e, round, a) == seat_in(e, round, b);
}

/* False if two people met in two of the rounds in use: no design has that. */
static bool
note_round(struct embed *e, int round)
{
	for (int a = 0; a < e->n; a++)
		for (int b = 0; b < e->n; b++) {
			if (a == b || !sat_together(e, round, a, b))
				continue;
			if (e->together[a * e->n + b] >= 0)
				return false;
			e->together[a * e->n + b] = round;
		}
	return true;
}

static bool
note_rounds(struct embed *e, const bool *use)
{
	for (int i = 0; i < e->n * e->n; i++)
		e->together[i] = -1;
	for (int r = 0; r < e->rounds; r++)
		if (use[r] && !note_round(e, r))
			return false;
	return true;
}

/*
 * How much is known of `person` once the first `laid` people in order are:
 * meetings in rounds that are `known` weigh most, as each leaves few points;
 * other meetings come next.
 */
static int
ties(const struct embed *e, int laid, int person, const bool *known)
{
	int n = 0;

	for (int i = 0; i < laid; i++) {
		int round = e->together[person * e->n + e->order[i]];

		if (round >= 0)
			n += known[round] ? e->n : 1;
	}
	return n;
}

static void
know_rounds(const struct embed *e, int laid, int person, bool *known)
{
	for (int i = 0; i < laid; i++) {
		int round = e->together[person * e->n + e->order[i]];

		if (round >= 0)
			known[round] = true;
	}
}

/* The place in order, from `laid` on, of the person to be laid next. */
static int
most_tied(const struct embed *e, int laid, const bool *known)
{
	int best = laid, most = ties(e, laid, e->order[laid], known);

	for (int j = laid + 1; j < e->n; j++) {
		int n = ties(e, laid, e->order[j], known);

		if (n > most) {
			most = n;
			best = j;
		}
	}
	return best;
}

static int
mates(const struct embed *e, int round, int person)
{
	int n = 0;

	for (int b = 0; b < e->n; b++)
		n += e->together[person * e->n + b] == round;
	return n;
}

/*
 * Someone in a largest group of a round in use, and that round is known: in
 * a design of few large groups, few points can be theirs.
 */
static int
first_person(const struct embed *e, bool *known)
{
	int person = 0, round = -1, most = 0;

	for (int r = 0; r < e->rounds; r++)
		for (int a = 0; a < e->n; a++)
			if (mates(e, r, a) > most) {
				most = mates(e, r, a);
				person = a;
				round = r;
			}
	if (round >= 0)
		known[round] = true;
	return person;
}

static void
choose_order(struct embed *e)
{
	bool *known = xcalloc((size_t)e->rounds + 1, sizeof(*known));

	for (int i = 0; i < e->n; i++)
		e->order[i] = i;
	for (int i = 0; i < e->n; i++) {
		int next =
		    i == 0 ? first_person(e, known) : most_tied(e, i, known);
		int person = e->order[next];

		e->order[next] = e->order[i];
		e->order[i] = person;
		know_rounds(e, i, person, known);
	}
	free(known);
}

static void
forget(struct embed *e, struct rng *rng)
{
	e->named = 0;
	for (int r = 0; r < e->rounds; r++)
		e->stands[r] = -1;
	for (int k = 0; k < e->design->rounds; k++)
		e->owner[k] = -1;
	for (int p = 0; p < e->design->points; p++) {
		e->taken[p] = 0;
		e->trial[p] = p;
	}
	rng_shuffle(rng, e->trial, e->design->points);
}

/* Whether two people on points that meet in design round `k` fit the past. */
static bool
pair_fits(const struct embed *e, int a, int b, int k)
{
	int round = e->together[a * e->n + b];
	int owner = k >= 0 ? e->owner[k] : -1;

	if (round >= 0)
		return k >= 0 && owner == round;
	return owner < 0 || seat_in(e, owner, a) < 0 ||
	    seat_in(e, owner, b) < 0;
}

static int
meeting(const struct embed *e, int a, int b)
{
	return e->meets[e->point[a] * e->design->points + e->point[b]];
}

/* Whether the first `laid` people fit, now that `k` stands for a round. */
static bool
all_fit(const struct embed *e, int laid, int k)
{
	for (int i = 0; i < laid; i++)
		for (int j = 0; j < i; j++) {
			int a = e->order[i], b = e->order[j];

			if (meeting(e, a, b) == k && !pair_fits(e, a, b, k))
				return false;
		}
	return true;
}

/*
 * Lets design rounds stand for the past rounds in which person number `i`
 * sat with those laid before, where none does yet.
 */
static bool
name_rounds(struct embed *e, int i)
{
	int a = e->order[i];

	for (int j = 0; j < i; j++) {
		int b = e->order[j], round = e->together[a * e->n + b];
		int k = meeting(e, a, b);

		if (round < 0 || e->stands[round] >= 0)
			continue;
		if (k < 0 || e->owner[k] >= 0)
			return false;
		e->owner[k] = round;
		e->stands[round] = k;
		e->trail[e->named++] = k;
		if (!all_fit(e, i, k))
			return false;
	}
	return true;
}

static bool
fits(const struct embed *e, int i)
{
	int a = e->order[i];

	for (int j = 0; j < i; j++)
		if (!pair_fits(e, a, e->order[j], meeting(e, a, e->order[j])))
			return false;
	return true;
}

static void
unname_rounds(struct embed *e, int count)
{
	while (e->named > count) {
		int k = e->trail[--e->named];

		e->stands[e->owner[k]] = -1;
		e->owner[k] = -1;
	}
}

/*
 * Someone laid before whom person number `i` met in a past round that a
 * design round already stands for: only the few points that this one meets
 * in it are left.  -1 if there is nobody.
 */
static int
anchor_of(const struct embed *e, int i)
{
	for (int j = 0; j < i; j++) {
		int b = e->order[j];
		int round = e->together[e->order[i] * e->n + b];

		if (round >= 0 && e->stands[round] >= 0)
			return b;
	}
	return -1;
}

static bool
is_offered(const struct embed *e, int person, int anchor, int point)
{
	int round;

	if (e->taken[point])
		return false;
	if (anchor < 0)
		return true;
	round = e->together[person * e->n + anchor];
	return e->meets[e->point[anchor] * e->design->points + point] ==
	    e->stands[round];
}

static bool lay(struct embed *e, int i, long *steps);

/* Lays person number `i` on a point, and all after. */
static bool
lay_on(struct embed *e, int i, int point, long *steps)
{
	int named = e->named;

	e->point[e->order[i]] = point;
	e->taken[point] = 1;
	if (name_rounds(e, i) && fits(e, i) && lay(e, i + 1, steps))
		return true;
	e->taken[point] = 0;
	unname_rounds(e, named);
	return false;
}

/* Lays person number `i` and all after; the recursion is n deep. */
static bool
lay(struct embed *e, int i, long *steps)
{
	int anchor;

	if (i == e->n)
		return true;
	anchor = anchor_of(e, i);
	for (int t = 0; t < e->design->points; t++) {
		int point = e->trial[t];

		if (!is_offered(e, e->order[i], anchor, point))
			continue;
		*steps -= 1 + i;
		if (*steps < 0)
			return false;
		if (lay_on(e, i, point, steps))
			return true;
	}
	return false;
}

bool
embed_find(struct embed *e, const bool *use, struct rng *rng, long *steps)
{
	if (!note_rounds(e, use))
		return false;
	choose_order(e);
	forget(e, rng);
	return lay(e, 0, steps);
}
