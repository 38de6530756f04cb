/*
 * scan: the TABs and LFs of a text, one after another.
 *
 * Looks at 64 bytes at once, with SSE2 where there is, and notes on the way
 * whether a block held anything but ASCII, or a backslash, so that only such
 * rows need to be validated and their escapes looked at.  SCAN_PAD readable
 *bytes must follow the text; their values do not matter.
 *
 *	scan_begin(&s, text);
 *	scan_mark(&s);
 *	while ((at = scan_next(&s)) != s.end)
 *		... *at is '\t' or '\n' ...
 */
#ifndef SCAN_H
#define SCAN_H

#include <stdint.h>

#include "str.h"
#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { SCAN_PAD = 64 };

struct scan {
	const char *block, *end;
	uint64_t mask; /* separators not yet returned in `block` */
	bool plain;    /* the blocks since scan_mark are ASCII without NUL and
			  backslash */
	bool here;     /* this one is */
};

#ifdef __SSE2__
static inline uint64_t
scan_quarter(__m128i v, uint64_t *other)
{
	__m128i sep = _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('\t')),
	    _mm_cmpeq_epi8(v, _mm_set1_epi8('\n')));
	__m128i odd = _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('\\')),
	    _mm_or_si128(v, _mm_cmpeq_epi8(v, _mm_setzero_si128())));

	*other = (uint64_t)(unsigned)_mm_movemask_epi8(odd);
	return (uint64_t)(unsigned)_mm_movemask_epi8(sep);
}
#else
static inline uint64_t
scan_quarter_bytes(const char *p, uint64_t *other)
{
	uint64_t sep = 0;
	int i;

	*other = 0;
	for (i = 0; i < 16; i++) {
		sep |= (uint64_t)(p[i] == '\t' || p[i] == '\n') << i;
		*other |=
		    (uint64_t)((p[i] & 0x80) != 0 || p[i] == 0 || p[i] == '\\')
		    << i;
	}
	return sep;
}
#endif

/* Takes in the block at s->block. */
static inline void
scan_load(struct scan *s)
{
	uint64_t sep = 0, odd = 0, other, valid = ~(uint64_t)0;
	int i;

	for (i = 0; i < 4; i++) {
#ifdef __SSE2__
		sep |=
		    scan_quarter(
			_mm_loadu_si128(
			    (const __m128i *)(const void *)(s->block + 16 * i)),
			&other)
		    << 16 * i;
#else
		sep |= scan_quarter_bytes(s->block + 16 * i, &other) << 16 * i;
#endif
		odd |= other << 16 * i;
	}
	if (s->end - s->block < 64)
		valid >>= 64 - (s->end - s->block);
	s->mask = sep & valid;
	s->here = (odd & valid) == 0;
	s->plain = s->plain && s->here;
}

static inline void
scan_begin(struct scan *s, struct str text)
{
	*s = (struct scan){ .block = text.p, .plain = true, .here = true };
	if (text.n == 0)
		return;
	s->end = text.p + text.n;
	scan_load(s);
}

/* Begins to note anew whether what is passed over is plain. */
static inline void
scan_mark(struct scan *s)
{
	s->plain = s->here;
}

/* The next separator, or s->end where there is none. */
static inline const char *
scan_next(struct scan *s)
{
	const char *at;

	while (s->mask == 0) {
		if (s->end - s->block <= 64) {
			s->block = s->end;
			return s->end;
		}
		s->block += 64;
		scan_load(s);
	}
	at = s->block + __builtin_ctzll(s->mask);
	s->mask &= s->mask - 1;
	return at;
}

#endif
