#include <stdlib.h>

#include "check.h"
#include "near.h"
#include "relay.h"
#include "utf8.h"
#include "xalloc.h"

/* Clocks of two machines may differ by that much. */
enum { FUTURE_MS = 60 * 1000 };

/* ---- the text */

static void
check_damage(struct check *k, enum table_id id)
{
	const struct rows_text *text = &k->s->table[id]->text;
	size_t i;

	for (i = 0; i < text->ndamage; i++)
		check_add(k, id, text->damage[i].line, CHECK_ERROR, "%s",
		    text->damage[i].what);
	if (text->nmore > 0)
		check_add(k, id, text->more_from, CHECK_ERROR,
		    "%zu more bad lines from here on", text->nmore);
}

static void
check_bytes(struct check *k, enum table_id id)
{
	struct str text = k->s->table[id]->text.bytes, line;
	size_t number = 0, first = 0, ends = 0;

	if (str_starts(text, STR(UTF8_MARK)))
		check_add(k, id, 1, CHECK_WARNING, "a byte order mark");
	while (str_split(&text, '\n', &line)) {
		number++;
		if (str_find(line, '\r') == line.n)
			continue;
		if (str_find(line, '\r') < line.n - 1)
			check_add(k, id, number, CHECK_WARNING,
			    "a carriage return within the line");
		else if (ends++ == 0)
			first = number;
	}
	if (ends > 0)
		check_add(k, id, first, CHECK_WARNING,
		    "a carriage return at the end of %zu line%s", ends,
		    ends == 1 ? "" : "s");
}

/* ---- headers */

static bool
same_header(const struct rows_header *a, const struct rows_header *b)
{
	return a->npos == b->npos &&
	    memcmp(a->col, b->col, a->npos * sizeof(*a->col)) == 0;
}

/* A column that is nearly one of the schema's, and so most likely a slip. */
static void
check_name(struct check *k, enum table_id id, struct str name, size_t line)
{
	const struct schema *s = schema_of(id);
	struct str cand[SCHEMA_COLUMNS_MAX];
	int i;

	for (i = 0; i < s->ncol; i++)
		cand[i] = str_of(s->col[i]);
	i = (int)near_miss(name, cand, (size_t)s->ncol);
	if (i < s->ncol && !schema_is_bookkeeping(name))
		check_add(k, id, line, CHECK_NOTE,
		    "an unknown column \"%.*s\": did you mean \"%s\"?",
		    STR_ARG(name), s->col[i]);
}

static void
check_headers(struct check *k, enum table_id id)
{
	struct rows_text *text = &k->s->table[id]->text;
	const struct rows_header *h;
	size_t i, j, seen = (size_t)schema_of(id)->ncol;

	for (i = 0; i < text->nheader; i++) {
		h = &text->header[i];
		if (i > 0 && same_header(h, h - 1))
			check_add(k, id, rows_text_line(text, h->from - 1),
			    CHECK_NOTE, "the header again");
		/* A form's own columns are called as they like. */
		for (j = 0; j < h->npos && id != TABLE_FEEDBACK; j++)
			if (h->col[j] >= (int)seen) {
				seen = (size_t)h->col[j] + 1;
				check_name(k, id, text->col[h->col[j]],
				    rows_text_line(text, h->from - 1));
			}
	}
}

/* ---- rows */

/* A row, as one of those of its record and time. */
struct twin {
	size_t rec, line;
	instant time;
	const char *start;
	struct str text; /* by the one header */
};

/* For qsort: rows that may be told apart by nothing stand together. */
static int
by_record(const void *a, const void *b)
{
	const struct twin *x = a, *y = b;
	int c;

	if (x->rec != y->rec)
		return x->rec > y->rec ? 1 : -1;
	if (x->time != y->time)
		return x->time > y->time ? 1 : -1;
	c = str_cmp(x->text, y->text);
	return c != 0 ? c : (x->line > y->line) - (x->line < y->line);
}

