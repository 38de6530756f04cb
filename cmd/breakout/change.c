#include <stdlib.h>

#include "breakout.h"
#include "xalloc.h"

/* ---- rounds */

/* A change of a round: the book is loaded, and what the verb names. */
struct change {
	struct cli *c;
	struct book book;
	struct round *round; /* -r, or the last */
	struct handles who;
};

static void
change_release(struct change *ch)
{
	book_release(&ch->book);
	handles_release(&ch->who);
}

static int
find_round(
    struct cli *c, const struct book *b, struct str typed, struct round **r)
{
	long number = 0;
	size_t i;

	for (i = 0; i < typed.n && i < 9; i++)
		number = typed.p[i] >= '0' && typed.p[i] <= '9'
		    ? number * 10 + (typed.p[i] - '0')
		    : -1000000000;
	*r = number < 0 || (typed.n > 0 && number == 0) ? NULL
							: book_own(b, number);
	if (*r == NULL && typed.n > 0)
		return error_set(
		    &c->err, EXIT_INPUT, "no round \"%.*s\"", STR_ARG(typed));
	if (*r == NULL)
		return error_set(&c->err, EXIT_INPUT,
		    "no round yet: 'breakout make' makes one");
	return 0;
}

/*
 * Loads all, takes the people of the operands, finds the round.  `round` is
 * NULL where -r names it; else it is, and the operands are no people.
 */
static int
begin(struct change *ch, struct str round)
{
	struct cli *c = ch->c;
	size_t i;
	int k;

	if (load_for_change(c, &ch->book) == -1)
		return -1;
	for (k = 0; k < c->noperand && round.p == NULL; k++)
		if (people_take(c->session.table[TABLE_PEOPLE],
			cli_operand(c, k), &ch->who, &c->err) == -1)
			return -1;
	for (i = 0; i < ch->who.n; i++)
		book_expect(&ch->book, ch->who.who[i]);
	if (book_finish(&ch->book, &c->err) == -1)
		return -1;
	if (round.p == NULL)
		round = str_of(cli_value(c, "round"));
	return find_round(c, &ch->book, round, &ch->round);
}

static int
finish(struct change *ch, int rc)
{
	int status = rc == -1 ? cli_fail(ch->c)
			      : make_commit(ch->c, &ch->book, ch->round);

	change_release(ch);
	return status;
}

/* The group of somebody in the round, or -1. */
static int
group_of(const struct change *ch, struct str who)
{
	int p = book_person(&ch->book, who);

	return p >= 0 ? ch->round->group[p] : -1;
}

static int
not_there(struct change *ch, struct str who)
{
	return error_set(&ch->c->err, EXIT_INPUT, "%.*s is not in round %ld",
	    STR_ARG(who), ch->round->number);
}

/* Puts somebody into a group of the round, in the table and in the book. */
static int
move(struct change *ch, struct str who, int group)
{
	struct round *r = ch->round;

	r->group[book_person(&ch->book, who)] = group;
	return load_put(ch->c,
	    (struct seat){ r->number, who, r->label.who[group], r->topic[group],
		{ NULL, 0 } });
}

/* ---- swap */

static int
swap(struct change *ch)
{
	int a, b;

	if (ch->who.n != 2)
		return error_set(
		    &ch->c->err, EXIT_INPUT, "swap needs two people");
	a = group_of(ch, ch->who.who[0]);
	b = group_of(ch, ch->who.who[1]);
	if (a < 0 || b < 0)
		return not_there(ch, ch->who.who[a < 0 ? 0 : 1]);
	if (a == b)
		return error_set(&ch->c->err, EXIT_INPUT,
		    "both are in group %.*s already",
		    STR_ARG(ch->round->label.who[a]));
	if (move(ch, ch->who.who[0], b) == -1)
		return -1;
	return move(ch, ch->who.who[1], a);
}

int
breakout_swap(struct cli *c)
{
	struct change ch = { .c = c };
	int rc = begin(&ch, (struct str){ NULL, 0 });

	return finish(&ch, rc == -1 ? -1 : swap(&ch));
}

/* ---- add, drop */

/* The rounds but the one that somebody is added to. */
static struct golf_series
others(const struct change *ch, int **series)
{
	const struct book *b = &ch->book;
	size_t n = b->who.n, r, k = 0;

	*series = xalloc(b->nround * n, sizeof(**series));
	for (r = 0; r < b->nround; r++)
		if (&b->round[r] != ch->round)
			memcpy(*series + k++ * n, b->round[r].group,
			    n * sizeof(**series));
	return (struct golf_series){ (int)n, (int)k, *series };
}

static int
add(struct change *ch)
{
	struct golf_task task = { 0 };
	int *series, rc = 0;
	struct str who;
	size_t i;

	task.past = others(ch, &series);
	for (i = 0; rc == 0 && i < ch->who.n; i++) {
		who = ch->who.who[i];
		if (group_of(ch, who) >= 0)
			cli_say(ch->c, "%.*s is in group %.*s already",
			    STR_ARG(who),
			    STR_ARG(ch->round->label.who[group_of(ch, who)]));
		else
			rc = move(ch, who,
			    golf_place(&task, ch->round->group,
				book_person(&ch->book, who)));
	}
	free(series);
	return rc;
}

