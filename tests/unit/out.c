/*
 * Tests of lib/out: `ok NAME` or `not ok NAME: why` for each, and a failure
 * if any failed.  The first argument is the directory of cases; what needs
 * them, or jq, is skipped where they are not.
 */
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include <csv.h>
#include <utf8proc.h>

#include "out.h"
#include "utf8.h"
#include "xalloc.h"

#define LENGTH(a) (sizeof(a) / sizeof((a)[0]))

static int failures;

static void
expect_text(const char *name, struct str got, const char *want)
{
	bool same = str_is(got, want);

	if (same)
		printf("ok %s\n", name);
	else
		printf("not ok %s: got\n%.*s---\n", name, STR_ARG(got));
	failures += !same;
}

static void
expect(const char *name, bool holds)
{
	printf(holds ? "ok %s\n" : "not ok %s: it does not hold\n", name);
	failures += !holds;
}

/* A stream into memory, for `to`. */
struct memory {
	FILE *f;
	char *p;
	size_t n;
};

static void
memory_open(struct memory *m)
{
	*m = (struct memory){ NULL, NULL, 0 };
	m->f = open_memstream(&m->p, &m->n);
	if (m->f == NULL) {
		perror("open_memstream");
		exit(1);
	}
}

static struct str
memory_close(struct memory *m)
{
	fclose(m->f);
	return (struct str){ m->p, m->n };
}

/* Listings and what each format makes of them */

static const struct out_column columns[] = {
	{ "id", OUT_TEXT, false },
	{ "votes", OUT_NUMBER, false },
	{ "text", OUT_TEXT, false },
	{ "share", OUT_NUMBER, true },
	{ "who", OUT_TEXT, true },
};

#define UNSET LLONG_MIN

struct row {
	const char *id;
	long long votes;
	const char *text;
	double share;
	const char *who;
	bool marked;
};

/* Ends with a row without id. */
static const struct row none[] = { { .id = NULL } };
static const struct row two[] = {
	{ "q7mk2d", 12, "What is new?", 0.5, "ana", true },
	{ "b3", UNSET, "", 0.333333, "", false },
	{ .id = NULL },
};
static const struct row odd[] = {
	{ "\xe6\xbc\xa2", -3, "tab\there", -0.0001, "a,b", false },
	{ "e\xcc\x81", 0, "two\nlines\r", 1, "say \"x\"", false },
	{ "\\N", 1, "\x1b[1m", 0, "=1+1", false },
	{ ".", 2, " blanks ", 0, "-", false },
	{ .id = NULL },
};
static const struct row long_ones[] = {
	{ "q7mk2d", 1234567, "A question that is far too long", 0,
	    "ana, ben and chloe", false },
	{ "x", 1,
	    "\xe6\xbc\xa2\xe5\xad\x97\xe6\xbc\xa2\xe5\xad\x97\xe6\xbc"
	    "\xa2\xe5\xad\x97\xe6\xbc\xa2",
	    0, "", false },
	{ .id = NULL },
};
static const struct row markup[] = {
	{ "a|b", 1, "<b>x</b> & &amp; `c` *d* _e_ f_g [h](i) ~j~ $k$", 0, "\\|",
	    false },
	{ "x", 1, "(https://example.org/~a/b_(c)?d=1&e=*).", 0, "", false },
	{ "y", 1, "www.one\ntwo\tthree\x01\xff", 0, "\xe6\xbc\xa2", false },
	{ .id = NULL },
};

static void
put_row(struct out *o, const struct row *r)
{
	if (r->marked)
		out_mark(o);
	out_text(o, str_of(r->id));
	if (r->votes == UNSET)
		out_text(o, STR(""));
	else
		out_number(o, r->votes);
	out_text(o, str_of(r->text));
	out_real(o, r->share, 2);
	out_text(o, str_of(r->who));
}

