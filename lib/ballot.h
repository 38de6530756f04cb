/*
 * ballot: statements, and the positions that people take on them.
 *
 * What stands in statements.tsv and votes.tsv, as every program that shows
 * or takes positions understands it: which states there are, which
 * positions a statement has, who is there to take one, and whose positions
 * are sealed.  Statements are known by their index, the number that people
 * type less one.  Positions, and a statement with a round (a poll), are
 * small numbers, so that a million votes are counted without strings.
 *
 *	ballot_read(&b, session);	// statements, votes
 *	ballot_count(&b);		// cast, wanted, positions
 *	ballot_attend(&b);		// present
 *	for (i = 0; i < b.n; i++)
 *		use(b.statement[i].cast);
 *	ballot_release(&b);
 *
 * Views live as long as the session's tables.  Rows that are put later are
 * not seen.
 */
#ifndef BALLOT_H
#define BALLOT_H

#include "handles.h"
#include "store.h"

/* What must be loaded of the tables. */
#define BALLOT_STATEMENTS                                                   \
	(TABLE_WANT(STATEMENTS_STATE) | TABLE_WANT(STATEMENTS_ROUND) |      \
	    TABLE_WANT(STATEMENTS_OPTIONS) | TABLE_WANT(STATEMENTS_SCALE) | \
	    TABLE_WANT(STATEMENTS_TITLE) | TABLE_WANT(STATEMENTS_TEXT) |    \
	    TABLE_WANT_FIRST)
#define BALLOT_VOTES TABLE_WANT(VOTES_POSITION)
/* For ballot_attend also people (PEOPLE_WANT) and, of notes: */
#define BALLOT_NOTES                                           \
	(TABLE_WANT(NOTES_REF) | TABLE_WANT(NOTES_KIND) |      \
	    TABLE_WANT(NOTES_STATE) | TABLE_WANT(NOTES_TEXT) | \
	    TABLE_WANT_FIRST)

#define BALLOT_NONE UINT32_MAX

/*
 * A statement takes positions while it is open, in hand (`now`: discussed at
 * this moment), discussed or sealed.  An empty state is open.
 */
enum ballot_state {
	BALLOT_OPEN,
	BALLOT_NOW,
	BALLOT_DISCUSSED,
	BALLOT_SEALED,
	BALLOT_CLOSED,
	BALLOT_DROPPED
};

enum { BALLOT_NSTATE = BALLOT_DROPPED + 1 };

struct ballot_statement {
	struct str id, title, text;
	enum ballot_state state;
	uint32_t round;	  /* the current one, from 1 */
	uint32_t poll;	  /* the statement in that round; or BALLOT_NONE */
	uint32_t polls;	  /* it in any round, by `next`; or BALLOT_NONE */
	bool ordinal;	  /* the options are a scale, in their order */
	bool open_ended;  /* no options: any text is a position */
	uint32_t *option; /* positions that were declared, without `pass` */
	size_t noption;
	/* By ballot_count, of the current round. */
	size_t cast, wanted;
	/* By ballot_attend: who could have cast. */
	size_t present;
};

/* A statement in a round that somebody voted in. */
struct ballot_poll {
	uint32_t statement; /* BALLOT_NONE: of something else */
	uint32_t round;
	uint32_t next;	      /* of the statement, or BALLOT_NONE */
	uint32_t first, last; /* of its cells, or BALLOT_NONE */
};

/* How many took one position in one poll. */
struct ballot_cell {
	uint32_t poll, position;
	uint32_t next; /* of the poll, in order of appearance */
	size_t n;
};

/* An option, or a position that was taken without being one. */
struct ballot_side {
	uint32_t position;
	size_t n;
};

/* A vote that counts: a position in a round from 1. */
struct ballot_vote {
	uint32_t poll, position;
	uint32_t who; /* as table_first_number has it */
};

struct ballot {
	struct session *s;
	struct table *statements, *votes;
	struct ballot_statement *statement;
	uint32_t n;
	uint32_t *of_record; /* the index of each record that was read */
	struct ballot_poll *poll;
	uint32_t npoll;
	struct intern position;
	uint32_t pass;
	struct pairs of_cell;
	struct ballot_cell *cell;
	size_t capcell;
	/* Statements with the positions that votes on them hold, in any round;
	 * read when first asked for. */
	struct pairs taken;
	bool took;
	unsigned char *standing; /* by voter: see ballot.c */
	size_t base;		 /* people present who take part */
	size_t voters;		 /* in the session, on any statement */
	/* Statements of which was noted, once they were closed, who was
	 * entitled to vote; read when first asked for. */
	struct intern frozen;
	struct str *entitled; /* by that number */
	size_t capentitled;
	bool thawed;
};

