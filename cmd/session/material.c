#include <stdlib.h>

#include "attendance.h"
#include "duration.h"
#include "mail.h"
#include "material.h"
#include "telling.h"
#include "wording.h"
#include "xalloc.h"

static const table_want wanted[TABLE_COUNT] = {
	[TABLE_SESSION] = TABLE_WANT_ALL,
	[TABLE_AGENDA] = PLAN_WANT_AGENDA,
	[TABLE_TIMES] = PLAN_WANT_TIMES,
	[TABLE_PEOPLE] = TABLE_WANT_ALL,
	[TABLE_GROUPS] = TABLE_WANT_ALL,
	[TABLE_QUESTIONS] = TABLE_WANT_ALL,
	[TABLE_STATEMENTS] = TABLE_WANT_ALL,
	[TABLE_VOTES] = TABLE_WANT_ALL,
	[TABLE_NOTES] = TABLE_WANT_ALL,
	[TABLE_ACTIONS] = TABLE_WANT_ALL,
	[TABLE_FEEDBACK] = TABLE_WANT_ALL,
	[TABLE_TRIES] = TABLE_WANT_ALL,
};

/* ---- who is left out */

/* Where other tables than people.tsv name people: by handles or, as forms
 * and hands write them, by names. */
static const struct {
	enum table_id table;
	int col;
	bool names;
} naming[] = { { TABLE_AGENDA, AGENDA_OWNER, false },
	{ TABLE_TIMES, TIMES_ID, false }, { TABLE_GROUPS, GROUPS_WHO, false },
	{ TABLE_QUESTIONS, QUESTIONS_WHO, false },
	{ TABLE_STATEMENTS, STATEMENTS_WHO, false },
	{ TABLE_VOTES, VOTES_WHO, false }, { TABLE_NOTES, NOTES_WHO, false },
	{ TABLE_ACTIONS, ACTIONS_WHO, false },
	{ TABLE_FEEDBACK, FEEDBACK_WHO, true } };

enum { NNAMING = sizeof(naming) / sizeof(naming[0]) };

static void
hide_list(struct redact *r, struct str list, bool names)
{
	struct str one;

	while (str_split(&list, ',', &one))
		(names ? redact_add_name : redact_add_handle)(r, str_trim(one));
}

static void
hide_people(struct redact *r, struct table *people)
{
	size_t i;

	for (i = 0; i < people->nrec; i++) {
		redact_add_name(r, table_get(people, i, PEOPLE_NAME));
		redact_add_handle(r, table_key(people, i, 0));
	}
}

/* Who answered a form, by the columns that say so. */
static void
hide_answerers(struct redact *r, struct table *feedback)
{
	struct str cell;
	size_t col, i;

	for (col = (size_t)feedback->schema->ncol; col < feedback->text.ncol;
	     col++)
		for (i = 0; i < feedback->nrec &&
		     telling_heading_of_names(feedback->text.col[col]);
		     i++) {
			cell = str_trim(table_get(feedback, i, (int)col));
			if (!mail_address_valid(cell))
				redact_add_name(r, cell);
		}
}

static bool
names_somebody(struct table *t, enum table_id id, size_t rec)
{
	return id != TABLE_TIMES ||
	    str_is(table_get(t, rec, TIMES_EVENT), "speak");
}

static void
hide_named(struct material *m)
{
	struct table *t;
	size_t i, rec;

	for (i = 0; i < NNAMING; i++) {
		t = material_table(m, naming[i].table);
		for (rec = 0; rec < t->nrec; rec++)
			if (names_somebody(t, naming[i].table, rec))
				hide_list(&m->hide,
				    table_get(t, rec, naming[i].col),
				    naming[i].names);
	}
	hide_list(&m->hide, session_setting(m->s, "scribe"), true);
	hide_list(&m->hide, session_setting(m->s, "present"), false);
}

/* ---- the series */

static const table_want of_others[TABLE_COUNT] = {
	[TABLE_PEOPLE] = TABLE_WANT_ALL,
	[TABLE_FEEDBACK] = TABLE_WANT_ALL,
};

static void
add_week(struct material *m, size_t i, struct session *s)
{
	struct material_session *w = &m->week[m->nweek];
	struct handles present = { 0 };

	if (rating_read(s->table[TABLE_FEEDBACK], &w->rating) == 0)
		return;
	attendance_add(s, &present);
	w->name = series_name(&m->series, i);
	w->has_start = session_start(s, &w->start);
	w->present = present.n;
	w->answers = material_count(s->table[TABLE_FEEDBACK]);
	m->nweek++;
	handles_release(&present);
}

/* What comes after this session is no part of its report, but for the names
 * that its texts may have. */
static int
read_session(struct material *m, size_t i, bool public, bool minutes)
{
	struct session s;

	if (series_load(&m->series, i, &s, of_others, &m->c->err) == -1)
		return -1;
	cli_report_session(m->c, &s);
	if (public) {
		hide_people(&m->hide, s.table[TABLE_PEOPLE]);
		hide_answerers(&m->hide, s.table[TABLE_FEEDBACK]);
	}
	if (minutes && i <= m->series.self)
		add_week(m, i, &s);
	session_release(&s);
	return 0;
}

