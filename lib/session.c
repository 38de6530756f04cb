#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "duration.h"
#include "file.h"
#include "session.h"
#include "words.h"
#include "xalloc.h"

enum { LOCK_WAIT_MS = 10 * 1000, LOCK_NAP_MAX_MS = 16, EVERY_DAYS = 7 };

void
session_init(struct session *s)
{
	*s = (struct session){ .fd = -1, .lock = -1 };
}

void
session_release(struct session *s)
{
	int i;

	for (i = 0; i < TABLE_COUNT; i++)
		table_free(s->table[i]);
	session_unlock(s);
	if (s->fd != -1)
		close(s->fd);
	free(s->dir);
	session_init(s);
}

char *
session_path(const struct session *s, const char *file)
{
	struct buf b = BUF_INIT;

	if (s->dir[0] != '\0')
		buf_addf(&b, "%s/", s->dir);
	buf_addz(&b, file);
	return buf_detach(&b);
}

/* ---- finding */

/* 1, or 0, or -1 where that cannot be said. */
static int
look_for_session(int dir)
{
	struct stat st;

	if (fstatat(dir, "session.tsv", &st, 0) == 0)
		return S_ISREG(st.st_mode);
	return errno == ENOENT || errno == ELOOP ? 0 : -1;
}

char *
session_above(const char *dir)
{
	struct str s = str_of(dir), name;
	struct buf b = BUF_INIT;
	size_t slash;

	while (s.n > 1 && s.p[s.n - 1] == '/')
		s.n--;
	for (slash = s.n; slash > 0 && s.p[slash - 1] != '/'; slash--)
		;
	name = str_from(s, slash);
	if (s.n == 0 || str_is(s, "."))
		buf_addz(&b, "..");
	else if (str_is(name, ".") || str_is(name, ".."))
		buf_addf(&b, "%.*s/..", STR_ARG(s));
	else if (slash == 0)
		buf_addz(&b, ".");
	else
		buf_add(&b, str_upto(s, slash > 1 ? slash - 1 : 1));
	return buf_detach(&b);
}

int
session_open_dir(struct session *s, const char *dir, struct error *e)
{
	struct str shown = str_of(dir);

	s->fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (s->fd == -1 && (errno == ENOENT || errno == ENOTDIR))
		return error_set(e, EXIT_INPUT, "no such directory: %s", dir);
	if (s->fd == -1)
		return error_errno(e, "%s", dir);
	while (shown.n > 1 && shown.p[shown.n - 1] == '/')
		shown.n--;
	s->dir = str_is(shown, ".") ? xstrdup("") : xstrndup(shown);
	return 0;
}

/* Opens `dir` where it is a session: 1, or 0, or -1.  A directory that is not
 * ours to open is none. */
static int
open_member(struct session *s, const char *dir, struct error *e)
{
	int found;

	if (session_open_dir(s, dir, e) == -1)
		return e->status == EXIT_INPUT || errno == EACCES ? 0 : -1;
	found = look_for_session(s->fd);
	if (found == -1)
		error_errno(e, "%s/session.tsv", dir);
	return found;
}

int
session_stands(const char *dir, struct error *e)
{
	struct session s;
	int found;

	session_init(&s);
	found = open_member(&s, dir, e);
	session_release(&s);
	return found;
}

static int
open_named(struct session *s, const char *dir, struct error *e)
{
	int found;

	if (session_open_dir(s, dir, e) == -1)
		return -1;
	found = look_for_session(s->fd);
	if (found == -1)
		return error_errno(e, "%s/session.tsv", dir);
	if (found == 0)
		return error_set(
		    e, EXIT_INPUT, "not a session: %s has no session.tsv", dir);
	return 0;
}

/* The directory above, in the place of `fd`; -1 at the root, where errno is
 * 0, or where it cannot be opened. */
