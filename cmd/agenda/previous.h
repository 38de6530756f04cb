/*
 * previous: what was announced in the session before this one.
 *
 *	if (previous_open(&b, cli) == -1) ...
 *	if (previous_announced(&b, title)) ...
 *	previous_close(&b);
 */
#ifndef AGENDA_PREVIOUS_H
#define AGENDA_PREVIOUS_H

#include "cli.h"
#include "intern.h"

struct previous {
	struct session s;
	bool found;
	struct arena mem;
	struct intern title; /* folded, of what was announced */
};

/* Finds the one before in the series of cli's session, by the start; where
 * there is none, nothing was announced. */
int previous_open(struct previous *b, struct cli *c);
void previous_close(struct previous *b);
bool previous_announced(const struct previous *b, struct str title);

#endif
