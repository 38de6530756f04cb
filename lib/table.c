#include <stdlib.h>

#include "sort.h"
#include "table.h"
#include "tsv.h"
#include "utf8.h"
#include "xalloc.h"

/* Rows that are hashed and prefetched together. */
enum { BATCH = 64, AHEAD = 8 };
/* A table worth reserving for, a row longer than most, and the most room that
 * records get before they are there; bytes. */
enum { LARGE = 1 << 20, LONG_ROW = 128, EXPECTED_MOST = 1 << 28 };
/* Unknown columns times rows, of which each may need a cell. */
enum { UNKNOWN_MOST = 1 << 22 };

/* A key column's value, its hash, and its number. */
struct batch_key {
	struct str s;
	uint32_t hash, id;
	bool same; /* as in the row before: then there is no hash */
};

struct batch {
	size_t n;
	struct {
		const char *row;
		instant time;
		struct batch_key key[SCHEMA_KEYS_MAX];
		uint32_t rest; /* the number of all but the first as one */
		uint32_t pair; /* the hash of two numbers to be one */
	} row[BATCH];
	const char **value; /* BATCH times ncell raw fields, NULL if empty */
};

struct table *
table_new(const struct schema *s, char *bytes, size_t n)
{
	struct table *t = xcalloc(1, sizeof(*t));

	t->schema = s;
	rows_text_init(&t->text, s, bytes, n);
	return t;
}

void
table_free(struct table *t)
{
	if (t == NULL)
		return;
	rows_text_release(&t->text);
	intern_release(&t->key);
	intern_release(&t->further);
	pairs_release(&t->two);
	pairs_release(&t->three);
	free(t->cell_of);
	free(t->wanted);
	free(t->cell);
	free(t->slug);
	free(t->tie);
	free(t->order);
	free(t->number);
	free(t);
}

/* ---- keys */

/* The values of a key column: the first has its own, of which there are often
 * few, so that they are near. */
static struct intern *
values_of(struct table *t, int k)
{
	return k == 0 ? &t->key : &t->further;
}

/* A raw field in the one form that equal plain texts share. */
static struct str
canonical(struct table *t, struct str raw)
{
	struct buf plain = BUF_INIT, again = BUF_INIT;
	struct str s;

	if (tsv_is_exact(raw))
		return raw;
	tsv_add_plain(&plain, raw);
	tsv_add_raw(&again, buf_str(&plain));
	s = arena_copy(&t->text.mem, buf_str(&again));
	buf_release(&plain);
	buf_release(&again);
	return s;
}

static struct str
slug_of(struct table *t, const char *row)
{
	size_t lo = 0, hi = t->nslug, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (t->slug[mid].row < row)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < t->nslug && t->slug[lo].row == row
	    ? t->slug[lo].id
	    : (struct str){ NULL, 0 };
}

/* A number without noughts before it, so that `01` is the round 1. */
static struct str
number(struct str raw)
{
	size_t i = 0, digits = 0;

	while (i + 1 < raw.n && raw.p[i] == '0')
		i++;
	while (i + digits < raw.n && raw.p[i + digits] >= '0' &&
	    raw.p[i + digits] <= '9')
		digits++;
	return i + digits == raw.n ? str_from(raw, i) : raw;
}

static struct str
row_key(struct table *t, const struct rows *r, int i)
{
	struct str raw = rows_key(r, i);

	if (raw.n > 1 && raw.p[0] == '0' &&
	    t->schema->key[i] == t->schema->round)
		raw = number(raw);
	if (r->ordinary)
		return raw;
	if (t->schema->slug != SCHEMA_NONE &&
	    (raw.n == 0 || str_eq(raw, TSV_CLEARED)))
		return slug_of(t, r->start);
	return canonical(t, raw);
}

/* The ids that are taken, and by stem the number to try next. */
struct slugs {
	struct intern taken, stem;
	int *next;
	size_t cap;
};

static int *
next_number(struct table *t, struct slugs *k, struct str stem)
{
	uint32_t was = k->stem.n, i = intern_get(&k->stem, stem);

	if (i == INTERN_NONE) {
		stem = arena_copy(&t->text.mem, stem);
		i = intern_put(&k->stem, stem, intern_hash(stem));
		k->next = xgrow(k->next, was, &k->cap, sizeof(*k->next));
		k->next[i] = 2;
	}
	return &k->next[i];
}

