/*
 * scan: the TABs and LFs of a text, one after another.
 *
 * Looks at 64 bytes at once, with SSE2 where there is, and notes on the way
 * whether a block held anything but ASCII, a backslash or CR, so that only
 * such rows need to be validated and their escapes looked at.  SCAN_PAD
 * readable bytes must follow the text; their values do not matter.
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
	bool plain;    /* the blocks since scan_mark are ASCII without NUL, CR
			  and backslash */
	bool here;     /* this one is */
};

/*
 * The separators of the 64 bytes at `p`, a bit each, lowest first; *plain:
 * whether all of them are ASCII without NUL, CR and backslash.
 */
#ifdef __SSE2__
static inline uint64_t
scan_block(const char *p, bool *plain)
{
	const __m128i tab = _mm_set1_epi8('\t'), lf = _mm_set1_epi8('\n'),
		      cr = _mm_set1_epi8('\r'), backslash = _mm_set1_epi8('\\'),
		      zero = _mm_setzero_si128();
	__m128i v, sep, odd = zero;
	uint64_t mask = 0;
	int i;

	for (i = 0; i < 64; i += 16) {
		v = _mm_loadu_si128((const __m128i *)(const void *)(p + i));
		sep =
		    _mm_or_si128(_mm_cmpeq_epi8(v, tab), _mm_cmpeq_epi8(v, lf));
		odd = _mm_or_si128(odd,
		    _mm_or_si128(_mm_or_si128(v, _mm_cmpeq_epi8(v, cr)),
			_mm_or_si128(_mm_cmpeq_epi8(v, zero),
			    _mm_cmpeq_epi8(v, backslash))));
		mask |= (uint64_t)(unsigned)_mm_movemask_epi8(sep) << i;
	}
	*plain = _mm_movemask_epi8(odd) == 0;
	return mask;
}
#else
static inline uint64_t
scan_block(const char *p, bool *plain)
{
	uint64_t mask = 0;
	int i;

	*plain = true;
	for (i = 0; i < 64; i++) {
		mask |= (uint64_t)(p[i] == '\t' || p[i] == '\n') << i;
		if ((p[i] & 0x80) != 0 || p[i] == 0 || p[i] == '\r' ||
		    p[i] == '\\')
			*plain = false;
	}
	return mask;
}
#endif

/* Takes in the block at s->block; what lies behind the end may make the last
 * one look less plain than it is, which costs a look and no more. */
static inline void
scan_load(struct scan *s)
{
	s->mask = scan_block(s->block, &s->here);
	if (s->end - s->block < 64)
		s->mask &= ~(uint64_t)0 >> (64 - (s->end - s->block));
	s->plain = s->plain && s->here;
}

static inline void
scan_begin(struct scan *s, struct str text)
{
	*s = (struct scan){ .block = text.p,
		.end = text.n > 0 ? text.p + text.n : text.p,
		.plain = true,
		.here = true };
	if (text.n > 0)
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

/* The first separator at `p` or behind it, where there surely is one. */
static inline const char *
scan_find(const char *p)
{
#ifdef __SSE2__
	const __m128i tab = _mm_set1_epi8('\t'), lf = _mm_set1_epi8('\n');
	__m128i v;
	int mask;

	for (;; p += 16) {
		v = _mm_loadu_si128((const __m128i *)(const void *)p);
		mask = _mm_movemask_epi8(_mm_or_si128(
		    _mm_cmpeq_epi8(v, tab), _mm_cmpeq_epi8(v, lf)));
		if (mask != 0)
			return p + __builtin_ctz((unsigned)mask);
	}
#else
	while (*p != '\t' && *p != '\n')
		p++;
	return p;
#endif
}

#endif
