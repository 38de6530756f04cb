/*
 * verbs: the list of writing verbs, each with a world that it works on.
 *
 * A line of the file is WORLD, COMMAND and, where it reads standard input,
 * what it reads, with a TAB between; `#` begins a comment.
 */
#ifndef VERBS_H
#define VERBS_H

#include "command.h"

struct verb {
	char *world;
	char *line; /* the command as it stands in the list */
	struct command command;
};

struct verbs {
	struct verb *verb;
	size_t n, cap;
};

void verbs_read(struct verbs *v, const char *path);
void verbs_release(struct verbs *v);

#endif
