/*
 * Tests of lib/duration.  Prints `ok NAME` or `not ok NAME: why`, and fails
 * if anything did.
 */
#include <stdio.h>

#include "duration.h"
#include "expect.h"

#define LENGTH(a) (sizeof(a) / sizeof((a)[0]))
#define REFUSED (-77) /* what a reader must leave as it is */

typedef bool reader(struct str s, long *sec);
typedef void writer(struct buf *b, long sec);

struct read_case {
	const char *in;
	long want;
};

struct write_case {
	long in;
	const char *want;
};

static void
expect_read(const char *name, reader *read, struct str s, long want)
{
	const char *shown = s.n > 0 ? s.p : "(nothing)";
	long got = REFUSED;
	bool ok = read(s, &got);

	if (ok != (want != REFUSED))
		expect_report(name, shown, ok ? "is taken" : "is refused");
	else if (got != want)
		expect_report(name, shown, "is read wrongly");
}

static void
expect_all_read(
    const char *name, reader *read, const struct read_case *cases, size_t n)
{
	int before = expect_failures;

	for (size_t i = 0; i < n; i++)
		expect_read(name, read, str_of(cases[i].in), cases[i].want);
	expect_done(name, before);
}

static void
expect_all_written(
    const char *name, writer *write, const struct write_case *cases, size_t n)
{
	int before = expect_failures;

	for (size_t i = 0; i < n; i++) {
		struct buf b = BUF_INIT;

		write(&b, cases[i].in);
		if (!str_is(buf_str(&b), cases[i].want))
			expect_report(name, cases[i].want, buf_z(&b));
		buf_release(&b);
	}
	expect_done(name, before);
}

static void
test_parse(void)
{
	static const struct read_case cases[] = {
		{ "10", 600 },
		{ "0", 0 },
		{ "007", 420 },
		{ "90s", 90 },
		{ "10m", 600 },
		{ "2h", 7200 },
		{ "1h30m", 5400 },
		{ "1h30m15s", 5415 },
		{ "1h15s", 3615 },
		{ "6m30s", 390 },
		{ "90m", 5400 },
		{ "3:00", 180 },
		{ "0:59", 59 },
		{ "90:00", 5400 },
		{ "1:30:00", 5400 },
		{ "0:00:01", 1 },
		{ "1000h", DURATION_MAX },
		{ "1000:00:00", DURATION_MAX },
		{ "60000", DURATION_MAX },
		{ "3600000s", DURATION_MAX },
		{ "1000h1s", REFUSED },
		{ "1000:00:01", REFUSED },
		{ "60001", REFUSED },
		{ "3600001s", REFUSED },
		{ "9999999", REFUSED },
		{ "99999999", REFUSED },
		{ "00000010", REFUSED },
		{ "18446744073709551616", REFUSED },
		{ "", REFUSED },
		{ " ", REFUSED },
		{ " 10", REFUSED },
		{ "10 ", REFUSED },
		{ "10 m", REFUSED },
		{ "+10", REFUSED },
		{ "-10", REFUSED },
		{ "m", REFUSED },
		{ ":", REFUSED },
		{ ":30", REFUSED },
		{ "1:", REFUSED },
		{ "1x", REFUSED },
		{ "10M", REFUSED },
		{ "10min", REFUSED },
		{ "1.5h", REFUSED },
		{ "1h30", REFUSED },
		{ "30m1h", REFUSED },
		{ "10m10m", REFUSED },
		{ "1h30m0x", REFUSED },
		{ "1:60", REFUSED },
		{ "1:5", REFUSED },
		{ "1:005", REFUSED },
		{ "1:60:00", REFUSED },
		{ "1:00:60", REFUSED },
		{ "1:00:0", REFUSED },
		{ "1:00:00:00", REFUSED },
		{ "1:30m", REFUSED },
		{ "1h:30", REFUSED },
		{ "1:-5", REFUSED },
	};

	expect_all_read("parse", duration_parse, cases, LENGTH(cases));
}

static void
test_signed(void)
{
	static const struct read_case cases[] = {
		{ "+5m", 300 },
		{ "-2", -120 },
		{ "+0", 0 },
		{ "-0m", 0 },
		{ "-1:30:00", -5400 },
		{ "+1000h", DURATION_MAX },
		{ "-1000h", -DURATION_MAX },
		{ "-1000h1s", REFUSED },
		{ "5m", REFUSED },
		{ "+", REFUSED },
		{ "-", REFUSED },
		{ "--5m", REFUSED },
		{ "+-5m", REFUSED },
		{ "+ 5m", REFUSED },
		{ "5m+", REFUSED },
		{ "", REFUSED },
	};

	expect_all_read("signed", duration_parse_signed, cases, LENGTH(cases));
}

