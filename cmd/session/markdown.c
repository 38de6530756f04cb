#include "formats.h"
#include "out.h"

struct markdown {
	const struct paper *p;
	int level; /* of the heading of what is under way */
	struct buf *b;
};

static void
add_repeated(struct buf *b, char c, int n)
{
	while (n-- > 0)
		buf_addc(b, c);
}

static void
blank_line(struct markdown *m)
{
	if (m->b->n > 1 && m->b->p[m->b->n - 2] != '\n')
		buf_addc(m->b, '\n');
}

static void
add_paragraph(struct markdown *m, struct str s)
{
	blank_line(m);
	out_add_md_line(m->b, s);
	buf_addc(m->b, '\n');
}

/* Our own words. */
static void
add_caption(struct markdown *m, const char *caption)
{
	if (caption[0] == '\0')
		return;
	blank_line(m);
	buf_addf(m->b, "**%s**\n", caption);
}

static const char *
box_of(unsigned flags)
{
	if ((flags & PAPER_BOX) == 0)
		return "";
	return (flags & PAPER_DONE) != 0 ? "\xe2\x98\x91 " : "\xe2\x98\x90 ";
}

/* ---- facts */

static bool
is_shown_fact(const struct paper *p, size_t i)
{
	return p->part[i].kind == PAPER_FACT && paper_shows(p, i) &&
	    (p->part[i].flags & PAPER_CLOCK) == 0;
}

static void
add_fact(struct markdown *m, size_t i)
{
	const struct paper_part *part = &m->p->part[i];

	if (part->label[0] != '\0')
		buf_addf(m->b, "**%s:** ", part->label);
	out_add_md(m->b, part->text);
}

static void
add_facts(struct markdown *m, size_t in)
{
	const struct paper *p = m->p;
	size_t i;

	blank_line(m);
	for (i = in + 1; i < p->part[in].end; i = paper_next(p, i)) {
		if (!is_shown_fact(p, i))
			continue;
		buf_addz(m->b, "- ");
		add_fact(m, i);
		buf_addc(m->b, '\n');
	}
}

/* Those of an entry, in one line. */
static void
add_facts_line(struct markdown *m, size_t in)
{
	const struct paper *p = m->p;
	bool any = false;
	size_t i;

	for (i = in + 1; i < p->part[in].end; i = paper_next(p, i)) {
		if (!is_shown_fact(p, i))
			continue;
		if (!any)
			blank_line(m);
		buf_addz(m->b, any ? "; " : "");
		add_fact(m, i);
		any = true;
	}
	buf_addz(m->b, any ? "\n" : "");
}

/* ---- lists */

static void
add_list_row(struct markdown *m, size_t table, size_t row)
{
	const struct paper_part *part = &m->p->part[table];
	unsigned flags = m->p->part[row].flags;
	size_t c, n = 0;
	struct str s;

	buf_addz(m->b, "- ");
	if ((flags & PAPER_BOX) != 0)
		buf_addz(m->b, (flags & PAPER_DONE) != 0 ? "[x] " : "[ ] ");
	for (c = 0; c < part->ncolumn; c++) {
		s = paper_cell_of(m->p, row, c)->text;
		if ((part->column[c].flags & PAPER_DATA) != 0 || s.n == 0)
			continue;
		if ((part->column[c].flags & PAPER_UNDER) != 0)
			buf_addz(m->b, "<br>");
		else
			buf_addz(m->b,
			    n == 0	 ? ""
				: n == 1 ? " \xe2\x80\x93 "
					 : ", ");
		(n++ == 0 ? out_add_md_line : out_add_md)(m->b, s);
	}
	buf_addc(m->b, '\n');
}

/* ---- tables */

static bool
is_beside(const struct paper *p, size_t table, size_t c)
{
	return (p->part[table].column[c].flags & PAPER_UNDER) == 0 &&
	    paper_column_shows(p, table, c);
}

/* What stands below the row goes below its head. */
static void
add_under(struct markdown *m, size_t table, size_t row)
{
	const struct paper_part *part = &m->p->part[table];
	struct str s;
	size_t c;

	for (c = 0; c < part->ncolumn; c++) {
		s = paper_cell_of(m->p, row, c)->text;
		if ((part->column[c].flags & PAPER_UNDER) == 0 || s.n == 0)
			continue;
		buf_addz(m->b, "<br>");
		if (part->column[c].label[0] != '\0')
			buf_addf(m->b, "*%s:* ", part->column[c].label);
		out_add_md(m->b, s);
	}
}

static void
add_cell(struct markdown *m, size_t table, size_t row, size_t c)
{
	unsigned column = m->p->part[table].column[c].flags;
	const struct paper_part *part = &m->p->part[row];
	struct str s = paper_cell_of(m->p, row, c)->text;
	bool strong =
	    (column & PAPER_HEAD) != 0 && (part->flags & PAPER_STRONG) != 0;

	if ((column & PAPER_CHOICE) != 0)
		buf_addz(m->b, "\xe2\x98\x90");
	if ((column & PAPER_HEAD) != 0) {
		for (int i = 0; i < part->level; i++)
			buf_addz(m->b, "&emsp;");
		buf_addz(m->b, box_of(part->flags));
	}
	s = str_trim(s);
	buf_addz(m->b, strong && s.n > 0 ? "**" : "");
	out_add_md(m->b, s);
	buf_addz(m->b, strong && s.n > 0 ? "**" : "");
	if ((column & PAPER_HEAD) != 0)
		add_under(m, table, row);
}

