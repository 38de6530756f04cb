#include <stdlib.h>

#include "vote.h"
#include "words.h"
#include "xalloc.h"

enum {
	TALLY_NO,
	TALLY_ID,
	TALLY_ROUND,
	TALLY_POSITION,
	TALLY_COUNT,
	TALLY_SHARE,
	TALLY_WHO,
	TALLY_N
};

static const struct out_column columns[TALLY_N] = {
	[TALLY_NO] = { "no", OUT_NUMBER, false },
	[TALLY_ID] = { "id", OUT_TEXT, false },
	[TALLY_ROUND] = { "round", OUT_NUMBER, false },
	[TALLY_POSITION] = { "position", OUT_TEXT, false },
	[TALLY_COUNT] = { "count", OUT_NUMBER, false },
	[TALLY_SHARE] = { "share", OUT_NUMBER, false },
	[TALLY_WHO] = { "who", OUT_TEXT, false },
};

/* What a share is of. */
enum base { OF_CAST, OF_PRESENT, OF_PEOPLE, OF_NONE };

static const char *const bases[] = { "cast", "present", "people" };

/* The votes of one position in one poll, as a list through all of them. */
struct taker {
	uint32_t who, next; /* of the same position, or BALLOT_NONE */
};

struct tally {
	struct vote v;
	struct out o;
	enum base base;
	long round; /* that --round says; 0: the current one; -1: all */
	size_t people;
	struct taker *taker;
	size_t ntaker, captaker;
	uint32_t *first, *last; /* of each cell's takers */
};

/* ---- options */

static int
read_base(struct cli *c, enum base *base)
{
	struct str s = str_of(cli_value(c, "of"));
	int i;

	*base = OF_CAST;
	for (i = 0; s.n > 0 && i < OF_NONE && !str_is(s, bases[i]); i++)
		;
	if (i == OF_NONE)
		return error_set(&c->err, EXIT_INPUT,
		    "no share of \"%.*s\": give cast, present or people",
		    STR_ARG(s));
	*base = (enum base)i;
	return 0;
}

static int
read_round(struct cli *c, long *round)
{
	struct str s = str_of(cli_value(c, "round"));
	size_t i;

	*round = str_is(s, "all") ? -1 : 0;
	for (i = 0; *round != -1 && i < s.n && i < 9; i++) {
		if (!words_digit(s.p[i]))
			break;
		*round = *round * 10 + (s.p[i] - '0');
	}
	if (s.n == 0 || *round == -1 || (i == s.n && *round > 0))
		return 0;
	return error_set(&c->err, EXIT_INPUT,
	    "not a round: \"%.*s\": give a number from 1, or all", STR_ARG(s));
}

/* ---- who */

/* The cell of a vote; ballot_count has made it. */
static uint32_t
cell_of(const struct ballot *b, const struct ballot_vote *vote)
{
	return pairs_get(&b->of_cell, vote->poll, vote->position);
}

static void
gather_takers(struct tally *t)
{
	struct ballot *b = &t->v.b;
	struct ballot_vote vote;
	uint32_t cell, at;
	size_t rec;

	t->first = xalloc(b->of_cell.n, sizeof(*t->first));
	t->last = xalloc(b->of_cell.n, sizeof(*t->last));
	for (cell = 0; cell < b->of_cell.n; cell++)
		t->first[cell] = t->last[cell] = BALLOT_NONE;
	for (rec = 0; rec < b->votes->nrec; rec++) {
		if (!ballot_vote(b, rec, &vote))
			continue;
		cell = cell_of(b, &vote);
		t->taker =
		    xgrow(t->taker, t->ntaker, &t->captaker, sizeof(*t->taker));
		at = (uint32_t)t->ntaker++;
		t->taker[at] = (struct taker){ vote.who, BALLOT_NONE };
		if (t->first[cell] == BALLOT_NONE)
			t->first[cell] = at;
		else
			t->taker[t->last[cell]].next = at;
		t->last[cell] = at;
	}
}

static void
add_takers(struct tally *t, uint32_t poll, uint32_t position, struct buf *b)
{
	uint32_t cell, at;

	cell = poll != BALLOT_NONE && t->taker != NULL
	    ? pairs_get(&t->v.b.of_cell, poll, position)
	    : INTERN_NONE;
	if (cell == INTERN_NONE)
		return;
	for (at = t->first[cell]; at != BALLOT_NONE; at = t->taker[at].next) {
		if (b->n > 0)
			buf_addc(b, ',');
		buf_add(b, table_first_of(t->v.b.votes, t->taker[at].who));
	}
}

