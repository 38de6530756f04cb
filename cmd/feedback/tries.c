#include <stdlib.h>

#include "feedback.h"
#include "people.h"
#include "rating.h"
#include "series.h"
#include "vocab.h"
#include "xalloc.h"

static const table_want want[TABLE_COUNT] = {
	[TABLE_PEOPLE] = PEOPLE_WANT,
	[TABLE_FEEDBACK] = TABLE_WANT_ALL,
	[TABLE_TRIES] = TABLE_WANT_ALL,
	[TABLE_NOTES] = TABLE_WANT_ALL,
};

static int
add_verdict(struct cli *c, struct str typed, struct buf *b)
{
	return vocab_add(
	    TABLE_TRIES, TRIES_VERDICT, "verdict", typed, b, &c->err);
}

static int
check_field(struct cli *c, int col, struct str plain, struct buf *b)
{
	if (col == TRIES_VERDICT)
		return add_verdict(c, plain, b);
	buf_add(b, plain);
	return 0;
}

static const char *const computed[] = { "no", "session", NULL };
static const char *const fields[] = { "about", "idea", "verdict", "why", NULL };

const struct verbs_spec tries_spec = {
	.in = { .table = TABLE_TRIES,
	    .computed = computed,
	    .check = check_field,
	    .needed = TRIES_IDEA },
	.what = "try",
	.fields = fields,
};

/* ---- the session before */

/* Reads the session that began before this one, which must not be locked;
 * *found says whether there is one. */
static int
load_previous(struct cli *c, struct session *s, bool *found)
{
	struct series se;
	int rc = 0;

	session_init(s);
	*found = false;
	if (cli_find(c) == -1 || series_of(&se, &c->session, &c->err) == -1)
		return -1;
	if (se.self > 0 && se.self < se.n) {
		rc = series_load(&se, se.self - 1, s, want, &c->err);
		*found = rc == 0;
	}
	series_release(&se);
	return rc;
}

/* ---- try */

/* The answer that was typed: of the session before, or of this one. */
static int
add_source(struct cli *c, struct session *previous, bool has_previous,
    struct str typed, struct buf *b)
{
	struct table *t = NULL;
	size_t rec = TABLE_NONE;

	if (has_previous) {
		t = previous->table[TABLE_FEEDBACK];
		rec = id_find(t, typed, "answer", &c->err);
	}
	if (rec == TABLE_NONE) {
		t = c->session.table[TABLE_FEEDBACK];
		rec = id_find(t, typed, "answer", &c->err);
	}
	if (rec == TABLE_NONE)
		return -1;
	if (b->n > 0)
		buf_addc(b, ',');
	buf_add(b, table_key(t, rec, 0));
	return 0;
}

static int
put_try(struct cli *c, struct session *previous, bool has_previous,
    char id[ID_NEW_LENGTH + 1])
{
	struct str from = str_of(cli_value(c, "from")), one;
	struct buf source = BUF_INIT;
	struct store_row row;
	int rc = 0;

	if (cli_operand(c, 0).n == 0)
		return error_set(&c->err, EXIT_INPUT, "what is the idea?");
	while (rc == 0 && str_split(&from, ',', &one))
		rc = add_source(c, previous, has_previous, one, &source);
	if (rc == 0)
		rc = store_new_id(&c->store, id, &c->err);
	if (rc == 0) {
		store_row(&row, TABLE_TRIES);
		store_set(&row, TRIES_ID, str_of(id));
		store_set(&row, TRIES_SOURCE, buf_str(&source));
		store_set(&row, TRIES_ABOUT, str_of(cli_value(c, "about")));
		store_set(&row, TRIES_IDEA, cli_operand(c, 0));
		if (store_put(&c->store, &row, &c->err) == TABLE_NONE)
			rc = -1;
	}
	buf_release(&source);
	return rc;
}

int
feedback_try(struct cli *c)
{
	char id[ID_NEW_LENGTH + 1] = "";
	struct session previous;
	bool has_previous;
	int rc, status;

	rc = load_previous(c, &previous, &has_previous);
	if (rc == 0)
		rc = cli_begin(c, want);
	if (rc == 0)
		rc = put_try(c, &previous, has_previous, id);
	status = rc == -1 ? cli_fail(c) : cli_commit(c);
	if (status == EXIT_YES && !cli_dry(c))
		puts(id);
	session_release(&previous);
	return status;
}

/* ---- verdict */