/* Whether the row would be read as a header, had it that id: it then is
 * `Time`, and somewhere has the name of the key column. */
static bool
is_misleading(struct table *t, const char *row, struct str id)
{
	const struct schema *s = t->schema;
	struct buf line = BUF_INIT;
	struct rows r;
	bool is;

	if (!str_is(id, s->col[s->time]) && !str_is(id, s->col[s->key[0]]))
		return false;
	rows_at(&r, &t->text, row);
	buf_add(&line, r.whole);
	buf_addc(&line, '\t');
	buf_add(&line, id);
	is = rows_is_header(s, buf_str(&line));
	rows_release(&r);
	buf_release(&line);
	return is;
}

/* `title`, `title-2`, ...: the first that is free for the row. */
static struct str
free_slug(struct table *t, struct slugs *k, const char *row, struct str title)
{
	struct buf b = BUF_INIT;
	struct str s;
	size_t stem;
	int *next = NULL;

	utf8_add_slug(&b, title);
	if (b.n == 0)
		buf_addz(&b, "item");
	stem = b.n < 58 ? b.n : 58; /* room for `-2` in 64 bytes */
	while (intern_get(&k->taken, buf_str(&b)) != INTERN_NONE ||
	    is_misleading(t, row, buf_str(&b))) {
		buf_cut(&b, stem);
		if (next == NULL)
			next = next_number(t, k, buf_str(&b));
		buf_addf(&b, "-%d", (*next)++);
	}
	s = arena_copy(&t->text.mem, buf_str(&b));
	buf_release(&b);
	intern_put(&k->taken, s, intern_hash(s));
	return s;
}

/* Rows without their key, in the order of lines, and the keys there are;
 * returns how many rows there are. */
static size_t
collect_keyless(struct table *t, struct slugs *k)
{
	struct rows r;
	struct str id;
	size_t n = 0;

	rows_begin(&r, &t->text);
	while (rows_next(&r)) {
		n++;
		id = rows_field(&r, t->schema->key[0]);
		if (id.n > 0 && !str_eq(id, TSV_CLEARED)) {
			id = canonical(t, id);
			intern_put(&k->taken, id, intern_hash(id));
			continue;
		}
		t->slug =
		    xgrow(t->slug, t->nslug, &t->capslug, sizeof(*t->slug));
		t->slug[t->nslug].row = r.start;
		t->slug[t->nslug++].id = rows_field(&r, t->schema->slug);
	}
	rows_release(&r);
	return n;
}

/* Gives each row without a key the id by which it is known; returns how many
 * rows there are. */
static size_t
name_keyless(struct table *t)
{
	struct slugs k = { 0 };
	struct buf title = BUF_INIT;
	size_t i, n = collect_keyless(t, &k);

	for (i = 0; i < t->nslug; i++) {
		buf_cut(&title, 0);
		tsv_add_plain(&title, t->slug[i].id);
		t->slug[i].id =
		    free_slug(t, &k, t->slug[i].row, buf_str(&title));
	}
	buf_release(&title);
	intern_release(&k.taken);
	intern_release(&k.stem);
	free(k.next);
	return n;
}

/* ---- the fold */

/* How many columns get cells. */
static size_t
column_limit(const struct table *t)
{
	size_t own = (size_t)t->schema->ncol;

	return t->nrow == 0 || t->text.ncol - own <= UNKNOWN_MOST / t->nrow
	    ? t->text.ncol
	    : own + UNKNOWN_MOST / t->nrow;
}

/* Gives each wanted column a cell, and those of the oldest and newest row. */
static void
lay_cells(struct table *t, table_want want)
{
	table_want of_first =
	    TABLE_WANT(t->schema->time) | TABLE_WANT(t->schema->by);
	size_t c;

	if ((want & of_first) != 0)
		want |= TABLE_WANT_FIRST;
	t->want = want & ~of_first;
	t->ncol = column_limit(t);
	t->partial = t->ncol < t->text.ncol;
	t->cell_of = xrealloc(t->cell_of, t->ncol, sizeof(*t->cell_of));
	t->wanted = xrealloc(t->wanted, t->ncol, sizeof(*t->wanted));
	t->nwanted = 0;
	for (c = 0; c < t->ncol; c++) {
		bool wanted = c < (size_t)t->schema->ncol
		    ? (t->want & TABLE_WANT(c)) != 0
		    : (t->want & TABLE_WANT_OTHERS) != 0;

		t->cell_of[c] = wanted ? (int)t->nwanted : -1;
		if (wanted)
			t->wanted[t->nwanted++] = (int)c;
	}
	t->ncell = t->nwanted;
	t->first = t->newest = TABLE_NONE;
	if ((t->want & TABLE_WANT_FIRST) != 0)
		t->first = t->ncell++;
	if ((t->want & TABLE_WANT_NEWEST) != 0)
		t->newest = t->ncell++;
}

