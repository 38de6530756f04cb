#include <assert.h>
#include <errno.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <unistd.h>

#include <csv.h>

#include "link.h"
#include "near.h"
#include "out.h"
#include "tsv.h"
#include "utf8.h"
#include "xalloc.h"

enum {
	PENDING_MAX = 1 << 16, /* bytes gathered before they are written */
	NARROWEST = 8,	       /* columns that no cut goes below */
	GAP = 2		       /* blanks between a table's columns */
};

#define SGR_HEADER "\x1b[4m" /* underlined: dim is unreadable on some */
#define SGR_MARKED "\x1b[1m"
#define SGR_RESET "\x1b[0m"
#define ELLIPSIS "\xe2\x80\xa6"
#define REPLACEMENT "\xef\xbf\xbd"

typedef void (*adder)(struct buf *b, struct str s);

/* What a format does at each stage of a listing. */
struct format {
	const char *name;
	void (*begin)(struct out *o);
	void (*row)(struct out *o);
	void (*end)(struct out *o);
	adder keep; /* how cells that wait are written */
};

static const struct format formats[OUT_MD + 1];

static const struct format *
format_of(const struct out *o)
{
	return &formats[o->opt.format];
}

/* Escapes */

/* Room for what an escaper makes up. */
typedef char small[8];

/* What stands for byte `i` of `s`, or NULL where it stands for itself. */
typedef const char *(*escaper)(struct str s, size_t i, small form);

static inline void
add_escaped(struct buf *b, struct str s, escaper escape)
{
	size_t from = 0;
	small form;

	for (size_t i = 0; i < s.n; i++) {
		const char *z = escape(s, i, form);

		if (z == NULL)
			continue;
		buf_add(b, (struct str){ s.p + from, i - from });
		buf_addz(b, z);
		from = i + 1;
	}
	buf_add(b, str_from(s, from));
}

/* For formats in which bytes that are not UTF-8 have no place. */
static void
add_repaired(struct buf *b, struct str s, adder add)
{
	struct buf good = BUF_INIT;

	if (!utf8_valid(s)) {
		utf8_add_repaired(&good, s);
		s = buf_str(&good);
	}
	add(b, s);
	buf_release(&good);
}

static const char *
backslashed(char c, small form)
{
	form[0] = '\\';
	form[1] = c;
	form[2] = '\0';
	return form;
}

static inline bool
is_ascii_control(char c)
{
	return (unsigned char)c < ' ' || c == '\x7f';
}

/* The first byte of U+0080..009F, by which a terminal can be told things, and
 * the second one. */
static inline bool
begins_c1(struct str s, size_t i)
{
	return (unsigned char)s.p[i] == 0xc2 && i + 1 < s.n &&
	    (unsigned char)s.p[i + 1] < 0xa0;
}

static inline bool
ends_c1(struct str s, size_t i)
{
	return i > 0 && begins_c1(s, i - 1);
}

static const char *
escape_json(struct str s, size_t i, small form)
{
	static const char letters[] = { ['\b'] = 'b',
		['\t'] = 't',
		['\n'] = 'n',
		['\f'] = 'f',
		['\r'] = 'r',
		['"'] = '"',
		['\\'] = '\\' };
	unsigned char c = (unsigned char)s.p[i];

	if (c < sizeof(letters) && letters[c] != '\0')
		return backslashed(letters[c], form);
	if (ends_c1(s, i))
		return "";
	if (begins_c1(s, i))
		c = (unsigned char)s.p[i + 1];
	else if (!is_ascii_control(s.p[i]))
		return NULL;
	snprintf(form, sizeof(small), "\\u%04x", c);
	return form;
}

static void
add_json(struct buf *b, struct str s)
{
	add_escaped(b, s, escape_json);
}

void
out_add_json(struct buf *b, struct str s)
{
	buf_addc(b, '"');
	add_repaired(b, s, add_json);
	buf_addc(b, '"');
}

