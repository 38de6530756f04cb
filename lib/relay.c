#include <stdlib.h>

#include "relay.h"
#include "tsv.h"
#include "utf8.h"
#include "xalloc.h"

void
relay_add_name(struct buf *b, const struct table *t, int col)
{
	tsv_add_raw(b, t->text.col[col]);
	buf_addc(b, '\t');
}

void
relay_end_names(struct buf *b)
{
	if (b->n > 1 && b->p[b->n - 2] != '\t')
		buf_cut(b, b->n - 1);
}

static void
add_line(struct relay *l, struct relay_line line)
{
	l->line = xgrow(l->line, l->n, &l->cap, sizeof(*l->line));
	l->line[l->n++] = line;
}

static struct relay_line
no_row(struct str text)
{
	return (struct relay_line){ text, false, TABLE_NONE, false };
}

bool
relay_loses(const struct rows_text *text)
{
	const struct rows_header *h;
	size_t i;

	for (i = 0; i < text->nheader; i++) {
		h = &text->header[i];
		if (h->repeats || h->beyond || h->npos >= ROWS_COLUMNS_MAX)
			return true;
	}
	return text->overfull;
}

static void
add_columns(struct relay *l, const struct rows_header *h, bool seen[])
{
	size_t i;
	int c;

	for (i = 0; i < h->npos; i++) {
		c = h->col[i];
		if (c == SCHEMA_NONE || seen[c])
			continue;
		seen[c] = true;
		l->col = xgrow(l->col, l->ncol, &l->capcol, sizeof(*l->col));
		l->col[l->ncol++] = c;
	}
}

static void
join_columns(struct relay *l)
{
	const struct rows_text *text = &l->t->text;
	bool *seen = xcalloc(text->ncol, sizeof(*seen));
	size_t i;

	if (text->nheader > 0)
		add_columns(l, &text->header[text->nheader - 1], seen);
	for (i = 0; i < text->nheader; i++)
		add_columns(l, &text->header[i], seen);
	free(seen);
}

static void
add_header(struct relay *l)
{
	struct buf b = BUF_INIT;
	size_t i;

	for (i = 0; i < l->ncol; i++)
		relay_add_name(&b, l->t, l->col[i]);
	relay_end_names(&b);
	add_line(l, no_row(arena_copy(&l->mem, buf_str(&b))));
	buf_release(&b);
}

/* A CR at a line's end is none of its own: one that a field ends with is
 * written so that it stays, wherever the field comes to stand. */
static void
add_field(struct buf *b, struct str raw)
{
	struct buf plain = BUF_INIT;

	if (raw.n == 0 || raw.p[raw.n - 1] != '\r') {
		buf_add(b, raw);
		return;
	}
	tsv_add_plain(&plain, raw);
	tsv_add_raw(b, buf_str(&plain));
	buf_release(&plain);
}

/* What the row has for the line's `i`th field. */
static struct str
field_at(const struct relay *l, const struct rows *r, size_t i, size_t rec)
{
	int col = l->own_headers ? r->header->col[i] : l->col[i];

	if (l->name_keyless && col == l->t->schema->key[0])
		return intern_str(&l->t->key, (uint32_t)rec);
	if (!l->own_headers)
		return rows_field(r, col);
	return i < r->nfield ? rows_field_at(r, (int)i)
			     : (struct str){ NULL, 0 };
}

void
relay_row(struct relay *l, const struct rows *r)
{
	size_t rec = TABLE_NONE, i, end = 0;
	size_t n = l->own_headers ? r->header->npos : l->ncol;
	struct buf b = BUF_INIT;
	struct str f;

	if (!l->t->schema->events)
		rec = table_record_of(l->t, r);
	for (i = 0; i < n; i++) {
		if (i > 0)
			buf_addc(&b, '\t');
		f = field_at(l, r, i, rec);
		add_field(&b, f);
		if (f.n > 0)
			end = b.n;
	}
	add_line(l,
	    (struct relay_line){
		arena_copy(&l->mem, str_upto(buf_str(&b), end)), true, rec,
		rec != TABLE_NONE &&
		    rows_field(r, l->t->schema->key[0]).n == 0 });
	buf_release(&b);
}

void
relay_header(struct relay *l, struct str line)
{
	if (l->own_headers)
		add_line(l, no_row(line));
}

/* Whether the line is the next header that the table was read by. */
static bool
is_header(struct relay *l, struct str line)
{
	const struct rows_text *text = &l->t->text;
	const char *end = line.p + line.n, *from;

	if (l->nheader == text->nheader)
		return false;
	from = text->header[l->nheader].from;
	if (from != end + 1 &&
	    !(from == end && end == text->bytes.p + text->bytes.n))
		return false;
	l->nheader++;
	return true;
}

/* The lines of `text` as they are, but for headers that are joined. */
static void
add_others(struct relay *l, struct str text)
{
	struct str line;

	while (str_split(&text, '\n', &line))
		if (l->own_headers || !is_header(l, line))
			add_line(l, no_row(line));
}

/* The bytes that count: without a BOM and an unfinished last line. */
static struct str
counting_bytes(const struct table *t)
{
	struct str s = t->text.bytes;

	s.n -= t->text.unfinished.n;
	return utf8_skip_mark(s);
}

static void
add_file(struct relay *l)
{
	struct str rest = counting_bytes(l->t);
	struct rows r;

	rows_begin(&r, &l->t->text);
	while (rows_next(&r)) {
		size_t before = (size_t)(r.start - rest.p);

		add_others(l, str_upto(rest, before));
		relay_row(l, &r);
		rest = str_from(rest, before);
		rest = str_from(rest, str_find(rest, '\n') + 1);
	}
	rows_release(&r);
	add_others(l, rest);
}

void
relay_init(struct relay *l, struct table *t, bool name_keyless)
{
	*l = (struct relay){ .t = t,
		.name_keyless = name_keyless,
		.own_headers = relay_loses(&t->text) };
	if (!l->own_headers) {
		join_columns(l);
		add_header(l);
	}
	add_file(l);
}

void
relay_release(struct relay *l)
{
	free(l->col);
	free(l->line);
	arena_release(&l->mem);
}
