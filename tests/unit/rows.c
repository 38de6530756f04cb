/*
 * lib/rows: which lines of a table are rows, what their fields are, and what
 * is said of the others.
 */
#include <stdlib.h>

#include "buf.h"
#include "expect.h"
#include "rows.h"
#include "xalloc.h"

#define T1 "2026-11-20T18:00:00.001Z"
#define T2 "2026-11-20T18:00:00.002Z"
#define HEAD "id\ttime\ttext\n"
/* A text with its length, in a table. */
#define TEXT(lit)                    \
	{                            \
		lit, sizeof(lit) - 1 \
	}
#define LEN(a) (sizeof(a) / sizeof((a)[0]))

/*
 * A table's text, and what is read of it: a row as `LINE: column=field ...`
 * with its fields as they stand, a bad line as `LINE! what`.
 */
static const struct {
	const char *name;
	enum table_id table;
	struct str text;
	const char *want;
} cases[] = {
	{ "an empty file", TABLE_QUESTIONS, TEXT(""), "" },
	{ "a header alone", TABLE_QUESTIONS, TEXT(HEAD), "" },
	{ "a row", TABLE_QUESTIONS, TEXT(HEAD "a\t" T1 "\tone\n"),
	    "2: time=" T1 " id=a text=one\n" },
	{ "columns in any order", TABLE_QUESTIONS,
	    TEXT("text\tid\ttime\none\ta\t" T1 "\n"),
	    "2: time=" T1 " id=a text=one\n" },
	{ "an unknown column is kept", TABLE_QUESTIONS,
	    TEXT("id\ttime\tmood\ttext\na\t" T1 "\tgood\tone\n"),
	    "2: time=" T1 " id=a text=one mood=good\n" },
	{ "escapes stay in the fields", TABLE_QUESTIONS,
	    TEXT(HEAD "a\t" T1 "\tone\\ttwo\\q\\\n"),
	    "2: time=" T1 " id=a text=one\\ttwo\\q\\\n" },
	{ "a field of nothing but \\N", TABLE_QUESTIONS,
	    TEXT(HEAD "a\t" T1 "\t\\N\n"), "2: time=" T1 " id=a text=\\N\n" },
	{ "a row shorter than its header", TABLE_QUESTIONS, TEXT(HEAD "a\n"),
	    "2: id=a\n" },
	{ "an empty time and by", TABLE_QUESTIONS, TEXT(HEAD "a\t\tone\n"),
	    "2: id=a text=one\n" },
	{ "blank lines", TABLE_QUESTIONS,
	    TEXT("\n" HEAD "\n\t\t\na\t" T1 "\n\n"), "5: time=" T1 " id=a\n" },
	{ "a byte order mark", TABLE_QUESTIONS,
	    TEXT("\xef\xbb\xbf" HEAD "a\t" T1 "\n"), "2: time=" T1 " id=a\n" },
	{ "CRLF", TABLE_QUESTIONS,
	    TEXT("id\ttime\ttext\r\na\t" T1 "\tone\r\nb\t" T1 "\t\r\n"),
	    "2: time=" T1 " id=a text=one\n3: time=" T1 " id=b\n" },
	{ "a second header", TABLE_QUESTIONS,
	    TEXT(HEAD "a\t" T1 "\tone\n"
		      "id\ttime\ttext\tmood\nb\t" T2 "\ttwo\tgood\n"),
	    "2: time=" T1 " id=a text=one\n"
	    "4: time=" T2 " id=b text=two mood=good\n" },
	{ "a second header in another order", TABLE_QUESTIONS,
	    TEXT(HEAD "a\t" T1 "\tone\ntime\ttext\tid\n" T2 "\ttwo\tb\n"),
	    "2: time=" T1 " id=a text=one\n4: time=" T2 " id=b text=two\n" },
	{ "the last header needs no LF", TABLE_QUESTIONS, TEXT("id\ttime"),
	    "" },
	{ "a key of three", TABLE_VOTES,
	    TEXT("time\twho\tref\tround\tposition\n" T1 "\tana\ts\t1\tagree\n"),
	    "2: time=" T1 " who=ana ref=s round=1 position=agree\n" },
	{ "an item without id is known by its title", TABLE_AGENDA,
	    TEXT("id\tdepth\ttitle\ttime\n\t0\tArriving\n"),
	    "2: depth=0 title=Arriving\n" },

	{ "no header", TABLE_QUESTIONS, TEXT("a\t" T1 "\tone\n"),
	    "1! no header: the line does not name time and id\n" },
	{ "a header without its key", TABLE_QUESTIONS,
	    TEXT("time\ttext\n" T1 "\tone\n"),
	    "1! no header: the line does not name time and id\n"
	    "2! no header before this line\n" },
	{ "a header without time", TABLE_VOTES, TEXT("who\tref\tround\n"),
	    "1! no header: the line does not name time and who, ref, round\n" },
	{ "rows before the header", TABLE_QUESTIONS,
	    TEXT("\na\t" T1 "\n" HEAD "b\t" T1 "\n"),
	    "2! no header before this line\n4: time=" T1 " id=b\n" },
	{ "a column named twice", TABLE_QUESTIONS,
	    TEXT("id\ttime\ttext\ttext\na\t" T1 "\tone\ttwo\n"),
	    "1! a column is named twice\n2: time=" T1 " id=a text=one\n" },
	{ "conflict markers", TABLE_QUESTIONS,
	    TEXT(HEAD "<<<<<<< HEAD\na\t" T1 "\n=======\nb\t" T2
		      "\n>>>>>>> theirs\n|||||||\n"),
	    "2! a conflict marker of git\n3: time=" T1 " id=a\n"
	    "4! a conflict marker of git\n5: time=" T2 " id=b\n"
	    "6! a conflict marker of git\n7! a conflict marker of git\n" },
	{ "what only looks like a marker", TABLE_QUESTIONS,
	    TEXT(HEAD "a\t\t=======\n"), "2: id=a text========\n" },
	{ "more fields than the header", TABLE_QUESTIONS,
	    TEXT(HEAD "a\t" T1 "\tone\tx\nb\t" T1 "\tone\t\t\n"),
	    "2! more fields than its header\n"
	    "3: time=" T1 " id=b text=one\n" },
	{ "a time in another form", TABLE_QUESTIONS,
	    TEXT(HEAD "a\t2026-11-20\tone\nb\t2026-11-20T18:00:00Z\n"),
	    "2! not a time: \"2026-11-20\"\n"
	    "3! not a time: \"2026-11-20T18:00:00Z\"\n" },
	{ "a day that there is not", TABLE_QUESTIONS,
	    TEXT(HEAD "a\t2026-02-30T18:00:00.000Z\n"),
	    "2! not a time: \"2026-02-30T18:00:00.000Z\"\n" },
	{ "a NUL", TABLE_QUESTIONS, TEXT(HEAD "a\t" T1 "\to\0e\n"),
	    "2! a NUL byte\n" },
	{ "invalid UTF-8", TABLE_QUESTIONS,
	    TEXT(HEAD "a\t" T1 "\tone\xff\nb\t" T1 "\tcaf\xc3\xa9\n"),
	    "2! not UTF-8\n3: time=" T1 " id=b text=caf\xc3\xa9\n" },
	{ "a surrogate is not UTF-8", TABLE_QUESTIONS,
	    TEXT(HEAD "a\t" T1 "\t\xed\xa0\x80\n"), "2! not UTF-8\n" },
	{ "no key", TABLE_QUESTIONS, TEXT(HEAD "\t" T1 "\tone\n\\N\t\ttwo\n"),
	    "2! a row without its key: no id\n"
	    "3! a row without its key: no id\n" },
	{ "part of a key", TABLE_VOTES,
	    TEXT("time\twho\tref\tround\n" T1 "\tana\t\t1\n"),
	    "2! a row without its key: no ref\n" },
	{ "an item without id and title", TABLE_AGENDA,
	    TEXT("id\ttime\ttitle\n\t" T1 "\n"),
	    "2! a row without its key: no id\n" },
	{ "an unfinished last line", TABLE_QUESTIONS,
	    TEXT(HEAD "a\t" T1 "\tone\nb\t" T2 "\ttw"),
	    "2: time=" T1 " id=a text=one\n3! an unfinished last line\n" },
	{ "a last line typed by hand", TABLE_QUESTIONS,
	    TEXT(HEAD "a\t" T1 "\tone\nb\t\ttwo"),
	    "2: time=" T1 " id=a text=one\n3: id=b text=two\n" },
	{ "a last line that ends in its time", TABLE_QUESTIONS,
	    TEXT("id\ttime\na\t2026-11-20T18:00:0"),
	    "2! an unfinished last line\n" },
	{ "a last line that is zeros", TABLE_QUESTIONS,
	    TEXT("time\tid\n" T1 "\ta\n\0\0\0\0\0\0"),
	    "2: time=" T1 " id=a\n3! an unfinished last line\n" },
};

