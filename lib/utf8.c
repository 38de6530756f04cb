#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <utf8proc.h>

#include "utf8.h"
#include "xalloc.h"

/* What next_char says of a byte that begins no well-formed character. */
#define BROKEN (-1)

/* No form that visible() gives is longer, NUL included. */
#define VISIBLE_MAX 8

enum { SLUG_MAX = 64 };

/* The character at the head of `s` and the bytes it takes; s.n > 0. */
static size_t
next_char(struct str s, int32_t *cp)
{
	utf8proc_ssize_t n;

	n = utf8proc_iterate((const uint8_t *)s.p, (utf8proc_ssize_t)s.n, cp);
	if (n > 0)
		return (size_t)n;
	*cp = BROKEN;
	return 1;
}

static bool
is_printable_ascii(char c)
{
	return c >= ' ' && c <= '~';
}

/* Bytes at the head of `s` that are printable ASCII: the common case. */
static size_t
ascii_span(struct str s)
{
	size_t n = 0;

	while (n < s.n && is_printable_ascii(s.p[n]))
		n++;
	return n;
}

/* Bytes at the head of `s` that are ASCII, counted by whole words. */
static size_t
ascii_words(struct str s)
{
	uint64_t word;
	size_t n;

	for (n = 0; n + sizeof(word) <= s.n; n += sizeof(word)) {
		memcpy(&word, s.p + n, sizeof(word));
		if ((word & UINT64_C(0x8080808080808080)) != 0)
			break;
	}
	return n;
}

bool
utf8_valid(struct str s)
{
	int32_t cp;

	if (str_find(s, '\0') < s.n)
		return false;
	while ((s = str_from(s, ascii_words(s))).n > 0) {
		s = str_from(s, next_char(s, &cp));
		if (cp == BROKEN)
			return false;
	}
	return true;
}

/*
 * Bytes of the "maximal subpart" at the head of `s`, where no character
 * stands: the longest beginning of one, at least a byte.  A beginning is
 * what continuation bytes would complete.
 */
static size_t
maximal_subpart(struct str s)
{
	int need = utf8proc_utf8class[(unsigned char)s.p[0]];
	size_t n = need > 1 ? (size_t)need - 1 : 1;
	int32_t cp;

	for (n = n < s.n ? n : s.n; n > 1; n--) {
		uint8_t seq[4] = { 0x80, 0x80, 0x80, 0x80 };

		memcpy(seq, s.p, n);
		if (utf8proc_iterate(seq, need, &cp) > 0)
			break;
	}
	return n;
}

void
utf8_add_repaired(struct buf *b, struct str s)
{
	int32_t cp;
	size_t n;

	for (; s.n > 0; s = str_from(s, n)) {
		n = next_char(s, &cp);
		if (cp > 0) {
			buf_add(b, str_upto(s, n));
			continue;
		}
		if (cp == BROKEN)
			n = maximal_subpart(s);
		buf_add(b, STR("\xef\xbf\xbd"));
	}
}

static bool
is_control(int32_t cp)
{
	return (cp >= 0 && cp < 0x20) || (cp >= 0x7f && cp < 0xa0);
}

static bool
is_noncharacter(int32_t cp)
{
	return (cp >= 0xfdd0 && cp <= 0xfdef) || (cp & 0xfffe) == 0xfffe;
}

/* As a document has it, the well-formed character `cp` that is no CR. */
static void
add_clean(struct buf *b, int32_t cp, struct str c)
{
	if ((is_control(cp) && cp != '\t' && cp != '\n') || is_noncharacter(cp))
		c = STR("\xef\xbf\xbd");
	buf_add(b, c);
}

void
utf8_add_clean(struct buf *b, struct str s)
{
	int32_t cp;
	size_t n;

	for (; s.n > 0; s = str_from(s, n)) {
		n = ascii_span(s);
		if (n > 0) {
			buf_add(b, str_upto(s, n));
			continue;
		}
		n = next_char(s, &cp);
		if (cp == '\r') {
			if (s.n == 1 || s.p[1] != '\n')
				buf_addc(b, '\n');
		} else if (cp == BROKEN) {
			n = maximal_subpart(s);
			utf8_add_repaired(b, str_upto(s, n));
		} else {
			add_clean(b, cp, str_upto(s, n));
		}
	}
}

