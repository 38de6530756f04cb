/*
 * changes: what is new in a session since git has it last, in words.
 *
 *	changes_add(&b, &git, status, session, &err);	// `3 questions, 12 votes`
 */
#ifndef CHANGES_H
#define CHANGES_H

#include "git.h"
#include "session.h"

/* Appends the parts, joined by commas; nothing where the records are the same.
 * `status` is what `git status --porcelain -z` says.  All tables must be
 * loaded. */
int changes_add(struct buf *b, struct git *g, struct str status,
    struct session *s, struct error *e);

#endif
