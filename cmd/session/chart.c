#include <stdlib.h>

#include "chart.h"
#include "out.h"
#include "utf8.h"
#include "xalloc.h"

enum {
	LABEL_WIDTH = 40, /* columns of text that fit a phone */
	LABEL = 15,	  /* pixels of a line of text */
	BAR = 6,	  /* pixels of a thin bar */
	THICK = 26,	  /* and of one with text in it */
	GAP = 10,
	HEIGHT = 150, /* of the trend's plot */
	COLOURS = 5,  /* that positions have; one more for what is none */
	RATING_MAX = 10
};

struct chart {
	const struct paper *p;
	size_t table;
	size_t column[3], ncolumn; /* those that are plotted */
	struct buf *b;
};

/* ---- values */

static size_t
next_row(const struct chart *c, size_t row)
{
	return paper_next(c->p, row);
}

static bool
is_row(const struct chart *c, size_t row)
{
	return row < c->p->part[c->table].end;
}

static const struct paper_part *
value_of(const struct chart *c, size_t row, size_t k)
{
	return paper_cell_of(c->p, row, c->column[k]);
}

static bool
is_set(const struct paper_part *cell)
{
	return (cell->flags & PAPER_NUMBER) != 0;
}

/* Whether a row has a value in any plotted column, and sums up no others. */
static bool
is_plotted(const struct chart *c, size_t row)
{
	size_t k;

	if ((c->p->part[row].flags & PAPER_STRONG) != 0)
		return false;
	for (k = 0; k < c->ncolumn; k++)
		if (is_set(value_of(c, row, k)))
			return true;
	return false;
}

static bool
read_chart(struct chart *c, const struct paper *p, size_t table)
{
	const struct paper_part *part = &p->part[table];
	size_t i;

	*c = (struct chart){ .p = p, .table = table };
	for (i = 0; i < part->ncolumn && c->ncolumn < 3; i++)
		if ((part->column[i].flags & PAPER_PLOT) != 0)
			c->column[c->ncolumn++] = i;
	for (i = table + 1; is_row(c, i); i = next_row(c, i))
		if (is_plotted(c, i))
			return part->chart != PAPER_NO_CHART;
	return false;
}

bool
chart_is_drawn(const struct paper *p, size_t table)
{
	struct chart c;

	return read_chart(&c, p, table);
}

static struct str
head_of(const struct chart *c, size_t row)
{
	const struct paper_part *part = &c->p->part[c->table];
	size_t i;

	for (i = 0; i < part->ncolumn; i++)
		if ((part->column[i].flags & PAPER_HEAD) != 0)
			return paper_cell_of(c->p, row, i)->text;
	return (struct str){ NULL, 0 };
}

/* ---- SVG */

/* A text's first line, cut to a width. */
static void
add_cut(struct buf *b, struct str s, size_t width)
{
	struct buf visible = BUF_INIT;
	struct str fit;

	utf8_add_visible(&visible, str_upto(s, str_find(s, '\n')));
	fit = utf8_cut(buf_str(&visible), width);
	out_add_html(b, fit);
	if (fit.n < visible.n)
		buf_addz(b, "\xe2\x80\xa6");
	buf_release(&visible);
}

static void
begin_svg(struct chart *c, const char *id, const char *about, int height)
{
	buf_addf(c->b,
	    "<svg class=\"chart\" role=\"img\" width=\"100%%\" height=\"%d\" "
	    "aria-labelledby=\"%s-t %s-d\">\n"
	    "<title id=\"%s-t\">",
	    height, id, id, id);
	out_add_html(c->b, str_of(c->p->part[c->table].label));
	buf_addf(c->b, "</title>\n<desc id=\"%s-d\">%s</desc>\n", id, about);
}

static void
add_bar(struct buf *b, const char *class, double x, double y, double width,
    int height)
{
	buf_addf(b,
	    "<rect class=\"%s\" x=\"%.2f%%\" y=\"%.1f\" width=\"%.2f%%\" "
	    "height=\"%d\"/>\n",
	    class, x, y, width, height);
}

