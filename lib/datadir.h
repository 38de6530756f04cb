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

#include <stddef.h>

enum { DATADIR_MAX = 2 };

/*
 * The directories of that kind (`templates`) that exist, most personal
 * first, at most DATADIR_MAX; returns how many.  The caller frees each.
 */
size_t datadir_find(const char *kind, char *dir[DATADIR_MAX]);

#endif