static void
print_rows(struct out_options opt, const struct row *rows)
{
	struct error e = ERROR_INIT;
	struct out o;

	if (out_begin(&o, &opt, columns, LENGTH(columns), &e) == 0) {
		for (; rows->id != NULL; rows++)
			put_row(&o, rows);
		out_end(&o, &e);
	}
	if (e.status != 0)
		fprintf(opt.to, "error: %s\n", buf_z(&e.msg));
	error_release(&e);
}

#define SELECT(lit)                  \
	{                            \
		lit, sizeof(lit) - 1 \
	}

static const struct {
	const char *name;
	struct out_options opt;
	const struct row *rows;
	const char *want;
} listings[] = {
	{ "table", { .format = OUT_TABLE }, two,
	    "id      votes  text\n"
	    "q7mk2d     12  What is new?\n"
	    "b3\n" },
	{ "table: empty", { .format = OUT_TABLE }, none, "" },
	{ "table: no header", { .format = OUT_TABLE, .no_header = true }, two,
	    "q7mk2d  12  What is new?\n"
	    "b3\n" },
	{ "table: display width, control characters",
	    { .format = OUT_TABLE, .select = SELECT("id,text,votes") }, odd,
	    "id  text          votes\n"
	    "\xe6\xbc\xa2  tab\\there        -3\n"
	    "e\xcc\x81   two\\nlines\\r      0\n"
	    "\\N  \\x1b[1m           1\n"
	    ".    blanks           2\n" },
	{ "table: blanks at the end go",
	    { .format = OUT_TABLE,
		.no_header = true,
		.select = SELECT("text") },
	    odd, "tab\\there\ntwo\\nlines\\r\n\\x1b[1m\n blanks\n" },
	{ "table: colour", { .format = OUT_TABLE, .colour = true }, two,
	    "\x1b[4mid      votes  text\x1b[0m\n"
	    "\x1b[1mq7mk2d     12  What is new?\x1b[0m\n"
	    "b3\n" },
	{ "table: wide enough", { .format = OUT_TABLE, .width = 48 }, long_ones,
	    "id        votes  text\n"
	    "q7mk2d  1234567  A question that is far too long\n"
	    "x             1  \xe6\xbc\xa2\xe5\xad\x97\xe6\xbc\xa2\xe5\xad\x97"
	    "\xe6\xbc\xa2\xe5\xad\x97\xe6\xbc\xa2\n" },
	{ "table: cut", { .format = OUT_TABLE, .width = 30 }, long_ones,
	    "id        votes  text\n"
	    "q7mk2d  1234567  A question t\xe2\x80\xa6\n"
	    "x             1  \xe6\xbc\xa2\xe5\xad\x97\xe6\xbc\xa2\xe5\xad\x97"
	    "\xe6\xbc\xa2\xe5\xad\x97\xe2\x80\xa6\n" },
	{ "table: cut the widest until they are alike",
	    { .format = OUT_TABLE,
		.width = 31,
		.select = SELECT("text,votes,who") },
	    long_ones,
	    "text          votes  who\n"
	    "A questio\xe2\x80\xa6  1234567  ana, ben \xe2\x80\xa6\n"
	    "\xe6\xbc\xa2\xe5\xad\x97\xe6\xbc\xa2\xe5\xad\x97\xe2\x80\xa6"
	    "         1\n" },
	{ "table: never cut below eight columns",
	    { .format = OUT_TABLE, .width = 1 }, long_ones,
	    "id        votes  text\n"
	    "q7mk2d  1234567  A quest\xe2\x80\xa6\n"
	    "x             1  \xe6\xbc\xa2\xe5\xad\x97\xe6\xbc\xa2"
	    "\xe2\x80\xa6\n" },

	{ "tsv", { .format = OUT_TSV }, two,
	    "id\tvotes\ttext\nq7mk2d\t12\tWhat is new?\nb3\t\t\n" },
	{ "tsv: empty", { .format = OUT_TSV }, none, "id\tvotes\ttext\n" },
	{ "tsv: no header", { .format = OUT_TSV, .no_header = true }, none,
	    "" },
	{ "tsv: escapes", { .format = OUT_TSV, .no_header = true }, odd,
	    "\xe6\xbc\xa2\t-3\ttab\\there\n"
	    "e\xcc\x81\t0\ttwo\\nlines\\r\n"
	    "\\\\N\t1\t\x1b[1m\n"
	    ".\t2\t blanks \n" },
	{ "tsv: columns in the order asked for",
	    { .format = OUT_TSV, .select = SELECT("share, who,id") }, two,
	    "share\twho\tid\n0.50\tana\tq7mk2d\n0.33\t\tb3\n" },
	{ "tsv: width and colour are the table's",
	    { .format = OUT_TSV, .width = 1, .colour = true }, two,
	    "id\tvotes\ttext\nq7mk2d\t12\tWhat is new?\nb3\t\t\n" },

	{ "csv", { .format = OUT_CSV, .select = SELECT("id,text,who") }, odd,
	    "id,text,who\r\n"
	    "\xe6\xbc\xa2,\"tab\there\",\"a,b\"\r\n"
	    "e\xcc\x81,\"two\nlines\r\",\"say \"\"x\"\"\"\r\n"
	    "\\N,\x1b[1m,=1+1\r\n"
	    ".,\" blanks \",-\r\n" },
	{ "csv: empty", { .format = OUT_CSV }, none, "id,votes,text\r\n" },
	{ "csv: an empty only cell is no empty line",
	    { .format = OUT_CSV, .select = SELECT("text") }, two,
	    "text\r\nWhat is new?\r\n\"\"\r\n" },
	{ "csv: spreadsheet, numbers stay numbers",
	    { .format = OUT_CSV,
		.spreadsheet = true,
		.select = SELECT("votes,who") },
	    odd,
	    "votes,who\r\n-3,\"a,b\"\r\n0,\"say \"\"x\"\"\"\r\n"
	    "1,\"'=1+1\"\r\n2,\"'-\"\r\n" },

	{ "json", { .format = OUT_JSON, .select = SELECT("id,votes,share") },
	    two,
	    "[\n{\"id\":\"q7mk2d\",\"votes\":12,\"share\":0.50},\n"
	    "{\"id\":\"b3\",\"votes\":\"\",\"share\":0.33}\n]\n" },
	{ "json: empty", { .format = OUT_JSON }, none, "[]\n" },
	{ "json: minus nothing is nothing",
	    { .format = OUT_JSON, .select = SELECT("share") }, odd,
	    "[\n{\"share\":0.00},\n{\"share\":1.00},\n{\"share\":0.00},\n"
	    "{\"share\":0.00}\n]\n" },
	{ "json: a header is no matter",
	    { .format = OUT_JSON, .no_header = true, .select = SELECT("who") },
	    two, "[\n{\"who\":\"ana\"},\n{\"who\":\"\"}\n]\n" },

	{ "md", { .format = OUT_MD }, two,
	    "| id     | votes | text         |\n"
	    "| ------ | ----: | ------------ |\n"
	    "| q7mk2d |    12 | What is new? |\n"
	    "| b3     |       |              |\n" },
	{ "md: empty", { .format = OUT_MD }, none,
	    "| id  | votes | text |\n| --- | ----: | ---- |\n" },
	{ "md: no header",
	    { .format = OUT_MD, .no_header = true, .select = SELECT("id") },
	    two, "| q7mk2d |\n| b3     |\n" },
	{ "md: markup shows as text",
	    { .format = OUT_MD,
		.no_header = true,
		.select = SELECT("text,id,who") },
	    markup,
	    "| &lt;b&gt;x&lt;/b&gt; & &amp;amp; \\`c\\` \\*d\\* \\_e\\_ f_g "
	    "\\[h\\](i) \\~j\\~ \\$k\\$ | a\\|b | \\\\\\| |\n"
	    "| (<https://example.org/~a/b_(c)?d=1&e=*)>.               "
	    "                    | x    |      |\n"
	    "| www\\.one<br>two three\xef\xbf\xbd\xef\xbf\xbd           "
	    "                                          | y    | \xe6\xbc\xa2"
	    "   |\n" },

	{ "select: unknown, one near",
	    { .format = OUT_TSV, .select = SELECT("id,vots") }, two,
	    "error: no column \"vots\": did you mean \"votes\"? "
	    "(columns: id, votes, text, share, who)\n" },
	{ "select: unknown, none near",
	    { .format = OUT_TSV, .select = SELECT("\x1b[31mzzz") }, two,
	    "error: no column \"\\x1b[31mzzz\" "
	    "(columns: id, votes, text, share, who)\n" },
	{ "select: an empty name",
	    { .format = OUT_TSV, .select = SELECT("id,,who") }, two,
	    "error: no column \"\" "
	    "(columns: id, votes, text, share, who)\n" },
	{ "select: twice", { .format = OUT_TSV, .select = SELECT("id,id") },
	    two, "error: column given twice: id\n" },
};

