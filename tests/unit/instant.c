/*
 * Tests of lib/instant.  Prints `ok NAME` or `not ok NAME: why`, and fails
 * if anything did.  Random values come of SEED, so a failure comes again.
 */
#include <stdio.h>
#include <stdlib.h>

#include "expect.h"
#include "instant.h"

#define SEED UINT64_C(20261120)
#define LENGTH(a) (sizeof(a) / sizeof((a)[0]))

/* xorshift64*, for the same numbers everywhere */
static uint64_t
random_below(uint64_t n)
{
	static uint64_t x = SEED;

	x ^= x >> 12;
	x ^= x << 25;
	x ^= x >> 27;
	return (x * UINT64_C(2685821657736338717) >> 16) % n;
}

static instant
random_instant(instant from, instant to)
{
	return from + (instant)random_below((uint64_t)(to - from + 1));
}

/* An instant of a test's own table; the table is at fault if it is none. */
static instant
at(const char *stored)
{
	instant t = INSTANT_NONE;

	if (!instant_parse_stored(str_of(stored), &t)) {
		printf("not ok table: %s is no instant\n", stored);
		exit(1);
	}
	return t;
}

static bool
takes(struct str zone)
{
	struct error e = ERROR_INIT;
	int rc = zone_use(zone, &e);

	error_release(&e);
	return rc == 0;
}

static bool
use(const char *name, const char *zone)
{
	if (takes(str_of(zone)))
		return true;
	expect_report(name, zone, "no such zone");
	return false;
}

/* Checks that a reader said `ok` and `got` for `in`; NULL is a refusal. */
static void
expect_instant(
    const char *name, const char *in, bool ok, instant got, const char *want)
{
	struct buf b = BUF_INIT;

	if (ok)
		instant_add_stored(&b, got);
	if (ok != (want != NULL))
		expect_report(name, in, ok ? "is taken" : "is refused");
	else if (!ok && got != 42)
		expect_report(name, in, "is refused, but sets the result");
	else if (ok && !str_is(buf_str(&b), want))
		expect_report(name, in, buf_z(&b));
	buf_release(&b);
}

/* The slow calendar: a day after the other, as at school. */

struct day {
	int year, month, day;
};

