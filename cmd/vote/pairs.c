/* People two by two, and people between two rounds. */
#include <stdlib.h>

#include "vote.h"
#include "words.h"
#include "xalloc.h"

/* ---- pairs */

/* What every voter holds, a row each, BALLOT_NONE where nothing. */
struct held {
	struct ballot *b;
	uint32_t *voter; /* their numbers, in the order of handles */
	size_t nvoter;
	uint32_t *row_of; /* by number */
	uint32_t *position;
};

struct pair {
	uint32_t a, b; /* rows */
	size_t both, same;
};

struct named {
	struct str name;
	uint32_t who;
};

/* For qsort: by name. */
static int
by_name(const void *a, const void *b)
{
	const struct named *x = a, *y = b;

	return str_cmp(x->name, y->name);
}

/* Whether a vote is a side taken in the current round of what is shown. */
static bool
counts(const struct ballot *b, const struct ballot_vote *v)
{
	const struct ballot_statement *st =
	    &b->statement[b->poll[v->poll].statement];

	return v->poll == st->poll && v->position != b->pass &&
	    st->state != BALLOT_SEALED && st->state != BALLOT_DROPPED;
}

/* Gives everybody who took a side a row, in the order of handles. */
static void
find_voters(struct held *h)
{
	struct ballot *b = h->b;
	struct named *name = xalloc(b->votes->key.n, sizeof(*name));
	bool *seen = xcalloc(b->votes->key.n, sizeof(*seen));
	struct ballot_vote v;
	size_t rec, i;

	for (rec = 0; rec < b->votes->nrec; rec++) {
		if (!ballot_vote(b, rec, &v) || !counts(b, &v) || seen[v.who])
			continue;
		seen[v.who] = true;
		name[h->nvoter++] =
		    (struct named){ table_first_of(b->votes, v.who), v.who };
	}
	if (h->nvoter > 0)
		qsort(name, h->nvoter, sizeof(*name), by_name);
	h->voter = xalloc(h->nvoter, sizeof(*h->voter));
	h->row_of = xcalloc(b->votes->key.n, sizeof(*h->row_of));
	for (i = 0; i < h->nvoter; i++) {
		h->voter[i] = name[i].who;
		h->row_of[name[i].who] = (uint32_t)i;
	}
	free(name);
	free(seen);
}

static void
fill_held(struct held *h)
{
	struct ballot *b = h->b;
	struct ballot_vote v;
	size_t rec, i;

	h->position = xalloc(h->nvoter * b->n, sizeof(*h->position));
	for (i = 0; i < h->nvoter * b->n; i++)
		h->position[i] = BALLOT_NONE;
	for (rec = 0; rec < b->votes->nrec; rec++)
		if (ballot_vote(b, rec, &v) && counts(b, &v))
			h->position[(size_t)h->row_of[v.who] * b->n +
			    b->poll[v.poll].statement] = v.position;
}

static struct pair
compare(const struct held *h, uint32_t a, uint32_t b)
{
	const uint32_t *x = h->position + (size_t)a * h->b->n,
		       *y = h->position + (size_t)b * h->b->n;
	struct pair p = { a, b, 0, 0 };
	uint32_t i;

	for (i = 0; i < h->b->n; i++)
		if (x[i] != BALLOT_NONE && y[i] != BALLOT_NONE) {
			p.both++;
			p.same += x[i] == y[i];
		}
	return p;
}

/* For qsort: those who agree least first, the more they can be compared the
 * sooner, who cannot be compared last; then by handles. */
static int
by_agreement(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;
	size_t p = x->same * y->both, q = y->same * x->both;

	if ((x->both == 0) != (y->both == 0))
		return x->both == 0 ? 1 : -1;
	if (p != q)
		return p > q ? 1 : -1;
	if (x->both != y->both)
		return x->both < y->both ? 1 : -1;
	if (x->a != y->a)
		return x->a > y->a ? 1 : -1;
	return (x->b > y->b) - (x->b < y->b);
}

static void
print_pair(const struct held *h, const struct pair *p, struct out *o)
{
	out_text(o, table_first_of(h->b->votes, h->voter[p->a]));
	out_text(o, table_first_of(h->b->votes, h->voter[p->b]));
	out_number(o, (long long)p->both);
	out_number(o, (long long)p->same);
	if (p->both > 0)
		out_real(o, (double)p->same / (double)p->both, 3);
	else
		out_text(o, (struct str){ NULL, 0 });
}

static void
print_pairs(const struct held *h, struct out *o)
{
	size_t n = h->nvoter, npair = n > 0 ? n * (n - 1) / 2 : 0, k = 0;
	struct pair *pair = xalloc(npair, sizeof(*pair));
	uint32_t a, b;

	for (a = 0; a < n; a++)
		for (b = a + 1; b < n; b++)
			pair[k++] = compare(h, a, b);
	if (npair > 0)
		qsort(pair, npair, sizeof(*pair), by_agreement);
	for (k = 0; k < npair; k++)
		print_pair(h, &pair[k], o);
	free(pair);
}

int
vote_pairs(struct cli *c)
{
	static const struct out_column columns[] = { { "a", OUT_TEXT, 0 },
		{ "b", OUT_TEXT, 0 }, { "both", OUT_NUMBER, 0 },
		{ "same", OUT_NUMBER, 0 }, { "agreement", OUT_NUMBER, 0 } };
	struct held h = { 0 };
	struct vote v;
	struct out o;

	if (vote_read(&v, c, 0) == -1 || cli_list(c, &o, columns, 5) == -1)
		return vote_end(&v, cli_fail(c));
	h.b = &v.b;
	find_voters(&h);
	fill_held(&h);
	print_pairs(&h, &o);
	free(h.voter);
	free(h.row_of);
	free(h.position);
	return vote_end(
	    &v, out_end(&o, &c->err) == -1 ? cli_fail(c) : EXIT_YES);
}

