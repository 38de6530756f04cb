/*
 * Tests of lib/utf8: `ok NAME` or `not ok NAME: why` for each, and a failure
 * if any failed.  The first argument is the directory of cases; without it
 * what needs them is skipped.
 */
#include <stdio.h>
#include <stdlib.h>

#include "utf8.h"

#define LENGTH(a) (sizeof(a) / sizeof((a)[0]))
/* As STR, of which C makes no constant. */
#define VIEW(lit)                    \
	{                            \
		lit, sizeof(lit) - 1 \
	}

#define ACUTE "\xcc\x81"
#define FFFD "\xef\xbf\xbd"
#define ZWJ "\xe2\x80\x8d"
#define VS16 "\xef\xb8\x8f"
#define MAN "\xf0\x9f\x91\xa8"
#define GIRL "\xf0\x9f\x91\xa7"
#define HEART "\xe2\x9d\xa4"
#define HAN "\xe6\xbc\xa2"
#define FLAG_DE "\xf0\x9f\x87\xa9\xf0\x9f\x87\xaa"

static int failures;

/* Fails `name` with what came instead, which may be any bytes. */
static void
fail(const char *name, struct str got)
{
	struct buf b = BUF_INIT;

	utf8_add_visible(&b, got);
	printf("not ok %s: got \"%s\"\n", name, buf_z(&b));
	buf_release(&b);
	failures++;
}

static void
expect(const char *name, bool holds)
{
	printf(holds ? "ok %s\n" : "not ok %s: it does not hold\n", name);
	failures += !holds;
}

static void
expect_text(const char *name, struct str got, struct str want)
{
	if (str_eq(got, want))
		printf("ok %s\n", name);
	else
		fail(name, got);
}

/* What an appending function makes of each text. */
typedef void (*adder)(struct buf *b, struct str s);

struct pair {
	const char *name;
	struct str in, out;
};

static void
test_pairs(adder add, const struct pair *pair, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct buf b = BUF_INIT;
		struct str got;

		buf_addz(&b, "before ");
		add(&b, pair[i].in);
		got = str_from(buf_str(&b), strlen("before "));
		expect_text(pair[i].name, got, pair[i].out);
		buf_release(&b);
	}
}

static const struct pair visible[] = {
	{ "visible: plain", VIEW("a \\ b"), VIEW("a \\ b") },
	{ "visible: nothing", VIEW(""), VIEW("") },
	{ "visible: blanks", VIEW("a\tb\nc\rd"), VIEW("a\\tb\\nc\\rd") },
	{ "visible: escape", VIEW("\x1b[31m"), VIEW("\\x1b[31m") },
	{ "visible: NUL", VIEW("a\0b"), VIEW("a\\x00b") },
	{ "visible: DEL", VIEW("\x7f"), VIEW("\\x7f") },
	{ "visible: C1",
	    VIEW("\xc2\x9b"
		 "1m"),
	    VIEW("\\x9b1m") },
	{ "visible: no-break space stays", VIEW("\xc2\xa0"), VIEW("\xc2\xa0") },
	{ "visible: override",
	    VIEW("\xe2\x80\xae"
		 "abc"),
	    VIEW("\\u202eabc") },
	{ "visible: isolate", VIEW("\xe2\x81\xa9"), VIEW("\\u2069") },
	{ "visible: broken", VIEW("a\xff\xe2\x82z"),
	    VIEW("a\\xff\\xe2\\x82z") },
	{ "visible: wide", VIEW(HAN), VIEW(HAN) },
};

static const struct pair repaired[] = {
	{ "repaired: plain", VIEW("ab" HAN), VIEW("ab" HAN) },
	{ "repaired: NUL", VIEW("a\0b"), VIEW("a" FFFD "b") },
	{ "repaired: cut off", VIEW("a\xe2\x82"), VIEW("a" FFFD) },
};