int
breakout_add(struct cli *c)
{
	struct change ch = { .c = c };
	int rc;

	if (c->noperand == 1 && str_is(cli_operand(c, 0), "-"))
		return breakout_add_rows(c);
	rc = begin(&ch, (struct str){ NULL, 0 });
	return finish(&ch, rc == -1 ? -1 : add(&ch));
}

static int
drop(struct change *ch)
{
	struct round *r = ch->round;
	struct str who;
	size_t i;

	for (i = 0; i < ch->who.n; i++) {
		who = ch->who.who[i];
		if (group_of(ch, who) < 0)
			return not_there(ch, who);
		r->group[book_person(&ch->book, who)] = -1;
		if (load_put_none(ch->c, r->number, who) == -1)
			return -1;
	}
	return 0;
}

int
breakout_drop(struct cli *c)
{
	struct change ch = { .c = c };
	int rc = begin(&ch, (struct str){ NULL, 0 });

	return finish(&ch, rc == -1 ? -1 : drop(&ch));
}

/* ---- clear */

static int
clear(struct change *ch)
{
	const struct book *b = &ch->book;
	size_t i;

	for (i = 0; i < b->who.n; i++)
		if (ch->round->group[i] >= 0 &&
		    load_put_none(ch->c, ch->round->number, b->who.who[i]) ==
			-1)
			return -1;
	return 0;
}

int
breakout_clear(struct cli *c)
{
	struct change ch = { .c = c };
	struct str number = c->noperand > 0 ? cli_operand(c, 0) : STR("");
	int rc = begin(&ch, number), status;

	if (rc == 0)
		rc = clear(&ch);
	status = rc == -1 ? cli_fail(c) : cli_commit(c);
	change_release(&ch);
	return status;
}

/* ---- set */

/* The people of one operand, a group; nobody may be in two. */
static int
take_group(struct change *ch, int k)
{
	struct cli *c = ch->c;
	struct handles group = { 0 };
	size_t i;
	int rc = people_take(
	    c->session.table[TABLE_PEOPLE], cli_operand(c, k), &group, &c->err);

	if (rc == 0 && group.n == 0)
		rc = error_set(&c->err, EXIT_INPUT, "a group of nobody");
	for (i = 0; rc == 0 && i < group.n; i++) {
		if (handles_place(&ch->who, group.who[i]) != HANDLES_NONE)
			rc = error_set(&c->err, EXIT_INPUT,
			    "%.*s is in two groups", STR_ARG(group.who[i]));
		handles_add(&ch->who, group.who[i]);
		book_expect(&ch->book, group.who[i]);
	}
	handles_release(&group);
	return rc;
}

/* Whose group an operand is, once the book is finished. */
static int
seat_group(struct change *ch, int k, int *group)
{
	struct handles h = { 0 };
	size_t i;
	int rc = people_take(ch->c->session.table[TABLE_PEOPLE],
	    cli_operand(ch->c, k), &h, &ch->c->err);

	for (i = 0; rc == 0 && i < h.n; i++)
		group[book_person(&ch->book, h.who[i])] = k;
	handles_release(&h);
	return rc;
}

/* Topics in the order of the groups. */
static int
set_topics(struct change *ch)
{
	struct str rest = str_of(cli_value(ch->c, "topics")), topic;
	int g = 0;

	for (; str_split(&rest, ',', &topic); g++)
		if (g < ch->c->noperand)
			ch->round->topic[g] = str_trim(topic);
	if (g > 0 && g != ch->c->noperand)
		return error_set(&ch->c->err, EXIT_INPUT,
		    "%d groups and %d topics", ch->c->noperand, g);
	return 0;
}

static int
set(struct change *ch)
{
	struct cli *c = ch->c;
	int *group, k, rc = load_for_change(c, &ch->book);
	size_t i;

	for (k = 0; rc == 0 && k < c->noperand; k++)
		rc = take_group(ch, k);
	if (rc == -1 || book_finish(&ch->book, &c->err) == -1)
		return -1;
	group = xalloc(ch->book.who.n, sizeof(*group));
	for (i = 0; i < ch->book.who.n; i++)
		group[i] = -1;
	for (k = 0; rc == 0 && k < c->noperand; k++)
		rc = seat_group(ch, k, group);
	ch->round = book_new_round(
	    &ch->book, load_next_number(&ch->book), group, c->noperand);
	free(group);
	if (rc == -1 || set_topics(ch) == -1)
		return -1;
	return make_put_round(c, &ch->book, ch->round, (struct str){ NULL, 0 });
}

int
breakout_set(struct cli *c)
{
	struct change ch = { .c = c };

	return finish(&ch, set(&ch));
}
