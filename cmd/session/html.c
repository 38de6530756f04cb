#include "chart.h"
#include "formats.h"
#include "link.h"
#include "out.h"
#include "style.h"
#include "utf8.h"

struct html {
	const struct paper *p;
	int level;   /* of the heading that what is under way is below */
	size_t made; /* ids that were given */
	struct buf *b;
};

enum { LEVEL_MAX = 6, DEPTH_MAX = 5, CONTENTS_MIN = 4, LONG = 20 };

/* ---- texts */

static void
add_plain(struct buf *b, struct str s)
{
	struct str line;
	bool more = false;

	while (str_split(&s, '\n', &line)) {
		buf_addz(b, more ? "<br>" : "");
		out_add_html(b, line);
		more = true;
	}
}

/* An address of the web leads there. */
static void
add_text(struct html *h, struct str s)
{
	struct str link;

	s = str_trim(s);
	while ((link = link_find(s)).n > 0) {
		add_plain(h->b, str_upto(s, (size_t)(link.p - s.p)));
		if (link_is_safe(link)) {
			buf_addz(h->b, "<a rel=\"noreferrer\" href=\"");
			out_add_html(h->b, link);
			buf_addz(h->b, "\">");
		}
		out_add_html(h->b, link);
		buf_addz(h->b, link_is_safe(link) ? "</a>" : "");
		s = link_behind(s, link);
	}
	add_plain(h->b, s);
}

/* Of whichever direction the text is, what is around it stays. */
static void
add_element(struct html *h, const char *name, const char *class, struct str s)
{
	buf_addf(h->b, "<%s", name);
	if (class != NULL)
		buf_addf(h->b, " class=\"%s\"", class);
	buf_addz(h->b, " dir=\"auto\">");
	add_text(h, s);
	buf_addf(h->b, "</%s>\n", name);
}

static void
add_box(struct html *h, unsigned flags)
{
	if ((flags & PAPER_BOX) == 0)
		return;
	buf_addz(h->b,
	    (flags & PAPER_DONE) != 0 ? "<span class=\"box done\" role=\"img\" "
					"aria-label=\"done:\"></span>"
				      : "<span class=\"box\" role=\"img\" "
					"aria-label=\"to do:\"></span>");
}

/* ---- facts */

static bool
is_fact(const struct paper *p, size_t i, bool clock)
{
	return p->part[i].kind == PAPER_FACT && paper_shows(p, i) &&
	    ((p->part[i].flags & PAPER_CLOCK) != 0) == clock;
}

static void
add_facts(struct html *h, size_t in)
{
	const struct paper *p = h->p;
	bool any = false;
	size_t i;

	for (i = in + 1; i < p->part[in].end; i = paper_next(p, i)) {
		if (!is_fact(p, i, false))
			continue;
		buf_addf(h->b, "%s<div><dt>%s</dt><dd dir=\"auto\">",
		    any ? "" : "<dl>\n", p->part[i].label);
		add_text(h, p->part[i].text);
		buf_addz(h->b, "</dd></div>\n");
		any = true;
	}
	buf_addz(h->b, any ? "</dl>\n" : "");
}

/* The time that stands in front of an entry. */
static void
add_clock(struct html *h, size_t entry)
{
	const struct paper *p = h->p;
	size_t i;

	for (i = entry + 1; i < p->part[entry].end; i = paper_next(p, i))
		if (is_fact(p, i, true)) {
			buf_addz(h->b, "<span class=\"clock\">");
			add_text(h, p->part[i].text);
			buf_addz(h->b, "</span>");
		}
}

/* ---- lists */

static void
add_more(struct html *h, size_t table, size_t row)
{
	const struct paper_part *part = &h->p->part[table];
	bool any = false;
	size_t c;
	struct str s;

	for (c = 0; c < part->ncolumn; c++) {
		s = paper_cell_of(h->p, row, c)->text;
		if ((part->column[c].flags &
			(PAPER_DATA | PAPER_UNDER | PAPER_HEAD)) != 0 ||
		    s.n == 0)
			continue;
		buf_addz(
		    h->b, any ? ", " : " <span class=\"more\">\xe2\x80\x93 ");
		buf_addz(h->b, "<bdi>");
		add_text(h, s);
		buf_addz(h->b, "</bdi>");
		any = true;
	}
	buf_addz(h->b, any ? "</span>" : "");
}

