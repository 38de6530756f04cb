/* People by statements, and votes as rows. */
#include <stdlib.h>
#include <unistd.h>

#include "people.h"
#include "tsv.h"
#include "utf8.h"
#include "vote.h"
#include "xalloc.h"

#define BEHIND " / comment"

/* The title's least width, and that of a cell, on a terminal. */
enum { TITLE_WIDTH = 24, CELL_WIDTH = 3 };

/* ---- headings */

static struct str
id_of(const struct ballot_statement *st)
{
	return st->id;
}

static struct str
title_of(const struct ballot_statement *st)
{
	return st->title;
}

static struct str
text_of(const struct ballot_statement *st)
{
	return st->text;
}

/* What a heading may be: the first that only one statement has counts. */
static struct str (*const names[])(
    const struct ballot_statement *) = { id_of, title_of, text_of };

enum { NNAME = sizeof(names) / sizeof(names[0]) };

static uint32_t
only_one(const struct ballot *b, struct str heading, size_t name)
{
	uint32_t i, found = BALLOT_NONE;

	for (i = 0; i < b->n; i++) {
		if (b->statement[i].state == BALLOT_DROPPED ||
		    !str_eq(names[name](&b->statement[i]), heading))
			continue;
		if (found != BALLOT_NONE)
			return BALLOT_NONE;
		found = i;
	}
	return found;
}

static uint32_t
plain_heading(const struct ballot *b, struct str heading)
{
	uint32_t found = BALLOT_NONE;
	size_t i;

	for (i = 0; heading.n > 0 && found == BALLOT_NONE && i < NNAME; i++)
		found = only_one(b, heading, i);
	return found;
}

/* Cuts ` / comment` off; false where a heading does not end so. */
static bool
cut_behind(struct str *heading)
{
	struct str behind = STR(BEHIND);

	if (heading->n <= behind.n ||
	    !str_eq(str_from(*heading, heading->n - behind.n), behind))
		return false;
	*heading = str_upto(*heading, heading->n - behind.n);
	return true;
}

uint32_t
vote_heading(struct vote *v, struct str heading, bool *comment)
{
	uint32_t i = plain_heading(&v->b, heading);

	*comment = i == BALLOT_NONE && cut_behind(&heading);
	return *comment ? plain_heading(&v->b, heading) : i;
}

/* ---- what was called so once */

/* Whether the row gave a statement that name. */
static bool
gives(const struct rows *r, struct str raw)
{
	return str_eq(rows_field(r, STATEMENTS_ID), raw) ||
	    str_eq(rows_field(r, STATEMENTS_TITLE), raw) ||
	    str_eq(rows_field(r, STATEMENTS_TEXT), raw);
}

/* When a statement was given that name last. */
static instant
last_given(struct table *t, size_t rec, struct str raw)
{
	instant last = INSTANT_NONE;
	struct rows r;

	rows_begin(&r, &t->text);
	while (rows_next(&r))
		if (gives(&r, raw) && table_record_of(t, &r) == rec &&
		    (last == INSTANT_NONE || r.time > last))
			last = r.time;
	rows_release(&r);
	return last;
}

/* Whether it got a text later that began a new round, and so is another. */
static bool
is_another(struct table *t, size_t rec, instant last)
{
	bool found = false;
	struct rows r;

	rows_begin(&r, &t->text);
	while (!found && rows_next(&r))
		found = r.time > last &&
		    rows_field(&r, STATEMENTS_TEXT).n > 0 &&
		    rows_field(&r, STATEMENTS_ROUND).n > 0 &&
		    table_record_of(t, &r) == rec;
	rows_release(&r);
	return found;
}

static enum vote_once
became(struct vote *v, size_t rec, struct str raw)
{
	struct table *t = v->b.statements;

	if (table_is_dropped(t, rec))
		return VOTE_DROPPED;
	return is_another(t, rec, last_given(t, rec, raw)) ? VOTE_ANOTHER
							   : VOTE_SAME;
}