static const struct pair folded[] = {
	{ "folded: nothing", VIEW(""), VIEW("") },
	{ "folded: case", VIEW("Ana"), VIEW("ana") },
	{ "folded: sharp s", VIEW("Gro\xc3\x9f"), VIEW("gross") },
	{ "folded: composed", VIEW("Ren\xc3\x89"), VIEW("ren\xc3\xa9") },
	{ "folded: combining", VIEW("RENE" ACUTE), VIEW("ren\xc3\xa9") },
	{ "folded: final sigma", VIEW("\xce\xa3\xcf\x82"),
	    VIEW("\xcf\x83\xcf\x83") },
	{ "folded: accents stay", VIEW("\xc3\xa9"), VIEW("\xc3\xa9") },
	{ "folded: NUL", VIEW("A\0B"), VIEW("a\0b") },
	{ "folded: broken stays", VIEW("A\xff"), VIEW("A\xff") },
};

#define TEN "abcdefghi-"
#define SIXTY TEN TEN TEN TEN TEN TEN

static const struct pair slugs[] = {
	{ "slug: name", VIEW("Ana"), VIEW("ana") },
	{ "slug: words", VIEW("  Check-in, & more! "), VIEW("check-in-more") },
	{ "slug: accents", VIEW("Ren\xc3\xa9 M\xc3\xbcller"),
	    VIEW("rene-muller") },
	{ "slug: combining", VIEW("Ame" ACUTE "lie"), VIEW("amelie") },
	{ "slug: stroke", VIEW("Bj\xc3\xb8rn"), VIEW("bjorn") },
	{ "slug: stroke, upper case", VIEW("\xc5\x81ukasz"), VIEW("lukasz") },
	{ "slug: ae", VIEW("\xc3\x86sop"), VIEW("aesop") },
	{ "slug: sharp s", VIEW("Gro\xc3\x9f"), VIEW("gross") },
	{ "slug: fullwidth", VIEW("\xef\xbc\xa1\xef\xbc\x91"), VIEW("a1") },
	{ "slug: ligature", VIEW("\xef\xac\x81n"), VIEW("fin") },
	{ "slug: leading digits", VIEW("3. Round 2"), VIEW("round-2") },
	{ "slug: leading dash", VIEW("--x"), VIEW("x") },
	{ "slug: digits alone", VIEW("2026"), VIEW("") },
	{ "slug: other letters", VIEW(HAN HAN), VIEW("") },
	{ "slug: mixed", VIEW("a" HAN "b"), VIEW("a-b") },
	{ "slug: emoji", VIEW("go " MAN ZWJ GIRL), VIEW("go") },
	{ "slug: broken",
	    VIEW("a\xff"
		 "b"),
	    VIEW("a-b") },
	{ "slug: nothing", VIEW(""), VIEW("") },
	{ "slug: 64", VIEW(SIXTY "abcdefgh"), VIEW(SIXTY "abcd") },
	{ "slug: 64, dash at the end", VIEW(SIXTY "abc-efgh"),
	    VIEW(SIXTY "abc") },
	{ "slug: 65 by a long decomposition", VIEW(SIXTY "abc\xc3\x9f"),
	    VIEW(SIXTY "abcs") },
};