static int
slow_month_length(int year, int month)
{
	if (month == 2) {
		if (year % 400 == 0)
			return 29;
		if (year % 100 == 0)
			return 28;
		return year % 4 == 0 ? 29 : 28;
	}
	return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

static struct day
slow_next(struct day d)
{
	if (++d.day > slow_month_length(d.year, d.month)) {
		d.day = 1;
		d.month++;
	}
	if (d.month > 12) {
		d.month = 1;
		d.year++;
	}
	return d;
}

static bool
slow_number(const char *p, size_t n, int *value)
{
	*value = 0;
	for (size_t i = 0; i < n; i++) {
		if (strchr("0123456789", p[i]) == NULL || p[i] == '\0')
			return false;
		*value = *value * 10 + (p[i] - '0');
	}
	return true;
}

/* Milliseconds from 0001-01-01 to the beginning of a year, year by year. */
static int64_t
slow_year(int year)
{
	int64_t days = 0;

	for (int y = 1; y < year; y++)
		days += slow_month_length(y, 2) == 29 ? 366 : 365;
	return days * 86400000;
}

static bool
slow_parse(struct str s, instant *t)
{
	static const struct {
		size_t at, length;
		int least, most;
	} fields[] = { { 0, 4, 1, 9999 }, { 5, 2, 1, 12 }, { 8, 2, 1, 31 },
		{ 11, 2, 0, 23 }, { 14, 2, 0, 59 }, { 17, 2, 0, 59 },
		{ 20, 3, 0, 999 } };
	static const char marks[] = "    -  -  T  :  :  .   Z";
	int v[LENGTH(fields)];

	if (s.n != 24)
		return false;
	for (size_t i = 0; i < 24; i++)
		if (marks[i] != ' ' && marks[i] != s.p[i])
			return false;
	for (size_t i = 0; i < LENGTH(fields); i++)
		if (!slow_number(s.p + fields[i].at, fields[i].length, &v[i]) ||
		    v[i] < fields[i].least || v[i] > fields[i].most)
			return false;
	if (v[2] > slow_month_length(v[0], v[1]))
		return false;
	*t = slow_year(v[0]) - slow_year(1970);
	for (int m = 1; m < v[1]; m++)
		*t += slow_month_length(v[0], m) * INT64_C(86400000);
	*t += (v[2] - 1) * INT64_C(86400000) + v[3] * 3600000 + v[4] * 60000 +
	    v[5] * 1000 + v[6];
	return true;
}

static void
test_every_day(void)
{
	struct day d = { 1, 1, 1 };
	instant want = INSTANT_MIN, got;
	int before = expect_failures;
	char z[48];

	for (; d.year <= 9999; d = slow_next(d), want += 86400000) {
		struct buf b = BUF_INIT;

		snprintf(z, sizeof(z), "%04d-%02d-%02dT00:00:00.000Z", d.year,
		    d.month, d.day);
		got = 42;
		if (!instant_parse_stored(str_of(z), &got) || got != want)
			expect_report("every day", z, "is read wrongly");
		instant_add_stored(&b, want);
		if (!str_is(buf_str(&b), z))
			expect_report("every day", z, buf_z(&b));
		buf_release(&b);
	}
	if (want != INSTANT_MAX + 1)
		expect_report("every day", "INSTANT_MAX", "is not the last");
	expect_done("every day", before);
}

static void
test_stored(void)
{
	static const struct {
		const char *in;
		bool ok;
		instant want;
	} cases[] = {
		{ "1970-01-01T00:00:00.000Z", true, 0 },
		{ "1970-01-01T00:00:00.001Z", true, 1 },
		{ "1969-12-31T23:59:59.999Z", true, -1 },
		{ "2026-11-20T18:00:00.123Z", true, INT64_C(1795197600123) },
		{ "2000-02-29T12:00:00.000Z", true, INT64_C(951825600000) },
		{ "0001-01-01T00:00:00.000Z", true, INSTANT_MIN },
		{ "9999-12-31T23:59:59.999Z", true, INSTANT_MAX },
		{ "0000-12-31T23:59:59.999Z", false, 42 },
		{ "1900-02-29T00:00:00.000Z", false, 42 },
		{ "2026-02-29T00:00:00.000Z", false, 42 },
		{ "2026-02-30T00:00:00.000Z", false, 42 },
		{ "2026-04-31T00:00:00.000Z", false, 42 },
		{ "2026-00-01T00:00:00.000Z", false, 42 },
		{ "2026-13-01T00:00:00.000Z", false, 42 },
		{ "2026-01-00T00:00:00.000Z", false, 42 },
		{ "2026-01-32T00:00:00.000Z", false, 42 },
		{ "2026-01-01T24:00:00.000Z", false, 42 },
		{ "2026-01-01T23:60:00.000Z", false, 42 },
		{ "2026-06-30T23:59:60.000Z", false, 42 },
		{ "2026-11-20T18:00:00.123z", false, 42 },
		{ "2026-11-20t18:00:00.123Z", false, 42 },
		{ "2026-11-20 18:00:00.123Z", false, 42 },
		{ "2026-11-20T18:00:00,123Z", false, 42 },
		{ "2026-11-20T18:00:00.12Z", false, 42 },
		{ "2026-11-20T18:00:00.1234Z", false, 42 },
		{ "2026-11-20T18:00:00Z", false, 42 },
		{ "2026-11-20T18:00:00.12 Z", false, 42 },
		{ "2026-11-20T18:00:00.+12Z", false, 42 },
		{ "2026-11-2 T18:00:00.123Z", false, 42 },
		{ "2026-11-20T18:00:00.123Z ", false, 42 },
		{ "", false, 42 },
		{ "Z", false, 42 },
	};
	int before = expect_failures;

	for (size_t i = 0; i < LENGTH(cases); i++) {
		instant got = 42;

		if (instant_parse_stored(str_of(cases[i].in), &got) !=
		    cases[i].ok)
			expect_report(
			    "stored", cases[i].in, "is wrongly judged");
		else if (got != cases[i].want)
			expect_report("stored", cases[i].in, "is read wrongly");
	}
	expect_done("stored", before);
}

/* Any byte in any place of a good one. */
static void
test_stored_bytes(void)
{
	char z[] = "2024-02-29T23:59:59.999Z";
	int before = expect_failures;

	for (size_t i = 0; i < 24; i++) {
		char kept = z[i];

		for (int c = 0; c < 256; c++) {
			struct str s = { z, 24 };
			instant got = 42, want = 42;

			z[i] = (char)c;
			if (instant_parse_stored(s, &got) !=
				slow_parse(s, &want) ||
			    got != want)
				expect_report(
				    "stored bytes", z, "is read wrongly");
		}
		z[i] = kept;
	}
	expect_done("stored bytes", before);
}

static void
test_stored_random(void)
{
	int before = expect_failures;

	for (int i = 0; i < 20000; i++) {
		instant t = random_instant(INSTANT_MIN, INSTANT_MAX);
		instant got = 42, want = 42;
		struct buf b = BUF_INIT;

		instant_add_stored(&b, t);
		if (!instant_parse_stored(buf_str(&b), &got) || got != t ||
		    !slow_parse(buf_str(&b), &want) || want != t)
			expect_report(
			    "stored random", buf_z(&b), "does not return");
		buf_release(&b);
	}
	expect_done("stored random", before);
}

/* Digits at random, so that every field is often out of its range. */
static void
test_stored_digits(void)
{
	static const char form[] = "0000-00-00T00:00:00.000Z";
	static const char top[] = "9999-19-39T29:69:69.999Z";
	int before = expect_failures, good = 0;
	char z[sizeof(form)];

	for (int i = 0; i < 50000; i++) {
		instant got = 42, want = 42;
		bool ok;

		for (size_t k = 0; k < sizeof(form); k++)
			z[k] = form[k] != '0'
			    ? form[k]
			    : (char)('0' +
				  random_below((uint64_t)(top[k] - '0' + 1)));
		ok = slow_parse(str_of(z), &want);
		good += ok;
		if (instant_parse_stored(str_of(z), &got) != ok || got != want)
			expect_report("stored digits", z, "is read wrongly");
	}
	if (good < 1000 || good > 49000)
		expect_report("stored digits", "the test", "is one-sided");
	expect_done("stored digits", before);
}

static void
test_rfc3339(void)
{
	static const struct {
		const char *in, *want;
	} cases[] = {
		{ "2026-11-20T18:00:00Z", "2026-11-20T18:00:00.000Z" },
		{ "2026-11-20t18:00:00z", "2026-11-20T18:00:00.000Z" },
		{ "2026-11-20T18:00:00.5Z", "2026-11-20T18:00:00.500Z" },
		{ "2026-11-20T18:00:00.123Z", "2026-11-20T18:00:00.123Z" },
		{ "2026-11-20T18:00:00.9999999999999999999999Z",
		    "2026-11-20T18:00:00.999Z" },
		{ "2026-11-20T18:00:00+01:00", "2026-11-20T17:00:00.000Z" },
		{ "2026-11-20T18:00:00.25-05:30", "2026-11-20T23:30:00.250Z" },
		{ "2026-11-20T18:00:00+23:59", "2026-11-19T18:01:00.000Z" },
		{ "2026-11-20T18:00:00-23:59", "2026-11-21T17:59:00.000Z" },
		{ "2026-11-20T18:00:00-00:00", "2026-11-20T18:00:00.000Z" },
		{ "2024-02-29T23:00:00-02:00", "2024-03-01T01:00:00.000Z" },
		{ "1969-12-31T23:59:59.9999Z", "1969-12-31T23:59:59.999Z" },
		{ "0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z" },
		{ "9999-12-31T23:59:59.9999Z", "9999-12-31T23:59:59.999Z" },
		{ "0001-01-01T00:00:00+00:01", NULL },
		{ "9999-12-31T23:59:59-00:01", NULL },
		{ "2026-11-20T18:00:00", NULL },
		{ "2026-11-20T18:00Z", NULL },
		{ "2026-11-20 18:00:00Z", NULL },
		{ "2026-11-20T18:00:60Z", NULL },
		{ "2026-11-20T24:00:00Z", NULL },
		{ "2026-02-30T18:00:00Z", NULL },
		{ "2026-11-20T18:00:00.Z", NULL },
		{ "2026-11-20T18:00:00.5", NULL },
		{ "2026-11-20T18:00:00,5Z", NULL },
		{ "2026-11-20T18:00:00+24:00", NULL },
		{ "2026-11-20T18:00:00+01:60", NULL },
		{ "2026-11-20T18:00:00+0100", NULL },
		{ "2026-11-20T18:00:00+01", NULL },
		{ "2026-11-20T18:00:00 01:00", NULL },
		{ "2026-11-20T18:00:00ZZ", NULL },
		{ "2026-11-20T18:00:00+01:00Z", NULL },
		{ "2026-11-20", NULL },
		{ "T", NULL },
		{ "", NULL },
	};
	int before = expect_failures;

	for (size_t i = 0; i < LENGTH(cases); i++) {
		instant got = 42;
		bool ok = instant_parse_rfc3339(str_of(cases[i].in), &got);

		expect_instant("rfc3339", cases[i].in, ok, got, cases[i].want);
	}
	expect_done("rfc3339", before);
}

static void
test_zone(void)
{
	static const struct {
		struct str name;
		bool ok;
	} cases[] = {
		{ { "UTC", 3 }, true },
		{ { "Europe/Berlin", 13 }, true },
		{ { "America/Port-au-Prince", 22 }, true },
		{ { "Etc/GMT+5", 9 }, true },
		{ { "Europe/Berlinn", 14 }, false },
		{ { "Europe/Berlin\0x", 15 }, false },
		{ { "Europe", 6 }, false },
		{ { "Europe/", 7 }, false },
		{ { "Europe/Berlin/", 14 }, false },
		{ { "/Europe/Berlin", 14 }, false },
		{ { "../zoneinfo/Europe/Berlin", 25 }, false },
		{ { "Europe/../Europe/Berlin", 23 }, false },
		{ { ":Europe/Berlin", 14 }, false },
		{ { " Europe/Berlin", 14 }, false },
		{ { "zone.tab", 8 }, false },
		{ { "CET-1CEST", 9 }, false },
		{ { "<+03>-3", 7 }, false },
		{ { "Mars/Olympus", 12 }, false },
		{ { "/", 1 }, false },
	};
	int before = expect_failures;

	for (size_t i = 0; i < LENGTH(cases); i++)
		if (takes(cases[i].name) != cases[i].ok)
			expect_report(
			    "zone", cases[i].name.p, "is wrongly judged");
	expect_done("zone", before);
}

static void
expect_local(const char *name, const char *utc, const char *want)
{
	struct buf b = BUF_INIT;

	instant_add_local(&b, at(utc));
	if (!str_is(buf_str(&b), want))
		expect_report(name, utc, buf_z(&b));
	buf_release(&b);
}

/* A refused name leaves the zone; the empty one brings back the first. */
static void
test_zone_return(void)
{
	int before = expect_failures;
	const char *name = "zone return";

	takes(STR("Europe/Berlin"));
	takes(STR("Europe/Nowhere"));
	expect_local(name, "2026-01-01T00:00:00.000Z", "2026-01-01T01:00");
	takes(STR(""));
	expect_local(name, "2026-01-01T00:00:00.000Z", "2026-01-01T05:45");
	if (!str_is(str_of(getenv("TZ")), "Asia/Kathmandu"))
		expect_report(name, "TZ", "is not as it was");
	expect_done(name, before);
}

/* Without a zone database there is UTC, and nothing else. */
static void
test_zone_database(void)
{
	int before = expect_failures;

	setenv("TZDIR", "/nonexistent", 1);
	if (takes(STR("Europe/Berlin")))
		expect_report("zone database", "Europe/Berlin", "is taken");
	if (!takes(STR("UTC")))
		expect_report("zone database", "UTC", "is refused");
	setenv("TZDIR", "", 1);
	if (!takes(STR("Europe/Berlin")))
		expect_report("zone database", "Europe/Berlin", "is refused");
	unsetenv("TZDIR");
	expect_done("zone database", before);
}

static void
test_local(void)
{
	static const struct {
		const char *zone, *utc, *local;
		int weekday;
	} cases[] = {
		{ "UTC", "2026-11-20T18:00:59.999Z", "2026-11-20T18:00", 5 },
		{ "UTC", "1969-12-31T23:59:59.999Z", "1969-12-31T23:59", 3 },
		{ "UTC", "0001-01-01T00:00:00.000Z", "0001-01-01T00:00", 1 },
		{ "UTC", "9999-12-31T23:59:59.999Z", "9999-12-31T23:59", 5 },
		{ "Europe/Berlin", "2026-03-29T00:59:59.999Z",
		    "2026-03-29T01:59", 0 },
		{ "Europe/Berlin", "2026-03-29T01:00:00.000Z",
		    "2026-03-29T03:00", 0 },
		{ "Europe/Berlin", "2026-10-25T00:59:59.999Z",
		    "2026-10-25T02:59", 0 },
		{ "Europe/Berlin", "2026-10-25T01:00:00.000Z",
		    "2026-10-25T02:00", 0 },
		{ "America/New_York", "2026-03-08T07:00:00.000Z",
		    "2026-03-08T03:00", 0 },
		{ "America/New_York", "2026-11-01T05:59:00.000Z",
		    "2026-11-01T01:59", 0 },
		{ "America/New_York", "2026-11-01T06:00:00.000Z",
		    "2026-11-01T01:00", 0 },
		{ "Australia/Sydney", "2026-04-04T16:00:00.000Z",
		    "2026-04-05T02:00", 0 },
		{ "Australia/Sydney", "2026-10-03T16:00:00.000Z",
		    "2026-10-04T03:00", 0 },
		{ "Asia/Kathmandu", "2026-11-20T18:15:00.000Z",
		    "2026-11-21T00:00", 6 },
	};
	int before = expect_failures;

	for (size_t i = 0; i < LENGTH(cases); i++) {
		if (!use("local", cases[i].zone))
			continue;
		expect_local("local", cases[i].utc, cases[i].local);
		if (civil_of(at(cases[i].utc)).weekday != cases[i].weekday)
			expect_report("local", cases[i].utc, "wrong weekday");
	}
	expect_done("local", before);
}

static void
test_none(void)
{
	struct buf b = BUF_INIT;

	takes(STR("Europe/Berlin"));
	instant_add_stored(&b, INSTANT_NONE);
	instant_add_local(&b, INSTANT_NONE);
	instant_add_day(&b, INSTANT_NONE);
	instant_add_time(&b, INSTANT_NONE);
	if (b.n > 0)
		expect_report("none", "INSTANT_NONE", buf_z(&b));
	else
		expect_done("none", expect_failures);
	buf_release(&b);
}

/* Times that clocks leave out, show twice, and show once. */
static void
test_civil(void)
{
	static const struct {
		const char *zone;
		struct civil c;
		const char *want;
	} cases[] = {
		{ "UTC", { 2026, 11, 20, 18, 0, 5, 0 },
		    "2026-11-20T18:00:05.000Z" },
		{ "Europe/Berlin", { 2026, 3, 29, 1, 59, 59, 0 },
		    "2026-03-29T00:59:59.000Z" },
		{ "Europe/Berlin", { 2026, 3, 29, 2, 0, 0, 0 },
		    "2026-03-29T01:00:00.000Z" },
		{ "Europe/Berlin", { 2026, 3, 29, 2, 30, 0, 0 },
		    "2026-03-29T01:30:00.000Z" },
		{ "Europe/Berlin", { 2026, 3, 29, 3, 0, 0, 0 },
		    "2026-03-29T01:00:00.000Z" },
		{ "Europe/Berlin", { 2026, 3, 29, 18, 0, 0, 0 },
		    "2026-03-29T16:00:00.000Z" },
		{ "Europe/Berlin", { 2026, 10, 25, 1, 59, 59, 0 },
		    "2026-10-24T23:59:59.000Z" },
		{ "Europe/Berlin", { 2026, 10, 25, 2, 0, 0, 0 },
		    "2026-10-25T00:00:00.000Z" },
		{ "Europe/Berlin", { 2026, 10, 25, 2, 59, 59, 0 },
		    "2026-10-25T00:59:59.000Z" },
		{ "Europe/Berlin", { 2026, 10, 25, 3, 0, 0, 0 },
		    "2026-10-25T02:00:00.000Z" },
		{ "America/New_York", { 2026, 3, 8, 2, 30, 0, 0 },
		    "2026-03-08T07:30:00.000Z" },
		{ "America/New_York", { 2026, 11, 1, 1, 30, 0, 0 },
		    "2026-11-01T05:30:00.000Z" },
		{ "America/New_York", { 2026, 11, 1, 2, 0, 0, 0 },
		    "2026-11-01T07:00:00.000Z" },
		{ "Australia/Sydney", { 2026, 10, 4, 2, 30, 0, 0 },
		    "2026-10-03T16:30:00.000Z" },
		{ "Australia/Sydney", { 2026, 4, 5, 2, 30, 0, 0 },
		    "2026-04-04T15:30:00.000Z" },
		/* half an hour only */
		{ "Australia/Lord_Howe", { 2026, 10, 4, 2, 15, 0, 0 },
		    "2026-10-03T15:45:00.000Z" },
		{ "Australia/Lord_Howe", { 2026, 4, 5, 1, 45, 0, 0 },
		    "2026-04-04T14:45:00.000Z" },
		/* midnight itself is left out */
		{ "America/Sao_Paulo", { 2018, 11, 4, 0, 0, 0, 0 },
		    "2018-11-04T03:00:00.000Z" },
		/* a whole day is */
		{ "Pacific/Apia", { 2011, 12, 30, 12, 0, 0, 0 },
		    "2011-12-30T22:00:00.000Z" },
		/* winter time is the irregular one here */
		{ "Europe/Dublin", { 2026, 3, 29, 1, 30, 0, 0 },
		    "2026-03-29T01:30:00.000Z" },
		{ "Europe/Dublin", { 2026, 10, 25, 1, 30, 0, 0 },
		    "2026-10-25T00:30:00.000Z" },
		/* days beside the month */
		{ "UTC", { 2024, 2, 31, 0, 0, 0, 0 },
		    "2024-03-02T00:00:00.000Z" },
		{ "UTC", { 2026, 12, 40, 0, 0, 0, 0 },
		    "2027-01-09T00:00:00.000Z" },
		{ "UTC", { 2024, 3, 0, 0, 0, 0, 0 },
		    "2024-02-29T00:00:00.000Z" },
	};
	int before = expect_failures;

	for (size_t i = 0; i < LENGTH(cases); i++)
		if (use("civil", cases[i].zone))
			expect_instant("civil", cases[i].zone, true,
			    civil_instant(cases[i].c), cases[i].want);
	expect_done("civil", before);
}

/* There and back is the same instant, or an earlier one that looks alike. */
static void
expect_return(const char *zone, instant second)
{
	struct civil there = civil_of(second);
	instant back = civil_instant(there);
	struct civil again = civil_of(back);

	if (memcmp(&there, &again, sizeof(there)) != 0)
		expect_report("civil random", zone, "does not return");
	else if (back > second || back < second - 3 * 3600000)
		expect_report("civil random", zone, "is not the first");
}

static void
test_civil_random(void)
{
	static const char *const zones[] = { "UTC", "Europe/Berlin",
		"America/New_York", "America/St_Johns", "America/Sao_Paulo",
		"Australia/Sydney", "Australia/Lord_Howe", "Africa/Cairo",
		"Asia/Kathmandu", "Europe/Dublin" };
	instant from = at("1950-01-01T00:00:00.000Z");
	instant to = at("2080-01-01T00:00:00.000Z");
	int before = expect_failures;

	for (size_t i = 0; i < LENGTH(zones); i++) {
		if (!use("civil random", zones[i]))
			continue;
		for (int k = 0; k < 3000; k++)
			expect_return(zones[i],
			    random_instant(from / 1000, to / 1000) * 1000);
	}
	expect_done("civil random", before);
}

struct date_case {
	const char *zone, *now, *in, *want;
	bool timed;
};

/* A Friday in winter, and days before clocks change, in three zones. */
#define FRI "2026-11-20T17:00:00.000Z"
#define BERLIN "Europe/Berlin"

static const struct date_case dates[] = {
	{ BERLIN, FRI, "2026-11-27", "2026-11-26T23:00:00.000Z", false },
	{ BERLIN, FRI, "2026-11-27T18:00", "2026-11-27T17:00:00.000Z", true },
	{ BERLIN, FRI, "2024-02-29", "2024-02-28T23:00:00.000Z", false },
	{ BERLIN, FRI, "2000-02-29", "2000-02-28T23:00:00.000Z", false },
	{ BERLIN, FRI, "today", "2026-11-19T23:00:00.000Z", false },
	{ BERLIN, FRI, "ToDay", "2026-11-19T23:00:00.000Z", false },
	{ BERLIN, FRI, "tomorrow", "2026-11-20T23:00:00.000Z", false },
	{ BERLIN, FRI, "fri", "2026-11-26T23:00:00.000Z", false },
	{ BERLIN, FRI, "FRIDAY", "2026-11-26T23:00:00.000Z", false },
	{ BERLIN, FRI, "Sat", "2026-11-20T23:00:00.000Z", false },
	{ BERLIN, FRI, "sunday", "2026-11-21T23:00:00.000Z", false },
	{ BERLIN, FRI, "mon", "2026-11-22T23:00:00.000Z", false },
	{ BERLIN, FRI, "tuesday", "2026-11-23T23:00:00.000Z", false },
	{ BERLIN, FRI, "wed", "2026-11-24T23:00:00.000Z", false },
	{ BERLIN, FRI, "thu", "2026-11-25T23:00:00.000Z", false },
	{ BERLIN, FRI, "+0d", "2026-11-19T23:00:00.000Z", false },
	{ BERLIN, FRI, "+3d", "2026-11-22T23:00:00.000Z", false },
	{ BERLIN, FRI, "+14d", "2026-12-03T23:00:00.000Z", false },
	{ BERLIN, FRI, "+2w", "2026-12-03T23:00:00.000Z", false },
	{ BERLIN, FRI, "+1mo", "2026-12-19T23:00:00.000Z", false },
	{ BERLIN, FRI, "+2mo", "2027-01-19T23:00:00.000Z", false },
	{ BERLIN, FRI, "+0012mo", "2027-11-19T23:00:00.000Z", false },
	{ BERLIN, FRI, "+0012d", "2026-12-01T23:00:00.000Z", false },
	{ BERLIN, FRI, "+9999d", "2054-04-05T22:00:00.000Z", false },
	/* the local day decides: 23:30 UTC is tomorrow in Berlin */
	{ BERLIN, "2026-11-20T23:30:00.000Z", "today",
	    "2026-11-20T23:00:00.000Z", false },
	{ "America/New_York", "2026-11-21T03:00:00.000Z", "today",
	    "2026-11-20T05:00:00.000Z", false },
	{ "America/New_York", "2026-11-21T03:00:00.000Z", "sat",
	    "2026-11-21T05:00:00.000Z", false },
	/* over the changes of clocks it is midnight still */
	{ BERLIN, "2026-03-27T11:00:00.000Z", "+3d", "2026-03-29T22:00:00.000Z",
	    false },
	{ BERLIN, "2026-10-23T11:00:00.000Z", "+3d", "2026-10-25T23:00:00.000Z",
	    false },
	{ "America/New_York", "2026-03-06T12:00:00.000Z", "+3d",
	    "2026-03-09T04:00:00.000Z", false },
	{ "America/New_York", "2026-10-30T12:00:00.000Z", "+3d",
	    "2026-11-02T05:00:00.000Z", false },
	{ "Australia/Sydney", "2026-10-02T02:00:00.000Z", "+3d",
	    "2026-10-04T13:00:00.000Z", false },
	{ "Australia/Sydney", "2026-04-03T02:00:00.000Z", "+3d",
	    "2026-04-05T14:00:00.000Z", false },
	{ "America/Sao_Paulo", "2018-11-01T12:00:00.000Z", "+3d",
	    "2018-11-04T03:00:00.000Z", false },
	{ BERLIN, FRI, "2026-03-29T02:30", "2026-03-29T01:30:00.000Z", true },
	{ BERLIN, FRI, "2026-10-25T02:30", "2026-10-25T00:30:00.000Z", true },
	/* the same day of the month, or its last */
	{ BERLIN, "2026-01-31T11:00:00.000Z", "+1mo",
	    "2026-02-27T23:00:00.000Z", false },
	{ BERLIN, "2024-01-31T11:00:00.000Z", "+1mo",
	    "2024-02-28T23:00:00.000Z", false },
	{ BERLIN, "2026-08-31T11:00:00.000Z", "+1mo",
	    "2026-09-29T22:00:00.000Z", false },
	{ BERLIN, "2024-02-29T11:00:00.000Z", "+12mo",
	    "2025-02-27T23:00:00.000Z", false },
	{ BERLIN, "2024-02-29T11:00:00.000Z", "+48mo",
	    "2028-02-28T23:00:00.000Z", false },
	/* bounds */
	{ "UTC", FRI, "0001-01-01", "0001-01-01T00:00:00.000Z", false },
	{ "UTC", FRI, "9999-12-31T23:59", "9999-12-31T23:59:00.000Z", true },
	{ BERLIN, FRI, "0001-01-01", NULL, false },
	{ "America/New_York", FRI, "9999-12-31T23:59", NULL, true },
	{ "UTC", "9999-12-01T00:00:00.000Z", "+30d", "9999-12-31T00:00:00.000Z",
	    false },
	{ "UTC", "9999-12-01T00:00:00.000Z", "+31d", NULL, false },
	{ "UTC", "9999-12-01T00:00:00.000Z", "+9999mo", NULL, false },
	{ "UTC", "9999-12-31T23:59:59.999Z", "tomorrow", NULL, false },
	/* no guessing */
	{ "UTC", FRI, "", NULL, false },
	{ "UTC", FRI, " ", NULL, false },
	{ "UTC", FRI, "next", NULL, false },
	{ "UTC", FRI, "yesterday", NULL, false },
	{ "UTC", FRI, "fr", NULL, false },
	{ "UTC", FRI, "frid", NULL, false },
	{ "UTC", FRI, "fri ", NULL, false },
	{ "UTC", FRI, "tues", NULL, false },
	{ "UTC", FRI, "fridays", NULL, false },
	{ "UTC", FRI, "1x", NULL, false },
	{ "UTC", FRI, "+", NULL, false },
	{ "UTC", FRI, "+d", NULL, false },
	{ "UTC", FRI, "+3", NULL, false },
	{ "UTC", FRI, "+3x", NULL, false },
	{ "UTC", FRI, "+3m", NULL, false },
	{ "UTC", FRI, "+3D", NULL, false },
	{ "UTC", FRI, "+3days", NULL, false },
	{ "UTC", FRI, "+ 3d", NULL, false },
	{ "UTC", FRI, "+-3d", NULL, false },
	{ "UTC", FRI, "+12345d", NULL, false },
	{ "UTC", FRI, "+99999999999999999999d", NULL, false },
	{ "UTC", FRI, "-3d", NULL, false },
	{ "UTC", FRI, "3d", NULL, false },
	{ "UTC", FRI, "2026-02-30", NULL, false },
	{ "UTC", FRI, "2026-13-01", NULL, false },
	{ "UTC", FRI, "1900-02-29", NULL, false },
	{ "UTC", FRI, "0000-01-01", NULL, false },
	{ "UTC", FRI, "2026-1-1", NULL, false },
	{ "UTC", FRI, "26-11-20", NULL, false },
	{ "UTC", FRI, "20.11.2026", NULL, false },
	{ "UTC", FRI, "11/20/2026", NULL, false },
	{ "UTC", FRI, "12026-01-01", NULL, false },
	{ "UTC", FRI, "2026-11-27T24:00", NULL, false },
	{ "UTC", FRI, "2026-11-27T18:60", NULL, false },
	{ "UTC", FRI, "2026-11-27T18", NULL, false },
	{ "UTC", FRI, "2026-11-27t18:00", NULL, false },
	{ "UTC", FRI, "2026-11-27 18:00", NULL, false },
	{ "UTC", FRI, "2026-11-27T18:00:00", NULL, false },
	{ "UTC", FRI, "2026-11-27T18:00Z", NULL, false },
};

static void
test_date(void)
{
	int before = expect_failures;

	for (size_t i = 0; i < LENGTH(dates); i++) {
		const struct date_case *d = &dates[i];
		bool timed = !d->timed, ok;
		instant got = 42;

		if (!use("date", d->zone))
			continue;
		ok = date_parse(str_of(d->in), at(d->now), &got, &timed);
		expect_instant("date", d->in, ok, got, d->want);
		if (ok ? timed != d->timed : timed == d->timed)
			expect_report("date", d->in, "sets `timed` wrongly");
		if (ok != date_parse(str_of(d->in), at(d->now), &got, NULL))
			expect_report("date", d->in, "needs `timed`");
	}
	expect_done("date", before);
}

struct at_case {
	const char *zone, *now, *in, *want;
};

static const struct at_case ats[] = {
	{ BERLIN, FRI, "17:32", "2026-11-20T16:32:00.000Z" },
	{ BERLIN, FRI, "17:32:05", "2026-11-20T16:32:05.000Z" },
	{ BERLIN, FRI, "18:00", "2026-11-20T17:00:00.000Z" },
	{ BERLIN, FRI, "18:00:01", "2026-11-19T17:00:01.000Z" },
	{ BERLIN, FRI, "18:32", "2026-11-19T17:32:00.000Z" },
	{ BERLIN, FRI, "00:00", "2026-11-19T23:00:00.000Z" },
	{ BERLIN, FRI, "-3m", "2026-11-20T16:57:00.000Z" },
	{ BERLIN, FRI, "-3", "2026-11-20T16:57:00.000Z" },
	{ BERLIN, FRI, "-90s", "2026-11-20T16:58:30.000Z" },
	{ BERLIN, FRI, "-1:30:00", "2026-11-20T15:30:00.000Z" },
	{ BERLIN, FRI, "-0m", "2026-11-20T17:00:00.000Z" },
	{ BERLIN, FRI, "2026-11-19T09:15", "2026-11-19T08:15:00.000Z" },
	{ BERLIN, FRI, "2026-11-20T16:00:00.5Z", "2026-11-20T16:00:00.500Z" },
	{ BERLIN, FRI, "2026-11-20T18:00:00+01:00",
	    "2026-11-20T17:00:00.000Z" },
	/* what is to come has not happened */
	{ BERLIN, FRI, "2026-11-20T17:00:00.001Z", NULL },
	{ BERLIN, FRI, "2026-11-20T18:01", NULL },
	{ BERLIN, FRI, "2027-11-20T18:01", NULL },
	/* shortly after midnight, the evening before is meant */
	{ BERLIN, "2026-11-20T23:05:00.000Z", "23:55",
	    "2026-11-20T22:55:00.000Z" },
	/* left out this morning, so an hour later; not yet, so yesterday's */
	{ BERLIN, "2026-03-29T10:00:00.000Z", "02:30",
	    "2026-03-29T01:30:00.000Z" },
	{ BERLIN, "2026-03-29T01:15:00.000Z", "02:30",
	    "2026-03-28T01:30:00.000Z" },
	/* shown twice: the latest that has been */
	{ BERLIN, "2026-10-25T00:45:00.000Z", "02:30",
	    "2026-10-25T00:30:00.000Z" },
	{ BERLIN, "2026-10-25T01:15:00.000Z", "02:30",
	    "2026-10-25T00:30:00.000Z" },
	{ BERLIN, "2026-10-25T01:45:00.000Z", "02:30",
	    "2026-10-25T01:30:00.000Z" },
	{ BERLIN, "2026-10-25T10:00:00.000Z", "02:30",
	    "2026-10-25T01:30:00.000Z" },
	{ "America/New_York", "2026-11-01T06:15:00.000Z", "01:30",
	    "2026-11-01T05:30:00.000Z" },
	{ "America/New_York", "2026-11-01T06:45:00.000Z", "01:30",
	    "2026-11-01T06:30:00.000Z" },
	{ "Australia/Sydney", "2026-10-03T20:00:00.000Z", "02:30",
	    "2026-10-03T16:30:00.000Z" },
	/* at 00:01 clocks went back to 23:01 of the day before */
	{ "America/St_Johns", "2010-11-07T03:00:00.000Z", "00:00",
	    "2010-11-07T02:30:00.000Z" },
	{ "UTC", "0001-01-01T10:00:00.000Z", "09:00",
	    "0001-01-01T09:00:00.000Z" },
	{ "UTC", "0001-01-01T10:00:00.000Z", "11:00", NULL },
	{ "UTC", "0001-01-01T00:10:00.000Z", "-11m", NULL },
	{ "UTC", "0001-01-01T00:10:00.000Z", "-10m",
	    "0001-01-01T00:00:00.000Z" },
	{ "UTC", FRI, "", NULL },
	{ "UTC", FRI, "24:00", NULL },
	{ "UTC", FRI, "18:60", NULL },
	{ "UTC", FRI, "18:00:60", NULL },
	{ "UTC", FRI, "9:05", NULL },
	{ "UTC", FRI, "18:5", NULL },
	{ "UTC", FRI, "18", NULL },
	{ "UTC", FRI, "18:", NULL },
	{ "UTC", FRI, " 18:00", NULL },
	{ "UTC", FRI, "+3m", NULL },
	{ "UTC", FRI, "3m", NULL },
	{ "UTC", FRI, "-", NULL },
	{ "UTC", FRI, "--3m", NULL },
	{ "UTC", FRI, "-3x", NULL },
	{ "UTC", FRI, "1x", NULL },
	{ "UTC", FRI, "now", NULL },
	{ "UTC", FRI, "today", NULL },
	{ "UTC", FRI, "fri", NULL },
	{ "UTC", FRI, "2026-11-19", NULL },
	{ "UTC", FRI, "2026-02-30T10:00", NULL },
};

static void
test_at(void)
{
	int before = expect_failures;

	for (size_t i = 0; i < LENGTH(ats); i++) {
		instant got = 42;

		if (use("at", ats[i].zone)) {
			bool ok =
			    at_parse(str_of(ats[i].in), at(ats[i].now), &got);

			expect_instant("at", ats[i].in, ok, got, ats[i].want);
		}
	}
	expect_done("at", before);
}

/* A refusal that `expect` understands, of every reader. */
static void
expect_garbage(const char *shown, struct str s)
{
	instant now = at(FRI), t = 42;
	bool timed;

	expect_instant("garbage", shown, instant_parse_stored(s, &t), t, NULL);
	expect_instant("garbage", shown, instant_parse_rfc3339(s, &t), t, NULL);
	expect_instant(
	    "garbage", shown, date_parse(s, now, &t, &timed), t, NULL);
	expect_instant("garbage", shown, at_parse(s, now, &t), t, NULL);
}

/* Good ones with a NUL in each place, and one at the end; then long ones. */
static void
test_garbage(void)
{
	static const char *const good[] = { "2026-11-20T18:00:00.123Z",
		"2026-11-20T18:00:00+01:00", "2026-11-27T18:00", "2026-11-27",
		"18:32:05", "18:32", "-3m", "+2w", "fri", "friday", "today" };
	static char overlong[1 << 16];
	int before = expect_failures;
	char z[64] = "";

	for (size_t i = 0; i < LENGTH(good); i++) {
		size_t n = strlen(good[i]);

		memcpy(z, good[i], n + 1);
		expect_garbage(good[i], (struct str){ z, n + 1 });
		for (size_t k = 0; k < n; k++) {
			z[k] = '\0';
			expect_garbage(good[i], (struct str){ z, n });
			z[k] = good[i][k];
		}
	}
	memset(overlong, '1', sizeof(overlong));
	expect_garbage("1111...", (struct str){ overlong, sizeof(overlong) });
	overlong[0] = '+';
	expect_garbage("+111...", (struct str){ overlong, sizeof(overlong) });
	overlong[0] = '-';
	expect_garbage("-111...", (struct str){ overlong, sizeof(overlong) });
	expect_garbage("(none)", (struct str){ NULL, 0 });
	expect_done("garbage", before);
}

static void
test_now(void)
{
	instant a = instant_now(), b = instant_now();

	/* The clock may be set meanwhile, but not to before this was written.
	 */
	if (a < at("2025-01-01T00:00:00.000Z") || b > INSTANT_MAX)
		expect_report("now", "instant_now", "is not of these years");
	else
		expect_done("now", expect_failures);
}

int
main(void)
{
	setenv("TZ", "Asia/Kathmandu", 1);
	test_stored();
	test_stored_bytes();
	test_stored_digits();
	test_stored_random();
	test_every_day();
	test_rfc3339();
	test_zone();
	test_zone_return();
	test_zone_database();
	test_local();
	test_none();
	test_civil();
	test_civil_random();
	test_date();
	test_at();
	test_garbage();
	test_now();
	if (expect_failures > 0)
		printf("seed %llu\n", (unsigned long long)SEED);
	return expect_failures > 0;
}
