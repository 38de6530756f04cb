#include <stdlib.h>

#include "duration.h"
#include "parts.h"
#include "presence.h"
#include "programme.h"

#define LEN(a) (sizeof(a) / sizeof((a)[0]))

/* Lines to write an answer on. */
enum { ANSWER_LINES = 3 };

/* ---- an item's place in time */

/* What stands for a kind of item; others have no box. */
static bool
has_box(const struct plan_item *it)
{
	static const char *const boxed[] = { "check", "goal", "prep" };

	return str_is_any(it->kind, boxed, LEN(boxed));
}

static unsigned
box_flags(const struct plan_item *it)
{
	if (!has_box(it))
		return 0;
	return PAPER_BOX | (it->ticked ? PAPER_DONE : 0);
}

/* In the plan are neither aims nor readings, which stand above it, nor what
 * is done beforehand. */
static bool
is_in_plan(const struct plan_item *it)
{
	static const char *const elsewhere[] = { "goal", "read", "prep",
		"announce" };

	return it->timed || !str_is_any(it->kind, elsewhere, LEN(elsewhere));
}

static instant
begins_at(const struct plan *p, const struct plan_item *it)
{
	return it->timed && p->has_start ? p->start + (instant)it->offset * 1000
					 : INSTANT_NONE;
}

static void
cell_begin(struct material *m, const struct plan_item *it)
{
	struct buf offset = BUF_INIT;

	if (m->plan.has_start || !it->timed) {
		material_cell_time(m, begins_at(&m->plan, it));
		return;
	}
	duration_add_offset(&offset, it->offset);
	paper_cell(&m->paper, buf_str(&offset));
	buf_release(&offset);
}

static const char *
when_of(const struct plan_item *it)
{
	static const char *const words[][2] = { { "if-time",
						    "if there is time" },
		{ "extra", "for those who finish early" } };
	size_t i;

	for (i = 0; i < LEN(words); i++)
		if (str_is(it->when, words[i][0]))
			return words[i][1];
	return "";
}

static void
cell_when(struct material *m, const struct plan_item *it)
{
	paper_cell_own(&m->paper, it->when.n > 0 ? it->when : STR("always"),
	    str_of(when_of(it)));
}

static struct str
field(const struct material *m, const struct plan_item *it, int col)
{
	return table_get(material_table(m, TABLE_AGENDA), it->rec, col);
}

/* ---- the handout's plan */

static const struct paper_column plan_columns[] = {
	{ .key = "id", .flags = PAPER_DATA },
	{ .key = "depth", .flags = PAPER_DATA | PAPER_NUMBER },
	{ .key = "clock", .label = "At" },
	{ .key = "title", .label = "What", .flags = PAPER_HEAD },
	{ .key = "length", .label = "For", .flags = PAPER_NUMBER },
	{ .key = "owner", .label = "Led by" },
	{ .key = "when", .label = "", .flags = PAPER_UNDER },
	{ .key = "text", .label = "", .flags = PAPER_UNDER },
	{ .key = "link", .label = "", .flags = PAPER_UNDER },
};

static void
add_plan_row(struct material *m, const struct plan_item *it)
{
	struct paper *p = &m->paper;
	unsigned strong = it->timed && !it->leaf ? PAPER_STRONG : 0;

	paper_row(p, it->depth, box_flags(it) | strong);
	paper_cell(p, it->id);
	paper_cell_count(p, it->depth);
	cell_begin(m, it);
	paper_cell(p, it->title);
	material_cell_seconds(m, it->timed ? it->span : -1);
	material_cell_who(m, field(m, it, AGENDA_OWNER));
	cell_when(m, it);
	material_cell_notes(m, it->id, "text");
	paper_cell(p, field(m, it, AGENDA_LINK));
}

