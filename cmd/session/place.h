/*
 * place: the directory that becomes a session, whole or not at all.
 *
 * The tables are written to a directory of their own, beside a new one or
 * inside one that stands, and moved when all of them are on the disk;
 * session.tsv, which makes it a session, last.  A place that was not
 * finished is as it was.
 *
 *	if (place_open(&p, dir, &err) == -1 ||
 *	    place_stage(&p, session, &err) == -1)	// session->fd is there
 *		...
 *	... store_commit ...
 *	rc = place_finish(&p, session, &err);
 *	place_release(&p);
 */
#ifndef PLACE_H
#define PLACE_H

#include "session.h"

struct place {
	const char *dir;      /* as it was given */
	char *series;	      /* the directory above it */
	bool exists;	      /* DIR is there already */
	struct session there; /* then: open and locked */
	char *staging;	      /* while it stands */
	bool made;	      /* a new DIR is in its place */
};

/* Appends what the directory is called: its last name. */
int place_add_name(const char *dir, struct buf *b, struct error *e);
/* Sees that tables are merged line by line: where the session is, or is going
 * to be, the repository's root, in it, else in the series, if that can be
 * written. */
int place_see_to_attributes(const char *dir, struct error *e);

/* Refuses (EXIT_INPUT) a session, and what cannot become one. */
int place_open(struct place *p, const char *dir, struct error *e);
/* Whether a file of that name stands there already; or -1. */
int place_has(const struct place *p, const char *file, struct error *e);
/* Makes the directory to write to, and opens it as `s`. */
int place_stage(struct place *p, struct session *s, struct error *e);
/* Sees to .gitattributes and moves the tables to where they belong. */
int place_finish(struct place *p, const struct session *s, struct error *e);
/* Removes what was staged and not moved. */
void place_release(struct place *p);

#endif
