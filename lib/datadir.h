/*
 * datadir: where the kit's own files are, such as templates.
 *
 * In this order: one's own, $XDG_DATA_HOME/moot (~/.local/share/moot where
 * that is unset); then $MOOT_DATA where it is set, else data/ of the source
 * tree where the program runs from a build in it (as /proc tells), else the
 * directory under the PREFIX that was given to make.
 */
#ifndef DATADIR_H
#define DATADIR_H

#include "error.h"

enum { DATADIR_MAX = 2 };

/*
 * The directories of that kind (`templates`) that exist, most personal
 * first, *n of them, which the caller frees, on failure too; EXIT_SYSTEM
 * where it cannot be said whether one does.
 */
int datadir_find(
    const char *kind, char *dir[DATADIR_MAX], size_t *n, struct error *e);

#endif