static void
test_listings(void)
{
	for (size_t i = 0; i < LENGTH(listings); i++) {
		struct out_options opt = listings[i].opt;
		struct memory m;

		memory_open(&m);
		opt.to = m.f;
		print_rows(opt, listings[i].rows);
		expect_text(
		    listings[i].name, memory_close(&m), listings[i].want);
		free(m.p);
	}
}

static void
test_numbers(void)
{
	static const struct out_column n = { "n", OUT_NUMBER, false };
	static const long long whole[] = { 0, -1, 10, LLONG_MAX, LLONG_MIN };
	static const double real[] = { 0.125, -0.5, -0.4, 1e15, 0 };
	struct error e = ERROR_INIT;
	struct out_options opt = { .format = OUT_JSON };
	struct memory m;
	struct out o;

	memory_open(&m);
	opt.to = m.f;
	out_begin(&o, &opt, &n, 1, &e);
	for (size_t i = 0; i < LENGTH(whole); i++)
		out_number(&o, whole[i]);
	for (size_t i = 0; i < LENGTH(real); i++)
		out_real(&o, real[i], (int)i % 3);
	out_real(&o, (double)NAN, 1);
	out_real(&o, -(double)INFINITY, 1);
	expect("numbers: written", out_end(&o, &e) == 0);
	expect_text("numbers", memory_close(&m),
	    "[\n{\"n\":0},\n{\"n\":-1},\n{\"n\":10},\n"
	    "{\"n\":9223372036854775807},\n{\"n\":-9223372036854775808},\n"
	    "{\"n\":0},\n{\"n\":-0.5},\n{\"n\":-0.40},\n"
	    "{\"n\":1000000000000000},\n{\"n\":0.0},\n"
	    "{\"n\":\"\"},\n{\"n\":\"\"}\n]\n");
	free(m.p);
	error_release(&e);
}

