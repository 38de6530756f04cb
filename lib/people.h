/*
 * people: who is meant, who is here, and how somebody new is called.
 *
 * A person is typed as a handle (the id), two or more characters with which
 * one handle begins, a name in any case and normal form, or the words that
 * one name begins with.  A whole handle comes before a name and a name
 * before a beginning; who was dropped is found by handle only.  Where
 * people.tsv has nobody any handle goes, so that a small group need not keep
 * a roster.
 */
#ifndef PEOPLE_H
#define PEOPLE_H

#include "error.h"
#include "handles.h"
#include "table.h"

/* The columns of people.tsv that these functions read. */
#define PEOPLE_WANT                                                  \
	(TABLE_WANT(PEOPLE_NAME) | TABLE_WANT(PEOPLE_ROLE) |         \
	    TABLE_WANT(PEOPLE_PRESENCE) | TABLE_WANT(PEOPLE_STATE) | \
	    TABLE_WANT_FIRST)

/*
 * The record of who was typed, which here may be a number too.  TABLE_NONE
 * (EXIT_INPUT) where nobody or several are meant, with the near miss or the
 * candidates.
 */
size_t people_find(struct table *people, struct str typed, struct error *e);

/* Appends the handle of who was typed, no number, to `b`.  -1 as above. */
int people_add_handle(
    struct table *people, struct str typed, struct buf *b, struct error *e);

/* The same for a list with commas; `all` stands for those present.  Each
 * handle once, joined by commas. */
int people_add_handles(
    struct table *people, struct str typed, struct buf *b, struct error *e);

/*
 * Adds the people that an operand means: one person, typed as for
 * people_find, or several with commas; `all` as above.
 */
int people_take(
    struct table *people, struct str typed, struct handles *h, struct error *e);

/* How many people that people.tsv has `typed` may mean. */
size_t people_count(struct table *people, struct str typed);
/* Whether `typed` means one person that people.tsv has. */
bool people_knows(struct table *people, struct str typed);

/* Whether a person is here now. */
bool people_is_present(struct table *people, size_t rec);
/* Whether a person takes part: neither a facilitator nor a guest. */
bool people_takes_part(struct table *people, size_t rec);

/*
 * Appends a handle for somebody new: the slug of the first name, with `-2`,
 * `-3` ... where it is taken or has a meaning.  Nothing where the name has no
 * slug.
 */
void people_add_new_handle(
    struct table *people, struct str name, struct buf *b);

#endif
