#include <ctype.h>
#include <stdlib.h>

#include "history.h"
#include "plan.h"
#include "tsv.h"
#include "undo.h"
#include "xalloc.h"

/* A row of the session: what was done to a record, and whether it holds. */
struct deed {
	struct history_change change;
	struct str by, id; /* raw; the id is an event's */
	bool own;	   /* by the one who undoes */
	instant undoes;	   /* the time of the row it takes back, or NONE */
	instant undone_at; /* when it was taken back, or INSTANT_NONE */
};

struct undoing {
	struct cli *c;
	struct history h;
	struct deed *deed; /* as h.change, oldest first */
	size_t n;
	int col[TABLE_COUNT]; /* the column `undo`, or SCHEMA_NONE */
	size_t *done;	      /* deeds taken back now, newest first */
	size_t ndone, capdone;
};

static struct table *
table_of(const struct undoing *u, size_t i)
{
	return u->c->session.table[u->deed[i].change.table];
}

/* ---- what there is */

/* Appends a field of a deed's row, plain; nothing where it is cleared. */
static bool
add_field(const struct undoing *u, size_t i, int col, struct buf *b)
{
	struct str raw = history_field(&u->h, i, col);

	if (raw.n == 0)
		return false;
	if (!str_eq(raw, TSV_CLEARED))
		tsv_add_plain(b, raw);
	return true;
}

static bool
is_own(const struct undoing *u, size_t i)
{
	struct buf by = BUF_INIT;
	bool own;

	add_field(u, i, table_of(u, i)->schema->by, &by);
	own = by.n > 0 && str_eq(buf_str(&by), u->c->store.by);
	buf_release(&by);
	return own;
}

/* The time of the row that this one takes back, or INSTANT_NONE. */
static instant
undone_time(const struct undoing *u, size_t i)
{
	enum table_id id = u->deed[i].change.table;
	instant t = INSTANT_NONE;

	if (id == TABLE_TIMES &&
	    str_is(history_field(&u->h, i, TIMES_EVENT), "undo"))
		instant_parse_stored(history_field(&u->h, i, TIMES_VALUE), &t);
	else if (id != TABLE_TIMES && u->col[id] != SCHEMA_NONE)
		instant_parse_stored(history_field(&u->h, i, u->col[id]), &t);
	return t;
}

static bool
same_record(const struct undoing *u, size_t a, size_t b)
{
	const struct history_change *x = &u->deed[a].change,
				    *y = &u->deed[b].change;

	return x->table == y->table &&
	    (x->table == TABLE_TIMES || x->rec == y->rec);
}

/* Whether both rows are of one record, or of one event's id, and hand. */
static bool
same_hand(const struct undoing *u, size_t a, size_t b)
{
	return same_record(u, a, b) && str_eq(u->deed[a].by, u->deed[b].by) &&
	    str_eq(u->deed[a].id, u->deed[b].id);
}

/* Marks the rows of that time that are the same by `same` as taken back at
 * `at`; whether there are any. */
static bool
mark_same(struct undoing *u, size_t like, instant time, instant at,
    bool (*same)(const struct undoing *, size_t, size_t))
{
	bool any = false;
	size_t i;

	for (i = 0; i < u->n; i++) {
		if (u->deed[i].change.time != time || !same(u, like, i))
			continue;
		any = true;
		if (at > u->deed[i].undone_at)
			u->deed[i].undone_at = at;
	}
	return any;
}

/* The row of that time that `like` takes back, or is: as clock_undone has it
 * of events. */
static void
mark_undone(struct undoing *u, size_t like, instant time, instant at)
{
	if (!mark_same(u, like, time, at, same_hand) &&
	    u->deed[like].change.table == TABLE_TIMES)
		mark_same(u, like, time, at, same_record);
}

static void
collect(struct undoing *u)
{
	size_t i;
	int id;

	history_init(&u->h, &u->c->session);
	for (id = 0; id < TABLE_COUNT; id++)
		u->col[id] = rows_text_column(
		    &u->c->session.table[id]->text, STR(SCHEMA_UNDO));
	u->n = u->h.n;
	u->deed = xalloc(u->n, sizeof(*u->deed));
	for (i = 0; i < u->n; i++) {
		u->deed[i] = (struct deed){ .change = u->h.change[i],
			.undone_at = INSTANT_NONE };
		u->deed[i].by =
		    history_field(&u->h, i, table_of(u, i)->schema->by);
		if (u->deed[i].change.table == TABLE_TIMES)
			u->deed[i].id = history_field(&u->h, i, TIMES_ID);
		u->deed[i].own = is_own(u, i);
		u->deed[i].undoes = undone_time(u, i);
	}
	for (i = 0; i < u->n; i++)
		if (u->deed[i].undoes != INSTANT_NONE)
			mark_undone(
			    u, i, u->deed[i].undoes, u->deed[i].change.time);
}

