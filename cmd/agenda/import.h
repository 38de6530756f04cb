/*
 * import: a plan as people write it, as the items of an agenda.
 *
 * import_read takes the bytes of a document and, if `section` is not empty,
 * only the part under that heading.  It reads and prints nothing.
 *
 * An item is
 * - a heading with a time, and one without over such ones or over steps, or
 *   among such ones with nothing beneath it (`Break`);
 *   not the document's title, nor a bare `Agenda`;
 * - a step: a line of a list in which one line has a length, or that stands
 *   under `Agenda`, or that is numbered where no heading has a time.  All
 *   lines of the list's first level are, and deeper ones that have a length
 *   or are for those who finish early, or have a link under `Agenda`;
 * - a box: check; under aims goal, under `New` or `As before` announce;
 * - a heading such as `Reading`, without a time: prep.
 * A document with none of these gives its lists' lines, or else its
 * headings, without lengths.
 *
 * What else has content is a text of the item above it, or of the session
 * where a `#` heading stands between: a script if it says `Say: ...`, a
 * remark under `For the moderator`, else a text.  A list under a line that
 * ends with `:` goes with that line, unless it has lengths.  Lines of one
 * paragraph, table or fenced block are one text.
 *
 * A `⌘ 3:00` that repeats the length of the heading above is taken as read,
 * one that differs is a remark.  An owner is what stood before a length,
 * `(chairs; 10m)`; whether that is a person, the caller knows.  Starts of
 * 5:00 and later are times of day: they are counted from the first, as are
 * those of 1:00 and later where each stands before its title (`18:00 Round`).
 * What has such a start and no length lasts until the next one; a last one
 * called `End` is no item.
 *
 * Lines that are no part of the plan are in `left`, each with its reason;
 * import_report says in one line what became what.
 *
 *	struct import_plan p;
 *	struct buf err = BUF_INIT;
 *	if (!import_read(&p, bytes, STR("Week 3"), &err))
 *		fail(buf_z(&err));
 *	else
 *		use(p.items, p.n);
 *	import_release(&p);
 */
#ifndef AGENDA_IMPORT_H
#define AGENDA_IMPORT_H

#include "../../lib/doc.h"

enum import_kind {
	IMPORT_ITEM,
	IMPORT_CHECK,
	IMPORT_GOAL,
	IMPORT_READ,
	IMPORT_ANNOUNCE,
	IMPORT_PREP,
	IMPORT_KINDS
};

enum import_text_kind { IMPORT_TEXT, IMPORT_SCRIPT, IMPORT_REMARK };

struct import_text {
	enum import_text_kind kind;
	struct buf text; /* may hold LF */
	size_t no;	 /* of its first line */
};

struct import_texts {
	struct import_text *v;
	size_t n, cap;
};

struct import_item {
	unsigned depth;
	enum import_kind kind;
	struct str title;
	long start, length, least; /* seconds, -1 is unset */
	enum timing_when when;
	bool ticked;
	bool again; /* announced before */
	bool front; /* its start stood before its title */
	bool heading;
	struct str owner, link;
	struct import_texts texts;
	size_t no;
};

/* Why a line is neither item nor text. */
enum import_reason {
	IMPORT_FOR_VOTE,  /* a statement, which vote import takes */
	IMPORT_FOR_BOARD, /* a worksheet's line or an example: qboard import */
	IMPORT_AS_TITLE,
	IMPORT_AS_HEADING, /* its meaning is in the items beneath */
	IMPORT_AS_LENGTH,  /* a time that the item above has */
	IMPORT_MARKUP,
	IMPORT_PLACEHOLDER,
	IMPORT_TABLE, /* the header of an empty one */
	IMPORT_EMPTY, /* a bullet or box without text */
	IMPORT_HTML,
	IMPORT_REASONS
};

struct import_left {
	size_t no;
	enum import_reason reason;
	struct str line; /* as it was, trimmed */
};

struct import_plan {
	struct str title; /* the document's or the section's; may be empty */
	struct import_item *items;
	size_t n, cap;
	struct import_texts texts; /* of the session */
	struct import_left *left;
	size_t nleft, capleft;
	size_t kinds[IMPORT_KINDS];
	size_t sections; /* the items that are headings */
	size_t reasons[IMPORT_REASONS];
	size_t ntexts;	/* the items' and the session's */
	struct doc doc; /* what the views look at */
};

/*
 * False if there is no such section; `err` then says which there are.  The
 * plan is to be released in either case.
 */
bool import_read(struct import_plan *p, struct str bytes, struct str section,
    struct buf *err);
void import_release(struct import_plan *p);

/* Appends one line, without LF. */
void import_report(const struct import_plan *p, struct buf *out);

/* `check`, `goal` ...; `text`, `script`, `remark`; a clause for a person. */
const char *import_kind_name(enum import_kind kind);
const char *import_text_name(enum import_text_kind kind);
const char *import_reason_name(enum import_reason reason);

#endif