static enum vote_once
plain_once(struct vote *v, struct str heading, uint32_t *statement)
{
	struct table *t = v->b.statements;
	enum vote_once once = VOTE_NEVER, one;
	struct buf raw = BUF_INIT;
	struct rows r;
	uint32_t i;

	tsv_add_raw(&raw, heading);
	*statement = BALLOT_NONE;
	rows_begin(&r, &t->text);
	while (heading.n > 0 && rows_next(&r)) {
		if (!gives(&r, buf_str(&raw)))
			continue;
		i = ballot_statement_of(&v->b, table_record_of(t, &r));
		if (i == BALLOT_NONE || i == *statement)
			continue;
		one = became(v, table_record_of(t, &r), buf_str(&raw));
		if (one == VOTE_SAME && once == VOTE_SAME)
			once = VOTE_SEVERAL;
		if (one > once) {
			once = one;
			*statement = i;
		}
	}
	rows_release(&r);
	buf_release(&raw);
	return once;
}

enum vote_once
vote_heading_once(
    struct vote *v, struct str heading, uint32_t *statement, bool *comment)
{
	enum vote_once once = plain_once(v, heading, statement);

	*comment = once == VOTE_NEVER && cut_behind(&heading);
	return *comment ? plain_once(v, heading, statement) : once;
}

/* ---- the heading of a statement */

/* The heading that a reader of the table likes best of those that are
 * understood. */
static struct str
heading_of(struct vote *v, uint32_t i)
{
	const struct ballot_statement *st = &v->b.statement[i];
	struct str s = { NULL, 0 };
	struct buf behind = BUF_INIT;
	bool comment;
	size_t k;

	for (k = 1; k <= NNAME; k++) {
		s = names[k % NNAME](st);
		if (vote_heading(v, s, &comment) != i || comment)
			continue;
		buf_cut(&behind, 0);
		buf_add(&behind, s);
		buf_addz(&behind, BEHIND);
		if (vote_heading(v, buf_str(&behind), &comment) == i && comment)
			break;
	}
	buf_release(&behind);
	return k <= NNAME ? s : st->id;
}

/* ---- voters */

/* By number: who has taken a position. */
static bool *
find_voted(struct vote *v)
{
	bool *voted = xcalloc(v->b.votes->key.n, sizeof(*voted));
	struct ballot_vote vote;
	size_t rec;

	for (rec = 0; rec < v->b.votes->nrec; rec++)
		if (ballot_vote(&v->b, rec, &vote))
			voted[vote.who] = true;
	return voted;
}

void
vote_add_voters(struct vote *v, struct handles *h)
{
	struct table *people = v->c->session.table[TABLE_PEOPLE];
	const size_t *order = table_order(people);
	bool *voted = find_voted(v);
	struct handles others = { 0 };
	struct str who;
	uint32_t n;
	size_t i;

	for (i = 0; i < people->nrec; i++) {
		who = table_key(people, order[i], 0);
		n = intern_get(&v->b.votes->key, who);
		if ((n != INTERN_NONE && voted[n]) ||
		    (people_takes_part(people, order[i]) &&
			!table_is_dropped(people, order[i])))
			handles_add(h, who);
	}
	for (n = 0; n < v->b.votes->key.n; n++) {
		who = table_first_of(v->b.votes, n);
		if (voted[n] && handles_place(h, who) == HANDLES_NONE)
			handles_add(&others, who);
	}
	handles_sort(&others);
	for (i = 0; i < others.n; i++)
		handles_add(h, others.who[i]);
	handles_release(&others);
	free(voted);
}

/* ---- cells */

struct matrix {
	struct vote v;
	struct out o;
	enum out_format format;
	struct handles who;
	uint32_t *statement;
	size_t n;
	bool *commented; /* by place in `statement` */
	struct out_column *column;
	size_t ncolumn, capcolumn;
	size_t width; /* of a person's cells; 0: as wide as they are */
};

/* The record of a cell that may be shown, or TABLE_NONE. */
static size_t
cell(struct matrix *m, size_t k, size_t w)
{
	const struct ballot_statement *st = &m->v.b.statement[m->statement[k]];

	if (st->state == BALLOT_SEALED)
		return TABLE_NONE;
	return ballot_find(&m->v.b, m->statement[k], st->round, m->who.who[w]);
}

static struct str
field(struct matrix *m, size_t rec, int col)
{
	return rec != TABLE_NONE ? table_get(m->v.b.votes, rec, col)
				 : (struct str){ NULL, 0 };
}

