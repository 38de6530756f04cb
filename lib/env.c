#include <stdlib.h>

#include "env.h"
#include "xalloc.h"

/* No more of it than may be, between two characters. */
static struct str
cut(struct str s)
{
	size_t n = ENV_VALUE_MAX;

	if (s.n <= n)
		return s;
	while (n > 0 && (s.p[n] & 0xc0) == 0x80)
		n--;
	return str_upto(s, n);
}

int
env_set(const char *name, struct str value)
{
	char *z = xstrndup(cut(value));
	int rc = setenv(name, z, 1);

	free(z);
	return rc;
}