static void
add_label(struct markdown *m, const struct paper_column *c)
{
	if (c->text.n > 0)
		out_add_md(m->b, c->text);
	else
		buf_addz(m->b, c->label);
}

static void
add_header(struct markdown *m, size_t table)
{
	const struct paper_part *part = &m->p->part[table];
	size_t c;

	buf_addc(m->b, '|');
	for (c = 0; c < part->ncolumn; c++) {
		if (!is_beside(m->p, table, c))
			continue;
		buf_addc(m->b, ' ');
		add_label(m, &part->column[c]);
		buf_addz(m->b, " |");
	}
	buf_addz(m->b, "\n|");
	for (c = 0; c < part->ncolumn; c++)
		if (is_beside(m->p, table, c))
			buf_addz(m->b,
			    (part->column[c].flags & PAPER_NUMBER) != 0
				? " ---: |"
				: " --- |");
	buf_addc(m->b, '\n');
}

static void
add_row(struct markdown *m, size_t table, size_t row)
{
	size_t c;

	buf_addc(m->b, '|');
	for (c = 0; c < m->p->part[table].ncolumn; c++) {
		if (!is_beside(m->p, table, c))
			continue;
		buf_addc(m->b, ' ');
		add_cell(m, table, row, c);
		buf_addz(m->b, " |");
	}
	buf_addc(m->b, '\n');
}

static void
put_table(struct markdown *m, size_t i)
{
	const struct paper *p = m->p;
	bool list = (p->part[i].flags & PAPER_LIST) != 0;
	size_t row;

	if (list)
		add_caption(m, p->part[i].label);
	blank_line(m);
	if (!list)
		add_header(m, i);
	for (row = i + 1; row < p->part[i].end; row = paper_next(p, row))
		(list ? add_list_row : add_row)(m, i, row);
}

/* ---- parts */

static void put_parts(struct markdown *m, size_t in);

enum { LEVEL_MAX = 6 };

static void
add_heading(struct markdown *m, int level)
{
	blank_line(m);
	add_repeated(m->b, '#', level < LEVEL_MAX ? level : LEVEL_MAX);
	buf_addc(m->b, ' ');
}

static void
put_section(struct markdown *m, size_t i)
{
	add_heading(m, ++m->level);
	out_add_md_line(m->b, paper_heading(&m->p->part[i]));
	buf_addc(m->b, '\n');
	add_facts(m, i);
	put_parts(m, i);
	m->level--;
}

/* The time that stands in front of an entry. */
static void
add_clock(struct markdown *m, size_t entry)
{
	const struct paper *p = m->p;
	size_t i;

	for (i = entry + 1; i < p->part[entry].end; i = paper_next(p, i))
		if ((p->part[i].flags & PAPER_CLOCK) != 0 &&
		    paper_shows(p, i)) {
			out_add_md(m->b, p->part[i].text);
			buf_addc(m->b, ' ');
		}
}

static void
put_entry(struct markdown *m, size_t i)
{
	const struct paper_part *part = &m->p->part[i];

	add_heading(m, m->level + 1 + part->level);
	add_clock(m, i);
	buf_addz(m->b, box_of(part->flags));
	if (part->label != NULL)
		buf_addf(m->b, "%s: ", part->label);
	out_add_md_line(m->b, part->text);
	buf_addc(m->b, '\n');
	add_facts_line(m, i);
	put_parts(m, i);
}

static void
put_text(struct markdown *m, size_t i)
{
	const struct paper_part *part = &m->p->part[i];

	blank_line(m);
	if ((part->flags & PAPER_SAID) != 0)
		buf_addz(m->b, "> ");
	else if ((part->flags & (PAPER_ASIDE | PAPER_SMALL)) != 0)
		buf_addz(m->b, "> **Note:** ");
	out_add_md_line(m->b, part->text);
	buf_addc(m->b, '\n');
}

static void
put_lines(struct markdown *m, size_t i)
{
	int n;

	for (n = 0; n < m->p->part[i].level; n++) {
		blank_line(m);
		buf_addz(m->b, "\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\n");
	}
}

static void
put_parts(struct markdown *m, size_t in)
{
	static void (*const put[])(struct markdown *, size_t) = {
		[PAPER_SECTION] = put_section,
		[PAPER_ARRAY] = put_parts,
		[PAPER_ENTRY] = put_entry,
		[PAPER_TEXT] = put_text,
		[PAPER_TABLE] = put_table,
		[PAPER_LINES] = put_lines,
	};
	size_t i;

	for (i = in + 1; i < m->p->part[in].end; i = paper_next(m->p, i))
		if (m->p->part[i].kind != PAPER_FACT && paper_shows(m->p, i))
			put[m->p->part[i].kind](m, i);
}

void
markdown_print(const struct paper *p, struct buf *b)
{
	struct markdown m = { .p = p, .level = 1, .b = b };

	buf_addz(b, "# ");
	out_add_md_line(b, p->part[0].text);
	buf_addc(b, '\n');
	add_paragraph(&m, str_of(p->part[0].label));
	add_facts(&m, 0);
	put_parts(&m, 0);
}
