/*
 * intake: what comes in on standard input.
 *
 * Rows (`add -`): TSV with a header, the columns of the program's listing.
 * Ids are kept, and a row without one gets a new one.  Columns that the
 * listing computes are ignored, other unknown ones kept.  A row with a time
 * is skipped where it stands already; of one without, only the fields that
 * differ are written.  So to take the same rows twice changes nothing.
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
	 * A column that a new record must fill, or 0.
	 */
	int needed;
	/*
	 * A computed column that the program takes in itself, as rows of
	 * another table; called once the record stands.  NULL: none.
	 */
	const char *aside;
	int (*take)(struct cli *c, size_t rec, struct str plain);
};

/* Puts the rows and prints the ids of new records, one a line, after the
 * commit.  Returns an exit status.  The tables must have been begun. */
int intake_rows(struct cli *c, const struct intake_spec *spec);
/* The same for rows that the program has read itself; `from` is where, for
 * messages. */
int intake_text(struct cli *c, const struct intake_spec *spec, struct str text,
    const char *from);

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

#endif
