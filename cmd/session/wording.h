/*
 * wording: times and numbers as people read them.
 */
#ifndef SESSION_WORDING_H
#define SESSION_WORDING_H

#include "instant.h"

/* Append `Friday, 20 November 2026`, and `Fri 20 Nov 2026`. */
void wording_add_day(struct buf *b, instant t);
void wording_add_short_day(struct buf *b, instant t);
/* A day as it is stored, `2026-11-27`, that way; what is none as it is. */
void wording_add_date(struct buf *b, struct str stored);
/* `18:00–19:30`; just the first where the other is INSTANT_NONE. */
void wording_add_hours(struct buf *b, instant from, instant to);
/* `1 answer`, `3 answers`. */
void wording_add_count(struct buf *b, size_t n, const char *what);
/* `+1m20s`, `-30s`, `0m`. */
void wording_add_change(struct buf *b, long sec);
/* Without decimals that say nothing: 8, 7.5, 7.25. */
void wording_add_rating(struct buf *b, double x);
/* Milliseconds that were counted as seconds, to the nearest. */
long wording_seconds(int64_t ms);

#endif
