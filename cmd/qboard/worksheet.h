/*
 * worksheet: a topic's prompts as a Markdown page to fill in, and back.
 *
 * One page for each group of the newest breakout round that has the topic,
 * or one without a group:
 *
 *	# Trees
 *
 *	Group: ana, ben
 *
 *	## Where has it been done? [k3m9qz]
 *
 *	From a city you know or from the texts.
 *
 *	- In Vienna
 *	- and in Graz,
 *	  since 2019
 *
 *	## Notes
 *
 *	-
 *
 * What would act in Markdown is printed so that it shows as itself, and known
 * by that when it comes back; what is new is taken as it was typed.
 *
 * The brackets hold the prompt's id.  Under a prompt and behind its further
 * lines each bullet with what is indented below it, and each other
 * paragraph, is an answer.  So is what stands under `Notes` or above the
 * first prompt, as a note on the page's first prompt: nothing is lost.
 */
#ifndef QBOARD_WORKSHEET_H
#define QBOARD_WORKSHEET_H

#include "arena.h"
#include "buf.h"

/* A prompt that a page may hold. */
struct worksheet_prompt {
	struct str id, topic, text;
};

/* Something written into a page. */
struct worksheet_answer {
	struct str prompt;	 /* an id, known or not; empty: none */
	struct str topic, group; /* of the page, as they stand in it */
	struct str text;
	size_t line;
};

struct worksheet {
	struct worksheet_answer *answer;
	size_t n, cap;
	struct arena mem;
};

/* Appends the head of a page; `group` may be empty. */
void worksheet_add_head(struct buf *b, struct str topic, struct str group);
/* Appends a prompt, which its answers follow, or an empty bullet. */
void worksheet_add_prompt(struct buf *b, const struct worksheet_prompt *p);
void worksheet_add_answer(struct buf *b, struct str text);
void worksheet_add_slot(struct buf *b);
/* Appends the place for anything else. */
void worksheet_add_notes(struct buf *b);

/*
 * Reads pages.  A prompt whose id was lost is known by its text, one of an
 * id that is not among `p` is left for the caller to refuse.  Views live
 * until worksheet_release.
 */
void worksheet_read(struct worksheet *w, struct str text,
    const struct worksheet_prompt p[], size_t n);
void worksheet_release(struct worksheet *w);

/*
 * Whether what was read is what is stored, or how that is printed: a topic,
 * in any case, or an answer, whatever white space an editor took from the
 * ends of its lines.
 */
bool worksheet_is_topic(struct str stored, struct str read);
bool worksheet_is_answer(struct str stored, struct str read);

#endif
