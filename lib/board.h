/*
 * board: the questions of a session, who supports each, and what was merged
 * into what.
 *
 * Support is a row of votes.tsv with position `up` in round 1.  Who asked
 * supports too, without a row, until one without a position takes that back.
 * A question that was merged counts for the one it was merged into, in the
 * end for the root; each supporter counts once there.  Two clones may merge
 * two questions into each other: of such a cycle the first by number is the
 * root.  All of it takes time linear in the rows.
 *
 *	cli_read(c, board_want);
 *	board_read(&b, &c->session, BOARD_SUPPORTERS);
 *	use(b.votes[rec]);
 *	board_release(&b);
 */
#ifndef BOARD_H
#define BOARD_H

#include "buf.h"
#include "session.h"

/* What to note beside the numbers: each supporter. */
enum { BOARD_SUPPORTERS = 1 };

struct board_support {
	size_t rec; /* the root */
	struct str who;
	size_t turn; /* votes are kept in the order in which they came */
};

struct board {
	struct table *questions, *votes, *notes;
	size_t *root;		       /* by record; most are their own */
	size_t *count;		       /* of supporters, at roots */
	size_t *answers;	       /* at roots */
	struct board_support *support; /* by root, then as they came */
	size_t nsupport, capsupport;
	size_t *support_of; /* by record: its first in support; nrec + 1 */
};

/* What the tables need to have read. */
extern const table_want board_want[TABLE_COUNT];

void board_read(struct board *b, struct session *s, unsigned what);
void board_release(struct board *b);

/* The supporters of a root, joined by commas. */
void board_add_supporters(const struct board *b, size_t root, struct buf *to);
/* Whether a person supports a root. */
bool board_supports(const struct board *b, size_t root, struct str who);

/* Whether a list of handles with commas has `who`. */
bool board_has_handle(struct str list, struct str who);

/* The support of one record by one person, merged or not: as the row says
 * or, without one, whether that person asked. */
bool board_supports_itself(
    struct table *questions, struct table *votes, size_t rec, struct str who);

/* The states that board_state gives, in the order in which they stand on a
 * board; any other comes with the open ones. */
enum { BOARD_NSTATE = 7 };
extern const char *const board_states[BOARD_NSTATE];
/* Whether it has not had its turn: it is open, or stands above what is. */
bool board_is_waiting(struct str state);
/* Puts records, given by their numbers, in that order, and among those of a
 * state the most supported first. */
void board_sort(const struct board *b, size_t rec[], size_t n);

/* `question` unless the field says otherwise. */
struct str board_kind(struct table *questions, size_t rec);
/* `merged`, or the field, `open` where it is unset. */
struct str board_state(const struct board *b, size_t rec);

#endif
