#include <errno.h>
#include <stdlib.h>

#include "file.h"
#include "recent.h"
#include "relay.h"
#include "sort.h"
#include "store.h"
#include "tsv.h"
#include "utf8.h"
#include "xalloc.h"

/* The order in which tables are written: what is referred to goes first. */
static const enum table_id write_order[TABLE_COUNT] = { TABLE_SESSION,
	TABLE_AGENDA, TABLE_PEOPLE, TABLE_QUESTIONS, TABLE_STATEMENTS,
	TABLE_ACTIONS, TABLE_FEEDBACK, TABLE_TRIES, TABLE_GROUPS, TABLE_VOTES,
	TABLE_TIMES, TABLE_NOTES };

/* ---- beginning and end */

static void
begin(struct store *st, struct session *s)
{
	st->s = s;
	st->next = INSTANT_NONE;
	st->makes_session = st->aside = st->written = st->gaps = false;
	memset(st->table, 0, sizeof(st->table));
	memset(st->other, 0, sizeof(st->other));
}

int
store_may_write(struct error *e)
{
	const char *readonly = getenv("MOOT_READONLY");

	if (readonly == NULL || readonly[0] == '\0')
		return 0;
	return error_set(
	    e, EXIT_INPUT, "nothing may be written: MOOT_READONLY is set");
}

int
store_begin(struct store *st, struct session *s,
    const table_want want[TABLE_COUNT], struct error *e)
{
	table_want all[TABLE_COUNT];
	int i;

	begin(st, s);
	for (i = 0; i < TABLE_COUNT; i++)
		all[i] = want[i] == 0
		    ? 0
		    : want[i] | TABLE_WANT_FIRST | TABLE_WANT_NEWEST;
	if (store_may_write(e) == -1 || session_lock(s, e) == -1)
		return -1;
	if (session_load_locked(s, all, e) == -1)
		return -1;
	st->makes_session = s->table[TABLE_SESSION]->text.bytes.n == 0;
	return 0;
}

int
store_begin_new(struct store *st, struct session *s, struct error *e)
{
	int i;

	begin(st, s);
	st->aside = true;
	if (store_may_write(e) == -1)
		return -1;
	for (i = 0; i < TABLE_COUNT; i++) {
		table_free(s->table[i]);
		s->table[i] = table_new(schema_of((enum table_id)i), NULL, 0);
		table_fold(s->table[i], TABLE_WANT_ALL);
	}
	return 0;
}

void
store_release(struct store *st)
{
	size_t j;
	int i;

	for (i = 0; i < TABLE_COUNT; i++) {
		struct store_table *t = &st->table[i];

		free(t->line);
		for (j = 0; j < t->nmove; j++)
			free(t->move[j].rec);
		free(t->move);
		table_free(st->other[i]);
	}
	memset(st->table, 0, sizeof(st->table));
	memset(st->other, 0, sizeof(st->other));
}

/* ---- a row under way */

void
store_row(struct store_row *r, enum table_id table)
{
	*r = (struct store_row){ .table = table, .time = INSTANT_NONE };
}

static void
set_field(struct store_row *r, struct store_field f)
{
	size_t i = 0;

	while (i < r->n && r->field[i].col != f.col)
		i++;
	if (i == r->n)
		r->field = xgrow(r->field, r->n++, &r->cap, sizeof(*r->field));
	r->field[i] = f;
}

void
store_set(struct store_row *r, int col, struct str plain)
{
	if (plain.n > 0)
		set_field(r, (struct store_field){ col, plain, false });
}

void
store_clear(struct store_row *r, int col)
{
	set_field(r, (struct store_field){ col, { NULL, 0 }, true });
}

void
store_set_named(
    struct store *st, struct store_row *r, struct str name, struct str plain)
{
	struct table *t = st->s->table[r->table];

	store_set(r, rows_text_add_column(&t->text, name), plain);
}

struct store_field *
store_field(const struct store_row *r, int col)
{
	size_t i;

	for (i = 0; i < r->n; i++)
		if (r->field[i].col == col)
			return &r->field[i];
	return NULL;
}

