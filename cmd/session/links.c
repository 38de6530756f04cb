#include <ctype.h>
#include <stdlib.h>

#include "check.h"
#include "clock.h"
#include "duration.h"
#include "settings.h"
#include "xalloc.h"

/* ---- people */

/* The columns that hold handles. */
static const struct column {
	enum table_id table;
	int col;
} handles[] = { { TABLE_AGENDA, AGENDA_OWNER }, { TABLE_GROUPS, GROUPS_WHO },
	{ TABLE_QUESTIONS, QUESTIONS_WHO },
	{ TABLE_STATEMENTS, STATEMENTS_WHO }, { TABLE_VOTES, VOTES_WHO },
	{ TABLE_NOTES, NOTES_WHO }, { TABLE_ACTIONS, ACTIONS_WHO },
	{ TABLE_FEEDBACK, FEEDBACK_WHO } };

enum { NHANDLES = sizeof(handles) / sizeof(handles[0]) };

static bool
has_record(struct check *k, enum table_id id, struct str key)
{
	return table_find(k->s->table[id], &key) != TABLE_NONE;
}

/* A vote or a place in a group is dropped by what it lost. */
static bool
is_gone(struct table *t, enum table_id id, size_t rec)
{
	if (id == TABLE_VOTES)
		return !table_is_set(t, rec, VOTES_POSITION) &&
		    !table_is_set(t, rec, VOTES_COMMENT);
	if (id == TABLE_GROUPS)
		return !table_is_set(t, rec, GROUPS_GROUP);
	return table_is_dropped(t, rec);
}

static void
check_people(struct check *k, const struct column *c)
{
	struct table *t = k->s->table[c->table];
	struct str list, who;
	size_t rec;

	for (rec = 0; rec < t->nrec; rec++) {
		if (is_gone(t, c->table, rec))
			continue;
		list = table_get(t, rec, c->col);
		while (str_split(&list, ',', &who)) {
			who = str_trim(who);
			if (!has_record(k, TABLE_PEOPLE, who))
				check_add(k, c->table,
				    table_line(t, rec, c->col), CHECK_ERROR,
				    "%.*s: an unknown person: %.*s",
				    STR_ARG(t->text.col[c->col]), STR_ARG(who));
		}
	}
}

/* ---- references */

#define TO(table) (1U << (table))
#define TO_ANY                                                           \
	(TO(TABLE_AGENDA) | TO(TABLE_PEOPLE) | TO(TABLE_QUESTIONS) |     \
	    TO(TABLE_STATEMENTS) | TO(TABLE_NOTES) | TO(TABLE_ACTIONS) | \
	    TO(TABLE_FEEDBACK) | TO(TABLE_TRIES))

/* The columns that hold ids of other records, and of which tables. */
static const struct reference {
	enum table_id table;
	int col;
	unsigned to;
} references[] = {
	{ TABLE_QUESTIONS, QUESTIONS_INTO, TO(TABLE_QUESTIONS) },
	{ TABLE_VOTES, VOTES_REF, TO(TABLE_QUESTIONS) | TO(TABLE_STATEMENTS) },
	{ TABLE_NOTES, NOTES_REF, TO_ANY },
};

enum { NREFERENCES = sizeof(references) / sizeof(references[0]) };

static bool
leads(struct check *k, unsigned to, struct str id)
{
	int i;

	for (i = 0; i < TABLE_COUNT; i++)
		if ((to & TO(i)) != 0 && has_record(k, (enum table_id)i, id))
			return true;
	return false;
}

static void
check_reference(struct check *k, const struct reference *r)
{
	struct table *t = k->s->table[r->table];
	struct str id;
	size_t rec;

	for (rec = 0; rec < t->nrec; rec++) {
		id = table_get(t, rec, r->col);
		if (id.n > 0 && !is_gone(t, r->table, rec) &&
		    !leads(k, r->to, id))
			check_add(k, r->table, table_line(t, rec, r->col),
			    CHECK_ERROR, "%.*s: no record \"%.*s\"",
			    STR_ARG(t->text.col[r->col]), STR_ARG(id));
	}
}

/* ---- times.tsv */

/* The ids of the countdowns that `timer` started, each with its length. */
static void
collect_countdowns(struct table *t, struct intern *countdown)
{
	struct str id;
	size_t rec;

	for (rec = 0; rec < t->nrec; rec++) {
		id = table_get(t, rec, TIMES_ID);
		if (str_is(table_get(t, rec, TIMES_EVENT), "start") &&
		    table_is_set(t, rec, TIMES_VALUE))
			intern_put(countdown, id, intern_hash(id));
	}
}

/* Whose id an event has; that of an undo is that of the event it undoes. */
static bool
names_person(struct str event)
{
	return str_is(event, "speak") || str_is(event, "hush") ||
	    str_is(event, "undo");
}

static bool
names_item(struct str event)
{
	return !names_person(event) || str_is(event, "undo");
}

