#include <stdlib.h>

#include "near.h"
#include "roster.h"
#include "sheet.h"
#include "utf8.h"
#include "vocab.h"
#include "words.h"
#include "xalloc.h"

static const table_want want[TABLE_COUNT] = { [TABLE_PEOPLE] = TABLE_WANT_ALL };

/* ---- fields */

/* The word of the list that was typed, or a beginning of it. */
static int
check_word(
    struct cli *c, const char *what, int col, struct str typed, struct buf *b)
{
	size_t n, i;
	const char *const *words = vocab_words(TABLE_PEOPLE, col, &n);

	for (i = 0; i < n; i++)
		if (typed.n > 0 && words_prefix(str_of(words[i]), typed)) {
			buf_addz(b, words[i]);
			return 0;
		}
	return error_set(&c->err, EXIT_INPUT,
	    "not %s: \"%.*s\": give %s, %s or %s", what,
	    STR_ARG(str_upto(typed, 80)), words[0], words[1], words[2]);
}

static int
check_field(struct cli *c, int col, struct str plain, struct buf *b)
{
	if (col == PEOPLE_PRESENCE)
		return check_word(c, "a presence", col, plain, b);
	if (col == PEOPLE_RSVP)
		return check_word(c, "an answer", col, plain, b);
	buf_add(b, plain);
	return 0;
}

static void
add_handle(struct cli *c, struct str name, struct buf *b)
{
	people_add_new_handle(person_table(c), name, b);
}

static const char *const computed[] = { "no", "since", NULL };
static const char *const fields[] = { "name", "role", "email", "rsvp",
	"presence", "mood", "goal", "learned", NULL };

const struct verbs_spec roster_spec = {
	.in = { .table = TABLE_PEOPLE,
	    .computed = computed,
	    .check = check_field,
	    .add_id = add_handle,
	    .id_from = PEOPLE_NAME },
	.what = "person",
	.fields = fields,
	.find = people_find,
};

/* ---- add */

/* --id, checked; empty where it was not given. */
static int
add_given_id(struct cli *c, struct buf *id)
{
	struct str s = str_of(cli_value(c, "id"));

	if (!cli_given(c, "id"))
		return 0;
	if (!id_valid(s))
		return error_set(&c->err, EXIT_INPUT,
		    "not a handle: \"%.*s\": it begins with a letter, and has "
		    "a-z, 0-9 and - only",
		    STR_ARG(str_upto(s, 80)));
	if (table_find(person_table(c), &s) != TABLE_NONE)
		return error_set(&c->err, EXIT_INPUT,
		    "there is somebody called \"%.*s\" already", STR_ARG(s));
	buf_add(id, s);
	return 0;
}

static int
add_one(struct cli *c, struct str name, struct buf *printed)
{
	struct buf id = BUF_INIT;
	int rc = add_given_id(c, &id);

	if (rc == 0)
		rc = person_put_new(c, name, false, &id);
	buf_add(printed, buf_str(&id));
	buf_addc(printed, '\n');
	buf_release(&id);
	return rc;
}

/* A name a line. */
static int
add_lines(struct cli *c, struct buf *printed)
{
	struct buf text = BUF_INIT, none = BUF_INIT;
	struct intake_line *l = NULL;
	size_t n = 0, i;
	int rc = cli_stdin(c, &text);

	if (rc == 0)
		l = intake_lines(NULL, buf_str(&text), &none, &n);
	for (i = 0; rc == 0 && i < n; i++)
		rc = add_one(c, l[i].text, printed);
	free(l);
	buf_release(&none);
	buf_release(&text);
	return rc;
}

int
roster_add(struct cli *c)
{
	struct buf printed = BUF_INIT;
	bool rows = str_is(cli_operand(c, 0), "-");
	int rc, status;

	if (((rows || c->noperand == 0) && cli_input(c) == -1) ||
	    cli_begin(c, want) == -1)
		return cli_fail(c);
	if (rows)
		return intake_rows(c, &roster_spec.in);
	rc = c->noperand > 0 ? add_one(c, cli_operand(c, 0), &printed)
			     : add_lines(c, &printed);
	status = rc == -1 ? cli_fail(c) : cli_commit(c);
	if (status == EXIT_YES && !cli_dry(c))
		out_print(buf_str(&printed));
	buf_release(&printed);
	return status;
}

/* ---- import */

enum { F_NAME, F_FIRST, F_LAST, F_ID, F_ROLE, F_EMAIL, F_RSVP, NFIELD };

static const struct sheet_field sheet_fields[NFIELD] = {
	[F_NAME] = { "name", "full name,your name,participant,person" },
	[F_FIRST] = { "first", "first name,given name" },
	[F_LAST] = { "last", "last name,family name,surname" },
	[F_ID] = { "id", "handle" },
	[F_ROLE] = { "role", "" },
	[F_EMAIL] = { "email",
	    "e-mail,mail,email address,e-mail address,address" },
	[F_RSVP] = { "rsvp", "coming,attending" },
};

