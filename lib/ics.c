#include "ics.h"
#include "utf8.h"

enum { LINE_MAX_OCTETS = 75 };

static bool
is_continuation(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

/* Bytes of the control character at `i`, C0, DEL or, in two bytes, C1; or 0. */
static size_t
control_at(struct str s, size_t i)
{
	unsigned char c = (unsigned char)s.p[i];

	if (c < ' ' || c == 0x7f)
		return 1;
	return c == 0xc2 && (unsigned char)s.p[i + 1] < 0xa0 ? 2 : 0;
}

/* Appends text as UTF-8, without control characters but TAB and LF. */
static void
add_clean(struct buf *b, struct str s)
{
	struct buf good = BUF_INIT;
	size_t i, n;

	utf8_add_repaired(&good, s);
	s = buf_str(&good);
	for (i = 0; i<s.n; i += n> 0 ? n : 1) {
		n = control_at(s, i);
		if (n == 0 || s.p[i] == '\n' || s.p[i] == '\t')
			buf_addc(b, s.p[i]);
	}
	buf_release(&good);
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
	struct buf clean = BUF_INIT, text = BUF_INIT;
	size_t i;

	add_clean(&clean, value);
	for (i = 0; i < clean.n; i++)
		if (clean.p[i] == '\n')
			buf_addz(&text, "\\n");
		else if (clean.p[i] == '\t')
			buf_addc(&text, ' ');
		else if (memchr("\\;,", clean.p[i], 3) != NULL)
			buf_addf(&text, "\\%c", clean.p[i]);
		else
			buf_addc(&text, clean.p[i]);
	if (text.n > 0)
		add_property(b, name, buf_str(&text));
	buf_release(&clean);
	buf_release(&text);
}

void
ics_value(struct buf *b, const char *name, struct str value)
{
	struct buf clean = BUF_INIT, bare = BUF_INIT;
	size_t i;

	add_clean(&clean, value);
	for (i = 0; i < clean.n; i++)
		if (clean.p[i] != '\n' && clean.p[i] != '\t')
			buf_addc(&bare, clean.p[i]);
	if (bare.n > 0)
		add_property(b, name, buf_str(&bare));
	buf_release(&clean);
	buf_release(&bare);
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
