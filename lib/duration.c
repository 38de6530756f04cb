#include <ctype.h>
#include <stdlib.h>

#include "duration.h"

/* Cuts a number of 1 to 7 digits off `*s`. */
static bool
take_number(struct str *s, long *n)
{
	size_t i = 0;

	*n = 0;
	while (i < s->n && i < 8 && isdigit((unsigned char)s->p[i]))
		*n = *n * 10 + (s->p[i++] - '0');
	*s = str_from(*s, i);
	return i > 0 && i < 8;
}

/* Cuts `:` and two digits below 60 off `*s`. */
static bool
take_sixtieth(struct str *s, long *n)
{
	struct str two;

	if (s->n < 3 || s->p[0] != ':')
		return false;
	two = str_upto(str_from(*s, 1), 2);
	*s = str_from(*s, 3);
	return take_number(&two, n) && two.n == 0 && *n < 60;
}

/* The rest of `m:ss` or `h:mm:ss` behind its first number. */
static bool
parse_colons(struct str s, long first, long *sec)
{
	long b, c;

	if (!take_sixtieth(&s, &b))
		return false;
	if (s.n == 0) {
		*sec = first * 60 + b;
		return true;
	}
	*sec = first * 3600 + b * 60;
	if (!take_sixtieth(&s, &c) || s.n > 0)
		return false;
	*sec += c;
	return true;
}

/* The rest of `1h30m` behind its first number; units only grow smaller. */
static bool
parse_units(struct str s, long n, long *sec)
{
	static const struct {
		char name;
		long seconds;
	} units[] = { { 'h', 3600 }, { 'm', 60 }, { 's', 1 } };
	long sum = 0;
	size_t u = 0;

	for (;;) {
		while (u < 3 && (s.n == 0 || s.p[0] != units[u].name))
			u++;
		if (u == 3)
			return false;
		sum += n * units[u++].seconds;
		s = str_from(s, 1);
		if (s.n == 0)
			break;
		if (!take_number(&s, &n))
			return false;
	}
	*sec = sum;
	return true;
}

bool
duration_parse(struct str s, long *sec)
{
	long n, got;
	bool ok;

	if (!take_number(&s, &n))
		return false;
	if (s.n == 0) {
		got = n * 60;
		ok = true;
	} else if (s.p[0] == ':') {
		ok = parse_colons(s, n, &got);
	} else {
		ok = parse_units(s, n, &got);
	}
	if (!ok || got > DURATION_MAX)
		return false;
	*sec = got;
	return true;
}

bool
duration_parse_signed(struct str s, long *sec)
{
	long n;

	if (s.n == 0 || (s.p[0] != '+' && s.p[0] != '-'))
		return false;
	if (!duration_parse(str_from(s, 1), &n))
		return false;
	*sec = s.p[0] == '-' ? -n : n;
	return true;
}

bool
duration_parse_offset(struct str s, long *sec)
{
	long h, m;

	if (s.n > 0 && s.p[0] == '+')
		s = str_from(s, 1);
	if (!take_number(&s, &h) || !take_sixtieth(&s, &m) || s.n > 0)
		return false;
	if (h * 3600 + m * 60 > DURATION_MAX)
		return false;
	*sec = h * 3600 + m * 60;
	return true;
}

/* Appends the sign of `sec` and returns it without one. */
static unsigned long
add_sign(struct buf *b, long sec)
{
	if (sec < 0)
		buf_addc(b, '-');
	return (unsigned long)labs(sec);
}

static void
add_unit(struct buf *b, unsigned long n, char unit)
{
	buf_addn(b, n, 1);
	buf_addc(b, unit);
}

/* Two digits behind a colon. */
static void
add_sixtieth(struct buf *b, unsigned long n)
{
	buf_addc(b, ':');
	buf_addn(b, n, 2);
}

void
duration_add(struct buf *b, long signed_sec)
{
	unsigned long sec = add_sign(b, signed_sec);

	if (sec >= 3600)
		add_unit(b, sec / 3600, 'h');
	if (sec / 60 % 60 > 0 || sec == 0)
		add_unit(b, sec / 60 % 60, 'm');
	if (sec % 60 > 0)
		add_unit(b, sec % 60, 's');
}

void
duration_add_offset(struct buf *b, long signed_sec)
{
	unsigned long sec = add_sign(b, signed_sec);

	buf_addn(b, sec / 3600, 1);
	add_sixtieth(b, sec / 60 % 60);
}

void
duration_add_clock(struct buf *b, long signed_sec)
{
	unsigned long sec = add_sign(b, signed_sec);

	if (sec >= 3600) {
		buf_addn(b, sec / 3600, 1);
		add_sixtieth(b, sec / 60 % 60);
	} else {
		buf_addn(b, sec / 60, 1);
	}
	add_sixtieth(b, sec % 60);
}
