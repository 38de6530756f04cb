#include <stdint.h>

#include "markup.h"
#include "words.h"

/* Bytes of `mixed` that no normal text holds. */
enum {
	GONE = 1,      /* a bracket that turned out to be a link's */
	URL_BEGIN = 2, /* the first address, apart from the text */
	URL_END = 3
};

/* How many brackets of links may be open in each other. */
#define OPEN_MAX 8

/* The pairs of emphasis that are waited for: `*` and `_`. */
enum { STAR, UNDERSCORE, PAIRS };

struct cleaner {
	struct str in;
	size_t at;
	struct markup *m;
	struct buf mixed;
	size_t open[OPEN_MAX]; /* where in mixed a `[` stands */
	size_t nopen;
	struct str href;	       /* of an <a> that is not closed yet */
	size_t closer[PAIRS];	       /* where in `in`; 0 is none */
	bool no_gt, no_paren, no_tick; /* none of these follows */
};

/* UTF-8 */

#define REPLACEMENT 0xfffdU

/* What is not taken as it is; to == 0 drops it. */
static const struct {
	uint32_t first, last, to;
} normal[] = {
	{ 0x00, 0x08, 0 },
	{ 0x0b, 0x0c, ' ' },
	{ 0x0e, 0x1f, 0 },
	{ 0x7f, 0x9f, 0 },
	{ 0xa0, 0xa0, ' ' },
	{ 0xad, 0xad, 0 },
	{ 0x2000, 0x200a, ' ' },
	{ 0x200b, 0x200b, 0 },
	{ 0x200e, 0x200f, 0 },
	{ 0x2028, 0x2029, ' ' },
	{ 0x202a, 0x202e, 0 },
	{ 0x202f, 0x202f, ' ' },
	{ 0x205f, 0x205f, ' ' },
	{ 0x2060, 0x2060, 0 },
	{ 0x2066, 0x2069, 0 },
	{ 0xd800, 0xdfff, REPLACEMENT },
	{ 0xfeff, 0xfeff, 0 },
};

static const struct {
	unsigned char mask, lead;
	uint32_t least;
} shapes[] = {
	{ 0x80, 0x00, 0 },
	{ 0xe0, 0xc0, 0x80 },
	{ 0xf0, 0xe0, 0x800 },
	{ 0xf8, 0xf0, 0x10000 },
};

static void
add_utf8(struct buf *b, uint32_t c)
{
	static const unsigned char lead[] = { 0x00, 0xc0, 0xe0, 0xf0 };
	unsigned k = c < 0x80 ? 0 : c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;

	buf_addc(b, (char)(lead[k] | (c >> 6 * k)));
	while (k-- > 0)
		buf_addc(b, (char)(0x80 | (c >> 6 * k & 0x3f)));
}

static void
add_normal(struct buf *b, uint32_t c)
{
	for (size_t i = 0; i < sizeof(normal) / sizeof(normal[0]); i++) {
		if (c < normal[i].first || c > normal[i].last)
			continue;
		c = normal[i].to;
		if (c == 0)
			return;
	}
	add_utf8(b, c);
}

/* The value of the `k` bytes that continue a character, or REPLACEMENT. */
static uint32_t
continued(const char *p, size_t k, uint32_t c)
{
	for (size_t i = 0; i < k; i++) {
		unsigned char u = (unsigned char)p[i];

		if ((u & 0xc0) != 0x80)
			return REPLACEMENT;
		c = c << 6 | (u & 0x3f);
	}
	return c;
}

/* Cuts a character off `*s`; of damage, one byte. */
static uint32_t
take_char(struct str *s)
{
	unsigned char u = (unsigned char)s->p[0];
	uint32_t c;

	for (size_t k = 0; k < 4; k++) {
		if ((u & shapes[k].mask) != shapes[k].lead || s->n <= k)
			continue;
		c = continued(s->p + 1, k, u & (unsigned char)~shapes[k].mask);
		if (c < shapes[k].least || c > 0x10ffff || c == REPLACEMENT)
			break;
		*s = str_from(*s, k + 1);
		return c;
	}
	*s = str_from(*s, 1);
	return REPLACEMENT;
}

