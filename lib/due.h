/*
 * due: the day by which something is to be done, as actions.tsv has it.
 *
 * It is stored as people read it: `2026-11-27`, or `2026-11-27T18:00` where a
 * time was given, in the session's zone.  `next` is the start of the next
 * session of the series, or where there is none yet this one's start plus
 * the setting `every`.  That must be known before the session is locked,
 * since every session of the series is looked at.
 *
 *	if (due_next(session, &next, &err) == -1) ...	// found, not locked
 *	...
 *	if (due_add_stored(typed, now, next, &b, &err) == -1) ...
 *	if (due_read(stored, &t, &timed))
 *		days = due_days(t, now);
 */
#ifndef DUE_H
#define DUE_H

#include "session.h"

/* INSTANT_NONE where the session has no start. */
int due_next(struct session *s, instant *next, struct error *e);

/* Appends what a DATE that was typed, or `next`, is stored as.  EXIT_INPUT
 * where it is neither. */
int due_add_stored(struct str typed, instant now, instant next, struct buf *b,
    struct error *e);

/* Reads a stored one: 0:00 where it has no time.  False where it is none. */
bool due_read(struct str stored, instant *t, bool *timed);

/* Days of the calendar from `now` to `t`; less than 0: it is over. */
long due_days(instant t, instant now);

#endif
