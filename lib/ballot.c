#include <stdlib.h>

#include "ballot.h"
#include "near.h"
#include "people.h"
#include "tsv.h"
#include "words.h"
#include "xalloc.h"

/* What is known of who voted; a set of these. */
enum { PRESENT = 1, TAKES_PART = 2, VOTED = 4 };

const char *const ballot_states[BALLOT_NSTATE] = { [BALLOT_OPEN] = "open",
	[BALLOT_NOW] = "now",
	[BALLOT_DISCUSSED] = "discussed",
	[BALLOT_SEALED] = "sealed",
	[BALLOT_CLOSED] = "closed",
	[BALLOT_DROPPED] = "dropped" };

static const char default_options[] = "agree,disagree";

/* ---- states */

const char *
ballot_state_name(enum ballot_state state)
{
	return ballot_states[state];
}

bool
ballot_state_parse(struct str s, enum ballot_state *state)
{
	int i;

	for (i = 0; i < BALLOT_NSTATE; i++)
		if (str_is(s, ballot_states[i])) {
			*state = (enum ballot_state)i;
			return true;
		}
	return false;
}

bool
ballot_takes(const struct ballot_statement *st)
{
	return st->state != BALLOT_CLOSED && st->state != BALLOT_DROPPED;
}

bool
ballot_is_sealed(struct table *statements, struct str id)
{
	size_t rec;

	if (statements == NULL)
		return true;
	rec = table_find(statements, &id);
	return rec != TABLE_NONE &&
	    str_is(table_get(statements, rec, STATEMENTS_STATE), "sealed");
}

/* ---- reading statements */

static uint32_t
position_number(struct ballot *b, struct str s)
{
	return intern_put(&b->position, s, intern_hash(s));
}

static void
read_options(struct ballot *b, struct ballot_statement *st, struct str list)
{
	struct str one;
	size_t cap = 0;

	st->open_ended = str_is(list, "none");
	if (st->open_ended)
		return;
	if (list.n == 0)
		list = STR(default_options);
	while (str_split(&list, ',', &one)) {
		one = str_trim(one);
		if (one.n == 0)
			continue;
		st->option =
		    xgrow(st->option, st->noption, &cap, sizeof(*st->option));
		st->option[st->noption++] = position_number(b, one);
	}
}

static uint32_t
read_number(struct str s)
{
	uint32_t n = 0;
	size_t i;

	for (i = 0; i < s.n && i < 9 && words_digit(s.p[i]); i++)
		n = n * 10 + (uint32_t)(s.p[i] - '0');
	return i == s.n ? n : 0;
}

static void
read_statement(struct ballot *b, uint32_t i, size_t rec)
{
	struct ballot_statement *st = &b->statement[i];
	struct table *t = b->statements;

	*st = (struct ballot_statement){ .id = table_key(t, rec, 0),
		.title = table_get(t, rec, STATEMENTS_TITLE),
		.text = table_get(t, rec, STATEMENTS_TEXT),
		.round = read_number(table_get(t, rec, STATEMENTS_ROUND)),
		.poll = BALLOT_NONE,
		.polls = BALLOT_NONE,
		.ordinal =
		    str_is(table_get(t, rec, STATEMENTS_SCALE), "ordinal") };
	ballot_state_parse(table_get(t, rec, STATEMENTS_STATE), &st->state);
	st->round += st->round == 0;
	read_options(b, st, table_get(t, rec, STATEMENTS_OPTIONS));
}

/* What each pair of a ref and a round means. */
static void
read_polls(struct ballot *b)
{
	struct ballot_statement *st;
	struct ballot_poll *p;
	uint32_t i;

	b->npoll = b->votes->two.n;
	b->poll = xcalloc(b->npoll, sizeof(*b->poll));
	for (i = 0; i < b->npoll; i++) {
		p = &b->poll[i];
		p->statement =
		    ballot_statement_called(b, table_rest_of(b->votes, i, 0));
		p->round = read_number(table_rest_of(b->votes, i, 1));
		p->next = p->first = p->last = BALLOT_NONE;
		if (p->statement == BALLOT_NONE)
			continue;
		st = &b->statement[p->statement];
		p->next = st->polls;
		st->polls = i;
		if (p->round == st->round)
			st->poll = i;
	}
}