/* ---- what to take back */

static bool
can_be_undone(const struct undoing *u, size_t i)
{
	const struct deed *d = &u->deed[i];

	return d->own && d->undoes == INSTANT_NONE &&
	    d->undone_at == INSTANT_NONE && d->change.time != INSTANT_NONE;
}

/* The newest deed before `end` that can be taken back, or TABLE_NONE. */
static size_t
newest(const struct undoing *u, size_t end)
{
	while (end > 0)
		if (can_be_undone(u, --end))
			return end;
	return TABLE_NONE;
}

/* Whether one of the last `n` deeds taken back is of the same record. */
static bool
repeats(const struct undoing *u, size_t n, size_t i)
{
	size_t j;

	for (j = u->ndone - n; j < u->ndone; j++)
		if (same_record(u, u->done[j], i) &&
		    u->deed[i].change.table != TABLE_TIMES)
			return true;
	return false;
}

/* Whether another deed that can be taken back has the same time: then it may
 * be another command's. */
static bool
is_met(const struct undoing *u, size_t i)
{
	instant time = u->deed[i].change.time;
	size_t j = i;

	while (j > 0 && u->deed[j - 1].change.time == time)
		j--;
	for (; j < u->n && u->deed[j].change.time == time; j++)
		if (j != i && can_be_undone(u, j))
			return true;
	return false;
}

/* The row that was put right before the last of `n`, by the same command,
 * into whichever table; or TABLE_NONE. */
static size_t
together(const struct undoing *u, size_t n)
{
	size_t last = u->done[u->ndone - 1], i = last;
	instant before = u->deed[last].change.time - 1;

	if (is_met(u, last))
		return TABLE_NONE;
	do
		i = newest(u, i);
	while (i != TABLE_NONE && u->deed[i].change.time > before);
	if (i == TABLE_NONE || u->deed[i].change.time < before ||
	    is_met(u, i) || repeats(u, n, i))
		return TABLE_NONE;
	return i;
}

/* ---- taking a row back */

/* Whether deed `i` would hold if `x` had never been: what came after x to
 * take something back is looked at as if neither had happened. */
static bool
holds_without(const struct undoing *u, size_t i, size_t x)
{
	const struct deed *d = &u->deed[i];
	instant time = u->deed[x].change.time;

	return same_record(u, i, x) &&
	    !(d->change.time == time && same_hand(u, i, x)) &&
	    !(d->undoes != INSTANT_NONE && d->change.time > time) &&
	    !(d->undone_at != INSTANT_NONE && d->undone_at > time);
}

/* The deed that would fill the field if `x` had never been. */
static size_t
filler_without(const struct undoing *u, size_t x, int col)
{
	struct rows_text *text = &table_of(u, x)->text;
	size_t i, best = TABLE_NONE;

	for (i = 0; i < u->n; i++) {
		if (!holds_without(u, i, x) ||
		    history_field(&u->h, i, col).n == 0)
			continue;
		if (best == TABLE_NONE ||
		    u->deed[i].change.time > u->deed[best].change.time ||
		    rows_compare(text, u->deed[i].change.row,
			u->deed[best].change.row) > 0)
			best = i;
	}
	return best;
}

/* Gives a field that `x` set the value that it would have without it. */
static void
restore_field(
    struct undoing *u, size_t x, int col, struct store_row *row, struct buf *b)
{
	struct table *t = table_of(u, x);
	size_t rec = u->deed[x].change.rec, from;

	if (!add_field(u, x, col, b))
		return;
	buf_cut(b, 0);
	from = filler_without(u, x, col);
	if (from != TABLE_NONE)
		add_field(u, from, col, b);
	if (str_eq(buf_str(b), table_get(t, rec, col)))
		return;
	if (b->n > 0)
		store_set(row, col, buf_str(b));
	else
		store_clear(row, col);
}

