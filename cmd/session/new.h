/*
 * new: the next session of a series.
 */
#ifndef NEW_H
#define NEW_H

#include "cli.h"

int new_run(struct cli *c);

#endif
