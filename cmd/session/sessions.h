/*
 * sessions: the sessions of a series, one a row.
 */
#ifndef SESSIONS_H
#define SESSIONS_H

#include "cli.h"

int sessions_list(struct cli *c);
/* Whether an operand without a verb is a series: it looks like a path. */
bool sessions_takes(struct str operand);

#endif