static int
check_text(const struct store *st, const struct store_row *r, struct error *e)
{
	const struct rows_text *text = &st->s->table[r->table]->text;
	struct str v, col;
	size_t i;

	for (i = 0; i < r->n; i++) {
		v = r->field[i].plain;
		col = text->col[r->field[i].col];
		if (v.n > STORE_TEXT_MAX)
			return error_set(e, EXIT_INPUT,
			    "%.*s is too long: %zu bytes, at most %d",
			    STR_ARG(col), v.n, STORE_TEXT_MAX);
		if (v.n > 0 && memchr(v.p, '\0', v.n) != NULL)
			return error_set(
			    e, EXIT_INPUT, "%.*s has a NUL byte", STR_ARG(col));
		if (!utf8_valid(v))
			return error_set(
			    e, EXIT_INPUT, "%.*s is not UTF-8", STR_ARG(col));
	}
	return 0;
}

/* ---- headers */

/* The last header, by which new rows are written; NULL for a new table. */
static const struct rows_header *
last_header(const struct table *t)
{
	return t->text.nheader > 0 ? &t->text.header[t->text.nheader - 1]
				   : NULL;
}

static bool
header_has(const struct rows_header *h, int col)
{
	return h != NULL && (size_t)col < h->ncol && h->pos[col] != -1;
}

static void
add_missing(
    const struct table *t, const struct rows_header *h, int col, struct buf *b)
{
	if (!header_has(h, col))
		relay_add_name(b, t, col);
}

static void
add_further(struct table *t, const struct rows_header *h, struct buf *b)
{
	const char *const *name = t->schema->further;
	int i;

	for (i = 0; i < SCHEMA_FURTHER_MAX && name[i] != NULL; i++)
		add_missing(
		    t, h, rows_text_add_column(&t->text, str_of(name[i])), b);
}

static bool
fills_further(const struct table *t, const struct store_row *r)
{
	size_t i;

	for (i = 0; i < r->n; i++)
		if (r->field[i].col >= t->schema->ncol)
			return true;
	return false;
}

/* A header's names as a line of their own. */
static void
add_names(const struct table *t, const struct rows_header *h, struct buf *b)
{
	size_t i;

	for (i = 0; i < h->npos; i++)
		relay_add_name(b, t, h->col[i]);
	relay_end_names(b);
}

/* Whether no schema knows the column. */
static bool
is_own(const struct table *t, int col)
{
	return col >= t->schema->ncol &&
	    !schema_is_further(t->schema, t->text.col[col]);
}

/*
 * The old names, then all that the table may have, in one order, and last those
 * that only the row has.  So clones that each come to need a column make the
 * same header, and a merge cannot put a row under one that means another thing.
 */
static void
make_header(struct table *t, const struct store_row *r, struct buf *b)
{
	const struct rows_header *h = last_header(t);
	const struct schema *s = t->schema;
	size_t i;
	int c;

	for (i = 0; h != NULL && i < h->npos; i++)
		if (h->col[i] != SCHEMA_NONE)
			relay_add_name(b, t, h->col[i]);
	for (c = 0; c < s->ncol; c++)
		add_missing(t, h, c, b);
	if (h != NULL || fills_further(t, r))
		add_further(t, h, b);
	for (i = 0; i < r->n; i++) {
		c = r->field[i].col;
		if (is_own(t, c))
			add_missing(t, h, c, b);
	}
	relay_end_names(b);
}

/* Whether the row can be written by that header; one that names a column
 * twice is replaced by the next. */
static bool
header_fits(const struct rows_header *h, const struct store_row *r, int by)
{
	size_t i;

	if (h == NULL || !header_has(h, by))
		return false;
	for (i = 0; i < r->n; i++)
		if (!header_has(h, r->field[i].col))
			return false;
	return !h->repeats && !h->beyond;
}

static void
keep_line(struct store *st, enum table_id id, struct store_line line)
{
	struct store_table *t = &st->table[id];

	t->line = xgrow(t->line, t->nline, &t->capline, sizeof(*t->line));
	t->line[t->nline++] = line;
}

static bool
fills_own(const struct table *t, const struct store_row *r)
{
	size_t i;

	for (i = 0; i < r->n; i++)
		if (is_own(t, r->field[i].col))
			return true;
	return false;
}

/* Whether the file's last line is its last header, or a row that fills a
 * column that no schema knows. */
