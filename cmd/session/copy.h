/*
 * copy: a record of another session as a row of this one.
 *
 * The caller sets `by`, to the name of where the record comes from: such a
 * row is nobody's change to take back.
 *
 *	if (copy_is_lacking(cli, from, rec)) {
 *		copy_record(&cli->store, &row, from, rec, columns);
 *		store_put(&cli->store, &row, &err);
 *	}
 */
#ifndef COPY_H
#define COPY_H

#include "cli.h"

/*
 * Whether the session has no record of that key, not even a dropped one.
 * Where a record of another table has the id, the copy would have two of it:
 * that is said, and it is not lacking.
 */
bool copy_is_lacking(struct cli *c, struct table *from, size_t rec);
/* Begins a row with the record's key. */
void copy_key(struct store_row *row, struct table *from, size_t rec);
/* The same, and with those of its columns that `columns` names, and those
 * that the schema does not know. */
void copy_record(struct store *st, struct store_row *row, struct table *from,
    size_t rec, table_want columns);

/*
 * When a copy was said: as its record was first, so that whoever copies it,
 * and whenever, writes the same line, and what is changed in the copy is
 * newer.  Of a record without a time, or TABLE_NONE, it is the start of its
 * session; INSTANT_NONE, now, where that is still to come.
 */
instant copy_time(const struct cli *c, struct session *from,
    const struct table *t, size_t rec);

#endif
