#include <stdlib.h>

#include "intake.h"
#include "people.h"
#include "sort.h"
#include "tsv.h"
#include "utf8.h"
#include "xalloc.h"

/* ---- rows */

struct intake_stamp {
	instant time;
	const char *row;
};

struct intake {
	struct cli *c;
	const struct intake_spec *spec;
	struct table *t;
	int *col; /* by position; SCHEMA_NONE: ignored */
	size_t ncol, capcol;
	size_t aside;	   /* the position of spec->aside, or SIZE_MAX */
	struct buf *field; /* a row's fields, plain, by position */
	bool *cleared;	   /* which of them are empty since `\N` stands there */
	size_t nfield;
	size_t line;
	size_t nold;		    /* records that were there before */
	struct intake_stamp *stamp; /* the table's rows by time */
	size_t nstamp, capstamp;
	bool indexed;
	struct buf key[SCHEMA_KEYS_MAX]; /* of the row, as it is stored */
	struct buf *ids;		 /* of new records, one a line */
};

static int
wrong_row(struct intake *in, const char *what, struct str thing)
{
	return error_set(&in->c->err, EXIT_INPUT, "%s: \"%.*s\"", what,
	    STR_ARG(str_upto(thing, 80)));
}

static bool
is_computed(const struct intake_spec *spec, struct str name)
{
	size_t i;

	for (i = 0; spec->computed[i] != NULL; i++)
		if (str_is(name, spec->computed[i]))
			return true;
	return false;
}

/* Refuses a name that is none, or that stands already. */
static int
check_heading(struct intake *in, struct str name, int col)
{
	size_t i;

	if (name.n == 0)
		return error_set(&in->c->err, EXIT_INPUT,
		    "column %zu has no name", in->ncol + 1);
	for (i = 0; col != SCHEMA_NONE && i < in->ncol; i++)
		if (in->col[i] == col)
			return wrong_row(in, "a column twice", name);
	return 0;
}

static int
take_heading(struct intake *in, struct str name)
{
	int col = is_computed(in->spec, name)
	    ? SCHEMA_NONE
	    : rows_text_add_column(&in->t->text, name);

	if (check_heading(in, name, col) == -1)
		return -1;
	if (in->spec->aside != NULL && str_is(name, in->spec->aside))
		in->aside = in->ncol;
	in->col = xgrow(in->col, in->ncol, &in->capcol, sizeof(*in->col));
	in->col[in->ncol++] = col;
	return 0;
}

/* A tab at the end begins no column. */
static int
take_header(struct intake *in, struct str line)
{
	struct buf plain = BUF_INIT;
	struct str rest = line, name;
	bool known = false;
	int rc = 0;

	while (rest.n > 0 && rest.p[rest.n - 1] == '\t')
		rest.n--;
	while (rc == 0 && str_split(&rest, '\t', &name)) {
		buf_cut(&plain, 0);
		tsv_add_plain(&plain, name);
		known = known ||
		    schema_column(in->t->schema, buf_str(&plain)) !=
			SCHEMA_NONE;
		rc = take_heading(in, buf_str(&plain));
	}
	in->field = xcalloc(in->ncol, sizeof(*in->field));
	in->cleared = xcalloc(in->ncol, sizeof(*in->cleared));
	buf_release(&plain);
	if (rc == 0 && !known)
		return wrong_row(
		    in, "no header with columns of the listing", line);
	return rc;
}

static int
split_row(struct intake *in, struct str line)
{
	struct str f;

	for (in->nfield = 0; in->nfield < in->ncol; in->nfield++)
		buf_cut(&in->field[in->nfield], 0);
	in->nfield = 0;
	while (str_split(&line, '\t', &f)) {
		if (in->nfield == in->ncol && f.n > 0)
			return wrong_row(in, "more fields than its header", f);
		if (in->nfield == in->ncol)
			continue;
		in->cleared[in->nfield] = str_eq(f, TSV_CLEARED);
		if (!in->cleared[in->nfield])
			tsv_add_plain(&in->field[in->nfield], f);
		in->nfield++;
	}
	return 0;
}

static struct str
field_of(const struct intake *in, int col)
{
	size_t i;

	for (i = 0; i < in->nfield; i++)
		if (in->col[i] == col)
			return buf_str(&in->field[i]);
	return (struct str){ NULL, 0 };
}

