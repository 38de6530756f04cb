/*
 * The export of a Polis conversation: comments.csv are statements, votes.csv
 * positions on them, every vote a row with its own time.
 *
 * Comment 12 becomes the statement `c12` and voter 3 the person `p3`, so that
 * the same export twice makes the same rows, and the second time none.
 */
#include <stdlib.h>

#include "file.h"
#include "tsv.h"
#include "vote.h"
#include "words.h"
#include "xalloc.h"

enum { COMMENT_ID, COMMENT_TIME, COMMENT_WHO, COMMENT_TEXT, COMMENT_N };
enum { VOTE_REF, VOTE_TIME, VOTE_WHO, VOTE_VOTE, VOTE_N };

static const struct sheet_field comment_fields[COMMENT_N] = {
	[COMMENT_ID] = { "comment-id", "" },
	[COMMENT_TIME] = { "timestamp", "" },
	[COMMENT_WHO] = { "author-id", "" },
	[COMMENT_TEXT] = { "comment-body", "" },
};

static const struct sheet_field vote_fields[VOTE_N] = {
	[VOTE_REF] = { "comment-id", "" },
	[VOTE_TIME] = { "timestamp", "" },
	[VOTE_WHO] = { "voter-id", "" },
	[VOTE_VOTE] = { "vote", "" },
};

/* A file of the export, opened, its columns found. */
struct part {
	struct vote *v;
	char *path;
	struct sheet s;
	size_t col[COMMENT_N];
};

static void
part_close(struct part *p)
{
	sheet_release(&p->s);
	free(p->path);
}

static int
part_open(struct part *p, struct vote *v, const char *dir, const char *file,
    const struct sheet_field field[], size_t n)
{
	struct buf path = BUF_INIT, text = BUF_INIT;
	size_t i;
	int rc;

	*p = (struct part){ .v = v };
	buf_addf(&path, "%s/%s", dir, file);
	p->path = buf_detach(&path);
	rc = file_read_within(dir, file, p->path, &text, &v->c->err);
	if (rc == 0)
		rc = vote_sheet_of(v, buf_str(&text), p->path, &p->s);
	buf_release(&text);
	if (rc == 0)
		rc = sheet_match(&p->s, field, n, NULL, 0, p->col, &v->c->err);
	for (i = 0; rc == 0 && i < n; i++)
		if (p->col[i] == SHEET_NONE)
			rc = error_set(&v->c->err, EXIT_INPUT,
			    "%s: no column %s", p->path, field[i].name);
	if (rc == -1)
		part_close(p);
	return rc;
}

static struct str
cell(const struct part *p, size_t row, int field)
{
	return str_trim(sheet_cell(&p->s, row, p->col[field]));
}

static int
wrong(struct part *p, size_t row)
{
	return error_prefix(
	    &p->v->c->err, "%s:%zu: ", p->path, p->s.row[row].line);
}

/* ---- cells */

/* Milliseconds since 1970, or, as older exports have them, seconds. */
static int
read_time(struct part *p, size_t row, int field, instant *t)
{
	struct str s = cell(p, row, field);
	size_t i;

	*t = 0;
	for (i = 0; i < s.n && i < 15 && words_digit(s.p[i]); i++)
		*t = *t * 10 + (s.p[i] - '0');
	if (s.n <= 10)
		*t *= 1000;
	if (i > 0 && i == s.n && *t <= INSTANT_MAX)
		return 0;
	return error_set(&p->v->c->err, EXIT_INPUT, "not a timestamp: \"%.*s\"",
	    STR_ARG(str_upto(s, 40)));
}

/* Adds a number with a letter before it, as an id. */
static int
add_id(struct part *p, size_t row, int field, char letter, struct buf *b)
{
	struct str s = cell(p, row, field);
	size_t i = 0;

	while (i < s.n && words_digit(s.p[i]))
		i++;
	buf_addc(b, letter);
	buf_add(b, s);
	if (s.n > 0 && i == s.n && s.n < 20)
		return 0;
	return error_set(&p->v->c->err, EXIT_INPUT, "not a number: \"%.*s\"",
	    STR_ARG(str_upto(s, 40)));
}

/* ---- statements */

static int
add_comment(struct part *p, size_t row, struct buf *b)
{
	struct str text = cell(p, row, COMMENT_TEXT);
	instant t;

	if (add_id(p, row, COMMENT_ID, 'c', b) == -1 ||
	    read_time(p, row, COMMENT_TIME, &t) == -1)
		return -1;
	buf_addc(b, '\t');
	instant_add_stored(b, t);
	buf_addc(b, '\t');
	if (add_id(p, row, COMMENT_WHO, 'p', b) == -1)
		return -1;
	buf_addf(
	    b, "\tPolis comment %.*s\t", STR_ARG(cell(p, row, COMMENT_ID)));
	tsv_add_raw(b, text);
	buf_addc(b, '\n');
	return 0;
}

