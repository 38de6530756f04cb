/*
 * strace: the system calls of a run, as strace(1) recorded them.
 *
 *	strace_read(&t, log);
 *	for (i = 0; i < t.n; i++)
 *		use(t.call[i].name, t.call[i].nth, t.call[i].file);
 *	strace_release(&t);
 */
#ifndef STRACE_H
#define STRACE_H

#include "buf.h"

struct strace_call {
	char *name;
	int number;	 /* where strace -n recorded it, else -1 */
	unsigned nth;	 /* call of that name, from 1 */
	char *file;	 /* the last name of the file it is about, or "" */
	struct str args; /* as strace shows them */
	struct str result;
};

struct strace {
	struct buf text;
	struct strace_call *call;
	size_t n, cap;
};

/* The next piece in quotes, as it was; false where there is none. */
bool strace_quoted(struct str *args, struct buf *b);
/* Where the descriptor leads that the text begins with, or empty. */
struct str strace_path(struct str text);

void strace_read(struct strace *t, const char *log);
void strace_release(struct strace *t);

#endif
