/*
 * paper: what a report says, before it is put into a format.
 *
 * A tree of parts, given in the order in which they are read.  A format walks
 * it; none knows what a report is about.  What comes from the tables is
 * copied and, where the paper is public, redacted on its way in, so that there
 * is one place that could leak a name; labels are our own words and stay.
 *
 * What has a `key` is also in the json: a section, fact, text or table is a
 * member of what it is in, a section with one table or array under "" is that
 * itself, entries and notes are elements of their array, rows are objects.
 * What has no key is for people only, what has no label for programs only.
 *
 *	paper_begin(&p, "minutes", hide);
 *	paper_open(&p, PAPER_SECTION, "actions", "Actions");
 *	paper_table(&p, "", "Who does what", columns, n);
 *	for each action {
 *		paper_row(&p, 0);
 *		paper_people(&p, handles, names);
 *		paper_cell(&p, what);
 *	}
 *	paper_close(&p);	// the table
 *	paper_close(&p);	// the section
 *	paper_end(&p);
 */
#ifndef SESSION_PAPER_H
#define SESSION_PAPER_H

#include "arena.h"
#include "redact.h"

enum paper_kind {
	PAPER_ROOT,    /* label: which paper; text: its title */
	PAPER_SECTION, /* label, the heading; or text */
	PAPER_ARRAY,   /* of entries or notes; not to be seen */
	PAPER_ENTRY,   /* text, its heading; label in front of it */
	PAPER_FACT,    /* label and text */
	PAPER_TEXT,    /* text, in a style */
	PAPER_TABLE,   /* label, the caption; rows */
	PAPER_ROW,     /* cells, one a column */
	PAPER_CELL,
	PAPER_LINES /* ruled, to write on: `level` of them */
};

enum {
	/* Of any part: */
	PAPER_DATA = 1 << 0, /* for json only */
	PAPER_NUMBER =
	    1 << 1, /* json: `number`, bare; a column: to the right */
	/* Of sections: */
	PAPER_NEWPAGE = 1 << 2,
	/* Of texts: the words of whoever leads; what nobody says; of texts
	 * and rows: what matters less. */
	PAPER_SAID = 1 << 3,
	PAPER_ASIDE = 1 << 4,
	PAPER_SMALL = 1 << 5,
	/* Of facts: the time that stands in front of an entry. */
	PAPER_CLOCK = 1 << 6,
	/* Of tables: */
	PAPER_LIST = 1 << 7, /* shown as a list */
	/* Of rows: */
	PAPER_STRONG = 1 << 8, /* sums up others; not plotted */
	/* Of rows and entries: a box in front, and whether it is ticked. */
	PAPER_BOX = 1 << 9,
	PAPER_DONE = 1 << 10,
	/* Of columns: */
	PAPER_HEAD = 1 << 11,	/* names the row */
	PAPER_UNDER = 1 << 12,	/* below the head, behind its label */
	PAPER_PLOT = 1 << 13,	/* a value that the chart shows */
	PAPER_PENCIL = 1 << 14, /* left empty, to write into */
	PAPER_CHOICE = 1 << 15	/* a box to tick */
};

/* What a table is also drawn as. */
enum paper_chart {
	PAPER_NO_CHART,
	PAPER_SPANS,  /* for each row two lengths: planned, actual */
	PAPER_SHARES, /* for each plotted column the rows' shares of it */
	PAPER_TREND   /* over the rows: low, middle, high */
};

struct paper_column {
	const char *key, *label;
	unsigned flags;
	struct str text; /* instead of a label */
};

struct paper_part {
	enum paper_kind kind;
	unsigned flags;
	const char *key, *label;
	struct str text;  /* what is shown */
	struct str value; /* for json; p is NULL where it is the text */
	double number;
	int level;  /* of entries and rows: how deep; of lines: how many */
	size_t up;  /* the part that it is in */
	size_t end; /* the part behind its last descendant */
	const struct paper_column *column;
	size_t ncolumn;
	char *shows; /* for each column, y or n, or ? where not looked yet */
	enum paper_chart chart;
};

struct paper {
	struct paper_part *part; /* the first is the root */
	size_t n, cap;
	size_t open; /* the innermost open part */
	const struct redact *hide;
	struct arena mem;
	struct paper_column **made; /* columns */
	size_t nmade, capmade;
};

/* `hide` is NULL unless the paper is public. */
void paper_begin(struct paper *p, const char *key, const char *label,
    const struct redact *hide);
void paper_end(struct paper *p);
void paper_release(struct paper *p);

/* What others are in.  The part lives until the next one. */
struct paper_part *paper_open(
    struct paper *p, enum paper_kind kind, const char *key, const char *label);
void paper_close(struct paper *p);
/* An entry with what stands in its heading. */
struct paper_part *paper_entry(
    struct paper *p, const char *label, struct str heading);

/* Facts, their value as a text, or as a number and how it is shown. */
struct paper_part *paper_fact(
    struct paper *p, const char *key, const char *label, struct str text);
void paper_count(struct paper *p, const char *key, const char *label, double n);
void paper_amount(struct paper *p, const char *key, const char *label, double n,
    struct str shown);
/* The same of what is shown in our own words and stored in others. */
struct paper_part *paper_own(struct paper *p, const char *key,
    const char *label, struct str value, struct str shown);
/* People: by handles in json, by names for people; nobody where public. */
void paper_who(struct paper *p, const char *key, const char *label,
    struct str handles, struct str names);
struct paper_part *paper_text(
    struct paper *p, const char *key, struct str text, unsigned flags);
void paper_lines(struct paper *p, int n);

/* Columns must live as long as the paper. */
struct paper_part *paper_table(struct paper *p, const char *key,
    const char *caption, const struct paper_column *column, size_t n);
/* Columns of the caller's making, all unset, that live as long as the paper,
 * and a text for one, redacted where the paper is public. */
struct paper_column *paper_columns(struct paper *p, size_t n);
struct str paper_copy(struct paper *p, struct str text);
/* A row; its cells follow, one a column, and it needs no close. */
void paper_row(struct paper *p, int level, unsigned flags);
void paper_cell(struct paper *p, struct str text);
void paper_cell_own(struct paper *p, struct str value, struct str shown);
void paper_cell_count(struct paper *p, double n);
void paper_cell_amount(struct paper *p, double n, struct str shown);
void paper_cell_who(struct paper *p, struct str handles, struct str names);
/* A cell with nothing in it. */
void paper_blank(struct paper *p);

/* ---- for formats */

/* The `i`th part's children: paper_first, then paper_next until `i`'s end. */
static inline size_t
paper_next(const struct paper *p, size_t i)
{
	return p->part[i].end;
}

/* Whether a part has anything to show to people. */
bool paper_shows(const struct paper *p, size_t i);
/* A row's cell of that column. */
const struct paper_part *paper_cell_of(
    const struct paper *p, size_t row, size_t column);
/* Whether a table's column has something in any of its rows. */
bool paper_column_shows(const struct paper *p, size_t table, size_t column);
/* What is shown of a part that has one heading: text, else label. */
struct str paper_heading(const struct paper_part *part);

#endif