void
ballot_read(struct ballot *b, struct session *s)
{
	const size_t *order;
	uint32_t i;

	*b = (struct ballot){ .s = s,
		.statements = s->table[TABLE_STATEMENTS],
		.votes = s->table[TABLE_VOTES] };
	b->pass = position_number(b, STR("pass"));
	b->n = (uint32_t)b->statements->nrec;
	b->statement = xcalloc(b->n, sizeof(*b->statement));
	b->of_record = xalloc(b->n, sizeof(*b->of_record));
	order = table_order(b->statements);
	for (i = 0; i < b->n; i++) {
		b->of_record[order[i]] = i;
		read_statement(b, i, order[i]);
	}
	if (b->votes != NULL)
		read_polls(b);
}

void
ballot_release(struct ballot *b)
{
	uint32_t i;

	for (i = 0; i < b->n; i++)
		free(b->statement[i].option);
	free(b->statement);
	free(b->of_record);
	free(b->poll);
	free(b->cell);
	free(b->standing);
	intern_release(&b->position);
	intern_release(&b->frozen);
	free(b->entitled);
	pairs_release(&b->of_cell);
	pairs_release(&b->taken);
	*b = (struct ballot){ 0 };
}

uint32_t
ballot_statement_of(struct ballot *b, size_t rec)
{
	return rec < b->n ? b->of_record[rec] : BALLOT_NONE;
}

uint32_t
ballot_statement_called(struct ballot *b, struct str id)
{
	return ballot_statement_of(b, table_find(b->statements, &id));
}

struct str
ballot_title(const struct ballot_statement *st)
{
	if (st->title.n > 0)
		return st->title;
	return str_upto(st->text, str_find(st->text, '\n'));
}

/* ---- options and positions */

int
ballot_add_option(struct str typed, struct buf *b, struct error *e)
{
	static const char *const taken[] = { "pass", "up", "none", "rest",
		"not selected" };
	size_t i;

	typed = str_trim(typed);
	if (typed.n == 0)
		return error_set(e, EXIT_INPUT, "an option without a name");
	for (i = 0; i < sizeof(taken) / sizeof(taken[0]); i++)
		if (words_is(typed, taken[i]))
			return error_set(e, EXIT_INPUT,
			    "no option can be called \"%s\"", taken[i]);
	for (i = 0; i < typed.n; i++)
		if (memchr(",\t\r\n", typed.p[i], 4) != NULL)
			return error_set(e, EXIT_INPUT,
			    "no comma, tab or new line in an option: \"%.*s\"",
			    STR_ARG(typed));
	buf_add(b, typed);
	return 0;
}

static bool
list_has(struct str list, struct str name)
{
	struct str one;

	while (str_split(&list, ',', &one))
		if (words_eq(one, name))
			return true;
	return false;
}

int
ballot_add_options(struct str typed, struct buf *b, struct error *e)
{
	size_t from = b->n, n = 0;
	struct str one, rest = typed;

	if (str_is(typed, "none")) {
		buf_add(b, typed);
		return 0;
	}
	while (str_split(&rest, ',', &one)) {
		one = str_trim(one);
		if (list_has(str_from(buf_str(b), from), one))
			return error_set(e, EXIT_INPUT,
			    "an option stands twice: \"%.*s\"", STR_ARG(one));
		if (n++ > 0)
			buf_addc(b, ',');
		if (ballot_add_option(one, b, e) == -1)
			return -1;
	}
	if (n < 2)
		return error_set(e, EXIT_INPUT,
		    "one option is no choice: \"%.*s\"", STR_ARG(typed));
	return 0;
}

struct str
ballot_position_name(const struct ballot *b, uint32_t position)
{
	return intern_str(&b->position, position);
}

/* The options of a statement, and `pass` last; the caller frees them. */
static struct str *
candidates(const struct ballot *b, const struct ballot_statement *st, size_t *n)
{
	struct str *cand = xalloc(st->noption + 1, sizeof(*cand));
	size_t i;

	for (i = 0; i < st->noption; i++)
		cand[i] = ballot_position_name(b, st->option[i]);
	cand[i] = STR("pass");
	*n = i + 1;
	return cand;
}

/* Which one has that name; `n` where none has. */
static size_t
called(struct str typed, const struct str cand[], size_t n)
{
	size_t i;

	for (i = 0; i < n && !words_eq(cand[i], typed); i++)
		;
	return i;
}

