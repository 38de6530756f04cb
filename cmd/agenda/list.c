#include <stdlib.h>
#include <string.h>

#include "agenda.h"
#include "checklist.h"
#include "duration.h"
#include "previous.h"
#include "xalloc.h"

#define LEN(a) (sizeof(a) / sizeof((a)[0]))

struct listing {
	struct cli *c;
	struct plan *p;
	struct table *t;
	size_t *rec; /* of the rows, in their order */
	size_t n;
	size_t *item; /* by record: in the plan, or PLAN_NONE */
	bool table;   /* for people: boxes, indents, a sign at the item under
			 way */
	struct previous before;
	struct out o;
	struct buf cell;
	struct arena names; /* of the unknown columns */
};

/* The row under way. */
struct row {
	size_t rec;
	const struct plan_item *it; /* NULL: not in the plan */
};

/* ---- the cells */

typedef void add_cell(struct listing *l, const struct row *r, struct buf *b);

static void
add_id(struct listing *l, const struct row *r, struct buf *b)
{
	buf_add(b, table_key(l->t, r->rec, 0));
}

static int
depth_of(struct listing *l, const struct row *r)
{
	return plan_depth(table_get(l->t, r->rec, AGENDA_DEPTH));
}

static void
add_offset(struct listing *l, const struct row *r, struct buf *b)
{
	(void)l;
	if (r->it != NULL && r->it->timed)
		duration_add_offset(b, r->it->offset);
}

static void
add_clock(struct listing *l, const struct row *r, struct buf *b)
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

static void
add_length(struct listing *l, const struct row *r, struct buf *b)
{
	long sec;

	if (duration_parse(table_get(l->t, r->rec, AGENDA_LENGTH), &sec))
		duration_add(b, sec);
	else if (r->it != NULL && is_sum(l->p, r->it))
		duration_add(b, r->it->span);
}

static struct str
kind_of(struct listing *l, size_t rec)
{
	struct str kind = table_get(l->t, rec, AGENDA_KIND);

	return kind.n > 0 ? kind : STR("item");
}

static void
add_kind(struct listing *l, const struct row *r, struct buf *b)
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
announced(struct listing *l, const struct row *r)
{
	if (str_is(table_get(l->t, r->rec, AGENDA_STATE), "again") ||
	    previous_announced(&l->before, r->it->title))
		return "again";
	return "new";
}

static const char *
state_of(struct listing *l, const struct row *r)
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
add_state(struct listing *l, const struct row *r, struct buf *b)
{
	buf_addz(b, state_of(l, r));
}

static void
add_actual(struct listing *l, const struct row *r, struct buf *b)
{
	(void)l;
	if (r->it != NULL && r->it->actual >= 500)
		duration_add(b, agenda_seconds(r->it->actual));
}

/* What stands before a title on a terminal. */
static void
add_signs(struct listing *l, const struct row *r, struct buf *b)
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
add_title(struct listing *l, const struct row *r, struct buf *b)
{
	if (l->table)
		add_signs(l, r, b);
	buf_add(b, table_get(l->t, r->rec, AGENDA_TITLE));
}

static void
add_when(struct listing *l, const struct row *r, struct buf *b)
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
	struct out_column out;
	int col; /* of text where there is no function: the table's */
	add_cell *add;
} columns[] = { [NO] = { { "no", OUT_NUMBER, false }, 0, NULL },
	[ID] = { { "id", OUT_TEXT, false }, 0, add_id },
	[DEPTH] = { { "depth", OUT_NUMBER, false }, 0, NULL },
	[OFFSET] = { { "offset", OUT_TEXT, false }, 0, add_offset },
	[CLOCK] = { { "clock", OUT_TEXT, false }, 0, add_clock },
	[LENGTH] = { { "length", OUT_TEXT, false }, 0, add_length },
	[KIND] = { { "kind", OUT_TEXT, false }, 0, add_kind },
	[STATE] = { { "state", OUT_TEXT, false }, 0, add_state },
	[ACTUAL] = { { "actual", OUT_TEXT, false }, 0, add_actual },
	[TITLE] = { { "title", OUT_TEXT, false }, 0, add_title },
	[OWNER] = { { "owner", OUT_TEXT, false }, AGENDA_OWNER, NULL },
	[LINK] = { { "link", OUT_TEXT, false }, AGENDA_LINK, NULL },
	{ { "start", OUT_TEXT, true }, AGENDA_START, NULL },
	{ { "min", OUT_TEXT, true }, AGENDA_MIN, NULL },
	{ { "when", OUT_TEXT, true }, 0, add_when },
	{ { "carry", OUT_TEXT, true }, AGENDA_CARRY, NULL },
	{ { "time", OUT_TEXT, true }, AGENDA_TIME, NULL },
	{ { "by", OUT_TEXT, true }, AGENDA_BY, NULL } };

