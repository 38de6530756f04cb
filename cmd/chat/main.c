/*
 * chat: what people who have no shell wrote into the meeting's chat, as rows
 * for the other programs.
 *
 *	chat questions saved-chat.txt | qboard add -
 */
#include <stdlib.h>

#include "chat.h"
#include "id.h"
#include "people.h"
#include "tsv.h"
#include "words.h"
#include "xalloc.h"

/* ---- what all verbs do */

static int
open_chat(struct cli *c, struct items *it)
{
	static const table_want want[TABLE_COUNT] = { [TABLE_PEOPLE] =
							  PEOPLE_WANT,
		[TABLE_QUESTIONS] = TABLE_WANT_ALL,
		[TABLE_STATEMENTS] = TABLE_WANT_ALL,
		[TABLE_VOTES] = TABLE_WANT(VOTES_POSITION),
		[TABLE_ACTIONS] = TABLE_WANT_ALL,
		[TABLE_FEEDBACK] = TABLE_WANT_ALL };
	struct buf bytes = BUF_INIT;
	int rc;

	*it = (struct items){ .c = c };
	if (cli_file(c, c->noperand > 0 ? c->operand[0] : "-", &bytes) == -1 ||
	    cli_read(c, want) == -1)
		rc = -1;
	else
		rc = items_read(it, c, buf_str(&bytes));
	buf_release(&bytes);
	return rc;
}

/* Prints what `print` makes of the chat. */
static int
run(struct cli *c, const struct out_column col[], size_t ncol,
    void (*print)(struct items *it, struct out *o))
{
	struct items it;
	struct out o;
	int status = EXIT_YES;

	if (open_chat(c, &it) == -1 || cli_list(c, &o, col, ncol) == -1) {
		status = cli_fail(c);
	} else {
		print(&it, &o);
		if (out_end(&o, &c->err) == -1)
			status = cli_fail(c);
	}
	items_release(&it);
	return status;
}

/*
 * The id of a text, the same whenever the chat is read; one that a record
 * with another text has is passed over, unless it was carried over, and so may
 * have had the text before.  Whether the record stands.
 */
static bool
id_of(struct items *it, enum table_id table, int col, struct str key,
    struct str text, char id[ID_NEW_LENGTH + 1])
{
	struct table *t = it->c->session.table[table];
	struct str typed;
	uint64_t turn;
	size_t rec;

	for (turn = 0;; turn++) {
		id_from_text(id, key, turn);
		typed = str_of(id);
		rec = table_find(t, &typed);
		if (rec == TABLE_NONE)
			return false;
		if (str_eq(table_get(t, rec, col), text) ||
		    session_carried(&it->c->session, t, rec) ||
		    table_ever(t, rec, col, text))
			return true;
	}
}

/* ---- questions */

enum { Q_ID, Q_WHO, Q_TEXT, Q_SUPPORTERS, NQ };

static const struct out_column question_columns[NQ] = {
	[Q_ID] = { "id", OUT_TEXT, false },
	[Q_WHO] = { "who", OUT_TEXT, false },
	[Q_TEXT] = { "text", OUT_TEXT, false },
	[Q_SUPPORTERS] = { "supporters", OUT_TEXT, false },
};

static void
print_question(struct out *o, struct str id, struct str who, struct str text,
    struct str supporter)
{
	out_text(o, id);
	out_text(o, who);
	out_text(o, text);
	out_text(o, supporter);
}

/* Whether somebody's support of the question was ever recorded. */
static bool
supported(struct items *it, struct str id, struct str who)
{
	struct table *questions = it->c->session.table[TABLE_QUESTIONS];
	struct str key[] = { who, id, STR("1") };
	size_t rec = table_find(questions, &id);

	if (table_find(it->c->session.table[TABLE_VOTES], key) != TABLE_NONE)
		return true;
	return rec != TABLE_NONE &&
	    str_eq(table_get(questions, rec, QUESTIONS_WHO), who);
}

/* The texts of this chat, and who said each. */
struct seen {
	struct intern text;
	struct arena mem;
};