/* The column that tells of a move, of a deed in the agenda; or SCHEMA_NONE. */
static int
moved_column(const struct undoing *u, size_t x)
{
	return u->deed[x].change.table == TABLE_AGENDA
	    ? rows_text_column(&table_of(u, x)->text, STR(SCHEMA_MOVED))
	    : SCHEMA_NONE;
}

static bool
is_fixed(const struct undoing *u, size_t x, int col)
{
	const struct schema *s = table_of(u, x)->schema;
	int i;

	for (i = 0; i < s->nkey; i++)
		if (s->key[i] == col)
			return true;
	return col == s->time || col == s->by ||
	    col == u->col[u->deed[x].change.table] || col == moved_column(u, x);
}

/* Whether the record would not be there if `x` had never been. */
static bool
is_made_by(const struct undoing *u, size_t x)
{
	instant time = u->deed[x].change.time;
	size_t i;

	if (table_first(table_of(u, x), u->deed[x].change.rec) != time)
		return false;
	for (i = 0; i < u->n; i++)
		if (u->deed[i].change.time == time && holds_without(u, i, x))
			return false;
	return true;
}

/* The record that `x` made is dropped; else its fields go back. */
static void
restore_fields(
    struct undoing *u, size_t x, struct store_row *row, struct buf *value)
{
	struct table *t = table_of(u, x);
	int col;

	if (t->schema->state != SCHEMA_NONE && is_made_by(u, x)) {
		store_set(row, t->schema->state, STR("dropped"));
		return;
	}
	for (col = 0; col < (int)t->ncol; col++)
		if (!is_fixed(u, x, col))
			restore_field(u, x, col, row, &value[col]);
}

static int
depth_of(struct table *t, size_t rec)
{
	return plan_depth(table_get(t, rec, AGENDA_DEPTH));
}

/* Puts the item and what is beneath it behind the one it was taken from, if
 * that is not beneath it now. */
static int
move_back(struct undoing *u, size_t rec, struct str origin)
{
	struct table *t = u->c->session.table[TABLE_AGENDA];
	size_t behind = TABLE_NONE, n = 1, i, *moved;
	int rc;

	while (rec + n < t->nrec && depth_of(t, rec + n) > depth_of(t, rec))
		n++;
	if (!str_is(origin, SCHEMA_MOVED_FIRST)) {
		behind = table_find(t, &origin);
		if (behind == TABLE_NONE || (behind >= rec && behind < rec + n))
			return 0;
	}
	moved = xalloc(n, sizeof(*moved));
	for (i = 0; i < n; i++)
		moved[i] = rec + i;
	rc = store_move_behind(&u->c->store, moved, n, behind, &u->c->err);
	free(moved);
	return rc;
}

/* Whether a later deed, which holds, gave the item a place. */
static bool
is_moved_since(const struct undoing *u, size_t x, int col)
{
	size_t i;

	for (i = x + 1; i < u->n; i++)
		if (same_record(u, x, i) &&
		    u->deed[i].undone_at == INSTANT_NONE &&
		    history_field(&u->h, i, col).n > 0)
			return true;
	return false;
}

/* A deed that moved an item also takes it to another place, but not from one
 * that it was given since. */
static int
restore_place(struct undoing *u, size_t x)
{
	struct buf origin = BUF_INIT;
	int col = moved_column(u, x), rc = 0;

	if (col != SCHEMA_NONE && add_field(u, x, col, &origin) &&
	    origin.n > 0 && !is_moved_since(u, x, col))
		rc = move_back(u, u->deed[x].change.rec, buf_str(&origin));
	buf_release(&origin);
	return rc;
}

static int
put_record(struct undoing *u, size_t x, struct str time)
{
	struct table *t = table_of(u, x);
	struct buf *value = xcalloc(t->ncol, sizeof(*value));
	size_t rec = u->deed[x].change.rec, ncol = t->ncol, i;
	struct store_row row;
	int k, rc;

	store_row(&row, u->deed[x].change.table);
	for (k = 0; k < t->schema->nkey; k++)
		store_set(&row, t->schema->key[k], table_key(t, rec, k));
	restore_fields(u, x, &row, value);
	rc = restore_place(u, x);
	store_set_named(&u->c->store, &row, STR(SCHEMA_UNDO), time);
	if (rc == 0 && store_put(&u->c->store, &row, &u->c->err) == TABLE_NONE)
		rc = -1;
	if (rc == -1)
		free(row.field);
	for (i = 0; i < ncol; i++)
		buf_release(&value[i]);
	free(value);
	return rc;
}