static void
test_wants(void)
{
	struct out_options opt = {
		.format = OUT_JSON, .select = STR("who,id"), .to = stdout
	};
	struct error e = ERROR_INIT;
	struct out o;

	out_begin(&o, &opt, columns, LENGTH(columns), &e);
	expect("wants: what -c names",
	    out_wants(&o, 0) && !out_wants(&o, 1) && out_wants(&o, 4));
	out_text(&o, STR("not printed"));
	out_release(&o);
	out_release(&o);
	error_release(&e);
}

static void
test_formats(void)
{
	static const char *const names[] = { "table", "tsv", "csv", "json",
		"md" };
	enum out_format f = OUT_TABLE;
	bool ok = true;

	for (size_t i = 0; i < LENGTH(names); i++)
		ok = ok && out_format_parse(str_of(names[i]), &f) &&
		    (size_t)f == i;
	expect("format: names", ok);
	expect("format: unknown", !out_format_parse(STR("xml"), &f));
	expect("format: empty", !out_format_parse(STR(""), &f));
	expect("format: not a beginning", !out_format_parse(STR("js"), &f));
}

static void
test_full_disk(void)
{
	struct out_options opt = { .format = OUT_TSV };
	struct error e = ERROR_INIT;
	struct out o;

	opt.to = fopen("/dev/full", "w");
	if (opt.to == NULL) {
		printf("skip full disk\n");
		return;
	}
	out_begin(&o, &opt, columns, LENGTH(columns), &e);
	for (int i = 0; i < 100000; i++)
		put_row(&o, &two[0]);
	expect("full disk: fails", out_end(&o, &e) == -1);
	expect("full disk: status", e.status == EXIT_SYSTEM);
	expect_text("full disk: message", buf_str(&e.msg),
	    "stdout: No space left on device");
	fclose(opt.to);
	error_release(&e);
}

