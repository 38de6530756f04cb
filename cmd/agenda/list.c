#include <stdlib.h>
#include <string.h>

#include "agenda.h"
#include "checklist.h"
#include "duration.h"
#include "listing.h"
#include "previous.h"
#include "xalloc.h"

#define LEN(a) (sizeof(a) / sizeof((a)[0]))

struct listed {
	struct cli *c;
	struct plan *p;
	struct table *t;
	size_t *rec; /* of the rows, in their order */
	size_t n;
	size_t *item; /* by record: in the plan, or PLAN_NONE */
	bool table;   /* for people: boxes, indents, a sign at the item under
			 way */
	struct previous before;
	struct buf cell;
};

/* The row under way. */
struct row {
	size_t rec;
	const struct plan_item *it; /* NULL: not in the plan */
};

/* ---- the cells */

typedef void add_cell(struct listed *l, const struct row *r, struct buf *b);

static int
depth_of(struct listed *l, const struct row *r)
{
	return plan_depth(table_get(l->t, r->rec, AGENDA_DEPTH));
}

static void
add_offset(struct listed *l, const struct row *r, struct buf *b)
{
	(void)l;
	if (r->it != NULL && r->it->timed)
		duration_add_offset(b, r->it->offset);
}

static void
add_clock(struct listed *l, const struct row *r, struct buf *b)
{
	if (r->it != NULL && r->it->timed && l->p->has_start)
		instant_add_time(
		    b, l->p->start + (instant)r->it->offset * 1000);
}

/* Whether the lengths beneath an item say how long it is. */
static bool
is_sum(const struct plan *p, const struct plan_item *it)
{
	size_t i;

	if (!it->timed || it->leaf)
		return false;
	for (i = (size_t)(it - p->item); i < it->end; i++)
		if (p->item[i].leaf && !p->item[i].fixed_length)
			return false;
	return true;
}

static bool
own_length(struct listed *l, const struct row *r, long *sec)
{
	return duration_parse(table_get(l->t, r->rec, AGENDA_LENGTH), sec);
}

static void
add_length(struct listed *l, const struct row *r, struct buf *b)
{
	long sec;

	if (own_length(l, r, &sec))
		duration_add(b, sec);
	else if (r->it != NULL && is_sum(l->p, r->it))
		duration_add(b, r->it->span);
}

/* Whether the length shown is none of its own. */
static void
add_sum(struct listed *l, const struct row *r, struct buf *b)
{
	long sec;

	if (!own_length(l, r, &sec) && r->it != NULL && is_sum(l->p, r->it))
		buf_addz(b, "yes");
}

static struct str
kind_of(struct listed *l, size_t rec)
{
	struct str kind = table_get(l->t, rec, AGENDA_KIND);

	return kind.n > 0 ? kind : STR("item");
}

static void
add_kind(struct listed *l, const struct row *r, struct buf *b)
{
	buf_add(b, kind_of(l, r->rec));
}

/* The item under way and what it is a part of. */
static bool
is_now(const struct plan *p, const struct plan_item *it)
{
	size_t i = (size_t)(it - p->item);

	return p->current != PLAN_NONE && i <= p->current &&
	    p->current < it->end;
}

static const char *
announced(struct listed *l, const struct row *r)
{
	if (str_is(table_get(l->t, r->rec, AGENDA_STATE), "again") ||
	    previous_announced(&l->before, r->it->title))
		return "again";
	return "new";
}

static const char *
state_of(struct listed *l, const struct row *r)
{
	if (r->it == NULL)
		return "dropped";
	if (is_now(l->p, r->it))
		return "now";
	if (r->it->skipped)
		return "skipped";
	if (r->it->done || r->it->ticked)
		return "done";
	return str_is(r->it->kind, "announce") ? announced(l, r) : "";
}

static void
add_state(struct listed *l, const struct row *r, struct buf *b)
{
	buf_addz(b, state_of(l, r));
}

static void
add_actual(struct listed *l, const struct row *r, struct buf *b)
{
	(void)l;
	if (r->it != NULL && r->it->actual >= 500)
		duration_add(b, agenda_seconds(r->it->actual));
}

/* What stands before a title on a terminal. */
static void
add_signs(struct listed *l, const struct row *r, struct buf *b)
{
	struct str kind = table_get(l->t, r->rec, AGENDA_KIND);
	int i;

	if (l->p->current != PLAN_NONE)
		buf_addz(b, r->it == &l->p->item[l->p->current] ? "> " : "  ");
	for (i = 0; i < depth_of(l, r); i++)
		buf_addz(b, "  ");
	if (agenda_has_box(kind))
		buf_addz(b, r->it != NULL && r->it->ticked ? "[x] " : "[ ] ");
}

