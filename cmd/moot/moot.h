/* moot: what its verb table names; each returns an exit status. */
#ifndef MOOT_H
#define MOOT_H

#include "cli.h"

int verb_watch(struct cli *c);

#endif
