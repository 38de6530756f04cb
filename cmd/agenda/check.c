/*
 * check: whether the plan holds.
 *
 * Errors are what the meeting would trip over; notes are what its
 * facilitator should know.  In each container what is laid out one behind
 * the other is compared with what comes before it.
 */
#include <stdlib.h>
#include <unistd.h>

#include "agenda.h"
#include "duration.h"
#include "people.h"
#include "utf8.h"
#include "xalloc.h"

#define LEN(a) (sizeof(a) / sizeof((a)[0]))

/* Shares are cut to seconds, so that open items may end a little early. */
enum { GAP_MIN = 60 };

struct problem {
	size_t item; /* PLAN_NONE: of the whole plan */
	const char *severity, *name;
	struct buf detail;
};

struct check {
	struct cli *c;
	struct plan *p;
	struct table *t;
	struct problem *v;
	size_t n, cap;
};

/* ---- noting problems */

/* The detail is the caller's to fill in. */
static struct buf *
add(struct check *k, size_t item, const char *severity, const char *name)
{
	k->v = xgrow(k->v, k->n, &k->cap, sizeof(*k->v));
	k->v[k->n] = (struct problem){ item, severity, name, BUF_INIT };
	return &k->v[k->n++].detail;
}

static void
add_time(struct buf *b, const char *before, long sec)
{
	buf_addz(b, before);
	duration_add(b, sec);
}

static void
add_at(struct buf *b, const char *before, long sec)
{
	buf_addz(b, before);
	duration_add_offset(b, sec);
}

/* ---- one behind the other */

/* Whose start puts a unit where it is: its own, or that of a parent whose
 * first unit it is. */
static size_t
placed_by(const struct plan *p, size_t unit)
{
	size_t i = unit, up;

	while (p->item[i].fix == PLAN_FREE) {
		up = p->item[i].parent;
		if (up == PLAN_NONE || p->item[up].offset != p->item[i].offset)
			return unit;
		i = up;
	}
	return i;
}

/* `before` is the unit that ends last of those before, or PLAN_NONE. */
static void
check_overlap(struct check *k, size_t unit, size_t before, long end)
{
	const struct plan_item *it = &k->p->item[unit];
	struct buf *b = add(k, placed_by(k->p, unit), "error", "overlap");

	add_at(b, "starts at ", it->offset);
	buf_addz(b,
	    before == PLAN_NONE ? ", but what it is in begins at " : ", but ");
	if (before != PLAN_NONE)
		buf_addf(
		    b, "\"%.*s\" ends at ", STR_ARG(k->p->item[before].title));
	duration_add_offset(b, end);
	add_time(b, ": ", end - it->offset);
	buf_addz(b, " overlap");
}

static void
check_gap(struct check *k, size_t unit, long end)
{
	const struct plan_item *it = &k->p->item[unit];
	struct buf *b = add(k, placed_by(k->p, unit), "error", "gap");

	add_at(b, "nothing is planned from ", end);
	add_at(b, " to its start at ", it->offset);
	add_time(b, ": ", it->offset - end);
}

/* The units of [first, last), laid from `end` on. */
static void
check_units(struct check *k, size_t first, size_t last, long end)
{
	const struct plan_item *it;
	size_t before = PLAN_NONE, i = first;

	while (i < last) {
		it = &k->p->item[i];
		if (!plan_is_unit(it)) {
			i++;
			continue;
		}
		if (it->offset < end)
			check_overlap(k, i, before, end);
		else if (it->offset - end >= GAP_MIN)
			check_gap(k, i, end);
		if (before == PLAN_NONE || it->offset + it->span > end) {
			end = it->offset + it->span;
			before = i;
		}
		i = it->end;
	}
}

/* ---- items */

/* What the boxes and parts directly in an item are to take, in seconds. */
static long
sum_of_parts(const struct plan *p, size_t i)
{
	const struct plan_item *it = &p->item[i];
	size_t j = i + 1;
	long sum = 0;

	while (j < it->end) {
		const struct plan_item *sub = &p->item[j];
		bool counts = sub->fixed_length &&
		    !str_is(sub->when, "extra") &&
		    (sub->timed || str_is(sub->kind, "check") ||
			str_is(sub->kind, "read"));

		sum += counts ? sub->length : 0;
		j = counts ? sub->end : j + 1;
	}
	return sum;
}

static void
check_parts(struct check *k, size_t i)
{
	const struct plan_item *it = &k->p->item[i];
	long parts = it->leaf ? sum_of_parts(k->p, i) : it->span - it->slack;
	struct buf *b;

	if (!it->fixed_length || !it->timed || i + 1 == it->end)
		return;
	if (parts > it->span) {
		b = add(k, i, "error", "too-long");
		add_time(b, "its parts take ", parts);
		add_time(b, ", ", parts - it->span);
		add_time(b, " more than its ", it->span);
	} else if (!it->leaf && parts < it->span) {
		b = add(k, i, "note", "slack");
		add_time(b, "its parts take ", parts);
		add_time(b, " of its ", it->span);
		add_time(b, ": ", it->span - parts);
		buf_addz(b, " are left");
	}
}