static void
check_future(struct check *k, enum table_id id, const struct rows *r)
{
	struct buf b = BUF_INIT;

	if (r->time == INSTANT_NONE || r->time <= k->now + FUTURE_MS)
		return;
	instant_add_local(&b, r->time);
	check_add(k, id, r->line, CHECK_WARNING, "dated in the future: %s",
	    buf_z(&b));
	buf_release(&b);
}

static struct twin *
collect_rows(
    struct check *k, enum table_id id, const struct relay *l, size_t *n)
{
	struct table *t = k->s->table[id];
	struct twin *row = NULL;
	size_t cap = 0, i = 0;
	struct rows r;

	*n = 0;
	rows_begin(&r, &t->text);
	while (rows_next(&r)) {
		while (!l->line[i].row)
			i++;
		check_future(k, id, &r);
		row = xgrow(row, *n, &cap, sizeof(*row));
		row[(*n)++] = (struct twin){ l->line[i].rec, r.line, r.time,
			r.start, l->line[i].text };
		i++;
	}
	rows_release(&r);
	return row;
}

/* Whether it matters what the two rows say there: no newer one fills it. */
static bool
decide(struct table *t, const struct twin *a, const struct twin *b, int col)
{
	size_t line = table_line(t, a->rec, col);

	return a->time == INSTANT_NONE || line == a->line || line == b->line;
}

/* The first column in which the two rows differ and decide; or SCHEMA_NONE. */
static int
disputed(struct table *t, const struct twin *a, const struct twin *b)
{
	struct rows ra, rb;
	struct str fa, fb;
	int col, found = SCHEMA_NONE;

	rows_at(&ra, &t->text, a->start);
	rows_at(&rb, &t->text, b->start);
	for (col = 0; col < (int)t->text.ncol && found == SCHEMA_NONE; col++) {
		fa = rows_field(&ra, col);
		fb = rows_field(&rb, col);
		if (fa.n > 0 && fb.n > 0 && !str_eq(fa, fb) &&
		    !schema_is_key(t->schema, col) && col != t->schema->by &&
		    decide(t, a, b, col))
			found = col;
	}
	rows_release(&ra);
	rows_release(&rb);
	return found;
}

static void
check_twins(struct check *k, enum table_id id, const struct twin *a,
    const struct twin *b)
{
	struct table *t = k->s->table[id];
	int col;

	if (str_eq(a->text, b->text)) {
		check_add(
		    k, id, b->line, CHECK_WARNING, "line %zu again", a->line);
		return;
	}
	if (t->schema->events || (col = disputed(t, a, b)) == SCHEMA_NONE)
		return;
	if (a->time == INSTANT_NONE)
		check_add(k, id, b->line, CHECK_ERROR,
		    "two records with one id: line %zu has it, with another "
		    "%.*s",
		    a->line, STR_ARG(t->text.col[col]));
	else
		check_add(k, id, b->line, CHECK_WARNING,
		    "an edit of the same time as line %zu, with another %.*s",
		    a->line, STR_ARG(t->text.col[col]));
}

static void
check_rows(struct check *k, enum table_id id)
{
	struct relay l;
	struct twin *row;
	size_t n, i;

	relay_init(&l, k->s->table[id], false);
	row = collect_rows(k, id, &l, &n);
	if (n > 0)
		qsort(row, n, sizeof(*row), by_record);
	for (i = 1; i < n; i++)
		if (row[i].rec == row[i - 1].rec &&
		    row[i].time == row[i - 1].time)
			check_twins(k, id, &row[i - 1], &row[i]);
	free(row);
	relay_release(&l);
}

void
check_form(struct check *k, enum table_id id)
{
	if (k->s->table[id]->text.bytes.n == 0)
		return;
	check_damage(k, id);
	check_bytes(k, id);
	check_headers(k, id);
	check_rows(k, id);
}