static void
begin_text(struct buf *b, const char *class, double x, double y)
{
	buf_addf(b, "<text class=\"%s\" x=\"%.2f%%\" y=\"%.1f\">", class, x, y);
}

static void
end_text(struct buf *b)
{
	buf_addz(b, "</text>\n");
}

/* ---- spans: what was planned of each row, and what it took */

static double
longest(const struct chart *c)
{
	double most = 1;
	size_t row, k;

	for (row = c->table + 1; is_row(c, row); row = next_row(c, row))
		for (k = 0; is_plotted(c, row) && k < c->ncolumn; k++)
			if (value_of(c, row, k)->number > most)
				most = value_of(c, row, k)->number;
	return most;
}

/* `10m, 12m30s`, in the row's line. */
static void
add_values(struct chart *c, size_t row)
{
	bool any = false;
	size_t k;

	buf_addz(c->b, "<tspan class=\"small\"> ");
	for (k = 0; k < c->ncolumn; k++) {
		if (!is_set(value_of(c, row, k)))
			continue;
		buf_addz(c->b, any ? " \xe2\x86\x92 " : "");
		out_add_html(c->b, value_of(c, row, k)->text);
		any = true;
	}
	buf_addz(c->b, "</tspan>");
}

static void
add_spans(struct chart *c, const char *id)
{
	static const char *const classes[] = { "plan", "real", "real" };
	double most = longest(c);
	size_t row, k, n = 0;
	int y;

	for (row = c->table + 1; is_row(c, row); row = next_row(c, row))
		n += is_plotted(c, row);
	begin_svg(c, id,
	    "Two bars for each item: above what was planned, below what it "
	    "took.",
	    (int)n * (LABEL + 2 * BAR + GAP));
	n = 0;
	for (row = c->table + 1; is_row(c, row); row = next_row(c, row)) {
		if (!is_plotted(c, row))
			continue;
		y = (int)n++ * (LABEL + 2 * BAR + GAP);
		begin_text(c->b, "label", 0, y + LABEL - 4);
		add_cut(c->b, head_of(c, row), LABEL_WIDTH - 14);
		add_values(c, row);
		end_text(c->b);
		for (k = 0; k < c->ncolumn; k++)
			if (is_set(value_of(c, row, k)))
				add_bar(c->b, classes[k], 0,
				    y + LABEL + (int)k * BAR,
				    100 * value_of(c, row, k)->number / most,
				    BAR - 1);
	}
}

/* ---- shares: how a column's sum is made up of its rows */

static double
sum_of(const struct chart *c, size_t k)
{
	double sum = 0;
	size_t row;

	for (row = c->table + 1; is_row(c, row); row = next_row(c, row))
		if (is_plotted(c, row))
			sum += value_of(c, row, k)->number;
	return sum;
}

/* What stands in a bar must fit it on a phone. */
static void
add_share_label(
    struct chart *c, size_t row, double n, double x, double share, double y)
{
	size_t width = (size_t)(share * LABEL_WIDTH / 100);

	if (width < 2)
		return;
	begin_text(c->b, "in", x, y + THICK - 9);
	buf_addf(c->b, "%.0f", n);
	if (width > 5) {
		buf_addc(c->b, ' ');
		add_cut(c->b, head_of(c, row), width - 4);
	}
	end_text(c->b);
}

static void
add_stack(struct chart *c, size_t k, double y)
{
	double x = 0, sum = sum_of(c, k), share;
	char class[sizeof("share c0")];
	size_t row, n = 0;

	for (row = c->table + 1; is_row(c, row); row = next_row(c, row)) {
		share = sum > 0 ? 100 * value_of(c, row, k)->number / sum : 0;
		memcpy(class, "share c0", sizeof(class));
		if ((c->p->part[row].flags & PAPER_SMALL) != 0)
			class[sizeof(class) - 2] = '0' + COLOURS;
		else
			class[sizeof(class) - 2] = (char)('0' + n++ % COLOURS);
		if (share <= 0)
			continue;
		add_bar(c->b, class, x, y, share, THICK);
		add_share_label(
		    c, row, value_of(c, row, k)->number, x + 1, share, y);
		x += share;
	}
}