static void
test_offset(void)
{
	static const struct read_case cases[] = {
		{ "0:10", 600 },
		{ "+0:50", 3000 },
		{ "0:00", 0 },
		{ "1:30", 5400 },
		{ "00:10", 600 },
		{ "1000:00", DURATION_MAX },
		{ "1000:01", REFUSED },
		{ "9999999:00", REFUSED },
		{ "99999999:00", REFUSED },
		{ "0:60", REFUSED },
		{ "0:1", REFUSED },
		{ "0:001", REFUSED },
		{ "0:10:00", REFUSED },
		{ "10", REFUSED },
		{ "10m", REFUSED },
		{ "-0:10", REFUSED },
		{ "++0:10", REFUSED },
		{ "+", REFUSED },
		{ ":10", REFUSED },
		{ "0:", REFUSED },
		{ "", REFUSED },
	};

	expect_all_read("offset", duration_parse_offset, cases, LENGTH(cases));
}

/* A good one with a NUL in each place, and one behind. */
static void
expect_no_nul(reader *read, const char *good)
{
	size_t n = strlen(good);
	char z[16] = "";

	memcpy(z, good, n);
	expect_read("garbage", read, (struct str){ z, n + 1 }, REFUSED);
	for (size_t i = 0; i < n; i++) {
		z[i] = '\0';
		expect_read("garbage", read, (struct str){ z, n }, REFUSED);
		z[i] = good[i];
	}
}

static void
test_garbage(void)
{
	static const char *const good[] = { "10", "90s", "1h30m", "3:00",
		"1:30:00", "+5m", "-2", "+0:50" };
	static reader *const readers[] = { duration_parse,
		duration_parse_signed, duration_parse_offset };
	static char overlong[1 << 16];
	int before = expect_failures;

	memset(overlong, '1', sizeof(overlong) - 1);
	for (size_t r = 0; r < LENGTH(readers); r++) {
		for (size_t i = 0; i < LENGTH(good); i++)
			expect_no_nul(readers[r], good[i]);
		overlong[0] = r == 0 ? '1' : '+';
		expect_read("garbage", readers[r], str_of(overlong), REFUSED);
		expect_read("garbage", readers[r], str_of(NULL), REFUSED);
	}
	expect_done("garbage", before);
}

static void
test_add(void)
{
	static const struct write_case durations[] = {
		{ 0, "0m" },
		{ 45, "45s" },
		{ 60, "1m" },
		{ 390, "6m30s" },
		{ 600, "10m" },
		{ 3600, "1h" },
		{ 3601, "1h1s" },
		{ 5400, "1h30m" },
		{ 5415, "1h30m15s" },
		{ -12, "-12s" },
		{ -5400, "-1h30m" },
		{ DURATION_MAX, "1000h" },
		{ -DURATION_MAX, "-1000h" },
	};
	static const struct write_case offsets[] = {
		{ 0, "0:00" },
		{ 59, "0:00" },
		{ 600, "0:10" },
		{ 3059, "0:50" },
		{ 5400, "1:30" },
		{ -600, "-0:10" },
		{ DURATION_MAX, "1000:00" },
	};
	static const struct write_case clocks[] = {
		{ 0, "0:00" },
		{ 161, "2:41" },
		{ 3599, "59:59" },
		{ 3600, "1:00:00" },
		{ 3761, "1:02:41" },
		{ -12, "-0:12" },
		{ -3761, "-1:02:41" },
		{ DURATION_MAX, "1000:00:00" },
	};

	expect_all_written("add", duration_add, durations, LENGTH(durations));
	expect_all_written(
	    "add offset", duration_add_offset, offsets, LENGTH(offsets));
	expect_all_written(
	    "add clock", duration_add_clock, clocks, LENGTH(clocks));
}

static void
expect_return(const char *name, writer *write, reader *read, long sec)
{
	struct buf b = BUF_INIT;
	long got = REFUSED;

	write(&b, sec);
	if (!read(buf_str(&b), &got) || got != sec)
		expect_report(name, buf_z(&b), "does not return");
	buf_release(&b);
}

/* What is written is read as the same: each of two hours, then by a prime. */
static void
test_return(void)
{
	int before = expect_failures;

	for (long s = 0; s <= DURATION_MAX; s += s < 7200 ? 1 : 97) {
		expect_return("return", duration_add, duration_parse, s);
		expect_return("return", duration_add_clock, duration_parse, s);
		expect_return("return", duration_add_offset,
		    duration_parse_offset, s / 60 * 60);
	}
	expect_return("return", duration_add, duration_parse, DURATION_MAX);
	expect_done("return", before);
}

int
main(void)
{
	test_parse();
	test_signed();
	test_offset();
	test_garbage();
	test_add();
	test_return();
	return expect_failures > 0;
}
