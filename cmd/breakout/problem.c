#include "problem.h"

#include <stdlib.h>
#include <string.h>

#include "../../lib/xalloc.h"
#include "bound.h"

enum {
	LEADERS = 100000000,  /* two leaders in a group: dearer than all else */
	EXPECTED_ROUNDS = 3,  /* who was at so many of the last rounds ... */
	EXPECTED_PRESENT = 2, /* ... is expected again, when missing */
};

static int
clamp(int64_t v)
{
	return v > GOLF_MOST ? GOLF_MOST : v < -GOLF_MOST ? -GOLF_MOST : (int)v;
}

static bool
met(struct golf_series s, int round, int a, int b)
{
	const int *group = s.group + round * s.people;

	return group[a] >= 0 && group[a] == group[b];
}

static int
weight(struct golf_series s, int a, int b)
{
	int64_t sum = 0;

	for (int r = 0; r < s.rounds; r++)
		if (met(s, r, a, b))
			sum += GOLF_UNIT + GOLF_UNIT / (1 + s.rounds - r);
	return clamp(sum);
}

int *
problem_weights(struct golf_series s)
{
	size_t n = (size_t)s.people;
	int *w = xcalloc(n * n + 1, sizeof(*w));

	for (int a = 0; a < s.people; a++)
		for (int b = 0; b < a; b++)
			w[a * s.people + b] = w[b * s.people + a] =
			    weight(s, a, b);
	return w;
}

static bool
is_expected(struct golf_series s, int person)
{
	int last = s.rounds < EXPECTED_ROUNDS ? s.rounds : EXPECTED_ROUNDS;
	int there = 0;

	for (int r = s.rounds - last; r < s.rounds; r++)
		there += s.group[r * s.people + person] >= 0;
	return there > 0 && (there == last || there >= EXPECTED_PRESENT);
}

static void
choose_people(struct problem *p, const struct golf_task *t)
{
	p->who = xalloc((size_t)t->past.people + 1, sizeof(*p->who));
	for (int i = 0; i < t->past.people; i++)
		if (t->here[i])
			p->who[p->n++] = i;
	p->all = p->n;
	for (int i = 0; i < t->past.people; i++)
		if (!t->here[i] && is_expected(t->past, i))
			p->who[p->all++] = i;
}

static struct anneal_shape
shape_for(int n, struct sizes_want want)
{
	int *size = xalloc((size_t)n + 1, sizeof(*size));

	return (struct anneal_shape){
		.n = n,
		.groups = sizes_choose(n, want, size),
		.size = size,
	};
}

static int
pair_cost(const struct golf_task *t, const int *weights, int a, int b)
{
	int pair = a * t->past.people + b;
	int64_t cost = weights[pair];

	if (t->extra != NULL)
		cost = clamp(cost + clamp(t->extra[pair]));
	if (t->leads != NULL && t->leads[a] && t->leads[b])
		cost += LEADERS;
	return (int)cost;
}

static void
weigh_pairs(struct problem *p, const struct golf_task *t)
{
	int *weights = problem_weights(t->past);
	size_t all = (size_t)p->all, n = (size_t)p->n;

	p->cost = xcalloc(all * all + 1, sizeof(*p->cost));
	p->fresh = xcalloc(n * n + 1, sizeof(*p->fresh));
	for (int a = 0; a < p->all; a++)
		for (int b = 0; b < p->all; b++) {
			int cost = pair_cost(t, weights, p->who[a], p->who[b]);
			int pair = p->who[a] * t->past.people + p->who[b];

			if (a == b)
				continue;
			p->cost[a * p->all + b] = cost;
			p->attracts = p->attracts || cost < 0;
			if (a < p->n && b < p->n)
				p->fresh[a * p->n + b] = weights[pair] == 0;
		}
	free(weights);
}

static bool
anyone_met(const int *group, int n)
{
	for (int a = 0; a < n; a++)
		for (int b = 0; b < a; b++)
			if (group[a] >= 0 && group[a] == group[b])
				return true;
	return false;
}

static void
copy_past(struct problem *p, struct golf_series s)
{
	size_t room = (size_t)s.rounds * (size_t)p->all + 1;

	p->past = xalloc(room, sizeof(*p->past));
	for (int r = 0; r < s.rounds; r++) {
		int *group = p->past + p->rounds * p->all;

		for (int i = 0; i < p->all; i++)
			group[i] = s.group[r * s.people + p->who[i]];
		p->rounds += anyone_met(group, p->all);
	}
}

/* The bound on repeats, each at the cost of the cheapest there is. */
static int64_t
least_cost(const struct problem *p)
{
	int64_t cheapest = INT64_MAX;

	if (p->attracts)
		return INT64_MIN;
	for (int a = 0; a < p->n; a++)
		for (int b = 0; b < a; b++)
			if (!p->fresh[a * p->n + b] &&
			    p->cost[a * p->all + b] < cheapest)
				cheapest = p->cost[a * p->all + b];
	return p->least > 0 ? p->least * cheapest : 0;
}

struct problem
problem_new(const struct golf_task *t)
{
	struct problem p = { 0 };

	choose_people(&p, t);
	p.now = shape_for(p.n, t->want);
	p.later = shape_for(p.all, t->want);
	weigh_pairs(&p, t);
	copy_past(&p, t->past);
	p.least = bound_repeats(p.n, p.fresh, p.now.size, p.now.groups);
	p.floor = least_cost(&p);
	return p;
}

void
problem_release(struct problem *p)
{
	free(p->who);
	free(p->now.size);
	free(p->later.size);
	free(p->cost);
	free(p->fresh);
	free(p->past);
}

int64_t
problem_cost(const struct problem *p, const int *group)
{
	int64_t sum = 0;

	for (int a = 0; a < p->n; a++)
		for (int b = 0; b < a; b++)
			if (group[a] == group[b])
				sum += p->cost[a * p->all + b];
	return sum;
}

bool
found_is_better(const struct found *a, const struct found *b)
{
	return a->cost != b->cost ? a->cost < b->cost : a->ahead > b->ahead;
}
