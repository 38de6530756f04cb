#define _XOPEN_SOURCE 700 /* realpath */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "file.h"
#include "place.h"
#include "utf8.h"
#include "xalloc.h"

#define ATTRIBUTES ".gitattributes"
#define UNION_LINE "*.tsv text eol=lf merge=union"

/* ---- where */

/* The last name of a path that is one, or empty. */
static struct str
last_name(struct str path)
{
	struct str name = { NULL, 0 }, piece;

	while (str_split(&path, '/', &piece))
		if (piece.n > 0 && !str_is(piece, "."))
			name = piece;
	return str_is(name, "..") ? (struct str){ NULL, 0 } : name;
}

void
place_add_name(const char *dir, struct buf *b)
{
	struct str name = last_name(str_of(dir));
	char *real = name.n == 0 ? realpath(dir, NULL) : NULL;

	if (real != NULL)
		name = last_name(str_of(real));
	buf_add(b, name.n > 0 && utf8_valid(name) ? name : STR("session"));
	free(real);
}

static bool
stands(const char *dir, const char *name)
{
	struct buf b = BUF_INIT;
	struct stat st;
	bool is;

	buf_addf(&b, "%s/%s", dir, name);
	is = lstat(buf_z(&b), &st) == 0;
	buf_release(&b);
	return is;
}

bool
place_is_directory(const char *dir)
{
	struct stat st;

	return stat(dir, &st) == 0 && S_ISDIR(st.st_mode);
}

/* Under the lock, since another may be making the same session. */
static int
check_there(struct place *p, struct error *e)
{
	if (session_open_dir(&p->there, p->dir, e) == -1 ||
	    session_lock(&p->there, e) == -1)
		return -1;
	if (stands(p->dir, "session.tsv"))
		return error_set(
		    e, EXIT_INPUT, "a session already: %s", p->dir);
	return 0;
}

/* Sessions of a series lie side by side: this is a slip in typing. */
static int
in_a_session(const struct place *p, struct error *e)
{
	bool here = str_is(str_of(p->series), ".");
	struct buf name = BUF_INIT;

	place_add_name(p->dir, &name);
	error_set(e, EXIT_INPUT,
	    "%s would lie within a session: did you mean \"%s%s../%.*s\"?",
	    p->dir, here ? "" : p->series, here ? "" : "/",
	    STR_ARG(buf_str(&name)));
	buf_release(&name);
	return -1;
}

int
place_open(struct place *p, const char *dir, struct error *e)
{
	struct stat st;

	*p = (struct place){ .dir = dir };
	session_init(&p->there);
	p->exists = stat(dir, &st) == 0;
	if (p->exists && !S_ISDIR(st.st_mode))
		return error_set(e, EXIT_INPUT, "not a directory: %s", dir);
	p->series = session_above(dir);
	if (!p->exists && stat(p->series, &st) == -1)
		return error_set(
		    e, EXIT_INPUT, "no such directory: %s", p->series);
	if (stands(p->series, "session.tsv"))
		return in_a_session(p, e);
	return p->exists ? check_there(p, e) : 0;
}

/* Another of that name is what a process left that was killed. */
static int
make_staging(struct place *p, struct error *e)
{
	enum { TRIES_MAX = 1000 };
	struct buf b = BUF_INIT;
	int i;

	for (i = 0; i < TRIES_MAX; i++) {
		buf_cut(&b, 0);
		buf_addf(&b, "%s/.init-%ld-%d", p->exists ? p->dir : p->series,
		    (long)getpid(), i);
		if (mkdir(buf_z(&b), 0777) == 0) {
			p->staging = buf_detach(&b);
			return 0;
		}
		if (errno != EEXIST)
			break;
	}
	error_errno(e, "%s", p->dir);
	buf_release(&b);
	return -1;
}

int
place_stage(struct place *p, struct session *s, struct error *e)
{
	if (make_staging(p, e) == -1)
		return -1;
	if (session_open_dir(s, p->staging, e) == -1)
		return -1;
	/* Messages name the files by where they are going to be. */
	free(s->dir);
	s->dir = xstrdup(p->dir);
	return 0;
}

/* ---- .gitattributes */

/* Whether git merges tables as they must be by that line. */
static bool
is_union_line(struct str line)
{
	static const char *const words[] = { "*.tsv", "text", "eol=lf",
		"merge=union" };
	struct str word;
	unsigned seen = 0;
	size_t i;

	line = str_trim(line);
	if (!str_starts(line, STR("*.tsv")))
		return false;
	while (str_split(&line, ' ', &word))
		for (i = 0; i < 4; i++)
			if (str_is(word, words[i]))
				seen |= 1U << i;
	return seen == 15;
}

