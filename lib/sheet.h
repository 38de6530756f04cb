/*
 * sheet: a CSV file as rows of cells, its columns found by their headings.
 *
 * libcsv reads it: RFC 4180 and what is met beside it.  The separator is the
 * one of comma, semicolon and tab that the first line has most of.  Cells are
 * kept as they are, blanks too; blank lines are passed over.  Row 0 is the
 * headings.  Views live as long as the sheet.
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

#include "error.h"

#define SHEET_NONE SIZE_MAX

struct sheet_row {
	size_t first; /* of its cells */
	size_t line;  /* where it begins, from 1 */
};

struct sheet {
	struct buf text; /* the cells, one after the other */
	size_t *end;	 /* of each cell in it */
	size_t ncell, capcell;
	struct sheet_row *row;
	size_t nrow, caprow;
};

/* What a program takes from a sheet. */
struct sheet_field {
	const char *name;    /* also a heading */
	const char *aliases; /* further headings, with commas */
};

/* Reads a file, `-` the standard input.  EXIT_INPUT: not there, not UTF-8,
 * a quote that is not closed, nothing in it. */
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
