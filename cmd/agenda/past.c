#include <stdlib.h>

#include "agenda.h"
#include "duration.h"
#include "past.h"
#include "plan.h"
#include "planned.h"
#include "xalloc.h"

/* ---- gathering */

static struct past_group *
group_of(struct past *past, bool kind, struct str what)
{
	struct past_group *g;
	size_t i;

	for (i = 0; i < past->n; i++)
		if (past->group[i].kind == kind &&
		    str_eq(past->group[i].what, what))
			return &past->group[i];
	past->group =
	    xgrow(past->group, past->n, &past->cap, sizeof(*past->group));
	g = &past->group[past->n++];
	*g = (struct past_group){ .kind = kind,
		.what = arena_copy(&past->mem, what) };
	return g;
}

static void
add_point(struct past_group *g, const struct plan_item *it, long planned)
{
	g->point = xgrow(g->point, g->n, &g->cap, sizeof(*g->point));
	g->point[g->n++] =
	    (struct past_point){ planned, agenda_seconds(it->actual) };
}

static bool
is_over(const struct plan *p, size_t i)
{
	const struct plan_item *it = &p->item[i];

	return it->timed && it->done && !it->skipped && it->actual >= 1000 &&
	    !(p->current != PLAN_NONE && i <= p->current &&
		p->current < it->end);
}

/* The spans, but for what became of the lengths while the meeting went on:
 * that a plan was made to fit does not make it a good one. */
static long *
planned_spans(const struct plan *p)
{
	long *span = xcalloc(p->n, sizeof(*span)), own;
	const struct plan_item *it;
	struct planned pl;
	size_t i;

	planned_read(&pl, p->s);
	for (i = p->n; i-- > 0;) {
		it = &p->item[i];
		span[i] += it->span;
		if (duration_parse(
			planned_get(&pl, it->rec, AGENDA_LENGTH), &own))
			span[i] = own;
		if (it->timed && it->parent != PLAN_NONE)
			span[it->parent] += span[i] - it->span;
	}
	planned_release(&pl);
	return span;
}

static void
add_plan(struct past *past, const struct plan *p)
{
	long *span = planned_spans(p);
	const struct plan_item *it;
	struct past_group *g;
	size_t i;

	for (i = 0; i < p->n; i++) {
		it = &p->item[i];
		if (!is_over(p, i))
			continue;
		if (it->leaf)
			add_point(group_of(past, true, it->kind), it, span[i]);
		g = group_of(past, false, it->id);
		g->title = arena_copy(&past->mem, it->title);
		add_point(g, it, span[i]);
	}
	free(span);
}

/* Bad lines of another session are reported as those of one's own. */
static void
report_damage(struct cli *c, struct session *s)
{
	struct session own = c->session;

	c->session = *s;
	cli_report_damage(c);
	c->session = own;
}

static int
add_session(struct past *past, struct cli *c, const char *dir)
{
	static const table_want want[TABLE_COUNT] = { [TABLE_AGENDA] =
							  PLAN_WANT_AGENDA,
		[TABLE_TIMES] = PLAN_WANT_TIMES };
	struct session s;
	struct plan p;
	int rc;

	session_init(&s);
	rc = session_open_dir(&s, dir, &c->err);
	if (rc == 0)
		rc = session_load(&s, want, &c->err);
	if (rc == 0) {
		report_damage(c, &s);
		plan_read(&p, &s, cli_now(c));
		add_plan(past, &p);
		plan_release(&p);
	}
	session_release(&s);
	return rc;
}

int
past_read(struct past *past, struct cli *c, const char *series)
{
	char **dirs = NULL;
	size_t n = 0, i;
	int rc;

	*past = (struct past){ .n = 0 };
	rc = session_series(series, false, &dirs, &n, &c->err);
	if (rc == 0 && n == 0)
		rc = error_set(
		    &c->err, EXIT_INPUT, "no sessions in: %s", series);
	for (i = 0; i < n; i++) {
		if (rc == 0)
			rc = add_session(past, c, dirs[i]);
		free(dirs[i]);
	}
	free(dirs);
	/* Each session that was read made its zone the process's. */
	if (rc == 0)
		rc = zone_use(session_setting(&c->session, "zone"), &c->err);
	return rc == -1 ? -1 : 0;
}

void
past_release(struct past *past)
{
	size_t i;

	for (i = 0; i < past->n; i++)
		free(past->group[i].point);
	free(past->group);
	arena_release(&past->mem);
	*past = (struct past){ .n = 0 };
}

/* ---- medians */

static int
by_value(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static double
median(double v[], size_t n)
{
	qsort(v, n, sizeof(*v), by_value);
	return n % 2 == 1 ? v[n / 2] : (v[n / 2 - 1] + v[n / 2]) / 2;
}

/* The median of what `value` makes of the points; points for which that is
 * negative are left out, and where none is left it is -1. */
static double
median_of(
    const struct past_group *g, double (*value)(const struct past_point *))
{
	double *v = xalloc(g->n, sizeof(*v)), m;
	size_t n = 0, i;

	for (i = 0; i < g->n; i++) {
		v[n] = value(&g->point[i]);
		n += v[n] >= 0;
	}
	m = n > 0 ? median(v, n) : -1;
	free(v);
	return m;
}

static double
planned(const struct past_point *p)
{
	return (double)p->planned;
}

static double
actual(const struct past_point *p)
{
	return (double)p->actual;
}

static double
ratio(const struct past_point *p)
{
	return p->planned > 0 ? (double)p->actual / (double)p->planned : -1;
}

long
past_planned(const struct past_group *g)
{
	return (long)(median_of(g, planned) + 0.5);
}

long
past_actual(const struct past_group *g)
{
	return (long)(median_of(g, actual) + 0.5);
}

double
past_ratio(const struct past_group *g)
{
	return median_of(g, ratio);
}

double
past_expect(const struct past *past, struct str id, struct str kind)
{
	double of_id = -1, of_kind = -1;
	const struct past_group *g;
	size_t i;

	for (i = 0; i < past->n; i++) {
		g = &past->group[i];
		if (g->kind && str_eq(g->what, kind))
			of_kind = past_ratio(g);
		else if (!g->kind && str_eq(g->what, id))
			of_id = past_ratio(g);
	}
	return of_id > 0 ? of_id : of_kind > 0 ? of_kind : 1;
}
