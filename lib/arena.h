/*
 * arena: bytes that live as long as their owner and never move.
 */
#ifndef ARENA_H
#define ARENA_H

#include "str.h"

struct arena {
	char **block;
	size_t nblock, capblock;
	size_t used, size; /* of the last block */
};

/* `n` bytes, not aligned. */
char *arena_room(struct arena *a, size_t n);
/* A copy with a NUL behind it. */
struct str arena_copy(struct arena *a, struct str s);
void arena_release(struct arena *a);

#endif
