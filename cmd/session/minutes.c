#include <stdlib.h>

#include "attendance.h"
#include "duration.h"
#include "minutes.h"
#include "parts.h"
#include "planned.h"
#include "presence.h"
#include "telling.h"
#include "wording.h"
#include "xalloc.h"

#define LEN(a) (sizeof(a) / sizeof((a)[0]))

static const struct str nothing = { NULL, 0 };

/* ---- attendance */

static const struct paper_column people_columns[] = {
	{ .key = "name", .label = "Name", .flags = PAPER_HEAD },
	{ .key = "id", .flags = PAPER_DATA },
	{ .key = "role", .label = "Role" },
	{ .key = "came", .label = "Came" },
	{ .key = "left", .label = "Left" },
	{ .key = "goal", .label = "Goal" },
	{ .key = "learned", .label = "Learned" },
};

static const struct paper_column learned_columns[] = {
	{ .key = "text", .label = "", .flags = PAPER_HEAD },
};

/* When somebody left for good; INSTANT_NONE: not said. */
static instant
left_at(const struct presence *pr, size_t rec)
{
	const struct presence_spell *now = presence_now(pr, rec);
	instant t;

	return now != NULL && now->kind == PRESENCE_OUT &&
		presence_came(pr, rec, &t)
	    ? now->from
	    : INSTANT_NONE;
}

static void
add_person(struct material *m, const struct presence *pr, struct str handle)
{
	struct table *t = material_table(m, TABLE_PEOPLE);
	size_t rec = table_find(t, &handle);
	struct buf name = BUF_INIT;
	instant came = INSTANT_NONE;

	material_add_names(m, handle, &name);
	paper_row(&m->paper, 0, 0);
	paper_cell(&m->paper, buf_str(&name));
	paper_cell(&m->paper, handle);
	buf_release(&name);
	if (rec != TABLE_NONE)
		presence_came(pr, rec, &came);
	paper_cell(&m->paper,
	    rec != TABLE_NONE ? table_get(t, rec, PEOPLE_ROLE) : nothing);
	material_cell_time(m, came);
	material_cell_time(
	    m, rec != TABLE_NONE ? left_at(pr, rec) : INSTANT_NONE);
	paper_cell(&m->paper,
	    rec != TABLE_NONE ? table_get(t, rec, PEOPLE_GOAL) : nothing);
	paper_cell(&m->paper,
	    rec != TABLE_NONE ? table_get(t, rec, PEOPLE_LEARNED) : nothing);
}

static void
add_people(struct material *m, const struct handles *present)
{
	struct presence pr;
	size_t i;

	paper_table(&m->paper, "people", "Who was there", people_columns,
	    LEN(people_columns));
	presence_read(&pr, material_table(m, TABLE_PEOPLE));
	for (i = 0; i < present->n; i++)
		add_person(m, &pr, present->who[i]);
	presence_release(&pr);
	paper_close(&m->paper);
}

/* What was learned, where nobody is named. */
static void
add_learned(struct material *m, const struct handles *present)
{
	struct table *t = material_table(m, TABLE_PEOPLE);
	struct str learned;
	size_t i, rec;

	paper_table(&m->paper, "learned", "What was learned", learned_columns,
	    LEN(learned_columns))
	    ->flags = PAPER_LIST;
	for (i = 0; i < present->n; i++) {
		rec = table_find(t, &present->who[i]);
		learned = rec != TABLE_NONE ? table_get(t, rec, PEOPLE_LEARNED)
					    : nothing;
		if (learned.n == 0)
			continue;
		paper_row(&m->paper, 0, 0);
		paper_cell(&m->paper, learned);
	}
	paper_close(&m->paper);
}

static void
add_absent(struct material *m, const struct handles *present)
{
	struct table *t = material_table(m, TABLE_PEOPLE);
	struct handles absent = { 0 };
	struct buf b = BUF_INIT;
	size_t i, rec;

	for (i = 0; i < t->nrec; i++) {
		rec = table_order(t)[i];
		if (!table_is_dropped(t, rec) &&
		    handles_place(present, table_key(t, rec, 0)) ==
			HANDLES_NONE)
			handles_add(&absent, table_key(t, rec, 0));
	}
	handles_join(&absent, &b);
	paper_count(&m->paper, "nabsent",
	    material_is_public(m) ? "Absent" : NULL, (double)absent.n);
	material_who(m, "absent", "Absent", buf_str(&b));
	buf_release(&b);
	handles_release(&absent);
}