/* How many begin with what was typed; the first of them. */
static size_t
beginning(struct str typed, const struct str cand[], size_t n, size_t *at)
{
	size_t i, found = 0;

	for (i = 0; typed.n > 0 && i < n; i++)
		if (words_prefix(cand[i], typed)) {
			*at = found == 0 ? i : *at;
			found++;
		}
	return found;
}

/* What each statement's votes hold.  Rows that were put since may be of polls
 * that were not read. */
static void
read_taken(struct ballot *b)
{
	struct ballot_vote v;
	uint32_t statement;
	size_t rec;

	for (rec = 0; b->votes != NULL && rec < b->votes->nrec; rec++) {
		if (table_rest_number(b->votes, rec) >= b->npoll ||
		    !ballot_vote(b, rec, &v))
			continue;
		statement = b->poll[v.poll].statement;
		pairs_put(&b->taken, statement, v.position,
		    pairs_hash(statement, v.position));
	}
	b->took = true;
}

/*
 * Whether a vote on the statement holds that position, by its whole name.
 * Where two clones added an option each, a merge keeps one list of options,
 * and the votes for the other one still count.
 */
static bool
is_taken(struct ballot *b, uint32_t statement, struct str typed,
    struct str *position)
{
	uint32_t i;

	if (!b->took)
		read_taken(b);
	i = intern_get(&b->position, typed);
	if (i == INTERN_NONE ||
	    pairs_get(&b->taken, statement, i) == INTERN_NONE)
		for (i = 0; i < b->position.n; i++)
			if (words_eq(intern_str(&b->position, i), typed) &&
			    pairs_get(&b->taken, statement, i) != INTERN_NONE)
				break;
	if (i < b->position.n)
		*position = intern_str(&b->position, i);
	return i < b->position.n;
}

static int
no_position(struct str typed, const struct str cand[], size_t n, size_t found,
    struct error *e)
{
	size_t i;

	if (found > 1) {
		error_set(e, EXIT_INPUT,
		    "position \"%.*s\" is ambiguous:", STR_ARG(typed));
		for (i = 0; i < n; i++)
			if (words_prefix(cand[i], typed))
				buf_addf(
				    &e->msg, " \"%.*s\"", STR_ARG(cand[i]));
		return -1;
	}
	error_set(e, EXIT_INPUT, "no position \"%.*s\"",
	    STR_ARG(str_upto(typed, 80)));
	i = near_miss(typed, cand, n);
	if (i < n)
		buf_addf(&e->msg, ": did you mean \"%.*s\"?", STR_ARG(cand[i]));
	else
		buf_addz(&e->msg, ": there are");
	for (i = i < n ? n : 0; i < n; i++)
		buf_addf(
		    &e->msg, "%s %.*s", i > 0 ? "," : "", STR_ARG(cand[i]));
	return -1;
}

/* The quick way, for many votes: the very name of an option. */
static bool
is_option(const struct ballot *b, const struct ballot_statement *st,
    struct str typed, struct str *position)
{
	uint32_t number = intern_get(&b->position, typed);
	size_t i;

	for (i = 0; number != INTERN_NONE && i < st->noption; i++)
		if (st->option[i] == number) {
			*position = intern_str(&b->position, number);
			return true;
		}
	return false;
}

int
ballot_position(struct ballot *b, uint32_t statement, struct str typed,
    struct str *position, struct error *e)
{
	const struct ballot_statement *st = &b->statement[statement];
	struct str *cand;
	size_t n, found = 1, at;
	int rc = 0;

	typed = str_trim(typed);
	if (is_option(b, st, typed, position))
		return 0;
	if (st->open_ended && typed.n > 0 && !str_is(typed, "up")) {
		*position = typed;
		return 0;
	}
	cand = candidates(b, st, &n);
	at = called(typed, cand, n);
	if (at == n && is_taken(b, statement, typed, position)) {
		free(cand);
		return 0;
	}
	if (at == n)
		found = beginning(typed, cand, n, &at);
	if (found == 1)
		*position = cand[at];
	else
		rc = no_position(typed, cand, n, found, e);
	free(cand);
	return rc;
}

/* ---- votes */

