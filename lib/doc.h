/*
 * doc: the lines of a plan, written as Markdown or exported as text.
 *
 * doc_scan takes any bytes and tells of each line what it is, in linear
 * time.  What a line means for an agenda, a vote or a question board, its
 * reader decides; nothing is thrown away here but blank lines, which are
 * counted in `gap`.
 *
 * A line has its text twice: `full` is all that it shows, with addresses in
 * <>; `text` is without the first address, its marks (`-`, `3.`, `☐`) and
 * what it says about time (see timing.h), each given apart.
 *
 * Headings have levels, 1 to DOC_LEVEL_MAX, also those without `#`, which
 * are told by what they say about time, below the last `#` heading:
 * - a lone short line with a start, (0:10 - 0:20), is a heading;
 * - one without any time directly before such a heading is the section over
 *   it, which ends at a heading that says so (`Closing`), or that does not
 *   continue its numbering (`Activity 1`, `Activity 2`);
 * - one with only a length, or with one in a line of its own beneath, is
 *   the lowest heading;
 * - any other is DOC_PLAIN.
 * A line with a time is alone also with others next to it, where no sentence
 * goes on in it: one after a blank line or a line at its end, or several.
 * The title is the first heading, if its `#` is the only single one; else
 * the first line, if that is short and alone and says nothing about time.
 * Headings that number on (`## Week 1`, `### Week 2`) have one level,
 * whatever their `#` say.
 *
 *	struct doc d;
 *	doc_scan(&d, bytes);
 *	for (size_t i = 0; i < d.n; i++)
 *		use(&d.lines[i]);
 *	doc_release(&d);
 *
 * All views in lines live until doc_release; they are valid UTF-8 without
 * control characters but TAB (in `raw` and code).
 */
#ifndef DOC_H
#define DOC_H

#include "buf.h"
#include "timing.h"

#define DOC_LEVEL_MAX 9
/* Lists nested deeper count as nested that deep. */
#define DOC_DEPTH_MAX 15

enum doc_kind {
	DOC_TITLE,   /* the document's own heading */
	DOC_HEADING, /* with a level */
	DOC_PLAIN,   /* a short line alone: perhaps a heading */
	DOC_PARA,
	DOC_LIST,  /* bullet, box, number, letter or roman; with a depth */
	DOC_TIME,  /* says something about time and nothing else */
	DOC_TABLE, /* a row, its cells joined by ` | `; one of a timetable is
		      a DOC_LIST */
	DOC_CODE,  /* between fences, as it stands */
	/* A form's lines: left for those who fill and read it. */
	DOC_STATEMENT, /* a row of a table of positions; cells in `raw` */
	DOC_TOPIC,     /* a worksheet's heading */
	DOC_PROMPT,    /* its question, with an empty bullet beneath */
	DOC_HINT,      /* a further line of a question */
	DOC_EXAMPLE,   /* `Example: ...`; the text is what follows */
	/* Nothing to read. */
	DOC_SLOT,	 /* an empty bullet or box */
	DOC_PLACEHOLDER, /* `Name`, `[@mod: ...]`, a row of such cells */
	DOC_HEADER,	 /* of a table with nothing in it */
	DOC_HTML,	 /* leftovers of HTML */
	DOC_MARKUP	 /* a fence, a rule, a table's separator */
};

enum doc_label { DOC_UNLABELLED, DOC_NUMBER, DOC_LETTER, DOC_ROMAN };

enum doc_box { DOC_NO_BOX, DOC_OPEN, DOC_TICKED };

struct doc_line {
	size_t no;  /* 1-based */
	size_t gap; /* blank lines before it */
	enum doc_kind kind;
	unsigned level; /* of a heading */
	bool follows;	/* a heading's number goes on from one of its level */
	bool listed;	/* it has a bullet, a box or a label */
	unsigned depth; /* then */
	size_t indent;	/* columns */
	enum doc_label label;
	long number; /* of a label, -1 where there is none */
	enum doc_box box;
	struct str raw, full, text, url;
	long start, length, least; /* seconds, -1 is unset */
	enum timing_when when;
	bool clock, total, front;
	struct str who, remark; /* that stood beside a length */
	struct str more;	/* the other cells of a row of a plan */
	char *store;		/* what the views look at */
};

struct doc {
	struct doc_line *lines;
	size_t n, cap;
	struct buf bytes;
};

void doc_scan(struct doc *d, struct str bytes);
void doc_release(struct doc *d);

/*
 * The part under a heading: `*from` is that of the heading whose text
 * equals or, else, begins with `name`, in either case of letters; `*to` is
 * the next of the same or a higher level, or d->n.  The title's part is all
 * that follows it.
 */
bool doc_section(
    const struct doc *d, struct str name, size_t *from, size_t *to);

#endif
