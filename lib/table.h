/*
 * table: a table's records, folded from its rows.
 *
 * The record is the fold of its rows: for each field the newest row that
 * fills it wins; of equal times the greater row does.  So neither the order
 * of lines nor repeated lines matter, but for the place of records, which
 * is that of their first line.  A table of events has no fold: every
 * distinct row is a record, and they are ordered by time.
 *
 * Only the columns asked for are kept, 16 bytes each and record; the rest
 * is 8 bytes for the key, and a slot.  Plain texts that tables hand out live
 * as long as the table.
 *
 *	t = table_new(schema_of(TABLE_VOTES), bytes, n);
 *	table_fold(t, TABLE_WANT(VOTES_POSITION));
 *	for (r = 0; r < t->nrec; r++)
 *		use(table_get(t, r, VOTES_POSITION));
 *	table_free(t);
 *
 * A writing verb puts its rows with table_append: the records see them at
 * once, and what it will write is the text behind the old bytes.
 */
#ifndef TABLE_H
#define TABLE_H

#include "intern.h"
#include "rows.h"

/* What a fold keeps: columns of the schema, and beside them */
typedef uint64_t table_want;
#define TABLE_WANT(col) ((table_want)1 << (col))
#define TABLE_WANT_OTHERS ((table_want)1 << 60) /* the unknown columns */
#define TABLE_WANT_FIRST ((table_want)1 << 61)	/* oldest row: time, by */
#define TABLE_WANT_NEWEST ((table_want)1 << 62) /* newest row's time */
#define TABLE_WANT_ALL                                            \
	(TABLE_WANT(SCHEMA_COLUMNS_MAX) - 1 + TABLE_WANT_OTHERS + \
	    TABLE_WANT_FIRST + TABLE_WANT_NEWEST)

#define TABLE_NONE SIZE_MAX

struct table_cell {
	instant time;  /* of the row that fills it */
	const char *p; /* the raw field in it, or its row; NULL: unset */
};

/* A line without id and the id by which it is known. */
struct table_slug {
	const char *row;
	struct str id;
};

/* The value of a key column in the row before, and its number. */
struct table_last {
	struct str s;
	uint32_t id;
};

struct table {
	const struct schema *schema;
	struct rows_text text;
	size_t nrec;

	table_want want;
	int *cell_of; /* by column: which cell, or -1 */
	size_t ncol;  /* columns that cells were laid for; others are empty */
	size_t nrow;  /* rows read, where that was asked before cells */
	bool partial; /* not all columns have cells */
	int *wanted;  /* the columns of the first cells */
	size_t nwanted, ncell, first, newest;
	struct table_cell *cell;
	size_t caprec;

	struct intern key;	 /* the first key column's values */
	struct intern further;	 /* those of the others */
	struct pairs two, three; /* keys of two columns, and of three */
	struct table_last last[SCHEMA_KEYS_MAX];
	struct table_slug *slug;
	size_t nslug, capslug;
	struct table_tie *tie;	    /* rows of one time: see table.c */
	const char *tied, *tied_to; /* the last one looked for, to a field */

	size_t *order, *number; /* made when first asked for */
	size_t got;		/* the record that table_get was last for */
	bool onward;		/* it was the one after the one before */
};

/* Takes `bytes` over as rows_text_init does; never NULL. */
struct table *table_new(const struct schema *s, char *bytes, size_t n);
void table_free(struct table *t);
void table_fold(struct table *t, table_want want);

/* The plain value of a field, empty where unset or cleared.  The time and
 * by columns mean those of the record's oldest row. */
struct str table_get(struct table *t, size_t rec, int col);
/* Where many records are read in an order of one's own: brings near what comes
 * after the `i`th of `n`, most of which is in the oldest rows. */
void table_ahead(const struct table *t, const size_t rec[], size_t n, size_t i);
/* Whether a row of the record, in the file, ever gave the field that value. */
bool table_ever(struct table *t, size_t rec, int col, struct str plain);
/* What the field was, in the file, before it came to be `plain`: the value of
 * the newest row that gives it another; empty where that clears it. */
struct str table_before(struct table *t, size_t rec, int col, struct str plain);
/* Whether the field, not time or by, was ever filled, and is not cleared. */
bool table_is_set(const struct table *t, size_t rec, int col);
/* The line in the file of the row that fills the field, or, where it is
 * unset, of the record's oldest. */
size_t table_line(struct table *t, size_t rec, int col);
/* The times of the oldest row and of the newest. */
instant table_first(const struct table *t, size_t rec);
instant table_newest(const struct table *t, size_t rec);
/* The record's `i`th key column's value (0 the first), plain. */
struct str table_key(struct table *t, size_t rec, int i);

/*
 * In a table with three key columns, such as votes: the numbers, dense and
 * from 0, of a record's first key and of its other two together; each key is
 * below t->key.n and t->two.n.  So who counts by keys needs no strings.
 */
uint32_t table_first_number(const struct table *t, size_t rec);
uint32_t table_rest_number(const struct table *t, size_t rec);
/* What such numbers stand for: the first key; the second (0) and third (1). */
struct str table_first_of(struct table *t, uint32_t first);
struct str table_rest_of(struct table *t, uint32_t rest, int i);
/* The number of a first key, or of what is none; or INTERN_NONE. */
uint32_t table_first_called(struct table *t, struct str first);

/* The plain text of a raw field of the table's rows. */
struct str table_plain(struct table *t, struct str raw);

/* The record with that key, one value a key column, or TABLE_NONE. */
size_t table_find(struct table *t, const struct str key[]);
/* The same of `n` keys of one column each, which is faster than one by one. */
void table_find_each(
    struct table *t, const struct str key[], size_t n, size_t rec[]);
/* The record of a row, by its raw fields. */
size_t table_record_of(struct table *t, const struct rows *r);

/*
 * The records in the order of their numbers: by first time, then key; in
 * the agenda by place; events by time.  nrec of them; lives until the next
 * table_append.  table_number counts from 1.
 */
const size_t *table_order(struct table *t);
size_t table_number(struct table *t, size_t rec);
/* The record of that number, or TABLE_NONE. */
size_t table_numbered(struct table *t, size_t number);

/* Whether the schema's state column says `dropped`. */
bool table_is_dropped(struct table *t, size_t rec);

/*
 * Adds a row that is going to be written, as a raw line of the last header;
 * it must have its key.  Returns its record; *kept is the table's copy.
 */
size_t table_append(struct table *t, struct str whole, struct str *kept);
/* Gives such a row, of which `kept` is the copy, a later time in the text; the
 * records do not see it. */
void table_redate(struct table *t, struct str kept, instant time);
/* Adds a header for the rows appended from now on. */
void table_append_header(struct table *t, struct str whole);

#endif
