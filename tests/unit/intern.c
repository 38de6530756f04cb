/*
 * lib/intern: dense numbers, the same for the same string, through every
 * growth of the tables.
 */
#include <stdlib.h>

#include "arena.h"
#include "buf.h"
#include "expect.h"
#include "intern.h"

enum { MANY = 20000 };

static uint32_t
put(struct intern *in, struct str s)
{
	return intern_put(in, s, intern_hash(s));
}

/* The text of number `i`: short ones, ones that differ in the middle alone, or
 * at the end, or by a NUL. */
static struct str
text_of(struct arena *mem, size_t i)
{
	static const char *const before[] = { "", "a long beginning ",
		"a long beginning " },
				 *const behind[] = { "", "",
					 " and the same end" };
	struct buf b = BUF_INIT;
	struct str s;

	buf_addf(&b, "%s%zu%s", before[i % 3], i, behind[i % 3]);
	if (i % 5 == 0)
		buf_addc(&b, '\0');
	s = arena_copy(mem, buf_str(&b));
	buf_release(&b);
	return s;
}

/* ---- chosen to collide */

enum { CHOSEN = 200000 };

/* What intern_mix made `x` of; the inverse of its odd constant modulo 2^64 by
 * Newton's method. */
static uint64_t
unmix(uint64_t x)
{
	const uint64_t odd = 0x9e3779b97f4a7c15U;
	uint64_t inverse = odd; /* right in 3 bits; each turn doubles them */
	int i;

	for (i = 0; i < 5; i++)
		inverse *= 2 - odd * inverse;
	return (x ^ x >> 32) * inverse;
}

/* Without a salt each would be compared with all before, for minutes. */
static void
test_chosen(void)
{
	uint64_t *text = malloc(CHOSEN * sizeof(*text)), pair;
	struct intern in = { 0 };
	struct pairs ps = { 0 };
	size_t i, wrong = 0;
	struct str s;

	for (i = 0; text != NULL && i < CHOSEN; i++) {
		pair = unmix(unmix((uint64_t)12345 << 32 | i));
		text[i] = pair ^ 8;
		s = (struct str){ (const char *)&text[i], 8 };
		wrong += intern_hash(s) != 12345 || put(&in, s) != i;
		wrong += pairs_put(&ps, (uint32_t)(pair >> 32), (uint32_t)pair,
			     12345) != i;
	}
	for (i = 0; text != NULL && i < CHOSEN; i++) {
		s = (struct str){ (const char *)&text[i], 8 };
		pair = text[i] ^ 8;
		wrong += intern_get(&in, s) != i || put(&in, s) != i ||
		    pairs_get(&ps, (uint32_t)(pair >> 32), (uint32_t)pair) != i;
	}
	expect(wrong == 0 && in.n == CHOSEN && ps.n == CHOSEN,
	    "strings and pairs of one hash", "%zu wrong", wrong);
	intern_release(&in);
	pairs_release(&ps);
	free(text);
}

static void
test_strings(void)
{
	struct intern in = { 0 };
	struct arena mem = { 0 };
	size_t i, wrong = 0;

	expect(intern_get(&in, STR("a")) == INTERN_NONE, "nothing in nothing",
	    "found");
	for (i = 0; i < MANY; i++)
		wrong += put(&in, text_of(&mem, i)) != i;
	for (i = 0; i < MANY; i++)
		wrong += put(&in, text_of(&mem, i)) != i ||
		    intern_get(&in, text_of(&mem, i)) != i ||
		    !str_eq(intern_str(&in, (uint32_t)i), text_of(&mem, i));
	expect(wrong == 0 && in.n == MANY, "numbers in order of appearance",
	    "%zu wrong of %u", wrong, (unsigned)in.n);
	expect(intern_get(&in, STR("absent")) == INTERN_NONE, "what is absent",
	    "found");
	expect(put(&in, STR("")) == MANY && put(&in, STR("")) == MANY,
	    "the empty string is one", "it is not");
	intern_release(&in);
	arena_release(&mem);
}

static uint32_t
put_pair(struct pairs *ps, uint32_t a, uint32_t b)
{
	return pairs_put(ps, a, b, pairs_hash(a, b));
}

static void
test_pairs(void)
{
	struct pairs ps = { 0 };
	uint32_t i, wrong = 0;

	expect(
	    pairs_get(&ps, 1, 2) == INTERN_NONE, "no pair in nothing", "found");
	for (i = 0; i < MANY; i++)
		wrong += put_pair(&ps, i % 7, i / 7) != i;
	for (i = 0; i < MANY; i++)
		wrong += put_pair(&ps, i % 7, i / 7) != i ||
		    pairs_get(&ps, i % 7, i / 7) != i;
	expect(wrong == 0 && ps.n == MANY, "pairs in order of appearance",
	    "%u wrong of %u", (unsigned)wrong, (unsigned)ps.n);
	expect(pairs_get(&ps, 8, 0) == INTERN_NONE &&
		put_pair(&ps, 0, 6) != put_pair(&ps, 6, 0),
	    "a pair has an order", "it has none");
	pairs_release(&ps);
}

int
main(void)
{
	test_strings();
	test_chosen();
	test_pairs();
	return expect_status();
}
