/*
 * listing: a table's records in rows.
 *
 * A column is the record's number, its key, a field as it stands, or what the
 * program makes of the record.  Behind those that are declared come the table's
 * unknown columns, as data, where the table was read with them
 * (TABLE_WANT_OTHERS): so what one table holds another can take in.
 *
 *	static const struct listing_column columns[] = {
 *		{ { "no", OUT_NUMBER, OUT_SHOWN }, LISTING_NO },
 *		{ { "votes", OUT_NUMBER, OUT_SHOWN }, LISTING_OWN },
 *		{ { "text", OUT_TEXT, OUT_SHOWN }, QUESTIONS_TEXT } };
 *	listing_begin(&l, c, table, columns, 3, print_cell, arg);
 *	listing_row(&l, rec);
 *	listing_end(&l);
 */
#ifndef LISTING_H
#define LISTING_H

#include "cli.h"

/* Beside fields: what the program makes of the record, its number, and its
 * key, which has not to be read. */
enum { LISTING_OWN = -1, LISTING_NO = -2, LISTING_KEY = -3 };

struct listing_column {
	struct out_column out;
	int field; /* the table's column */
};

/* Prints the cell of an own column, which somebody wants to see. */
typedef void listing_cell(struct out *o, size_t rec, size_t col, void *arg);

struct listing {
	struct cli *c;
	struct table *t;
	struct out o;
	listing_cell *cell;
	void *arg;
	struct out_column *declared; /* unknown ones behind the others */
	int *field;		     /* of each of them */
	size_t n;
};

/* The names must live as long; -1 leaves nothing to release. */
int listing_begin(struct listing *l, struct cli *c, struct table *t,
    const struct listing_column col[], size_t n, listing_cell *cell, void *arg);
void listing_row(struct listing *l, size_t rec);
/* Releases it; -1 where something could not be written. */
int listing_end(struct listing *l);

#endif