static void
check_length(struct check *k, size_t i)
{
	const struct plan_item *it = &k->p->item[i];
	struct buf *b;

	if (!it->leaf || it->fixed_length)
		return;
	b = add(k, i, "note", "no-length");
	if (it->span > 0)
		add_time(b, "has no length; shares what is left: ", it->span);
	else if (k->p->length == -1)
		buf_addz(b, "has no length, and neither has the session");
	else
		buf_addz(b, "has no length, and no time is left for it");
}

static bool
is_person(struct table *people, struct str handle)
{
	size_t rec = table_find(people, &handle);

	return rec != TABLE_NONE && !table_is_dropped(people, rec);
}

static void
check_owner(struct check *k, size_t i)
{
	struct table *people = k->c->session.table[TABLE_PEOPLE];
	struct str rest = table_get(k->t, k->p->item[i].rec, AGENDA_OWNER);
	struct str who;

	while (people->nrec > 0 && str_split(&rest, ',', &who)) {
		who = str_trim(who);
		if (who.n > 0 && !is_person(people, who))
			buf_addf(add(k, i, "error", "unknown-owner"),
			    "nobody is known as \"%.*s\"", STR_ARG(who));
	}
}

/* ---- the same item twice */

/* Each item's place: the same of those that have the same title under items
 * of the same titles. */
struct places {
	struct arena mem;
	struct intern title;
	struct pairs place;
	uint32_t *of;	/* by item */
	size_t *holder; /* by place: the first item with an id, or PLAN_NONE */
	bool *keyless;	/* by record */
};

static uint32_t
place_of(struct places *f, const struct plan_item *it)
{
	uint32_t above = it->parent != PLAN_NONE ? f->of[it->parent] + 1 : 0;
	struct buf folded = BUF_INIT;
	struct str title;
	uint32_t n;

	utf8_add_folded(&folded, it->title);
	title = arena_copy(&f->mem, buf_str(&folded));
	n = intern_put(&f->title, title, intern_hash(title));
	buf_release(&folded);
	return pairs_put(&f->place, above, n, pairs_hash(above, n));
}

static void
mark_keyless(struct places *f, struct table *t)
{
	size_t i;

	f->keyless = xcalloc(t->nrec, sizeof(*f->keyless));
	for (i = 0; i < t->nslug; i++)
		f->keyless[table_find(t, &t->slug[i].id)] = true;
}

static void
find_places(struct places *f, const struct check *k)
{
	size_t i;

	mark_keyless(f, k->t);
	f->of = xalloc(k->p->n, sizeof(*f->of));
	f->holder = xalloc(k->p->n, sizeof(*f->holder));
	for (i = 0; i < k->p->n; i++) {
		const struct plan_item *it = &k->p->item[i];
		uint32_t known = f->place.n;

		f->of[i] = place_of(f, it);
		if (f->of[i] == known)
			f->holder[known] = PLAN_NONE;
		if (f->holder[f->of[i]] == PLAN_NONE && !f->keyless[it->rec])
			f->holder[f->of[i]] = i;
	}
}

static void
places_release(struct places *f)
{
	arena_release(&f->mem);
	intern_release(&f->title);
	pairs_release(&f->place);
	free(f->of);
	free(f->holder);
	free(f->keyless);
}

/* A line without id that repeats an item with one: a merge of a plan with
 * one into whose lines the ids have been written. */
static void
check_repeated(struct check *k, const struct places *f, size_t i)
{
	size_t j = f->holder[f->of[i]];

	if (f->keyless[k->p->item[i].rec] && j != PLAN_NONE)
		buf_addf(add(k, i, "error", "twice"),
		    "its line has no id and repeats the item %.*s",
		    STR_ARG(k->p->item[j].id));
}

struct stamp {
	size_t item;
	instant time;
	size_t line;
};

/* For qsort: by item, then time, then line. */
static int
by_stamp(const void *a, const void *b)
{
	const struct stamp *x = a, *y = b;

	if (x->item != y->item)
		return x->item > y->item ? 1 : -1;
	if (x->time != y->time)
		return x->time > y->time ? 1 : -1;
	return (x->line > y->line) - (x->line < y->line);
}

/* The lines of items in the plan; the caller frees them. */
static struct stamp *
read_stamps(struct check *k, size_t *n)
{
	struct stamp *s = NULL;
	size_t cap = 0, item;
	struct rows r;

	*n = 0;
	rows_begin(&r, &k->t->text);
	while (rows_next(&r)) {
		item = plan_find(k->p, table_record_of(k->t, &r));
		if (item == PLAN_NONE)
			continue;
		s = xgrow(s, *n, &cap, sizeof(*s));
		s[(*n)++] = (struct stamp){ item, r.time, r.line };
	}
	rows_release(&r);
	if (*n > 0)
		qsort(s, *n, sizeof(*s), by_stamp);
	return s;
}

/* An edit is later than what it edits, so two lines of one time are two
 * copies. */