static bool
ends_with_own(struct table *t)
{
	struct str text =
	    str_upto(t->text.bytes, t->text.bytes.n - t->text.unfinished.n);
	bool own = last_header(t)->from == text.p + text.n;
	struct rows r;
	int c;

	while (text.n > 0 && text.p[text.n - 1] == '\n')
		text.n--;
	while (text.n > 0 && text.p[text.n - 1] != '\n')
		text.n--;
	rows_at(&r, &t->text, text.p + text.n);
	for (c = t->schema->ncol; !own && (size_t)c < t->text.ncol; c++)
		own = is_own(t, c) && rows_field(&r, c).n > 0;
	rows_release(&r);
	return own;
}

/*
 * Whether the header that fits is to be said again.  Where two clones added
 * columns that no schema knows, each by a header, a merge keeps what follows
 * its header behind it, but what comes behind a row that both have may come
 * to stand behind the other's header.
 */
static bool
is_said_again(struct store *st, const struct store_row *r)
{
	struct store_table *put = &st->table[r->table];
	struct table *t = st->s->table[r->table];

	if (put->named_own || t->text.nheader < 2 || !fills_own(t, r) ||
	    t->text.line.n == ROWS_HEADERS_MAX)
		return false;
	put->named_own = true;
	return !ends_with_own(t);
}

/* Behind a header that is one too many nothing is read, and of columns that
 * are too many the last are not. */
static int
check_room(const struct table *t, bool fits, struct error *e)
{
	bool full = !fits && t->text.line.n == ROWS_HEADERS_MAX;

	if (t->text.overfull || full)
		return error_set(e, EXIT_DAMAGED,
		    "%s: more than %d headers: nothing can be added",
		    t->schema->file, ROWS_HEADERS_MAX);
	if (!fits && t->text.ncol > ROWS_COLUMNS_MAX)
		return error_set(e, EXIT_DAMAGED,
		    "%s: more than %d columns: this cannot be added",
		    t->schema->file, ROWS_COLUMNS_MAX);
	return 0;
}

static int
need_header(struct store *st, const struct store_row *r, struct error *e)
{
	struct table *t = st->s->table[r->table];
	bool fits = header_fits(last_header(t), r, t->schema->by);
	struct buf b = BUF_INIT;
	int rc;

	if (fits && !t->text.overfull && !is_said_again(st, r))
		return 0;
	if (fits)
		add_names(t, last_header(t), &b);
	else
		make_header(t, r, &b);
	rc = check_room(t, fits, e);
	if (rc == 0) {
		st->table[r->table].named_own = true;
		table_append_header(t, buf_str(&b));
		keep_line(st, r->table,
		    (struct store_line){ .text = { last_header(t)->from, b.n },
			.header = true,
			.rec = TABLE_NONE });
	}
	buf_release(&b);
	return rc;
}

/* ---- times */

static int
event_time(
    struct store *st, const struct table *t, instant *time, struct error *e)
{
	instant last = t->nrec > 0 ? table_first(t, t->nrec - 1) : INSTANT_NONE;
	struct buf at = BUF_INIT;
	bool together = st->table[TABLE_TIMES].nrow > 0;

	if (st->at && !together && last != INSTANT_NONE && *time <= last) {
		instant_add_local(&at, last);
		error_set(e, EXIT_INPUT, "--at is before the last event, of %s",
		    buf_z(&at));
		buf_release(&at);
		return -1;
	}
	/* A gap of 2 ms parts what one command put from what the last did. */
	if (last != INSTANT_NONE && *time <= last)
		*time = last + (together ? 1 : 2);
	return 0;
}

/* The record's key as the row has it; false where a column is missing. */
static bool
row_find(struct store *st, const struct store_row *r, size_t *rec)
{
	struct table *t = st->s->table[r->table];
	struct str key[SCHEMA_KEYS_MAX];
	const struct store_field *f;
	int i;

	for (i = 0; i < t->schema->nkey; i++) {
		f = store_field(r, t->schema->key[i]);
		if (f == NULL || f->plain.n == 0)
			return false;
		key[i] = f->plain;
	}
	*rec = t->schema->events ? TABLE_NONE : table_find(t, key);
	return true;
}

/* A version that is dated further ahead than this is from a clock that is
 * wrong, and takes no other row of the command along. */
enum { AHEAD_MS = 1000 };

/* The time of the next row; of an event, which is true of its very time, less
 * than a second ahead of the clock. */
static instant
next_time(const struct store *st, bool event)
{
	if (st->next == INSTANT_NONE ||
	    (event && st->next - st->now >= AHEAD_MS))
		return recent_begin(st->s, st->now, event || st->at);
	return st->next;
}

