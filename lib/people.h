/*
 * people: who is meant.
 *
 * A person is typed as a handle (the id), a unique prefix of one, or a
 * name in any case and normal form.  Where people.tsv has nobody, any
 * handle goes, so that a small group need not keep a roster.
 */
#ifndef PEOPLE_H
#define PEOPLE_H

#include "error.h"
#include "table.h"

/* The columns of people.tsv that these functions read. */
#define PEOPLE_WANT                                              \
	(TABLE_WANT(PEOPLE_NAME) | TABLE_WANT(PEOPLE_PRESENCE) | \
	    TABLE_WANT(PEOPLE_STATE) | TABLE_WANT_FIRST)

/*
 * Appends the handle of who was typed to `b`.  -1 (EXIT_INPUT) where
 * nobody or several are meant, with the near miss or the candidates.
 */
int people_add_handle(
    struct table *people, struct str typed, struct buf *b, struct error *e);

/* The same for a list with commas; `all` stands for those present.  Each
 * handle once, joined by commas. */
int people_add_handles(
    struct table *people, struct str typed, struct buf *b, struct error *e);

/* Whether `typed` means one person that people.tsv has. */
bool people_knows(struct table *people, struct str typed);

#endif
