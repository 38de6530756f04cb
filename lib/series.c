#include <stdlib.h>
#include <sys/stat.h>

#include "series.h"

int
series_at(struct series *se, const char *dir, struct error *e)
{
	*se = (struct series){ 0 };
	if (session_series(dir, &se->dir, &se->n, e) == -1)
		return -1;
	se->self = se->n;
	return 0;
}

/* Whether `dir` is the directory that is open. */
static bool
is_open_as(const char *dir, int fd)
{
	struct stat a, b;

	return stat(dir, &a) == 0 && fstat(fd, &b) == 0 &&
	    a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

int
series_of(struct series *se, struct session *s, struct error *e)
{
	char *above = session_path(s, "..");
	int rc = series_at(se, above, e);

	free(above);
	if (rc == -1)
		return -1;
	for (se->self = 0; se->self < se->n; se->self++)
		if (is_open_as(se->dir[se->self], s->fd))
			break;
	return 0;
}

void
series_release(struct series *se)
{
	size_t i;

	for (i = 0; i < se->n; i++)
		free(se->dir[i]);
	free(se->dir);
	*se = (struct series){ 0 };
}

int
series_load(const struct series *se, size_t i, struct session *s,
    const table_want want[TABLE_COUNT], struct error *e)
{
	session_init(s);
	if (session_open_dir(s, se->dir[i], e) == 0 &&
	    session_load(s, want, e) == 0)
		return 0;
	session_release(s);
	return -1;
}

struct str
series_name(const struct series *se, size_t i)
{
	struct str s = str_of(se->dir[i]);
	size_t slash = s.n;

	while (slash > 0 && s.p[slash - 1] != '/')
		slash--;
	return str_from(s, slash);
}