static void
add_attendance(struct material *m)
{
	struct handles present = { 0 };

	attendance_add(m->s, &present);
	paper_open(&m->paper, PAPER_SECTION, "attendance", "Attendance");
	paper_count(&m->paper, "present", "Present", (double)present.n);
	add_absent(m, &present);
	if (material_is_public(m))
		add_learned(m, &present);
	else
		add_people(m, &present);
	paper_close(&m->paper);
	handles_release(&present);
}

/* ---- plan against actual */

enum { ITEM_PLANNED = 4, ITEM_ACTUAL };

static const struct paper_column plan_columns[] = {
	{ .key = "id", .flags = PAPER_DATA },
	{ .key = "depth", .flags = PAPER_DATA | PAPER_NUMBER },
	{ .key = "title", .label = "Item", .flags = PAPER_HEAD },
	{ .key = "owner", .label = "Led by" },
	[ITEM_PLANNED] = { .key = "planned",
	    .label = "Planned",
	    .flags = PAPER_NUMBER | PAPER_PLOT },
	[ITEM_ACTUAL] = { .key = "actual",
	    .label = "Took",
	    .flags = PAPER_NUMBER | PAPER_PLOT },
	{ .key = "change", .label = "Over", .flags = PAPER_NUMBER },
	{ .key = "state", .label = "State" },
	{ .key = "notes", .label = "", .flags = PAPER_UNDER },
};

/* What was planned of an item by its own words; -1: nothing. */
static long
own_length(const struct planned *pl, const struct plan_item *it)
{
	long sec;

	return duration_parse(planned_get(pl, it->rec, AGENDA_LENGTH), &sec)
	    ? sec
	    : -1;
}

/* What was planned of each item: by its own words where it has some, else
 * what it was laid out with, or what its parts have together. */
static long *
read_planned(struct material *m)
{
	long *planned = xcalloc(m->plan.n, sizeof(*planned)), own;
	const struct plan_item *it;
	struct planned pl;
	size_t i;

	planned_read(&pl, m->s);
	for (i = m->plan.n; i-- > 0;) {
		it = &m->plan.item[i];
		own = own_length(&pl, it);
		if (own >= 0 || it->leaf)
			planned[i] = own >= 0 ? own : it->span;
		if (it->parent != PLAN_NONE && it->timed)
			planned[it->parent] += planned[i];
	}
	planned_release(&pl);
	return planned;
}

static bool
has_run(const struct plan_item *it)
{
	return it->timed && !it->skipped && it->actual >= 1000;
}

static const char *
state_of(const struct material *m, size_t i)
{
	const struct plan_item *it = &m->plan.item[i];

	if (it->skipped)
		return "skipped";
	if (!it->timed)
		return it->ticked ? "ticked" : "";
	if (i == m->plan.current)
		return "under way";
	return has_run(it) ? "" : "not reached";
}

static void
cell_change(struct material *m, bool known, long change)
{
	struct buf b = BUF_INIT;

	if (known)
		wording_add_change(&b, change);
	if (known)
		paper_cell_amount(&m->paper, (double)change, buf_str(&b));
	else
		paper_blank(&m->paper);
	buf_release(&b);
}

static void
cell_times(struct material *m, const struct plan_item *it, long planned)
{
	bool ran = has_run(it);
	long actual = wording_seconds(it->actual);

	material_cell_seconds(m, it->timed ? planned : -1);
	material_cell_seconds(m, ran ? actual : -1);
	cell_change(m, ran, actual - planned);
}

/* In the plan are what takes time, and boxes. */
static bool
is_in_plan(const struct plan_item *it)
{
	return it->timed || str_is(it->kind, "check");
}

static void
add_item(struct material *m, size_t i, long planned, bool began)
{
	const struct plan_item *it = &m->plan.item[i];
	struct paper *p = &m->paper;
	unsigned flags = it->timed && !it->leaf ? PAPER_STRONG : 0;

	if (str_is(it->kind, "check"))
		flags |= PAPER_BOX | (it->ticked ? PAPER_DONE : 0);
	paper_row(p, it->depth, flags);
	paper_cell(p, it->id);
	paper_cell_count(p, it->depth);
	paper_cell(p, it->title);
	material_cell_who(m,
	    table_get(material_table(m, TABLE_AGENDA), it->rec, AGENDA_OWNER));
	cell_times(m, it, planned);
	paper_cell(p, str_of(began ? state_of(m, i) : ""));
	material_cell_notes(m, it->id, "note");
}

