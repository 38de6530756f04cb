/*
 * held: the locks of all sessions of a repository.
 *
 * They are taken in the order of their paths, so that two who take them do
 * not wait for one another, and held only while git reads or writes the
 * tables, never over the network.
 *
 *	if (held_take(&h, &git, &err) == -1) ...
 *	... commit, merge ...
 *	held_release(&h);
 */
#ifndef HELD_H
#define HELD_H

#include "git.h"
#include "session.h"

struct held {
	struct session *session;
	size_t n;
};

int held_take(struct held *h, struct git *g, struct error *e);
void held_release(struct held *h);

#endif
