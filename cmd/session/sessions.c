#include <stdlib.h>

#include "attendance.h"
#include "rating.h"
#include "sessions.h"
#include "settings.h"
#include "xalloc.h"

/* ---- which series */

static bool
holds_sessions(const char *dir)
{
	struct error none = ERROR_INIT;
	char **dirs = NULL;
	size_t n = 0, i;

	session_series(dir, false, &dirs, &n, &none);
	for (i = 0; i < n; i++)
		free(dirs[i]);
	free(dirs);
	error_release(&none);
	return n > 0;
}

/* Whether a session was named, or is right here; or -1. */
static int
is_in_session(struct cli *c)
{
	const char *env = getenv("SESSION_DIR");

	if (cli_value(c, "dir") != NULL || (env != NULL && env[0] != '\0'))
		return 1;
	return session_stands(".", &c->err);
}

/* The series of the session here; before one further up comes the current
 * directory, if it is a series. */
static int
find_here(struct cli *c, char **series)
{
	int in = is_in_session(c);

	if (in == 0 && holds_sessions(".")) {
		*series = xstrdup(".");
		return 0;
	}
	if (in == -1 ||
	    session_find(&c->session, cli_value(c, "dir"), &c->err) == -1)
		return -1;
	*series = session_above(c->session.dir);
	return 0;
}

static int
find_series(struct cli *c, char **series)
{
	int is;

	if (c->noperand == 0)
		return find_here(c, series);
	is = session_stands(c->operand[0], &c->err);
	if (is == -1)
		return -1;
	*series =
	    is == 1 ? session_above(c->operand[0]) : xstrdup(c->operand[0]);
	return 0;
}

/* ---- what is counted */

static bool
counts_person(struct table *t, size_t rec)
{
	return !table_is_dropped(t, rec);
}

static bool
counts_question(struct table *t, size_t rec)
{
	struct str kind = table_get(t, rec, QUESTIONS_KIND);

	return !table_is_dropped(t, rec) &&
	    (kind.n == 0 || str_is(kind, "question"));
}

static bool
counts_statement(struct table *t, size_t rec)
{
	return !table_is_dropped(t, rec);
}

/* A position; not support, nor the wish to discuss (round 0). */
static bool
counts_vote(struct table *t, size_t rec)
{
	struct str position = table_get(t, rec, VOTES_POSITION);

	return position.n > 0 && !str_is(position, "up") &&
	    !str_is(table_key(t, rec, 2), "0");
}

static bool
counts_open_action(struct table *t, size_t rec)
{
	return !table_is_dropped(t, rec) &&
	    !str_is(table_get(t, rec, ACTIONS_STATUS), "done");
}

static const table_want wanted[TABLE_COUNT] = {
	[TABLE_SESSION] = TABLE_WANT_ALL,
	[TABLE_PEOPLE] = ATTENDANCE_PEOPLE,
	[TABLE_QUESTIONS] =
	    TABLE_WANT(QUESTIONS_KIND) | TABLE_WANT(QUESTIONS_STATE),
	[TABLE_STATEMENTS] = TABLE_WANT(STATEMENTS_STATE),
	[TABLE_VOTES] = TABLE_WANT(VOTES_POSITION),
	[TABLE_ACTIONS] = TABLE_WANT(ACTIONS_STATUS),
	[TABLE_FEEDBACK] = RATING_WANT,
};

static const struct count {
	enum table_id table;
	bool (*counts)(struct table *t, size_t rec);
} counts[] = { { TABLE_QUESTIONS, counts_question },
	{ TABLE_STATEMENTS, counts_statement }, { TABLE_VOTES, counts_vote },
	{ TABLE_ACTIONS, counts_open_action } };

static const struct count people = { TABLE_PEOPLE, counts_person };

enum { NCOUNTS = sizeof(counts) / sizeof(counts[0]) };

