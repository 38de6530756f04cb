#include <stdlib.h>

#include "listing.h"
#include "people.h"
#include "qboard.h"
#include "vocab.h"
#include "words.h"
#include "xalloc.h"

/* ---- columns */

enum {
	COL_NO,
	COL_ID,
	COL_VOTES,
	COL_STATE,
	COL_TOPIC,
	COL_WHO,
	COL_ANSWERS,
	COL_TEXT,
	COL_KIND,
	COL_MINE,
	COL_SUPPORTERS,
	COL_INTO,
	COL_TIME,
	COL_BY,
	NCOL
};

static const struct listing_column columns[NCOL] = {
	[COL_NO] = { { "no", OUT_NUMBER, OUT_SHOWN }, LISTING_NO },
	[COL_ID] = { { "id", OUT_TEXT, OUT_SHOWN }, LISTING_KEY },
	[COL_VOTES] = { { "votes", OUT_NUMBER, OUT_SHOWN }, LISTING_OWN },
	[COL_STATE] = { { "state", OUT_TEXT, OUT_SHOWN }, LISTING_OWN },
	[COL_TOPIC] = { { "topic", OUT_TEXT, OUT_SHOWN }, QUESTIONS_TOPIC },
	[COL_WHO] = { { "who", OUT_TEXT, OUT_SHOWN }, QUESTIONS_WHO },
	[COL_ANSWERS] = { { "answers", OUT_NUMBER, OUT_SHOWN }, LISTING_OWN },
	[COL_TEXT] = { { "text", OUT_TEXT, OUT_SHOWN }, QUESTIONS_TEXT },
	[COL_KIND] = { { "kind", OUT_TEXT, OUT_DATA }, LISTING_OWN },
	[COL_MINE] = { { "mine", OUT_TEXT, OUT_HIDDEN }, LISTING_OWN },
	[COL_SUPPORTERS] = { { "supporters", OUT_TEXT, OUT_HIDDEN },
	    LISTING_OWN },
	[COL_INTO] = { { "into", OUT_TEXT, OUT_DATA }, QUESTIONS_INTO },
	[COL_TIME] = { { "time", OUT_TEXT, OUT_HIDDEN }, QUESTIONS_TIME },
	[COL_BY] = { { "by", OUT_TEXT, OUT_HIDDEN }, QUESTIONS_BY },
};

/* What columns and order need of questions.tsv. */
#define WANT_LISTED                                                     \
	(TABLE_WANT(QUESTIONS_WHO) | TABLE_WANT(QUESTIONS_KIND) |       \
	    TABLE_WANT(QUESTIONS_TOPIC) | TABLE_WANT(QUESTIONS_STATE) | \
	    TABLE_WANT(QUESTIONS_INTO) | TABLE_WANT(QUESTIONS_TEXT) |   \
	    TABLE_WANT_FIRST | TABLE_WANT_OTHERS)

struct board_view {
	const struct board *b;
	struct str mine; /* a handle, or empty */
};

static struct str
mine_of(const struct board_view *v, size_t rec)
{
	const struct board *b = v->b;

	if (v->mine.n == 0)
		return (struct str){ NULL, 0 };
	if (board_has_handle(
		table_get(b->questions, rec, QUESTIONS_WHO), v->mine))
		return STR("own");
	return board_supports(b, b->root[rec], v->mine)
	    ? STR("up")
	    : (struct str){ NULL, 0 };
}

static void
print_supporters(struct out *o, const struct board *b, size_t rec)
{
	struct buf who = BUF_INIT;

	board_add_supporters(b, rec, &who);
	out_text(o, buf_str(&who));
	buf_release(&who);
}

static void
print_cell(struct out *o, size_t rec, size_t col, void *arg)
{
	const struct board_view *v = arg;
	const struct board *b = v->b;

	switch (col) {
	case COL_VOTES:
		out_number(o, (long long)b->count[rec]);
		break;
	case COL_ANSWERS:
		out_number(o, (long long)b->answers[rec]);
		break;
	case COL_STATE:
		out_text(o, board_state(b, rec));
		break;
	case COL_KIND:
		out_text(o, board_kind(b->questions, rec));
		break;
	case COL_MINE:
		out_text(o, mine_of(v, rec));
		break;
	default:
		print_supporters(o, b, rec);
	}
}

/* The handle after --for; empty without. */
static int
add_mine(struct cli *c, struct buf *b)
{
	const char *who = cli_value(c, "for");

	return who == NULL ? 0
			   : people_add_handle(c->session.table[TABLE_PEOPLE],
				 str_of(who), b, &c->err);
}

