/*
 * qboard: what the program's modules share.
 *
 *	board	supporters, merges and answers, counted
 *	list	list, next, show
 *	entry	add, up, down, answer, state, merge, restore; fields
 *	import	questions out of a CSV file or a document
 *	sheet	worksheets: made, printed, read back
 *
 * A verb's function returns its exit status.
 */
#ifndef QBOARD_H
#define QBOARD_H

#include "board.h"
#include "verbs.h"

int qboard_list(struct cli *c);
int qboard_next(struct cli *c);
int qboard_show(struct cli *c);

int qboard_add(struct cli *c);
int qboard_up(struct cli *c);
int qboard_down(struct cli *c);
int qboard_answer(struct cli *c);
int qboard_state(struct cli *c);
int qboard_merge(struct cli *c);
int qboard_restore(struct cli *c);

int qboard_import(struct cli *c);
int qboard_sheet(struct cli *c);

/* ---- entry */

/* What a question is for the verbs that are the same everywhere. */
extern const struct verbs_spec qboard_spec;

/* Opens the tables for a change. */
int qboard_begin(struct cli *c);
/* The question that was typed, or TABLE_NONE. */
size_t qboard_find(struct cli *c, struct str typed);
/* The same; one that was merged away or dropped takes no changes. */
size_t qboard_find_live(struct cli *c, struct str typed);
/* Puts a state. */
int qboard_put_state(struct cli *c, size_t rec, struct str state);

/* A question to be put; texts are views. */
struct qboard_entry {
	const char *kind; /* NULL: question */
	struct str who, topic, state, text;
};

/* Puts a new one; its id in `id`. */
int qboard_put_new(
    struct cli *c, const struct qboard_entry *q, char id[ID_NEW_LENGTH + 1]);

/* What an import put, and what stood already. */
struct qboard_taken {
	struct buf ids; /* of new ones, one a line */
	size_t nnew, nsame;
	struct intern times; /* how often a text came in this import */
	size_t *time;
	size_t captime;
	struct arena mem;
};

/*
 * Puts one with an id made of its kind, topic, author and text, unless that
 * was taken in before: so to import twice adds nothing, though the question
 * was edited since.
 */
int qboard_take(
    struct cli *c, struct qboard_taken *t, const struct qboard_entry *q);
void qboard_taken_release(struct qboard_taken *t);

/* ---- list */

/* Prints those records in that order. */
int qboard_print(
    struct cli *c, const struct board *b, const size_t rec[], size_t n);
/* Which are listed: NULL is questions, and any state. */
struct qboard_choice {
	const char *kind, *state;
};

/* Those records in the order of the board, or by age; the caller frees
 * them. */
size_t *qboard_order(
    struct cli *c, const struct board *b, struct qboard_choice only, size_t *n);

#endif