static int
give_time(struct store *st, struct store_row *r, struct error *e)
{
	struct table *t = st->s->table[r->table];
	instant newest, next;
	size_t rec;

	if (!row_find(st, r, &rec))
		return error_set(e, EXIT_INPUT, "a row without its key for %s",
		    t->schema->file);
	if (r->time != INSTANT_NONE)
		return 0;
	next = next_time(st, t->schema->events);
	r->time = next;
	if (t->schema->events && event_time(st, t, &r->time, e) == -1)
		return -1;
	if (rec != TABLE_NONE) {
		newest = table_newest(t, rec);
		if (newest != INSTANT_NONE && r->time <= newest)
			r->time = newest + 1;
	}
	st->gaps = st->gaps || r->time > next;
	if (st->next == INSTANT_NONE || next >= st->next)
		st->next = r->time - next < AHEAD_MS ? r->time + 1 : next;
	return 0;
}

/* Whether there is a time left to write the row at: who gets tables from
 * others may have one from the last moment that can be written. */
static int
check_time(struct store *st, const struct store_row *r, struct error *e)
{
	char *shown;

	if (r->time <= INSTANT_MAX)
		return 0;
	shown = session_path(st->s, schema_of(r->table)->file);
	error_set(e, EXIT_DAMAGED,
	    "%s: a row of 9999-12-31, behind which no other can be written, is "
	    "in the way: take it out in an editor",
	    shown);
	free(shown);
	return -1;
}

/* A row put without a time, and the one that it got. */
struct dated {
	instant time;
	struct table *t;
	struct str text;
};

static int
by_time(const void *a, const void *b)
{
	const struct dated *x = a, *y = b;

	return (x->time > y->time) - (x->time < y->time);
}

/* Adds those of one table. */
static size_t
find_dated(const struct store_table *put, struct table *t, struct dated *d)
{
	struct rows r;
	size_t i, n = 0;

	for (i = 0; i < put->nline; i++) {
		if (put->line[i].header || put->line[i].dated)
			continue;
		rows_at(&r, &t->text, put->line[i].text.p);
		d[n++] = (struct dated){ r.time, t, put->line[i].text };
		rows_release(&r);
	}
	return n;
}

/*
 * Lets the rows that one command put follow each other again, where one left a
 * gap since it had to be later than another version, or since it was settled:
 * those before it come later.
 */
static void
close_gaps(struct store *st)
{
	struct dated *d;
	instant later = 0;
	size_t n = 0;
	int i;

	if (!st->gaps || st->aside)
		return;
	d = xalloc(store_count(st), sizeof(*d));
	for (i = 0; i < TABLE_COUNT; i++)
		n += find_dated(&st->table[i], st->s->table[i], &d[n]);
	sort(d, n, sizeof(*d), by_time);
	for (; n > 1; n--) {
		later += d[n - 1].time - d[n - 2].time - 1;
		if (later >= AHEAD_MS)
			later = 0;
		if (later > 0)
			table_redate(
			    d[n - 2].t, d[n - 2].text, d[n - 2].time + later);
	}
	free(d);
	st->gaps = false;
}

/* ---- ids */

static bool
has_ids(enum table_id id)
{
	const struct schema *s = schema_of(id);

	return id != TABLE_SESSION && s->nkey == 1 && !s->events;
}

/* One that cannot be read keeps nobody from writing others: then only chance
 * keeps ids apart. */
static struct table *
table_of_ids(struct store *st, enum table_id id)
{
	if (st->s->table[id] != NULL)
		return st->s->table[id];
	if (st->other[id] == NULL)
		st->other[id] = session_table_locked(st->s, id, 0);
	return st->other[id];
}

/* The first table but `but` that has the id, or TABLE_COUNT. */
static enum table_id
holder_of(struct store *st, struct str id, enum table_id but)
{
	int i;

	for (i = 0; i < TABLE_COUNT; i++)
		if (i != (int)but && has_ids((enum table_id)i) &&
		    table_find(table_of_ids(st, (enum table_id)i), &id) !=
			TABLE_NONE)
			break;
	return (enum table_id)i;
}

bool
store_has_id(struct store *st, struct str id)
{
	return holder_of(st, id, TABLE_COUNT) != TABLE_COUNT;
}

