/*
 * items: `add` and `move`, the verbs that give items their place.
 *
 * A place is the record before whose lines others go, and a depth.
 */
#include <stdlib.h>

#include "agenda.h"
#include "listed.h"
#include "xalloc.h"

#define LEN(a) (sizeof(a) / sizeof((a)[0]))

struct place {
	size_t before; /* a record, or TABLE_NONE: the end */
	int depth;
};

/* ---- the outline of records, dropped ones too */

static int
depth_of(struct cli *c, size_t rec)
{
	return plan_depth(
	    table_get(c->session.table[TABLE_AGENDA], rec, AGENDA_DEPTH));
}

/* The record behind `rec` and all that is beneath it. */
static size_t
behind(struct cli *c, size_t rec)
{
	size_t n = c->session.table[TABLE_AGENDA]->nrec, i = rec + 1;

	while (i < n && depth_of(c, i) > depth_of(c, rec))
		i++;
	return i < n ? i : TABLE_NONE;
}

static int
find(struct cli *c, const struct plan *p, const char *typed, size_t *rec)
{
	size_t item;

	if (agenda_find(c, p, str_of(typed), &item) == -1)
		return -1;
	*rec = p->item[item].rec;
	return 0;
}

/* ---- add */

static const struct {
	const char *option;
	int col;
} settable[] = { { "length", AGENDA_LENGTH }, { "kind", AGENDA_KIND },
	{ "owner", AGENDA_OWNER }, { "start", AGENDA_START },
	{ "min", AGENDA_MIN }, { "link", AGENDA_LINK } };

/* What all items that one command adds have in common. */
struct add {
	struct buf value[LEN(settable)];
	const char *when;
	struct place at;
	size_t *rec; /* those added */
	size_t n, cap;
	struct buf ids;
};

static void
add_release(struct add *a)
{
	size_t i;

	for (i = 0; i < LEN(settable); i++)
		buf_release(&a->value[i]);
	buf_release(&a->ids);
	free(a->rec);
}

static int
read_settings(struct cli *c, struct add *a)
{
	const char *value;
	size_t i;

	if (cli_given(c, "if-time") && cli_given(c, "extra"))
		return error_set(&c->err, EXIT_INPUT,
		    "--if-time and --extra exclude each other");
	a->when = cli_given(c, "if-time") ? "if-time"
	    : cli_given(c, "extra")	  ? "extra"
					  : "";
	for (i = 0; i < LEN(settable); i++) {
		value = cli_value(c, settable[i].option);
		if (value != NULL &&
		    agenda_check_field(
			c, settable[i].col, str_of(value), &a->value[i]) == -1)
			return -1;
	}
	return 0;
}

/* With both, --after must name something beneath --under. */
static int
read_place(struct cli *c, const struct plan *p, struct place *at)
{
	const char *under = cli_value(c, "under"),
		   *after = cli_value(c, "after");
	size_t up = TABLE_NONE, rec;

	*at = (struct place){ TABLE_NONE, 0 };
	if (under != NULL) {
		if (find(c, p, under, &up) == -1)
			return -1;
		*at = (struct place){ behind(c, up), depth_of(c, up) + 1 };
	}
	if (after == NULL)
		return 0;
	if (find(c, p, after, &rec) == -1)
		return -1;
	if (under != NULL &&
	    (rec <= up || (at->before != TABLE_NONE && rec >= at->before) ||
		depth_of(c, rec) != at->depth))
		return error_set(&c->err, EXIT_INPUT,
		    "%s is not directly under %s", after, under);
	*at = (struct place){ behind(c, rec), depth_of(c, rec) };
	return 0;
}

static void
add_depth(struct buf *b, int depth)
{
	if (depth > 0)
		buf_addf(b, "%d", depth);
}

static int
put_item(struct cli *c, struct add *a, struct str title, struct str owner)
{
	char id[ID_NEW_LENGTH + 1];
	struct buf depth = BUF_INIT;
	struct store_row row;
	size_t i;

	if (store_new_id(&c->store, id, &c->err) == -1)
		return -1;
	add_depth(&depth, a->at.depth);
	store_row(&row, TABLE_AGENDA);
	store_set(&row, AGENDA_ID, str_of(id));
	store_set(&row, AGENDA_TITLE, title);
	store_set(&row, AGENDA_DEPTH, buf_str(&depth));
	store_set(&row, AGENDA_WHEN, str_of(a->when));
	for (i = 0; i < LEN(settable); i++)
		store_set(&row, settable[i].col, buf_str(&a->value[i]));
	store_set(&row, AGENDA_OWNER, owner);
	a->rec = xgrow(a->rec, a->n, &a->cap, sizeof(*a->rec));
	a->rec[a->n] = store_put(&c->store, &row, &c->err);
	buf_release(&depth);
	if (a->rec[a->n++] == TABLE_NONE)
		return -1;
	buf_addf(&a->ids, "%s\n", id);
	return 0;
}

static int
put_line(struct cli *c, const struct intake_line *l, void *add)
{
	return put_item(c, add, l->text, l->who);
}

static int
put_items(struct cli *c, struct add *a)
{
	struct str title = str_trim(cli_operand(c, 0));
	int rc;

	if (c->noperand == 0)
		rc = intake_each_line(c, put_line, a);
	else if (title.n == 0)
		rc = error_set(&c->err, EXIT_INPUT, "an item needs a title");
	else
		rc = put_item(c, a, title, (struct str){ NULL, 0 });
	if (rc == 0 && a->n > 0 && a->at.before != TABLE_NONE)
		rc = store_move(&c->store, a->rec, a->n, a->at.before, &c->err);
	return rc;
}