/* ---- printing */

static size_t
share_of(
    const struct tally *t, uint32_t i, const struct ballot_side *side, size_t n)
{
	size_t cast = 0, k;

	if (t->base == OF_PRESENT)
		return t->v.b.statement[i].present;
	if (t->base == OF_PEOPLE)
		return t->people;
	for (k = 0; k < n; k++)
		cast += side[k].n;
	return cast;
}

static void
print_side(struct tally *t, uint32_t i, uint32_t round, uint32_t poll,
    const struct ballot_side *side, size_t of)
{
	struct buf who = BUF_INIT;

	out_number(&t->o, i + 1);
	out_text(&t->o, t->v.b.statement[i].id);
	out_number(&t->o, round);
	out_text(&t->o, ballot_position_name(&t->v.b, side->position));
	out_number(&t->o, (long long)side->n);
	if (of > 0)
		out_real(&t->o, (double)side->n / (double)of, 3);
	else
		out_text(&t->o, (struct str){ NULL, 0 });
	add_takers(t, poll, side->position, &who);
	out_text(&t->o, buf_str(&who));
	buf_release(&who);
}

static void
print_poll(struct tally *t, uint32_t i, uint32_t round)
{
	uint32_t poll = ballot_poll_of(&t->v.b, i, round);
	struct ballot_side *side;
	size_t n, k, of;

	side = ballot_sides(&t->v.b, i, poll, &n);
	of = share_of(t, i, side, n);
	for (k = 0; k < n; k++)
		print_side(t, i, round, poll, &side[k], of);
	free(side);
}

static void
print_rounds(struct tally *t, uint32_t i)
{
	size_t n, k;
	uint32_t *round = ballot_rounds(&t->v.b, i, &n);

	for (k = 0; k < n; k++)
		print_poll(t, i, round[k]);
	free(round);
}

static void
print_statement(struct tally *t, uint32_t i)
{
	const struct ballot_statement *st = &t->v.b.statement[i];

	if (st->state == BALLOT_SEALED)
		return;
	if (t->round == -1)
		print_rounds(t, i);
	else if (t->round == 0)
		print_poll(t, i, st->round);
	else if (t->round <= (long)st->round)
		print_poll(t, i, (uint32_t)t->round);
}

static size_t
count_people(struct table *people)
{
	size_t n = 0, i;

	for (i = 0; i < people->nrec; i++)
		n += !table_is_dropped(people, i);
	return n;
}

/* Counts what the columns that are asked for need. */
static void
prepare(struct tally *t)
{
	struct cli *c = t->v.c;

	if (cli_given(c, "all-rows"))
		ballot_count_rows(&t->v.b);
	else
		ballot_count(&t->v.b);
	if (!out_wants(&t->o, TALLY_SHARE))
		t->base = OF_NONE;
	if (t->base == OF_PRESENT || t->base == OF_PEOPLE)
		ballot_attend(&t->v.b);
	if (t->base == OF_PEOPLE) {
		t->people = count_people(c->session.table[TABLE_PEOPLE]);
		if (t->people == 0)
			t->people = t->v.b.voters;
	}
	if (out_wants(&t->o, TALLY_WHO))
		gather_takers(t);
}

/* What --of needs is read only then. */
static unsigned
needs(const struct cli *c)
{
	return cli_given(c, "of") ? VOTE_PEOPLE | VOTE_NOTES : 0;
}

int
vote_tally(struct cli *c)
{
	struct tally t = { 0 };
	uint32_t *statement;
	size_t n, i;

	if (read_base(c, &t.base) == -1 || read_round(c, &t.round) == -1)
		return cli_fail(c);
	if (vote_read(&t.v, c, needs(c)) == -1 ||
	    vote_select(&t.v, &statement, &n) == -1)
		return vote_end(&t.v, cli_fail(c));
	if (cli_list(c, &t.o, columns, TALLY_N) == -1) {
		free(statement);
		return vote_end(&t.v, cli_fail(c));
	}
	prepare(&t);
	for (i = 0; i < n; i++)
		print_statement(&t, statement[i]);
	vote_say_sealed(&t.v, statement, n);
	free(statement);
	free(t.taker);
	free(t.first);
	free(t.last);
	return vote_end(
	    &t.v, out_end(&t.o, &c->err) == -1 ? cli_fail(c) : EXIT_YES);
}