static struct pairs *
record_pairs(struct table *t)
{
	return t->schema->nkey == 3 ? &t->three : &t->two;
}

/* Takes the raw fields of the row's wanted columns. */
static void
batch_values(struct table *t, const char **value, const struct rows *r)
{
	struct str f;
	size_t c;

	for (c = 0; c < t->nwanted; c++) {
		f = rows_field(r, t->wanted[c]);
		value[c] = f.n > 0 ? f.p : NULL;
	}
	if (t->first != TABLE_NONE)
		value[t->first] = r->start;
	if (t->newest != TABLE_NONE)
		value[t->newest] = r->start;
}

/* Takes a key column's value; often it is that of the row before. */
static void
take_key(struct table *t, struct batch_key *key, struct str s, int k)
{
	struct str *last = &t->last[k].s;

	key->s = s;
	key->same = last->p != NULL && str_eq(*last, s);
	if (key->same)
		return;
	*last = s;
	key->hash = intern_hash(s);
	intern_prefetch(&values_of(t, k)->slots, key->hash);
}

/* Takes the row under `r` into the batch. */
static void
batch_row(struct table *t, struct batch *b, const struct rows *r)
{
	size_t i = b->n++;
	int k;

	batch_values(t, b->value + i * t->ncell, r);
	b->row[i].row = r->start;
	b->row[i].time = r->time;
	if (t->schema->events)
		return;
	for (k = 0; k < t->schema->nkey; k++)
		take_key(t, &b->row[i].key[k], row_key(t, r, k), k);
}

/* The numbers of one key column's values. */
static void
batch_column(struct table *t, struct batch *b, int k)
{
	struct intern *in = values_of(t, k);
	struct batch_key *key;
	size_t i;

	for (i = 0; i < b->n; i++)
		if (!b->row[i].key[k].same)
			intern_prefetch_entry(in, b->row[i].key[k].hash);
	for (i = 0; i < b->n; i++)
		if (!b->row[i].key[k].same)
			intern_prefetch_string(in, b->row[i].key[k].hash);
	for (i = 0; i < b->n; i++) {
		key = &b->row[i].key[k];
		if (!key->same)
			t->last[k].id = intern_put(in, key->s, key->hash);
		key->id = t->last[k].id;
	}
}

/* Makes one number of the second and the third key column's. */
static void
batch_pairs(struct table *t, struct batch *b)
{
	uint32_t second, third;
	size_t i;

	for (i = 0; i < b->n; i++) {
		b->row[i].pair =
		    pairs_hash(b->row[i].key[1].id, b->row[i].key[2].id);
		intern_prefetch(&t->two.slots, b->row[i].pair);
	}
	for (i = 0; i < b->n; i++)
		pairs_prefetch_key(&t->two, b->row[i].pair);
	for (i = 0; i < b->n; i++) {
		second = b->row[i].key[1].id;
		third = b->row[i].key[2].id;
		b->row[i].rest =
		    pairs_put(&t->two, second, third, b->row[i].pair);
	}
}

static void
batch_numbers(struct table *t, struct batch *b)
{
	size_t i;
	int k;

	for (k = 0; k < t->schema->nkey; k++)
		batch_column(t, b, k);
	if (t->schema->nkey == 3)
		batch_pairs(t, b);
	else if (t->schema->nkey == 2)
		for (i = 0; i < b->n; i++)
			b->row[i].rest = b->row[i].key[1].id;
}

/* The slots of the pairs, then their keys and the records' cells. */
static void
batch_prefetch(struct table *t, struct batch *b)
{
	struct pairs *ps = record_pairs(t);
	bool one = t->schema->nkey == 1;
	size_t i, rec;

	for (i = 0; !one && i < b->n; i++) {
		b->row[i].pair =
		    pairs_hash(b->row[i].key[0].id, b->row[i].rest);
		intern_prefetch(&ps->slots, b->row[i].pair);
	}
	for (i = 0; i < b->n; i++) {
		rec = one ? b->row[i].key[0].id
			  : pairs_prefetch_key(ps, b->row[i].pair);
		if (rec < t->nrec)
			__builtin_prefetch(&t->cell[rec * t->ncell], 1);
	}
}