void
markup_normal(struct buf *out, struct str in)
{
	uint32_t c;

	buf_room(out, in.n);
	while (in.n > 0) {
		c = take_char(&in);
		if (c == '\r' && in.n > 0 && in.p[0] == '\n')
			continue;
		add_normal(out, c == '\r' ? '\n' : c);
	}
}

/* The line that is read */

static char
byte_at(const struct cleaner *c, size_t i)
{
	return i < c->in.n ? c->in.p[i] : ' ';
}

static char
byte_before(const struct cleaner *c, size_t i)
{
	return i > 0 ? c->in.p[i - 1] : ' ';
}

static bool
is_blank(char ch)
{
	return ch == ' ' || ch == '\t';
}

/* The first `ch` from `i` on, or false, then and for ever after. */
static bool
find_from(const struct cleaner *c, size_t i, char ch, bool *none, size_t *at)
{
	struct str rest = str_from(c->in, i);
	size_t k;

	if (*none)
		return false;
	k = str_find(rest, ch);
	*none = k == rest.n;
	*at = i + k;
	return !*none;
}

/* Addresses */

static bool
is_first_url(const struct cleaner *c)
{
	return c->m->url.n == 0;
}

/* An address apart from the text: the first, or one more in <>. */
static void
put_url(struct cleaner *c, struct str url)
{
	bool first = is_first_url(c);

	if (url.n == 0 || url.p[0] == '#' || str_eq(url, buf_str(&c->m->url)))
		return;
	if (first) {
		buf_add(&c->m->url, url);
		buf_addc(&c->mixed, URL_BEGIN);
	}
	buf_addz(&c->mixed, " <");
	buf_add(&c->mixed, url);
	buf_addc(&c->mixed, '>');
	if (first)
		buf_addc(&c->mixed, URL_END);
}

static bool
has_scheme(struct str s)
{
	static const char *const schemes[] = { "https://", "http://",
		"mailto:" };

	for (size_t i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++)
		if (words_prefix(s, str_of(schemes[i])))
			return true;
	return false;
}

/* An address that stands in the text stays there. */
static bool
take_bare_url(struct cleaner *c)
{
	struct str s = str_from(c->in, c->at);
	size_t n = 0;

	if (words_alnum(byte_before(c, c->at)) || !has_scheme(s))
		return false;
	while (n < s.n && strchr(" \t<>()[]\"|`", s.p[n]) == NULL)
		n++;
	while (n > 0 && strchr(".,;:!?*_'", s.p[n - 1]) != NULL)
		n--;
	s = str_upto(s, n);
	if (str_eq(s, c->href))
		c->href.n = 0;
	if (is_first_url(c))
		buf_add(&c->m->url, s);
	buf_add(&c->mixed, s);
	c->at += n;
	return true;
}

static bool
take_open(struct cleaner *c)
{
	if (c->nopen == OPEN_MAX)
		return false;
	c->open[c->nopen++] = c->mixed.n;
	buf_addc(&c->mixed, '[');
	c->at++;
	return true;
}

/* An image is a link whose `!` is not shown. */
static bool
take_image(struct cleaner *c)
{
	if (byte_at(c, c->at + 1) != '[')
		return false;
	c->at++;
	return take_open(c);
}

/* Does `s` hold a `(` of an address, one before any blank? */
static bool
opens_pair(struct str s)
{
	return str_find(s, '(') < s.n && str_find(s, ' ') == s.n;
}

/*
 * The end of `(address "title")`.  An address may hold one pair of (); its
 * end is then the second `)`, unless words that are no title come first.
 */