/* The columns behind those are the table's unknown ones. */
static int
unknown(const struct listing *l, size_t i)
{
	return l->t->schema->ncol + (int)(i - LEN(columns));
}

/* The cell of column `i`; lives until the next. */
static struct str
cell_of(struct listing *l, const struct row *r, size_t i)
{
	if (i >= LEN(columns))
		return table_get(l->t, r->rec, unknown(l, i));
	if (columns[i].add == NULL)
		return table_get(l->t, r->rec, columns[i].col);
	buf_cut(&l->cell, 0);
	columns[i].add(l, r, &l->cell);
	return buf_str(&l->cell);
}

/* ---- which columns */

static size_t
count_columns(const struct listing *l)
{
	return LEN(columns) + l->t->text.ncol - (size_t)l->t->schema->ncol;
}

static struct row
row_of(const struct listing *l, size_t i)
{
	size_t item = l->item[l->rec[i]];

	return (struct row){ l->rec[i],
		item != PLAN_NONE ? &l->p->item[item] : NULL };
}

static bool
is_blank(struct listing *l, size_t column)
{
	struct row r;
	size_t i;

	for (i = 0; i < l->n; i++) {
		r = row_of(l, i);
		if (cell_of(l, &r, column).n > 0)
			return false;
	}
	return true;
}

/*
 * The columns' declarations; the caller frees them.  In a table for people
 * the indent says the depth and the box the kind; links, which `show` has, and
 * columns with nothing in them would only take the titles' room.
 */
static struct out_column *
make_columns(struct listing *l)
{
	size_t n = count_columns(l), i;
	struct out_column *col = xalloc(n, sizeof(*col));

	for (i = 0; i < LEN(columns); i++) {
		col[i] = columns[i].out;
		if (l->table && !col[i].hidden)
			col[i].hidden = i == DEPTH || i == KIND || i == LINK ||
			    (i != NO && l->n > 0 && is_blank(l, i));
	}
	for (; i < n; i++)
		col[i] = (struct out_column){
			arena_copy(&l->names, l->t->text.col[unknown(l, i)]).p,
			OUT_TEXT, true
		};
	return col;
}

/* ---- printing */

static void
put_row(struct listing *l, size_t i)
{
	struct row r = row_of(l, i);
	size_t column;

	if (r.it != NULL && l->p->current != PLAN_NONE &&
	    r.it == &l->p->item[l->p->current])
		out_mark(&l->o);
	for (column = 0; column < count_columns(l); column++)
		if (column == NO)
			out_number(&l->o, (long long)table_number(l->t, r.rec));
		else if (column == DEPTH)
			out_number(&l->o, depth_of(l, &r));
		else
			out_text(&l->o,
			    out_wants(&l->o, column) ? cell_of(l, &r, column)
						     : (struct str){ NULL, 0 });
}

/* `3 of 9 ticked; 24m of 1h30m`, where there is something to tell. */
static void
print_progress(const struct listing *l)
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

static int
print_rows(struct listing *l)
{
	struct out_column *col = make_columns(l);
	int rc = cli_list(l->c, &l->o, col, count_columns(l));
	size_t i;

	for (i = 0; rc == 0 && i < l->n; i++)
		put_row(l, i);
	if (rc == 0)
		rc = out_end(&l->o, &l->c->err);
	if (rc == 0 && l->table && !cli_given(l->c, "columns"))
		print_progress(l);
	free(col);
	return rc;
}

/* ---- which rows */

static bool
is_listed(struct listing *l, size_t rec, size_t under)
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
choose_rows(struct listing *l)
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
index_items(struct listing *l)
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
print(struct listing *l)
{
	const char *output = cli_value(l->c, "output");
	enum out_format format;
	size_t i;

	for (i = 0; output != NULL && i < LEN(documents); i++)
		if (strcmp(output, documents[i].name) == 0)
			return documents[i].print(l->c, l->p, l->rec, l->n);
	if (cli_format(l->c, &format) == -1)
		return -1;
	l->table = format == OUT_TABLE;
	if (announces(l->p))
		previous_open(&l->before, l->c);
	return print_rows(l);
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
	struct listing l = { .c = c, .p = &p };
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
	arena_release(&l.names);
	free(l.rec);
	free(l.item);
	plan_release(&p);
	return rc == -1 ? cli_fail(c) : EXIT_YES;
}