static bool
is_one_of(char c, const char *set)
{
	return c != '\0' && strchr(set, c) != NULL;
}

/*
 * RFC 4180 asks for less.  But blanks at an end are taken away by many readers,
 * and so is a byte order mark where the file begins with it; and readers that
 * guess the separator, as lib/csv does, must find none that is another.
 */
static bool
needs_quotes(struct str s)
{
	static const char special[] = ",;\t|\"\r\n";

	for (const char *c = special; *c != '\0'; c++)
		if (str_find(s, *c) < s.n)
			return true;
	return str_trim(s).n < s.n || str_starts(s, STR(UTF8_MARK));
}

/* What a spreadsheet takes for a formula; it looks behind quotes and blanks,
 * and some take the full width signs of an East Asian keyboard. */
static bool
begins_formula(struct str s)
{
	static const char *const signs[] = { "=", "+", "-", "@", "\xef\xbc\x9d",
		"\xef\xbc\x8b", "\xef\xbc\x8d", "\xef\xbc\xa0" };

	while (s.n > 0 && (s.p[0] == ' ' || s.p[0] == '"'))
		s = str_from(s, 1);
	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (str_starts(s, str_of(signs[i])))
			return true;
	return false;
}

/*
 * Puts `'` before what would run: at the head of a cell, and behind what ends
 * one for a spreadsheet that separates by `;` or TAB, as where the comma is the
 * decimal point: to it the quotes of all but the line's first cell are text.
 */
static void
add_disarmed(struct buf *b, struct str s)
{
	bool head = true;

	if (s.n > 0 && is_one_of(s.p[0], "\t\r\n"))
		buf_addc(b, '\'');
	for (; s.n > 0; s = str_from(s, 1)) {
		if (head && begins_formula(s))
			buf_addc(b, '\'');
		buf_addc(b, s.p[0]);
		head = is_one_of(s.p[0], ";\t\r\n");
	}
}

static void
add_quoted(struct buf *b, struct str s)
{
	const char *p = s.n > 0 ? s.p : ""; /* libcsv writes nothing of NULL */
	char *to = buf_room(b, 2 * s.n + 2);

	buf_cut(b, b->n + csv_write2(to, 2 * s.n + 2, p, s.n, '"'));
}

void
out_add_csv(struct buf *b, struct str s, bool spreadsheet)
{
	struct buf disarmed = BUF_INIT;
	bool changed;

	if (spreadsheet)
		add_disarmed(&disarmed, s);
	changed = disarmed.n > s.n;
	if (changed)
		s = buf_str(&disarmed);
	if (changed || needs_quotes(s))
		add_quoted(b, s);
	else
		buf_add(b, s);
	buf_release(&disarmed);
}

static bool
is_alnum(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	    (c >= 'A' && c <= 'Z');
}

static bool
is_inside_word(struct str s, size_t i)
{
	return i > 0 && i + 1 < s.n && is_alnum(s.p[i - 1]) &&
	    is_alnum(s.p[i + 1]);
}

static bool
is_www_dot(struct str s, size_t i)
{
	return i >= 3 && s.p[i] == '.' && memcmp(s.p + i - 3, "www", 3) == 0;
}

/* Only what would act is escaped, so that the table can be read as it is. */
static const char *
escape_md(struct str s, size_t i, small form)
{
	static const char *const words[] = { ['\t'] = " ",
		['\n'] = "<br>",
		['\r'] = " ",
		['&'] = "&amp;",
		['<'] = "&lt;",
		['>'] = "&gt;" };
	unsigned char c = (unsigned char)s.p[i];

	if ((c == '&' && !link_is_entity(str_from(s, i))) ||
	    (c == '_' && is_inside_word(s, i)))
		return NULL;
	if (c < sizeof(words) / sizeof(words[0]) && words[c] != NULL)
		return words[c];
	if (ends_c1(s, i))
		return "";
	if (is_ascii_control(s.p[i]) || begins_c1(s, i))
		return REPLACEMENT;
	if (is_one_of(s.p[i], "\\`*_[]|~$") || is_www_dot(s, i))
		return backslashed(s.p[i], form);
	return NULL;
}