/* What stands below a row. */
static void
add_under(struct html *h, size_t table, size_t row)
{
	const struct paper_part *part = &h->p->part[table];
	size_t c;
	struct str s;

	for (c = 0; c < part->ncolumn; c++) {
		s = paper_cell_of(h->p, row, c)->text;
		if ((part->column[c].flags & PAPER_UNDER) == 0 || s.n == 0)
			continue;
		buf_addz(h->b, "<div class=\"under\" dir=\"auto\">");
		if (part->column[c].label[0] != '\0')
			buf_addf(h->b, "%s: ", part->column[c].label);
		add_text(h, s);
		buf_addz(h->b, "</div>");
	}
}

static struct str
head_of(const struct paper *p, size_t table, size_t row)
{
	const struct paper_part *part = &p->part[table];
	size_t c;

	for (c = 0; c < part->ncolumn; c++)
		if ((part->column[c].flags & PAPER_HEAD) != 0)
			return paper_cell_of(p, row, c)->text;
	return (struct str){ NULL, 0 };
}

static void
add_list(struct html *h, size_t table)
{
	const struct paper *p = h->p;
	size_t row = table + 1;

	buf_addz(h->b,
	    (p->part[row].flags & PAPER_BOX) != 0 ? "<ul class=\"boxes\">\n"
						  : "<ul>\n");
	for (; row < p->part[table].end; row = paper_next(p, row)) {
		buf_addz(h->b, "<li>");
		add_box(h, p->part[row].flags);
		buf_addz(h->b, "<bdi>");
		add_text(h, head_of(p, table, row));
		buf_addz(h->b, "</bdi>");
		add_more(h, table, row);
		add_under(h, table, row);
		buf_addz(h->b, "</li>\n");
	}
	buf_addz(h->b, "</ul>\n");
}

/* ---- tables */

static bool
is_beside(const struct paper *p, size_t table, size_t c)
{
	return (p->part[table].column[c].flags & PAPER_UNDER) == 0 &&
	    paper_column_shows(p, table, c);
}

static struct str
label_of(const struct paper_column *c)
{
	return c->text.n > 0 ? c->text : str_of(c->label);
}

static void
add_header(struct html *h, size_t table)
{
	const struct paper_part *part = &h->p->part[table];
	size_t c;

	buf_addz(h->b, "<thead role=\"rowgroup\"><tr role=\"row\">");
	for (c = 0; c < part->ncolumn; c++) {
		if (!is_beside(h->p, table, c))
			continue;
		buf_addf(h->b, "<th role=\"columnheader\" scope=\"col\"%s>",
		    (part->column[c].flags & PAPER_NUMBER) != 0 ? " class=\"n\""
								: "");
		out_add_html(h->b, label_of(&part->column[c]));
		buf_addz(h->b, "</th>");
	}
	buf_addz(h->b, "</tr></thead>\n");
}

/* Whether a word is so long that it must be broken anywhere. */
static bool
has_long_word(struct str s)
{
	struct str line, word;

	while (str_split(&s, '\n', &line))
		while (str_split(&line, ' ', &word))
			if (utf8_width(word) > LONG)
				return true;
	return false;
}

static void
add_head_cell(struct html *h, size_t table, size_t row, struct str s)
{
	int depth = h->p->part[row].level;

	buf_addf(h->b,
	    "<th role=\"rowheader\" scope=\"row\" dir=\"auto\" "
	    "class=\"d%d%s\">",
	    depth < DEPTH_MAX ? depth : DEPTH_MAX,
	    has_long_word(s) ? " long" : "");
	add_box(h, h->p->part[row].flags);
	add_text(h, s);
	add_under(h, table, row);
	buf_addz(h->b, "</th>");
}

static const char *
class_of(const struct paper_column *c, struct str s)
{
	if ((c->flags & PAPER_NUMBER) != 0)
		return " class=\"n\"";
	if ((c->flags & PAPER_PENCIL) != 0)
		return " class=\"write\"";
	if ((c->flags & PAPER_CHOICE) != 0)
		return " class=\"tick\"";
	return has_long_word(s) ? " class=\"long\"" : "";
}

static void
add_cell(struct html *h, const struct paper_column *c, struct str s)
{
	buf_addz(h->b, "<td role=\"cell\" dir=\"auto\"");
	buf_addz(h->b, class_of(c, s));
	if (label_of(c).n > 0) {
		buf_addz(h->b, " data-label=\"");
		out_add_html(h->b, label_of(c));
		buf_addc(h->b, '"');
	}
	buf_addc(h->b, '>');
	if ((c->flags & PAPER_CHOICE) != 0)
		add_box(h, PAPER_BOX);
	add_text(h, s);
	buf_addz(h->b, "</td>");
}