int
store_new_id(struct store *st, char id[ID_NEW_LENGTH + 1], struct error *e)
{
	uint64_t turn = (uint64_t)st->now + (store_count(st) << 48);

	do
		if (id_make(id, turn++, e) == -1)
			return -1;
	while (store_has_id(st, str_of(id)));
	return 0;
}

/* A new record's id must not be that of another table's. */
static int
check_id(struct store *st, const struct store_row *r, struct error *e)
{
	enum table_id holder;
	struct str id;
	size_t rec;

	if (!has_ids(r->table) || !row_find(st, r, &rec) || rec != TABLE_NONE)
		return 0;
	id = store_field(r, st->s->table[r->table]->schema->key[0])->plain;
	holder = holder_of(st, id, r->table);
	if (holder == TABLE_COUNT)
		return 0;
	return error_set(e, EXIT_INPUT, "the id \"%.*s\" is taken, in %s",
	    STR_ARG(id), schema_of(holder)->file);
}

/* ---- putting */

static void
add_field(struct store *st, const struct store_row *r, int col, struct buf *b)
{
	const struct schema *s = schema_of(r->table);
	const struct store_field *f = store_field(r, col);

	if (col == s->time && r->time != INSTANT_NONE)
		instant_add_stored(b, r->time);
	else if (f != NULL && f->clear)
		buf_add(b, TSV_CLEARED);
	else if (f != NULL)
		tsv_add_raw(b, f->plain);
	else if (col == s->by)
		tsv_add_raw(b, st->by);
}

/* The row as a line of the last header, without empty fields at its end. */
static void
add_line(struct store *st, const struct store_row *r, struct buf *b)
{
	const struct rows_header *h = last_header(st->s->table[r->table]);
	size_t i, end = 0;

	for (i = 0; i < h->npos; i++) {
		if (i > 0)
			buf_addc(b, '\t');
		size_t before = b->n;

		add_field(st, r, h->col[i], b);
		if (b->n > before)
			end = b->n;
	}
	buf_cut(b, end);
}

static size_t
put(struct store *st, struct store_row *r, struct error *e)
{
	struct table *t = st->s->table[r->table];
	struct store_line kept = { .dated = r->time != INSTANT_NONE };
	struct buf line = BUF_INIT;

	if (check_text(st, r, e) == -1 || check_id(st, r, e) == -1 ||
	    give_time(st, r, e) == -1 || check_time(st, r, e) == -1 ||
	    need_header(st, r, e) == -1)
		return TABLE_NONE;
	add_line(st, r, &line);
	kept.rec = table_append(t, buf_str(&line), &kept.text);
	keep_line(st, r->table, kept);
	st->table[r->table].nrow++;
	buf_release(&line);
	return kept.rec;
}

size_t
store_put(struct store *st, struct store_row *r, struct error *e)
{
	size_t rec = put(st, r, e);

	free(r->field);
	store_row(r, r->table);
	return rec;
}

size_t
store_count(const struct store *st)
{
	size_t n = 0;
	int i;

	for (i = 0; i < TABLE_COUNT; i++)
		n += st->table[i].nrow;
	return n;
}

/* ---- the lines of a table */

static bool
lacks_lf(struct str s)
{
	return s.n > 0 && s.p[s.n - 1] != '\n';
}

/* Adds the file's lines, the last of them ended. */
static void
add_old(const struct table *t, struct buf *b)
{
	struct str old = t->text.bytes;

	old.n -= t->text.unfinished.n;
	buf_add(b, old);
	if (lacks_lf(old))
		buf_addc(b, '\n');
}

static void
add_put(const struct store_table *t, struct buf *b)
{
	size_t i;

	for (i = 0; i < t->nline; i++) {
		buf_add(b, t->line[i].text);
		buf_addc(b, '\n');
	}
}

/* The table that is these bytes, which it takes over. */
static struct table *
table_of(const struct schema *schema, struct buf *b)
{
	static const char pad[SCAN_PAD];
	size_t n = b->n;

	buf_add(b, (struct str){ pad, sizeof(pad) });
	return table_new(schema, buf_detach(b), n);
}

/* ---- what was put for nothing */

enum settling { PUT_NEVER, PUT_ONCE, PUT_AGAIN, STAYS };

