/*
 * fix: mends the form of tables, never what they say.
 *
 * A byte order mark, carriage returns at the ends of lines, further headers
 * and repeated lines go; lines that cannot be read go to TABLE.rejected.
 * The rows that are left have the same fields as before, so the records are
 * the same.  A table whose header is missing or names a column twice is left
 * alone, since to write it anew would lose what stands under that header.
 */
#ifndef FIX_H
#define FIX_H

#include "cli.h"

/* Mends the tables of c->session, under the lock, and says what was done. */
int fix_session(struct cli *c);

#endif
