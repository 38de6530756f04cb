#include <stdlib.h>

#include "arena.h"
#include "xalloc.h"

enum { ARENA_BLOCK = 64 * 1024 };

char *
arena_room(struct arena *a, size_t n)
{
	char *p;

	if (a->nblock == 0 || n > a->size - a->used) {
		a->block =
		    xgrow(a->block, a->nblock, &a->capblock, sizeof(*a->block));
		a->size = n > ARENA_BLOCK ? n : ARENA_BLOCK;
		a->block[a->nblock++] = xalloc(a->size, 1);
		a->used = 0;
	}
	p = a->block[a->nblock - 1] + a->used;
	a->used += n;
	return p;
}

struct str
arena_copy(struct arena *a, struct str s)
{
	char *p = arena_room(a, s.n + 1);

	if (s.n > 0)
		memcpy(p, s.p, s.n);
	p[s.n] = '\0';
	return (struct str){ p, s.n };
}

void
arena_release(struct arena *a)
{
	size_t i;

	for (i = 0; i < a->nblock; i++)
		free(a->block[i]);
	free(a->block);
	*a = (struct arena){ 0 };
}
