#include <stdlib.h>

#include "feedback.h"
#include "form.h"
#include "people.h"
#include "rating.h"
#include "series.h"
#include "sort.h"
#include "telling.h"
#include "xalloc.h"

static const table_want want[TABLE_COUNT] = {
	[TABLE_PEOPLE] = PEOPLE_WANT,
	[TABLE_FEEDBACK] = TABLE_WANT_ALL,
};
static const table_want nothing[TABLE_COUNT] = { 0 };

/* An answer, and where it goes. */
struct answer {
	size_t row;
	size_t place; /* in the series */
	instant time; /* of its form; INSTANT_NONE */
	char id[ID_NEW_LENGTH + 1];
};

/* How often the same answer came before in this go. */
struct repeats {
	struct intern key;
	uint64_t *n;
	size_t cap;
	struct arena mem;
};

struct import {
	struct cli *c;
	struct form form;
	bool anon;
	struct series series;
	struct session *session; /* as they were found */
	instant *start;
	struct answer *answer; /* those that are new */
	size_t n, cap;
	struct repeats repeats, older; /* by both keys of an answer */
	size_t nsame, nolder;
};

/* ---- the same answer again */

static uint64_t
repeats_count(struct repeats *r, struct str key)
{
	uint32_t n = r->key.n, i = intern_get(&r->key, key);

	if (i != INTERN_NONE)
		return r->n[i]++;
	key = arena_copy(&r->mem, key);
	intern_put(&r->key, key, intern_hash(key));
	r->n = xgrow(r->n, n, &r->cap, sizeof(*r->n));
	r->n[n] = 1;
	return 0;
}

static void
repeats_release(struct repeats *r)
{
	intern_release(&r->key);
	free(r->n);
	arena_release(&r->mem);
}

/* ---- the series */

/* Looks at all sessions; none stays locked. */
static int
open_series(struct import *im)
{
	struct error *e = &im->c->err;
	size_t i;

	if (series_of(&im->series, &im->c->session, e) == -1)
		return -1;
	im->session = xcalloc(im->series.n, sizeof(*im->session));
	im->start = xalloc(im->series.n, sizeof(*im->start));
	for (i = 0; i < im->series.n; i++)
		session_init(&im->session[i]);
	for (i = 0; i < im->series.n; i++) {
		if (series_load(&im->series, i, &im->session[i], want, e) == -1)
			return -1;
		cli_report_session(im->c, &im->session[i]);
		if (!session_start(&im->session[i], &im->start[i]))
			im->start[i] = INSTANT_NONE;
	}
	/* The zone is that of the session here again. */
	if (zone_use(session_setting(&im->c->session, "zone"), e) == -1)
		return -1;
	return 0;
}

static void
import_release(struct import *im)
{
	size_t i;

	for (i = 0; im->session != NULL && i < im->series.n; i++)
		session_release(&im->session[i]);
	free(im->session);
	free(im->start);
	series_release(&im->series);
	free(im->answer);
	repeats_release(&im->repeats);
	repeats_release(&im->older);
	form_release(&im->form);
}

/* Whether the `i`th session is nearer to an answer than the `k`th: the one
 * that began later, or of two that began together the one that is here. */
static bool
is_nearer(const struct import *im, size_t i, size_t k)
{
	if (k == im->series.n || im->start[i] != im->start[k])
		return k == im->series.n || im->start[i] > im->start[k];
	return i == im->series.self;
}

/* The session that began last before an answer was given. */
static size_t
place_of(struct import *im, const struct answer *a)
{
	size_t i, found = im->series.n;

	if (a->time == INSTANT_NONE || cli_given(im->c, "here"))
		return im->series.self;
	for (i = 0; i < im->series.n; i++)
		if (im->start[i] != INSTANT_NONE && im->start[i] <= a->time &&
		    is_nearer(im, i, found))
			found = i;
	if (found == im->series.n) {
		im->nolder++;
		return im->series.self;
	}
	return found;
}

