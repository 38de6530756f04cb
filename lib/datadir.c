#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "buf.h"
#include "datadir.h"
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

/* BASE/KIND where that is a directory, or NULL. */
static char *
existing(const char *base, const char *kind)
{
	struct buf b = BUF_INIT;
	struct stat st;

	buf_addf(&b, "%s/%s", base, kind);
	if (stat(buf_z(&b), &st) == 0 && S_ISDIR(st.st_mode))
		return buf_detach(&b);
	buf_release(&b);
	return NULL;
}

static char *
own(const char *kind)
{
	const char *xdg = environment("XDG_DATA_HOME"),
		   *home = environment("HOME");
	struct buf b = BUF_INIT;
	char *dir = NULL;

	if (xdg != NULL)
		buf_addf(&b, "%s/moot", xdg);
	else if (home != NULL)
		buf_addf(&b, "%s/.local/share/moot", home);
	if (b.n > 0)
		dir = existing(buf_z(&b), kind);
	buf_release(&b);
	return dir;
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
static char *
of_source(const char *kind)
{
	char *path = xcalloc(PATH_MAX + 1, 1), *dir = NULL;
	struct buf b = BUF_INIT;
	int i;

	if (readlink("/proc/self/exe", path, PATH_MAX) == -1)
		path[0] = '\0';
	for (i = 0; i < BUILD_DEPTH && dir == NULL && go_up(path); i++) {
		buf_cut(&b, 0);
		buf_addf(&b, "%s/Makefile", path);
		if (access(buf_z(&b), F_OK) == -1)
			continue;
		buf_cut(&b, 0);
		buf_addf(&b, "%s/data", path);
		dir = existing(buf_z(&b), kind);
	}
	buf_release(&b);
	free(path);
	return dir;
}

static char *
of_kit(const char *kind)
{
	const char *said = environment("MOOT_DATA");
	char *dir;

	if (said != NULL)
		return existing(said, kind);
	dir = of_source(kind);
	return dir != NULL ? dir : existing(MOOT_DATADIR, kind);
}

size_t
datadir_find(const char *kind, char *dir[DATADIR_MAX])
{
	size_t n = 0;

	if ((dir[n] = own(kind)) != NULL)
		n++;
	if ((dir[n] = of_kit(kind)) != NULL)
		n++;
	return n;
}
