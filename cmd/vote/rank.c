#include <stdlib.h>

#include "near.h"
#include "sort.h"
#include "spread.h"
#include "vote.h"
#include "xalloc.h"

static const char *const keys[] = { [VOTE_DIVISIVE] = "divisive",
	[VOTE_WANTED] = "wanted",
	[VOTE_CONSENSUS] = "consensus",
	[VOTE_TURNOUT] = "turnout",
	[VOTE_ORDER] = "order" };

enum { NKEY = sizeof(keys) / sizeof(keys[0]) };

int
vote_rank_key(struct cli *c, const char *option, enum vote_key *by)
{
	struct str s = str_of(cli_value(c, option));
	struct str cand[NKEY];
	size_t i;

	*by = VOTE_DIVISIVE;
	for (i = 0; i < NKEY; i++) {
		cand[i] = str_of(keys[i]);
		if (str_eq(s, cand[i]))
			*by = (enum vote_key)i;
	}
	if (s.n == 0 || str_is(s, keys[*by]))
		return 0;
	i = near_miss(s, cand, NKEY);
	error_set(
	    &c->err, EXIT_INPUT, "nothing to rank by: \"%.*s\"", STR_ARG(s));
	if (i < NKEY)
		buf_addf(&c->err.msg, ": did you mean \"%s\"?", keys[i]);
	return -1;
}

/* The one side that most took, or the empty view. */
static struct str
leading(const struct ballot *b, const struct ballot_side *side, size_t n)
{
	size_t best = 0, equal = 0, i;

	for (i = 0; i < n; i++)
		if (side[i].n > side[best].n)
			best = i;
	for (i = 0; i < n; i++)
		equal += side[i].n == side[best].n;
	if (equal != 1 || side[best].n == 0)
		return (struct str){ NULL, 0 };
	return ballot_position_name(b, side[best].position);
}

static void
judge_sides(const struct ballot *b, struct vote_rank *r)
{
	const struct ballot_statement *st = &b->statement[r->statement];
	struct ballot_side *side;
	size_t n, i, *count, sum = 0;
	double spread;

	side = ballot_sides(b, r->statement, st->poll, &n);
	n--; /* `pass` is no side */
	count = xalloc(n, sizeof(*count));
	for (i = 0; i < n; i++)
		sum += count[i] = side[i].n;
	spread =
	    st->ordinal ? spread_ordinal(count, n) : spread_nominal(count, n);
	if (sum > 0) {
		r->divisive = spread * r->turnout;
		r->consensus = (1 - spread) * r->turnout;
	}
	r->leading = leading(b, side, n);
	free(count);
	free(side);
}

static struct vote_rank
judge(const struct ballot *b, uint32_t i)
{
	const struct ballot_statement *st = &b->statement[i];
	struct vote_rank r = { .statement = i,
		.known = st->state != BALLOT_SEALED && !st->open_ended };

	if (st->cast > 0)
		r.turnout = st->cast >= st->present
		    ? 1
		    : (double)st->cast / (double)st->present;
	if (r.known)
		judge_sides(b, &r);
	return r;
}

double
vote_rank_value(struct vote *v, const struct vote_rank *r, enum vote_key by)
{
	switch (by) {
	case VOTE_DIVISIVE:
		return r->divisive;
	case VOTE_WANTED:
		return (double)v->b.statement[r->statement].wanted;
	case VOTE_CONSENSUS:
		return r->consensus;
	case VOTE_TURNOUT:
		return r->turnout;
	default:
		return 0;
	}
}

struct ranked {
	struct vote_rank rank;
	double value;
};

/* For qsort: the greater value first, then by number. */
static int
by_value(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	if (x->value != y->value)
		return x->value < y->value ? 1 : -1;
	return x->rank.statement > y->rank.statement ? 1 : -1;
}

struct vote_rank *
vote_rank_all(struct vote *v, enum vote_key by, size_t *n)
{
	struct ranked *all = xalloc(v->b.n, sizeof(*all));
	struct vote_rank *rank = xalloc(v->b.n, sizeof(*rank));
	uint32_t i;
	size_t k;

	*n = 0;
	for (i = 0; i < v->b.n; i++) {
		if (v->b.statement[i].state == BALLOT_DROPPED)
			continue;
		all[*n].rank = judge(&v->b, i);
		all[*n].value = vote_rank_value(v, &all[*n].rank, by);
		(*n)++;
	}
	sort(all, *n, sizeof(*all), by_value);
	for (k = 0; k < *n; k++)
		rank[k] = all[k].rank;
	free(all);
	return rank;
}

/* A share that is not known is empty. */
static void
out_share(struct out *o, bool known, double x)
{
	if (known)
		out_real(o, x, 3);
	else
		out_text(o, (struct str){ NULL, 0 });
}

static void
print_rank(struct vote *v, const struct vote_rank *r, struct out *o)
{
	const struct ballot_statement *st = &v->b.statement[r->statement];

	if (st->state == BALLOT_NOW)
		out_mark(o);
	out_number(o, r->statement + 1);
	out_text(o, st->id);
	out_share(o, r->known, r->divisive);
	out_share(o, r->known, r->consensus);
	out_number(o, (long long)st->cast);
	out_number(o, (long long)st->present);
	out_number(o, (long long)st->wanted);
	out_text(o, r->leading);
	out_text(o, st->text.n > 0 ? st->text : st->title);
}

int
vote_rank(struct cli *c)
{
	static const struct out_column columns[] = { { "no", OUT_NUMBER, 0 },
		{ "id", OUT_TEXT, 0 }, { "divisive", OUT_NUMBER, 0 },
		{ "consensus", OUT_NUMBER, 0 }, { "cast", OUT_NUMBER, 0 },
		{ "present", OUT_NUMBER, 0 }, { "wanted", OUT_NUMBER, 0 },
		{ "leading", OUT_TEXT, 0 }, { "text", OUT_TEXT, 0 } };
	struct vote_rank *rank;
	enum vote_key by;
	struct vote v;
	struct out o;
	size_t n, i;

	if (vote_rank_key(c, "by", &by) == -1)
		return cli_fail(c);
	if (vote_read(&v, c, VOTE_ATTEND) == -1 ||
	    cli_list(c, &o, columns, sizeof(columns) / sizeof(columns[0])) ==
		-1)
		return vote_end(&v, cli_fail(c));
	rank = vote_rank_all(&v, by, &n);
	for (i = 0; i < n; i++)
		print_rank(&v, &rank[i], &o);
	free(rank);
	return vote_end(
	    &v, out_end(&o, &c->err) == -1 ? cli_fail(c) : EXIT_YES);
}