/* Formatting characters that show the text behind them in another order. */
static bool
is_bidi_control(int32_t cp)
{
	return (cp >= 0x202a && cp <= 0x202e) || (cp >= 0x2066 && cp <= 0x2069);
}

/*
 * The visible form of the character `cp` that begins with `byte`: written
 * to `form`; false where the character may stand as it is.
 */
static bool
visible(int32_t cp, char byte, char form[VISIBLE_MAX])
{
	static const char letters[] = {
		['\t'] = 't', ['\n'] = 'n', ['\r'] = 'r'
	};

	if (cp >= 0 && (size_t)cp < sizeof(letters) && letters[cp] != '\0')
		snprintf(form, VISIBLE_MAX, "\\%c", letters[cp]);
	else if (cp == BROKEN)
		snprintf(form, VISIBLE_MAX, "\\x%02x", (unsigned char)byte);
	else if (is_control(cp))
		snprintf(form, VISIBLE_MAX, "\\x%02x", (unsigned)cp);
	else if (is_bidi_control(cp))
		snprintf(form, VISIBLE_MAX, "\\u%04x", (unsigned)cp);
	else
		return false;
	return true;
}

void
utf8_add_visible(struct buf *b, struct str s)
{
	char form[VISIBLE_MAX];
	int32_t cp;
	size_t n;

	for (; s.n > 0; s = str_from(s, n)) {
		n = ascii_span(s);
		if (n == 0) {
			n = next_char(s, &cp);
			if (visible(cp, s.p[0], form)) {
				buf_addz(b, form);
				continue;
			}
		}
		buf_add(b, str_upto(s, n));
	}
}

void
utf8_add_visible_lines(struct buf *b, struct str s)
{
	size_t i, n;

	for (; s.n > 0; s = str_from(s, n)) {
		for (i = 0; i < s.n && s.p[i] != '\n' && s.p[i] != '\t';)
			i++;
		n = i < s.n ? i + 1 : i;
		i -= n > 1 && s.p[n - 1] == '\n' && s.p[n - 2] == '\r';
		utf8_add_visible(b, str_upto(s, i));
		buf_add(b, str_from(str_upto(s, n), i));
	}
}

/*
 * A ruler adds up columns, grapheme cluster by grapheme cluster.  A cluster
 * takes what its characters take together, but never more than two columns:
 * so emoji joined by ZWJ, flags, skin tones and Hangul jamo count 2, and a
 * halfwidth kana with its mark 2 as well.
 */
struct ruler {
	size_t done;	/* columns of the clusters that have ended */
	size_t cluster; /* columns of the one under way */
	int32_t prev;	/* the character before; 0 at the beginning */
	int32_t state;	/* utf8proc's */
};

/* U+FE0F asks for the emoji, two columns wide, in place of the sign. */
static bool
asks_for_emoji(int32_t prev, int32_t cp)
{
	if (cp != 0xfe0f)
		return false;
	return (prev > 0 && prev < 0x80 &&
		   strchr("#*0123456789", prev) != NULL) ||
	    utf8proc_get_property(prev)->boundclass ==
	    UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC;
}

/* Takes the next character; true where a new cluster begins with it. */
static bool
ruler_add(struct ruler *r, int32_t cp)
{
	bool begins = r->prev == 0 ||
	    utf8proc_grapheme_break_stateful(r->prev, cp, &r->state);

	if (begins) {
		r->done += r->cluster;
		r->cluster = 0;
	}
	r->cluster +=
	    asks_for_emoji(r->prev, cp) ? 2 : (size_t)utf8proc_charwidth(cp);
	if (r->cluster > 2)
		r->cluster = 2;
	r->prev = cp;
	return begins;
}

