#include <stdlib.h>

#include "formats.h"
#include "utf8.h"
#include "wrap.h"
#include "xalloc.h"

enum {
	GAP = 2,    /* blanks between columns */
	NARROW = 8, /* columns of a table get no narrower */
	INDENT = 2, /* of what is in something else */
	PENCIL = 16 /* columns to write into */
};

struct text {
	const struct paper *p;
	size_t width, indent;
	struct buf *b;
};

static const char blanks[] = "                                ";

static void
add_blanks(struct buf *b, size_t n)
{
	for (; n > sizeof(blanks) - 1; n -= sizeof(blanks) - 1)
		buf_addz(b, blanks);
	buf_add(b, str_upto(str_of(blanks), n));
}

static void
add_repeated(struct buf *b, char c, size_t n)
{
	while (n-- > 0)
		buf_addc(b, c);
}

/* A paragraph in visible form: its first line behind `mark`, the others below
 * it. */
static void
add_lines(struct text *t, struct str mark, struct str visible)
{
	size_t own = utf8_width(mark), before = t->indent + own;
	size_t width = t->width > before + NARROW ? t->width - before : NARROW;
	struct str line;

	add_blanks(t->b, t->indent);
	buf_add(t->b, mark);
	buf_add(t->b, wrap_take(&visible, width));
	buf_addc(t->b, '\n');
	while (visible.n > 0) {
		line = wrap_take(&visible, width);
		add_blanks(t->b, line.n > 0 ? before : 0);
		buf_add(t->b, line);
		buf_addc(t->b, '\n');
	}
}

static void
add_text(struct text *t, const char *mark, struct str s)
{
	struct buf visible = BUF_INIT;

	wrap_add_visible(&visible, str_trim(s));
	add_lines(t, str_of(mark), buf_str(&visible));
	buf_release(&visible);
}

static void
blank_line(struct text *t)
{
	if (t->b->n > 1 && t->b->p[t->b->n - 2] != '\n')
		buf_addc(t->b, '\n');
}

static void
add_underlined(struct text *t, struct str heading, char line)
{
	size_t from = t->b->n, width;

	add_text(t, "", heading);
	width = utf8_width(str_upto(str_from(buf_str(t->b), from),
	    str_find(str_from(buf_str(t->b), from), '\n')));
	add_repeated(t->b, line, width);
	buf_addc(t->b, '\n');
}

/* ---- facts */

static bool
is_shown_fact(const struct paper *p, size_t i)
{
	return p->part[i].kind == PAPER_FACT && paper_shows(p, i);
}

/* The facts of a part that are not a clock, below one another. */
static void
add_facts(struct text *t, size_t in)
{
	const struct paper *p = t->p;
	size_t i, widest = 0, n;
	struct buf mark = BUF_INIT;

	for (i = in + 1; i < p->part[in].end; i = paper_next(p, i)) {
		n = is_shown_fact(p, i) ? strlen(p->part[i].label) : 0;
		widest = n > widest ? n : widest;
	}
	for (i = in + 1; i < p->part[in].end; i = paper_next(p, i)) {
		if (!is_shown_fact(p, i) ||
		    (p->part[i].flags & PAPER_CLOCK) != 0)
			continue;
		buf_cut(&mark, 0);
		buf_addz(&mark, p->part[i].label);
		add_blanks(&mark, widest + GAP - mark.n);
		add_text(t, buf_z(&mark), p->part[i].text);
	}
	buf_release(&mark);
}

/* Those of an entry, in one line. */
static void
add_facts_line(struct text *t, size_t in)
{
	const struct paper *p = t->p;
	struct buf line = BUF_INIT;
	size_t i;

	for (i = in + 1; i < p->part[in].end; i = paper_next(p, i)) {
		if (!is_shown_fact(p, i) ||
		    (p->part[i].flags & PAPER_CLOCK) != 0)
			continue;
		buf_addz(&line, line.n > 0 ? "; " : "");
		buf_addz(&line, p->part[i].label);
		buf_addz(&line, p->part[i].label[0] != '\0' ? ": " : "");
		buf_add(&line, p->part[i].text);
	}
	if (line.n > 0)
		add_text(t, "", buf_str(&line));
	buf_release(&line);
}

