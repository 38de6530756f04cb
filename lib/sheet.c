#include <csv.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "near.h"
#include "sheet.h"
#include "utf8.h"
#include "xalloc.h"

/* ---- reading */

/* A reading under way. */
struct reading {
	struct sheet *s;
	size_t line, began; /* of the file, and where the row began */
	bool open;	    /* a row has begun */
	bool in_row;	    /* and a cell of it is there */
};

static void
begin_row(struct reading *r)
{
	struct sheet *s = r->s;

	s->row = xgrow(s->row, s->nrow, &s->caprow, sizeof(*s->row));
	s->row[s->nrow++] = (struct sheet_row){ s->ncell, r->began };
	r->in_row = true;
}

static void
on_cell(void *cell, size_t n, void *arg)
{
	struct reading *r = arg;
	struct sheet *s = r->s;

	if (!r->in_row)
		begin_row(r);
	buf_add(&s->text, (struct str){ cell, n });
	s->end = xgrow(s->end, s->ncell, &s->capcell, sizeof(*s->end));
	s->end[s->ncell++] = s->text.n;
}

static void
on_row(int end, void *arg)
{
	struct reading *r = arg;

	(void)end;
	r->in_row = r->open = false;
}

/* The default would trim blanks off the cells. */
static int
no_space(unsigned char c)
{
	(void)c;
	return 0;
}

static size_t
count(struct str s, char c)
{
	size_t n = 0, i;

	for (i = 0; i < s.n; i++)
		n += s.p[i] == c;
	return n;
}

static unsigned char
separator(struct str text)
{
	struct str first = str_upto(text, str_find(text, '\n'));
	size_t i, best = 0;
	const char *seps = ",;\t";

	for (i = 1; seps[i] != '\0'; i++)
		if (count(first, seps[i]) > count(first, seps[best]))
			best = i;
	return (unsigned char)seps[best];
}

static void
begin_line(struct reading *r, struct str line)
{
	r->line++;
	if (r->open || str_trim(line).n == 0)
		return;
	r->began = r->line;
	r->open = true;
}

/*
 * Line by line, so that each row's line is known.  Quotes may stand anywhere,
 * but at the end none may be open, or it would have swallowed the rest; in
 * libcsv both are one option, so that is set last.
 */
static int
parse(struct reading *r, struct csv_parser *p, struct str text)
{
	size_t n;

	for (; text.n > 0; text = str_from(text, n)) {
		n = str_find(text, '\n');
		n += n < text.n;
		begin_line(r, str_upto(text, n));
		if (csv_parse(p, text.p, n, on_cell, on_row, r) != n)
			return -1;
	}
	csv_set_opts(p, CSV_STRICT | CSV_STRICT_FINI);
	return csv_fini(p, on_cell, on_row, r);
}

static int
wrong_csv(const struct reading *r, struct csv_parser *p, const char *shown,
    struct error *e)
{
	if (csv_error(p) == CSV_ENOMEM)
		return error_set(e, EXIT_SYSTEM, "out of memory");
	return error_set(e, EXIT_INPUT,
	    "%s:%zu: a quote is opened that is never closed", shown, r->began);
}

int
sheet_read(struct sheet *s, struct str text, const char *shown, struct error *e)
{
	struct reading r = { .s = s };
	struct csv_parser p;
	int rc;

	*s = (struct sheet){ 0 };
	if (str_starts(text, STR("\xef\xbb\xbf")))
		text = str_from(text, 3);
	if (!utf8_valid(text))
		return error_set(e, EXIT_INPUT, "%s is not UTF-8", shown);
	if (csv_init(&p, 0) != 0)
		return error_set(e, EXIT_SYSTEM, "out of memory");
	csv_set_space_func(&p, no_space);
	csv_set_delim(&p, separator(text));
	rc = parse(&r, &p, text);
	if (rc != 0)
		wrong_csv(&r, &p, shown, e);
	else if (s->nrow == 0)
		rc = error_set(e, EXIT_INPUT, "%s has no headings", shown);
	csv_free(&p);
	if (rc != 0)
		sheet_release(s);
	return rc != 0 ? -1 : 0;
}

static int
read_stream(FILE *f, struct buf *b)
{
	size_t n;

	do {
		n = fread(buf_room(b, 64 * 1024), 1, 64 * 1024, f);
		buf_cut(b, b->n + n);
	} while (n > 0);
	return ferror(f) ? -1 : 0;
}

