/*
 * fit: times what is left of the plan anew, so that it ends on time.
 *
 * What is left is a row of parts: the leaves that are still to run, with the
 * one under way, and behind those of a container its slack.  A hard start
 * cuts the row in stretches, each with a time of its own.
 */
#include <stdlib.h>

#include "agenda.h"
#include "duration.h"
#include "past.h"
#include "stretch.h"
#include "xalloc.h"

struct fit {
	struct cli *c;
	struct plan *p;
	struct past past;
	struct part *v;
	size_t n, cap;
	instant from, until;
	long lacking; /* seconds that no shortening gives */
};

/* ---- what is left */

/* The item whose start places `leaf`: its own, or that of a parent that
 * begins with it. */
static const struct plan_item *
placed_by(const struct plan *p, size_t leaf)
{
	size_t i = leaf;

	while (i != PLAN_NONE && plan_first_leaf(p, i) == leaf) {
		if (p->item[i].fix != PLAN_FREE)
			return &p->item[i];
		i = p->item[i].parent;
	}
	return NULL;
}

static size_t
if_time_of(const struct plan *p, size_t i)
{
	size_t found = PLAN_NONE;

	for (; i != PLAN_NONE; i = p->item[i].parent)
		if (str_is(p->item[i].when, "if-time"))
			found = i;
	return found;
}

static bool
is_left(const struct plan *p, size_t i)
{
	if (i == p->current)
		return true;
	if (!p->item[i].leaf || p->item[i].done)
		return false;
	if (p->current != PLAN_NONE && i < p->current)
		return false;
	return plan_next(p, i - 1) == i;
}

static long
spent_on(const struct plan *p, size_t i)
{
	return (long)((p->item[i].actual + 999) / 1000);
}

static long need(const struct plan *p, size_t i);

/* What the leaves and containers directly in item `i` need together. */
static long
need_of_parts(const struct plan *p, size_t i)
{
	size_t j = i + 1;
	long sum = 0;

	while (j < p->item[i].end)
		if (plan_is_unit(&p->item[j])) {
			sum += need(p, j);
			j = p->item[j].end;
		} else {
			j++;
		}
	return sum;
}

/* How long a leaf or a container is going to have taken in all. */
static long
need(const struct plan *p, size_t i)
{
	long own = plan_allowed(p, i), least = spent_on(p, i);

	if (p->item[i].leaf && !is_left(p, i))
		return least;
	if (!p->item[i].leaf)
		least = need_of_parts(p, i);
	return own > least ? own : least;
}

static long
slack_of(const struct plan *p, size_t i)
{
	long slack = plan_allowed(p, i) - need_of_parts(p, i);

	return slack > 0 ? slack : 0;
}

static struct part *
add_part(struct fit *f, struct part part)
{
	f->v = xgrow(f->v, f->n, &f->cap, sizeof(*f->v));
	f->v[f->n] = part;
	return &f->v[f->n++];
}

static void
add_leaf(struct fit *f, size_t i)
{
	const struct plan_item *it = &f->p->item[i], *at = placed_by(f->p, i);
	long old = plan_allowed(f->p, i), spent = spent_on(f->p, i);
	struct part *q = add_part(f,
	    (struct part){ .item = i,
		.open = !it->fixed_length,
		.drop = if_time_of(f->p, i),
		.old = old,
		.base = old,
		.min = it->min,
		.spent = spent,
		.hard = INSTANT_NONE });

	if (f->past.n > 0)
		q->base = (long)((double)old *
			past_expect(&f->past, it->id, it->kind) +
		    0.5);
	if (q->base < spent)
		q->base = spent;
	if (q->min < spent)
		q->min = spent;
	if (q->min > q->base && !q->open)
		q->min = q->base;
	if (i != f->p->current && at != NULL && at->fix == PLAN_HARD)
		q->hard = f->p->start + (instant)at->start * 1000;
}

/* The slack of those containers of leaf `i` whose last one left it is. */
static void
add_slacks(struct fit *f, size_t i)
{
	size_t up, j;

	for (up = f->p->item[i].parent; up != PLAN_NONE;
	     up = f->p->item[up].parent) {
		for (j = i + 1; j < f->p->item[up].end; j++)
			if (is_left(f->p, j))
				return;
		if (f->p->item[up].fixed_length && slack_of(f->p, up) > 0)
			add_part(f,
			    (struct part){ .item = up,
				.slack = true,
				.drop = if_time_of(f->p, up),
				.old = slack_of(f->p, up),
				.hard = INSTANT_NONE });
	}
}

static void
collect(struct fit *f)
{
	size_t i;

	for (i = 0; i < f->p->n; i++)
		if (is_left(f->p, i)) {
			add_leaf(f, i);
			add_slacks(f, i);
		}
}

/* A container with a minimum that somebody set shrinks no further, so that
 * its parts can give less. */
