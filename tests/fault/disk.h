/*
 * disk: what a disk may hold when the power fails.
 *
 * A disk is files and directories and the names that lead to them.  What a
 * program does to it are steps; one that no sync covers yet may be lost, or
 * done though an earlier one is lost: POSIX promises no order.  Of a write
 * that is not synced half may be there, or its length with zeros.
 *
 *	disk_init(&d, &world);
 *	disk_do(&d, &step, DISK_DONE);
 *	disk_to_world(&d, &after);
 *	disk_release(&d);
 */
#ifndef DISK_H
#define DISK_H

#include "world.h"

enum { DISK_NONE = -1, DISK_ROOT = 0 };

enum disk_verb {
	DISK_MAKE,
	DISK_WRITE,
	DISK_CUT,
	DISK_MODE,
	DISK_RENAME,
	DISK_REMOVE,
	DISK_SYNC
};

/* A step; nodes are numbered in the order in which they were made. */
struct disk_step {
	enum disk_verb verb;
	int node;  /* what is made, written, synced, renamed */
	char kind; /* made: d, f */
	mode_t mode;
	int dir, to; /* in which a name is made or removed; renamed to */
	char *name, *new_name;
	size_t at;	  /* written, or cut to */
	struct str bytes; /* owned */
};

enum disk_how { DISK_DONE, DISK_LOST, DISK_HALF, DISK_ZEROS };

struct disk_node {
	char kind;
	mode_t mode;
	struct buf bytes;
};

struct disk_name {
	int dir, node; /* DISK_NONE: gone */
	char *name;
};

struct disk {
	struct disk_node *node;
	size_t n, cap;
	struct disk_name *name;
	size_t nname, capname;
};

void disk_init(struct disk *d, const struct world *w);
void disk_release(struct disk *d);
void disk_do(struct disk *d, const struct disk_step *s, enum disk_how how);
/* The node of a name in a directory, or DISK_NONE. */
int disk_find(const struct disk *d, int dir, struct str name);
/* The same of a path below the root. */
int disk_walk(const struct disk *d, struct str path);
void disk_to_world(const struct disk *d, struct world *w);
/* Whether `sync` makes sure that the step lasts. */
bool disk_syncs(const struct disk_step *sync, const struct disk_step *s);

#endif
