/*
 * words: words of a text compared as a reader compares them.
 *
 * ASCII letters match in either case; other bytes match themselves, so a
 * table of words may hold any UTF-8.
 */
#ifndef WORDS_H
#define WORDS_H

#include "str.h"

static inline char
words_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static inline bool
words_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* A letter, a digit, or a byte of a character that is not ASCII. */
static inline bool
words_alnum(char c)
{
	char l = words_lower(c);

	return (l >= 'a' && l <= 'z') || words_digit(c) || (c & 0x80) != 0;
}

static inline bool
words_eq(struct str a, struct str b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if (words_lower(a.p[i]) != words_lower(b.p[i]))
			return false;
	return true;
}

static inline bool
words_is(struct str s, const char *z)
{
	return words_eq(s, str_of(z));
}

/* Does `s` begin with `prefix`, which may end in the middle of a word? */
static inline bool
words_prefix(struct str s, struct str prefix)
{
	return s.n >= prefix.n && words_eq(str_upto(s, prefix.n), prefix);
}

/* Does `s` begin with the whole words `z`? */
static inline bool
words_begin(struct str s, const char *z)
{
	struct str w = str_of(z);

	return words_prefix(s, w) &&
	    (s.n == w.n || !words_alnum(s.p[w.n]) || w.n == 0 ||
		!words_alnum(w.p[w.n - 1]));
}

/* Are the whole words `z` anywhere in `s`? */
static inline bool
words_within(struct str s, const char *z)
{
	for (size_t i = 0; i < s.n; i++)
		if ((i == 0 || !words_alnum(s.p[i - 1])) &&
		    words_begin(str_from(s, i), z))
			return true;
	return false;
}

#endif