/* How two rows of one time compared, at the place of the second's hash: a
 * wide row asks for each of its fields, and most often of the same row. */
struct table_tie {
	const char *a, *b;
	bool greater;
};

enum { TIES = 256 };

static bool
is_greater(struct table *t, const char *a, const char *b)
{
	uint64_t n = (uintptr_t)b;
	struct table_tie *tie;

	if (t->tie == NULL)
		t->tie = xcalloc(TIES, sizeof(*t->tie));
	tie = &t->tie[pairs_hash((uint32_t)(n >> 32), (uint32_t)n) % TIES];
	if (tie->a != a || tie->b != b)
		*tie = (struct table_tie){ a, b,
			rows_compare(&t->text, a, b) > 0 };
	return tie->greater;
}

/* Whether row `a` at time `ta` replaces row `b` at `tb`. */
static bool
is_later(struct table *t, instant ta, const char *a, instant tb, const char *b)
{
	if (ta != tb)
		return ta > tb;
	return a != b && is_greater(t, a, b);
}

/* Where the row begins that holds the raw field at `p`; most often it is the
 * row of the field before, and begins where that one's does. */
static const char *
row_start(struct table *t, const char *p)
{
	const char *bom = t->text.bytes.p, *start = p;

	if (t->tied == NULL || p < t->tied || p > t->tied_to) {
		while (start != bom && start != t->tied_to && start[-1] != '\n')
			start--;
		t->tied = start == t->tied_to ? t->tied : start;
		t->tied_to = p;
	}
	return t->tied;
}

static void
set_cell(struct table *t, struct table_cell *cell, const char *value,
    const char *row, instant time)
{
	if (cell->p == NULL || time > cell->time ||
	    (time == cell->time &&
		is_later(t, time, row, time, row_start(t, cell->p))))
		*cell = (struct table_cell){ time, value };
}

static void
set_first(
    struct table *t, struct table_cell *cell, const char *row, instant time)
{
	if (cell->p == NULL || is_later(t, cell->time, cell->p, time, row))
		*cell = (struct table_cell){ time, row };
}

static size_t
record_size(const struct table *t)
{
	return sizeof(*t->cell) * (t->ncell + !t->ncell);
}

/* Makes room for record number `rec`, and empties it. */
static void
add_record(struct table *t, size_t rec)
{
	size_t i;

	if (rec < t->nrec)
		return;
	t->cell = xgrow(t->cell, rec, &t->caprec, record_size(t));
	for (i = 0; i < t->ncell; i++)
		t->cell[rec * t->ncell + i] = (struct table_cell){ 0, NULL };
	t->nrec = rec + 1;
}

static size_t
record_number(struct table *t, const struct batch *b, size_t i)
{
	if (t->schema->events)
		return t->nrec;
	if (t->schema->nkey == 1)
		return b->row[i].key[0].id;
	return pairs_put(record_pairs(t), b->row[i].key[0].id, b->row[i].rest,
	    b->row[i].pair);
}

static void
batch_store(struct table *t, struct batch *b)
{
	const char **value = b->value;
	struct table_cell *cell;
	size_t i, c, rec;

	for (i = 0; i < b->n; i++, value += t->ncell) {
		rec = record_number(t, b, i);
		add_record(t, rec);
		cell = t->cell + rec * t->ncell;
		for (c = 0; c < t->ncell; c++)
			if (c == t->first)
				set_first(
				    t, &cell[c], b->row[i].row, b->row[i].time);
			else if (value[c] != NULL)
				set_cell(t, &cell[c], value[c], b->row[i].row,
				    b->row[i].time);
	}
}

static void
batch_flush(struct table *t, struct batch *b)
{
	if (!t->schema->events) {
		batch_numbers(t, b);
		batch_prefetch(t, b);
	}
	batch_store(t, b);
	b->n = 0;
}

/* Reads all rows once, so that every unknown column is known; how many there
 * are. */
static size_t
learn_columns(struct table *t)
{
	struct rows r;
	size_t n = 0;

	rows_begin(&r, &t->text);
	while (rows_next(&r))
		n++;
	rows_release(&r);
	return n;
}

static const struct table_cell *
cell_of(const struct table *t, size_t rec, size_t cell)
{
	return &t->cell[rec * t->ncell + cell];
}

