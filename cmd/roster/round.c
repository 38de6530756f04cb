/*
 * Going around once.  A round is a note of kind `round`, its text the
 * handles in order, behind `each 45s: ` where everybody has so long.  A turn
 * is a note of kind `turn` on it, whose `who` it is; `passed` as its state
 * says that somebody passed.
 */
#include <stdlib.h>

#include "duration.h"
#include "roster.h"
#include "speech.h"
#include "words.h"
#include "xalloc.h"

static const table_want want[TABLE_COUNT] = { [TABLE_PEOPLE] = TABLE_WANT_ALL,
	[TABLE_NOTES] = TABLE_WANT_ALL,
	[TABLE_TIMES] = TABLE_WANT_ALL };

struct turn {
	size_t note;
	struct str who;
	bool passed;
};

struct round {
	struct cli *c;
	struct str id;
	long each; /* seconds; -1: as long as it takes */
	struct handles order;
	struct turn *turn;
	size_t nturn, capturn;
};

/* ---- reading */

static void
round_release(struct round *r)
{
	handles_release(&r->order);
	free(r->turn);
	*r = (struct round){ 0 };
}

/* The note of the round begun last, or TABLE_NONE. */
static size_t
find_round(struct table *notes)
{
	size_t i, rec;

	for (i = notes->nrec; i > 0; i--) {
		rec = table_order(notes)[i - 1];
		if (str_is(table_get(notes, rec, NOTES_KIND), "round") &&
		    !table_is_dropped(notes, rec))
			return rec;
	}
	return TABLE_NONE;
}

static void
read_order(struct round *r, struct str text)
{
	struct str each = STR("each "), who;
	size_t colon = str_find(text, ':');

	r->each = -1;
	if (str_starts(text, each) && colon < text.n) {
		duration_parse(
		    str_from(str_upto(text, colon), each.n), &r->each);
		text = str_trim(str_from(text, colon + 1));
	}
	while (str_split(&text, ',', &who))
		handles_add(&r->order, who);
}

/* Those who came since it began stand at the end. */
static void
read_late_comers(struct round *r)
{
	struct handles here = { 0 };
	size_t i;

	person_clockwise(r->c, &here);
	for (i = 0; i < here.n; i++)
		handles_add(&r->order, here.who[i]);
	handles_release(&here);
}

static void
read_turns(struct round *r)
{
	struct table *notes = r->c->session.table[TABLE_NOTES];
	size_t i, rec;

	for (i = 0; i < notes->nrec; i++) {
		rec = table_order(notes)[i];
		if (!str_is(table_get(notes, rec, NOTES_KIND), "turn") ||
		    !str_eq(table_get(notes, rec, NOTES_REF), r->id) ||
		    table_is_dropped(notes, rec))
			continue;
		r->turn =
		    xgrow(r->turn, r->nturn, &r->capturn, sizeof(*r->turn));
		r->turn[r->nturn++] = (struct turn){ rec,
			table_get(notes, rec, NOTES_WHO),
			str_is(table_get(notes, rec, NOTES_STATE), "passed") };
	}
}

static int
read_round(struct cli *c, struct round *r)
{
	struct table *notes = c->session.table[TABLE_NOTES];
	size_t rec = find_round(notes);

	*r = (struct round){ .c = c };
	if (rec == TABLE_NONE)
		return error_set(&c->err, EXIT_INPUT,
		    "no round yet: 'roster round' begins one");
	r->id = table_key(notes, rec, 0);
	read_order(r, table_get(notes, rec, NOTES_TEXT));
	read_late_comers(r);
	read_turns(r);
	return 0;
}

static const struct turn *
turn_of(const struct round *r, struct str who)
{
	size_t i;

	for (i = 0; i < r->nturn; i++)
		if (str_eq(r->turn[i].who, who))
			return &r->turn[i];
	return NULL;
}

static bool
is_here(struct cli *c, struct str who)
{
	size_t rec = table_find(person_table(c), &who);

	return rec != TABLE_NONE && people_is_present(person_table(c), rec);
}

/* The next who is here and had no turn; empty at the end. */
static struct str
next_of(const struct round *r)
{
	size_t i;

	for (i = 0; i < r->order.n; i++)
		if (turn_of(r, r->order.who[i]) == NULL &&
		    is_here(r->c, r->order.who[i]))
			return r->order.who[i];
	return (struct str){ NULL, 0 };
}

/* Stops the clock of whoever speaks, where that is one of the round. */
static int
hush(struct round *r)
{
	struct speech_list l;
	const struct speech *now;
	int rc = 0;

	speech_read(&l, r->c->session.table[TABLE_TIMES]);
	now = speech_now(&l);
	if (r->each >= 0 && now != NULL && turn_of(r, now->who) != NULL)
		rc = speech_put_hush(&r->c->store, &r->c->err);
	speech_release(&l);
	return rc;
}