/* ---- lists */

static const char *
box_of(unsigned flags)
{
	if ((flags & PAPER_BOX) == 0)
		return "";
	return (flags & PAPER_DONE) != 0 ? "[x] " : "[ ] ";
}

/* The head, and behind it what else there is. */
static void
add_list_row(struct text *t, size_t table, size_t row)
{
	const struct paper_part *part = &t->p->part[table], *cell;
	struct buf line = BUF_INIT, mark = BUF_INIT;
	size_t c, n = 0;

	for (c = 0; c < part->ncolumn; c++) {
		cell = paper_cell_of(t->p, row, c);
		if ((part->column[c].flags & (PAPER_DATA | PAPER_UNDER)) != 0 ||
		    cell->text.n == 0)
			continue;
		buf_addz(&line, n == 0 ? "" : n == 1 ? " - " : ", ");
		buf_add(&line, cell->text);
		n++;
	}
	buf_addf(&mark, "- %s", box_of(t->p->part[row].flags));
	add_text(t, buf_z(&mark), buf_str(&line));
	t->indent += mark.n;
	for (c = 0; c < part->ncolumn; c++)
		if ((part->column[c].flags & PAPER_UNDER) != 0 &&
		    paper_cell_of(t->p, row, c)->text.n > 0)
			add_text(t, "", paper_cell_of(t->p, row, c)->text);
	t->indent -= mark.n;
	buf_release(&line);
	buf_release(&mark);
}

static void
add_list(struct text *t, size_t table)
{
	size_t row;

	for (row = table + 1; row < t->p->part[table].end;
	     row = paper_next(t->p, row))
		add_list_row(t, table, row);
}

/* ---- tables */

/* The columns that are shown, and their widths. */
struct grid {
	size_t table;
	size_t *column, *width, *least, n; /* least: without breaking words */
	struct buf *cell; /* of the row under way, in visible form */
	struct buf mark;  /* what stands in front of its head */
	bool pencil;
};

/* How deep the row is, and its box. */
static void
add_mark(const struct paper *p, size_t row, struct buf *b)
{
	add_blanks(b, (size_t)p->part[row].level * INDENT);
	buf_addz(b, box_of(p->part[row].flags));
}

/* What stands in a cell, but for the mark. */
static void
add_cell(const struct paper *p, const struct grid *g, size_t row, size_t at,
    struct buf *b)
{
	const struct paper_column *c = &p->part[g->table].column[g->column[at]];

	if ((c->flags & PAPER_CHOICE) != 0)
		buf_addz(b, "[ ]");
	wrap_add_visible(
	    b, str_trim(paper_cell_of(p, row, g->column[at])->text));
}

static void
add_label(const struct paper *p, const struct grid *g, size_t at, struct buf *b)
{
	const struct paper_column *c = &p->part[g->table].column[g->column[at]];

	wrap_add_visible(b, c->text.n > 0 ? c->text : str_of(c->label));
}

static bool
is_head(const struct paper *p, const struct grid *g, size_t at)
{
	return (p->part[g->table].column[g->column[at]].flags & PAPER_HEAD) !=
	    0;
}

/* The widest of what `sep` parts the lines into. */
static size_t
widest(struct str s, char sep)
{
	struct str line, piece;
	size_t most = 0, w;

	while (str_split(&s, '\n', &line))
		while (str_split(&line, sep, &piece)) {
			w = utf8_width(piece);
			most = w > most ? w : most;
		}
	return most;
}

static void
widen(struct grid *g, size_t at, struct buf *b)
{
	size_t line = widest(buf_str(b), '\n') + g->mark.n;
	size_t word = widest(buf_str(b), ' ') + g->mark.n;

	g->width[at] = line > g->width[at] ? line : g->width[at];
	g->least[at] = word > g->least[at] ? word : g->least[at];
	buf_cut(b, 0);
}