/* What the lines did to each record; the caller frees it. */
static unsigned char *
count_puts(const struct store_table *put, size_t nrec, bool *again)
{
	unsigned char *puts = xcalloc(nrec, 1);
	const struct store_line *l;

	*again = false;
	for (l = put->line; l < put->line + put->nline; l++) {
		if (l->rec == TABLE_NONE || puts[l->rec] == STAYS)
			continue;
		puts[l->rec] = l->dated		? STAYS
		    : puts[l->rec] == PUT_NEVER ? PUT_ONCE
						: PUT_AGAIN;
		*again = *again || puts[l->rec] == PUT_AGAIN;
	}
	return puts;
}

/* The table as it was, or as it is with the lines put. */
static struct table *
fold_text(const struct table *t, const struct store_table *put)
{
	struct buf b = BUF_INIT;
	struct table *folded;

	add_old(t, &b);
	if (put != NULL)
		add_put(put, &b);
	folded = table_of(t->schema, &b);
	table_fold(folded, TABLE_WANT_ALL);
	return folded;
}

static struct str
value_in(struct table *t, size_t rec, size_t col)
{
	return col < t->ncol && t->cell_of[col] != -1
	    ? table_get(t, rec, (int)col)
	    : (struct str){ NULL, 0 };
}

static bool
is_as_before(struct table *before, struct table *after,
    const struct str key[SCHEMA_KEYS_MAX])
{
	size_t was = table_find(before, key), is = table_find(after, key), col;

	if (was == TABLE_NONE)
		return false;
	for (col = 0; col < after->ncol; col++)
		if (!str_eq(
			value_in(before, was, col), value_in(after, is, col)))
			return false;
	return true;
}

static void
find_settled(
    const struct store_table *put, struct table *t, unsigned char *puts)
{
	struct table *before = fold_text(t, NULL), *after = fold_text(t, put);
	struct str key[SCHEMA_KEYS_MAX];
	size_t rec;
	int i;

	for (rec = 0; rec < t->nrec; rec++) {
		if (puts[rec] != PUT_AGAIN)
			continue;
		for (i = 0; i < t->schema->nkey; i++)
			key[i] = table_key(t, rec, i);
		if (!is_as_before(before, after, key))
			puts[rec] = STAYS;
	}
	table_free(before);
	table_free(after);
}

static void
take_back(struct store_table *put, const unsigned char *puts)
{
	size_t i, n = 0;

	for (i = 0; i < put->nline; i++) {
		if (put->line[i].rec != TABLE_NONE &&
		    puts[put->line[i].rec] == PUT_AGAIN)
			put->nrow--;
		else
			put->line[n++] = put->line[i];
	}
	put->nline = put->nrow > 0 ? n : 0;
}

void
store_settle(struct store *st, enum table_id id)
{
	struct store_table *put = &st->table[id];
	struct table *t = st->s->table[id];
	unsigned char *puts;
	bool again;

	if (put->nrow < 2 || t->schema->events || t->partial)
		return;
	puts = count_puts(put, t->nrec, &again);
	if (again) {
		find_settled(put, t, puts);
		take_back(put, puts);
		st->gaps = true;
	}
	free(puts);
}

/* ---- moving lines */

static int
cannot_move(struct store *st, struct error *e)
{
	char *shown = session_path(st->s, schema_of(TABLE_AGENDA)->file);

	error_set(e, EXIT_DAMAGED,
	    "%s: a column is named twice, or there are too many: to move lines "
	    "would lose what stands there",
	    shown);
	free(shown);
	return -1;
}

static int
add_move(struct store *st, const size_t rec[], size_t n, bool behind, size_t at,
    struct error *e)
{
	struct store_table *t = &st->table[TABLE_AGENDA];
	struct store_move *m;

	if (relay_loses(&st->s->table[TABLE_AGENDA]->text))
		return cannot_move(st, e);
	t->move = xgrow(t->move, t->nmove, &t->capmove, sizeof(*t->move));
	m = &t->move[t->nmove++];
	*m = (struct store_move){ xalloc(n, sizeof(*rec)), n, behind, at };
	if (n > 0)
		memcpy(m->rec, rec, n * sizeof(*rec));
	return 0;
}

int
store_move(struct store *st, const size_t rec[], size_t n, size_t before,
    struct error *e)
{
	return add_move(st, rec, n, false, before, e);
}

