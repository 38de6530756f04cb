/*
 * series: the sessions of a series, one a row.
 */
#ifndef SERIES_H
#define SERIES_H

#include "cli.h"

int series_list(struct cli *c);
/* Whether an operand without a verb is a series: it looks like a path. */
bool series_takes(struct str operand);

#endif
