#include <stdlib.h>

#include "roster.h"
#include "series.h"
#include "words.h"
#include "xalloc.h"

static const table_want want[TABLE_COUNT] = {
	[TABLE_PEOPLE] = TABLE_WANT_ALL, [TABLE_NOTES] = TABLE_WANT_ALL
};

/* When somebody last served; INSTANT_NONE: never. */
struct service {
	instant in_role, in_any;
};

struct pick {
	struct cli *c;
	struct str role;
	struct handles who;
	struct service *service; /* one for each */
	size_t cap;
};

static void
pick_release(struct pick *p)
{
	handles_release(&p->who);
	free(p->service);
}

static void
note_service(struct pick *p, struct str who, struct str role, instant t)
{
	size_t n = p->who.n, i = handles_add(&p->who, who);
	struct service *s;

	if (i == n) {
		p->service = xgrow(p->service, n, &p->cap, sizeof(*s));
		p->service[i] = (struct service){ INSTANT_NONE, INSTANT_NONE };
	}
	s = &p->service[i];
	if (t > s->in_any)
		s->in_any = t;
	if (words_eq(role, p->role) && t > s->in_role)
		s->in_role = t;
}

/* Who was picked there. */
static void
read_picks(struct pick *p, struct table *notes)
{
	size_t i;

	for (i = 0; i < notes->nrec; i++)
		if (str_is(table_get(notes, i, NOTES_KIND), "role") &&
		    !table_is_dropped(notes, i))
			note_service(p, table_get(notes, i, NOTES_WHO),
			    table_get(notes, i, NOTES_TEXT),
			    table_first(notes, i));
}

/* Whose role it is by the roster. */
static void
read_roles(struct pick *p, struct table *people, instant start)
{
	size_t i;

	for (i = 0; i < people->nrec; i++)
		if (words_eq(table_get(people, i, PEOPLE_ROLE), p->role) &&
		    !table_is_dropped(people, i))
			note_service(
			    p, table_key(people, i, 0), p->role, start);
}

/* Whom a setting called like the role names, such as `scribe`. */
static void
read_setting(struct pick *p, struct session *s, instant start)
{
	struct table *settings = s->table[TABLE_SESSION];
	struct str rest, who;
	size_t i;

	for (i = 0; i < settings->nrec; i++) {
		if (!words_eq(table_key(settings, i, 0), p->role))
			continue;
		rest = table_get(settings, i, SESSION_VALUE);
		while (str_split(&rest, ',', &who))
			note_service(p, str_trim(who), p->role, start);
	}
}

static void
read_session(struct pick *p, struct session *s)
{
	instant start = INSTANT_MIN;

	session_start(s, &start);
	read_picks(p, s->table[TABLE_NOTES]);
	read_roles(p, s->table[TABLE_PEOPLE], start);
	read_setting(p, s, start);
}

/* The other sessions of the series; locks none while this one is locked. */
static int
read_series(struct pick *p)
{
	struct series se;
	struct session past;
	size_t i;
	int rc = 0;

	if (series_of(&se, &p->c->session, &p->c->err) == -1)
		return -1;
	for (i = 0; rc == 0 && i < se.n; i++) {
		if (i == se.self)
			continue;
		rc = series_load(&se, i, &past, want, &p->c->err);
		if (rc == -1)
			break;
		cli_report_session(p->c, &past);
		read_session(p, &past);
		session_release(&past);
	}
	series_release(&se);
	return rc;
}

/* ---- choosing */

static struct service
service_of(const struct pick *p, struct str who)
{
	size_t i = handles_place(&p->who, who);

	return i != HANDLES_NONE
	    ? p->service[i]
	    : (struct service){ INSTANT_NONE, INSTANT_NONE };
}

/* Whether `a` is to serve rather than `b`. */
static bool
goes_before(struct pick *p, size_t a, size_t b)
{
	struct table *people = person_table(p->c);
	struct service x = service_of(p, table_key(people, a, 0)),
		       y = service_of(p, table_key(people, b, 0));
	bool pa = people_takes_part(people, a),
	     pb = people_takes_part(people, b);

	if (x.in_role != y.in_role)
		return x.in_role < y.in_role;
	if (pa != pb)
		return pa;
	if (x.in_any != y.in_any)
		return x.in_any < y.in_any;
	return table_number(people, a) < table_number(people, b);
}

static int
choose(struct pick *p, size_t *best)
{
	struct table *people = person_table(p->c);
	struct handles except = { 0 };
	const char *typed = cli_value(p->c, "except");
	size_t i;
	int rc = 0;

	*best = TABLE_NONE;
	if (typed != NULL)
		rc = people_take(people, str_of(typed), &except, &p->c->err);
	for (i = 0; rc == 0 && i < people->nrec; i++)
		if (people_is_present(people, i) &&
		    handles_place(&except, table_key(people, i, 0)) ==
			HANDLES_NONE &&
		    (*best == TABLE_NONE || goes_before(p, i, *best)))
			*best = i;
	handles_release(&except);
	if (rc == 0 && *best == TABLE_NONE)
		rc = error_set(&p->c->err, EXIT_NO,
		    "nobody is here to be picked: say who is with 'roster in'");
	return rc;
}

static int
pick(struct pick *p, struct buf *who)
{
	char id[ID_NEW_LENGTH + 1];
	size_t best;

	if (p->role.n == 0)
		return error_set(&p->c->err, EXIT_INPUT, "a role needs a name");
	if (cli_find(p->c) == -1 || read_series(p) == -1 ||
	    cli_begin(p->c, want) == -1)
		return -1;
	read_session(p, &p->c->session);
	if (choose(p, &best) == -1)
		return -1;
	buf_add(who, table_key(person_table(p->c), best, 0));
	return verbs_put_note(
	    p->c, buf_str(who), buf_str(who), "role", p->role, id);
}

int
roster_pick(struct cli *c)
{
	struct pick p = { .c = c, .role = str_trim(cli_operand(c, 0)) };
	struct buf who = BUF_INIT;
	int status = pick(&p, &who) == -1 ? cli_fail(c) : cli_commit(c);

	if (status == EXIT_YES && !cli_dry(c))
		out_print_line(buf_str(&who));
	buf_release(&who);
	pick_release(&p);
	return status;
}
