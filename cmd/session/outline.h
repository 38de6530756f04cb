/*
 * outline: the agenda of the new session, out of the old one's.
 *
 * What was planned goes on (planned.h), not what became of it.
 *
 * Items, boxes, announcements and preparations go on unless their `carry`
 * says no or a last date that has passed, and with what does not goes what
 * is beneath it; goals and readings go on only where it says yes, or a date
 * that is to come.  What says yes beneath something that stays behind goes
 * up to where that stood.
 *
 * An item that the new session lacks is put behind the one that stood before
 * it, wherever that is by now; nothing is put beneath an item that was
 * dropped there.
 */
#ifndef OUTLINE_H
#define OUTLINE_H

#include "planned.h"
#include "rollover.h"

struct outline_item {
	size_t rec;    /* OLD's */
	int depth;     /* OLD's */
	size_t parent; /* in the outline, or OUTLINE_NONE */
	bool goes;
	size_t at; /* the new session's record, once it is there */
};

struct outline {
	struct rollover *k;
	struct planned planned;
	struct outline_item *item; /* OLD's, as planned */
	size_t n, cap;
	size_t *order; /* the new session's records, by their places */
	size_t norder, caporder;
};

#define OUTLINE_NONE SIZE_MAX

void outline_init(struct outline *o, struct rollover *k);
void outline_release(struct outline *o);

/* Puts the items that go on; marks them in k->goes. */
int outline_put_items(struct outline *o);
/* Puts a goal that an idea of OLD's becomes where goals are, or were: behind
 * the last one. */
int outline_put_goal(
    struct outline *o, struct str id, struct str title, size_t idea);

#endif
