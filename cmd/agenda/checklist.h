/*
 * checklist: the plan as a Markdown list, and back.
 *
 *	# Week 7
 *
 *	<!-- agenda -->
 *
 *	- **0:00** Arriving (10m; ana) <!-- id=arrive -->
 *	  - [ ] Bread <!-- id=bread kind=check -->
 *	- **0:10** Understanding (40m) <https://a.example/> <!-- id=u2 -->
 *
 * All that a reader of the document sees is text: the offset, the title, in
 * () the item's own length and its owner, in <> the link.  What the agenda
 * has beside is in a comment, which nobody sees.  There and in the owner `%20`
 * stands for a blank, and so on, so that no value is more than a word.  Depth is the indent, two
 * blanks each.  A line that somebody wrote in between needs no comment.
 */
#ifndef AGENDA_CHECKLIST_H
#define AGENDA_CHECKLIST_H

#include "agenda.h"

/* Prints those records of the plan, in their order. */
int checklist_print(
    struct cli *c, struct plan *p, const size_t rec[], size_t n);

/* What was read back. */
struct checklist {
	struct buf title;
	struct buf rows;   /* as intake takes them; each has an id */
	struct buf ticked; /* the ids of ticked boxes, one a line */
	struct buf left;   /* lines that are no items, with their numbers */
	size_t nitem, nleft;
};

/* Whether a document is such a list. */
bool checklist_is(struct str text);
/* Makes rows of it.  -1: c->err says why.  To be released in any case. */
int checklist_read(struct checklist *l, struct cli *c, struct str text);
void checklist_release(struct checklist *l);

#endif
