/*
 * Tests of lib/csv, and of the cells that lib/out writes: `ok NAME` or `not
 * ok NAME: why` for each, and a failure if any failed.
 *
 * CASES/csv/papaparse/cases.jsonl has files and the rows that they are, and
 * rows and the file that they are; CASES/csv/csv-spectrum files and their
 * records.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "csv.h"
#include "out.h"
#include "xalloc.h"

#define LENGTH(a) (sizeof(a) / sizeof((a)[0]))

static int failures;

static void
result(const char *name, const char *why)
{
	if (why == NULL)
		printf("ok %s\n", name);
	else
		printf("not ok %s: %s\n", name, why);
	failures += why != NULL;
}

/* ---- JSON, as far as the cases need it */

enum json_type { JSON_ATOM, JSON_STRING, JSON_ARRAY, JSON_OBJECT };

struct json {
	enum json_type type;
	char *text;	   /* of an atom, a string */
	struct json *item; /* of an object: key, value, key, value */
	size_t n, cap;
};

static struct json json_read(const char **p);

static void
skip_blanks(const char **p)
{
	while (**p != '\0' && strchr(" \t\r\n", **p) != NULL)
		(*p)++;
}

static void
json_push(struct json *to, struct json item)
{
	to->item = xgrow(to->item, to->n, &to->cap, sizeof(*to->item));
	to->item[to->n++] = item;
}

static void
add_utf8(struct buf *b, unsigned long c)
{
	if (c < 0x80) {
		buf_addc(b, (char)c);
		return;
	}
	if (c >= 0x800)
		buf_addc(b, (char)(0xe0 | c >> 12));
	buf_addc(
	    b, (char)(c >= 0x800 ? 0x80 | (c >> 6 & 0x3f) : 0xc0 | c >> 6));
	buf_addc(b, (char)(0x80 | (c & 0x3f)));
}

static char *
json_string(const char **p)
{
	static const char from[] = "nrtbf", to[] = "\n\r\t\b\f";
	struct buf b = BUF_INIT;
	const char *esc;

	for ((*p)++; **p != '"'; (*p)++) {
		if (**p != '\\') {
			buf_addc(&b, **p);
			continue;
		}
		(*p)++;
		if (**p == 'u') {
			char hex[5] = { 0 };

			memcpy(hex, *p + 1, 4);
			add_utf8(&b, strtoul(hex, NULL, 16));
			*p += 4;
			continue;
		}
		esc = strchr(from, **p);
		buf_addc(&b, esc != NULL ? to[esc - from] : **p);
	}
	(*p)++;
	return b.p != NULL ? buf_detach(&b) : xstrdup("");
}

static struct json
json_list(const char **p, enum json_type type, char end)
{
	struct json j = { .type = type };

	(*p)++;
	for (skip_blanks(p); **p != end; skip_blanks(p)) {
		json_push(&j, json_read(p));
		skip_blanks(p);
		if (**p == ',' || **p == ':')
			(*p)++;
	}
	(*p)++;
	return j;
}

static struct json
json_read(const char **p)
{
	struct json j = { .type = JSON_ATOM };
	size_t n;

	skip_blanks(p);
	if (**p == '[')
		return json_list(p, JSON_ARRAY, ']');
	if (**p == '{')
		return json_list(p, JSON_OBJECT, '}');
	if (**p == '"') {
		j.type = JSON_STRING;
		j.text = json_string(p);
		return j;
	}
	n = strcspn(*p, ",]} \n");
	j.text = xstrndup((struct str){ *p, n });
	*p += n;
	return j;
}

static void
json_free(struct json *j)
{
	size_t i;

	for (i = 0; i < j->n; i++)
		json_free(&j->item[i]);
	free(j->item);
	free(j->text);
}

static const struct json *
json_member(const struct json *j, const char *key)
{
	size_t i;

	for (i = 0; j->type == JSON_OBJECT && i < j->n; i += 2)
		if (strcmp(j->item[i].text, key) == 0)
			return &j->item[i + 1];
	return NULL;
}

/* ---- files to rows */

/* Whether the row, or `cell` where that is a string, is a blank line. */
static bool
is_blank(const struct json *row)
{
	return row->n == 1 && row->item[0].text[0] == '\0';
}

static const char *
compare_rows(const struct csv_file *f, const struct json *want)
{
	size_t r = 0, i, c;

	for (i = 0; i < want->n; i++) {
		const struct json *row = &want->item[i];

		if (is_blank(row))
			continue;
		if (r == f->nrow || f->row[r].n != row->n)
			return "the rows have another shape";
		for (c = 0; c < row->n; c++)
			if (!str_is(csv_cell(f, r, c), row->item[c].text))
				return "a cell is another";
		r++;
	}
	return r == f->nrow ? NULL : "more rows than expected";
}

