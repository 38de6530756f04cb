/*
 * format: one line about a clock, as `status -F` has it.
 *
 *	%t title   %l left   %e elapsed   %p percent   %c ok, warn or over
 *	%% a percent sign
 */
#ifndef FORMAT_H
#define FORMAT_H

#include "reading.h"
#include "warn.h"

/* EXIT_INPUT where it has another letter behind a `%`. */
int format_check(struct str format, struct error *e);
/* Appends the line; the format must have been checked. */
void format_add(struct buf *b, struct str format, const struct reading *r,
    const struct warn_list *w, instant now);

#endif