static bool
is_first(struct seen *seen, struct str text, struct str who)
{
	struct buf b = BUF_INIT;
	uint32_t n = seen->text.n;
	struct str key;

	buf_add(&b, who);
	buf_addc(&b, '\t');
	buf_add(&b, text);
	if (intern_get(&seen->text, buf_str(&b)) == INTERN_NONE) {
		key = arena_copy(&seen->mem, buf_str(&b));
		intern_put(&seen->text, key, intern_hash(key));
	}
	buf_release(&b);
	return seen->text.n > n;
}

static void
seen_release(struct seen *seen)
{
	intern_release(&seen->text);
	arena_release(&seen->mem);
}

/* The id of a question on the board that says the same, or else one made of
 * the text.  Whether it stands. */
static bool
question_id(struct items *it, struct str text, struct buf *id)
{
	struct table *t = it->c->session.table[TABLE_QUESTIONS];
	char made[ID_NEW_LENGTH + 1];
	size_t i;
	bool stands;

	for (i = 0; i < t->nrec; i++)
		if (str_eq(table_get(t, i, QUESTIONS_TEXT), text) &&
		    !table_is_dropped(t, i)) {
			buf_add(id, table_key(t, i, 0));
			return true;
		}
	stands = id_of(it, TABLE_QUESTIONS, QUESTIONS_TEXT, text, text, made);
	buf_addz(id, made);
	return stands;
}

/* A question; of one that was asked before, the support. */
static void
print_asked(
    struct items *it, struct out *o, const struct item *item, struct seen *seen)
{
	struct str text = buf_str(&item->text), none = { NULL, 0 };
	struct buf id = BUF_INIT;
	bool stands = question_id(it, text, &id);
	bool first = is_first(seen, text, none);

	if (is_first(seen, text, item->who)) {
		if (first && !stands)
			print_question(o, buf_str(&id), item->who, text, none);
		else if (!supported(it, buf_str(&id), item->who))
			print_question(o, buf_str(&id), none, none, item->who);
	}
	buf_release(&id);
}

static void
print_questions(struct items *it, struct out *o)
{
	struct table *t = it->c->session.table[TABLE_QUESTIONS];
	struct str none = { NULL, 0 }, id;
	struct seen asked = { 0 }, up = { 0 };
	size_t i;

	for (i = 0; i < it->n; i++) {
		const struct item *item = &it->item[i];

		if (item->kind == ITEM_QUESTION)
			print_asked(it, o, item, &asked);
		if (item->kind != ITEM_SUPPORT)
			continue;
		id = table_key(t, item->rec, 0);
		if (is_first(&up, id, item->who) &&
		    !supported(it, id, item->who))
			print_question(o, id, none, none, item->who);
	}
	seen_release(&asked);
	seen_release(&up);
}

static int
questions(struct cli *c)
{
	return run(c, question_columns, NQ, print_questions);
}

/* ---- votes */

static const struct out_column vote_columns[] = { { "who", OUT_TEXT, false },
	{ "ref", OUT_TEXT, false }, { "position", OUT_TEXT, false },
	{ "comment", OUT_TEXT, false } };

/* Somebody's positions on a statement, in the order of the chat. */
struct cast {
	size_t item;
	size_t next; /* of the same person and statement, or SIZE_MAX */
};

struct casts {
	struct items *it;
	struct cast *cast;    /* by item */
	struct intern of;     /* `ref\twho` */
	size_t *first, *last; /* by number: items */
	size_t capfirst, caplast;
	struct arena mem;
};

static void
add_cast(struct casts *cs, size_t i)
{
	const struct item *item = &cs->it->item[i];
	struct table *t = cs->it->c->session.table[TABLE_STATEMENTS];
	struct buf key = BUF_INIT;
	uint32_t n = cs->of.n, at;
	struct str s;

	buf_add(&key, table_key(t, item->rec, 0));
	buf_addc(&key, '\t');
	buf_add(&key, item->who);
	s = arena_copy(&cs->mem, buf_str(&key));
	buf_release(&key);
	at = intern_put(&cs->of, s, intern_hash(s));
	cs->cast[i] = (struct cast){ i, SIZE_MAX };
	if (at < n) {
		cs->cast[cs->last[at]].next = i;
	} else {
		cs->first =
		    xgrow(cs->first, n, &cs->capfirst, sizeof(*cs->first));
		cs->last = xgrow(cs->last, n, &cs->caplast, sizeof(*cs->last));
		cs->first[at] = i;
	}
	cs->last[at] = i;
}