/* Rows say all of their items themselves. */
static int
check_rows_alone(struct cli *c)
{
	static const char *const places[] = { "under", "after", "if-time",
		"extra" };
	const char *given = NULL;
	size_t i;

	for (i = 0; i < LEN(settable); i++)
		if (cli_given(c, settable[i].option))
			given = settable[i].option;
	for (i = 0; i < LEN(places); i++)
		if (cli_given(c, places[i]))
			given = places[i];
	if (given == NULL)
		return 0;
	return error_set(&c->err, EXIT_INPUT,
	    "rows bring their own fields and place: --%s", given);
}

/* What `list -o tsv` printed; its place is the end. */
static int
add_rows(struct cli *c)
{
	struct buf text = BUF_INIT, own = BUF_INIT;
	int status;

	if (check_rows_alone(c) == -1 || cli_stdin(c, &text) == -1) {
		status = cli_fail(c);
	} else {
		listed_own(buf_str(&text), &own);
		status = intake_text(
		    c, &agenda_spec.in, buf_str(&own), "standard input");
	}
	buf_release(&text);
	buf_release(&own);
	return status;
}

int
add_verb(struct cli *c)
{
	struct add a = { .when = "" };
	struct plan p = { .current = PLAN_NONE };
	bool rows = str_is(cli_operand(c, 0), "-");
	int rc = rows || c->noperand == 0 ? cli_input(c) : 0, status;

	if (rc == 0)
		rc = agenda_begin(c, &p);
	if (rc == 0 && rows) {
		plan_release(&p);
		return add_rows(c);
	}
	if (rc == 0)
		rc = read_settings(c, &a);
	if (rc == 0)
		rc = read_place(c, &p, &a.at);
	if (rc == 0)
		rc = put_items(c, &a);
	status = rc == -1 ? cli_fail(c) : cli_commit(c);
	if (status == EXIT_YES && !cli_dry(c))
		out_print(buf_str(&a.ids));
	add_release(&a);
	plan_release(&p);
	return status;
}

/* ---- move */

static int
read_target(struct cli *c, const struct plan *p, size_t rec, struct place *to)
{
	const char *after = cli_value(c, "after"),
		   *before = cli_value(c, "before");
	size_t target, end = behind(c, rec);
	bool first = cli_given(c, "first");

	if ((after != NULL) + (before != NULL) + first != 1)
		return error_set(&c->err, EXIT_INPUT,
		    "move needs one of --after, --before and --first");
	if (first) {
		*to = (struct place){ rec == 0 ? end : 0, 0 };
		return 0;
	}
	if (find(c, p, after != NULL ? after : before, &target) == -1)
		return -1;
	if (target >= rec && (end == TABLE_NONE || target < end))
		return error_set(&c->err, EXIT_INPUT,
		    "an item cannot go beside itself or what is under it: %s",
		    after != NULL ? after : before);
	to->before = after != NULL ? behind(c, target) : target;
	to->depth = depth_of(c, target);
	if (to->before == rec)
		to->before = end;
	return 0;
}

/* An item's new depth, if it has one, and where it was, if that is told. */
static int
put_place(struct cli *c, size_t rec, int deeper, struct str moved)
{
	struct table *t = c->session.table[TABLE_AGENDA];
	struct buf b = BUF_INIT;
	struct store_row row;
	size_t put;

	store_row(&row, TABLE_AGENDA);
	store_set(&row, AGENDA_ID, table_key(t, rec, 0));
	if (deeper != 0)
		buf_addf(&b, "%d", depth_of(c, rec) + deeper);
	store_set(&row, AGENDA_DEPTH, buf_str(&b));
	if (moved.n > 0)
		store_set_named(&c->store, &row, STR(SCHEMA_MOVED), moved);
	put = store_put(&c->store, &row, &c->err);
	buf_release(&b);
	return put == TABLE_NONE ? -1 : 0;
}

/* What stood before the item, which is how its old place is told. */
static struct str
origin_of(struct cli *c, size_t rec)
{
	return rec > 0 ? table_key(c->session.table[TABLE_AGENDA], rec - 1, 0)
		       : STR(SCHEMA_MOVED_FIRST);
}

static int
put_move(struct cli *c, size_t rec, struct place to)
{
	struct table *t = c->session.table[TABLE_AGENDA];
	size_t end = behind(c, rec), n = 0, i;
	int deeper = to.depth - depth_of(c, rec), rc = 0;
	size_t *moved;

	if (deeper == 0 && to.before == end)
		return 0; /* it is there */
	end = end == TABLE_NONE ? t->nrec : end;
	moved = xalloc(end - rec, sizeof(*moved));
	for (i = rec; i < end; i++)
		moved[n++] = i;
	/* The depth of the first is what the others' place hangs on. */
	for (i = end; rc == 0 && deeper != 0 && --i > rec;)
		rc = put_place(c, i, deeper, (struct str){ NULL, 0 });
	if (rc == 0)
		rc = put_place(c, rec, deeper, origin_of(c, rec));
	if (rc == 0)
		rc = store_move(&c->store, moved, n, to.before, &c->err);
	free(moved);
	return rc;
}

int
move_verb(struct cli *c)
{
	struct place to = { TABLE_NONE, 0 };
	struct plan p;
	size_t rec;

	if (agenda_begin(c, &p) == -1 ||
	    find(c, &p, c->operand[0], &rec) == -1 ||
	    read_target(c, &p, rec, &to) == -1)
		return agenda_fail(c, &p);
	store_name_items(&c->store);
	if (put_move(c, rec, to) == -1)
		return agenda_fail(c, &p);
	plan_release(&p);
	return cli_commit(c);
}
