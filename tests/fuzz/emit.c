/*
 * The emitter: what it writes as TSV, CSV and JSON is read back as the same
 * cells.  The cells of the input stand between bytes 0xff, three in a row.
 */
#include <fcntl.h>
#include <unistd.h>

#include "csv.h"
#include "fuzz.h"
#include "out.h"
#include "tsv.h"
#include "utf8.h"

enum { COLUMNS = 3 };

static const struct out_column columns[COLUMNS] = { { "a", OUT_TEXT,
							OUT_SHOWN },
	{ "b c", OUT_TEXT, OUT_SHOWN }, { "d\"e", OUT_NUMBER, OUT_SHOWN } };

struct cells {
	struct str *v;
	size_t n, cap; /* n is a multiple of COLUMNS */
};

static void
add_cell(struct cells *c, struct str s)
{
	c->v = xgrow(c->v, c->n, &c->cap, sizeof(*c->v));
	c->v[c->n++] = s;
}

static void
take_cells(struct cells *c, struct str text)
{
	struct str cell;

	while (str_split(&text, '\xff', &cell))
		add_cell(c, cell);
	while (c->n % COLUMNS != 0)
		add_cell(c, (struct str){ NULL, 0 });
}

static void
emit(const struct cells *c, enum out_format format, struct buf *b)
{
	struct out_options opt = { .format = format };
	struct error e = ERROR_INIT;
	struct out o;
	char *written = NULL;
	size_t n, i;

	opt.to = open_memstream(&written, &n);
	fuzz_check(
	    opt.to != NULL && out_begin(&o, &opt, columns, COLUMNS, &e) == 0,
	    "a listing begins");
	for (i = 0; i < c->n; i++)
		out_text(&o, c->v[i]);
	fuzz_check(out_end(&o, &e) == 0, "a listing ends");
	fclose(opt.to);
	buf_add(b, (struct str){ written, n });
	free(written);
	error_release(&e);
}

static struct str
name_of(size_t i)
{
	return str_of(columns[i].name);
}

/* The cell that stands there, the names of the columns first. */
static struct str
wanted(const struct cells *c, size_t row, size_t col)
{
	return row == 0 ? name_of(col) : c->v[(row - 1) * COLUMNS + col];
}

static size_t
rows_of(const struct cells *c)
{
	return c->n / COLUMNS;
}

static void
check_tsv(const struct cells *c)
{
	struct buf b = BUF_INIT, plain = BUF_INIT;
	struct str text, line, field;
	size_t row, col, tab;

	emit(c, OUT_TSV, &b);
	text = buf_str(&b);
	/* A header stands there only where there is a row. */
	for (row = 0; row < rows_of(c) + 1; row++) {
		fuzz_check(str_split(&text, '\n', &line), "a line of TSV");
		for (col = 0; col < COLUMNS; col++) {
			tab = str_find(line, '\t');
			fuzz_check((tab < line.n) == (col + 1 < COLUMNS),
			    "a field of TSV");
			field = str_upto(line, tab);
			line = str_from(line, tab + 1);
			buf_cut(&plain, 0);
			tsv_add_plain(&plain, field);
			fuzz_check(str_eq(buf_str(&plain), wanted(c, row, col)),
			    "TSV is read back");
		}
	}
	fuzz_check(text.n == 0, "no more TSV");
	buf_release(&plain);
	buf_release(&b);
}

/* Takes one field off as RFC 4180 has it; what stands bare may moreover be
 * nothing that a reader guesses from or takes away. */
static void
take_csv(struct str *s, struct buf *b)
{
	static const char special[] = ";\t|\"\r\n";
	bool quoted = str_starts(*s, STR("\""));
	struct str rest = str_from(*s, quoted);

	buf_cut(b, 0);
	for (; rest.n > 0; rest = str_from(rest, 1)) {
		if (quoted && str_starts(rest, STR("\"\"")))
			rest = str_from(rest, 1);
		else if (quoted
			? rest.p[0] == '"'
			: rest.p[0] == ',' || str_starts(rest, STR("\r\n")))
			break;
		fuzz_check(quoted || rest.p[0] == '\0' ||
			strchr(special, rest.p[0]) == NULL,
		    "bare CSV is plain");
		buf_addc(b, rest.p[0]);
	}
	fuzz_check(quoted || str_trim(buf_str(b)).n == b->n,
	    "bare CSV has no blanks at its ends");
	*s = str_from(rest, quoted);
}

static void
check_csv_fields(const struct cells *c, struct str s)
{
	struct buf field = BUF_INIT;
	struct str end;
	size_t row, col;

	for (row = 0; row < rows_of(c) + 1; row++)
		for (col = 0; col < COLUMNS; col++) {
			take_csv(&s, &field);
			fuzz_check(str_eq(buf_str(&field), wanted(c, row, col)),
			    "a field of CSV");
			end = col + 1 < COLUMNS ? STR(",") : STR("\r\n");
			fuzz_check(str_starts(s, end), "a field's end");
			s = str_from(s, end.n);
		}
	fuzz_check(s.n == 0, "no more CSV");
	buf_release(&field);
}

