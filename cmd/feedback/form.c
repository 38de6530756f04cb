#include <stdlib.h>

#include "dates.h"
#include "form.h"
#include "markup.h"
#include "near.h"
#include "rating.h"
#include "telling.h"
#include "words.h"
#include "xalloc.h"

/* ---- likeness */

/* What the headings of forms say; the longest phrase in a heading decides,
 * so `did not work` is no praise. */
static const struct phrase {
	enum form_field field;
	const char *text;
} phrases[] = { { FORM_RATING, "rating" }, { FORM_RATING, "rate" },
	{ FORM_RATING, "score" }, { FORM_RATING, "nps" },
	{ FORM_RATING, "how was" }, { FORM_RATING, "1-10" },
	{ FORM_RATING, "1 to 10" }, { FORM_RATING, "overall" },
	{ FORM_RATING, "likely are you to recommend" },
	{ FORM_WORKED, "worked" }, { FORM_WORKED, "worked well" },
	{ FORM_WORKED, "went well" }, { FORM_WORKED, "liked" },
	{ FORM_WORKED, "did you like" }, { FORM_WORKED, "best" },
	{ FORM_WORKED, "enjoy" }, { FORM_WORKED, "keep" },
	{ FORM_CHANGE, "change" }, { FORM_CHANGE, "improve" },
	{ FORM_CHANGE, "improved" }, { FORM_CHANGE, "differently" },
	{ FORM_CHANGE, "not work" }, { FORM_CHANGE, "not worked" },
	{ FORM_CHANGE, "did not work" }, { FORM_CHANGE, "didn't work" },
	{ FORM_CHANGE, "not go well" }, { FORM_CHANGE, "dislike" },
	{ FORM_CHANGE, "did you dislike" }, { FORM_CHANGE, "better" },
	{ FORM_IDEA, "idea" }, { FORM_IDEA, "ideas" }, { FORM_IDEA, "try" },
	{ FORM_IDEA, "suggestion" }, { FORM_IDEA, "suggestions" },
	{ FORM_IDEA, "suggest" }, { FORM_WHO, "your name" },
	{ FORM_WHO, "full name" }, { FORM_WHO, "who are you" },
	{ FORM_TIME, "timestamp" }, { FORM_TIME, "submitted" },
	{ FORM_TIME, "submitted at" }, { FORM_TIME, "completion time" },
	{ FORM_TIME, "submission date" }, { FORM_TIME, "date submitted" } };

/* A field's own name is the likest of all. */
static const struct sheet_field fields[FORM_FIELDS] = {
	[FORM_RATING] = { "rating", "" },
	[FORM_WORKED] = { "worked", "" },
	[FORM_CHANGE] = { "change", "" },
	[FORM_IDEA] = { "idea", "" },
	[FORM_WHO] = { "who", "name" },
	[FORM_TIME] = { "time", "" },
};

/* How like a heading is to a field; 0: another is liker, or none. */
static size_t
likeness(struct str heading, enum form_field field)
{
	enum form_field best = FORM_FIELDS;
	size_t i, n, most = 0;

	for (i = 0; i < sizeof(phrases) / sizeof(phrases[0]); i++) {
		n = strlen(phrases[i].text);
		if (n > most && words_within(heading, phrases[i].text)) {
			most = n;
			best = phrases[i].field;
		}
	}
	return best == field ? most : 0;
}

/* ---- what the cells are */

/* Whether there is a filled cell, and each of them is one. */
static bool
every_cell(const struct form *f, size_t col,
    bool (*is)(const struct form *f, struct str cell))
{
	bool any = false;
	struct str cell;
	size_t row;

	for (row = 1; row < f->sheet.nrow; row++) {
		cell = str_trim(sheet_cell(&f->sheet, row, col));
		if (cell.n > 0 && !is(f, cell))
			return false;
		any = any || cell.n > 0;
	}
	return any;
}

static bool
is_rating(const struct form *f, struct str cell)
{
	double x;

	(void)f;
	return rating_parse(cell, &x);
}

static bool
is_date(const struct form *f, struct str cell)
{
	(void)f;
	return dates_is(cell);
}

static bool
may_be(const struct form *f, size_t col, enum form_field field)
{
	if (field == FORM_RATING)
		return every_cell(f, col, is_rating);
	if (field == FORM_TIME)
		return every_cell(f, col, is_date);
	return true;
}

/* ---- which column is which */

static size_t
likest(const struct form *f, enum form_field field)
{
	size_t col, n, most = 0, found = SHEET_NONE;

	for (col = 0; col < f->ncolumn; col++) {
		n = likeness(sheet_cell(&f->sheet, 0, col), field);
		if (n > most && f->column[col].field == FORM_OWN &&
		    may_be(f, col, field)) {
			most = n;
			found = col;
		}
	}
	return found;
}

/* Whether a map decides about a field, be it that there is none. */
static bool
is_mapped(const struct form_options *o, enum form_field field)
{
	struct str name = str_of(fields[field].name);
	size_t i;

	for (i = 0; i < o->nmap; i++)
		if (str_eq(str_upto(o->map[i], str_find(o->map[i], '=')), name))
			return true;
	return false;
}