static int
climb(int fd, struct error *e)
{
	int up = openat(fd, "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC), why;
	int root = up == -1 ? -1 : file_is_same(fd, up, "..", e);

	why = root == 1 ? 0 : errno;
	if (root != 0 && up != -1) {
		close(up);
		up = -1;
	}
	close(fd);
	errno = why;
	return up;
}

/* From the current directory upwards. */
static int
open_nearest(struct session *s, struct error *e)
{
	struct buf path = BUF_INIT;
	int fd = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC), found = 0;

	while (fd != -1 && (found = look_for_session(fd)) == 0) {
		fd = climb(fd, e);
		buf_addz(&path, path.n > 0 ? "/.." : "..");
	}
	s->fd = fd;
	s->dir = buf_detach(&path);
	if (found == 1)
		return 0;
	if (fd != -1 || errno != 0)
		return error_errno(e, "cannot look for session.tsv in %s",
		    s->dir[0] != '\0' ? s->dir : ".");
	return error_set(e, EXIT_INPUT,
	    "no session here: no session.tsv in this directory or "
	    "above it; see 'session init' or give -d DIR");
}

int
session_find(struct session *s, const char *dir, struct error *e)
{
	const char *env = getenv("SESSION_DIR");

	if (dir == NULL && env != NULL && env[0] != '\0')
		dir = env;
	return dir != NULL ? open_named(s, dir, e) : open_nearest(s, e);
}

/* ---- the lock */

static int64_t
lock_wait(void)
{
	const char *env = getenv("MOOT_LOCK_WAIT");
	char *end;
	double seconds;

	if (env == NULL || env[0] == '\0')
		return LOCK_WAIT_MS;
	seconds = strtod(env, &end);
	if (*end != '\0' || !(seconds >= 0 && seconds < 1e6))
		return LOCK_WAIT_MS;
	return (int64_t)(seconds * 1000);
}

static void
nap(long ms)
{
	struct timespec ts = { 0, ms * 1000000L };

	nanosleep(&ts, NULL);
}

/* Tries until the deadline; -1 with EWOULDBLOCK when it has passed. */
static int
flock_until(int fd, int how, int64_t deadline)
{
	long ms = 1;

	while (flock(fd, how | LOCK_NB) == -1) {
		if (errno == EINTR)
			continue;
		if (errno != EWOULDBLOCK || instant_ticks() >= deadline)
			return -1;
		nap(ms);
		ms = ms < LOCK_NAP_MAX_MS ? ms * 2 : ms;
	}
	return 0;
}

/*
 * Where a directory cannot be locked, session.tsv is: until the file that
 * is locked is the one of that name, since a rewrite replaces it.
 */