/* The same for the visible form of the character at the head of `s`. */
static size_t
ruler_add_visible(struct ruler *r, struct str s)
{
	char form[VISIBLE_MAX];
	int32_t cp;
	size_t n = next_char(s, &cp);

	if (!visible(cp, s.p[0], form))
		ruler_add(r, cp);
	else
		for (const char *c = form; *c != '\0'; c++)
			ruler_add(r, *c);
	return n;
}

size_t
utf8_width(struct str s)
{
	struct ruler r = { 0, 0, 0, 0 };

	if (ascii_span(s) == s.n)
		return s.n;
	while (s.n > 0)
		s = str_from(s, ruler_add_visible(&r, s));
	return r.done + r.cluster;
}

static struct str
cut(struct str s, size_t columns, bool line)
{
	struct ruler r = { 0, 0, 0, 0 };
	size_t at, n, fits = 0;
	int32_t cp;

	for (at = 0; at < s.n && r.done <= columns; at += n) {
		if (line && s.p[at] == '\n')
			break;
		n = next_char(str_from(s, at), &cp);
		if (ruler_add(&r, cp) && r.done <= columns)
			fits = at;
	}
	return str_upto(s, r.done + r.cluster <= columns ? at : fits);
}

struct str
utf8_cut(struct str s, size_t columns)
{
	return cut(s, columns, false);
}

struct str
utf8_cut_line(struct str s, size_t columns)
{
	return cut(s, columns, true);
}

/*
 * Decomposes into memory of our own: utf8proc_map would fail where it runs
 * out, and we do not.  -1 where `s` is not UTF-8.
 */
static utf8proc_ssize_t
decompose(struct str s, utf8proc_option_t how, int32_t **cp)
{
	const uint8_t *p = (const uint8_t *)s.p;
	utf8proc_ssize_t len = (utf8proc_ssize_t)s.n, n;

	n = utf8proc_decompose(p, len, NULL, 0, how);
	if (n < 0)
		return -1;
	*cp = xalloc((size_t)n + 1, sizeof(**cp)); /* reencode adds a NUL */
	return utf8proc_decompose(p, len, *cp, n, how);
}

void
utf8_add_folded(struct buf *b, struct str s)
{
	const utf8proc_option_t how =
	    UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD;
	int32_t *cp = NULL;
	utf8proc_ssize_t n;

	if (s.n == 0)
		return;
	n = decompose(s, how, &cp);
	if (n >= 0)
		n = utf8proc_reencode(cp, n, how);
	buf_add(b, n >= 0 ? (struct str){ (char *)cp, (size_t)n } : s);
	free(cp);
}

bool
utf8_eq_folded(struct str a, struct str b)
{
	struct buf fa = BUF_INIT, fb = BUF_INIT;
	bool same;

	utf8_add_folded(&fa, a);
	utf8_add_folded(&fb, b);
	same = str_eq(buf_str(&fa), buf_str(&fb));
	buf_release(&fa);
	buf_release(&fb);
	return same;
}

/* ---- words */

static bool
is_letter(int32_t cp)
{
	utf8proc_category_t is = utf8proc_category(cp);

	return is >= UTF8PROC_CATEGORY_LU && is <= UTF8PROC_CATEGORY_LO;
}

static bool
is_mark(int32_t cp)
{
	utf8proc_category_t is = utf8proc_category(cp);

	return is >= UTF8PROC_CATEGORY_MN && is <= UTF8PROC_CATEGORY_ME;
}

static bool
is_of_word(int32_t cp)
{
	return cp > 0 &&
	    (is_letter(cp) || is_mark(cp) ||
		utf8proc_category(cp) == UTF8PROC_CATEGORY_ND);
}

/* Bytes at the head of which that holds, or does not. */
static size_t
run_of(struct str s, bool (*is)(int32_t cp), bool holds)
{
	size_t at, n;
	int32_t cp;

	for (at = 0; at < s.n; at += n) {
		n = next_char(str_from(s, at), &cp);
		if (is(cp) != holds)
			break;
	}
	return at;
}

size_t
utf8_word(struct str s)
{
	return run_of(s, is_of_word, true);
}

