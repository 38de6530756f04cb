/*
 * verbs: the verbs that mean the same on every kind of record: `edit drop
 * restore note log show`.
 *
 * A program says once what its records are; its verb table names these
 * functions through one-line wrappers.  All return an exit status.
 */
#ifndef VERBS_H
#define VERBS_H

#include "intake.h"

struct verbs_spec {
	struct intake_spec in; /* the table, and the check of its fields */
	const char *what;      /* `item`: for messages */
	const char *restored;  /* the state after `restore`; NULL: what it was
				  before it was dropped */
	/* The fields that `edit` may set; NULL ended. */
	const char *const *fields;
	/* The record that was typed, or TABLE_NONE; NULL: as id_find. */
	size_t (*find)(struct table *t, struct str typed, struct error *e);
	/* What a program must do once before it writes about a record. */
	void (*prepare)(struct cli *c);
	/* What its checks, in.finish and `show` read beside its own table,
	 * people and notes; NULL: nothing. */
	const table_want *also;
	/* Adds rows to what `show` prints; NULL: none. */
	void (*show)(struct cli *c, size_t rec, struct out *o);
};

/* ID FIELD=VALUE... */
int verbs_edit(struct cli *c, const struct verbs_spec *spec);
/* ID... */
int verbs_drop(struct cli *c, const struct verbs_spec *spec);
int verbs_restore(struct cli *c, const struct verbs_spec *spec);
/* ID [TEXT]: a note of that kind; without TEXT, lines. */
int verbs_note(struct cli *c, const struct verbs_spec *spec, const char *kind);
/* ID: its history, as `session log` prints it. */
int verbs_log(struct cli *c, const struct verbs_spec *spec);
/* ID: its fields and notes. */
int verbs_show(struct cli *c, const struct verbs_spec *spec);
/* Its fields that are set, as rows of a listing of two columns. */
void verbs_show_fields(struct table *t, size_t rec, struct out *o);

/* Appends whose it is: -w, else -b where that is somebody known, else
 * nobody.  people.tsv must be loaded. */
int verbs_add_who(struct cli *c, struct buf *who);

/* Puts one note; the new id in `id`. */
int verbs_put_note(struct cli *c, struct str ref, struct str who,
    const char *kind, struct str text, char id[ID_NEW_LENGTH + 1]);

/* The same as verbs_note for a ref that is no record (the session itself):
 * begun by the caller; TEXT is operand number `operand`. */
int verbs_put_notes(
    struct cli *c, struct str ref, int operand, const char *kind);

#endif
