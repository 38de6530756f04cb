#include "golf.h"

#include <stdlib.h>
#include <string.h>

#include "../../lib/xalloc.h"
#include "anneal.h"
#include "assign.h"
#include "problem.h"
#include "recall.h"

enum {
	HOT = 700,	 /* temperature, in parts of GOLF_UNIT */
	CHUNK = 400000,	 /* steps of one search */
	STARTS = 4,	 /* searches for a round alone */
	MOST_AHEAD = 24, /* rounds that are looked for to follow */
};

/* A search for a round: its problem, what was found, and what is left. */
struct search {
	struct problem p;
	struct rng rng;
	struct found best;
	long steps;
};

static long
least_of(long a, long b)
{
	return a < b ? a : b;
}

static struct anneal *
anneal_for(struct search *s)
{
	return anneal_new(
	    s->p.all, s->p.cost, s->p.now, s->p.later, GOLF_UNIT);
}

static int64_t
run(struct search *s, struct anneal *a, int64_t target)
{
	s->steps -= anneal_run(
	    a, target, HOT, least_of(CHUNK, s->steps), &s->rng);
	return anneal_cost(a);
}

/* Keeps the first round of a list, if better than what is there. */
static void
keep(struct search *s, const struct anneal *a, int64_t cost, int ahead)
{
	struct found found = { NULL, cost, ahead };

	if (s->best.ahead >= 0 && !found_is_better(&found, &s->best))
		return;
	for (int i = 0; i < s->p.n; i++)
		s->best.group[i] = anneal_group(a, 0, i);
	s->best.cost = cost;
	s->best.ahead = ahead;
}

/* The cheapest round by itself. */
static void
search_alone(struct search *s)
{
	for (int i = 0; i < STARTS; i++) {
		struct anneal *a = anneal_for(s);
		int64_t cost;

		anneal_add_round(a, &s->rng);
		cost = run(s, a, s->p.floor);
		keep(s, a, cost, cost <= 0);
		anneal_free(a);
		if (s->best.cost <= s->p.floor)
			break;
	}
}

/* Rounds that may follow: nobody meets more new people than there are. */
static int
most_ahead(const struct problem *p)
{
	int fresh = 0, pairs = 0;

	for (int a = 0; a < p->all; a++)
		for (int b = 0; b < a; b++)
			fresh += p->cost[a * p->all + b] <= 0;
	for (int g = 0; g < p->later.groups; g++)
		pairs += p->later.size[g] * (p->later.size[g] - 1) / 2;
	return (int)least_of(fresh / pairs, MOST_AHEAD);
}

/*
 * Adds one round after the other, as long as the whole list costs no more
 * than the best round alone.
 */
static void
search_ahead(struct search *s)
{
	struct anneal *a = anneal_for(s);
	int most = most_ahead(&s->p);
	int64_t target = s->best.cost;

	anneal_add_round(a, &s->rng);
	anneal_set(a, 0, s->best.group);
	while (s->steps > 0 && anneal_rounds(a) < most) {
		anneal_add_round(a, &s->rng);
		while (run(s, a, target) > target && s->steps > 0)
			;
		if (anneal_cost(a) <= target)
			keep(s, a, target, anneal_rounds(a));
	}
	anneal_free(a);
}

static void
search_round(struct search *s)
{
	if (recall_round(&s->p, &s->best, &s->rng, &s->steps) == RECALL_WHOLE)
		return;
	if (s->best.ahead < 0 || s->best.cost > s->p.floor)
		search_alone(s);
	search_ahead(s);
}

static int
repeats_of(const struct problem *p, const int *group)
{
	int n = 0;

	for (int a = 0; a < p->n; a++)
		for (int b = 0; b < a; b++)
			n += group[a] == group[b] && !p->fresh[a * p->n + b];
	return n;
}

/* Numbers the groups in the order of their first people. */
static void
rename_groups(int people, int *group)
{
	int *name = xcalloc((size_t)people + 1, sizeof(*name)), named = 0;

	for (int i = 0; i < people; i++) {
		if (group[i] < 0)
			continue;
		if (name[group[i]] == 0)
			name[group[i]] = ++named;
		group[i] = name[group[i]] - 1;
	}
	free(name);
}

static void
write_round(const struct search *s, int people, int *group)
{
	for (int i = 0; i < people; i++)
		group[i] = -1;
	for (int i = 0; i < s->p.n; i++)
		group[s->p.who[i]] = s->best.group[i];
	rename_groups(people, group);
}

struct golf_result
golf_next(const struct golf_task *task, int *group)
{
	struct search s = {
		.p = problem_new(task),
		.rng = rng_seed(task->seed),
		.best = { .ahead = -1 },
		.steps = task->steps,
	};
	struct golf_result result;

	s.best.group = xcalloc((size_t)s.p.n + 1, sizeof(int));
	if (s.p.n > 0)
		search_round(&s);
	write_round(&s, task->past.people, group);
	result = (struct golf_result){
		.groups = s.p.now.groups,
		.repeats = repeats_of(&s.p, s.best.group),
		.least = s.p.least,
		.ahead = s.best.ahead > 0 ? s.best.ahead : 0,
		.steps = task->steps - s.steps,
	};
	free(s.best.group);
	problem_release(&s.p);
	return result;
}

int
golf_repeats(struct golf_series s)
{
	int repeats = 0;

	for (int a = 0; a < s.people; a++)
		for (int b = 0; b < a; b++) {
			int met = 0;

			for (int r = 0; r < s.rounds; r++) {
				const int *g = s.group + r * s.people;

				met += g[a] >= 0 && g[a] == g[b];
			}
			repeats += met > 1 ? met - 1 : 0;
		}
	return repeats;
}
