#include "breakout.h"
#include "sheet.h"

/* No pair weighs more than so many meetings. */
enum { WEIGHT_MAX = 1000 };

enum { F_A, F_B, F_WEIGHT, NFIELD };

static const struct sheet_field fields[NFIELD] = { { "a", "" }, { "b", "" },
	{ "weight", "agreement" } };

struct pairs_file {
	struct cli *c;
	const struct book *book;
	const char *shown;
	struct sheet sheet;
	size_t col[NFIELD];
	size_t row;
	int sign; /* 1: apart, -1: together */
	int *extra;
};

static struct str
cell(const struct pairs_file *f, int i)
{
	return str_trim(sheet_cell(&f->sheet, f->row, f->col[i]));
}

static int
with_line(struct pairs_file *f)
{
	return error_prefix(
	    &f->c->err, "%s:%zu: ", f->shown, f->sheet.row[f->row].line);
}

/* A decimal number in thousandths; nothing is 1. */
static bool
read_weight(struct str s, long *thousandths)
{
	long whole = 0, part = 0, digit = 100;
	bool minus = s.n > 0 && s.p[0] == '-';
	size_t i = minus, from = i;

	for (; i < s.n && s.p[i] >= '0' && s.p[i] <= '9'; i++)
		if (whole <= WEIGHT_MAX)
			whole = whole * 10 + (s.p[i] - '0');
	if (i < s.n && s.p[i] == '.')
		for (i++; i < s.n && s.p[i] >= '0' && s.p[i] <= '9'; i++) {
			part += digit * (s.p[i] - '0');
			digit /= 10;
		}
	*thousandths = (whole * 1000 + part) * (minus ? -1 : 1);
	return i == s.n && i > from && whole <= WEIGHT_MAX;
}

/* The number in the book, or -1: is in none of its rounds. */
static int
person(struct pairs_file *f, struct str typed, int *p)
{
	struct buf who = BUF_INIT;
	int rc = people_add_handle(
	    f->c->session.table[TABLE_PEOPLE], typed, &who, &f->c->err);

	*p = book_person(f->book, buf_str(&who));
	buf_release(&who);
	return rc;
}

/* A pair may be named any number of times. */
static void
add_weight(int *sum, int weight)
{
	*sum += weight;
	if (*sum > GOLF_MOST)
		*sum = GOLF_MOST;
	if (*sum < -GOLF_MOST)
		*sum = -GOLF_MOST;
}

static int
read_pair(struct pairs_file *f)
{
	struct str text = cell(f, F_WEIGHT);
	int n = (int)f->book->who.n, a, b, weight;
	long thousandths = 1000;

	if (person(f, cell(f, F_A), &a) == -1 ||
	    person(f, cell(f, F_B), &b) == -1)
		return with_line(f);
	if (text.n > 0 && !read_weight(text, &thousandths)) {
		error_set(&f->c->err, EXIT_INPUT,
		    "not a weight of at most %d: \"%.*s\"", WEIGHT_MAX,
		    STR_ARG(str_upto(text, 80)));
		return with_line(f);
	}
	if (a == -1 || b == -1 || a == b)
		return 0;
	weight = (int)(thousandths * GOLF_UNIT / 1000) * f->sign;
	add_weight(&f->extra[a * n + b], weight);
	add_weight(&f->extra[b * n + a], weight);
	return 0;
}

static int
read_pairs(struct pairs_file *f)
{
	if (sheet_match(
		&f->sheet, fields, NFIELD, NULL, 0, f->col, &f->c->err) == -1)
		return -1;
	if (f->col[F_A] == SHEET_NONE || f->col[F_B] == SHEET_NONE)
		return error_set(&f->c->err, EXIT_INPUT,
		    "%s has no columns a and b", f->shown);
	for (f->row = 1; f->row < f->sheet.nrow; f->row++)
		if (read_pair(f) == -1)
			return -1;
	return 0;
}

static int
read_file(
    struct cli *c, const struct book *b, const char *path, int sign, int *extra)
{
	struct pairs_file f = { .c = c,
		.book = b,
		.shown = strcmp(path, "-") == 0 ? "standard input" : path,
		.sign = sign,
		.extra = extra };
	struct buf text = BUF_INIT;
	int rc = cli_file(c, path, &text);

	if (rc == 0)
		rc = sheet_read(&f.sheet, buf_str(&text), f.shown, &c->err);
	buf_release(&text);
	if (rc == -1)
		return -1;
	rc = read_pairs(&f);
	sheet_release(&f.sheet);
	return rc;
}

int
pairs_input(struct cli *c)
{
	static const char *const options[] = { "apart", "together" };
	const char *path;
	size_t k, i;

	for (k = 0; k < 2; k++)
		for (i = 0; (path = cli_value_at(c, options[k], i)); i++)
			if (cli_ahead(c, path) == -1)
				return -1;
	return 0;
}

int
pairs_add(struct cli *c, const struct book *b, int *extra)
{
	static const struct {
		const char *option;
		int sign;
	} kinds[] = { { "apart", 1 }, { "together", -1 } };
	const char *path;
	int standard = 0;
	size_t k, i;

	for (k = 0; k < 2; k++)
		for (i = 0; (path = cli_value_at(c, kinds[k].option, i)); i++) {
			standard += strcmp(path, "-") == 0;
			if (standard > 1)
				return error_set(&c->err, EXIT_INPUT,
				    "only one file of pairs can be the "
				    "standard input");
			if (read_file(c, b, path, kinds[k].sign, extra) == -1)
				return -1;
		}
	return 0;
}