static bool
find_target(struct cleaner *c, size_t from, size_t *end)
{
	struct str rest;
	size_t n;

	if (!find_from(c, from, ')', &c->no_paren, end))
		return false;
	if (!opens_pair(str_upto(str_from(c->in, from), *end - from)))
		return true;
	rest = str_from(c->in, *end + 1);
	n = str_find(rest, ')');
	if (n < rest.n &&
	    (str_find(str_upto(rest, n), ' ') == n ||
		str_starts(rest, STR(" \""))))
		*end += 1 + n;
	return true;
}

/* `](address)`: the bracket that was put before the text goes. */
static bool
take_link(struct cleaner *c)
{
	struct str target;
	size_t from = c->at + 2, end;

	if (c->nopen == 0)
		return false;
	c->nopen--;
	if (byte_at(c, c->at + 1) != '(' || !find_target(c, from, &end))
		return false;
	target = str_trim(str_upto(str_from(c->in, from), end - from));
	c->mixed.p[c->open[c->nopen]] = GONE;
	put_url(c, str_upto(target, str_find(target, ' ')));
	c->at = end + 1;
	return true;
}

/* HTML */

static const struct {
	const char *name;
	bool breaks; /* a space is shown in its place */
} tags[] = {
	/* The first is that of links. */
	{ "a", false },
	{ "b", false },
	{ "blockquote", true },
	{ "br", true },
	{ "center", true },
	{ "code", false },
	{ "del", false },
	{ "details", true },
	{ "div", true },
	{ "em", false },
	{ "font", false },
	{ "h1", true },
	{ "h2", true },
	{ "h3", true },
	{ "h4", true },
	{ "h5", true },
	{ "h6", true },
	{ "hr", true },
	{ "i", false },
	{ "img", false },
	{ "input", false },
	{ "ins", false },
	{ "kbd", false },
	{ "li", true },
	{ "mark", false },
	{ "ol", true },
	{ "p", true },
	{ "pre", true },
	{ "s", false },
	{ "small", false },
	{ "span", false },
	{ "strike", false },
	{ "strong", false },
	{ "sub", false },
	{ "summary", true },
	{ "sup", false },
	{ "table", true },
	{ "tbody", true },
	{ "td", true },
	{ "th", true },
	{ "thead", true },
	{ "tr", true },
	{ "u", false },
	{ "ul", true },
};

/* The value of an attribute in a tag's inside, or the empty view. */
static struct str
attribute(struct str tag, struct str name)
{
	struct str word;

	while (str_split(&tag, ' ', &word)) {
		word = str_trim(word);
		if (!words_prefix(word, name))
			continue;
		word = str_from(word, name.n);
		if (word.n > 0 && (word.p[0] == '"' || word.p[0] == '\''))
			word = str_upto(str_from(word, 1),
			    str_find(str_from(word, 1), word.p[0]));
		return word;
	}
	return (struct str){ NULL, 0 };
}

/* The address of <a> is put behind what it links, if that is not it. */
static void
put_href(struct cleaner *c, struct str next)
{
	put_url(c, c->href);
	c->href = next;
}

static bool
put_tag(struct cleaner *c, struct str tag)
{
	struct str name = tag;
	size_t n = 0;

	if (name.n > 0 && name.p[0] == '/')
		name = str_from(name, 1);
	while (n < name.n && words_alnum(name.p[n]))
		n++;
	name = str_upto(name, n);
	for (size_t i = 0; i < sizeof(tags) / sizeof(tags[0]); i++) {
		if (!words_is(name, tags[i].name))
			continue;
		if (tags[i].breaks)
			buf_addc(&c->mixed, ' ');
		if (i == 0)
			put_href(c, attribute(tag, STR("href=")));
		return true;
	}
	return str_starts(tag, STR("!--"));
}

