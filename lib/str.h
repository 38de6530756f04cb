/*
 * str: a view of bytes, with their length.
 *
 * Bytes from outside are never passed as bare strings: they may hold any
 * byte and no NUL ends them.  A view owns nothing; whoever hands one out
 * says how long it lives.  The empty view may have p == NULL.
 */
#ifndef STR_H
#define STR_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct str {
	const char *p;
	size_t n;
};

/* A view of a string literal. */
#define STR(lit) ((struct str){ (lit), sizeof(lit) - 1 })

/* For printf's "%.*s"; a view longer than INT_MAX is cut. */
#define STR_ARG(s) str_int(s), (s).p

static inline int
str_int(struct str s)
{
	return s.n > 0x7fffffff ? 0x7fffffff : (int)s.n;
}

/* A view of a NUL-terminated string; NULL gives the empty view. */
static inline struct str
str_of(const char *z)
{
	return (struct str){ z, z != NULL ? strlen(z) : 0 };
}

static inline bool
str_eq(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static inline bool
str_is(struct str a, const char *z)
{
	return str_eq(a, str_of(z));
}

/* Whether it is one of `n` words. */
static inline bool
str_is_any(struct str s, const char *const word[], size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_is(s, word[i]))
			return true;
	return false;
}

/* As memcmp, the shorter of two that begin alike first. */
static inline int
str_cmp(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n > 0 ? memcmp(a.p, b.p, n) : 0;

	return c != 0 ? c : (a.n > b.n) - (a.n < b.n);
}

static inline bool
str_starts(struct str s, struct str prefix)
{
	return s.n >= prefix.n &&
	    (prefix.n == 0 || memcmp(s.p, prefix.p, prefix.n) == 0);
}

/* Index of the first `c` in `s`, or s.n. */
static inline size_t
str_find(struct str s, char c)
{
	const char *q = s.n > 0 ? memchr(s.p, c, s.n) : NULL;

	return q != NULL ? (size_t)(q - s.p) : s.n;
}

/* The view of `s` from byte `i` on, and that of its first `i` bytes. */
static inline struct str
str_from(struct str s, size_t i)
{
	return i >= s.n ? (struct str){ NULL, 0 }
			: (struct str){ s.p + i, s.n - i };
}

static inline struct str
str_upto(struct str s, size_t i)
{
	return (struct str){ s.p, i < s.n ? i : s.n };
}

/* Without ASCII blanks (space, TAB, CR, LF) at its end. */
static inline struct str
str_trim_end(struct str s)
{
	while (s.n > 0 && memchr(" \t\r\n", s.p[s.n - 1], 4) != NULL)
		s.n--;
	return s;
}

/* The same, at both ends. */
static inline struct str
str_trim(struct str s)
{
	while (s.n > 0 && memchr(" \t\r\n", s.p[0], 4) != NULL)
		s = (struct str){ s.p + 1, s.n - 1 };
	return str_trim_end(s);
}

/*
 * Cuts the first piece off `*rest`, up to `sep` or the end, and moves
 * `*rest` behind it.  Returns false when nothing is left; a separator at
 * the end is not followed by an empty piece.
 *
 *	while (str_split(&list, ',', &piece))
 *		...
 */
static inline bool
str_split(struct str *rest, char sep, struct str *piece)
{
	size_t i;

	if (rest->n == 0)
		return false;
	i = str_find(*rest, sep);
	*piece = str_upto(*rest, i);
	*rest = i < rest->n ? str_from(*rest, i + 1) : (struct str){ NULL, 0 };
	return true;
}

#endif
