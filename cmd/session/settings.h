/*
 * settings: the rows of session.tsv.
 *
 * Any key goes.  The values of a few mean something to the programs; those
 * are checked and put into one form as they are set: `start` an instant in
 * UTC, `length` a duration, `zone` one that the system knows, `every` a
 * number of days.  Since a start is read in the zone, a zone that is set
 * along with it is set first.
 */
#ifndef SETTINGS_H
#define SETTINGS_H

#include "cli.h"

/*
 * Appends the value of a setting as it is stored; a zone also becomes the
 * process's.  -1: not a value of that setting (EXIT_INPUT).
 */
int settings_add_stored(struct str key, struct str typed, instant now,
    struct buf *b, struct error *e);

/* Appends a stored value as people read it: instants as local times. */
void settings_add_shown(struct str key, struct str stored, struct buf *b);

/* Puts the row for a setting; no value clears it. */
int settings_put(
    struct cli *c, struct str key, struct str stored, struct str by);
/* The same as it was said at that time, or INSTANT_NONE: now. */
int settings_put_at(struct cli *c, struct str key, struct str stored,
    struct str by, instant time);

int settings_set(struct cli *c);
int settings_show(struct cli *c);

#endif
