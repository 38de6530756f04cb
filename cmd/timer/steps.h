/*
 * steps: what changes a clock; the verbs and the keys put the same events.
 *
 * A change has been begun, and the plan read from it, as for lib/run.h.
 */
#ifndef STEPS_H
#define STEPS_H

#include "run.h"

/* A countdown of its own; its new id in `id`. */
int step_start(struct store *st, long seconds, struct str label,
    char id[ID_NEW_LENGTH + 1], struct error *e);

/* `pause`, `resume` or `stop`; EXIT_NO where the clock is not so that this
 * would change it. */
int step_turn(struct store *st, const struct plan *p, size_t clock,
    const char *event, struct error *e);
int step_extend(struct store *st, const struct plan *p, size_t clock,
    long seconds, struct error *e);

/* The title of an item's clock, the label of a countdown. */
struct str step_title(const struct plan *p, size_t clock);

#endif