/* Whether a row of votes.tsv is what the item says. */
static bool
is_row_of(const struct rows *r, const struct item *item)
{
	struct buf raw = BUF_INIT;
	bool is;

	tsv_add_raw(&raw, item->position);
	is = str_eq(rows_field(r, VOTES_POSITION), buf_str(&raw));
	buf_cut(&raw, 0);
	tsv_add_raw(&raw, buf_str(&item->text));
	is = is &&
	    (item->text.n == 0 ||
		str_eq(rows_field(r, VOTES_COMMENT), buf_str(&raw)));
	buf_release(&raw);
	return is;
}

/* Passes over positions that were taken in before: those that stand in the
 * table's history, in this order.  So a chat that is read again adds only what
 * came since, also where somebody changed a position in between. */
static void
skip_taken(struct casts *cs)
{
	struct table *votes = cs->it->c->session.table[TABLE_VOTES];
	struct buf key = BUF_INIT;
	struct rows r;
	uint32_t at;

	rows_begin(&r, &votes->text);
	while (rows_next(&r)) {
		buf_cut(&key, 0);
		buf_add(&key, rows_field(&r, VOTES_REF));
		buf_addc(&key, '\t');
		buf_add(&key, rows_field(&r, VOTES_WHO));
		at = intern_get(&cs->of, buf_str(&key));
		if (at != INTERN_NONE && cs->first[at] != SIZE_MAX &&
		    is_row_of(&r, &cs->it->item[cs->first[at]]))
			cs->first[at] = cs->cast[cs->first[at]].next;
	}
	rows_release(&r);
	buf_release(&key);
}

static void
print_vote(struct items *it, struct out *o, const struct item *item)
{
	out_text(o, item->who);
	out_text(
	    o, table_key(it->c->session.table[TABLE_STATEMENTS], item->rec, 0));
	out_text(o, item->position);
	out_text(o, buf_str(&item->text));
}

static void
print_votes(struct items *it, struct out *o)
{
	struct casts cs = { .it = it };
	bool *new = xcalloc(it->n, sizeof(*new));
	size_t i;
	uint32_t at;

	cs.cast = xcalloc(it->n, sizeof(*cs.cast));
	for (i = 0; i < it->n; i++)
		if (it->item[i].kind == ITEM_VOTE)
			add_cast(&cs, i);
	skip_taken(&cs);
	for (at = 0; at < cs.of.n; at++)
		for (i = cs.first[at]; i != SIZE_MAX; i = cs.cast[i].next)
			new[i] = true;
	for (i = 0; i < it->n; i++)
		if (new[i])
			print_vote(it, o, &it->item[i]);
	free(new);
	free(cs.cast);
	free(cs.first);
	free(cs.last);
	intern_release(&cs.of);
	arena_release(&cs.mem);
}

static int
votes(struct cli *c)
{
	return run(c, vote_columns,
	    sizeof(vote_columns) / sizeof(vote_columns[0]), print_votes);
}

/* ---- actions */

enum { A_ID, A_WHO, A_WHAT, A_WHEN, A_WHERE, A_FIRST, NA };

static const struct out_column action_columns[NA] = {
	[A_ID] = { "id", OUT_TEXT, false },
	[A_WHO] = { "who", OUT_TEXT, false },
	[A_WHAT] = { "what", OUT_TEXT, false },
	[A_WHEN] = { "when", OUT_TEXT, false },
	[A_WHERE] = { "where", OUT_TEXT, false },
	[A_FIRST] = { "first", OUT_TEXT, false },
};

/* `fri` as it was meant in this session; what is no date as it stands. */
static void
add_when(struct items *it, struct str typed, struct buf *b)
{
	instant now, t;
	bool timed;

	if (!session_start(&it->c->session, &now))
		now = cli_now(it->c);
	if (!date_parse(typed, now, &t, &timed))
		buf_add(b, typed);
	else if (timed)
		instant_add_local(b, t);
	else
		instant_add_day(b, t);
}

