/*
 * dates: the dates that forms write.
 *
 * `2026-11-20 18:30:05`, `2026/11/20 6:30:05 PM GMT+1`, `11/20/2026 18:30`,
 * `20.11.2026 18:30`, RFC 3339; the day alone is its 0:00.  Where no zone is
 * given, the process's is meant.  Whether the month or the day comes first
 * must be told.
 */
#ifndef DATES_H
#define DATES_H

#include "instant.h"

/* False where it is none of these. */
bool dates_parse(struct str s, bool day_first, instant *t);
/* Whether it is one, whichever comes first. */
bool dates_is(struct str s);

#endif