/* ---- answers */

static bool
is_kept(const struct import *im, size_t col)
{
	return im->form.column[col].field != FORM_GONE;
}

/* Whether a column would be left out if all its cells were like this one. */
static bool
is_telling(struct str cell)
{
	struct telling t = TELLING_INIT;

	telling_add(&t, cell);
	return telling_is_address(&t) || telling_is_time(&t);
}

/* A cell, empty where it is left out.  Of answers without a name an address
 * or a date is, though others wrote something else in its column. */
static struct str
kept_cell(const struct import *im, size_t row, size_t col)
{
	struct str cell = sheet_cell(&im->form.sheet, row, col);

	return is_kept(im, col) && !(im->anon && is_telling(cell))
	    ? cell
	    : (struct str){ NULL, 0 };
}

/*
 * What an answer is known by: its filled cells, in their order.  Where they
 * stand is no part of it, nor under which heading: a form gets a question, or
 * its words are mended, and the answers that were given before are the same.
 */
static void
add_cells(const struct import *im, size_t row, struct buf *b)
{
	struct str cell;
	size_t col;

	for (col = 0; col < im->form.ncolumn; col++) {
		cell = kept_cell(im, row, col);
		if (cell.n == 0)
			continue;
		buf_add(b, cell);
		buf_addc(b, '\x1f');
	}
}

/* What it was known by once: its empty cells, any address and date, too. */
static void
add_all_cells(const struct import *im, size_t row, struct buf *b)
{
	size_t col;

	for (col = 0; col < im->form.ncolumn; col++) {
		if (!is_kept(im, col))
			continue;
		buf_add(b, sheet_cell(&im->form.sheet, row, col));
		buf_addc(b, '\x1f');
	}
}

/* Makes the id of what an answer is known by; whether a session has it. */
static bool
stands(struct import *im, struct str key, struct repeats *repeats,
    char id[ID_NEW_LENGTH + 1])
{
	struct str made;
	size_t i;

	id_from_text(id, key, repeats_count(repeats, key));
	made = str_of(id);
	for (i = 0; i < im->series.n; i++)
		if (table_find(im->session[i].table[TABLE_FEEDBACK], &made) !=
		    TABLE_NONE)
			return true;
	return false;
}

static void
take_row(struct import *im, size_t row)
{
	struct answer a = { .row = row, .time = INSTANT_NONE };
	struct buf cells = BUF_INIT, all = BUF_INIT;
	char older[ID_NEW_LENGTH + 1];
	bool before;

	add_cells(im, row, &cells);
	if (cells.n > 0) {
		form_time(&im->form, row, &a.time);
		add_all_cells(im, row, &all);
		before = stands(im, buf_str(&all), &im->older, older);
		if (stands(im, buf_str(&cells), &im->repeats, a.id) || before) {
			im->nsame++;
		} else {
			a.place = place_of(im, &a);
			im->answer = xgrow(
			    im->answer, im->n, &im->cap, sizeof(*im->answer));
			im->answer[im->n++] = a;
		}
	}
	buf_release(&cells);
	buf_release(&all);
}

/* ---- writing */

/* A cell of the form as a field of the answer. */
static int
set_cell(struct import *im, struct store *st, struct store_row *row, size_t col,
    struct str cell, struct buf *who)
{
	static const int fields[FORM_FIELDS] = { [FORM_RATING] =
						     FEEDBACK_RATING,
		[FORM_WORKED] = FEEDBACK_WORKED,
		[FORM_CHANGE] = FEEDBACK_CHANGE,
		[FORM_IDEA] = FEEDBACK_IDEA };
	const struct form_column *column = &im->form.column[col];
	struct table *people = st->s->table[TABLE_PEOPLE];

