/*
 * reading: which clock is meant, and how it stands.
 *
 * A reading is a copy of one clock with what is shown of it; it outlives the
 * tables that it was taken from.
 *
 *	plan_read(&p, session, now);
 *	reading_take(&r, &p, reading_shown(&p));
 *	plan_release(&p);
 *	left = reading_left(&r, now);
 *	reading_release(&r);
 */
#ifndef READING_H
#define READING_H

#include "id.h"
#include "plan.h"

struct reading {
	struct buf id, title; /* the title is never empty where it runs */
	struct buf next;      /* of the agenda: the title of what comes */
	struct clock clock;   /* without its views */
	long length;	      /* seconds, -1: it has none */
};

/* A clock of p->clocks, or CLOCK_NONE: then clock.state is CLOCK_IDLE. */
void reading_take(struct reading *r, const struct plan *p, size_t clock);
/* One that no table has, begun at `now`. */
void reading_begin(
    struct reading *r, long seconds, struct str label, instant now);
void reading_release(struct reading *r);

/* The agenda's item under way, else the latest countdown that goes on. */
size_t reading_shown(const struct plan *p);
/* The latest countdown that goes on, else the agenda's item. */
size_t reading_acted(const struct plan *p);
/* The clock of an id, a unique prefix of one, or an item's number;
 * CLOCK_NONE and EXIT_INPUT where none is meant. */
size_t reading_find(const struct plan *p, struct str typed, struct error *e);

bool reading_goes_on(const struct reading *r); /* runs, or pauses */
/* Milliseconds; left is negative when over, and without length endless. */
int64_t reading_elapsed(const struct reading *r, instant now);
int64_t reading_left(const struct reading *r, instant now);
/* The same as shown, in seconds that add up to the length. */
long reading_elapsed_shown(const struct reading *r, instant now);
long reading_left_shown(const struct reading *r, instant now);

#endif
