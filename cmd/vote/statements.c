#include <stdlib.h>

#include "listing.h"
#include "people.h"
#include "vocab.h"
#include "vote.h"
#include "words.h"
#include "xalloc.h"

/* ---- the fields */

static int
check_scale(struct cli *c, struct str plain, struct buf *b)
{
	if (!str_is(plain, "nominal") && !str_is(plain, "ordinal"))
		return error_set(&c->err, EXIT_INPUT,
		    "no scale \"%.*s\": give nominal or ordinal",
		    STR_ARG(plain));
	buf_add(b, plain);
	return 0;
}

static int
check_state(struct cli *c, struct str plain, struct buf *b)
{
	enum ballot_state state;

	if (!ballot_state_parse(plain, &state))
		return error_set(&c->err, EXIT_INPUT, "no state \"%.*s\"",
		    STR_ARG(str_upto(plain, 80)));
	buf_add(b, plain);
	return 0;
}

static int
check_round(struct cli *c, struct str plain, struct buf *b)
{
	size_t i = 0;

	while (i < plain.n && words_digit(plain.p[i]))
		i++;
	if (i < plain.n || plain.n > 6 || plain.p[0] == '0')
		return error_set(&c->err, EXIT_INPUT, "not a round: \"%.*s\"",
		    STR_ARG(str_upto(plain, 80)));
	buf_add(b, plain);
	return 0;
}

static struct vote *
vote_of(struct cli *c)
{
	return c->data;
}

static int
check_who(struct cli *c, struct str plain, struct buf *b)
{
	if (!vote_of(c)->anybody)
		return people_add_handles(
		    c->session.table[TABLE_PEOPLE], plain, b, &c->err);
	buf_add(b, plain);
	return 0;
}

static int
check_field(struct cli *c, int col, struct str plain, struct buf *b)
{
	switch (col) {
	case STATEMENTS_WHO:
		return check_who(c, plain, b);
	case STATEMENTS_OPTIONS:
		return ballot_add_options(plain, b, &c->err);
	case STATEMENTS_SCALE:
		return check_scale(c, plain, b);
	case STATEMENTS_STATE:
		return check_state(c, plain, b);
	case STATEMENTS_ROUND:
		return check_round(c, plain, b);
	default:
		buf_add(b, plain);
		return 0;
	}
}

/*
 * A list shows the title, or in its place the text's first line; an empty
 * state as open, no round as the first.  All as the table has it now: the
 * ballot may be older than a row that was put.
 */
static bool
shows(struct cli *c, size_t rec, int col, struct str plain)
{
	struct table *t = c->session.table[TABLE_STATEMENTS];
	struct ballot_statement st = {
		.title = table_get(t, rec, STATEMENTS_TITLE),
		.text = table_get(t, rec, STATEMENTS_TEXT),
	};
	struct str stored = table_get(t, rec, col);

	if (col == STATEMENTS_TITLE)
		return str_eq(ballot_title(&st), plain);
	if (col == STATEMENTS_STATE) {
		ballot_state_parse(stored, &st.state);
		return str_is(plain, ballot_state_name(st.state));
	}
	if (col == STATEMENTS_ROUND && stored.n == 0)
		return str_is(plain, "1");
	return str_eq(stored, plain);
}

/* What a list shows in place of a title is none. */
static void
drop_shown_title(struct store_field *title, struct str text)
{
	const struct ballot_statement st = { .text = text };

	if (title != NULL && str_eq(title->plain, ballot_title(&st)))
		title->plain = (struct str){ NULL, 0 };
}

/* A new statement of which only a title is known has that for its text. */
static int
finish_new(struct cli *c, struct store_row *row)
{
	struct store_field *title = store_field(row, STATEMENTS_TITLE),
			   *text = store_field(row, STATEMENTS_TEXT);

	if (text != NULL && !text->clear) {
		drop_shown_title(title, text->plain);
		return 0;
	}
	if (title == NULL || title->clear)
		return error_set(
		    &c->err, EXIT_INPUT, "a statement without text");
	store_set(row, STATEMENTS_TEXT, title->plain);
	return 0;
}