/*
 * Links go between `<` and `>`, where nothing acts: an escape in a bare one
 * would become part of it.
 */
static void
add_md(struct buf *b, struct str s)
{
	struct str link;

	while ((link = link_find(s)).n > 0) {
		add_escaped(b, str_upto(s, (size_t)(link.p - s.p)), escape_md);
		buf_addc(b, '<');
		buf_add(b, link);
		buf_addc(b, '>');
		s = link_behind(s, link);
	}
	add_escaped(b, s, escape_md);
}

void
out_add_md(struct buf *b, struct str s)
{
	add_repaired(b, s, add_md);
}

/* Bytes of the number of a list's item, `12` of `12.`; else 0. */
static size_t
item_number(struct str s)
{
	size_t n = 0;

	while (n < s.n && s.p[n] >= '0' && s.p[n] <= '9')
		n++;
	return n < s.n && is_one_of(s.p[n], ".)") ? n : 0;
}

void
out_add_md_line(struct buf *b, struct str s)
{
	size_t n;
	bool hash;

	s = str_trim(s);
	n = item_number(s);
	buf_add(b, str_upto(s, n));
	s = str_from(s, n);
	if (n > 0 || (s.n > 0 && is_one_of(s.p[0], "#+-="))) {
		buf_addc(b, '\\');
		buf_addc(b, s.p[0]);
		s = str_from(s, 1);
	}
	hash = s.n > 0 && s.p[s.n - 1] == '#';
	out_add_md(b, str_upto(s, s.n - hash));
	buf_addz(b, hash ? "\\#" : "");
}

