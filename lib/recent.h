/*
 * recent: where in time a command's rows begin.
 *
 * Rows of one command are a millisecond apart, so that many of them are dated
 * ahead of the clock, and a command that follows at once begins behind them,
 * with a gap: so the rows of two commands never look like those of one.
 * That holds for whichever tables they write, so those that were not asked for
 * are looked at as well, where they were written lately; what cannot be read
 * there keeps nobody from writing elsewhere.
 */
#ifndef RECENT_H
#define RECENT_H

#include "session.h"

/*
 * The time of a command's first row: `now`, or 2 ms behind the rows that go on
 * from there without a gap of a second.  What is dated further ahead is another
 * clock's mistake.  Where the very time counts, as of an event or where somebody
 * said when it happened (--at), it is `now` or within a second of it.  The lock
 * is held.
 */
instant recent_begin(struct session *s, instant now, bool exact);

#endif
