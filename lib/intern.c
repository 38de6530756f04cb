#include <stdlib.h>

#include "intern.h"
#include "xalloc.h"

enum {
	FIRST_SLOTS = 64,
	SLOTS_MAX = 1 << 30,
	AHEAD = 16,  /* how far growing prefetches */
	CROWD = 1024 /* full slots in a row: nearly never by chance */
};

/* ---- slots */

static bool
is_full(uint32_t slots, size_t n)
{
	return (uint64_t)n * 4 >= (uint64_t)slots * 3;
}

static void
renew(struct intern_slots *s, uint32_t n)
{
	free(s->slot);
	s->n = n;
	s->slot = xcalloc(n, sizeof(*s->slot));
	xalloc_advise(s->slot, n * sizeof(*s->slot));
}

static void
double_slots(struct intern_slots *s)
{
	renew(s, s->n > 0 ? s->n * 2 : FIRST_SLOTS);
}

void
intern_reserve(struct intern_slots *s, size_t n)
{
	uint32_t slots = FIRST_SLOTS;

	while (slots < SLOTS_MAX && is_full(slots, n))
		slots *= 2;
	renew(s, slots);
}

static void
fill(struct intern_slots *s, uint32_t at, uint32_t hash, uint32_t number)
{
	uint32_t mask = s->n - 1;

	s->slot[at] = (hash & ~mask) | (number + 1);
}

/* Puts a number into the first free slot of its hash. */
static void
place(struct intern_slots *s, uint32_t hash, uint32_t number)
{
	uint32_t mask = s->n - 1, at = hash & mask;

	while (s->slot[at] != 0)
		at = (at + 1) & mask;
	fill(s, at, hash, number);
}

/* Whether a number that belongs to a hash would go too far from there. */
static bool
is_crowded(const struct intern_slots *s, uint32_t hash, uint32_t at)
{
	return ((at - hash) & (s->n - 1)) > CROWD;
}

/* One that nobody can know before: where the system put things. */
static uint64_t
make_salt(const void *heap)
{
	const char stack = 0;

	return intern_mix((uintptr_t)heap ^ (uint64_t)(uintptr_t)&stack << 24) |
	    1;
}

/* ---- strings */

void
intern_expect(struct intern *in, size_t n)
{
	if (n <= in->cap)
		return;
	in->entry = xrealloc(in->entry, n, sizeof(*in->entry));
	in->cap = n;
}

void
intern_release(struct intern *in)
{
	free(in->entry);
	free(in->slots.slot);
	*in = (struct intern){ 0 };
}

static bool
is_entry(const struct intern_entry *a, const struct intern_entry *b)
{
	return a->hash == b->hash && a->n == b->n && a->head == b->head &&
	    a->tail == b->tail &&
	    (a->n <= 16 || memcmp(a->p + 8, b->p + 8, a->n - 16) == 0);
}

static inline struct intern_entry
make_entry(struct str s, uint32_t hash)
{
	return (struct intern_entry){ s.p, intern_head(s), intern_tail(s),
		(uint32_t)s.n, hash };
}

/* The number of an entry, or INTERN_NONE; *at is its slot, or where it
 * would go. */
static uint32_t
intern_probe(
    const struct intern *in, const struct intern_entry *e, uint32_t *at)
{
	uint32_t mask = in->slots.n - 1, i;

	for (*at = e->hash & mask; in->slots.slot[*at] != 0;
	     *at = (*at + 1) & mask) {
		i = intern_slot_number(&in->slots, *at, e->hash);
		if (i != INTERN_NONE && is_entry(&in->entry[i], e))
			return i;
	}
	return INTERN_NONE;
}

static void
intern_grow(struct intern *in)
{
	uint32_t i;

	double_slots(&in->slots);
	for (i = 0; i < in->n; i++) {
		if (i + AHEAD < in->n)
			intern_prefetch(&in->slots, in->entry[i + AHEAD].hash);
		place(&in->slots, in->entry[i].hash, i);
	}
}

/* The hash that the table itself uses. */
static inline uint32_t
own_hash(const struct intern *in, struct str s, uint32_t hash)
{
	return in->salt == 0 ? hash : intern_hash_salted(s, in->salt);
}

