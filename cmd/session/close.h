/*
 * close: the end of a session.
 */
#ifndef CLOSE_H
#define CLOSE_H

#include "cli.h"

int close_run(struct cli *c);

#endif
