/*
 * check: what is wrong with the tables of a session.
 *
 * Each table is looked at as a text (forms.c: lines, headers, times) and as
 * records that refer to others (links.c), people also as one or two
 * (namesakes.c), rounds of groups as made once or twice (rounds.c).  An
 * `error` is something that is not read, or leads nowhere; a `warning` is
 * read, but may not mean what was meant; a `note` is only untidy.
 *
 *	check_form(&k, TABLE_AGENDA);
 *	check_links(&k);
 *	check_namesakes(&k);
 *	check_rounds(&k);
 */
#ifndef CHECK_H
#define CHECK_H

#include "cli.h"

enum severity { CHECK_ERROR, CHECK_WARNING, CHECK_NOTE };

struct finding {
	enum table_id table;
	size_t line;
	enum severity severity;
	const char *what; /* of the check's memory */
};

struct check {
	struct session *s; /* all tables folded with TABLE_WANT_ALL */
	instant now;
	struct finding *found;
	size_t n, cap;
	struct arena mem;
};

void check_add(struct check *k, enum table_id table, size_t line,
    enum severity severity, const char *fmt, ...)
    __attribute__((format(printf, 5, 6)));

void check_form(struct check *k, enum table_id id);
/* -1 where it cannot be seen: e says why. */
int check_links(struct check *k, struct error *e);
/* People whom two who type have named differently. */
void check_namesakes(struct check *k);
/* Rounds that two clones have made, each its own. */
void check_rounds(struct check *k);

int check_run(struct cli *c);

#endif
