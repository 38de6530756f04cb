/*
 * watch: a session's tables change.
 *
 * What tells is each table's file: its inode, size and time.  When to look
 * is told by inotify where there is one, at once; and in any case after
 * watch_patience, which is all that a system without it has, and what
 * notices writers on another machine of a shared file system.
 * MOOT_WATCH=poll in the environment does without inotify.
 *
 *	watch_open(&w, &session);
 *	load
 *	for (;;) {
 *		wait for watch_fd(&w), if any, at most watch_patience(&w)
 *		if (watch_changed(&w))
 *			load again
 *	}
 *	watch_close(&w);
 */
#ifndef WATCH_H
#define WATCH_H

#include <sys/stat.h>

#include "session.h"

struct watch {
	int dir;    /* the session's, borrowed */
	int notify; /* inotify's descriptor, or -1 */
	struct stat seen[TABLE_COUNT];
};

/* The session must be found and live as long; never fails, but may poll. */
void watch_open(struct watch *w, const struct session *s);
void watch_close(struct watch *w);

/* What becomes readable on a change, or -1. */
int watch_fd(const struct watch *w);
/* After how many milliseconds to look anyway. */
long watch_patience(const struct watch *w);
/* Whether a table is another than when last asked. */
bool watch_changed(struct watch *w);

#endif
