/*
 * Positions from CSV: a matrix of people by statements, or a row a vote.
 */
#include <stdlib.h>

#include "near.h"
#include "people.h"
#include "tsv.h"
#include "vote.h"
#include "words.h"
#include "xalloc.h"

/* More different answers than this are no options. */
enum { OPTIONS_MAX = 12 };

/* Says nothing about a statement. */
static bool
is_nothing(struct str cell)
{
	cell = str_trim(cell);
	return cell.n == 0 || words_is(cell, "not selected");
}

const char *
vote_shown(const char *path)
{
	return strcmp(path, "-") == 0 ? "standard input" : path;
}

int
vote_sheet_of(
    struct vote *v, struct str text, const char *shown, struct sheet *s)
{
	if (sheet_read(s, text, shown, &v->c->err) == -1)
		return -1;
	if (csv_check_even(&s->csv, shown, &v->c->err) == 0)
		return 0;
	sheet_release(s);
	return -1;
}

int
vote_sheet(struct vote *v, const char *path, struct sheet *s)
{
	struct buf text = BUF_INIT;
	int rc = cli_file(v->c, path, &text);

	if (rc == 0)
		rc = vote_sheet_of(v, buf_str(&text), vote_shown(path), s);
	buf_release(&text);
	return rc;
}

static int
wrong_at(struct vote *v, const char *path, size_t line)
{
	return error_prefix(&v->c->err, "%s:%zu: ", path, line);
}

/* ---- new statements */

/* Adds a cell to the options, each once; `pass` is none. */
static void
add_answer(struct handles *options, struct str cell)
{
	size_t i;

	cell = str_trim(cell);
	if (is_nothing(cell) || words_is(cell, "pass"))
		return;
	for (i = 0; i < options->n; i++)
		if (words_eq(options->who[i], cell))
			return;
	handles_add(options, cell);
}

static bool
is_default(const struct handles *options)
{
	size_t i;

	for (i = 0; i < options->n; i++)
		if (!words_is(options->who[i], "agree") &&
		    !words_is(options->who[i], "disagree"))
			return false;
	return true;
}

/* What stood in a column as options: nothing where they are the usual ones,
 * `none` where they are free text. */
static void
add_options(const struct handles *options, struct buf *b)
{
	struct error ignored = ERROR_INIT;
	size_t i;

	if (is_default(options))
		return;
	for (i = 0; i < options->n && options->n <= OPTIONS_MAX; i++) {
		if (i > 0)
			buf_addc(b, ',');
		if (ballot_add_option(options->who[i], b, &ignored) == -1)
			break;
	}
	if (i < options->n) {
		buf_cut(b, 0);
		buf_addz(b, "none");
	}
	error_release(&ignored);
}

static int
put_statement(struct vote *v, struct str text, const struct handles *answers)
{
	struct buf options = BUF_INIT;
	char id[ID_NEW_LENGTH + 1];
	struct store_row row;
	int rc = store_new_id(&v->c->store, id, &v->c->err);

	if (rc == -1)
		return -1;
	add_options(answers, &options);
	store_row(&row, TABLE_STATEMENTS);
	store_set(&row, STATEMENTS_ID, str_of(id));
	store_set(&row, STATEMENTS_OPTIONS, buf_str(&options));
	store_set(&row, STATEMENTS_TEXT, text);
	rc = store_put(&v->c->store, &row, &v->c->err) == TABLE_NONE ? -1 : 0;
	buf_release(&options);
	return rc;
}

/* ---- the matrix */

/* Columns that forms have beside the answers. */
static const char *const beside[] = { "timestamp", "time", "date", "email",
	"email address", "username", "score" };

static const struct sheet_field who_field = { "who",
	"handle,name,participant,person,voter,your name" };

struct column {
	uint32_t statement; /* BALLOT_NONE: left out */
	bool comment;
};

