#include <stdlib.h>

#include "breakout.h"
#include "file.h"
#include "sheet.h"
#include "utf8.h"
#include "xalloc.h"

/* ---- rounds out of a file */

struct score_file {
	struct cli *c;
	struct book *book;
	const char *shown;
	size_t line;
	struct place at;     /* the round and group being read */
	struct handles seen; /* in the round */
};

static int
wrong(struct score_file *f, const char *what, struct str thing)
{
	return error_set(&f->c->err, EXIT_INPUT, "%s:%zu: %s: \"%.*s\"",
	    f->shown, f->line, what, STR_ARG(str_upto(thing, 80)));
}

static void
begin_round(struct score_file *f)
{
	handles_release(&f->seen);
	f->at.number++;
	f->at.session = 0;
}

static int
take_person(struct score_file *f, struct str who)
{
	if (who.n == 0)
		return 0;
	if (handles_place(&f->seen, who) != HANDLES_NONE)
		return wrong(f, "twice in one round", who);
	handles_add(&f->seen, who);
	f->at.who = who;
	book_add(f->book, f->at);
	return 0;
}

/* People by commas, or, where there are none, by blanks. */
static int
take_group(struct score_file *f, struct str text, size_t number)
{
	char sep = str_find(text, ',') < text.n ? ',' : ' ';
	struct buf label = BUF_INIT;
	struct str who;
	int rc = 0;

	buf_addf(&label, "%zu", number);
	f->at.group = buf_str(&label);
	while (rc == 0 && str_split(&text, sep, &who))
		rc = take_person(f, str_trim(who));
	buf_release(&label);
	return rc;
}

/* A round a line: `ana,ben | chloe,dan`. */
static int
read_lines(struct score_file *f, struct str text)
{
	struct str line, group;
	size_t g;
	int rc = 0;

	while (rc == 0 && str_split(&text, '\n', &line)) {
		f->line++;
		line = str_trim(line);
		if (line.n == 0)
			continue;
		begin_round(f);
		for (g = 1; rc == 0 && str_split(&line, '|', &group); g++)
			rc = take_group(f, str_trim(group), g);
	}
	return rc;
}

static struct str
first_line(struct str text)
{
	return str_upto(text, str_find(text, '\n'));
}

/* Rounds in brackets, of groups in braces: `[{1, 2}, {3, 4}]`. */
static int
read_braces(struct score_file *f, struct str text)
{
	size_t i, g = 0, end;
	int rc = 0;

	f->line = 1;
	for (i = 0; rc == 0 && i < text.n; i++) {
		f->line += text.p[i] == '\n';
		if (text.p[i] == '[') {
			begin_round(f);
			g = 0;
		}
		if (text.p[i] != '{')
			continue;
		end = i + str_find(str_from(text, i), '}');
		if (end == text.n)
			return wrong(f, "a group that has no end",
			    first_line(str_from(text, i)));
		rc = take_group(
		    f, str_upto(str_from(text, i + 1), end - i - 1), ++g);
		i = end;
	}
	return rc;
}

enum { F_ROUND, F_WHO, NFIELD };

static const struct sheet_field fields[NFIELD] = { { "round", "" },
	{ "who", "" } };

/* A listing, as `breakout list` and `plan` print it; of one round after the
 * other, a group a row. */
static int
read_sheet(
    struct score_file *f, const struct sheet *s, const size_t col[NFIELD])
{
	struct str round = { NULL, 0 }, next;
	size_t r, g = 0;
	int rc = 0;

	for (r = 1; rc == 0 && r < s->nrow; r++) {
		f->line = s->row[r].line;
		next = sheet_cell(s, r, col[F_ROUND]);
		if (r == 1 || !str_eq(next, round)) {
			begin_round(f);
			g = 0;
		}
		round = next;
		rc = take_group(f, sheet_cell(s, r, col[F_WHO]), ++g);
	}
	return rc;
}

/* Whether the text is a listing; then it is read. */
static bool
is_listing(struct score_file *f, struct str text, int *rc)
{
	size_t col[NFIELD];
	struct sheet s;
	struct error none = ERROR_INIT;
	bool is;

	if (sheet_read(&s, text, f->shown, &none) == -1) {
		error_release(&none);
		return false;
	}
	sheet_match(&s, fields, NFIELD, NULL, 0, col, &none);
	is = col[F_ROUND] != SHEET_NONE && col[F_WHO] != SHEET_NONE;
	if (is)
		*rc = read_sheet(f, &s, col);
	sheet_release(&s);
	error_release(&none);
	return is;
}

