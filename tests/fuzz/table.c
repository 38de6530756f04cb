/*
 * The table reader and the fold: whatever the bytes are, the good rows of any
 * table in any order, some of them twice, each behind its own header, make
 * the same records; and a fold of one column has what a fold of all has.
 *
 * The first byte chooses the table, the second the order.
 */
#include "same.h"
#include "utf8.h"

/* A good row and its header, as they stand in the bytes. */
struct line {
	struct str header, row;
};

struct lines {
	struct line *v;
	size_t n, cap;
};

static struct str
without_cr(struct str s)
{
	return str_upto(s, s.n - (s.n > 0 && s.p[s.n - 1] == '\r'));
}

/* The line that ends before `from`, where rows begin that it is for. */
static struct str
header_line(const struct rows_text *t, const char *from)
{
	const char *end =
	    from > t->bytes.p && from[-1] == '\n' ? from - 1 : from;
	const char *p = end;
	struct str s;

	while (p > t->bytes.p && p[-1] != '\n')
		p--;
	s = (struct str){ p, (size_t)(end - p) };
	return without_cr(p == t->bytes.p ? utf8_skip_mark(s) : s);
}

static void
take_lines(struct lines *l, struct table *t)
{
	struct rows r;

	rows_begin(&r, &t->text);
	while (rows_next(&r)) {
		l->v = xgrow(l->v, l->n, &l->cap, sizeof(*l->v));
		l->v[l->n++] =
		    (struct line){ header_line(&t->text, r.header->from),
			    r.whole };
	}
	rows_release(&r);
}

/* A column that is named like a time could be taken for one. */
static bool
has_time_for_name(const struct table *t)
{
	instant ignored;
	size_t i;

	for (i = 0; i < t->text.ncol; i++)
		if (instant_parse_stored(t->text.col[i], &ignored))
			return true;
	return false;
}

/* ---- another order */

static uint32_t
turn(uint32_t *state)
{
	*state = *state * 1664525U + 1013904223U;
	return *state >> 16;
}

static void
shuffle(struct lines *l, uint32_t *state)
{
	struct line swap;
	size_t i, j;

	for (i = l->n; i > 1; i--) {
		j = turn(state) % i;
		swap = l->v[i - 1];
		l->v[i - 1] = l->v[j];
		l->v[j] = swap;
	}
}

/* One CR at a line's end is none of its own. */
static void
add_whole(struct buf *b, struct str s)
{
	buf_add(b, s);
	if (s.n > 0 && s.p[s.n - 1] == '\r')
		buf_addc(b, '\r');
	buf_addc(b, '\n');
}

static void
add_line(struct buf *b, const struct line *l)
{
	add_whole(b, l->header);
	add_whole(b, l->row);
}

static struct table *
fold_shuffled(const struct table *t, struct lines *l, uint32_t order)
{
	struct buf b = BUF_INIT;
	struct table *again;
	enum table_id id = TABLE_SESSION;
	size_t i;

	while (schema_of(id) != t->schema)
		id++;
	shuffle(l, &order);
	/* So that a name that begins with a mark stays what it is. */
	buf_addz(&b, UTF8_MARK);
	for (i = 0; i < l->n; i++) {
		add_line(&b, &l->v[i]);
		if (turn(&order) % 3 == 0)
			add_line(&b, &l->v[turn(&order) % l->n]);
	}
	again = fuzz_table(id, buf_str(&b), TABLE_WANT_ALL);
	buf_release(&b);
	return again;
}

/* ---- a fold of less */

static void
check_column(struct table *all, enum table_id id, struct str text, int col)
{
	struct table *t = fuzz_table(id, text, TABLE_WANT(col));
	size_t i;

	fuzz_check(t->nrec == all->nrec, "as many records of one column");
	for (i = 0; i < t->nrec; i++)
		fuzz_check(str_eq(table_get(t, i, col), table_get(all, i, col)),
		    "a field of one column");
	table_free(t);
}

int
fuzz_target(const uint8_t *bytes, size_t n)
{
	struct str text = fuzz_text(bytes, n);
	enum table_id id = (enum table_id)fuzz_choice(&text, TABLE_COUNT);
	uint32_t order = fuzz_choice(&text, 256);
	struct table *t = fuzz_table(id, text, TABLE_WANT_ALL), *again;
	struct lines l = { 0 };

	take_lines(&l, t);
	check_column(t, id, text, (int)order % t->schema->ncol);
	/* What has no id is called by its title and its place. */
	if (t->nslug == 0 && !has_time_for_name(t)) {
		again = fold_shuffled(t, &l, order);
		same_records(t, again);
		table_free(again);
	}
	table_free(t);
	free(l.v);
	return 0;
}
