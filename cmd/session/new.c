#include <ctype.h>
#include <stdlib.h>

#include "copy.h"
#include "file.h"
#include "new.h"
#include "place.h"
#include "rollover.h"
#include "settings.h"
#include "template.h"

/* A session that is made, and the one that it comes from. */
struct making {
	struct cli *c;
	const char *dir;
	struct buf dir_name, old_name;
	struct session old;
	bool old_damaged;
	const char *typed; /* the template, or NULL */
	struct template t;
	struct rollover rollover;
};

/* When what OLD says of a setting was said. */
static instant
old_time(struct making *m, const char *key)
{
	struct table *t = m->old.table[TABLE_SESSION];
	struct str k = str_of(key);

	return copy_time(m->c, &m->old, t, table_find(t, &k));
}

/* ---- the start */

static bool
has_setting(struct cli *c, const char *key)
{
	struct str k = str_of(key);

	return table_find(c->session.table[TABLE_SESSION], &k) != TABLE_NONE;
}

/* A day without a time of day has OLD's. */
static int
typed_start(struct making *m, struct str typed, instant *start)
{
	struct civil c, was;
	instant old;
	bool timed = true;

	if (!instant_parse_rfc3339(typed, start) &&
	    !date_parse(typed, m->c->store.now, start, &timed))
		return error_set(&m->c->err, EXIT_INPUT,
		    "not a start: \"%.*s\": give a date, such as 2026-11-27 or "
		    "2026-11-27T18:00",
		    STR_ARG(str_upto(typed, 80)));
	if (timed || !session_start(&m->old, &old))
		return 0;
	c = civil_of(*start);
	was = civil_of(old);
	c.hour = was.hour;
	c.minute = was.minute;
	c.second = was.second;
	*start = civil_instant(c);
	return 0;
}

static int
put_start(struct making *m)
{
	const char *typed = cli_value(m->c, "start");
	struct str by = typed != NULL ? m->c->store.by : buf_str(&m->old_name);
	struct buf b = BUF_INIT;
	instant start;
	int rc;

	if (has_setting(m->c, "start")) {
		if (typed != NULL)
			cli_say(m->c,
			    "it has a start already: session set changes it");
		return 0;
	}
	if (typed != NULL && typed_start(m, str_of(typed), &start) == -1)
		return -1;
	if (typed == NULL && !session_next_start(&m->old, &start)) {
		cli_say(m->c,
		    "%s has no start, and so has the new session none: "
		    "session set start=DATE",
		    buf_z(&m->old_name));
		return 0;
	}
	instant_add_stored(&b, start);
	rc = settings_put_at(m->c, STR("start"), buf_str(&b), by,
	    typed != NULL ? INSTANT_NONE : old_time(m, "start"));
	buf_release(&b);
	return rc;
}

/* ---- the title */

/* The digits at the end of a name, or none. */
static struct str
number_at_end(struct str name)
{
	size_t i = name.n;

	while (i > 0 && isdigit((unsigned char)name.p[i - 1]))
		i--;
	return str_from(name, i);
}

static struct str
without_zeros(struct str digits)
{
	while (digits.n > 1 && digits.p[0] == '0')
		digits = str_from(digits, 1);
	return digits;
}

/* The only digits in a title, where they are the number; else none. */
static struct str
number_in(struct str title, struct str number)
{
	struct str found = { NULL, 0 };
	size_t i = 0, n;

	while (i < title.n) {
		for (n = 0;
		     i + n < title.n && isdigit((unsigned char)title.p[i + n]);
		     n++)
			;
		if (n > 0 && found.n > 0)
			return (struct str){ NULL, 0 };
		if (n > 0)
			found = (struct str){ title.p + i, n };
		i += n > 0 ? n : 1;
	}
	return found.n > 0 &&
		str_eq(without_zeros(found), without_zeros(number))
	    ? found
	    : (struct str){ NULL, 0 };
}

/*
 * OLD's title: with the new session's number where OLD's is the only one in
 * it, and the directories are called alike but for their numbers; the new
 * directory's name where OLD's title is that of its own.
 */
static void
add_title(struct making *m, struct buf *b)
{
	struct str title = session_setting(&m->old, "title"),
		   was = buf_str(&m->old_name), is = buf_str(&m->dir_name),
		   old = number_at_end(was), new = number_at_end(is), found;

	if (title.n == 0 || str_eq(title, was)) {
		buf_add(b, is);
		return;
	}
	found = number_in(title, old);
	if (found.n == 0 || old.n == 0 || new.n == 0 ||
	    !str_eq(str_upto(was, was.n - old.n), str_upto(is, is.n - new.n))) {
		buf_add(b, title);
		return;
	}
	buf_add(b, str_upto(title, (size_t)(found.p - title.p)));
	buf_add(b, found.p[0] == '0' ? new : without_zeros(new));
	buf_add(b, str_from(title, (size_t)(found.p - title.p) + found.n));
}