static void
intern_salt(struct intern *in)
{
	uint32_t i;

	in->salt = make_salt(in->entry);
	renew(&in->slots, in->slots.n);
	for (i = 0; i < in->n; i++) {
		in->entry[i].hash =
		    intern_hash_salted(intern_str(in, i), in->salt);
		place(&in->slots, in->entry[i].hash, i);
	}
}

uint32_t
intern_put(struct intern *in, struct str s, uint32_t hash)
{
	struct intern_entry e = make_entry(s, own_hash(in, s, hash));
	uint32_t at, i;

	if (is_full(in->slots.n, in->n))
		intern_grow(in);
	i = intern_probe(in, &e, &at);
	if (i != INTERN_NONE)
		return i;
	if (in->salt == 0 && is_crowded(&in->slots, e.hash, at)) {
		intern_salt(in);
		return intern_put(in, s, hash);
	}
	in->entry = xgrow(in->entry, in->n, &in->cap, sizeof(*in->entry));
	in->entry[in->n] = e;
	fill(&in->slots, at, e.hash, in->n);
	return in->n++;
}

uint32_t
intern_get(const struct intern *in, struct str s)
{
	struct intern_entry e = make_entry(s, intern_hash_salted(s, in->salt));
	uint32_t at;

	return in->slots.n > 0 ? intern_probe(in, &e, &at) : INTERN_NONE;
}

/* ---- pairs */

void
pairs_expect(struct pairs *ps, size_t n)
{
	if (n <= ps->cap)
		return;
	ps->key = xrealloc(ps->key, n, sizeof(*ps->key));
	xalloc_advise(ps->key, n * sizeof(*ps->key));
	ps->cap = n;
}

void
pairs_release(struct pairs *ps)
{
	free(ps->key);
	free(ps->slots.slot);
	*ps = (struct pairs){ 0 };
}

static uint32_t
pairs_probe(const struct pairs *ps, uint64_t key, uint32_t hash, uint32_t *at)
{
	uint32_t mask = ps->slots.n - 1, i;

	for (*at = hash & mask; ps->slots.slot[*at] != 0;
	     *at = (*at + 1) & mask) {
		i = intern_slot_number(&ps->slots, *at, hash);
		if (i != INTERN_NONE && ps->key[i] == key)
			return i;
	}
	return INTERN_NONE;
}

static void
pairs_grow(struct pairs *ps)
{
	uint32_t i;

	double_slots(&ps->slots);
	for (i = 0; i < ps->n; i++) {
		if (i + AHEAD < ps->n)
			intern_prefetch(&ps->slots,
			    pairs_hash_salted(ps->key[i + AHEAD], ps->salt));
		place(&ps->slots, pairs_hash_salted(ps->key[i], ps->salt), i);
	}
}

static void
pairs_salt(struct pairs *ps)
{
	uint32_t i;

	ps->salt = make_salt(ps->key);
	renew(&ps->slots, ps->slots.n);
	for (i = 0; i < ps->n; i++)
		place(&ps->slots, pairs_hash_salted(ps->key[i], ps->salt), i);
}

uint32_t
pairs_put(struct pairs *ps, uint32_t a, uint32_t b, uint32_t hash)
{
	uint64_t key = (uint64_t)a << 32 | b;
	uint32_t own = ps->salt == 0 ? hash : pairs_hash_salted(key, ps->salt);
	uint32_t at, i;

	if (is_full(ps->slots.n, ps->n))
		pairs_grow(ps);
	i = pairs_probe(ps, key, own, &at);
	if (i != INTERN_NONE)
		return i;
	if (ps->salt == 0 && is_crowded(&ps->slots, own, at)) {
		pairs_salt(ps);
		return pairs_put(ps, a, b, hash);
	}
	ps->key = xgrow(ps->key, ps->n, &ps->cap, sizeof(*ps->key));
	ps->key[ps->n] = key;
	fill(&ps->slots, at, own, ps->n);
	return ps->n++;
}

uint32_t
pairs_get(const struct pairs *ps, uint32_t a, uint32_t b)
{
	uint64_t key = (uint64_t)a << 32 | b;
	uint32_t at;

	return ps->slots.n > 0
	    ? pairs_probe(ps, key, pairs_hash_salted(key, ps->salt), &at)
	    : INTERN_NONE;
}
