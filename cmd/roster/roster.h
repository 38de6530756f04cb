/*
 * roster: what the program's modules share.
 *
 *	person	the people that operands mean, and rows about them
 *	entry	add, import, and what edit may set
 *	come	in, out, late, expect, count, missing
 *	talk	checkin, checkout
 *	round	seat, round
 *	pick	pick
 *	stats	stats
 *
 * A verb's function returns its exit status.
 */
#ifndef ROSTER_H
#define ROSTER_H

#include "people.h"
#include "presence.h"
#include "verbs.h"

int roster_add(struct cli *c);
int roster_import(struct cli *c);

int roster_in(struct cli *c);
int roster_out(struct cli *c);
int roster_late(struct cli *c);
int roster_expect(struct cli *c);
int roster_count(struct cli *c);
int roster_missing(struct cli *c);

int roster_checkin(struct cli *c);
int roster_checkout(struct cli *c);

int roster_seat(struct cli *c);
int roster_round(struct cli *c);

int roster_pick(struct cli *c);
int roster_stats(struct cli *c);

/* ---- entry */

/* What a person is for the verbs that are the same everywhere. */
extern const struct verbs_spec roster_spec;

/* ---- person */

/* The session's people. */
struct table *person_table(struct cli *c);

/* The people whom the operands from number `from` on mean. */
int person_operands(struct cli *c, int from, struct handles *h);

/* Begins a row about somebody; `who` must live until it is put. */
void person_row(struct store_row *row, struct str who);
/* Puts it, unless it says nothing but who. */
int person_put(struct cli *c, struct store_row *row);
/* Sets a field where that changes it. */
void person_set(
    struct cli *c, struct store_row *row, int col, struct str value);

/* Puts somebody new, present or not; appends the handle to `id`, which may
 * hold it already. */
int person_put_new(
    struct cli *c, struct str name, bool present, struct buf *id);

/* Whether somebody is expected: has not said no, or is coming late. */
bool person_is_expected(struct table *people, size_t rec);

/*
 * Those who are here, clockwise: as the setting `seats` has them, then in
 * the order in which they came.
 */
void person_clockwise(struct cli *c, struct handles *h);

#endif
