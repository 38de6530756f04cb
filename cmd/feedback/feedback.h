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

#include "verbs.h"

/* ---- entry */

extern const struct verbs_spec feedback_spec;

int feedback_add(struct cli *c);

/* How often the same answer came before in this go. */
struct repeats {
	struct intern key;
	uint64_t *n;
	size_t cap;
	struct arena mem;
};

uint64_t repeats_count(struct repeats *r, struct str key);
void repeats_release(struct repeats *r);

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

/* ---- trend */

int feedback_trend(struct cli *c);

#endif
