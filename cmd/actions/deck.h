/*
 * deck: actions of one session, or of a whole series, nearest first.
 *
 * Of a series each action stands once, in the latest session that has its
 * id: there is where it stands now.  The entries' views live as long as the
 * sessions, which the deck keeps open but for the one that the program has.
 *
 *	deck_read_own(&d, cli, want);		// this session's
 *	deck_read_series(&d, cli, dir, want);	// or of all of them
 *	deck_sort(&d);
 *	use(deck_field(&d.entry[i], ACTIONS_WHAT));
 *	deck_release(&d);
 */
#ifndef DECK_H
#define DECK_H

#include "cli.h"

struct deck_entry {
	struct session *s;
	size_t rec;
	struct str session; /* its directory's name; of a series only */
	bool open;	    /* neither done nor dropped */
	bool dated, timed;
	instant due; /* where dated */
	long days;   /* until then */
};

struct deck {
	struct deck_entry *entry;
	size_t n, cap;
	struct session *session; /* of a series */
	struct str *name;
	size_t nsession;
	struct arena mem;
};

/* -1: cli->err says why.  `want` says what is read of which table. */
int deck_read_own(
    struct deck *d, struct cli *c, const table_want want[TABLE_COUNT]);
/* The series in the directory `dir`; of the open session where it is NULL. */
int deck_read_series(struct deck *d, struct cli *c, const char *dir,
    const table_want want[TABLE_COUNT]);
void deck_release(struct deck *d);

/* Open ones first, then by due, those without one last, then by number. */
void deck_sort(struct deck *d);

struct str deck_field(const struct deck_entry *e, int col);
struct str deck_id(const struct deck_entry *e);
/* `open` where the field is unset. */
struct str deck_status(const struct deck_entry *e);
/* Whether it is one of these people's, given as handles with commas. */
bool deck_is_of(const struct deck_entry *e, struct str handles);
/* Whether it waits for a day that is to come. */
bool deck_is_snoozed(const struct deck_entry *e, instant now);

#endif