/* The value of a column that the fold may not know yet. */
static struct str
value_of(struct table *t, size_t rec, int col)
{
	if ((size_t)col >= t->ncol || t->cell_of[col] == -1)
		return (struct str){ NULL, 0 };
	return table_get(t, rec, col);
}

static bool
differs(struct intake *in, size_t rec, int col, struct str plain)
{
	if (rec == TABLE_NONE || (size_t)col >= in->t->ncol)
		return true; /* a record or a column that is new */
	if (in->spec->shows != NULL)
		return !in->spec->shows(in->c, rec, col, plain);
	return !str_eq(value_of(in->t, rec, col), plain);
}

/* Makes the row's key, as it is stored, of what stands in the row. */
static int
read_key(struct intake *in)
{
	const struct schema *s = in->t->schema;
	struct str typed[SCHEMA_KEYS_MAX];
	int i;

	for (i = 0; i < s->nkey; i++) {
		typed[i] = field_of(in, s->key[i]);
		buf_cut(&in->key[i], 0);
	}
	if (in->spec->key != NULL)
		return in->spec->key(in->c, typed, in->key);
	for (i = 0; i < s->nkey; i++)
		buf_add(&in->key[i], typed[i]);
	return 0;
}

/* The record with the row's key; an only key column may be missing. */
static int
find_record(struct intake *in, size_t *rec)
{
	const struct schema *s = in->t->schema;
	struct str key[SCHEMA_KEYS_MAX];
	int i;

	*rec = TABLE_NONE;
	if (read_key(in) == -1)
		return -1;
	for (i = 0; i < s->nkey; i++) {
		key[i] = buf_str(&in->key[i]);
		if (key[i].n == 0)
			return s->nkey == 1
			    ? 0
			    : wrong_row(in, "a row without its key", key[i]);
	}
	if (s->nkey == 1 && !id_valid(key[0]))
		return wrong_row(in, "not an id", key[0]);
	*rec = table_find(in->t, key);
	return 0;
}

/* For qsort and bsearch: by time, then in the order of lines. */
static int
by_time(const void *a, const void *b)
{
	const struct intake_stamp *x = a, *y = b;

	if (x->time != y->time)
		return x->time > y->time ? 1 : -1;
	return (x->row > y->row) - (x->row < y->row);
}

static void
index_times(struct intake *in)
{
	struct rows r;

	in->indexed = true;
	rows_begin(&r, &in->t->text);
	while (rows_next(&r)) {
		in->stamp = xgrow(
		    in->stamp, in->nstamp, &in->capstamp, sizeof(*in->stamp));
		in->stamp[in->nstamp++] =
		    (struct intake_stamp){ r.time, r.start };
	}
	rows_release(&r);
	sort(in->stamp, in->nstamp, sizeof(*in->stamp), by_time);
}

/* Whether the row under `r` has that value in a column, or has it cleared. */
static bool
has_value(const struct rows *r, int col, struct str plain, bool clear)
{
	struct buf raw = BUF_INIT;
	bool has;

	if (clear)
		return str_eq(rows_field(r, col), TSV_CLEARED);
	tsv_add_raw(&raw, plain);
	has = str_eq(rows_field(r, col), buf_str(&raw));
	buf_release(&raw);
	return has;
}

/* Whether the row taken in says anything in that place, beside its key. */
static bool
says(const struct intake *in, size_t i)
{
	return in->col[i] != SCHEMA_NONE &&
	    (in->field[i].n > 0 || in->cleared[i]) &&
	    !schema_is_key(in->t->schema, in->col[i]);
}

/* Whether the row under `r` has that field of the one taken in, as it was
 * typed or as it would be stored. */
static bool
has_field(struct intake *in, size_t i, const struct rows *r)
{
	struct str typed = buf_str(&in->field[i]);
	struct buf stored = BUF_INIT;
	int col = in->col[i];
	bool has = has_value(r, col, typed, in->cleared[i]);

	if (has || in->cleared[i] || in->spec->check == NULL)
		return has;
	has = in->spec->check(in->c, col, typed, &stored) == 0 &&
	    has_value(r, col, buf_str(&stored), false);
	buf_release(&stored);
	return has;
}

