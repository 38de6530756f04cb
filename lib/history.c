#include <stdlib.h>

#include "ballot.h"
#include "history.h"
#include "sort.h"
#include "tsv.h"
#include "xalloc.h"

static void
add_rows(struct history *h, enum table_id id)
{
	struct table *t = h->s->table[id];
	struct rows r;

	rows_begin(&r, &t->text);
	while (rows_next(&r)) {
		h->change = xgrow(h->change, h->n, &h->cap, sizeof(*h->change));
		h->change[h->n++] = (struct history_change){ r.time, id,
			&t->text, r.start, table_record_of(t, &r) };
	}
	rows_release(&r);
}

/* For qsort: by time, then table, then the order of lines. */
static int
by_time(const void *a, const void *b)
{
	const struct history_change *x = a, *y = b;

	if (x->time != y->time)
		return x->time > y->time ? 1 : -1;
	if (x->table != y->table)
		return x->table > y->table ? 1 : -1;
	return (x->row > y->row) - (x->row < y->row);
}

/* For qsort: by time, then table, and the same row together. */
static int
by_row(const void *a, const void *b)
{
	const struct history_change *x = a, *y = b;
	int c = 0;

	if (x->time == y->time && x->table == y->table)
		c = rows_compare(x->text, x->row, y->row);
	return c != 0 ? c : by_time(a, b);
}

/* A row that stands twice, as a merge may leave it, is one change. */
static void
leave_out_repeated(struct history *h)
{
	const struct history_change *was;
	size_t i, n = 0;

	sort(h->change, h->n, sizeof(*h->change), by_row);
	for (i = 0; i < h->n; i++) {
		was = n > 0 ? &h->change[n - 1] : NULL;
		if (was == NULL || was->time != h->change[i].time ||
		    was->table != h->change[i].table ||
		    rows_compare(was->text, was->row, h->change[i].row) != 0)
			h->change[n++] = h->change[i];
	}
	h->n = n;
}

void
history_init(struct history *h, struct session *s)
{
	int i;

	*h = (struct history){ .s = s };
	for (i = 0; i < TABLE_COUNT; i++)
		if (s->table[i] != NULL)
			add_rows(h, (enum table_id)i);
	leave_out_repeated(h);
	sort(h->change, h->n, sizeof(*h->change), by_time);
}

void
history_release(struct history *h)
{
	free(h->change);
	*h = (struct history){ 0 };
}

void
history_keep(struct history *h, enum table_id table, size_t rec)
{
	size_t i, n = 0;

	for (i = 0; i < h->n; i++)
		if (h->change[i].table == table && h->change[i].rec == rec)
			h->change[n++] = h->change[i];
	h->n = n;
}

struct str
history_field(const struct history *h, size_t i, int col)
{
	struct rows r;
	struct str f;

	rows_at(&r, &h->s->table[h->change[i].table]->text, h->change[i].row);
	f = rows_field(&r, col);
	rows_release(&r);
	return f;
}

/* The columns that say which record and when, not what changed. */
static bool
is_address(const struct schema *s, int col)
{
	int i;

	for (i = 0; i < s->nkey && !s->events; i++)
		if (s->key[i] == col)
			return true;
	return col == s->time || col == s->by ||
	    (s->events && col == schema_column(s, STR("id")));
}

static void
add_event(const struct history *h, size_t i, struct buf *b)
{
	struct str value = history_field(h, i, TIMES_VALUE),
		   label = history_field(h, i, TIMES_LABEL);

	tsv_add_plain(b, history_field(h, i, TIMES_EVENT));
	if (value.n > 0) {
		buf_addc(b, ' ');
		tsv_add_plain(b, value);
	}
	if (label.n > 0) {
		buf_addc(b, ' ');
		tsv_add_plain(b, label);
	}
}

/* Whether a change is of somebody's position on a sealed statement.  A wish
 * to discuss it (round 0) is none. */
static bool
is_sealed(const struct history *h, size_t i)
{
	struct table *t = h->s->table[h->change[i].table];
	size_t rec = h->change[i].rec;

	return h->change[i].table == TABLE_VOTES && rec != TABLE_NONE &&
	    !str_is(table_key(t, rec, 2), "0") &&
	    ballot_is_sealed(
		h->s->table[TABLE_STATEMENTS], table_key(t, rec, 1));
}

static void
add_fields(const struct history *h, size_t i, struct buf *b)
{
	struct table *t = h->s->table[h->change[i].table];
	size_t c, before = b->n;
	struct str raw;
	struct rows r;

	rows_at(&r, &t->text, h->change[i].row);
	for (c = 0; c < t->text.ncol; c++) {
		raw = rows_field(&r, (int)c);
		if (raw.n == 0 || is_address(t->schema, (int)c))
			continue;
		if (b->n > before)
			buf_addz(b, ", ");
		buf_addf(b, "%.*s=", STR_ARG(t->text.col[c]));
		if (!str_eq(raw, TSV_CLEARED))
			tsv_add_plain(b, raw);
	}
	rows_release(&r);
}

void
history_add_words(const struct history *h, size_t i, struct buf *b)
{
	if (h->change[i].table == TABLE_TIMES)
		add_event(h, i, b);
	else if (is_sealed(h, i))
		buf_addz(b, "sealed");
	else
		add_fields(h, i, b);
}

void
history_add_key(const struct history *h, size_t i, struct buf *b)
{
	struct table *t = h->s->table[h->change[i].table];
	int k;

	if (t->schema->events) {
		tsv_add_plain(b, history_field(h, i, TIMES_ID));
		return;
	}
	for (k = 0; k < t->schema->nkey; k++) {
		if (k > 0)
			buf_addc(b, '/');
		buf_add(b, table_key(t, h->change[i].rec, k));
	}
}

static void
print_change(const struct history *h, size_t i, struct out *o)
{
	const struct schema *s = schema_of(h->change[i].table);
	struct buf b = BUF_INIT;

	out_text(o, history_field(h, i, s->time));
	tsv_add_plain(&b, history_field(h, i, s->by));
	out_text(o, buf_str(&b));
	out_text(o, str_of(s->name));
	buf_cut(&b, 0);
	history_add_key(h, i, &b);
	out_text(o, buf_str(&b));
	buf_cut(&b, 0);
	history_add_words(h, i, &b);
	out_text(o, buf_str(&b));
	buf_release(&b);
}

int
history_print(const struct history *h, struct cli *c)
{
	static const struct out_column columns[] = { { "time", OUT_TEXT,
							 false },
		{ "by", OUT_TEXT, false }, { "table", OUT_TEXT, false },
		{ "id", OUT_TEXT, false }, { "change", OUT_TEXT, false } };
	struct out o;
	size_t i;

	if (cli_list(c, &o, columns, 5) == -1)
		return -1;
	for (i = 0; i < h->n; i++)
		print_change(h, i, &o);
	return out_end(&o, &c->err);
}
