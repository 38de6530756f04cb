/*
 * commit: this session's tables as one commit of git, and that exchanged with
 * other clones.
 */
#ifndef COMMIT_H
#define COMMIT_H

#include "cli.h"
#include "git.h"

int commit_run(struct cli *c);
int sync_run(struct cli *c);

/* Whether git is in a state in which something can be committed: on a branch,
 * nothing under way, knowing who commits.  EXIT_INPUT where it is not. */
int commit_check(struct git *g, struct error *e);
/* Commits the tables of the session that is found, which must be locked;
 * *what is the first line of the message, empty where nothing was new. */
int commit_tables(
    struct cli *c, struct git *g, const char *text, struct buf *what);

#endif