static const struct {
	const char *name;
	struct str in;
	size_t width;
} widths[] = {
	{ "width: nothing", VIEW(""), 0 },
	{ "width: ASCII", VIEW("hello, you"), 10 },
	{ "width: precomposed", VIEW("\xc3\xa9"), 1 },
	{ "width: combining", VIEW("e" ACUTE), 1 },
	{ "width: many marks", VIEW("e" ACUTE ACUTE ACUTE ACUTE "x"), 2 },
	{ "width: a mark alone", VIEW(ACUTE), 0 },
	{ "width: han", VIEW(HAN HAN), 4 },
	{ "width: fullwidth", VIEW("\xef\xbc\xa1"), 2 },
	{ "width: halfwidth kana", VIEW("\xef\xbd\xb1"), 1 },
	{ "width: halfwidth kana with mark", VIEW("\xef\xbd\xb6\xef\xbe\x9e"),
	    2 },
	{ "width: hangul", VIEW("\xea\xb0\x80"), 2 },
	{ "width: jamo", VIEW("\xe1\x84\x80\xe1\x85\xa1\xe1\x86\xa8"), 2 },
	{ "width: ambiguous", VIEW("\xc2\xa1\xce\xb1"), 2 },
	{ "width: unassigned", VIEW("\xcd\xb8"), 1 },
	{ "width: private use", VIEW("\xee\x80\x80"), 1 },
	{ "width: zero width space",
	    VIEW("a\xe2\x80\x8b"
		 "b"),
	    2 },
	{ "width: emoji", VIEW(MAN), 2 },
	{ "width: family", VIEW(MAN ZWJ GIRL ZWJ GIRL), 2 },
	{ "width: skin tone", VIEW(MAN "\xf0\x9f\x8f\xbd"), 2 },
	{ "width: heart as text", VIEW(HEART), 1 },
	{ "width: heart as emoji", VIEW(HEART VS16), 2 },
	{ "width: keycap", VIEW("1" VS16 "\xe2\x83\xa3"), 2 },
	{ "width: selector alone", VIEW(VS16), 0 },
	{ "width: selector behind a letter", VIEW("a" VS16), 1 },
	{ "width: flag", VIEW(FLAG_DE), 2 },
	{ "width: two flags", VIEW(FLAG_DE FLAG_DE), 4 },
	{ "width: thai", VIEW("\xe0\xb8\x81\xe0\xb8\xb3"), 2 },
	{ "width: escape", VIEW("\x1b[1m"), 7 },
	{ "width: LF", VIEW("a\nb"), 4 },
	{ "width: C1", VIEW("\xc2\x85"), 4 },
	{ "width: override", VIEW("\xe2\x80\xae"), 6 },
	{ "width: broken", VIEW("\xff\xfe"), 8 },
};

/* The width of a text is that of its visible form, by definition. */
static bool
width_is_visible_width(struct str s)
{
	struct buf b = BUF_INIT;
	bool same;

	utf8_add_visible(&b, s);
	same = utf8_width(s) == utf8_width(buf_str(&b));
	buf_release(&b);
	return same;
}

static void
test_width(void)
{
	for (size_t i = 0; i < LENGTH(widths); i++)
		expect(widths[i].name,
		    utf8_width(widths[i].in) == widths[i].width &&
			width_is_visible_width(widths[i].in));
}

static const struct {
	const char *name;
	struct str in;
	size_t columns;
	struct str out;
} cuts[] = {
	{ "cut: fits", VIEW("abc"), 3, VIEW("abc") },
	{ "cut: ASCII", VIEW("abcd"), 3, VIEW("abc") },
	{ "cut: to nothing", VIEW("abc"), 0, VIEW("") },
	{ "cut: nothing", VIEW(""), 0, VIEW("") },
	{ "cut: before half a character", VIEW("a" HAN), 2, VIEW("a") },
	{ "cut: behind a wide one", VIEW("a" HAN "b"), 3, VIEW("a" HAN) },
	{ "cut: marks stay with their letter", VIEW("ae" ACUTE "b"), 2,
	    VIEW("ae" ACUTE) },
	{ "cut: a family is one", VIEW(MAN ZWJ GIRL "x"), 2,
	    VIEW(MAN ZWJ GIRL) },
	{ "cut: nor half of it", VIEW("a" MAN ZWJ GIRL), 2, VIEW("a") },
	{ "cut: nor half a flag", VIEW("a" FLAG_DE), 2, VIEW("a") },
	{ "cut: nor a widened heart", VIEW("a" HEART VS16), 2, VIEW("a") },
	{ "cut: what takes no column stays",
	    VIEW("a\xe2\x80\x8b"
		 "b"),
	    1, VIEW("a\xe2\x80\x8b") },
};

static void
test_cut(void)
{
	for (size_t i = 0; i < LENGTH(cuts); i++)
		expect_text(cuts[i].name, utf8_cut(cuts[i].in, cuts[i].columns),
		    cuts[i].out);
}

