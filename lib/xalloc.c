#define _DEFAULT_SOURCE /* madvise */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "xalloc.h"

enum { HUGE_PAGE = 2 * 1024 * 1024 };

const char *xalloc_program = "moot";

void
xalloc_fail(void)
{
	fprintf(stderr, "%s: out of memory\n", xalloc_program);
	exit(4);
}

void *
xrealloc(void *p, size_t n, size_t size)
{
	if (size != 0 && n > SIZE_MAX / size)
		xalloc_fail();
	p = realloc(p, n * size > 0 ? n * size : 1);
	if (p == NULL)
		xalloc_fail();
	return p;
}

void *
xalloc(size_t n, size_t size)
{
	return xrealloc(NULL, n, size);
}

void *
xcalloc(size_t n, size_t size)
{
	void *p = calloc(n > 0 ? n : 1, size > 0 ? size : 1);

	if (p == NULL)
		xalloc_fail();
	return p;
}

void
xalloc_ensure(size_t n)
{
	void *volatile p = xalloc(n, 1); /* or it would be optimized away */

	free(p);
}

void
xalloc_advise(void *p, size_t n)
{
#ifdef MADV_HUGEPAGE
	uintptr_t at = (uintptr_t)p,
		  from = (at + HUGE_PAGE - 1) & -(uintptr_t)HUGE_PAGE,
		  to = (at + n) & -(uintptr_t)HUGE_PAGE;

	if (to > from)
		madvise((void *)from, to - from, MADV_HUGEPAGE);
#else
	(void)p;
	(void)n;
#endif
}

char *
xstrndup(struct str s)
{
	char *z = xalloc(s.n + 1, 1);

	if (s.n > 0)
		memcpy(z, s.p, s.n);
	z[s.n] = '\0';
	return z;
}

char *
xstrdup(const char *z)
{
	return xstrndup(str_of(z));
}

void *
xgrow_more(void *p, size_t *cap, size_t size)
{
	if (*cap > SIZE_MAX / 2)
		xalloc_fail();
	*cap = *cap > 0 ? *cap * 2 : 8;
	p = xrealloc(p, *cap, size);
	xalloc_advise(p, *cap * size);
	return p;
}
