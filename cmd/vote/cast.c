#include <stdlib.h>

#include "people.h"
#include "vote.h"
#include "words.h"
#include "xalloc.h"

/* ---- ID POSITION [COMMENT] */

static int
cast_one(struct vote *v)
{
	struct str position, comment = cli_operand(v->c, 2);
	struct handles who = { 0 };
	uint32_t i;
	size_t k;
	int rc;

	if (vote_find_open(v, cli_operand(v->c, 0), &i) == -1 ||
	    vote_position(v, i, cli_operand(v->c, 1), &position) == -1)
		return -1;
	rc = vote_who(v, i, &who);
	for (k = 0; rc == 0 && k < who.n; k++)
		rc = vote_put(v, i, who.who[k], position, comment);
	handles_release(&who);
	return rc;
}

/* ---- ID, and lines: `ana: agree, because it holds` */

/* The longest name of an option with which the text begins. */
static size_t
named_length(struct vote *v, uint32_t i, struct str text)
{
	const struct ballot_statement *st = &v->b.statement[i];
	size_t best = words_begin(text, "pass") ? 4 : 0, k;
	struct str name;

	for (k = 0; k < st->noption; k++) {
		name = ballot_position_name(&v->b, st->option[k]);
		if (name.n > best && words_prefix(text, name) &&
		    (name.n == text.n || !words_alnum(text.p[name.n])))
			best = name.n;
	}
	return best;
}

/* The first word's length, without the mark behind it. */
static size_t
word_length(struct str text)
{
	size_t n = str_find(text, ' ');

	while (n > 0 && strchr(",;:.", text.p[n - 1]) != NULL)
		n--;
	return n;
}

static int
cast_line(struct vote *v, uint32_t i, struct str who, struct str text)
{
	struct str position, comment = { NULL, 0 };
	size_t n = text.n;

	if (!v->b.statement[i].open_ended) {
		n = named_length(v, i, text);
		if (n == 0)
			n = word_length(text);
		comment = str_trim(str_from(text, n));
		while (comment.n > 0 && strchr(",;:.", comment.p[0]) != NULL)
			comment = str_trim(str_from(comment, 1));
	}
	if (vote_position(v, i, str_upto(text, n), &position) == -1)
		return -1;
	return vote_put(v, i, who, position, comment);
}

/* What lines are about; who stands for those that name nobody. */
struct lines {
	struct vote *v;
	uint32_t statement;
	struct handles who;
	int (*put)(struct vote *, uint32_t, struct str who, struct str text);
};

static int
put_line(struct cli *c, const struct intake_line *l, void *arg)
{
	struct lines *in = arg;
	size_t i;

	(void)c;
	if (l->who.n > 0)
		return in->put(in->v, in->statement, l->who, l->text);
	if (in->who.n == 0 && vote_who(in->v, in->statement, &in->who) == -1)
		return -1;
	for (i = 0; i < in->who.n; i++)
		if (in->put(in->v, in->statement, in->who.who[i], l->text) ==
		    -1)
			return -1;
	return 0;
}

/* Runs `put` for each line, with who said it: the line, or -w, or -b. */
static int
take_lines(struct vote *v, uint32_t i,
    int (*put)(struct vote *, uint32_t, struct str who, struct str text))
{
	struct lines in = { .v = v, .statement = i, .put = put };
	int rc = intake_each_line(v->c, put_line, &in);

	handles_release(&in.who);
	return rc;
}

static int
cast_lines(struct vote *v)
{
	uint32_t i;

	if (vote_find_open(v, cli_operand(v->c, 0), &i) == -1)
		return -1;
	return take_lines(v, i, cast_line);
}

int
vote_cast(struct cli *c)
{
	bool rows = str_is(cli_operand(c, 0), "-");
	struct vote v = { .c = c };
	int rc = 0;

	if (rows && (c->noperand > 1 || cli_given(c, "who")))
		return cli_wrong(
		    c, "cast - takes who, ref and position from its rows");
	if ((c->noperand == 1 && cli_input(c) == -1) ||
	    vote_begin(
		&v, c, VOTE_ATTEND | (rows ? VOTE_ROWS : VOTE_COMMENTS)) == -1)
		rc = -1;
	if (rc == 0 && rows)
		rc = vote_cast_rows(&v);
	else if (rc == 0)
		rc = c->noperand > 1 ? cast_one(&v) : cast_lines(&v);
	return vote_end(&v, rc == -1 ? cli_fail(c) : cli_commit(c));
}

/* ---- uncast, comment, up, down */

/* A row about somebody's vote in a round. */
static void
row_of(struct vote *v, uint32_t i, uint32_t round, struct str who,
    struct store_row *row)
{
	store_row(row, TABLE_VOTES);
	store_set(row, VOTES_WHO, who);
	store_set(row, VOTES_REF, v->b.statement[i].id);
	store_set(row, VOTES_ROUND, vote_number(v, round));
}

static int
put_row(struct vote *v, struct store_row *row)
{
	return store_put(&v->c->store, row, &v->c->err) == TABLE_NONE ? -1 : 0;
}

static int
put_uncast(struct vote *v, uint32_t i, struct str who)
{
	uint32_t round = v->b.statement[i].round;
	struct store_row row;

	if (ballot_taken(&v->b, i, round, who) == BALLOT_NONE)
		return 0;
	row_of(v, i, round, who, &row);
	store_clear(&row, VOTES_POSITION);
	if (table_is_set(
		v->b.votes, ballot_find(&v->b, i, round, who), VOTES_COMMENT))
		store_clear(&row, VOTES_COMMENT);
	return put_row(v, &row);
}

/* Whether somebody has said to want the statement discussed. */
static bool
wants(struct vote *v, uint32_t i, struct str who)
{
	return ballot_taken(&v->b, i, 0, who) != BALLOT_NONE;
}