static bool
has_fields(struct intake *in, const struct rows *r)
{
	bool all = true;
	size_t i;

	for (i = 0; all && i < in->nfield; i++)
		if (says(in, i))
			all = has_field(in, i, r);
	return all;
}

/* Whether a row of that record and time has all the fields already. */
static bool
stands(struct intake *in, size_t rec, instant time)
{
	size_t lo = 0, hi, mid;
	bool found = false;
	struct rows r;

	if (!in->indexed)
		index_times(in);
	for (hi = in->nstamp; lo < hi;) {
		mid = lo + (hi - lo) / 2;
		if (in->stamp[mid].time < time)
			lo = mid + 1;
		else
			hi = mid;
	}
	for (; !found && lo < in->nstamp && in->stamp[lo].time == time; lo++) {
		rows_at(&r, &in->t->text, in->stamp[lo].row);
		found = table_record_of(in->t, &r) == rec && has_fields(in, &r);
		rows_release(&r);
	}
	return found;
}

/* Clears one field; a row without time only where there is something. */
static int
clear_field(struct intake *in, struct store_row *row, size_t rec, int col)
{
	bool old = rec != TABLE_NONE && value_of(in->t, rec, col).n > 0;

	if (old && col == in->spec->needed)
		return error_set(&in->c->err, EXIT_INPUT,
		    "%s cannot be cleared", in->t->schema->col[col]);
	if (old || row->time != INSTANT_NONE)
		store_clear(row, col);
	return old;
}

/* Sets one field as it is stored; a row without time says what is new. */
static int
set_field(struct intake *in, struct store_row *row, size_t rec, size_t i,
    struct buf *stored)
{
	struct str v = buf_str(&in->field[i]);
	bool new = differs(in, rec, in->col[i], v);

	if (!new && row->time == INSTANT_NONE)
		return 0;
	buf_cut(stored, 0);
	if (in->spec->check == NULL)
		buf_add(stored, v);
	else if (in->spec->check(in->c, in->col[i], v, stored) == -1)
		return -1;
	/* What was typed another way may be what stands. */
	new = new &&
	    (rec == TABLE_NONE ||
		!str_eq(value_of(in->t, rec, in->col[i]), buf_str(stored)));
	if (new || row->time != INSTANT_NONE)
		store_set(row, in->col[i], buf_str(stored));
	return new;
}

/* Whether that is who began the record, as a listing shows it, and not who
 * changes it now. */
static bool
is_listed_by(const struct intake *in, const struct store_row *row, size_t rec,
    struct str by)
{
	return rec != TABLE_NONE && row->time == INSTANT_NONE &&
	    str_eq(table_get(in->t, rec, in->t->schema->by), by);
}

/* How many fields the row sets anew; -1 where one is wrong. */
static int
set_fields(
    struct intake *in, struct store_row *row, size_t rec, struct buf *stored)
{
	const struct schema *s = in->t->schema;
	int nnew = 0, got;
	size_t i;

	for (i = 0; i < in->nfield; i++) {
		if (!says(in, i) || in->col[i] == s->time)
			continue;
		if (in->col[i] == s->by) {
			if (!is_listed_by(in, row, rec, buf_str(&in->field[i])))
				store_set(row, s->by, buf_str(&in->field[i]));
			continue;
		}
		got = in->cleared[i] ? clear_field(in, row, rec, in->col[i])
				     : set_field(in, row, rec, i, &stored[i]);
		if (got == -1)
			return -1;
		nnew += got;
	}
	return nnew;
}

/* The id of a new record that came without one. */
static int
add_new_id(struct intake *in, struct buf *id)
{
	char random[ID_NEW_LENGTH + 1];

	if (in->spec->add_id != NULL)
		in->spec->add_id(in->c, field_of(in, in->spec->id_from), id);
	if (id->n > 0)
		return 0;
	if (store_new_id(&in->c->store, random, &in->c->err) == -1)
		return -1;
	buf_addz(id, random);
	return 0;
}

static int
set_key(struct intake *in, struct store_row *row)
{
	const struct schema *s = in->t->schema;
	int i;

	if (in->key[0].n == 0 && add_new_id(in, &in->key[0]) == -1)
		return -1;
	for (i = 0; i < s->nkey; i++)
		store_set(row, s->key[i], buf_str(&in->key[i]));
	return 0;
}

