#include <stdlib.h>

#include "intern.h"
#include "xalloc.h"

enum { FIRST_SLOTS = 64 };

static bool
too_full(uint32_t n, uint32_t nslot)
{
	return (uint64_t)n * 4 >= (uint64_t)nslot * 3;
}

/* Puts number `i` into the first free slot of its run. */
static void
place(uint32_t *slot, uint32_t nslot, uint32_t hash, uint32_t i)
{
	uint32_t at = hash & (nslot - 1);

	while (slot[at] != 0)
		at = (at + 1) & (nslot - 1);
	slot[at] = i + 1;
}

static uint32_t *
more_slots(uint32_t *old, uint32_t *nslot)
{
	*nslot = *nslot > 0 ? *nslot * 2 : FIRST_SLOTS;
	free(old);
	old = xcalloc(*nslot, sizeof(*old));
	xalloc_advise(old, *nslot * sizeof(*old));
	return old;
}

void
intern_release(struct intern *in)
{
	free(in->entry);
	free(in->slot);
	*in = (struct intern){ 0 };
}

static bool
is_entry(
    const struct intern_entry *e, struct str s, uint64_t head, uint32_t hash)
{
	return e->hash == hash && e->head == head && e->n == s.n &&
	    (s.n <= 8 || memcmp(e->p + 8, s.p + 8, s.n - 8) == 0);
}

/* The slot where `s` is or would go. */
static uint32_t
intern_probe(const struct intern *in, struct str s, uint32_t hash)
{
	uint32_t at = hash & (in->nslot - 1), i;
	uint64_t head = intern_head(s);

	while ((i = in->slot[at]) != 0 &&
	    !is_entry(&in->entry[i - 1], s, head, hash))
		at = (at + 1) & (in->nslot - 1);
	return at;
}

static void
intern_grow(struct intern *in)
{
	uint32_t i;

	in->slot = more_slots(in->slot, &in->nslot);
	for (i = 0; i < in->n; i++)
		place(in->slot, in->nslot, in->entry[i].hash, i);
}

uint32_t
intern_put(struct intern *in, struct str s, uint32_t hash)
{
	uint32_t at;

	if (too_full(in->n, in->nslot))
		intern_grow(in);
	at = intern_probe(in, s, hash);
	if (in->slot[at] != 0)
		return in->slot[at] - 1;
	in->entry = xgrow(in->entry, in->n, &in->cap, sizeof(*in->entry));
	in->entry[in->n] =
	    (struct intern_entry){ s.p, intern_head(s), (uint32_t)s.n, hash };
	in->slot[at] = ++in->n;
	return in->n - 1;
}

uint32_t
intern_get(const struct intern *in, struct str s)
{
	uint32_t i;

	if (in->nslot == 0)
		return INTERN_NONE;
	i = in->slot[intern_probe(in, s, intern_hash(s))];
	return i != 0 ? i - 1 : INTERN_NONE;
}

void
pairs_release(struct pairs *ps)
{
	free(ps->key);
	free(ps->slot);
	*ps = (struct pairs){ 0 };
}

static uint32_t
pairs_probe(const struct pairs *ps, uint64_t key, uint32_t hash)
{
	uint32_t at = hash & (ps->nslot - 1), i;

	while ((i = ps->slot[at]) != 0 && ps->key[i - 1] != key)
		at = (at + 1) & (ps->nslot - 1);
	return at;
}

static void
pairs_grow(struct pairs *ps)
{
	uint32_t i;

	ps->slot = more_slots(ps->slot, &ps->nslot);
	for (i = 0; i < ps->n; i++)
		place(ps->slot, ps->nslot,
		    pairs_hash(
			(uint32_t)(ps->key[i] >> 32), (uint32_t)ps->key[i]),
		    i);
}

uint32_t
pairs_put(struct pairs *ps, uint32_t a, uint32_t b, uint32_t hash)
{
	uint64_t key = (uint64_t)a << 32 | b;
	uint32_t at;

	if (too_full(ps->n, ps->nslot))
		pairs_grow(ps);
	at = pairs_probe(ps, key, hash);
	if (ps->slot[at] != 0)
		return ps->slot[at] - 1;
	ps->key = xgrow(ps->key, ps->n, &ps->cap, sizeof(*ps->key));
	ps->key[ps->n] = key;
	ps->slot[at] = ++ps->n;
	return ps->n - 1;
}

uint32_t
pairs_get(const struct pairs *ps, uint32_t a, uint32_t b)
{
	uint32_t i;

	if (ps->nslot == 0)
		return INTERN_NONE;
	i = ps->slot[pairs_probe(ps, (uint64_t)a << 32 | b, pairs_hash(a, b))];
	return i != 0 ? i - 1 : INTERN_NONE;
}
