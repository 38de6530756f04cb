/*
 * document: `import`, which makes a written plan's items rows.
 */
#include <stdlib.h>

#include "agenda.h"
#include "checklist.h"
#include "csv.h"
#include "duration.h"
#include "import.h"
#include "people.h"
#include "words.h"

/* ---- rows */

static int
put_note(struct cli *c, struct str ref, const char *kind, struct str text)
{
	char id[ID_NEW_LENGTH + 1];

	return verbs_put_note(c, ref, (struct str){ NULL, 0 }, kind, text, id);
}

static int
put_texts(struct cli *c, struct str ref, const struct import_texts *texts)
{
	size_t i;

	for (i = 0; i < texts->n; i++)
		if (put_note(c, ref, import_text_name(texts->v[i].kind),
			buf_str(&texts->v[i].text)) == -1)
			return -1;
	return 0;
}

/* Whether what stood beside a length is somebody; then appends who. */
static bool
is_owner(struct cli *c, struct str who, struct buf *handles)
{
	struct error e = ERROR_INIT;
	bool is = who.n > 0 &&
	    people_add_handles(
		c->session.table[TABLE_PEOPLE], who, handles, &e) == 0;

	error_release(&e);
	return is;
}

static void
set_duration(struct store_row *row, int col, long sec, struct buf *b)
{
	if (sec < 0)
		return;
	duration_add(b, sec);
	store_set(row, col, buf_str(b));
}

static int
put_row(struct cli *c, const struct import_item *it, struct str id,
    struct str owner)
{
	static const char *const whens[] = { [TIMING_ALWAYS] = "",
		[TIMING_IF_TIME] = "if-time",
		[TIMING_EXTRA] = "extra" };
	struct buf depth = BUF_INIT, start = BUF_INIT, length = BUF_INIT,
		   least = BUF_INIT;
	struct store_row row;
	size_t put;

	store_row(&row, TABLE_AGENDA);
	store_set(&row, AGENDA_ID, id);
	store_set(&row, AGENDA_TITLE, it->title);
	store_set(&row, AGENDA_WHEN, str_of(whens[it->when]));
	store_set(&row, AGENDA_OWNER, owner);
	store_set(&row, AGENDA_LINK, it->link);
	if (it->kind != IMPORT_ITEM)
		store_set(
		    &row, AGENDA_KIND, str_of(import_kind_name(it->kind)));
	if (it->again)
		store_set(&row, AGENDA_STATE, STR("again"));
	if (it->depth > 0)
		buf_addf(&depth, "%u", it->depth);
	store_set(&row, AGENDA_DEPTH, buf_str(&depth));
	if (it->start >= 0) {
		buf_addc(&start, '+');
		duration_add_offset(&start, it->start);
		store_set(&row, AGENDA_START, buf_str(&start));
	}
	set_duration(&row, AGENDA_LENGTH, it->length, &length);
	set_duration(&row, AGENDA_MIN, it->least, &least);
	put = store_put(&c->store, &row, &c->err);
	buf_release(&depth);
	buf_release(&start);
	buf_release(&length);
	buf_release(&least);
	return put == TABLE_NONE ? -1 : 0;
}

static int
put_tick(struct cli *c, struct str id)
{
	struct store_row row;

	store_row(&row, TABLE_TIMES);
	store_set(&row, TIMES_ID, id);
	store_set(&row, TIMES_EVENT, STR("tick"));
	return store_put(&c->store, &row, &c->err) == TABLE_NONE ? -1 : 0;
}

/* One item; `*more` counts the texts that it has beside its own. */
static int
put_item(struct cli *c, const struct import_item *it, size_t *more)
{
	struct buf owner = BUF_INIT;
	char made[ID_NEW_LENGTH + 1];
	struct str id = { made, ID_NEW_LENGTH };
	bool is = is_owner(c, it->owner, &owner);
	int rc = store_new_id(&c->store, made, &c->err);

	if (rc == 0)
		rc = put_row(c, it, id, buf_str(&owner));
	if (rc == 0 && !is && it->owner.n > 0) {
		rc = put_note(c, id, "remark", it->owner);
		(*more)++;
	}
	if (rc == 0)
		rc = put_texts(c, id, &it->texts);
	if (rc == 0 && it->ticked)
		rc = put_tick(c, id);
	buf_release(&owner);
	return rc;
}

/* The document's title is the session's where it has none. */
static int
put_title(struct cli *c, struct str title)
{
	struct store_row row;

	if (title.n == 0 || session_setting(&c->session, "title").n > 0)
		return 0;
	store_row(&row, TABLE_SESSION);
	store_set(&row, SESSION_KEY, STR("title"));
	store_set(&row, SESSION_VALUE, title);
	return store_put(&c->store, &row, &c->err) == TABLE_NONE ? -1 : 0;
}

static int
put_all(struct cli *c, struct import_plan *plan)
{
	size_t i;

	if (put_title(c, plan->title) == -1 ||
	    put_texts(c, (struct str){ NULL, 0 }, &plan->texts) == -1)
		return -1;
	for (i = 0; i < plan->n; i++)
		if (put_item(c, &plan->items[i], &plan->ntexts) == -1)
			return -1;
	return 0;
}

/* ---- what became what */

