#include "wording.h"
#include "duration.h"

static const char *const days[] = { "Sunday", "Monday", "Tuesday", "Wednesday",
	"Thursday", "Friday", "Saturday" };
static const char *const months[] = { "January", "February", "March", "April",
	"May", "June", "July", "August", "September", "October", "November",
	"December" };

void
wording_add_day(struct buf *b, instant t)
{
	struct civil c = civil_of(t);

	buf_addf(b, "%s, %d %s %d", days[c.weekday], c.day, months[c.month - 1],
	    c.year);
}

void
wording_add_short_day(struct buf *b, instant t)
{
	struct civil c = civil_of(t);

	buf_addf(b, "%.3s %d %.3s %d", days[c.weekday], c.day,
	    months[c.month - 1], c.year);
}

void
wording_add_date(struct buf *b, struct str stored)
{
	bool timed, whole;
	instant t;

	whole = instant_parse_rfc3339(stored, &t);
	if (!whole && (stored.n < 10 || !date_parse(stored, 0, &t, &timed))) {
		buf_add(b, stored);
		return;
	}
	wording_add_short_day(b, t);
	if (whole || timed) {
		buf_addz(b, ", ");
		instant_add_time(b, t);
	}
}

void
wording_add_hours(struct buf *b, instant from, instant to)
{
	instant_add_time(b, from);
	if (to == INSTANT_NONE)
		return;
	buf_addz(b, "\xe2\x80\x93");
	instant_add_time(b, to);
}

void
wording_add_count(struct buf *b, size_t n, const char *what)
{
	buf_addf(b, "%zu %s%s", n, what, n == 1 ? "" : "s");
}

void
wording_add_change(struct buf *b, long sec)
{
	if (sec > 0)
		buf_addc(b, '+');
	duration_add(b, sec);
}

void
wording_add_rating(struct buf *b, double x)
{
	double scaled = x;
	int decimals = 0;

	for (; decimals < 2 && scaled != (double)(long)scaled; decimals++)
		scaled *= 10;
	buf_addf(b, "%.*f", decimals, x);
}

long
wording_seconds(int64_t ms)
{
	return (long)((ms + 500) / 1000);
}
