/*
 * relay: a table's lines laid anew, all rows by one header.
 *
 * The header has the columns of the last header of the table, in its order,
 * so that what another clone added by that reads the same behind it, and then
 * those of the others, in the order in which they were named.  A row keeps its
 * raw fields, so the records are the same; a BOM, carriage returns at the ends
 * of lines and further headers are gone.  Lines that are no rows stay as they are, for the caller to keep or
 * not; an unfinished last line is not among them.
 *
 *	relay_init(&l, table, false);
 *	for (i = 0; i < l.n; i++)
 *		use(l.line[i].text, l.line[i].row);	// 0: the header
 *	relay_release(&l);
 */
#ifndef RELAY_H
#define RELAY_H

#include "table.h"

/* Views of the table and of the relay. */
struct relay_line {
	struct str text;
	bool row;   /* not the header, a bad line or a blank one */
	size_t rec; /* of a row that is no event; else TABLE_NONE */
	/* A row without an id: one like it is another record. */
	bool keyless;
};

struct relay {
	struct table *t;
	bool name_keyless; /* write ids into lines without one */
	bool own_headers;  /* relay_loses */
	int *col;	   /* the header's columns */
	size_t ncol, capcol;
	struct relay_line *line;
	size_t n, cap;
	size_t nheader; /* of the table's that were met */
	struct arena mem;
};

/*
 * Whether one header would lose a field: a header names a column twice, or
 * there are too many.  The lines of such a table stay behind their own headers,
 * which are among the lines that are no rows then, and no line must be moved.
 */
bool relay_loses(const struct rows_text *text);

/* Takes in the table's file; rows that were appended are the caller's to
 * add. */
void relay_init(struct relay *l, struct table *t, bool name_keyless);
void relay_release(struct relay *l);

void relay_row(struct relay *l, const struct rows *r);
/* A header of rows that follow: where it is joined, nothing. */
void relay_header(struct relay *l, struct str line);

/* Appends a column's name and a tab; relay_end_names takes the last tab off,
 * where a name stands before it. */
void relay_add_name(struct buf *b, const struct table *t, int col);
void relay_end_names(struct buf *b);

#endif
