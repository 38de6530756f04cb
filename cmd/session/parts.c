#include <stdlib.h>

#include "attendance.h"
#include "due.h"
#include "duration.h"
#include "parts.h"
#include "sort.h"
#include "wording.h"
#include "xalloc.h"

/* ---- the head */

static void
add_title(struct material *m)
{
	struct str title = session_setting(m->s, "title");
	struct paper *p = &m->paper;

	if (title.n == 0)
		title = STR("Session");
	paper_fact(p, "title", NULL, title)->flags |= PAPER_DATA;
	title = paper_copy(p, title);
	p->part[0].text = title;
}

static void
add_when(struct material *m)
{
	struct buf stored = BUF_INIT, shown = BUF_INIT;
	long length = m->plan.length;
	instant start = m->plan.start;

	if (m->plan.has_start) {
		instant_add_stored(&stored, start);
		wording_add_day(&shown, start);
		buf_addz(&shown, ", ");
		wording_add_hours(&shown, start,
		    length >= 0 ? start + (instant)length * 1000
				: INSTANT_NONE);
	}
	paper_own(
	    &m->paper, "start", "When", buf_str(&stored), buf_str(&shown));
	buf_cut(&shown, 0);
	if (length >= 0) {
		duration_add(&shown, length);
		paper_amount(&m->paper, "length", "Length", (double)length,
		    buf_str(&shown));
	}
	buf_release(&stored);
	buf_release(&shown);
}

void
parts_begin(struct material *m, const char *key, const char *label,
    const struct redact *hide)
{
	struct paper *p = &m->paper;

	paper_begin(p, key, label, hide);
	paper_fact(p, "report", NULL, str_of(key))->flags |= PAPER_DATA;
	add_title(m);
	add_when(m);
	paper_fact(p, "place", "Where", session_setting(m->s, "place"));
	material_who(m, "scribe", "Scribe", session_setting(m->s, "scribe"));
}

/* ---- items */

static const struct paper_column item_columns[] = {
	{ .key = "id", .flags = PAPER_DATA },
	{ .key = "title", .label = "What", .flags = PAPER_HEAD },
	{ .key = "owner", .label = "" },
	{ .key = "link", .label = "" },
	{ .key = "ticked", .flags = PAPER_DATA },
	{ .key = "text", .label = "", .flags = PAPER_UNDER },
};

static void
add_item(struct material *m, const struct plan_item *it, bool ticked)
{
	struct table *t = material_table(m, TABLE_AGENDA);
	struct paper *p = &m->paper;

	paper_row(p, 0, ticked ? PAPER_BOX | (it->ticked ? PAPER_DONE : 0) : 0);
	paper_cell(p, it->id);
	paper_cell(p, it->title);
	material_cell_who(m, table_get(t, it->rec, AGENDA_OWNER));
	paper_cell(p, table_get(t, it->rec, AGENDA_LINK));
	paper_cell(p, ticked && it->ticked ? STR("yes") : STR(""));
	material_cell_notes(m, it->id, "text");
}

void
parts_item_list(
    struct material *m, const char *key, const char *kind, bool ticked)
{
	size_t i;

	paper_table(&m->paper, key, "", item_columns,
	    sizeof(item_columns) / sizeof(item_columns[0]))
	    ->flags = PAPER_LIST;
	for (i = 0; i < m->plan.n; i++)
		if (str_is(m->plan.item[i].kind, kind))
			add_item(m, &m->plan.item[i], ticked);
	paper_close(&m->paper);
}

void
parts_items(struct material *m, const char *key, const char *heading,
    const char *kind, bool ticked)
{
	paper_open(&m->paper, PAPER_SECTION, key, heading);
	parts_item_list(m, "", kind, ticked);
	paper_close(&m->paper);
}

/* ---- tries */

static const struct paper_column try_columns[] = {
	{ .key = "id", .flags = PAPER_DATA },
	{ .key = "idea", .label = "Idea", .flags = PAPER_HEAD },
	{ .key = "about", .label = "Because" },
	{ .key = "verdict", .label = "It was" },
	{ .key = "why", .label = "Why" },
};

