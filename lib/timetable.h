/*
 * timetable: tables whose rows are steps of a plan.
 *
 * One has a column that says when a step begins or how long it is, and one
 * that says what it is; others are whose it is and anything else.  They are
 * told by the names in the first row, or, where that is a step already, by
 * its first cell.
 *
 *	if (timetable_begin(&t, first_row, '|'))
 *		for each row (the first too, if t.headless)
 *			timetable_line(&t, row, &line);
 *	timetable_release(&t);
 *
 * A row comes out as a line of a list says the same: `18:00 Answer (10 min)`;
 * who and what else there is beside it.
 */
#ifndef TIMETABLE_H
#define TIMETABLE_H

#include "buf.h"

struct timetable {
	char sep; /* between cells */
	bool headless;
	struct timetable_column {
		int role;
		struct str name;
	} * col;
	size_t ncol, capcol;
};

struct timetable_line {
	struct buf text, who, more;
};

/* The row must live as long as the table.  False where it is none. */
bool timetable_begin(struct timetable *t, struct str row, char sep);
void timetable_release(struct timetable *t);

/* False where the row says nothing of a step.  Replaces what `l` held. */
bool timetable_line(
    const struct timetable *t, struct str row, struct timetable_line *l);
void timetable_line_release(struct timetable_line *l);

#endif