static void
add_total(struct material *m, const long planned[])
{
	long plan = 0, actual = 0;
	size_t i;

	for (i = 0; i < m->plan.n; i++)
		if (m->plan.item[i].parent == PLAN_NONE &&
		    m->plan.item[i].timed) {
			plan += planned[i];
			actual += wording_seconds(m->plan.item[i].actual);
		}
	paper_amount(&m->paper, "planned", NULL, (double)plan, nothing);
	paper_amount(&m->paper, "actual", NULL, (double)actual, nothing);
}

static void
add_instant(struct material *m, const char *key, const char *label, instant t)
{
	struct buf stored = BUF_INIT, shown = BUF_INIT;

	instant_add_stored(&stored, t);
	if (t != INSTANT_NONE)
		instant_add_time(&shown, t);
	paper_own(&m->paper, key, label, buf_str(&stored), buf_str(&shown));
	buf_release(&stored);
	buf_release(&shown);
}

static void
add_plan(struct material *m)
{
	const struct clock_set *set = &m->plan.clocks;
	bool began = set->began != INSTANT_NONE;
	struct paper *p = &m->paper;
	long *planned = read_planned(m);
	size_t i;

	paper_open(p, PAPER_SECTION, "agenda", "Plan and what became of it");
	add_instant(m, "began", "Began", set->began);
	add_instant(m, "ended", "Ended", set->ended);
	add_total(m, planned);
	paper_table(p, "items", "Planned, and really taken", plan_columns,
	    LEN(plan_columns))
	    ->chart = began ? PAPER_SPANS : PAPER_NO_CHART;
	for (i = 0; i < m->plan.n; i++)
		if (is_in_plan(&m->plan.item[i]))
			add_item(m, i, planned[i], began);
	paper_close(p);
	paper_close(p);
	free(planned);
}

/* ---- notes with whose they are */

static const struct paper_column said_columns[] = {
	{ .key = "text", .label = "", .flags = PAPER_HEAD },
	{ .key = "who", .label = "" },
	{ .key = "kind", .flags = PAPER_DATA },
};

static void
add_said(struct material *m, struct str text, struct str who, struct str kind)
{
	paper_row(&m->paper, 0, 0);
	paper_cell(&m->paper, text);
	material_cell_who(m, who);
	paper_cell(&m->paper, kind);
}

static struct paper_part *
open_said(struct material *m, const char *key, const char *caption)
{
	struct paper_part *part = paper_table(
	    &m->paper, key, caption, said_columns, LEN(said_columns));

	part->flags = PAPER_LIST;
	return part;
}

static void
add_note(struct material *m, size_t note)
{
	struct table *t = material_table(m, TABLE_NOTES);

	add_said(m, table_get(t, note, NOTES_TEXT),
	    table_get(t, note, NOTES_WHO), table_get(t, note, NOTES_KIND));
}

/* Notes of a kind on a record as a list. */
static void
add_notes(struct material *m, const char *key, const char *caption,
    struct str ref, const char *kind)
{
	const size_t *rec;
	size_t n, i;

	open_said(m, key, caption);
	rec = noted_on(&m->noted, ref, &n);
	for (i = 0; i < n; i++)
		if (noted_is(&m->noted, rec[i], kind))
			add_note(m, rec[i]);
	paper_close(&m->paper);
}

/* ---- questions */

/* What was merged into a question, with its own words. */
static void
add_merged(struct material *m, size_t root)
{
	struct table *t = m->board.questions;
	size_t i, rec;

	open_said(m, "merged", "Also asked");
	for (i = 0; i < t->nrec; i++) {
		rec = table_order(t)[i];
		if (rec == root || m->board.root[rec] != root ||
		    table_is_dropped(t, rec))
			continue;
		add_said(m, table_get(t, rec, QUESTIONS_TEXT),
		    table_get(t, rec, QUESTIONS_WHO), nothing);
	}
	paper_close(&m->paper);
}

static void
add_answers(struct material *m, size_t root)
{
	struct table *t = m->board.questions;
	const size_t *note;
	size_t i, k, n, rec;

	open_said(m, "answers", "Answers");
	for (i = 0; i < t->nrec; i++) {
		rec = table_order(t)[i];
		if (m->board.root[rec] != root)
			continue;
		note = noted_on(&m->noted, table_key(t, rec, 0), &n);
		for (k = 0; k < n; k++)
			if (noted_is(&m->noted, note[k], "answer"))
				add_note(m, note[k]);
	}
	paper_close(&m->paper);
}