static void
measure(const struct paper *p, struct grid *g)
{
	struct buf b = BUF_INIT;
	size_t at, row;

	for (at = 0; at < g->n; at++) {
		add_label(p, g, at, &b);
		widen(g, at, &b);
		for (row = g->table + 1; row < p->part[g->table].end;
		     row = paper_next(p, row)) {
			if (is_head(p, g, at))
				add_mark(p, row, &g->mark);
			add_cell(p, g, row, at, &b);
			widen(g, at, &b);
			buf_cut(&g->mark, 0);
		}
		if ((p->part[g->table].column[g->column[at]].flags &
			PAPER_PENCIL) != 0 &&
		    g->width[at] < PENCIL)
			g->width[at] = PENCIL;
	}
	buf_release(&b);
}

/* The widest column that can give some, or g->n: those first whose words stay
 * whole. */
static size_t
giving(const struct grid *g)
{
	size_t at, whole = g->n, any = g->n;

	for (at = 0; at < g->n; at++) {
		if (g->width[at] > g->least[at] &&
		    (whole == g->n || g->width[at] > g->width[whole]))
			whole = at;
		if (g->width[at] > NARROW &&
		    (any == g->n || g->width[at] > g->width[any]))
			any = at;
	}
	return whole < g->n ? whole : any;
}

/* Takes from columns until all fit; false where they do not. */
static bool
fit(struct grid *g, size_t width)
{
	size_t sum = (g->n - 1) * GAP, at;

	for (at = 0; at < g->n; at++)
		sum += g->width[at];
	for (; sum > width && (at = giving(g)) < g->n; sum--)
		g->width[at]--;
	return sum <= width;
}

static bool
is_right(const struct paper *p, const struct grid *g, size_t at)
{
	return (p->part[g->table].column[g->column[at]].flags & PAPER_NUMBER) !=
	    0;
}

static void
cut_blanks_at_end(struct buf *b)
{
	while (b->n > 0 && b->p[b->n - 1] == ' ')
		buf_cut(b, b->n - 1);
}

/* One line of the cells in g->cell, and what is left of each is in `rest`. */
static bool
add_row_line(
    struct text *t, const struct grid *g, struct str rest[], bool first)
{
	struct str line;
	bool more = false;
	size_t at, blank, mark, width;

	add_blanks(t->b, t->indent);
	for (at = 0; at < g->n; at++) {
		mark = is_head(t->p, g, at) ? g->mark.n : 0;
		width = g->width[at] > mark ? g->width[at] - mark : 1;
		line = wrap_take(&rest[at], width);
		blank = utf8_width(line);
		blank = blank < width ? width - blank : 0;
		add_blanks(t->b, at > 0 ? GAP : 0);
		if (mark > 0 && first)
			buf_add(t->b, buf_str(&g->mark));
		else
			add_blanks(t->b, mark);
		add_blanks(t->b, is_right(t->p, g, at) ? blank : 0);
		buf_add(t->b, line);
		add_blanks(t->b, is_right(t->p, g, at) ? 0 : blank);
		more = more || rest[at].n > 0;
	}
	cut_blanks_at_end(t->b);
	buf_addc(t->b, '\n');
	return more;
}

/* The cells in g->cell, which it empties. */
static void
add_row(struct text *t, struct grid *g)
{
	struct str *rest = xalloc(g->n, sizeof(*rest));
	bool first;
	size_t at;

	for (at = 0; at < g->n; at++)
		rest[at] = buf_str(&g->cell[at]);
	for (first = true; add_row_line(t, g, rest, first); first = false)
		;
	buf_cut(&g->mark, 0);
	for (at = 0; at < g->n; at++)
		buf_cut(&g->cell[at], 0);
	free(rest);
}

static void
add_rule(struct text *t, const struct grid *g, char c)
{
	size_t at;

	add_blanks(t->b, t->indent);
	for (at = 0; at < g->n; at++) {
		add_blanks(t->b, at > 0 ? GAP : 0);
		add_repeated(t->b, c, g->width[at]);
	}
	buf_addc(t->b, '\n');
}