/* Only `reveal` shows what is sealed. */
static int
check_sealed(struct vote *v, uint32_t i, struct store_row *row)
{
	const struct store_field *state = store_field(row, STATEMENTS_STATE);

	if (state == NULL || v->b.statement[i].state != BALLOT_SEALED ||
	    str_is(state->plain, ballot_state_name(BALLOT_SEALED)))
		return 0;
	return vote_cannot(v, i);
}

/* A text that somebody voted on and that is changed starts a new round. */
static int
finish_row(struct cli *c, size_t rec, struct store_row *row)
{
	const struct store_field *text = store_field(row, STATEMENTS_TEXT);
	struct vote *v = vote_of(c);
	const struct ballot_statement *st;
	uint32_t i;

	if (rec == TABLE_NONE)
		return finish_new(c, row);
	i = ballot_statement_of(&v->b, rec);
	if (i == BALLOT_NONE) /* another row of this input made it */
		return 0;
	st = &v->b.statement[i];
	if (text != NULL && !cli_given(c, "same") && st->cast > 0 &&
	    !str_eq(st->text, text->plain) &&
	    store_field(row, STATEMENTS_ROUND) == NULL)
		store_set(row, STATEMENTS_ROUND, vote_number(v, st->round + 1));
	return check_sealed(v, i, row);
}

/* ---- show */

/* Adds `ana, ben (because it holds)`, all who took the position. */
static void
add_takers(struct vote *v, uint32_t i, uint32_t position, struct buf *b)
{
	const struct ballot_statement *st = &v->b.statement[i];
	struct ballot_vote vote;
	struct str comment;
	size_t rec;
	bool first = true;

	for (rec = 0; rec < v->b.votes->nrec; rec++) {
		if (!ballot_vote(&v->b, rec, &vote) || vote.poll != st->poll ||
		    vote.position != position)
			continue;
		buf_addz(b, first ? ": " : ", ");
		first = false;
		buf_add(b, table_first_of(v->b.votes, vote.who));
		comment = table_get(v->b.votes, rec, VOTES_COMMENT);
		if (comment.n > 0)
			buf_addf(b, " (%.*s)", STR_ARG(comment));
	}
}

static void
show_positions(struct vote *v, uint32_t i, struct out *o)
{
	const struct ballot_statement *st = &v->b.statement[i];
	struct ballot_side *side;
	struct buf b = BUF_INIT;
	size_t n, k;

	side = ballot_sides(&v->b, i, st->poll, &n);
	for (k = 0; k < n; k++) {
		if (side[k].n == 0)
			continue;
		buf_cut(&b, 0);
		buf_addf(&b, "%zu", side[k].n);
		add_takers(v, i, side[k].position, &b);
		out_text(o, ballot_position_name(&v->b, side[k].position));
		out_text(o, buf_str(&b));
	}
	free(side);
	buf_release(&b);
}

static void
show_more(struct cli *c, size_t rec, struct out *o)
{
	struct vote v = { .c = c };
	uint32_t i;

	ballot_read(&v.b, &c->session);
	ballot_count(&v.b);
	i = ballot_statement_of(&v.b, rec);
	if (v.b.statement[i].wanted > 0) {
		out_text(o, STR("wanted"));
		out_text(o, vote_number(&v, (uint32_t)v.b.statement[i].wanted));
	}
	if (v.b.statement[i].state == BALLOT_SEALED) {
		out_text(o, STR("positions"));
		out_text(o, STR("sealed"));
	} else {
		show_positions(&v, i, o);
	}
	vote_end(&v, 0);
}

/* ---- the verbs that are the same everywhere */

static const char *const computed[] = { "no", "cast", "present", "wanted",
	NULL };
static const char *const fields[] = { "title", "text", "options", "scale",
	"source", "who", "carry", NULL };
static const table_want also[TABLE_COUNT] = { [TABLE_VOTES] = BALLOT_VOTES |
	    TABLE_WANT(VOTES_COMMENT) };

