/*
 * xalloc: allocation that does not fail.
 *
 * The one place, beside the command layer, that may end the program: when
 * no memory is left it says so on stderr and exits with status 4.  Writers
 * allocate before they write, so an exit here leaves the tables as they
 * were.  Sizes are given as count and size; their product is checked.
 */
#ifndef XALLOC_H
#define XALLOC_H

#include "str.h"

/* The name that messages begin with; main sets it once. */
extern const char *xalloc_program;

/* Ends the program so, for what allocates by itself. */
_Noreturn void xalloc_fail(void);

/* As malloc, calloc and realloc of n * size bytes; never NULL. */
void *xalloc(size_t n, size_t size);
void *xcalloc(size_t n, size_t size);
void *xrealloc(void *p, size_t n, size_t size);

/*
 * Ends the program now where `n` bytes could not be had, for what must not run
 * out of memory later.
 */
void xalloc_ensure(size_t n);

/*
 * Asks for huge pages under `n` bytes at `p`, where the system has them and
 * there are many bytes: a table that is probed at random then needs fewer
 * translations.  A hint: nothing depends on it.
 */
void xalloc_advise(void *p, size_t n);

/* A NUL-terminated copy that the caller frees. */
char *xstrdup(const char *z);
char *xstrndup(struct str s);

void *xgrow_more(void *p, size_t *cap, size_t size);

/*
 * Room for one more element in a growing array: if `n` has reached `*cap`,
 * doubles it and moves the array.
 *
 *	a = xgrow(a, n, &cap, sizeof(*a));
 *	a[n++] = ...;
 */
static inline void *
xgrow(void *p, size_t n, size_t *cap, size_t size)
{
	return n < *cap ? p : xgrow_more(p, cap, size);
}

#endif
