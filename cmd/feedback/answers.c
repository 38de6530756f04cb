#include <stdlib.h>

#include "feedback.h"
#include "people.h"
#include "rating.h"
#include "utf8.h"
#include "xalloc.h"

static const table_want want[TABLE_COUNT] = {
	[TABLE_FEEDBACK] = TABLE_WANT_ALL,
};

static struct table *
answers(struct cli *c)
{
	return c->session.table[TABLE_FEEDBACK];
}

/* ---- the columns of the form */

/* A name of each column beyond the schema's; the caller frees all. */
static char **
own_columns(struct table *t, size_t *n)
{
	size_t i, first = (size_t)t->schema->ncol;
	char **name;

	*n = t->text.ncol - first;
	name = xalloc(*n, sizeof(*name));
	for (i = 0; i < *n; i++)
		name[i] = xstrndup(t->text.col[first + i]);
	return name;
}

static void
free_names(char **name, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		free(name[i]);
	free(name);
}

/* ---- list */

static const int listed[] = { FEEDBACK_TIME, FEEDBACK_WHO, FEEDBACK_RATING,
	FEEDBACK_WORKED, FEEDBACK_CHANGE, FEEDBACK_IDEA };

enum { NLISTED = sizeof(listed) / sizeof(listed[0]), NFIXED = NLISTED + 2 };

static const struct out_column fixed[NFIXED] = { { "no", OUT_NUMBER, false },
	{ "id", OUT_TEXT, false }, { "time", OUT_TEXT, false },
	{ "who", OUT_TEXT, false }, { "rating", OUT_NUMBER, false },
	{ "worked", OUT_TEXT, false }, { "change", OUT_TEXT, false },
	{ "idea", OUT_TEXT, false } };

static void
print_rating(struct out *o, struct str s)
{
	double x;

	if (rating_parse(s, &x))
		rating_print(o, x);
	else
		out_text(o, s);
}

static void
print_answer(struct table *t, size_t rec, size_t nown, struct out *o)
{
	size_t i;

	out_number(o, (long long)table_number(t, rec));
	out_text(o, table_key(t, rec, 0));
	for (i = 0; i < NLISTED; i++)
		if (listed[i] == FEEDBACK_RATING)
			print_rating(o, table_get(t, rec, listed[i]));
		else
			out_text(o, table_get(t, rec, listed[i]));
	for (i = 0; i < nown; i++)
		out_text(o, table_get(t, rec, t->schema->ncol + (int)i));
}

/* On a terminal there is no room for the form's own columns. */
static int
print_list(struct cli *c, char *const name[], size_t nown)
{
	struct table *t = answers(c);
	struct out_column *col = xalloc(NFIXED + nown, sizeof(*col));
	enum out_format format = OUT_TSV;
	struct out o;
	size_t i;
	int rc = cli_format(c, &format);

	memcpy(col, fixed, sizeof(fixed));
	col[2].hidden = format == OUT_TABLE;
	for (i = 0; i < nown; i++)
		col[NFIXED + i] = (struct out_column){ name[i], OUT_TEXT,
			format == OUT_TABLE };
	if (rc == 0)
		rc = cli_list(c, &o, col, NFIXED + nown);
	for (i = 0; rc == 0 && i < t->nrec; i++)
		if (cli_given(c, "all") ||
		    !table_is_dropped(t, table_order(t)[i]))
			print_answer(t, table_order(t)[i], nown, &o);
	if (rc == 0)
		rc = out_end(&o, &c->err);
	free(col);
	return rc;
}

int
feedback_list(struct cli *c)
{
	char **name;
	size_t n;
	int rc;

	if (cli_read(c, want) == -1)
		return cli_fail(c);
	name = own_columns(answers(c), &n);
	rc = print_list(c, name, n);
	free_names(name, n);
	return rc == -1 ? cli_fail(c) : EXIT_YES;
}

/* ---- summary */

enum { HIGHEST = 10 };