/* What stands below the row, where its head is `at`. */
static void
add_under(struct text *t, size_t table, size_t row, size_t at)
{
	const struct paper_part *part = &t->p->part[table];
	struct buf line = BUF_INIT;
	size_t c, in = at + ((size_t)t->p->part[row].level + 1) * INDENT;
	struct str s;

	t->indent += in;
	for (c = 0; c < part->ncolumn; c++) {
		s = paper_cell_of(t->p, row, c)->text;
		if ((part->column[c].flags & PAPER_UNDER) == 0 || s.n == 0)
			continue;
		buf_cut(&line, 0);
		buf_addz(&line, part->column[c].label);
		buf_addz(&line, line.n > 0 ? ": " : "");
		buf_add(&line, s);
		add_text(t, "", buf_str(&line));
	}
	t->indent -= in;
	buf_release(&line);
}

static void
choose_columns(const struct paper *p, struct grid *g)
{
	const struct paper_part *part = &p->part[g->table];
	size_t c;

	for (c = 0; c < part->ncolumn; c++) {
		if ((part->column[c].flags & PAPER_UNDER) != 0 ||
		    !paper_column_shows(p, g->table, c))
			continue;
		g->column[g->n++] = c;
		g->pencil =
		    g->pencil || (part->column[c].flags & PAPER_PENCIL) != 0;
	}
}

/* The columns of the terminal in front of the head. */
static size_t
place_of_head(const struct paper *p, const struct grid *g)
{
	size_t at, n = 0;

	for (at = 0; at < g->n && !is_head(p, g, at); at++)
		n += g->width[at] + GAP;
	return n;
}

static void
add_grid(struct text *t, struct grid *g)
{
	const struct paper *p = t->p;
	size_t at, row;

	for (at = 0; at < g->n; at++)
		add_label(p, g, at, &g->cell[at]);
	add_row(t, g);
	add_rule(t, g, '-');
	for (row = g->table + 1; row < p->part[g->table].end;
	     row = paper_next(p, row)) {
		for (at = 0; at < g->n; at++)
			add_cell(p, g, row, at, &g->cell[at]);
		add_mark(p, row, &g->mark);
		add_row(t, g);
		add_under(t, g->table, row, place_of_head(p, g));
		if (g->pencil)
			add_rule(t, g, '_');
	}
}

/* Where there is no room for columns: each row's head, and below it what else
 * it has. */
static void
add_record(struct text *t, struct grid *g, size_t row)
{
	size_t in = ((size_t)t->p->part[row].level + 1) * INDENT, at;
	struct buf line = BUF_INIT;

	add_mark(t->p, row, &g->mark);
	for (at = 0; at < g->n; at++) {
		if (!is_head(t->p, g, at))
			continue;
		add_cell(t->p, g, row, at, &line);
		add_lines(t, buf_str(&g->mark), buf_str(&line));
	}
	buf_cut(&g->mark, 0);
	t->indent += in;
	for (at = 0; at < g->n; at++) {
		buf_cut(&line, 0);
		if (is_head(t->p, g, at) ||
		    paper_cell_of(t->p, row, g->column[at])->text.n == 0)
			continue;
		add_label(t->p, g, at, &line);
		buf_addz(&line, line.n > 0 ? ": " : "");
		add_cell(t->p, g, row, at, &line);
		add_lines(t, (struct str){ NULL, 0 }, buf_str(&line));
	}
	t->indent -= in;
	add_under(t, g->table, row, 0);
	buf_release(&line);
}

static void
add_records(struct text *t, struct grid *g)
{
	size_t row;

	for (row = g->table + 1; row < t->p->part[g->table].end;
	     row = paper_next(t->p, row))
		add_record(t, g, row);
}