/* What is not called so now, by what became of its statement. */
struct told {
	struct handles what[VOTE_ONCE_N];
};

static const char *const told_as[VOTE_ONCE_N] = {
	[VOTE_NEVER] = "left out",
	[VOTE_DROPPED] = "left out, dropped (see 'vote restore')",
	[VOTE_ANOTHER] =
	    "left out, voted on in an earlier round, with another text now",
	[VOTE_SAME] = "taken, though called otherwise now",
	[VOTE_SEVERAL] = "left out, as several statements are called so",
};

struct sheet_matrix {
	struct vote *v;
	const char *path;
	struct sheet s;
	size_t who;
	struct column *column;
};

static bool
is_beside(struct str heading)
{
	size_t i;

	for (i = 0; i < sizeof(beside) / sizeof(beside[0]); i++)
		if (words_is(str_trim(heading), beside[i]))
			return true;
	return str_trim(heading).n == 0;
}

/* The statement of a heading, which may be its number too, or what it was
 * called once; BALLOT_NONE where none is meant, and why. */
static uint32_t
statement_of(
    struct vote *v, struct str heading, bool *comment, enum vote_once *once)
{
	uint32_t i = vote_heading(v, heading, comment);
	size_t n = 0, k;

	*once = VOTE_NOW;
	if (i != BALLOT_NONE)
		return i;
	for (k = 0; k < heading.n && k < 6 && words_digit(heading.p[k]); k++)
		n = n * 10 + (size_t)(heading.p[k] - '0');
	if (!cli_given(v->c, "new") && k > 0 && k == heading.n && n > 0 &&
	    n <= v->b.n)
		return (uint32_t)(n - 1);
	*once = vote_heading_once(v, heading, &i, comment);
	return *once == VOTE_SAME ? i : BALLOT_NONE;
}

/* Says what was left out, and why, or taken all the same: `column` or `ref`. */
static void
say_told(struct vote *v, const struct told *told, const char *kind)
{
	struct buf list = BUF_INIT;
	size_t i;
	int k;

	for (k = 0; k < VOTE_ONCE_N; k++) {
		buf_cut(&list, 0);
		for (i = 0; i < told->what[k].n; i++)
			buf_addf(&list, "%s\"%.*s\"", i > 0 ? ", " : "",
			    STR_ARG(str_upto(told->what[k].who[i], 60)));
		if (list.n > 0)
			cli_say(
			    v->c, "%s: %s %s", told_as[k], kind, buf_z(&list));
	}
	buf_release(&list);
}

static void
told_release(struct told *told)
{
	int k;

	for (k = 0; k < VOTE_ONCE_N; k++)
		handles_release(&told->what[k]);
}

/* Makes statements of the columns that mean none. */
static int
add_columns(struct sheet_matrix *m)
{
	struct handles answers = { 0 };
	enum vote_once once;
	struct str heading;
	bool comment;
	size_t col, row;
	int rc = 0;

	for (col = 0; rc == 0 && col < sheet_columns(&m->s); col++) {
		heading = str_trim(sheet_cell(&m->s, 0, col));
		if (col == m->who || is_beside(heading))
			continue;
		statement_of(m->v, heading, &comment, &once);
		if (once != VOTE_NEVER)
			continue;
		for (row = 1; row < m->s.nrow; row++)
			add_answer(&answers, sheet_cell(&m->s, row, col));
		rc = put_statement(m->v, heading, &answers);
		handles_release(&answers);
		vote_read_again(m->v);
	}
	return rc;
}

