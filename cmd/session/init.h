/*
 * init: makes a directory a session.
 */
#ifndef INIT_H
#define INIT_H

#include "cli.h"

int init_run(struct cli *c);

#endif
