#include <ctype.h>
#include <stdlib.h>

#include "duration.h"
#include "settings.h"

/* ---- values that mean something */

static int
store_start(struct str typed, instant now, struct buf *b, struct error *e)
{
	instant t;

	if (!instant_parse_rfc3339(typed, &t) &&
	    !date_parse(typed, now, &t, NULL))
		return error_set(e, EXIT_INPUT,
		    "not a start: \"%.*s\": give a date with its time, such as "
		    "2026-11-20T18:00",
		    STR_ARG(str_upto(typed, 80)));
	instant_add_stored(b, t);
	return 0;
}

static int
store_length(struct str typed, instant now, struct buf *b, struct error *e)
{
	long sec;

	(void)now;
	if (!duration_parse(typed, &sec) || sec == 0)
		return error_set(e, EXIT_INPUT,
		    "not a length: \"%.*s\": give a duration, such as 90 or "
		    "1h30m",
		    STR_ARG(str_upto(typed, 80)));
	duration_add(b, sec);
	return 0;
}

static int
store_zone(struct str typed, instant now, struct buf *b, struct error *e)
{
	int rc = zone_use(typed, e);

	(void)now;
	if (rc == 1)
		return error_set(e, EXIT_INPUT,
		    "no zone \"%.*s\": give one of the zone database, such as "
		    "Europe/Berlin",
		    STR_ARG(str_upto(typed, 80)));
	buf_add(b, typed);
	return rc;
}

/* Up to four digits, not all zero. */
static bool
is_count(struct str s)
{
	bool some = false;
	size_t i;

	for (i = 0; i < s.n; i++) {
		if (!isdigit((unsigned char)s.p[i]))
			return false;
		some = some || s.p[i] != '0';
	}
	return some && s.n <= 4;
}

static int
store_every(struct str typed, instant now, struct buf *b, struct error *e)
{
	(void)now;
	if (!is_count(typed))
		return error_set(e, EXIT_INPUT,
		    "not a number of days: every=%.*s",
		    STR_ARG(str_upto(typed, 80)));
	buf_add(b, typed);
	return 0;
}

/* The settings that the programs know, in the order in which they show. */
static const struct setting {
	const char *key;
	int (*store)(struct str, instant, struct buf *, struct error *);
} known[] = { { "title", NULL }, { "start", store_start },
	{ "length", store_length }, { "zone", store_zone }, { "place", NULL },
	{ "scribe", NULL }, { "form", NULL }, { "readings", NULL },
	{ "every", store_every } };

enum { NKNOWN = sizeof(known) / sizeof(known[0]) };

static const struct setting *
find_known(struct str key)
{
	size_t i;

	for (i = 0; i < NKNOWN; i++)
		if (str_is(key, known[i].key))
			return &known[i];
	return NULL;
}

int
settings_add_stored(struct str key, struct str typed, instant now,
    struct buf *b, struct error *e)
{
	const struct setting *s = find_known(key);

	if (s != NULL && s->store != NULL)
		return s->store(typed, now, b, e);
	buf_add(b, typed);
	return 0;
}

void
settings_add_shown(struct str key, struct str stored, struct buf *b)
{
	instant t;

	if (instant_parse_stored(stored, &t) ||
	    (str_is(key, "start") &&
		(instant_parse_rfc3339(stored, &t) ||
		    date_parse(stored, 0, &t, NULL))))
		instant_add_local(b, t);
	else
		buf_add(b, stored);
}

/* ---- set */

int
settings_put(struct cli *c, struct str key, struct str stored, struct str by)
{
	return settings_put_at(c, key, stored, by, INSTANT_NONE);
}

int
settings_put_at(struct cli *c, struct str key, struct str stored, struct str by,
    instant time)
{
	struct store_row row;

	store_row(&row, TABLE_SESSION);
	row.time = time;
	store_set(&row, SESSION_KEY, key);
	if (stored.n > 0)
		store_set(&row, SESSION_VALUE, stored);
	else
		store_clear(&row, SESSION_VALUE);
	store_set(&row, SESSION_BY, by);
	return store_put(&c->store, &row, &c->err) == TABLE_NONE ? -1 : 0;
}

/* Puts what KEY=VALUE says, where that is not so already. */
static int
set_pair(struct cli *c, struct str key, struct str typed)
{
	struct table *t = c->session.table[TABLE_SESSION];
	size_t rec = table_find(t, &key);
	struct str now = rec != TABLE_NONE ? table_get(t, rec, SESSION_VALUE)
					   : (struct str){ NULL, 0 };
	struct buf stored = BUF_INIT;
	int rc = 0;

	if (typed.n > 0)
		rc = settings_add_stored(
		    key, typed, c->store.now, &stored, &c->err);
	else if (str_is(key, "zone"))
		rc = zone_use(typed, &c->err); /* of no name: the caller's */
	if (rc == 0 && !str_eq(buf_str(&stored), now))
		rc = settings_put(c, key, buf_str(&stored), c->store.by);
	buf_release(&stored);
	return rc;
}

/* Sets the zone, or all that is not the zone. */
static int
set_operands(struct cli *c, bool zone)
{
	struct str s, key;
	int i, rc = 0;
	size_t eq;

	for (i = 0; i < c->noperand && rc == 0; i++) {
		s = cli_operand(c, i);
		eq = str_find(s, '=');
		key = str_upto(s, eq);
		if (eq == s.n || eq == 0)
			return error_set(&c->err, EXIT_INPUT,
			    "not KEY=VALUE: \"%.*s\"", STR_ARG(s));
		if (str_is(key, "zone") == zone)
			rc = set_pair(c, key, str_from(s, eq + 1));
	}
	return rc;
}

int
settings_set(struct cli *c)
{
	static const table_want want[TABLE_COUNT] = { [TABLE_SESSION] =
							  TABLE_WANT_ALL };

	if (cli_begin(c, want) == -1 || set_operands(c, true) == -1 ||
	    set_operands(c, false) == -1)
		return cli_fail(c);
	return cli_commit(c);
}

/* ---- show */

static void
show(struct table *t, size_t rec, struct out *o)
{
	struct str key = table_key(t, rec, 0),
		   value = table_get(t, rec, SESSION_VALUE);
	struct buf b = BUF_INIT;

	if (value.n == 0)
		return;
	settings_add_shown(key, value, &b);
	out_text(o, key);
	out_text(o, buf_str(&b));
	buf_release(&b);
}

int
settings_show(struct cli *c)
{
	static const table_want want[TABLE_COUNT] = { [TABLE_SESSION] =
							  TABLE_WANT_ALL };
	static const struct out_column columns[] = { { "key", OUT_TEXT, false },
		{ "value", OUT_TEXT, false } };
	struct table *t;
	struct str key;
	struct out o;
	size_t i, rec;

	if (cli_read(c, want) == -1 || cli_list(c, &o, columns, 2) == -1)
		return cli_fail(c);
	t = c->session.table[TABLE_SESSION];
	for (i = 0; i < NKNOWN; i++) {
		key = str_of(known[i].key);
		if ((rec = table_find(t, &key)) != TABLE_NONE)
			show(t, rec, &o);
	}
	for (i = 0; i < t->nrec; i++)
		if (find_known(table_key(t, table_order(t)[i], 0)) == NULL)
			show(t, table_order(t)[i], &o);
	return out_end(&o, &c->err) == -1 ? cli_fail(c) : EXIT_YES;
}
