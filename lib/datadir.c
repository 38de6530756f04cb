#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "datadir.h"
#include "file.h"
#include "xalloc.h"

#ifndef MOOT_DATADIR
#define MOOT_DATADIR "/usr/local/share/moot"
#endif

/* How far above the binary the source tree may be: build/asan/bin. */
enum { BUILD_DEPTH = 4 };

static const char *
environment(const char *name)
{
	const char *value = getenv(name);

	return value != NULL && value[0] != '\0' ? value : NULL;
}

/* What is looked for, and what was found of it. */
struct search {
	const char *kind;
	char **dir;
	size_t n;
};

/* Takes BASE/KIND where that is a directory: 1, or 0, or -1. */
static int
take(struct search *s, const char *base, struct error *e)
{
	struct buf b = BUF_INIT;
	int is;

	buf_addf(&b, "%s/%s", base, s->kind);
	is = file_is_directory(buf_z(&b), e);
	if (is == 1)
		s->dir[s->n++] = buf_detach(&b);
	buf_release(&b);
	return is;
}

static int
take_own(struct search *s, struct error *e)
{
	const char *xdg = environment("XDG_DATA_HOME"),
		   *home = environment("HOME");
	struct buf b = BUF_INIT;
	int is = 0;

	if (xdg != NULL)
		buf_addf(&b, "%s/moot", xdg);
	else if (home != NULL)
		buf_addf(&b, "%s/.local/share/moot", home);
	if (b.n > 0)
		is = take(s, buf_z(&b), e);
	buf_release(&b);
	return is;
}

/* Cuts the last name off a path; false where none is left. */
static bool
go_up(char *path)
{
	char *slash = strrchr(path, '/');

	if (slash == NULL || slash == path)
		return false;
	*slash = '\0';
	return true;
}

/*
 * The source tree's, where the program is TREE/BUILD.../bin/NAME: a Makefile
 * and data/ stand together only there.
 */
static int
take_of_tree(struct search *s, const char *tree, struct error *e)
{
	struct buf b = BUF_INIT;
	int is;

	buf_addf(&b, "%s/Makefile", tree);
	is = file_exists(buf_z(&b), e);
	if (is == 1) {
		buf_cut(&b, 0);
		buf_addf(&b, "%s/data", tree);
		is = take(s, buf_z(&b), e);
	}
	buf_release(&b);
	return is;
}

static int
take_of_source(struct search *s, struct error *e)
{
	static const char self[] = "/proc/self/exe";
	char *path = xcalloc(PATH_MAX + 1, 1);
	int i, is = 0;

	if (readlink(self, path, PATH_MAX) == -1) {
		path[0] = '\0';
		is = errno == ENOENT ? 0 : error_errno(e, "%s", self);
	}
	for (i = 0; i < BUILD_DEPTH && is == 0 && go_up(path); i++)
		is = take_of_tree(s, path, e);
	free(path);
	return is;
}

static int
take_of_kit(struct search *s, struct error *e)
{
	const char *said = environment("MOOT_DATA");
	int is;

	if (said != NULL)
		return take(s, said, e);
	is = take_of_source(s, e);
	return is == 0 ? take(s, MOOT_DATADIR, e) : is;
}

int
datadir_find(
    const char *kind, char *dir[DATADIR_MAX], size_t *n, struct error *e)
{
	struct search s = { kind, dir, 0 };
	int rc = 0;

	if (take_own(&s, e) == -1 || take_of_kit(&s, e) == -1)
		rc = -1;
	*n = s.n;
	return rc;
}
