#include <stdlib.h>

#include "intern.h"
#include "xalloc.h"

enum { FIRST_SLOTS = 64 };

/* The finalizer of MurmurHash3 (A. Appleby), 64 bits. */
static uint64_t
mix(uint64_t x)
{
	x ^= x >> 33;
	x *= 0xff51afd7ed558ccdU;
	x ^= x >> 33;
	x *= 0xc4ceb9fe1a85ec53U;
	x ^= x >> 33;
	return x;
}

static inline uint64_t
load(const char *p, size_t n)
{
	uint32_t four;
	uint64_t eight;

	if (n == 8) {
		memcpy(&eight, p, 8);
		return eight;
	}
	memcpy(&four, p, 4);
	return four;
}

/* The first 8 bytes of `s` as one word; of a shorter one all of its bytes,
 * some twice, so that with its length it has no other. */
static inline uint64_t
head_of(struct str s)
{
	if (s.n >= 8)
		return load(s.p, 8);
	if (s.n >= 4)
		return load(s.p, 4) | load(s.p + s.n - 4, 4) << 32;
	if (s.n == 0)
		return 0;
	return (uint64_t)(unsigned char)s.p[0] |
	    (uint64_t)(unsigned char)s.p[s.n / 2] << 8 |
	    (uint64_t)(unsigned char)s.p[s.n - 1] << 16;
}

uint32_t
intern_hash(struct str s)
{
	uint64_t h = s.n * 0x9e3779b97f4a7c15U;

	for (; s.n > 8; s = (struct str){ s.p + 8, s.n - 8 })
		h = mix(h ^ head_of(s));
	return (uint32_t)(mix(h ^ head_of(s)) >> 32);
}

static uint32_t
pair_hash(uint32_t a, uint32_t b)
{
	return (uint32_t)(mix((uint64_t)a << 32 | b) >> 32);
}

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

void
intern_prefetch(const struct intern *in, uint32_t hash)
{
	if (in->nslot > 0)
		__builtin_prefetch(&in->slot[hash & (in->nslot - 1)]);
}

/* The number that the hash's first slot holds, or INTERN_NONE. */
static uint32_t
first_number(const struct intern *in, uint32_t hash)
{
	uint32_t i = in->nslot > 0 ? in->slot[hash & (in->nslot - 1)] : 0;

	return i != 0 ? i - 1 : INTERN_NONE;
}

void
intern_prefetch_entry(const struct intern *in, uint32_t hash)
{
	uint32_t i = first_number(in, hash);

	if (i != INTERN_NONE)
		__builtin_prefetch(&in->entry[i]);
}

void
intern_prefetch_string(const struct intern *in, uint32_t hash)
{
	uint32_t i = first_number(in, hash);

	if (i != INTERN_NONE && in->entry[i].n > 8)
		__builtin_prefetch(in->entry[i].p);
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
	uint64_t head = head_of(s);

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
	    (struct intern_entry){ s.p, head_of(s), (uint32_t)s.n, hash };
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

void
pairs_prefetch_slot(const struct pairs *ps, uint32_t a, uint32_t b)
{
	if (ps->nslot > 0)
		__builtin_prefetch(
		    &ps->slot[pair_hash(a, b) & (ps->nslot - 1)]);
}

uint32_t
pairs_prefetch_key(const struct pairs *ps, uint32_t a, uint32_t b)
{
	uint32_t i =
	    ps->nslot > 0 ? ps->slot[pair_hash(a, b) & (ps->nslot - 1)] : 0;

	if (i == 0)
		return INTERN_NONE;
	__builtin_prefetch(&ps->key[i - 1]);
	return i - 1;
}

static uint32_t
pairs_probe(const struct pairs *ps, uint32_t a, uint32_t b)
{
	uint32_t at = pair_hash(a, b) & (ps->nslot - 1), i;
	uint64_t key = (uint64_t)a << 32 | b;

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
		    pair_hash(
			(uint32_t)(ps->key[i] >> 32), (uint32_t)ps->key[i]),
		    i);
}

uint32_t
pairs_put(struct pairs *ps, uint32_t a, uint32_t b)
{
	uint32_t at;

	if (too_full(ps->n, ps->nslot))
		pairs_grow(ps);
	at = pairs_probe(ps, a, b);
	if (ps->slot[at] != 0)
		return ps->slot[at] - 1;
	ps->key = xgrow(ps->key, ps->n, &ps->cap, sizeof(*ps->key));
	ps->key[ps->n] = (uint64_t)a << 32 | b;
	ps->slot[at] = ++ps->n;
	return ps->n - 1;
}

uint32_t
pairs_get(const struct pairs *ps, uint32_t a, uint32_t b)
{
	uint32_t i;

	if (ps->nslot == 0)
		return INTERN_NONE;
	i = ps->slot[pairs_probe(ps, a, b)];
	return i != 0 ? i - 1 : INTERN_NONE;
}