static bool
take_angle(struct cleaner *c)
{
	struct str inside;
	size_t end;

	if (is_blank(byte_at(c, c->at + 1)) ||
	    !find_from(c, c->at, '>', &c->no_gt, &end))
		return false;
	inside = str_upto(str_from(c->in, c->at + 1), end - c->at - 1);
	if (has_scheme(inside))
		put_url(c, inside);
	else if (put_tag(c, inside))
		c->m->tags = true;
	else
		return false;
	c->at = end + 1;
	return true;
}

static const struct {
	const char *name;
	uint32_t c;
} entities[] = {
	{ "amp", '&' },
	{ "apos", '\'' },
	{ "bull", 0x2022 },
	{ "gt", '>' },
	{ "hellip", 0x2026 },
	{ "laquo", 0xab },
	{ "ldquo", 0x201c },
	{ "lsquo", 0x2018 },
	{ "lt", '<' },
	{ "mdash", 0x2014 },
	{ "minus", 0x2212 },
	{ "nbsp", ' ' },
	{ "ndash", 0x2013 },
	{ "quot", '"' },
	{ "raquo", 0xbb },
	{ "rarr", 0x2192 },
	{ "rdquo", 0x201d },
	{ "rsquo", 0x2019 },
	{ "shy", 0xad },
	{ "times", 0xd7 },
};

/* `#39` or `#x27`. */
static bool
numeric_entity(struct str s, uint32_t *c)
{
	static const char digits[] = "0123456789abcdef";
	uint32_t base = 10;
	const char *d;

	s = str_from(s, 1);
	if (s.n > 1 && words_lower(s.p[0]) == 'x') {
		base = 16;
		s = str_from(s, 1);
	}
	*c = 0;
	for (size_t i = 0; i < s.n; i++) {
		d = strchr(digits, words_lower(s.p[i]));
		if (d == NULL || *d == '\0' || (size_t)(d - digits) >= base)
			return false;
		*c = *c * base + (uint32_t)(d - digits);
	}
	return s.n > 0 && *c <= 0x10ffff;
}

static bool
find_entity(struct str s, uint32_t *c)
{
	if (s.n > 1 && s.p[0] == '#')
		return numeric_entity(s, c);
	for (size_t i = 0; i < sizeof(entities) / sizeof(entities[0]); i++) {
		*c = entities[i].c;
		if (str_is(s, entities[i].name))
			return true;
	}
	return false;
}

static bool
take_entity(struct cleaner *c)
{
	/* The longest name, or `#x10ffff`. */
	struct str s = str_upto(str_from(c->in, c->at + 1), 9);
	size_t n = str_find(s, ';');
	uint32_t value;

	if (n == s.n || !find_entity(str_upto(s, n), &value))
		return false;
	add_normal(&c->mixed, value == '\n' || value == '\r' ? ' ' : value);
	c->at += n + 2;
	return true;
}

/* Emphasis */

static size_t
run_length(const struct cleaner *c, size_t at)
{
	size_t n = 1;

	while (at + n < c->in.n && c->in.p[at + n] == c->in.p[at])
		n++;
	return n;
}

/* Does the mark at `at` end what another began before it? */
static bool
closes(const struct cleaner *c, size_t at)
{
	return !is_blank(byte_before(c, at)) &&
	    !words_alnum(byte_at(c, at + 1));
}

/* A single mark goes only with its partner: `2 * 3` and `a_b` stay. */
static bool
take_single(struct cleaner *c, size_t *closer)
{
	struct str rest = str_from(c->in, c->at + 1);
	size_t next = c->at + 1 + str_find(rest, c->in.p[c->at]);

	if (*closer == c->at && c->at > 0) {
		c->at++;
		return true;
	}
	if (words_alnum(byte_before(c, c->at)) ||
	    is_blank(byte_at(c, c->at + 1)) || next >= c->in.n ||
	    next == c->at + 1 || !closes(c, next))
		return false;
	*closer = next;
	c->at++;
	return true;
}