/* `ben: ` before an action that somebody else takes on. */
static void
cut_owner(struct items *it, struct str *text, struct buf *who)
{
	struct table *people = it->c->session.table[TABLE_PEOPLE];
	struct error none = ERROR_INIT;
	size_t colon = str_find(*text, ':');
	struct str name = str_trim(str_upto(*text, colon));

	if (str_starts(name, STR("@")))
		name = str_from(name, 1);
	if (colon < text->n && people_knows(people, name) &&
	    people_add_handle(people, name, who, &none) == 0)
		*text = str_trim(str_from(*text, colon + 1));
	error_release(&none);
}

static void
print_action(struct items *it, struct out *o, const struct item *item)
{
	struct str text = buf_str(&item->text), part;
	struct buf who = BUF_INIT, key = BUF_INIT, when = BUF_INIT;
	struct str field[4] = { { NULL, 0 } };
	char id[ID_NEW_LENGTH + 1];
	size_t n;

	cut_owner(it, &text, &who);
	if (who.n == 0)
		buf_add(&who, item->who);
	for (n = 0; n < 3 && str_split(&text, ';', &part); n++)
		field[n] = str_trim(part);
	field[3] = str_trim(text);
	add_when(it, field[1], &when);
	buf_addf(&key, "%.*s\t", STR_ARG(buf_str(&who)));
	buf_add(&key, field[0]);
	if (!id_of(
		it, TABLE_ACTIONS, ACTIONS_WHAT, buf_str(&key), field[0], id)) {
		out_text(o, str_of(id));
		out_text(o, buf_str(&who));
		out_text(o, field[0]);
		out_text(o, buf_str(&when));
		out_text(o, field[2]);
		out_text(o, field[3]);
	}
	buf_release(&who);
	buf_release(&key);
	buf_release(&when);
}

static void
print_actions(struct items *it, struct out *o)
{
	size_t i;

	for (i = 0; i < it->n; i++)
		if (it->item[i].kind == ITEM_ACTION)
			print_action(it, o, &it->item[i]);
}

static int
actions(struct cli *c)
{
	return run(c, action_columns, NA, print_actions);
}

/* ---- feedback */

enum { F_ID, F_WHO, F_RATING, F_WORKED, F_CHANGE, F_IDEA, NF };

static const struct out_column feedback_columns[NF] = {
	[F_ID] = { "id", OUT_TEXT, false },
	[F_WHO] = { "who", OUT_TEXT, false },
	[F_RATING] = { "rating", OUT_NUMBER, false },
	[F_WORKED] = { "worked", OUT_TEXT, false },
	[F_CHANGE] = { "change", OUT_TEXT, false },
	[F_IDEA] = { "idea", OUT_TEXT, false },
};

static const int feedback_field[NF] = { FEEDBACK_ID, FEEDBACK_WHO,
	FEEDBACK_RATING, FEEDBACK_WORKED, FEEDBACK_CHANGE, FEEDBACK_IDEA };

/* A rating is a number of one or two digits. */
static void
print_field(struct out *o, int f, struct str s)
{
	if (f != F_RATING || s.n == 0)
		out_text(o, s);
	else
		out_number(o, s.n > 1 ? 10 : s.p[0] - '0');
}

/* One answer: what a message says under each heading. */
static void
print_answer(struct items *it, struct out *o, size_t from, size_t to)
{
	struct str field[NF] = { { NULL, 0 } };
	struct buf key = BUF_INIT;
	char id[ID_NEW_LENGTH + 1];
	size_t i, first = F_RATING;
	int f;

	for (i = from; i < to; i++)
		for (f = F_RATING; f < NF; f++)
			if (it->item[i].kind == ITEM_FEEDBACK &&
			    it->item[i].column == feedback_field[f])
				field[f] = buf_str(&it->item[i].text);
	field[F_WHO] = it->item[from].who;
	for (f = F_WHO; f < NF; f++) {
		buf_add(&key, field[f]);
		buf_addc(&key, '\t');
	}
	while (field[first].n == 0)
		first++;
	if (!id_of(it, TABLE_FEEDBACK, feedback_field[first], buf_str(&key),
		field[first], id)) {
		field[F_ID] = str_of(id);
		for (f = 0; f < NF; f++)
			print_field(o, f, field[f]);
	}
	buf_release(&key);
}