/* How many gave each rating, as bars. */
static void
add_histogram(const size_t n[HIGHEST + 1], struct buf *b)
{
	static const char *const bars[] = { "\u2581", "\u2582", "\u2583",
		"\u2584", "\u2585", "\u2586", "\u2587", "\u2588" };
	size_t i, most = 1;

	for (i = 1; i <= HIGHEST; i++)
		most = n[i] > most ? n[i] : most;
	for (i = 1; i <= HIGHEST; i++)
		if (n[i] == 0)
			buf_addc(b, '_');
		else
			buf_addz(b, bars[(n[i] * 8 - 1) / most]);
}

/* The same in words: `7: 2, 8: 1`. */
static void
add_counts(const size_t n[HIGHEST + 1], struct buf *b)
{
	size_t i;

	for (i = 1; i <= HIGHEST; i++)
		if (n[i] > 0)
			buf_addf(
			    b, "%s%zu: %zu", b->n > 0 ? ", " : "", i, n[i]);
}

static void
print_ratings(struct table *t, bool bars, struct out *o)
{
	size_t count[HIGHEST + 1] = { 0 }, i;
	struct buf text = BUF_INIT;
	struct rating r;
	double x;

	if (rating_read(t, &r) == 0)
		return;
	for (i = 0; i < t->nrec; i++)
		if (!table_is_dropped(t, i) &&
		    rating_parse(table_get(t, i, FEEDBACK_RATING), &x))
			count[(size_t)(x + 0.5)]++;
	(bars ? add_histogram : add_counts)(count, &text);
	out_text(o, STR("rating"));
	out_number(o, (long long)r.n);
	rating_print(o, r.median);
	rating_print(o, r.low);
	rating_print(o, r.high);
	out_text(o, buf_str(&text));
	buf_release(&text);
}

enum { NAME_WIDTH = 24 };

/* A form's heading may be a whole sentence: a terminal shows its beginning. */
static void
print_name(struct str name, bool cut, struct out *o)
{
	struct buf b = BUF_INIT;

	if (!cut || utf8_width(name) <= NAME_WIDTH) {
		out_text(o, name);
		return;
	}
	utf8_add_visible(&b, name);
	buf_cut(&b, utf8_cut(buf_str(&b), NAME_WIDTH - 1).n);
	buf_addz(&b, "\u2026");
	out_text(o, buf_str(&b));
	buf_release(&b);
}

/* What was said to one question, in the order in which it was. */
static void
print_texts(
    struct table *t, int col, struct str name, bool terminal, struct out *o)
{
	struct buf text = BUF_INIT;
	struct str said;
	long long n = 0;
	size_t i, k;

	for (i = 0; i < t->nrec; i++) {
		said = table_get(t, table_order(t)[i], col);
		if (said.n == 0 || table_is_dropped(t, table_order(t)[i]))
			continue;
		buf_addz(&text, n++ == 0 ? "" : terminal ? " | " : "\n");
		buf_add(&text, said);
	}
	if (n > 0) {
		print_name(name, terminal, o);
		out_number(o, n);
		for (k = 0; k < 3; k++)
			out_text(o, (struct str){ NULL, 0 });
		out_text(o, buf_str(&text));
	}
	buf_release(&text);
}

int
feedback_summary(struct cli *c)
{
	static const struct out_column columns[] = {
		{ "field", OUT_TEXT, false }, { "n", OUT_NUMBER, false },
		{ "median", OUT_NUMBER, false }, { "low", OUT_NUMBER, false },
		{ "high", OUT_NUMBER, false }, { "text", OUT_TEXT, false }
	};
	static const int texts[] = { FEEDBACK_WORKED, FEEDBACK_CHANGE,
		FEEDBACK_IDEA };
	enum out_format format;
	struct table *t;
	struct out o;
	size_t i;

	if (cli_read(c, want) == -1 || cli_format(c, &format) == -1 ||
	    cli_list(c, &o, columns, 6) == -1)
		return cli_fail(c);
	t = answers(c);
	print_ratings(t, format == OUT_TABLE, &o);
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		print_texts(t, texts[i], str_of(t->schema->col[texts[i]]),
		    format == OUT_TABLE, &o);
	for (i = (size_t)t->schema->ncol; i < t->text.ncol; i++)
		print_texts(t, (int)i, t->text.col[i], format == OUT_TABLE, &o);
	return out_end(&o, &c->err) == -1 ? cli_fail(c) : EXIT_YES;
}
