/*
 * presence: who was here when, read from the history of people.tsv.
 *
 * A person's presence is `in` (here), `out` (not here, or gone again), `late`
 * (coming later) or nothing yet.  A spell lasts from the row that says
 * something new to the next one that does; rows that repeat it change
 * nothing, and rows that `session undo` took back never were.
 *
 *	presence_read(&p, people);
 *	since = presence_now(&p, rec)->from;
 *	presence_release(&p);
 */
#ifndef PRESENCE_H
#define PRESENCE_H

#include "table.h"

enum presence_kind { PRESENCE_NONE, PRESENCE_IN, PRESENCE_OUT, PRESENCE_LATE };

struct presence_spell {
	size_t rec;
	enum presence_kind kind;
	instant from; /* INSTANT_NONE: a row typed by hand without a time */
	instant said; /* the newest row that says so */
	const char *row;
};

struct presence {
	struct presence_spell *spell; /* by person, then time */
	size_t n, cap;
};

/* Reads the rows that stand in the file, not those just put. */
void presence_read(struct presence *p, struct table *people);
void presence_release(struct presence *p);

/* `in`, `out`, `late`; PRESENCE_NONE for anything else. */
enum presence_kind presence_parse(struct str s);
const char *presence_name(enum presence_kind kind);

/* A person's spells, and how many. */
const struct presence_spell *presence_of(
    const struct presence *p, size_t rec, size_t *n);
/* The spell that lasts, or NULL where nothing was ever said. */
const struct presence_spell *presence_now(const struct presence *p, size_t rec);
/* Whether there is a spell of that kind. */
bool presence_was(
    const struct presence *p, size_t rec, enum presence_kind kind);
/* When somebody first came; false where never. */
bool presence_came(const struct presence *p, size_t rec, instant *t);

#endif