static void
test_parse(const char *name, const struct json *input, const struct json *want)
{
	struct error e = ERROR_INIT;
	struct csv_file f;

	if (csv_read(&f, "case", str_of(input->text), CSV_RAGGED, &e) == -1) {
		result(name, buf_z(&e.msg));
	} else {
		result(name, compare_rows(&f, want));
		csv_release(&f);
	}
	error_release(&e);
}

/* ---- rows to files */

static void
add_cell(struct buf *b, const struct json *cell, bool first)
{
	if (!first)
		buf_addc(b, ',');
	if (cell != NULL && strcmp(cell->text, "null") != 0)
		out_add_csv(b, str_of(cell->text), false);
}

static void
add_row(struct buf *b, const struct json *row)
{
	size_t i;

	if (b->n > 0)
		buf_addz(b, "\r\n");
	if (row->type == JSON_STRING)
		add_cell(b, row, true);
	for (i = 0; row->type != JSON_STRING && i < row->n; i++)
		add_cell(b, &row->item[i], i == 0);
}

/* Objects: their values in the order of the first one's keys. */
static void
add_objects(struct buf *b, const struct json *list)
{
	const struct json *keys = &list->item[0];
	size_t i, k;

	for (k = 0; k < keys->n; k += 2)
		add_cell(b, &keys->item[k], k == 0);
	for (i = 0; i < list->n; i++) {
		buf_addz(b, "\r\n");
		for (k = 0; k < keys->n; k += 2)
			add_cell(b,
			    json_member(&list->item[i], keys->item[k].text),
			    k == 0);
	}
}

static void
test_unparse(
    const char *name, const struct json *input, const struct json *want)
{
	const struct json *fields = json_member(input, "fields"),
			  *data = json_member(input, "data");
	struct buf b = BUF_INIT;
	size_t i;

	if (input->type == JSON_ARRAY)
		data = input;
	if (fields != NULL)
		add_row(&b, fields);
	if (data != NULL && data->n > 0 && data->item[0].type == JSON_OBJECT)
		add_objects(&b, data);
	else if (data != NULL && data->n > 0 &&
	    data->item[0].type == JSON_STRING)
		add_row(&b, data);
	else
		for (i = 0; data != NULL && i < data->n; i++)
			add_row(&b, &data->item[i]);
	result(name,
	    str_is(buf_str(&b), want->text) ? NULL : "it writes another file");
	buf_release(&b);
}

static void
test_papaparse_case(const char *line, size_t number)
{
	struct json j = json_read(&line);
	const struct json *input = json_member(&j, "input"),
			  *want = json_member(&j, "expected");
	struct buf name = BUF_INIT;

	buf_addf(&name, "papaparse %zu, %s", number,
	    json_member(&j, "description")->text);
	if (input->type == JSON_STRING)
		test_parse(buf_z(&name), input, want);
	else
		test_unparse(buf_z(&name), input, want);
	buf_release(&name);
	json_free(&j);
}

/* ---- the cases */

static char *
read_all(const char *dir, const char *file, size_t *n)
{
	struct buf path = BUF_INIT, b = BUF_INIT;
	FILE *f;
	size_t got;

	buf_addf(&path, "%s/%s", dir, file);
	f = fopen(buf_z(&path), "rb");
	buf_release(&path);
	if (f == NULL)
		return NULL;
	do {
		got = fread(buf_room(&b, 4096), 1, 4096, f);
		buf_cut(&b, b.n + got);
	} while (got > 0);
	fclose(f);
	*n = b.n;
	return b.p != NULL ? buf_detach(&b) : xstrdup("");
}

static void
test_papaparse(const char *cases)
{
	size_t n, number = 0;
	char *all = read_all(cases, "csv/papaparse/cases.jsonl", &n), *line;

	if (all == NULL) {
		printf("skip papaparse: no such cases\n");
		return;
	}
	for (line = strtok(all, "\n"); line != NULL; line = strtok(NULL, "\n"))
		test_papaparse_case(line, ++number);
	free(all);
}

/* The column of that heading; the number of columns where there is none. */
static size_t
column(const struct csv_file *f, const char *heading)
{
	size_t c = 0;

	while (c < f->row[0].n && !str_is(csv_cell(f, 0, c), heading))
		c++;
	return c;
}

static const char *
compare_records(const struct csv_file *f, const struct json *want)
{
	const struct json one = { JSON_ARRAY, NULL, (struct json *)want, 1, 1 };
	size_t i, k, col;

	if (want->type == JSON_OBJECT)
		want = &one;
	if (f->nrow != want->n + 1)
		return "another number of rows";
	for (i = 0; i < want->n; i++)
		for (k = 0; k < want->item[i].n; k += 2) {
			col = column(f, want->item[i].item[k].text);
			if (col == f->row[0].n)
				return "a column is missing";
			if (!str_is(csv_cell(f, i + 1, col),
				want->item[i].item[k + 1].text))
				return "a cell is another";
		}
	return NULL;
}

