#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "duration.h"
#include "file.h"
#include "instant.h"
#include "xalloc.h"

#define DAY 86400

_Static_assert(sizeof(time_t) >= 8, "time_t must outlast 2038");

/*
 * CLOCK_REALTIME and not CLOCK_MONOTONIC: a running clock is a pair of
 * instants in a table that other machines read too, so it needs the time
 * that they share; and CLOCK_REALTIME counts on through a suspend.
 */
instant
instant_now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_REALTIME, &ts);
	return (instant)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

int64_t
instant_ticks(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static bool
in_range(instant t)
{
	return t >= INSTANT_MIN && t <= INSTANT_MAX;
}

/*
 * The calendar.  Days are counted from 1970-01-01 as in Howard Hinnant,
 * "chrono-Compatible Low-Level Date Algorithms" (days_from_civil and
 * civil_from_days): a year is taken to begin in March, so that the leap day
 * is its last, and 400 years, an era, always have the same number of days.
 * From March on, 153 days are five months (31, 30, 31, 30, 31), which is
 * how days and months are told from each other.
 */

#define ERA_DAYS 146097
#define EPOCH_DAYS 719468 /* from 0000-03-01 to 1970-01-01 */

static int64_t
floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

static bool
is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int
month_length(int year, int month)
{
	static const signed char length[] = { 31, 28, 31, 30, 31, 30, 31, 31,
		30, 31, 30, 31 };

	return length[month - 1] + (month == 2 && is_leap(year));
}

/* A day beyond the end of its month is one of a month that follows. */
static int64_t
days_of(const struct civil *c)
{
	int64_t year = (int64_t)c->year - (c->month <= 2);
	int64_t era = floor_div(year, 400);
	int64_t year_of_era = year - era * 400;
	int64_t march_month = (c->month + 9) % 12;
	int64_t day_of_year = (153 * march_month + 2) / 5 + c->day - 1;

	return era * ERA_DAYS + year_of_era * 365 + year_of_era / 4 -
	    year_of_era / 100 + day_of_year - EPOCH_DAYS;
}

static struct civil
civil_of_days(int64_t days)
{
	int64_t era = floor_div(days + EPOCH_DAYS, ERA_DAYS);
	int64_t day_of_era = days + EPOCH_DAYS - era * ERA_DAYS;
	int64_t year_of_era = (day_of_era - day_of_era / 1460 +
				  day_of_era / 36524 - day_of_era / 146096) /
	    365;
	int64_t day_of_year = day_of_era -
	    (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int64_t march_month = (5 * day_of_year + 2) / 153;
	int month = (int)(march_month < 10 ? march_month + 3 : march_month - 9);

	return (struct civil){
		.year = (int)(era * 400 + year_of_era + (month <= 2)),
		.month = month,
		.day = (int)(day_of_year - (153 * march_month + 2) / 5 + 1),
	};
}

/* The seconds from 1970-01-01T00:00 to `c`, both on the same clock. */
static int64_t
seconds_of(const struct civil *c)
{
	return days_of(c) * DAY + c->hour * 3600 + c->minute * 60 + c->second;
}

static bool
is_day(const struct civil *c)
{
	return c->year >= 1 && c->month >= 1 && c->month <= 12 && c->day >= 1 &&
	    c->day <= month_length(c->year, c->month);
}

static bool
is_clock(const struct civil *c)
{
	return c->hour < 24 && c->minute < 60 && c->second < 60;
}

/*
 * Written forms, told by an example: each `0` stands for a digit, every
 * other byte for itself.  All bytes are looked at before the answer, which
 * is faster than to leave at the first that is wrong, for few are.
 */
static inline bool
has_form(struct str s, struct str form)
{
	unsigned char wrong = 0;

	if (s.n != form.n)
		return false;
	for (size_t i = 0; i < form.n; i++) {
		unsigned char above = (unsigned char)(s.p[i] - form.p[i]);

		wrong |= above > (form.p[i] == '0' ? 9 : 0);
	}
	return wrong == 0;
}

static int
two_digits(const char *p)
{
	return (p[0] - '0') * 10 + (p[1] - '0');
}

/* Reads `0000-00-00`. */
static struct civil
read_day(const char *p)
{
	return (struct civil){
		.year = two_digits(p) * 100 + two_digits(p + 2),
		.month = two_digits(p + 5),
		.day = two_digits(p + 8),
	};
}

/* Reads `00:00` or `00:00:00`. */
static void
read_clock(struct civil *c, struct str s)
{
	c->hour = two_digits(s.p);
	c->minute = two_digits(s.p + 3);
	c->second = s.n > 5 ? two_digits(s.p + 6) : 0;
}

bool
instant_parse_stored(struct str s, instant *t)
{
	struct civil c;

	if (!has_form(s, STR("0000-00-00T00:00:00.000Z")))
		return false;
	c = read_day(s.p);
	read_clock(&c, (struct str){ s.p + 11, 8 });
	if (!is_day(&c) || !is_clock(&c))
		return false;
	*t = seconds_of(&c) * 1000 + (s.p[20] - '0') * 100 +
	    two_digits(s.p + 21);
	return true;
}

/* Writes the last digits of `n` over the `width` bytes at `p`. */
static void
put_digits(char *p, int width, int n)
{
	while (width-- > 0) {
		p[width] = (char)('0' + n % 10);
		n /= 10;
	}
}

void
instant_add_stored(struct buf *b, instant t)
{
	char form[] = "0000-00-00T00:00:00.000Z";
	struct civil c;
	int64_t days;
	int ms;

	if (t == INSTANT_NONE)
		return;
	days = floor_div(t, DAY * 1000);
	ms = (int)(t - days * DAY * 1000);
	c = civil_of_days(days);
	put_digits(form, 4, c.year);
	put_digits(form + 5, 2, c.month);
	put_digits(form + 8, 2, c.day);
	put_digits(form + 11, 2, ms / 3600000);
	put_digits(form + 14, 2, ms / 60000 % 60);
	put_digits(form + 17, 2, ms / 1000 % 60);
	put_digits(form + 20, 3, ms % 1000);
	buf_add(b, (struct str){ form, sizeof(form) - 1 });
}

/* Cuts a fraction of a second, `.5`, off `*s` where there is one. */
static bool
take_fraction(struct str *s, int *ms)
{
	int worth = 100;
	size_t i = 1;

	*ms = 0;
	if (s->n == 0 || s->p[0] != '.')
		return true;
	for (; i < s->n && s->p[i] >= '0' && s->p[i] <= '9'; i++) {
		*ms += (s->p[i] - '0') * worth;
		worth /= 10;
	}
	*s = str_from(*s, i);
	return i > 1;
}

/* Reads `Z` or `+01:00` as seconds east of UTC. */
static bool
parse_offset(struct str s, int *seconds)
{
	struct civil c = { 0 };
	struct str ahead = str_from(s, 1);

	*seconds = 0;
	if (s.n == 1 && (s.p[0] == 'Z' || s.p[0] == 'z'))
		return true;
	if (!has_form(ahead, STR("00:00")) || (s.p[0] != '+' && s.p[0] != '-'))
		return false;
	read_clock(&c, ahead);
	*seconds = c.hour * 3600 + c.minute * 60;
	if (s.p[0] == '-')
		*seconds = -*seconds;
	return is_clock(&c);
}

/* Reads `2026-11-20T18:00:00` at the beginning of `s`, `t` in any case. */
static bool
parse_rfc3339_civil(struct str s, struct civil *c)
{
	struct str clock = str_upto(str_from(s, 11), 8);

	if (!has_form(str_upto(s, 10), STR("0000-00-00")) ||
	    !has_form(clock, STR("00:00:00")) ||
	    (s.p[10] != 'T' && s.p[10] != 't'))
		return false;
	*c = read_day(s.p);
	read_clock(c, clock);
	return is_day(c) && is_clock(c);
}

bool
instant_parse_rfc3339(struct str s, instant *t)
{
	struct str rest = str_from(s, 19);
	struct civil c;
	instant got;
	int ms, east;

	if (!parse_rfc3339_civil(s, &c) || !take_fraction(&rest, &ms) ||
	    !parse_offset(rest, &east))
		return false;
	got = (seconds_of(&c) - east) * 1000 + ms;
	if (!in_range(got))
		return false;
	*t = got;
	return true;
}

/* The environment's TZ as it was when this was first called, or NULL. */
static const char *
initial_tz(void)
{
	static bool saved;
	static char *tz;

	if (!saved && getenv("TZ") != NULL)
		tz = xstrdup(getenv("TZ"));
	saved = true;
	return tz;
}

/* What IANA names are made of; without dots, none leads out of a directory. */
static bool
is_zone_name(struct str s)
{
	static const char bytes[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "abcdefghijklmnopqrstuvwxyz"
				    "0123456789+-_/";

	for (size_t i = 0; i < s.n; i++)
		if (memchr(bytes, s.p[i], sizeof(bytes) - 1) == NULL)
			return false;
	return s.n > 0 && s.p[0] != '/';
}

/* Whether it is a regular file that begins as compiled zones do (RFC 8536):
 * 0, or 1 where it is none, or -1. */
static int
check_zone_file(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK), rc;
	char magic[4] = "";
	struct stat st;

	if (fd == -1)
		return errno == ENOENT || errno == ENOTDIR ? 1 : -1;
	rc = fstat(fd, &st);
	if (rc == 0 && S_ISREG(st.st_mode))
		rc = file_read_full(fd, magic, sizeof(magic)) == -1 ? -1 : 0;
	if (rc == 0 && memcmp(magic, "TZif", sizeof(magic)) != 0)
		rc = 1;
	close(fd);
	return rc;
}

static int
check_zone(struct str name)
{
	const char *dir = getenv("TZDIR");
	struct buf path = BUF_INIT;
	int rc;

	if (!is_zone_name(name))
		return 1;
	buf_addz(
	    &path, dir != NULL && dir[0] != '\0' ? dir : "/usr/share/zoneinfo");
	buf_addc(&path, '/');
	buf_add(&path, name);
	rc = check_zone_file(buf_z(&path));
	buf_release(&path);
	return rc;
}

/*
 * Sets TZ; NULL takes it out of the environment.  Where libc fails to read
 * the zone it goes on with UTC, and only errno tells; that there is no file
 * of that name is no failure, since TZ may be a rule.
 */
static int
set_tz(const char *tz)
{
	static const char utc[] = "UTC0"; /* a rule: needs no zone database */
	bool is_utc = tz != NULL && strcmp(tz, "UTC") == 0;

	if (tz == NULL ? unsetenv("TZ") : setenv("TZ", is_utc ? utc : tz, 1))
		return -1;
	errno = 0;
	tzset();
	return is_utc || errno == 0 || errno == ENOENT ? 0 : -1;
}

int
zone_use(struct str name, struct error *e)
{
	const char *initial = initial_tz();
	int rc = 0;
	char *tz;

	if (name.n > 0 && !str_is(name, "UTC"))
		rc = check_zone(name);
	if (rc == 0) {
		tz = xstrndup(name);
		rc = set_tz(name.n > 0 ? tz : initial);
		free(tz);
	}
	return rc == -1
	    ? error_errno(e, "cannot read the zone \"%.*s\"", STR_ARG(name))
	    : rc;
}

/* The local civil time, in seconds since 1970; for any instant's second. */
static struct civil
civil_of_seconds(int64_t seconds)
{
	static bool ready;
	time_t clock = (time_t)seconds;
	struct tm tm = { 0 };

	if (!ready)
		tzset(); /* localtime_r need not; set_tz does */
	ready = true;
	localtime_r(&clock, &tm);
	return (struct civil){
		.year = tm.tm_year + 1900,
		.month = tm.tm_mon + 1,
		.day = tm.tm_mday,
		.hour = tm.tm_hour,
		.minute = tm.tm_min,
		.second = tm.tm_sec,
		.weekday = tm.tm_wday,
	};
}

struct civil
civil_of(instant t)
{
	return civil_of_seconds(floor_div(t, 1000));
}

/* How many seconds local clocks are ahead of UTC. */
static int64_t
ahead_at(int64_t seconds)
{
	struct civil c = civil_of_seconds(seconds);

	return seconds_of(&c) - seconds;
}

/*
 * The first and the last instant at which local clocks show `c`.
 *
 * mktime would not do: of a time that comes twice or never, which instant
 * it returns is left to the libc, and glibc's answer depends on the call
 * before.  So we try the offset of the day before and that of the day after,
 * and keep those that lead back to `c`.  Where none does, `c` is left out by
 * a change to summer time; the offset before it makes it as much later as
 * clocks were put forward.
 */
static void
instants_of(const struct civil *c, instant *first, instant *last)
{
	int64_t local = seconds_of(c);
	int64_t by_old = local - ahead_at(local - DAY);
	int64_t by_new = local - ahead_at(local + DAY);
	bool old_fits = by_old + ahead_at(by_old) == local;
	bool new_fits = by_new + ahead_at(by_new) == local;

	*first = (old_fits || !new_fits ? by_old : by_new) * 1000;
	*last = (new_fits ? by_new : by_old) * 1000;
}

instant
civil_instant(struct civil c)
{
	instant first, last;

	instants_of(&c, &first, &last);
	return first;
}

void
instant_add_day(struct buf *b, instant t)
{
	struct civil c = civil_of(t);

	if (t != INSTANT_NONE)
		buf_addf(b, "%04d-%02d-%02d", c.year, c.month, c.day);
}

void
instant_add_time(struct buf *b, instant t)
{
	struct civil c = civil_of(t);

	if (t == INSTANT_NONE)
		return;
	buf_addn(b, (unsigned long)c.hour, 2);
	buf_addc(b, ':');
	buf_addn(b, (unsigned long)c.minute, 2);
}

void
instant_add_local(struct buf *b, instant t)
{
	if (t == INSTANT_NONE)
		return;
	instant_add_day(b, t);
	buf_addc(b, 'T');
	instant_add_time(b, t);
}

/* `word` is in lower case letters; `s` may be in any case. */
static bool
is_word(struct str s, struct str word)
{
	size_t i = 0;

	if (s.n != word.n)
		return false;
	while (i < s.n && (s.p[i] | 0x20) == word.p[i])
		i++;
	return i == s.n;
}

/* Moves `c` from today to the day that `today`, `fri` or the like names. */
static bool
move_to_named_day(struct civil *c, struct str s)
{
	static const char *const names[] = { "sunday", "monday", "tuesday",
		"wednesday", "thursday", "friday", "saturday" };

	if (is_word(s, STR("today")))
		return true;
	if (is_word(s, STR("tomorrow"))) {
		c->day++;
		return true;
	}
	for (int i = 0; i < 7; i++) {
		struct str name = str_of(names[i]);

		if (is_word(s, name) || is_word(s, str_upto(name, 3))) {
			c->day += (i - c->weekday + 6) % 7 + 1;
			return true;
		}
	}
	return false;
}

static void
move_months(struct civil *c, int months)
{
	int length;

	c->year += (c->month - 1 + months) / 12;
	c->month = (c->month - 1 + months) % 12 + 1;
	length = month_length(c->year, c->month);
	if (c->day > length)
		c->day = length;
}

/* Cuts a number of 1 to 4 digits off `*s`. */
static bool
take_count(struct str *s, int *n)
{
	size_t i = 0;

	for (*n = 0; i < s->n && s->p[i] >= '0' && s->p[i] <= '9'; i++) {
		if (i == 4)
			return false;
		*n = *n * 10 + (s->p[i] - '0');
	}
	*s = str_from(*s, i);
	return i > 0;
}

/* Moves `c` on from today by `+3d`, `+2w` or `+1mo`. */
static bool
move_ahead(struct civil *c, struct str s)
{
	static const struct {
		const char *name;
		int days, months;
	} units[] = { { "d", 1, 0 }, { "w", 7, 0 }, { "mo", 0, 1 } };
	struct str unit = str_from(s, 1);
	int n;

	if (s.n == 0 || s.p[0] != '+' || !take_count(&unit, &n))
		return false;
	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
		if (!str_is(unit, units[i].name))
			continue;
		move_months(c, n * units[i].months);
		c->day += n * units[i].days;
		return true;
	}
	return false;
}

/* Reads `2026-11-27` or `2026-11-27T18:00`. */
static bool
parse_written_date(struct civil *c, struct str s, bool *timed)
{
	*timed = has_form(s, STR("0000-00-00T00:00"));
	if (!*timed && !has_form(s, STR("0000-00-00")))
		return false;
	*c = read_day(s.p);
	if (*timed)
		read_clock(c, str_from(s, 11));
	return is_day(c) && is_clock(c);
}

bool
date_parse(struct str s, instant now, instant *t, bool *timed)
{
	struct civil c = civil_of(now);
	bool has_time = false;
	instant got;

	c.hour = c.minute = c.second = 0;
	if (!move_to_named_day(&c, s) && !move_ahead(&c, s) &&
	    !parse_written_date(&c, s, &has_time))
		return false;
	got = civil_instant(c);
	if (!in_range(got))
		return false;
	*t = got;
	if (timed != NULL)
		*timed = has_time;
	return true;
}

/* The last instant not after `now` at which local clocks show `c`. */
static bool
last_until(const struct civil *c, instant now, instant *t)
{
	instant first, last, got;

	instants_of(c, &first, &last);
	got = last <= now ? last : first;
	if (got > now || !in_range(got))
		return false;
	*t = got;
	return true;
}

/*
 * Reads `18:32` or `18:32:05`.  Tomorrow's is asked for too: where clocks
 * are put back over midnight, tomorrow has already been.
 */
static bool
parse_clock(struct str s, instant now, instant *t)
{
	struct civil c = civil_of(now);

	if (!has_form(s, STR("00:00")) && !has_form(s, STR("00:00:00")))
		return false;
	read_clock(&c, s);
	if (!is_clock(&c))
		return false;
	c.day += 1;
	for (int i = 0; i < 3; i++, c.day--)
		if (last_until(&c, now, t))
			return true;
	return false;
}

/* Reads `-3m`. */
static bool
parse_ago(struct str s, instant now, instant *t)
{
	long sec;

	if (!str_starts(s, STR("-")) || !duration_parse_signed(s, &sec) ||
	    !in_range(now + sec * 1000))
		return false;
	*t = now + sec * 1000;
	return true;
}

static bool
parse_timed_date(struct str s, instant now, instant *t)
{
	instant got;
	bool timed;

	if (!date_parse(s, now, &got, &timed) || !timed)
		return false;
	*t = got;
	return true;
}

bool
at_parse(struct str s, instant now, instant *t)
{
	instant got;

	if (!parse_clock(s, now, &got) && !parse_ago(s, now, &got) &&
	    !parse_timed_date(s, now, &got) && !instant_parse_rfc3339(s, &got))
		return false;
	if (got > now)
		return false;
	*t = got;
	return true;
}
