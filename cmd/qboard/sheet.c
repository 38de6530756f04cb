#include <stdlib.h>

#include "people.h"
#include "qboard.h"
#include "words.h"
#include "worksheet.h"
#include "xalloc.h"

/* ---- prompts and groups */

struct prompts {
	struct worksheet_prompt *p;
	size_t *rec;
	size_t n;
};

/* The prompts of a topic, or of all, in the order of their numbers. */
static void
find_prompts(struct prompts *ps, const struct board *b, struct str topic)
{
	struct table *t = b->questions;
	size_t i, rec;
	struct str of;

	ps->p = xalloc(t->nrec, sizeof(*ps->p));
	ps->rec = xalloc(t->nrec, sizeof(*ps->rec));
	ps->n = 0;
	for (i = 0; i < t->nrec; i++) {
		rec = table_order(t)[i];
		of = table_get(t, rec, QUESTIONS_TOPIC);
		if (!str_is(board_kind(t, rec), "prompt") ||
		    table_is_dropped(t, rec) || b->root[rec] != rec ||
		    (topic.n > 0 && !words_eq(of, topic)))
			continue;
		ps->rec[ps->n] = rec;
		ps->p[ps->n++] =
		    (struct worksheet_prompt){ table_key(t, rec, 0), of,
			    table_get(t, rec, QUESTIONS_TEXT) };
	}
}

static void
release_prompts(struct prompts *ps)
{
	free(ps->p);
	free(ps->rec);
}

/* A group of the newest round; its handles joined by commas. */
struct group {
	struct str name, topic;
	struct buf who;
};

struct groups {
	struct group *g;
	size_t n, cap;
};

/* A round's number; what is none comes before all. */
static size_t
round_of(struct table *t, size_t rec)
{
	struct str s = table_key(t, rec, 0);
	size_t n = 0, i;

	for (i = 0; i < s.n && i < 9 && words_digit(s.p[i]); i++)
		n = n * 10 + (size_t)(s.p[i] - '0');
	return n;
}

static size_t
newest_round(struct table *t)
{
	size_t newest = 0, round;
	size_t i;

	for (i = 0; i < t->nrec; i++) {
		round = round_of(t, i);
		if (table_get(t, i, GROUPS_GROUP).n > 0 && round > newest)
			newest = round;
	}
	return newest;
}

static struct group *
group_of(struct groups *gs, struct str name)
{
	size_t i;

	for (i = 0; i < gs->n; i++)
		if (str_eq(gs->g[i].name, name))
			return &gs->g[i];
	gs->g = xgrow(gs->g, gs->n, &gs->cap, sizeof(*gs->g));
	gs->g[gs->n] = (struct group){ .name = name };
	return &gs->g[gs->n++];
}

static void
find_groups(struct groups *gs, struct table *t)
{
	const size_t *order = table_order(t);
	size_t round = newest_round(t);
	struct group *g;
	size_t i;

	*gs = (struct groups){ 0 };
	for (i = 0; i < t->nrec; i++) {
		struct str name = table_get(t, order[i], GROUPS_GROUP);

		if (name.n == 0 || round_of(t, order[i]) != round)
			continue;
		g = group_of(gs, name);
		if (table_get(t, order[i], GROUPS_TOPIC).n > 0)
			g->topic = table_get(t, order[i], GROUPS_TOPIC);
		if (g->who.n > 0)
			buf_addc(&g->who, ',');
		buf_add(&g->who, table_key(t, order[i], 1));
	}
}

static void
release_groups(struct groups *gs)
{
	while (gs->n > 0)
		buf_release(&gs->g[--gs->n].who);
	free(gs->g);
}

/* ---- answers */

static bool
is_answer(struct table *notes, size_t note, struct str ref)
{
	return str_eq(table_get(notes, note, NOTES_REF), ref) &&
	    str_is(table_get(notes, note, NOTES_KIND), "answer") &&
	    !table_is_dropped(notes, note);
}

/* Whether such a note stands; whose, only where that is known. */
static bool
is_there(struct table *notes, struct str ref, const char *kind, struct str who,
    struct str text)
{
	size_t i;

	for (i = 0; i < notes->nrec; i++)
		if (str_eq(table_get(notes, i, NOTES_REF), ref) &&
		    str_is(table_get(notes, i, NOTES_KIND), kind) &&
		    !table_is_dropped(notes, i) &&
		    (who.n == 0 ||
			str_eq(table_get(notes, i, NOTES_WHO), who)) &&
		    worksheet_is_answer(
			str_trim(table_get(notes, i, NOTES_TEXT)), text))
			return true;
	return false;
}

/* ---- make */