/* ---- events */

struct event {
	struct table *t;
	const struct table_cell *first;
	size_t rec;
};

/* For qsort: by time, then as rows. */
static int
by_event(const void *a, const void *b)
{
	const struct event *x = a, *y = b;

	if (x->first->time != y->first->time)
		return x->first->time > y->first->time ? 1 : -1;
	return rows_compare(&x->t->text, x->first->p, y->first->p);
}

/* Puts the records into the order of time, each once. */
static void
order_events(struct table *t)
{
	struct event *e = xalloc(t->nrec, sizeof(*e));
	struct table_cell *sorted = xalloc(t->nrec * t->ncell, sizeof(*sorted));
	size_t i, n = 0;

	for (i = 0; i < t->nrec; i++)
		e[i] = (struct event){ t, cell_of(t, i, t->first), i };
	sort(e, t->nrec, sizeof(*e), by_event);
	for (i = 0; i < t->nrec; i++)
		if (i == 0 || by_event(&e[i - 1], &e[i]) != 0)
			memcpy(&sorted[n++ * t->ncell], cell_of(t, e[i].rec, 0),
			    t->ncell * sizeof(*sorted));
	free(e);
	free(t->cell);
	t->cell = sorted;
	t->caprec = t->nrec;
	t->nrec = n;
}

/*
 * Room for the records, told by the first rows: so that they are not moved,
 * and the pages they would leave need not be made.  That there may be fewer
 * costs addresses, but no memory.
 */
static void
expect(struct table *t, const struct rows *r, size_t rows)
{
	size_t read = (size_t)(r->start - t->text.bytes.p);
	size_t n = t->text.bytes.n / (read / rows) + rows;

	if (n > EXPECTED_MOST / record_size(t))
		n = EXPECTED_MOST / record_size(t);
	if (t->nrec > 0 || n <= t->caprec)
		return;
	t->cell = xrealloc(t->cell, n, record_size(t));
	xalloc_advise(t->cell, n * record_size(t));
	t->caprec = n;
	if (t->text.bytes.n < LARGE)
		intern_expect(&t->key, n);
	else if (t->schema->nkey > 1)
		pairs_expect(record_pairs(t), n);
}

/* A large table will have many records; that there are fewer costs little. */
static void
reserve(struct table *t)
{
	size_t n = t->text.bytes.n / LONG_ROW;

	if (t->schema->events || t->text.bytes.n < LARGE)
		return;
	intern_reserve(
	    t->schema->nkey == 1 ? &t->key.slots : &record_pairs(t)->slots, n);
}

void
table_fold(struct table *t, table_want want)
{
	struct batch b = { .n = 0 };
	struct rows r;

	if (t->schema->events)
		want |= TABLE_WANT_FIRST;
	if (t->schema->slug != SCHEMA_NONE)
		t->nrow = name_keyless(t);
	else if ((want & TABLE_WANT_OTHERS) != 0)
		t->nrow = learn_columns(t);
	lay_cells(t, want);
	if (t->partial)
		rows_text_note(&t->text, 1,
		    "more columns than so many rows have room for");
	reserve(t);
	b.value = xalloc(BATCH * t->ncell, sizeof(*b.value));
	rows_begin(&r, &t->text);
	while (rows_next(&r)) {
		batch_row(t, &b, &r);
		if (b.n < BATCH)
			continue;
		expect(t, &r, BATCH);
		batch_flush(t, &b);
	}
	batch_flush(t, &b);
	rows_release(&r);
	free(b.value);
	if (t->schema->events)
		order_events(t);
}

/* ---- reading records */

/* The raw field that begins at `p`. */
static struct str
raw_at(const char *p)
{
	const char *end = scan_find(p);
	struct str s = { p, (size_t)(end - p) };

	if (s.n > 0 && end[-1] == '\r' && *end == '\n')
		s.n--;
	return s;
}

/* The raw field at a position in the row, empty where it has none. */
static struct str
raw_at_position(const char *row, int pos)
{
	const char *p = row;

	for (; pos > 0; pos--, p++)
		if (*(p = scan_find(p)) == '\n')
			return (struct str){ NULL, 0 };
	return raw_at(p);
}

struct str
table_plain(struct table *t, struct str raw)
{
	struct buf b = BUF_INIT;
	struct str s;

	if (tsv_is_plain(raw))
		return raw;
	if (str_eq(raw, TSV_CLEARED))
		return (struct str){ NULL, 0 };
	tsv_add_plain(&b, raw);
	s = arena_copy(&t->text.mem, buf_str(&b));
	buf_release(&b);
	return s;
}