/* ---- shift */

/* A move from one position to another; BALLOT_NONE is none. */
struct move {
	uint32_t from, to;
	size_t n;
	struct buf who;
};

struct shift {
	struct vote v;
	uint32_t since; /* the round that --from says, or 0 */
	struct move *move;
	size_t n, cap;
};

static void
add_move(struct shift *s, uint32_t from, uint32_t to, struct str who)
{
	size_t i = 0;

	while (i < s->n && (s->move[i].from != from || s->move[i].to != to))
		i++;
	if (i == s->n) {
		s->move = xgrow(s->move, s->n++, &s->cap, sizeof(*s->move));
		s->move[i] = (struct move){ from, to, 0, BUF_INIT };
	}
	if (s->move[i].n++ > 0)
		buf_addc(&s->move[i].who, ',');
	buf_add(&s->move[i].who, who);
}

/* Who took a position in one of the rounds, and what in both. */
static void
gather_moves(struct shift *s, uint32_t i, uint32_t before)
{
	struct ballot *b = &s->v.b;
	uint32_t now = b->statement[i].round, other;
	uint32_t poll_now = ballot_poll_of(b, i, now),
		 poll_before = ballot_poll_of(b, i, before);
	struct ballot_vote v;
	struct str who;
	size_t rec;

	for (rec = 0; rec < b->votes->nrec; rec++) {
		if (!ballot_vote(b, rec, &v) ||
		    (v.poll != poll_now && v.poll != poll_before))
			continue;
		who = table_first_of(b->votes, v.who);
		if (v.poll == poll_before) {
			other = ballot_taken(b, i, now, who);
			add_move(s, v.position, other, who);
		} else if (ballot_taken(b, i, before, who) == BALLOT_NONE) {
			add_move(s, BALLOT_NONE, v.position, who);
		}
	}
}

/* For qsort: what most did first, then in the order in which positions came
 * to be known, none last. */
static int
by_number(const void *a, const void *b)
{
	const struct move *x = a, *y = b;

	if (x->n != y->n)
		return x->n < y->n ? 1 : -1;
	if (x->from != y->from)
		return x->from > y->from ? 1 : -1;
	return (x->to > y->to) - (x->to < y->to);
}

static struct str
name_of(const struct ballot *b, uint32_t position)
{
	return position != BALLOT_NONE ? ballot_position_name(b, position)
				       : (struct str){ NULL, 0 };
}

/* Whether somebody changed sides, which is all that is shown without -a. */
static bool
moved(const struct move *m)
{
	return m->from != m->to && m->from != BALLOT_NONE &&
	    m->to != BALLOT_NONE;
}

static void
print_shift(struct shift *s, uint32_t i, struct out *o)
{
	const struct ballot_statement *st = &s->v.b.statement[i];
	uint32_t before = s->since > 0 ? s->since : st->round - 1;
	size_t k;

	if (st->state == BALLOT_SEALED || before == 0 || before >= st->round)
		return;
	gather_moves(s, i, before);
	if (s->n > 0)
		qsort(s->move, s->n, sizeof(*s->move), by_number);
	for (k = 0; k < s->n; k++) {
		if (moved(&s->move[k]) || cli_given(s->v.c, "all")) {
			out_number(o, i + 1);
			out_text(o, st->id);
			out_text(o, name_of(&s->v.b, s->move[k].from));
			out_text(o, name_of(&s->v.b, s->move[k].to));
			out_number(o, (long long)s->move[k].n);
			out_text(o, buf_str(&s->move[k].who));
		}
		buf_release(&s->move[k].who);
	}
	s->n = 0;
}

static int
read_since(struct cli *c, uint32_t *since)
{
	struct str s = str_of(cli_value(c, "from"));
	size_t i;

	*since = 0;
	for (i = 0; i < s.n && i < 9 && words_digit(s.p[i]); i++)
		*since = *since * 10 + (uint32_t)(s.p[i] - '0');
	if (s.n == 0 || (i == s.n && *since > 0))
		return 0;
	return error_set(
	    &c->err, EXIT_INPUT, "not a round: --from \"%.*s\"", STR_ARG(s));
}

int
vote_shift(struct cli *c)
{
	static const struct out_column columns[] = { { "no", OUT_NUMBER, 0 },
		{ "id", OUT_TEXT, 0 }, { "from", OUT_TEXT, 0 },
		{ "to", OUT_TEXT, 0 }, { "count", OUT_NUMBER, 0 },
		{ "who", OUT_TEXT, 0 } };
	struct shift s = { 0 };
	uint32_t *statement;
	size_t n, i;
	struct out o;

	if (read_since(c, &s.since) == -1)
		return cli_fail(c);
	if (vote_read(&s.v, c, 0) == -1 ||
	    vote_select(&s.v, &statement, &n) == -1)
		return vote_end(&s.v, cli_fail(c));
	if (cli_list(c, &o, columns, 6) == -1) {
		free(statement);
		return vote_end(&s.v, cli_fail(c));
	}
	for (i = 0; i < n; i++)
		print_shift(&s, statement[i], &o);
	vote_say_sealed(&s.v, statement, n);
	free(statement);
	free(s.move);
	return vote_end(
	    &s.v, out_end(&o, &c->err) == -1 ? cli_fail(c) : EXIT_YES);
}