static void
add_question(struct material *m, size_t rec)
{
	struct table *t = m->board.questions;
	struct str text = table_get(t, rec, QUESTIONS_TEXT);
	struct paper *p = &m->paper;

	paper_entry(p, NULL, text);
	material_record(m, t, rec);
	paper_fact(p, "text", NULL, text);
	if (m->board.count[rec] > 0)
		paper_count(p, "votes", "Votes", (double)m->board.count[rec]);
	else
		paper_count(p, "votes", NULL, 0);
	paper_fact(p, "state", "State", board_state(&m->board, rec));
	paper_fact(p, "topic", "Topic", table_get(t, rec, QUESTIONS_TOPIC));
	material_who(m, "who", "Asked by", table_get(t, rec, QUESTIONS_WHO));
	add_merged(m, rec);
	add_answers(m, rec);
	add_notes(m, "notes", "Notes", table_key(t, rec, 0), "note");
	paper_close(p);
}

static void
add_questions(struct material *m)
{
	size_t i, n, *rec = parts_questions(m, "question", &n);

	paper_open(&m->paper, PAPER_SECTION, "questions", "Questions");
	paper_open(&m->paper, PAPER_ARRAY, "", NULL);
	for (i = 0; i < n; i++)
		add_question(m, rec[i]);
	paper_close(&m->paper);
	paper_close(&m->paper);
	free(rec);
}

/* Prompts that were answered. */
static void
add_worksheets(struct material *m)
{
	struct table *t = m->board.questions;
	struct paper *p = &m->paper;
	size_t i, n, *rec = parts_questions(m, "prompt", &n);

	paper_open(p, PAPER_SECTION, "worksheets", "Worksheets");
	paper_open(p, PAPER_ARRAY, "", NULL);
	for (i = 0; i < n; i++) {
		if (m->board.answers[rec[i]] == 0)
			continue;
		paper_entry(p, NULL, table_get(t, rec[i], QUESTIONS_TEXT));
		material_record(m, t, rec[i]);
		paper_fact(
		    p, "text", NULL, table_get(t, rec[i], QUESTIONS_TEXT));
		paper_fact(
		    p, "topic", "Topic", table_get(t, rec[i], QUESTIONS_TOPIC));
		add_answers(m, rec[i]);
		paper_close(p);
	}
	paper_close(p);
	paper_close(p);
	free(rec);
}

/* ---- statements */

/* Each round is a column, so there are no more than can be read. */
enum { ROUNDS_MOST = 20 };

/* Positions that were taken on one statement, round by round. */
struct positions {
	uint32_t statement;
	uint32_t *round; /* the last ones; the current one is the last */
	size_t rounds;
	uint32_t *position; /* of any of them, `pass` last */
	size_t n, cap;
	size_t *count;	 /* by position, then round */
	struct buf *who; /* by position, in the current round */
};

static size_t
place_of(const struct positions *ps, uint32_t position)
{
	size_t i;

	for (i = 0; i < ps->n; i++)
		if (ps->position[i] == position)
			break;
	return i;
}

static void
add_position(struct positions *ps, uint32_t position)
{
	if (place_of(ps, position) < ps->n)
		return;
	ps->position =
	    xgrow(ps->position, ps->n, &ps->cap, sizeof(*ps->position));
	ps->position[ps->n++] = position;
}

static void
list_rounds(struct positions *ps, const struct ballot *b)
{
	size_t n, skip;

	ps->round = ballot_rounds(b, ps->statement, &n);
	skip = n > ROUNDS_MOST ? n - ROUNDS_MOST : 0;
	ps->rounds = n - skip;
	memmove(ps->round, ps->round + skip, ps->rounds * sizeof(*ps->round));
}

static struct ballot_side *
sides_of(
    const struct positions *ps, size_t r, const struct ballot *b, size_t *n)
{
	return ballot_sides(b, ps->statement,
	    ballot_poll_of(b, ps->statement, ps->round[r]), n);
}

static void
list_positions(struct positions *ps, const struct ballot *b)
{
	struct ballot_side *side;
	size_t r, n, k;

	for (r = ps->rounds; r-- > 0;) {
		side = sides_of(ps, r, b, &n);
		for (k = 0; k + 1 < n; k++)
			add_position(ps, side[k].position);
		free(side);
	}
	add_position(ps, b->pass);
}

