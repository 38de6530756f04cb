/*
 * breakout: what the program's modules share.
 *
 *	load	rounds out of groups.tsv, and rows into it
 *	make	make: a new round
 *	change	set, add, drop, swap, clear
 *	rows	add -
 *	pairs	--apart, --together
 *	score	score, plan
 *
 * How groups are chosen is golf.h's.  A verb's function returns its exit
 * status.
 */
#ifndef BREAKOUT_H
#define BREAKOUT_H

#include "book.h"
#include "cli.h"
#include "people.h"

int breakout_make(struct cli *c);
int breakout_set(struct cli *c);
int breakout_add(struct cli *c);
int breakout_add_rows(struct cli *c);
int breakout_drop(struct cli *c);
int breakout_swap(struct cli *c);
int breakout_clear(struct cli *c);
int breakout_score(struct cli *c);
int breakout_plan(struct cli *c);

/* ---- load */

/*
 * Adds the rounds of the series.  For a verb that reads, all; for one that
 * writes, load_others before the change is begun and load_own after it,
 * since two locks at a time could wait for each other.
 */
int load_all(struct cli *c, struct book *b);
int load_others(struct cli *c, struct book *b, size_t *self);
void load_own(struct cli *c, struct book *b, size_t self);
/* The two around the beginning of a change; the caller finishes the book. */
int load_for_change(struct cli *c, struct book *b);

/* The same without the other sessions' rounds. */
int load_own_for_change(struct cli *c, struct book *b);

/* A round's number, or 0. */
long load_round_number(struct str s);
/* The number of a new round. */
long load_next_number(const struct book *b);

/* Puts a row for somebody's place; an empty topic or seed says nothing. */
struct seat {
	long round;
	struct str who, group, topic, seed;
};
int load_put(struct cli *c, struct seat s);
/* Takes somebody out of a round. */
int load_put_none(struct cli *c, long round, struct str who);

/* The listing: round, group, topic, who. */
int load_begin_list(struct cli *c, struct out *o);
void load_list_round(
    const struct book *b, const struct round *r, struct out *o);

/* Commits, and prints the listing that `print` lays out, or with -n the rows. */
int load_commit(struct cli *c, void (*print)(const void *arg, struct out *o),
    const void *arg);

/* ---- make */

/* Reads -s or -g; lo is 2 and hi 3 where neither is given. */
int make_read_sizes(struct cli *c, struct sizes_want *want);
/* Reads --seed, or makes one. */
int make_read_seed(struct cli *c, uint64_t *seed);
/* Tells the repeats, the bound below which no choice goes, and the seed; and
 * where there are fewer groups than were wanted. */
void make_say_repeats(struct cli *c, struct sizes_want want,
    const struct golf_result *r, uint64_t seed);
/* Commits and prints the round, or with -n the rows. */
int make_commit(struct cli *c, const struct book *b, const struct round *r);
/* Puts all places of a round. */
int make_put_round(struct cli *c, const struct book *b, const struct round *r,
    struct str seed);

/* ---- pairs */

/* Reads the files of pairs before the lock is taken. */
int pairs_input(struct cli *c);
/*
 * Adds the weights of --apart and --together to `extra`, a row of all people
 * of the book for each; it must be finished.
 */
int pairs_add(struct cli *c, const struct book *b, int *extra);

#endif
