#include <stdlib.h>

#include "carry.h"
#include "history.h"
#include "near.h"
#include "people.h"
#include "verbs.h"
#include "xalloc.h"

static void
want_also(const struct verbs_spec *spec, table_want want[TABLE_COUNT])
{
	int i;

	want[spec->in.table] = TABLE_WANT_ALL;
	for (i = 0; spec->also != NULL && i < TABLE_COUNT; i++)
		want[i] |= spec->also[i];
}

/* ---- what a writing verb begins with */

static int
begin(struct cli *c, const struct verbs_spec *spec)
{
	table_want want[TABLE_COUNT] = {
		[TABLE_PEOPLE] = PEOPLE_WANT, [TABLE_NOTES] = TABLE_WANT_ALL
	};

	want_also(spec, want);
	if (cli_begin(c, want) == -1)
		return -1;
	if (spec->prepare != NULL)
		spec->prepare(c);
	return 0;
}

static int
find(struct cli *c, const struct verbs_spec *spec, int operand, size_t *rec)
{
	struct table *t = c->session.table[spec->in.table];
	struct str typed = cli_operand(c, operand);

	*rec = spec->find != NULL ? spec->find(t, typed, &c->err)
				  : id_find(t, typed, spec->what, &c->err);
	return *rec == TABLE_NONE ? -1 : 0;
}

static void
row_of(struct cli *c, const struct verbs_spec *spec, size_t rec,
    struct store_row *row)
{
	struct table *t = c->session.table[spec->in.table];

	store_row(row, spec->in.table);
	store_set(row, t->schema->key[0], table_key(t, rec, 0));
}

/* ---- edit */

static int
unknown_field(struct cli *c, const struct verbs_spec *spec, struct str name)
{
	struct str *cand;
	size_t n = 0, i;

	while (spec->fields[n] != NULL)
		n++;
	cand = xalloc(n, sizeof(*cand));
	for (i = 0; i < n; i++)
		cand[i] = str_of(spec->fields[i]);
	error_set(&c->err, EXIT_INPUT, "no field \"%.*s\"", STR_ARG(name));
	i = near_miss(name, cand, n);
	if (i < n)
		buf_addf(
		    &c->err.msg, ": did you mean \"%s\"?", spec->fields[i]);
	free(cand);
	return -1;
}

/* The column that FIELD names: one of the program's, or an unknown one that
 * the table has. */
static int
field_column(struct cli *c, const struct verbs_spec *spec, struct str name)
{
	struct table *t = c->session.table[spec->in.table];
	int col = rows_text_column(&t->text, name);
	size_t i;

	if (col >= t->schema->ncol)
		return col;
	for (i = 0; spec->fields[i] != NULL; i++)
		if (str_is(name, spec->fields[i]))
			return rows_text_add_column(&t->text, name);
	return unknown_field(c, spec, name);
}

/* The value as it is stored; of the columns that the schema does not know
 * only `carry` means something. */
static int
add_stored(struct cli *c, const struct verbs_spec *spec, int col,
    struct str value, struct buf *stored)
{
	struct table *t = c->session.table[spec->in.table];

	if (col >= t->schema->ncol && str_is(t->text.col[col], SCHEMA_CARRY))
		return carry_add_stored(value, c->store.now, stored, &c->err);
	if (spec->in.check != NULL)
		return spec->in.check(c, col, value, stored);
	buf_add(stored, value);
	return 0;
}

static int
set_operand(struct cli *c, const struct verbs_spec *spec, int i,
    struct store_row *row, struct buf *stored)
{
	struct str s = cli_operand(c, i), value;
	size_t eq = str_find(s, '=');
	int col;

	if (eq == s.n)
		return error_set(&c->err, EXIT_INPUT,
		    "not FIELD=VALUE: \"%.*s\"", STR_ARG(s));
	col = field_column(c, spec, str_upto(s, eq));
	if (col == -1)
		return -1;
	value = str_from(s, eq + 1);
	if (value.n == 0 && col == spec->in.needed && col != 0)
		return error_set(&c->err, EXIT_INPUT, "%s %s needs its %.*s",
		    strchr("aeiou", spec->what[0]) != NULL ? "an" : "a",
		    spec->what, STR_ARG(str_upto(s, eq)));
	if (value.n == 0) {
		store_clear(row, col);
		return 0;
	}
	if (add_stored(c, spec, col, value, stored) == -1)
		return -1;
	store_set(row, col, buf_str(stored));
	return 0;
}