static int
take_prompt(struct cli *c, struct qboard_taken *taken, struct str topics,
    struct str text)
{
	struct qboard_entry q = { .kind = "prompt", .text = text };
	struct str topic;

	while (str_split(&topics, ',', &topic)) {
		q.topic = str_trim(topic);
		if (q.topic.n > 0 && qboard_take(c, taken, &q) == -1)
			return -1;
	}
	return 0;
}

/* A prompt a line; what is indented goes with the one above. */
static int
take_prompts(struct cli *c, struct qboard_taken *taken, struct str text)
{
	struct str topics = cli_operand(c, 1), line, bare;
	struct buf prompt = BUF_INIT;
	int rc = 0;

	while (rc == 0 && str_split(&text, '\n', &line)) {
		bare = str_trim(line);
		if (bare.n == 0)
			continue;
		if (prompt.n > 0 && (line.p[0] == ' ' || line.p[0] == '\t')) {
			buf_addc(&prompt, '\n');
		} else if (prompt.n > 0) {
			rc = take_prompt(c, taken, topics, buf_str(&prompt));
			buf_cut(&prompt, 0);
		}
		buf_add(&prompt, bare);
	}
	if (rc == 0 && prompt.n > 0)
		rc = take_prompt(c, taken, topics, buf_str(&prompt));
	buf_release(&prompt);
	return rc;
}

static int
make(struct cli *c)
{
	struct qboard_taken taken = { 0 };
	struct buf text = BUF_INIT;
	int rc, status;

	if (cli_file(c, c->noperand > 2 ? c->operand[2] : "-", &text) == -1 ||
	    qboard_begin(c) == -1)
		return cli_fail(c);
	rc = take_prompts(c, &taken, buf_str(&text));
	if (rc == 0 && taken.nnew + taken.nsame == 0)
		rc = error_set(&c->err, EXIT_INPUT, "no prompts for \"%s\"",
		    c->operand[1]);
	status = rc == -1 ? cli_fail(c) : cli_commit(c);
	if (status == EXIT_YES && !cli_dry(c)) {
		out_print(buf_str(&taken.ids));
		cli_say(c, "%zu new, %zu as before", taken.nnew, taken.nsame);
	}
	qboard_taken_release(&taken);
	buf_release(&text);
	return status;
}

/* ---- a page to fill in */

/* The answers to a prompt by those people, or, where `who` is empty, all. */
static void
add_answers(struct cli *c, struct table *notes, struct str ref, struct str who,
    struct buf *b)
{
	const size_t *order = table_order(notes);
	bool any = false;
	size_t i;

	for (i = 0; !cli_given(c, "blank") && i < notes->nrec; i++) {
		if (!is_answer(notes, order[i], ref) ||
		    (who.n > 0 &&
			!str_eq(table_get(notes, order[i], NOTES_WHO), who)))
			continue;
		worksheet_add_answer(
		    b, str_trim(table_get(notes, order[i], NOTES_TEXT)));
		any = true;
	}
	if (!any)
		worksheet_add_slot(b);
}

static void
add_page(struct cli *c, const struct board *b, const struct prompts *ps,
    struct str topic, struct str who, struct buf *page)
{
	size_t i;

	worksheet_add_head(page, topic, who);
	for (i = 0; i < ps->n; i++) {
		if (!words_eq(ps->p[i].topic, topic))
			continue;
		worksheet_add_prompt(page, &ps->p[i]);
		add_answers(c, b->notes, ps->p[i].id, who, page);
	}
	worksheet_add_notes(page);
	worksheet_add_slot(page);
}

/* A page a group that has the topic, or one for whoever fills it in. */
static void
add_pages(struct cli *c, const struct board *b, const struct prompts *ps,
    const struct groups *gs, struct str topic, struct buf *page)
{
	bool any = false;
	size_t i;

	for (i = 0; i < gs->n; i++) {
		if (!words_eq(gs->g[i].topic, topic))
			continue;
		add_page(c, b, ps, topic, buf_str(&gs->g[i].who), page);
		any = true;
	}
	if (!any)
		add_page(c, b, ps, topic, (struct str){ NULL, 0 }, page);
}

/* Whether no prompt before the `i`th has its topic. */
static bool
is_first_of_topic(const struct prompts *ps, size_t i)
{
	size_t j;

	for (j = 0; j < i; j++)
		if (words_eq(ps->p[j].topic, ps->p[i].topic))
			return false;
	return true;
}

static void
print_pages(struct cli *c, const struct board *b, const struct prompts *ps,
    const struct groups *gs)
{
	struct buf page = BUF_INIT;
	size_t i;

	for (i = 0; i < ps->n; i++)
		if (is_first_of_topic(ps, i))
			add_pages(c, b, ps, gs, ps->p[i].topic, &page);
	out_print(buf_str(&page));
	buf_release(&page);
}