static int
check_mapped(const struct form *f, enum form_field field, struct error *e)
{
	size_t col = f->of[field];

	if (may_be(f, col, field))
		return 0;
	return error_set(e, EXIT_INPUT, "%s: not every cell is %s: \"%.*s\"",
	    fields[field].name,
	    field == FORM_RATING ? "a number from 1 to 10" : "a date",
	    STR_ARG(str_upto(sheet_cell(&f->sheet, 0, col), 80)));
}

/* Maps and exact names first; then each field takes what is likest. */
static int
find_fields(struct form *f, const struct form_options *o, struct error *e)
{
	int i;

	if (sheet_match(&f->sheet, fields, FORM_FIELDS, o->map, o->nmap, f->of,
		e) == -1)
		return -1;
	for (i = 0; i < FORM_FIELDS; i++) {
		if (f->of[i] == SHEET_NONE)
			continue;
		if (is_mapped(o, (enum form_field)i)) {
			if (check_mapped(f, (enum form_field)i, e) == -1)
				return -1;
		} else if (!may_be(f, f->of[i], (enum form_field)i)) {
			f->of[i] = SHEET_NONE;
			continue;
		}
		f->column[f->of[i]].field = (enum form_field)i;
	}
	for (i = 0; i < FORM_FIELDS; i++) {
		if (f->of[i] != SHEET_NONE || is_mapped(o, (enum form_field)i))
			continue;
		f->of[i] = likest(f, (enum form_field)i);
		if (f->of[i] != SHEET_NONE)
			f->column[f->of[i]].field = (enum form_field)i;
	}
	return 0;
}

static bool
tells(const struct form *f, size_t col)
{
	enum form_field field = f->column[col].field;
	struct telling t = TELLING_INIT;
	size_t row;

	for (row = 1; row < f->sheet.nrow; row++)
		telling_add(&t, sheet_cell(&f->sheet, row, col));
	return field == FORM_WHO || field == FORM_TIME || telling_is_time(&t) ||
	    telling_is_address(&t) ||
	    (field == FORM_OWN &&
		telling_heading(sheet_cell(&f->sheet, 0, col)));
}

/* Columns that say who answered, or when. */
static void
leave_out(struct form *f)
{
	size_t col;

	for (col = 0; col < f->ncolumn; col++)
		if (tells(f, col))
			f->column[col].field = FORM_GONE;
}

/* ---- names */

static bool
is_taken(const struct form *f, size_t col, struct str name)
{
	size_t i;

	if (schema_column(schema_of(TABLE_FEEDBACK), name) != SCHEMA_NONE)
		return true;
	for (i = 0; i < col; i++)
		if (str_eq(f->column[i].name, name))
			return true;
	return false;
}

/* Its heading; ` (2)` behind what a table cannot have twice. */
static void
name_column(struct form *f, size_t col)
{
	struct str heading = sheet_cell(&f->sheet, 0, col);
	struct buf name = BUF_INIT;
	unsigned n;

	if (str_trim(heading).n == 0)
		buf_addf(&name, "column %zu", col + 1);
	else
		buf_add(&name, heading);
	for (n = 2; is_taken(f, col, buf_str(&name)); n++) {
		buf_cut(&name, heading.n);
		buf_addf(&name, " (%u)", n);
	}
	f->column[col].name = arena_copy(&f->mem, buf_str(&name));
	buf_release(&name);
}

/* ---- dates */

/* Whether every date can be read so. */
static bool
reads(const struct form *f, bool day_first)
{
	struct str cell;
	size_t row;
	instant t;

	for (row = 1; row < f->sheet.nrow; row++) {
		cell = sheet_cell(&f->sheet, row, f->of[FORM_TIME]);
		if (str_trim(cell).n > 0 && !dates_parse(cell, day_first, &t))
			return false;
	}
	return true;
}

/* Whether a date is another one when its day comes first. */
static bool
matters(const struct form *f)
{
	struct str cell;
	instant a, b;
	size_t row;

	for (row = 1; row < f->sheet.nrow; row++) {
		cell = sheet_cell(&f->sheet, row, f->of[FORM_TIME]);
		if (dates_parse(cell, false, &a) &&
		    dates_parse(cell, true, &b) && a != b)
			return true;
	}
	return false;
}

static int
find_order(struct form *f, const char *dates, struct error *e)
{
	bool month, day;

	if (dates != NULL && strcmp(dates, "mdy") != 0 &&
	    strcmp(dates, "dmy") != 0)
		return error_set(e, EXIT_INPUT,
		    "no order of dates \"%s\": give mdy or dmy", dates);
	if (f->of[FORM_TIME] == SHEET_NONE)
		return 0;
	month = (dates == NULL || dates[0] == 'm') && reads(f, false);
	day = (dates == NULL || dates[0] == 'd') && reads(f, true);
	if (!month && !day)
		return error_set(e, EXIT_INPUT,
		    "not every date can be read %s: \"%.*s\"",
		    dates != NULL ? dates : "one way",
		    STR_ARG(sheet_cell(&f->sheet, 0, f->of[FORM_TIME])));
	if (month && day && matters(f))
		return error_set(e, EXIT_INPUT,
		    "is \"%.*s\" the month or the day first? say --dates mdy "
		    "or dmy",
		    STR_ARG(sheet_cell(&f->sheet, 1, f->of[FORM_TIME])));
	f->day_first = day && !month;
	return 0;
}

