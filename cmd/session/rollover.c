#include <stdlib.h>

#include "carry.h"
#include "copy.h"
#include "outline.h"
#include "rollover.h"
#include "xalloc.h"

static struct table *
old_table(const struct rollover *k, enum table_id id)
{
	return k->old->table[id];
}

static struct table *
new_table(const struct rollover *k, enum table_id id)
{
	return k->c->session.table[id];
}

/* ---- what a record says of its going on */

/* Where the schema has no column for it. */
static enum carry_word
own_word(const struct rollover *k, enum table_id id, size_t rec)
{
	struct table *t = old_table(k, id);
	int col = rows_text_column(&t->text, STR(SCHEMA_CARRY));

	return col != SCHEMA_NONE ? carry_word(table_get(t, rec, col), k->start)
				  : CARRY_UNSAID;
}

/* ---- questions */

static bool
is_question(const struct rollover *k, size_t rec)
{
	return str_is(
	    board_kind(old_table(k, TABLE_QUESTIONS), rec), "question");
}

/* Neither answered nor dropped; what was merged is as its root. */
static bool
is_left_open(const struct rollover *k, size_t rec)
{
	struct table *t = old_table(k, TABLE_QUESTIONS);
	struct str state = table_get(t, k->board.root[rec], QUESTIONS_STATE);

	return is_question(k, k->board.root[rec]) &&
	    !str_is(state, "answered") && !str_is(state, "dropped") &&
	    !table_is_dropped(t, rec);
}

static bool
question_goes(const struct rollover *k, size_t rec)
{
	enum carry_word word = own_word(k, TABLE_QUESTIONS, k->board.root[rec]);

	if (table_is_dropped(old_table(k, TABLE_QUESTIONS), rec))
		return false;
	return word == CARRY_YES ||
	    (word == CARRY_UNSAID && is_left_open(k, rec));
}

/* What is set aside, or stands on top, stays so; nothing is in hand yet. */
static void
finish_question(
    struct rollover *k, size_t rec, struct store_row *row, struct buf *b)
{
	struct str state =
	    table_get(old_table(k, TABLE_QUESTIONS), rec, QUESTIONS_STATE);

	(void)b;
	if (str_is(state, "pinned") || str_is(state, "parked"))
		store_set(row, QUESTIONS_STATE, state);
}

/* ---- statements */

static bool
statement_goes(const struct rollover *k, size_t rec)
{
	return !table_is_dropped(old_table(k, TABLE_STATEMENTS), rec) &&
	    own_word(k, TABLE_STATEMENTS, rec) == CARRY_YES;
}

/* ---- actions */

static bool
action_goes(const struct rollover *k, size_t rec)
{
	struct table *t = old_table(k, TABLE_ACTIONS);

	return !table_is_dropped(t, rec) &&
	    !str_is(table_get(t, rec, ACTIONS_STATUS), "done");
}

/* A number of up to four digits, or 0. */
static unsigned
number_of(struct str s)
{
	unsigned n = 0;
	size_t i;

	for (i = 0; i < s.n && i < 4; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return 0;
		n = n * 10 + (unsigned)(s.p[i] - '0');
	}
	return n;
}

static void
finish_action(
    struct rollover *k, size_t rec, struct store_row *row, struct buf *b)
{
	struct table *t = old_table(k, TABLE_ACTIONS);

	buf_addf(b, "%u", number_of(table_get(t, rec, ACTIONS_CARRIED)) + 1);
	store_set(row, ACTIONS_CARRIED, buf_str(b));
	if (table_get(t, rec, ACTIONS_FROM).n == 0)
		store_set(row, ACTIONS_FROM, str_of(k->name));
}

/* ---- ideas */

/* Whether an idea is for the session after OLD: it is made of what was said
 * of OLD itself, or, made of no answers, was noted since its meeting began. */
