/*
 * session: a session's directory: found, locked, read.
 *
 * A reader holds the directory's lock, shared, only while it opens its
 * tables and notes their lengths; those bytes are its snapshot.  A writer
 * (lib/store.h) holds it exclusive from before it opens the tables until it
 * has written.  Waiting is bounded.  Which fields of which tables are kept
 * is the caller's to say; session.tsv is always read, and its zone is made
 * the process's.
 *
 *	struct session s;
 *	session_init(&s);
 *	if (session_find(&s, dir, &err) == -1 ||
 *	    session_load(&s, want, &err) == -1)
 *		...
 *	title = session_setting(&s, "title");
 *	session_release(&s);
 */
#ifndef SESSION_H
#define SESSION_H

#include "error.h"
#include "table.h"

struct session {
	char *dir; /* as messages show it; "" for the current directory */
	int fd;
	int lock; /* the descriptor that holds the lock, or -1 */
	struct table *table[TABLE_COUNT]; /* NULL: not asked for */
};

void session_init(struct session *s);
void session_release(struct session *s);

/*
 * Opens DIR; where it is NULL $SESSION_DIR, else the nearest directory with
 * a session.tsv from the current one upwards.  EXIT_INPUT where there is
 * none.
 */
int session_find(struct session *s, const char *dir, struct error *e);

/* Whether that directory has a session.tsv: 1 or 0, or -1 where that cannot
 * be said.  One that may not be opened has none. */
int session_stands(const char *dir, struct error *e);
/* The directory above a session's, its series, as a path that can be typed:
 * `..` for the current one, `term/..`; the caller frees it. */
char *session_above(const char *dir);

/* The same as session_find for a directory that need not be a session yet. */
int session_open_dir(struct session *s, const char *dir, struct error *e);

/* Reads what `want` asks for of each table; 0 means not at all. */
int session_load(
    struct session *s, const table_want want[TABLE_COUNT], struct error *e);

/* The lock for a writer: waits up to 10 s, or $MOOT_LOCK_WAIT seconds. */
int session_lock(struct session *s, struct error *e);
void session_unlock(struct session *s);
/* Reads tables under the lock that is held. */
int session_load_locked(
    struct session *s, const table_want want[TABLE_COUNT], struct error *e);
/* One table, under the lock that is held, as a table of the caller's; without
 * records where it cannot be read. */
struct table *session_table_locked(
    struct session *s, enum table_id id, table_want want);

/* The value of a setting, plain; empty where unset. */
struct str session_setting(struct session *s, const char *key);
/* Whether a record was carried over from the session before, which has what
 * was done to it there; its table is wanted with `by`. */
bool session_carried(struct session *s, struct table *t, size_t rec);
/* session.start; false where unset or no instant or DATE. */
bool session_start(struct session *s, instant *t);
/* When the next session is due to start: as many days later as the setting
 * `every` says, or 7, at the same time by the clock; false where the session
 * has no start. */
bool session_next_start(struct session *s, instant *t);
/* A setting that is a DURATION, in seconds; -1 where unset or none. */
long session_duration(struct session *s, const char *key);

/* The table's file as messages show it: `week-7/agenda.tsv`; the caller
 * frees it. */
char *session_path(const struct session *s, const char *file);

/*
 * The sessions of the series at `dir` (the directory that holds them), by
 * their start, those without one last and by name.  *dirs is the caller's,
 * each to be freed; `*n` says how many.  Only with `links` is one a member that
 * a symbolic link leads to: whoever made the directory would choose what else
 * of the user's is read and written, and what is counted twice.
 */
int session_series(
    const char *dir, bool links, char ***dirs, size_t *n, struct error *e);

#endif