/* `votes` need not be loaded: then nobody voted. */
void ballot_read(struct ballot *b, struct session *s);
void ballot_release(struct ballot *b);

/* The index of the statement of that record of statements.tsv, or of that
 * id; BALLOT_NONE where there is none. */
uint32_t ballot_statement_of(struct ballot *b, size_t rec);
uint32_t ballot_statement_called(struct ballot *b, struct str id);
/* What it is called in a list: its title, else the first line of its text. */
struct str ballot_title(const struct ballot_statement *st);

/* The name of each state as it is stored, and the state of a name. */
extern const char *const ballot_states[BALLOT_NSTATE];
const char *ballot_state_name(enum ballot_state state);
bool ballot_state_parse(struct str s, enum ballot_state *state);
/* Whether positions may be taken: open, now, discussed, sealed. */
bool ballot_takes(const struct ballot_statement *st);
/*
 * Whether the positions on a statement must not be shown, nor comments on
 * them: it is sealed, or which statement that is cannot be told.
 */
bool ballot_is_sealed(struct table *statements, struct str id);

/* The options of a statement as they are stored, made of what was typed:
 * names with commas, each once, or `none`.  EXIT_INPUT where it is neither. */
int ballot_add_options(struct str typed, struct buf *b, struct error *e);
/* The same for one option's name. */
int ballot_add_option(struct str typed, struct buf *b, struct error *e);

/*
 * The position that was typed: an option's name in any case or a unique
 * beginning of it, or `pass`; the whole name of one that somebody has taken on
 * the statement; on an open-ended statement any text.  -1 (EXIT_INPUT) where
 * there is none, with the near miss.
 */
int ballot_position(struct ballot *b, uint32_t statement, struct str typed,
    struct str *position, struct error *e);
struct str ballot_position_name(const struct ballot *b, uint32_t position);

/* The vote of a record of votes.tsv; false where it does not count. */
bool ballot_vote(struct ballot *b, size_t rec, struct ballot_vote *v);
/* The record of somebody's vote, or TABLE_NONE; it may hold no position. */
size_t ballot_find(
    struct ballot *b, uint32_t statement, uint32_t round, struct str who);
/* The position in it, or BALLOT_NONE. */
uint32_t ballot_taken(
    struct ballot *b, uint32_t statement, uint32_t round, struct str who);

/* Counts the positions of all rounds. */
void ballot_count(struct ballot *b);
/* The same of every row that has one: who votes again counts again. */
void ballot_count_rows(struct ballot *b);
/* The statement in that round, or BALLOT_NONE where nobody voted. */
uint32_t ballot_poll_of(
    const struct ballot *b, uint32_t statement, uint32_t round);
/*
 * The rounds of a statement, oldest first: those up to the current one that
 * somebody voted in, and the current one, which is the last.  No more than
 * there are votes, whatever number a round has.  The caller frees them.
 */
uint32_t *ballot_rounds(const struct ballot *b, uint32_t statement, size_t *n);
/*
 * The sides of a statement and how many took each in a poll (BALLOT_NONE:
 * nobody): its options in their order, then what was taken beside them, then
 * `pass`, which is none, last.  The caller frees them; *n counts `pass` too.
 */
struct ballot_side *ballot_sides(
    const struct ballot *b, uint32_t statement, uint32_t poll, size_t *n);

/* Who is there: needs people.tsv and notes.tsv, and ballot_count before. */
void ballot_attend(struct ballot *b);
/* Adds who could cast on a statement: those present who take part, and who
 * else is present and has cast; where nobody is recorded present, all who
 * voted in the session; once it is closed, who could then. */
void ballot_add_entitled(
    struct ballot *b, uint32_t statement, struct handles *h);

/* Puts the rows that close a statement: its state, and a note of who was
 * entitled. */
int ballot_close(
    struct store *st, struct ballot *b, uint32_t statement, struct error *e);

#endif
