/*
 * world: all files below a directory, in memory: to set them back, and to
 * tell what became of them.
 *
 *	world_read(&before, dir);
 *	... a command writes ...
 *	world_read(&now, dir);
 *	world_compare(&now, &before, &after, &change);
 *	world_restore(&before, &now, dir);
 *	world_release(&now);
 */
#ifndef WORLD_H
#define WORLD_H

#include <sys/types.h>

#include "buf.h"

struct world_file {
	char *path; /* below the directory */
	char kind;  /* d, f, l */
	mode_t mode;
	struct str bytes; /* of a link where it leads; owned */
};

/* By path, so that a directory comes before what is in it. */
struct world {
	struct world_file *file;
	size_t n, cap;
};

void world_read(struct world *w, const char *dir);
void world_release(struct world *w);
/* By path, for who adds files himself. */
void world_sort(struct world *w);
/* Makes `dir`, which holds `now`, hold what `w` holds. */
void world_restore(
    const struct world *w, const struct world *now, const char *dir);

const struct world_file *world_find(const struct world *w, const char *path);
bool world_same(const struct world_file *a, const struct world_file *b);
/* Whether both hold the same files. */
bool world_equal(const struct world *a, const struct world *b);
/* A path that no table is lost with: a temporary file, or what is in a
 * directory that was made aside. */
bool world_is_leftover(const char *path);

/* What became of the files that differ before and after. */
struct world_change {
	size_t old, new;   /* as before, as after; new are tables alone */
	size_t torn;	   /* as before, and a part of what was appended */
	size_t leftovers;  /* temporary files */
	size_t rejected;   /* TABLE.rejected, in neither */
	const char *left;  /* one of the leftovers */
	const char *early; /* written before what its rows refer to, or NULL */
	const char *strange; /* one that is none of these, or NULL */
};

/* What is git's own is passed over. */
void world_compare(const struct world *now, const struct world *before,
    const struct world *after, struct world_change *c);

#endif