static int
put_title(struct making *m)
{
	const char *typed = cli_value(m->c, "title");
	struct buf b = BUF_INIT;
	int rc;

	if (has_setting(m->c, "title")) {
		if (typed != NULL)
			cli_say(m->c,
			    "it has a title already: session set changes it");
		return 0;
	}
	if (typed != NULL && typed[0] != '\0')
		return settings_put(
		    m->c, STR("title"), str_of(typed), m->c->store.by);
	add_title(m, &b);
	rc = settings_put_at(m->c, STR("title"), buf_str(&b),
	    buf_str(&m->old_name), old_time(m, "title"));
	buf_release(&b);
	return rc;
}

/* ---- the other settings */

/* What is of one session alone. */
static const char *const own[] = { "title", "start", "readings", "scribe",
	"seats", "closed", "present", "template", "from" };

enum { NOWN = sizeof(own) / sizeof(own[0]) };

/* Puts a setting that the new session lacks. */
static int
put_lacking(struct making *m, struct str key, struct str value, struct str by,
    instant time)
{
	if (value.n == 0 ||
	    table_find(m->c->session.table[TABLE_SESSION], &key) != TABLE_NONE)
		return 0;
	return settings_put_at(m->c, key, value, by, time);
}

/* A template's agenda is of the template's length. */
static int
put_of_template(struct making *m)
{
	struct str name = str_of(m->t.name);

	if (m->typed == NULL)
		return 0;
	if (put_lacking(m, STR("length"), template_setting(&m->t, "length"),
		name, copy_time(m->c, &m->old, NULL, TABLE_NONE)) == -1)
		return -1;
	return put_lacking(
	    m, STR("template"), name, m->c->store.by, INSTANT_NONE);
}

static int
put_others(struct making *m)
{
	struct table *t = m->old.table[TABLE_SESSION];
	const size_t *order = table_order(t);
	struct str key;
	size_t i;
	int rc = 0;

	for (i = 0; i < t->nrec && rc == 0; i++) {
		key = table_key(t, order[i], 0);
		if (!str_is_any(key, own, NOWN))
			rc = put_lacking(m, key,
			    table_get(t, order[i], SESSION_VALUE),
			    buf_str(&m->old_name),
			    copy_time(m->c, &m->old, t, order[i]));
	}
	return rc;
}

/* The one row that says when the session was made. */
static int
put_origin(struct making *m)
{
	struct str old = buf_str(&m->old_name);

	return settings_put(m->c, STR("from"), old, old);
}

/* Times are read and kept in the zone of the new session. */
static int
settle_zone(struct making *m)
{
	struct session *s =
	    has_setting(m->c, "zone") ? &m->c->session : &m->old;

	return zone_use(session_setting(s, "zone"), &m->c->err);
}

static int
put_settings(struct making *m)
{
	bool made = m->c->session.table[TABLE_SESSION]->nrec > 0;

	if (settle_zone(m) == -1)
		return -1;
	m->c->store.now = cli_now(m->c);
	if (put_title(m) == -1 || put_start(m) == -1 ||
	    put_of_template(m) == -1 || put_others(m) == -1)
		return -1;
	return made ? 0 : put_origin(m);
}

/* ---- what goes on */

/* A template's rows have one time for all who make the session, too. */
static int
put_agenda(struct making *m)
{
	struct store *st = &m->c->store;
	int rc;

	if (m->typed == NULL)
		return 0;
	st->next = copy_time(m->c, &m->old, NULL, TABLE_NONE);
	rc = template_put(&m->t, m->c);
	st->next = INSTANT_NONE;
	return rc;
}

static int
put_all(struct making *m)
{
	int rc;

	if (put_settings(m) == -1 || put_agenda(m) == -1)
		return -1;
	rollover_init(&m->rollover, m->c, &m->old, buf_z(&m->old_name));
	m->rollover.agenda = session_setting(&m->c->session, "template").n == 0;
	rc = rollover_all(&m->rollover);
	rollover_release(&m->rollover);
	return rc;
}

