/*
 * store: one change of a session, all or nothing.
 *
 * A writing verb takes the lock, reads, puts its rows and commits.  Every
 * row is checked as it is put and seen by the tables at once; nothing is
 * written before store_commit, so a verb that meets an error just stops.
 * A row without a time gets the larger of now (or --at; see recent.h) and its
 * record's newest version plus 1 ms; rows put together get successive
 * milliseconds.
 * One row is one append, where the table's header begins with the time; all
 * else replaces the file.  Of two tables the one that is referred to goes
 * first, but a session.tsv that is not there yet last, since it makes the
 * directory a session.
 *
 *	if (store_begin(&st, session, want, &err) == -1) ...
 *	store_row(&row, TABLE_NOTES);
 *	store_set(&row, NOTES_TEXT, text);
 *	if (store_put(&st, &row, &err) == TABLE_NONE) ...
 *	if (store_commit(&st, &err) == -1) ...
 *	store_release(&st);
 */
#ifndef STORE_H
#define STORE_H

#include "id.h"
#include "session.h"

/* The longest text that a field takes, in bytes. */
enum { STORE_TEXT_MAX = 1024 * 1024 };

struct store_field {
	int col;
	struct str plain;
	bool clear;
};

/* A row under way; its values are views that must live until it is put. */
struct store_row {
	enum table_id table;
	instant time; /* INSTANT_NONE: the store gives one */
	struct store_field *field;
	size_t n, cap;
};

/* Lines of agenda items that go elsewhere. */
struct store_move {
	size_t *rec;
	size_t n;
	bool behind; /* the record that they go behind, or before */
	size_t at;   /* it, or TABLE_NONE: the start, or the end */
};

struct store_line {
	struct str text;
	bool header;
	size_t rec; /* of a row; TABLE_NONE for an event too */
	bool dated; /* the row came with its time */
};

struct store_table {
	struct store_line *line; /* what was put */
	size_t nline, capline;
	size_t nrow;
	bool named_own; /* a header stands for the columns no schema knows */
	struct store_move *move;
	size_t nmove, capmove;
	bool name_keyless; /* write the ids into lines without one */
};

struct store {
	struct session *s;
	struct str by;
	instant now;	    /* or what --at says */
	bool at;	    /* --at was given */
	instant next;	    /* the earliest time of the next row put */
	bool gaps;	    /* the times given do not all follow each other */
	bool makes_session; /* there is no session.tsv: it is written last */
	bool aside;	    /* of what is written nothing stands yet */
	bool written;	    /* store_commit wrote, and all that was put */
	struct store_table table[TABLE_COUNT];
	/* The keys of the tables that were not asked for, once they are. */
	struct table *other[TABLE_COUNT];
};

/* Whether anything may be written: EXIT_INPUT where $MOOT_READONLY is set. */
int store_may_write(struct error *e);

/* Takes the exclusive lock and reads the tables; `want` gets what the
 * store itself needs beside.  EXIT_INPUT where $MOOT_READONLY is set. */
int store_begin(struct store *st, struct session *s,
    const table_want want[TABLE_COUNT], struct error *e);
/* The same for a session that is being made: all its tables are empty, and
 * nothing is locked.  s->dir and s->fd must be there by store_commit. */
int store_begin_new(struct store *st, struct session *s, struct error *e);
void store_release(struct store *st);

void store_row(struct store_row *r, enum table_id table);
/* An empty value says nothing. */
void store_set(struct store_row *r, int col, struct str plain);
void store_clear(struct store_row *r, int col);
/* What was set or cleared; NULL for nothing. */
struct store_field *store_field(const struct store_row *r, int col);
/* By the column's name, which may be unknown to the schema. */
void store_set_named(
    struct store *st, struct store_row *r, struct str name, struct str plain);

/* Whether a record of any table has that id, asked for or not; a setting's
 * key is none. */
bool store_has_id(struct store *st, struct str id);
/* A new id, unique in the session. */
int store_new_id(struct store *st, char id[ID_NEW_LENGTH + 1], struct error *e);

/*
 * Puts a row, and empties it for the next; the record it belongs to, or
 * TABLE_NONE (EXIT_INPUT: not UTF-8, a NUL, a text over STORE_TEXT_MAX, a new
 * record with the id of another table's, an event that --at puts before
 * another; EXIT_DAMAGED: a table of too many headers or columns).
 */
size_t store_put(struct store *st, struct store_row *r, struct error *e);

/*
 * Takes back the rows without a time of every record that was put more than
 * once and is now what it was before: of what says a thing several times the
 * last counts, and to put all of it again adds nothing.
 */
void store_settle(struct store *st, enum table_id id);

/* How many rows were put. */
size_t store_count(const struct store *st);

/*
 * Puts the lines of `n` records of the agenda, old or just put, before those
 * of another, or at the end.  EXIT_DAMAGED where relay_loses: what stands under
 * a column named twice, say, would be lost.
 */
int store_move(struct store *st, const size_t rec[], size_t n, size_t before,
    struct error *e);
/* The same behind a record's line, or with TABLE_NONE to the start. */
int store_move_behind(struct store *st, const size_t rec[], size_t n,
    size_t behind, struct error *e);
/* Writes ids into the agenda's lines that have none. */
void store_name_items(struct store *st);

/* Writes.  Where nothing was put nothing is written. */
int store_commit(struct store *st, struct error *e);

/* Adds lines that are no rows, without their last LF, to TABLE.rejected,
 * before the table is written without them. */
int store_reject(struct session *s, const struct schema *schema,
    struct str lines, struct error *e);

/* Moves an unfinished last line of a table, loaded under its lock, there now,
 * as the next write would.  1: there was one, 0: none. */
int store_end(struct session *s, enum table_id id, struct error *e);

/* Appends the rows put, each table's with its header (--dry-run). */
void store_add_rows(struct store *st, struct buf *b);

#endif
