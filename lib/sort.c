#include <stdbool.h>
#include <stdlib.h>

#include "sort.h"

static bool
is_sorted(const char *p, size_t n, size_t size,
    int (*compare)(const void *, const void *))
{
	for (; n > 1; n--, p += size)
		if (compare(p, p + size) > 0)
			return false;
	return true;
}

void
sort(void *base, size_t n, size_t size,
    int (*compare)(const void *, const void *))
{
	if (!is_sorted(base, n, size, compare))
		qsort(base, n, size, compare);
}
