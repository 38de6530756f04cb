#include <stdlib.h>

#include "people.h"
#include "vote.h"
#include "words.h"
#include "xalloc.h"

/* ---- opening */

static void
want_tables(unsigned needs, table_want want[TABLE_COUNT])
{
	want[TABLE_STATEMENTS] = BALLOT_STATEMENTS;
	want[TABLE_VOTES] = BALLOT_VOTES;
	if ((needs & VOTE_COMMENTS) != 0)
		want[TABLE_VOTES] |= TABLE_WANT(VOTES_COMMENT);
	if ((needs & (VOTE_PEOPLE | VOTE_ATTEND)) != 0)
		want[TABLE_PEOPLE] = PEOPLE_WANT;
	if ((needs & (VOTE_ATTEND | VOTE_NOTES)) != 0)
		want[TABLE_NOTES] = BALLOT_NOTES;
	if ((needs & VOTE_ALL) != 0)
		want[TABLE_STATEMENTS] = want[TABLE_NOTES] = TABLE_WANT_ALL;
	if ((needs & VOTE_ROWS) != 0)
		want[TABLE_VOTES] = TABLE_WANT_ALL;
}

static int
open_with(struct vote *v, struct cli *c, unsigned needs,
    int (*open)(struct cli *, const table_want *))
{
	table_want want[TABLE_COUNT] = { 0 };

	*v = (struct vote){ .c = c };
	want_tables(needs, want);
	if (open(c, want) == -1)
		return -1;
	ballot_read(&v->b, &c->session);
	if ((needs & (VOTE_COUNT | VOTE_ATTEND)) != 0)
		ballot_count(&v->b);
	if ((needs & VOTE_ATTEND) != 0)
		ballot_attend(&v->b);
	c->data = v;
	return 0;
}

int
vote_read(struct vote *v, struct cli *c, unsigned needs)
{
	return open_with(v, c, needs, cli_read);
}

int
vote_begin(struct vote *v, struct cli *c, unsigned needs)
{
	return open_with(v, c, needs, cli_begin);
}

int
vote_end(struct vote *v, int status)
{
	ballot_release(&v->b);
	arena_release(&v->mem);
	intern_release(&v->typed);
	intern_release(&v->name);
	intern_release(&v->made);
	free(v->statement);
	free(v->handle);
	return status;
}

/* ---- statements */

int
vote_find(struct vote *v, struct str typed, uint32_t *statement)
{
	uint32_t n = v->typed.n, i;
	size_t rec;

	i = intern_get(&v->typed, typed);
	if (i != INTERN_NONE) {
		*statement = v->statement[i];
		return 0;
	}
	rec = id_find(v->b.statements, typed, "statement", &v->c->err);
	if (rec == TABLE_NONE)
		return -1;
	typed = arena_copy(&v->mem, typed);
	intern_put(&v->typed, typed, intern_hash(typed));
	v->statement =
	    xgrow(v->statement, n, &v->capstatement, sizeof(*v->statement));
	*statement = v->statement[n] = ballot_statement_of(&v->b, rec);
	return 0;
}

/* What must be done first. */
static const char *const first[] = { [BALLOT_SEALED] = "reveal",
	[BALLOT_CLOSED] = "open",
	[BALLOT_DROPPED] = "restore" };

int
vote_cannot(struct vote *v, uint32_t i)
{
	enum ballot_state state = v->b.statement[i].state;
	unsigned no = (unsigned)i + 1;

	if (state < BALLOT_SEALED)
		return error_set(&v->c->err, EXIT_INPUT,
		    "statement %u is not sealed: it is %s", no,
		    ballot_state_name(state));
	return error_set(&v->c->err, EXIT_INPUT,
	    "statement %u is %s: vote %s %u first", no,
	    ballot_state_name(state), first[state], no);
}

int
vote_check_open(struct vote *v, uint32_t statement)
{
	if (ballot_takes(&v->b.statement[statement]))
		return 0;
	return vote_cannot(v, statement);
}

int
vote_find_open(struct vote *v, struct str typed, uint32_t *statement)
{
	if (vote_find(v, typed, statement) == -1)
		return -1;
	return vote_check_open(v, *statement);
}

bool
vote_hides(const struct vote *v, uint32_t statement)
{
	return v->b.statement[statement].state == BALLOT_DROPPED &&
	    !cli_given(v->c, "all");
}

int
vote_select(struct vote *v, uint32_t **statement, size_t *n)
{
	uint32_t i;
	int k;

	*statement =
	    xalloc(v->b.n + (size_t)v->c->noperand, sizeof(**statement));
	*n = 0;
	for (k = 0; k < v->c->noperand; k++)
		if (vote_find(v, cli_operand(v->c, k), &(*statement)[(*n)++]) ==
		    -1) {
			free(*statement);
			return -1;
		}
	for (i = 0; v->c->noperand == 0 && i < v->b.n; i++)
		if (v->b.statement[i].state != BALLOT_DROPPED)
			(*statement)[(*n)++] = i;
	return 0;
}

void
vote_say_sealed(struct vote *v, const uint32_t statement[], size_t n)
{
	struct buf list = BUF_INIT;
	size_t i, sealed = 0;

	for (i = 0; i < n; i++)
		if (v->b.statement[statement[i]].state == BALLOT_SEALED)
			buf_addf(&list, "%s%u", sealed++ > 0 ? ", " : "",
			    (unsigned)statement[i] + 1);
	if (sealed > 0)
		cli_say(v->c, "sealed until `vote reveal`: statement%s %s",
		    sealed > 1 ? "s" : "", buf_z(&list));
	buf_release(&list);
}