/* ---- a listing */

static const struct out_column columns[] = { { "no", OUT_NUMBER, false },
	{ "id", OUT_TEXT, false }, { "topic", OUT_TEXT, false },
	{ "prompt", OUT_TEXT, false }, { "group", OUT_TEXT, false },
	{ "who", OUT_TEXT, false }, { "answer", OUT_TEXT, false } };

/* The name of the group that has one of these people. */
static struct str
group_with(const struct groups *gs, struct str who)
{
	struct str one;
	size_t i;

	while (str_split(&who, ',', &one))
		for (i = 0; i < gs->n; i++)
			if (board_has_handle(buf_str(&gs->g[i].who), one))
				return gs->g[i].name;
	return (struct str){ NULL, 0 };
}

static void
print_prompt(
    struct out *o, const struct board *b, const struct prompts *ps, size_t i)
{
	out_number(o, (long long)table_number(b->questions, ps->rec[i]));
	out_text(o, ps->p[i].id);
	out_text(o, ps->p[i].topic);
	out_text(o, ps->p[i].text);
}

static void
print_answers(struct out *o, const struct board *b, const struct prompts *ps,
    size_t i, const struct groups *gs)
{
	const size_t *order = table_order(b->notes);
	bool any = false;
	struct str who;
	size_t j;

	for (j = 0; j < b->notes->nrec; j++) {
		if (!is_answer(b->notes, order[j], ps->p[i].id))
			continue;
		who = table_get(b->notes, order[j], NOTES_WHO);
		print_prompt(o, b, ps, i);
		out_text(o, group_with(gs, who));
		out_text(o, who);
		out_text(o, table_get(b->notes, order[j], NOTES_TEXT));
		any = true;
	}
	if (any)
		return;
	print_prompt(o, b, ps, i);
	for (j = 0; j < 3; j++)
		out_text(o, (struct str){ NULL, 0 });
}

static int
print_listing(struct cli *c, const struct board *b, const struct prompts *ps,
    const struct groups *gs)
{
	struct out o;
	size_t i;

	if (cli_list(c, &o, columns, sizeof(columns) / sizeof(columns[0])) ==
	    -1)
		return -1;
	for (i = 0; i < ps->n; i++)
		print_answers(&o, b, ps, i, gs);
	return out_end(&o, &c->err);
}

/* ---- print */

static int
no_topic(
    struct cli *c, struct prompts *ps, const struct board *b, struct str topic)
{
	size_t i;

	release_prompts(ps);
	find_prompts(ps, b, (struct str){ NULL, 0 });
	error_set(&c->err, EXIT_INPUT, "no worksheet \"%.*s\"",
	    STR_ARG(str_upto(topic, 80)));
	for (i = 0; i < ps->n; i++)
		if (is_first_of_topic(ps, i))
			buf_addf(&c->err.msg, "%s%.*s",
			    i == 0 ? ": there are " : ", ",
			    STR_ARG(ps->p[i].topic));
	return -1;
}

static int
print_topic(struct cli *c, const struct board *b, struct str topic)
{
	enum out_format format;
	struct prompts ps;
	struct groups gs;
	int rc = cli_format(c, &format);

	if (rc == 0 && format == OUT_MD)
		rc = cli_document(c);
	find_prompts(&ps, b, topic);
	find_groups(&gs, c->session.table[TABLE_GROUPS]);
	if (rc == 0 && ps.n == 0 && topic.n > 0)
		rc = no_topic(c, &ps, b, topic);
	else if (rc == 0 && format == OUT_MD)
		print_pages(c, b, &ps, &gs);
	else if (rc == 0)
		rc = print_listing(c, b, &ps, &gs);
	release_groups(&gs);
	release_prompts(&ps);
	return rc;
}

static int
print(struct cli *c)
{
	table_want want[TABLE_COUNT];
	struct board b;
	int rc;

	memcpy(want, board_want, sizeof(want));
	want[TABLE_NOTES] = want[TABLE_GROUPS] = TABLE_WANT_ALL;
	if (c->noperand > 1)
		return cli_wrong(c, "too many operands: %s", c->operand[1]);
	if (cli_given(c, "dry-run") || cli_given(c, "by") ||
	    cli_given(c, "who"))
		return cli_wrong(c, "nothing is written by printing a sheet");
	if (cli_read(c, want) == -1)
		return cli_fail(c);
	board_read(&b, &c->session, 0);
	rc = print_topic(c, &b, cli_operand(c, 0));
	board_release(&b);
	return rc == -1 ? cli_fail(c) : EXIT_YES;
}