static size_t
find_record(struct table *t, struct str typed, struct error *e)
{
	return id_find(t, typed, "statement", e);
}

/* What verbs_edit has loaded, for finish_row. */
static void
prepare(struct cli *c)
{
	struct vote *v = c->data;

	ballot_read(&v->b, &c->session);
	ballot_count(&v->b);
}

const struct verbs_spec vote_statements = {
	.in = { .table = TABLE_STATEMENTS,
	    .computed = computed,
	    .check = check_field,
	    .shows = shows,
	    .finish = finish_row },
	.what = "statement",
	.fields = fields,
	.find = find_record,
	.prepare = prepare,
	.also = also,
	.show = show_more,
};

int
vote_show(struct cli *c)
{
	return verbs_show(c, &vote_statements);
}

/* Runs a common verb, whose checks find what they read through c->data. */
static int
with_vote(struct cli *c, int (*run)(struct cli *c))
{
	struct vote v = { .c = c };
	int status;

	/* cppcheck-suppress autoVariables ; reset below */
	c->data = &v;
	status = vote_end(&v, run(c));
	c->data = NULL;
	return status;
}

static int
edit(struct cli *c)
{
	return verbs_edit(c, &vote_statements);
}

int
vote_edit(struct cli *c)
{
	return with_vote(c, edit);
}

static int
note(struct cli *c)
{
	return verbs_note(c, &vote_statements, "note");
}

int
vote_note(struct cli *c)
{
	return with_vote(c, note);
}

int
vote_log(struct cli *c)
{
	return verbs_log(c, &vote_statements);
}

int
vote_put_statements(struct vote *v, struct str rows, size_t *line)
{
	struct buf ids = BUF_INIT;
	int rc = intake_put(v->c, &vote_statements.in, rows, &ids, line);

	buf_release(&ids);
	return rc;
}

/* ---- list */

enum {
	LIST_NO,
	LIST_ID,
	LIST_STATE,
	LIST_ROUND,
	LIST_CAST,
	LIST_PRESENT,
	LIST_TITLE,
	LIST_WANTED,
	LIST_WHO,
	LIST_OPTIONS,
	LIST_SCALE,
	LIST_SOURCE,
	LIST_TEXT,
	LIST_TIME,
	LIST_BY,
	LIST_N
};

static const struct listing_column list_columns[LIST_N] = {
	[LIST_NO] = { { "no", OUT_NUMBER, OUT_SHOWN }, LISTING_OWN },
	[LIST_ID] = { { "id", OUT_TEXT, OUT_SHOWN }, LISTING_KEY },
	[LIST_STATE] = { { "state", OUT_TEXT, OUT_SHOWN }, LISTING_OWN },
	[LIST_ROUND] = { { "round", OUT_NUMBER, OUT_SHOWN }, LISTING_OWN },
	[LIST_CAST] = { { "cast", OUT_NUMBER, OUT_SHOWN }, LISTING_OWN },
	[LIST_PRESENT] = { { "present", OUT_NUMBER, OUT_SHOWN }, LISTING_OWN },
	[LIST_TITLE] = { { "title", OUT_TEXT, OUT_SHOWN }, LISTING_OWN },
	[LIST_WANTED] = { { "wanted", OUT_NUMBER, OUT_HIDDEN }, LISTING_OWN },
	[LIST_WHO] = { { "who", OUT_TEXT, OUT_DATA }, STATEMENTS_WHO },
	[LIST_OPTIONS] = { { "options", OUT_TEXT, OUT_DATA },
	    STATEMENTS_OPTIONS },
	[LIST_SCALE] = { { "scale", OUT_TEXT, OUT_DATA }, STATEMENTS_SCALE },
	[LIST_SOURCE] = { { "source", OUT_TEXT, OUT_DATA }, STATEMENTS_SOURCE },
	[LIST_TEXT] = { { "text", OUT_TEXT, OUT_DATA }, STATEMENTS_TEXT },
	[LIST_TIME] = { { "time", OUT_TEXT, OUT_HIDDEN }, STATEMENTS_TIME },
	[LIST_BY] = { { "by", OUT_TEXT, OUT_HIDDEN }, STATEMENTS_BY },
};

