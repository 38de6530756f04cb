#include <stdlib.h>

#include "relay.h"
#include "tsv.h"
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

/* The columns of all headers, in the order in which they were named. */
static void
join_columns(struct relay *l)
{
	const struct rows_text *text = &l->t->text;
	bool *seen = xcalloc(text->ncol, sizeof(*seen));
	size_t i, j;
	int c;

	for (i = 0; i < text->nheader; i++)
		for (j = 0; j < text->header[i].npos; j++) {
			c = text->header[i].col[j];
			if (c == SCHEMA_NONE || seen[c])
				continue;
			seen[c] = true;
			l->col =
			    xgrow(l->col, l->ncol, &l->capcol, sizeof(*l->col));
			l->col[l->ncol++] = c;
		}
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

void
relay_row(struct relay *l, const struct rows *r)
{
	size_t rec = TABLE_NONE, i, end = 0;
	struct buf b = BUF_INIT;
	struct str f;

	if (!l->t->schema->events)
		rec = table_record_of(l->t, r);
	for (i = 0; i < l->ncol; i++) {
		if (i > 0)
			buf_addc(&b, '\t');
		f = rows_field(r, l->col[i]);
		if (l->name_keyless && l->col[i] == l->t->schema->key[0])
			f = intern_str(&l->t->key, (uint32_t)rec);
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

static struct str
without_cr(struct str line)
{
	line.n -= line.n > 0 && line.p[line.n - 1] == '\r';
	return line;
}

/* The lines of `text` as they are, but for headers. */
static void
add_others(struct relay *l, struct str text)
{
	struct str line;

	while (str_split(&text, '\n', &line))
		if (!rows_is_header(l->t->schema, without_cr(line)))
			add_line(l, no_row(line));
}

/* The bytes that count: without a BOM and an unfinished last line. */
static struct str
counting_bytes(const struct table *t)
{
	struct str s = t->text.bytes;

	s.n -= t->text.unfinished.n;
	if (str_starts(s, STR("\xef\xbb\xbf")))
		s = str_from(s, 3);
	return s;
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
	*l = (struct relay){ .t = t, .name_keyless = name_keyless };
	join_columns(l);
	add_header(l);
	add_file(l);
}

void
relay_release(struct relay *l)
{
	free(l->col);
	free(l->line);
	arena_release(&l->mem);
}