static void
add_title(struct listed *l, const struct row *r, struct buf *b)
{
	if (l->table)
		add_signs(l, r, b);
	buf_add(b, table_get(l->t, r->rec, AGENDA_TITLE));
}

static void
add_when(struct listed *l, const struct row *r, struct buf *b)
{
	struct str when = table_get(l->t, r->rec, AGENDA_WHEN);

	buf_add(b, when.n > 0 ? when : STR("always"));
}

enum {
	NO,
	ID,
	DEPTH,
	OFFSET,
	CLOCK,
	LENGTH,
	KIND,
	STATE,
	ACTUAL,
	TITLE,
	OWNER,
	LINK
};

static const struct column {
	struct listing_column c;
	add_cell *add; /* where it is its own, and text */
} columns[] = { [NO] = { { { "no", OUT_NUMBER, OUT_SHOWN }, LISTING_NO },
		    NULL },
	[ID] = { { { "id", OUT_TEXT, OUT_SHOWN }, LISTING_KEY }, NULL },
	[DEPTH] = { { { "depth", OUT_NUMBER, OUT_SHOWN }, LISTING_OWN }, NULL },
	[OFFSET] = { { { "offset", OUT_TEXT, OUT_SHOWN }, LISTING_OWN },
	    add_offset },
	[CLOCK] = { { { "clock", OUT_TEXT, OUT_SHOWN }, LISTING_OWN },
	    add_clock },
	[LENGTH] = { { { "length", OUT_TEXT, OUT_SHOWN }, LISTING_OWN },
	    add_length },
	[KIND] = { { { "kind", OUT_TEXT, OUT_SHOWN }, LISTING_OWN }, add_kind },
	[STATE] = { { { "state", OUT_TEXT, OUT_SHOWN }, LISTING_OWN },
	    add_state },
	[ACTUAL] = { { { "actual", OUT_TEXT, OUT_SHOWN }, LISTING_OWN },
	    add_actual },
	[TITLE] = { { { "title", OUT_TEXT, OUT_SHOWN }, LISTING_OWN },
	    add_title },
	[OWNER] = { { { "owner", OUT_TEXT, OUT_SHOWN }, AGENDA_OWNER }, NULL },
	[LINK] = { { { "link", OUT_TEXT, OUT_SHOWN }, AGENDA_LINK }, NULL },
	{ { { "start", OUT_TEXT, OUT_DATA }, AGENDA_START }, NULL },
	{ { { "min", OUT_TEXT, OUT_DATA }, AGENDA_MIN }, NULL },
	{ { { "when", OUT_TEXT, OUT_DATA }, LISTING_OWN }, add_when },
	{ { { "carry", OUT_TEXT, OUT_DATA }, AGENDA_CARRY }, NULL },
	{ { { "sum", OUT_TEXT, OUT_DATA }, LISTING_OWN }, add_sum },
	{ { { "time", OUT_TEXT, OUT_HIDDEN }, AGENDA_TIME }, NULL },
	{ { { "by", OUT_TEXT, OUT_HIDDEN }, AGENDA_BY }, NULL } };

static struct row
row_of(const struct listed *l, size_t rec)
{
	size_t item = l->item[rec];

	return (
	    struct row){ rec, item != PLAN_NONE ? &l->p->item[item] : NULL };
}

static void
print_cell(struct out *o, size_t rec, size_t i, void *arg)
{
	struct listed *l = arg;
	struct row r = row_of(l, rec);

	if (i == DEPTH) {
		out_number(o, depth_of(l, &r));
		return;
	}
	buf_cut(&l->cell, 0);
	columns[i].add(l, &r, &l->cell);
	out_text(o, buf_str(&l->cell));
}

/* ---- which columns */

static bool
is_blank(struct listed *l, size_t column)
{
	struct row r;
	size_t i;

	buf_cut(&l->cell, 0);
	for (i = 0; i < l->n; i++) {
		r = row_of(l, l->rec[i]);
		if (columns[column].add != NULL)
			columns[column].add(l, &r, &l->cell);
		else
			buf_add(&l->cell,
			    table_get(l->t, r.rec, columns[column].c.field));
		if (l->cell.n > 0)
			return false;
	}
	return l->n > 0;
}

/*
 * In a table for people the indent says the depth and the box the kind;
 * links, which `show` has, and columns with nothing in them would only take
 * the titles' room.
 */
static void
choose_columns(struct listed *l, struct listing_column col[])
{
	size_t i;

	for (i = 0; i < LEN(columns); i++) {
		col[i] = columns[i].c;
		if (l->table && i != NO && i != ID &&
		    col[i].out.hidden == OUT_SHOWN &&
		    (i == DEPTH || i == KIND || i == LINK || is_blank(l, i)))
			col[i].out.hidden = OUT_HIDDEN;
	}
}

/* ---- printing */