static bool
is_for_next(const struct rollover *k, size_t rec)
{
	struct table *t = old_table(k, TABLE_TRIES),
		     *answers = old_table(k, TABLE_FEEDBACK);
	struct str source = table_get(t, rec, TRIES_SOURCE), one;

	if (source.n == 0)
		return k->began == INSTANT_NONE ||
		    table_first(t, rec) >= k->began;
	while (str_split(&source, ',', &one))
		if (table_find(answers, &one) != TABLE_NONE)
			return true;
	return false;
}

/* What has a verdict needs no other try. */
static bool
try_goes(const struct rollover *k, size_t rec)
{
	struct table *t = old_table(k, TABLE_TRIES);

	return !table_is_dropped(t, rec) &&
	    table_get(t, rec, TRIES_VERDICT).n == 0 && is_for_next(k, rec);
}

/* ---- what is on a record that goes */

/* The record of OLD that goes on, and stands in the new session, of that
 * id; or TABLE_NONE. */
static size_t
gone(const struct rollover *k, enum table_id id, struct str ref)
{
	size_t rec = table_find(old_table(k, id), &ref), at;

	if (rec == TABLE_NONE || !k->goes[id][rec])
		return TABLE_NONE;
	at = table_find(new_table(k, id), &ref);
	return at != TABLE_NONE && !table_is_dropped(new_table(k, id), at)
	    ? rec
	    : TABLE_NONE;
}

/* Support of a question; that it was taken back matters of who asked. */
static bool
vote_goes(const struct rollover *k, size_t rec)
{
	struct table *t = old_table(k, TABLE_VOTES);
	size_t question = gone(k, TABLE_QUESTIONS, table_key(t, rec, 1));

	return question != TABLE_NONE && str_is(table_key(t, rec, 2), "1") &&
	    (str_is(table_get(t, rec, VOTES_POSITION), "up") ||
		board_has_handle(table_get(old_table(k, TABLE_QUESTIONS),
				     question, QUESTIONS_WHO),
		    table_key(t, rec, 0)));
}

static void
finish_vote(
    struct rollover *k, size_t rec, struct store_row *row, struct buf *b)
{
	(void)b;
	if (table_get(old_table(k, TABLE_VOTES), rec, VOTES_POSITION).n == 0)
		store_clear(row, VOTES_POSITION);
}

/* The kinds of notes that come along with what goes on.  With a question that
 * is left open come the further ones too, with an action and an idea all. */
static const char *const kinds[] = { "text", "script", "remark", "answer",
	"note" };

enum { NTEXT = 3, NKIND = sizeof(kinds) / sizeof(kinds[0]) };

static bool
comes_along(const struct rollover *k, struct str ref, struct str kind)
{
	size_t question = gone(k, TABLE_QUESTIONS, ref);

	if (question != TABLE_NONE)
		return str_is_any(
		    kind, kinds, is_left_open(k, question) ? NKIND : NTEXT);
	if (gone(k, TABLE_AGENDA, ref) != TABLE_NONE ||
	    gone(k, TABLE_STATEMENTS, ref) != TABLE_NONE)
		return str_is_any(kind, kinds, NTEXT);
	return gone(k, TABLE_ACTIONS, ref) != TABLE_NONE ||
	    gone(k, TABLE_TRIES, ref) != TABLE_NONE;
}

static bool
note_goes(const struct rollover *k, size_t rec)
{
	struct table *t = old_table(k, TABLE_NOTES);

	return !table_is_dropped(t, rec) &&
	    comes_along(
		k, table_get(t, rec, NOTES_REF), table_get(t, rec, NOTES_KIND));
}

/* ---- all of it */

