/*
 * fill: a line made by a format, such as `%t %l`.
 *
 * Each letter stands for a value that the caller has; `%%` is a percent
 * sign.  All else is taken as it is.
 *
 *	struct fill_letter l[] = { { 't', title }, { 'l', left } };
 *	if (fill_add(&line, format, l, 2, &err) == -1) ...
 */
#ifndef FILL_H
#define FILL_H

#include "error.h"

struct fill_letter {
	char letter;
	struct str value;
};

/* EXIT_INPUT where the format has another letter; then `b` is as it was. */
int fill_add(struct buf *b, struct str format, const struct fill_letter l[],
    size_t n, struct error *e);

#endif