/* What a new record needs, it must have. */
static int
check_needed(struct intake *in, size_t rec)
{
	int col = in->spec->needed;

	if (rec != TABLE_NONE || col == 0 || field_of(in, col).n > 0)
		return 0;
	return error_set(
	    &in->c->err, EXIT_INPUT, "no %s", in->t->schema->col[col]);
}

/* Puts what the row says, and keeps the id of a new record to print. */
static int
put_fields(struct intake *in, struct store_row *row, size_t *rec)
{
	bool is_new = *rec == TABLE_NONE;

	if (check_needed(in, *rec) == -1 ||
	    (in->spec->finish != NULL &&
		in->spec->finish(in->c, *rec, row) == -1) ||
	    set_key(in, row) == -1) {
		free(row->field);
		return -1;
	}
	*rec = store_put(&in->c->store, row, &in->c->err);
	if (*rec == TABLE_NONE)
		return -1;
	if (is_new && in->t->schema->nkey == 1) {
		buf_add(in->ids, buf_str(&in->key[0]));
		buf_addc(in->ids, '\n');
	}
	return 0;
}

/* Whether a row of that time is kept even where it says nothing new: it would
 * once a later one does.  A table of one row a record has no versions. */
static bool
keeps_versions(const struct intake *in, instant time)
{
	return time != INSTANT_NONE && in->t->schema->time == 0;
}

/* Whether the row's time is the one that a listing shows of the record, which
 * was there before: then what differs was edited in the listing. */
static bool
is_listed(const struct intake *in, size_t rec, instant time)
{
	return rec < in->nold && time == table_first(in->t, rec);
}

/* The row's own table; *rec is the record it belongs to. */
static int
put_record(struct intake *in, struct buf *stored, size_t *rec)
{
	struct str time = field_of(in, in->t->schema->time);
	struct store_row row;
	int nnew;
	bool old;

	store_row(&row, in->spec->table);
	if (find_record(in, rec) == -1)
		return -1;
	if (time.n > 0 && !instant_parse_stored(time, &row.time))
		return wrong_row(in, "not a time", time);
	old = time.n > 0 && *rec != TABLE_NONE;
	if (old && stands(in, *rec, row.time))
		return 0;
	if (old && is_listed(in, *rec, row.time))
		row.time = INSTANT_NONE;
	nnew = set_fields(in, &row, *rec, stored);
	if (nnew == -1 ||
	    (nnew == 0 && *rec != TABLE_NONE &&
		!keeps_versions(in, row.time))) {
		free(row.field);
		return nnew == -1 ? -1 : 0;
	}
	return put_fields(in, &row, rec);
}

static int
put_row(struct intake *in, struct buf *stored)
{
	size_t rec;

	if (put_record(in, stored, &rec) == -1)
		return -1;
	if (in->aside >= in->nfield || in->field[in->aside].n == 0)
		return 0;
	return in->spec->take(in->c, rec, buf_str(&in->field[in->aside]));
}

/* The next line that is not empty, without a CR at its end. */
static bool
next_line(struct intake *in, struct str *text, struct str *line)
{
	while (str_split(text, '\n', line)) {
		in->line++;
		line->n -= line->n > 0 && line->p[line->n - 1] == '\r';
		if (line->n > 0)
			return true;
	}
	return false;
}

/* Puts the rows with a time, or those without. */
static int
put_rows(struct intake *in, struct str text, bool dated, struct buf *stored)
{
	struct str line;
	int rc = 0;

	while (rc == 0 && next_line(in, &text, &line)) {
		rc = split_row(in, line);
		if (rc == 0 &&
		    dated == (field_of(in, in->t->schema->time).n > 0))
			rc = put_row(in, stored);
	}
	return rc;
}

/* Those with a time first: what the others say is to hold behind them, in
 * whatever order they stand, and whenever they are taken in again. */
static int
take_rows(struct intake *in, struct str text)
{
	struct buf *stored;
	struct str line;
	size_t i, header;
	int rc;

	if (!next_line(in, &text, &line))
		return 0;
	if (take_header(in, line) == -1)
		return -1;
	header = in->line;
	stored = xcalloc(in->ncol, sizeof(*stored));
	rc = put_rows(in, text, true, stored);
	if (rc == 0) {
		in->line = header;
		rc = put_rows(in, text, false, stored);
	}
	for (i = 0; i < in->ncol; i++)
		buf_release(&stored[i]);
	free(stored);
	return rc;
}