/* A field of a record's oldest row. */
static struct str
first_field(struct table *t, size_t rec, int col)
{
	const char *row = cell_of(t, rec, t->first)->p;
	const struct rows_header *h = rows_header_of(&t->text, row);
	int pos = (size_t)col < h->ncol ? h->pos[col] : -1;

	if (pos < 0)
		return (struct str){ NULL, 0 };
	return table_plain(t, raw_at_position(row, pos));
}

struct str
table_get(struct table *t, size_t rec, int col)
{
	const struct table_cell *cell;

	if (col == t->schema->time || col == t->schema->by)
		return first_field(t, rec, col);
	if ((size_t)col >= t->ncol)
		return (struct str){ NULL, 0 };
	cell = cell_of(t, rec, (size_t)t->cell_of[col]);
	if (rec != t->got)
		t->onward = rec == t->got + 1;
	t->got = rec;
	if (t->onward && rec + AHEAD < t->nrec)
		__builtin_prefetch((cell + AHEAD * t->ncell)->p);
	if (cell->p == NULL)
		return (struct str){ NULL, 0 };
	return table_plain(t, raw_at(cell->p));
}

void
table_ahead(const struct table *t, const size_t rec[], size_t n, size_t i)
{
	const struct table_cell *cell;

	if (i + 2 * AHEAD < n) {
		cell = cell_of(t, rec[i + 2 * AHEAD], 0);
		__builtin_prefetch(cell);
		__builtin_prefetch(cell + t->ncell - 1);
		if (t->schema->nkey == 1)
			__builtin_prefetch(&t->key.entry[rec[i + 2 * AHEAD]]);
	}
	if (i + AHEAD < n && t->first != TABLE_NONE) {
		cell = cell_of(t, rec[i + AHEAD], t->first);
		__builtin_prefetch(cell->p);
		__builtin_prefetch(cell->p + 64);
	}
}

bool
table_is_set(const struct table *t, size_t rec, int col)
{
	const struct table_cell *cell =
	    cell_of(t, rec, (size_t)t->cell_of[col]);

	return cell->p != NULL && !str_eq(raw_at(cell->p), TSV_CLEARED);
}

size_t
table_line(struct table *t, size_t rec, int col)
{
	const char *at = cell_of(t, rec, (size_t)t->cell_of[col])->p;

	if (at == NULL)
		at = cell_of(t, rec, t->first)->p;
	return rows_text_line(&t->text, at);
}

instant
table_first(const struct table *t, size_t rec)
{
	return cell_of(t, rec, t->first)->time;
}

instant
table_newest(const struct table *t, size_t rec)
{
	return cell_of(t, rec, t->newest)->time;
}

/* The numbers of a record's key columns. */
static void
key_numbers(const struct table *t, size_t rec, uint32_t id[])
{
	uint64_t pair;

	id[0] = (uint32_t)rec;
	if (t->schema->nkey == 1)
		return;
	pair = t->schema->nkey == 3 ? t->three.key[rec] : t->two.key[rec];
	id[0] = (uint32_t)(pair >> 32);
	id[1] = (uint32_t)pair;
	if (t->schema->nkey == 2)
		return;
	pair = t->two.key[id[1]];
	id[1] = (uint32_t)(pair >> 32);
	id[2] = (uint32_t)pair;
}

struct str
table_key(struct table *t, size_t rec, int i)
{
	uint32_t id[SCHEMA_KEYS_MAX];

	key_numbers(t, rec, id);
	return table_plain(t, intern_str(values_of(t, i), id[i]));
}

uint32_t
table_first_number(const struct table *t, size_t rec)
{
	return (uint32_t)(t->three.key[rec] >> 32);
}

uint32_t
table_rest_number(const struct table *t, size_t rec)
{
	return (uint32_t)t->three.key[rec];
}

struct str
table_first_of(struct table *t, uint32_t first)
{
	return table_plain(t, intern_str(&t->key, first));
}

struct str
table_rest_of(struct table *t, uint32_t rest, int i)
{
	uint64_t pair = t->two.key[rest];

	return table_plain(t,
	    intern_str(
		&t->further, i == 0 ? (uint32_t)(pair >> 32) : (uint32_t)pair));
}