static void
add_row(struct html *h, size_t table, size_t row)
{
	const struct paper_part *part = &h->p->part[table];
	struct str s;
	size_t c;

	buf_addf(h->b, "<tr role=\"row\"%s>",
	    (h->p->part[row].flags & PAPER_STRONG) != 0 ? " class=\"sum\""
							: "");
	for (c = 0; c < part->ncolumn; c++) {
		if (!is_beside(h->p, table, c))
			continue;
		s = paper_cell_of(h->p, row, c)->text;
		if ((part->column[c].flags & PAPER_HEAD) != 0)
			add_head_cell(h, table, row, s);
		else
			add_cell(h, &part->column[c], s);
	}
	buf_addz(h->b, "</tr>\n");
}

static bool
has_pencil(const struct paper_part *part)
{
	size_t c;

	for (c = 0; c < part->ncolumn; c++)
		if ((part->column[c].flags & PAPER_PENCIL) != 0)
			return true;
	return false;
}

static void
add_table(struct html *h, size_t table)
{
	const struct paper_part *part = &h->p->part[table];
	size_t row;

	buf_addf(h->b, "<table role=\"table\"%s>\n",
	    has_pencil(part) ? " class=\"pencil\"" : "");
	if (part->label[0] != '\0')
		buf_addf(h->b, "<caption>%s</caption>\n", part->label);
	add_header(h, table);
	buf_addz(h->b, "<tbody role=\"rowgroup\">\n");
	for (row = table + 1; row < part->end; row = paper_next(h->p, row))
		add_row(h, table, row);
	buf_addz(h->b, "</tbody>\n</table>\n");
}

/* ---- charts */

static const char *
caption_of(enum paper_chart chart)
{
	static const char *const captions[] = {
		[PAPER_NO_CHART] = "",
		[PAPER_SPANS] = "<figcaption><span class=\"key\">planned"
				"</span><span class=\"key real\">taken</span>"
				"</figcaption>\n",
		[PAPER_SHARES] = "",
		[PAPER_TREND] = "<figcaption>The median rating, from the "
				"lowest to the highest, of each session"
				"</figcaption>\n",
	};

	return captions[chart];
}

static void
add_chart(struct html *h, size_t table)
{
	struct buf id = BUF_INIT;

	if (!chart_is_drawn(h->p, table))
		return;
	buf_addf(&id, "chart-%zu", ++h->made);
	buf_addz(h->b, "<figure>\n");
	buf_addz(h->b, caption_of(h->p->part[table].chart));
	chart_add(h->p, table, buf_z(&id), h->b);
	buf_addz(h->b, "</figure>\n");
	buf_release(&id);
}

/* ---- parts */

static void put_parts(struct html *h, size_t in);

static int
heading_level(const struct html *h, int below)
{
	int level = h->level + 1 + below;

	return level < LEVEL_MAX ? level : LEVEL_MAX;
}

static void
put_table(struct html *h, size_t i)
{
	const struct paper_part *part = &h->p->part[i];
	int level = heading_level(h, 0);

	/* A tall chart would leave half a sheet of paper empty before it. */
	if (part->chart != PAPER_SPANS)
		add_chart(h, i);
	if ((part->flags & PAPER_LIST) == 0)
		add_table(h, i);
	if (part->chart == PAPER_SPANS)
		add_chart(h, i);
	if ((part->flags & PAPER_LIST) == 0)
		return;
	if (part->label[0] != '\0')
		buf_addf(h->b, "<h%d class=\"cap\">%s</h%d>\n", level,
		    part->label, level);
	add_list(h, i);
}

/* A section's name in the page: those that a contents list leads to. */
static void
add_name(struct html *h, const char *before, size_t i)
{
	if (h->p->part[i].key != NULL)
		buf_addf(h->b, "%s%s\"", before, h->p->part[i].key);
}

static void
put_section(struct html *h, size_t i)
{
	const struct paper_part *part = &h->p->part[i];
	int level = heading_level(h, 0);

	buf_addz(h->b, "<section");
	add_name(h, " id=\"", i);
	add_name(h, " aria-labelledby=\"h-", i);
	buf_addf(h->b, "%s>\n<h%d",
	    (part->flags & PAPER_NEWPAGE) != 0 ? " class=\"newpage\"" : "",
	    level);
	add_name(h, " id=\"h-", i);
	buf_addz(h->b, " dir=\"auto\">");
	add_text(h, paper_heading(part));
	buf_addf(h->b, "</h%d>\n", level);
	h->level++;
	add_facts(h, i);
	put_parts(h, i);
	h->level--;
	buf_addz(h->b, "</section>\n");
}