static const char *
escape_html(struct str s, size_t i, small form)
{
	(void)form;
	switch (s.p[i]) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

void
out_add_html(struct buf *b, struct str s)
{
	struct buf clean = BUF_INIT;

	utf8_add_clean(&clean, s);
	add_escaped(b, buf_str(&clean), escape_html);
	buf_release(&clean);
}

/* Writing */

static bool
write_raw(FILE *to, struct str s)
{
	return s.n == 0 || fwrite(s.p, 1, s.n, to) == s.n;
}

bool
out_write(FILE *to, struct str s)
{
	struct buf visible = BUF_INIT;
	bool written;

	if (!isatty(fileno(to)))
		return write_raw(to, s);
	utf8_add_visible_lines(&visible, s);
	written = write_raw(to, buf_str(&visible));
	buf_release(&visible);
	return written;
}

void
out_print(struct str s)
{
	out_write(stdout, s);
}

void
out_print_line(struct str s)
{
	out_print(s);
	out_print(STR("\n"));
}

/* A write that fails is reported by out_end; the first reason counts.  The
 * cells of a table are visible already, and its colours must act. */
static void
write_pending(struct out *o)
{
	struct buf *b = &o->pending;
	bool written = o->opt.format == OUT_TABLE
	    ? write_raw(o->opt.to, buf_str(b))
	    : out_write(o->opt.to, buf_str(b));

	if (!written && o->failed == 0)
		o->failed = errno;
	buf_cut(b, 0);
}

static void
write_if_full(struct out *o)
{
	if (o->pending.n >= PENDING_MAX)
		write_pending(o);
}

static int
check_stream(struct out *o, struct error *e)
{
	if (fflush(o->opt.to) == EOF && o->failed == 0)
		o->failed = errno;
	if (ferror(o->opt.to) && o->failed == 0)
		o->failed = EIO;
	if (o->failed == 0)
		return 0;
	errno = o->failed;
	return error_errno(e, "stdout");
}

/* Rows */

/* The cell that is printed in place `i` of the row. */
static const struct out_cell *
shown_cell(const struct out *o, size_t i)
{
	return &o->cell[o->shown[i]];
}

static enum out_type
shown_type(const struct out *o, size_t i)
{
	return o->col[o->shown[i]].type;
}

static void
end_row(struct out *o)
{
	format_of(o)->row(o);
	o->next = 0;
	o->marked = false;
	write_if_full(o);
}

/* Gives the names of the columns as if they were a row. */
static void
row_of_names(struct out *o)
{
	for (size_t i = 0; i < o->nshown; i++) {
		struct out_cell *c = &o->cell[o->shown[i]];

		buf_cut(&c->text, 0);
		buf_addz(&c->text, o->col[o->shown[i]].name);
		c->bare = false;
	}
	end_row(o);
}

static void
header_line(struct out *o)
{
	if (!o->opt.no_header)
		row_of_names(o);
}

static void
nothing_more(struct out *o)
{
	(void)o;
}

static void
tsv_row(struct out *o)
{
	for (size_t i = 0; i < o->nshown; i++) {
		if (i > 0)
			buf_addc(&o->pending, '\t');
		tsv_add_raw(&o->pending, buf_str(&shown_cell(o, i)->text));
	}
	buf_addc(&o->pending, '\n');
}

static void
csv_row(struct out *o)
{
	size_t begin = o->pending.n;

	for (size_t i = 0; i < o->nshown; i++) {
		const struct out_cell *c = shown_cell(o, i);

		if (i > 0)
			buf_addc(&o->pending, ',');
		out_add_csv(&o->pending, buf_str(&c->text),
		    o->opt.spreadsheet && !c->bare);
	}
	/* readers skip an empty line, so an empty only cell shows itself */
	if (o->pending.n == begin)
		buf_addz(&o->pending, "\"\"");
	buf_addz(&o->pending, "\r\n");
}

/* Keeps a cell as `add` writes it. */
static void
keep(struct out *o, adder add, struct str s)
{
	struct out_kept k = { .at = o->kept.n };

	add(&o->kept, s);
	k.n = o->kept.n - k.at;
	k.width = utf8_width(str_from(buf_str(&o->kept), k.at));
	o->kept_at = xgrow(o->kept_at, o->nkept, &o->capkept, sizeof(k));
	o->kept_at[o->nkept++] = k;
}

static struct str
kept_text(const struct out *o, const struct out_kept *k)
{
	return str_upto(str_from(buf_str(&o->kept), k->at), k->n);
}

static void
keep_row(struct out *o)
{
	for (size_t i = 0; i < o->nshown; i++)
		keep(o, format_of(o)->keep, buf_str(&shown_cell(o, i)->text));
	buf_addc(&o->marks, o->marked);
}

/* The kept rows, of which the first holds the names. */
static size_t
kept_rows(const struct out *o)
{
	return o->nkept / o->nshown;
}

static size_t
first_printed(const struct out *o)
{
	return o->opt.no_header ? 1 : 0;
}

static const struct out_kept *
kept_row(const struct out *o, size_t r)
{
	return o->kept_at + r * o->nshown;
}

/* json */

static void
json_begin(struct out *o)
{
	for (size_t i = 0; i < o->nshown; i++)
		keep(o, out_add_json, str_of(o->col[o->shown[i]].name));
}

static void
json_row(struct out *o)
{
	struct buf *b = &o->pending;

	buf_addz(b, o->nrow == 0 ? "[\n{" : ",\n{");
	for (size_t i = 0; i < o->nshown; i++) {
		const struct out_cell *c = shown_cell(o, i);

		if (i > 0)
			buf_addc(b, ',');
		buf_add(b, kept_text(o, &o->kept_at[i]));
		buf_addc(b, ':');
		(c->bare ? buf_add : out_add_json)(b, buf_str(&c->text));
	}
	buf_addc(b, '}');
}

static void
json_end(struct out *o)
{
	buf_addz(&o->pending, o->nrow == 0 ? "[]\n" : "\n]\n");
}

/* table and md */

static void
add_times(struct buf *b, char c, size_t n)
{
	memset(buf_room(b, n), c, n);
	buf_cut(b, b->n + n);
}

/* The columns' widths, as wide as the widest cell; the caller frees them. */
static size_t *
widths(const struct out *o)
{
	size_t *width = xcalloc(o->nshown, sizeof(*width));

	for (size_t r = first_printed(o); r < kept_rows(o); r++)
		for (size_t i = 0; i < o->nshown; i++)
			if (kept_row(o, r)[i].width > width[i])
				width[i] = kept_row(o, r)[i].width;
	return width;
}

/* Columns that column `i` is never cut below: its name stays whole. */
static size_t
narrowest(const struct out *o, size_t i)
{
	size_t name = o->opt.no_header ? 0 : kept_row(o, 0)[i].width;

	return name > NARROWEST ? name : NARROWEST;
}

/* The widest column that may be cut, the last of equals; or nshown. */
static size_t
widest(const struct out *o, const size_t *width)
{
	size_t found = o->nshown;

	for (size_t i = 0; i < o->nshown; i++) {
		if (shown_type(o, i) != OUT_TEXT || width[i] <= narrowest(o, i))
			continue;
		if (found == o->nshown || width[i] >= width[found])
			found = i;
	}
	return found;
}

/*
 * Cuts the columns down to the terminal's width.  The widest text column
 * gives way, column by column, so that long ones end up alike and short
 * ones stay whole; numbers are never cut, since a part of a number lies.
 * Where that is not enough the lines stay too long.
 */
static void
fit(const struct out *o, size_t *width)
{
	size_t total = GAP * (o->nshown - 1), i;

	for (i = 0; i < o->nshown; i++)
		total += width[i];
	while (total > o->opt.width && (i = widest(o, width)) < o->nshown) {
		width[i]--;
		total--;
	}
}

/* Adds a cell, cut to `width`; returns the columns it takes. */
static size_t
add_cut(
    struct buf *b, const struct out *o, const struct out_kept *k, size_t width)
{
	struct str s = kept_text(o, k);

	if (k->width <= width) {
		buf_add(b, s);
		return k->width;
	}
	s = utf8_cut(s, width - 1);
	buf_add(b, s);
	buf_addz(b, ELLIPSIS);
	return utf8_width(s) + 1;
}

/* Blanks are put in before the next text only, so none end the line. */
static void
add_table_cells(struct buf *b, const struct out *o, const struct out_kept *k,
    const size_t *width)
{
	size_t blanks = 0, used;

	for (size_t i = 0; i < o->nshown; i++, k++) {
		bool right = shown_type(o, i) == OUT_NUMBER;

		if (right)
			blanks += width[i] - k->width;
		if (k->n > 0) {
			add_times(b, ' ', blanks);
			blanks = 0;
		}
		used = add_cut(b, o, k, width[i]);
		if (!right)
			blanks += width[i] - used;
		blanks += GAP;
	}
}

static const char *
sgr_of(const struct out *o, size_t r)
{
	if (!o->opt.colour)
		return "";
	return r == 0 ? SGR_HEADER : o->marks.p[r] ? SGR_MARKED : "";
}

static void
table_line(struct out *o, size_t r, const size_t *width)
{
	const char *sgr = sgr_of(o, r);
	struct buf *b = &o->pending;
	size_t begin;

	buf_addz(b, sgr);
	begin = b->n;
	add_table_cells(b, o, kept_row(o, r), width);
	while (b->n > begin && b->p[b->n - 1] == ' ')
		buf_cut(b, b->n - 1);
	if (*sgr != '\0')
		buf_addz(b, SGR_RESET);
	buf_addc(b, '\n');
	write_if_full(o);
}

static void
table_end(struct out *o)
{
	size_t *width;

	if (o->nrow == 0)
		return;
	width = widths(o);
	if (o->opt.width > 0)
		fit(o, width);
	for (size_t r = first_printed(o); r < kept_rows(o); r++)
		table_line(o, r, width);
	free(width);
}

/* Cells are padded to so many columns, for who reads the text: to the widest
 * one, a long text would make every row as long. */
enum { MD_PAD_MAX = 80 };

static void
md_line(struct out *o, size_t r, const size_t *width)
{
	const struct out_kept *k = kept_row(o, r);
	struct buf *b = &o->pending;

	buf_addc(b, '|');
	for (size_t i = 0; i < o->nshown; i++, k++) {
		size_t blanks = width[i] > k->width ? width[i] - k->width : 0;
		bool right = shown_type(o, i) == OUT_NUMBER;

		add_times(b, ' ', 1 + (right ? blanks : 0));
		buf_add(b, kept_text(o, k));
		add_times(b, ' ', 1 + (right ? 0 : blanks));
		buf_addc(b, '|');
	}
	buf_addc(b, '\n');
	write_if_full(o);
}

/* The line of dashes under the names, which says how columns align. */
static void
md_rule(struct out *o, const size_t *width)
{
	struct buf *b = &o->pending;

	buf_addc(b, '|');
	for (size_t i = 0; i < o->nshown; i++) {
		bool right = shown_type(o, i) == OUT_NUMBER;

		buf_addc(b, ' ');
		add_times(b, '-', width[i] - right);
		buf_addz(b, right ? ": |" : " |");
	}
	buf_addc(b, '\n');
}

static void
md_end(struct out *o)
{
	size_t *width = widths(o);

	for (size_t i = 0; i < o->nshown; i++) {
		size_t least = shown_type(o, i) == OUT_NUMBER ? 4 : 3;

		width[i] = width[i] > least ? width[i] : least;
		width[i] = width[i] < MD_PAD_MAX ? width[i] : MD_PAD_MAX;
	}
	for (size_t r = first_printed(o); r < kept_rows(o); r++) {
		md_line(o, r, width);
		if (r == 0)
			md_rule(o, width);
	}
	free(width);
}

static const struct format formats[OUT_MD + 1] = {
	[OUT_TABLE] = { "table", row_of_names, keep_row, table_end,
	    utf8_add_visible },
	[OUT_TSV] = { "tsv", header_line, tsv_row, nothing_more, NULL },
	[OUT_CSV] = { "csv", header_line, csv_row, nothing_more, NULL },
	[OUT_JSON] = { "json", json_begin, json_row, json_end, NULL },
	[OUT_MD] = { "md", row_of_names, keep_row, md_end, out_add_md },
};

bool
out_format_parse(struct str name, enum out_format *f)
{
	for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
		if (str_is(name, formats[i].name)) {
			*f = (enum out_format)i;
			return true;
		}
	}
	return false;
}