static void
add_plan(struct material *m)
{
	struct paper *p = &m->paper;
	size_t i;

	paper_open(p, PAPER_SECTION, "plan", "Plan");
	paper_table(p, "", "", plan_columns, LEN(plan_columns));
	for (i = 0; i < m->plan.n; i++)
		if (is_in_plan(&m->plan.item[i]))
			add_plan_row(m, &m->plan.item[i]);
	paper_close(p);
	paper_close(p);
}

/* ---- readings and prompts */

static void
add_readings(struct material *m)
{
	struct paper *p = &m->paper;

	paper_open(p, PAPER_SECTION, "readings", "Readings");
	paper_text(p, "links", session_setting(m->s, "readings"), 0);
	parts_item_list(m, "items", "read", true);
	paper_close(p);
}

/* One prompt or example; with `lines` to be answered on them. */
static void
add_prompt(struct material *m, size_t rec, int lines)
{
	struct table *t = m->board.questions;
	struct str text = table_get(t, rec, QUESTIONS_TEXT);
	bool prompt = str_is(board_kind(t, rec), "prompt");
	struct paper *p = &m->paper;

	paper_entry(p, prompt ? NULL : "Example", text);
	material_record(m, t, rec);
	paper_fact(p, "kind", NULL, board_kind(t, rec));
	paper_fact(p, "text", NULL, text);
	paper_fact(p, "topic", "Topic", table_get(t, rec, QUESTIONS_TOPIC));
	if (prompt && lines > 0)
		paper_lines(p, lines);
	paper_close(p);
}

/* As they were written, so that those of a topic stand together. */
static void
add_prompts(struct material *m, int lines)
{
	struct table *t = m->board.questions;
	struct paper *p = &m->paper;
	size_t i, rec;

	paper_open(p, PAPER_SECTION, "prompts", "Prompts")->flags =
	    lines > 0 ? PAPER_NEWPAGE : 0;
	paper_open(p, PAPER_ARRAY, "", NULL);
	for (i = 0; i < t->nrec; i++) {
		rec = table_order(t)[i];
		if (!table_is_dropped(t, rec) &&
		    !str_is(board_kind(t, rec), "question"))
			add_prompt(m, rec, lines);
	}
	paper_close(p);
	paper_close(p);
}

void
programme_make_handout(struct material *m, const struct redact *hide)
{
	parts_begin(m, "handout", "Handout", hide);
	paper_fact(
	    &m->paper, "form", "Feedback", session_setting(m->s, "form"));
	parts_items(m, "goals", "Aims", "goal", true);
	add_readings(m);
	parts_tries(m, false);
	add_plan(m);
	parts_items(m, "announcements", "Announcements", "announce", false);
	add_prompts(m, ANSWER_LINES);
	paper_end(&m->paper);
}

/* ---- who is expected */

static const struct paper_column people_columns[] = {
	{ .key = "name", .label = "Name", .flags = PAPER_HEAD },
	{ .key = "id", .flags = PAPER_DATA },
	{ .key = "role", .label = "Role" },
	{ .key = "rsvp", .label = "Comes" },
	{ .key = "presence", .label = "Here" },
	{ .key = "mood", .label = "Mood" },
	{ .key = "goal", .label = "Goal" },
	{ .key = "reason", .label = "", .flags = PAPER_UNDER },
};

static void
add_person(struct material *m, size_t rec)
{
	static const int col[] = { PEOPLE_ROLE, PEOPLE_RSVP, PEOPLE_PRESENCE,
		PEOPLE_MOOD, PEOPLE_GOAL };
	struct table *t = material_table(m, TABLE_PEOPLE);
	struct str id = table_key(t, rec, 0);
	struct buf name = BUF_INIT;
	size_t i;

	material_add_names(m, id, &name);
	paper_row(&m->paper, 0, 0);
	paper_cell(&m->paper, buf_str(&name));
	paper_cell(&m->paper, id);
	for (i = 0; i < LEN(col); i++)
		paper_cell(&m->paper, table_get(t, rec, col[i]));
	material_cell_notes(m, id, "reason");
	buf_release(&name);
}

