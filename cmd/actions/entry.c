#include <stdlib.h>

#include "actions.h"
#include "due.h"
#include "people.h"
#include "sheet.h"
#include "vocab.h"
#include "words.h"
#include "xalloc.h"

/* ---- fields */

int
actions_check_status(struct cli *c, struct str typed, struct buf *b)
{
	return vocab_add(
	    TABLE_ACTIONS, ACTIONS_STATUS, "status", typed, b, &c->err);
}

/* The start of the next session, which c->data points to. */
static instant
next_of(const struct cli *c)
{
	return *(const instant *)c->data;
}

static int
check_carried(struct cli *c, struct str plain, struct buf *b)
{
	size_t i;

	for (i = 0; i < plain.n && words_digit(plain.p[i]); i++)
		;
	if (i < plain.n || plain.n > 6)
		return error_set(&c->err, EXIT_INPUT,
		    "not how often it was carried: \"%.*s\"",
		    STR_ARG(str_upto(plain, 80)));
	buf_add(b, plain);
	return 0;
}

static int
check_field(struct cli *c, int col, struct str plain, struct buf *b)
{
	switch (col) {
	case ACTIONS_WHO:
		return people_add_handles(
		    c->session.table[TABLE_PEOPLE], plain, b, &c->err);
	case ACTIONS_STATUS:
		return actions_check_status(c, plain, b);
	case ACTIONS_WHEN:
	case ACTIONS_SNOOZE:
		return due_add_stored(
		    plain, c->store.now, next_of(c), b, &c->err);
	case ACTIONS_CARRIED:
		return check_carried(c, plain, b);
	default:
		buf_add(b, plain);
		return 0;
	}
}

/* The listing says `open` for what is unset. */
static bool
shows(struct cli *c, size_t rec, int col, struct str plain)
{
	struct str field = table_get(c->session.table[TABLE_ACTIONS], rec, col);

	return str_eq(field, plain) ||
	    (col == ACTIONS_STATUS && field.n == 0 && str_is(plain, "open"));
}

static const char *const computed[] = { "no", "days", "session", NULL };
static const char *const fields[] = { "who", "status", "when", "where", "first",
	"snooze", "what", NULL };

const struct verbs_spec actions_spec = {
	.in = { .table = TABLE_ACTIONS,
	    .computed = computed,
	    .check = check_field,
	    .shows = shows,
	    .needed = ACTIONS_WHAT },
	.what = "action",
	.restored = "open",
	.fields = fields,
};

/* ---- opening and finding */

static const table_want want[TABLE_COUNT] = {
	[TABLE_PEOPLE] = PEOPLE_WANT,
	[TABLE_ACTIONS] = TABLE_WANT_ALL,
	[TABLE_NOTES] = TABLE_WANT_ALL,
};

/* Looks when the next session is, for the dates that are typed: before the
 * lock is taken, since other sessions are looked at. */
static int
find_next(struct cli *c, instant *next)
{
	c->data = next;
	if (cli_find(c) == -1)
		return -1;
	return due_next(&c->session, next, &c->err);
}

static size_t
find(struct cli *c, int operand)
{
	return id_find(c->session.table[TABLE_ACTIONS], cli_operand(c, operand),
	    "action", &c->err);
}

/* Puts one field of an action, as it is stored, where that is new. */
static int
put_field(struct cli *c, size_t rec, int col, struct str stored)
{
	struct table *t = c->session.table[TABLE_ACTIONS];
	struct store_row row;

	if (str_eq(table_get(t, rec, col), stored))
		return 0;
	store_row(&row, TABLE_ACTIONS);
	store_set(&row, ACTIONS_ID, table_key(t, rec, 0));
	if (stored.n > 0)
		store_set(&row, col, stored);
	else
		store_clear(&row, col);
	return store_put(&c->store, &row, &c->err) == TABLE_NONE ? -1 : 0;
}

/* ---- add */

/* A new action, as it was typed. */
struct entry {
	struct str who; /* handles */
	struct str what, when, where, first;
	struct str status; /* empty: open */
};

static int
put_new(struct cli *c, const struct entry *n, char id[ID_NEW_LENGTH + 1])
{
	struct buf when = BUF_INIT, status = BUF_INIT;
	struct store_row row;
	int rc = 0;

	if (n->what.n == 0)
		return error_set(
		    &c->err, EXIT_INPUT, "an action needs to say what");
	if (id[0] == '\0' && store_new_id(&c->store, id, &c->err) == -1)
		return -1;
	if (n->when.n > 0)
		rc = check_field(c, ACTIONS_WHEN, n->when, &when);
	else if (next_of(c) != INSTANT_NONE)
		rc = check_field(c, ACTIONS_WHEN, STR("next"), &when);
	if (rc == 0)
		rc = actions_check_status(
		    c, n->status.n > 0 ? n->status : STR("open"), &status);
	if (rc == 0) {
		store_row(&row, TABLE_ACTIONS);
		store_set(&row, ACTIONS_ID, str_of(id));
		store_set(&row, ACTIONS_WHO, n->who);
		store_set(&row, ACTIONS_STATUS, buf_str(&status));
		store_set(&row, ACTIONS_WHEN, buf_str(&when));
		store_set(&row, ACTIONS_WHERE, n->where);
		store_set(&row, ACTIONS_FIRST, n->first);
		store_set(&row, ACTIONS_WHAT, n->what);
		if (store_put(&c->store, &row, &c->err) == TABLE_NONE)
			rc = -1;
	}
	buf_release(&when);
	buf_release(&status);
	return rc;
}