void
vote_read_again(struct vote *v)
{
	ballot_release(&v->b);
	intern_release(&v->typed);
	v->typed = (struct intern){ 0 };
	ballot_read(&v->b, &v->c->session);
}

/* ---- people */

/* Those present without a position. */
static void
add_rest(struct vote *v, uint32_t statement, struct handles *h)
{
	const struct ballot_statement *st = &v->b.statement[statement];
	struct handles all = { 0 };
	size_t i;

	ballot_add_entitled(&v->b, statement, &all);
	for (i = 0; i < all.n; i++)
		if (ballot_taken(&v->b, statement, st->round, all.who[i]) ==
		    BALLOT_NONE)
			handles_add(h, all.who[i]);
	handles_release(&all);
}

int
vote_who(struct vote *v, uint32_t statement, struct handles *h)
{
	struct table *people = v->c->session.table[TABLE_PEOPLE];
	struct str list = str_of(cli_value(v->c, "who")), one;

	if (list.n == 0 && people_knows(people, cli_by(v->c)))
		list = cli_by(v->c);
	if (list.n == 0)
		return error_set(
		    &v->c->err, EXIT_INPUT, "whose is it: give -w WHO");
	while (str_split(&list, ',', &one)) {
		one = str_trim(one);
		if (str_is(one, "rest") && statement != BALLOT_NONE)
			add_rest(v, statement, h);
		else if (people_take(people, one, h, &v->c->err) == -1)
			return -1;
	}
	if (h->n == 0)
		return error_set(&v->c->err, EXIT_NO, "nobody is meant: -w %s",
		    cli_value(v->c, "who"));
	return 0;
}

/* ---- rows */

struct str
vote_number(struct vote *v, uint32_t n)
{
	struct buf b = BUF_INIT;
	struct str s;

	buf_addf(&b, "%u", (unsigned)n);
	s = arena_copy(&v->mem, buf_str(&b));
	buf_release(&b);
	return s;
}

/* The statement's options as they are stored, with one more behind. */
static void
join_options(const struct ballot *b, const struct ballot_statement *st,
    struct str more, struct buf *list)
{
	size_t i;

	for (i = 0; i < st->noption; i++) {
		buf_add(list, ballot_position_name(b, st->option[i]));
		buf_addc(list, ',');
	}
	buf_add(list, more);
}

int
vote_add_option(
    struct vote *v, uint32_t statement, struct str name, struct str *position)
{
	struct ballot_statement *st = &v->b.statement[statement];
	struct buf one = BUF_INIT, list = BUF_INIT;
	struct store_row row;
	int rc;

	rc = ballot_add_option(name, &one, &v->c->err);
	if (rc == 0) {
		*position = arena_copy(&v->mem, buf_str(&one));
		join_options(&v->b, st, *position, &list);
		store_row(&row, TABLE_STATEMENTS);
		store_set(&row, STATEMENTS_ID, st->id);
		store_set(&row, STATEMENTS_OPTIONS, buf_str(&list));
		if (store_put(&v->c->store, &row, &v->c->err) == TABLE_NONE)
			rc = -1;
	}
	if (rc == 0) {
		st->option =
		    xrealloc(st->option, st->noption + 1, sizeof(*st->option));
		st->option[st->noption++] = intern_put(
		    &v->b.position, *position, intern_hash(*position));
	}
	buf_release(&one);
	buf_release(&list);
	return rc;
}

/* Whether it is the whole name of an option, or `pass`. */
static bool
is_named(
    const struct ballot *b, const struct ballot_statement *st, struct str typed)
{
	bool found = st->open_ended || words_is(typed, "pass");
	size_t i;

	for (i = 0; !found && i < st->noption; i++)
		found = words_eq(ballot_position_name(b, st->option[i]), typed);
	return found;
}

int
vote_position(
    struct vote *v, uint32_t statement, struct str typed, struct str *position)
{
	typed = str_trim(typed);
	if (cli_given(v->c, "new") &&
	    !is_named(&v->b, &v->b.statement[statement], typed))
		return vote_add_option(v, statement, typed, position);
	return ballot_position(&v->b, statement, typed, position, &v->c->err);
}

int
vote_put(struct vote *v, uint32_t statement, struct str who,
    struct str position, struct str comment)
{
	const struct ballot_statement *st = &v->b.statement[statement];
	size_t rec = ballot_find(&v->b, statement, st->round, who);
	struct str old = { NULL, 0 }, said = { NULL, 0 };
	struct store_row row;

	if (rec != TABLE_NONE) {
		old = table_get(v->b.votes, rec, VOTES_POSITION);
		said = table_get(v->b.votes, rec, VOTES_COMMENT);
	}
	if (str_eq(old, position) && (comment.n == 0 || str_eq(said, comment)))
		return 0;
	store_row(&row, TABLE_VOTES);
	store_set(&row, VOTES_WHO, who);
	store_set(&row, VOTES_REF, st->id);
	store_set(&row, VOTES_ROUND, vote_number(v, st->round));
	store_set(&row, VOTES_POSITION, position);
	if (comment.n > 0)
		store_set(&row, VOTES_COMMENT, comment);
	else if (said.n > 0) /* it went with the old position */
		store_clear(&row, VOTES_COMMENT);
	return store_put(&v->c->store, &row, &v->c->err) == TABLE_NONE ? -1 : 0;
}
