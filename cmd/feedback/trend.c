#include <stdlib.h>

#include "attendance.h"
#include "feedback.h"
#include "rating.h"
#include "series.h"
#include "xalloc.h"

static const table_want want[TABLE_COUNT] = {
	[TABLE_PEOPLE] = ATTENDANCE_PEOPLE,
	[TABLE_FEEDBACK] = TABLE_WANT_ALL,
	[TABLE_TRIES] = TABLE_WANT_ALL,
};

static const struct out_column columns[] = { { "session", OUT_TEXT, false },
	{ "present", OUT_NUMBER, false }, { "answers", OUT_NUMBER, false },
	{ "rate", OUT_NUMBER, false }, { "rating", OUT_NUMBER, false },
	{ "tried", OUT_TEXT, false }, { "verdict", OUT_TEXT, false },
	{ "change", OUT_NUMBER, false } };

/* The medians so far. */
struct trend {
	double *median; /* 0: nobody rated */
	size_t n;
};

static size_t
count_answers(struct table *t)
{
	size_t i, n = 0;

	for (i = 0; i < t->nrec; i++)
		n += !table_is_dropped(t, i);
	return n;
}

static size_t
count_present(struct session *s)
{
	struct handles h = { 0 };
	size_t n;

	attendance_add(s, &h);
	n = h.n;
	handles_release(&h);
	return n;
}

/* A column of all tries, joined by `; `. */
static void
print_joined(struct table *tries, int col, struct out *o)
{
	struct buf b = BUF_INIT;
	struct str s;
	size_t i, rec;

	for (i = 0; i < tries->nrec; i++) {
		rec = table_order(tries)[i];
		s = table_get(tries, rec, col);
		if (table_is_dropped(tries, rec) || s.n == 0)
			continue;
		buf_addz(&b, b.n > 0 ? "; " : "");
		buf_add(&b, s);
	}
	out_text(o, buf_str(&b));
	buf_release(&b);
}

/* Against the last session that was rated. */
static void
print_change(const struct trend *tr, double median, struct out *o)
{
	size_t i = tr->n;

	while (i > 0 && tr->median[i - 1] == 0)
		i--;
	if (median == 0 || i == 0)
		out_text(o, (struct str){ NULL, 0 });
	else
		rating_print(o, median - tr->median[i - 1]);
}

static void
print_session(
    struct trend *tr, struct session *s, struct str name, struct out *o)
{
	struct table *answers = s->table[TABLE_FEEDBACK];
	size_t present = count_present(s), n = count_answers(answers);
	struct rating r;
	bool rated = rating_read(answers, &r) > 0;

	out_text(o, name);
	out_number(o, (long long)present);
	out_number(o, (long long)n);
	if (present > 0)
		out_real(o, (double)n / (double)present, 2);
	else
		out_text(o, (struct str){ NULL, 0 });
	if (rated)
		rating_print(o, r.median);
	else
		out_text(o, (struct str){ NULL, 0 });
	print_joined(s->table[TABLE_TRIES], TRIES_IDEA, o);
	print_joined(s->table[TABLE_TRIES], TRIES_VERDICT, o);
	print_change(tr, rated ? r.median : 0, o);
	tr->median[tr->n++] = rated ? r.median : 0;
}

/* A bar for each session, from 1 to 10. */
static void
print_spark(const struct trend *tr)
{
	static const char *const bars[] = { "\u2581", "\u2582", "\u2583",
		"\u2584", "\u2585", "\u2586", "\u2587", "\u2588" };
	struct buf b = BUF_INIT;
	bool any = false;
	size_t i;

	for (i = 0; i < tr->n; i++) {
		any = any || tr->median[i] > 0;
		if (tr->median[i] == 0)
			buf_addc(&b, ' ');
		else
			buf_addz(&b,
			    bars[(size_t)((tr->median[i] - 1) / 9 * 7 + 0.5)]);
	}
	if (any)
		printf("rating  %s\n", buf_z(&b));
	buf_release(&b);
}

static int
print_series(struct cli *c, const struct series *se, struct trend *tr)
{
	enum out_format format;
	struct session s;
	struct out o;
	size_t i;

	if (cli_format(c, &format) == -1 || cli_list(c, &o, columns, 8) == -1)
		return -1;
	for (i = 0; i < se->n; i++) {
		if (series_load(se, i, &s, want, &c->err) == -1) {
			out_release(&o);
			return -1;
		}
		cli_report_session(c, &s);
		print_session(tr, &s, series_name(se, i), &o);
		session_release(&s);
	}
	if (out_end(&o, &c->err) == -1)
		return -1;
	if (format == OUT_TABLE && !cli_given(c, "no-header"))
		print_spark(tr);
	return 0;
}

int
feedback_trend(struct cli *c)
{
	struct trend tr = { 0 };
	struct series se;
	int rc;

	if (c->noperand == 0 && cli_find(c) == -1)
		return cli_fail(c);
	rc = c->noperand > 0 ? series_at(&se, c->operand[0], &c->err)
			     : series_of(&se, &c->session, &c->err);
	if (rc == -1)
		return cli_fail(c);
	tr.median = xalloc(se.n, sizeof(*tr.median));
	rc = print_series(c, &se, &tr);
	free(tr.median);
	series_release(&se);
	return rc == -1 ? cli_fail(c) : EXIT_YES;
}
