/*
 * vote: what its verbs share.
 *
 * A verb opens the session once, with vote_read or vote_begin, and gets the
 * statements and votes as a struct ballot; all that it finds lives until
 * vote_end, which releases it and passes the exit status through.
 */
#ifndef VOTE_H
#define VOTE_H

#include "ballot.h"
#include "sheet.h"
#include "verbs.h"

/* What a verb needs beside statements and positions. */
enum {
	VOTE_COMMENTS = 1,
	VOTE_PEOPLE = 2, /* people.tsv */
	VOTE_COUNT = 4,	 /* how many took which position */
	VOTE_ATTEND = 8, /* who is present: people, counts, notes */
	VOTE_NOTES = 16, /* what ballot_attend reads of notes.tsv */
	VOTE_ALL = 32,	 /* all of statements.tsv and notes.tsv */
	VOTE_ROWS = 64	 /* all of votes.tsv */
};

struct vote {
	struct cli *c;
	struct ballot b;
	struct arena mem;    /* what must live until rows are put */
	struct intern typed; /* refs that were typed, and what they mean */
	uint32_t *statement;
	size_t capstatement;
	/* Of rows that are taken in. */
	struct intern name; /* who was typed, and whose handle that is */
	struct str *handle;
	size_t caphandle;
	struct intern made; /* handles, where anybody may vote */
	uint32_t row_statement, row_round;
	bool anybody; /* who votes need not be in people.tsv */
};

int vote_read(struct vote *v, struct cli *c, unsigned needs);
int vote_begin(struct vote *v, struct cli *c, unsigned needs);
int vote_end(struct vote *v, int status);

/* The statement that an operand, or a row, names.  -1: cli->err says why. */
int vote_find(struct vote *v, struct str typed, uint32_t *statement);
/* The same, and it must take positions. */
int vote_find_open(struct vote *v, struct str typed, uint32_t *statement);
/* Says what must be done first, as the statement is in the wrong state. */
int vote_cannot(struct vote *v, uint32_t statement);
/* -1, and why, where the statement takes no positions. */
int vote_check_open(struct vote *v, uint32_t statement);

/*
 * Adds whose it is: -w, where `rest` stands for those present who have no
 * position on the statement; else -b where that is somebody known; else
 * -1 with a message that asks for -w.
 */
int vote_who(struct vote *v, uint32_t statement, struct handles *h);
/* Whether the verb's listing must leave the statement out: it is dropped, and
 * -a was not given. */
bool vote_hides(const struct vote *v, uint32_t statement);
/* Says once which of the statements in question are sealed. */
void vote_say_sealed(struct vote *v, const uint32_t statement[], size_t n);
/* The statements that the verb's operands name, or all that are not dropped;
 * the caller frees them. */
int vote_select(struct vote *v, uint32_t **statement, size_t *n);

/* Makes one more option, for all. */
int vote_add_option(
    struct vote *v, uint32_t statement, struct str name, struct str *position);
/* The position that was typed, a new option where --new was given. */
int vote_position(
    struct vote *v, uint32_t statement, struct str typed, struct str *position);
/* Puts a position with its comment (or none) in the current round, unless
 * it stands already. */
int vote_put(struct vote *v, uint32_t statement, struct str who,
    struct str position, struct str comment);
/* Appends a round as it is stored; the text lives until vote_end. */
struct str vote_number(struct vote *v, uint32_t n);

/* Reads the statements again, after some were put. */
void vote_read_again(struct vote *v);

/*
 * The statement that a column's heading means: an id, else the title or else
 * the text that only one has; with ` / comment` behind it, the comments on
 * it.  BALLOT_NONE where none is meant.
 */
uint32_t vote_heading(struct vote *v, struct str heading, bool *comment);
/*
 * What became of the statement that had a heading as its id, title or text,
 * where none is called so now; the last that holds of several.
 */
enum vote_once {
	VOTE_NEVER,   /* none had */
	VOTE_DROPPED, /* it was dropped */
	VOTE_ANOTHER, /* a text came that began a new round */
	VOTE_SAME,    /* its words were mended: it is that in *statement */
	VOTE_SEVERAL, /* there is more than one */
	VOTE_NOW      /* one is called so now; never returned */
};

enum { VOTE_ONCE_N = VOTE_NOW };

enum vote_once vote_heading_once(
    struct vote *v, struct str heading, uint32_t *statement, bool *comment);
/* Those who vote: who is in people.tsv and takes part or voted, in its order,
 * then who else voted, by handle. */
void vote_add_voters(struct vote *v, struct handles *h);

/* ---- ranking */

struct vote_rank {
	uint32_t statement;
	bool known; /* its positions are not sealed, and it has options */
	double divisive, consensus, turnout;
	struct str leading; /* the option most took; empty on a tie */
};

enum vote_key {
	VOTE_DIVISIVE,
	VOTE_WANTED,
	VOTE_CONSENSUS,
	VOTE_TURNOUT,
	VOTE_ORDER
};

/* What is not dropped, the first on top; the caller frees it. */
struct vote_rank *vote_rank_all(struct vote *v, enum vote_key by, size_t *n);
/* What it is ranked by, the greater the higher. */
double vote_rank_value(
    struct vote *v, const struct vote_rank *r, enum vote_key by);
/* Reads the option of that name; VOTE_DIVISIVE where it was not given. */
int vote_rank_key(struct cli *c, const char *option, enum vote_key *by);

/* ---- the table of statements, as verbs and intake see it */

extern const struct verbs_spec vote_statements;
/* Put rows that an import made, as intake_put does. */
int vote_put_statements(struct vote *v, struct str rows, size_t *line);
int vote_put_votes(struct vote *v, struct str rows, size_t *line);
/* The rows of standard input. */
int vote_cast_rows(struct vote *v);
/* The handle of who was typed. */
int vote_handle(struct vote *v, struct str typed, struct str *handle);

/* ---- the verbs */

int vote_list(struct cli *c);
int vote_add(struct cli *c);
int vote_show(struct cli *c);
int vote_edit(struct cli *c);
int vote_note(struct cli *c);
int vote_log(struct cli *c);
int vote_state(struct cli *c);
int vote_round(struct cli *c);
int vote_next(struct cli *c);
int vote_cast(struct cli *c);
int vote_uncast(struct cli *c);
int vote_comment(struct cli *c);
int vote_up(struct cli *c);
int vote_down(struct cli *c);
int vote_missing(struct cli *c);
int vote_tally(struct cli *c);
int vote_rank(struct cli *c);
int vote_shift(struct cli *c);
int vote_pairs(struct cli *c);
int vote_matrix(struct cli *c);
int vote_export(struct cli *c);
int vote_import(struct cli *c);

/* What a file that an operand names is called in messages, and a sheet of it
 * whose rows are all as long as its headings. */
const char *vote_shown(const char *path);
int vote_sheet(struct vote *v, const char *path, struct sheet *s);
/* The same of a file's bytes. */
int vote_sheet_of(
    struct vote *v, struct str text, const char *shown, struct sheet *s);

/* The ways of `import`, after the verb has found which. */
int vote_import_matrix(struct vote *v, const char *path);
int vote_import_long(struct vote *v, const char *path);
int vote_import_polis(struct vote *v, const char *dir);
int vote_import_doc(struct vote *v, const char *path);

#endif