int
verbs_edit(struct cli *c, const struct verbs_spec *spec)
{
	struct buf *stored = xcalloc((size_t)c->noperand, sizeof(*stored));
	struct store_row row = { 0 };
	int i, rc, status = EXIT_YES;
	size_t rec;

	rc = begin(c, spec) == -1 || find(c, spec, 0, &rec) == -1 ? -1 : 0;
	if (rc == 0)
		row_of(c, spec, rec, &row);
	for (i = 1; i < c->noperand && rc == 0; i++)
		rc = set_operand(c, spec, i, &row, &stored[i]);
	if (rc == 0 && spec->in.finish != NULL)
		rc = spec->in.finish(c, rec, &row);
	if (rc == 0 && store_put(&c->store, &row, &c->err) == TABLE_NONE)
		rc = -1;
	status = rc == -1 ? cli_fail(c) : cli_commit(c);
	if (rc == -1)
		free(row.field);
	for (i = 0; i < c->noperand; i++)
		buf_release(&stored[i]);
	free(stored);
	return status;
}

/* ---- drop, restore */

static int
put_state(
    struct cli *c, const struct verbs_spec *spec, size_t rec, struct str state)
{
	int col = c->session.table[spec->in.table]->schema->state;
	struct store_row row;

	row_of(c, spec, rec, &row);
	if (state.n == 0)
		store_clear(&row, col);
	else
		store_set(&row, col, state);
	return store_put(&c->store, &row, &c->err) == TABLE_NONE ? -1 : 0;
}

static int
drop(struct cli *c, const struct verbs_spec *spec, size_t rec)
{
	return put_state(c, spec, rec, STR("dropped"));
}

static int
restore(struct cli *c, const struct verbs_spec *spec, size_t rec)
{
	struct table *t = c->session.table[spec->in.table];

	if (spec->restored != NULL)
		return put_state(c, spec, rec, str_of(spec->restored));
	if (!table_is_dropped(t, rec))
		return 0;
	return put_state(c, spec, rec,
	    table_before(t, rec, t->schema->state, STR("dropped")));
}

/* Puts a row about each record that was typed. */
static int
put_each(struct cli *c, const struct verbs_spec *spec,
    int (*put)(struct cli *, const struct verbs_spec *, size_t))
{
	size_t rec;
	int i;

	if (begin(c, spec) == -1)
		return cli_fail(c);
	for (i = 0; i < c->noperand; i++)
		if (find(c, spec, i, &rec) == -1 || put(c, spec, rec) == -1)
			return cli_fail(c);
	return cli_commit(c);
}

int
verbs_drop(struct cli *c, const struct verbs_spec *spec)
{
	return put_each(c, spec, drop);
}

int
verbs_restore(struct cli *c, const struct verbs_spec *spec)
{
	return put_each(c, spec, restore);
}

/* ---- notes */

int
verbs_put_note(struct cli *c, struct str ref, struct str who, const char *kind,
    struct str text, char id[ID_NEW_LENGTH + 1])
{
	struct store_row row;

	if (store_new_id(&c->store, id, &c->err) == -1)
		return -1;
	store_row(&row, TABLE_NOTES);
	store_set(&row, NOTES_ID, str_of(id));
	store_set(&row, NOTES_REF, ref);
	store_set(&row, NOTES_WHO, who);
	store_set(&row, NOTES_KIND, str_of(kind));
	store_set(&row, NOTES_TEXT, text);
	return store_put(&c->store, &row, &c->err) == TABLE_NONE ? -1 : 0;
}

int
verbs_add_who(struct cli *c, struct buf *who)
{
	struct table *people = c->session.table[TABLE_PEOPLE];
	const char *w = cli_value(c, "who");

	if (w != NULL)
		return people_add_handles(people, str_of(w), who, &c->err);
	if (people_knows(people, cli_by(c)))
		return people_add_handle(people, cli_by(c), who, &c->err);
	return 0;
}

/* What notes from lines have in common, and their new ids. */
struct noting {
	struct str ref, who;
	const char *kind;
	struct buf ids;
};

