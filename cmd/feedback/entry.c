#include <stdlib.h>

#include "feedback.h"
#include "people.h"
#include "rating.h"
#include "xalloc.h"

/* ---- fields */

static int
check_field(struct cli *c, int col, struct str plain, struct buf *b)
{
	double x;

	if (col == FEEDBACK_WHO)
		return people_add_handle(
		    c->session.table[TABLE_PEOPLE], plain, b, &c->err);
	if (col == FEEDBACK_RATING && !rating_parse(plain, &x))
		return error_set(&c->err, EXIT_INPUT,
		    "not a rating: \"%.*s\": give a number from 1 to 10",
		    STR_ARG(str_upto(plain, 80)));
	buf_add(b, plain);
	return 0;
}

static const char *const computed[] = { "no", NULL };
static const char *const fields[] = { "who", "rating", "worked", "change",
	"idea", NULL };

const struct verbs_spec feedback_spec = {
	.in = { .table = TABLE_FEEDBACK,
	    .computed = computed,
	    .check = check_field },
	.what = "answer",
	.fields = fields,
};

/* ---- add */

static const table_want want[TABLE_COUNT] = {
	[TABLE_PEOPLE] = PEOPLE_WANT,
	[TABLE_FEEDBACK] = TABLE_WANT_ALL,
	[TABLE_NOTES] = TABLE_WANT_ALL,
};

/* What an answer says, in the order in which a line has it. */
static const struct part {
	const char *option;
	int col;
} parts[] = { { "rating", FEEDBACK_RATING }, { "worked", FEEDBACK_WORKED },
	{ "change", FEEDBACK_CHANGE }, { "idea", FEEDBACK_IDEA } };

enum { NPART = sizeof(parts) / sizeof(parts[0]) };

struct adding {
	struct str who;
	bool anon;
	struct buf ids;
};

/* Of an answer without a name neither the hour nor the order in which they
 * came says whose it is: its time is the session's start, its id random.  An
 * id made of its text would make one of two that say the same, where each was
 * typed on another clone. */
static int
hide(struct cli *c, struct store_row *row)
{
	if (session_start(&c->session, &row->time))
		return 0;
	return error_set(&c->err, EXIT_INPUT,
	    "the session has no start, which is the time of an answer "
	    "without a name: session set start=DATE");
}

static int
put_parts(struct cli *c, const struct str part[], struct store_row *row,
    struct buf stored[])
{
	size_t i, n = 0;

	for (i = 0; i < NPART; i++) {
		if (part[i].n == 0)
			continue;
		if (check_field(c, parts[i].col, part[i], &stored[i]) == -1)
			return -1;
		store_set(row, parts[i].col, buf_str(&stored[i]));
		n++;
	}
	return n > 0 ? 0
		     : error_set(&c->err, EXIT_INPUT, "an answer says nothing");
}

static int
add_one(
    struct cli *c, struct adding *a, struct str who, const struct str part[])
{
	struct buf stored[NPART] = { BUF_INIT };
	char id[ID_NEW_LENGTH + 1];
	struct store_row row;
	size_t i;
	int rc;

	store_row(&row, TABLE_FEEDBACK);
	rc = a->anon ? hide(c, &row) : 0;
	if (rc == 0)
		rc = store_new_id(&c->store, id, &c->err);
	if (rc == 0) {
		store_set(&row, FEEDBACK_ID, str_of(id));
		if (!a->anon)
			store_set(&row, FEEDBACK_WHO, who);
		rc = put_parts(c, part, &row, stored);
	}
	if (rc == -1)
		free(row.field);
	else if (store_put(&c->store, &row, &c->err) == TABLE_NONE)
		rc = -1;
	if (rc == 0)
		buf_addf(&a->ids, "%s\n", id);
	for (i = 0; i < NPART; i++)
		buf_release(&stored[i]);
	return rc;
}

/* `8; the groups; too fast; silence first`. */
static int
add_line(struct cli *c, const struct intake_line *l, void *arg)
{
	struct str part[NPART] = { { NULL, 0 } }, rest = l->text;
	struct adding *a = arg;
	size_t i;

	for (i = 0; i + 1 < NPART && str_split(&rest, ';', &part[i]); i++)
		part[i] = str_trim(part[i]);
	part[NPART - 1] = str_trim(rest);
	return add_one(c, a, l->who.n > 0 ? l->who : a->who, part);
}

/* The parts that options give; whether there are any. */
static bool
given_parts(struct cli *c, struct str part[])
{
	bool any = false;
	size_t i;

	for (i = 0; i < NPART; i++) {
		part[i] = str_of(cli_value(c, parts[i].option));
		any = any || cli_given(c, parts[i].option);
	}
	return any;
}

/* Who types is kept of no answer without a name. */
static int
find_who(struct cli *c, const struct adding *a, struct buf *who)
{
	if (!a->anon)
		return verbs_add_who(c, who);
	c->store.by = STR("");
	return cli_given(c, "who")
	    ? error_set(&c->err, EXIT_INPUT, "--anon has no -w")
	    : 0;
}

int
feedback_add(struct cli *c)
{
	struct adding a = { .anon = cli_given(c, "anon") };
	struct str part[NPART];
	struct buf who = BUF_INIT;
	bool rows = c->noperand > 0, typed = given_parts(c, part);
	int rc, status;

	if (rows && !str_is(cli_operand(c, 0), "-"))
		return cli_wrong(c,
		    "what is the text: \"%s\"? give --worked, --change or "
		    "--idea",
		    c->operand[0]);
	if ((!typed && cli_input(c) == -1) || cli_begin(c, want) == -1)
		return cli_fail(c);
	if (rows)
		return intake_rows(c, &feedback_spec.in);
	rc = find_who(c, &a, &who);
	a.who = buf_str(&who);
	if (rc == 0)
		rc = typed ? add_one(c, &a, a.who, part)
			   : intake_each_line(c, add_line, &a);
	status = rc == -1 ? cli_fail(c) : cli_commit(c);
	if (status == EXIT_YES && !cli_dry(c))
		out_print(buf_str(&a.ids));
	buf_release(&who);
	buf_release(&a.ids);
	return status;
}