static int
put_event(struct undoing *u, size_t x, struct str time)
{
	struct buf id = BUF_INIT;
	struct store_row row;
	int rc;

	add_field(u, x, TIMES_ID, &id);
	store_row(&row, TABLE_TIMES);
	store_set(&row, TIMES_ID, buf_str(&id));
	store_set(&row, TIMES_EVENT, STR("undo"));
	store_set(&row, TIMES_VALUE, time);
	rc = store_put(&u->c->store, &row, &u->c->err) == TABLE_NONE ? -1 : 0;
	buf_release(&id);
	return rc;
}

static int
take_back(struct undoing *u, size_t x)
{
	instant t = u->deed[x].change.time;
	struct buf time = BUF_INIT;
	int rc;

	instant_add_stored(&time, t);
	rc = u->deed[x].change.table == TABLE_TIMES
	    ? put_event(u, x, buf_str(&time))
	    : put_record(u, x, buf_str(&time));
	buf_release(&time);
	mark_undone(u, x, t, INSTANT_MAX);
	u->done = xgrow(u->done, u->ndone, &u->capdone, sizeof(*u->done));
	u->done[u->ndone++] = x;
	return rc;
}

/* Takes the newest change back: 1; 0 where there is none. */
static int
take_change_back(struct undoing *u)
{
	size_t x = newest(u, u->n), n;

	if (x == TABLE_NONE)
		return 0;
	for (n = 1; x != TABLE_NONE; n++) {
		if (take_back(u, x) == -1)
			return -1;
		x = together(u, n);
	}
	return 1;
}

/* ---- the verb */

/* Up to four digits; without an operand 1. */
static int
read_count(struct cli *c, long *n)
{
	struct str s = cli_operand(c, 0);
	size_t i;

	*n = c->noperand == 0;
	for (i = 0; i < s.n && i < 5 && isdigit((unsigned char)s.p[i]); i++)
		*n = *n * 10 + (s.p[i] - '0');
	if (i == s.n && i < 5 && *n > 0)
		return 0;
	return error_set(&c->err, EXIT_INPUT,
	    "not a number of changes: \"%.*s\"", STR_ARG(s));
}

static void
say_done(const struct undoing *u)
{
	enum { SHOWN = 20 };
	struct buf b = BUF_INIT;
	size_t i, named;

	for (i = 0; i < u->ndone && i < SHOWN; i++) {
		buf_cut(&b, 0);
		buf_addf(
		    &b, "took back: %s", table_of(u, u->done[i])->schema->name);
		named = b.n;
		buf_addc(&b, ' ');
		history_add_key(&u->h, u->done[i], &b);
		/* The meeting's end is no item's. */
		if (b.n == named + 1)
			buf_cut(&b, named);
		buf_addz(&b, ": ");
		history_add_words(&u->h, u->done[i], &b);
		cli_say(u->c, "%s", buf_z(&b));
	}
	if (u->ndone > SHOWN)
		cli_say(u->c, "took back: %zu more rows", u->ndone - SHOWN);
	buf_release(&b);
}

static int
undo(struct undoing *u, long n)
{
	struct cli *c = u->c;
	long i;
	int rc = 1, status;

	for (i = 0; i < n && rc == 1; i++)
		rc = take_change_back(u);
	if (rc == -1)
		return cli_fail(c);
	if (u->ndone == 0) {
		error_set(&c->err, EXIT_NO,
		    "nothing to take back: no change by %.*s is left",
		    STR_ARG(c->store.by));
		return cli_fail(c);
	}
	status = cli_commit(c);
	if (status == EXIT_YES && !cli_dry(c)) {
		say_done(u);
		if (rc == 0)
			cli_say(c, "no more changes by %.*s were left",
			    STR_ARG(c->store.by));
	}
	return status;
}

int
undo_run(struct cli *c)
{
	struct undoing u = { .c = c };
	table_want want[TABLE_COUNT];
	int i, status;
	long n;

	for (i = 0; i < TABLE_COUNT; i++)
		want[i] = TABLE_WANT_ALL;
	if (read_count(c, &n) == -1 || cli_begin(c, want) == -1)
		return cli_fail(c);
	collect(&u);
	status = undo(&u, n);
	history_release(&u.h);
	free(u.deed);
	free(u.done);
	return status;
}