static void
print_cell(struct out *o, size_t rec, size_t col, void *arg)
{
	struct vote *v = arg;
	uint32_t i = ballot_statement_of(&v->b, rec);
	const struct ballot_statement *st = &v->b.statement[i];

	switch (col) {
	case LIST_NO:
		out_number(o, i + 1);
		break;
	case LIST_STATE:
		out_text(o, str_of(ballot_state_name(st->state)));
		break;
	case LIST_ROUND:
		out_number(o, st->round);
		break;
	case LIST_CAST:
		out_number(o, (long long)st->cast);
		break;
	case LIST_PRESENT:
		out_number(o, (long long)st->present);
		break;
	case LIST_TITLE:
		out_text(o, ballot_title(st));
		break;
	default:
		out_number(o, (long long)st->wanted);
	}
}

/* Those of one state, or, where that is NULL, those that are not hidden. */
static int
print_statements(struct cli *c, struct vote *v, const enum ballot_state *only)
{
	struct listing l;
	uint32_t i;

	if (listing_begin(&l, c, v->b.statements, list_columns, LIST_N,
		print_cell, v) == -1)
		return -1;
	for (i = 0; i < v->b.n; i++) {
		if (only != NULL ? v->b.statement[i].state != *only
				 : vote_hides(v, i))
			continue;
		if (v->b.statement[i].state == BALLOT_NOW)
			out_mark(&l.o);
		listing_row(&l, table_numbered(v->b.statements, i + 1));
	}
	return listing_end(&l);
}

int
vote_list(struct cli *c)
{
	const char *state = NULL;
	enum ballot_state only = BALLOT_OPEN;
	struct vote v;

	if (cli_given(c, "state")) {
		state = vocab_word(ballot_states, BALLOT_NSTATE, "state",
		    str_of(cli_value(c, "state")), &c->err);
		if (state == NULL)
			return cli_fail(c);
		ballot_state_parse(str_of(state), &only);
	}
	if (vote_read(&v, c, VOTE_ALL | VOTE_ATTEND) == -1 ||
	    print_statements(c, &v, state != NULL ? &only : NULL) == -1)
		return vote_end(&v, cli_fail(c));
	return vote_end(&v, EXIT_YES);
}

/* ---- add */

/* Sets what the options say of every statement that is added. */
static int
set_options(struct cli *c, struct store_row *row, struct buf *options,
    struct buf *scale)
{
	const char *o = cli_value(c, "options"), *s = cli_value(c, "scale");

	if (o != NULL && ballot_add_options(str_of(o), options, &c->err) == -1)
		return -1;
	if (s != NULL && check_scale(c, str_of(s), scale) == -1)
		return -1;
	store_set(row, STATEMENTS_OPTIONS, buf_str(options));
	store_set(row, STATEMENTS_SCALE, buf_str(scale));
	store_set(row, STATEMENTS_SOURCE, str_of(cli_value(c, "source")));
	store_set(row, STATEMENTS_TITLE, str_of(cli_value(c, "title")));
	return 0;
}

static int
put_statement(struct cli *c, struct str text, struct str who, struct buf *ids)
{
	struct buf options = BUF_INIT, scale = BUF_INIT;
	char id[ID_NEW_LENGTH + 1];
	struct store_row row;
	int rc;

	store_row(&row, TABLE_STATEMENTS);
	rc = set_options(c, &row, &options, &scale);
	if (rc == 0 && str_trim(text).n == 0)
		rc = error_set(&c->err, EXIT_INPUT, "a statement without text");
	if (rc == 0)
		rc = store_new_id(&c->store, id, &c->err);
	if (rc == 0) {
		store_set(&row, STATEMENTS_ID, str_of(id));
		store_set(&row, STATEMENTS_WHO, who);
		store_set(&row, STATEMENTS_TEXT, text);
		if (store_put(&c->store, &row, &c->err) == TABLE_NONE)
			rc = -1;
		buf_addf(ids, "%s\n", id);
	} else {
		free(row.field);
	}
	buf_release(&options);
	buf_release(&scale);
	return rc;
}

