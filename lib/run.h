/*
 * run: moving a meeting on; the events that `agenda` and `timer` both put.
 *
 * The caller has begun a change with PLAN_WANT_AGENDA and PLAN_WANT_TIMES
 * loaded and read the plan from it at the store's time.  Each function puts
 * the rows of one step, and ids into agenda lines without one; the caller
 * commits.  The plan shows the step only when it is read again.
 *
 *	plan_read(&p, st.s, st.now);
 *	if (run_next(&st, &p, false, &item, &err) == -1) ...
 *	store_commit(&st, &err);
 */
#ifndef RUN_H
#define RUN_H

#include "plan.h"
#include "store.h"

/* `run_next` refuses this soon after the last step: two people pressed. */
enum { RUN_TWICE_MS = 3000 };

/* An event of times.tsv; empty views say nothing. */
struct run_event {
	struct str id;
	const char *event; /* `pause` */
	struct str value, label;
};

int run_put(struct store *st, const struct run_event *ev, struct error *e);

/*
 * Starts an item, of a parent its first leaf; *leaf (may be NULL) is what
 * was started.  EXIT_INPUT where nothing of it takes time.
 */
int run_start(struct store *st, const struct plan *p, size_t item, size_t *leaf,
    struct error *e);

/*
 * Goes to the leaf after the one under way, or stopped last; before the
 * meeting began, to the first.  EXIT_NO at the last one, after the end, and,
 * without `force`, within RUN_TWICE_MS of the last step.
 */
int run_next(struct store *st, const struct plan *p, bool force, size_t *leaf,
    struct error *e);

/*
 * Goes back to the leaf that was under way before, as if the present one had
 * not been started.  EXIT_NO where there is none.
 */
int run_back(
    struct store *st, const struct plan *p, size_t *leaf, struct error *e);

/*
 * Gives a clock that `has` so many seconds `by` more, or less, but no less
 * than nothing: what is given later is not swallowed by what was taken.
 */
int run_extend(
    struct store *st, struct str id, long has, long by, struct error *e);

#endif