static int
add_one(struct cli *c, const struct entry *n, struct buf *ids)
{
	char id[ID_NEW_LENGTH + 1] = "";

	if (put_new(c, n, id) == -1)
		return -1;
	buf_addf(ids, "%s\n", id);
	return 0;
}

/* What lines go by: whose they are where none is named, the options. */
struct adding {
	struct entry given;
	struct buf *ids;
};

/* `ana,ben: ` before what several do; one alone was found before. */
static int
cut_owners(struct cli *c, struct str *text, struct buf *who)
{
	struct table *people = c->session.table[TABLE_PEOPLE];
	size_t colon = str_find(*text, ':');
	struct str names = str_upto(*text, colon), rest = names, one;
	size_t n = 0;

	if (colon == text->n || memchr(names.p, ' ', names.n) != NULL)
		return 0;
	for (; str_split(&rest, ',', &one); n++)
		if (!people_knows(people, one))
			return 0;
	if (n < 2)
		return 0;
	*text = str_trim(str_from(*text, colon + 1));
	return people_add_handles(people, names, who, &c->err);
}

/* `read paper; fri; library; download pdf`: what is left out is as the
 * options say. */
static int
add_line(struct cli *c, const struct intake_line *l, void *arg)
{
	struct adding *a = arg;
	struct entry n = a->given;
	struct str rest = l->text, part;
	struct str *const piece[] = { &n.what, &n.when, &n.where };
	struct buf who = BUF_INIT;
	size_t i;
	int rc = 0;

	buf_add(&who, l->who);
	if (who.n == 0)
		rc = cut_owners(c, &rest, &who);
	if (who.n > 0)
		n.who = buf_str(&who);
	for (i = 0; i < 3 && str_split(&rest, ';', &part); i++)
		if (str_trim(part).n > 0 || i == 0)
			*piece[i] = str_trim(part);
	if (str_trim(rest).n > 0)
		n.first = str_trim(rest);
	if (rc == 0)
		rc = add_one(c, &n, a->ids);
	buf_release(&who);
	return rc;
}

int
actions_add(struct cli *c)
{
	struct buf who = BUF_INIT, ids = BUF_INIT;
	struct adding a = { .ids = &ids };
	bool rows = str_is(cli_operand(c, 0), "-");
	instant next;
	int rc, status;

	if (((rows || c->noperand == 0) && cli_input(c) == -1) ||
	    find_next(c, &next) == -1 || cli_begin(c, want) == -1)
		return cli_fail(c);
	if (rows)
		return intake_rows(c, &actions_spec.in);
	rc = verbs_add_who(c, &who);
	a.given = (struct entry){ .who = buf_str(&who),
		.what = cli_operand(c, 0),
		.when = str_of(cli_value(c, "due")),
		.where = str_of(cli_value(c, "where")),
		.first = str_of(cli_value(c, "first")) };
	if (rc == 0)
		rc = c->noperand > 0 ? add_one(c, &a.given, &ids)
				     : intake_each_line(c, add_line, &a);
	status = rc == -1 ? cli_fail(c) : cli_commit(c);
	if (status == EXIT_YES && !cli_dry(c))
		out_print(buf_str(&ids));
	buf_release(&who);
	buf_release(&ids);
	return status;
}

/* ---- edit, state, done, snooze */

int
actions_edit(struct cli *c)
{
	instant next;

	if (find_next(c, &next) == -1)
		return cli_fail(c);
	return verbs_edit(c, &actions_spec);
}

/* Gives the operands from `from` up to `to` that value of a field. */
static int
put_operands(struct cli *c, int from, int to, int col, struct str stored)
{
	size_t rec;
	int i;

	for (i = from; i < to; i++) {
		rec = find(c, i);
		if (rec == TABLE_NONE || put_field(c, rec, col, stored) == -1)
			return -1;
	}
	return 0;
}

static int
put_status(struct cli *c, int n, struct str typed)
{
	struct buf status = BUF_INIT;
	int rc;

	if (cli_begin(c, want) == -1)
		return cli_fail(c);
	rc = actions_check_status(c, typed, &status);
	if (rc == 0)
		rc = put_operands(c, 0, n, ACTIONS_STATUS, buf_str(&status));
	buf_release(&status);
	return rc == -1 ? cli_fail(c) : cli_commit(c);
}

int
actions_state(struct cli *c)
{
	return put_status(c, c->noperand - 1, cli_operand(c, c->noperand - 1));
}

