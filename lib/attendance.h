/*
 * attendance: who was at a session.
 *
 * While it goes on that is everybody whom people.tsv has had as `in` at some
 * time, who left early included, facilitators and guests too.  `session
 * close` freezes it: it writes their handles, joined by commas, into the
 * setting `present`, and when that was into `closed`.  From then on these
 * count, whatever becomes of the roster.  Where nobody was recorded as here
 * nothing is frozen, and there is nobody.
 *
 *	struct handles h = { 0 };
 *	attendance_add(session, &h);	// needs people.tsv: ATTENDANCE_PEOPLE
 *	use(h.n);
 *	handles_release(&h);
 */
#ifndef ATTENDANCE_H
#define ATTENDANCE_H

#include "handles.h"
#include "session.h"

/* What must be loaded of people.tsv. */
#define ATTENDANCE_PEOPLE (TABLE_WANT(PEOPLE_STATE) | TABLE_WANT_FIRST)

/* Adds those who were there: as they were frozen, else in the order of
 * their numbers. */
void attendance_add(struct session *s, struct handles *h);
/* The same of what people.tsv says now, whatever was frozen. */
void attendance_add_recorded(struct session *s, struct handles *h);

/* Whether it was frozen who was there. */
bool attendance_is_frozen(struct session *s);
/* Whether the session was closed, and when. */
bool attendance_closed(struct session *s, instant *t);

#endif
