/*
 * letter: the reminder that goes to one person.
 *
 *	letter_add(&b, &letter);	// an RFC 5322 message
 *	letter_send(command, buf_str(&b), &letter, &err);
 */
#ifndef LETTER_H
#define LETTER_H

#include "deck.h"

struct letter {
	const struct deck_entry *const *entry; /* what is due, nearest first */
	size_t n;
	struct str who, name, address;	    /* whom it goes to */
	struct str from_name, from_address; /* empty: the mailer says */
	struct str title;		    /* the session's */
	instant now;
};

void letter_add(struct buf *b, const struct letter *l);

/*
 * Runs a command by sh(1) with the message on its standard input, and
 * MOOT_WHO and MOOT_TO in its environment.  0 where it exits with 0.  1, with
 * the error set, where it exits otherwise, since it may take the next one; -1
 * where it cannot be run or is ended by a signal.  Both are EXIT_SYSTEM.
 */
int letter_send(const char *command, struct str message, const struct letter *l,
    struct error *e);

#endif