/* ---- round */

/* Who begins goes first; the others follow in their order. */
static int
begin_with(struct cli *c, const struct handles *all, struct handles *order)
{
	struct table *people = person_table(c);
	const char *from = cli_value(c, "from");
	size_t rec, first = 0, i;

	if (from != NULL) {
		rec = people_find(people, str_of(from), &c->err);
		if (rec == TABLE_NONE)
			return -1;
		first = handles_place(all, table_key(people, rec, 0));
	}
	if (first == HANDLES_NONE)
		return error_set(&c->err, EXIT_INPUT,
		    "%.*s is not here, so cannot begin",
		    STR_ARG(table_key(people, rec, 0)));
	for (i = 0; i < all->n; i++)
		handles_add(order, all->who[(first + i) % all->n]);
	return 0;
}

/* The text of the note: `each 45s: ana,ben`. */
static int
add_text(struct cli *c, const struct handles *order, struct buf *text)
{
	const char *each = cli_value(c, "each");
	long seconds;

	if (each != NULL) {
		if (!duration_parse(str_of(each), &seconds) || seconds == 0)
			return error_set(&c->err, EXIT_INPUT,
			    "not a length of time: --each \"%s\"", each);
		buf_addz(text, "each ");
		duration_add(text, seconds);
		buf_addz(text, ": ");
	}
	handles_join(order, text);
	return 0;
}

static int
put_round(struct cli *c, struct buf *text)
{
	struct handles all = { 0 }, order = { 0 };
	char id[ID_NEW_LENGTH + 1];
	int rc = 0;

	person_clockwise(c, &all);
	if (all.n == 0)
		rc = error_set(&c->err, EXIT_NO,
		    "nobody is here: say who is with 'roster in'");
	if (rc == 0)
		rc = begin_with(c, &all, &order);
	if (rc == 0)
		rc = add_text(c, &order, text);
	if (rc == 0)
		rc = verbs_put_note(c, (struct str){ NULL, 0 },
		    (struct str){ NULL, 0 }, "round", buf_str(text), id);
	handles_release(&all);
	handles_release(&order);
	return rc;
}

/* The round begun last is the one that goes on: where the clock was set back,
 * a new one must be later than it all the same. */
static void
follow_last(struct cli *c)
{
	struct table *notes = c->session.table[TABLE_NOTES];
	size_t rec = find_round(notes);
	instant first =
	    rec != TABLE_NONE ? table_first(notes, rec) : INSTANT_NONE;

	/* 2 ms part what one command put from what the last did. */
	if (first != INSTANT_NONE && first >= c->store.now)
		c->store.next = first + 2;
}

static int
round_begin(struct cli *c)
{
	struct buf text = BUF_INIT;
	int status = cli_begin(c, want);

	if (status == 0) {
		follow_last(c);
		status = put_round(c, &text);
	}
	if (status == -1)
		status = cli_fail(c);
	else
		status = cli_commit(c);
	if (status == EXIT_YES && !cli_dry(c))
		cli_say(c, "%s", buf_z(&text));
	buf_release(&text);
	return status;
}

/* ---- round next */

static int
put_turn(struct round *r, struct str who)
{
	char id[ID_NEW_LENGTH + 1];

	if (r->each >= 0 &&
	    speech_put(&r->c->store, who, r->each, &r->c->err) == -1)
		return -1;
	return verbs_put_note(
	    r->c, r->id, who, "turn", (struct str){ NULL, 0 }, id);
}

static void
say_end(const struct round *r)
{
	struct handles passed = { 0 };
	struct buf b = BUF_INIT;
	size_t i;

	for (i = 0; i < r->nturn; i++)
		if (r->turn[i].passed)
			handles_add(&passed, r->turn[i].who);
	handles_join(&passed, &b);
	if (passed.n > 0)
		cli_say(r->c, "everybody had a turn; passed: %s", buf_z(&b));
	else
		cli_say(r->c, "everybody had a turn");
	buf_release(&b);
	handles_release(&passed);
}

static int
round_next(struct cli *c)
{
	struct round r = { 0 };
	struct str who = { NULL, 0 };
	int rc, status;

	rc = cli_begin(c, want);
	if (rc == 0)
		rc = read_round(c, &r);
	if (rc == 0) {
		who = next_of(&r);
		rc = who.n > 0 ? put_turn(&r, who) : hush(&r);
	}
	status = rc == -1 ? cli_fail(c) : cli_commit(c);
	if (status == EXIT_YES && who.n == 0) {
		say_end(&r);
		status = EXIT_NO;
	} else if (status == EXIT_YES && !cli_dry(c)) {
		out_print_line(who);
	}
	round_release(&r);
	return status;
}

