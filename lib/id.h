/*
 * id: names of records.
 *
 * A new id is six characters of Crockford's base32 in lower case, the
 * first a letter, random.  One written by hand is [a-z][a-z0-9-]*, at most
 * 64 bytes.  A person types an id, a unique prefix of two or more
 * characters, or the record's number.
 */
#ifndef ID_H
#define ID_H

#include "error.h"
#include "table.h"

enum { ID_NEW_LENGTH = 6, ID_MAX = 64 };

bool id_valid(struct str s);

/* A random number, from /dev/urandom, or, where $MOOT_SEED is set, from that
 * and `turn`, so that a run can be repeated. */
int id_random(uint64_t turn, uint64_t *word, struct error *e);

/*
 * Makes an id of id_random's number.
 */
int id_make(char id[ID_NEW_LENGTH + 1], uint64_t turn, struct error *e);

/*
 * Makes the id of that text, the same on every machine; of another `turn`
 * another one, for where the first is taken by a different record.
 */
void id_from_text(char id[ID_NEW_LENGTH + 1], struct str text, uint64_t turn);

/*
 * The record that `typed` names: an exact id, else a number, else a unique
 * prefix.  TABLE_NONE and a message (EXIT_INPUT) where none does, with the
 * near miss, or several do, with the candidates.  `what` is what such a
 * record is called: `item`, `question`.
 */
size_t id_find(
    struct table *t, struct str typed, const char *what, struct error *e);

#endif
