/*
 * series: the sessions that stand beside one another, for what is asked of
 * all of them.
 *
 * To list a series locks each of its sessions for a moment, so the caller
 * must hold no lock; of the session that is open itself, the tables loaded
 * there are meant, under whatever lock it has.
 *
 *	series_of(&se, &session, &err);		// the series it is in
 *	for (i = 0; i < se.n; i++)
 *		if (series_load(&se, i, &past, want, &err) == -1) ...
 *			... session_release(&past);
 *	series_release(&se);
 */
#ifndef SERIES_H
#define SERIES_H

#include "session.h"

struct series {
	char **dir; /* by start */
	size_t n;
	size_t self; /* the open session's place; n: it is not among them */
};

/* The series that an open session is in; EXIT_INPUT, EXIT_SYSTEM. */
int series_of(struct series *se, struct session *s, struct error *e);
/* The one in that directory; self is n. */
int series_at(struct series *se, const char *dir, struct error *e);
void series_release(struct series *se);

/* Reads tables of the `i`th session; the caller releases it. */
int series_load(const struct series *se, size_t i, struct session *s,
    const table_want want[TABLE_COUNT], struct error *e);

/* The name of the `i`th session's directory, without what leads there. */
struct str series_name(const struct series *se, size_t i);

#endif
