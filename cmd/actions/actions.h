/*
 * actions: what the program's modules share.
 *
 *	entry	add, import, edit, state, done, snooze; fields
 *	deck	actions of a session or of a whole series, in order
 *	list	list, due, missing
 *	todo	list -o ics
 *	remind	remind, and what was sent
 *	letter	a message to one person
 *
 * A verb's function returns its exit status.
 */
#ifndef ACTIONS_H
#define ACTIONS_H

#include "deck.h"
#include "verbs.h"

/* ---- entry */

extern const struct verbs_spec actions_spec;

/* Appends the status that was typed or of which it is a beginning. */
int actions_check_status(struct cli *c, struct str typed, struct buf *b);

int actions_add(struct cli *c);
int actions_import(struct cli *c);
int actions_edit(struct cli *c);
int actions_state(struct cli *c);
int actions_done(struct cli *c);
int actions_snooze(struct cli *c);

/* ---- list */

int actions_list(struct cli *c);
int actions_due(struct cli *c);
int actions_missing(struct cli *c);

/* Prints `days,id,who,when,where,first,what` of them. */
int actions_print_due(
    struct cli *c, const struct deck_entry *const entry[], size_t n);

/* ---- todo */

/* Prints a VTODO of each. */
void todo_print(struct cli *c, const struct deck *d);

/* ---- remind */

int actions_remind(struct cli *c);

#endif
