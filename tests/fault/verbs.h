/*
 * verbs: the list of verbs, each with a world that it works on.
 *
 * A line of a file is WORLD, COMMAND and, where it reads standard input,
 * what it reads, with a TAB between; `#` begins a comment, and `-` a verb
 * that is not to be run.  Those of a file called `reads` only read.
 *
 *	verbs_read(&v, "verbs");
 *	verbs_read(&v, "reads");
 *	for (i = 0; i < v.n; i++)
 *		use(&v.verb[i]);
 *	verbs_release(&v);
 */
#ifndef VERBS_H
#define VERBS_H

#include "command.h"

struct verb {
	bool reads;
	char *world;
	char *line; /* the command as it stands in the list */
	struct command command;
};

struct verbs {
	struct verb *verb;
	size_t n, cap;
};

/* Adds those of a file. */
void verbs_read(struct verbs *v, const char *path);
void verbs_release(struct verbs *v);

#endif
