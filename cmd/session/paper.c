#include <stdlib.h>

#include "paper.h"
#include "xalloc.h"

static const struct str nothing = { NULL, 0 };

/* ---- texts */

/* What is ours needs no redacting. */
static struct str
keep(struct paper *p, struct str s)
{
	return arena_copy(&p->mem, s);
}

struct str
paper_copy(struct paper *p, struct str text)
{
	struct buf b = BUF_INIT;
	struct str s;

	if (p->hide == NULL)
		return keep(p, text);
	redact_text(p->hide, text, &b);
	s = keep(p, buf_str(&b));
	buf_release(&b);
	return s;
}

/* ---- parts */

static struct paper_part *
add(struct paper *p, enum paper_kind kind, const char *key, const char *label)
{
	struct paper_part *part;

	p->part = xgrow(p->part, p->n, &p->cap, sizeof(*p->part));
	part = &p->part[p->n++];
	*part = (struct paper_part){ .kind = kind,
		.key = key,
		.label = label,
		.up = p->open,
		.end = p->n };
	return part;
}

struct paper_part *
paper_open(
    struct paper *p, enum paper_kind kind, const char *key, const char *label)
{
	struct paper_part *part = add(p, kind, key, label);

	p->open = p->n - 1;
	return part;
}

static void
close_part(struct paper *p)
{
	p->part[p->open].end = p->n;
	p->open = p->part[p->open].up;
}

/* A row ends by itself. */
static void
close_row(struct paper *p)
{
	if (p->part[p->open].kind == PAPER_ROW)
		close_part(p);
}

void
paper_close(struct paper *p)
{
	close_row(p);
	close_part(p);
}

void
paper_begin(struct paper *p, const char *key, const char *label,
    const struct redact *hide)
{
	*p = (struct paper){ .hide = hide };
	paper_open(p, PAPER_ROOT, key, label);
}

void
paper_release(struct paper *p)
{
	while (p->nmade > 0)
		free(p->made[--p->nmade]);
	free(p->made);
	free(p->part);
	arena_release(&p->mem);
	*p = (struct paper){ 0 };
}

struct paper_part *
paper_entry(struct paper *p, const char *label, struct str heading)
{
	struct str text = paper_copy(p, heading);
	struct paper_part *part = paper_open(p, PAPER_ENTRY, NULL, label);

	part->text = text;
	return part;
}

struct paper_part *
paper_fact(struct paper *p, const char *key, const char *label, struct str text)
{
	struct str copy = paper_copy(p, text);
	struct paper_part *part = add(p, PAPER_FACT, key, label);

	part->text = copy;
	return part;
}

void
paper_amount(struct paper *p, const char *key, const char *label, double n,
    struct str shown)
{
	struct paper_part *part = add(p, PAPER_FACT, key, label);

	part->flags = PAPER_NUMBER;
	part->number = n;
	part->text = keep(p, shown);
}

void
paper_count(struct paper *p, const char *key, const char *label, double n)
{
	struct buf b = BUF_INIT;

	buf_addf(&b, "%.0f", n);
	paper_amount(p, key, label, n, buf_str(&b));
	buf_release(&b);
}

struct paper_part *
paper_own(struct paper *p, const char *key, const char *label, struct str value,
    struct str shown)
{
	struct paper_part *part = add(p, PAPER_FACT, key, label);

	part->value = keep(p, value);
	part->text = keep(p, shown);
	return part;
}

void
paper_who(struct paper *p, const char *key, const char *label,
    struct str handles, struct str names)
{
	paper_own(p, key, label, p->hide == NULL ? handles : nothing,
	    p->hide == NULL ? names : nothing);
}

struct paper_part *
paper_text(struct paper *p, const char *key, struct str text, unsigned flags)
{
	struct str copy = paper_copy(p, text);
	struct paper_part *part = add(p, PAPER_TEXT, key, "");

	part->text = copy;
	part->flags = flags;
	return part;
}

void
paper_lines(struct paper *p, int n)
{
	add(p, PAPER_LINES, NULL, "")->level = n;
}

/* ---- tables */