static void
test_spectrum_case(const char *dir, const char *file)
{
	struct buf name = BUF_INIT, path = BUF_INIT;
	struct error e = ERROR_INIT;
	struct csv_file f;
	struct json want;
	size_t n, m;
	char *csv, *json;
	const char *p;

	buf_addf(&name, "csv-spectrum %s", file);
	buf_addf(&path, "csvs/%s", file);
	csv = read_all(dir, buf_z(&path), &n);
	buf_cut(&path, 0);
	buf_addf(&path, "json/%.*sjson", (int)(strlen(file) - 3), file);
	p = json = read_all(dir, buf_z(&path), &m);
	want = json_read(&p);
	if (csv_read(&f, file, (struct str){ csv, n }, 0, &e) == -1) {
		result(buf_z(&name), buf_z(&e.msg));
	} else {
		result(buf_z(&name), compare_records(&f, &want));
		csv_release(&f);
	}
	json_free(&want);
	free(csv);
	free(json);
	buf_release(&name);
	buf_release(&path);
	error_release(&e);
}

static void
test_spectrum(const char *cases)
{
	struct buf dir = BUF_INIT, sub = BUF_INIT;
	struct dirent *d;
	DIR *list;

	buf_addf(&dir, "%s/csv/csv-spectrum", cases);
	buf_addf(&sub, "%s/csvs", buf_z(&dir));
	list = opendir(buf_z(&sub));
	if (list == NULL)
		printf("skip csv-spectrum: no such cases\n");
	while (list != NULL && (d = readdir(list)) != NULL)
		/* location_coordinates is wrong at its source. */
		if (d->d_name[0] != '.' &&
		    strcmp(d->d_name, "location_coordinates.csv") != 0)
			test_spectrum_case(buf_z(&dir), d->d_name);
	if (list != NULL)
		closedir(list);
	buf_release(&dir);
	buf_release(&sub);
}

/* ---- what is refused, and what is told of it */

#define TEXT(lit) (lit), sizeof(lit) - 1

static const struct {
	const char *name;
	const char *bytes;
	size_t n; /* of them */
	unsigned flags;
	const char *message; /* NULL: it is taken */
} refused[] = {
	{ "a quote is never closed", TEXT("a,b\n1,2\n3,\"4\n5,6\n"), 0,
	    "f:3: a quote is opened and never closed" },
	{ "the same in the last cell", TEXT("a,\""), 0,
	    "f:1: a quote is opened and never closed" },
	{ "text behind a closing quote", TEXT("a,b\n\"x\ny\"z,2\n"), 0,
	    "f:3: text behind a closing quote" },
	{ "a NUL byte", TEXT("a,b\n1,\0\n"), 0, "f:2: a NUL byte" },
	{ "not UTF-8", TEXT("a,b\n1,2\n3,\xff\n"), 0, "f:3: not UTF-8" },
	{ "a longer row", TEXT("a,b\n1,2\n\n1,2,3\n"), 0,
	    "f:4: 3 cells, and the first row has 2" },
	{ "a shorter row behind a long cell", TEXT("a,b\n\"1\n1\",2\n3\n"), 0,
	    "f:4: 1 cells, and the first row has 2" },
	{ "ragged rows where they may be", TEXT("a,b\n1\n1,2,3\n"), CSV_RAGGED,
	    NULL },
};

static void
test_refused(size_t i)
{
	struct error e = ERROR_INIT;
	struct csv_file f;
	const char *got = NULL;
	struct str bytes = { refused[i].bytes, refused[i].n };

	if (csv_read(&f, "f", bytes, refused[i].flags, &e) == -1)
		got = buf_z(&e.msg);
	else
		csv_release(&f);
	if (refused[i].message == NULL)
		result(refused[i].name, got);
	else if (got == NULL)
		result(refused[i].name, "it is taken");
	else
		result(refused[i].name,
		    strcmp(got, refused[i].message) == 0 &&
			    e.status == EXIT_INPUT
			? NULL
			: got);
	error_release(&e);
}

/* ---- shapes of real files: rows with `/` between, cells with `|` */

