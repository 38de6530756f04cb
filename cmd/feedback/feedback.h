/*
 * feedback: what the program's modules share.
 *
 *	entry	add, and the fields of an answer
 *	form	a form's export: which column is which, and its dates
 *	import	answers out of it, each filed under its session
 *	answers	list, summary
 *	tries	try, verdict, tries, opening
 *	trend	the loop as data
 *
 * A verb's function returns its exit status.
 */
#ifndef FEEDBACK_H
#define FEEDBACK_H

#include "handles.h"
#include "series.h"
#include "verbs.h"

/* ---- entry */

extern const struct verbs_spec feedback_spec;

int feedback_add(struct cli *c);

/* ---- import */

int feedback_import(struct cli *c);

/* ---- answers */

int feedback_list(struct cli *c);
int feedback_summary(struct cli *c);

/* ---- tries */

extern const struct verbs_spec tries_spec;

int feedback_try(struct cli *c);
int feedback_verdict(struct cli *c);
int feedback_tries(struct cli *c);
int feedback_opening(struct cli *c);

/*
 * Which session of a series tries an idea.  One that is for the session
 * after goes on to it under the same id: so it is the last that has the id.
 */
struct tries_series {
	struct handles id;
	size_t *last; /* by the id's place */
	size_t cap;
};

int tries_series_read(
    struct tries_series *ts, const struct series *se, struct error *e);
void tries_series_release(struct tries_series *ts);
/* Whether the `i`th session tries it: it is not dropped, nor for a later. */
bool tries_series_is_tried(
    const struct tries_series *ts, size_t i, struct table *tries, size_t rec);

/* ---- trend */

int feedback_trend(struct cli *c);

#endif
