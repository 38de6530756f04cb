#include "recall.h"

#include <stdlib.h>
#include <string.h>

#include "../../lib/xalloc.h"
#include "embed.h"

enum {
	STEPS_WHOLE = 12000000, /* to fit all of the past */
	STEPS_SOME = 100000,	/* to fit some, once for each round */
	TRIES = 30,		/* ways to lay people, where some cost */
};

struct recall_state {
	const struct problem *p;
	const struct design *design;
	struct embed embed;
	struct found *best;
	struct rng *rng;
	long *steps;
	bool *use;
	int *group; /* the round looked at */
};

static bool
look(struct recall_state *s, long most)
{
	long steps = *s->steps < most ? *s->steps : most;
	long left = steps;
	bool fits = embed_find(&s->embed, s->use, s->rng, &left);

	*s->steps -= steps - (left > 0 ? left : 0);
	return fits;
}

/*
 * Whether the groups are as large as they are to be: as the sizes of so many
 * groups differ by at most one, only one list of sizes holds everyone.
 */
static bool
has_sizes(const struct problem *p, const int *group)
{
	int groups = p->now.groups, small = p->n / groups;
	int *size = xcalloc((size_t)groups + 1, sizeof(*size));
	bool ok = true;

	for (int i = 0; i < p->n; i++)
		size[group[i]]++;
	for (int g = 0; g < groups; g++)
		ok = ok && (size[g] == small || size[g] == small + 1);
	free(size);
	return ok;
}

static void
take_round(struct recall_state *s, int k)
{
	const int *group = s->design->group + k * s->design->points;

	for (int i = 0; i < s->p->n; i++)
		s->group[i] = group[s->embed.point[i]];
}

/* What the unused rounds of a design are worth. */
struct rest {
	int rounds, free; /* with the right sizes; of these, without cost */
	int cheapest;	  /* one of least cost, or -1 */
	int64_t cost;
};

static void
weigh_round(struct recall_state *s, int k, struct rest *rest, int *equal)
{
	int64_t cost;

	take_round(s, k);
	if (!has_sizes(s->p, s->group))
		return;
	cost = problem_cost(s->p, s->group);
	rest->rounds++;
	rest->free += cost <= 0;
	if (rest->cheapest < 0 || cost < rest->cost)
		*equal = 0;
	else if (cost > rest->cost)
		return;
	rest->cost = cost;
	if (rng_below(s->rng, ++*equal) == 0)
		rest->cheapest = k;
}

static struct rest
weigh_rest(struct recall_state *s)
{
	struct rest rest = { .cheapest = -1 };
	int equal = 0;

	for (int k = 0; k < s->design->rounds; k++)
		if (s->embed.owner[k] < 0)
			weigh_round(s, k, &rest, &equal);
	return rest;
}

/* Keeps the best unused round; returns whether none is better. */
static bool
keep(struct recall_state *s)
{
	struct rest rest = weigh_rest(s);
	struct found found = { s->group, rest.cost, rest.free };

	if (rest.cheapest < 0)
		return false;
	take_round(s, rest.cheapest);
	if (s->best->ahead < 0 || found_is_better(&found, s->best)) {
		memcpy(s->best->group, s->group, (size_t)s->p->n * sizeof(int));
		s->best->cost = found.cost;
		s->best->ahead = found.ahead;
	}
	return rest.free == rest.rounds && rest.cost <= s->p->floor;
}

/* Lays people in several ways on the rounds in use, as long as it pays. */
static bool
keep_any(struct recall_state *s, long most)
{
	bool done = keep(s);

	for (int i = 1; i < TRIES && !done && look(s, most); i++)
		done = keep(s);
	return done;
}

static bool
try_whole(struct recall_state *s)
{
	for (int r = 0; r < s->p->rounds; r++)
		s->use[r] = true;
	return look(s, STEPS_WHOLE) && keep_any(s, STEPS_WHOLE);
}

/* Takes the past rounds one by one, those that fit what was taken. */
static void
try_some(struct recall_state *s, bool newest_first)
{
	int rounds = s->p->rounds, taken = 0;

	memset(s->use, 0, (size_t)rounds * sizeof(*s->use));
	for (int i = 0; i < rounds && taken < s->design->rounds - 1; i++) {
		bool *use = &s->use[newest_first ? rounds - 1 - i : i];

		*use = true;
		*use = look(s, STEPS_SOME);
		taken += *use;
	}
	if (look(s, STEPS_SOME))
		keep_any(s, STEPS_SOME);
}

static enum recall
recall_in(struct recall_state *s)
{
	bool whole = s->p->rounds < s->design->rounds && try_whole(s);

	if (!whole && s->p->rounds > 0) {
		try_some(s, true);
		try_some(s, false);
	}
	return whole		  ? RECALL_WHOLE
	    : s->best->ahead >= 0 ? RECALL_SOME
				  : RECALL_NONE;
}

/* Lays the first `n` people of the problem. */
static enum recall
recall_people(struct recall_state *s, int n)
{
	const struct problem *p = s->p;
	enum recall result;

	s->embed = embed_new(s->design, n, p->rounds, p->all, p->past);
	s->use = xcalloc((size_t)p->rounds + 1, sizeof(*s->use));
	s->group = xcalloc((size_t)n + 1, sizeof(*s->group));
	result = recall_in(s);
	embed_release(&s->embed);
	free(s->use);
	free(s->group);
	return result;
}

/*
 * Where people are missing, chairs are kept for them if there are enough.
 * Of several empty chairs some rounds are of no use, as two of them meet:
 * then there may be something better than the design.
 */
enum recall
recall_round(
    const struct problem *p, struct found *best, struct rng *rng, long *steps)
{
	struct design d;
	struct recall_state s = { p, &d, .best = best, .rng = rng,
		.steps = steps };
	enum recall result = RECALL_NONE;

	if (!design_find(p->n, p->now.size, p->now.groups, &d))
		return RECALL_NONE;
	if (p->all > p->n && p->all <= d.points)
		result = recall_people(&s, p->all);
	if (result != RECALL_WHOLE)
		result = recall_people(&s, p->n);
	if (result == RECALL_WHOLE && d.points - p->n > 1)
		result = RECALL_SOME;
	design_release(&d);
	return result;
}