static void
add_row(struct buf *b, const struct rows *r)
{
	size_t c;
	struct str f;

	buf_addf(b, "%zu:", r->line);
	for (c = 0; c < r->text->ncol; c++) {
		f = rows_field(r, (int)c);
		if (f.n > 0)
			buf_addf(b, " %.*s=%.*s", STR_ARG(r->text->col[c]),
			    STR_ARG(f));
	}
	buf_addc(b, '\n');
}

/* Reads all of it, with the bad lines where they stand. */
static void
add_all(struct buf *b, struct rows_text *t)
{
	struct rows r;
	size_t told = 0;
	bool more;

	rows_begin(&r, t);
	do {
		more = rows_next(&r);
		for (; told < t->ndamage; told++)
			buf_addf(b, "%zu! %s\n", t->damage[told].line,
			    t->damage[told].what);
		if (more)
			add_row(b, &r);
	} while (more);
	rows_release(&r);
}

/* The bytes as a table takes them over. */
static char *
padded(struct str s)
{
	char *p = xcalloc(s.n + SCAN_PAD, 1);

	if (s.n > 0)
		memcpy(p, s.p, s.n);
	return p;
}

static void
test_case(size_t i)
{
	struct buf first = BUF_INIT, second = BUF_INIT;
	size_t ndamage;
	struct rows_text t;

	rows_text_init(&t, schema_of(cases[i].table), padded(cases[i].text),
	    cases[i].text.n);
	add_all(&first, &t);
	expect_text(cases[i].name, buf_str(&first), cases[i].want);
	ndamage = t.ndamage;
	add_all(&second, &t);
	if (t.ndamage != ndamage)
		expect(false, cases[i].name, "damage is noted twice");
	rows_text_release(&t);
	buf_release(&first);
	buf_release(&second);
}

