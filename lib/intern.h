/*
 * intern: dense numbers for strings, and for pairs of numbers.
 *
 * The fold of a large table groups by small integers instead of strings.
 * An intern gives every distinct string a number, 0, 1, 2 ... in order of
 * first appearance; a pairs does the same for pairs of such numbers, so
 * that keys of two or three columns become one number too.  Strings are
 * views: what they view must outlive the intern.
 *
 * A probe of a table larger than the cache waits for the slot, then for the
 * entry that it leads to, then for that entry's string.  Who has many at
 * hand lets each of these come while the others do:
 *
 *	for each i { h[i] = intern_hash(s[i]);
 *		intern_prefetch(&in.slots, h[i]); }
 *	for each i { intern_prefetch_entry(&in, h[i]); }
 *	for each i { intern_prefetch_string(&in, h[i]); }
 *	for each i { id[i] = intern_put(&in, s[i], h[i]); }
 *
 * Both tables probe linearly and are at most three quarters full.  A slot
 * holds the number, and in the bits that no number needs those of the hash
 * that the slot's place does not tell: so nearly every slot of another is
 * passed by without a look at what it stands for.
 *
 * Hashes are the same everywhere, so somebody could choose strings that all
 * want one place.  Where more slots in a row are full than chance fills, the
 * table gets a salt, and from then on uses no hash that it is given.
 */
#ifndef INTERN_H
#define INTERN_H

#include <stdint.h>

#include "str.h"

#define INTERN_NONE UINT32_MAX

struct intern_slots {
	uint32_t *slot; /* number + 1 and the hash's high bits, or 0 */
	uint32_t n;	/* a power of two, or 0 */
};

struct intern_entry {
	const char *p;
	uint64_t head, tail; /* 8 bytes each: all that most have */
	uint32_t n, hash;
};

struct intern {
	struct intern_entry *entry;
	struct intern_slots slots;
	uint32_t n;
	size_t cap;
	uint64_t salt;
};

struct pairs {
	uint64_t *key;
	struct intern_slots slots;
	uint32_t n;
	size_t cap;
	uint64_t salt;
};

/* Spreads a word over all bits: a multiplication by an odd constant carries
 * upwards, the shift brings it back down. */
static inline uint64_t
intern_mix(uint64_t x)
{
	x *= 0x9e3779b97f4a7c15U;
	return x ^ x >> 32;
}

static inline uint64_t
intern_load4(const char *p)
{
	uint32_t word;

	memcpy(&word, p, 4);
	return word;
}

/* The first 8 bytes of `s` as one word; of a shorter one all of its bytes,
 * some twice, so that with its length it has no other. */
static inline uint64_t
intern_head(struct str s)
{
	uint64_t word;

	if (s.n >= 8) {
		memcpy(&word, s.p, 8);
		return word;
	}
	if (s.n >= 4)
		return intern_load4(s.p) | intern_load4(s.p + s.n - 4) << 32;
	if (s.n == 0)
		return 0;
	return (uint64_t)(unsigned char)s.p[0] |
	    (uint64_t)(unsigned char)s.p[s.n / 2] << 8 |
	    (uint64_t)(unsigned char)s.p[s.n - 1] << 16;
}

/* The last 8 bytes of a longer one, 0 of one that its head holds. */
static inline uint64_t
intern_tail(struct str s)
{
	uint64_t word = 0;

	if (s.n > 8)
		memcpy(&word, s.p + s.n - 8, 8);
	return word;
}

/* The hash of `s` behind a salt, with which another one chose no strings. */
static inline uint32_t
intern_hash_salted(struct str s, uint64_t salt)
{
	uint64_t h = s.n ^ salt;

	for (; s.n > 8; s = (struct str){ s.p + 8, s.n - 8 })
		h = intern_mix(h ^ intern_head(s));
	return (uint32_t)(intern_mix(intern_mix(h ^ intern_head(s))) >> 32);
}

static inline uint32_t
intern_hash(struct str s)
{
	return intern_hash_salted(s, 0);
}

/* Makes slots for `n` numbers in an empty table, and spares the growing. */
void intern_reserve(struct intern_slots *s, size_t n);

/* Room for `n` strings in all. */
void intern_expect(struct intern *in, size_t n);

void intern_release(struct intern *in);
/* The number of `s`, a new one where it has none yet. */
uint32_t intern_put(struct intern *in, struct str s, uint32_t hash);
/* The number of `s`, or INTERN_NONE. */
uint32_t intern_get(const struct intern *in, struct str s);

static inline struct str
intern_str(const struct intern *in, uint32_t i)
{
	return (struct str){ in->entry[i].p, in->entry[i].n };
}

/* The number in a slot that is not of another hash, or INTERN_NONE. */
static inline uint32_t
intern_slot_number(const struct intern_slots *s, uint32_t at, uint32_t hash)
{
	uint32_t mask = s->n - 1, value = s->slot[at];

	return value == 0 || ((value ^ hash) & ~mask) != 0 ? INTERN_NONE
							   : (value & mask) - 1;
}

/* The number that a hash's first slot leads to, or INTERN_NONE. */
static inline uint32_t
intern_first(const struct intern_slots *s, uint32_t hash)
{
	return s->n > 0 ? intern_slot_number(s, hash & (s->n - 1), hash)
			: INTERN_NONE;
}

/* One step after the other, each for what the step before brought. */
static inline void
intern_prefetch(const struct intern_slots *s, uint32_t hash)
{
	if (s->n > 0)
		__builtin_prefetch(&s->slot[hash & (s->n - 1)]);
}

static inline void
intern_prefetch_entry(const struct intern *in, uint32_t hash)
{
	uint32_t i = intern_first(&in->slots, hash);

	if (i == INTERN_NONE)
		return;
	__builtin_prefetch(&in->entry[i]);
	__builtin_prefetch(&in->entry[i].hash); /* of the next line, often */
}

static inline void
intern_prefetch_string(const struct intern *in, uint32_t hash)
{
	uint32_t i = intern_first(&in->slots, hash);

	if (i != INTERN_NONE && in->entry[i].n > 16)
		__builtin_prefetch(in->entry[i].p);
}

static inline uint32_t
pairs_hash_salted(uint64_t key, uint64_t salt)
{
	return (uint32_t)(intern_mix(intern_mix(key ^ salt)) >> 32);
}

static inline uint32_t
pairs_hash(uint32_t a, uint32_t b)
{
	return pairs_hash_salted((uint64_t)a << 32 | b, 0);
}

/* Room for `n` pairs in all. */
void pairs_expect(struct pairs *ps, size_t n);

void pairs_release(struct pairs *ps);
uint32_t pairs_put(struct pairs *ps, uint32_t a, uint32_t b, uint32_t hash);
uint32_t pairs_get(const struct pairs *ps, uint32_t a, uint32_t b);

/* Returns the number that the slot leads to first, most often the pair's
 * own, or INTERN_NONE. */
static inline uint32_t
pairs_prefetch_key(const struct pairs *ps, uint32_t hash)
{
	uint32_t i = intern_first(&ps->slots, hash);

	if (i != INTERN_NONE)
		__builtin_prefetch(&ps->key[i]);
	return i;
}

#endif
