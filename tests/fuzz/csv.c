/*
 * CSV that comes in: the cells that are read, written again, are read the
 * same; and a sheet finds its columns in it.
 */
#include "csv.h"
#include "fuzz.h"
#include "out.h"
#include "sheet.h"
#include "utf8.h"

static void
add_row(struct buf *b, const struct csv_file *f, size_t row)
{
	size_t i, begin = b->n;

	for (i = 0; i < f->row[row].n; i++) {
		if (i > 0)
			buf_addc(b, ',');
		out_add_csv(b, csv_cell(f, row, i), false);
	}
	/* As the emitter: an empty line would be no row. */
	if (b->n == begin)
		buf_addz(b, "\"\"");
	buf_addz(b, "\r\n");
}

static void
check_same(const struct csv_file *a, const struct csv_file *b)
{
	size_t row, i;

	fuzz_check(a->nrow == b->nrow, "as many rows");
	for (row = 0; row < a->nrow; row++) {
		fuzz_check(a->row[row].n == b->row[row].n, "as many cells");
		for (i = 0; i < a->row[row].n; i++)
			fuzz_check(
			    str_eq(csv_cell(a, row, i), csv_cell(b, row, i)),
			    "a cell");
	}
}

static void
check_back(const struct csv_file *f)
{
	struct error e = ERROR_INIT;
	struct buf b = BUF_INIT;
	struct csv_file again;
	size_t row;

	for (row = 0; row < f->nrow; row++)
		add_row(&b, f, row);
	fuzz_check(csv_read(&again, "again", buf_str(&b), CSV_RAGGED, &e) == 0,
	    "it is CSV");
	check_same(f, &again);
	csv_release(&again);
	buf_release(&b);
	error_release(&e);
}

static void
check_sheet(struct str text)
{
	static const struct sheet_field fields[] = {
		{ "name", "full name,who" }, { "text", "" }
	};
	struct error e = ERROR_INIT;
	size_t col[2], row, i;
	struct sheet s;

	if (sheet_read(&s, text, "sheet", &e) == 0) {
		if (sheet_match(&s, fields, 2, NULL, 0, col, &e) == 0)
			for (row = 1; row < s.nrow; row++)
				for (i = 0; i < 2; i++)
					fuzz_check(utf8_valid(sheet_cell(
						       &s, row, col[i])),
					    "a cell is text");
		sheet_release(&s);
	}
	error_release(&e);
}

int
fuzz_target(const uint8_t *bytes, size_t n)
{
	struct str text = fuzz_text(bytes, n);
	struct error e = ERROR_INIT;
	struct csv_file f;

	if (csv_read(&f, "fuzz", text, CSV_RAGGED, &e) == 0) {
		check_back(&f);
		csv_release(&f);
	} else {
		fuzz_check(e.status == EXIT_INPUT && e.msg.n > 0,
		    "a refusal says why");
	}
	check_sheet(text);
	error_release(&e);
	return 0;
}