/* CSV that comes in is text; NUL has no place in it. */
static void
check_csv(const struct cells *c, bool text)
{
	struct error e = ERROR_INIT;
	struct buf b = BUF_INIT;
	struct csv_file f;
	size_t row, col;

	emit(c, OUT_CSV, &b);
	check_csv_fields(c, buf_str(&b));
	if (text) {
		fuzz_check(csv_read(&f, "csv", buf_str(&b), 0, &e) == 0,
		    "the CSV is read");
		fuzz_check(f.nrow == rows_of(c) + 1, "as many rows of CSV");
		for (row = 0; row < f.nrow; row++)
			for (col = 0; col < COLUMNS; col++)
				fuzz_check(str_eq(csv_cell(&f, row, col),
					       wanted(c, row, col)),
				    "CSV is read back");
		csv_release(&f);
	}
	buf_release(&b);
	error_release(&e);
}

/* ---- json: read strictly */

static void
expect(struct str *s, const char *want)
{
	fuzz_check(str_starts(*s, str_of(want)), "JSON");
	*s = str_from(*s, strlen(want));
}

static char
read_hex(struct str *s)
{
	unsigned n = 0, i, d;

	fuzz_check(s->n >= 4, "four digits");
	for (i = 0; i < 4; i++) {
		d = (unsigned char)s->p[i];
		fuzz_check((d >= '0' && d <= '9') || (d >= 'a' && d <= 'f'),
		    "a digit");
		n = n * 16 + (d <= '9' ? d - '0' : d - 'a' + 10);
	}
	*s = str_from(*s, 4);
	fuzz_check(n < 0x100, "only control characters are numbered");
	return (char)n;
}

/* Appends what the escape behind a backslash means. */
static void
read_escape(struct str *s, struct buf *b)
{
	static const char names[] = "\"\\/bfnrt", means[] = "\"\\/\b\f\n\r\t";
	const char *at;
	unsigned char c;

	fuzz_check(s->n > 0, "an escape");
	if (s->p[0] == 'u') {
		*s = str_from(*s, 1);
		c = (unsigned char)read_hex(s);
		if (c >= 0x80)
			buf_addc(b, '\xc2');
		buf_addc(b, (char)c);
		return;
	}
	at = strchr(names, s->p[0]);
	fuzz_check(at != NULL && *at != '\0', "a known escape");
	buf_addc(b, means[at - names]);
	*s = str_from(*s, 1);
}

static void
read_string(struct str *s, struct buf *b)
{
	buf_cut(b, 0);
	expect(s, "\"");
	while (s->n > 0 && s->p[0] != '"') {
		char c = s->p[0];

		fuzz_check((unsigned char)c >= ' ' && c != '\x7f',
		    "no bare control character");
		*s = str_from(*s, 1);
		if (c == '\\')
			read_escape(s, b);
		else
			buf_addc(b, c);
	}
	expect(s, "\"");
}

static void
check_string(struct str *s, struct str want)
{
	struct buf got = BUF_INIT, good = BUF_INIT;

	read_string(s, &got);
	/* JSON is UTF-8; what is not has U+FFFD there, NUL is a character. */
	utf8_add_repaired(&good, want);
	fuzz_check(str_eq(buf_str(&got), buf_str(&good)), "JSON is read back");
	buf_release(&got);
	buf_release(&good);
}

static void
check_json(const struct cells *c)
{
	struct buf b = BUF_INIT;
	struct str s;
	size_t row, col;

	emit(c, OUT_JSON, &b);
	s = buf_str(&b);
	fuzz_check(utf8_valid(s), "JSON is UTF-8");
	expect(&s, "[");
	for (row = 1; row <= rows_of(c); row++) {
		expect(&s, row > 1 ? ",\n{" : "\n{");
		for (col = 0; col < COLUMNS; col++) {
			if (col > 0)
				expect(&s, ",");
			check_string(&s, name_of(col));
			expect(&s, ":");
			check_string(&s, wanted(c, row, col));
		}
		expect(&s, "}");
	}
	expect(&s, rows_of(c) > 0 ? "\n]\n" : "]\n");
	fuzz_check(s.n == 0, "no more JSON");
	buf_release(&b);
}

int
fuzz_target(const uint8_t *bytes, size_t n)
{
	struct str text = fuzz_text(bytes, n);
	struct cells c = { 0 };
	bool valid = true;
	size_t i;

	take_cells(&c, text);
	for (i = 0; i < c.n; i++)
		valid = valid && utf8_valid(c.v[i]);
	check_tsv(&c);
	check_csv(&c, valid);
	check_json(&c);
	free(c.v);
	return 0;
}
