/*
 * chat: what the program's modules share.
 *
 *	transcript	a saved chat as messages
 *	speakers	who wrote them
 *	items		what they hold: questions, votes, actions ...
 *	position	what a line says about a statement
 */
#ifndef CHAT_H
#define CHAT_H

#include "cli.h"
#include "intern.h"
#include "transcript.h"

/* ---- speakers */

struct speaker {
	struct str name;   /* as it stands in the chat */
	struct str handle; /* empty: nobody known */
	bool new;
	bool told; /* that nobody is known by that name */
};

struct speakers {
	struct cli *c;
	struct speaker *speaker;
	size_t n, cap;
	bool take_new;
	struct arena mem;
};

/* Checks --alias.  -1: cli->err says why. */
int speakers_begin(struct speakers *s, struct cli *c);
void speakers_release(struct speakers *s);
/* Who is meant; says once of a name that it is unknown. */
const struct speaker *speakers_find(struct speakers *s, struct str name);

/* ---- items */

enum item_kind {
	ITEM_REST,
	ITEM_QUESTION,
	ITEM_SUPPORT,
	ITEM_VOTE,
	ITEM_ACTION,
	ITEM_FEEDBACK
};

/* What a line, with those that go on from it, says. */
struct item {
	enum item_kind kind;
	size_t line;	 /* its first */
	struct str name; /* of the message */
	struct str who;	 /* a handle; empty: nobody known */
	struct buf text; /* the question, comment, action */
	size_t rec;	 /* of the question or statement */
	struct str position;
	/* Feedback: the column of `text`, which may be the rating. */
	int column;
	size_t message;
	struct str why; /* of what is not taken */
};

struct items {
	struct cli *c;
	struct transcript chat;
	struct speakers speakers;
	struct item *item;
	size_t n, cap;
	struct arena mem;
};

/* Reads the chat after the operands; the tables must be loaded. */
int items_read(struct items *it, struct cli *c, struct str bytes);
void items_release(struct items *it);

/* ---- position */

enum position_found {
	POSITION_NONE,	/* the line is about something else */
	POSITION_FOUND, /* it takes a position */
	POSITION_UNSURE /* it may; `why` says what is wrong */
};

struct position {
	size_t statement; /* its record */
	struct str name;  /* the option */
	struct str comment;
	struct str why;
};

enum position_found position_read(
    struct session *s, struct arena *mem, struct str line, struct position *p);

#endif