void
parts_tries(struct material *m, bool verdict)
{
	static const struct str none = { NULL, 0 };
	struct table *t = material_table(m, TABLE_TRIES);
	struct paper *p = &m->paper;
	size_t i, rec;

	paper_open(p, PAPER_SECTION, "tried", verdict ? "Tried" : "We try");
	paper_table(p, "", "Ideas from feedback", try_columns,
	    sizeof(try_columns) / sizeof(try_columns[0]));
	for (i = 0; i < t->nrec; i++) {
		rec = table_order(t)[i];
		if (table_is_dropped(t, rec))
			continue;
		paper_row(p, 0, 0);
		paper_cell(p, table_key(t, rec, 0));
		paper_cell(p, table_get(t, rec, TRIES_IDEA));
		paper_cell(p, table_get(t, rec, TRIES_ABOUT));
		paper_cell(
		    p, verdict ? table_get(t, rec, TRIES_VERDICT) : none);
		paper_cell(p, verdict ? table_get(t, rec, TRIES_WHY) : none);
	}
	paper_close(p);
	paper_close(p);
}

/* ---- actions */

static const struct paper_column action_columns[] = {
	{ .key = "no", .flags = PAPER_DATA | PAPER_NUMBER },
	{ .key = "id", .flags = PAPER_DATA },
	{ .key = "what", .label = "What", .flags = PAPER_HEAD },
	{ .key = "who", .label = "Who" },
	{ .key = "when", .label = "When" },
	{ .key = "where", .label = "Where" },
	{ .key = "first", .label = "First step", .flags = PAPER_UNDER },
	{ .key = "status", .label = "Status" },
	{ .key = "carried", .label = "Carried", .flags = PAPER_NUMBER },
};

struct action {
	size_t rec, number;
	bool open, dated;
	instant due;
};

/* For qsort: what is open, the nearest, then by number. */
static int
by_need(const void *a, const void *b)
{
	const struct action *x = a, *y = b;

	if (x->open != y->open)
		return x->open ? -1 : 1;
	if (x->dated != y->dated)
		return x->dated ? -1 : 1;
	if (x->dated && x->due != y->due)
		return x->due > y->due ? 1 : -1;
	return (x->number > y->number) - (x->number < y->number);
}

static struct str
status_of(struct table *t, size_t rec)
{
	struct str s = table_get(t, rec, ACTIONS_STATUS);

	return s.n > 0 ? s : STR("open");
}

static struct action *
order_actions(struct table *t, bool all, size_t *n)
{
	struct action *a = xalloc(t->nrec, sizeof(*a));
	size_t i;

	*n = 0;
	for (i = 0; i < t->nrec; i++) {
		a[*n] = (struct action){ .rec = i,
			.number = table_number(t, i),
			.open = !str_is(status_of(t, i), "done") };
		a[*n].dated =
		    due_read(table_get(t, i, ACTIONS_WHEN), &a[*n].due, NULL);
		if (!table_is_dropped(t, i) && (all || a[*n].open))
			(*n)++;
	}
	sort(a, *n, sizeof(*a), by_need);
	return a;
}

static void
cell_number(struct paper *p, struct str s)
{
	double x = 0;
	size_t i;

	for (i = 0; i < s.n && s.p[i] >= '0' && s.p[i] <= '9' && i < 9; i++)
		x = x * 10 + (s.p[i] - '0');
	if (x > 0 && i == s.n)
		paper_cell_count(p, x);
	else
		paper_blank(p);
}

static void
add_action(struct material *m, const struct action *a)
{
	struct table *t = material_table(m, TABLE_ACTIONS);
	struct paper *p = &m->paper;

	paper_row(p, 0, PAPER_BOX | (a->open ? 0 : PAPER_DONE));
	paper_cell_count(p, (double)a->number);
	paper_cell(p, table_key(t, a->rec, 0));
	paper_cell(p, table_get(t, a->rec, ACTIONS_WHAT));
	material_cell_who(m, table_get(t, a->rec, ACTIONS_WHO));
	material_cell_date(m, table_get(t, a->rec, ACTIONS_WHEN));
	paper_cell(p, table_get(t, a->rec, ACTIONS_WHERE));
	paper_cell(p, table_get(t, a->rec, ACTIONS_FIRST));
	paper_cell(p, status_of(t, a->rec));
	cell_number(p, table_get(t, a->rec, ACTIONS_CARRIED));
}

void
parts_actions(struct material *m, bool all)
{
	struct paper *p = &m->paper;
	struct action *a;
	size_t i, n;

	paper_open(p, PAPER_SECTION, "actions", "Actions");
	paper_table(p, "", "Who does what, and when", action_columns,
	    sizeof(action_columns) / sizeof(action_columns[0]));
	a = order_actions(material_table(m, TABLE_ACTIONS), all, &n);
	for (i = 0; i < n; i++)
		add_action(m, &a[i]);
	free(a);
	paper_close(p);
	paper_close(p);
}