static void
count_positions(struct positions *ps, const struct ballot *b)
{
	struct ballot_side *side;
	size_t r, n, k;

	ps->count = xcalloc(ps->n * ps->rounds, sizeof(*ps->count));
	for (r = 0; r < ps->rounds; r++) {
		side = sides_of(ps, r, b, &n);
		for (k = 0; k < n; k++)
			ps->count[place_of(ps, side[k].position) * ps->rounds +
			    r] = side[k].n;
		free(side);
	}
}

/* The votes of the current round by what they are on: linear in them. */
static void
name_voters(struct positions all[], struct ballot *b)
{
	struct ballot_vote v;
	struct positions *ps;
	struct buf *who;
	size_t i, rec;
	uint32_t st;

	for (i = 0; i < b->votes->nrec; i++) {
		rec = table_order(b->votes)[i];
		if (!ballot_vote(b, rec, &v))
			continue;
		st = b->poll[v.poll].statement;
		ps = &all[st];
		if (ps->who == NULL || b->statement[st].poll != v.poll)
			continue;
		who = &ps->who[place_of(ps, v.position)];
		buf_addz(who, who->n > 0 ? "," : "");
		buf_add(who, table_first_of(b->votes, v.who));
	}
}

static struct positions *
read_positions(struct material *m)
{
	struct ballot *b = &m->ballot;
	struct positions *all = xcalloc(b->n, sizeof(*all));
	uint32_t i;

	for (i = 0; i < b->n; i++) {
		all[i].statement = i;
		if (b->statement[i].state == BALLOT_SEALED ||
		    !parts_has_statement(m, i))
			continue;
		list_rounds(&all[i], b);
		list_positions(&all[i], b);
		count_positions(&all[i], b);
		all[i].who = xcalloc(all[i].n, sizeof(*all[i].who));
	}
	name_voters(all, b);
	return all;
}

static void
release_positions(struct positions all[], uint32_t n)
{
	uint32_t i;
	size_t k;

	for (i = 0; i < n; i++) {
		for (k = 0; all[i].who != NULL && k < all[i].n; k++)
			buf_release(&all[i].who[k]);
		free(all[i].who);
		free(all[i].round);
		free(all[i].position);
		free(all[i].count);
	}
	free(all);
}

enum { POSITION_FIXED = 3 }; /* columns beside the rounds' */

static const char *
round_key(struct paper *p, uint32_t round)
{
	struct buf b = BUF_INIT;
	const char *key;

	buf_addf(&b, "round_%u", (unsigned)round);
	key = paper_copy(p, buf_str(&b)).p;
	buf_release(&b);
	return key;
}

static struct str
round_label(struct paper *p, uint32_t round)
{
	struct buf b = BUF_INIT;
	struct str label;

	buf_addf(&b, "Round %u", (unsigned)round);
	label = paper_copy(p, buf_str(&b));
	buf_release(&b);
	return label;
}

/* One column a round, the last of which is `count`. */
static const struct paper_column *
position_columns(struct paper *p, const struct positions *ps)
{
	struct paper_column *c = paper_columns(p, POSITION_FIXED + ps->rounds);
	size_t r;

	c[0] = (struct paper_column){
		.key = "position", .label = "Position", .flags = PAPER_HEAD
	};
	for (r = 1; r <= ps->rounds; r++) {
		c[r] = (struct paper_column){ .key = "count",
			.label = "Count",
			.flags = PAPER_NUMBER | PAPER_PLOT };
		if (r < ps->rounds)
			c[r].key = round_key(p, ps->round[r - 1]);
		if (ps->rounds > 1)
			c[r].text = round_label(p, ps->round[r - 1]);
	}
	c[r++] = (struct paper_column){
		.key = "share", .label = "Share", .flags = PAPER_NUMBER
	};
	c[r] = (struct paper_column){ .key = "who", .label = "Who" };
	return c;
}

static void
cell_share(struct paper *p, size_t n, size_t of)
{
	struct buf b = BUF_INIT;

	if (of == 0) {
		paper_blank(p);
		return;
	}
	buf_addf(&b, "%zu%%", (100 * n + of / 2) / of);
	/* As vote tally rounds it. */
	paper_cell_amount(
	    p, (double)((2000 * n + of) / (2 * of)) / 1000, buf_str(&b));
	buf_release(&b);
}