size_t
utf8_gap(struct str s)
{
	return run_of(s, is_of_word, false);
}

static bool
is_caseless(int32_t cp)
{
	return cp > 0 &&
	    (is_mark(cp) || utf8proc_category(cp) == UTF8PROC_CATEGORY_LO ||
		utf8proc_category(cp) == UTF8PROC_CATEGORY_LM);
}

bool
utf8_is_caseless(struct str word)
{
	int32_t cp = 0;

	if (word.n > 0)
		next_char(word, &cp);
	return is_caseless(cp) && !is_mark(cp) &&
	    run_of(word, is_caseless, true) == word.n;
}

bool
utf8_begins_small(struct str word)
{
	int32_t cp = 0;

	if (word.n > 0)
		next_char(word, &cp);
	return cp > 0 && utf8proc_category(cp) == UTF8PROC_CATEGORY_LL;
}

/* Letters of Latin alphabets that no decomposition takes apart. */
static const struct {
	int32_t cp;
	const char *ascii;
} plain_letters[] = {
	{ 0x00e6, "ae" }, /* ae */
	{ 0x00f0, "d" },  /* eth */
	{ 0x00f8, "o" },  /* o with stroke */
	{ 0x00fe, "th" }, /* thorn */
	{ 0x0111, "d" },  /* d with stroke */
	{ 0x0127, "h" },  /* h with stroke */
	{ 0x0131, "i" },  /* dotless i */
	{ 0x0142, "l" },  /* l with stroke */
	{ 0x0153, "oe" }, /* oe */
	{ 0x0167, "t" },  /* t with stroke */
};

/* The ASCII that stands for a folded character, or "" where none does. */
static const char *
plain_letter(int32_t cp)
{
	const size_t n = sizeof(plain_letters) / sizeof(plain_letters[0]);

	for (size_t i = 0; i < n; i++)
		if (plain_letters[i].cp == cp)
			return plain_letters[i].ascii;
	return "";
}

/* A slug under way: what stands in `b` from `begin` on. */
struct slug {
	struct buf *b;
	size_t begin;
	bool gap; /* something was left out behind its last character */
};

static void
slug_add_ascii(struct slug *g, char c)
{
	bool letter = c >= 'a' && c <= 'z';
	bool first = g->b->n == g->begin;

	if (first && !letter)
		return;
	if (g->gap && !first)
		buf_addc(g->b, '-');
	g->gap = false;
	buf_addc(g->b, c);
}

static void
slug_add(struct slug *g, int32_t cp)
{
	const char *z = plain_letter(cp);

	if ((cp >= 'a' && cp <= 'z') || (cp >= '0' && cp <= '9'))
		slug_add_ascii(g, (char)cp);
	else if (*z == '\0')
		g->gap = true;
	for (; *z != '\0'; z++)
		slug_add_ascii(g, *z);
}

/* Adds what `cp` folds and decomposes to, which may be nothing. */
static void
slug_add_decomposed(struct slug *g, int32_t cp)
{
	const utf8proc_option_t how = UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT |
	    UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE;
	int32_t to[32]; /* Unicode's longest decomposition is 18 */
	int last = UTF8PROC_BOUNDCLASS_START;
	utf8proc_ssize_t n;

	n = utf8proc_decompose_char(cp, to, 32, how, &last);
	for (utf8proc_ssize_t i = 0; i < n && i < 32; i++)
		slug_add(g, to[i]);
}

void
utf8_add_slug(struct buf *b, struct str s)
{
	struct slug g = { b, b->n, false };
	int32_t cp;

	while (s.n > 0 && b->n - g.begin <= SLUG_MAX) {
		s = str_from(s, next_char(s, &cp));
		if (cp == BROKEN)
			g.gap = true;
		else
			slug_add_decomposed(&g, cp);
	}
	if (b->n - g.begin > SLUG_MAX)
		buf_cut(b, g.begin + SLUG_MAX);
	if (b->n > g.begin && b->p[b->n - 1] == '-')
		buf_cut(b, b->n - 1);
}
