/* moot: what its verb table names; each returns an exit status. */
#ifndef MOOT_H
#define MOOT_H

#include "cli.h"

int verb_watch(struct cli *c);

/* Makes --now what the program that is going to run takes for now. */
void moot_pass_now(const struct cli *c);

#endif
