#include <csv.h>
#include <stdlib.h>

#include "csv.h"
#include "file.h"
#include "utf8.h"
#include "xalloc.h"

/* Rows that are looked at to tell what separates the cells. */
enum { GUESS_ROWS = 32 };

static const char separators[] = ",;\t|";

/* ---- the outline: where cells end, and which line that is */

enum walk_end { WALK_CELL, WALK_ROW, WALK_TEXT };

struct walk {
	struct str text;
	char separator;
	size_t at, line;
	bool ended;   /* a row has ended */
	bool cr_ends; /* a lone CR ends a row, as it did the first */
	struct str cell;
	enum walk_end end; /* what ended the cell */
	const char *what;  /* why it is none, or NULL */
};

static char
byte_at(const struct walk *w, size_t i)
{
	return i < w->text.n ? w->text.p[i] : '\0';
}

/* How many bytes at `i` end a row. */
static size_t
row_end(const struct walk *w, size_t i)
{
	if (byte_at(w, i) == '\n')
		return 1;
	if (byte_at(w, i) != '\r')
		return 0;
	if (byte_at(w, i + 1) == '\n')
		return 2;
	return !w->ended || w->cr_ends || i + 1 == w->text.n ? 1 : 0;
}

/* The place behind the quote that closes the one at `i`. */
static size_t
close_quote(struct walk *w, size_t i)
{
	size_t line = w->line;

	for (i++; i < w->text.n; i++) {
		line += w->text.p[i] == '\n';
		if (w->text.p[i] != '"')
			continue;
		if (byte_at(w, i + 1) != '"') {
			w->line = line;
			return i + 1;
		}
		i++;
	}
	w->what = "a quote is opened and never closed";
	return i;
}

static bool
ends_cell(const struct walk *w, size_t i)
{
	return i >= w->text.n || w->text.p[i] == w->separator ||
	    row_end(w, i) > 0;
}

static void
end_cell(struct walk *w, size_t i)
{
	size_t n = row_end(w, i);

	w->end = i >= w->text.n ? WALK_TEXT : n > 0 ? WALK_ROW : WALK_CELL;
	w->at = i + (n > 0 ? n : 1);
	if (n == 0)
		return;
	w->line++;
	w->cr_ends = w->ended ? w->cr_ends : byte_at(w, i + n - 1) == '\r';
	w->ended = true;
}

/* Goes to the next cell; false at the end of the text, or on an error. */
static bool
walk_next(struct walk *w)
{
	size_t i = w->at;
	bool quoted = byte_at(w, i) == '"';

	if (w->what != NULL || (w->end == WALK_TEXT && w->at > 0))
		return false;
	if (quoted)
		i = close_quote(w, i);
	while (!quoted && !ends_cell(w, i))
		i++;
	w->cell = str_from(str_upto(w->text, i), w->at);
	while (quoted && !ends_cell(w, i) && strchr(" \t", w->text.p[i]))
		i++;
	if (w->what == NULL && !ends_cell(w, i))
		w->what = "text behind a closing quote";
	if (w->what == NULL)
		end_cell(w, i);
	return w->what == NULL;
}

static struct walk
walk_begin(struct str text, char separator)
{
	return (struct walk){ .text = text, .separator = separator, .line = 1 };
}

/* ---- what separates the cells */

struct shape {
	size_t cells; /* of the first row */
	bool even;    /* all that were seen have as many */
	bool clean;   /* no quote within a cell that does not begin with one */
};

static bool
is_clean(struct str cell)
{
	return str_find(cell, '"') == cell.n || cell.p[0] == '"';
}

static struct shape
measure(struct str text, char separator)
{
	struct walk w = walk_begin(text, separator);
	struct shape s = { 0, true, true };
	size_t rows = 0, cells = 0;

	while (rows < GUESS_ROWS && walk_next(&w)) {
		cells++;
		s.clean = s.clean && is_clean(w.cell);
		if (w.end == WALK_CELL)
			continue;
		if (cells > 1 || w.cell.n > 0) {
			s.cells = rows == 0 ? cells : s.cells;
			s.even = s.even && cells == s.cells;
			rows++;
		}
		cells = 0;
	}
	return w.what != NULL ? (struct shape){ 0, false, false } : s;
}

/* Whether one separator suits better than another, which came before it. */
static bool
is_better(struct shape a, struct shape b)
{
	if (b.cells < 2 || a.clean != b.clean)
		return b.cells < 2 || a.clean;
	if (a.even != b.even)
		return a.even;
	return a.even && a.cells > b.cells;
}

/*
 * The separator that cuts through no quotes and makes most cells of every row
 * alike; of a file without such a one the comma, unless only another parts
 * the first row.
 */
static char
guess_separator(struct str text)
{
	struct shape best = { 1, false, false }, s;
	char found = separators[0];
	const char *c;

	for (c = separators; *c != '\0'; c++) {
		s = measure(text, *c);
		if (s.cells < 2 || !is_better(s, best))
			continue;
		best = s;
		found = *c;
	}
	return found;
}

