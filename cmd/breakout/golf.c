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
	CHUNK = 2400000, /* steps of one search */
	ATTEMPTS = 6,	 /* searches for one more round to follow */
	STARTS = 4,	 /* searches for a round alone */
	MOST_AHEAD = 24, /* rounds that are looked for to follow */
	PLAN_STARTS = 4, /* searches for all rounds at once */
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
	return anneal_new(s->p.all, s->p.cost, s->p.now, s->p.later, GOLF_UNIT);
}

static int64_t
run(struct search *s, struct anneal *a, int64_t target)
{
	s->steps -=
	    anneal_run(a, target, HOT, least_of(CHUNK, s->steps), &s->rng);
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

static int
pairs_in(const int *size, int groups)
{
	int pairs = 0;

	for (int g = 0; g < groups; g++)
		pairs += size[g] * (size[g] - 1) / 2;
	return pairs;
}

/* With how many people someone sits without cost. */
static int
free_partners(const struct problem *p, int person)
{
	int n = 0;

	for (int other = 0; other < p->all; other++)
		n += other != person && p->cost[person * p->all + other] <= 0;
	return n;
}

/*
 * Rounds without cost that counting allows, this one included: there must be
 * enough pairs, and each person must find partners in every round.
 */
static int
most_ahead(const struct problem *p)
{
	const int *size = p->later.size;
	int pairs = pairs_in(size, p->later.groups), sum = 0;
	int partners = (int)least_of(size[p->later.groups - 1],
			   p->now.size[p->now.groups - 1]) -
	    1;
	int most = MOST_AHEAD;

	if (partners < 1)
		return 0;
	for (int i = 0; i < p->all; i++) {
		int n = free_partners(p, i);

		most = (int)least_of(most, n / partners + (i >= p->n));
		sum += n;
	}
	return (int)least_of(most, sum / 2 / pairs);
}

/* One more round in the list, at no more cost in all than `target`. */
static bool
extend(struct search *s, struct anneal *a, int64_t target)
{
	anneal_add_round(a, &s->rng);
	for (int i = 0; i < ATTEMPTS && s->steps > 0; i++)
		if (run(s, a, target) <= target)
			return true;
	return false;
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
	while (anneal_rounds(a) < most && extend(s, a, target))
		keep(s, a, target, anneal_rounds(a));
	anneal_free(a);
}

/* The design may use half of the steps, so that trying has enough. */
static enum recall
search_design(struct search *s)
{
	long half = s->steps / 2, left = half;
	enum recall result = recall_round(&s->p, &s->best, &s->rng, &left);

	s->steps -= half - left;
	return result;
}

static void
search_round(struct search *s)
{
	if (search_design(s) == RECALL_WHOLE)
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

static int
max(int a, int b)
{
	return a > b ? a : b;
}

/* See golf_plan: what the numbers of pairs and of partners leave no way out
   of. */
static int
plan_least(int people, int rounds, const int *size, int groups)
{
	int smallest = size[groups - 1];
	int met = rounds * pairs_in(size, groups);
	int partners = rounds * (smallest - 1) - (people - 1);

	return max(max(0, met - people * (people - 1) / 2),
	    (people * max(0, partners) + 1) / 2);
}

/* A plan in the making; `left` steps may still be used. */
struct plan {
	int people, rounds;
	struct sizes_want want;
	struct rng rng;
	long left;
	int least;
};

static int
plan_repeats(const struct plan *p, const int *group)
{
	return golf_repeats(
	    (struct golf_series){ p->people, p->rounds, group });
}

/* Each round as if it were the next of a series in which nobody misses. */
static void
plan_in_turn(struct plan *p, int *group)
{
	size_t n = (size_t)p->people;
	bool *here = xalloc(n + 1, sizeof(*here));
	long each = least_of(GOLF_STEPS, p->left / 2 / p->rounds);

	for (int i = 0; i < p->people; i++)
		here[i] = true;
	for (int r = 0; r < p->rounds; r++) {
		struct golf_task task = {
			.past = { p->people, r, group },
			.here = here,
			.want = p->want,
			.seed = rng_next(&p->rng),
			.steps = each,
		};

		p->left -= golf_next(&task, group + r * p->people).steps;
	}
	free(here);
}

static void
keep_plan(const struct plan *p, const struct anneal *a, int *group)
{
	for (int r = 0; r < p->rounds; r++)
		for (int i = 0; i < p->people; i++)
			group[r * p->people + i] = anneal_group(a, r, i);
}

/* All rounds at once, from random ones; keeps what is better than `group`. */
static void
plan_at_once(struct plan *p, struct anneal_shape shape, long steps, int *group)
{
	size_t n = (size_t)p->people;
	int *cost = xcalloc(n * n + 1, sizeof(*cost));
	struct anneal *a = anneal_new(p->people, cost, shape, shape, GOLF_UNIT);
	int64_t target = (int64_t)p->least * GOLF_UNIT;

	for (int r = 0; r < p->rounds; r++)
		anneal_add_round(a, &p->rng);
	p->left -= anneal_run(a, target, HOT, steps, &p->rng);
	if (anneal_cost(a) < (int64_t)plan_repeats(p, group) * GOLF_UNIT)
		keep_plan(p, a, group);
	anneal_free(a);
	free(cost);
}

struct golf_result
golf_plan(int people, int rounds, struct sizes_want want, uint64_t seed,
    long steps, int *group)
{
	int *size = xalloc((size_t)people + 1, sizeof(*size));
	struct anneal_shape shape = { people, sizes_choose(people, want, size),
		size };
	struct plan p = { people, rounds, want, rng_seed(seed), steps, 0 };
	struct golf_result result = { .groups = shape.groups };
	long each;

	if (people > 1 && rounds > 0) {
		p.least = plan_least(people, rounds, size, shape.groups);
		plan_in_turn(&p, group);
		each = p.left / PLAN_STARTS;
		for (int i = 0; i < PLAN_STARTS; i++)
			if (plan_repeats(&p, group) > p.least && each > 0)
				plan_at_once(&p, shape, each, group);
		result.repeats = plan_repeats(&p, group);
	} else {
		memset(
		    group, 0, (size_t)people * (size_t)rounds * sizeof(*group));
	}
	result.least = p.least;
	result.steps = steps - p.left;
	free(size);
	return result;
}

static bool
is_smallest(const int *size, int groups, int g)
{
	for (int h = 0; h < groups; h++)
		if (size[h] > 0 && size[h] < size[g])
			return false;
	return size[g] > 0;
}

/* What the new person costs in each group, and how many are there. */
static void
weigh_places(const struct problem *p, const int *group, int person,
    int64_t *cost, int *size)
{
	int late = 0;

	while (p->who[late] != person)
		late++;
	for (int i = 0; i < p->n; i++) {
		int g = group[p->who[i]];

		if (i == late)
			continue;
		cost[g] += p->cost[late * p->all + i];
		size[g]++;
	}
}

int
golf_place(const struct golf_task *task, const int *group, int person)
{
	size_t n = (size_t)task->past.people + 1;
	bool *here = xcalloc(n, sizeof(*here));
	int64_t *cost = xcalloc(n, sizeof(*cost));
	int *size = xcalloc(n, sizeof(*size)), best = -1;
	struct golf_task late = *task;
	struct problem p;

	late.here = here;
	for (int i = 0; i < task->past.people; i++)
		here[i] = i == person || group[i] >= 0;
	p = problem_new(&late);
	weigh_places(&p, group, person, cost, size);
	for (int g = 0; g < task->past.people; g++)
		if (is_smallest(size, task->past.people, g) &&
		    (best < 0 || cost[g] < cost[best]))
			best = g;
	problem_release(&p);
	free(here);
	free(cost);
	free(size);
	return best;
}

/*
 * Each topic has as many columns as it may be given; the last of them is
 * only taken, as it costs more than all people together, when the columns
 * before it are full.
 */
static int64_t
topic_cost(const int64_t *had, int groups, int topics, int g, int column)
{
	int topic = column % topics, copy = column / topics;
	int64_t spare = copy < groups / topics ? 0 : INT64_C(1) << 40;

	return had[g * topics + topic] + spare;
}

static int64_t *
topic_costs(const int64_t *had, int groups, int topics, int columns)
{
	int64_t *cost =
	    xalloc((size_t)groups * (size_t)columns + 1, sizeof(*cost));

	for (int g = 0; g < groups; g++)
		for (int c = 0; c < columns; c++)
			cost[g * columns + c] =
			    topic_cost(had, groups, topics, g, c);
	return cost;
}

void
golf_topics(int people, const int *group, int groups, const int *had,
    int topics, int *topic)
{
	int columns;
	int64_t *sum, *cost;

	if (groups < 1 || topics < 1)
		return;
	columns = (groups + topics - 1) / topics * topics;
	sum = xcalloc((size_t)groups * (size_t)topics, sizeof(*sum));
	for (int i = 0; i < people; i++)
		for (int t = 0; t < topics && group[i] >= 0; t++)
			sum[group[i] * topics + t] += had[i * topics + t];
	cost = topic_costs(sum, groups, topics, columns);
	assign_least(groups, columns, cost, topic);
	for (int g = 0; g < groups; g++)
		topic[g] %= topics;
	free(sum);
	free(cost);
}