struct paper_part *
paper_table(struct paper *p, const char *key, const char *caption,
    const struct paper_column *column, size_t n)
{
	struct paper_part *part = paper_open(p, PAPER_TABLE, key, caption);

	part->column = column;
	part->ncolumn = n;
	return part;
}

struct paper_column *
paper_columns(struct paper *p, size_t n)
{
	struct paper_column *column = xcalloc(n, sizeof(*column));

	p->made = xgrow(p->made, p->nmade, &p->capmade, sizeof(*p->made));
	p->made[p->nmade++] = column;
	return column;
}

void
paper_row(struct paper *p, int level, unsigned flags)
{
	struct paper_part *part;

	close_row(p);
	part = paper_open(p, PAPER_ROW, NULL, NULL);
	part->level = level;
	part->flags = flags;
}

void
paper_cell(struct paper *p, struct str text)
{
	struct str copy = paper_copy(p, text);

	add(p, PAPER_CELL, NULL, NULL)->text = copy;
}

void
paper_cell_own(struct paper *p, struct str value, struct str shown)
{
	struct paper_part *part = add(p, PAPER_CELL, NULL, NULL);

	part->value = keep(p, value);
	part->text = keep(p, shown);
}

void
paper_cell_amount(struct paper *p, double n, struct str shown)
{
	struct paper_part *part = add(p, PAPER_CELL, NULL, NULL);

	part->flags = PAPER_NUMBER;
	part->number = n;
	part->text = keep(p, shown);
}

void
paper_cell_count(struct paper *p, double n)
{
	struct buf b = BUF_INIT;

	buf_addf(&b, "%.0f", n);
	paper_cell_amount(p, n, buf_str(&b));
	buf_release(&b);
}

void
paper_cell_who(struct paper *p, struct str handles, struct str names)
{
	paper_cell_own(p, p->hide == NULL ? handles : nothing,
	    p->hide == NULL ? names : nothing);
}

void
paper_blank(struct paper *p)
{
	add(p, PAPER_CELL, NULL, NULL);
}

/* ---- for formats */

static bool
any_shows(const struct paper *p, size_t i)
{
	size_t at;

	for (at = i + 1; at < p->part[i].end; at = paper_next(p, at))
		if (paper_shows(p, at))
			return true;
	return false;
}

bool
paper_shows(const struct paper *p, size_t i)
{
	const struct paper_part *part = &p->part[i];

	if ((part->flags & PAPER_DATA) != 0)
		return false;
	switch (part->kind) {
	case PAPER_FACT:
		return part->label != NULL && part->text.n > 0;
	case PAPER_TEXT:
		return part->text.n > 0;
	case PAPER_ENTRY:
	case PAPER_ROW:
	case PAPER_LINES:
		return true;
	default:
		return any_shows(p, i);
	}
}

const struct paper_part *
paper_cell_of(const struct paper *p, size_t row, size_t column)
{
	return &p->part[row + 1 + column];
}

static bool
column_shows(const struct paper *p, size_t table, size_t column)
{
	const struct paper_column *c = &p->part[table].column[column];
	size_t row;

	if ((c->flags & (PAPER_DATA | PAPER_PENCIL | PAPER_CHOICE)) != 0)
		return (c->flags & PAPER_DATA) == 0;
	for (row = table + 1; row < p->part[table].end;
	     row = paper_next(p, row))
		if (paper_cell_of(p, row, column)->text.n > 0)
			return true;
	return false;
}

/* Every row asks for it, and to find out goes through all rows. */
bool
paper_column_shows(const struct paper *p, size_t table, size_t column)
{
	char *shows = &p->part[table].shows[column];

	if (*shows == '?')
		*shows = column_shows(p, table, column) ? 'y' : 'n';
	return *shows == 'y';
}

void
paper_end(struct paper *p)
{
	struct paper_part *part;

	p->part[0].end = p->n;
	for (part = p->part; part < p->part + p->n; part++)
		if (part->ncolumn > 0) {
			part->shows = arena_room(&p->mem, part->ncolumn);
			memset(part->shows, '?', part->ncolumn);
		}
}

struct str
paper_heading(const struct paper_part *part)
{
	return part->text.n > 0 ? part->text : str_of(part->label);
}
