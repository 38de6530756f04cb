#include "dates.h"
#include "words.h"

/* A number of up to `max` digits at the front. */
static bool
take_number(struct str *s, size_t max, int *n, size_t *digits)
{
	size_t i;

	*n = 0;
	for (i = 0; i < s->n && i < max && words_digit(s->p[i]); i++)
		*n = *n * 10 + (s->p[i] - '0');
	*s = str_from(*s, i);
	if (digits != NULL)
		*digits = i;
	return i > 0 && (s->n == 0 || !words_digit(s->p[0]));
}

static bool
take_char(struct str *s, const char *set, char *c)
{
	if (s->n == 0 || strchr(set, s->p[0]) == NULL || s->p[0] == '\0')
		return false;
	*c = s->p[0];
	*s = str_from(*s, 1);
	return true;
}

static bool
take_word(struct str *s, const char *word)
{
	struct str w = str_of(word);

	if (!words_prefix(*s, w))
		return false;
	*s = str_trim(str_from(*s, w.n));
	return true;
}

static bool
take_day(struct str *s, bool day_first, struct civil *c)
{
	size_t digits[3];
	char a, b;
	int n[3];

	if (!take_number(s, 4, &n[0], &digits[0]) || !take_char(s, "-/.", &a) ||
	    !take_number(s, 2, &n[1], &digits[1]) || !take_char(s, "-/.", &b) ||
	    a != b || !take_number(s, 4, &n[2], &digits[2]))
		return false;
	if (digits[0] == 4 && digits[2] <= 2)
		*c = (struct civil){ .year = n[0], .month = n[1], .day = n[2] };
	else if (digits[0] <= 2 && digits[2] == 4)
		*c = (struct civil){ .year = n[2],
			.month = n[day_first],
			.day = n[!day_first] };
	else
		return false;
	return true;
}

/* `6:30:05 PM`, `18:30`. */
static bool
take_time(struct str *s, struct civil *c)
{
	char colon;

	if (!take_number(s, 2, &c->hour, NULL) || !take_char(s, ":", &colon) ||
	    !take_number(s, 2, &c->minute, NULL))
		return false;
	if (take_char(s, ":", &colon) && !take_number(s, 2, &c->second, NULL))
		return false;
	if (take_char(s, ".", &colon) && !take_number(s, 9, &(int){ 0 }, NULL))
		return false;
	*s = str_trim(*s);
	if (words_prefix(*s, STR("am")) || words_prefix(*s, STR("pm"))) {
		if (c->hour < 1 || c->hour > 12)
			return false;
		c->hour %= 12;
		if (words_prefix(*s, STR("pm")))
			c->hour += 12;
		*s = str_trim(str_from(*s, 2));
	}
	return c->hour < 24 && c->minute < 60 && c->second < 60;
}

/* `Z`, `UTC`, `GMT+1`, `+01:30`: minutes ahead of UTC. */
static bool
take_zone(struct str *s, bool *given, int *minutes)
{
	int hour, minute = 0;
	char sign, colon;

	*minutes = 0;
	*given =
	    take_word(s, "Z") || take_word(s, "UTC") || take_word(s, "GMT");
	if (!take_char(s, "+-", &sign))
		return true;
	*given = true;
	if (!take_number(s, 2, &hour, NULL) ||
	    (take_char(s, ":", &colon) && !take_number(s, 2, &minute, NULL)) ||
	    hour > 14 || minute > 59)
		return false;
	*minutes = (sign == '-' ? -1 : 1) * (hour * 60 + minute);
	return true;
}

static bool
is_real_day(const struct civil *c)
{
	struct civil noon = {
		.year = c->year, .month = c->month, .day = c->day, .hour = 12
	};
	struct civil back;

	if (c->year < 1 || c->month < 1 || c->month > 12 || c->day < 1 ||
	    c->day > 31)
		return false;
	back = civil_of(civil_instant(noon));
	return back.month == c->month && back.day == c->day;
}

/* Days of the calendar before 1970-01-01, for clocks of another zone. */
static instant
in_utc(const struct civil *c)
{
	/* Hinnant, "chrono-compatible low-level date algorithms". */
	int y = c->month <= 2 ? c->year - 1 : c->year;
	int era = (y >= 0 ? y : y - 399) / 400, of = y - era * 400;
	int doy =
	    (153 * (c->month + (c->month > 2 ? -3 : 9)) + 2) / 5 + c->day - 1;
	int doe = of * 365 + of / 4 - of / 100 + doy;
	instant days = (instant)era * 146097 + doe - 719468;

	return (((days * 24 + c->hour) * 60 + c->minute) * 60 + c->second) *
	    1000;
}

bool
dates_parse(struct str s, bool day_first, instant *t)
{
	instant got;
	bool zoned = false;
	struct civil c;
	char gap;
	int ahead = 0;

	s = str_trim(s);
	if (!take_day(&s, day_first, &c) || !is_real_day(&c))
		return false;
	if (s.n > 0 && !take_char(&s, " T,", &gap))
		return false;
	s = str_trim(s);
	if (s.n > 0 && (!take_time(&s, &c) || !take_zone(&s, &zoned, &ahead)))
		return false;
	if (s.n > 0)
		return false;
	got =
	    zoned ? in_utc(&c) - (instant)ahead * 60 * 1000 : civil_instant(c);
	if (got < INSTANT_MIN || got > INSTANT_MAX)
		return false;
	*t = got;
	return true;
}

bool
dates_is(struct str s)
{
	instant t;

	return dates_parse(s, false, &t) || dates_parse(s, true, &t);
}