static int
match_columns(struct sheet_matrix *m)
{
	struct told told = { 0 };
	size_t col, known = 0;
	enum vote_once once;
	struct column *at;
	struct str heading;

	m->column = xcalloc(sheet_columns(&m->s), sizeof(*m->column));
	for (col = 0; col < sheet_columns(&m->s); col++) {
		at = &m->column[col];
		at->statement = BALLOT_NONE;
		if (col == m->who)
			continue;
		heading = str_trim(sheet_cell(&m->s, 0, col));
		at->statement =
		    statement_of(m->v, heading, &at->comment, &once);
		known += once != VOTE_NEVER;
		if (once != VOTE_NOW)
			handles_add(&told.what[once], heading);
	}
	if (known == 0)
		error_set(&m->v->c->err, EXIT_INPUT,
		    "%s: no column is a statement's: --new makes them",
		    m->path);
	else
		say_told(m->v, &told, "column");
	told_release(&told);
	return known == 0 ? -1 : 0;
}

/* Of two columns of one statement one would be lost. */
static int
check_once(const struct sheet_matrix *m)
{
	const struct column *a, *b;
	size_t col, k;

	for (col = 0; col < sheet_columns(&m->s); col++)
		for (k = 0; k < col; k++) {
			a = &m->column[k];
			b = &m->column[col];
			if (b->statement == BALLOT_NONE ||
			    a->statement != b->statement ||
			    a->comment != b->comment)
				continue;
			return error_set(&m->v->c->err, EXIT_INPUT,
			    "%s: columns %zu and %zu are of one statement: "
			    "\"%.*s\" and \"%.*s\"",
			    m->path, k + 1, col + 1,
			    STR_ARG(str_upto(sheet_cell(&m->s, 0, k), 60)),
			    STR_ARG(str_upto(sheet_cell(&m->s, 0, col), 60)));
		}
	return 0;
}

/* The comment on a position: in a column of its own, anywhere. */
static struct str
comment_of(const struct sheet_matrix *m, size_t row, uint32_t statement)
{
	size_t col;

	for (col = 0; col < sheet_columns(&m->s); col++)
		if (m->column[col].comment &&
		    m->column[col].statement == statement)
			return sheet_cell(&m->s, row, col);
	return (struct str){ NULL, 0 };
}

/* A comment where the position is empty: whatever that is, it stays. */
static int
put_comment(
    struct sheet_matrix *m, uint32_t i, struct str who, struct str comment)
{
	struct table *votes = m->v->b.votes;
	size_t rec = ballot_find(&m->v->b, i, m->v->b.statement[i].round, who);
	struct str position = { NULL, 0 };

	if (rec != TABLE_NONE) {
		if (str_eq(table_get(votes, rec, VOTES_COMMENT), comment))
			return 0;
		position = table_get(votes, rec, VOTES_POSITION);
	}
	if (vote_check_open(m->v, i) == -1)
		return -1;
	return vote_put(m->v, i, who, position, comment);
}

/* Whether the statement has a column of positions. */
static bool
has_positions(const struct sheet_matrix *m, uint32_t statement)
{
	size_t col;

	for (col = 0; col < sheet_columns(&m->s); col++)
		if (m->column[col].statement == statement &&
		    !m->column[col].comment)
			return true;
	return false;
}

static int
put_cell(struct sheet_matrix *m, size_t row, size_t col, struct str who)
{
	struct str cell = sheet_cell(&m->s, row, col), position, comment;
	uint32_t i = m->column[col].statement;
	bool alone = i != BALLOT_NONE && m->column[col].comment;

	if (i == BALLOT_NONE || (alone && has_positions(m, i)))
		return 0;
	comment = comment_of(m, row, i);
	if (alone || is_nothing(cell))
		return comment.n > 0 ? put_comment(m, i, who, comment) : 0;
	if (vote_position(m->v, i, cell, &position) == -1)
		return -1;
	if (ballot_taken(&m->v->b, i, m->v->b.statement[i].round, who) !=
		intern_get(&m->v->b.position, position) &&
	    vote_check_open(m->v, i) == -1)
		return -1;
	return vote_put(m->v, i, who, position, comment);
}