static void
respect_container(struct fit *f, size_t container)
{
	const struct plan_item *it = &f->p->item[container];
	int64_t give = 0, may = it->length - it->min;
	struct part *q;
	size_t i;

	for (i = 0; i < f->n; i++) {
		q = &f->v[i];
		if (q->item > container && q->item < it->end && !q->slack &&
		    !q->open)
			give += q->base - q->min;
	}
	if (may < 0)
		may = 0;
	for (i = 0; i < f->n && give > may; i++) {
		q = &f->v[i];
		if (q->item > container && q->item < it->end && !q->slack &&
		    !q->open)
			q->min =
			    (long)(q->base - (q->base - q->min) * may / give);
	}
}

static void
respect_containers(struct fit *f)
{
	struct table *t = f->c->session.table[TABLE_AGENDA];
	size_t i;

	for (i = 0; i < f->p->n; i++)
		if (!f->p->item[i].leaf && f->p->item[i].fixed_length &&
		    table_is_set(t, f->p->item[i].rec, AGENDA_MIN))
			respect_container(f, i);
}

/* ---- one stretch after another */

static void
fit_all(struct fit *f)
{
	instant from = f->from, until;
	size_t i = 0, j, k;
	long time;

	while (i < f->n) {
		for (j = i + 1; j < f->n && f->v[j].hard == INSTANT_NONE;)
			j++;
		until = j < f->n ? f->v[j].hard : f->until;
		time = (long)((until - from) / 1000);
		for (k = i; k < j; k++)
			time += f->v[k].spent;
		f->lacking += stretch_fit(&f->v[i], j - i, time);
		from = until;
		i = j;
	}
}

/* ---- writing it */

static int
put(struct fit *f, struct store_row *row)
{
	return store_put(&f->c->store, row, &f->c->err) == TABLE_NONE ? -1 : 0;
}

static void
begin_row(struct fit *f, struct store_row *row, size_t item)
{
	store_row(row, TABLE_AGENDA);
	store_set(row, AGENDA_ID, f->p->item[item].id);
}

static int
put_length(struct fit *f, size_t item, long sec)
{
	struct buf b = BUF_INIT;
	struct store_row row;
	int rc;

	duration_add(&b, sec > 0 ? sec : 0);
	begin_row(f, &row, item);
	store_set(&row, AGENDA_LENGTH, buf_str(&b));
	rc = put(f, &row);
	buf_release(&b);
	return rc;
}

static int
put_drop(struct fit *f, size_t item)
{
	struct store_row row;

	begin_row(f, &row, item);
	store_set(&row, AGENDA_STATE, STR("dropped"));
	return put(f, &row);
}

/* A start that was soft moves along, to a whole minute or away. */
static int
put_start(struct fit *f, const struct plan_item *it, instant at)
{
	long offset = (long)((at - f->p->start) / 1000);
	struct buf b = BUF_INIT;
	struct store_row row;
	int rc;

	if (it->start == offset)
		return 0;
	begin_row(f, &row, (size_t)(it - f->p->item));
	if (offset % 60 == 0 && offset >= 0) {
		buf_addc(&b, '+');
		duration_add_offset(&b, offset);
		store_set(&row, AGENDA_START, buf_str(&b));
	} else {
		store_clear(&row, AGENDA_START);
	}
	rc = put(f, &row);
	buf_release(&b);
	return rc;
}

/* How much longer the parts in an item have become. */
static long
growth_in(const struct fit *f, size_t item)
{
	const struct part *q;
	long sum = 0;
	size_t i;

	for (i = 0; i < f->n; i++) {
		q = &f->v[i];
		if (q->item >= item && q->item < f->p->item[item].end)
			sum += (q->dropped ? 0 : q->new) - q->old;
	}
	return sum;
}

static int
put_part(struct fit *f, const struct part *q)
{
	long extended = q->old - f->p->item[q->item].span;

	if (q->slack || (!q->dropped && q->new == q->old))
		return 0;
	if (q->dropped)
		return q->drop == q->item ? put_drop(f, q->item) : 0;
	return put_length(f, q->item, q->new - extended);
}

static int
put_containers(struct fit *f)
{
	const struct plan_item *it;
	int rc = 0;
	size_t i;

	for (i = 0; rc == 0 && i < f->p->n; i++) {
		it = &f->p->item[i];
		if (it->leaf || !it->timed || !it->fixed_length ||
		    growth_in(f, i) == 0)
			continue;
		rc = put_length(f, i, it->length + growth_in(f, i));
	}
	return rc;
}

/* If-time items that are no leaves themselves. */
static int
put_dropped_parents(struct fit *f)
{
	size_t i, j, last = PLAN_NONE;
	int rc = 0;

	for (i = 0; rc == 0 && i < f->n; i++) {
		j = f->v[i].drop;
		if (!f->v[i].dropped || j == f->v[i].item || j == last)
			continue;
		last = j;
		rc = put_drop(f, j);
	}
	return rc;
}

/* The starts of a leaf, and of what begins with it. */
static int
put_starts_of(struct fit *f, size_t leaf, instant at)
{
	size_t i;

	for (i = leaf; i != PLAN_NONE && plan_first_leaf(f->p, i) == leaf;
	     i = f->p->item[i].parent)
		if (f->p->item[i].fix == PLAN_SOFT &&
		    put_start(f, &f->p->item[i], at) == -1)
			return -1;
	return 0;
}

