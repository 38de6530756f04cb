/*
 * agenda: what the program's modules share.
 *
 * A verb reads the session and lays its plan out, or begins a change and does
 * so; the plan's views are of the session's tables.  Functions that fail say
 * why in c->err and return -1, verbs return an exit status.
 *
 *	if (agenda_read(c, &p, 0) == -1)
 *		return cli_fail(c);
 *	...
 *	plan_release(&p);
 */
#ifndef AGENDA_H
#define AGENDA_H

#include "plan.h"
#include "verbs.h"

/* What a plan is read with beside agenda and times; of `also`. */
enum { AGENDA_PEOPLE = 1, AGENDA_NOTES = 2, AGENDA_QUESTIONS = 4 };

/* The plan is to be released also where this fails. */
int agenda_read(struct cli *c, struct plan *p, unsigned also);
/* The same, with people and notes, under the lock, at the time at which the
 * change happens. */
int agenda_begin(struct cli *c, struct plan *p);

/* The item that was typed; one that was dropped is an error. */
int agenda_find(
    struct cli *c, const struct plan *p, struct str typed, size_t *item);
/* The item under way; EXIT_NO where nothing runs. */
int agenda_current(struct cli *c, const struct plan *p, size_t *item);

/* Fails with what went wrong, and releases the plan. */
int agenda_fail(struct cli *c, struct plan *p);

/* Milliseconds that are over as seconds, to the nearest. */
long agenda_seconds(int64_t ms);

/* The series' directory: `operand`, else the one above the session; the
 * caller releases it. */
void agenda_series(const struct cli *c, struct str operand, struct buf *b);

/* Reads a clock time (`18:30`, on the day of `near` or the next), a timed
 * DATE or RFC 3339. */
bool agenda_clock(struct str s, instant near, instant *t);

/* ---- fields */

extern const struct verbs_spec agenda_spec;

/* Checks a value for a column and appends it as it is stored. */
int agenda_check_field(struct cli *c, int col, struct str plain, struct buf *b);
/* Whether an item of that kind has a box to tick. */
bool agenda_has_box(struct str kind);

/* ---- the verbs, each beside its table row in main.c */

int list_verb(struct cli *c);
int add_verb(struct cli *c);
int move_verb(struct cli *c);
int show_verb(struct cli *c);
int tick_verb(struct cli *c);
int untick_verb(struct cli *c);
int check_verb(struct cli *c);
int start_verb(struct cli *c);
int next_verb(struct cli *c);
int back_verb(struct cli *c);
int skip_verb(struct cli *c);
int extend_verb(struct cli *c);
int end_verb(struct cli *c);
int now_verb(struct cli *c);
int fit_verb(struct cli *c);
int import_verb(struct cli *c);
int stats_verb(struct cli *c);

/* `list -o ics`: those records, in their order. */
int calendar_print(struct cli *c, struct plan *p, const size_t rec[], size_t n);

#endif