static bool
is_blank_row(const struct sheet_matrix *m, size_t row)
{
	size_t col;

	for (col = 0; col < sheet_columns(&m->s); col++)
		if (m->column[col].statement != BALLOT_NONE &&
		    !is_nothing(sheet_cell(&m->s, row, col)))
			return false;
	return true;
}

static int
put_person(struct sheet_matrix *m, size_t row)
{
	struct str who, typed = str_trim(sheet_cell(&m->s, row, m->who));
	size_t col;

	if (typed.n == 0 && is_blank_row(m, row))
		return 0;
	if (typed.n == 0)
		return error_set(&m->v->c->err, EXIT_INPUT,
		    "positions of nobody: the first cell is empty");
	if (vote_handle(m->v, typed, &who) == -1)
		return -1;
	for (col = 0; col < sheet_columns(&m->s); col++)
		if (put_cell(m, row, col, who) == -1)
			return -1;
	return 0;
}

/* The maps that --map says; the caller frees them. */
static struct str *
maps(struct cli *c, size_t *n)
{
	struct str *map = NULL;
	const char *one;
	size_t cap = 0;

	for (*n = 0; (one = cli_value_at(c, "map", *n)) != NULL; (*n)++) {
		map = xgrow(map, *n, &cap, sizeof(*map));
		map[*n] = str_of(one);
	}
	return map;
}

static int
match(struct vote *v, struct sheet *s, const struct sheet_field field[],
    size_t n, size_t col[])
{
	size_t nmap;
	struct str *map = maps(v->c, &nmap);
	int rc = sheet_match(s, field, n, map, nmap, col, &v->c->err);

	free(map);
	return rc;
}

static int
put_matrix(struct sheet_matrix *m)
{
	size_t row;

	if (match(m->v, &m->s, &who_field, 1, &m->who) == -1)
		return -1;
	if (m->who == SHEET_NONE)
		m->who = 0;
	if (cli_given(m->v->c, "new") && add_columns(m) == -1)
		return -1;
	if (match_columns(m) == -1 || check_once(m) == -1)
		return -1;
	for (row = 1; row < m->s.nrow; row++)
		if (put_person(m, row) == -1)
			return wrong_at(m->v, m->path, m->s.row[row].line);
	store_settle(&m->v->c->store, TABLE_VOTES);
	return 0;
}

int
vote_import_matrix(struct vote *v, const char *path)
{
	struct sheet_matrix m = { .v = v, .path = vote_shown(path) };
	int rc;

	v->anybody = v->c->session.table[TABLE_PEOPLE]->nrec == 0;
	if (vote_sheet(v, path, &m.s) == -1)
		return -1;
	rc = put_matrix(&m);
	free(m.column);
	sheet_release(&m.s);
	return rc;
}

/* ---- a row a vote */

enum {
	LONG_WHO,
	LONG_REF,
	LONG_ROUND,
	LONG_POSITION,
	LONG_COMMENT,
	LONG_TIME,
	LONG_N
};

/* As they are called here, and by others. */
static const struct sheet_field long_fields[LONG_N] = {
	[LONG_WHO] = { "who", "voter,voter-id,participant,name" },
	[LONG_REF] = { "ref", "statement,statement-id,comment-id" },
	[LONG_ROUND] = { "round", "" },
	[LONG_POSITION] = { "position", "vote" },
	[LONG_COMMENT] = { "comment", "" },
	[LONG_TIME] = { "time", "" },
};

static const char *const long_columns[LONG_N] = { "who", "ref", "round",
	"position", "comment", "time" };

struct sheet_long {
	struct vote *v;
	const char *path;
	struct sheet s;
	size_t col[LONG_N];
	struct told told; /* refs */
};

