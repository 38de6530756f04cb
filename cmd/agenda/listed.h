/*
 * listed: rows of the listing, without what it computed.
 *
 * The listing shows as a parent's length what its parts sum to.  Taken in
 * elsewhere that must not become a length of its own, which would no more
 * follow the parts.  Rows are taken for the listing's where they have
 * `offset`, `depth` and `length`.
 */
#ifndef AGENDA_LISTED_H
#define AGENDA_LISTED_H

#include "buf.h"

/* Appends the rows of `text` to `b`, lengths that are sums left out. */
void listed_own(struct str text, struct buf *b);

#endif