static bool
has_union_line(struct str text)
{
	struct str line;

	while (str_split(&text, '\n', &line))
		if (is_union_line(line))
			return true;
	return false;
}

static int
add_union_line(int dir, const char *shown, struct error *e)
{
	struct buf line = BUF_INIT;
	char *old = NULL;
	struct file f;
	bool exists;
	size_t n = 0;
	int rc = 0;

	if (file_open(&f, dir, ATTRIBUTES, shown, e) == -1)
		return -1;
	exists = f.fd != -1;
	if (exists && file_read(&f, shown, 0, &old, &n, e) == -1)
		return -1;
	if (!has_union_line((struct str){ old, n })) {
		buf_addz(&line, n > 0 && old[n - 1] != '\n' ? "\n" : "");
		buf_addz(&line, UNION_LINE "\n");
		rc = exists
		    ? file_append(dir, ATTRIBUTES, shown, buf_str(&line), e)
		    : file_replace(dir, ATTRIBUTES, shown, buf_str(&line), e);
	}
	free(old);
	buf_release(&line);
	return rc;
}

static int
see_to_file(const char *where, struct error *e)
{
	int dir = open(where, O_RDONLY | O_DIRECTORY | O_CLOEXEC), rc;
	struct buf shown = BUF_INIT;

	if (dir == -1)
		return error_errno(e, "%s", where);
	buf_addf(&shown, "%s/" ATTRIBUTES, where);
	rc = add_union_line(dir, buf_z(&shown), e);
	close(dir);
	buf_release(&shown);
	return rc;
}

int
place_see_to_attributes(const char *dir, struct error *e)
{
	char *series = session_above(dir);
	bool own = place_is_directory(dir) &&
	    (stands(dir, ".git") || access(series, W_OK) == -1);
	int rc = see_to_file(own ? dir : series, e);

	free(series);
	return rc;
}

/* ---- moving */

static int
sync_directory(const char *dir)
{
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC), rc;

	if (fd == -1)
		return -1;
	rc = fsync(fd);
	close(fd);
	return rc;
}

static int
finish_new(struct place *p, struct error *e)
{
	if (rename(p->staging, p->dir) == -1)
		return error_errno(e, "%s", p->dir);
	free(p->staging);
	p->staging = NULL;
	p->made = true;
	if (sync_directory(p->series) == -1)
		return error_errno(e,
		    "%s: made, but not yet certain to survive a power loss",
		    p->dir);
	return 0;
}

/* Moves back what was moved. */
static void
move_back(struct place *p, int from, const bool moved[TABLE_COUNT])
{
	const char *file;
	int i;

	for (i = 0; i < TABLE_COUNT; i++) {
		file = schema_of((enum table_id)i)->file;
		if (moved[i])
			renameat(p->there.fd, file, from, file);
	}
}

/* Moves the tables that there are; session.tsv, the first of all, last. */
static int
move_tables(struct place *p, int from, struct error *e)
{
	bool moved[TABLE_COUNT] = { false };
	const char *file;
	int i;

	for (i = TABLE_COUNT - 1; i >= 0; i--) {
		file = schema_of((enum table_id)i)->file;
		moved[i] = renameat(from, file, p->there.fd, file) == 0;
		if (!moved[i] && errno != ENOENT) {
			error_errno(e, "%s/%s", p->dir, file);
			move_back(p, from, moved);
			return -1;
		}
	}
	if (fsync(p->there.fd) == -1)
		return error_errno(e,
		    "%s: made, but not yet certain to survive a power loss",
		    p->dir);
	return 0;
}

int
place_finish(struct place *p, const struct session *s, struct error *e)
{
	if (place_see_to_attributes(p->dir, e) == -1)
		return -1;
	return p->exists ? move_tables(p, s->fd, e) : finish_new(p, e);
}

bool
place_has(const struct place *p, const char *file)
{
	return p->exists && stands(p->dir, file);
}

static void
remove_staging(const char *dir)
{
	struct dirent *entry;
	DIR *d = opendir(dir);

	while (d != NULL && (entry = readdir(d)) != NULL)
		if (strcmp(entry->d_name, ".") != 0 &&
		    strcmp(entry->d_name, "..") != 0)
			unlinkat(dirfd(d), entry->d_name, 0);
	if (d != NULL)
		closedir(d);
	/* It may be empty, and goes even where it cannot be looked into. */
	rmdir(dir);
}

void
place_release(struct place *p)
{
	if (p->staging != NULL)
		remove_staging(p->staging);
	free(p->staging);
	free(p->series);
	session_release(&p->there);
}