/* ---- round pass */

static int
put_pass(struct round *r)
{
	struct table *notes = r->c->session.table[TABLE_NOTES];
	const struct turn *t;
	struct store_row row;

	if (r->nturn == 0)
		return error_set(&r->c->err, EXIT_INPUT,
		    "nobody had a turn yet: see 'roster round next'");
	t = &r->turn[r->nturn - 1];
	if (t->passed)
		return 0;
	store_row(&row, TABLE_NOTES);
	store_set(&row, NOTES_ID, table_key(notes, t->note, 0));
	store_set(&row, NOTES_STATE, STR("passed"));
	if (store_put(&r->c->store, &row, &r->c->err) == TABLE_NONE)
		return -1;
	return hush(r);
}

static int
round_pass(struct cli *c)
{
	struct round r = { 0 };
	int rc = cli_begin(c, want);

	if (rc == 0)
		rc = read_round(c, &r);
	if (rc == 0)
		rc = put_pass(&r);
	round_release(&r);
	return rc == -1 ? cli_fail(c) : cli_commit(c);
}

/* ---- round list */

static const char *
state_of(const struct round *r, struct str who)
{
	const struct turn *t = turn_of(r, who);

	if (t == NULL)
		return is_here(r->c, who) ? "waits" : "left";
	if (t->passed)
		return "passed";
	return t == &r->turn[r->nturn - 1] && next_of(r).n > 0 ? "now"
							       : "spoke";
}

static int
round_list(struct cli *c)
{
	static const struct out_column columns[] = { { "who", OUT_TEXT, false },
		{ "state", OUT_TEXT, false } };
	struct round r = { 0 };
	struct out o;
	size_t i;
	int rc = 0;

	if (cli_read(c, want) == -1 || read_round(c, &r) == -1 ||
	    cli_list(c, &o, columns, 2) == -1) {
		round_release(&r);
		return cli_fail(c);
	}
	for (i = 0; i < r.order.n; i++) {
		out_text(&o, r.order.who[i]);
		out_text(&o, str_of(state_of(&r, r.order.who[i])));
	}
	rc = out_end(&o, &c->err);
	round_release(&r);
	return rc == -1 ? cli_fail(c) : EXIT_YES;
}

static const struct {
	const char *name;
	int (*run)(struct cli *c);
} steps[] = { { "next", round_next }, { "pass", round_pass },
	{ "list", round_list } };

int
roster_round(struct cli *c)
{
	struct str step = cli_operand(c, 0);
	size_t i;

	if (c->noperand == 0)
		return round_begin(c);
	if (cli_given(c, "from") || cli_given(c, "each"))
		return cli_wrong(
		    c, "--from and --each are for the beginning of a round");
	for (i = 0; i < sizeof(steps) / sizeof(steps[0]); i++)
		if (step.n > 0 && words_prefix(str_of(steps[i].name), step))
			return steps[i].run(c);
	return cli_wrong(c, "round \"%s\": give next, pass or list, or nothing",
	    c->operand[0]);
}

/* ---- seat */

static int
print_seats(struct cli *c)
{
	static const struct out_column columns[] = { { "who", OUT_TEXT, false },
		{ "name", OUT_TEXT, false } };
	struct table *people;
	struct handles h = { 0 };
	struct out o;
	size_t i;

	if (cli_read(c, want) == -1 || cli_list(c, &o, columns, 2) == -1)
		return cli_fail(c);
	people = person_table(c);
	person_clockwise(c, &h);
	for (i = 0; i < h.n; i++) {
		out_text(&o, h.who[i]);
		out_text(&o,
		    table_get(
			people, table_find(people, &h.who[i]), PEOPLE_NAME));
	}
	handles_release(&h);
	return out_end(&o, &c->err) == -1 ? cli_fail(c) : EXIT_YES;
}

static int
put_seats(struct cli *c)
{
	struct handles h = { 0 };
	struct buf seats = BUF_INIT;
	struct store_row row;
	int rc = person_operands(c, 0, &h);

	handles_join(&h, &seats);
	if (rc == 0) {
		store_row(&row, TABLE_SESSION);
		store_set(&row, SESSION_KEY, STR("seats"));
		store_set(&row, SESSION_VALUE, buf_str(&seats));
		rc = store_put(&c->store, &row, &c->err) == TABLE_NONE ? -1 : 0;
	}
	buf_release(&seats);
	handles_release(&h);
	return rc;
}

int
roster_seat(struct cli *c)
{
	if (c->noperand == 0)
		return print_seats(c);
	if (cli_begin(c, want) == -1 || put_seats(c) == -1)
		return cli_fail(c);
	return cli_commit(c);
}