/* Columns */

static void
show(struct out *o, size_t i)
{
	o->shown[o->nshown++] = i;
	o->cell[i].wanted = true;
}

/* Appends `: did you mean "votes"?` where one is near, then all names. */
static void
add_columns(struct buf *b, const struct out *o, struct str name)
{
	struct str *names = xalloc(o->ncol, sizeof(*names));
	size_t i, meant;

	for (i = 0; i < o->ncol; i++)
		names[i] = str_of(o->col[i].name);
	meant = near_miss(name, names, o->ncol);
	if (meant < o->ncol)
		buf_addf(b, ": did you mean \"%s\"?", o->col[meant].name);
	for (i = 0; i < o->ncol; i++)
		buf_addf(
		    b, "%s%s", i == 0 ? " (columns: " : ", ", o->col[i].name);
	buf_addc(b, ')');
	free(names);
}

static int
no_column(const struct out *o, struct str name, struct error *e)
{
	struct buf b = BUF_INIT;

	buf_addz(&b, "no column \"");
	utf8_add_visible(&b, name);
	buf_addc(&b, '"');
	add_columns(&b, o, name);
	error_set(e, EXIT_INPUT, "%s", buf_z(&b));
	buf_release(&b);
	return -1;
}

static int
show_named(struct out *o, struct str name, struct error *e)
{
	size_t i = 0;

	while (i < o->ncol && !str_is(name, o->col[i].name))
		i++;
	if (i == o->ncol)
		return no_column(o, name, e);
	if (o->cell[i].wanted)
		return error_set(
		    e, EXIT_INPUT, "column given twice: %s", o->col[i].name);
	show(o, i);
	return 0;
}

