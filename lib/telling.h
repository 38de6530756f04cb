/*
 * telling: columns of a form that tell who answered, or when.
 *
 * They are known by their headings, or by their cells: where there are any,
 * and each that is filled is an address, or a date.
 *
 *	struct telling t = TELLING_INIT;
 *	for each cell
 *		telling_add(&t, cell);
 *	if (telling_is_time(&t) || telling_is_address(&t) ||
 *	    telling_heading(heading))
 *		...
 */
#ifndef TELLING_H
#define TELLING_H

#include "str.h"

struct telling {
	bool any, dates, addresses;
};

#define TELLING_INIT ((struct telling){ false, true, true })

void telling_add(struct telling *t, struct str cell);
bool telling_is_time(const struct telling *t);
bool telling_is_address(const struct telling *t);

/* Whether a column with that heading tells who answered. */
bool telling_heading(struct str heading);
/* Whether it does so by names, so that what is in its cells are such. */
bool telling_heading_of_names(struct str heading);

#endif
