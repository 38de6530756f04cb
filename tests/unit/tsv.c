/*
 * lib/tsv: the escapes of a field, there and back.
 */
#include "tsv.h"
#include "expect.h"

#define LEN(a) (sizeof(a) / sizeof((a)[0]))

/* A raw field, what it means, and how that is written. */
static const struct {
	const char *name, *raw, *plain, *again;
} cases[] = {
	{ "nothing", "", "", "" },
	{ "plain text", "Check-in", "Check-in", "Check-in" },
	{ "the four escapes", "a\\tb\\nc\\rd\\\\e", "a\tb\nc\rd\\e",
	    "a\\tb\\nc\\rd\\\\e" },
	{ "another letter", "a\\qb", "a\\qb", "a\\\\qb" },
	{ "a backslash at the end", "a\\", "a\\", "a\\\\" },
	{ "an escaped backslash before t", "a\\\\tb", "a\\tb", "a\\\\tb" },
	{ "\\N inside a field", "x\\N", "x\\N", "x\\\\N" },
	{ "only a TAB", "\\t", "\t", "\\t" },
	{ "bytes of UTF-8", "caf\xc3\xa9\\t\xf0\x9f\x90\xa6",
	    "caf\xc3\xa9\t\xf0\x9f\x90\xa6", "caf\xc3\xa9\\t\xf0\x9f\x90\xa6" },
};

static void
test_case(size_t i)
{
	struct buf plain = BUF_INIT, again = BUF_INIT, name = BUF_INIT;

	tsv_add_plain(&plain, str_of(cases[i].raw));
	expect_text(cases[i].name, buf_str(&plain), cases[i].plain);
	tsv_add_raw(&again, buf_str(&plain));
	buf_addf(&name, "%s, written", cases[i].name);
	expect_text(buf_z(&name), buf_str(&again), cases[i].again);
	buf_release(&plain);
	buf_release(&again);
	buf_release(&name);
}

/* What the raw fields are, from the least to the greatest. */
static void
test_compare(void)
{
	static const char *const order[] = { "", "\\N", "\\\\", "\\q", "\r",
		"a", "a\rb", "a\\t", "b" };
	size_t i, k, wrong = 0;
	int c;

	for (i = 0; i < LEN(order); i++)
		for (k = 0; k < LEN(order); k++) {
			c = tsv_compare(str_of(order[i]), str_of(order[k]));
			wrong += (c > 0) - (c < 0) != (i > k) - (i < k);
		}
	expect(wrong == 0, "compared", "%zu are not in order", wrong);
	expect(tsv_compare(STR("a\rb"), STR("a\\rb")) == 0, "two spellings",
	    "they differ");
}

/* Every string of up to five of these is read back as it was. */
static void
test_round(void)
{
	static const char alphabet[] = "\t\n\r\\tnN";
	enum { LETTERS = sizeof(alphabet) - 1, LONGEST = 5 };
	size_t n, i, k, count = 1, wrong = 0;
	char text[LONGEST];
	struct buf raw = BUF_INIT, plain = BUF_INIT;

	for (n = 0; n <= LONGEST; n++, count *= LETTERS)
		for (i = 0; i < count; i++) {
			for (k = 0; k < n; k++)
				text[k] = alphabet[(i >> (3 * k)) % LETTERS];
			buf_cut(&raw, 0);
			buf_cut(&plain, 0);
			tsv_add_raw(&raw, (struct str){ text, n });
			tsv_add_plain(&plain, buf_str(&raw));
			wrong +=
			    !str_eq(buf_str(&plain), (struct str){ text, n });
			wrong += n > 0 && str_eq(buf_str(&raw), TSV_CLEARED);
		}
	expect(wrong == 0, "written and read again", "%zu are not", wrong);
	buf_release(&raw);
	buf_release(&plain);
}

int
main(void)
{
	size_t i;

	for (i = 0; i < LEN(cases); i++)
		test_case(i);
	test_compare();
	test_round();
	return expect_status();
}