static bool
is_for_people(enum out_format f)
{
	return f == OUT_TABLE || f == OUT_MD;
}

static bool
is_shown(const struct out *o, size_t i)
{
	return o->col[i].hidden == OUT_SHOWN ||
	    (o->col[i].hidden == OUT_DATA && !is_for_people(o->opt.format));
}

static int
select_columns(struct out *o, struct error *e)
{
	struct str rest = o->opt.select, name;

	if (rest.n == 0)
		for (size_t i = 0; i < o->ncol; i++)
			if (is_shown(o, i))
				show(o, i);
	while (str_split(&rest, ',', &name))
		if (show_named(o, str_trim(name), e) == -1)
			return -1;
	return 0;
}

int
out_begin(struct out *o, const struct out_options *opt,
    const struct out_column col[], size_t n, struct error *e)
{
	*o = (struct out){ .opt = *opt, .col = col, .ncol = n };
	o->shown = xcalloc(n, sizeof(*o->shown));
	o->cell = xcalloc(n, sizeof(*o->cell));
	if (select_columns(o, e) == -1) {
		out_release(o);
		return -1;
	}
	assert(o->nshown > 0);
	return 0;
}

bool
out_wants(const struct out *o, size_t i)
{
	return o->cell[i].wanted;
}

/* Nothing is printed before a first cell, so that an error can be first. */
static void
begin_if_new(struct out *o)
{
	if (o->begun)
		return;
	o->begun = true;
	format_of(o)->begin(o);
}

