/*
 * Lengths of time and offsets: what is read is in range, and what is written
 * of it is read back the same.
 */
#include "duration.h"
#include "fuzz.h"

static bool
in_range(long sec)
{
	return sec >= -DURATION_MAX && sec <= DURATION_MAX;
}

/* What `add` writes of a value is what `parse` reads. */
static void
check_back(long sec, void (*add)(struct buf *, long),
    bool (*parse)(struct str, long *), const char *what)
{
	struct buf b = BUF_INIT;
	long again = -1;

	add(&b, sec);
	fuzz_check(parse(buf_str(&b), &again) && again == sec, what);
	buf_release(&b);
}

int
fuzz_target(const uint8_t *bytes, size_t n)
{
	struct str s = fuzz_text(bytes, n);
	struct buf b = BUF_INIT;
	long sec = 0, back = -1;

	if (duration_parse(s, &sec)) {
		fuzz_check(sec >= 0 && in_range(sec), "a duration's range");
		check_back(sec, duration_add, duration_parse, "a duration");
	}
	if (duration_parse_signed(s, &sec)) {
		fuzz_check(in_range(sec), "the range of a signed duration");
		if (sec >= 0)
			buf_addc(&b, '+');
		duration_add(&b, sec);
		fuzz_check(
		    duration_parse_signed(buf_str(&b), &back) && back == sec,
		    "a signed duration");
		fuzz_check(!duration_parse(s, &back), "a sign parts the two");
	}
	if (duration_parse_offset(s, &sec)) {
		fuzz_check(sec >= 0 && in_range(sec), "an offset's range");
		check_back(sec - sec % 60, duration_add_offset,
		    duration_parse_offset, "an offset");
	}
	buf_cut(&b, 0);
	duration_add_clock(&b, sec);
	fuzz_check(b.n > 0, "a clock shows something");
	buf_release(&b);
	return 0;
}