int
feedback_verdict(struct cli *c)
{
	struct buf verdict = BUF_INIT;
	struct store_row row;
	struct table *t;
	size_t rec;
	int rc = 0;

	if (cli_begin(c, want) == -1)
		return cli_fail(c);
	t = c->session.table[TABLE_TRIES];
	rec = id_find(t, cli_operand(c, 0), "try", &c->err);
	if (rec == TABLE_NONE ||
	    add_verdict(c, cli_operand(c, 1), &verdict) == -1)
		rc = -1;
	if (rc == 0) {
		store_row(&row, TABLE_TRIES);
		store_set(&row, TRIES_ID, table_key(t, rec, 0));
		store_set(&row, TRIES_VERDICT, buf_str(&verdict));
		if (c->noperand > 2)
			store_set(&row, TRIES_WHY, cli_operand(c, 2));
		if (store_put(&c->store, &row, &c->err) == TABLE_NONE)
			rc = -1;
	}
	buf_release(&verdict);
	return rc == -1 ? cli_fail(c) : cli_commit(c);
}

/* ---- tries */

static void
note_last(struct tries_series *ts, size_t session, struct table *tries)
{
	size_t i, n, at;

	for (i = 0; i < tries->nrec; i++) {
		n = ts->id.n;
		at = handles_add(&ts->id, table_key(tries, i, 0));
		if (at == n)
			ts->last =
			    xgrow(ts->last, n, &ts->cap, sizeof(*ts->last));
		ts->last[at] = session;
	}
}

int
tries_series_read(
    struct tries_series *ts, const struct series *se, struct error *e)
{
	static const table_want ids[TABLE_COUNT] = { [TABLE_TRIES] =
							 TABLE_WANT_FIRST };
	struct session s;
	size_t i;

	*ts = (struct tries_series){ 0 };
	for (i = 0; i < se->n; i++) {
		if (series_load(se, i, &s, ids, e) == -1)
			return -1;
		note_last(ts, i, s.table[TABLE_TRIES]);
		session_release(&s);
	}
	return 0;
}

void
tries_series_release(struct tries_series *ts)
{
	handles_release(&ts->id);
	free(ts->last);
}

bool
tries_series_is_tried(
    const struct tries_series *ts, size_t i, struct table *tries, size_t rec)
{
	size_t at = handles_place(&ts->id, table_key(tries, rec, 0));

	return !table_is_dropped(tries, rec) &&
	    (at == HANDLES_NONE || ts->last[at] <= i);
}

static void
print_tries(const struct tries_series *ts, const struct series *se,
    size_t session, struct session *s, struct out *o)
{
	static const int col[] = { TRIES_ABOUT, TRIES_IDEA, TRIES_VERDICT,
		TRIES_WHY };
	struct table *t = s->table[TABLE_TRIES];
	size_t i, k, rec;

	for (i = 0; i < t->nrec; i++) {
		rec = table_order(t)[i];
		if (!tries_series_is_tried(ts, session, t, rec))
			continue;
		out_text(o, series_name(se, session));
		out_number(o, (long long)table_number(t, rec));
		out_text(o, table_key(t, rec, 0));
		for (k = 0; k < sizeof(col) / sizeof(col[0]); k++)
			out_text(o, table_get(t, rec, col[k]));
	}
}

int
feedback_tries(struct cli *c)
{
	static const struct out_column columns[] = { { "session", OUT_TEXT,
							 false },
		{ "no", OUT_NUMBER, false }, { "id", OUT_TEXT, false },
		{ "about", OUT_TEXT, false }, { "idea", OUT_TEXT, false },
		{ "verdict", OUT_TEXT, false }, { "why", OUT_TEXT, false } };
	struct tries_series ts;
	struct session s;
	struct series se;
	struct out o;
	size_t i;
	int rc;

	if (c->noperand == 0 && cli_find(c) == -1)
		return cli_fail(c);
	rc = c->noperand > 0 ? series_at(&se, c->operand[0], &c->err)
			     : series_of(&se, &c->session, &c->err);
	if (rc == -1)
		return cli_fail(c);
	rc = tries_series_read(&ts, &se, &c->err);
	if (rc == 0)
		rc = cli_list(c, &o, columns, 7);
	for (i = 0; rc == 0 && i < se.n; i++) {
		rc = series_load(&se, i, &s, want, &c->err);
		if (rc == -1) {
			out_release(&o);
			break;
		}
		cli_report_session(c, &s);
		print_tries(&ts, &se, i, &s, &o);
		session_release(&s);
	}
	tries_series_release(&ts);
	series_release(&se);
	return rc == -1 || out_end(&o, &c->err) == -1 ? cli_fail(c) : EXIT_YES;
}

