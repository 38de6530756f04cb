/*
 * planned: the agenda as it was planned, whatever its meeting made of it.
 *
 * What was said of an item's length and start, and that it is dropped, while
 * the meeting went on is what the meeting made of the plan (`agenda fit`), and
 * does not count here; what was said before and after does.  An item that
 * was added meanwhile is as it is.
 *
 *	planned_read(&p, session);	// agenda.tsv, times.tsv: all of them
 *	length = planned_get(&p, rec, AGENDA_LENGTH);
 *	planned_release(&p);
 */
#ifndef PLANNED_H
#define PLANNED_H

#include "session.h"

/* A time at which the meeting went on. */
struct planned_span {
	instant from, to;
};

/* The newest row that counts for one field. */
struct planned_field {
	instant time;
	const char *row;
	struct str raw;
};

struct planned {
	struct table *agenda;
	struct planned_span *span; /* oldest first */
	size_t nspan, capspan;
	struct planned_field *field; /* by record */
};

void planned_read(struct planned *p, struct session *s);
void planned_release(struct planned *p);

/* When the meeting first began; INSTANT_NONE: it did not. */
instant planned_began(const struct planned *p);
/* A field of a record, plain; it lives as long as the table. */
struct str planned_get(const struct planned *p, size_t rec, int col);
/* Whether the item is to be left out. */
bool planned_is_dropped(const struct planned *p, size_t rec);

#endif
