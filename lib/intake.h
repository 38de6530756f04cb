/*
 * intake: what comes in on standard input.
 *
 * Rows (`add -`): TSV with a header, the columns of the program's listing.
 * Ids are kept, and a row without one gets a new one.  Columns that the
 * listing computes are ignored, other unknown ones kept.  A row with a time
 * is a version of its record, kept even where it says nothing new, and skipped
 * where it stands already; with the time that a listing shows of a record that
 * was there before, it counts as if it had none.  Of those without, which are
 * taken in behind them, only the fields that differ are written, and of several
 * for one record the last counts.  So to take the same rows twice changes
 * nothing.  A field `\N` clears what stands there.
 *
 * Lines (a writing verb without its TEXT): one record a line, optionally
 * `ana: text` where ana is somebody known, or where nobody is.
 */
#ifndef INTAKE_H
#define INTAKE_H

#include "cli.h"

struct intake_spec {
	enum table_id table;
	const char *const *computed; /* names, ended by NULL */
	/*
	 * Checks a field that is going to be written and appends it as it
	 * is stored; NULL: anything goes.
	 */
	int (*check)(struct cli *c, int col, struct str plain, struct buf *b);
	/* Whether the listing shows the record's field as `plain`; NULL:
	 * whether it is the field. */
	bool (*shows)(struct cli *c, size_t rec, int col, struct str plain);
	/*
	 * Appends the id of a new record that has none, from its field
	 * `id_from`; nothing where that makes none.  NULL: a random one.
	 */
	void (*add_id)(struct cli *c, struct str from, struct buf *b);
	int id_from;
	/*
	 * Appends the row's key as it is stored, of what was typed in each
	 * of its key columns, or is empty; NULL: as it was typed.
	 */
	int (*key)(struct cli *c, const struct str typed[], struct buf key[]);
	/* Has the last word about a row that says something new: adds to it,
	 * or refuses it with -1; `rec` is TABLE_NONE for a new record.  NULL:
	 * the row is as it should be. */
	int (*finish)(struct cli *c, size_t rec, struct store_row *row);
	/* A column that a new record must fill, or 0. */
	int needed;
	/*
	 * A computed column that the program takes in itself, as rows of
	 * another table; called once the record stands.  NULL: none.
	 */
	const char *aside;
	int (*take)(struct cli *c, size_t rec, struct str plain);
};

/*
 * Puts the rows of `text`, and appends the ids of new records, one a line.
 * -1: cli->err says what is wrong, *line, from 1, where, and nothing must be
 * committed.  The tables must have been begun.
 */
int intake_put(struct cli *c, const struct intake_spec *spec, struct str text,
    struct buf *ids, size_t *line);
/* The same, and commits, and prints the ids; `from` is where the rows are
 * from, for messages.  Returns an exit status. */
int intake_text(struct cli *c, const struct intake_spec *spec, struct str text,
    const char *from);
/* The same of standard input. */
int intake_rows(struct cli *c, const struct intake_spec *spec);

struct intake_line {
	struct str who; /* a handle, or empty */
	struct str text;
	size_t line; /* from 1 */
};

/*
 * Splits text into lines, blank ones left out.  `people` may be NULL: then
 * nobody is looked for.  The array is the caller's; the views are of `text`
 * and of `handles`, which is the caller's to release.
 */
struct intake_line *intake_lines(
    struct table *people, struct str text, struct buf *handles, size_t *n);
/*
 * Calls `put` for each line of standard input, with people.tsv, where it is
 * loaded.  -1 where it returns that; the message then names the line.
 */
int intake_each_line(struct cli *c,
    int (*put)(struct cli *c, const struct intake_line *l, void *arg),
    void *arg);

#endif