static void
put(struct out *o, struct str s, bool bare)
{
	struct out_cell *c = &o->cell[o->next];

	begin_if_new(o);
	if (c->wanted) {
		buf_cut(&c->text, 0);
		buf_add(&c->text, s);
		c->bare = bare;
	}
	if (++o->next == o->ncol) {
		end_row(o);
		o->nrow++;
	}
}

void
out_text(struct out *o, struct str s)
{
	put(o, s, false);
}

void
out_number(struct out *o, long long n)
{
	unsigned long long u =
	    n < 0 ? 0ULL - (unsigned long long)n : (unsigned long long)n;
	char digits[24], *p = digits + sizeof(digits);

	do
		*--p = (char)('0' + u % 10);
	while ((u /= 10) > 0);
	if (n < 0)
		*--p = '-';
	put(o, (struct str){ p, (size_t)(digits + sizeof(digits) - p) }, true);
}

void
out_real(struct out *o, double x, int decimals)
{
	char z[DBL_MAX_10_EXP + 16];
	struct str s;

	if (!isfinite(x)) {
		put(o, STR(""), false);
		return;
	}
	assert(decimals >= 0 && decimals <= 6);
	snprintf(z, sizeof(z), "%.*f", decimals, x);
	s = str_of(z);
	if (z[0] == '-' && strspn(z + 1, "0.") == s.n - 1)
		s = str_from(s, 1);
	put(o, s, true);
}

void
out_mark(struct out *o)
{
	begin_if_new(o); /* or the header would be marked */
	o->marked = true;
}

int
out_end(struct out *o, struct error *e)
{
	int status;

	assert(o->next == 0);
	begin_if_new(o);
	format_of(o)->end(o);
	write_pending(o);
	status = check_stream(o, e);
	out_release(o);
	return status;
}

void
out_release(struct out *o)
{
	for (size_t i = 0; i < o->ncol; i++)
		buf_release(&o->cell[i].text);
	free(o->cell);
	free(o->shown);
	free(o->kept_at);
	buf_release(&o->pending);
	buf_release(&o->kept);
	buf_release(&o->marks);
	*o = (struct out){ .ncol = 0 };
}