/* ---- import */

struct import {
	struct cli *c;
	struct prompts ps;
	struct str who; /* -w; empty: as the pages say */
	size_t nnew, nsame;
};

/* The prompt that text beside all prompts goes with: the page's first. */
static struct str
first_prompt(const struct import *im, struct str topic)
{
	size_t i;

	for (i = 0; i < im->ps.n; i++)
		if (worksheet_is_topic(im->ps.p[i].topic, topic))
			return im->ps.p[i].id;
	return (struct str){ NULL, 0 };
}

static bool
is_known(const struct import *im, struct str id)
{
	size_t i;

	for (i = 0; i < im->ps.n; i++)
		if (str_eq(im->ps.p[i].id, id))
			return true;
	return false;
}

static int
put_answer(struct import *im, const struct worksheet_answer *a, struct str who)
{
	const char *kind = a->prompt.n > 0 ? "answer" : "note";
	struct str ref =
	    a->prompt.n > 0 ? a->prompt : first_prompt(im, a->topic);
	char id[ID_NEW_LENGTH + 1];

	if (ref.n == 0)
		return error_set(&im->c->err, EXIT_INPUT,
		    "this stands under no prompt: \"%.*s\"",
		    STR_ARG(str_upto(a->text, 60)));
	if (!is_known(im, ref))
		return error_set(&im->c->err, EXIT_INPUT, "no prompt \"%.*s\"",
		    STR_ARG(ref));
	if (is_there(
		im->c->session.table[TABLE_NOTES], ref, kind, who, a->text)) {
		im->nsame++;
		return 0;
	}
	im->nnew++;
	return verbs_put_note(im->c, ref, who, kind, a->text, id);
}

static int
take_answer(struct import *im, const struct worksheet_answer *a)
{
	struct buf who = BUF_INIT;
	int rc = 0;

	if (im->who.n > 0)
		buf_add(&who, im->who);
	else
		rc = people_add_handles(im->c->session.table[TABLE_PEOPLE],
		    a->group, &who, &im->c->err);
	if (rc == 0)
		rc = put_answer(im, a, buf_str(&who));
	if (rc == -1)
		error_prefix(
		    &im->c->err, "%s:%zu: ", im->c->operand[1], a->line);
	buf_release(&who);
	return rc;
}

static int
import_text(struct import *im, struct str text)
{
	struct worksheet w;
	struct board b;
	int rc = 0;
	size_t i;

	board_read(&b, &im->c->session, 0);
	find_prompts(&im->ps, &b, (struct str){ NULL, 0 });
	worksheet_read(&w, text, im->ps.p, im->ps.n);
	for (i = 0; rc == 0 && i < w.n; i++)
		rc = take_answer(im, &w.answer[i]);
	worksheet_release(&w);
	release_prompts(&im->ps);
	board_release(&b);
	return rc;
}

static int
import(struct cli *c)
{
	struct buf text = BUF_INIT, who = BUF_INIT;
	struct import im = { .c = c };
	int rc, status;

	if (cli_file(c, c->operand[1], &text) == -1 || qboard_begin(c) == -1)
		return cli_fail(c);
	rc = cli_given(c, "who") ? verbs_add_who(c, &who) : 0;
	im.who = buf_str(&who);
	if (rc == 0)
		rc = import_text(&im, buf_str(&text));
	status = rc == -1 ? cli_fail(c) : cli_commit(c);
	if (status == EXIT_YES && !cli_dry(c))
		cli_say(c, "%zu new, %zu as before", im.nnew, im.nsame);
	buf_release(&text);
	buf_release(&who);
	return status;
}

/* ---- the verb */

/* Options that only printing takes. */
static bool
prints(struct cli *c)
{
	return cli_given(c, "output") || cli_given(c, "columns") ||
	    cli_given(c, "no-header") || cli_given(c, "spreadsheet") ||
	    cli_given(c, "blank");
}

int
qboard_sheet(struct cli *c)
{
	bool makes = str_is(cli_operand(c, 0), "make");

	if (!makes && !str_is(cli_operand(c, 0), "import"))
		return print(c);
	if (prints(c))
		return cli_wrong(c, "nothing is printed: no -o, -c, -H");
	if (makes && cli_given(c, "who"))
		return cli_wrong(c, "prompts are nobody's: no -w");
	if (c->noperand < 2)
		return cli_wrong(c, makes ? "which topics?" : "which file?");
	if (!makes && c->noperand > 2)
		return cli_wrong(c, "too many operands: %s", c->operand[2]);
	return makes ? make(c) : import(c);
}