/* Round trips */

/* Texts, one behind the other. */
struct texts {
	struct buf all;
	size_t *end;
	size_t n, cap;
};

static struct str
text_at(const struct texts *t, size_t i)
{
	size_t begin = i > 0 ? t->end[i - 1] : 0;

	return (struct str){ t->all.p + begin, t->end[i] - begin };
}

/* What was added to `all` since the last text is one. */
static void
texts_end_one(struct texts *t)
{
	t->end = xgrow(t->end, t->n, &t->cap, sizeof(*t->end));
	t->end[t->n++] = t->all.n;
}

static void
texts_release(struct texts *t)
{
	buf_release(&t->all);
	free(t->end);
	*t = (struct texts){ .n = 0 };
}

static void
expect_same(const char *name, const struct texts *got, const struct texts *want)
{
	expect(name,
	    got->n == want->n &&
		str_eq(buf_str(&got->all), buf_str(&want->all)) &&
		memcmp(got->end, want->end, got->n * sizeof(*got->end)) == 0);
}

/* Reads four hexadecimal digits as a character that is no surrogate. */
static void
add_unicode(struct buf *b, const char *hex)
{
	char digits[5] = "";
	int32_t cp;

	memcpy(digits, hex, 4);
	cp = (int32_t)strtol(digits, NULL, 16);
	b->n += (size_t)utf8proc_encode_char(cp, (uint8_t *)buf_room(b, 4));
}

/* The letters that stand behind a backslash, and what they mean. */
static void
add_meant(struct buf *b, char c, const char *letters, const char *meanings)
{
	const char *at = strchr(letters, c);

	buf_addc(b, at != NULL ? meanings[at - letters] : c);
}

/* Adds the string that begins behind the quote at `p`; returns its end. */
static const char *
read_json_string(struct buf *b, const char *p)
{
	for (; *p != '"' && *p != '\0'; p++) {
		if (*p != '\\') {
			buf_addc(b, *p);
		} else if (*++p == 'u') {
			add_unicode(b, p + 1);
			p += 4;
		} else {
			add_meant(b, *p, "btnfr", "\b\t\n\f\r");
		}
	}
	return p;
}

static bool
read_file(struct buf *b, const char *path)
{
	FILE *f = fopen(path, "r");
	size_t n;

	if (f == NULL)
		return false;
	do {
		n = fread(buf_room(b, BUFSIZ), 1, BUFSIZ, f);
		buf_cut(b, b->n + n);
	} while (n > 0);
	fclose(f);
	return true;
}

/* The strings of a JSON array of strings. */
static bool
read_texts(struct texts *t, const char *path)
{
	struct buf b = BUF_INIT;
	const char *p;

	if (!read_file(&b, path))
		return false;
	for (p = strchr(buf_z(&b), '"'); p != NULL; p = strchr(p + 1, '"')) {
		p = read_json_string(&t->all, p + 1);
		texts_end_one(t);
	}
	buf_release(&b);
	return true;
}

