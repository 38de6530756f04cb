#include <time.h>

#include "mail.h"
#include "words.h"

enum {
	LINE_MAX_BYTES = 76, /* of encoded lines, RFC 2045 6.7, 2047 2 */
	PLAIN_WORD_MAX = 60  /* a longer word cannot be folded in a header */
};

/* ---- addresses */

/* atext of RFC 5322 3.2.3. */
static bool
is_atext(char c)
{
	return (c & 0x80) == 0 &&
	    (words_alnum(c) ||
		(c != '\0' && strchr("!#$%&'*+-/=?^_`{|}~", c) != NULL));
}

/* Atoms with dots between them. */
static bool
is_dot_atom(struct str s)
{
	size_t i;

	for (i = 0; i < s.n; i++) {
		if (s.p[i] == '.' &&
		    (i == 0 || i + 1 == s.n || s.p[i - 1] == '.'))
			return false;
		if (s.p[i] != '.' && !is_atext(s.p[i]))
			return false;
	}
	return s.n > 0;
}

bool
mail_address_valid(struct str address)
{
	size_t at = str_find(address, '@');

	/* RFC 5321 4.5.3.1; a dash in front could be an option. */
	return address.n <= 254 && at <= 64 && address.n > 0 &&
	    address.p[0] != '-' && is_dot_atom(str_upto(address, at)) &&
	    is_dot_atom(str_from(address, at + 1));
}

/* ---- headers */

static bool
is_plain(char c)
{
	return c >= ' ' && c <= '~';
}

/* Whether text can stand in a header as it is, folded at its spaces. */
static bool
is_plain_text(struct str s)
{
	size_t i, word = 0;

	for (i = 0; i < s.n; i++) {
		word = s.p[i] == ' ' ? 0 : word + 1;
		if (!is_plain(s.p[i]) || word > PLAIN_WORD_MAX)
			return false;
		if (s.p[i] == '=' && i + 1 < s.n && s.p[i + 1] == '?')
			return false;
	}
	return s.n == 0 || (s.p[0] != ' ' && s.p[s.n - 1] != ' ');
}

/* The bytes of the character at `i`. */
static size_t
character(struct str s, size_t i)
{
	size_t n = 1;

	while (i + n < s.n && (s.p[i + n] & 0xc0) == 0x80)
		n++;
	return n;
}

/* One byte in the Q encoding, RFC 2047 4.2, as a phrase may have it (5). */
static void
add_q(struct buf *b, char c)
{
	if ((c & 0x80) == 0 && words_alnum(c))
		buf_addc(b, c);
	else if (c == ' ' || (unsigned char)c < ' ' || c == 0x7f)
		buf_addc(b, '_');
	else
		buf_addf(b, "=%02X", (unsigned char)c);
}

/* Encoded words, none of which splits a character; `used` bytes of the line
 * are taken. */
static void
add_encoded(struct buf *b, struct str s, size_t used)
{
	static const struct str open = { "=?UTF-8?Q?", 10 };
	struct buf c = BUF_INIT;
	size_t i, k, n;

	buf_add(b, open);
	used += open.n;
	for (i = 0; i < s.n; i += n) {
		buf_cut(&c, 0);
		n = character(s, i);
		for (k = i; k < i + n; k++)
			add_q(&c, s.p[k]);
		if (used + c.n + 2 > LINE_MAX_BYTES) {
			buf_addz(b, "?=\n ");
			buf_add(b, open);
			used = open.n + 1;
		}
		buf_add(b, buf_str(&c));
		used += c.n;
	}
	buf_addz(b, "?=");
	buf_release(&c);
}

static void
add_folded(struct buf *b, struct str s, size_t used)
{
	struct str word;
	bool first = true;

	while (str_split(&s, ' ', &word)) {
		if (!first && used + 1 + word.n > LINE_MAX_BYTES &&
		    word.n > 0) {
			buf_addz(b, "\n ");
			used = 1;
		} else if (!first) {
			buf_addc(b, ' ');
			used++;
		}
		buf_add(b, word);
		used += word.n;
		first = false;
	}
}

void
mail_add_text(struct buf *b, const char *name, struct str text)
{
	size_t used = strlen(name) + 2;

	buf_addf(b, "%s: ", name);
	if (is_plain_text(text))
		add_folded(b, text, used);
	else
		add_encoded(b, text, used);
	buf_addc(b, '\n');
}

/* A phrase: a quoted string, RFC 5322 3.2.4, or encoded words. */
static void
add_phrase(struct buf *b, struct str s, size_t used)
{
	size_t i;

	if (!is_plain_text(s) || s.n > PLAIN_WORD_MAX) {
		add_encoded(b, s, used);
		return;
	}
	buf_addc(b, '"');
	for (i = 0; i < s.n; i++) {
		if (s.p[i] == '"' || s.p[i] == '\\')
			buf_addc(b, '\\');
		buf_addc(b, s.p[i]);
	}
	buf_addc(b, '"');
}

void
mail_add_address(
    struct buf *b, const char *name, struct str display, struct str address)
{
	size_t line = b->n;

	buf_addf(b, "%s: ", name);
	if (display.n > 0)
		add_phrase(b, display, strlen(name) + 2);
	/* Encoded words were folded perhaps; the last line is as long at most. */
	if (display.n > 0)
		buf_addz(b,
		    b->n - line + address.n + 3 > LINE_MAX_BYTES ? "\n " : " ");
	buf_addf(b, display.n > 0 ? "<%.*s>\n" : "%.*s\n", STR_ARG(address));
}

/* RFC 5322 3.3, whatever the locale. */
void
mail_add_date(struct buf *b, instant t)
{
	static const char *const days[] = { "Sun", "Mon", "Tue", "Wed", "Thu",
		"Fri", "Sat" };
	static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May",
		"Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	time_t seconds = (time_t)(t / 1000);
	struct tm tm;

	if (gmtime_r(&seconds, &tm) == NULL)
		return;
	buf_addf(b, "Date: %s, %d %s %04d %02d:%02d:%02d +0000\n",
	    days[tm.tm_wday], tm.tm_mday, months[tm.tm_mon], tm.tm_year + 1900,
	    tm.tm_hour, tm.tm_min, tm.tm_sec);
}

/* ---- the text */

/* Whether a byte of a line must be encoded, RFC 2045 6.7; a line that begins
 * with a dot or with From is changed on its way by some. */
static bool
is_encoded(struct str line, size_t i)
{
	char c = line.p[i];

	if (i == 0 && (c == '.' || str_starts(line, STR("From "))))
		return true;
	if (c == ' ' || c == '\t')
		return i + 1 == line.n;
	return !is_plain(c) || c == '=';
}

static void
add_quoted_line(struct buf *b, struct str line)
{
	size_t i, used = 0, n;

	for (i = 0; i < line.n; i++) {
		n = is_encoded(line, i) ? 3 : 1;
		/* The line may end here, or `=` says that it goes on. */
		if (used + n > LINE_MAX_BYTES - 1) {
			buf_addz(b, "=\n");
			used = 0;
		}
		if (n == 3)
			buf_addf(b, "=%02X", (unsigned char)line.p[i]);
		else
			buf_addc(b, line.p[i]);
		used += n;
	}
	buf_addc(b, '\n');
}

void
mail_add_body(struct buf *b, struct str text)
{
	struct str line;

	buf_addz(b,
	    "MIME-Version: 1.0\n"
	    "Content-Type: text/plain; charset=UTF-8\n"
	    "Content-Transfer-Encoding: quoted-printable\n\n");
	while (str_split(&text, '\n', &line))
		add_quoted_line(b, line);
}