static const struct {
	const char *name, *bytes, *rows;
} shapes[] = {
	{ "blanks are kept", " a ,\tb\n\" c \",d \n", " a |\tb/ c |d " },
	{ "semicolons", "a;b;c\n1,5;2;3\n", "a|b|c/1,5|2|3" },
	{ "tabs", "a\tb\n1\t2, or 3\n", "a|b/1|2, or 3" },
	{ "commas before semicolons", "a,b;c\n1,2;3\n", "a|b;c/1|2;3" },
	{ "ragged semicolons", "a;b;c\n1;2\n", "a|b|c/1|2" },
	{ "LF and CR LF mixed", "a,b\n1,2\r\n3,4\n", "a|b/1|2/3|4" },
	{ "a CR in a line", "a,b\r\n1,2\r3\r\n", "a|b/1|2\r3" },
	{ "CR, and a last row without", "a,b\r1,2", "a|b/1|2" },
	{ "an empty quoted cell is a row", "a\n\"\"\nb\n", "a//b" },
	{ "blank lines", "a,b\n\n1,2\n\n\n", "a|b/1|2" },
	{ "a mark before the first quote", "\xef\xbb\xbf\"a\",b\n1,2\n",
	    "a|b/1|2" },
	{ "a quote within", "a \"b\",c\n", "a \"b\"|c" },
};

static void
test_shape(size_t i)
{
	struct error e = ERROR_INIT;
	struct buf got = BUF_INIT;
	struct csv_file f = { 0 };
	size_t r, c;

	csv_read(&f, "f", str_of(shapes[i].bytes), CSV_RAGGED, &e);
	for (r = 0; r < f.nrow; r++)
		for (c = 0; c < f.row[r].n; c++) {
			if (r + c > 0)
				buf_addc(&got, c > 0 ? '|' : '/');
			buf_add(&got, csv_cell(&f, r, c));
		}
	result(shapes[i].name,
	    str_is(buf_str(&got), shapes[i].rows) ? NULL : buf_z(&got));
	csv_release(&f);
	buf_release(&got);
	error_release(&e);
}

/* ---- any bytes, from a recorded seed */

enum { TRIES = 20000, ROWS = 4, COLUMNS = 3, LENGTH_MAX = 6 };

static unsigned long seed = 20261120;

static size_t
below(size_t n)
{
	seed = seed * 6364136223846793005UL + 1442695040888963407UL;
	return (size_t)(seed >> 33) % n;
}

static void
add_random(struct buf *b)
{
	static const char *const piece[] = { "a", "b", "\"", "\"\"", ",", ";",
		"\t", "|", " ", "\n", "\r", "\r\n", "\xc3\xa9", "1" };
	size_t n = below(LENGTH_MAX);

	while (n-- > 0)
		buf_addz(b, piece[below(LENGTH(piece))]);
}

/* What is written is read back, whatever the cells are. */
static bool
comes_back(void)
{
	struct buf cell[ROWS][COLUMNS] = { 0 }, text = BUF_INIT;
	struct error e = ERROR_INIT;
	struct csv_file f;
	bool same = true;
	size_t r, c;

	for (r = 0; r < ROWS; r++)
		for (c = 0; c < COLUMNS; c++) {
			/* What separates is told by rows that agree on it. */
			if (r > 0)
				add_random(&cell[r][c]);
			else
				buf_addf(&cell[r][c], "c%zu", c);
			out_add_csv(&text, buf_str(&cell[r][c]), false);
			buf_addz(&text, c + 1 < COLUMNS ? "," : "\r\n");
		}
	if (csv_read(&f, "f", buf_str(&text), 0, &e) == -1)
		same = false;
	for (r = 0; same && r < ROWS; r++)
		for (c = 0; c < COLUMNS; c++)
			same = same &&
			    str_eq(csv_cell(&f, r, c), buf_str(&cell[r][c]));
	csv_release(&f);
	for (r = 0; r < ROWS; r++)
		for (c = 0; c < COLUMNS; c++)
			buf_release(&cell[r][c]);
	buf_release(&text);
	error_release(&e);
	return same;
}

static void
test_random(void)
{
	struct error e = ERROR_INIT;
	struct buf b = BUF_INIT;
	struct csv_file f;
	bool same = true, sound = true;
	size_t i, r;

	for (i = 0; i < TRIES; i++)
		same = same && comes_back();
	result("what is written is read back", same ? NULL : "it is not");
	for (i = 0; i < TRIES; i++) {
		buf_cut(&b, 0);
		for (r = 0; r < ROWS; r++)
			add_random(&b);
		if (csv_read(&f, "f", buf_str(&b), CSV_RAGGED, &e) == -1) {
			sound = sound && e.status == EXIT_INPUT;
			continue;
		}
		for (r = 0; r < f.nrow; r++)
			sound = sound && f.row[r].n > 0 && f.row[r].line > 0;
		csv_release(&f);
	}
	result("any bytes are rows or an error", sound ? NULL : "neither");
	buf_release(&b);
	error_release(&e);
}

int
main(int argc, char **argv)
{
	const char *cases = argc > 1 ? argv[1] : "";
	size_t i;

	test_papaparse(cases);
	test_spectrum(cases);
	for (i = 0; i < LENGTH(refused); i++)
		test_refused(i);
	for (i = 0; i < LENGTH(shapes); i++)
		test_shape(i);
	test_random();
	return failures > 0;
}
