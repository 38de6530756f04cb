#include <stdint.h>
#include <stdlib.h>

#include "handles.h"
#include "sort.h"
#include "xalloc.h"

size_t
handles_place(const struct handles *h, struct str who)
{
	uint32_t i = intern_get(&h->index, who);

	return i != INTERN_NONE ? i : HANDLES_NONE;
}

size_t
handles_add(struct handles *h, struct str who)
{
	size_t i = handles_place(h, who);

	if (i != HANDLES_NONE)
		return i;
	h->who = xgrow(h->who, h->n, &h->cap, sizeof(*h->who));
	h->who[h->n] = who = arena_copy(&h->mem, who);
	intern_put(&h->index, who, intern_hash(who));
	return h->n++;
}

void
handles_join(const struct handles *h, struct buf *b)
{
	size_t i;

	for (i = 0; i < h->n; i++) {
		if (i > 0)
			buf_addc(b, ',');
		buf_add(b, h->who[i]);
	}
}

static int
by_bytes(const void *a, const void *b)
{
	const struct str *x = a, *y = b;

	return str_cmp(*x, *y);
}

void
handles_sort(struct handles *h)
{
	size_t i;

	sort(h->who, h->n, sizeof(*h->who), by_bytes);
	intern_release(&h->index);
	for (i = 0; i < h->n; i++)
		intern_put(&h->index, h->who[i], intern_hash(h->who[i]));
}

void
handles_release(struct handles *h)
{
	free(h->who);
	arena_release(&h->mem);
	intern_release(&h->index);
	*h = (struct handles){ 0 };
}