uint32_t
table_first_called(struct table *t, struct str first)
{
	struct buf raw = BUF_INIT;
	uint32_t i;

	tsv_add_raw(&raw, first);
	i = intern_get(&t->key, buf_str(&raw));
	buf_release(&raw);
	return i;
}

/* The record of a canonical raw key. */
static size_t
find_raw(struct table *t, const struct str key[])
{
	uint32_t id[SCHEMA_KEYS_MAX] = { 0 }, rest;
	int i;

	for (i = 0; i < t->schema->nkey; i++) {
		id[i] = intern_get(values_of(t, i), key[i]);
		if (id[i] == INTERN_NONE)
			return TABLE_NONE;
	}
	if (t->schema->nkey == 1)
		return id[0] < t->nrec ? id[0] : TABLE_NONE;
	rest = id[1];
	if (t->schema->nkey == 3) {
		rest = pairs_get(&t->two, id[1], id[2]);
		if (rest == INTERN_NONE)
			return TABLE_NONE;
	}
	rest =
	    pairs_get(t->schema->nkey == 3 ? &t->three : &t->two, id[0], rest);
	return rest != INTERN_NONE ? rest : TABLE_NONE;
}

size_t
table_find(struct table *t, const struct str key[])
{
	struct str raw[SCHEMA_KEYS_MAX];
	struct buf b[SCHEMA_KEYS_MAX] = { BUF_INIT, BUF_INIT, BUF_INIT };
	size_t rec;
	int i;

	for (i = 0; i < t->schema->nkey; i++) {
		tsv_add_raw(&b[i], key[i]);
		raw[i] = buf_str(&b[i]);
		if (t->schema->key[i] == t->schema->round)
			raw[i] = number(raw[i]);
	}
	rec = find_raw(t, raw);
	for (i = 0; i < t->schema->nkey; i++)
		buf_release(&b[i]);
	return rec;
}

/* Up to BATCH of them; what each probe needs comes while the others wait. */
static void
find_batch(struct table *t, const struct str key[], size_t n, size_t rec[])
{
	uint32_t hash[BATCH];
	size_t i;

	for (i = 0; i < n; i++) {
		hash[i] = intern_hash(key[i]);
		intern_prefetch(&t->key.slots, hash[i]);
	}
	for (i = 0; i < n; i++)
		intern_prefetch_entry(&t->key, hash[i]);
	for (i = 0; i < n; i++)
		rec[i] = table_find(t, &key[i]);
}

void
table_find_each(struct table *t, const struct str key[], size_t n, size_t rec[])
{
	size_t i;

	for (i = 0; i < n; i += BATCH)
		find_batch(t, key + i, n - i < BATCH ? n - i : BATCH, rec + i);
}

size_t
table_record_of(struct table *t, const struct rows *r)
{
	struct str key[SCHEMA_KEYS_MAX];
	int i;

	for (i = 0; i < t->schema->nkey; i++)
		key[i] = row_key(t, r, i);
	return find_raw(t, key);
}

bool
table_ever(struct table *t, size_t rec, int col, struct str plain)
{
	struct buf raw = BUF_INIT;
	bool found = false;
	struct rows r;

	tsv_add_raw(&raw, plain);
	rows_begin(&r, &t->text);
	while (!found && rows_next(&r))
		found = str_eq(rows_field(&r, col), buf_str(&raw)) &&
		    table_record_of(t, &r) == rec;
	rows_release(&r);
	buf_release(&raw);
	return found;
}

struct str
table_before(struct table *t, size_t rec, int col, struct str plain)
{
	struct str found = { NULL, 0 }, f;
	struct buf raw = BUF_INIT;
	const char *row = NULL;
	instant time = INSTANT_NONE;
	struct rows r;

	tsv_add_raw(&raw, plain);
	rows_begin(&r, &t->text);
	while (rows_next(&r)) {
		f = rows_field(&r, col);
		if (f.n == 0 || str_eq(f, buf_str(&raw)) ||
		    table_record_of(t, &r) != rec)
			continue;
		if (row != NULL &&
		    (r.time < time ||
			(r.time == time &&
			    rows_compare(&t->text, r.start, row) < 0)))
			continue;
		found = f;
		row = r.start;
		time = r.time;
	}
	rows_release(&r);
	buf_release(&raw);
	return str_eq(found, TSV_CLEARED) ? (struct str){ NULL, 0 }
					  : table_plain(t, found);
}