static void
add_shares(struct chart *c, const char *id)
{
	const struct paper_column *column;
	int top = c->ncolumn > 1 ? LABEL : 0;
	size_t k;

	begin_svg(c, id, "A bar, divided by how many took each position.",
	    (int)c->ncolumn * (top + THICK + GAP / 2));
	for (k = 0; k < c->ncolumn; k++) {
		double y = (double)k * (top + THICK + GAP / 2);

		column = &c->p->part[c->table].column[c->column[k]];
		if (top > 0) {
			begin_text(c->b, "small", 0, y + LABEL - 4);
			out_add_html(c->b, column->text);
			end_text(c->b);
		}
		add_stack(c, k, y + top);
	}
}

/* ---- trend: low, middle and high of each row, from 1 to 10 */

static double
height_of(double rating)
{
	return LABEL + (RATING_MAX - rating) * HEIGHT / (RATING_MAX - 1);
}

static void
add_line(struct buf *b, const char *class, double x1, double y1, double x2,
    double y2)
{
	buf_addf(b,
	    "<line class=\"%s\" x1=\"%.2f%%\" y1=\"%.1f\" x2=\"%.2f%%\" "
	    "y2=\"%.1f\"/>\n",
	    class, x1, y1, x2, y2);
}

static void
add_scale(struct chart *c)
{
	static const int marks[] = { 1, 4, 7, RATING_MAX };
	size_t i;

	for (i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
		add_line(c->b, "grid", 0, height_of(marks[i]), 100,
		    height_of(marks[i]));
		begin_text(c->b, "small", 0, height_of(marks[i]) - 3);
		buf_addf(c->b, "%d", marks[i]);
		end_text(c->b);
	}
}

/* One session: how far the ratings went apart, and the middle. */
static void
add_point(struct chart *c, size_t row, double x, bool labelled)
{
	double middle = height_of(value_of(c, row, 1)->number);

	add_line(c->b, "range", x, height_of(value_of(c, row, 0)->number), x,
	    height_of(value_of(c, row, 2)->number));
	buf_addf(c->b,
	    "<circle class=\"dot\" cx=\"%.2f%%\" cy=\"%.1f\" r=\"5\"/>\n", x,
	    middle);
	if (!labelled)
		return;
	begin_text(c->b, "mid", x, middle - 9);
	out_add_html(c->b, value_of(c, row, 1)->text);
	end_text(c->b);
	begin_text(c->b, "mid small", x, LABEL + HEIGHT + LABEL + 4);
	add_cut(c->b, head_of(c, row), 9);
	end_text(c->b);
}

static void
add_trend(struct chart *c, const char *id)
{
	size_t row, n = 0, i = 0, every;
	double x, before = 0, last = 0;

	for (row = c->table + 1; is_row(c, row); row = next_row(c, row))
		n += is_plotted(c, row);
	every = n / 5 + 1;
	begin_svg(c, id,
	    "A dot for each session at its median rating, on a line from the "
	    "lowest to the highest.",
	    HEIGHT + 3 * LABEL);
	add_scale(c);
	for (row = c->table + 1; is_row(c, row); row = next_row(c, row)) {
		if (!is_plotted(c, row))
			continue;
		x = 6 + 90 * ((double)i + 0.5) / (double)n;
		if (i > 0)
			add_line(c->b, "trend", before, last, x,
			    height_of(value_of(c, row, 1)->number));
		before = x;
		last = height_of(value_of(c, row, 1)->number);
		add_point(c, row, x, (n - 1 - i++) % every == 0);
	}
}

void
chart_add(const struct paper *p, size_t table, const char *id, struct buf *b)
{
	static void (*const draw[])(struct chart *, const char *) = {
		[PAPER_SPANS] = add_spans,
		[PAPER_SHARES] = add_shares,
		[PAPER_TREND] = add_trend,
	};
	struct chart c;

	if (!read_chart(&c, p, table))
		return;
	c.b = b;
	draw[p->part[table].chart](&c, id);
	buf_addz(b, "</svg>\n");
}
