#include <stdlib.h>

#include "doc.h"
#include "people.h"
#include "qboard.h"
#include "sheet.h"
#include "xalloc.h"

struct import {
	struct cli *c;
	struct qboard_taken taken;
};

static int
finish(struct import *im, int rc)
{
	int status = rc == -1 ? cli_fail(im->c) : cli_commit(im->c);

	if (status == EXIT_YES && !cli_dry(im->c)) {
		out_print(buf_str(&im->taken.ids));
		cli_say(im->c, "%zu new, %zu as before", im->taken.nnew,
		    im->taken.nsame);
	}
	qboard_taken_release(&im->taken);
	return status;
}

/* ---- CSV */

enum { F_TEXT, F_WHO, F_TOPIC, F_STATE, F_KIND, NFIELD };

static const struct sheet_field sheet_fields[NFIELD] = {
	[F_TEXT] = { "text", "question,your question,questions" },
	[F_WHO] = { "who", "name,your name,full name,asked by,author,from" },
	[F_TOPIC] = { "topic", "category,section" },
	[F_STATE] = { "state", "status" },
	[F_KIND] = { "kind", "" },
};

static const int field_column[NFIELD] = { QUESTIONS_TEXT, QUESTIONS_WHO,
	QUESTIONS_TOPIC, QUESTIONS_STATE, QUESTIONS_KIND };

/* The cells of a row, checked as `add -` checks fields. */
static int
read_cells(struct import *im, const struct sheet *s, const size_t col[],
    size_t row, struct buf cell[NFIELD])
{
	struct str plain;
	int i;

	for (i = 0; i < NFIELD; i++) {
		buf_cut(&cell[i], 0);
		plain = sheet_cell(s, row, col[i]);
		if (i != F_TEXT)
			plain = str_trim(plain);
		if (plain.n > 0 &&
		    qboard_spec.in.check(
			im->c, field_column[i], plain, &cell[i]) == -1)
			return -1;
	}
	return 0;
}

/* A row; one without a text has no question in it. */
static int
import_row(struct import *im, const struct sheet *s, const size_t col[],
    size_t row, struct buf cell[NFIELD])
{
	struct qboard_entry q;
	int rc = read_cells(im, s, col, row, cell);

	if (rc == 0 && cell[F_TEXT].n > 0) {
		q = (struct qboard_entry){ .who = buf_str(&cell[F_WHO]),
			.topic = buf_str(&cell[F_TOPIC]),
			.state = buf_str(&cell[F_STATE]),
			.text = buf_str(&cell[F_TEXT]) };
		if (!str_is(buf_str(&cell[F_KIND]), "question"))
			q.kind = buf_z(&cell[F_KIND]);
		rc = qboard_take(im->c, &im->taken, &q);
	}
	if (rc == -1)
		error_prefix(&im->c->err, "%s:%zu: ", im->c->operand[0],
		    s->row[row].line);
	return rc;
}

static int
match_columns(struct import *im, const struct sheet *s, size_t col[])
{
	size_t n;
	struct str *map = cli_values(im->c, "map", &n);
	int rc;

	rc = sheet_match(s, sheet_fields, NFIELD, map, n, col, &im->c->err);
	free(map);
	if (rc == 0 && col[F_TEXT] == SHEET_NONE)
		return error_set(&im->c->err, EXIT_INPUT,
		    "%s has no column of questions: say which with --map "
		    "text=HEADING",
		    im->c->operand[0]);
	return rc;
}

static int
import_rows(struct import *im, const struct sheet *s)
{
	struct buf cell[NFIELD] = { BUF_INIT };
	size_t col[NFIELD], row;
	int rc = match_columns(im, s, col), i;

	for (row = 1; rc == 0 && row < s->nrow; row++)
		rc = import_row(im, s, col, row, cell);
	for (i = 0; i < NFIELD; i++)
		buf_release(&cell[i]);
	return rc;
}

static int
import_csv(struct cli *c)
{
	struct import im = { .c = c };
	struct sheet s;
	int status;

	if (sheet_open(&s, c->operand[0], &c->err) == -1)
		return cli_fail(c);
	status = finish(&im, qboard_begin(c) == -1 ? -1 : import_rows(&im, &s));
	sheet_release(&s);
	return status;
}

/* ---- a document */

/* A worksheet's question with the lines that go with it. */
static void
add_prompt(const struct doc *d, size_t i, struct buf *text)
{
	buf_add(text, d->lines[i].text);
	for (i++; i < d->n && d->lines[i].kind == DOC_HINT; i++) {
		buf_addc(text, '\n');
		buf_add(text, d->lines[i].text);
	}
}

static int
import_lines(struct import *im, const struct doc *d)
{
	struct qboard_entry q = { .kind = "prompt" };
	struct buf text = BUF_INIT;
	const struct doc_line *l;
	int rc = 0;
	size_t i;

	for (i = 0; rc == 0 && i < d->n; i++) {
		l = &d->lines[i];
		buf_cut(&text, 0);
		if (l->kind == DOC_TOPIC) {
			q.topic = l->text;
		} else if (l->kind == DOC_PROMPT) {
			add_prompt(d, i, &text);
			q.text = buf_str(&text);
			rc = qboard_take(im->c, &im->taken, &q);
		} else if (l->kind == DOC_EXAMPLE) {
			rc = qboard_take(im->c, &im->taken,
			    &(struct qboard_entry){
				.kind = "example", .text = l->text });
		} else if (l->kind == DOC_HEADING || l->kind == DOC_TITLE) {
			q.topic = (struct str){ NULL, 0 };
		}
	}
	buf_release(&text);
	return rc;
}

static int
import_doc(struct cli *c)
{
	struct import im = { .c = c };
	struct buf bytes = BUF_INIT;
	struct doc d;
	int status;

	if (cli_file(c, cli_value(c, "doc"), &bytes) == -1)
		return cli_fail(c);
	doc_scan(&d, buf_str(&bytes));
	status =
	    finish(&im, qboard_begin(c) == -1 ? -1 : import_lines(&im, &d));
	doc_release(&d);
	buf_release(&bytes);
	return status;
}

int
qboard_import(struct cli *c)
{
	bool doc = cli_given(c, "doc");

	if (doc == (c->noperand > 0))
		return cli_wrong(c, "give one of FILE.csv and --doc FILE");
	if (doc && cli_given(c, "map"))
		return cli_wrong(c, "a document has no columns to --map");
	return doc ? import_doc(c) : import_csv(c);
}
