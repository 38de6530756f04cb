#include <stdlib.h>

#include "breakout.h"
#include "series.h"

/* ---- rounds out of the tables */

long
load_round_number(struct str s)
{
	long n = 0;
	size_t i;

	for (i = 0; i < s.n && i < 9; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return 0;
		n = n * 10 + (s.p[i] - '0');
	}
	return n;
}

static void
add_places(struct book *b, struct table *groups, size_t session, bool own)
{
	struct place p = { .session = session, .own = own };
	size_t i;

	for (i = 0; i < groups->nrec; i++) {
		p.number = load_round_number(table_key(groups, i, 0));
		p.who = table_key(groups, i, 1);
		p.group = table_get(groups, i, GROUPS_GROUP);
		p.topic = table_get(groups, i, GROUPS_TOPIC);
		if (p.group.n > 0 && p.number > 0)
			book_add(b, p);
	}
}

int
load_others(struct cli *c, struct book *b, size_t *self)
{
	static const table_want want[TABLE_COUNT] = { [TABLE_GROUPS] =
							  TABLE_WANT_ALL };
	struct series se;
	struct session s;
	size_t i;
	int rc = 0;

	if (cli_find(c) == -1 || series_of(&se, &c->session, &c->err) == -1)
		return -1;
	*self = se.self;
	for (i = 0; rc == 0 && i < se.n; i++) {
		if (i == se.self)
			continue;
		rc = series_load(&se, i, &s, want, &c->err);
		if (rc == -1)
			break;
		cli_report_session(c, &s);
		add_places(b, s.table[TABLE_GROUPS], i, false);
		session_release(&s);
	}
	series_release(&se);
	return rc;
}

void
load_own(struct cli *c, struct book *b, size_t self)
{
	add_places(b, c->session.table[TABLE_GROUPS], self, true);
}

static const table_want own[TABLE_COUNT] = {
	[TABLE_GROUPS] = TABLE_WANT_ALL, [TABLE_PEOPLE] = TABLE_WANT_ALL
};

int
load_all(struct cli *c, struct book *b)
{
	size_t self;

	if (load_others(c, b, &self) == -1 || cli_read(c, own) == -1)
		return -1;
	load_own(c, b, self);
	return 0;
}

int
load_for_change(struct cli *c, struct book *b)
{
	size_t self;

	if (load_others(c, b, &self) == -1 || cli_begin(c, own) == -1)
		return -1;
	load_own(c, b, self);
	return 0;
}

int
load_own_for_change(struct cli *c, struct book *b)
{
	if (cli_begin(c, own) == -1)
		return -1;
	load_own(c, b, 0);
	return 0;
}

long
load_next_number(const struct book *b)
{
	const struct round *last = book_own(b, 0);

	return last != NULL ? last->number + 1 : 1;
}

/* ---- rows */

/* Whether somebody's place in the round has a topic. */
static bool
has_topic(struct cli *c, struct str round, struct str who)
{
	struct table *groups = c->session.table[TABLE_GROUPS];
	struct str key[2] = { round, who };
	size_t rec = table_find(groups, key);

	return rec != TABLE_NONE && table_is_set(groups, rec, GROUPS_TOPIC);
}

int
load_put(struct cli *c, struct seat s)
{
	struct buf round = BUF_INIT;
	struct store_row row;
	int rc;

	buf_addf(&round, "%ld", s.round);
	store_row(&row, TABLE_GROUPS);
	store_set(&row, GROUPS_ROUND, buf_str(&round));
	store_set(&row, GROUPS_WHO, s.who);
	store_set(&row, GROUPS_GROUP, s.group);
	store_set(&row, GROUPS_TOPIC, s.topic);
	store_set(&row, GROUPS_SEED, s.seed);
	if (s.topic.n == 0 && has_topic(c, buf_str(&round), s.who))
		store_clear(&row, GROUPS_TOPIC);
	rc = store_put(&c->store, &row, &c->err) == TABLE_NONE ? -1 : 0;
	buf_release(&round);
	return rc;
}

int
load_put_none(struct cli *c, long round, struct str who)
{
	struct buf number = BUF_INIT;
	struct store_row row;
	int rc;

	buf_addf(&number, "%ld", round);
	store_row(&row, TABLE_GROUPS);
	store_set(&row, GROUPS_ROUND, buf_str(&number));
	store_set(&row, GROUPS_WHO, who);
	store_clear(&row, GROUPS_GROUP);
	rc = store_put(&c->store, &row, &c->err) == TABLE_NONE ? -1 : 0;
	buf_release(&number);
	return rc;
}

/* ---- the listing */

int
load_begin_list(struct cli *c, struct out *o)
{
	static const struct out_column columns[] = {
		{ "round", OUT_NUMBER, false }, { "group", OUT_TEXT, false },
		{ "topic", OUT_TEXT, false }, { "who", OUT_TEXT, false }
	};

	return cli_list(c, o, columns, 4);
}

void
load_list_round(const struct book *b, const struct round *r, struct out *o)
{
	struct buf who = BUF_INIT;
	size_t g;

	for (g = 0; g < r->label.n; g++) {
		buf_cut(&who, 0);
		book_add_group(b, r, g, &who);
		if (who.n == 0)
			continue;
		out_number(o, r->number);
		out_text(o, r->label.who[g]);
		out_text(o, r->topic[g]);
		out_text(o, buf_str(&who));
	}
	buf_release(&who);
}

int
load_commit(struct cli *c, void (*print)(const void *arg, struct out *o),
    const void *arg)
{
	struct out o;
	int status;

	if (cli_dry(c))
		return cli_commit(c);
	if (load_begin_list(c, &o) == -1)
		return cli_fail(c);
	status = cli_commit(c);
	if (status != EXIT_YES) {
		out_release(&o);
		return status;
	}
	print(arg, &o);
	return out_end(&o, &c->err) == -1 ? cli_fail(c) : EXIT_YES;
}
