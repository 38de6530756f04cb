/*
 * sheet: a CSV file as rows of cells, its columns found by their headings.
 *
 * lib/csv reads it.  Row 0 is the headings; other rows may have fewer cells
 * or more.  Views live as long as the sheet.
 *
 *	static const struct sheet_field fields[] = {
 *		{ "name", "full name,participant" }, { "email", "mail" } };
 *
 *	sheet_open(&s, "people.csv", &err);
 *	sheet_match(&s, fields, 2, maps, nmap, col, &err);
 *	for (row = 1; row < s.nrow; row++)
 *		use(sheet_cell(&s, row, col[0]));
 *	sheet_release(&s);
 */
#ifndef SHEET_H
#define SHEET_H

#include "csv.h"

#define SHEET_NONE CSV_NONE

struct sheet {
	struct csv_file csv;
	const struct csv_row *row; /* its own */
	size_t nrow;
};

/* What a program takes from a sheet. */
struct sheet_field {
	const char *name;    /* also a heading */
	const char *aliases; /* further headings, with commas */
};

/* Reads a file, `-` the standard input.  EXIT_INPUT: not there, no CSV (see
 * csv_read), nothing in it. */
int sheet_open(struct sheet *s, const char *path, struct error *e);
/* The same of text that is at hand; `shown` is its name in messages. */
int sheet_read(
    struct sheet *s, struct str text, const char *shown, struct error *e);
void sheet_release(struct sheet *s);

/* How many columns there are headings for. */
size_t sheet_columns(const struct sheet *s);
/* A cell; empty where the row is shorter, or `col` is SHEET_NONE. */
struct str sheet_cell(const struct sheet *s, size_t row, size_t col);

/*
 * Finds the column of each field into `col`, SHEET_NONE where there is none:
 * by a map `FIELD=HEADING`, else by its name or an alias, in any case.
 * A map `FIELD=` leaves the field out.  EXIT_INPUT for a map of an unknown
 * field or heading.
 */
int sheet_match(const struct sheet *s, const struct sheet_field f[], size_t n,
    const struct str map[], size_t nmap, size_t col[], struct error *e);

#endif
