/*
 * form: the export of a form, whatever its columns are.
 *
 * A heading becomes a field that the tables know by a likeness of words
 * (`What went well?` is worked), unless a map says which; every other one
 * keeps its own name.  A column is a rating only where every filled cell is
 * a number from 1 to 10, and the time only where every one is a date.
 *
 *	if (form_open(&f, "form.csv", &options, &err) == -1) ...
 *	form_say(&f, cli);
 *	for (row = 1; row < f.sheet.nrow; row++)
 *		use(sheet_cell(&f.sheet, row, col), f.column[col].name);
 *	form_release(&f);
 */
#ifndef FORM_H
#define FORM_H

#include "cli.h"
#include "sheet.h"

enum form_field {
	FORM_RATING,
	FORM_WORKED,
	FORM_CHANGE,
	FORM_IDEA,
	FORM_WHO,
	FORM_TIME,
	FORM_FIELDS,
	FORM_OWN = FORM_FIELDS, /* kept under its own name */
	FORM_GONE		/* of an answer without a name */
};

struct form_column {
	struct str name; /* in the table, of those under their own name */
	enum form_field field;
};

struct form {
	struct sheet sheet;
	struct form_column *column;
	size_t ncolumn;
	size_t of[FORM_FIELDS]; /* the field's column, or SHEET_NONE */
	bool day_first;
	struct arena mem;
};

struct form_options {
	const struct str *map; /* FIELD=HEADING */
	size_t nmap;
	const char *dates;    /* mdy, dmy, or NULL */
	const char *encoding; /* utf-8, latin1, or NULL */
	bool anon;
};

/* EXIT_INPUT where it cannot be read, has rows that are too short or too
 * long, or dates that could be either. */
int form_open(struct form *f, struct cli *c, const char *path,
    const struct form_options *o);
void form_release(struct form *f);

/* Says which heading became what, and what was left out. */
void form_say(const struct form *f, struct cli *c);

/* The instant of a row; false where it has none. */
bool form_time(const struct form *f, size_t row, instant *t);

#endif