/* ---- groups */

static const struct paper_column group_columns[] = {
	{ .key = "round", .label = "Round", .flags = PAPER_NUMBER },
	{ .key = "group", .label = "Group", .flags = PAPER_HEAD },
	{ .key = "topic", .label = "Topic" },
	{ .key = "who", .label = "Who" },
};

struct place {
	size_t rec, number;
	struct str round, group;
};

/* Numbers by their size, other names by their bytes. */
static int
cmp_names(struct str a, struct str b)
{
	if (a.n != b.n)
		return a.n > b.n ? 1 : -1;
	return str_cmp(a, b);
}

static int
by_group(const void *a, const void *b)
{
	const struct place *x = a, *y = b;
	int c = cmp_names(x->round, y->round);

	if (c == 0)
		c = cmp_names(x->group, y->group);
	return c != 0 ? c : (x->number > y->number) - (x->number < y->number);
}

static struct place *
order_places(struct table *t, size_t *n)
{
	struct place *pl = xalloc(t->nrec, sizeof(*pl));
	size_t i;

	*n = 0;
	for (i = 0; i < t->nrec; i++) {
		pl[*n] = (struct place){ i, table_number(t, i),
			table_key(t, i, 0), table_get(t, i, GROUPS_GROUP) };
		*n += pl[*n].group.n > 0;
	}
	sort(pl, *n, sizeof(*pl), by_group);
	return pl;
}

static bool
same_group(const struct place *a, const struct place *b)
{
	return str_eq(a->round, b->round) && str_eq(a->group, b->group);
}

void
parts_groups(struct material *m)
{
	struct table *t = material_table(m, TABLE_GROUPS);
	struct paper *p = &m->paper;
	struct buf who = BUF_INIT;
	struct place *pl;
	size_t i, n;

	paper_open(p, PAPER_SECTION, "groups", "Groups");
	paper_table(p, "", "Breakout rounds", group_columns,
	    sizeof(group_columns) / sizeof(group_columns[0]));
	pl = order_places(t, &n);
	for (i = 0; i < n; i++) {
		buf_addz(&who, who.n > 0 ? "," : "");
		buf_add(&who, table_key(t, pl[i].rec, 1));
		if (i + 1 < n && same_group(&pl[i], &pl[i + 1]))
			continue;
		paper_row(p, 0, 0);
		cell_number(p, pl[i].round);
		paper_cell(p, pl[i].group);
		paper_cell(p, table_get(t, pl[i].rec, GROUPS_TOPIC));
		material_cell_who(m, buf_str(&who));
		buf_cut(&who, 0);
	}
	free(pl);
	buf_release(&who);
	paper_close(p);
	paper_close(p);
}

/* ---- statements and questions */

bool
parts_has_statement(const struct material *m, uint32_t i)
{
	return m->ballot.statement[i].state != BALLOT_DROPPED;
}

void
parts_statement(struct material *m, uint32_t i)
{
	const struct ballot_statement *st = &m->ballot.statement[i];
	struct table *t = m->ballot.statements;
	struct str title = ballot_title(st);
	size_t rec = table_numbered(t, i + 1);
	struct paper *p = &m->paper;

	paper_entry(p, NULL, title);
	material_record(m, t, rec);
	paper_fact(p, "title", NULL, st->title);
	paper_text(
	    p, "text", st->text, str_eq(title, st->text) ? PAPER_DATA : 0);
	paper_fact(p, "source", "Source", table_get(t, rec, STATEMENTS_SOURCE));
}

void
parts_options(struct material *m, uint32_t i, const char *label)
{
	const struct ballot_statement *st = &m->ballot.statement[i];
	struct buf b = BUF_INIT;
	size_t k;

	for (k = 0; k < st->noption; k++) {
		buf_addz(&b, k > 0 ? ", " : "");
		buf_add(&b, ballot_position_name(&m->ballot, st->option[k]));
	}
	paper_fact(&m->paper, "options", label, buf_str(&b));
	buf_release(&b);
}

size_t *
parts_questions(struct material *m, const char *kind, size_t *n)
{
	struct table *t = m->board.questions;
	size_t *rec = xalloc(t->nrec, sizeof(*rec)), i, at;

	*n = 0;
	for (i = 0; i < t->nrec; i++) {
		at = table_order(t)[i];
		if (str_is(board_kind(t, at), kind) &&
		    m->board.root[at] == at && !table_is_dropped(t, at))
			rec[(*n)++] = at;
	}
	board_sort(&m->board, rec, *n);
	return rec;
}
