/*
 * clock: running clocks, replayed from times.tsv.
 *
 * A running clock is a pair of instants, never a count of ticks: it survives
 * a killed program, a closed laptop and a second viewer, and counts real
 * time through a suspend.  Every clock has an id: an agenda item's, or one
 * of its own (a countdown that `timer` started).  Of the items' clocks one
 * runs at a time: to start one stops the other.
 *
 * Events: `start` (value: the length of a countdown, label: its name),
 * `back` (as if the item under way had not been started: its time since then
 * goes to the one named), `pause`, `resume` (id, or empty for the item's
 * under way), `extend` (value `+5m`), `skip`, `stop`, `end` (of the
 * meeting), `tick`, `untick`; `undo` (value: the time of the event that
 * never was; see clock_undone).
 *
 *	clock_replay(&set, times, is_item, arg);
 *	ms = clock_elapsed(&set.clock[i], now);
 *	clock_release(&set);
 */
#ifndef CLOCK_H
#define CLOCK_H

#include "arena.h"
#include "table.h"

#define CLOCK_NONE SIZE_MAX

enum clock_state { CLOCK_IDLE, CLOCK_RUNNING, CLOCK_PAUSED, CLOCK_STOPPED };

struct clock {
	struct str id, label;
	bool item;
	enum clock_state state;
	instant started; /* first; INSTANT_NONE: never */
	instant since;	 /* running: since when */
	instant stopped; /* stopped: when last */
	int64_t ms;	 /* counted before `since` */
	long length;	 /* of a countdown, seconds; -1: the item's own */
	long extended;	 /* seconds, may be negative */
	bool skipped, ticked;
};

/* That an item was started, and what its clock had counted by then. */
struct clock_run {
	size_t clock;
	int64_t before; /* ms */
};

struct clock_set {
	struct clock *clock;
	size_t n, cap;
	struct intern id;	 /* the same numbers */
	struct clock_run *trail; /* how the meeting came to where it is: */
	size_t ntrail, captrail; /* what `back` took back is not in it */
	size_t current;		 /* the item under way, running or paused */
	size_t latest; /* the countdown started last that is not stopped */
	instant began; /* the meeting: its first item's start */
	instant ended; /* INSTANT_NONE: not ended */
	instant last;  /* the last event that counts */
};

/* `times` must be folded with TABLE_WANT_ALL; views are of it. */
void clock_replay(struct clock_set *set, struct table *times,
    bool (*is_item)(struct str id, void *arg), void *arg);
void clock_release(struct clock_set *set);

/* Keys, and the last `undo` of each. */
struct clock_undone_set {
	struct intern key;
	size_t *last;
	size_t cap;
};

/*
 * What `undo` takes back: of the events of that time those of its own id and
 * hand; where there are none, as of one typed by hand, whatever has that time.
 */
struct clock_undone {
	struct clock_undone_set own, any; /* by time, hand and id; by time */
	struct arena mem;
};

void clock_undone_read(struct clock_undone *u, struct table *times);
void clock_undone_release(struct clock_undone *u);
/* Whether one that follows takes back the `i`th event of the table. */
bool clock_is_undone(
    const struct clock_undone *u, struct table *times, size_t i);

/* Whether the event lets a clock run, and was typed without saying since
 * when: it counts for nothing. */
bool clock_lacks_time(struct table *times, size_t i);

/* The clock of that id, or CLOCK_NONE. */
size_t clock_find(const struct clock_set *set, struct str id);

/* Milliseconds that the clock has counted at `now`, pauses left out. */
int64_t clock_elapsed(const struct clock *c, instant now);

#endif