static int
put_starts(struct fit *f)
{
	instant at = f->from;
	size_t i;

	for (i = 0; i < f->n; i++) {
		const struct part *q = &f->v[i];

		if (q->dropped)
			continue;
		if (q->hard != INSTANT_NONE && q->hard > at)
			at = q->hard;
		if (!q->slack && q->item != f->p->current &&
		    put_starts_of(f, q->item, at) == -1)
			return -1;
		at += (instant)(q->new - q->spent) * 1000;
	}
	return 0;
}

static int
apply(struct fit *f)
{
	int rc = 0;
	size_t i;

	store_name_items(&f->c->store);
	for (i = 0; rc == 0 && i < f->n; i++)
		rc = put_part(f, &f->v[i]);
	if (rc == 0)
		rc = put_dropped_parents(f);
	if (rc == 0)
		rc = put_containers(f);
	if (rc == 0)
		rc = put_starts(f);
	return rc;
}

/* ---- telling it */

static const struct out_column columns[] = { { "id", OUT_TEXT, false },
	{ "title", OUT_TEXT, false }, { "old", OUT_TEXT, false },
	{ "new", OUT_TEXT, false }, { "action", OUT_TEXT, false } };

static const char *
action_of(const struct part *q)
{
	if (q->dropped)
		return "drop";
	if (q->new == q->old)
		return "keep";
	return q->new < q->old ? "shorten" : "lengthen";
}

static void
put_cells(struct out *o, const struct fit *f, const struct part *q)
{
	const struct plan_item *it = &f->p->item[q->item];
	struct buf old = BUF_INIT, new = BUF_INIT;

	if (!q->open || q->old > 0)
		duration_add(&old, q->old);
	if (!q->dropped)
		duration_add(&new, q->new);
	out_text(o, it->id);
	out_text(o, it->title);
	out_text(o, buf_str(&old));
	out_text(o, buf_str(&new));
	out_text(o, str_of(action_of(q)));
	buf_release(&old);
	buf_release(&new);
}

static int
print_parts(struct fit *f)
{
	struct out o;
	size_t i;

	if (cli_list(f->c, &o, columns, sizeof(columns) / sizeof(columns[0])) ==
	    -1)
		return -1;
	for (i = 0; i < f->n; i++)
		if (!f->v[i].slack)
			put_cells(&o, f, &f->v[i]);
	return out_end(&o, &f->c->err);
}

static int
lacking(struct fit *f)
{
	struct buf b = BUF_INIT;

	if (f->lacking <= 0)
		return EXIT_YES;
	duration_add(&b, f->lacking);
	cli_say(f->c, "even so it is too long, by %s", buf_z(&b));
	buf_release(&b);
	return EXIT_NO;
}

/* ---- the verb */

static int
read_until(struct fit *f)
{
	const char *end = cli_value(f->c, "end");

	f->until = f->p->start + (instant)f->p->length * 1000;
	if (end == NULL && f->p->length == -1)
		return error_set(&f->c->err, EXIT_INPUT,
		    "the session has no length: give --end, or agenda fit "
		    "cannot tell when to end");
	if (end != NULL && !agenda_clock(str_of(end), f->from, &f->until))
		return error_set(&f->c->err, EXIT_INPUT,
		    "not a time: --end \"%s\": give 19:30", end);
	return 0;
}

static int
read_past(struct fit *f)
{
	struct buf series = BUF_INIT;
	int rc;

	if (!cli_given(f->c, "learned"))
		return 0;
	agenda_series(f->c, (struct str){ NULL, 0 }, &series);
	rc = past_read(&f->past, f->c, buf_z(&series));
	buf_release(&series);
	return rc;
}

static int
fit_plan(struct fit *f)
{
	if (f->p->clocks.ended != INSTANT_NONE)
		return error_set(&f->c->err, EXIT_NO, "the meeting has ended");
	f->from = f->p->clocks.began != INSTANT_NONE ? f->p->now : f->p->start;
	if (read_until(f) == -1 || read_past(f) == -1)
		return -1;
	collect(f);
	respect_containers(f);
	fit_all(f);
	return 0;
}

int
fit_verb(struct cli *c)
{
	bool writes = cli_given(c, "apply");
	struct plan p;
	struct fit f = { .c = c, .p = &p };
	int rc = writes ? agenda_begin(c, &p) : agenda_read(c, &p, 0);
	int status = EXIT_YES;

	if (rc == 0)
		rc = fit_plan(&f);
	if (rc == 0 && writes)
		rc = apply(&f);
	if (rc == 0 && writes)
		status = cli_commit(c);
	if (rc == 0 && status == EXIT_YES && !(writes && cli_dry(c)))
		rc = print_parts(&f);
	if (rc == 0 && status == EXIT_YES)
		status = lacking(&f);
	free(f.v);
	past_release(&f.past);
	plan_release(&p);
	return rc == -1 ? cli_fail(c) : status;
}