static void
test_valid(void)
{
	struct buf b = BUF_INIT;

	expect("valid: nothing", utf8_valid((struct str){ NULL, 0 }));
	expect("valid: NUL is not", !utf8_valid(STR("a\0b")));
	/* wherever the one bad byte stands among whole words */
	for (size_t i = 0; i < 40; i++) {
		buf_cut(&b, 0);
		for (size_t j = 0; j < 40; j++)
			buf_addc(&b, i == j ? '\x80' : 'a');
		if (utf8_valid(buf_str(&b)))
			fail("valid: bad byte at any place", buf_str(&b));
	}
	buf_release(&b);
}

/* Appends the bytes that hexadecimal digits, with blanks, stand for. */
static void
add_hex(struct buf *b, struct str hex)
{
	char digit[3] = "";
	size_t n = 0;

	if (str_is(hex, "nothing"))
		return;
	for (; hex.n > 0; hex = str_from(hex, 1)) {
		if (hex.p[0] == ' ')
			continue;
		digit[n++] = hex.p[0];
		if (n == 2)
			buf_addc(b, (char)strtol(digit, NULL, 16));
		n %= 2;
	}
}

/* The same bytes with each NUL as U+FFFD, which the case file keeps. */
static void
add_without_nul(struct buf *b, struct str s)
{
	for (; s.n > 0; s = str_from(s, 1))
		buf_add(b, s.p[0] == '\0' ? STR(FFFD) : str_upto(s, 1));
}

/* One line of utf8tests.txt: `num:kind:bytes[:skipped:replaced]`. */
static bool
case_holds(struct str line)
{
	struct buf in = BUF_INIT, want = BUF_INIT, got = BUF_INIT;
	struct str num, kind, bytes, skipped, replaced;
	bool valid, holds;

	str_split(&line, ':', &num);
	str_split(&line, ':', &kind);
	str_split(&line, ':', &bytes);
	kind = str_trim(kind);
	if (str_is(kind, "valid"))
		buf_add(&in, bytes);
	else
		add_hex(&in, bytes);
	if (str_split(&line, ':', &skipped) && str_split(&line, ':', &replaced))
		add_hex(&got, replaced);
	else
		buf_add(&got, buf_str(&in));
	add_without_nul(&want, buf_str(&got));
	buf_cut(&got, 0);
	utf8_add_repaired(&got, buf_str(&in));
	valid = !str_starts(kind, STR("invalid")) &&
	    str_find(buf_str(&in), '\0') == in.n;
	holds = utf8_valid(buf_str(&in)) == valid &&
	    utf8_valid(buf_str(&got)) &&
	    str_eq(buf_str(&got), buf_str(&want)) &&
	    width_is_visible_width(buf_str(&in));
	buf_release(&in);
	buf_release(&want);
	buf_release(&got);
	return holds;
}

static void
test_cases(const char *dir)
{
	const char *name = "utf8tests.txt";
	struct buf path = BUF_INIT;
	FILE *f;
	char *line = NULL;
	size_t cap = 0, n = 0;
	ssize_t len;
	int before = failures;

	buf_addf(&path, "%s/unicode/utf8tests/utf8tests.txt", dir);
	f = fopen(buf_z(&path), "r");
	buf_release(&path);
	if (f == NULL) {
		printf("skip %s\n", name);
		return;
	}
	while ((len = getline(&line, &cap, f)) != -1) {
		struct str s = { line, (size_t)len };

		s = str_upto(s, str_find(s, '\n'));
		if (s.n == 0 || s.p[0] == '#')
			continue;
		n++;
		if (!case_holds(s))
			fail(name, s);
	}
	if (failures == before)
		printf("ok %s: %zu cases\n", name, n);
	free(line);
	fclose(f);
}

int
main(int argc, char *argv[])
{
	test_valid();
	test_pairs(utf8_add_visible, visible, LENGTH(visible));
	test_pairs(utf8_add_repaired, repaired, LENGTH(repaired));
	test_pairs(utf8_add_folded, folded, LENGTH(folded));
	test_pairs(utf8_add_slug, slugs, LENGTH(slugs));
	test_width();
	test_cut();
	test_cases(argc > 1 ? argv[1] : "");
	return failures > 0 ? 1 : 0;
}