static int
read_file(struct cli *c, struct book *b, const char *path)
{
	struct score_file f = { .c = c, .book = b };
	struct buf text = BUF_INIT;
	struct str s;
	int rc;

	if (file_read_named(path, &text, &f.shown, &c->err) == -1)
		return -1;
	s = buf_str(&text);
	if (!utf8_valid(s))
		rc = error_set(&c->err, EXIT_INPUT, "%s is not UTF-8", f.shown);
	else if (str_find(s, '{') < s.n)
		rc = read_braces(&f, s);
	else if (!is_listing(&f, s, &rc))
		rc = read_lines(&f, s);
	if (rc == 0 && b->nplace == 0)
		rc =
		    error_set(&c->err, EXIT_INPUT, "%s has no groups", f.shown);
	handles_release(&f.seen);
	buf_release(&text);
	return rc;
}

/* ---- score */

/* How often each two met: [a][b]. */
static int *
count_meetings(const struct golf_series s)
{
	size_t n = (size_t)s.people, r, a, b;
	int *met = xcalloc(n * n, sizeof(*met));
	const int *group;

	for (r = 0; r < (size_t)s.rounds; r++) {
		group = s.group + r * n;
		for (a = 0; a < n; a++)
			for (b = 0; b < n && group[a] >= 0; b++)
				met[a * n + b] +=
				    a != b && group[a] == group[b];
	}
	return met;
}

/* One row about all: rounds, people, pairs, met, repeats, most. */
static int
print_summary(struct cli *c, const struct book *b, const int *met)
{
	static const struct out_column columns[] = { { "rounds", OUT_NUMBER,
							 false },
		{ "people", OUT_NUMBER, false }, { "pairs", OUT_NUMBER, false },
		{ "met", OUT_NUMBER, false }, { "repeats", OUT_NUMBER, false },
		{ "most", OUT_NUMBER, false } };
	size_t n = b->who.n, i, k;
	long long pairs = 0, repeats = 0, most = 0;
	struct out o;

	for (i = 0; i < n; i++)
		for (k = i + 1; k < n; k++) {
			pairs += met[i * n + k] > 0;
			repeats += met[i * n + k] > 1 ? met[i * n + k] - 1 : 0;
			most = met[i * n + k] > most ? met[i * n + k] : most;
		}
	if (cli_list(c, &o, columns, 6) == -1)
		return -1;
	out_number(&o, (long long)b->nround);
	out_number(&o, (long long)n);
	out_number(&o, (long long)n * ((long long)n - 1) / 2);
	out_number(&o, pairs);
	out_number(&o, repeats);
	out_number(&o, most);
	return out_end(&o, &c->err);
}

struct pair {
	size_t a, b;
	int met;
};

/* For qsort: those who met most often first. */
static int
by_met(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;

	if (x->met != y->met)
		return x->met > y->met ? -1 : 1;
	if (x->a != y->a)
		return x->a > y->a ? 1 : -1;
	return (x->b > y->b) - (x->b < y->b);
}

/* The pairs that met more than once. */
static int
print_pairs(struct cli *c, const struct book *b, const int *met)
{
	static const struct out_column columns[] = { { "a", OUT_TEXT, false },
		{ "b", OUT_TEXT, false }, { "times", OUT_NUMBER, false } };
	struct pair *pair = NULL;
	size_t n = b->who.n, i, k, np = 0, cap = 0;
	struct out o;

	if (cli_list(c, &o, columns, 3) == -1)
		return -1;
	for (i = 0; i < n; i++)
		for (k = i + 1; k < n; k++) {
			if (met[i * n + k] < 2)
				continue;
			pair = xgrow(pair, np, &cap, sizeof(*pair));
			pair[np++] = (struct pair){ i, k, met[i * n + k] };
		}
	if (np > 0)
		qsort(pair, np, sizeof(*pair), by_met);
	for (i = 0; i < np; i++) {
		out_text(&o, b->who.who[pair[i].a]);
		out_text(&o, b->who.who[pair[i].b]);
		out_number(&o, pair[i].met);
	}
	free(pair);
	return out_end(&o, &c->err);
}

int
breakout_score(struct cli *c)
{
	struct book b = { 0 };
	int *met, rc, repeats = 0;

	rc =
	    c->noperand > 0 ? read_file(c, &b, c->operand[0]) : load_all(c, &b);
	if (rc == 0)
		rc = book_finish(&b, &c->err);
	if (rc == 0)
		rc = book_check_pairs(&b, &c->err);
	if (rc == 0) {
		repeats = golf_repeats(book_series(&b));
		met = count_meetings(book_series(&b));
		rc = cli_given(c, "pairs") ? print_pairs(c, &b, met)
					   : print_summary(c, &b, met);
		free(met);
	}
	book_release(&b);
	if (rc == -1)
		return cli_fail(c);
	return repeats > 0 ? EXIT_NO : EXIT_YES;
}

/* ---- plan */