int
store_move_behind(struct store *st, const size_t rec[], size_t n, size_t behind,
    struct error *e)
{
	return add_move(st, rec, n, true, behind, e);
}

void
store_name_items(struct store *st)
{
	st->table[TABLE_AGENDA].name_keyless =
	    st->s->table[TABLE_AGENDA]->nslug > 0;
}

static void
add_put_line(struct relay *l, const struct store_line *line)
{
	struct rows r;

	if (line->header) {
		relay_header(l, line->text);
		return;
	}
	rows_at(&r, &l->t->text, line->text.p);
	relay_row(l, &r);
	rows_release(&r);
}

static bool
is_moved(const struct store_move *m, size_t rec)
{
	size_t i;

	for (i = 0; i < m->n; i++)
		if (m->rec[i] == rec)
			return true;
	return false;
}

/* Where lines go that are moved: before or behind their target's first. */
static size_t
target_of(const struct store_move *m, const struct relay_line *line, size_t n)
{
	size_t i = 0;

	if (m->at == TABLE_NONE)
		return m->behind ? 1 : n; /* the header is first */
	while (i < n && line[i].rec != m->at)
		i++;
	return i < n ? i + m->behind : n;
}

/* Takes the moved lines out and puts them where they go. */
static void
move_lines(struct relay *l, const struct store_move *m)
{
	struct relay_line *moved = xalloc(l->n, sizeof(*moved)),
			  *kept = xalloc(l->n, sizeof(*kept));
	size_t i, nm = 0, nk = 0, at;

	for (i = 0; i < l->n; i++)
		if (is_moved(m, l->line[i].rec))
			moved[nm++] = l->line[i];
		else
			kept[nk++] = l->line[i];
	at = target_of(m, kept, nk);
	memcpy(l->line, kept, at * sizeof(*kept));
	memcpy(l->line + at, moved, nm * sizeof(*moved));
	memcpy(l->line + at + nm, kept + at, (nk - at) * sizeof(*kept));
	free(moved);
	free(kept);
}

/* Whether a line that could not be read can be, behind this header. */
static bool
reads_now(const struct schema *schema, struct str header, struct str line)
{
	struct buf b = BUF_INIT;
	struct table *t;
	struct rows r;
	bool reads;

	buf_add(&b, header);
	buf_addc(&b, '\n');
	buf_add(&b, line);
	buf_addc(&b, '\n');
	t = table_of(schema, &b);
	rows_begin(&r, &t->text);
	reads = rows_next(&r);
	rows_release(&r);
	table_free(t);
	return reads;
}

/* All lines by one header; those that it would make rows of go to `bad`. */
static void
add_relaid(struct store *st, enum table_id id, struct buf *b, struct buf *bad)
{
	struct store_table *put = &st->table[id];
	const struct schema *schema = schema_of(id);
	struct relay l;
	size_t i;

	relay_init(&l, st->s->table[id], put->name_keyless);
	for (i = 0; i < put->nline; i++)
		add_put_line(&l, &put->line[i]);
	for (i = 0; i < put->nmove; i++)
		move_lines(&l, &put->move[i]);
	for (i = 0; i < l.n; i++) {
		bool moved = !l.own_headers && i > 0 && !l.line[i].row &&
		    reads_now(schema, l.line[0].text, l.line[i].text);

		buf_add(moved ? bad : b, l.line[i].text);
		buf_addc(moved ? bad : b, '\n');
	}
	relay_release(&l);
}

/* ---- writing */

int
store_reject(struct session *s, const struct schema *schema, struct str lines,
    struct error *e)
{
	struct buf name = BUF_INIT, bytes = BUF_INIT;
	struct file f;
	char *shown, *old = NULL;
	size_t n = 0;
	int rc;

	buf_addf(&name, "%s.rejected", schema->file);
	shown = session_path(s, buf_z(&name));
	rc = file_open(&f, s->fd, buf_z(&name), shown, e);
	if (rc == 0 && f.fd != -1)
		rc = file_read(&f, shown, 0, &old, &n, e);
	if (rc == 0) {
		buf_add(&bytes, (struct str){ old, n });
		buf_add(&bytes, lines);
		buf_addc(&bytes, '\n');
		rc = file_replace(
		    s->fd, buf_z(&name), shown, buf_str(&bytes), e);
	}
	free(old);
	free(shown);
	buf_release(&name);
	buf_release(&bytes);
	return rc;
}

