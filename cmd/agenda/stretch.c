#include <stdlib.h>

#include "duration.h"
#include "stretch.h"
#include "xalloc.h"

/* A surplus of less than this is not worth a change, in seconds. */
enum { WORTH = 60 };

/* The parts that get a share: not dropped, no slack, open or not. */
struct shares {
	struct part **v;
	int64_t *num; /* what each should get, in seconds by `den` */
	int64_t den;
	size_t n;
};

static long
ceiling(const struct part *q, bool shrinks)
{
	return shrinks ? q->base : DURATION_MAX;
}

/* For qsort: who is under way first, then what lost most to the minute. */
static int
by_loss(const void *a, const void *b)
{
	const struct part *const *x = a, *const *y = b;

	if (((*x)->spent > 0) != ((*y)->spent > 0))
		return (*x)->spent > 0 ? -1 : 1;
	if ((*x)->lost != (*y)->lost)
		return (*x)->lost > (*y)->lost ? -1 : 1;
	return (*x)->item > (*y)->item ? 1 : -1;
}

/*
 * Gives each its share in whole minutes, the minutes that are left to those
 * that lost most, and last the seconds.
 */
static void
give_out(struct shares *s, long total, bool shrinks)
{
	struct part *q;
	size_t i;
	long more;

	for (i = 0; i < s->n; i++) {
		q = s->v[i];
		q->new = (long)(s->num[i] / (s->den * 60) * 60);
		if (q->new < q->min)
			q->new = q->min;
		q->lost = s->num[i] - (int64_t)q->new * s->den;
		total -= q->new;
	}
	qsort(s->v, s->n, sizeof(struct part *), by_loss);
	for (i = 0; i < s->n && total >= 60; i++)
		if (s->v[i]->new % 60 == 0 &&
		    s->v[i]->new + 60 <= ceiling(s->v[i], shrinks)) {
			s->v[i]->new += 60;
			total -= 60;
		}
	for (i = 0; i < s->n && total > 0; i++) {
		more = ceiling(s->v[i], shrinks) - s->v[i]->new;
		more = more < total ? more : total;
		s->v[i]->new += more;
		total -= more;
	}
}

/* A stretch of parts between two hard starts. */
struct stretch {
	struct part *v;
	size_t n;
	long time; /* that it has, with what was spent on it */
	long fixed, least, open_min, slack;
	size_t nfixed, nopen;
};

static void
sum_up(struct stretch *s)
{
	const struct part *q;
	size_t i;

	s->fixed = s->least = s->open_min = s->slack = 0;
	s->nfixed = s->nopen = 0;
	for (i = 0; i < s->n; i++) {
		q = &s->v[i];
		if (q->dropped)
			continue;
		if (q->slack) {
			s->slack += q->old;
		} else if (q->open) {
			s->open_min += q->min;
			s->nopen++;
		} else {
			s->fixed += q->base;
			s->least += q->min;
			s->nfixed++;
		}
	}
}

/* What the parts of one sort get, `total` in all; `num` says of each. */
static void
give(struct stretch *s, bool open, long total, int64_t den, bool shrinks,
    int64_t (*num)(const struct part *, const struct stretch *, long total))
{
	struct shares sh = { xalloc(s->n, sizeof(*sh.v)),
		xalloc(s->n, sizeof(*sh.num)), den, 0 };
	size_t i;

	for (i = 0; i < s->n; i++) {
		struct part *q = &s->v[i];

		if (q->dropped || q->slack || q->open != open)
			continue;
		sh.v[sh.n] = q;
		sh.num[sh.n++] = num(q, s, total);
	}
	if (sh.n > 0 && den > 0)
		give_out(&sh, total, shrinks);
	free(sh.v);
	free(sh.num);
}

static int64_t
in_proportion(const struct part *q, const struct stretch *s, long total)
{
	(void)s;
	return (int64_t)q->base * total;
}

static int64_t
shrunk(const struct part *q, const struct stretch *s, long total)
{
	return (int64_t)q->base * (s->fixed - s->least) -
	    (int64_t)(q->base - q->min) * (s->fixed - total);
}

static int64_t
shared(const struct part *q, const struct stretch *s, long total)
{
	return (int64_t)q->min * (int64_t)s->nopen + total - s->open_min;
}

static void
keep_base(struct stretch *s)
{
	size_t i;

	for (i = 0; i < s->n; i++)
		if (!s->v[i].slack)
			s->v[i].new = s->v[i].open ? s->v[i].min : s->v[i].base;
}

static void
keep_slack(struct stretch *s, long total)
{
	size_t i;

	for (i = 0; i < s->n; i++) {
		struct part *q = &s->v[i];

		if (!q->slack)
			continue;
		q->new = q->dropped || total < 0 ? 0
		    : q->old < total		 ? q->old
						 : total;
		total -= q->new;
	}
}

/* Drops the last if-time item of the stretch; false where there is none. */
static bool
drop_last(struct stretch *s)
{
	size_t i, drop = STRETCH_NONE;

	for (i = s->n; i-- > 0 && drop == STRETCH_NONE;)
		if (!s->v[i].dropped && s->v[i].spent == 0)
			drop = s->v[i].drop;
	for (i = 0; drop != STRETCH_NONE && i < s->n; i++)
		if (s->v[i].drop == drop)
			s->v[i].dropped = true;
	return drop != STRETCH_NONE;
}

/* Open items that have their share already keep it, and stay open. */
static void
keep_shares(struct stretch *s)
{
	const struct part *q;
	size_t i;

	for (i = 0; i < s->n; i++) {
		q = &s->v[i];
		if (q->open && !q->dropped && labs(q->new - q->old) >= WORTH)
			return;
	}
	for (i = 0; i < s->n; i++)
		if (s->v[i].open)
			s->v[i].new = s->v[i].old;
}

/* An if-time item for which nothing is left is dropped. */
static void
drop_empty(struct stretch *s)
{
	size_t i;

	for (i = 0; i < s->n; i++)
		if (s->v[i].open && s->v[i].new == 0 &&
		    s->v[i].drop == s->v[i].item)
			s->v[i].dropped = true;
}

/* Shrinks lengths by what is lacking; returns what still is. */
static long
shrink(struct stretch *s)
{
	long least = s->least + s->open_min;
	long total = s->time > least ? s->time : least;

	give(s, false, total - s->open_min, s->fixed - s->least, true, shrunk);
	return total - s->time;
}

static void
grow(struct stretch *s)
{
	long left = s->time - s->fixed - s->slack;

	if (s->nopen > 0) {
		give(s, true, left, (int64_t)s->nopen, false, shared);
		keep_shares(s);
	} else if (left >= WORTH && s->fixed > 0) {
		give(s, false, s->time - s->slack, s->fixed, false,
		    in_proportion);
	}
}

long
stretch_fit(struct part v[], size_t n, long time)
{
	struct stretch all = { .v = v, .n = n, .time = time }, *s = &all;
	long left, lacking = 0;

	sum_up(s);
	while (s->time < s->least + s->open_min && drop_last(s))
		sum_up(s);
	left = s->time - s->fixed - s->open_min;
	keep_base(s);
	keep_slack(s, left);
	if (left < 0)
		lacking = shrink(s);
	else if (left >= s->slack)
		grow(s);
	drop_empty(s);
	return lacking;
}
