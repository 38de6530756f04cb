#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "agenda.h"
#include "previous.h"
#include "utf8.h"

static bool
is_here(const struct cli *c, const char *dir)
{
	struct stat own, other;

	return fstat(c->session.fd, &own) == 0 && stat(dir, &other) == 0 &&
	    own.st_dev == other.st_dev && own.st_ino == other.st_ino;
}

static int
load(struct session *s, const char *dir, struct error *e)
{
	static const table_want want[TABLE_COUNT] = {
		[TABLE_AGENDA] = TABLE_WANT(AGENDA_KIND) |
		    TABLE_WANT(AGENDA_TITLE) | TABLE_WANT(AGENDA_STATE)
	};

	if (session_open_dir(s, dir, e) == -1)
		return -1;
	return session_load(s, want, e);
}

int
previous_open(struct previous *b, struct cli *c)
{
	struct buf series = BUF_INIT;
	char **dirs = NULL;
	size_t n = 0, i;
	int rc;

	session_init(&b->s);
	b->found = false;
	agenda_series(c, (struct str){ NULL, 0 }, &series);
	rc = session_series(buf_z(&series), &dirs, &n, &c->err);
	if (rc == -1 && errno == EACCES)
		rc = 0; /* a series that is not ours to read has none before */
	for (i = 1; i < n && !b->found; i++)
		b->found = is_here(c, dirs[i]);
	if (b->found)
		rc = load(&b->s, dirs[i - 2], &c->err);
	/* Each session that was read made its zone the process's. */
	if (rc == 0)
		rc = zone_use(session_setting(&c->session, "zone"), &c->err);
	for (i = 0; i < n; i++)
		free(dirs[i]);
	free(dirs);
	buf_release(&series);
	return rc == -1 ? -1 : 0;
}

void
previous_close(struct previous *b)
{
	session_release(&b->s);
}

bool
previous_announced(struct previous *b, struct str title)
{
	struct table *t = b->s.table[TABLE_AGENDA];
	struct buf want = BUF_INIT, has = BUF_INIT;
	bool found = false;
	size_t i;

	utf8_add_folded(&want, title);
	for (i = 0; b->found && !found && i < t->nrec; i++) {
		buf_cut(&has, 0);
		utf8_add_folded(&has, table_get(t, i, AGENDA_TITLE));
		found = !table_is_dropped(t, i) &&
		    str_is(table_get(t, i, AGENDA_KIND), "announce") &&
		    str_eq(buf_str(&has), buf_str(&want));
	}
	buf_release(&want);
	buf_release(&has);
	return found;
}
