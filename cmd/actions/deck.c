#include <stdlib.h>

#include "deck.h"
#include "due.h"
#include "series.h"
#include "sort.h"
#include "xalloc.h"

/* ---- what an entry says */

struct str
deck_field(const struct deck_entry *e, int col)
{
	return table_get(e->s->table[TABLE_ACTIONS], e->rec, col);
}

struct str
deck_id(const struct deck_entry *e)
{
	return table_key(e->s->table[TABLE_ACTIONS], e->rec, 0);
}

struct str
deck_status(const struct deck_entry *e)
{
	struct str s = deck_field(e, ACTIONS_STATUS);

	return s.n > 0 ? s : STR("open");
}

bool
deck_is_of(const struct deck_entry *e, struct str handles)
{
	struct str whose, one, rest, wanted;

	while (str_split(&handles, ',', &wanted)) {
		whose = deck_field(e, ACTIONS_WHO);
		for (rest = whose; str_split(&rest, ',', &one);)
			if (str_eq(one, wanted))
				return true;
	}
	return false;
}

bool
deck_is_snoozed(const struct deck_entry *e, instant now)
{
	instant until;

	return due_read(deck_field(e, ACTIONS_SNOOZE), &until, NULL) &&
	    until > now;
}

/* ---- reading */

static void
add(struct deck *d, struct session *s, size_t rec, struct str session,
    instant now)
{
	struct deck_entry *e;
	struct str status;

	d->entry = xgrow(d->entry, d->n, &d->cap, sizeof(*d->entry));
	e = &d->entry[d->n++];
	*e = (struct deck_entry){ .s = s, .rec = rec, .session = session };
	status = deck_status(e);
	e->open = !str_is(status, "done") && !str_is(status, "dropped");
	e->dated = due_read(deck_field(e, ACTIONS_WHEN), &e->due, &e->timed);
	if (e->dated)
		e->days = due_days(e->due, now);
}

int
deck_read_own(struct deck *d, struct cli *c, const table_want want[TABLE_COUNT])
{
	struct table *t;
	size_t i;

	*d = (struct deck){ 0 };
	if (cli_read(c, want) == -1)
		return -1;
	t = c->session.table[TABLE_ACTIONS];
	for (i = 0; i < t->nrec; i++)
		add(d, &c->session, i, (struct str){ NULL, 0 }, cli_now(c));
	return 0;
}

/* Opens all sessions, in their order. */
static int
open_sessions(struct deck *d, struct cli *c, const struct series *se,
    const table_want want[TABLE_COUNT])
{
	d->session = xalloc(se->n, sizeof(*d->session));
	d->name = xalloc(se->n, sizeof(*d->name));
	for (; d->nsession < se->n; d->nsession++) {
		if (series_load(se, d->nsession, &d->session[d->nsession], want,
			&c->err) == -1)
			return -1;
		cli_report_session(c, &d->session[d->nsession]);
		d->name[d->nsession] =
		    arena_copy(&d->mem, series_name(se, d->nsession));
	}
	return 0;
}

/* From the latest session on, what was not met in a later one. */
static void
add_series(struct deck *d, struct cli *c)
{
	struct intern seen = { 0 };
	struct table *t;
	struct str id;
	size_t i, k;

	for (i = d->nsession; i-- > 0;) {
		t = d->session[i].table[TABLE_ACTIONS];
		for (k = 0; k < t->nrec; k++) {
			id = table_key(t, k, 0);
			if (intern_get(&seen, id) != INTERN_NONE)
				continue;
			intern_put(&seen, id, intern_hash(id));
			add(d, &d->session[i], k, d->name[i], cli_now(c));
		}
	}
	intern_release(&seen);
}

int
deck_read_series(struct deck *d, struct cli *c, const char *dir,
    const table_want want[TABLE_COUNT])
{
	struct series se;
	int rc;

	*d = (struct deck){ 0 };
	if (dir == NULL && cli_find(c) == -1)
		return -1;
	rc = dir != NULL ? series_at(&se, dir, &c->err)
			 : series_of(&se, &c->session, &c->err);
	if (rc == -1)
		return -1;
	rc = open_sessions(d, c, &se, want);
	series_release(&se);
	if (rc == 0)
		add_series(d, c);
	return rc;
}

void
deck_release(struct deck *d)
{
	size_t i;

	for (i = 0; i < d->nsession; i++)
		session_release(&d->session[i]);
	free(d->session);
	free(d->name);
	free(d->entry);
	arena_release(&d->mem);
}

/* ---- order */

static size_t
number(const struct deck_entry *e)
{
	return table_number(e->s->table[TABLE_ACTIONS], e->rec);
}

static int
nearest_first(const void *a, const void *b)
{
	const struct deck_entry *x = a, *y = b;

	if (x->open != y->open)
		return x->open ? -1 : 1;
	if (x->dated != y->dated)
		return x->dated ? -1 : 1;
	if (x->dated && x->due != y->due)
		return x->due < y->due ? -1 : 1;
	if (number(x) != number(y))
		return number(x) < number(y) ? -1 : 1;
	return str_cmp(deck_id(x), deck_id(y));
}

void
deck_sort(struct deck *d)
{
	sort(d->entry, d->n, sizeof(*d->entry), nearest_first);
}
