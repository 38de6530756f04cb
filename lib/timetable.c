#include <stdlib.h>

#include "timetable.h"
#include "timing.h"
#include "words.h"
#include "xalloc.h"

#define LEN(a) (sizeof(a) / sizeof((a)[0]))

enum role { OTHER, START, END, LENGTH, TITLE, WHO };

/* What columns are called; the first that fits, by its first words. */
static const struct {
	const char *name;
	enum role role;
} names[] = {
	{ "start", START },
	{ "time", START },
	{ "when", START },
	{ "clock", START },
	{ "from", START },
	{ "at", START },
	{ "uhrzeit", START },
	{ "zeit", START },
	{ "end", END },
	{ "until", END },
	{ "till", END },
	{ "to", END },
	{ "duration", LENGTH },
	{ "length", LENGTH },
	{ "minutes", LENGTH },
	{ "mins", LENGTH },
	{ "min", LENGTH },
	{ "how long", LENGTH },
	{ "dauer", LENGTH },
	{ "topic", TITLE },
	{ "item", TITLE },
	{ "agenda", TITLE },
	{ "activity", TITLE },
	{ "what", TITLE },
	{ "title", TITLE },
	{ "subject", TITLE },
	{ "session", TITLE },
	{ "step", TITLE },
	{ "task", TITLE },
	{ "thema", TITLE },
	{ "who", WHO },
	{ "lead", WHO },
	{ "leader", WHO },
	{ "owner", WHO },
	{ "speaker", WHO },
	{ "presenter", WHO },
	{ "facilitator", WHO },
	{ "host", WHO },
	{ "by", WHO },
	{ "wer", WHO },
};

/* ---- cells */

/* The next cell of a row, without blanks; the rest is `*row`. */
static bool
next_cell(const struct timetable *t, struct str *row, struct str *cell)
{
	if (!str_split(row, t->sep, cell))
		return false;
	*cell = str_trim(*cell);
	return true;
}

/* A row without the bars around it. */
static struct str
inside(const struct timetable *t, struct str row)
{
	if (t->sep != '|')
		return row;
	row = str_trim(row);
	if (row.n > 0 && row.p[0] == '|')
		row = str_from(row, 1);
	if (row.n > 0 && row.p[row.n - 1] == '|')
		row.n--;
	return row;
}

/* ---- columns */

/* Names may be set in bold. */
static struct str
plain_name(struct str s)
{
	while (s.n > 0 && (s.p[0] == '*' || s.p[0] == '_'))
		s = str_from(s, 1);
	while (s.n > 0 && (s.p[s.n - 1] == '*' || s.p[s.n - 1] == '_'))
		s.n--;
	return str_trim(s);
}

static enum role
role_of(struct str name)
{
	for (size_t i = 0; i < LEN(names); i++)
		if (words_begin(name, names[i].name))
			return names[i].role;
	return OTHER;
}

static bool
has(const struct timetable *t, enum role role)
{
	for (size_t i = 0; i < t->ncol; i++)
		if (t->col[i].role == (int)role)
			return true;
	return false;
}

/* A role is given once; further columns are others. */
static void
add_column(struct timetable *t, struct str name, enum role role)
{
	if (has(t, role))
		role = OTHER;
	t->col = xgrow(t->col, t->ncol, &t->capcol, sizeof(*t->col));
	t->col[t->ncol++] = (struct timetable_column){ (int)role, name };
}

static void
name_columns(struct timetable *t, struct str row)
{
	struct str cell;

	while (next_cell(t, &row, &cell)) {
		cell = plain_name(cell);
		add_column(t, cell, role_of(cell));
	}
}

/* A row that begins with a start: what follows says what. */
static bool
guess_columns(struct timetable *t, struct str row)
{
	static const enum role roles[] = { START, TITLE, LENGTH };
	struct str cell;

	if (!next_cell(t, &row, &cell) || !timing_is_front(cell) || row.n == 0)
		return false;
	t->ncol = 0;
	for (size_t i = 0; i < LEN(roles); i++)
		add_column(t, (struct str){ NULL, 0 }, roles[i]);
	t->headless = true;
	return true;
}

bool
timetable_begin(struct timetable *t, struct str row, char sep)
{
	*t = (struct timetable){ .sep = sep };
	row = inside(t, row);
	name_columns(t, row);
	return (has(t, TITLE) && (has(t, START) || has(t, LENGTH))) ||
	    guess_columns(t, row);
}

void
timetable_release(struct timetable *t)
{
	free(t->col);
	*t = (struct timetable){ .ncol = 0 };
}

/* ---- rows */

static bool
is_number(struct str s)
{
	size_t i = 0;

	while (i < s.n && words_digit(s.p[i]))
		i++;
	return s.n > 0 && i == s.n;
}

/* `20`, in a column of lengths, is minutes. */
static void
add_length(struct buf *b, struct str cell)
{
	buf_addz(b, " (");
	buf_add(b, cell);
	buf_addz(b, is_number(cell) ? " min)" : ")");
}

static void
add_more(struct buf *b, struct str name, struct str cell)
{
	if (b->n > 0)
		buf_addc(b, '\n');
	if (name.n > 0) {
		buf_add(b, name);
		buf_addz(b, ": ");
	}
	buf_add(b, cell);
}

/* The cells of a row by what they are; NULL views where there are none. */
struct cells {
	struct str of[WHO + 1];
};

/* What a cell is: one that only stands where lengths do is none. */
static enum role
cell_role(const struct timetable *t, size_t i, struct str cell)
{
	enum role role = i < t->ncol ? (enum role)t->col[i].role : OTHER;

	if (role == LENGTH && !timing_is_length(cell) &&
	    (t->headless || !is_number(cell)))
		return OTHER;
	return role;
}

static void
read_cells(const struct timetable *t, struct str row, struct cells *c,
    struct buf *more)
{
	struct str cell;
	enum role role;

	*c = (struct cells){ { { NULL, 0 } } };
	for (size_t i = 0; next_cell(t, &row, &cell); i++) {
		if (cell.n == 0)
			continue;
		role = cell_role(t, i, cell);
		if (role != OTHER)
			c->of[role] = cell;
		else
			add_more(more,
			    i < t->ncol ? t->col[i].name
					: (struct str){ NULL, 0 },
			    cell);
	}
}

bool
timetable_line(
    const struct timetable *t, struct str row, struct timetable_line *l)
{
	struct cells c;
	bool front;

	buf_cut(&l->text, 0);
	buf_cut(&l->who, 0);
	buf_cut(&l->more, 0);
	read_cells(t, inside(t, row), &c, &l->more);
	front = timing_is_front(c.of[START]);
	if (c.of[TITLE].n == 0)
		return false;
	if (front) {
		buf_add(&l->text, c.of[START]);
		if (timing_is_front(c.of[END])) {
			buf_addz(&l->text, " - ");
			buf_add(&l->text, c.of[END]);
		}
		buf_addc(&l->text, ' ');
	}
	buf_add(&l->text, c.of[TITLE]);
	if (c.of[LENGTH].n > 0)
		add_length(&l->text, c.of[LENGTH]);
	else if (!front && c.of[START].n > 0)
		add_length(&l->text, c.of[START]); /* `Time` is how long */
	buf_add(&l->who, c.of[WHO]);
	return true;
}

void
timetable_line_release(struct timetable_line *l)
{
	buf_release(&l->text);
	buf_release(&l->who);
	buf_release(&l->more);
}
