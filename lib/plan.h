/*
 * plan: the agenda laid out in time, and where the meeting is in it.
 *
 * Items stand in the order of agenda.tsv; `depth` makes an outline of them.
 * What takes time is a leaf: not a goal, an announcement, a preparation, an
 * `extra`, and a box or a reading only where it has a length and nothing
 * above it has one, whose part it were.  A parent without a length
 * spans its children; with one it is a container: its children are packed
 * inside and the rest is its slack.  An open leaf (no length) shares with
 * the other open ones what time its container has left before the next start
 * that is fixed, or its end.  Offsets are seconds from the session's start,
 * and all lengths are seconds.
 *
 *	plan_read(&p, session, now);	// agenda, times and session loaded
 *	for (i = 0; i < p.n; i++)
 *		use(&p.item[i]);
 *	plan_release(&p);
 */
#ifndef PLAN_H
#define PLAN_H

#include "clock.h"
#include "session.h"

#define PLAN_NONE SIZE_MAX
/* What session_load must read for a plan. */
#define PLAN_WANT_AGENDA TABLE_WANT_ALL
#define PLAN_WANT_TIMES TABLE_WANT_ALL

enum plan_fix { PLAN_FREE, PLAN_SOFT, PLAN_HARD }; /* of a start */

struct plan_item {
	size_t rec; /* in agenda.tsv */
	struct str id, title, kind, when;
	int depth;
	size_t parent;	   /* PLAN_NONE at the top */
	size_t end;	   /* the item behind its last descendant */
	bool leaf;	   /* takes time of its own: what `next` goes to */
	bool timed;	   /* a leaf, or a parent of one */
	size_t first;	   /* then the first leaf: itself, or beneath it */
	bool fixed_length; /* has one of its own */
	long length;	   /* its own as planned, -1 where it has none */
	long min;	   /* how short `fit` may make it */
	enum plan_fix fix;
	long start;  /* the offset at which it is fixed */
	long offset; /* as laid out */
	long span;   /* as laid out: its length, its children's, its share */
	long slack;  /* of a container: what its children leave */
	bool skipped, ticked, done;
	size_t clock;	/* in p->clocks, or CLOCK_NONE */
	int64_t actual; /* ms really taken, of a parent with its children */
};

struct plan {
	struct session *s;
	struct plan_item *item;
	size_t n;
	struct clock_set clocks;
	size_t *of_clock; /* by clock: its item, or PLAN_NONE */
	instant now;
	instant start;	/* the session's, else when it began, else now */
	bool has_start; /* the session has one */
	long length;	/* the session's, -1 where unset */
	long end;	/* the offset at which the plan ends */
	size_t current; /* the item under way, or PLAN_NONE */
};

/* A depth as it stands in the table, 0 where it is none. */
int plan_depth(struct str s);

/* Dropped items are left out, with what is beneath them. */
void plan_read(struct plan *p, struct session *s, instant now);
void plan_release(struct plan *p);

/* The item of a record of agenda.tsv, or PLAN_NONE. */
size_t plan_find(const struct plan *p, size_t rec);
/* Whether it is laid out as one, behind the unit before it: a leaf, or a
 * container. */
bool plan_is_unit(const struct plan_item *it);
/* The first timed leaf of `i` itself or beneath it, or PLAN_NONE. */
size_t plan_first_leaf(const struct plan *p, size_t i);
/* The leaf after `i` (from the first: PLAN_NONE) that is not skipped. */
size_t plan_next(const struct plan *p, size_t i);
/* The leaf that was under way before `i` last began, or PLAN_NONE. */
size_t plan_previous(const struct plan *p, size_t i);
/* The item that a clock of p->clocks is of, or PLAN_NONE. */
size_t plan_of_clock(const struct plan *p, size_t clock);

/* What the item may take: span and extensions, in seconds. */
long plan_allowed(const struct plan *p, size_t i);
/* Milliseconds left of it, negative when over. */
int64_t plan_left(const struct plan *p, size_t i);
/* The innermost parent of the current item that has a length, or NONE. */
size_t plan_section(const struct plan *p);
/* When the meeting is going to end: now, what is left of the item under way
 * and the spans of what comes. */
instant plan_projected_end(const struct plan *p);
/* Seconds behind the plan, negative when ahead: when the item under way
 * will end against when the plan has it end. */
long plan_behind(const struct plan *p);

#endif
