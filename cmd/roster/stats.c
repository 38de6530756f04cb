#include <stdlib.h>

#include "attendance.h"
#include "roster.h"
#include "series.h"
#include "speech.h"
#include "words.h"
#include "xalloc.h"

static const table_want want[TABLE_COUNT] = { [TABLE_PEOPLE] = TABLE_WANT_ALL,
	[TABLE_NOTES] = TABLE_WANT_ALL,
	[TABLE_TIMES] = TABLE_WANT_ALL };

/* What the series says of somebody. */
struct record {
	struct buf name; /* as the latest session has it */
	long sessions;	 /* that took place with them on the roster */
	long present, late, excused;
	struct handles role; /* served as; one for each in `times` */
	long *times;
	size_t captimes;
	int64_t spoke; /* ms */
	struct buf last;
};

struct stats {
	struct cli *c;
	struct handles who;
	struct record *record; /* one for each */
	size_t cap;
	instant now;
};

static struct record *
record_of(struct stats *st, struct str who)
{
	size_t n = st->who.n, i = handles_add(&st->who, who);

	if (i == n) {
		st->record =
		    xgrow(st->record, n, &st->cap, sizeof(*st->record));
		st->record[i] = (struct record){ .sessions = 0 };
	}
	return &st->record[i];
}

static void
stats_release(struct stats *st)
{
	size_t i;

	for (i = 0; i < st->who.n; i++) {
		buf_release(&st->record[i].name);
		buf_release(&st->record[i].last);
		handles_release(&st->record[i].role);
		free(st->record[i].times);
	}
	free(st->record);
	handles_release(&st->who);
}

/* ---- reading a session */

/* Who was at a session that is being read. */
struct attended {
	struct table *people;
	struct presence p;
	bool frozen;
	struct handles who; /* then these, and nobody else */
};

static void
read_attended(struct attended *a, struct session *s)
{
	*a = (struct attended){ .people = s->table[TABLE_PEOPLE],
		.frozen = attendance_is_frozen(s) };
	presence_read(&a->p, a->people);
	if (a->frozen)
		attendance_add(s, &a->who);
}

static void
attended_release(struct attended *a)
{
	presence_release(&a->p);
	handles_release(&a->who);
}

/* Whether somebody came, even if dropped since. */
static bool
came(struct attended *a, size_t rec)
{
	if (a->frozen)
		return handles_place(&a->who, table_key(a->people, rec, 0)) !=
		    HANDLES_NONE;
	return presence_was(&a->p, rec, PRESENCE_IN);
}

/* Whether anybody ever came: one that is only planned counts for nobody. */
static bool
took_place(struct attended *a)
{
	size_t i;

	for (i = 0; i < a->people->nrec; i++)
		if (came(a, i))
			return true;
	return false;
}

static void
read_person(
    struct stats *st, struct attended *a, size_t rec, struct str session)
{
	struct table *people = a->people;
	struct record *r = record_of(st, table_key(people, rec, 0));
	bool here = came(a, rec);

	if (table_is_set(people, rec, PEOPLE_NAME)) {
		buf_cut(&r->name, 0);
		buf_add(&r->name, table_get(people, rec, PEOPLE_NAME));
	}
	r->sessions++;
	r->present += here;
	r->late += presence_was(&a->p, rec, PRESENCE_LATE);
	r->excused +=
	    !here && str_is(table_get(people, rec, PEOPLE_RSVP), "no");
	if (here) {
		buf_cut(&r->last, 0);
		buf_add(&r->last, session);
	}
}

static void
read_people(struct stats *st, struct session *s, struct str session)
{
	struct table *people = s->table[TABLE_PEOPLE];
	struct attended a;
	size_t i, rec;

	read_attended(&a, s);
	for (i = 0; took_place(&a) && i < people->nrec; i++) {
		rec = table_order(people)[i];
		if (!table_is_dropped(people, rec) || came(&a, rec))
			read_person(st, &a, rec, session);
	}
	attended_release(&a);
}

static void
read_roles(struct stats *st, struct table *notes)
{
	struct record *r;
	size_t i, n, at;

	for (i = 0; i < notes->nrec; i++) {
		if (!str_is(table_get(notes, i, NOTES_KIND), "role") ||
		    table_is_dropped(notes, i))
			continue;
		r = record_of(st, table_get(notes, i, NOTES_WHO));
		n = r->role.n;
		at = handles_add(&r->role, table_get(notes, i, NOTES_TEXT));
		if (at == n) {
			r->times =
			    xgrow(r->times, n, &r->captimes, sizeof(*r->times));
			r->times[at] = 0;
		}
		r->times[at]++;
	}
}

