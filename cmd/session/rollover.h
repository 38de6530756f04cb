/*
 * rollover: what of a session goes on to the next one.
 *
 * People come along, and are neither expected nor here yet; who was dropped
 * stays so, as a bare handle, that nobody else gets it.  Of the agenda (see
 * outline.h) come the items; open actions, with their notes; questions left
 * open, with what was merged into them, their supporters and answers; ideas
 * to try, each also as a goal.  A prompt, an example or a statement comes
 * where its own column `carry` says so, and a question does not where that
 * says `no`.  With each come its texts.
 *
 * Nothing is taken over of what the new session has, even dropped or
 * changed, so the same again is nothing, and later it is what is new.  Ids
 * are kept or made of ids, and no row depends on who carries it or when: two
 * clones that carry write the same lines, and what was changed in one of them
 * meanwhile stays changed.
 *
 *	rollover_init(&k, cli, &old, "week-7");
 *	if (rollover_all(&k) == -1)	// cli->session has its start by now
 *		...
 *	rollover_say(&k);
 *	rollover_release(&k);
 */
#ifndef ROLLOVER_H
#define ROLLOVER_H

#include "board.h"
#include "cli.h"

struct rollover {
	struct cli *c; /* its store gets the rows */
	struct session *old;
	const char *name;   /* OLD's: `by` of the rows, `from` of actions */
	bool agenda;	    /* the agenda goes on too */
	instant start;	    /* of the new session, or now */
	instant began;	    /* OLD, or is to begin; INSTANT_NONE: unknown */
	struct board board; /* OLD's questions */
	bool *goes[TABLE_COUNT]; /* by OLD's record */
	size_t put[TABLE_COUNT];
};

/* All of OLD's tables must be loaded with TABLE_WANT_ALL. */
void rollover_init(
    struct rollover *k, struct cli *c, struct session *old, const char *name);
void rollover_release(struct rollover *k);

/* Puts the rows of all tables but session.tsv. */
int rollover_all(struct rollover *k);
/* Says how many records were put. */
void rollover_say(const struct rollover *k);

/* Puts a row of OLD's as one of the new session's, made of that record. */
size_t rollover_put(struct rollover *k, struct store_row *row,
    const struct table *t, size_t rec);

#endif
