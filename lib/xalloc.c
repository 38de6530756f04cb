#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "xalloc.h"

const char *xalloc_program = "moot";

static _Noreturn void
die(void)
{
	fprintf(stderr, "%s: out of memory\n", xalloc_program);
	exit(4);
}

void *
xrealloc(void *p, size_t n, size_t size)
{
	if (size != 0 && n > SIZE_MAX / size)
		die();
	p = realloc(p, n * size > 0 ? n * size : 1);
	if (p == NULL)
		die();
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
		die();
	return p;
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
xgrow(void *p, size_t n, size_t *cap, size_t size)
{
	if (n < *cap)
		return p;
	if (*cap > SIZE_MAX / 2)
		die();
	*cap = *cap > 0 ? *cap * 2 : 8;
	return xrealloc(p, *cap, size);
}