/* A speech that nobody ended lasts while the session is the open one, else
 * as long as it was allowed. */
static void
read_speeches(struct stats *st, struct table *times, bool open)
{
	struct speech_list l;
	const struct speech *s;
	instant until;
	size_t i;

	speech_read(&l, times);
	for (i = 0; i < l.n; i++) {
		s = &l.speech[i];
		until = open ? st->now
			     : s->from + (s->length > 0 ? s->length * 1000 : 0);
		record_of(st, s->who)->spoke += speech_ms(s, until);
	}
	speech_release(&l);
}

static int
read_series(struct stats *st, const struct series *se)
{
	struct session s;
	size_t i;

	for (i = 0; i < se->n; i++) {
		if (series_load(se, i, &s, want, &st->c->err) == -1)
			return -1;
		cli_report_session(st->c, &s);
		read_people(st, &s, series_name(se, i));
		read_roles(st, s.table[TABLE_NOTES]);
		read_speeches(st, s.table[TABLE_TIMES], i == se->self);
		session_release(&s);
	}
	return 0;
}

/* The series that was named, or else the one that the session is in. */
static int
open_series(struct cli *c, struct series *se)
{
	if (c->noperand > 0)
		return series_at(se, c->operand[0], &c->err);
	if (cli_find(c) == -1)
		return -1;
	return series_of(se, &c->session, &c->err);
}

/* ---- printing */

enum {
	COL_ID,
	COL_NAME,
	COL_PRESENT,
	COL_OF,
	COL_LATE,
	COL_EXCUSED,
	COL_MISSED,
	COL_SHARE,
	COL_SPOKE,
	COL_ROLES,
	COL_LAST,
	NCOL
};

static const struct out_column columns[NCOL] = {
	[COL_ID] = { "id", OUT_TEXT, false },
	[COL_NAME] = { "name", OUT_TEXT, false },
	[COL_PRESENT] = { "present", OUT_NUMBER, false },
	[COL_OF] = { "of", OUT_NUMBER, false },
	[COL_LATE] = { "late", OUT_NUMBER, false },
	[COL_EXCUSED] = { "excused", OUT_NUMBER, false },
	[COL_MISSED] = { "missed", OUT_NUMBER, false },
	[COL_SHARE] = { "share", OUT_NUMBER, false },
	[COL_SPOKE] = { "spoke", OUT_NUMBER, false },
	[COL_ROLES] = { "roles", OUT_TEXT, false },
	[COL_LAST] = { "last", OUT_TEXT, true },
};

/* `scribe 2, reader 1` */
static void
add_roles(const struct record *r, struct buf *b)
{
	size_t i;

	for (i = 0; i < r->role.n; i++)
		buf_addf(b, "%s%.*s %ld", i > 0 ? ", " : "",
		    STR_ARG(r->role.who[i]), r->times[i]);
}

static void
print_record(struct out *o, struct str who, const struct record *r)
{
	struct buf roles = BUF_INIT;

	out_text(o, who);
	out_text(o, buf_str(&r->name));
	out_number(o, r->present);
	out_number(o, r->sessions);
	out_number(o, r->late);
	out_number(o, r->excused);
	out_number(o, r->sessions - r->present - r->excused);
	if (r->sessions > 0)
		out_real(o, (double)r->present / (double)r->sessions, 2);
	else
		out_text(o, (struct str){ NULL, 0 });
	out_number(o, (r->spoke + 500) / 1000);
	add_roles(r, &roles);
	out_text(o, buf_str(&roles));
	out_text(o, buf_str(&r->last));
	buf_release(&roles);
}

int
roster_stats(struct cli *c)
{
	struct stats st = { .c = c, .now = cli_now(c) };
	struct series se = { 0 };
	struct out o;
	size_t i;
	int rc = open_series(c, &se);

	if (rc == 0)
		rc = read_series(&st, &se);
	if (rc == 0)
		rc = cli_list(c, &o, columns, NCOL);
	for (i = 0; rc == 0 && i < st.who.n; i++)
		print_record(&o, st.who.who[i], &st.record[i]);
	if (rc == 0)
		rc = out_end(&o, &c->err);
	series_release(&se);
	stats_release(&st);
	return rc == -1 ? cli_fail(c) : EXIT_YES;
}
