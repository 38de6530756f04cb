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

/* Whether a table may have rows from `now` on: as many milliseconds ahead of
 * when it was last written as it has rows.  Of a clock that was set (--now) the
 * file says nothing. */
static bool
may_reach(const struct session *s, const struct schema *schema, instant now)
{
	instant off = instant_now() - now;
	struct stat st;

	if (off > SET_MS || off < -SET_MS)
		return true;
	return fstatat(s->fd, schema->file, &st, 0) == 0 &&
	    st.st_mtim.tv_sec >=
	    (now - NEAR_MS - st.st_size / ROW_MIN) / 1000 - 1;
}

/* A table that was not asked for; one that cannot be read has no rows. */
static void
add_other(struct recent *r, struct session *s, enum table_id id, instant now)
{
	struct table *t;

	if (!may_reach(s, schema_of(id), now))
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
last_near(const struct recent *r, instant now, bool at)
{
	instant last = now - GAP_MS;
	size_t i;

	for (i = 0; i < r->n; i++) {
		if (r->time[i] - (at || last < now ? now : last) >= NEAR_MS)
			break;
		last = r->time[i];
	}
	return last;
}

instant
recent_begin(struct session *s, instant now, bool at)
{
	struct recent r = { .since = now - GAP_MS + 1 };
	instant last;
	int i;

	for (i = 0; i < TABLE_COUNT; i++)
		if (s->table[i] != NULL)
			add_table(&r, s->table[i]);
		else
			add_other(&r, s, (enum table_id)i, now);
	sort(r.time, r.n, sizeof(*r.time), by_time);
	last = last_near(&r, now, at);
	free(r.time);
	return last + GAP_MS;
}