static void
add_position_row(struct material *m, const struct positions *ps, size_t k)
{
	const struct ballot *b = &m->ballot;
	const size_t *count = &ps->count[k * ps->rounds];
	struct paper *p = &m->paper;
	size_t r;

	paper_row(p, 0, ps->position[k] == b->pass ? PAPER_SMALL : 0);
	paper_cell(p, ballot_position_name(b, ps->position[k]));
	for (r = 0; r < ps->rounds; r++)
		paper_cell_count(p, (double)count[r]);
	cell_share(p, count[ps->rounds - 1], b->statement[ps->statement].cast);
	material_cell_who(m, buf_str(&ps->who[k]));
}

static void
add_tally(struct material *m, const struct positions *ps)
{
	struct paper *p = &m->paper;
	struct paper_part *part = paper_table(p, "positions", "Positions",
	    position_columns(p, ps), POSITION_FIXED + ps->rounds);
	size_t k;

	if (m->ballot.statement[ps->statement].cast > 0)
		part->chart = PAPER_SHARES;
	for (k = 0; k < ps->n; k++)
		add_position_row(m, ps, k);
	paper_close(p);
}

static const struct paper_column comment_columns[] = {
	{ .key = "text", .label = "", .flags = PAPER_HEAD },
	{ .key = "who", .label = "" },
	{ .key = "position", .label = "" },
	{ .key = "round", .label = "", .flags = PAPER_NUMBER },
};

/* The comments on each statement, and where they are, so that they are found
 * without a look at all votes each time. */
struct comments {
	size_t *rec;   /* by statement */
	size_t *first; /* of each statement, and one more */
};

static bool
is_comment(struct ballot *b, size_t rec, uint32_t *statement)
{
	const struct ballot_poll *p =
	    &b->poll[table_rest_number(b->votes, rec)];

	*statement = p->statement;
	return p->statement != BALLOT_NONE && p->round > 0 &&
	    table_get(b->votes, rec, VOTES_COMMENT).n > 0;
}

static void
read_comments(struct comments *cs, struct ballot *b)
{
	size_t i, rec, *next = xcalloc(b->n + 1, sizeof(*next));
	uint32_t st;

	cs->first = xcalloc(b->n + 1, sizeof(*cs->first));
	cs->rec = xalloc(b->votes->nrec, sizeof(*cs->rec));
	for (i = 0; i < b->votes->nrec; i++)
		if (is_comment(b, i, &st))
			cs->first[st + 1]++;
	for (st = 0; st < b->n; st++) {
		cs->first[st + 1] += cs->first[st];
		next[st] = cs->first[st];
	}
	for (i = 0; i < b->votes->nrec; i++) {
		rec = table_order(b->votes)[i];
		if (is_comment(b, rec, &st))
			cs->rec[next[st]++] = rec;
	}
	free(next);
}

/* Which round it is of, where there were more. */
static void
cell_round(struct material *m, const struct ballot_statement *st, size_t rec)
{
	uint32_t round =
	    m->ballot.poll[table_rest_number(m->ballot.votes, rec)].round;
	struct buf b = BUF_INIT;

	if (st->round > 1)
		buf_addf(&b, "round %u", (unsigned)round);
	paper_cell_amount(&m->paper, round, buf_str(&b));
	buf_release(&b);
}

static void
add_comments(struct material *m, const struct comments *cs, uint32_t st)
{
	struct table *t = m->ballot.votes;
	struct paper *p = &m->paper;
	size_t i;

	paper_table(
	    p, "comments", "Comments", comment_columns, LEN(comment_columns))
	    ->flags = PAPER_LIST;
	for (i = cs->first[st]; i < cs->first[st + 1]; i++) {
		paper_row(p, 0, 0);
		paper_cell(p, table_get(t, cs->rec[i], VOTES_COMMENT));
		material_cell_who(m, table_key(t, cs->rec[i], 0));
		paper_cell(p, table_get(t, cs->rec[i], VOTES_POSITION));
		cell_round(m, &m->ballot.statement[st], cs->rec[i]);
	}
	paper_close(p);
}

static void
add_statement(
    struct material *m, const struct positions *ps, const struct comments *cs)
{
	const struct ballot_statement *st = &m->ballot.statement[ps->statement];
	bool sealed = st->state == BALLOT_SEALED;
	struct paper *p = &m->paper;
	struct buf turnout = BUF_INIT;