/* How many of the roster said so of whether they come; empty: nothing yet. */
static size_t
count_answer(const struct material *m, const char *rsvp)
{
	struct table *t = material_table(m, TABLE_PEOPLE);
	size_t i, n = 0;

	for (i = 0; i < t->nrec; i++)
		n += !table_is_dropped(t, i) &&
		    str_is(table_get(t, i, PEOPLE_RSVP), rsvp);
	return n;
}

/* Whom a public sheet does not name it only counts. */
static void
add_people(struct material *m)
{
	static const struct {
		const char *rsvp, *key, *label;
	} answers[] = { { "yes", "yes", "Come" }, { "maybe", "maybe", "Maybe" },
		{ "no", "no", "Do not come" },
		{ "", "unsaid", "Have not said" } };
	struct table *t = material_table(m, TABLE_PEOPLE);
	struct paper *p = &m->paper;
	size_t i, n;

	paper_open(p, PAPER_SECTION, "people", "People");
	for (i = 0; i < LEN(answers); i++) {
		n = count_answer(m, answers[i].rsvp);
		paper_count(p, answers[i].key, n > 0 ? answers[i].label : NULL,
		    (double)n);
	}
	if (!material_is_public(m)) {
		paper_table(p, "roster", "Who is expected", people_columns,
		    LEN(people_columns));
		for (i = 0; i < t->nrec; i++)
			if (!table_is_dropped(t, table_order(t)[i]))
				add_person(m, table_order(t)[i]);
		paper_close(p);
	}
	paper_close(p);
}

/* ---- the run sheet's plan */

/* Prompts that have the item for their topic. */
static void
add_item_prompts(struct material *m, const struct plan_item *it)
{
	static const struct paper_column columns[] = {
		{ .key = "text", .label = "", .flags = PAPER_HEAD }
	};
	struct table *t = m->board.questions;
	struct str topic;
	size_t i, rec;

	paper_table(&m->paper, "prompts", "Prompts", columns, 1)->flags =
	    PAPER_LIST;
	for (i = 0; i < t->nrec; i++) {
		rec = table_order(t)[i];
		topic = table_get(t, rec, QUESTIONS_TOPIC);
		if (topic.n == 0 || table_is_dropped(t, rec) ||
		    !str_is(board_kind(t, rec), "prompt") ||
		    (!str_eq(topic, it->id) && !str_eq(topic, it->title)))
			continue;
		paper_row(&m->paper, 0, 0);
		paper_cell(&m->paper, table_get(t, rec, QUESTIONS_TEXT));
	}
	paper_close(&m->paper);
}

static void
add_item_notes(struct material *m, const struct plan_item *it)
{
	static const struct {
		const char *kind;
		unsigned flags;
	} notes[] = { { "text", 0 }, { "script", PAPER_SAID },
		{ "remark", PAPER_ASIDE }, { "note", PAPER_SMALL } };
	struct buf b = BUF_INIT;
	size_t i;

	for (i = 0; i < LEN(notes); i++) {
		buf_cut(&b, 0);
		material_add_notes(m, it->id, notes[i].kind, &b);
		paper_text(
		    &m->paper, notes[i].kind, buf_str(&b), notes[i].flags);
	}
	buf_release(&b);
}

static void
add_item_times(struct material *m, const struct plan_item *it)
{
	instant t = begins_at(&m->plan, it);
	struct buf stored = BUF_INIT, shown = BUF_INIT;
	struct paper *p = &m->paper;

	instant_add_stored(&stored, t);
	if (t != INSTANT_NONE)
		instant_add_time(&shown, t);
	else if (it->timed)
		duration_add_offset(&shown, it->offset);
	paper_own(p, "clock", "", buf_str(&stored), buf_str(&shown))->flags |=
	    PAPER_CLOCK;
	buf_cut(&shown, 0);
	if (it->timed) {
		duration_add(&shown, it->span);
		paper_amount(
		    p, "length", "For", (double)it->span, buf_str(&shown));
	}
	buf_release(&stored);
	buf_release(&shown);
}

