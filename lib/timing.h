/*
 * timing: what a line of a plan says about time.
 *
 * These are taken out of a line, wherever in it they stand, in () or []:
 *
 *	0:10 - 0:12		start from the session's begin, and length
 *	10 min			length; `10m`, `1h30m`, `90 s`, `1.5 h`, `~5 min`,
 *				`1h30`, `1½ h`, `1:30:00`, `half an hour`
 *	10-20 min		at least 10 min, planned as that; the words
 *				stay as a remark
 *	chairs; 10m		length, and who
 *	pairs, 10 min		length, and a remark; also `10 min, pairs`
 *	optional, 10 min	length, and when
 *	Total = 30 mins		length of what it stands in (`total`)
 *	00:00 16:25		from where to where a film is shown: its
 *				length, if nothing else gives one
 *
 * and these without brackets:
 *
 *	the clock 3:00		length, m:ss, behind TIMING_CLOCK (`clock`)
 *	Answer 10 min		length, at the end, also `Answer 10m`; not
 *				behind `in`, `for` ..., where it is a sentence
 *	18:00 Answer		start, `front`: h:mm of the day, or from the
 *	6:10 p.m. Answer	begin; which of them, all of a plan must say
 *	18:00-18:10: Answer	the same, and length
 *
 * A dash may be a hyphen, an en or em dash, a minus or an arrow.  The first
 * length counts: another one that is the same is taken too, one that differs
 * stays (a clock's as a remark).  Of a range the lower bound is planned: a
 * plan is kept in time that way, and the facilitator sees how far it may
 * stretch.
 *
 *	struct timing t = TIMING_INIT;
 *	timing_take(&t, &text);
 *	if (t.length >= 0)
 *		...
 *	timing_release(&t);
 *
 * timing_begin tells when a sentence's first words do: `If time, ...`,
 * `Those who finish early ...`.
 */
#ifndef TIMING_H
#define TIMING_H

#include "buf.h"

/* "⌘", the mark of a clock in exported documents. */
#define TIMING_CLOCK "\xe2\x8c\x98"

enum timing_when { TIMING_ALWAYS, TIMING_IF_TIME, TIMING_EXTRA };

/* Seconds; -1 is unset. */
struct timing {
	long start, length, least;
	enum timing_when when;
	bool clock, total;
	bool front; /* the start stood before the words */
	struct buf who, remark;
};

#define TIMING_INIT                                                       \
	{                                                                 \
		-1, -1, -1, TIMING_ALWAYS, false, false, false, BUF_INIT, \
		    BUF_INIT                                              \
	}

/* Fills `t`, which must be fresh, and shortens `text` to what remains. */
void timing_take(struct timing *t, struct buf *text);
void timing_release(struct timing *t);
/* Was anything found? */
bool timing_any(const struct timing *t);

enum timing_when timing_begin(struct str text);

/* Whether all of `s` is a start as it stands before words, or a range. */
bool timing_is_front(struct str s);
/* Whether all of `s` is a length, as it stands in brackets. */
bool timing_is_length(struct str s);

#endif