/* Two or three marks go wherever they touch a word, closed or not. */
static bool
take_run(struct cleaner *c, size_t n)
{
	char before = byte_before(c, c->at), after = byte_at(c, c->at + n);

	if (n > 3 || (is_blank(before) && is_blank(after)))
		return false;
	if (c->in.p[c->at] == '_' && words_alnum(before) && words_alnum(after))
		return false;
	c->at += n;
	return true;
}

/* A run that is no mark stays as it is, all of it: so it is counted once. */
static bool
keep_run(struct cleaner *c, size_t n)
{
	buf_add(&c->mixed, str_upto(str_from(c->in, c->at), n));
	c->at += n;
	return true;
}

static bool
take_emphasis(struct cleaner *c)
{
	char mark = c->in.p[c->at];
	size_t n = run_length(c, c->at);

	if (n > 1)
		return take_run(c, n) || keep_run(c, n);
	return take_single(c, &c->closer[mark == '*' ? STAR : UNDERSCORE]);
}

static bool
take_strike(struct cleaner *c)
{
	size_t n = run_length(c, c->at);

	return (n == 2 && take_run(c, n)) || keep_run(c, n);
}

/* What stands in backticks is shown as it is. */
static bool
take_code(struct cleaner *c)
{
	size_t end;

	if (!find_from(c, c->at + 1, '`', &c->no_tick, &end))
		return false;
	buf_add(
	    &c->mixed, str_upto(str_from(c->in, c->at + 1), end - c->at - 1));
	c->at = end + 1;
	return true;
}

static bool
take_escape(struct cleaner *c)
{
	char next = byte_at(c, c->at + 1);

	if (is_blank(next) || words_alnum(next))
		return false;
	buf_addc(&c->mixed, next);
	c->at += 2;
	return true;
}

static const struct {
	char mark;
	bool (*take)(struct cleaner *c);
} steps[] = {
	{ '\\', take_escape },
	{ '&', take_entity },
	{ '<', take_angle },
	{ '!', take_image },
	{ '[', take_open },
	{ ']', take_link },
	{ '*', take_emphasis },
	{ '_', take_emphasis },
	{ '~', take_strike },
	{ '`', take_code },
	{ 'h', take_bare_url },
	{ 'm', take_bare_url },
};

static bool
take_marked(struct cleaner *c)
{
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++)
		if (steps[i].mark == c->in.p[c->at])
			return steps[i].take(c);
	return false;
}

/* The text that is left */

/* Appends `s` with one space for several, without marks of our own. */
static void
add_shown(struct buf *b, struct str s, bool with_url)
{
	bool skip = false;

	for (size_t i = 0; i < s.n; i++) {
		char ch = s.p[i] == '\t' ? ' ' : s.p[i];

		if (ch == URL_BEGIN)
			skip = !with_url;
		else if (ch == URL_END)
			skip = false;
		else if (!skip && ch != GONE &&
		    (ch != ' ' || (b->n > 0 && b->p[b->n - 1] != ' ')))
			buf_addc(b, ch);
	}
	if (b->n > 0 && b->p[b->n - 1] == ' ')
		buf_cut(b, b->n - 1);
}

void
markup_clean(struct markup *m, struct str line)
{
	struct cleaner c = { .in = line, .m = m, .mixed = BUF_INIT };

	buf_cut(&m->text, 0);
	buf_cut(&m->full, 0);
	buf_cut(&m->url, 0);
	m->tags = false;
	while (c.at < c.in.n)
		if (!take_marked(&c))
			buf_addc(&c.mixed, c.in.p[c.at++]);
	put_url(&c, c.href);
	add_shown(&m->full, buf_str(&c.mixed), true);
	add_shown(&m->text, buf_str(&c.mixed), false);
	if (m->text.n == 0)
		buf_add(&m->text, buf_str(&m->url));
	buf_release(&c.mixed);
}

void
markup_release(struct markup *m)
{
	buf_release(&m->text);
	buf_release(&m->full);
	buf_release(&m->url);
}