/* The vote of a record, if that were its position. */
static bool
vote_of(
    struct ballot *b, size_t rec, struct str position, struct ballot_vote *v)
{
	const struct ballot_poll *p;

	v->poll = table_rest_number(b->votes, rec);
	p = &b->poll[v->poll];
	if (p->statement == BALLOT_NONE || p->round == 0 || position.n == 0)
		return false;
	v->position = position_number(b, position);
	v->who = table_first_number(b->votes, rec);
	return true;
}

bool
ballot_vote(struct ballot *b, size_t rec, struct ballot_vote *v)
{
	return vote_of(b, rec, table_get(b->votes, rec, VOTES_POSITION), v);
}

size_t
ballot_find(
    struct ballot *b, uint32_t statement, uint32_t round, struct str who)
{
	struct str key[3] = { who, b->statement[statement].id, { NULL, 0 } };
	struct buf number = BUF_INIT;
	size_t rec;

	buf_addf(&number, "%u", (unsigned)round);
	key[2] = buf_str(&number);
	rec = table_find(b->votes, key);
	buf_release(&number);
	return rec;
}

uint32_t
ballot_taken(
    struct ballot *b, uint32_t statement, uint32_t round, struct str who)
{
	size_t rec = ballot_find(b, statement, round, who);
	struct str s;

	if (rec == TABLE_NONE)
		return BALLOT_NONE;
	s = table_get(b->votes, rec, VOTES_POSITION);
	return s.n > 0 ? position_number(b, s) : BALLOT_NONE;
}

/* ---- counting */

static void
add_cell(struct ballot *b, uint32_t i, const struct ballot_vote *v)
{
	struct ballot_poll *p = &b->poll[v->poll];

	b->cell = xgrow(b->cell, i, &b->capcell, sizeof(*b->cell));
	b->cell[i] =
	    (struct ballot_cell){ v->poll, v->position, BALLOT_NONE, 0 };
	if (p->first == BALLOT_NONE)
		p->first = i;
	else
		b->cell[p->last].next = i;
	p->last = i;
}

static void
count_vote(struct ballot *b, const struct ballot_vote *v)
{
	uint32_t n = b->of_cell.n,
		 i = pairs_put(&b->of_cell, v->poll, v->position,
		     pairs_hash(v->poll, v->position));

	if (i == n)
		add_cell(b, i, v);
	b->cell[i].n++;
}

/* Whether it is a wish to discuss a statement. */
static bool
is_wish(struct ballot *b, size_t rec)
{
	const struct ballot_poll *p =
	    &b->poll[table_rest_number(b->votes, rec)];

	return p->statement != BALLOT_NONE && p->round == 0 &&
	    str_is(table_get(b->votes, rec, VOTES_POSITION), "up");
}

/* How many cast in each statement's current round. */
static void
sum_cells(struct ballot *b)
{
	struct ballot_statement *st;
	uint32_t c, i;

	for (i = 0; i < b->n; i++) {
		st = &b->statement[i];
		c = st->poll != BALLOT_NONE ? b->poll[st->poll].first
					    : BALLOT_NONE;
		for (; c != BALLOT_NONE; c = b->cell[c].next)
			st->cast += b->cell[c].n;
	}
}

void
ballot_count(struct ballot *b)
{
	struct ballot_vote v;
	size_t rec;

	for (rec = 0; b->votes != NULL && rec < b->votes->nrec; rec++)
		if (ballot_vote(b, rec, &v))
			count_vote(b, &v);
		else if (is_wish(b, rec))
			b->statement[b->poll[v.poll].statement].wanted++;
	sum_cells(b);
}

void
ballot_count_rows(struct ballot *b)
{
	struct ballot_vote v;
	struct str raw;
	struct rows r;

	rows_begin(&r, &b->votes->text);
	while (rows_next(&r)) {
		raw = rows_field(&r, VOTES_POSITION);
		if (raw.n == 0 || str_eq(raw, TSV_CLEARED) ||
		    !vote_of(b, table_record_of(b->votes, &r),
			table_plain(b->votes, raw), &v))
			continue;
		count_vote(b, &v);
	}
	rows_release(&r);
	sum_cells(b);
}

