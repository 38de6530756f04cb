#include "ics.h"

enum { LINE_MAX_OCTETS = 75 };

static bool
is_continuation(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

static bool
is_control(char c)
{
	return (unsigned char)c < ' ' || c == 0x7f;
}

/* Appends a content line, folded; a fold's blank counts in its line. */
static void
add_line(struct buf *b, struct str line)
{
	size_t max = LINE_MAX_OCTETS, n;

	while (line.n > max) {
		for (n = max; n > 1 && is_continuation(line.p[n]);)
			n--;
		buf_add(b, str_upto(line, n));
		buf_addz(b, "\r\n ");
		line = str_from(line, n);
		max = LINE_MAX_OCTETS - 1;
	}
	buf_add(b, line);
	buf_addz(b, "\r\n");
}

static void
add_property(struct buf *b, const char *name, struct str value)
{
	struct buf line = BUF_INIT;

	buf_addf(&line, "%s:", name);
	buf_add(&line, value);
	add_line(b, buf_str(&line));
	buf_release(&line);
}

void
ics_begin(struct buf *b, struct str component)
{
	add_property(b, "BEGIN", component);
}

void
ics_end(struct buf *b, struct str component)
{
	add_property(b, "END", component);
}

void
ics_calendar(struct buf *b, struct str name)
{
	ics_begin(b, STR("VCALENDAR"));
	ics_value(b, "VERSION", STR("2.0"));
	ics_value(b, "PRODID", STR("-//moot//moot//EN"));
	ics_text(b, "X-WR-CALNAME", name);
}

void
ics_text(struct buf *b, const char *name, struct str value)
{
	struct buf text = BUF_INIT;
	size_t i;

	for (i = 0; i < value.n; i++)
		if (value.p[i] == '\n')
			buf_addz(&text, "\\n");
		else if (value.p[i] == '\t')
			buf_addc(&text, ' ');
		else if (memchr("\\;,", value.p[i], 3) != NULL)
			buf_addf(&text, "\\%c", value.p[i]);
		else if (!is_control(value.p[i]))
			buf_addc(&text, value.p[i]);
	if (text.n > 0)
		add_property(b, name, buf_str(&text));
	buf_release(&text);
}

void
ics_value(struct buf *b, const char *name, struct str value)
{
	struct buf clean = BUF_INIT;
	size_t i;

	for (i = 0; i < value.n; i++)
		if (!is_control(value.p[i]))
			buf_addc(&clean, value.p[i]);
	if (clean.n > 0)
		add_property(b, name, buf_str(&clean));
	buf_release(&clean);
}

void
ics_instant(struct buf *b, const char *name, instant t)
{
	struct buf stored = BUF_INIT, value = BUF_INIT;
	size_t i;

	/* 2026-11-20T18:00:00.123Z without its dashes, colons and fraction */
	instant_add_stored(&stored, t);
	for (i = 0; i < stored.n && stored.p[i] != '.'; i++)
		if (memchr("-:", stored.p[i], 2) == NULL)
			buf_addc(&value, stored.p[i]);
	if (value.n > 0)
		buf_addc(&value, 'Z');
	ics_value(b, name, buf_str(&value));
	buf_release(&stored);
	buf_release(&value);
}
