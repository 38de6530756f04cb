/*
 * instant: points in time, and days in a zone.
 *
 * An instant is milliseconds since 1970-01-01T00:00:00Z in an int64_t, from
 * INSTANT_MIN to INSTANT_MAX, the years 0001 to 9999 in UTC; INSTANT_NONE,
 * older than all, stands for a row's empty time.  Instants are stored in
 * UTC; people read and type clock times of a zone.  The zone is libc's,
 * which is one for the process: zone_use sets it, and what is said below of
 * local time is said of the zone last set (the environment's TZ before that).
 *
 * What reads text reads all of it, or returns false and leaves what it would
 * have set as it was.  No reader returns an instant out of range; adding
 * to one is the caller's to check.
 */
#ifndef INSTANT_H
#define INSTANT_H

#include <stdbool.h>
#include <stdint.h>

#include "error.h"

typedef int64_t instant;
#define INSTANT_NONE INT64_MIN
#define INSTANT_MIN INT64_C(-62135596800000) /* 0001-01-01T00:00:00.000Z */
#define INSTANT_MAX INT64_C(253402300799999) /* 9999-12-31T23:59:59.999Z */

/* A calendar day and a time of day; month and day count from 1. */
struct civil {
	int year, month, day, hour, minute, second;
	int weekday; /* 0 is Sunday */
};

/* The system's clock (CLOCK_REALTIME). */
instant instant_now(void);

/* Milliseconds on a clock that nobody sets (CLOCK_MONOTONIC), to measure
 * how long something takes; no instant. */
int64_t instant_ticks(void);

/*
 * Reads the one stored form, `2026-11-20T18:00:00.123Z`, 24 bytes, real
 * dates of the years 0001 to 9999 only (a leap second is none).
 */
bool instant_parse_stored(struct str s, instant *t);
/* Appends the stored form; of INSTANT_NONE nothing, the empty field. */
void instant_add_stored(struct buf *b, instant t);

/*
 * Reads RFC 3339: a fraction of any length (cut to ms), `Z` or `+01:00`,
 * upper or lower case `t` and `z`; neither a space for the `T` nor a leap
 * second.
 */
bool instant_parse_rfc3339(struct str s, instant *t);

/*
 * Makes `name` (IANA, `Europe/Berlin`) the zone, also in the environment,
 * for programs that this one runs.  The empty name means the environment's
 * own TZ as it was before the first call.  Where the zone database ($TZDIR,
 * else /usr/share/zoneinfo) has no such zone, 1 is returned and nothing
 * changed: libc itself takes any name for UTC without a word.  -1 where the
 * database cannot be read.  `UTC` needs no database.
 */
int zone_use(struct str name, struct error *e);

/*
 * The local day and time at `t`, and back.  A time that a change to summer
 * time leaves out means one hour later (02:30 is 03:30); of one that comes
 * twice, the first.  Of `c`, the weekday is not read, and a day before or
 * beyond its month is one of the months beside it, so `c.day += 3` needs no
 * calendar.
 */
struct civil civil_of(instant t);
instant civil_instant(struct civil c);

/* Append local `2026-11-20T18:00`, `2026-11-20`, `18:00`; or nothing. */
void instant_add_local(struct buf *b, instant t);
void instant_add_day(struct buf *b, instant t);
void instant_add_time(struct buf *b, instant t);

/*
 * Reads a DATE as moot(7) has it, but for `next`: `2026-11-27`,
 * `2026-11-27T18:00`, `today`, `tomorrow`, `fri` or `friday` (the next one
 * after today), `+3d`, `+2w`, `+1mo` (the same day of the month, or its
 * last), counted from the local day of `now`; words in any case, numbers of
 * up to 4 digits.  *t is that instant, at 0:00 local where no time is given;
 * *timed (may be NULL) says whether one was.  Anything else is false: no
 * guessing.
 */
bool date_parse(struct str s, instant now, instant *t, bool *timed);

/*
 * Reads what --at takes: `18:32` or `18:32:05` (local, two digits each, the
 * latest such time not after `now`), `-3m` (a DURATION before now), a timed
 * DATE or RFC 3339.  What is to come has not happened: that is false too.
 */
bool at_parse(struct str s, instant now, instant *t);

#endif
