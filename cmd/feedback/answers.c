#include <stdlib.h>

#include "feedback.h"
#include "listing.h"
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

/* ---- list */

static const struct listing_column listed[] = {
	{ { "no", OUT_NUMBER, OUT_SHOWN }, LISTING_NO },
	{ { "id", OUT_TEXT, OUT_SHOWN }, LISTING_KEY },
	{ { "time", OUT_TEXT, OUT_DATA }, FEEDBACK_TIME },
	{ { "who", OUT_TEXT, OUT_SHOWN }, FEEDBACK_WHO },
	{ { "rating", OUT_NUMBER, OUT_SHOWN }, LISTING_OWN },
	{ { "worked", OUT_TEXT, OUT_SHOWN }, FEEDBACK_WORKED },
	{ { "change", OUT_TEXT, OUT_SHOWN }, FEEDBACK_CHANGE },
	{ { "idea", OUT_TEXT, OUT_SHOWN }, FEEDBACK_IDEA },
};

static void
print_rating(struct out *o, size_t rec, size_t col, void *table)
{
	struct str s = table_get(table, rec, FEEDBACK_RATING);
	double x;

	(void)col;
	if (rating_parse(s, &x))
		rating_print(o, x);
	else
		out_text(o, s);
}

static int
print_list(struct cli *c)
{
	struct table *t = answers(c);
	struct listing l;
	size_t i, rec;

	if (listing_begin(&l, c, t, listed, sizeof(listed) / sizeof(listed[0]),
		print_rating, t) == -1)
		return -1;
	for (i = 0; i < t->nrec; i++) {
		rec = table_order(t)[i];
		if (cli_given(c, "all") || !table_is_dropped(t, rec))
			listing_row(&l, rec);
	}
	return listing_end(&l);
}

int
feedback_list(struct cli *c)
{
	if (cli_read(c, want) == -1 || print_list(c) == -1)
		return cli_fail(c);
	return EXIT_YES;
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
	for (i = (size_t)t->schema->ncol; i < t->ncol; i++)
		if (!schema_is_bookkeeping(t->text.col[i]))
			print_texts(
			    t, (int)i, t->text.col[i], format == OUT_TABLE, &o);
	return out_end(&o, &c->err) == -1 ? cli_fail(c) : EXIT_YES;
}