static int
put_up(struct vote *v, uint32_t i, struct str who)
{
	struct store_row row;

	if (wants(v, i, who))
		return 0;
	row_of(v, i, 0, who, &row);
	store_set(&row, VOTES_POSITION, STR("up"));
	return put_row(v, &row);
}

static int
put_down(struct vote *v, uint32_t i, struct str who)
{
	struct store_row row;

	if (!wants(v, i, who))
		return 0;
	row_of(v, i, 0, who, &row);
	store_clear(&row, VOTES_POSITION);
	return put_row(v, &row);
}

/* Runs `put` for each statement that is named and each person meant. */
static int
each(struct cli *c,
    int (*find)(struct vote *, struct str typed, uint32_t *statement),
    int (*put)(struct vote *, uint32_t, struct str who))
{
	struct handles who = { 0 };
	struct vote v;
	uint32_t i;
	size_t w;
	int k, rc;

	rc = vote_begin(&v, c, VOTE_COMMENTS | VOTE_PEOPLE);
	if (rc == 0)
		rc = vote_who(&v, BALLOT_NONE, &who);
	for (k = 0; rc == 0 && k < c->noperand; k++) {
		rc = find(&v, cli_operand(c, k), &i);
		for (w = 0; rc == 0 && w < who.n; w++)
			rc = put(&v, i, who.who[w]);
	}
	handles_release(&who);
	return vote_end(&v, rc == -1 ? cli_fail(c) : cli_commit(c));
}

int
vote_uncast(struct cli *c)
{
	return each(c, vote_find_open, put_uncast);
}

int
vote_up(struct cli *c)
{
	return each(c, vote_find, put_up);
}

int
vote_down(struct cli *c)
{
	return each(c, vote_find, put_down);
}

static int
put_comment(struct vote *v, uint32_t i, struct str who, struct str text)
{
	const struct ballot_statement *st = &v->b.statement[i];
	struct store_row row;

	if (ballot_taken(&v->b, i, st->round, who) == BALLOT_NONE)
		return error_set(&v->c->err, EXIT_INPUT,
		    "%.*s has no position on statement %u to comment on",
		    STR_ARG(who), (unsigned)i + 1);
	row_of(v, i, st->round, who, &row);
	store_set(&row, VOTES_COMMENT, text);
	return put_row(v, &row);
}

static int
comment(struct vote *v)
{
	struct handles who = { 0 };
	uint32_t i;
	size_t w;
	int rc;

	if (vote_find(v, cli_operand(v->c, 0), &i) == -1)
		return -1;
	if (v->c->noperand == 1)
		return take_lines(v, i, put_comment);
	if (str_trim(cli_operand(v->c, 1)).n == 0)
		return error_set(
		    &v->c->err, EXIT_INPUT, "a comment without text");
	rc = vote_who(v, i, &who);
	for (w = 0; rc == 0 && w < who.n; w++)
		rc = put_comment(v, i, who.who[w], cli_operand(v->c, 1));
	handles_release(&who);
	return rc;
}

int
vote_comment(struct cli *c)
{
	struct vote v = { .c = c };
	int rc = 0;

	if ((c->noperand == 1 && cli_input(c) == -1) ||
	    vote_begin(&v, c, VOTE_COMMENTS | VOTE_ATTEND) == -1 ||
	    comment(&v) == -1)
		rc = -1;
	return vote_end(&v, rc == -1 ? cli_fail(c) : cli_commit(c));
}

/* ---- missing */

/* Whether it is asked who has not chosen: of a statement that is named, or
 * that takes positions. */
static bool
is_asked(const struct vote *v, uint32_t i)
{
	return v->c->noperand > 0 || ballot_takes(&v->b.statement[i]);
}

/* Prints who is missing on a statement; how many. */
static size_t
print_missing(struct vote *v, uint32_t i, struct out *o)
{
	const struct ballot_statement *st = &v->b.statement[i];
	struct handles all = { 0 }, missing = { 0 };
	struct buf list = BUF_INIT;
	size_t n = 0, k;

	ballot_add_entitled(&v->b, i, &all);
	for (k = 0; k < all.n; k++)
		if (ballot_taken(&v->b, i, st->round, all.who[k]) ==
		    BALLOT_NONE)
			handles_add(&missing, all.who[k]);
	n = missing.n;
	if (n > 0) {
		handles_join(&missing, &list);
		out_number(o, i + 1);
		out_text(o, st->id);
		out_number(o, (long long)n);
		out_text(o, buf_str(&list));
	}
	handles_release(&all);
	handles_release(&missing);
	buf_release(&list);
	return n;
}

int
vote_missing(struct cli *c)
{
	static const struct out_column columns[] = { { "no", OUT_NUMBER, 0 },
		{ "id", OUT_TEXT, 0 }, { "count", OUT_NUMBER, 0 },
		{ "who", OUT_TEXT, 0 } };
	uint32_t *statement;
	size_t n, i, missing = 0;
	struct vote v;
	struct out o;

	if (vote_read(&v, c, VOTE_ATTEND) == -1 ||
	    vote_select(&v, &statement, &n) == -1)
		return vote_end(&v, cli_fail(c));
	if (cli_list(c, &o, columns, 4) == -1) {
		free(statement);
		return vote_end(&v, cli_fail(c));
	}
	for (i = 0; i < n; i++)
		if (is_asked(&v, statement[i]))
			missing += print_missing(&v, statement[i], &o);
	free(statement);
	if (missing == 0) {
		out_release(&o);
		return vote_end(&v, EXIT_NO);
	}
	return vote_end(
	    &v, out_end(&o, &c->err) == -1 ? cli_fail(c) : EXIT_YES);
}