static int
read_series(struct material *m, bool public, bool minutes)
{
	size_t i;
	int rc = 0;

	if (series_of(&m->series, m->s, &m->c->err) == -1)
		return -1;
	m->week = xcalloc(m->series.n, sizeof(*m->week));
	for (i = 0; rc == 0 && i < m->series.n; i++)
		rc = read_session(m, i, public, minutes);
	/* Each session that was read made its zone the process's. */
	if (rc == 0)
		rc = zone_use(session_setting(m->s, "zone"), &m->c->err);
	return rc == -1 ? -1 : 0;
}

/* ---- the whole */

int
material_read(struct material *m, struct cli *c, bool public, bool minutes)
{
	*m = (struct material){ .c = c, .s = &c->session, .now = cli_now(c) };
	if (cli_read(c, wanted) == -1)
		return -1;
	plan_read(&m->plan, m->s, m->now);
	board_read(&m->board, m->s, 0);
	ballot_read(&m->ballot, m->s);
	ballot_count(&m->ballot);
	ballot_attend(&m->ballot);
	noted_read(&m->noted, material_table(m, TABLE_NOTES));
	if (public) {
		hide_people(&m->hide, material_table(m, TABLE_PEOPLE));
		hide_answerers(&m->hide, material_table(m, TABLE_FEEDBACK));
		hide_named(m);
	}
	return public || minutes ? read_series(m, public, minutes) : 0;
}

void
material_release(struct material *m)
{
	paper_release(&m->paper);
	redact_release(&m->hide);
	free(m->week);
	series_release(&m->series);
	noted_release(&m->noted);
	ballot_release(&m->ballot);
	board_release(&m->board);
	plan_release(&m->plan);
	*m = (struct material){ 0 };
}

/* ---- people */

static struct str
name_of(const struct material *m, struct str handle)
{
	struct table *people = material_table(m, TABLE_PEOPLE);
	size_t rec = table_find(people, &handle);
	struct str name = { NULL, 0 };

	if (rec != TABLE_NONE)
		name = table_get(people, rec, PEOPLE_NAME);
	return name.n > 0 ? name : handle;
}

void
material_add_names(const struct material *m, struct str handles, struct buf *b)
{
	bool more = false;
	struct str one;

	while (str_split(&handles, ',', &one)) {
		if (str_trim(one).n == 0)
			continue;
		buf_addz(b, more ? ", " : "");
		buf_add(b, name_of(m, str_trim(one)));
		more = true;
	}
}

void
material_who(
    struct material *m, const char *key, const char *label, struct str handles)
{
	struct buf names = BUF_INIT;

	material_add_names(m, handles, &names);
	paper_who(&m->paper, key, label, handles, buf_str(&names));
	buf_release(&names);
}

void
material_cell_who(struct material *m, struct str handles)
{
	struct buf names = BUF_INIT;

	material_add_names(m, handles, &names);
	paper_cell_who(&m->paper, handles, buf_str(&names));
	buf_release(&names);
}

/* ---- times */

void
material_cell_time(struct material *m, instant t)
{
	struct buf stored = BUF_INIT, shown = BUF_INIT;

	instant_add_stored(&stored, t);
	if (t != INSTANT_NONE)
		instant_add_time(&shown, t);
	paper_cell_own(&m->paper, buf_str(&stored), buf_str(&shown));
	buf_release(&stored);
	buf_release(&shown);
}

void
material_cell_date(struct material *m, struct str date)
{
	struct buf shown = BUF_INIT;

	wording_add_date(&shown, date);
	if (str_eq(buf_str(&shown), date))
		paper_cell(&m->paper, date);
	else
		paper_cell_own(&m->paper, date, buf_str(&shown));
	buf_release(&shown);
}

void
material_cell_seconds(struct material *m, long sec)
{
	struct buf shown = BUF_INIT;

	if (sec < 0) {
		paper_blank(&m->paper);
		return;
	}
	duration_add(&shown, sec);
	paper_cell_amount(&m->paper, (double)sec, buf_str(&shown));
	buf_release(&shown);
}

/* ---- notes */

/* A note without a kind is one. */
static bool
is_of_kind(const struct noted *n, size_t rec, const char *kind)
{
	return noted_is(n, rec, kind) ||
	    (strcmp(kind, "note") == 0 && noted_is(n, rec, ""));
}

void
material_add_notes(
    const struct material *m, struct str ref, const char *kind, struct buf *b)
{
	struct table *notes = material_table(m, TABLE_NOTES);
	const size_t *rec;
	size_t n, i;

	rec = noted_on(&m->noted, ref, &n);
	for (i = 0; i < n; i++) {
		if (!is_of_kind(&m->noted, rec[i], kind))
			continue;
		buf_addz(b, b->n > 0 ? "\n" : "");
		buf_add(b, table_get(notes, rec[i], NOTES_TEXT));
	}
}

void
material_cell_notes(struct material *m, struct str ref, const char *kind)
{
	struct buf b = BUF_INIT;

	material_add_notes(m, ref, kind, &b);
	paper_cell(&m->paper, buf_str(&b));
	buf_release(&b);
}

/* ---- records */

size_t
material_count(struct table *t)
{
	size_t i, n = 0;

	for (i = 0; i < t->nrec; i++)
		n += !table_is_dropped(t, i);
	return n;
}

void
material_record(struct material *m, struct table *t, size_t rec)
{
	paper_count(&m->paper, "no", NULL, (double)table_number(t, rec));
	/* The id may be made of a title, and so have a name in it. */
	paper_fact(&m->paper, "id", NULL, table_key(t, rec, 0));
}
