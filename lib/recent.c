#include <stdlib.h>
#include <sys/stat.h>

#include "recent.h"
#include "sort.h"
#include "xalloc.h"

enum { GAP_MS = 2, NEAR_MS = 1000, SET_MS = 60 * 1000 };
enum { ROW_MIN = sizeof("2026-11-20T18:00:00.123Z") }; /* bytes */

/* The times of rows that a command could meet. */
struct recent {
	instant since;
	instant *time;
	size_t n, cap;
};

static void
add_table(struct recent *r, const struct table *t)
{
	instant newest;
	size_t rec;

	for (rec = 0; t->newest != TABLE_NONE && rec < t->nrec; rec++) {
		newest = table_newest(t, rec);
		if (newest < r->since)
			continue;
		r->time = xgrow(r->time, r->n, &r->cap, sizeof(*r->time));
		r->time[r->n++] = newest;
	}
}

/* When each table was last written, in seconds. */
struct written {
	time_t at[TABLE_COUNT];
	instant since; /* one that was not written since is not ahead of now */
};

/*
 * Rows may be ahead of when they were written by as many milliseconds as there
 * are rows in all tables, since each command's are behind another's.  Of a
 * clock that was set (--now) the files say nothing.
 */
static void
read_written(struct written *w, const struct session *s, instant now)
{
	instant real = instant_now(), rows = 0;
	struct stat st;
	int i;

	for (i = 0; i < TABLE_COUNT; i++) {
		w->at[i] = 0;
		if (fstatat(s->fd, schema_of((enum table_id)i)->file, &st, 0) ==
		    -1)
			continue;
		w->at[i] = st.st_mtim.tv_sec;
		rows += st.st_size / ROW_MIN;
	}
	w->since = real - now > SET_MS || now - real > SET_MS
	    ? INSTANT_MIN
	    : (now < real ? now : real) - NEAR_MS - rows;
}

/* A table that was not asked for; one that cannot be read has no rows. */
static void
add_other(struct recent *r, struct session *s, enum table_id id,
    const struct written *w)
{
	struct table *t;

	if (w->at[id] < w->since / 1000 - 1)
		return;
	t = session_table_locked(s, id, TABLE_WANT_FIRST | TABLE_WANT_NEWEST);
	add_table(r, t);
	table_free(t);
}

static int
by_time(const void *a, const void *b)
{
	const instant *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* The last of the times that follow each other closely from `now` on. */
static instant
last_near(const struct recent *r, instant now, bool exact)
{
	instant last = now - GAP_MS;
	size_t i;

	for (i = 0; i < r->n; i++) {
		if (r->time[i] - (exact || last < now ? now : last) >= NEAR_MS)
			break;
		last = r->time[i];
	}
	return last;
}

instant
recent_begin(struct session *s, instant now, bool exact)
{
	struct recent r = { .since = now - GAP_MS + 1 };
	struct written w;
	instant last;
	int i;

	read_written(&w, s, now);
	for (i = 0; i < TABLE_COUNT; i++)
		if (s->table[i] != NULL)
			add_table(&r, s->table[i]);
		else
			add_other(&r, s, (enum table_id)i, &w);
	sort(r.time, r.n, sizeof(*r.time), by_time);
	last = last_near(&r, now, exact);
	free(r.time);
	return last + GAP_MS;
}
