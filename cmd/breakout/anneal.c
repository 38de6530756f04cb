#include "anneal.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "../../lib/xalloc.h"

/* -ln((i + 1/2) / 128) in 256ths: an exponential variate for 7 random bits. */
static const int exponential[128] = { 1420, 1138, 1008, 921, 857, 806, 763, 726,
	694, 666, 640, 617, 596, 576, 558, 540, 524, 509, 495, 482, 469, 457,
	445, 434, 423, 413, 403, 394, 385, 376, 367, 359, 351, 343, 336, 328,
	321, 314, 308, 301, 295, 288, 282, 276, 270, 265, 259, 254, 248, 243,
	238, 233, 228, 223, 219, 214, 209, 205, 200, 196, 192, 188, 184, 179,
	175, 172, 168, 164, 160, 156, 153, 149, 146, 142, 139, 135, 132, 128,
	125, 122, 119, 116, 112, 109, 106, 103, 100, 97, 94, 92, 89, 86, 83, 80,
	78, 75, 72, 70, 67, 64, 62, 59, 57, 54, 52, 49, 47, 45, 42, 40, 38, 35,
	33, 31, 29, 26, 24, 22, 20, 18, 15, 13, 11, 9, 7, 5, 3, 1 };

enum {
	FIRST,
	LATER,
	COLD_PART = 8,	   /* the last temperature is hot / COLD_PART */
	MOVES_ALIKE = 256, /* moves at one temperature */
};

/* The seats of a round: who sits together is who shares a group. */
struct layout {
	int n, groups;
	int *group; /* of each seat */
	int *start; /* first seat of each group, and n */
};

struct anneal {
	int people, rounds, repeat;
	struct layout layout[2];
	int *cost[2]; /* [person][person] */
	int *met;     /* [person][person]: in how many of the rounds */
	int *at;      /* [round][seat]: who sits there */
	int *best;    /* the same, where it was cheapest */
	int64_t now, least;
};

/* Two seats of round `r` in different groups. */
struct move {
	int r, a, b;
};

static struct layout
layout_new(struct anneal_shape shape)
{
	struct layout l = {
		.n = shape.n,
		.groups = shape.groups,
		.group = xalloc((size_t)shape.n + 1, sizeof(int)),
		.start = xalloc((size_t)shape.groups + 1, sizeof(int)),
	};
	int seat = 0;

	for (int g = 0; g < shape.groups; g++) {
		l.start[g] = seat;
		for (int i = 0; i < shape.size[g]; i++)
			l.group[seat++] = g;
	}
	l.start[shape.groups] = seat;
	return l;
}

static void
copy_costs(struct anneal *a, const int *cost)
{
	size_t n = (size_t)a->people * (size_t)a->people;

	a->cost[FIRST] = xalloc(n + 1, sizeof(int));
	a->cost[LATER] = xalloc(n + 1, sizeof(int));
	for (size_t i = 0; i < n; i++) {
		a->cost[FIRST][i] = cost[i];
		a->cost[LATER][i] = cost[i] > 0 ? cost[i] : 0;
	}
}

struct anneal *
anneal_new(int people, const int *cost, struct anneal_shape first,
    struct anneal_shape later, int repeat)
{
	struct anneal *a = xcalloc(1, sizeof(*a));
	size_t n = (size_t)people * (size_t)people;

	a->people = people;
	a->repeat = repeat;
	a->layout[FIRST] = layout_new(first);
	a->layout[LATER] = layout_new(later);
	a->met = xcalloc(n + 1, sizeof(int));
	copy_costs(a, cost);
	return a;
}

void
anneal_free(struct anneal *a)
{
	if (a == NULL)
		return;
	for (int i = FIRST; i <= LATER; i++) {
		free(a->layout[i].group);
		free(a->layout[i].start);
		free(a->cost[i]);
	}
	free(a->met);
	free(a->at);
	free(a->best);
	free(a);
}

