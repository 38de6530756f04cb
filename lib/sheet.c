#include <stdlib.h>

#include "near.h"
#include "sheet.h"
#include "utf8.h"
#include "xalloc.h"

/* ---- reading */

static int
take(struct sheet *s, int rc, const char *shown, struct error *e)
{
	s->row = s->csv.row;
	s->nrow = s->csv.nrow;
	if (rc == 0 && s->nrow == 0)
		return error_set(e, EXIT_INPUT, "%s has no headings", shown);
	return rc;
}

int
sheet_read(struct sheet *s, struct str text, const char *shown, struct error *e)
{
	return take(s, csv_read(&s->csv, shown, text, CSV_RAGGED, e), shown, e);
}

int
sheet_open(struct sheet *s, const char *path, struct error *e)
{
	return take(s, csv_open(&s->csv, path, CSV_RAGGED, e), path, e);
}

void
sheet_release(struct sheet *s)
{
	csv_release(&s->csv);
	s->row = NULL;
	s->nrow = 0;
}

/* ---- cells */

size_t
sheet_columns(const struct sheet *s)
{
	return s->nrow > 0 ? s->csv.row[0].n : 0;
}

struct str
sheet_cell(const struct sheet *s, size_t row, size_t col)
{
	return csv_cell(&s->csv, row, col);
}

/* ---- headings */

static size_t
find_heading(const struct sheet *s, struct str heading)
{
	size_t i;

	for (i = 0; i < sheet_columns(s); i++)
		if (utf8_eq_folded(
			str_trim(sheet_cell(s, 0, i)), str_trim(heading)))
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
