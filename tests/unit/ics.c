/* ics: folding, escapes, instants. */
#include <stdio.h>

#include "ics.h"
#include "utf8.h"

static int failed;

static void
is(const char *name, struct str got, const char *want)
{
	bool ok = str_is(got, want);

	printf("%s %s%s\n", ok ? "ok" : "not ok", name,
	    ok ? "" : ": got something else");
	if (!ok)
		printf("# %.*s\n", STR_ARG(got));
	failed |= !ok;
}

static void
test_text(void)
{
	struct buf b = BUF_INIT;

	ics_text(&b, "SUMMARY", STR("a, b; c\\d\ne\tf\x01g"));
	is("text is escaped", buf_str(&b),
	    "SUMMARY:a\\, b\\; c\\\\d\\ne fg\r\n");
	buf_cut(&b, 0);
	ics_text(&b, "SUMMARY", STR(""));
	is("nothing of an empty text", buf_str(&b), "");
	ics_value(&b, "URL", STR("https://a.example/?a,b;c\r\nX:y"));
	is("a value has no escapes and no line ends", buf_str(&b),
	    "URL:https://a.example/?a,b;cX:y\r\n");
	buf_release(&b);
}

static void
test_instant(void)
{
	struct buf b = BUF_INIT;
	instant t;

	instant_parse_stored(STR("2026-11-20T18:00:05.999Z"), &t);
	ics_instant(&b, "DTSTART", t);
	is("an instant", buf_str(&b), "DTSTART:20261120T180005Z\r\n");
	buf_release(&b);
}

/* Takes folds out again; *longest is the longest line in octets. */
static void
unfold(struct str s, struct buf *out, size_t *longest, bool *valid)
{
	struct str line;

	*longest = 0;
	*valid = true;
	while (str_split(&s, '\n', &line)) {
		*longest = line.n - 1 > *longest ? line.n - 1 : *longest;
		*valid =
		    *valid && utf8_valid(line) && line.p[line.n - 1] == '\r';
		buf_add(out,
		    str_upto(str_from(line, line.p[0] == ' '),
			line.n - 1 - (line.p[0] == ' ')));
	}
}

/* Texts of every length, of characters of 1 to 4 octets. */
static void
test_folding(void)
{
	static const char *const chars[] = { "x", "\xc3\xa9", "\xe2\x82\xac",
		"\xf0\x9f\x8c\xb3" };
	struct buf text = BUF_INIT, line = BUF_INIT, back = BUF_INIT,
		   want = BUF_INIT;
	bool ok = true, valid;
	size_t n, c, longest;

	for (c = 0; c < 4; c++)
		for (n = 1; n < 300; n++) {
			buf_cut(&text, 0);
			buf_cut(&line, 0);
			buf_cut(&back, 0);
			buf_cut(&want, 0);
			while (text.n < n)
				buf_addz(&text, chars[c]);
			ics_text(&line, "SUMMARY", buf_str(&text));
			unfold(buf_str(&line), &back, &longest, &valid);
			buf_addf(&want, "SUMMARY:%s", buf_z(&text));
			ok = ok && longest <= 75 && valid &&
			    str_eq(buf_str(&back), buf_str(&want));
		}
	is("lines are folded at 75 octets, between characters",
	    ok ? STR("yes") : STR("no"), "yes");
	buf_release(&text);
	buf_release(&line);
	buf_release(&back);
	buf_release(&want);
}

int
main(void)
{
	test_text();
	test_instant();
	test_folding();
	return failed;
}
