/*
 * past: how long items were planned and really took, over a series.
 *
 * Of each session there is a point for every item that ran and is over: by
 * its id, and, where it takes time by itself, by its kind.
 *
 *	if (past_read(&past, cli, series) == -1) ...
 *	for (i = 0; i < past.n; i++)
 *		use(&past.group[i]);
 *	past_release(&past);
 */
#ifndef AGENDA_PAST_H
#define AGENDA_PAST_H

#include "arena.h"
#include "cli.h"

struct past_point {
	long planned, actual; /* seconds */
};

struct past_group {
	bool kind;		/* else an id */
	struct str what, title; /* the title as it was last */
	struct past_point *point;
	size_t n, cap;
};

struct past {
	struct past_group *group; /* in the order of first appearance */
	size_t n, cap;
	struct arena mem;
};

/* Reads all sessions of the series; -1 where it has none. */
int past_read(struct past *past, struct cli *c, const char *series);
void past_release(struct past *past);

/* Medians; the ratio is of actual by planned, -1 where nothing was planned. */
long past_planned(const struct past_group *g);
long past_actual(const struct past_group *g);
double past_ratio(const struct past_group *g);

/* The ratio to be expected of an item: that of its id, else of its kind,
 * else 1. */
double past_expect(const struct past *past, struct str id, struct str kind);

#endif