/* Whose a row is, as it says itself. */
struct key {
	struct str id, email;
	struct buf name; /* folded */
};

struct import {
	struct cli *c;
	struct sheet sheet;
	size_t col[NFIELD];
	size_t row;
	struct key *key; /* of each row */
	size_t *next;	 /* of a row, a later one of the same person */
	struct buf ids;	 /* of new people, one a line */
	struct handles dropped;
	size_t nnew, nchanged, nsame;
};

/* Two of one name are two people where both have an address. */
static bool
same_person(const struct key *a, const struct key *b)
{
	if (a->id.n > 0 && b->id.n > 0)
		return str_eq(a->id, b->id);
	if (a->email.n > 0 && b->email.n > 0)
		return words_eq(a->email, b->email);
	return a->name.n > 0 && str_eq(buf_str(&a->name), buf_str(&b->name));
}

/* What a person said last: who fills in a form twice is meant once. */
static struct str
cell(const struct import *im, int field)
{
	struct str last = { NULL, 0 }, s;
	size_t row = im->row;

	while (row != SHEET_NONE) {
		s = str_trim(sheet_cell(&im->sheet, row, im->col[field]));
		if (s.n > 0 &&
		    (row == im->row ||
			same_person(&im->key[im->row], &im->key[row])))
			last = s;
		row = im->next != NULL ? im->next[row] : SHEET_NONE;
	}
	return last;
}

static void
add_name(const struct import *im, struct buf *b)
{
	struct str last = cell(im, F_LAST);

	buf_add(b, cell(im, F_NAME));
	if (b->n > 0)
		return;
	buf_add(b, cell(im, F_FIRST));
	if (b->n > 0 && last.n > 0)
		buf_addc(b, ' ');
	buf_add(b, last);
}

static struct key *
read_keys(struct import *im)
{
	struct key *key = xcalloc(im->sheet.nrow, sizeof(*key));
	struct buf name = BUF_INIT;

	for (im->row = 0; im->row < im->sheet.nrow; im->row++) {
		buf_cut(&name, 0);
		add_name(im, &name);
		key[im->row].id = cell(im, F_ID);
		key[im->row].email = cell(im, F_EMAIL);
		utf8_add_folded(&key[im->row].name, buf_str(&name));
	}
	buf_release(&name);
	return key;
}

static void
link_rows(struct import *im)
{
	size_t n = im->sheet.nrow, i, j, *next = xalloc(n, sizeof(*next));

	im->key = read_keys(im);
	for (i = 0; i < n; i++) {
		for (j = i + 1; j < n && !same_person(&im->key[i], &im->key[j]);
		     j++)
			;
		next[i] = i > 0 && j < n ? j : SHEET_NONE;
	}
	im->next = next;
}

/* Whether a row has that address: then none with another is of its person. */
static bool
has_address(const struct import *im, struct str email)
{
	size_t row;

	for (row = 1; email.n > 0 && row < im->sheet.nrow; row++)
		if (words_eq(im->key[row].email, email))
			return true;
	return false;
}

static bool
has_email(const struct import *im, size_t rec, struct str name)
{
	struct str email = cell(im, F_EMAIL);

	(void)name;
	return email.n > 0 &&
	    words_eq(table_get(person_table(im->c), rec, PEOPLE_EMAIL), email);
}

/* By name, unless another row has that one's address. */
static bool
has_name(const struct import *im, size_t rec, struct str name)
{
	struct table *people = person_table(im->c);

	return utf8_eq_folded(table_get(people, rec, PEOPLE_NAME), name) &&
	    (cell(im, F_EMAIL).n == 0 ||
		!has_address(im, table_get(people, rec, PEOPLE_EMAIL)));
}

/* Somebody with that address, or else with that name; of several of them
 * somebody who was not dropped. */
static size_t
find_person(const struct import *im, struct str name)
{
	static bool (*const has[])(const struct import *, size_t,
	    struct str) = { has_email, has_name };
	struct table *people = person_table(im->c);
	size_t way, i, found = TABLE_NONE;

	for (way = 0; way < 2 && found == TABLE_NONE; way++)
		for (i = 0; i < people->nrec; i++) {
			if (!has[way](im, i, name))
				continue;
			if (!table_is_dropped(people, i))
				return i;
			if (found == TABLE_NONE)
				found = i;
		}
	return found;
}

/* The handle: the row's own, that of somebody known, or a new one. */
static int
add_id(struct import *im, struct str name, struct buf *id)
{
	char random[ID_NEW_LENGTH + 1];
	struct str given = cell(im, F_ID);
	size_t rec;

	if (given.n > 0 && !id_valid(given))
		return error_set(&im->c->err, EXIT_INPUT,
		    "not a handle: \"%.*s\"", STR_ARG(str_upto(given, 80)));
	rec = given.n > 0 ? TABLE_NONE : find_person(im, name);
	if (given.n > 0)
		buf_add(id, given);
	else if (rec != TABLE_NONE)
		buf_add(id, table_key(person_table(im->c), rec, 0));
	else
		add_handle(im->c, name, id);
	if (id->n > 0)
		return 0;
	if (store_new_id(&im->c->store, random, &im->c->err) == -1)
		return -1;
	buf_addz(id, random);
	return 0;
}

