#define _XOPEN_SOURCE 700 /* realpath */
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

int
place_add_name(const char *dir, struct buf *b, struct error *e)
{
	struct str name = last_name(str_of(dir));
	char *real = name.n == 0 ? realpath(dir, NULL) : NULL;

	if (name.n == 0 && real == NULL)
		return errno == ENOENT || errno == ENOTDIR
		    ? error_set(e, EXIT_INPUT, "no such directory: %s", dir)
		    : error_errno(e, "%s", dir);
	if (real != NULL)
		name = last_name(str_of(real));
	buf_add(b, name.n > 0 && utf8_valid(name) ? name : STR("session"));
	free(real);
	return 0;
}

static int
stands(const char *dir, const char *name, struct error *e)
{
	struct buf path = BUF_INIT;
	int is;

	buf_addf(&path, "%s/%s", dir, name);
	is = file_exists(buf_z(&path), e);
	buf_release(&path);
	return is;
}

/* Under the lock, since another may be making the same session. */
static int
check_there(struct place *p, struct error *e)
{
	int is;

	if (session_open_dir(&p->there, p->dir, e) == -1 ||
	    session_lock(&p->there, e) == -1)
		return -1;
	is = stands(p->dir, "session.tsv", e);
	return is == 1
	    ? error_set(e, EXIT_INPUT, "a session already: %s", p->dir)
	    : is;
}

/* Sessions of a series lie side by side: this is a slip in typing. */
static int
in_a_session(const struct place *p, struct error *e)
{
	bool here = str_is(str_of(p->series), ".");
	struct buf name = BUF_INIT;

	if (place_add_name(p->dir, &name, e) == 0)
		error_set(e, EXIT_INPUT,
		    "%s would lie within a session: did you mean "
		    "\"%s%s../%.*s\"?",
		    p->dir, here ? "" : p->series, here ? "" : "/",
		    STR_ARG(buf_str(&name)));
	buf_release(&name);
	return -1;
}

/* Whether the directory is there, or can be made. */
static int
look(struct place *p, struct error *e)
{
	int there = file_is_directory(p->dir, e), other = 0, above = 0;

	p->exists = there == 1;
	if (there == 0)
		other = file_exists(p->dir, e);
	if (there == 0 && other == 0)
		above = file_exists(p->series, e);
	if (there == -1 || other == -1 || above == -1)
		return -1;
	if (other == 1)
		return error_set(e, EXIT_INPUT, "not a directory: %s", p->dir);
	if (there == 0 && (above == 0 || p->dir[0] == '\0'))
		return error_set(e, EXIT_INPUT, "no such directory: %s",
		    above == 0 ? p->series : p->dir);
	return there;
}

int
place_open(struct place *p, const char *dir, struct error *e)
{
	int there, within;

	*p = (struct place){ .dir = dir, .series = session_above(dir) };
	session_init(&p->there);
	there = look(p, e);
	if (there == -1)
		return -1;
	within = stands(p->series, "session.tsv", e);
	if (within != 0)
		return within == 1 ? in_a_session(p, e) : -1;
	return there == 1 ? check_there(p, e) : 0;
}

/* More than it takes from here on, so that no directory is left half made. */
enum { FINISH_MEMORY = 1 << 20 };

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
	xalloc_ensure(FINISH_MEMORY);
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

/* Whether the line goes into the session's own directory. */
static int
is_own_root(const char *dir, const char *series, struct error *e)
{
	int is = file_is_directory(dir, e);

	if (is != 1)
		return is;
	is = stands(dir, ".git", e);
	if (is != 0 || access(series, W_OK) == 0)
		return is;
	return errno == EACCES || errno == EROFS ? 1
						 : error_errno(e, "%s", series);
}

int
place_see_to_attributes(const char *dir, struct error *e)
{
	char *series = session_above(dir);
	int own = is_own_root(dir, series, e), rc = -1;

	if (own != -1)
		rc = see_to_file(own == 1 ? dir : series, e);
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

int
place_has(const struct place *p, const char *file, struct error *e)
{
	return p->exists ? stands(p->dir, file, e) : 0;
}

/* It holds tables alone; to list them could want memory that there is not. */
static void
remove_staging(const char *dir)
{
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC), i;

	for (i = 0; fd != -1 && i < TABLE_COUNT; i++)
		unlinkat(fd, schema_of((enum table_id)i)->file, 0);
	if (fd != -1)
		close(fd);
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