/* Lines of every length across the blocks that are scanned at once. */
static void
test_lengths(void)
{
	struct buf text = BUF_INIT;
	struct rows_text t;
	struct rows r;
	size_t n, bad = 0;

	buf_addz(&text, HEAD);
	for (n = 0; n < 300; n++) {
		buf_addz(&text, "a\t" T1 "\t");
		memset(buf_room(&text, n), 'x', n);
		text.n += n;
		buf_addc(&text, '\n');
	}
	rows_text_init(
	    &t, schema_of(TABLE_QUESTIONS), padded(buf_str(&text)), text.n);
	rows_begin(&r, &t);
	for (n = 0; rows_next(&r); n++)
		if (rows_field(&r, QUESTIONS_TEXT).n != n || r.line != n + 2)
			bad++;
	expect(n == 300 && bad == 0, "rows of every length",
	    "%zu rows, %zu of them wrong", n, bad);
	rows_release(&r);
	rows_text_release(&t);
	buf_release(&text);
}

/* More columns than there may be are damage, not a crash. */
static void
test_too_many(void)
{
	struct buf text = BUF_INIT, got = BUF_INIT;
	struct rows_text t;
	int i;

	buf_addz(&text, "id\ttime");
	for (i = 0; i < ROWS_COLUMNS_MAX; i++)
		buf_addf(&text, "\tc%d", i);
	buf_addz(&text, "\n" HEAD "a\t" T1 "\t");
	for (i = 0; i < 2 * ROWS_COLUMNS_MAX; i++)
		buf_addz(&text, "\tx");
	buf_addz(&text, "\nb\t" T1 "\tone\n");
	rows_text_init(
	    &t, schema_of(TABLE_QUESTIONS), padded(buf_str(&text)), text.n);
	add_all(&got, &t);
	expect_text("too many columns and fields", buf_str(&got),
	    "1! more than 4096 columns\n3! more fields than its header\n"
	    "4: time=" T1 " id=b text=one\n");
	rows_text_release(&t);
	buf_release(&text);
	buf_release(&got);
}