/* In the order of writing, but for the agenda. */
static const struct part {
	enum table_id table;
	table_want columns; /* beside the key, and those that are unknown */
	/* Whether a record goes on; NULL: all do, dropped ones too. */
	bool (*goes)(const struct rollover *k, size_t rec);
	/* What else the row has; NULL: nothing.  `b` is for a value. */
	void (*finish)(struct rollover *k, size_t rec, struct store_row *row,
	    struct buf *b);
} parts[] = {
	{ TABLE_PEOPLE,
	    TABLE_WANT(PEOPLE_NAME) | TABLE_WANT(PEOPLE_ROLE) |
		TABLE_WANT(PEOPLE_EMAIL),
	    NULL, NULL },
	{ TABLE_QUESTIONS,
	    TABLE_WANT(QUESTIONS_WHO) | TABLE_WANT(QUESTIONS_KIND) |
		TABLE_WANT(QUESTIONS_TOPIC) | TABLE_WANT(QUESTIONS_INTO) |
		TABLE_WANT(QUESTIONS_TEXT),
	    question_goes, finish_question },
	{ TABLE_STATEMENTS,
	    TABLE_WANT(STATEMENTS_WHO) | TABLE_WANT(STATEMENTS_OPTIONS) |
		TABLE_WANT(STATEMENTS_SCALE) | TABLE_WANT(STATEMENTS_SOURCE) |
		TABLE_WANT(STATEMENTS_TITLE) | TABLE_WANT(STATEMENTS_TEXT),
	    statement_goes, NULL },
	{ TABLE_ACTIONS,
	    TABLE_WANT(ACTIONS_WHO) | TABLE_WANT(ACTIONS_STATUS) |
		TABLE_WANT(ACTIONS_WHEN) | TABLE_WANT(ACTIONS_WHERE) |
		TABLE_WANT(ACTIONS_FIRST) | TABLE_WANT(ACTIONS_SNOOZE) |
		TABLE_WANT(ACTIONS_FROM) | TABLE_WANT(ACTIONS_WHAT),
	    action_goes, finish_action },
	{ TABLE_TRIES,
	    TABLE_WANT(TRIES_SOURCE) | TABLE_WANT(TRIES_ABOUT) |
		TABLE_WANT(TRIES_IDEA),
	    try_goes, NULL },
	{ TABLE_VOTES, TABLE_WANT(VOTES_POSITION), vote_goes, finish_vote },
	{ TABLE_NOTES,
	    TABLE_WANT(NOTES_REF) | TABLE_WANT(NOTES_WHO) |
		TABLE_WANT(NOTES_KIND) | TABLE_WANT(NOTES_TEXT),
	    note_goes, NULL },
};

enum { NPARTS = sizeof(parts) / sizeof(parts[0]) };

size_t
rollover_put(struct rollover *k, struct store_row *row, const struct table *t,
    size_t rec)
{
	enum table_id id = row->table;
	size_t at;

	row->time = copy_time(k->c, k->old, t, rec);
	store_set(row, schema_of(id)->by, str_of(k->name));
	at = store_put(&k->c->store, row, &k->c->err);
	k->put[id] += at != TABLE_NONE;
	return at;
}

static int
put_record(struct rollover *k, const struct part *p, size_t rec)
{
	struct table *t = old_table(k, p->table);
	struct buf b = BUF_INIT;
	struct store_row row;
	size_t at;

	if (table_is_dropped(t, rec)) {
		copy_key(&row, t, rec);
		store_set(&row, t->schema->state, STR("dropped"));
	} else {
		copy_record(&k->c->store, &row, t, rec, p->columns);
		if (p->finish != NULL)
			p->finish(k, rec, &row, &b);
	}
	at = rollover_put(k, &row, t, rec);
	/* A bare handle is nobody who comes along. */
	k->put[p->table] -= at != TABLE_NONE && table_is_dropped(t, rec);
	buf_release(&b);
	return at == TABLE_NONE ? -1 : 0;
}

static int
put_part(struct rollover *k, const struct part *p)
{
	struct table *t = old_table(k, p->table);
	const size_t *order = table_order(t);
	size_t i, rec;
	int rc = 0;

	for (i = 0; i < t->nrec && rc == 0; i++) {
		rec = order[i];
		k->goes[p->table][rec] = p->goes == NULL || p->goes(k, rec);
		if (k->goes[p->table][rec] && copy_is_lacking(k->c, t, rec))
			rc = put_record(k, p, rec);
	}
	return rc;
}

/*
 * The goal that an idea becomes, once.  Its id is made of the idea's, so
 * that it is known again.
 */
