#include <stdlib.h>

#include "copy.h"
#include "datadir.h"
#include "near.h"
#include "place.h"
#include "template.h"
#include "xalloc.h"

/* ---- which there are */

struct shelf {
	struct template *t;
	size_t n, cap;
};

static void
shelf_release(struct shelf *s)
{
	size_t i;

	for (i = 0; i < s->n; i++)
		template_release(&s->t[i]);
	free(s->t);
}

static bool
shelf_has(const struct shelf *s, const char *name)
{
	size_t i;

	for (i = 0; i < s->n; i++)
		if (strcmp(s->t[i].name, name) == 0)
			return true;
	return false;
}

/* Takes `dir` over; to be released in any case. */
static int
make(struct template *t, char *dir, struct error *e)
{
	struct buf name = BUF_INIT;
	int rc = place_add_name(dir, &name, e);

	*t = (struct template){ .dir = dir, .name = buf_detach(&name) };
	session_init(&t->from);
	return rc;
}

/* Puts it on the shelf, unless one of its name stands there. */
static int
shelf_put(struct shelf *s, char *dir, struct error *e)
{
	struct template t;

	if (make(&t, dir, e) == -1 || shelf_has(s, t.name)) {
		template_release(&t);
		return e->status == 0 ? 0 : -1;
	}
	s->t = xgrow(s->t, s->n, &s->cap, sizeof(*s->t));
	s->t[s->n++] = t;
	return 0;
}

/* Adds the templates in `dir`; those of the same name hide them. */
static int
shelf_add(struct shelf *s, const char *dir, struct error *e)
{
	char **found;
	size_t n, i;
	int rc = 0;

	if (session_series(dir, true, &found, &n, e) == -1)
		return -1;
	for (i = 0; i < n; i++)
		if (rc == 0)
			rc = shelf_put(s, found[i], e);
		else
			free(found[i]);
	free(found);
	return rc;
}

static int
by_name(const void *a, const void *b)
{
	const struct template *x = a, *y = b;

	return strcmp(x->name, y->name);
}

static int
shelf_fill(struct shelf *s, struct error *e)
{
	char *dir[DATADIR_MAX];
	size_t n, i;
	int rc = datadir_find("templates", dir, &n, e);

	for (i = 0; i < n; i++) {
		if (rc == 0)
			rc = shelf_add(s, dir[i], e);
		free(dir[i]);
	}
	if (s->n > 0)
		qsort(s->t, s->n, sizeof(*s->t), by_name);
	return rc;
}

/* ---- finding one */

static int
none(const struct shelf *s, const char *typed, struct error *e)
{
	struct str *name = xalloc(s->n, sizeof(*name));
	size_t i, near;

	for (i = 0; i < s->n; i++)
		name[i] = str_of(s->t[i].name);
	error_set(e, EXIT_INPUT, "no template \"%s\"", typed);
	near = near_miss(str_of(typed), name, s->n);
	if (near < s->n)
		buf_addf(&e->msg, ": did you mean \"%s\"?", s->t[near].name);
	else
		buf_addz(
		    &e->msg, s->n > 0 ? "; there are:" : "; none is installed");
	for (i = 0; near >= s->n && i < s->n; i++)
		buf_addf(&e->msg, " %s", s->t[i].name);
	free(name);
	return -1;
}

int
template_find(struct template *t, const char *typed, struct error *e)
{
	struct shelf s = { 0 };
	int rc = shelf_fill(&s, e), own = 0;
	size_t i;

	for (i = 0; i < s.n && strcmp(s.t[i].name, typed) != 0; i++)
		;
	if (rc == 0 && i == s.n)
		own = session_stands(typed, e);
	if (rc == -1 || own == -1)
		rc = -1;
	else if (i < s.n || own == 1)
		rc = make(t, xstrdup(own == 1 ? typed : s.t[i].dir), e);
	else
		rc = none(&s, typed, e);
	shelf_release(&s);
	return rc;
}

void
template_release(struct template *t)
{
	free(t->dir);
	free(t->name);
	session_release(&t->from);
}

/* ---- taking it over */

/* What goes from a template into a session, in the order of writing. */
static const struct part {
	enum table_id table;
	table_want columns; /* beside the key; and those that are unknown */
	/* Records of these kinds only; NULL: of all. */
	const char *const *kinds;
	int kind;
} parts[] = {
	{ TABLE_AGENDA,
	    TABLE_WANT(AGENDA_DEPTH) | TABLE_WANT(AGENDA_LENGTH) |
		TABLE_WANT(AGENDA_TITLE) | TABLE_WANT(AGENDA_KIND) |
		TABLE_WANT(AGENDA_START) | TABLE_WANT(AGENDA_MIN) |
		TABLE_WANT(AGENDA_WHEN) | TABLE_WANT(AGENDA_LINK) |
		TABLE_WANT(AGENDA_CARRY),
	    NULL, SCHEMA_NONE },
	{ TABLE_QUESTIONS,
	    TABLE_WANT(QUESTIONS_KIND) | TABLE_WANT(QUESTIONS_TOPIC) |
		TABLE_WANT(QUESTIONS_TEXT),
	    (const char *const[]){ "prompt", NULL }, QUESTIONS_KIND },
	{ TABLE_STATEMENTS,
	    TABLE_WANT(STATEMENTS_OPTIONS) | TABLE_WANT(STATEMENTS_SCALE) |
		TABLE_WANT(STATEMENTS_SOURCE) | TABLE_WANT(STATEMENTS_TITLE) |
		TABLE_WANT(STATEMENTS_TEXT),
	    NULL, SCHEMA_NONE },
	{ TABLE_NOTES,
	    TABLE_WANT(NOTES_REF) | TABLE_WANT(NOTES_KIND) |
		TABLE_WANT(NOTES_TEXT),
	    (const char *const[]){ "text", "script", "remark", NULL },
	    NOTES_KIND },
};

