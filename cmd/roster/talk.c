#include <stdlib.h>

#include "roster.h"

static const table_want want[TABLE_COUNT] = { [TABLE_PEOPLE] = TABLE_WANT_ALL };

/* What somebody says at the beginning or at the end. */
struct said {
	struct str text; /* the mood, or what was learned */
	struct str goal;
};

struct talk {
	struct cli *c;
	bool arriving;
	struct buf who; /* whose the lines are that do not say; may be empty */
};

/* Who says how it goes is here, unless known to have left. */
static void
set_here(struct cli *c, struct store_row *row, struct str who)
{
	struct table *people = person_table(c);
	size_t rec = table_find(people, &who);
	struct str was = { NULL, 0 };

	if (rec != TABLE_NONE)
		was = table_get(people, rec, PEOPLE_PRESENCE);
	if (was.n == 0 || str_is(was, "late"))
		store_set(row, PEOPLE_PRESENCE, STR("in"));
}

static int
put_said(struct talk *t, struct str who, struct said said)
{
	struct store_row row;

	person_row(&row, who);
	person_set(
	    t->c, &row, t->arriving ? PEOPLE_MOOD : PEOPLE_LEARNED, said.text);
	if (t->arriving) {
		person_set(t->c, &row, PEOPLE_GOAL, said.goal);
		set_here(t->c, &row, who);
	}
	return person_put(t->c, &row);
}

/* ---- lines */

static int
wrong_line(struct talk *t, const struct intake_line *l)
{
	size_t colon = str_find(l->text, ':');
	struct buf none = BUF_INIT;

	if (colon == l->text.n ||
	    people_add_handle(person_table(t->c),
		str_trim(str_upto(l->text, colon)), &none, &t->c->err) == 0)
		error_set(&t->c->err, EXIT_INPUT,
		    "whose is it: begin the line with `ana: `, or give -w");
	buf_release(&none);
	error_prefix(&t->c->err, "standard input:%zu: ", l->line);
	return -1;
}

/* `word: text` where word is nobody: a name that was mistyped. */
static bool
names_nobody(const struct intake_line *l)
{
	size_t colon = str_find(l->text, ':');

	return l->who.n == 0 && colon + 1 < l->text.n &&
	    l->text.p[colon + 1] == ' ' &&
	    str_find(str_upto(l->text, colon), ' ') == colon;
}

static int
put_line(struct talk *t, const struct intake_line *l)
{
	struct str who = l->who.n > 0 ? l->who : buf_str(&t->who);
	struct said said = { l->text, { NULL, 0 } };
	size_t i;

	if (who.n == 0 || names_nobody(l))
		return wrong_line(t, l);
	if (t->arriving) {
		i = str_find(l->text, ';');
		said.text = str_trim(str_upto(l->text, i));
		said.goal = str_trim(str_from(l->text, i + 1));
	}
	return put_said(t, who, said);
}

static int
put_lines(struct talk *t)
{
	struct buf text = BUF_INIT, handles = BUF_INIT;
	struct intake_line *l = NULL;
	size_t n = 0, i;
	int rc = cli_stdin(t->c, &text);

	if (rc == 0)
		l = intake_lines(
		    person_table(t->c), buf_str(&text), &handles, &n);
	for (i = 0; rc == 0 && i < n; i++)
		rc = put_line(t, &l[i]);
	free(l);
	buf_release(&text);
	buf_release(&handles);
	return rc;
}

/* ---- one person */

/* ID, else -w, else -b where that is somebody; may be nobody. */
static int
take_who(struct talk *t)
{
	struct table *people = person_table(t->c);
	struct str typed = str_of(cli_value(t->c, "who"));
	struct handles h = { 0 };
	int rc;

	if (typed.n == 0)
		typed = cli_operand(t->c, 0);
	if (typed.n == 0 && people_knows(people, cli_by(t->c)))
		typed = cli_by(t->c);
	if (typed.n == 0)
		return 0;
	rc = people_take(people, typed, &h, &t->c->err);
	if (rc == 0 && h.n != 1)
		rc = error_set(&t->c->err, EXIT_INPUT,
		    "one person at a time: \"%.*s\"", STR_ARG(typed));
	if (rc == 0)
		buf_add(&t->who, h.who[0]);
	handles_release(&h);
	return rc;
}

static int
talk(struct talk *t)
{
	int text = cli_given(t->c, "who") ? 0 : 1;
	struct said said = { cli_operand(t->c, text),
		str_of(cli_value(t->c, "goal")) };
	bool lines = said.text.n == 0 && !cli_given(t->c, "goal");

	if (t->c->noperand > text + 1)
		return error_set(&t->c->err, EXIT_INPUT,
		    "more arguments than -w leaves room for: \"%s\"",
		    t->c->operand[text + 1]);
	if ((lines && cli_input(t->c) == -1) || cli_begin(t->c, want) == -1 ||
	    take_who(t) == -1)
		return -1;
	if (lines)
		return put_lines(t);
	if (t->who.n == 0)
		return error_set(
		    &t->c->err, EXIT_INPUT, "whose is it: give ID, or -w");
	return put_said(t, buf_str(&t->who), said);
}

static int
run(struct cli *c, bool arriving)
{
	struct talk t = { .c = c, .arriving = arriving };
	int rc = talk(&t);

	buf_release(&t.who);
	return rc == -1 ? cli_fail(c) : cli_commit(c);
}

int
roster_checkin(struct cli *c)
{
	return run(c, true);
}

int
roster_checkout(struct cli *c)
{
	return run(c, false);
}