int
qboard_print(struct cli *c, const struct board *b, const size_t rec[], size_t n)
{
	struct listing_column col[NCOL];
	struct board_view v = { .b = b };
	struct buf mine = BUF_INIT;
	struct listing l;
	size_t i;

	memcpy(col, columns, sizeof(col));
	if (cli_given(c, "kind"))
		col[COL_KIND].out.hidden = OUT_SHOWN;
	if (cli_given(c, "for"))
		col[COL_MINE].out.hidden = OUT_SHOWN;
	if (add_mine(c, &mine) == -1 ||
	    listing_begin(&l, c, b->questions, col, NCOL, print_cell, &v) ==
		-1) {
		buf_release(&mine);
		return -1;
	}
	v.mine = buf_str(&mine);
	for (i = 0; i < n; i++) {
		table_ahead(b->questions, rec, n, i);
		if (str_is(board_state(b, rec[i]), "current") ||
		    mine_of(&v, rec[i]).n > 0)
			out_mark(&l.o);
		listing_row(&l, rec[i]);
	}
	buf_release(&mine);
	return listing_end(&l);
}

/* ---- order */

static bool
is_listed(struct cli *c, const struct board *b, size_t rec)
{
	const char *topic = cli_value(c, "topic");
	const char *kind = cli_value(c, "kind");
	const char *state = cli_value(c, "state");
	struct str is = board_state(b, rec);

	if (!str_is(board_kind(b->questions, rec),
		kind != NULL ? kind : "question"))
		return false;
	if (topic != NULL &&
	    !words_is(table_get(b->questions, rec, QUESTIONS_TOPIC), topic))
		return false;
	if (state != NULL)
		return str_is(is, state);
	return cli_given(c, "all") ||
	    (!str_is(is, "dropped") && !str_is(is, "merged"));
}

size_t *
qboard_order(struct cli *c, const struct board *b, size_t *n)
{
	struct table *t = b->questions;
	size_t *rec = xalloc(t->nrec, sizeof(*rec)), i, at;

	*n = 0;
	for (i = 0; i < t->nrec; i++) {
		at = table_order(t)[i];
		if (is_listed(c, b, at))
			rec[(*n)++] = at;
	}
	if (!cli_given(c, "by-age"))
		board_sort(b, rec, *n);
	return rec;
}

/* ---- the options' words */

/* The value of an option completed to one of the words. */
static int
check_option(
    struct cli *c, const char *name, const char *const words[], size_t n)
{
	struct str typed = str_of(cli_value(c, name));
	size_t i;

	if (!cli_given(c, name))
		return 0;
	for (i = 0; i < n; i++)
		if (str_is(typed, words[i]))
			return 0;
	return qboard_no_word(c, name, words, n, typed);
}

static int
check_options(struct cli *c)
{
	size_t n;
	const char *const *kinds =
	    vocab_words(TABLE_QUESTIONS, QUESTIONS_KIND, &n);

	if (check_option(c, "state", board_states, BOARD_NSTATE) == -1)
		return -1;
	return check_option(c, "kind", kinds, n);
}

/* ---- list */

static int
read_tables(struct cli *c, table_want questions, table_want notes)
{
	table_want want[TABLE_COUNT];

	memcpy(want, board_want, sizeof(want));
	want[TABLE_QUESTIONS] = questions;
	want[TABLE_NOTES] |= notes;
	want[TABLE_PEOPLE] = PEOPLE_WANT;
	return cli_read(c, want);
}

/* Whether somebody asks for names of supporters, which take room. */
static unsigned
needs(struct cli *c)
{
	const char *col = cli_value(c, "columns");

	return cli_given(c, "for") ||
		(col != NULL && strstr(col, "supporters") != NULL)
	    ? BOARD_SUPPORTERS
	    : 0;
}

int
qboard_list(struct cli *c)
{
	struct board b;
	size_t *rec, n;
	int rc;

	if (check_options(c) == -1 || read_tables(c, WANT_LISTED, 0) == -1)
		return cli_fail(c);
	board_read(&b, &c->session, needs(c));
	rec = qboard_order(c, &b, &n);
	rc = qboard_print(c, &b, rec, n);
	free(rec);
	board_release(&b);
	return rc == -1 ? cli_fail(c) : EXIT_YES;
}

/* ---- next */

