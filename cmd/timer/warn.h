/*
 * warn: when a clock warns: `20%,5%` of its length, or `1m,10s` before zero.
 *
 *	if (warn_parse(&w, STR("20%,5%"), &err) == -1) ...
 *	tone = warn_tone(&w, warn_level(&w, length, left));
 *	warn_release(&w);
 */
#ifndef WARN_H
#define WARN_H

#include <stdint.h>

#include "error.h"

#define WARN_DEFAULT "20%,5%"

struct warn {
	bool percent;
	long value; /* percent, or seconds */
};

struct warn_list {
	struct warn *warn;
	size_t n, cap;
};

/* How a clock looks and what `%c` says of it. */
enum tone { TONE_OK, TONE_WARN, TONE_LAST, TONE_OVER };

/* Reads a list with commas; the empty one never warns. */
int warn_parse(struct warn_list *w, struct str text, struct error *e);
void warn_release(struct warn_list *w);

/*
 * How many warnings a clock of `length` seconds has passed with `left`
 * milliseconds to go; one more than there are at zero.  A clock without
 * length (-1) warns never.
 */
size_t warn_level(const struct warn_list *w, long length, int64_t left);
enum tone warn_tone(const struct warn_list *w, size_t level);

#endif
