/*
 * out: the emitter; the one place where listings are formatted and where
 * each format's escaping stands.
 *
 * A listing declares its columns once, then gives each row's cells in that
 * order, then ends.  Cells are plain text (not escaped for any format) and
 * are copied or written before the call returns.  `-c` selects and orders:
 * a cell of a column that was not asked for is dropped, and out_wants tells
 * beforehand, so that nobody computes what nobody reads.  tsv, csv and json
 * stream; table and md keep the rows until the end to align them.
 *
 *	out_begin(&o, &opt, columns, n, &err);
 *	for each record {
 *		out_text(&o, id);
 *		out_number(&o, votes);
 *		out_text(&o, text);
 *	}
 *	if (out_end(&o, &err) == -1) ...
 */
#ifndef OUT_H
#define OUT_H

#include <stdio.h>

#include "error.h"

enum out_format { OUT_TABLE, OUT_TSV, OUT_CSV, OUT_JSON, OUT_MD };

/* What a cell is: json writes numbers bare; table aligns them right. */
enum out_type { OUT_TEXT, OUT_NUMBER };

/*
 * Where -c does not say: whether a column is printed.  Data is for programs:
 * table and md, which are for people, do without.
 */
enum out_hidden { OUT_SHOWN, OUT_HIDDEN, OUT_DATA };

struct out_column {
	const char *name;
	enum out_type type;
	enum out_hidden hidden;
};

struct out_options {
	enum out_format format;
	bool no_header;
	bool spreadsheet;  /* csv: what a spreadsheet would run is quoted */
	bool colour;	   /* table: the header and out_mark in colour */
	size_t width;	   /* table: columns to cut lines to; 0: never */
	struct str select; /* -c: names with commas; empty: all not hidden */
	FILE *to;
};

/* A cell of the row under way. */
struct out_cell {
	struct buf text;
	bool wanted;
	bool bare; /* out_number or out_real gave it */
};

/* A cell that waits for out_end, in `kept`; `width` in columns. */
struct out_kept {
	size_t at, n, width;
};

struct out {
	struct out_options opt;
	const struct out_column *col;
	size_t ncol;
	size_t *shown; /* indices into col, in the order printed */
	size_t nshown;
	struct out_cell *cell; /* one a declared column */
	size_t next;	       /* the next cell's column */
	size_t nrow;
	bool begun;	    /* the header has been seen to */
	bool marked;	    /* the row under way */
	struct buf pending; /* formatted, not yet written */
	int failed;	    /* errno of the first write that failed */
	struct buf kept;    /* table and md: all cells; json: the keys */
	struct out_kept *kept_at;
	size_t nkept, capkept;
	struct buf marks; /* table: a byte a kept row, 1 where marked */
};

/* Reads `table tsv csv json md`; false for any other name. */
bool out_format_parse(struct str name, enum out_format *f);

/*
 * Begins a listing of `n` columns; `col` must live until out_end.  Fails
 * with EXIT_INPUT where select names an unknown column (with a near miss
 * and the list) or one twice; then there is nothing to release.  Prints
 * nothing before the first cell.
 */
int out_begin(struct out *o, const struct out_options *opt,
    const struct out_column col[], size_t n, struct error *e);

/* Whether column `i`, as declared, will be printed. */
bool out_wants(const struct out *o, size_t i);

/*
 * The next cell of the row; the cell after the last one ends the row.
 * An OUT_NUMBER column takes out_number, out_real or, where unset,
 * out_text of an empty view (json: "").
 */
void out_text(struct out *o, struct str s);
void out_number(struct out *o, long long n);
/*
 * With `decimals` digits behind the point, 0 to 6; never `-0`, and unset
 * where `x` is not finite.  The point is LC_NUMERIC's: leave that at "C".
 */
void out_real(struct out *o, double x, int decimals);

/* Marks the row under way (table on a terminal: bold; else nothing). */
void out_mark(struct out *o);

/*
 * Ends the listing and releases it; json closes its array, `[]` where
 * there was no row.  Checks the stream: EXIT_SYSTEM `stdout: ...`.
 */
int out_end(struct out *o, struct error *e);
/* Releases without output, after an error. */
void out_release(struct out *o);

/*
 * Writes lines that are not a listing, or one's that are formatted, as fwrite
 * does; control characters that others wrote become visible (see
 * utf8_add_visible_lines) where `to` is a terminal, which they would command.
 */
bool out_write(FILE *to, struct str s);
/* The same to the standard output, where a failure shows when it is closed;
 * a line with its LF. */
void out_print(struct str s);
void out_print_line(struct str s);

/*
 * The escapes themselves, for who prints outside a listing.
 * Those of tsv are lib/tsv.h's.  json: a quoted string, RFC 8259, `/` bare,
 * all but control characters as it is, U+FFFD for what is not UTF-8; csv: RFC
 * 4180 by libcsv, quoted only where some reader needs it, `spreadsheet` puts a
 * `'` before what one would run, wherever it splits; md: text that shows as
 * itself in a cell of a GitHub table, LF as `<br>`; md_line: the same of a
 * paragraph, a heading or a list's item, where a line's head means something;
 * html: text that shows as itself, as an element's content and as an
 * attribute's value in either quotes, without what HTML may not hold (see
 * utf8_add_clean).
 */
void out_add_json(struct buf *b, struct str s);
void out_add_csv(struct buf *b, struct str s, bool spreadsheet);
void out_add_md(struct buf *b, struct str s);
void out_add_md_line(struct buf *b, struct str s);
void out_add_html(struct buf *b, struct str s);

#endif
