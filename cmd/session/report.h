/*
 * report: what a session is going to be, or became, as a paper.
 */
#ifndef SESSION_REPORT_H
#define SESSION_REPORT_H

#include "cli.h"

int report_run(struct cli *c);

#endif