static int
print_rows(struct listed *l)
{
	struct listing_column col[LEN(columns)];
	struct listing rows;
	size_t i;

	choose_columns(l, col);
	if (listing_begin(
		&rows, l->c, l->t, col, LEN(columns), print_cell, l) == -1)
		return -1;
	for (i = 0; i < l->n; i++) {
		if (l->p->current != PLAN_NONE &&
		    l->item[l->rec[i]] == l->p->current)
			out_mark(&rows.o);
		listing_row(&rows, l->rec[i]);
	}
	return listing_end(&rows);
}

/* `3 of 9 ticked; 24m of 1h30m`, where there is something to tell. */
static void
print_progress(const struct listed *l)
{
	size_t boxes = 0, ticked = 0, i;
	struct buf b = BUF_INIT;
	int64_t taken = 0;

	for (i = 0; i < l->p->n; i++) {
		boxes += agenda_has_box(l->p->item[i].kind);
		ticked += l->p->item[i].ticked;
		if (l->p->item[i].leaf)
			taken += l->p->item[i].actual;
	}
	if (boxes > 0)
		buf_addf(&b, "%zu of %zu ticked", ticked, boxes);
	if (l->p->clocks.began != INSTANT_NONE) {
		buf_addz(&b, b.n > 0 ? "; " : "");
		duration_add(&b, agenda_seconds(taken));
		buf_addz(&b, " of ");
		duration_add(&b, l->p->end);
	}
	if (b.n > 0)
		printf("\n%s\n", buf_z(&b));
	buf_release(&b);
}

/* ---- which rows */

static bool
is_listed(struct listed *l, size_t rec, size_t under)
{
	const char *kind = cli_value(l->c, "kind");
	bool is_kind = kind == NULL || str_is(kind_of(l, rec), kind);

	if (l->item[rec] == PLAN_NONE)
		return is_kind && under == PLAN_NONE && cli_given(l->c, "all");
	return is_kind &&
	    (under == PLAN_NONE ||
		(l->item[rec] > under && l->item[rec] < l->p->item[under].end));
}

static int
choose_rows(struct listed *l)
{
	const char *id = cli_value(l->c, "under");
	size_t under = PLAN_NONE, rec;

	if (id != NULL && agenda_find(l->c, l->p, str_of(id), &under) == -1)
		return -1;
	l->rec = xalloc(l->t->nrec, sizeof(*l->rec));
	for (rec = 0; rec < l->t->nrec; rec++)
		if (is_listed(l, rec, under))
			l->rec[l->n++] = rec;
	return 0;
}

static void
index_items(struct listed *l)
{
	size_t i;

	l->item = xalloc(l->t->nrec, sizeof(*l->item));
	for (i = 0; i < l->t->nrec; i++)
		l->item[i] = PLAN_NONE;
	for (i = 0; i < l->p->n; i++)
		l->item[l->p->item[i].rec] = i;
}

static bool
announces(const struct plan *p)
{
	size_t i;

	for (i = 0; i < p->n; i++)
		if (str_is(p->item[i].kind, "announce"))
			return true;
	return false;
}

/* The formats that are no listing. */
static const struct {
	const char *name;
	int (*print)(
	    struct cli *c, struct plan *p, const size_t rec[], size_t n);
} documents[] = { { "ics", calendar_print }, { "md", checklist_print } };

static int
print(struct listed *l)
{
	const char *output = cli_value(l->c, "output");
	enum out_format format;
	size_t i;

	for (i = 0; output != NULL && i < LEN(documents); i++)
		if (strcmp(output, documents[i].name) == 0)
			return cli_document(l->c) == -1
			    ? -1
			    : documents[i].print(l->c, l->p, l->rec, l->n);
	if (cli_format(l->c, &format) == -1)
		return -1;
	l->table = format == OUT_TABLE;
	if (announces(l->p) && previous_open(&l->before, l->c) == -1)
		return -1;
	if (print_rows(l) == -1)
		return -1;
	if (l->table && !cli_given(l->c, "columns"))
		print_progress(l);
	return 0;
}

/* Whether the format is one that has the texts in it. */
static bool
has_texts(const struct cli *c)
{
	return str_is(str_of(cli_value(c, "output")), "ics");
}

int
list_verb(struct cli *c)
{
	struct plan p;
	struct listed l = { .c = c, .p = &p };
	int rc = agenda_read(c, &p, has_texts(c) ? AGENDA_NOTES : 0);

	session_init(&l.before.s);
	if (rc == 0) {
		l.t = c->session.table[TABLE_AGENDA];
		index_items(&l);
		rc = choose_rows(&l);
	}
	if (rc == 0)
		rc = print(&l);
	previous_close(&l.before);
	buf_release(&l.cell);
	free(l.rec);
	free(l.item);
	plan_release(&p);
	return rc == -1 ? cli_fail(c) : EXIT_YES;
}