static long long
count(struct session *s, const struct count *what)
{
	struct table *t = s->table[what->table];
	long long n = 0;
	size_t i;

	for (i = 0; i < t->nrec; i++)
		n += what->counts(t, i);
	return n;
}

static long long
count_present(struct session *s)
{
	struct handles h = { 0 };
	long long n;

	attendance_add(s, &h);
	n = (long long)h.n;
	handles_release(&h);
	return n;
}

/* ---- list */

static void
print_median(struct session *s, struct out *o)
{
	struct rating r;

	if (rating_read(s->table[TABLE_FEEDBACK], &r) == 0)
		out_text(o, (struct str){ NULL, 0 });
	else
		rating_print(o, r.median);
}

static void
print_setting(struct session *s, const char *key, struct out *o)
{
	struct buf b = BUF_INIT;

	settings_add_shown(str_of(key), session_setting(s, key), &b);
	out_text(o, buf_str(&b));
	buf_release(&b);
}

static int
print_session(struct cli *c, const char *dir, struct out *o)
{
	struct session *s = &c->session;
	size_t i;

	session_release(s);
	if (session_open_dir(s, dir, &c->err) == -1 ||
	    session_load(s, wanted, &c->err) == -1)
		return -1;
	cli_report_damage(c);
	out_text(o, str_of(dir));
	print_setting(s, "start", o);
	print_setting(s, "length", o);
	print_setting(s, "title", o);
	out_number(o, count(s, &people));
	out_number(o, count_present(s));
	for (i = 0; i < NCOUNTS; i++)
		out_number(o, count(s, &counts[i]));
	print_median(s, o);
	print_setting(s, "closed", o);
	return 0;
}

/* Those that a terminal has no room for are hidden there. */
static const struct column {
	struct out_column c;
	bool wide_only;
} columns[] = { { { "dir", OUT_TEXT, false }, false },
	{ { "start", OUT_TEXT, false }, false },
	{ { "length", OUT_TEXT, false }, true },
	{ { "title", OUT_TEXT, false }, false },
	{ { "people", OUT_NUMBER, false }, true },
	{ { "present", OUT_NUMBER, false }, false },
	{ { "questions", OUT_NUMBER, false }, true },
	{ { "statements", OUT_NUMBER, false }, true },
	{ { "votes", OUT_NUMBER, false }, false },
	{ { "actions_open", OUT_NUMBER, false }, false },
	{ { "rating", OUT_NUMBER, false }, false },
	{ { "closed", OUT_TEXT, true }, false } };

enum { NCOLUMNS = sizeof(columns) / sizeof(columns[0]) };

/* Prints a row for each session. */
static int
print_series(struct cli *c, char *const dirs[], size_t n)
{
	struct out_column shown[NCOLUMNS];
	enum out_format format;
	struct out o;
	size_t i;

	if (cli_format(c, &format) == -1)
		return -1;
	for (i = 0; i < NCOLUMNS; i++) {
		shown[i] = columns[i].c;
		if (columns[i].wide_only && format == OUT_TABLE)
			shown[i].hidden = true;
	}
	if (cli_list(c, &o, shown, NCOLUMNS) == -1)
		return -1;
	for (i = 0; i < n; i++)
		if (print_session(c, dirs[i], &o) == -1) {
			out_release(&o);
			return -1;
		}
	return out_end(&o, &c->err);
}

int
sessions_list(struct cli *c)
{
	char *series = NULL, **dirs = NULL;
	size_t n = 0, i;
	int rc;

	if (find_series(c, &series) == -1)
		return cli_fail(c);
	rc = session_series(series, false, &dirs, &n, &c->err);
	if (rc == 0)
		rc = print_series(c, dirs, n);
	for (i = 0; i < n; i++)
		free(dirs[i]);
	free(dirs);
	free(series);
	return rc == -1 ? cli_fail(c) : EXIT_YES;
}

bool
sessions_takes(struct str operand)
{
	return str_is(operand, ".") || str_is(operand, "..") ||
	    str_find(operand, '/') < operand.n;
}