	parts_statement(m, ps->statement);
	paper_fact(p, "state", NULL, str_of(ballot_state_name(st->state)));
	paper_count(p, "round", NULL, st->round);
	buf_addf(&turnout, "%zu", st->cast);
	/* Who has gone home is not counted as present, but has cast. */
	if (st->present >= st->cast)
		buf_addf(&turnout, " of %zu", st->present);
	paper_amount(
	    p, "cast", "Positions", (double)st->cast, buf_str(&turnout));
	paper_count(p, "entitled", NULL, (double)st->present);
	if (st->wanted > 0)
		paper_count(
		    p, "wanted", "Wish to discuss it", (double)st->wanted);
	if (sealed)
		paper_text(p, NULL,
		    STR("Sealed: the positions are shown once it is "
			"revealed."),
		    PAPER_SMALL);
	if (!sealed) {
		add_tally(m, ps);
		add_comments(m, cs, ps->statement);
	}
	add_notes(m, "notes", "Notes", st->id, "note");
	paper_close(p);
	buf_release(&turnout);
}

static void
add_statements(struct material *m)
{
	struct positions *all = read_positions(m);
	struct comments cs;
	uint32_t i;

	read_comments(&cs, &m->ballot);
	paper_open(&m->paper, PAPER_SECTION, "statements", "Statements");
	paper_open(&m->paper, PAPER_ARRAY, "", NULL);
	for (i = 0; i < m->ballot.n; i++)
		if (parts_has_statement(m, i))
			add_statement(m, &all[i], &cs);
	paper_close(&m->paper);
	paper_close(&m->paper);
	free(cs.rec);
	free(cs.first);
	release_positions(all, m->ballot.n);
}

/* ---- decisions and notes */

static bool
is_decision(const struct material *m, size_t note)
{
	return noted_is(&m->noted, note, "decision") ||
	    noted_is(&m->noted, note, "recommend");
}

static const struct paper_column decision_columns[] = {
	{ .key = "text", .label = "", .flags = PAPER_HEAD },
	{ .key = "kind", .label = "" },
	{ .key = "who", .label = "" },
};

/* On whatever they are. */
static void
add_decisions(struct material *m)
{
	struct table *t = material_table(m, TABLE_NOTES);
	struct paper *p = &m->paper;
	size_t i, rec;

	paper_open(p, PAPER_SECTION, "decisions", "Decisions");
	paper_table(p, "", "", decision_columns, LEN(decision_columns))->flags =
	    PAPER_LIST;
	for (i = 0; i < t->nrec; i++) {
		rec = table_order(t)[i];
		if (table_is_dropped(t, rec) || !is_decision(m, rec))
			continue;
		paper_row(p, 0, 0);
		paper_cell(p, table_get(t, rec, NOTES_TEXT));
		paper_cell_own(p, table_get(t, rec, NOTES_KIND),
		    noted_is(&m->noted, rec, "recommend") ? STR("recommended")
							  : nothing);
		material_cell_who(m, table_get(t, rec, NOTES_WHO));
	}
	paper_close(p);
	paper_close(p);
}

static void
add_session_notes(struct material *m)
{
	paper_open(&m->paper, PAPER_SECTION, "notes", "Notes");
	add_notes(m, "", "", nothing, "note");
	paper_close(&m->paper);
}

/* ---- feedback */

static void
add_ratings(struct material *m, const struct rating *r)
{
	static const char *const keys[] = { "low", "rating", "high" };
	static const char *const labels[] = { "Lowest", "Median rating",
		"Highest" };
	const double value[] = { r->low, r->median, r->high };
	struct buf b = BUF_INIT;
	size_t i;

	for (i = 0; i < LEN(keys); i++) {
		buf_cut(&b, 0);
		wording_add_rating(&b, value[i]);
		if (r->n > 0)
			paper_amount(&m->paper, keys[i], labels[i], value[i],
			    buf_str(&b));
		else
			paper_own(&m->paper, keys[i], NULL, nothing, nothing);
	}
	buf_release(&b);
}

/* What was answered to one question of the form. */
static void
add_answered(struct material *m, int col, const char *key, const char *caption)
{
	struct table *t = material_table(m, TABLE_FEEDBACK);
	size_t i, rec;

	open_said(m, key, caption);
	for (i = 0; i < t->nrec; i++) {
		rec = table_order(t)[i];
		if (!table_is_dropped(t, rec) && table_get(t, rec, col).n > 0)
			add_said(m, table_get(t, rec, col),
			    table_get(t, rec, FEEDBACK_WHO), nothing);
	}
	paper_close(&m->paper);
}

/* Whether a column of the form is a question to be shown: not when somebody
 * answered, nor, in public, who. */
