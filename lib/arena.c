#include <stdlib.h>

#include "arena.h"
#include "xalloc.h"

/* Most arenas hold little, and the others grow. */
enum { FIRST_BLOCK = 1024, LARGEST_BLOCK = 64 * 1024 };

static void
add_block(struct arena *a, size_t least)
{
	size_t size = a->nblock == 0 ? FIRST_BLOCK : a->size * 2;

	if (size > LARGEST_BLOCK)
		size = LARGEST_BLOCK;
	a->size = size > least ? size : least;
	a->block = xgrow(a->block, a->nblock, &a->capblock, sizeof(*a->block));
	a->block[a->nblock++] = xalloc(a->size, 1);
	a->used = 0;
}

char *
arena_room(struct arena *a, size_t n)
{
	char *p;

	if (a->nblock == 0 || n > a->size - a->used)
		add_block(a, n);
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