static int
finish(struct making *m, int status)
{
	if (status == EXIT_YES && !cli_dry(m->c))
		rollover_say(&m->rollover);
	return status == EXIT_YES && m->old_damaged ? EXIT_DAMAGED : status;
}

/* ---- where it stands already */

static int
check_other(struct making *m)
{
	struct error *e = &m->c->err;
	int same = file_is_same(m->c->session.fd, m->old.fd, m->dir, e);

	return same == 1
	    ? error_set(e, EXIT_INPUT,
		  "a session cannot be carried over into itself: %s", m->dir)
	    : same;
}

static int
begin_there(struct making *m)
{
	struct cli *c = m->c;
	table_want want[TABLE_COUNT];
	int i;

	for (i = 0; i < TABLE_COUNT; i++)
		want[i] = TABLE_WANT_ALL;
	if (session_open_dir(&c->session, m->dir, &c->err) == -1 ||
	    check_other(m) == -1 ||
	    store_begin(&c->store, &c->session, want, &c->err) == -1)
		return -1;
	cli_report_damage(c);
	return 0;
}

static int
see_to_attributes(struct making *m)
{
	int stands = cli_dry(m->c) ? 1 : session_stands(m->dir, &m->c->err);

	if (stands == 1)
		return 0;
	return stands == -1 ? -1 : place_see_to_attributes(m->dir, &m->c->err);
}

/* Adds to a directory what it lacks. */
static int
add_there(struct making *m)
{
	if (begin_there(m) == -1 || put_all(m) == -1 ||
	    see_to_attributes(m) == -1)
		return cli_fail(m->c);
	return finish(m, cli_commit(m->c));
}

/* ---- where it does not */

static int
write_new(struct making *m, struct place *p)
{
	struct cli *c = m->c;

	if (place_stage(p, &c->session, &c->err) == -1 ||
	    store_commit(&c->store, &c->err) == -1)
		return -1;
	return place_finish(p, &c->session, &c->err);
}

static int
make_new(struct making *m, struct place *p)
{
	struct cli *c = m->c;

	if (place_open(p, m->dir, &c->err) == -1 ||
	    store_begin_new(&c->store, &c->session, &c->err) == -1 ||
	    put_all(m) == -1)
		return -1;
	if (cli_dry(c))
		return cli_commit(c) == EXIT_YES ? 0 : -1;
	return write_new(m, p);
}

/* Makes the directory; where somebody else did meanwhile, adds to theirs. */
static int
make_there(struct making *m)
{
	struct cli *c = m->c;
	struct error other = ERROR_INIT;
	struct place p;
	int rc = make_new(m, &p);

	place_release(&p);
	if (rc == 0)
		return finish(m, EXIT_YES);
	if (p.made || file_is_directory(m->dir, &other) != 1) {
		error_release(&other);
		return cli_fail(c);
	}
	error_release(&c->err);
	store_release(&c->store);
	session_release(&c->session);
	return add_there(m);
}

/* ---- the verb */

/* The session that was named, else the one here. */
static int
open_old(struct making *m)
{
	struct cli *c = m->c;
	table_want want[TABLE_COUNT];
	int i;

	for (i = 0; i < TABLE_COUNT; i++)
		want[i] = TABLE_WANT_ALL;
	if (session_find(&m->old, cli_value(c, "from"), &c->err) == -1 ||
	    session_load(&m->old, want, &c->err) == -1)
		return -1;
	cli_report_session(c, &m->old);
	m->old_damaged = c->damaged;
	if (place_add_name(m->old.dir[0] != '\0' ? m->old.dir : ".",
		&m->old_name, &c->err) == -1)
		return -1;
	return place_add_name(m->dir, &m->dir_name, &c->err);
}

static int
open_template(struct making *m)
{
	if (m->typed == NULL)
		return 0;
	if (template_find(&m->t, m->typed, &m->c->err) == -1)
		return -1;
	return template_load(&m->t, &m->c->err);
}

int
new_run(struct cli *c)
{
	struct making m = {
		.c = c, .dir = c->operand[0], .typed = cli_value(c, "template")
	};
	int status, there = -1;

	c->writing = true;
	c->store.by = cli_by(c);
	session_init(&m.old);
	session_init(&m.t.from);
	if (open_old(&m) == 0 && open_template(&m) == 0)
		there = file_is_directory(m.dir, &c->err);
	if (there == -1)
		status = cli_fail(c);
	else
		status = there == 1 ? add_there(&m) : make_there(&m);
	template_release(&m.t);
	session_release(&m.old);
	buf_release(&m.dir_name);
	buf_release(&m.old_name);
	return status;
}