static const struct layout *
layout_of(const struct anneal *a, int r)
{
	return &a->layout[r == 0 ? FIRST : LATER];
}

static int *
seats_of(const struct anneal *a, int r)
{
	return a->at + r * a->people;
}

/*
 * What it costs that `p` sits in group `g` of round `r`, the seat `but`
 * not counted; `met` is how often a pair may have met without a repeat.
 */
static int64_t
seat_cost(const struct anneal *a, struct move m, int p, int g, int but, int met)
{
	const struct layout *l = layout_of(a, m.r);
	const int *cost = a->cost[m.r == 0 ? FIRST : LATER] + p * a->people;
	const int *times = a->met + p * a->people, *at = seats_of(a, m.r);
	int64_t sum = 0;

	for (int s = l->start[g]; s < l->start[g + 1]; s++)
		if (s != but)
			sum +=
			    cost[at[s]] + (times[at[s]] > met ? a->repeat : 0);
	return sum;
}

static void
count(struct anneal *a, int r, int p, int g, int but, int by)
{
	const struct layout *l = layout_of(a, r);
	const int *at = seats_of(a, r);

	for (int s = l->start[g]; s < l->start[g + 1]; s++)
		if (s != but) {
			a->met[p * a->people + at[s]] += by;
			a->met[at[s] * a->people + p] += by;
		}
}

static int64_t
move_cost(const struct anneal *a, struct move m)
{
	const int *at = seats_of(a, m.r), *group = layout_of(a, m.r)->group;
	int p = at[m.a], q = at[m.b], g = group[m.a], h = group[m.b];

	return seat_cost(a, m, p, h, m.b, 0) + seat_cost(a, m, q, g, m.a, 0) -
	    seat_cost(a, m, p, g, m.a, 1) - seat_cost(a, m, q, h, m.b, 1);
}

static void
make_move(struct anneal *a, struct move m)
{
	int *at = seats_of(a, m.r), p = at[m.a], q = at[m.b];
	const int *group = layout_of(a, m.r)->group;
	int g = group[m.a], h = group[m.b];

	count(a, m.r, p, g, m.a, -1);
	count(a, m.r, q, h, m.b, -1);
	at[m.a] = q;
	at[m.b] = p;
	count(a, m.r, q, g, m.a, 1);
	count(a, m.r, p, h, m.b, 1);
}

/* Counts the pairs of round `r`, or takes them back, with their cost. */
static void
count_round(struct anneal *a, int r, int by)
{
	const struct layout *l = layout_of(a, r);
	const int *cost = a->cost[r == 0 ? FIRST : LATER];
	const int *at = seats_of(a, r);

	for (int s = 0; s < l->n; s++)
		for (int t = l->start[l->group[s]]; t < s; t++) {
			int pair = at[s] * a->people + at[t];
			int more = by > 0 ? a->met[pair] : a->met[pair] - 1;

			a->now += by * (cost[pair] + (more > 0) * a->repeat);
			a->met[pair] += by;
			a->met[at[t] * a->people + at[s]] += by;
		}
}

static void
keep_best(struct anneal *a)
{
	size_t n = (size_t)a->rounds * (size_t)a->people;

	memcpy(a->best, a->at, n * sizeof(int));
	a->least = a->now;
}

static void
recount(struct anneal *a)
{
	size_t n = (size_t)a->people * (size_t)a->people;

	memset(a->met, 0, n * sizeof(int));
	a->now = 0;
	for (int r = 0; r < a->rounds; r++)
		count_round(a, r, 1);
}

void
anneal_add_round(struct anneal *a, struct rng *rng)
{
	int r = a->rounds++;
	size_t n = (size_t)a->rounds * (size_t)a->people + 1;

	a->at = xrealloc(a->at, n, sizeof(int));
	a->best = xrealloc(a->best, n, sizeof(int));
	for (int p = 0; p < a->people; p++)
		seats_of(a, r)[p] = p;
	rng_shuffle(rng, seats_of(a, r), layout_of(a, r)->n);
	count_round(a, r, 1);
}