enum { NPARTS = sizeof(parts) / sizeof(parts[0]) };

/* The settings that a session takes over. */
static const char *const shared[] = { "title", "length", "zone", "place",
	"every", NULL };

int
template_load(struct template *t, struct error *e)
{
	table_want want[TABLE_COUNT] = { [TABLE_SESSION] = TABLE_WANT_ALL };
	const struct table *table;
	size_t i;
	char *path;

	for (i = 0; i < NPARTS; i++)
		want[parts[i].table] = TABLE_WANT_ALL;
	if (session_open_dir(&t->from, t->dir, e) == -1 ||
	    session_load(&t->from, want, e) == -1)
		return -1;
	for (i = 0; i < TABLE_COUNT; i++) {
		table = t->from.table[i];
		if (table == NULL || table->text.ndamage == 0)
			continue;
		path = session_path(&t->from, table->schema->file);
		error_set(e, EXIT_DAMAGED,
		    "the template is damaged: %s:%zu: %s", path,
		    table->text.damage[0].line, table->text.damage[0].what);
		free(path);
		return -1;
	}
	return 0;
}

static bool
is_one_of(struct str s, const char *const *list)
{
	for (; *list != NULL; list++)
		if (str_is(s, *list))
			return true;
	return false;
}

struct str
template_setting(struct template *t, const char *key)
{
	if (!is_one_of(str_of(key), shared))
		return (struct str){ NULL, 0 };
	return session_setting(&t->from, key);
}

/* A note only goes along with the item that it is on. */
static bool
goes_along(struct template *t, const struct part *p, size_t rec)
{
	struct table *from = t->from.table[p->table],
		     *agenda = t->from.table[TABLE_AGENDA];
	struct str ref;
	size_t item;

	if (table_is_dropped(from, rec) ||
	    (p->kinds != NULL &&
		!is_one_of(table_get(from, rec, p->kind), p->kinds)))
		return false;
	if (p->table != TABLE_NOTES)
		return true;
	ref = table_get(from, rec, NOTES_REF);
	item = table_find(agenda, &ref);
	return item != TABLE_NONE && !table_is_dropped(agenda, item);
}

static int
put_record(struct template *t, struct cli *c, const struct part *p, size_t rec)
{
	struct table *from = t->from.table[p->table];
	struct store_row row;

	if (!copy_is_lacking(c, from, rec))
		return 0;
	copy_record(&c->store, &row, from, rec, p->columns);
	store_set(&row, from->schema->by, str_of(t->name));
	return store_put(&c->store, &row, &c->err) == TABLE_NONE ? -1 : 0;
}

/* A record and when it was made. */
struct made {
	instant first;
	size_t rec;
};

static int
by_first(const void *a, const void *b)
{
	const struct made *x = a, *y = b;

	if (x->first != y->first)
		return x->first > y->first ? 1 : -1;
	return (x->rec > y->rec) - (x->rec < y->rec);
}

/* In the order in which the records were made, or, where none has a time, in
 * that of the lines; the agenda always in the latter. */
static int
put_part(struct template *t, struct cli *c, const struct part *p)
{
	struct table *from = t->from.table[p->table];
	struct made *made = xalloc(from->nrec, sizeof(*made));
	size_t i;
	int rc = 0;

	for (i = 0; i < from->nrec; i++)
		made[i] = (struct made){ table_first(from, i), i };
	if (p->table != TABLE_AGENDA && from->nrec > 0)
		qsort(made, from->nrec, sizeof(*made), by_first);
	for (i = 0; i < from->nrec && rc == 0; i++)
		if (goes_along(t, p, made[i].rec))
			rc = put_record(t, c, p, made[i].rec);
	free(made);
	return rc;
}

int
template_put(struct template *t, struct cli *c)
{
	size_t i;

	for (i = 0; i < NPARTS; i++)
		if (put_part(t, c, &parts[i]) == -1)
			return -1;
	return 0;
}

/* ---- templates */

static void
list_one(struct template *t, struct out *o)
{
	struct table *agenda = t->from.table[TABLE_AGENDA];
	size_t i, items = 0;

	for (i = 0; i < agenda->nrec; i++)
		items += !table_is_dropped(agenda, i);
	out_text(o, str_of(t->name));
	out_text(o, session_setting(&t->from, "length"));
	out_number(o, (long long)items);
	out_text(o, session_setting(&t->from, "title"));
}

int
template_list(struct cli *c)
{
	static const struct out_column columns[] = {
		{ "name", OUT_TEXT, false }, { "length", OUT_TEXT, false },
		{ "items", OUT_NUMBER, false }, { "title", OUT_TEXT, false }
	};
	struct shelf s = { 0 };
	struct out o;
	size_t i;
	int rc = shelf_fill(&s, &c->err);

	if (rc == 0)
		rc = cli_list(c, &o, columns, 4);
	for (i = 0; i < s.n && rc == 0; i++)
		if (template_load(&s.t[i], &c->err) == 0)
			list_one(&s.t[i], &o);
		else if ((c->damaged = c->err.status == EXIT_DAMAGED))
			cli_fail(c);
		else
			rc = -1;
	if (rc == 0)
		rc = out_end(&o, &c->err);
	shelf_release(&s);
	return rc == -1 ? cli_fail(c) : EXIT_YES;
}