static void
check_copies(struct check *k)
{
	size_t n, i;
	struct stamp *s = read_stamps(k, &n);

	for (i = 1; i < n; i++)
		if (s[i].item == s[i - 1].item && s[i].time == s[i - 1].time)
			buf_addf(add(k, s[i].item, "error", "twice"),
			    "stands in lines %zu and %zu; the first counts",
			    s[i - 1].line, s[i].line);
	free(s);
}

/* ---- the whole */

static void
check_end(struct check *k)
{
	struct buf *b;

	if (k->p->length == -1 || k->p->end <= k->p->length)
		return;
	b = add(k, PLAN_NONE, "error", "over");
	add_time(b, "the plan takes ", k->p->end);
	add_time(b, ", ", k->p->end - k->p->length);
	add_time(b, " more than the session's ", k->p->length);
}

static void
check_all(struct check *k)
{
	struct places places = { 0 };
	size_t i;

	find_places(&places, k);
	check_units(k, 0, k->p->n, 0);
	for (i = 0; i < k->p->n; i++) {
		const struct plan_item *it = &k->p->item[i];

		if (plan_is_unit(it) && !it->leaf)
			check_units(k, i + 1, it->end, it->offset);
		check_parts(k, i);
		check_length(k, i);
		check_owner(k, i);
		check_repeated(k, &places, i);
	}
	places_release(&places);
	check_copies(k);
	check_end(k);
}

/* For qsort: by place, in the order in which they were found. */
static int
by_item(const void *a, const void *b)
{
	const struct problem *const *x = a, *const *y = b;

	if ((*x)->item != (*y)->item)
		return (*x)->item > (*y)->item ? 1 : -1;
	return (*x > *y) - (*x < *y);
}

static void
put_problem(struct out *o, const struct check *k, const struct problem *pr)
{
	static const struct plan_item none;
	const struct plan_item *it =
	    pr->item != PLAN_NONE ? &k->p->item[pr->item] : &none;

	out_text(o, str_of(pr->severity));
	out_text(o, it->id);
	out_text(o, str_of(pr->name));
	out_text(o, it->title);
	out_text(o, buf_str(&pr->detail));
}

static void
list_problems(
    struct out *o, const struct check *k, const struct problem *const order[])
{
	size_t i;

	for (i = 0; i < k->n; i++)
		put_problem(o, k, order[i]);
}

/* On a terminal each has two lines, so that no detail is cut off. */
static void
tell_problems(const struct check *k, const struct problem *const order[])
{
	struct buf b = BUF_INIT;
	size_t i;

	for (i = 0; i < k->n; i++) {
		const struct problem *pr = order[i];

		buf_addf(&b, "%s: %s", pr->severity, pr->name);
		if (pr->item != PLAN_NONE) {
			buf_addf(
			    &b, ": %.*s ", STR_ARG(k->p->item[pr->item].id));
			utf8_add_visible(&b, k->p->item[pr->item].title);
		}
		buf_addz(&b, "\n    ");
		utf8_add_visible(&b, buf_str(&pr->detail));
		buf_addc(&b, '\n');
	}
	if (k->n == 0 && k->p->n > 0) {
		add_time(&b, "the plan holds: ", k->p->end);
		buf_addc(&b, '\n');
	}
	out_print(buf_str(&b));
	buf_release(&b);
}

static int
print_problems(struct check *k)
{
	static const struct out_column columns[] = { { "severity", OUT_TEXT,
							 false },
		{ "id", OUT_TEXT, false }, { "problem", OUT_TEXT, false },
		{ "title", OUT_TEXT, true }, { "detail", OUT_TEXT, false } };
	const struct problem **order = xalloc(k->n, sizeof(*order));
	struct out o;
	size_t i;
	int rc = 0;

	for (i = 0; i < k->n; i++)
		order[i] = &k->v[i];
	if (k->n > 0)
		qsort(order, k->n, sizeof(*order), by_item);
	if (isatty(STDOUT_FILENO) && !cli_given(k->c, "output") &&
	    !cli_given(k->c, "columns")) {
		tell_problems(k, order);
	} else if ((rc = cli_list(k->c, &o, columns, LEN(columns))) == 0) {
		list_problems(&o, k, order);
		rc = out_end(&o, &k->c->err);
	}
	free(order);
	return rc;
}

static bool
has_error(const struct check *k)
{
	size_t i;

	for (i = 0; i < k->n; i++)
		if (str_is(str_of(k->v[i].severity), "error"))
			return true;
	return false;
}

int
check_verb(struct cli *c)
{
	struct plan p;
	struct check k = { .c = c, .p = &p };
	int rc = agenda_read(c, &p, AGENDA_PEOPLE), status = EXIT_YES;
	size_t i;

	if (rc == 0) {
		k.t = c->session.table[TABLE_AGENDA];
		check_all(&k);
		rc = print_problems(&k);
		status = has_error(&k) ? EXIT_NO : EXIT_YES;
	}
	for (i = 0; i < k.n; i++)
		buf_release(&k.v[i].detail);
	free(k.v);
	plan_release(&p);
	return rc == -1 ? cli_fail(c) : status;
}