static void
print_feedback(struct items *it, struct out *o)
{
	size_t i, end;

	for (i = 0; i < it->n; i = end) {
		end = i + 1;
		if (it->item[i].kind != ITEM_FEEDBACK)
			continue;
		while (
		    end < it->n && it->item[end].message == it->item[i].message)
			end++;
		print_answer(it, o, i, end);
	}
}

static int
feedback(struct cli *c)
{
	return run(c, feedback_columns, NF, print_feedback);
}

/* ---- people, rest */

static const struct out_column people_columns[] = { { "id", OUT_TEXT, false },
	{ "name", OUT_TEXT, false } };

static void
print_people(struct items *it, struct out *o)
{
	size_t i;

	for (i = 0; i < it->speakers.n; i++) {
		if (!it->speakers.speaker[i].new)
			continue;
		out_text(o, it->speakers.speaker[i].handle);
		out_text(o, it->speakers.speaker[i].name);
	}
}

static int
people(struct cli *c)
{
	return run(c, people_columns, 2, print_people);
}

static const struct out_column list_columns[] = { { "line", OUT_NUMBER, false },
	{ "name", OUT_TEXT, false }, { "who", OUT_TEXT, false },
	{ "takes", OUT_TEXT, false }, { "text", OUT_TEXT, false } };

/* Which verb takes what a line says. */
static const char *const verb_of[] = { [ITEM_REST] = "rest",
	[ITEM_QUESTION] = "questions",
	[ITEM_SUPPORT] = "questions",
	[ITEM_VOTE] = "votes",
	[ITEM_ACTION] = "actions",
	[ITEM_FEEDBACK] = "feedback" };

static void
print_all(struct items *it, struct out *o)
{
	size_t i;

	for (i = 0; i < it->n; i++) {
		const struct item *item = &it->item[i];

		out_number(o, (long long)it->chat.line[item->line].no);
		out_text(o, item->name);
		out_text(o, item->who);
		out_text(o, str_of(verb_of[item->kind]));
		out_text(o, it->chat.line[item->line].text);
	}
}

static int
list(struct cli *c)
{
	return run(c, list_columns, 5, print_all);
}

static const struct out_column rest_columns[] = { { "line", OUT_NUMBER, false },
	{ "name", OUT_TEXT, false }, { "text", OUT_TEXT, false },
	{ "why", OUT_TEXT, false } };

static void
print_rest(struct items *it, struct out *o)
{
	size_t i;

	for (i = 0; i < it->n; i++) {
		const struct item *item = &it->item[i];

		if (item->kind != ITEM_REST)
			continue;
		out_number(o, (long long)it->chat.line[item->line].no);
		out_text(o, item->name);
		out_text(o, buf_str(&item->text));
		out_text(o, item->why);
	}
}

static int
rest(struct cli *c)
{
	return run(c, rest_columns, 4, print_rest);
}

/* ---- the verbs */

static const struct cli_option options[] = {
	{ 0, "alias", "NAME=HANDLE", "who writes under that name" },
	{ 0, "new", NULL, "take people who are not in the roster, too" },
	{ 0, "private", NULL, "take what was not said to everyone, too" }, { 0 }
};

static const struct cli_verb verbs[] = {
	{ "list", "[FILE|-]", "prints who said what, and which verb takes it",
	    0, 1, CLI_LISTS, options, list },
	{ "questions", "[FILE|-]", "prints questions and support: qboard add -",
	    0, 1, CLI_LISTS, options, questions },
	{ "votes", "[FILE|-]", "prints positions: vote cast -", 0, 1, CLI_LISTS,
	    options, votes },
	{ "actions", "[FILE|-]", "prints actions: actions add -", 0, 1,
	    CLI_LISTS, options, actions },
	{ "feedback", "[FILE|-]", "prints feedback: feedback add -", 0, 1,
	    CLI_LISTS, options, feedback },
	{ "people", "[FILE|-]", "prints who is new: roster add -", 0, 1,
	    CLI_LISTS, options, people },
	{ "rest", "[FILE|-]", "prints the lines that the others do not take", 0,
	    1, CLI_LISTS, options, rest },
	{ 0 }
};

static const struct cli_program program = { "chat",
	"a meeting's chat as rows for the other programs", verbs, "list",
	NULL };

int
main(int argc, char **argv)
{
	return cli_main(&program, argc, argv);
}