static int
note_line(struct cli *c, const struct intake_line *l, void *arg)
{
	struct noting *n = arg;
	char id[ID_NEW_LENGTH + 1];

	if (verbs_put_note(c, n->ref, l->who.n > 0 ? l->who : n->who, n->kind,
		l->text, id) == -1)
		return -1;
	buf_addf(&n->ids, "%s\n", id);
	return 0;
}

int
verbs_put_notes(struct cli *c, struct str ref, int operand, const char *kind)
{
	struct buf who = BUF_INIT;
	struct noting n = { .ref = ref, .kind = kind };
	struct intake_line l = { .text = cli_operand(c, operand) };
	int rc = verbs_add_who(c, &who), status;

	n.who = buf_str(&who);
	if (rc == 0 && c->noperand == operand)
		rc = intake_each_line(c, note_line, &n);
	else if (rc == 0 && l.text.n == 0)
		rc = error_set(&c->err, EXIT_INPUT, "no text");
	else if (rc == 0)
		rc = note_line(c, &l, &n);
	status = rc == -1 ? cli_fail(c) : cli_commit(c);
	if (status == EXIT_YES && !cli_dry(c))
		out_print(buf_str(&n.ids));
	buf_release(&who);
	buf_release(&n.ids);
	return status;
}

int
verbs_note(struct cli *c, const struct verbs_spec *spec, const char *kind)
{
	size_t rec;

	if ((c->noperand < 2 && cli_input(c) == -1) || begin(c, spec) == -1 ||
	    find(c, spec, 0, &rec) == -1)
		return cli_fail(c);
	return verbs_put_notes(
	    c, table_key(c->session.table[spec->in.table], rec, 0), 1, kind);
}

/* ---- log, show */

int
verbs_log(struct cli *c, const struct verbs_spec *spec)
{
	table_want want[TABLE_COUNT] = { 0 };
	struct history h;
	size_t rec;
	int rc;

	want[spec->in.table] = TABLE_WANT_ALL;
	if (cli_read(c, want) == -1 || find(c, spec, 0, &rec) == -1)
		return cli_fail(c);
	history_init(&h, &c->session);
	history_keep(&h, spec->in.table, rec);
	rc = history_print(&h, c);
	history_release(&h);
	return rc == -1 ? cli_fail(c) : EXIT_YES;
}

void
verbs_show_fields(struct table *t, size_t rec, struct out *o)
{
	struct str v;
	size_t i;

	for (i = 0; i < t->text.ncol; i++) {
		v = table_get(t, rec, (int)i);
		if (v.n == 0)
			continue;
		out_text(o, t->text.col[i]);
		out_text(o, v);
	}
}

/* What notes say of the record, each under its kind. */
static void
show_notes(struct table *notes, struct str ref, struct out *o)
{
	const size_t *order = table_order(notes);
	struct buf b = BUF_INIT;
	struct str who;
	size_t i;

	for (i = 0; i < notes->nrec; i++) {
		if (!str_eq(table_get(notes, order[i], NOTES_REF), ref) ||
		    table_is_dropped(notes, order[i]))
			continue;
		buf_cut(&b, 0);
		who = table_get(notes, order[i], NOTES_WHO);
		if (who.n > 0)
			buf_addf(&b, "%.*s: ", STR_ARG(who));
		buf_add(&b, table_get(notes, order[i], NOTES_TEXT));
		out_text(o, table_get(notes, order[i], NOTES_KIND));
		out_text(o, buf_str(&b));
	}
	buf_release(&b);
}

int
verbs_show(struct cli *c, const struct verbs_spec *spec)
{
	static const struct out_column columns[] = { { "field", OUT_TEXT, 0 },
		{ "value", OUT_TEXT, 0 } };
	table_want want[TABLE_COUNT] = { [TABLE_NOTES] = TABLE_WANT_ALL };
	struct table *t;
	struct out o;
	size_t rec;

	want_also(spec, want);
	if (cli_read(c, want) == -1 || find(c, spec, 0, &rec) == -1 ||
	    cli_list(c, &o, columns, 2) == -1)
		return cli_fail(c);
	t = c->session.table[spec->in.table];
	verbs_show_fields(t, rec, &o);
	if (spec->show != NULL)
		spec->show(c, rec, &o);
	show_notes(c->session.table[TABLE_NOTES], table_key(t, rec, 0), &o);
	return out_end(&o, &c->err) == -1 ? cli_fail(c) : EXIT_YES;
}