/* Prints each text, with its number before it where `ncol` is 2. */
static void
print_texts(FILE *to, enum out_format f, size_t ncol, const struct texts *t)
{
	static const struct out_column col[] = {
		{ "text", OUT_TEXT, false },
		{ "n", OUT_NUMBER, false },
	};
	struct out_options opt = { .format = f, .no_header = true, .to = to };
	struct error e = ERROR_INIT;
	struct out o;

	out_begin(&o, &opt, col, ncol, &e);
	for (size_t i = 0; i < t->n; i++) {
		out_text(&o, text_at(t, i));
		if (ncol == 2)
			out_number(&o, (long long)i);
	}
	expect("round trip: written", out_end(&o, &e) == 0);
	error_release(&e);
}

static void
unescape_tsv(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '\\' && i + 1 < s.n)
			add_meant(b, s.p[++i], "tnr", "\t\n\r");
		else
			buf_addc(b, s.p[i]);
}

static void
round_trip_tsv(const struct texts *want)
{
	struct texts got = { .n = 0 };
	struct str rest, line;
	struct memory m;

	memory_open(&m);
	print_texts(m.f, OUT_TSV, 2, want);
	rest = memory_close(&m);
	while (str_split(&rest, '\n', &line)) {
		unescape_tsv(&got.all, str_upto(line, str_find(line, '\t')));
		texts_end_one(&got);
	}
	expect_same("round trip: tsv", &got, want);
	texts_release(&got);
	free(m.p);
}

/* For csv_parse: takes the first field of each row. */
struct reader {
	struct texts got;
	bool later; /* a field of the row under way has been taken */
};

static void
take_field(void *p, size_t n, void *arg)
{
	struct reader *r = arg;

	if (r->later)
		return;
	buf_add(&r->got.all, (struct str){ p, n });
	texts_end_one(&r->got);
	r->later = true;
}

static void
take_row(int c, void *arg)
{
	struct reader *r = arg;

	(void)c;
	r->later = false;
}

static int
knows_no_space(unsigned char c)
{
	(void)c;
	return 0;
}

static bool
parse_csv(struct reader *r, struct str s)
{
	struct csv_parser p;
	bool ok;

	if (csv_init(&p, CSV_STRICT | CSV_STRICT_FINI) != 0)
		return false;
	csv_set_space_func(&p, knows_no_space);
	ok = csv_parse(&p, s.p, s.n, take_field, take_row, r) == s.n &&
	    csv_fini(&p, take_field, take_row, r) == 0;
	csv_free(&p);
	return ok;
}

static void
round_trip_csv(const char *name, size_t ncol, const struct texts *want)
{
	struct reader r = { .later = false };
	struct memory m;

	memory_open(&m);
	print_texts(m.f, OUT_CSV, ncol, want);
	expect("round trip: csv is read", parse_csv(&r, memory_close(&m)));
	expect_same(name, &r.got, want);
	texts_release(&r.got);
	free(m.p);
}

/* jq compares what it reads of ours with what it reads of the file. */
static void
round_trip_json(const struct texts *want, const char *path)
{
	const char *name = "round trip: json by jq";
	FILE *jq;

	if (system("command -v jq >/dev/null 2>&1") != 0) {
		printf("skip %s\n", name);
		return;
	}
	setenv("WANT", path, 1);
	jq = popen("jq -e --slurpfile want \"$WANT\" "
		   "'map(.text) == $want[0]' >/dev/null",
	    "w");
	if (jq == NULL) {
		expect(name, false);
		return;
	}
	print_texts(jq, OUT_JSON, 2, want);
	expect(name, pclose(jq) == 0);
}

static void
test_round_trips(const char *dir)
{
	struct texts want = { .n = 0 };
	struct buf path = BUF_INIT;

	buf_addf(&path, "%s/unicode/blns/blns.json", dir);
	if (!read_texts(&want, buf_z(&path))) {
		printf("skip round trips\n");
	} else {
		printf("# %zu texts\n", want.n);
		round_trip_json(&want, buf_z(&path));
		round_trip_tsv(&want);
		round_trip_csv("round trip: csv", 2, &want);
		round_trip_csv("round trip: csv, one column", 1, &want);
	}
	texts_release(&want);
	buf_release(&path);
}