static void
say_report(struct cli *c, const struct import_plan *plan, const char *path)
{
	struct buf b = BUF_INIT;
	size_t i;

	for (i = 0; cli_given(c, "verbose") && i < plan->nleft; i++)
		cli_say(c, "%s:%zu: %s: %.*s", path, plan->left[i].no,
		    import_reason_name(plan->left[i].reason),
		    STR_ARG(plan->left[i].line));
	import_report(plan, &b);
	cli_say(c, "%s: %s", path, buf_z(&b));
	buf_release(&b);
}

/* ---- the verb */

static int
check_empty(struct cli *c, const struct plan *p)
{
	if (p->n == 0 || cli_given(c, "append"))
		return 0;
	return error_set(&c->err, EXIT_INPUT,
	    "the agenda has %zu item%s already: --append adds to %s", p->n,
	    p->n == 1 ? "" : "s", p->n == 1 ? "it" : "them");
}

static int
read_document(
    struct cli *c, const char *path, struct str text, struct import_plan *plan)
{
	struct buf why = BUF_INIT;
	int rc = 0;

	if (!import_read(plan, text, str_of(cli_value(c, "section")), &why))
		rc =
		    error_set(&c->err, EXIT_INPUT, "%s: %s", path, buf_z(&why));
	else if (plan->n == 0)
		rc = error_set(
		    &c->err, EXIT_INPUT, "no items to be found: %s", path);
	buf_release(&why);
	return rc;
}

/* Cells in a row, parted by TABs, which the importer takes for a table. */
static void
add_cells(struct buf *b, const struct csv_file *f, const struct csv_row *row)
{
	struct str cell;
	size_t i, k;

	for (i = 0; i < row->n; i++) {
		if (i > 0)
			buf_addc(b, '\t');
		cell = f->cell[row->first + i];
		for (k = 0; k < cell.n; k++)
			buf_addc(b,
			    strchr("\t\r\n", cell.p[k]) != NULL ? ' '
								: cell.p[k]);
	}
	buf_addc(b, '\n');
}

/* Replaces a spreadsheet's text by a table of it. */
static int
read_sheet(struct cli *c, const char *path, struct buf *text)
{
	struct csv_file f;
	size_t i;

	if (csv_read(&f, path, buf_str(text), CSV_RAGGED, &c->err) == -1)
		return -1;
	buf_cut(text, 0);
	for (i = 0; i < f.nrow; i++)
		add_cells(text, &f, &f.row[i]);
	csv_release(&f);
	return 0;
}

static bool
is_sheet(const char *path)
{
	struct str s = str_of(path);

	return s.n > 4 && words_is(str_from(s, s.n - 4), ".csv");
}

/* A plan as people write it. */
static int
import_document(struct cli *c, const char *path, struct str text)
{
	struct import_plan plan = { .n = 0 };
	int rc = read_document(c, path, text, &plan), status;

	if (rc == 0)
		rc = put_all(c, &plan);
	status = rc == -1 ? cli_fail(c) : cli_commit(c);
	if (status == EXIT_YES)
		say_report(c, &plan, path);
	import_release(&plan);
	return status;
}

static int
put_ticks(struct cli *c, struct str ids)
{
	struct str id;

	while (str_split(&ids, '\n', &id))
		if (put_tick(c, id) == -1)
			return -1;
	return 0;
}

static void
say_checklist(struct cli *c, const struct checklist *l, const char *path)
{
	struct str rest = buf_str(&l->left), line;

	while (cli_given(c, "verbose") && str_split(&rest, '\n', &line))
		cli_say(c, "%s:%.*s", path, STR_ARG(line));
	cli_say(c, "%s: %zu item%s; dropped: %zu line%s", path, l->nitem,
	    l->nitem == 1 ? "" : "s", l->nleft, l->nleft == 1 ? "" : "s");
}

/* What `list -o md` printed; the rows come as `add -` takes them. */
static int
import_checklist(struct cli *c, const char *path, struct str text)
{
	struct checklist l;
	int rc = checklist_read(&l, c, text), status;

	if (rc == 0)
		rc = put_title(c, buf_str(&l.title));
	if (rc == 0)
		rc = put_ticks(c, buf_str(&l.ticked));
	if (rc == -1)
		status = cli_fail(c);
	else
		status =
		    intake_text(c, &agenda_spec.in, buf_str(&l.rows), path);
	if (status == EXIT_YES)
		say_checklist(c, &l, path);
	checklist_release(&l);
	return status;
}

int
import_verb(struct cli *c)
{
	bool standard = str_is(cli_operand(c, 0), "-");
	const char *path = standard ? "standard input" : c->operand[0];
	struct plan p = { .current = PLAN_NONE };
	struct buf text = BUF_INIT;
	int status;

	if (cli_file(c, c->operand[0], &text) == -1 ||
	    (is_sheet(path) && read_sheet(c, path, &text) == -1) ||
	    agenda_begin(c, &p) == -1 || check_empty(c, &p) == -1)
		status = cli_fail(c);
	else if (checklist_is(buf_str(&text)) && !cli_given(c, "section"))
		status = import_checklist(c, path, buf_str(&text));
	else
		status = import_document(c, path, buf_str(&text));
	plan_release(&p);
	buf_release(&text);
	return status;
}