static const struct {
	const char *name, *a, *b;
	int want;
} order[] = {
	{ "equal rows", "a\t" T1 "\tone", "a\t" T1 "\tone", 0 },
	{ "the time first", "a\t" T2 "\ttwo", "b\t" T1 "\tone", 1 },
	{ "then the key", "a\t" T1 "\ttwo", "b\t" T1 "\tone", -1 },
	{ "then text", "a\t" T1 "\ttwo", "a\t" T1 "\tone", 1 },
	{ "an empty field is less", "a\t" T1, "a\t" T1 "\tone", -1 },
	{ "a CR is as its escape", "a\t" T1 "\tb\rZ", "a\t" T1 "\tbZ", 1 },
	{ "one text in two spellings", "a\t" T1 "\ta\\q", "a\t" T1 "\ta\\\\q",
	    0 },
};

static void
test_compare(size_t i)
{
	struct buf text = BUF_INIT;
	struct rows_text t;
	struct rows r;
	const char *a, *b;
	int c;

	buf_addf(&text, HEAD "%s\n%s\n", order[i].a, order[i].b);
	rows_text_init(
	    &t, schema_of(TABLE_QUESTIONS), padded(buf_str(&text)), text.n);
	rows_begin(&r, &t);
	rows_next(&r);
	a = r.start;
	rows_next(&r);
	b = r.start;
	rows_next(&r);
	rows_release(&r);
	c = rows_compare(&t, a, b);
	expect((c > 0) - (c < 0) == order[i].want &&
		(rows_compare(&t, b, a) > 0) == (c < 0),
	    order[i].name, "compared as %d", c);
	rows_text_release(&t);
	buf_release(&text);
}

/* Rows to be written join, by the last header. */
static void
test_append(void)
{
	struct rows_text t;
	struct rows r;
	const char *p;

	rows_text_init(&t, schema_of(TABLE_QUESTIONS),
	    padded(STR(HEAD "a\t" T1 "\tone\n")),
	    sizeof(HEAD "a\t" T1 "\tone\n") - 1);
	rows_begin(&r, &t);
	while (rows_next(&r))
		;
	rows_release(&r);
	rows_text_append_header(&t, STR("id\ttime\ttext\tmood"));
	p = rows_text_append(&t, STR("b\t" T2 "\ttwo\tgood"));
	rows_at(&r, &t, p);
	expect_text("an appended row is read by the new header",
	    rows_field(&r, rows_text_column(&t, STR("mood"))), "good");
	rows_release(&r);
	rows_at(&r, &t, t.header[0].from);
	expect_text("an old row is read by its own",
	    rows_field(&r, QUESTIONS_TEXT), "one");
	rows_release(&r);
	rows_text_release(&t);
}

int
main(void)
{
	size_t i;

	for (i = 0; i < LEN(cases); i++)
		test_case(i);
	for (i = 0; i < LEN(order); i++)
		test_compare(i);
	test_lengths();
	test_too_many();
	test_append();
	return expect_status();
}