int
intake_put(struct cli *c, const struct intake_spec *spec, struct str text,
    struct buf *ids, size_t *line)
{
	struct intake in = { .c = c,
		.spec = spec,
		.t = c->session.table[spec->table],
		.nold = c->session.table[spec->table]->nrec,
		.ids = ids,
		.aside = SIZE_MAX };
	int rc = take_rows(&in, text);
	size_t i;

	if (rc == 0)
		store_settle(&c->store, spec->table);
	*line = in.line;
	for (i = 0; in.field != NULL && i < in.ncol; i++)
		buf_release(&in.field[i]);
	for (i = 0; i < SCHEMA_KEYS_MAX; i++)
		buf_release(&in.key[i]);
	free(in.field);
	free(in.cleared);
	free(in.col);
	free(in.stamp);
	return rc;
}

int
intake_text(struct cli *c, const struct intake_spec *spec, struct str text,
    const char *from)
{
	struct buf ids = BUF_INIT;
	size_t line;
	int status;

	if (intake_put(c, spec, text, &ids, &line) == -1) {
		error_prefix(&c->err, "%s:%zu: ", from, line);
		status = cli_fail(c);
	} else {
		status = cli_commit(c);
	}
	if (status == EXIT_YES && !cli_dry(c))
		out_print(buf_str(&ids));
	buf_release(&ids);
	return status;
}

int
intake_rows(struct cli *c, const struct intake_spec *spec)
{
	struct buf text = BUF_INIT;
	int status;

	if (cli_stdin(c, &text) == -1)
		status = cli_fail(c);
	else
		status = intake_text(c, spec, buf_str(&text), "standard input");
	buf_release(&text);
	return status;
}

/* ---- lines */

/* Cuts `ana: ` off a line, where ana is somebody. */
static void
take_who(struct table *people, struct intake_line *l, struct buf *handles)
{
	size_t i = str_find(l->text, ':'), before = handles->n;
	struct str who = str_trim(str_upto(l->text, i));
	struct error e = ERROR_INIT;

	if (i == l->text.n || i + 1 == l->text.n || l->text.p[i + 1] != ' ')
		return;
	if (people_add_handle(people, who, handles, &e) == 0) {
		l->who = (struct str){ NULL, handles->n - before };
		l->text = str_trim(str_from(l->text, i + 1));
	}
	error_release(&e);
}

/* The handles were gathered in one buffer, which may have moved. */
static void
point_to_handles(struct intake_line *l, size_t n, const struct buf *handles)
{
	size_t i, at = 0;

	for (i = 0; i < n; i++) {
		l[i].who.p = buf_z(handles) + at;
		at += l[i].who.n;
	}
}

struct intake_line *
intake_lines(
    struct table *people, struct str text, struct buf *handles, size_t *n)
{
	struct intake_line *l = NULL;
	struct str line;
	size_t cap = 0, number = 0;

	*n = 0;
	while (str_split(&text, '\n', &line)) {
		number++;
		line = str_trim(line);
		if (line.n == 0)
			continue;
		l = xgrow(l, *n, &cap, sizeof(*l));
		l[*n] = (struct intake_line){ { NULL, 0 }, line, number };
		if (people != NULL)
			take_who(people, &l[*n], handles);
		(*n)++;
	}
	point_to_handles(l, *n, handles);
	return l;
}

int
intake_each_line(struct cli *c,
    int (*put)(struct cli *c, const struct intake_line *l, void *arg),
    void *arg)
{
	struct buf text = BUF_INIT, handles = BUF_INIT;
	struct intake_line *l = NULL;
	size_t n = 0, i;
	int rc = cli_stdin(c, &text);

	if (rc == 0)
		l = intake_lines(c->session.table[TABLE_PEOPLE], buf_str(&text),
		    &handles, &n);
	for (i = 0; rc == 0 && i < n; i++)
		if ((rc = put(c, &l[i], arg)) == -1)
			error_prefix(
			    &c->err, "standard input:%zu: ", l[i].line);
	free(l);
	buf_release(&text);
	buf_release(&handles);
	return rc;
}
