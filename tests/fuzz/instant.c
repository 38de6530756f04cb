/*
 * Instants and dates: whatever reads them keeps to the range, and the stored
 * form and the local one are read back the same.  The first byte chooses the
 * zone.
 */
#include "dates.h"
#include "fuzz.h"

/* 2026-11-20T18:00:00Z */
static const instant now = INT64_C(1795197600000);

static void
check_range(instant t)
{
	fuzz_check(t >= INSTANT_MIN && t <= INSTANT_MAX, "an instant's range");
}

static void
check_stored(instant t)
{
	struct buf b = BUF_INIT;
	instant again = INSTANT_NONE;

	check_range(t);
	instant_add_stored(&b, t);
	fuzz_check(b.n == 24, "the stored form's length");
	fuzz_check(
	    instant_parse_stored(buf_str(&b), &again) && again == t, "stored");
	again = INSTANT_NONE;
	fuzz_check(instant_parse_rfc3339(buf_str(&b), &again) && again == t,
	    "the stored form is RFC 3339");
	buf_release(&b);
}

/* The local day and time; around a change of the clock it may be another's. */
static void
check_local(instant t)
{
	struct civil c = civil_of(t);
	struct buf b = BUF_INIT;
	instant again;

	fuzz_check(c.month >= 1 && c.month <= 12 && c.day >= 1 && c.day <= 31 &&
		c.hour >= 0 && c.hour <= 23 && c.weekday >= 0 && c.weekday <= 6,
	    "a day and a time");
	again = civil_instant(c);
	fuzz_check(again - t < 7200 * 1000 && t - again < 7200 * 1000 + 1000,
	    "a local time is near");
	instant_add_local(&b, t);
	instant_add_day(&b, t);
	instant_add_time(&b, t);
	buf_release(&b);
}

int
fuzz_target(const uint8_t *bytes, size_t n)
{
	static const char *const zones[] = { "UTC", "Europe/Berlin",
		"America/St_Johns", "Pacific/Apia" };
	struct str s = fuzz_text(bytes, n);
	unsigned zone = fuzz_choice(&s, 4);
	struct buf b = BUF_INIT;
	instant t = 0;
	bool timed;
	struct error e = ERROR_INIT;

	fuzz_check(zone_use(str_of(zones[zone]), &e) == 0, "a zone");
	if (instant_parse_stored(s, &t)) {
		instant_add_stored(&b, t);
		fuzz_check(str_eq(buf_str(&b), s), "there is one stored form");
		check_stored(t);
		check_local(t);
	}
	if (instant_parse_rfc3339(s, &t)) {
		check_stored(t);
		check_local(t);
	}
	if (date_parse(s, now, &t, &timed)) {
		check_stored(t);
		check_local(t);
	}
	if (at_parse(s, now, &t)) {
		check_stored(t);
		fuzz_check(t <= now, "what is recorded has happened");
	}
	if (dates_parse(s, zone % 2 == 0, &t))
		check_stored(t);
	error_release(&e);
	buf_release(&b);
	return 0;
}
