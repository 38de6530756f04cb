#include <errno.h>

#include "agenda.h"
#include "previous.h"
#include "series.h"
#include "utf8.h"

int
previous_open(struct previous *b, struct cli *c)
{
	static const table_want want[TABLE_COUNT] = {
		[TABLE_AGENDA] = TABLE_WANT(AGENDA_KIND) |
		    TABLE_WANT(AGENDA_TITLE) | TABLE_WANT(AGENDA_STATE)
	};
	struct series se;
	int rc = series_of(&se, &c->session, &c->err);

	session_init(&b->s);
	if (rc == -1 && errno == EACCES)
		rc = 0; /* a series that is not ours to read has none before */
	b->found = rc == 0 && se.self > 0 && se.self < se.n;
	if (b->found)
		rc = series_load(&se, se.self - 1, &b->s, want, &c->err);
	/* Each session that was read made its zone the process's. */
	if (rc == 0)
		rc = zone_use(session_setting(&c->session, "zone"), &c->err);
	series_release(&se);
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
	bool found = false;
	size_t i;

	for (i = 0; b->found && !found && i < t->nrec; i++)
		found = !table_is_dropped(t, i) &&
		    str_is(table_get(t, i, AGENDA_KIND), "announce") &&
		    utf8_eq_folded(table_get(t, i, AGENDA_TITLE), title);
	return found;
}