static int
put_comments(struct part *p)
{
	struct buf rows = BUF_INIT;
	size_t row, line = 0;
	int rc = 0;

	buf_addz(&rows, "id\ttime\twho\tsource\ttext\n");
	for (row = 1; rc == 0 && row < p->s.nrow; row++)
		if ((rc = add_comment(p, row, &rows)) == -1)
			line = row + 1;
	if (rc == 0)
		rc = vote_put_statements(p->v, buf_str(&rows), &line);
	if (rc == -1)
		wrong(p, line > 0 ? line - 1 : 0);
	buf_release(&rows);
	return rc;
}

/* ---- votes */

struct polis_vote {
	struct str ref, who;
	instant time;
	size_t row;
};

/* For qsort: each person's votes on each comment together, in the order of
 * time, then of the file. */
static int
by_vote(const void *a, const void *b)
{
	const struct polis_vote *x = a, *y = b;
	int c = str_cmp(x->who, y->who);

	if (c == 0)
		c = str_cmp(x->ref, y->ref);
	if (c == 0)
		c = (x->time > y->time) - (x->time < y->time);
	return c != 0 ? c : (x->row > y->row) - (x->row < y->row);
}

/* For qsort: in the order of the file. */
static int
by_row(const void *a, const void *b)
{
	const struct polis_vote *x = a, *y = b;

	return (x->row > y->row) - (x->row < y->row);
}

/* Of votes at one time the last in the file counts: it is the later one. */
static void
part_times(struct polis_vote *vote, size_t n)
{
	size_t i;

	if (n == 0)
		return;
	qsort(vote, n, sizeof(*vote), by_vote);
	for (i = 1; i < n; i++)
		if (str_eq(vote[i].who, vote[i - 1].who) &&
		    str_eq(vote[i].ref, vote[i - 1].ref) &&
		    vote[i].time <= vote[i - 1].time)
			vote[i].time = vote[i - 1].time + 1;
	qsort(vote, n, sizeof(*vote), by_row);
}

static int
add_vote(struct part *p, const struct polis_vote *v, struct buf *b)
{
	static const char *const name[][2] = { { "1", "agree" },
		{ "0", "pass" }, { "-1", "disagree" } };
	struct str vote = cell(p, v->row, VOTE_VOTE);
	int k = 0;

	while (k < 3 && !str_is(vote, name[k][0]))
		k++;
	if (k == 3)
		return error_set(&p->v->c->err, EXIT_INPUT,
		    "not a vote (1, 0, -1): \"%.*s\"",
		    STR_ARG(str_upto(vote, 40)));
	instant_add_stored(b, v->time);
	buf_addc(b, '\t');
	if (add_id(p, v->row, VOTE_WHO, 'p', b) == -1)
		return -1;
	buf_addc(b, '\t');
	if (add_id(p, v->row, VOTE_REF, 'c', b) == -1)
		return -1;
	buf_addf(b, "\t1\t%s\n", name[k][1]);
	return 0;
}

static int
put_votes(struct part *p)
{
	size_t n = p->s.nrow - 1, i, line = 0;
	struct polis_vote *vote = xcalloc(n, sizeof(*vote));
	struct buf rows = BUF_INIT;
	int rc = 0;

	for (i = 0; rc == 0 && i < n; i++) {
		vote[i].row = i + 1;
		vote[i].ref = cell(p, i + 1, VOTE_REF);
		vote[i].who = cell(p, i + 1, VOTE_WHO);
		rc = read_time(p, i + 1, VOTE_TIME, &vote[i].time);
		line = rc == -1 ? i + 2 : 0;
	}
	if (rc == 0)
		part_times(vote, n);
	buf_addz(&rows, "time\twho\tref\tround\tposition\n");
	for (i = 0; rc == 0 && i < n; i++)
		if ((rc = add_vote(p, &vote[i], &rows)) == -1)
			line = i + 2;
	if (rc == 0)
		rc = vote_put_votes(p->v, buf_str(&rows), &line);
	if (rc == -1)
		wrong(p, line > 0 ? line - 1 : 0);
	buf_release(&rows);
	free(vote);
	return rc;
}

int
vote_import_polis(struct vote *v, const char *dir)
{
	struct part comments, votes;
	int rc;

	if (part_open(&comments, v, dir, "comments.csv", comment_fields,
		COMMENT_N) == -1)
		return -1;
	rc = part_open(&votes, v, dir, "votes.csv", vote_fields, VOTE_N);
	if (rc == 0) {
		v->anybody = true;
		rc = put_comments(&comments);
		if (rc == 0) {
			vote_read_again(v);
			rc = put_votes(&votes);
		}
		part_close(&votes);
	}
	part_close(&comments);
	return rc;
}