	if (column->field == FORM_RATING)
		cell = str_trim(cell);
	if (column->field <= FORM_IDEA) {
		store_set(row, fields[column->field], cell);
		return 0;
	}
	/* The cell stays as it was written; whose it is, is said beside it. */
	store_set_named(st, row, column->name, cell);
	if (column->field != FORM_WHO || !people_knows(people, str_trim(cell)))
		return 0;
	if (people_add_handle(people, str_trim(cell), who, &im->c->err) == -1)
		return -1;
	store_set(row, FEEDBACK_WHO, buf_str(who));
	return 0;
}

static int
put(struct import *im, struct store *st, const struct answer *a)
{
	struct buf who = BUF_INIT;
	struct store_row row;
	struct str cell;
	size_t col;
	int rc = 0;

	store_row(&row, TABLE_FEEDBACK);
	row.time = im->anon ? im->start[a->place] : a->time;
	store_set(&row, FEEDBACK_ID, str_of(a->id));
	for (col = 0; rc == 0 && col < im->form.ncolumn; col++) {
		cell = kept_cell(im, a->row, col);
		if (cell.n > 0)
			rc = set_cell(im, st, &row, col, cell, &who);
	}
	if (rc == -1)
		free(row.field);
	else if (store_put(st, &row, &im->c->err) == TABLE_NONE)
		rc = -1;
	if (rc == -1)
		error_prefix(&im->c->err, "%s:%zu: ", im->c->operand[0],
		    im->form.sheet.row[a->row].line);
	buf_release(&who);
	return rc;
}

/* All at once, so that one header has them. */
static void
add_columns(const struct import *im, struct table *t)
{
	const struct form_column *column;
	size_t col;

	for (col = 0; col < im->form.ncolumn; col++) {
		column = &im->form.column[col];
		if (column->field == FORM_OWN || column->field == FORM_TIME ||
		    column->field == FORM_WHO)
			rows_text_add_column(&t->text, column->name);
	}
}

/* Those that nobody has put meanwhile. */
static int
put_all(struct import *im, struct store *st, size_t place, size_t *n)
{
	struct table *t = st->s->table[TABLE_FEEDBACK];
	struct str id;
	size_t i;

	*n = 0;
	add_columns(im, t);
	for (i = 0; i < im->n; i++) {
		id = str_of(im->answer[i].id);
		if (im->answer[i].place != place ||
		    table_find(t, &id) != TABLE_NONE)
			continue;
		if (put(im, st, &im->answer[i]) == -1)
			return -1;
		(*n)++;
	}
	return 0;
}

static int
commit(struct import *im, struct store *st)
{
	struct buf rows = BUF_INIT;

	if (!cli_dry(im->c))
		return store_commit(st, &im->c->err);
	store_add_rows(st, &rows);
	out_print(buf_str(&rows));
	buf_release(&rows);
	return 0;
}

/* What one session gets. */
struct filing {
	size_t place;
	const char *dir;
	struct session s;
	struct store st;
	size_t n;
};

/* Puts a session's answers, which are not written yet. */
static int
begin_filing(struct import *im, struct filing *f)
{
	struct error *e = &im->c->err;
	int rc;

	if (session_open_dir(&f->s, f->dir, e) == -1)
		return -1;
	rc = store_begin(&f->st, &f->s, want, e);
	f->st.by = im->anon ? STR("") : cli_by(im->c);
	f->st.now = cli_now(im->c);
	f->st.at = false;
	return rc == 0 ? put_all(im, &f->st, f->place, &f->n) : -1;
}

static int
end_filing(struct import *im, struct filing *f)
{
	if (commit(im, &f->st) == -1)
		return -1;
	cli_say(im->c, "%.*s: %zu new",
	    STR_ARG(series_name(&im->series, f->place)), f->n);
	return 0;
}

static bool
has_answers(const struct import *im, size_t place)
{
	size_t i;

	for (i = 0; i < im->n; i++)
		if (im->answer[i].place == place)
			return true;
	return false;
}