/* Whose statements are that lines give to nobody, and their new ids. */
struct adding {
	struct buf who, ids;
};

static int
put_line(struct cli *c, const struct intake_line *l, void *arg)
{
	struct adding *add = arg;

	return put_statement(
	    c, l->text, l->who.n > 0 ? l->who : buf_str(&add->who), &add->ids);
}

static int
add_rows(struct cli *c)
{
	struct vote v = { .c = c };

	if (cli_input(c) == -1 ||
	    vote_begin(&v, c, VOTE_ALL | VOTE_PEOPLE | VOTE_COUNT) == -1)
		return vote_end(&v, cli_fail(c));
	return vote_end(&v, intake_rows(c, &vote_statements.in));
}

/* Whether an option was given that says something of one statement alone, or
 * of none that comes as a row. */
static int
check_add(struct cli *c, bool rows)
{
	static const char *const said[] = { "title", "options", "scale",
		"source", "who" };
	size_t i;

	for (i = 0; i < sizeof(said) / sizeof(said[0]); i++)
		if (rows && cli_given(c, said[i]))
			return cli_wrong(
			    c, "add - takes --%s from its rows", said[i]);
	if (c->noperand == 0 && cli_given(c, "title"))
		return cli_wrong(c, "--title is for one statement: give TEXT");
	return EXIT_YES;
}

int
vote_add(struct cli *c)
{
	static const table_want want[TABLE_COUNT] = { [TABLE_STATEMENTS] =
							  BALLOT_STATEMENTS,
		[TABLE_PEOPLE] = PEOPLE_WANT };
	bool rows = str_is(cli_operand(c, 0), "-");
	struct adding add = { BUF_INIT, BUF_INIT };
	int rc = 0, status = check_add(c, rows);

	if (status != EXIT_YES)
		return status;
	if (rows)
		return add_rows(c);
	if ((c->noperand == 0 && cli_input(c) == -1) ||
	    cli_begin(c, want) == -1 || verbs_add_who(c, &add.who) == -1)
		rc = -1;
	if (rc == 0 && c->noperand > 0)
		rc = put_statement(
		    c, cli_operand(c, 0), buf_str(&add.who), &add.ids);
	else if (rc == 0)
		rc = intake_each_line(c, put_line, &add);
	status = rc == -1 ? cli_fail(c) : cli_commit(c);
	if (status == EXIT_YES && !cli_dry(c))
		out_print(buf_str(&add.ids));
	buf_release(&add.who);
	buf_release(&add.ids);
	return status;
}

/* ---- states */

#define SET(state) (1U << (state))

enum { TAKES = SET(BALLOT_OPEN) | SET(BALLOT_NOW) | SET(BALLOT_DISCUSSED) };

/* What a verb makes of a statement: from which states, and from which there
 * is nothing to do. */
static const struct change {
	const char *verb;
	unsigned from, done;
	enum ballot_state to;
} changes[] = {
	{ "open", SET(BALLOT_CLOSED), TAKES, BALLOT_OPEN },
	{ "close", TAKES, SET(BALLOT_CLOSED), BALLOT_CLOSED },
	{ "seal", TAKES, SET(BALLOT_SEALED), BALLOT_SEALED },
	{ "reveal", SET(BALLOT_SEALED), 0, BALLOT_OPEN },
	{ "drop", TAKES | SET(BALLOT_CLOSED), SET(BALLOT_DROPPED),
	    BALLOT_DROPPED },
	/* To what it was. */
	{ "restore", SET(BALLOT_DROPPED), TAKES | SET(BALLOT_CLOSED),
	    BALLOT_DROPPED },
};

static const struct change *
change_of(const char *verb)
{
	const struct change *ch = changes;

	while (strcmp(ch->verb, verb) != 0)
		ch++;
	return ch;
}