/* What blns lacks: separators, quotes and blanks, in all short orders. */
static void
test_short_texts(void)
{
	static const char letters[] = "\t\n\r\\\", nN'";
	const size_t n = sizeof(letters) - 1;
	struct texts want = { .n = 0 };

	for (size_t i = 0; i < n * n * n * n; i++) {
		for (size_t left = i; left > 0; left /= n)
			buf_addc(&want.all, letters[left % n]);
		texts_end_one(&want);
	}
	round_trip_tsv(&want);
	round_trip_csv("round trip: short texts, csv", 1, &want);
	texts_release(&want);
}

/* The escapes alone */

static void
test_md_line(struct buf *b, const char *text, const char *want)
{
	out_add_md_line(b, str_of(text));
	expect_text("md: the head of a line", buf_str(b), want);
	buf_cut(b, 0);
}

static void
test_escapes(void)
{
	struct buf b = BUF_INIT;

	out_add_json(&b, STR("\"\\/\b\f\n\r\t\x01\x7f \xe2\x80\xa8"));
	expect_text("json: escapes", buf_str(&b),
	    "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u007f \xe2\x80\xa8\"");
	buf_cut(&b, 0);
	out_add_json(&b, STR("a\xff\xe2\x82z\0"));
	expect_text("json: not UTF-8", buf_str(&b),
	    "\"a\xef\xbf\xbd\xef\xbf\xbdz\xef\xbf\xbd\"");
	buf_cut(&b, 0);
	out_add_json(&b,
	    STR("\xc2\x9b"
		"31m\xc2\xa0\xc3\x9b"));
	expect_text(
	    "json: C1 controls", buf_str(&b), "\"\\u009b31m\xc2\xa0\xc3\x9b\"");
	buf_cut(&b, 0);
	out_add_md(&b,
	    STR("\xc2\x9b"
		"31m\xc2\xa0\xc3\x9b"));
	expect_text("md: C1 controls", buf_str(&b),
	    "\xef\xbf\xbd"
	    "31m\xc2\xa0\xc3\x9b");
	buf_cut(&b, 0);
	test_md_line(&b, "# a #", "\\# a \\#");
	test_md_line(&b, "  12. a\n- b ", "12\\. a<br>- b");
	test_md_line(&b, "12) a", "12\\) a");
	test_md_line(&b, "12 a", "12 a");
	test_md_line(&b, "- a", "\\- a");
	test_md_line(&b, "+", "\\+");
	test_md_line(&b, "#", "\\#");
	test_md_line(&b, " \n", "");
	out_add_csv(&b, STR("\ta"), true);
	out_add_csv(&b, STR("\"+"), true);
	out_add_csv(&b, STR("@\"b\""), true);
	out_add_csv(&b, STR(""), true);
	expect_text("csv: spreadsheet", buf_str(&b),
	    "\"'\ta\"\"'\"\"+\"\"'@\"\"b\"\"\"");
	buf_cut(&b, 0);
	out_add_csv(&b, STR("  =a"), true);
	out_add_csv(&b,
	    STR("\xef\xbc\x9d"
		"a"),
	    true);
	out_add_csv(&b, STR("\na"), true);
	out_add_csv(&b, STR("a;=b\n\"-c\r\nd - e;f"), true);
	out_add_csv(&b, STR("a-b=c, -d"), true);
	expect_text("csv: spreadsheet, hidden and behind separators",
	    buf_str(&b),
	    "\"'  =a\"\"'\xef\xbc\x9d"
	    "a\"\"'\na\""
	    "\"a;'=b\n'\"\"-c\r\nd - e;f\"\"a-b=c, -d\"");
	buf_release(&b);
}

int
main(int argc, char *argv[])
{
	test_listings();
	test_numbers();
	test_wants();
	test_formats();
	test_full_disk();
	test_escapes();
	test_short_texts();
	test_round_trips(argc > 1 ? argv[1] : "");
	return failures > 0 ? 1 : 0;
}
