/*
 * csv: comma-separated files that come in, as rows of cells.
 *
 * RFC 4180 by libcsv, and what real files have beside: a byte order mark,
 * LF or CR for CR LF, blanks behind a closing quote, and `;`, TAB or `|` for
 * the comma where the first rows say so.  Blanks elsewhere are kept.  Blank
 * lines are no rows.  A quote that is never closed, and text behind a closed
 * one, are errors: either would make one cell of all that follows.  So are
 * NUL and what is not UTF-8.
 *
 *	struct csv_file f;
 *	if (csv_open(&f, "form.csv", 0, &err) == -1) ...
 *	for (r = 1; r < f.nrow; r++)
 *		use(csv_cell(&f, r, 0), csv_cell(&f, r, 1));
 *	csv_release(&f);
 */
#ifndef CSV_H
#define CSV_H

#include <stdint.h>

#include "arena.h"
#include "error.h"

enum {
	/* Rows need not have as many cells as the first. */
	CSV_RAGGED = 1
};

#define CSV_NONE SIZE_MAX

struct csv_row {
	size_t first, n; /* cells */
	size_t line;	 /* from 1, where it begins */
};

struct csv_file {
	struct csv_row *row;
	size_t nrow, caprow;
	struct str *cell;
	size_t ncell, capcell;
	struct arena mem;
};

/*
 * Reads all of `bytes`.  EXIT_INPUT and `SHOWN:LINE: what is wrong` where
 * that cannot be; then there is nothing to release.  Cells live until
 * csv_release.
 */
int csv_read(struct csv_file *f, const char *shown, struct str bytes,
    unsigned flags, struct error *e);
/* The same of a file, `-` the standard input, whose name in messages is its
 * path. */
int csv_open(
    struct csv_file *f, const char *path, unsigned flags, struct error *e);
void csv_release(struct csv_file *f);
/* -1 and which line it is where a row has not as many cells as the first. */
int csv_check_even(
    const struct csv_file *f, const char *shown, struct error *e);

/* A cell, empty where its row has none. */
struct str csv_cell(const struct csv_file *f, size_t row, size_t col);

#endif
