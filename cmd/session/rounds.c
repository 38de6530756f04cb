#include <stdlib.h>

#include "check.h"
#include "sort.h"
#include "tsv.h"
#include "xalloc.h"

/*
 * In two clones `breakout make` makes the same round, and a merge makes one of
 * both: the later place of each person counts.  In one clone a number is only
 * taken again when nobody has a place in the round any more.  So a row that has
 * a seed, as those of `make` do, and comes while there are places that were
 * made otherwise, is another clone's.
 */

struct step {
	instant time;
	struct rows_text *text;
	const char *row;
	size_t line, rec;
	struct str group, seed, by;
};

struct made {
	struct str number;
	size_t places;
	struct step first, again; /* `again` has no row while there is none */
};

struct rounds {
	struct step *step;
	size_t n, cap;
	struct intern number;
	struct made *made; /* by that */
	size_t capmade;
	bool *placed; /* by record */
};

static void
read_steps(struct table *t, struct rounds *a)
{
	struct rows r;

	rows_begin(&r, &t->text);
	while (rows_next(&r)) {
		a->step = xgrow(a->step, a->n, &a->cap, sizeof(*a->step));
		a->step[a->n++] = (struct step){ r.time, &t->text, r.start,
			r.line, table_record_of(t, &r),
			rows_field(&r, GROUPS_GROUP),
			rows_field(&r, GROUPS_SEED),
			rows_field(&r, GROUPS_BY) };
	}
	rows_release(&r);
}

/* For qsort: oldest first. */
static int
by_time(const void *a, const void *b)
{
	const struct step *x = a, *y = b;

	if (x->time != y->time)
		return x->time > y->time ? 1 : -1;
	return rows_compare(x->text, x->row, y->row);
}

static struct made *
made_of(struct rounds *a, struct str number)
{
	uint32_t known = a->number.n,
		 i = intern_put(&a->number, number, intern_hash(number));

	if (i == known) {
		a->made = xgrow(a->made, known, &a->capmade, sizeof(*a->made));
		a->made[i] = (struct made){ .number = number };
	}
	return &a->made[i];
}

static bool
is_same_make(const struct step *a, const struct step *b)
{
	return str_eq(a->seed, b->seed) && str_eq(a->by, b->by);
}

/* What makes a round that has no places is the first to do so. */
static void
take_make(struct made *m, const struct step *s)
{
	if (m->places == 0) {
		m->first = *s;
		m->again.row = NULL;
	} else if (m->again.row == NULL && !is_same_make(&m->first, s)) {
		m->again = *s;
	}
}

static void
take_step(struct rounds *a, struct table *t, const struct step *s)
{
	struct made *m = made_of(a, table_key(t, s->rec, 0));
	bool placed = !str_eq(s->group, TSV_CLEARED);

	if (s->group.n == 0)
		return;
	if (placed && (m->places == 0 || s->seed.n > 0))
		take_make(m, s);
	m->places += placed && !a->placed[s->rec];
	m->places -= !placed && a->placed[s->rec];
	a->placed[s->rec] = placed;
}

void
check_rounds(struct check *k)
{
	struct table *t = k->s->table[TABLE_GROUPS];
	struct rounds a = { .placed = xcalloc(t->nrec, sizeof(bool)) };
	const struct made *m;
	size_t i;

	read_steps(t, &a);
	sort(a.step, a.n, sizeof(*a.step), by_time);
	for (i = 0; i < a.n; i++)
		take_step(&a, t, &a.step[i]);
	for (i = 0; i < a.number.n; i++) {
		m = &a.made[i];
		if (m->places > 0 && m->again.row != NULL)
			check_add(k, TABLE_GROUPS, m->again.line, CHECK_WARNING,
			    "round %.*s was made twice, as line %zu made it "
			    "before: of each person the later place counts",
			    STR_ARG(m->number), m->first.line);
	}
	intern_release(&a.number);
	free(a.step);
	free(a.made);
	free(a.placed);
}
