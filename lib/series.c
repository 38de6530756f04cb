#include <stdlib.h>

#include "file.h"
#include "series.h"

int
series_at(struct series *se, const char *dir, struct error *e)
{
	*se = (struct series){ 0 };
	if (session_series(dir, false, &se->dir, &se->n, e) == -1)
		return -1;
	se->self = se->n;
	return 0;
}

/* Where it is not among them, `self` stays behind them. */
static int
find_self(struct series *se, int fd, struct error *e)
{
	size_t i;
	int is;

	for (i = 0; i < se->n; i++) {
		is = file_is_open_as(se->dir[i], fd, e);
		if (is == -1)
			return -1;
		if (is == 1)
			se->self = i;
	}
	return 0;
}

int
series_of(struct series *se, struct session *s, struct error *e)
{
	char *above = session_path(s, "..");
	int rc = series_at(se, above, e);

	free(above);
	if (rc == 0)
		rc = find_self(se, s->fd, e);
	if (rc == -1)
		series_release(se);
	return rc;
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