static void
put_entry(struct html *h, size_t i)
{
	const struct paper_part *part = &h->p->part[i];
	int level = heading_level(h, part->level);

	buf_addf(h->b, "<article class=\"l%d\">\n<h%d dir=\"auto\">",
	    part->level < DEPTH_MAX ? part->level : DEPTH_MAX, level);
	add_clock(h, i);
	add_box(h, part->flags);
	if (part->label != NULL)
		buf_addf(h->b, "%s: ", part->label);
	add_text(h, part->text);
	buf_addf(h->b, "</h%d>\n", level);
	h->level++;
	add_facts(h, i);
	put_parts(h, i);
	h->level--;
	buf_addz(h->b, "</article>\n");
}

static void
put_text(struct html *h, size_t i)
{
	const struct paper_part *part = &h->p->part[i];

	if ((part->flags & PAPER_SAID) != 0)
		add_element(h, "blockquote", NULL, part->text);
	else if ((part->flags & PAPER_ASIDE) != 0)
		add_element(h, "p", "aside", part->text);
	else if ((part->flags & PAPER_SMALL) != 0)
		add_element(h, "p", "small", part->text);
	else
		add_element(h, "p", NULL, part->text);
}

static void
put_lines(struct html *h, size_t i)
{
	int n;

	buf_addz(h->b, "<div class=\"lines\">");
	for (n = 0; n < h->p->part[i].level; n++)
		buf_addz(h->b, "<div></div>");
	buf_addz(h->b, "</div>\n");
}

static void
put_parts(struct html *h, size_t in)
{
	static void (*const put[])(struct html *, size_t) = {
		[PAPER_SECTION] = put_section,
		[PAPER_ARRAY] = put_parts,
		[PAPER_ENTRY] = put_entry,
		[PAPER_TEXT] = put_text,
		[PAPER_TABLE] = put_table,
		[PAPER_LINES] = put_lines,
	};
	size_t i;

	for (i = in + 1; i < h->p->part[in].end; i = paper_next(h->p, i))
		if (h->p->part[i].kind != PAPER_FACT && paper_shows(h->p, i))
			put[h->p->part[i].kind](h, i);
}

/* ---- the page */

static bool
is_listed(const struct paper *p, size_t i)
{
	return p->part[i].kind == PAPER_SECTION && p->part[i].key != NULL &&
	    paper_shows(p, i);
}

static void
add_contents(struct html *h)
{
	const struct paper *p = h->p;
	size_t i, n = 0;

	for (i = 1; i < p->part[0].end; i = paper_next(p, i))
		n += is_listed(p, i);
	if (n < CONTENTS_MIN)
		return;
	buf_addz(h->b, "<nav aria-label=\"Contents\">\n<ul>\n");
	for (i = 1; i < p->part[0].end; i = paper_next(p, i)) {
		if (!is_listed(p, i))
			continue;
		buf_addf(h->b, "<li><a href=\"#%s\">", p->part[i].key);
		out_add_html(h->b, paper_heading(&p->part[i]));
		buf_addz(h->b, "</a></li>\n");
	}
	buf_addz(h->b, "</ul>\n</nav>\n");
}

static void
add_head(struct html *h)
{
	const struct paper_part *root = &h->p->part[0];

	buf_addz(h->b,
	    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
	    "<meta charset=\"utf-8\">\n"
	    "<meta http-equiv=\"Content-Security-Policy\" "
	    "content=\"default-src 'none'; style-src 'unsafe-inline'; "
	    "base-uri 'none'; form-action 'none'\">\n"
	    "<meta name=\"viewport\" "
	    "content=\"width=device-width, initial-scale=1\">\n"
	    "<meta name=\"color-scheme\" content=\"light dark\">\n"
	    "<meta name=\"referrer\" content=\"no-referrer\">\n<title>");
	out_add_html(h->b, root->text);
	buf_addf(h->b, " \xe2\x80\x93 %s</title>\n<style>\n", root->label);
	style_add(h->b);
	buf_addz(h->b, "</style>\n</head>\n");
}

void
html_print(const struct paper *p, struct buf *b)
{
	struct html h = { .p = p, .level = 1, .b = b };

	add_head(&h);
	buf_addf(b, "<body class=\"%s\">\n<header>\n<p class=\"kind\">%s</p>\n",
	    p->part[0].key, p->part[0].label);
	add_element(&h, "h1", NULL, p->part[0].text);
	add_facts(&h, 0);
	buf_addz(b, "</header>\n");
	add_contents(&h);
	buf_addz(b, "<main>\n");
	put_parts(&h, 0);
	buf_addz(b, "</main>\n</body>\n</html>\n");
}