/* ---- order and numbers */

struct numbered {
	struct table *t;
	size_t rec;
};

/* For qsort: by first time, then key. */
static int
by_first(const void *a, const void *b)
{
	const struct numbered *x = a, *y = b;
	instant tx = table_first(x->t, x->rec), ty = table_first(y->t, y->rec);
	int c = (tx > ty) - (tx < ty), i;

	for (i = 0; c == 0 && i < x->t->schema->nkey; i++)
		c = str_cmp(
		    table_key(x->t, x->rec, i), table_key(y->t, y->rec, i));
	return c;
}

static bool
has_place(const struct table *t)
{
	return t->schema->events || t->schema->slug != SCHEMA_NONE;
}

static void
make_order(struct table *t)
{
	struct numbered *s = xalloc(t->nrec, sizeof(*s));
	size_t i;

	for (i = 0; i < t->nrec; i++)
		s[i] = (struct numbered){ t, i };
	if (!has_place(t))
		sort(s, t->nrec, sizeof(*s), by_first);
	t->order = xalloc(t->nrec, sizeof(*t->order));
	t->number = xalloc(t->nrec, sizeof(*t->number));
	for (i = 0; i < t->nrec; i++) {
		t->order[i] = s[i].rec;
		t->number[s[i].rec] = i + 1;
	}
	free(s);
}

static void
forget_order(struct table *t)
{
	free(t->order);
	free(t->number);
	t->order = t->number = NULL;
}

const size_t *
table_order(struct table *t)
{
	if (t->order == NULL)
		make_order(t);
	return t->order;
}

size_t
table_number(struct table *t, size_t rec)
{
	if (t->order == NULL)
		make_order(t);
	return t->number[rec];
}

size_t
table_numbered(struct table *t, size_t number)
{
	if (number == 0 || number > t->nrec)
		return TABLE_NONE;
	return table_order(t)[number - 1];
}

bool
table_is_dropped(struct table *t, size_t rec)
{
	return t->schema->state != SCHEMA_NONE &&
	    str_is(table_get(t, rec, t->schema->state), "dropped");
}

/* ---- rows to be written */

/* Lays the cells again after the columns became more. */
static void
widen(struct table *t, size_t ncol)
{
	size_t old_first = t->first, old_newest = t->newest, n = t->ncell, rec;
	struct table_cell *old = t->cell;
	int *old_of = t->cell_of;
	size_t c;

	t->cell_of = NULL;
	lay_cells(t, t->want);
	t->cell = xcalloc(t->caprec * t->ncell, sizeof(*t->cell));
	for (rec = 0; rec < t->nrec; rec++) {
		struct table_cell *to = t->cell + rec * t->ncell,
				  *from = old + rec * n;

		for (c = 0; c < ncol; c++)
			if (old_of[c] != -1)
				to[t->cell_of[c]] = from[old_of[c]];
		if (t->first != TABLE_NONE)
			to[t->first] = from[old_first];
		if (t->newest != TABLE_NONE)
			to[t->newest] = from[old_newest];
	}
	free(old);
	free(old_of);
}

void
table_redate(struct table *t, struct str kept, instant time)
{
	struct buf b = BUF_INIT;
	struct rows r;
	struct str f;

	instant_add_stored(&b, time);
	rows_at(&r, &t->text, kept.p);
	f = rows_field(&r, t->schema->time);
	/* The copy is the text's own, and a stored time has one length. */
	if (f.n == b.n)
		memcpy((char *)f.p, b.p, b.n);
	rows_release(&r);
	buf_release(&b);
}

void
table_append_header(struct table *t, struct str whole)
{
	size_t ncol = t->ncol;

	rows_text_append_header(&t->text, whole);
	if (column_limit(t) != ncol)
		widen(t, ncol);
}

size_t
table_append(struct table *t, struct str whole, struct str *kept)
{
	struct batch b = { .n = 0 };
	struct rows r;
	size_t rec;

	*kept = (struct str){ rows_text_append(&t->text, whole), whole.n };
	rows_at(&r, &t->text, kept->p);
	b.value = xalloc(t->ncell, sizeof(*b.value));
	batch_row(t, &b, &r);
	rec = t->schema->events ? t->nrec : TABLE_NONE;
	batch_flush(t, &b);
	if (rec == TABLE_NONE)
		rec = table_record_of(t, &r);
	free(b.value);
	rows_release(&r);
	forget_order(t);
	return rec;
}
