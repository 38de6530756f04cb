/*
 * template: what a new session begins with.
 *
 * A template is a session's directory: one of the kit's or one's own, known
 * by its name (lib/datadir.h), or any other, such as last term's, given as a
 * directory.  Of it come the title, length, zone, place and rhythm, the
 * items of the agenda and their texts, the prompts and the statements; no
 * people, no times, nothing that anybody said or decided.  The rows get the
 * template's name for `by`: they are nobody's changes to take back.
 *
 *	if (template_find(&t, typed, &err) == -1 ||
 *	    template_load(&t, &err) == -1 ||
 *	    template_put(&t, c) == -1)
 *		...
 *	template_release(&t);
 */
#ifndef TEMPLATE_H
#define TEMPLATE_H

#include "cli.h"

struct template
{
	char *dir, *name;
	struct session from;
};

int template_find(struct template *t, const char *typed, struct error *e);
/* EXIT_DAMAGED where a line of it is bad. */
int template_load(struct template *t, struct error *e);
/* The template's own value of a setting that a session takes over; empty
 * where there is none. */
struct str template_setting(struct template *t, const char *key);
/* Puts the rows of all tables but session.tsv, of records that the session
 * lacks. */
int template_put(struct template *t, struct cli *c);
void template_release(struct template *t);

int template_list(struct cli *c);

#endif