static bool
is_asked(const struct material *m, int col)
{
	struct table *t = material_table(m, TABLE_FEEDBACK);
	struct telling cells = TELLING_INIT;
	struct str heading = t->text.col[col];
	size_t rec;

	for (rec = 0; rec < t->nrec; rec++)
		telling_add(&cells, table_get(t, rec, col));
	return !schema_is_bookkeeping(heading) && !telling_is_time(&cells) &&
	    !(material_is_public(m) &&
		(telling_is_address(&cells) || telling_heading(heading)));
}

/* The form's other questions, each with its own words. */
static void
add_form(struct material *m)
{
	struct table *t = material_table(m, TABLE_FEEDBACK);
	struct paper *p = &m->paper;
	size_t col;

	paper_open(p, PAPER_ARRAY, "form", NULL);
	for (col = (size_t)t->schema->ncol; col < t->text.ncol; col++) {
		if (!is_asked(m, (int)col))
			continue;
		paper_entry(p, NULL, t->text.col[col]);
		paper_fact(p, "question", NULL, t->text.col[col]);
		add_answered(m, (int)col, "answers", "");
		paper_close(p);
	}
	paper_close(p);
}

static void
add_feedback(struct material *m)
{
	struct table *t = material_table(m, TABLE_FEEDBACK);
	size_t n = material_count(t);
	struct rating r = { 0 };

	rating_read(t, &r);
	paper_open(&m->paper, PAPER_SECTION, "feedback", "Feedback");
	paper_count(&m->paper, "n", n > 0 ? "Answers" : NULL, (double)n);
	add_ratings(m, &r);
	add_answered(m, FEEDBACK_WORKED, "worked", "What worked");
	add_answered(m, FEEDBACK_CHANGE, "change", "What to change");
	add_answered(m, FEEDBACK_IDEA, "idea", "Ideas");
	add_form(m);
	paper_close(&m->paper);
}

/* ---- the series */

static const struct paper_column week_columns[] = {
	{ .key = "session", .label = "Session", .flags = PAPER_HEAD },
	{ .key = "start", .label = "Day" },
	{ .key = "present", .label = "Present", .flags = PAPER_NUMBER },
	{ .key = "answers", .label = "Answers", .flags = PAPER_NUMBER },
	{ .key = "low", .label = "Lowest", .flags = PAPER_NUMBER | PAPER_PLOT },
	{ .key = "rating",
	    .label = "Median",
	    .flags = PAPER_NUMBER | PAPER_PLOT },
	{ .key = "high",
	    .label = "Highest",
	    .flags = PAPER_NUMBER | PAPER_PLOT },
};

static void
cell_rating(struct paper *p, double x)
{
	struct buf b = BUF_INIT;

	wording_add_rating(&b, x);
	paper_cell_amount(p, x, buf_str(&b));
	buf_release(&b);
}

static void
add_week(struct material *m, const struct material_session *w)
{
	struct buf stored = BUF_INIT, shown = BUF_INIT;
	struct paper *p = &m->paper;

	if (w->has_start) {
		instant_add_stored(&stored, w->start);
		wording_add_short_day(&shown, w->start);
	}
	paper_row(p, 0, 0);
	paper_cell(p, w->name);
	paper_cell_own(p, buf_str(&stored), buf_str(&shown));
	paper_cell_count(p, (double)w->present);
	paper_cell_count(p, (double)w->answers);
	cell_rating(p, w->rating.low);
	cell_rating(p, w->rating.median);
	cell_rating(p, w->rating.high);
	buf_release(&stored);
	buf_release(&shown);
}

/* One session alone is no series. */
static void
add_series(struct material *m)
{
	struct paper *p = &m->paper;
	size_t i;

	paper_open(p, PAPER_SECTION, "series", "Rating over the series");
	paper_table(
	    p, "", "Rating of each session", week_columns, LEN(week_columns))
	    ->chart = PAPER_TREND;
	for (i = 0; m->nweek > 1 && i < m->nweek; i++)
		add_week(m, &m->week[i]);
	paper_close(p);
	paper_close(p);
}

void
minutes_make(struct material *m, const struct redact *hide)
{
	parts_begin(m, "minutes", "Minutes", hide);
	add_attendance(m);
	add_plan(m);
	parts_items(m, "announcements", "Announcements", "announce", false);
	parts_items(m, "goals", "Goals", "goal", true);
	add_questions(m);
	parts_groups(m);
	add_worksheets(m);
	add_statements(m);
	add_decisions(m);
	add_session_notes(m);
	parts_actions(m, true);
	parts_tries(m, true);
	add_feedback(m);
	add_series(m);
	paper_end(&m->paper);
}
