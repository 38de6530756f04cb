/*
 * stats: plan against actual over the series.
 */
#include "agenda.h"
#include "past.h"

static const struct out_column columns[] = { { "what", OUT_TEXT, false },
	{ "n", OUT_NUMBER, false }, { "planned", OUT_NUMBER, false },
	{ "actual", OUT_NUMBER, false }, { "ratio", OUT_NUMBER, false },
	{ "title", OUT_TEXT, true } };

enum { COLUMNS = sizeof(columns) / sizeof(columns[0]), TITLE = COLUMNS - 1 };

static void
put_group(struct out *o, const struct past_group *g)
{
	struct buf what = BUF_INIT;
	double ratio = past_ratio(g);

	if (g->kind)
		buf_addz(&what, "kind:");
	buf_add(&what, g->what);
	out_text(o, buf_str(&what));
	out_number(o, (long long)g->n);
	out_number(o, past_planned(g));
	out_number(o, past_actual(g));
	if (ratio >= 0)
		out_real(o, ratio, 2);
	else
		out_text(o, (struct str){ NULL, 0 });
	out_text(o, g->title);
	buf_release(&what);
}

static void
put_groups(struct out *o, const struct past *past, bool kinds)
{
	size_t i;

	for (i = 0; i < past->n; i++)
		if (past->group[i].kind == kinds)
			put_group(o, &past->group[i]);
}

/* The listing for people has the titles too. */
static int
print_past(struct cli *c, const struct past *past)
{
	struct out_column shown[COLUMNS];
	enum out_format format;
	struct out o;

	memcpy(shown, columns, sizeof(columns));
	if (cli_format(c, &format) == 0 && format == OUT_TABLE)
		shown[TITLE].hidden = false;
	if (cli_list(c, &o, shown, COLUMNS) == -1)
		return -1;
	put_groups(&o, past, true);
	put_groups(&o, past, false);
	return out_end(&o, &c->err);
}

int
stats_verb(struct cli *c)
{
	static const table_want none[TABLE_COUNT] = { 0 };
	struct buf series = BUF_INIT;
	struct past past = { .n = 0 };
	int rc = c->noperand > 0 ? 0 : cli_read(c, none);

	if (rc == 0) {
		agenda_series(c, cli_operand(c, 0), &series);
		rc = past_read(&past, c, buf_z(&series));
	}
	if (rc == 0)
		rc = print_past(c, &past);
	past_release(&past);
	buf_release(&series);
	return rc == -1 ? cli_fail(c) : EXIT_YES;
}