static void
add_table(struct text *t, size_t table)
{
	size_t n = t->p->part[table].ncolumn, at;
	struct grid g = { .table = table };

	g.column = xcalloc(n, sizeof(*g.column));
	g.width = xcalloc(n, sizeof(*g.width));
	g.least = xcalloc(n, sizeof(*g.least));
	g.cell = xcalloc(n, sizeof(*g.cell));
	choose_columns(t->p, &g);
	measure(t->p, &g);
	if (g.n > 0)
		(fit(&g, t->width > t->indent ? t->width - t->indent : 0)
			? add_grid
			: add_records)(t, &g);
	for (at = 0; at < n; at++)
		buf_release(&g.cell[at]);
	buf_release(&g.mark);
	free(g.column);
	free(g.width);
	free(g.least);
	free(g.cell);
}

static void
put_table(struct text *t, size_t i)
{
	const struct paper_part *part = &t->p->part[i];

	blank_line(t);
	if (part->label[0] != '\0' && (part->flags & PAPER_LIST) != 0)
		add_text(t, "", str_of(part->label));
	if ((part->flags & PAPER_LIST) != 0)
		add_list(t, i);
	else
		add_table(t, i);
}

/* ---- parts */

static void put_parts(struct text *t, size_t in);

static void
put_section(struct text *t, size_t i)
{
	blank_line(t);
	buf_addc(t->b, '\n');
	add_underlined(t, paper_heading(&t->p->part[i]), '-');
	add_facts(t, i);
	put_parts(t, i);
}

/* The time that stands in front of an entry. */
static void
add_clock(const struct paper *p, size_t entry, struct buf *b)
{
	size_t i;

	for (i = entry + 1; i < p->part[entry].end; i = paper_next(p, i))
		if (is_shown_fact(p, i) &&
		    (p->part[i].flags & PAPER_CLOCK) != 0) {
			buf_add(b, p->part[i].text);
			buf_addz(b, "  ");
		}
}

static void
put_entry(struct text *t, size_t i)
{
	const struct paper_part *part = &t->p->part[i];
	size_t in = (size_t)part->level * INDENT;
	struct buf heading = BUF_INIT;

	blank_line(t);
	t->indent += in;
	add_clock(t->p, i, &heading);
	buf_addz(&heading, box_of(part->flags));
	if (part->label != NULL)
		buf_addf(&heading, "%s: ", part->label);
	buf_add(&heading, part->text);
	add_text(t, "* ", buf_str(&heading));
	t->indent += INDENT;
	add_facts_line(t, i);
	put_parts(t, i);
	t->indent -= INDENT + in;
	buf_release(&heading);
}

static void
put_text(struct text *t, size_t i)
{
	unsigned flags = t->p->part[i].flags;

	if ((flags & PAPER_SAID) != 0)
		add_text(t, "> ", t->p->part[i].text);
	else if ((flags & PAPER_ASIDE) != 0)
		add_text(t, "! ", t->p->part[i].text);
	else
		add_text(t, "", t->p->part[i].text);
}

static void
put_lines(struct text *t, size_t i)
{
	int n;

	for (n = 0; n < t->p->part[i].level; n++) {
		add_blanks(t->b, t->indent);
		add_repeated(t->b, '_',
		    t->width > t->indent ? t->width - t->indent : NARROW);
		buf_addz(t->b, "\n\n");
	}
}

static void
put_parts(struct text *t, size_t in)
{
	static void (*const put[])(struct text *, size_t) = {
		[PAPER_SECTION] = put_section,
		[PAPER_ARRAY] = put_parts,
		[PAPER_ENTRY] = put_entry,
		[PAPER_TEXT] = put_text,
		[PAPER_TABLE] = put_table,
		[PAPER_LINES] = put_lines,
	};
	size_t i;

	for (i = in + 1; i < t->p->part[in].end; i = paper_next(t->p, i))
		if (t->p->part[i].kind != PAPER_FACT && paper_shows(t->p, i))
			put[t->p->part[i].kind](t, i);
}

void
text_print(const struct paper *p, size_t width, struct buf *b)
{
	struct text t = { .p = p, .width = width, .b = b };

	add_underlined(&t, p->part[0].text, '=');
	add_text(&t, "", str_of(p->part[0].label));
	blank_line(&t);
	add_facts(&t, 0);
	put_parts(&t, 0);
}