/* The usual numbers for positions, where no option is called so. */
static struct str
numbered(struct vote *v, uint32_t i, struct str position)
{
	static const char *const number[][2] = { { "1", "agree" },
		{ "0", "pass" }, { "-1", "disagree" } };
	const struct ballot_statement *st = &v->b.statement[i];
	size_t k;

	for (k = 0; k < 3; k++)
		if (str_is(position, number[k][0]) && st->noption == 2 &&
		    str_is(
			ballot_position_name(&v->b, st->option[0]), "agree") &&
		    str_is(
			ballot_position_name(&v->b, st->option[1]), "disagree"))
			return str_of(number[k][1]);
	return position;
}

/* The statement of a ref; BALLOT_NONE where there is none, and why. */
static uint32_t
ref_of(struct vote *v, struct str ref, enum vote_once *once)
{
	bool comment;
	uint32_t i = statement_of(v, ref, &comment, once);

	if (comment)
		*once = VOTE_NEVER;
	return comment ? BALLOT_NONE : i;
}

/* Makes a statement of every ref that means none. */
static int
add_refs(struct sheet_long *l)
{
	static const struct handles usual = { 0 };
	struct handles refs = { 0 };
	enum vote_once once;
	size_t row, i;
	int rc = 0;

	for (row = 1; row < l->s.nrow; row++)
		handles_add(
		    &refs, str_trim(sheet_cell(&l->s, row, l->col[LONG_REF])));
	for (i = 0; rc == 0 && i < refs.n; i++) {
		ref_of(l->v, refs.who[i], &once);
		if (refs.who[i].n > 0 && once == VOTE_NEVER)
			rc = put_statement(l->v, refs.who[i], &usual);
	}
	handles_release(&refs);
	vote_read_again(l->v);
	return rc;
}

/* Adds what the row says of a statement. */
static void
add_fields(struct vote *v, uint32_t i, struct str field[], struct buf *b)
{
	int k;

	field[LONG_REF] = v->b.statement[i].id;
	field[LONG_POSITION] = numbered(v, i, field[LONG_POSITION]);
	for (k = 0; k < LONG_N; k++) {
		tsv_add_raw(b, field[k]);
		buf_addc(b, '\t');
	}
}

/* Adds a line for the row, a blank one where it says nothing or is left out. */
static int
add_vote(struct sheet_long *l, size_t row, struct buf *b)
{
	struct str field[LONG_N];
	enum vote_once once;
	uint32_t i;
	int k;

	for (k = 0; k < LONG_N; k++)
		field[k] = str_trim(sheet_cell(&l->s, row, l->col[k]));
	if (!is_nothing(field[LONG_POSITION]) || field[LONG_COMMENT].n > 0) {
		i = ref_of(l->v, field[LONG_REF], &once);
		if (once == VOTE_NEVER)
			return error_set(&l->v->c->err, EXIT_INPUT,
			    "no statement \"%.*s\": --new makes it",
			    STR_ARG(str_upto(field[LONG_REF], 80)));
		if (once != VOTE_NOW)
			handles_add(&l->told.what[once], field[LONG_REF]);
		if (i != BALLOT_NONE)
			add_fields(l->v, i, field, b);
	}
	buf_addc(b, '\n');
	return 0;
}

static int
put_long(struct sheet_long *l)
{
	struct buf rows = BUF_INIT;
	size_t row, line = 0;
	int rc = 0, k;

	for (k = 0; k < LONG_N; k++)
		buf_addf(&rows, "%s%c", long_columns[k],
		    k + 1 < LONG_N ? '\t' : '\n');
	for (row = 1; rc == 0 && row < l->s.nrow; row++)
		if ((rc = add_vote(l, row, &rows)) == -1)
			line = row + 1;
	if (rc == 0)
		rc = vote_put_votes(l->v, buf_str(&rows), &line);
	if (rc == -1)
		wrong_at(l->v, l->path, line > 1 ? l->s.row[line - 1].line : 1);
	buf_release(&rows);
	return rc;
}