static void
add_item(struct material *m, const struct plan_item *it)
{
	struct paper *p = &m->paper;
	struct paper_part *part = paper_entry(p, NULL, it->title);

	part->level = it->depth;
	part->flags = box_flags(it);
	paper_fact(p, "id", NULL, it->id);
	paper_count(p, "depth", NULL, it->depth);
	paper_fact(p, "title", NULL, it->title);
	add_item_times(m, it);
	paper_fact(p, "kind",
	    str_is(it->kind, "item") || has_box(it) ? NULL : "Kind", it->kind);
	material_who(m, "owner", "Led by", field(m, it, AGENDA_OWNER));
	paper_own(p, "when", "Only", it->when.n > 0 ? it->when : STR("always"),
	    str_of(when_of(it)));
	paper_fact(p, "link", "Link", field(m, it, AGENDA_LINK));
	add_item_notes(m, it);
	add_item_prompts(m, it);
	paper_close(p);
}

static void
add_run(struct material *m)
{
	struct paper *p = &m->paper;
	size_t i;

	paper_open(p, PAPER_SECTION, "plan", "Plan");
	paper_open(p, PAPER_ARRAY, "", NULL);
	for (i = 0; i < m->plan.n; i++)
		if (!str_is(m->plan.item[i].kind, "prep"))
			add_item(m, &m->plan.item[i]);
	paper_close(p);
	paper_close(p);
}

/* ---- what is talked about */

static const struct paper_column question_columns[] = {
	{ .key = "id", .flags = PAPER_DATA },
	{ .key = "text", .label = "Question", .flags = PAPER_HEAD },
	{ .key = "votes", .label = "Votes", .flags = PAPER_NUMBER },
	{ .key = "state", .label = "State" },
	{ .key = "topic", .label = "Topic" },
	{ .key = "who", .label = "Asked by" },
};

static void
add_questions(struct material *m)
{
	struct table *t = m->board.questions;
	struct paper *p = &m->paper;
	size_t i, n, *rec = parts_questions(m, "question", &n);

	paper_open(p, PAPER_SECTION, "questions", "Questions");
	paper_table(p, "", "The most wanted first", question_columns,
	    LEN(question_columns));
	for (i = 0; i < n; i++) {
		paper_row(p, 0, 0);
		paper_cell(p, table_key(t, rec[i], 0));
		paper_cell(p, table_get(t, rec[i], QUESTIONS_TEXT));
		paper_cell_count(p, (double)m->board.count[rec[i]]);
		paper_cell(p, board_state(&m->board, rec[i]));
		paper_cell(p, table_get(t, rec[i], QUESTIONS_TOPIC));
		material_cell_who(m, table_get(t, rec[i], QUESTIONS_WHO));
	}
	paper_close(p);
	paper_close(p);
	free(rec);
}

static void
add_statements(struct material *m)
{
	struct paper *p = &m->paper;
	uint32_t i;

	paper_open(p, PAPER_SECTION, "statements", "Statements");
	paper_open(p, PAPER_ARRAY, "", NULL);
	for (i = 0; i < m->ballot.n; i++) {
		if (!parts_has_statement(m, i))
			continue;
		parts_statement(m, i);
		parts_options(m, i, "Positions");
		paper_close(p);
	}
	paper_close(p);
	paper_close(p);
}

void
programme_make_runsheet(struct material *m, const struct redact *hide)
{
	parts_begin(m, "runsheet", "Run sheet", hide);
	paper_fact(&m->paper, "readings", "Readings",
	    session_setting(m->s, "readings"));
	paper_fact(&m->paper, "form", "Form", session_setting(m->s, "form"));
	parts_items(m, "prep", "To bring and to do beforehand", "prep", true);
	add_people(m);
	parts_tries(m, false);
	parts_actions(m, false);
	add_run(m);
	add_prompts(m, 0);
	add_questions(m);
	add_statements(m);
	parts_groups(m);
	paper_end(&m->paper);
}
