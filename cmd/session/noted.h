/*
 * noted: notes by what they are on.
 *
 *	noted_read(&n, notes);
 *	rec = noted_on(&n, id, &count);
 *	for (i = 0; i < count; i++)
 *		use(rec[i]);	// in the order of their numbers
 *	noted_release(&n);
 *
 * Those that were dropped are left out.  Reading takes time linear in the
 * notes, asking none.
 */
#ifndef SESSION_NOTED_H
#define SESSION_NOTED_H

#include "table.h"

struct noted {
	struct table *notes;
	struct intern ref;
	size_t *rec;   /* by ref */
	size_t *first; /* of each ref, and one more */
};

void noted_read(struct noted *n, struct table *notes);
void noted_release(struct noted *n);

/* The notes on a record, or with an empty ref on the session itself. */
const size_t *noted_on(const struct noted *n, struct str ref, size_t *count);
/* Whether a note is of that kind. */
bool noted_is(const struct noted *n, size_t rec, const char *kind);

#endif