static void
check_event(struct check *k, size_t rec, const struct intern *countdown)
{
	struct table *t = k->s->table[TABLE_TIMES];
	struct str id = table_get(t, rec, TIMES_ID),
		   event = table_get(t, rec, TIMES_EVENT);
	size_t line = table_line(t, rec, TIMES_EVENT);
	bool person = names_person(event), item = names_item(event);

	if (id.n == 0 ||
	    (person &&
		(k->s->table[TABLE_PEOPLE]->nrec == 0 ||
		    has_record(k, TABLE_PEOPLE, id))) ||
	    (item &&
		(has_record(k, TABLE_AGENDA, id) ||
		    intern_get(countdown, id) != INTERN_NONE)))
		return;
	if (item)
		check_add(k, TABLE_TIMES, line, CHECK_ERROR,
		    "id: no record \"%.*s\"", STR_ARG(id));
	else
		check_add(k, TABLE_TIMES, line, CHECK_ERROR,
		    "id: an unknown person: %.*s", STR_ARG(id));
}

static void
check_times(struct check *k)
{
	struct table *t = k->s->table[TABLE_TIMES];
	struct intern countdown = { 0 };
	size_t rec;

	collect_countdowns(t, &countdown);
	for (rec = 0; rec < t->nrec; rec++) {
		check_event(k, rec, &countdown);
		if (clock_lacks_time(t, rec))
			check_add(k, TABLE_TIMES,
			    table_line(t, rec, TIMES_EVENT), CHECK_WARNING,
			    "an event without a time, from which no clock "
			    "runs: "
			    "%.*s",
			    STR_ARG(table_get(t, rec, TIMES_EVENT)));
	}
	intern_release(&countdown);
}

/* ---- ids */

/* Where an id was met first. */
struct owner {
	enum table_id table;
	size_t line;
};

static bool
has_ids(const struct schema *s)
{
	return s->nkey == 1 && !s->events && s != schema_of(TABLE_SESSION);
}

static void
check_id(struct check *k, enum table_id id, size_t rec, struct intern *ids,
    struct owner *owner)
{
	struct table *t = k->s->table[id];
	struct str key = table_key(t, rec, 0);
	size_t line = table_line(t, rec, t->schema->key[0]), known = ids->n;
	uint32_t n = intern_put(ids, key, intern_hash(key));

	if (n == known)
		owner[n] = (struct owner){ id, line };
	else
		check_add(k, id, line, CHECK_ERROR,
		    "two records with one id: \"%.*s\" stands in %s:%zu",
		    STR_ARG(key), schema_of(owner[n].table)->file,
		    owner[n].line);
}

static void
check_ids(struct check *k)
{
	struct intern ids = { 0 };
	struct owner *owner;
	size_t rec, n = 0;
	int i;

	for (i = 0; i < TABLE_COUNT; i++)
		n += k->s->table[i]->nrec;
	owner = xalloc(n, sizeof(*owner));
	for (i = 0; i < TABLE_COUNT; i++)
		for (rec = 0; rec < k->s->table[i]->nrec; rec++)
			if (has_ids(k->s->table[i]->schema))
				check_id(k, (enum table_id)i, rec, &ids, owner);
	free(owner);
	intern_release(&ids);
}

/* ---- values */

static bool
is_depth(struct str s)
{
	return s.n > 0 && s.n <= 2 && isdigit((unsigned char)s.p[0]) &&
	    isdigit((unsigned char)s.p[s.n - 1]);
}

static bool
is_duration(struct str s)
{
	long sec;

	return duration_parse(s, &sec);
}

/* Values that a program would take for unset. */
static const struct value {
	int col;
	bool (*is)(struct str);
	const char *what;
} values[] = { { AGENDA_DEPTH, is_depth, "a depth" },
	{ AGENDA_LENGTH, is_duration, "a length" },
	{ AGENDA_MIN, is_duration, "a length" } };

enum { NVALUES = sizeof(values) / sizeof(values[0]) };

static void
check_items(struct check *k, const struct value *v)
{
	struct table *t = k->s->table[TABLE_AGENDA];
	struct str s;
	size_t rec;

	for (rec = 0; rec < t->nrec; rec++) {
		s = table_get(t, rec, v->col);
		if (s.n > 0 && !v->is(s) && !table_is_dropped(t, rec))
			check_add(k, TABLE_AGENDA, table_line(t, rec, v->col),
			    CHECK_ERROR, "%.*s: not %s: \"%.*s\"",
			    STR_ARG(t->text.col[v->col]), v->what,
			    STR_ARG(str_upto(s, 80)));
	}
}

static int
check_setting(struct check *k, size_t rec, struct error *e)
{
	struct table *t = k->s->table[TABLE_SESSION];
	struct str value = table_get(t, rec, SESSION_VALUE);
	struct buf b = BUF_INIT;
	int rc = 0;

	if (value.n > 0)
		rc = settings_add_stored(table_key(t, rec, 0), value, 0, &b, e);
	if (rc == -1 && e->status == EXIT_INPUT) {
		check_add(k, TABLE_SESSION, table_line(t, rec, SESSION_VALUE),
		    CHECK_ERROR, "%s", buf_z(&e->msg));
		rc = 0;
	}
	buf_release(&b);
	return rc;
}

int
check_links(struct check *k, struct error *e)
{
	size_t i;

	if (k->s->table[TABLE_PEOPLE]->nrec > 0)
		for (i = 0; i < NHANDLES; i++)
			check_people(k, &handles[i]);
	for (i = 0; i < NREFERENCES; i++)
		check_reference(k, &references[i]);
	for (i = 0; i < NVALUES; i++)
		check_items(k, &values[i]);
	check_times(k);
	check_ids(k);
	for (i = 0; i < k->s->table[TABLE_SESSION]->nrec; i++)
		if (check_setting(k, i, e) == -1)
			return -1;
	return 0;
}