/* A session without a start has no time for an answer without a name. */
static int
check_starts(struct import *im)
{
	size_t i;

	for (i = 0; im->anon && i < im->n; i++)
		if (im->start[im->answer[i].place] == INSTANT_NONE)
			return error_set(&im->c->err, EXIT_INPUT,
			    "the session has no start, which is the time of "
			    "answers without a name: %s",
			    im->series.dir[im->answer[i].place]);
	return 0;
}

/* For qsort: by path, as if a slash ended it, which is how `session commit`
 * takes its locks: so none of two waits for the other. */
static int
by_path(const void *a, const void *b)
{
	const char *x = ((const struct filing *)a)->dir,
		   *y = ((const struct filing *)b)->dir;

	for (; *x == *y && *x != '\0'; x++, y++)
		;
	return (unsigned char)(*x != '\0' ? *x : '/') -
	    (unsigned char)(*y != '\0' ? *y : '/');
}

/* What each session is to get, in the order of locks; the caller frees it. */
static struct filing *
plan_filings(const struct import *im, size_t *n)
{
	struct filing *f = xcalloc(im->series.n, sizeof(*f));
	size_t i;

	*n = 0;
	for (i = 0; i < im->series.n; i++)
		if (has_answers(im, i))
			f[(*n)++] = (struct filing){ .place = i,
				.dir = im->series.dir[i] };
	sort(f, *n, sizeof(*f), by_path);
	return f;
}

static int
begin_filings(struct import *im, struct filing *f, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		session_init(&f[i].s);
	for (i = 0; i < n; i++)
		if (begin_filing(im, &f[i]) == -1)
			return -1;
	return 0;
}

/* A later session failed: what stands already is said. */
static void
say_written(struct import *im, const struct filing *f, size_t n)
{
	size_t i;

	for (i = 0; !cli_dry(im->c) && i < n; i++)
		buf_addf(&im->c->err.msg, "%s %.*s",
		    i == 0 ? "; written already:" : "",
		    STR_ARG(series_name(&im->series, f[i].place)));
}

/* Puts everything before anything is written. */
static int
file_each(struct import *im)
{
	size_t i, n;
	struct filing *f = plan_filings(im, &n);
	int rc = begin_filings(im, f, n);

	for (i = 0; rc == 0 && i < n; i++) {
		rc = end_filing(im, &f[i]);
		if (rc == -1)
			say_written(im, f, i);
	}
	for (i = 0; i < n; i++) {
		store_release(&f[i].st);
		session_release(&f[i].s);
	}
	free(f);
	return rc;
}

static int
file_all(struct import *im)
{
	if (check_starts(im) == -1 || file_each(im) == -1)
		return -1;
	cli_say(im->c, "%zu new, %zu as before", im->n, im->nsame);
	if (im->nolder > 0)
		cli_say(im->c, "%zu older than every session, kept here",
		    im->nolder);
	return 0;
}

/* ---- the verb */

static int
import(struct import *im, const struct form_options *o)
{
	struct cli *c = im->c;
	size_t row;

	if (strcmp(c->operand[0], "-") == 0 && cli_input(c) == -1)
		return -1;
	/* Its zone is that of the form's times. */
	if (cli_read(c, nothing) == -1 ||
	    form_open(&im->form, c, c->operand[0], o) == -1)
		return -1;
	form_say(&im->form, c);
	if (open_series(im) == -1)
		return -1;
	for (row = 1; row < im->form.sheet.nrow; row++)
		take_row(im, row);
	return file_all(im);
}

int
feedback_import(struct cli *c)
{
	struct import im = { .c = c, .anon = cli_given(c, "anon") };
	struct form_options o = { .dates = cli_value(c, "dates"),
		.encoding = cli_value(c, "encoding"),
		.anon = cli_given(c, "anon") };
	struct str *map = cli_values(c, "map", &o.nmap);
	int rc;

	o.map = map;
	rc = import(&im, &o);
	import_release(&im);
	free(map);
	return rc == -1 ? cli_fail(c) : EXIT_YES;
}