uint32_t
ballot_poll_of(const struct ballot *b, uint32_t statement, uint32_t round)
{
	const struct ballot_statement *st = &b->statement[statement];
	uint32_t i;

	if (round == st->round)
		return st->poll;
	for (i = st->polls; i != BALLOT_NONE; i = b->poll[i].next)
		if (b->poll[i].round == round)
			break;
	return i;
}

/* For qsort. */
static int
by_round(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

uint32_t *
ballot_rounds(const struct ballot *b, uint32_t statement, size_t *n)
{
	const struct ballot_statement *st = &b->statement[statement];
	uint32_t *round = NULL, i;
	size_t cap = 0, of = 0, k;

	round = xgrow(round, of, &cap, sizeof(*round));
	round[of++] = st->round;
	for (i = st->polls; i != BALLOT_NONE; i = b->poll[i].next) {
		if (b->poll[i].round == 0 || b->poll[i].round >= st->round)
			continue;
		round = xgrow(round, of, &cap, sizeof(*round));
		round[of++] = b->poll[i].round;
	}
	qsort(round, of, sizeof(*round), by_round);
	for (*n = 0, k = 0; k < of; k++)
		if (k == 0 || round[k] != round[k - 1])
			round[(*n)++] = round[k];
	return round;
}

struct ballot_side *
ballot_sides(
    const struct ballot *b, uint32_t statement, uint32_t poll, size_t *n)
{
	const struct ballot_statement *st = &b->statement[statement];
	struct ballot_side *side = xcalloc(st->noption + 1, sizeof(*side));
	size_t cap = st->noption + 1, i, pass = 0;
	uint32_t c;

	for (*n = 0; *n < st->noption; (*n)++)
		side[*n].position = st->option[*n];
	c = poll != BALLOT_NONE ? b->poll[poll].first : BALLOT_NONE;
	for (; c != BALLOT_NONE; c = b->cell[c].next) {
		if (b->cell[c].position == b->pass) {
			pass = b->cell[c].n;
			continue;
		}
		for (i = 0; i < *n; i++)
			if (side[i].position == b->cell[c].position)
				break;
		if (i == *n) {
			side = xgrow(side, (*n)++, &cap, sizeof(*side));
			side[i].position = b->cell[c].position;
		}
		side[i].n = b->cell[c].n;
	}
	side = xgrow(side, *n, &cap, sizeof(*side));
	side[(*n)++] = (struct ballot_side){ b->pass, pass };
	return side;
}

/* ---- who is there */

static void
mark(struct ballot *b, struct str handle, unsigned char what)
{
	uint32_t who =
	    b->votes != NULL ? intern_get(&b->votes->key, handle) : INTERN_NONE;

	if (who != INTERN_NONE)
		b->standing[who] |= what;
}

static void
mark_people(struct ballot *b)
{
	struct table *people = b->s->table[TABLE_PEOPLE];
	bool present, takes_part;
	size_t i;

	for (i = 0; i < people->nrec; i++) {
		present = people_is_present(people, i);
		takes_part = people_takes_part(people, i);
		b->base += present && takes_part;
		mark(b, table_key(people, i, 0),
		    (present ? PRESENT : 0) | (takes_part ? TAKES_PART : 0));
	}
}

static void
mark_voters(struct ballot *b)
{
	struct ballot_statement *st;
	const struct ballot_poll *p;
	struct ballot_vote v;
	size_t rec;

	for (rec = 0; b->votes != NULL && rec < b->votes->nrec; rec++) {
		if (!ballot_vote(b, rec, &v))
			continue;
		p = &b->poll[v.poll];
		st = &b->statement[p->statement];
		b->voters += (b->standing[v.who] & VOTED) == 0;
		b->standing[v.who] |= VOTED;
		if (p->round == st->round &&
		    (b->standing[v.who] & (PRESENT | TAKES_PART)) == PRESENT)
			st->present++;
	}
}

static size_t
count_handles(struct str list)
{
	struct str one;
	size_t n = 0;

	while (str_split(&list, ',', &one))
		n += one.n > 0;
	return n;
}

/* Of the notes on one statement the last that says anybody counts. */
static void
read_frozen(struct ballot *b)
{
	struct table *notes = b->s->table[TABLE_NOTES];
	const size_t *order = table_order(notes);
	struct str ref, text;
	uint32_t known, n;
	size_t i;

	for (i = 0; i < notes->nrec; i++) {
		text = table_get(notes, order[i], NOTES_TEXT);
		if (text.n == 0 || table_is_dropped(notes, order[i]) ||
		    !str_is(table_get(notes, order[i], NOTES_KIND), "entitled"))
			continue;
		ref = table_get(notes, order[i], NOTES_REF);
		known = b->frozen.n;
		n = intern_put(&b->frozen, ref, intern_hash(ref));
		if (n == known)
			b->entitled = xgrow(b->entitled, n, &b->capentitled,
			    sizeof(*b->entitled));
		b->entitled[n] = text;
	}
}

/* Who was entitled when a statement was closed last; empty where nobody
 * wrote that down. */
static struct str
frozen(struct ballot *b, struct str id)
{
	uint32_t n;

	if (!b->thawed)
		read_frozen(b);
	b->thawed = true;
	n = intern_get(&b->frozen, id);
	return n != INTERN_NONE ? b->entitled[n] : (struct str){ NULL, 0 };
}

void
ballot_attend(struct ballot *b)
{
	struct ballot_statement *st;
	struct str list;
	uint32_t i;

	b->standing = xcalloc(b->votes != NULL ? b->votes->key.n : 0, 1);
	mark_people(b);
	mark_voters(b);
	for (i = 0; i < b->n; i++) {
		st = &b->statement[i];
		st->present = b->base > 0 ? b->base + st->present : b->voters;
		if (st->state != BALLOT_CLOSED)
			continue;
		list = frozen(b, st->id);
		if (list.n > 0)
			st->present = count_handles(list);
	}
}

/* Adds those of people.tsv who are present and take part, or have cast. */
static void
add_present(struct ballot *b, uint32_t statement, struct handles *h)
{
	struct table *people = b->s->table[TABLE_PEOPLE];
	const size_t *order = table_order(people);
	struct str who;
	size_t i;

	for (i = 0; i < people->nrec; i++) {
		who = table_key(people, order[i], 0);
		if (people_is_present(people, order[i]) &&
		    (people_takes_part(people, order[i]) ||
			ballot_taken(b, statement,
			    b->statement[statement].round, who) != BALLOT_NONE))
			handles_add(h, who);
	}
}

void
ballot_add_entitled(struct ballot *b, uint32_t statement, struct handles *h)
{
	const struct ballot_statement *st = &b->statement[statement];
	struct str list = { NULL, 0 }, one;
	uint32_t who;

	if (st->state == BALLOT_CLOSED)
		list = frozen(b, st->id);
	while (str_split(&list, ',', &one))
		handles_add(h, one);
	if (h->n > 0)
		return;
	if (b->base > 0) {
		add_present(b, statement, h);
		return;
	}
	for (who = 0; b->votes != NULL && who < b->votes->key.n; who++)
		if ((b->standing[who] & VOTED) != 0)
			handles_add(h, table_first_of(b->votes, who));
}

/* ---- closing */

static int
note_entitled(
    struct store *st, struct ballot *b, uint32_t statement, struct error *e)
{
	struct handles h = { 0 };
	struct buf list = BUF_INIT;
	char id[ID_NEW_LENGTH + 1];
	struct store_row row;
	int rc = 0;

	ballot_add_entitled(b, statement, &h);
	handles_join(&h, &list);
	if (h.n > 0 && (rc = store_new_id(st, id, e)) == 0) {
		store_row(&row, TABLE_NOTES);
		store_set(&row, NOTES_ID, str_of(id));
		store_set(&row, NOTES_REF, b->statement[statement].id);
		store_set(&row, NOTES_KIND, STR("entitled"));
		store_set(&row, NOTES_TEXT, buf_str(&list));
		rc = store_put(st, &row, e) == TABLE_NONE ? -1 : 0;
	}
	handles_release(&h);
	buf_release(&list);
	return rc;
}

int
ballot_close(
    struct store *st, struct ballot *b, uint32_t statement, struct error *e)
{
	struct store_row row;

	store_row(&row, TABLE_STATEMENTS);
	store_set(&row, STATEMENTS_ID, b->statement[statement].id);
	store_set(&row, STATEMENTS_STATE, str_of(ballot_states[BALLOT_CLOSED]));
	if (store_put(st, &row, e) == TABLE_NONE)
		return -1;
	return note_entitled(st, b, statement, e);
}