static void
find_comments(struct matrix *m)
{
	size_t k, w;

	m->commented = xcalloc(m->n, sizeof(*m->commented));
	for (k = 0; k < m->n; k++)
		for (w = 0; w < m->who.n && !m->commented[k]; w++)
			m->commented[k] =
			    field(m, cell(m, k, w), VOTES_COMMENT).n > 0;
}

static void
add_column(
    struct matrix *m, struct str name, const char *behind, enum out_type type)
{
	struct buf b = BUF_INIT;

	buf_add(&b, name);
	buf_addz(&b, behind);
	m->column =
	    xgrow(m->column, m->ncolumn, &m->capcolumn, sizeof(*m->column));
	m->column[m->ncolumn++] =
	    (struct out_column){ arena_copy(&m->v.mem, buf_str(&b)).p, type,
		    false };
	buf_release(&b);
}

/* ---- a row a person: for files and programs */

static void
columns_of_statements(struct matrix *m)
{
	struct str name;
	size_t k;

	add_column(m, STR("who"), "", OUT_TEXT);
	for (k = 0; k < m->n; k++) {
		name = m->format == OUT_CSV
		    ? heading_of(&m->v, m->statement[k])
		    : m->v.b.statement[m->statement[k]].id;
		add_column(m, name, "", OUT_TEXT);
		if (m->commented[k])
			add_column(m, name, BEHIND, OUT_TEXT);
	}
}

static void
print_person(struct matrix *m, size_t w)
{
	size_t k, rec;

	out_text(&m->o, m->who.who[w]);
	for (k = 0; k < m->n; k++) {
		rec = cell(m, k, w);
		out_text(&m->o, field(m, rec, VOTES_POSITION));
		if (m->commented[k])
			out_text(&m->o, field(m, rec, VOTES_COMMENT));
	}
}

/* ---- a row a statement: for people, as in a shared table */

/* How wide a person's cells are, so that the titles can be read too. */
static size_t
cell_width(const struct matrix *m)
{
	size_t room = isatty(STDOUT_FILENO) ? cli_width() : 0,
	       used = TITLE_WIDTH + 4, each;

	if (m->format != OUT_TABLE || room == 0 || m->who.n == 0 ||
	    cli_value(m->v.c, "columns") != NULL)
		return 0;
	each = room > used ? (room - used) / m->who.n : 0;
	return each > CELL_WIDTH + 2 ? each - 2 : CELL_WIDTH;
}

static bool
same_cut(struct str a, struct str b, size_t width)
{
	return str_eq(utf8_cut(a, width), utf8_cut(b, width));
}

/* A handle cut to the width; where others begin alike, with its end. */
static void
add_handle(const struct matrix *m, size_t w, struct buf *b)
{
	struct str s = m->who.who[w];
	size_t i;

	if (m->width == 0 || s.n <= m->width) {
		buf_add(b, s);
		return;
	}
	for (i = 0; i < m->who.n; i++)
		if (i != w && same_cut(s, m->who.who[i], m->width))
			break;
	if (i == m->who.n) {
		buf_add(b, str_upto(s, m->width));
		return;
	}
	buf_add(b, str_upto(s, m->width - 1));
	buf_addc(b, s.p[s.n - 1]);
}

static void
columns_of_people(struct matrix *m)
{
	struct buf b = BUF_INIT;
	size_t w;

	m->width = cell_width(m);
	add_column(m, STR("no"), "", OUT_NUMBER);
	add_column(m, STR("title"), "", OUT_TEXT);
	for (w = 0; w < m->who.n; w++) {
		buf_cut(&b, 0);
		add_handle(m, w, &b);
		add_column(m, buf_str(&b), "", OUT_TEXT);
	}
	buf_release(&b);
}

/* A position cut to the width; where options begin alike, its number. */
static void
add_position(
    const struct matrix *m, uint32_t i, struct str position, struct buf *b)
{
	const struct ballot_statement *st = &m->v.b.statement[i];
	size_t k, mine = 0, alike = 0;
	struct str option;

	if (m->width == 0 || utf8_width(position) <= m->width) {
		buf_add(b, position);
		return;
	}
	for (k = 0; k < st->noption; k++) {
		option = ballot_position_name(&m->v.b, st->option[k]);
		alike += same_cut(option, position, m->width);
		if (str_eq(option, position))
			mine = k + 1;
	}
	if (alike > 1 && mine > 0)
		buf_addf(b, "#%zu", mine);
	else
		buf_add(b, utf8_cut(position, m->width));
}