/* Marks what is in hand answered, and the top open one, *rec, as in hand. */
static int
move_on(struct cli *c, size_t *rec)
{
	size_t *order, n, i;
	struct board b;
	struct str state;
	int rc = 0;

	board_read(&b, &c->session, 0);
	order = qboard_order(c, &b, &n);
	*rec = TABLE_NONE;
	for (i = 0; rc == 0 && i < n; i++) {
		state = board_state(&b, order[i]);
		if (str_is(state, "current"))
			rc = qboard_put_state(c, order[i], STR("answered"));
		else if (*rec == TABLE_NONE && board_is_waiting(state))
			*rec = order[i];
	}
	if (rc == 0 && *rec != TABLE_NONE)
		rc = qboard_put_state(c, *rec, STR("current"));
	free(order);
	board_release(&b);
	return rc;
}

int
qboard_next(struct cli *c)
{
	struct board b;
	size_t rec;
	int status;

	if (qboard_begin(c) == -1 || move_on(c, &rec) == -1)
		return cli_fail(c);
	status = cli_commit(c);
	if (status != EXIT_YES)
		return status;
	if (rec == TABLE_NONE) {
		cli_say(c, "no open question");
		return EXIT_NO;
	}
	if (cli_dry(c))
		return EXIT_YES;
	board_read(&b, &c->session, needs(c));
	status = qboard_print(c, &b, &rec, 1) == -1 ? cli_fail(c) : EXIT_YES;
	board_release(&b);
	return status;
}

/* ---- show */

/* Texts that were merged into the question. */
static void
show_merged(const struct board *b, size_t root, struct out *o)
{
	const size_t *order = table_order(b->questions);
	struct buf text = BUF_INIT;
	struct str who;
	size_t i;

	for (i = 0; i < b->questions->nrec; i++) {
		if (order[i] == root || b->root[order[i]] != root)
			continue;
		buf_cut(&text, 0);
		buf_addf(&text, "%zu ", i + 1);
		who = table_get(b->questions, order[i], QUESTIONS_WHO);
		if (who.n > 0)
			buf_addf(&text, "%.*s: ", STR_ARG(who));
		buf_add(
		    &text, table_get(b->questions, order[i], QUESTIONS_TEXT));
		out_text(o, STR("merged"));
		out_text(o, buf_str(&text));
	}
	buf_release(&text);
}

/* Whether a note is about the question, or one that was merged into it. */
static bool
is_about(const struct board *b, size_t note, size_t root)
{
	struct str ref = table_get(b->notes, note, NOTES_REF);
	size_t rec = table_find(b->questions, &ref);

	return rec != TABLE_NONE && b->root[rec] == root &&
	    !table_is_dropped(b->notes, note);
}

/* `ana, 18:05: text`. */
static void
add_note(const struct board *b, size_t note, struct buf *to)
{
	struct str who = table_get(b->notes, note, NOTES_WHO);
	instant when = table_first(b->notes, note);

	buf_add(to, who);
	if (when != INSTANT_NONE) {
		if (who.n > 0)
			buf_addz(to, ", ");
		instant_add_time(to, when);
	}
	if (to->n > 0)
		buf_addz(to, ": ");
	buf_add(to, table_get(b->notes, note, NOTES_TEXT));
}

static void
show_notes(const struct board *b, size_t root, struct out *o)
{
	const size_t *order = table_order(b->notes);
	struct buf text = BUF_INIT;
	size_t i;

	for (i = 0; i < b->notes->nrec; i++) {
		if (!is_about(b, order[i], root))
			continue;
		buf_cut(&text, 0);
		add_note(b, order[i], &text);
		out_text(o, table_get(b->notes, order[i], NOTES_KIND));
		out_text(o, buf_str(&text));
	}
	buf_release(&text);
}

static void
show_supporters(const struct board *b, size_t rec, struct out *o)
{
	struct buf who = BUF_INIT;

	board_add_supporters(b, rec, &who);
	if (who.n > 0) {
		out_text(o, STR("supporters"));
		out_text(o, buf_str(&who));
	}
	buf_release(&who);
}

int
qboard_show(struct cli *c)
{
	static const struct out_column show_columns[] = {
		{ "field", OUT_TEXT, 0 }, { "value", OUT_TEXT, 0 }
	};
	struct board b;
	struct out o;
	size_t rec;

	if (read_tables(c, TABLE_WANT_ALL, TABLE_WANT_ALL) == -1 ||
	    (rec = qboard_find(c, cli_operand(c, 0))) == TABLE_NONE ||
	    cli_list(c, &o, show_columns, 2) == -1)
		return cli_fail(c);
	board_read(&b, &c->session, BOARD_SUPPORTERS);
	verbs_show_fields(b.questions, rec, &o);
	show_supporters(&b, rec, &o);
	show_merged(&b, rec, &o);
	show_notes(&b, rec, &o);
	board_release(&b);
	return out_end(&o, &c->err) == -1 ? cli_fail(c) : EXIT_YES;
}