bool
form_time(const struct form *f, size_t row, instant *t)
{
	return f->of[FORM_TIME] != SHEET_NONE &&
	    dates_parse(
		sheet_cell(&f->sheet, row, f->of[FORM_TIME]), f->day_first, t);
}

/* ---- reading */

/* ISO 8859-1, or what is called so: Windows-1252 as the WHATWG's encoding
 * standard has it. */
static void
add_latin1(struct buf *b, struct str s)
{
	static const unsigned short high[32] = { 0x20ac, 0x81, 0x201a, 0x192,
		0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039,
		0x152, 0x8d, 0x17d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d,
		0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153,
		0x9d, 0x17e, 0x178 };
	unsigned c;
	size_t i;

	for (i = 0; i < s.n; i++) {
		c = (unsigned char)s.p[i];
		if (c >= 0x80 && c < 0xa0)
			c = high[c - 0x80];
		if (c < 0x80) {
			buf_addc(b, (char)c);
			continue;
		}
		if (c >= 0x800) {
			buf_addc(b, (char)(0xe0 | c >> 12));
			buf_addc(b, (char)(0x80 | (c >> 6 & 0x3f)));
		} else {
			buf_addc(b, (char)(0xc0 | c >> 6));
		}
		buf_addc(b, (char)(0x80 | (c & 0x3f)));
	}
}

static int
read_sheet(struct form *f, struct cli *c, const char *path,
    const struct form_options *o)
{
	const char *shown = strcmp(path, "-") == 0 ? "standard input" : path;
	bool latin1 =
	    o->encoding != NULL && words_is(str_of(o->encoding), "latin1");
	struct buf bytes = BUF_INIT, text = BUF_INIT;
	int rc;

	if (o->encoding != NULL && !latin1 &&
	    !words_is(str_of(o->encoding), "utf-8"))
		return error_set(&c->err, EXIT_INPUT,
		    "no encoding \"%s\": give utf-8 or latin1", o->encoding);
	rc = cli_file(c, path, &bytes);
	if (rc == 0 && latin1)
		add_latin1(&text, buf_str(&bytes));
	if (rc == 0)
		rc = sheet_read(&f->sheet,
		    latin1 ? buf_str(&text) : buf_str(&bytes), shown, &c->err);
	if (rc == 0)
		rc = csv_check_even(&f->sheet.csv, shown, &c->err);
	buf_release(&bytes);
	buf_release(&text);
	return rc;
}

int
form_open(struct form *f, struct cli *c, const char *path,
    const struct form_options *o)
{
	size_t col;

	*f = (struct form){ 0 };
	if (read_sheet(f, c, path, o) == -1)
		return -1;
	f->ncolumn = sheet_columns(&f->sheet);
	f->column = xcalloc(f->ncolumn, sizeof(*f->column));
	for (col = 0; col < f->ncolumn; col++)
		f->column[col].field = FORM_OWN;
	if (find_fields(f, o, &c->err) == -1 ||
	    find_order(f, o->dates, &c->err) == -1)
		return -1;
	if (o->anon)
		leave_out(f);
	for (col = 0; col < f->ncolumn; col++)
		if (f->column[col].field == FORM_OWN ||
		    f->column[col].field == FORM_TIME ||
		    f->column[col].field == FORM_WHO)
			name_column(f, col);
	return 0;
}

void
form_release(struct form *f)
{
	sheet_release(&f->sheet);
	free(f->column);
	arena_release(&f->mem);
}

/* ---- what became what */

void
form_say(const struct form *f, struct cli *c)
{
	struct buf gone = BUF_INIT;
	struct str heading;
	size_t col, own = 0;

	for (col = 0; col < f->ncolumn; col++) {
		heading = sheet_cell(&f->sheet, 0, col);
		if (f->column[col].field < FORM_FIELDS)
			cli_say(c, "%s: \"%.*s\"",
			    fields[f->column[col].field].name,
			    STR_ARG(heading));
		else if (f->column[col].field == FORM_GONE)
			buf_addf(&gone, "%s\"%.*s\"", gone.n > 0 ? ", " : "",
			    STR_ARG(heading));
		else
			own++;
	}
	if (own > 0)
		cli_say(c, "%zu %s under %s own name", own,
		    own == 1 ? "column" : "columns",
		    own == 1 ? "its" : "their");
	if (gone.n > 0)
		cli_say(c, "left out: %s", buf_z(&gone));
	buf_release(&gone);
}