/* ---- opening */

/* Whether a try of this session is made of the answer. */
static bool
is_tried(struct table *tries, struct str answer)
{
	struct str all, one;
	size_t i;

	for (i = 0; i < tries->nrec; i++) {
		all = table_get(tries, i, TRIES_SOURCE);
		while (
		    !table_is_dropped(tries, i) && str_split(&all, ',', &one))
			if (str_eq(one, answer))
				return true;
	}
	return false;
}

static void
print_median(const struct rating *r, struct out *o)
{
	if (r->n > 0)
		rating_print(o, r->median);
	else
		out_text(o, (struct str){ NULL, 0 });
}

/* What the try is about: the words chosen for the room, else the answers. */
static void
add_about(
    struct table *tries, size_t rec, struct session *previous, struct buf *b)
{
	struct str all = table_get(tries, rec, TRIES_SOURCE), one, said;
	struct table *t = previous->table[TABLE_FEEDBACK];
	size_t answer;

	buf_add(b, table_get(tries, rec, TRIES_ABOUT));
	if (b->n > 0 || t == NULL)
		return;
	while (str_split(&all, ',', &one)) {
		answer = table_find(t, &one);
		if (answer == TABLE_NONE)
			continue;
		said = table_get(t, answer, FEEDBACK_CHANGE);
		if (said.n == 0)
			said = table_get(t, answer, FEEDBACK_IDEA);
		buf_addz(b, b->n > 0 && said.n > 0 ? "\n" : "");
		buf_add(b, said);
	}
}

static size_t
print_tried(struct table *tries, struct session *previous,
    const struct rating *r, struct out *o)
{
	struct buf about = BUF_INIT;
	size_t i, rec, n = 0;

	for (i = 0; i < tries->nrec; i++) {
		rec = table_order(tries)[i];
		if (table_is_dropped(tries, rec))
			continue;
		buf_cut(&about, 0);
		add_about(tries, rec, previous, &about);
		out_text(o, buf_str(&about));
		out_text(o, table_get(tries, rec, TRIES_IDEA));
		print_median(r, o);
		n++;
	}
	buf_release(&about);
	return n;
}

static bool
asks_for_change(struct table *answers, size_t rec)
{
	return !table_is_dropped(answers, rec) &&
	    (table_get(answers, rec, FEEDBACK_CHANGE).n > 0 ||
		table_get(answers, rec, FEEDBACK_IDEA).n > 0);
}

/* What was asked to be changed or proposed, and is not tried. */
static void
print_untried(struct table *tries, struct table *answers,
    const struct rating *r, struct out *o)
{
	size_t i, rec;

	for (i = 0; i < answers->nrec; i++) {
		rec = table_order(answers)[i];
		if (!asks_for_change(answers, rec) ||
		    is_tried(tries, table_key(answers, rec, 0)))
			continue;
		out_text(o, table_get(answers, rec, FEEDBACK_CHANGE));
		out_text(o, table_get(answers, rec, FEEDBACK_IDEA));
		print_median(r, o);
	}
}

static int
print_opening(struct cli *c, struct session *previous, bool has_previous)
{
	static const struct out_column columns[] = { { "about", OUT_TEXT,
							 false },
		{ "idea", OUT_TEXT, false }, { "rating", OUT_NUMBER, false } };
	struct table *tries = c->session.table[TABLE_TRIES];
	struct rating r = { 0 };
	struct out o;
	size_t n;

	if (cli_list(c, &o, columns, 3) == -1)
		return -1;
	if (has_previous)
		rating_read(previous->table[TABLE_FEEDBACK], &r);
	n = print_tried(tries, previous, &r, &o);
	if (has_previous && (n == 0 || cli_given(c, "all")))
		print_untried(tries, previous->table[TABLE_FEEDBACK], &r, &o);
	return out_end(&o, &c->err);
}

int
feedback_opening(struct cli *c)
{
	struct session previous;
	bool has_previous;
	int rc = load_previous(c, &previous, &has_previous);

	if (rc == 0 && has_previous)
		cli_report_session(c, &previous);
	if (rc == 0)
		rc = cli_read(c, want);
	if (rc == 0)
		rc = print_opening(c, &previous, has_previous);
	session_release(&previous);
	return rc == -1 ? cli_fail(c) : EXIT_YES;
}
