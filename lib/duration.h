/*
 * duration: lengths of time and offsets, as they are typed and stored.
 *
 * A DURATION is `10` (minutes), `90s`, `10m`, `1h30m`, `3:00` (m:ss) or
 * `1:30:00`; it is written as `10m`, `6m30s`, `1h30m`.  An OFFSET from a
 * session's start is h:mm, `0:10` or `+0:50`; it is no duration, and which
 * of the two an argument is, its place decides.  Both are whole seconds
 * and at most DURATION_MAX.
 */
#ifndef DURATION_H
#define DURATION_H

#include <stdbool.h>

#include "buf.h"

#define DURATION_MAX (1000L * 3600)

/* Reads all of `s`; false, and *sec untouched, where it is no duration. */
bool duration_parse(struct str s, long *sec);
/* The same with an obligatory `+` or `-` in front: `+5m`, `-2`. */
bool duration_parse_signed(struct str s, long *sec);
bool duration_parse_offset(struct str s, long *sec);

/* Appends `1h30m`, `6m30s`, `45s`, `0m`; a negative one with `-`. */
void duration_add(struct buf *b, long sec);
/* Appends an offset: `0:50`; seconds are cut off. */
void duration_add_offset(struct buf *b, long sec);
/* Appends what a clock shows: `2:41`, `1:02:41`, `-0:12`. */
void duration_add_clock(struct buf *b, long sec);

#endif
