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
 *	for each i { h[i] = intern_hash(s[i]); intern_prefetch(&in, h[i]); }
 *	for each i { intern_prefetch_entry(&in, h[i]); }
 *	for each i { intern_prefetch_string(&in, h[i]); }
 *	for each i { id[i] = intern_put(&in, s[i], h[i]); }
 *
 * Both tables probe linearly and are at most three quarters full.
 */
#ifndef INTERN_H
#define INTERN_H

#include <stdint.h>

#include "str.h"

#define INTERN_NONE UINT32_MAX

struct intern_entry {
	const char *p;
	uint64_t head; /* the first 8 bytes: all that a short one has */
	uint32_t n, hash;
};

struct intern {
	struct intern_entry *entry;
	uint32_t *slot; /* number + 1, or 0 */
	uint32_t n, nslot;
	size_t cap;
};

struct pairs {
	uint64_t *key;
	uint32_t *slot;
	uint32_t n, nslot;
	size_t cap;
};

void intern_release(struct intern *in);
uint32_t intern_hash(struct str s);
/* One step after the other, each for what the step before brought. */
void intern_prefetch(const struct intern *in, uint32_t hash);
void intern_prefetch_entry(const struct intern *in, uint32_t hash);
void intern_prefetch_string(const struct intern *in, uint32_t hash);
/* The number of `s`, a new one where it has none yet. */
uint32_t intern_put(struct intern *in, struct str s, uint32_t hash);
/* The number of `s`, or INTERN_NONE. */
uint32_t intern_get(const struct intern *in, struct str s);

static inline struct str
intern_str(const struct intern *in, uint32_t i)
{
	return (struct str){ in->entry[i].p, in->entry[i].n };
}

void pairs_release(struct pairs *ps);
void pairs_prefetch_slot(const struct pairs *ps, uint32_t a, uint32_t b);
/* Prefetches the key behind a slot; returns the number it leads to first,
 * most often the pair's own, or INTERN_NONE. */
uint32_t pairs_prefetch_key(const struct pairs *ps, uint32_t a, uint32_t b);
uint32_t pairs_put(struct pairs *ps, uint32_t a, uint32_t b);
uint32_t pairs_get(const struct pairs *ps, uint32_t a, uint32_t b);

#endif