static void
count_person(struct import *im, struct str id, bool changes)
{
	struct table *people = person_table(im->c);
	size_t rec = table_find(people, &id);

	if (rec != TABLE_NONE && table_is_dropped(people, rec))
		handles_add(&im->dropped, id);
	if (rec == TABLE_NONE) {
		im->nnew++;
		buf_add(&im->ids, id);
		buf_addc(&im->ids, '\n');
	} else if (changes) {
		im->nchanged++;
	} else {
		im->nsame++;
	}
}

/* Another spelling of the name is no other name. */
static bool
is_named(const struct import *im, struct str id, struct str name)
{
	struct table *people = person_table(im->c);
	size_t rec = table_find(people, &id);

	return rec != TABLE_NONE &&
	    utf8_eq_folded(table_get(people, rec, PEOPLE_NAME), name);
}

static int
put_person(struct import *im, struct str name, struct str id, struct buf *rsvp)
{
	struct store_row row;

	if (cell(im, F_RSVP).n > 0 &&
	    check_word(
		im->c, "an answer", PEOPLE_RSVP, cell(im, F_RSVP), rsvp) == -1)
		return -1;
	person_row(&row, id);
	if (!is_named(im, id, name))
		person_set(im->c, &row, PEOPLE_NAME, name);
	person_set(im->c, &row, PEOPLE_ROLE, cell(im, F_ROLE));
	person_set(im->c, &row, PEOPLE_EMAIL, cell(im, F_EMAIL));
	person_set(im->c, &row, PEOPLE_RSVP, buf_str(rsvp));
	count_person(im, id, row.n > 1);
	return person_put(im->c, &row);
}

/* A row of the sheet; one that has none of the fields is passed over. */
static int
import_row(struct import *im)
{
	struct buf name = BUF_INIT, id = BUF_INIT, rsvp = BUF_INIT;
	int rc = 0;

	add_name(im, &name);
	if (name.n == 0 && cell(im, F_ID).n == 0 && cell(im, F_EMAIL).n > 0)
		rc = error_set(&im->c->err, EXIT_INPUT, "no name");
	else if (name.n > 0 || cell(im, F_ID).n > 0)
		rc = add_id(im, buf_str(&name), &id) == -1
		    ? -1
		    : put_person(im, buf_str(&name), buf_str(&id), &rsvp);
	if (rc == -1)
		error_prefix(&im->c->err, "%s:%zu: ", im->c->operand[0],
		    im->sheet.row[im->row].line);
	buf_release(&name);
	buf_release(&id);
	buf_release(&rsvp);
	return rc;
}

static int
match_columns(struct import *im)
{
	size_t n;
	struct str *map = cli_values(im->c, "map", &n);
	int rc;

	rc = sheet_match(
	    &im->sheet, sheet_fields, NFIELD, map, n, im->col, &im->c->err);
	free(map);
	if (rc == 0 && im->col[F_NAME] == SHEET_NONE &&
	    im->col[F_FIRST] == SHEET_NONE && im->col[F_ID] == SHEET_NONE)
		return error_set(&im->c->err, EXIT_INPUT,
		    "%s has no column of names: say which with --map "
		    "name=HEADING",
		    im->c->operand[0]);
	return rc;
}

static int
import_rows(struct import *im)
{
	if (match_columns(im) == -1)
		return -1;
	link_rows(im);
	for (im->row = 1; im->row < im->sheet.nrow; im->row++)
		if (import_row(im) == -1)
			return -1;
	store_settle(&im->c->store, TABLE_PEOPLE);
	return 0;
}

static void
import_release(struct import *im)
{
	size_t i;

	for (i = 0; im->key != NULL && i < im->sheet.nrow; i++)
		buf_release(&im->key[i].name);
	free(im->key);
	free(im->next);
	buf_release(&im->ids);
	handles_release(&im->dropped);
	sheet_release(&im->sheet);
}

/* Who was dropped stays so, whatever the file has. */
static void
say_dropped(const struct import *im)
{
	struct buf list = BUF_INIT;

	handles_join(&im->dropped, &list);
	if (list.n > 0)
		cli_say(
		    im->c, "dropped: %s: see 'roster restore'", buf_z(&list));
	buf_release(&list);
}

int
roster_import(struct cli *c)
{
	struct import im = { .c = c };
	int status;

	if (sheet_open(&im.sheet, c->operand[0], &c->err) == -1)
		return cli_fail(c);
	if (cli_begin(c, want) == -1 || import_rows(&im) == -1)
		status = cli_fail(c);
	else
		status = cli_commit(c);
	if (status == EXIT_YES && !cli_dry(c)) {
		out_print(buf_str(&im.ids));
		cli_say(c, "%zu new, %zu changed, %zu as before", im.nnew,
		    im.nchanged, im.nsame);
		say_dropped(&im);
	}
	import_release(&im);
	return status;
}