int
actions_done(struct cli *c)
{
	return put_status(c, c->noperand, STR("done"));
}

int
actions_snooze(struct cli *c)
{
	struct str typed = cli_operand(c, c->noperand - 1);
	struct buf until = BUF_INIT;
	instant next;
	int rc = 0;

	if (find_next(c, &next) == -1 || cli_begin(c, want) == -1)
		return cli_fail(c);
	if (typed.n > 0)
		rc = check_field(c, ACTIONS_SNOOZE, typed, &until);
	if (rc == 0)
		rc = put_operands(
		    c, 0, c->noperand - 1, ACTIONS_SNOOZE, buf_str(&until));
	buf_release(&until);
	return rc == -1 ? cli_fail(c) : cli_commit(c);
}

/* ---- import */

enum { F_WHAT, F_WHO, F_WHEN, F_WHERE, F_FIRST, F_STATUS, NFIELD };

static const struct sheet_field sheet_fields[NFIELD] = {
	[F_WHAT] = { "what", "action,action item,task,to do,todo,title" },
	[F_WHO] = { "who", "owner,name,your name,assignee,responsible" },
	[F_WHEN] = { "when", "due,due date,by when,deadline,date" },
	[F_WHERE] = { "where", "place" },
	[F_FIRST] = { "first", "first step,next step" },
	[F_STATUS] = { "status", "state" },
};

struct import {
	struct cli *c;
	const struct sheet *sheet;
	size_t col[NFIELD];
	struct buf ids;
	size_t nnew, nsame;
};

/* A number of its own for an action that says the same as one before. */
static bool
is_known(struct import *im, struct str key, char id[ID_NEW_LENGTH + 1])
{
	struct str typed;

	id_from_text(id, key, 0);
	typed = str_of(id);
	return table_find(im->c->session.table[TABLE_ACTIONS], &typed) !=
	    TABLE_NONE;
}

static int
take_row(struct import *im, const struct entry *n)
{
	char id[ID_NEW_LENGTH + 1];
	struct buf key = BUF_INIT;
	bool known;

	buf_addf(&key, "%.*s\t%.*s\t%.*s", STR_ARG(n->who), STR_ARG(n->when),
	    STR_ARG(n->what));
	if (n->where.n > 0 || n->first.n > 0)
		buf_addf(
		    &key, "\t%.*s\t%.*s", STR_ARG(n->where), STR_ARG(n->first));
	known = is_known(im, buf_str(&key), id);
	buf_release(&key);
	if (known) {
		im->nsame++;
		return 0;
	}
	im->nnew++;
	buf_addf(&im->ids, "%s\n", id);
	return put_new(im->c, n, id);
}

static int
import_row(struct import *im, size_t row)
{
	struct str cell[NFIELD];
	struct buf who = BUF_INIT;
	int i, rc = 0;

	for (i = 0; i < NFIELD; i++)
		cell[i] = str_trim(sheet_cell(im->sheet, row, im->col[i]));
	if (cell[F_WHAT].n == 0)
		return 0;
	if (cell[F_WHO].n > 0)
		rc = check_field(im->c, ACTIONS_WHO, cell[F_WHO], &who);
	if (rc == 0)
		rc = take_row(im,
		    &(struct entry){ .who = buf_str(&who),
			.what = cell[F_WHAT],
			.when = cell[F_WHEN],
			.where = cell[F_WHERE],
			.first = cell[F_FIRST],
			.status = cell[F_STATUS] });
	buf_release(&who);
	if (rc == -1)
		error_prefix(&im->c->err, "%s:%zu: ", im->c->operand[0],
		    im->sheet->row[row].line);
	return rc;
}

static int
match_columns(struct import *im)
{
	struct cli *c = im->c;
	size_t n;
	struct str *map = cli_values(c, "map", &n);
	int rc = sheet_match(
	    im->sheet, sheet_fields, NFIELD, map, n, im->col, &c->err);

	free(map);
	if (rc == 0 && im->col[F_WHAT] == SHEET_NONE)
		return error_set(&c->err, EXIT_INPUT,
		    "%s has no column of actions: say which with --map "
		    "what=HEADING",
		    c->operand[0]);
	return rc;
}

int
actions_import(struct cli *c)
{
	struct import im = { .c = c };
	struct sheet s;
	instant next;
	size_t row;
	int rc, status;

	if (sheet_open(&s, c->operand[0], &c->err) == -1)
		return cli_fail(c);
	im.sheet = &s;
	rc = find_next(c, &next) == -1 || cli_begin(c, want) == -1 ||
		match_columns(&im) == -1
	    ? -1
	    : 0;
	for (row = 1; rc == 0 && row < s.nrow; row++)
		rc = import_row(&im, row);
	status = rc == -1 ? cli_fail(c) : cli_commit(c);
	if (status == EXIT_YES && !cli_dry(c)) {
		out_print(buf_str(&im.ids));
		cli_say(c, "%zu new, %zu as before", im.nnew, im.nsame);
	}
	buf_release(&im.ids);
	sheet_release(&s);
	return status;
}
