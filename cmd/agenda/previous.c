#include <errno.h>

#include "agenda.h"
#include "previous.h"
#include "series.h"
#include "utf8.h"

static void
read_titles(struct previous *b)
{
	struct table *t = b->s.table[TABLE_AGENDA];
	struct buf folded = BUF_INIT;
	struct str title;
	size_t i;

	for (i = 0; i < t->nrec; i++) {
		if (table_is_dropped(t, i) ||
		    !str_is(table_get(t, i, AGENDA_KIND), "announce"))
			continue;
		buf_cut(&folded, 0);
		utf8_add_folded(&folded, table_get(t, i, AGENDA_TITLE));
		title = arena_copy(&b->mem, buf_str(&folded));
		intern_put(&b->title, title, intern_hash(title));
	}
	buf_release(&folded);
}

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
	if (b->found && rc != -1)
		read_titles(b);
	return rc == -1 ? -1 : 0;
}

void
previous_close(struct previous *b)
{
	session_release(&b->s);
	intern_release(&b->title);
	arena_release(&b->mem);
}

bool
previous_announced(const struct previous *b, struct str title)
{
	struct buf folded = BUF_INIT;
	bool found;

	utf8_add_folded(&folded, title);
	found = intern_get(&b->title, buf_str(&folded)) != INTERN_NONE;
	buf_release(&folded);
	return found;
}