static int
put_row(struct vote *v, uint32_t i, enum ballot_state state, uint32_t round)
{
	struct store_row row;

	store_row(&row, TABLE_STATEMENTS);
	store_set(&row, STATEMENTS_ID, v->b.statement[i].id);
	store_set(&row, STATEMENTS_STATE, str_of(ballot_state_name(state)));
	if (round != v->b.statement[i].round)
		store_set(&row, STATEMENTS_ROUND, vote_number(v, round));
	return store_put(&v->c->store, &row, &v->c->err) == TABLE_NONE ? -1 : 0;
}

static int
put_state(struct vote *v, uint32_t i, enum ballot_state state, uint32_t round)
{
	if (state == BALLOT_CLOSED)
		return ballot_close(&v->c->store, &v->b, i, &v->c->err);
	return put_row(v, i, state, round);
}

/* The state of a statement before it was dropped; one that was in hand was
 * discussed, where another is in hand now. */
static enum ballot_state
state_before(struct vote *v, uint32_t i)
{
	struct table *t = v->b.statements;
	enum ballot_state state = BALLOT_OPEN;
	uint32_t k;

	ballot_state_parse(table_before(t, table_find(t, &v->b.statement[i].id),
			       STATEMENTS_STATE, STR("dropped")),
	    &state);
	for (k = 0; state == BALLOT_NOW && k < v->b.n; k++)
		if (v->b.statement[k].state == BALLOT_NOW)
			state = BALLOT_DISCUSSED;
	return state;
}

static int
change_state(struct vote *v, uint32_t i, const struct change *ch)
{
	struct ballot_statement *st = &v->b.statement[i];
	bool restores = ch->from == SET(BALLOT_DROPPED);
	enum ballot_state to = restores ? state_before(v, i) : ch->to;
	int rc;

	/* Who was entitled when it was closed is not noted again. */
	rc = restores ? put_row(v, i, to, st->round)
		      : put_state(v, i, to, st->round);
	if (rc == -1)
		return -1;
	st->state = to;
	return 0;
}

static int
change_states(struct vote *v)
{
	const struct change *ch = change_of(v->c->verb->name);
	unsigned state;
	uint32_t i;
	int k;

	for (k = 0; k < v->c->noperand; k++) {
		if (vote_find(v, cli_operand(v->c, k), &i) == -1)
			return -1;
		state = SET(v->b.statement[i].state);
		if ((ch->done & state) != 0)
			continue;
		if ((ch->from & state) == 0)
			return vote_cannot(v, i);
		if (change_state(v, i, ch) == -1)
			return -1;
	}
	return 0;
}

int
vote_state(struct cli *c)
{
	struct vote v;

	if (vote_begin(&v, c, VOTE_ATTEND) == -1 || change_states(&v) == -1)
		return vote_end(&v, cli_fail(c));
	return vote_end(&v, cli_commit(c));
}

static int
begin_rounds(struct vote *v)
{
	enum ballot_state state;
	uint32_t i;
	int k;

	for (k = 0; k < v->c->noperand; k++) {
		if (vote_find(v, cli_operand(v->c, k), &i) == -1)
			return -1;
		state = v->b.statement[i].state;
		if (state == BALLOT_SEALED || state == BALLOT_DROPPED)
			return vote_cannot(v, i);
		if (v->b.statement[i].cast == 0)
			return error_set(&v->c->err, EXIT_INPUT,
			    "nobody has voted in round %u of statement %u",
			    (unsigned)v->b.statement[i].round, (unsigned)i + 1);
		if (put_state(v, i,
			state == BALLOT_CLOSED ? BALLOT_OPEN : state,
			v->b.statement[i].round + 1) == -1)
			return -1;
	}
	return 0;
}

int
vote_round(struct cli *c)
{
	struct vote v;

	if (vote_begin(&v, c, VOTE_COUNT) == -1 || begin_rounds(&v) == -1)
		return vote_end(&v, cli_fail(c));
	return vote_end(&v, cli_commit(c));
}