static int
match_long(struct sheet_long *l)
{
	static const int needed[] = { LONG_WHO, LONG_REF, LONG_POSITION };
	size_t i;

	if (match(l->v, &l->s, long_fields, LONG_N, l->col) == -1)
		return -1;
	/* What is voted on is a comment, where there is nothing else. */
	if (l->col[LONG_REF] == SHEET_NONE) {
		l->col[LONG_REF] = l->col[LONG_COMMENT];
		l->col[LONG_COMMENT] = SHEET_NONE;
	}
	for (i = 0; i < sizeof(needed) / sizeof(needed[0]); i++)
		if (l->col[needed[i]] == SHEET_NONE)
			return error_set(&l->v->c->err, EXIT_INPUT,
			    "%s: no column is the %s: say which by --map "
			    "%s=HEADING",
			    l->path, long_columns[needed[i]],
			    long_columns[needed[i]]);
	return 0;
}

int
vote_import_long(struct vote *v, const char *path)
{
	struct sheet_long l = { .v = v, .path = vote_shown(path) };
	int rc;

	v->anybody = v->c->session.table[TABLE_PEOPLE]->nrec == 0;
	if (vote_sheet(v, path, &l.s) == -1)
		return -1;
	rc = match_long(&l);
	if (rc == 0 && cli_given(v->c, "new"))
		rc = add_refs(&l);
	if (rc == 0)
		rc = put_long(&l);
	if (rc == 0)
		say_told(v, &l.told, "ref");
	told_release(&l.told);
	sheet_release(&l.s);
	return rc;
}

/* ---- the verb */

static const struct way {
	const char *option;
	int (*import)(struct vote *v, const char *path);
	bool matches; /* columns, with --map and --new */
	bool of_directory;
} ways[] = { { "long", vote_import_long, true, false },
	{ "polis", vote_import_polis, false, true },
	{ "doc", vote_import_doc, false, false } };

enum { NWAY = sizeof(ways) / sizeof(ways[0]) };

/* How many ways were given; the last of them. */
static int
find_way(const struct cli *c, const struct way **way)
{
	int i, n = 0;

	*way = NULL;
	for (i = 0; i < NWAY; i++)
		if (cli_given(c, ways[i].option)) {
			*way = &ways[i];
			n++;
		}
	return n;
}

/* Refuses what an import that matches no columns has no use for. */
static int
check_options(struct cli *c, const struct way *way)
{
	static const char *const matching[] = { "map", "new" };
	size_t i;

	for (i = 0; way != NULL && !way->matches && i < 2; i++)
		if (cli_given(c, matching[i]))
			return cli_wrong(c, "--%s is not for --%s", matching[i],
			    way->option);
	return EXIT_YES;
}

/* Says how many rows of what were put. */
static void
say_put(struct vote *v)
{
	const struct store_table *t = v->c->store.table;

	cli_say(v->c, "rows added: %zu to statements.tsv, %zu to votes.tsv",
	    t[TABLE_STATEMENTS].nrow, t[TABLE_VOTES].nrow);
}

int
vote_import(struct cli *c)
{
	const struct way *way;
	int n = find_way(c, &way) + c->noperand, rc, status;
	struct vote v = { .c = c };
	const char *path;

	if (n != 1)
		return cli_wrong(c,
		    "import takes one of FILE.csv, --long FILE, --polis DIR, "
		    "--doc FILE");
	if (check_options(c, way) != EXIT_YES)
		return EXIT_INPUT;
	path = way != NULL ? cli_value(c, way->option) : c->operand[0];
	if (((way == NULL || !way->of_directory) && cli_ahead(c, path) == -1) ||
	    vote_begin(&v, c, VOTE_COMMENTS | VOTE_PEOPLE | VOTE_ALL) == -1)
		return vote_end(&v, cli_fail(c));
	rc = way != NULL ? way->import(&v, path) : vote_import_matrix(&v, path);
	if (rc == -1)
		return vote_end(&v, cli_fail(c));
	status = cli_commit(c);
	if (status == EXIT_YES)
		say_put(&v);
	return vote_end(&v, status);
}