/* ---- the cells, by libcsv */

struct reader {
	struct csv_file *f;
	size_t cells; /* when the row began */
	size_t line;  /* where it did */
};

static void
take_cell(void *p, size_t n, void *arg)
{
	struct csv_file *f = ((struct reader *)arg)->f;

	f->cell = xgrow(f->cell, f->ncell, &f->capcell, sizeof(*f->cell));
	f->cell[f->ncell++] = arena_copy(&f->mem, (struct str){ p, n });
}

static void
take_row(int end, void *arg)
{
	struct reader *r = arg;
	struct csv_file *f = r->f;

	(void)end;
	f->row = xgrow(f->row, f->nrow, &f->caprow, sizeof(*f->row));
	f->row[f->nrow++] =
	    (struct csv_row){ r->cells, f->ncell - r->cells, r->line };
	r->cells = f->ncell;
}

static int
no_blanks(unsigned char c)
{
	(void)c;
	return 0;
}

static int
only_lf(unsigned char c)
{
	return c == '\n';
}

static bool
feed(struct csv_parser *p, struct str s, struct reader *r)
{
	return s.n == 0 ||
	    csv_parse(p, s.p, s.n, take_cell, take_row, r) == s.n;
}

/* Gives libcsv cell by cell; false where it or the outline refuses. */
static bool
feed_cells(struct csv_parser *p, struct walk *w, struct reader *r)
{
	char mark[2] = { w->separator, '\n' };

	while (walk_next(w)) {
		if (!feed(p, w->cell, r))
			return false;
		if (w->end == WALK_TEXT)
			break;
		if (!feed(p, (struct str){ &mark[w->end == WALK_ROW], 1 }, r))
			return false;
		if (w->end == WALK_ROW)
			r->line = w->line;
	}
	return w->what == NULL && csv_fini(p, take_cell, take_row, r) == 0;
}

static int
read_cells(
    struct csv_file *f, const char *shown, struct str text, struct error *e)
{
	struct walk w = walk_begin(text, guess_separator(text));
	struct reader r = { f, 0, 1 };
	struct csv_parser p;
	int rc = 0;

	if (csv_init(&p, CSV_STRICT_FINI) != 0)
		return error_set(
		    e, EXIT_SYSTEM, "%s: libcsv cannot begin", shown);
	csv_set_delim(&p, (unsigned char)w.separator);
	csv_set_space_func(&p, no_blanks);
	csv_set_term_func(&p, only_lf);
	if (!feed_cells(&p, &w, &r))
		rc = error_set(e, w.what != NULL ? EXIT_INPUT : EXIT_SYSTEM,
		    "%s:%zu: %s", shown, w.line,
		    w.what != NULL ? w.what : csv_strerror(csv_error(&p)));
	csv_free(&p);
	return rc;
}

/* ---- checks */

/* Names the first line that is not text. */
static int
check_text(const char *shown, struct str text, struct error *e)
{
	struct str line;
	size_t n = 0;

	if (utf8_valid(text))
		return 0;
	while (str_split(&text, '\n', &line)) {
		n++;
		if (!utf8_valid(line))
			break;
	}
	return error_set(e, EXIT_INPUT, "%s:%zu: %s", shown, n,
	    line.n > 0 && memchr(line.p, '\0', line.n) != NULL ? "a NUL byte"
							       : "not UTF-8");
}

int
csv_check_even(const struct csv_file *f, const char *shown, struct error *e)
{
	size_t i;

	for (i = 1; i < f->nrow; i++)
		if (f->row[i].n != f->row[0].n)
			return error_set(e, EXIT_INPUT,
			    "%s:%zu: %zu cells, and the first row has %zu",
			    shown, f->row[i].line, f->row[i].n, f->row[0].n);
	return 0;
}

int
csv_read(struct csv_file *f, const char *shown, struct str bytes,
    unsigned flags, struct error *e)
{
	*f = (struct csv_file){ 0 };
	bytes = utf8_skip_mark(bytes);
	if (check_text(shown, bytes, e) == 0 &&
	    read_cells(f, shown, bytes, e) == 0 &&
	    ((flags & CSV_RAGGED) != 0 || csv_check_even(f, shown, e) == 0))
		return 0;
	csv_release(f);
	return -1;
}

int
csv_open(struct csv_file *f, const char *path, unsigned flags, struct error *e)
{
	struct buf b = BUF_INIT;
	const char *shown;
	int rc = file_read_named(path, &b, &shown, e);

	*f = (struct csv_file){ 0 };
	if (rc == 0)
		rc = csv_read(f, shown, buf_str(&b), flags, e);
	buf_release(&b);
	return rc;
}

void
csv_release(struct csv_file *f)
{
	free(f->row);
	free(f->cell);
	arena_release(&f->mem);
	*f = (struct csv_file){ 0 };
}

struct str
csv_cell(const struct csv_file *f, size_t row, size_t col)
{
	if (row >= f->nrow || col >= f->row[row].n)
		return (struct str){ NULL, 0 };
	return f->cell[f->row[row].first + col];
}