/* ---- next */

/* By statement: whether it ever was in hand. */
static bool *
ever_discussed(struct vote *v)
{
	bool *was = xcalloc(v->b.n, sizeof(*was));
	enum ballot_state state;
	struct rows r;

	rows_begin(&r, &v->b.statements->text);
	while (rows_next(&r)) {
		if (!ballot_state_parse(
			rows_field(&r, STATEMENTS_STATE), &state) ||
		    (state != BALLOT_NOW && state != BALLOT_DISCUSSED))
			continue;
		was[ballot_statement_of(
		    &v->b, table_record_of(v->b.statements, &r))] = true;
	}
	rows_release(&r);
	return was;
}

/* The top one of those not yet discussed, of equals the more wanted. */
static uint32_t
top(struct vote *v, enum vote_key by)
{
	bool *was = ever_discussed(v);
	struct vote_rank *rank;
	const struct ballot_statement *st = v->b.statement;
	uint32_t found = BALLOT_NONE, i;
	size_t n, k;
	double best = 0, value;

	rank = vote_rank_all(v, by, &n);
	for (k = 0; k < n; k++) {
		i = rank[k].statement;
		if (was[i] || st[i].state == BALLOT_SEALED)
			continue;
		value = vote_rank_value(v, &rank[k], by);
		if (found == BALLOT_NONE ||
		    (value == best && st[i].wanted > st[found].wanted)) {
			found = i;
			best = value;
		}
	}
	free(rank);
	free(was);
	return found;
}

/* What was in hand is discussed, and the top one is in hand. */
static int
move_on(struct vote *v, uint32_t next)
{
	uint32_t i;

	for (i = 0; i < v->b.n; i++)
		if (v->b.statement[i].state == BALLOT_NOW &&
		    put_state(
			v, i, BALLOT_DISCUSSED, v->b.statement[i].round) == -1)
			return -1;
	if (next == BALLOT_NONE)
		return 0;
	return put_state(v, next, BALLOT_NOW, v->b.statement[next].round);
}

static int
print_next(struct vote *v, uint32_t i, struct out *o)
{
	const struct ballot_statement *st = &v->b.statement[i];
	struct buf options = BUF_INIT;
	size_t k;

	out_number(o, i + 1);
	out_text(o, st->id);
	out_text(o, st->title);
	out_text(o, st->text);
	for (k = 0; k < st->noption; k++)
		buf_addf(&options, "%s%.*s", k > 0 ? "," : "",
		    STR_ARG(ballot_position_name(&v->b, st->option[k])));
	out_text(o, st->open_ended ? STR("none") : buf_str(&options));
	buf_release(&options);
	return out_end(o, &v->c->err);
}

int
vote_next(struct cli *c)
{
	static const struct out_column columns[] = { { "no", OUT_NUMBER, 0 },
		{ "id", OUT_TEXT, 0 }, { "title", OUT_TEXT, 0 },
		{ "text", OUT_TEXT, 0 }, { "options", OUT_TEXT, 0 } };
	enum vote_key by;
	struct vote v;
	struct out o;
	uint32_t i;
	int status;

	if (vote_rank_key(c, "rank", &by) == -1)
		return cli_fail(c);
	if (vote_begin(&v, c, VOTE_ATTEND) == -1)
		return vote_end(&v, cli_fail(c));
	i = top(&v, by);
	if (move_on(&v, i) == -1 || cli_list(c, &o, columns, 5) == -1)
		return vote_end(&v, cli_fail(c));
	status = cli_commit(c);
	if (status != EXIT_YES || i == BALLOT_NONE || cli_dry(c))
		out_release(&o);
	else if (print_next(&v, i, &o) == -1)
		status = cli_fail(c);
	if (status == EXIT_YES && i == BALLOT_NONE) {
		error_set(&c->err, EXIT_NO,
		    "no statement is left that was not discussed");
		status = cli_fail(c);
	}
	return vote_end(&v, status);
}
