/*
 * carry: whether a record goes on to the next session.
 *
 * What people say of it is `yes`, `no`, or the last day on which it does.
 * In agenda.tsv that is the column `carry`; in questions.tsv and
 * statements.tsv a further column of that name may be.
 */
#ifndef CARRY_H
#define CARRY_H

#include "error.h"
#include "instant.h"

enum carry_word { CARRY_UNSAID, CARRY_NO, CARRY_YES };

/* What a stored field means for a session that begins at `start`. */
enum carry_word carry_word(struct str stored, instant start);

/* Appends what was typed as it is stored.  EXIT_INPUT: neither of these. */
int carry_add_stored(
    struct str typed, instant now, struct buf *b, struct error *e);

#endif
