#include <stdlib.h>

#include "presence.h"
#include "sort.h"
#include "tsv.h"
#include "xalloc.h"

static const char *const names[] = { [PRESENCE_NONE] = "",
	[PRESENCE_IN] = "in",
	[PRESENCE_OUT] = "out",
	[PRESENCE_LATE] = "late" };

enum { NKIND = sizeof(names) / sizeof(names[0]) };

enum presence_kind
presence_parse(struct str s)
{
	int i;

	for (i = NKIND - 1; i > 0; i--)
		if (str_is(s, names[i]))
			break;
	return (enum presence_kind)i;
}

const char *
presence_name(enum presence_kind kind)
{
	return names[kind];
}

/* ---- what `session undo` took back */

/* A row that never was: who takes one back had put it. */
struct undone {
	size_t rec;
	instant time;
	struct str by; /* raw */
};

struct undone_list {
	int col; /* the column `undo`, or SCHEMA_NONE */
	struct undone *row;
	size_t n, cap;
};

static void
read_undone(struct undone_list *l, struct table *people)
{
	struct rows r;
	instant t;

	*l = (struct undone_list){ .col = rows_text_column(
				       &people->text, STR(SCHEMA_UNDO)) };
	if (l->col == SCHEMA_NONE)
		return;
	rows_begin(&r, &people->text);
	while (rows_next(&r)) {
		if (!instant_parse_stored(rows_field(&r, l->col), &t))
			continue;
		l->row = xgrow(l->row, l->n, &l->cap, sizeof(*l->row));
		l->row[l->n++] = (struct undone){ table_record_of(people, &r),
			t, rows_field(&r, PEOPLE_BY) };
	}
	rows_release(&r);
}

/* Whether a row was taken back, or takes one back: both are as if they had
 * never been. */
static bool
is_undone(const struct undone_list *l, size_t rec, const struct rows *r)
{
	size_t i;

	if (l->col == SCHEMA_NONE)
		return false;
	for (i = 0; i < l->n; i++)
		if (l->row[i].rec == rec && l->row[i].time == r->time &&
		    str_eq(l->row[i].by, rows_field(r, PEOPLE_BY)))
			return true;
	return rows_field(r, l->col).n > 0;
}

/* ---- spells */

/* Every row that says something of somebody's presence, as a spell. */
static void
gather(struct presence *p, struct table *people)
{
	struct undone_list undone;
	struct rows r;
	struct str f;
	size_t rec;

	read_undone(&undone, people);
	rows_begin(&r, &people->text);
	while (rows_next(&r)) {
		f = rows_field(&r, PEOPLE_PRESENCE);
		rec = f.n > 0 ? table_record_of(people, &r) : TABLE_NONE;
		if (f.n == 0 || is_undone(&undone, rec, &r))
			continue;
		p->spell = xgrow(p->spell, p->n, &p->cap, sizeof(*p->spell));
		p->spell[p->n++] = (struct presence_spell){ rec,
			presence_parse(f), r.time, r.time, r.start };
	}
	rows_release(&r);
	free(undone.row);
}

/* For qsort: by person, then time. */
static int
by_time(const void *a, const void *b)
{
	const struct presence_spell *x = a, *y = b;

	if (x->rec != y->rec)
		return x->rec > y->rec ? 1 : -1;
	return (x->from > y->from) - (x->from < y->from);
}

/* Of rows of one person and time the greater one decides, as in every fold. */
static void
keep_greatest(struct presence *p, struct table *people)
{
	struct presence_spell *last, *s;
	size_t i, n = 0;

	for (i = 0; i < p->n; i++) {
		s = &p->spell[i];
		last = n > 0 ? &p->spell[n - 1] : NULL;
		if (last == NULL || by_time(last, s) != 0)
			p->spell[n++] = *s;
		else if (rows_compare(&people->text, s->row, last->row) > 0)
			*last = *s;
	}
	p->n = n;
}

static void
join(struct presence *p)
{
	struct presence_spell *last, *s;
	size_t i, n = 0;

	for (i = 0; i < p->n; i++) {
		s = &p->spell[i];
		last = n > 0 ? &p->spell[n - 1] : NULL;
		if (last != NULL && s->rec == last->rec &&
		    s->kind == last->kind)
			last->said = s->said;
		else
			p->spell[n++] = *s;
	}
	p->n = n;
}

void
presence_read(struct presence *p, struct table *people)
{
	*p = (struct presence){ 0 };
	gather(p, people);
	sort(p->spell, p->n, sizeof(*p->spell), by_time);
	keep_greatest(p, people);
	join(p);
}

void
presence_release(struct presence *p)
{
	free(p->spell);
	*p = (struct presence){ 0 };
}

/* The first spell of a record not below `rec`. */
static size_t
first_of(const struct presence *p, size_t rec)
{
	size_t lo = 0, hi = p->n, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (p->spell[mid].rec < rec)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

const struct presence_spell *
presence_of(const struct presence *p, size_t rec, size_t *n)
{
	size_t from = first_of(p, rec);

	*n = first_of(p, rec + 1) - from;
	return *n > 0 ? &p->spell[from] : NULL;
}

const struct presence_spell *
presence_now(const struct presence *p, size_t rec)
{
	size_t n;
	const struct presence_spell *s = presence_of(p, rec, &n);

	return n > 0 ? &s[n - 1] : NULL;
}

static const struct presence_spell *
first_of_kind(const struct presence *p, size_t rec, enum presence_kind kind)
{
	size_t n, i;
	const struct presence_spell *s = presence_of(p, rec, &n);

	for (i = 0; i < n; i++)
		if (s[i].kind == kind)
			return &s[i];
	return NULL;
}

bool
presence_was(const struct presence *p, size_t rec, enum presence_kind kind)
{
	return first_of_kind(p, rec, kind) != NULL;
}

bool
presence_came(const struct presence *p, size_t rec, instant *t)
{
	const struct presence_spell *s = first_of_kind(p, rec, PRESENCE_IN);

	if (s != NULL)
		*t = s->from;
	return s != NULL;
}
