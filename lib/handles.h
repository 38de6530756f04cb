/*
 * handles: a list of people, each once, in the order in which they came.
 *
 * The handles are copied and live as long as the list.
 *
 *	struct handles h = { 0 };
 *	at = handles_add(&h, STR("ana"));
 *	if (handles_place(&h, STR("ben")) == HANDLES_NONE) ...
 *	handles_release(&h);
 */
#ifndef HANDLES_H
#define HANDLES_H

#include "arena.h"
#include "buf.h"
#include "intern.h"

#define HANDLES_NONE SIZE_MAX

struct handles {
	struct str *who;
	size_t n, cap;
	struct arena mem;
	struct intern index; /* has their places */
};

/* Adds one that is not there yet; its place. */
size_t handles_add(struct handles *h, struct str who);
/* The place of one, or HANDLES_NONE. */
size_t handles_place(const struct handles *h, struct str who);
/* Appends them, joined by commas. */
void handles_join(const struct handles *h, struct buf *b);
/* In the order of their bytes. */
void handles_sort(struct handles *h);
void handles_release(struct handles *h);

#endif