enum { PLAN_MAX = 10000 };

static long
read_count(struct str s)
{
	long n = 0;
	size_t i;

	for (i = 0; i < s.n && n <= PLAN_MAX; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return 0;
		n = n * 10 + (s.p[i] - '0');
	}
	return n <= PLAN_MAX ? n : 0;
}

/* People with the numbers 1 to N for names. */
static void
expect_numbers(struct handles *who, long n)
{
	struct buf name = BUF_INIT;
	long i;

	for (i = 1; i <= n; i++) {
		buf_cut(&name, 0);
		buf_addf(&name, "%ld", i);
		handles_add(who, buf_str(&name));
	}
	buf_release(&name);
}

/* Everybody on the roster who takes part and has not said no. */
static int
expect_roster(struct cli *c, struct handles *who)
{
	static const table_want want[TABLE_COUNT] = { [TABLE_PEOPLE] =
							  TABLE_WANT_ALL };
	struct table *people;
	size_t i, rec;

	if (cli_read(c, want) == -1)
		return -1;
	people = c->session.table[TABLE_PEOPLE];
	for (i = 0; i < people->nrec; i++) {
		rec = table_order(people)[i];
		if (!table_is_dropped(people, rec) &&
		    people_takes_part(people, rec) &&
		    !str_is(table_get(people, rec, PEOPLE_RSVP), "no"))
			handles_add(who, table_key(people, rec, 0));
	}
	return 0;
}

static int
take_planned(struct cli *c, struct handles *who)
{
	long n;

	if (c->noperand > 0) {
		n = read_count(cli_operand(c, 0));
		if (n == 0)
			return error_set(&c->err, EXIT_INPUT,
			    "not a number of people: \"%s\"", c->operand[0]);
		expect_numbers(who, n);
		return 0;
	}
	if (expect_roster(c, who) == -1)
		return -1;
	if (who->n == 0)
		return error_set(&c->err, EXIT_NO,
		    "nobody is on the roster: give how many people there are");
	return 0;
}

/* The rows of one planned round, in the order of people. */
static void
print_group(struct out *o, const struct handles *who, const int *group, int g,
    long round, int label)
{
	struct buf text = BUF_INIT;
	size_t i;

	for (i = 0; i < who->n; i++) {
		if (group[i] != g)
			continue;
		if (text.n > 0)
			buf_addc(&text, ',');
		buf_add(&text, who->who[i]);
	}
	out_number(o, round);
	out_number(o, label);
	out_text(o, (struct str){ NULL, 0 });
	out_text(o, buf_str(&text));
	buf_release(&text);
}

/* Groups in the order of their first people. */
static void
print_round(
    struct out *o, const struct handles *who, const int *group, long round)
{
	size_t i, k;
	int label = 0;

	for (i = 0; i < who->n; i++) {
		for (k = 0; k < i && group[k] != group[i]; k++)
			;
		if (k == i)
			print_group(o, who, group, group[i], round, ++label);
	}
}

static int
print_plan(struct cli *c, const struct handles *who, long rounds,
    struct sizes_want want, uint64_t seed)
{
	int *group = xalloc((size_t)rounds * who->n, sizeof(*group));
	struct golf_result res;
	struct out o;
	long r;
	int rc = load_begin_list(c, &o);

	if (rc == 0) {
		res = golf_plan((int)who->n, (int)rounds, want, seed,
		    GOLF_PLAN_STEPS, group);
		for (r = 0; r < rounds; r++)
			print_round(&o, who, group + (size_t)r * who->n, r + 1);
		rc = out_end(&o, &c->err);
	}
	if (rc == 0)
		make_say_repeats(c, want, &res, seed);
	free(group);
	return rc;
}

int
breakout_plan(struct cli *c)
{
	const char *typed = cli_value(c, "rounds");
	struct handles who = { 0 };
	struct sizes_want want;
	uint64_t seed;
	long rounds = typed != NULL ? read_count(str_of(typed)) : 0;
	int rc;

	if (rounds == 0)
		return cli_wrong(c, "not a number of rounds: -r \"%s\"",
		    typed != NULL ? typed : "");
	rc = make_read_sizes(c, &want);
	if (rc == 0)
		rc = make_read_seed(c, &seed);
	if (rc == 0)
		rc = take_planned(c, &who);
	if (rc == 0 &&
	    (who.n > BOOK_PAIRED_MAX || (long)who.n * rounds > BOOK_SEATS_MAX))
		rc = error_set(&c->err, EXIT_INPUT,
		    "%zu people in %ld rounds are too many to plan", who.n,
		    rounds);
	if (rc == 0)
		rc = print_plan(c, &who, rounds, want, seed);
	handles_release(&who);
	return rc == -1 ? cli_fail(c) : EXIT_YES;
}