int
sheet_open(struct sheet *s, const char *path, struct error *e)
{
	bool standard = strcmp(path, "-") == 0;
	const char *shown = standard ? "standard input" : path;
	FILE *f = standard ? stdin : fopen(path, "r");
	struct buf b = BUF_INIT;
	int rc;

	*s = (struct sheet){ 0 };
	if (f == NULL && errno == ENOENT)
		return error_set(e, EXIT_INPUT, "no such file: %s", path);
	if (f == NULL || read_stream(f, &b) == -1)
		rc = error_errno(e, "%s", shown);
	else
		rc = sheet_read(s, buf_str(&b), shown, e);
	if (f != NULL && !standard)
		fclose(f);
	buf_release(&b);
	return rc;
}

void
sheet_release(struct sheet *s)
{
	buf_release(&s->text);
	free(s->end);
	free(s->row);
	*s = (struct sheet){ 0 };
}

/* ---- cells */

static size_t
row_end(const struct sheet *s, size_t row)
{
	return row + 1 < s->nrow ? s->row[row + 1].first : s->ncell;
}

size_t
sheet_columns(const struct sheet *s)
{
	return s->nrow > 0 ? row_end(s, 0) : 0;
}

struct str
sheet_cell(const struct sheet *s, size_t row, size_t col)
{
	size_t from, i;

	if (row >= s->nrow || col >= row_end(s, row) - s->row[row].first)
		return (struct str){ NULL, 0 };
	i = s->row[row].first + col;
	from = i > 0 ? s->end[i - 1] : 0;
	return (struct str){ buf_z(&s->text) + from, s->end[i] - from };
}

/* ---- headings */

static bool
same_heading(struct str a, struct str b)
{
	struct buf fa = BUF_INIT, fb = BUF_INIT;
	bool same;

	utf8_add_folded(&fa, str_trim(a));
	utf8_add_folded(&fb, str_trim(b));
	same = str_eq(buf_str(&fa), buf_str(&fb));
	buf_release(&fa);
	buf_release(&fb);
	return same;
}

static size_t
find_heading(const struct sheet *s, struct str heading)
{
	size_t i;

	for (i = 0; i < sheet_columns(s); i++)
		if (same_heading(sheet_cell(s, 0, i), heading))
			return i;
	return SHEET_NONE;
}

static size_t
find_field(const struct sheet *s, const struct sheet_field *f)
{
	size_t col = find_heading(s, str_of(f->name));
	struct str rest = str_of(f->aliases), alias;

	while (col == SHEET_NONE && str_split(&rest, ',', &alias))
		col = find_heading(s, alias);
	return col;
}

/* The near miss among the fields, or among the headings. */
static int
unknown(struct error *e, const char *what, struct str name,
    const struct str cand[], size_t n)
{
	size_t i = near_miss(name, cand, n);

	error_set(e, EXIT_INPUT, "no %s \"%.*s\"", what, STR_ARG(name));
	if (i < n)
		buf_addf(&e->msg, ": did you mean \"%.*s\"?", STR_ARG(cand[i]));
	return -1;
}

static int
unknown_field(
    const struct sheet_field f[], size_t n, struct str name, struct error *e)
{
	struct str *cand = xalloc(n, sizeof(*cand));
	size_t i;

	for (i = 0; i < n; i++)
		cand[i] = str_of(f[i].name);
	unknown(e, "field", name, cand, n);
	free(cand);
	return -1;
}

static int
unknown_heading(const struct sheet *s, struct str name, struct error *e)
{
	size_t n = sheet_columns(s), i;
	struct str *cand = xalloc(n, sizeof(*cand));

	for (i = 0; i < n; i++)
		cand[i] = sheet_cell(s, 0, i);
	unknown(e, "column", name, cand, n);
	free(cand);
	return -1;
}

static int
apply_map(const struct sheet *s, const struct sheet_field f[], size_t n,
    struct str map, size_t col[], struct error *e)
{
	size_t eq = str_find(map, '='), i = 0;
	struct str name = str_upto(map, eq), heading = str_from(map, eq + 1);

	if (eq == map.n)
		return error_set(e, EXIT_INPUT,
		    "not FIELD=HEADING: --map \"%.*s\"", STR_ARG(map));
	while (i < n && !str_is(name, f[i].name))
		i++;
	if (i == n)
		return unknown_field(f, n, name, e);
	col[i] = heading.n > 0 ? find_heading(s, heading) : SHEET_NONE;
	if (heading.n == 0)
		return 0;
	return col[i] == SHEET_NONE ? unknown_heading(s, heading, e) : 0;
}

int
sheet_match(const struct sheet *s, const struct sheet_field f[], size_t n,
    const struct str map[], size_t nmap, size_t col[], struct error *e)
{
	size_t i;

	for (i = 0; i < n; i++)
		col[i] = find_field(s, &f[i]);
	for (i = 0; i < nmap; i++)
		if (apply_map(s, f, n, map[i], col, e) == -1)
			return -1;
	return 0;
}