static void
print_row(struct matrix *m, size_t k)
{
	const struct ballot_statement *st = &m->v.b.statement[m->statement[k]];
	struct buf b = BUF_INIT;
	struct str comment;
	size_t w, rec;

	if (st->state == BALLOT_NOW)
		out_mark(&m->o);
	out_number(&m->o, m->statement[k] + 1);
	out_text(&m->o, ballot_title(st));
	for (w = 0; w < m->who.n; w++) {
		rec = cell(m, k, w);
		buf_cut(&b, 0);
		add_position(
		    m, m->statement[k], field(m, rec, VOTES_POSITION), &b);
		comment = field(m, rec, VOTES_COMMENT);
		if (m->format == OUT_MD && comment.n > 0)
			buf_addf(&b, ": %.*s", STR_ARG(comment));
		out_text(&m->o, buf_str(&b));
	}
	buf_release(&b);
}

/* ---- matrix */

static bool
for_people(const struct matrix *m)
{
	return m->format == OUT_TABLE || m->format == OUT_MD;
}

static int
begin(struct matrix *m, struct cli *c)
{
	if (vote_read(&m->v, c, VOTE_COMMENTS | VOTE_PEOPLE) == -1 ||
	    cli_format(c, &m->format) == -1 ||
	    vote_select(&m->v, &m->statement, &m->n) == -1)
		return -1;
	vote_add_voters(&m->v, &m->who);
	find_comments(m);
	if (for_people(m))
		columns_of_people(m);
	else
		columns_of_statements(m);
	return cli_list(c, &m->o, m->column, m->ncolumn);
}

static int
print(struct matrix *m)
{
	size_t i;

	for (i = 0; for_people(m) && i < m->n; i++)
		print_row(m, i);
	for (i = 0; !for_people(m) && i < m->who.n; i++)
		print_person(m, i);
	vote_say_sealed(&m->v, m->statement, m->n);
	return out_end(&m->o, &m->v.c->err);
}

int
vote_matrix(struct cli *c)
{
	struct matrix m = { 0 };
	int rc = begin(&m, c);

	if (rc == 0)
		rc = print(&m);
	handles_release(&m.who);
	free(m.statement);
	free(m.commented);
	free(m.column);
	return vote_end(&m.v, rc == -1 ? cli_fail(c) : EXIT_YES);
}

/* ---- export */

/* Whether a vote's record is about a statement that may be shown, and says
 * something. */
static bool
is_exported(struct vote *v, size_t rec)
{
	const struct ballot_poll *p =
	    &v->b.poll[table_rest_number(v->b.votes, rec)];
	enum ballot_state state;

	if (p->statement == BALLOT_NONE)
		return false;
	state = v->b.statement[p->statement].state;
	return state != BALLOT_DROPPED &&
	    (state != BALLOT_SEALED || p->round == 0) &&
	    (table_is_set(v->b.votes, rec, VOTES_POSITION) ||
		table_is_set(v->b.votes, rec, VOTES_COMMENT));
}

int
vote_export(struct cli *c)
{
	static const struct out_column columns[] = { { "who", OUT_TEXT, 0 },
		{ "ref", OUT_TEXT, 0 }, { "round", OUT_NUMBER, 0 },
		{ "position", OUT_TEXT, 0 }, { "comment", OUT_TEXT, 0 } };
	uint32_t *statement;
	struct table *t;
	struct vote v;
	struct out o;
	size_t i, n;

	if (vote_read(&v, c, VOTE_COMMENTS) == -1 ||
	    cli_list(c, &o, columns, 5) == -1)
		return vote_end(&v, cli_fail(c));
	t = v.b.votes;
	for (i = 0; i < t->nrec; i++) {
		if (!is_exported(&v, i))
			continue;
		out_text(&o, table_key(t, i, 0));
		out_text(&o, table_key(t, i, 1));
		out_text(&o, table_key(t, i, 2));
		out_text(&o, table_get(t, i, VOTES_POSITION));
		out_text(&o, table_get(t, i, VOTES_COMMENT));
	}
	if (vote_select(&v, &statement, &n) == 0) {
		vote_say_sealed(&v, statement, n);
		free(statement);
	}
	return vote_end(
	    &v, out_end(&o, &c->err) == -1 ? cli_fail(c) : EXIT_YES);
}