int
store_end(struct session *s, enum table_id id, struct error *e)
{
	const struct table *t = s->table[id];
	struct buf b = BUF_INIT;
	char *shown;
	int rc;

	if (t->text.unfinished.n == 0)
		return 0;
	shown = session_path(s, t->schema->file);
	add_old(t, &b);
	rc = store_reject(s, t->schema, t->text.unfinished, e);
	if (rc == 0)
		rc =
		    file_replace(s->fd, t->schema->file, shown, buf_str(&b), e);
	buf_release(&b);
	free(shown);
	return rc == 0 ? 1 : -1;
}

static bool
is_relaid(const struct store_table *t)
{
	return t->nmove > 0 || t->name_keyless;
}

/* Whether a row that is cut off anywhere shows that it was: its time comes
 * first, so what is left is no line that was typed by hand. */
static bool
shows_cut(const struct table *t)
{
	const struct rows_header *h = last_header(t);

	return h != NULL && h->time_pos == 0;
}

/* One row to a table that stands, and nothing to mend. */
static bool
is_append(const struct store_table *put, const struct table *t)
{
	return put->nline == 1 && !is_relaid(put) && t->text.bytes.n > 0 &&
	    t->text.unfinished.n == 0 && shows_cut(t);
}

static int
write_table(struct store *st, enum table_id id, struct error *e)
{
	struct store_table *put = &st->table[id];
	struct table *t = st->s->table[id];
	struct buf b = BUF_INIT, bad = BUF_INIT;
	char *shown = session_path(st->s, t->schema->file);
	bool append = is_append(put, t);
	int rc = 0;

	buf_add(&bad, t->text.unfinished);
	if (bad.n > 0)
		buf_addc(&bad, '\n');
	if (is_relaid(put)) {
		add_relaid(st, id, &b, &bad);
	} else {
		if (!append)
			add_old(t, &b);
		else if (lacks_lf(t->text.bytes))
			buf_addc(&b, '\n');
		add_put(put, &b);
	}
	if (bad.n > 0)
		rc = store_reject(
		    st->s, t->schema, str_upto(buf_str(&bad), bad.n - 1), e);
	if (rc == 0 && append)
		rc = file_append(
		    st->s->fd, t->schema->file, shown, buf_str(&b), e);
	else if (rc == 0)
		rc = file_replace(
		    st->s->fd, t->schema->file, shown, buf_str(&b), e);
	buf_release(&b);
	buf_release(&bad);
	free(shown);
	return rc;
}

/* A second table failed: what stands already is said. */
static void
say_written(const struct buf *written, struct error *e)
{
	if (written->n > 0)
		buf_addf(&e->msg, "; written already:%s", buf_z(written));
}

int
store_commit(struct store *st, struct error *e)
{
	int i, first = st->makes_session, rc = 0;
	struct buf written = BUF_INIT;
	enum table_id id;

	close_gaps(st);
	for (i = first; i < TABLE_COUNT + first && rc == 0; i++) {
		id = write_order[i % TABLE_COUNT];
		if (st->table[id].nline == 0 && !is_relaid(&st->table[id]))
			continue;
		rc = write_table(st, id, e);
		if (rc == -1 && !st->aside)
			say_written(&written, e);
		buf_addf(&written, " %s", schema_of(id)->file);
	}
	st->written = rc == 0 && written.n > 0 && !st->aside;
	buf_release(&written);
	session_unlock(st->s);
	return rc;
}

/* The header by which the first row put was written, where it stood. */
static void
add_old_header(
    const struct table *t, const struct store_table *put, struct buf *b)
{
	struct buf line = BUF_INIT;
	size_t i, own = 0;

	for (i = 0; i < put->nline; i++)
		own += put->line[i].header;
	add_names(t, &t->text.header[t->text.nheader - 1 - own], &line);
	buf_add(b, buf_str(&line));
	buf_addc(b, '\n');
	buf_release(&line);
}

void
store_add_rows(struct store *st, struct buf *b)
{
	struct store_table *put;
	struct table *t;
	int i;

	close_gaps(st);
	for (i = 0; i < TABLE_COUNT; i++) {
		put = &st->table[write_order[i]];
		if (put->nrow == 0)
			continue;
		t = st->s->table[write_order[i]];
		if (!put->line[0].header)
			add_old_header(t, put, b);
		add_put(put, b);
	}
}