static int
lock_file_until(struct session *s, int how, int64_t deadline)
{
	int mode = how == LOCK_EX ? O_RDWR : O_RDONLY;
	struct stat st, named;
	int fd;

	for (;;) {
		fd = openat(s->fd, "session.tsv",
		    mode | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
		if (fd == -1)
			return -1;
		if (flock_until(fd, how, deadline) == -1)
			break;
		if (fstat(fd, &st) == 0 &&
		    fstatat(s->fd, "session.tsv", &named, 0) == 0 &&
		    st.st_ino == named.st_ino && st.st_dev == named.st_dev)
			return fd;
		close(fd);
	}
	close(fd);
	return -1;
}

static int
take_lock(struct session *s, int how, struct error *e)
{
	int64_t wait = lock_wait(), deadline = instant_ticks() + wait;
	int fd = s->fd;

	if (flock_until(fd, how, deadline) == -1)
		fd = errno == EWOULDBLOCK ? -1
					  : lock_file_until(s, how, deadline);
	if (fd == -1 && errno == EWOULDBLOCK)
		return error_set(e, EXIT_SYSTEM,
		    "another program holds the session's lock; waited %.3g s: "
		    "%s",
		    (double)wait / 1000, s->dir[0] != '\0' ? s->dir : ".");
	if (fd == -1)
		return error_errno(e, "cannot lock the session: %s",
		    s->dir[0] != '\0' ? s->dir : ".");
	s->lock = fd;
	return 0;
}

int
session_lock(struct session *s, struct error *e)
{
	return take_lock(s, LOCK_EX, e);
}

void
session_unlock(struct session *s)
{
	if (s->lock == -1)
		return;
	flock(s->lock, LOCK_UN);
	if (s->lock != s->fd)
		close(s->lock);
	s->lock = -1;
}

/* ---- reading */

static int
open_tables(struct session *s, struct file f[TABLE_COUNT],
    const table_want want[TABLE_COUNT], struct error *e)
{
	const char *name;
	char *shown;
	int i, rc = 0;

	for (i = 0; i < TABLE_COUNT && rc == 0; i++) {
		if (want[i] == 0 && i != TABLE_SESSION)
			continue;
		name = schema_of((enum table_id)i)->file;
		shown = session_path(s, name);
		rc = file_open(&f[i], s->fd, name, shown, e);
		free(shown);
	}
	return rc;
}

/* A table that has no file has no rows. */
static int
read_table(struct session *s, enum table_id id, struct file *f, table_want want,
    struct table **t, struct error *e)
{
	const struct schema *schema = schema_of(id);
	char *bytes = NULL, *shown;
	size_t n = 0;
	int rc = 0;

	if (f->fd != -1) {
		shown = session_path(s, schema->file);
		rc = file_read(f, shown, SCAN_PAD, &bytes, &n, e);
		free(shown);
	}
	if (rc == -1)
		return -1;
	table_free(*t);
	*t = table_new(schema, bytes, n);
	table_fold(*t, want);
	return 0;
}

static int
load(struct session *s, const table_want want[TABLE_COUNT], bool locked,
    struct error *e)
{
	struct file f[TABLE_COUNT];
	int i, rc;

	for (i = 0; i < TABLE_COUNT; i++)
		f[i].fd = -1;
	rc = open_tables(s, f, want, e);
	if (!locked)
		session_unlock(s);
	for (i = 0; i < TABLE_COUNT && rc == 0; i++)
		if (want[i] != 0 || i == TABLE_SESSION)
			rc = read_table(s, (enum table_id)i, &f[i],
			    i == TABLE_SESSION ? TABLE_WANT_ALL : want[i],
			    &s->table[i], e);
	for (i = 0; i < TABLE_COUNT; i++)
		file_close(&f[i]);
	if (rc == 0 && zone_use(session_setting(s, "zone"), e) == -1)
		rc = -1;
	return rc;
}

int
session_load(
    struct session *s, const table_want want[TABLE_COUNT], struct error *e)
{
	if (take_lock(s, LOCK_SH, e) == -1)
		return -1;
	return load(s, want, false, e);
}

int
session_load_locked(
    struct session *s, const table_want want[TABLE_COUNT], struct error *e)
{
	return load(s, want, true, e);
}

struct table *
session_table_locked(struct session *s, enum table_id id, table_want want)
{
	const char *name = schema_of(id)->file;
	struct error e = ERROR_INIT;
	struct table *t = table_new(schema_of(id), NULL, 0);
	struct file f;

	table_fold(t, want);
	if (file_open(&f, s->fd, name, name, &e) == 0) {
		read_table(s, id, &f, want, &t, &e);
		file_close(&f);
	}
	error_release(&e);
	return t;
}

/* ---- settings */

struct str
session_setting(struct session *s, const char *key)
{
	struct table *t = s->table[TABLE_SESSION];
	struct str k = str_of(key);
	size_t rec = t != NULL ? table_find(t, &k) : TABLE_NONE;

	if (rec == TABLE_NONE)
		return (struct str){ NULL, 0 };
	return table_get(t, rec, SESSION_VALUE);
}

bool
session_carried(struct session *s, struct table *t, size_t rec)
{
	struct str from = session_setting(s, "from");

	return from.n > 0 && str_eq(table_get(t, rec, t->schema->by), from);
}

bool
session_start(struct session *s, instant *t)
{
	struct str v = session_setting(s, "start");

	return instant_parse_rfc3339(v, t) || date_parse(v, 0, t, NULL);
}

/* The number of days, up to four digits; anything else counts as a week. */
static int
days_to_next(struct session *s)
{
	struct str every = session_setting(s, "every");
	size_t i = 0;
	int n = 0;

	for (; i < every.n && i < 4 && words_digit(every.p[i]); i++)
		n = n * 10 + (every.p[i] - '0');
	return i == every.n && n > 0 ? n : EVERY_DAYS;
}

bool
session_next_start(struct session *s, instant *t)
{
	struct civil c;
	instant own, next;

	if (!session_start(s, &own))
		return false;
	c = civil_of(own);
	c.day += days_to_next(s);
	next = civil_instant(c);
	if (next > INSTANT_MAX)
		return false;
	*t = next;
	return true;
}

long
session_duration(struct session *s, const char *key)
{
	long sec;

	return duration_parse(session_setting(s, key), &sec) ? sec : -1;
}

/* ---- the series */

struct member {
	char *dir;
	instant start;
};

static int
by_start(const void *a, const void *b)
{
	const struct member *x = a, *y = b;

	if (x->start != y->start)
		return x->start > y->start ? 1 : -1;
	return strcmp(x->dir, y->dir);
}

/* As open_member, with its start. */
static int
start_of(const char *dir, instant *start, struct error *e)
{
	static const table_want want[TABLE_COUNT] = { 0 };
	struct session s;
	int found;

	session_init(&s);
	found = open_member(&s, dir, e);
	if (found == 1 && session_load(&s, want, e) == -1)
		found = -1;
	if (found == 1 && !session_start(&s, start))
		*start = INT64_MAX;
	session_release(&s);
	return found;
}

struct members {
	bool links; /* what they lead to counts */
	struct member *m;
	size_t n, cap;
};

/* Whether it leads elsewhere, or -1. */
static int
is_link(const char *path, struct error *e)
{
	struct stat st;

	if (lstat(path, &st) == 0)
		return S_ISLNK(st.st_mode);
	return errno == ENOENT || errno == EACCES ? 0
						  : error_errno(e, "%s", path);
}

static int
add_member(
    const char *dir, const char *name, struct members *all, struct error *e)
{
	struct buf path = BUF_INIT;
	instant start;
	int found, link = 0;

	if (name[0] == '.')
		return 0;
	if (strcmp(dir, ".") != 0)
		buf_addf(
		    &path, "%s%s", dir, dir[strlen(dir) - 1] == '/' ? "" : "/");
	buf_addz(&path, name);
	if (!all->links)
		link = is_link(buf_z(&path), e);
	found = link == 0 ? start_of(buf_z(&path), &start, e)
	    : link == 1	  ? 0
			  : -1;
	if (found == 1) {
		all->m = xgrow(all->m, all->n, &all->cap, sizeof(*all->m));
		all->m[all->n++] = (struct member){ buf_detach(&path), start };
	}
	buf_release(&path);
	return found == -1 ? -1 : 0;
}

static int
add_members(DIR *d, const char *dir, struct members *all, struct error *e)
{
	struct dirent *entry;
	int rc = 0;

	do {
		errno = 0;
		entry = readdir(d);
		if (entry == NULL && errno != 0)
			rc = error_errno(e, "%s", dir);
		else if (entry != NULL)
			rc = add_member(dir, entry->d_name, all, e);
	} while (entry != NULL && rc == 0);
	return rc;
}

int
session_series(
    const char *dir, bool links, char ***dirs, size_t *n, struct error *e)
{
	struct members all = { .links = links };
	DIR *d = opendir(dir);
	size_t i;
	int rc;

	*dirs = NULL;
	*n = 0;
	if (d == NULL && (errno == ENOENT || errno == ENOTDIR))
		return error_set(e, EXIT_INPUT, "no such directory: %s", dir);
	if (d == NULL)
		return error_errno(e, "%s", dir);
	rc = add_members(d, dir, &all, e);
	closedir(d);
	if (rc == 0 && all.n > 0)
		qsort(all.m, all.n, sizeof(*all.m), by_start);
	if (rc == 0)
		*dirs = xalloc(all.n, sizeof(**dirs));
	for (i = 0; i < all.n; i++)
		if (rc == 0)
			(*dirs)[(*n)++] = all.m[i].dir;
		else
			free(all.m[i].dir);
	free(all.m);
	return rc;
}
