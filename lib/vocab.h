/*
 * vocab: the words that a field may hold, where not everything goes.
 *
 *	words = vocab_words(TABLE_ACTIONS, ACTIONS_STATUS, &n);
 *	if (!str_is_any(status, words, n)) ...
 *
 * An empty field has the meaning that its program gives it.  `dropped` stands
 * last where it is one of them.
 */
#ifndef VOCAB_H
#define VOCAB_H

#include "error.h"
#include "schema.h"

/* NULL where the column may hold anything, or more than words. */
const char *const *vocab_words(enum table_id table, int col, size_t *n);

/*
 * Of `n` words the one that was typed, or of which it is the one beginning,
 * in any case.  NULL and EXIT_INPUT where it is none: `no status "dnoe": did
 * you mean "done"?`; `what` is what the word says.
 */
const char *vocab_word(const char *const words[], size_t n, const char *what,
    struct str typed, struct error *e);

/* The same of a column's words; appends it. */
int vocab_add(enum table_id table, int col, const char *what, struct str typed,
    struct buf *b, struct error *e);

#endif