/* A free seat in a group of the size that the people of `g` need. */
static int
group_for(const struct layout *l, int size, bool *used)
{
	for (int g = 0; g < l->groups; g++)
		if (!used[g] && l->start[g + 1] - l->start[g] == size) {
			used[g] = true;
			return l->start[g];
		}
	return -1;
}

static void
seat_group(struct anneal *a, int r, const int *group, int g, bool *used)
{
	const struct layout *l = layout_of(a, r);
	int size = 0, seat;

	for (int p = 0; p < l->n; p++)
		size += group[p] == g;
	seat = size > 0 ? group_for(l, size, used) : -1;
	for (int p = 0; p < l->n && seat >= 0; p++)
		if (group[p] == g)
			seats_of(a, r)[seat++] = p;
}

void
anneal_set(struct anneal *a, int r, const int *group)
{
	const struct layout *l = layout_of(a, r);
	bool *used = xcalloc((size_t)l->groups + 1, sizeof(*used));

	for (int g = 0; g < l->groups; g++)
		seat_group(a, r, group, g, used);
	free(used);
	recount(a);
}

int64_t
anneal_cost(const struct anneal *a)
{
	return a->now;
}

int
anneal_rounds(const struct anneal *a)
{
	return a->rounds;
}

int
anneal_group(const struct anneal *a, int r, int person)
{
	const struct layout *l = layout_of(a, r);
	const int *at = seats_of(a, r);

	for (int s = 0; s < l->n; s++)
		if (at[s] == person)
			return l->group[s];
	return -1;
}

static bool
accepts(int64_t dearer, int64_t temperature, struct rng *rng)
{
	return dearer <= 0 ||
	    dearer * 256 <= temperature * exponential[rng_below(rng, 128)];
}

/* Whether there is a seat in another group to exchange with. */
static bool
can_move(const struct anneal *a)
{
	bool any = a->layout[FIRST].groups > 1;

	return any && (a->rounds == 1 || a->layout[LATER].groups > 1);
}

/* Any seat of any round, and one in another group of it. */
static struct move
propose(const struct anneal *a, struct rng *rng)
{
	struct move m = { .r = rng_below(rng, a->rounds) };
	const struct layout *l = layout_of(a, m.r);

	m.a = rng_below(rng, l->n);
	do
		m.b = rng_below(rng, l->n);
	while (l->group[m.a] == l->group[m.b]);
	return m;
}

static void
try_move(struct anneal *a, struct move m, int64_t temperature, struct rng *rng)
{
	int64_t dearer = move_cost(a, m);

	if (!accepts(dearer, temperature, rng))
		return;
	make_move(a, m);
	a->now += dearer;
	if (a->now < a->least)
		keep_best(a);
}

/* The seats that a move looks at. */
static int
seats_looked_at(const struct anneal *a, struct move m)
{
	const struct layout *l = layout_of(a, m.r);
	const int *g = l->start + l->group[m.a], *h = l->start + l->group[m.b];

	return g[1] - g[0] + h[1] - h[0];
}

long
anneal_run(
    struct anneal *a, int64_t target, int hot, long steps, struct rng *rng)
{
	int64_t temperature = hot, fall = hot - hot / COLD_PART;
	long done = 0;

	keep_best(a);
	for (int i = 0; can_move(a) && done < steps && a->least > target; i++) {
		struct move m = propose(a, rng);

		if (i % MOVES_ALIKE == 0)
			temperature = hot - fall * done / steps;
		try_move(a, m, temperature, rng);
		done += seats_looked_at(a, m);
	}
	memcpy(a->at, a->best,
	    (size_t)a->rounds * (size_t)a->people * sizeof(int));
	recount(a);
	return done;
}
