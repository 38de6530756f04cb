#include "link.h"
#include "words.h"

static bool
is_one_of(char c, const char *set)
{
	return c != '\0' && strchr(set, c) != NULL;
}

/* Blanks and ASCII's control characters. */
static bool
is_blank(char c)
{
	return (unsigned char)c <= ' ' || c == '\x7f';
}

bool
link_is_entity(struct str s)
{
	enum { LONGEST = 40 }; /* HTML's longest name has 31 letters */
	size_t n = 1;

	if (s.n == 0 || s.p[0] != '&')
		return false;
	while (n < s.n && n < LONGEST &&
	    ((words_alnum(s.p[n]) && (s.p[n] & 0x80) == 0) || s.p[n] == '#'))
		n++;
	return n > 1 && n < s.n && s.p[n] == ';';
}

/* `www.` is no link here. */
static bool
begins(struct str s)
{
	return str_starts(s, STR("http://")) ||
	    str_starts(s, STR("https://")) || str_starts(s, STR("ftp://"));
}

/* Whether a control of ISO 6429 beyond ASCII stands there, or one that turns
 * the direction of text. */
static bool
is_control(struct str s)
{
	unsigned char c[3] = { 0 };

	memcpy(c, s.p, s.n < 3 ? s.n : 3);
	return (c[0] == 0xc2 && c[1] >= 0x80 && c[1] <= 0x9f) ||
	    (c[0] == 0xe2 && c[1] == 0x80 && c[2] >= 0xaa && c[2] <= 0xae) ||
	    (c[0] == 0xe2 && c[1] == 0x81 && c[2] >= 0xa6 && c[2] <= 0xa9);
}

/* The one at the head of `s`, less the punctuation of the sentence. */
static struct str
head(struct str s)
{
	size_t n = 0, open;

	while (n < s.n && !is_blank(s.p[n]) && !is_one_of(s.p[n], "<>\"`|\\") &&
	    !link_is_entity(str_from(s, n)) && !is_control(str_from(s, n)))
		n++;
	s = str_upto(s, n);
	open = str_find(s, '(');
	while (is_one_of(s.p[s.n - 1], ".,;:!?'*_~]") ||
	    (s.p[s.n - 1] == ')' && open >= s.n))
		s.n--;
	return s;
}

struct str
link_find(struct str s)
{
	for (; s.n > 0; s = str_from(s, 1))
		if (begins(s))
			return head(s);
	return (struct str){ NULL, 0 };
}

struct str
link_behind(struct str s, struct str part)
{
	return str_from(s, (size_t)(part.p - s.p) + part.n);
}

bool
link_is_safe(struct str s)
{
	static const char *const schemes[] = { "http://", "https://",
		"mailto:" };
	size_t i, n;

	for (i = 0; i < s.n; i++)
		if (is_blank(s.p[i]))
			return false;
	for (i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++) {
		n = strlen(schemes[i]);
		if (words_prefix(s, str_of(schemes[i])) && s.n > n)
			return true;
	}
	return false;
}