static int
put_goal(struct rollover *k, struct outline *o, size_t rec)
{
	struct table *t = old_table(k, TABLE_TRIES),
		     *agenda = new_table(k, TABLE_AGENDA);
	struct str idea = table_get(t, rec, TRIES_IDEA), key;
	char id[ID_NEW_LENGTH + 1];
	struct buf text = BUF_INIT;
	uint64_t turn = 0;

	buf_addz(&text, "goal of ");
	buf_add(&text, table_key(t, rec, 0));
	do
		id_from_text(id, buf_str(&text), turn++);
	while (key = str_of(id),
	    table_find(agenda, &key) == TABLE_NONE &&
		store_has_id(&k->c->store, key));
	buf_release(&text);
	if (table_find(agenda, &key) != TABLE_NONE)
		return 0;
	return outline_put_goal(
	    o, key, str_upto(idea, str_find(idea, '\n')), rec);
}

/* Whether an idea is to be a goal: not where it was dropped since. */
static bool
needs_goal(const struct rollover *k, size_t rec)
{
	struct table *t = old_table(k, TABLE_TRIES),
		     *tries = new_table(k, TABLE_TRIES);
	struct str id = table_key(t, rec, 0);
	size_t at = table_find(tries, &id);

	return try_goes(k, rec) && table_get(t, rec, TRIES_IDEA).n > 0 &&
	    (at == TABLE_NONE || !table_is_dropped(tries, at));
}

static int
put_goals(struct rollover *k, struct outline *o)
{
	struct table *t = old_table(k, TABLE_TRIES);
	const size_t *order = table_order(t);
	size_t i;
	int rc = 0;

	for (i = 0; i < t->nrec && rc == 0; i++)
		if (needs_goal(k, order[i]))
			rc = put_goal(k, o, order[i]);
	return rc;
}

int
rollover_all(struct rollover *k)
{
	struct outline o;
	size_t i;
	int rc;

	outline_init(&o, k);
	k->began = planned_began(&o.planned);
	if (k->began == INSTANT_NONE)
		session_start(k->old, &k->began);
	rc = outline_put_items(&o);
	if (rc == 0)
		rc = put_goals(k, &o);
	for (i = 0; i < NPARTS && rc == 0; i++)
		rc = put_part(k, &parts[i]);
	outline_release(&o);
	return rc;
}

/* ---- beginning, end, and what to say */

void
rollover_init(
    struct rollover *k, struct cli *c, struct session *old, const char *name)
{
	size_t i;

	*k = (struct rollover){
		.c = c, .old = old, .name = name, .agenda = true
	};
	if (!session_start(&c->session, &k->start))
		k->start = c->store.now;
	board_read(&k->board, old, 0);
	for (i = 0; i < TABLE_COUNT; i++)
		k->goes[i] = xcalloc(old->table[i]->nrec, sizeof(*k->goes[i]));
}

void
rollover_release(struct rollover *k)
{
	size_t i;

	board_release(&k->board);
	for (i = 0; i < TABLE_COUNT; i++)
		free(k->goes[i]);
}

void
rollover_say(const struct rollover *k)
{
	static const struct {
		enum table_id table;
		const char *one, *several;
	} names[] = { { TABLE_AGENDA, "item", "items" },
		{ TABLE_PEOPLE, "person", "people" },
		{ TABLE_QUESTIONS, "question", "questions" },
		{ TABLE_STATEMENTS, "statement", "statements" },
		{ TABLE_ACTIONS, "action", "actions" },
		{ TABLE_TRIES, "idea to try", "ideas to try" },
		{ TABLE_VOTES, "supporter", "supporters" },
		{ TABLE_NOTES, "text or note", "texts and notes" } };
	struct buf b = BUF_INIT;
	size_t i, n;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		n = k->put[names[i].table];
		if (n > 0)
			buf_addf(&b, "%s%zu %s", b.n > 0 ? ", " : "", n,
			    n == 1 ? names[i].one : names[i].several);
	}
	if (b.n > 0)
		cli_say(k->c, "carried over from %s: %s", k->name, buf_z(&b));
	else
		cli_say(k->c,
		    "nothing to carry over: all that goes on from %s "
		    "is there already",
		    k->name);
	buf_release(&b);
}
