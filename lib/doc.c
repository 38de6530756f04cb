#include <stdlib.h>

#include "doc.h"
#include "markup.h"
#include "timetable.h"
#include "words.h"
#include "xalloc.h"

#define LEN(a) (sizeof(a) / sizeof((a)[0]))

/* A longer line is a paragraph, however it ends. */
#define PLAIN_MAX 80

/* Characters beyond ASCII that mean something. */
#define BOX_OPEN "\xe2\x98\x90"	   /* ☐ */
#define BOX_TICKED "\xe2\x98\x91"  /* ☑ */
#define BOX_CROSSED "\xe2\x98\x92" /* ☒ */
#define DROP_DOWN "\xe2\x96\xbe"   /* ▾ */

static const struct {
	const char *mark;
	enum doc_box box;
} boxes[] = {
	{ BOX_OPEN, DOC_OPEN },
	{ BOX_TICKED, DOC_TICKED },
	{ BOX_CROSSED, DOC_TICKED },
	{ "[ ]", DOC_OPEN },
	{ "[]", DOC_OPEN },
	{ "[x]", DOC_TICKED },
	{ "\\[ \\]", DOC_OPEN },
	{ "\\[x\\]", DOC_TICKED },
};

/* A blank or the line's end must follow an ASCII one. */
static const char *const bullets[] = {
	"-", "*", "+", "\xe2\x80\xa2", /* • */
	"\xe2\x97\x8b",		       /* ○ */
	"\xe2\x97\x8f",		       /* ● */
	"\xe2\x96\xaa",		       /* ▪ */
	"\xe2\x96\xa0",		       /* ■ */
	"\xe2\x80\xa3",		       /* ‣ */
};

/* A form's fields, as a template leaves them. */
static const char *const fields[] = { "name", "names", "your name", "note",
	"notes", "question", "questions", "sentence", "statement", "answer",
	"comment", "neutral", "..." };

static const char *const closings[] = { "closing", "close", "wrap-up",
	"wrap up", "check-out", "checkout", "conclusion", "farewell", "goodbye",
	"end" };

/* Views */

static bool
cut_prefix(struct str *s, const char *z)
{
	if (!words_prefix(*s, str_of(z)))
		return false;
	*s = str_from(*s, strlen(z));
	return true;
}

static bool
ends_with(struct str s, struct str end)
{
	return s.n >= end.n && str_eq(str_from(s, s.n - end.n), end);
}

static bool
all_of(struct str s, const char *set)
{
	for (size_t i = 0; i < s.n; i++)
		if (strchr(set, s.p[i]) == NULL)
			return false;
	return true;
}

/* Marks that begin a line */

struct marks {
	size_t indent;
	unsigned hashes;
	bool list;
	enum doc_label label;
	long number;
	enum doc_box box;
	struct str rest;
};

static size_t
cut_indent(struct str *s)
{
	size_t col = 0, i = 0;

	for (; i < s->n && (s->p[i] == ' ' || s->p[i] == '\t'); i++)
		col += s->p[i] == '\t' ? 4 - col % 4 : 1;
	*s = str_from(*s, i);
	return col;
}

static bool
ends_mark(struct str rest)
{
	return rest.n == 0 || rest.p[0] == ' ' || rest.p[0] == '\t';
}

/* `## Plan ##`; the one of `## C#` belongs to a word. */
static void
cut_closing_hashes(struct str *s)
{
	size_t n = s->n;

	while (n > 0 && s->p[n - 1] == '#')
		n--;
	if (n == 0 || s->p[n - 1] == ' ')
		*s = str_trim(str_upto(*s, n));
}

static unsigned
cut_hashes(struct str *s)
{
	unsigned n = 0;
	struct str rest;

	while (n < s->n && n < 7 && s->p[n] == '#')
		n++;
	rest = str_from(*s, n);
	if (n == 0 || n > 6 || !ends_mark(rest))
		return 0;
	*s = str_trim(rest);
	cut_closing_hashes(s);
	return n;
}

static bool
cut_bullet(struct str *s)
{
	struct str rest;

	for (size_t i = 0; i < LEN(bullets); i++) {
		rest = *s;
		if (!cut_prefix(&rest, bullets[i]) ||
		    (bullets[i][1] == '\0' && !ends_mark(rest)))
			continue;
		*s = str_trim(rest);
		return true;
	}
	return false;
}

static enum doc_box
cut_box(struct str *s)
{
	struct str rest;

	for (size_t i = 0; i < LEN(boxes); i++) {
		rest = *s;
		if (!cut_prefix(&rest, boxes[i].mark) ||
		    ((boxes[i].mark[0] & 0x80) == 0 && !ends_mark(rest)))
			continue;
		*s = str_trim(rest);
		return boxes[i].box;
	}
	return DOC_NO_BOX;
}

/* What a label's letters say: `ii` is roman, `b` a letter, `i` either. */
static enum doc_label
label_kind(struct str word, long *number)
{
	*number = 0;
	if (word.n == 0 || word.n > 4)
		return DOC_UNLABELLED;
	for (size_t i = 0; i < word.n; i++)
		*number = *number * 10 + (word.p[i] - '0');
	if (word.n < 4 && all_of(word, "0123456789"))
		return DOC_NUMBER;
	*number = words_lower(word.p[0]) - 'a' + 1;
	if (all_of(word, "ivx") || all_of(word, "IVX"))
		return DOC_ROMAN;
	if (word.n == 1 && *number >= 1 && *number <= 26)
		return DOC_LETTER;
	return DOC_UNLABELLED;
}

static enum doc_label
cut_label(struct str *s, long *number)
{
	struct str word = *s, rest;
	enum doc_label kind;
	size_t n = 0;

	if (word.n > 0 && word.p[0] == '(')
		word = str_from(word, 1);
	while (n < word.n && n < 5 && words_alnum(word.p[n]))
		n++;
	rest = str_from(word, n);
	kind = label_kind(str_upto(word, n), number);
	/* `c.` ends a sentence, `1.` waits for one. */
	if (kind != DOC_NUMBER && rest.n < 2)
		kind = DOC_UNLABELLED;
	if (kind == DOC_UNLABELLED || rest.n == 0 ||
	    (rest.p[0] != ')' && (rest.p[0] != '.' || word.p != s->p)) ||
	    !ends_mark(str_from(rest, 1))) {
		*number = -1;
		return DOC_UNLABELLED;
	}
	*s = str_trim(str_from(rest, 1));
	return kind;
}

static struct marks
read_marks(struct str raw)
{
	struct marks m = { .number = -1, .rest = raw };

	m.indent = cut_indent(&m.rest);
	while (cut_prefix(&m.rest, "> "))
		m.rest = str_trim(m.rest);
	m.hashes = cut_hashes(&m.rest);
	if (m.hashes == 0)
		m.list = cut_bullet(&m.rest);
	m.box = cut_box(&m.rest);
	m.label = cut_label(&m.rest, &m.number);
	if (m.box == DOC_NO_BOX)
		m.box = cut_box(&m.rest);
	m.list = m.hashes == 0 && (m.list || m.box || m.label);
	return m;
}

/* Fields and fillers */

static bool
is_glyph(struct str *s)
{
	for (size_t i = 3; i < LEN(bullets); i++)
		if (cut_prefix(s, bullets[i]))
			return true;
	return false;
}

/* `s` without the bullets that HTML and dead lists leave, in `out`. */
static struct str
strip_glyphs(struct str s, struct buf *out)
{
	while (s.n > 0) {
		if (is_glyph(&s)) {
			buf_addc(out, ' ');
			continue;
		}
		buf_addc(out, s.p[0]);
		s = str_from(s, 1);
	}
	return str_trim(buf_str(out));
}

/* `Name A`, `Name 3` */
static bool
is_numbered_field(struct str s)
{
	return words_begin(s, "name") && s.n >= 6 && s.n <= 7 &&
	    s.p[4] == ' ' && words_alnum(s.p[5]);
}

static bool
is_field(struct str s)
{
	struct buf b = BUF_INIT;
	bool found = false;

	/* The longest field, and some bullets. */
	if (s.n > 40)
		return ends_with(s, STR(DROP_DOWN));
	s = strip_glyphs(s, &b);
	for (size_t i = 0; i < LEN(fields) && !found; i++)
		found = words_is(s, fields[i]);
	found = found || all_of(s, "-_. ") || is_numbered_field(s) ||
	    str_starts(s, STR("[@")) || ends_with(s, STR(DROP_DOWN));
	buf_release(&b);
	return found;
}

static bool
is_field_cell(struct str s)
{
	return is_field(s) || (s.n > 1 && s.p[0] == '[' && s.p[s.n - 1] == ']');
}

/* The scan: one line at a time */

struct scanner {
	struct doc *doc;
	size_t no, gap;
	struct str fence;
	size_t indents[DOC_DEPTH_MAX]; /* of the open lists */
	unsigned depth;
	struct markup clean;
};

static struct doc_line *
add_line(struct scanner *s, enum doc_kind kind, struct str raw)
{
	struct doc *d = s->doc;
	struct doc_line *l;

	d->lines = xgrow(d->lines, d->n, &d->cap, sizeof(*d->lines));
	l = &d->lines[d->n++];
	*l = (struct doc_line){ .no = s->no, .gap = s->gap, .kind = kind };
	l->raw = l->full = l->text = raw;
	l->start = l->length = l->least = l->number = -1;
	s->gap = 0;
	return l;
}

/* Keeps copies of `n` views, which may be of what was kept before, in one piece
 * of memory. */
static void
store(struct doc_line *l, struct str **views, size_t n)
{
	char *before = l->store, *p;
	size_t sum = 1;

	for (size_t i = 0; i < n; i++)
		sum += views[i]->n;
	p = l->store = xalloc(sum, 1);
	for (size_t i = 0; i < n; i++) {
		if (views[i]->n > 0)
			memcpy(p, views[i]->p, views[i]->n);
		views[i]->p = p;
		p += views[i]->n;
	}
	free(before);
}

static void
set_timing(struct doc_line *l, const struct timing *t)
{
	l->start = t->start;
	l->length = t->length;
	l->least = t->least;
	l->when = t->when;
	l->clock = t->clock;
	l->total = t->total;
	l->front = t->front;
	l->who = buf_str(&t->who);
	l->remark = buf_str(&t->remark);
}

/* Cleans `rest` into the line's views, its times apart. */
static void
set_text(struct scanner *s, struct doc_line *l, struct str rest)
{
	struct timing t = TIMING_INIT;
	struct str *views[] = { &l->full, &l->text, &l->url, &l->who,
		&l->remark };

	markup_clean(&s->clean, rest);
	timing_take(&t, &s->clean.text);
	set_timing(l, &t);
	l->full = buf_str(&s->clean.full);
	l->text = buf_str(&s->clean.text);
	l->url = buf_str(&s->clean.url);
	store(l, views, LEN(views));
	timing_release(&t);
}

static bool
says_time(const struct doc_line *l)
{
	return l->start >= 0 || l->length >= 0;
}

/* The depth of a list's line by its indent. */
static unsigned
nest(struct scanner *s, size_t indent)
{
	while (s->depth > 0 && s->indents[s->depth - 1] >= indent)
		s->depth--;
	if (s->depth < DOC_DEPTH_MAX)
		s->indents[s->depth++] = indent;
	return s->depth - 1;
}

static enum doc_kind
class_of_list(const struct doc_line *l)
{
	if (l->text.n == 0)
		return says_time(l) ? DOC_TIME : DOC_SLOT;
	if (l->box == DOC_NO_BOX && !says_time(l) && is_field(l->text))
		return DOC_PLACEHOLDER;
	return DOC_LIST;
}

static bool
begins_lower(const struct doc_line *l)
{
	struct str s = l->front ? l->text : l->full;

	return s.n > 0 && s.p[0] >= 'a' && s.p[0] <= 'z';
}

static bool
is_sentence(struct str s)
{
	return s.n > PLAIN_MAX || strchr(".:;,!", s.p[s.n - 1]) != NULL;
}

static enum doc_kind
class_of_line(const struct scanner *s, const struct doc_line *l)
{
	if (l->text.n == 0 && says_time(l))
		return DOC_TIME;
	if (l->text.n == 0 || (s->clean.tags && is_field(l->text)))
		return DOC_HTML;
	if (!says_time(l) && is_field(l->text))
		return DOC_PLACEHOLDER;
	if (words_begin(l->text, "example:"))
		return DOC_EXAMPLE;
	if (l->front && l->text.n <= PLAIN_MAX && !begins_lower(l))
		return DOC_PLAIN;
	return is_sentence(l->text) ? DOC_PARA : DOC_PLAIN;
}

static void
scan_heading(struct scanner *s, const struct marks *m, struct str raw)
{
	struct doc_line *l = add_line(s, DOC_HEADING, raw);

	l->level = m->hashes;
	l->label = m->label;
	l->number = m->number;
	set_text(s, l, m->rest);
	if (l->text.n == 0)
		l->kind = says_time(l) ? DOC_TIME : DOC_MARKUP;
	s->depth = 0;
}

static void
scan_list(struct scanner *s, const struct marks *m, struct str raw)
{
	struct doc_line *l = add_line(s, DOC_LIST, raw);

	l->listed = true;
	l->indent = m->indent;
	l->label = m->label;
	l->number = m->number;
	l->box = m->box;
	set_text(s, l, m->rest);
	l->depth = nest(s, m->indent);
	l->kind = class_of_list(l);
}

static void
scan_text(struct scanner *s, const struct marks *m, struct str raw)
{
	struct doc_line *l = add_line(s, DOC_PARA, raw);

	l->indent = m->indent;
	set_text(s, l, m->rest);
	l->kind = class_of_line(s, l);
	if (l->kind == DOC_EXAMPLE)
		l->text = str_trim(str_from(l->text, strlen("example:")));
	if (m->indent == 0)
		s->depth = 0;
}

/* The cells of a row, cleaned, joined by ` | `; true if all are fields. */
static bool
join_cells(struct scanner *s, struct str raw, char sep, struct buf *out)
{
	struct str cell;
	bool empty = true;

	while (str_split(&raw, sep, &cell)) {
		markup_clean(&s->clean, str_trim(cell));
		cell = buf_str(&s->clean.full);
		if (cell.n == 0)
			continue;
		if (!is_field_cell(cell))
			empty = false;
		if (out->n > 0)
			buf_addz(out, " | ");
		buf_add(out, cell);
	}
	return empty;
}

static void
scan_row(struct scanner *s, struct str raw, char sep)
{
	struct doc_line *l = add_line(s, DOC_TABLE, raw);
	struct buf joined = BUF_INIT;
	struct str *views[] = { &l->full };

	if (join_cells(s, raw, sep, &joined))
		l->kind = DOC_PLACEHOLDER;
	l->full = buf_str(&joined);
	store(l, views, LEN(views));
	l->text = l->full;
	s->depth = 0;
	buf_release(&joined);
}

static bool
is_rule(struct str s)
{
	return s.n >= 3 &&
	    (all_of(s, "- ") || all_of(s, "* ") || all_of(s, "_ ") ||
		all_of(s, "="));
}

/* TAB or `|` where the line is a table's row, else 0. */
static char
row_separator(struct str raw, const struct marks *m)
{
	struct str inside = raw;

	if (str_trim(raw).p[0] == '|')
		return '|';
	cut_indent(&inside);
	if (m->list || m->hashes > 0 || str_find(inside, '\t') == inside.n)
		return 0;
	return '\t';
}

/* Between fences all is as it stands. */
static bool
scan_fenced(struct scanner *s, struct str raw)
{
	struct str line = str_trim(raw);

	if (s->fence.n == 0 &&
	    (str_starts(line, STR("```")) || str_starts(line, STR("~~~"))))
		s->fence = str_upto(line, 3);
	else if (s->fence.n == 0)
		return false;
	else if (str_starts(line, s->fence))
		s->fence = (struct str){ NULL, 0 };
	else {
		add_line(s, DOC_CODE, raw);
		return true;
	}
	add_line(s, DOC_MARKUP, raw);
	return true;
}

static void
scan_line(struct scanner *s, struct str raw)
{
	struct str line = str_trim(raw);
	struct marks m;
	char sep;

	if (line.n == 0) {
		s->gap++;
		return;
	}
	if (scan_fenced(s, raw))
		return;
	if (is_rule(line) || (line.p[0] == '|' && all_of(line, "|-: "))) {
		add_line(s, DOC_MARKUP, raw);
		return;
	}
	m = read_marks(raw);
	sep = row_separator(raw, &m);
	if (sep != 0)
		scan_row(s, raw, sep);
	else if (m.hashes > 0)
		scan_heading(s, &m, raw);
	else if (m.list)
		scan_list(s, &m, raw);
	else
		scan_text(s, &m, raw);
}

/* Afterwards: what a line is by those around it */

static bool
is_prose(const struct doc_line *l)
{
	return l->kind == DOC_PLAIN || l->kind == DOC_PARA;
}

/* Does the line go on with a paragraph of the one before it, if any? */
static bool
follows_prose(const struct doc *d, size_t i)
{
	return i > 0 && i < d->n && d->lines[i].gap == 0 &&
	    is_prose(&d->lines[i]) && is_prose(&d->lines[i - 1]);
}

static bool
is_at_end(const struct doc_line *l)
{
	return l->full.n > 0 &&
	    strchr(".:!?", l->full.p[l->full.n - 1]) != NULL;
}

/* `Talk (20 min)`, which no sentence runs through. */
static bool
may_stand(const struct doc *d, size_t i)
{
	const struct doc_line *l = &d->lines[i];

	return l->kind == DOC_PLAIN && says_time(l) && !begins_lower(l) &&
	    !(follows_prose(d, i + 1) && begins_lower(l + 1));
}

/*
 * Such a line stands by itself though others are next to it, where one can
 * tell that it does: it is the first, or the one before it is at an end, or
 * there are several.
 */
static bool
stands(const struct doc *d, size_t i, bool after_one)
{
	if (!may_stand(d, i))
		return false;
	return after_one || !follows_prose(d, i) ||
	    is_at_end(&d->lines[i - 1]) ||
	    (follows_prose(d, i + 1) && may_stand(d, i + 1));
}

/* A short line is alone if no paragraph goes on into it or out of it. */
static void
join_paragraphs(struct doc *d)
{
	bool joined = false, stood = false, stood_now = false, next;

	for (size_t i = 0; i < d->n; i++, joined = next, stood = stood_now) {
		stood_now = stands(d, i, stood);
		next = follows_prose(d, i + 1) && !stood_now &&
		    !stands(d, i + 1, false);
		if (d->lines[i].kind == DOC_PLAIN && (joined || next))
			d->lines[i].kind = DOC_PARA;
	}
}

/* Tables */

static bool
is_row(const struct doc_line *l)
{
	return l->kind == DOC_TABLE ||
	    (l->kind == DOC_PLACEHOLDER && !l->listed &&
		(str_find(l->raw, '\t') < l->raw.n ||
		    str_trim(l->raw).p[0] == '|'));
}

static bool
in_table(const struct doc *d, size_t first, size_t i)
{
	return i < d->n && (i == first || d->lines[i].gap == 0) &&
	    (is_row(&d->lines[i]) || d->lines[i].kind == DOC_MARKUP);
}

/* A table with fields to choose in is one of positions. */
static bool
has_drop_down(struct str s)
{
	static const char mark[] = DROP_DOWN;

	for (size_t i = 0; i + sizeof(mark) - 1 <= s.n; i++)
		if (memcmp(s.p + i, mark, sizeof(mark) - 1) == 0)
			return true;
	return false;
}

struct table {
	size_t first, end;
	size_t filled; /* rows with content beneath the first */
	bool numbered, choosing;
};

static void
measure_table(const struct doc *d, struct table *t)
{
	const struct doc_line *l;

	for (t->end = t->first; in_table(d, t->first, t->end); t->end++) {
		l = &d->lines[t->end];
		if (l->kind == DOC_TABLE && t->end > t->first)
			t->filled++;
		if (l->raw.n > 1 && words_digit(l->raw.p[0]))
			t->numbered = true;
		if (has_drop_down(l->raw))
			t->choosing = true;
	}
}

/* In a table of positions `1 Sentence` is a field as well. */
static bool
is_empty_statement(const struct doc_line *l)
{
	struct str s = l->text;

	while (s.n > 0 && words_digit(s.p[0]))
		s = str_from(s, 1);
	return s.n < l->text.n && cut_prefix(&s, " | ") && is_field_cell(s);
}

static void
class_table(struct doc *d, const struct table *t)
{
	for (size_t i = t->first; i < t->end; i++) {
		struct doc_line *l = &d->lines[i];

		if (l->kind != DOC_TABLE)
			continue;
		if (t->numbered && t->choosing)
			l->kind = is_empty_statement(l) ? DOC_PLACEHOLDER
							: DOC_STATEMENT;
		else if (t->filled == 0)
			l->kind = DOC_HEADER;
	}
}

/* A row as the step of a plan that it is. */
static void
make_step(struct scanner *s, struct doc_line *l, struct timetable_line *step)
{
	struct str more,
	    *views[] = { &l->full, &l->text, &l->url, &l->who, &l->remark,
		    &l->more };

	set_text(s, l, buf_str(&step->text));
	if (step->who.n > 0)
		l->who = buf_str(&step->who);
	more = buf_str(&step->more);
	l->more = more;
	store(l, views, LEN(views));
	l->kind = l->text.n > 0 ? DOC_LIST : DOC_TABLE;
	l->listed = l->kind == DOC_LIST;
}

/* Makes the rows of a timetable steps. */
static void
class_timetable(struct scanner *s, const struct table *t)
{
	struct doc_line *first = &s->doc->lines[t->first], *l;
	char sep = str_trim(first->raw).p[0] == '|' ? '|' : '\t';
	struct timetable plan = { .ncol = 0 };
	struct timetable_line step = { BUF_INIT, BUF_INIT, BUF_INIT };

	if (t->end - t->first < 2 || t->choosing ||
	    !timetable_begin(&plan, first->raw, sep)) {
		timetable_release(&plan);
		return;
	}
	for (l = first + !plan.headless; l < s->doc->lines + t->end; l++)
		if (l->kind == DOC_TABLE &&
		    timetable_line(&plan, l->raw, &step))
			make_step(s, l, &step);
	if (!plan.headless)
		first->kind = DOC_MARKUP;
	timetable_line_release(&step);
	timetable_release(&plan);
}

static void
find_tables(struct scanner *s)
{
	struct doc *d = s->doc;
	struct table t = { 0, 0, 0, false, false };

	while (t.first < d->n) {
		if (!is_row(&d->lines[t.first])) {
			t.first++;
			continue;
		}
		measure_table(d, &t);
		class_table(d, &t);
		class_timetable(s, &t);
		t = (struct table){ .first = t.end };
	}
}

/* Worksheets: questions with an empty bullet beneath, two or more */

static bool
may_be_prompt(const struct doc_line *l)
{
	return (l->kind == DOC_PLAIN || l->kind == DOC_PARA ||
		   l->kind == DOC_PLACEHOLDER) &&
	    !l->listed && !is_row(l) && !says_time(l);
}

/* The slot that ends the questions from `i` on, or `i`. */
static size_t
find_slot(const struct doc *d, size_t i)
{
	size_t k = i;

	while (k < d->n && may_be_prompt(&d->lines[k]))
		k++;
	return k > i && k < d->n && d->lines[k].kind == DOC_SLOT ? k : i;
}

/* The lines of a question; the first of a sheet may be its heading. */
static void
class_prompt(struct doc *d, size_t i, size_t slot, bool begins)
{
	enum doc_kind kind = begins && slot - i > 1 ? DOC_TOPIC : DOC_PROMPT;

	for (; i < slot; i++) {
		if (d->lines[i].kind == DOC_PLACEHOLDER)
			continue;
		d->lines[i].kind = kind;
		kind = kind == DOC_TOPIC ? DOC_PROMPT : DOC_HINT;
	}
}

/* `Notes` ends a sheet: the next line names another. */
static bool
ends_sheet(const struct doc_line *l)
{
	return l->kind == DOC_PLACEHOLDER;
}

static size_t
class_worksheet(struct doc *d, size_t i)
{
	size_t slot = find_slot(d, i);
	bool begins = true;

	if (slot == i)
		return i + 1;
	if (find_slot(d, slot + 1) == slot + 1)
		return slot + 1;
	for (; slot > i; i = slot + 1, slot = find_slot(d, i)) {
		class_prompt(d, i, slot, begins);
		begins = ends_sheet(&d->lines[slot - 1]);
	}
	return i;
}

static void
find_worksheets(struct doc *d)
{
	size_t i = 0, k;

	while (i < d->n) {
		k = class_worksheet(d, i);
		/* Lines before a slot that did not come are not read again. */
		while (k < d->n && k > 0 && may_be_prompt(&d->lines[k]) &&
		    may_be_prompt(&d->lines[k - 1]))
			k++;
		i = k;
	}
}

/* Headings */

/* A heading's place in a numbering: `Week` 2, `` 3. */
struct series {
	struct str stem;
	long number;
};

/* The number, or the single letter, that `s` begins with; -1 if none. */
static long
leading_number(struct str s)
{
	size_t n = 0;
	long v = 0;

	while (n < s.n && n < 4 && words_digit(s.p[n]))
		v = v * 10 + (s.p[n++] - '0');
	if (n == 0 && s.n > 0 && s.p[0] >= 'A' && s.p[0] <= 'Z') {
		v = s.p[0] - 'A' + 1;
		n = 1;
	}
	return n > 0 && (n == s.n || !words_alnum(s.p[n])) ? v : -1;
}

/* `Activity 1 - Trees`, `Part B`: one word and its number. */
static struct series
series_of(const struct doc_line *l)
{
	size_t n = str_find(l->text, ' ');
	struct series s = { str_upto(l->text, n), -1 };

	if (l->label != DOC_UNLABELLED)
		return (struct series){ STR(""), l->number };
	if (n < l->text.n)
		s.number = leading_number(str_from(l->text, n + 1));
	return s;
}

static bool
same_series(struct series a, struct series b)
{
	return a.number >= 0 && b.number >= 0 && words_eq(a.stem, b.stem);
}

static bool
closes(struct str text)
{
	for (size_t i = 0; i < LEN(closings); i++)
		if (words_begin(text, closings[i]))
			return true;
	return false;
}

/* What is known while headings without `#` are looked for. */
struct outline {
	unsigned base;	 /* the level of the last `#` */
	bool section;	 /* in a section without `#` */
	struct series a; /* its last numbered heading */
};

static bool
leaves_section(const struct outline *o, const struct doc_line *l)
{
	return closes(l->text) ||
	    (o->a.number >= 0 && !same_series(o->a, series_of(l)));
}

static void
raise_to(struct doc_line *l, unsigned level)
{
	l->kind = DOC_HEADING;
	l->level = level;
}

/* The section over the heading that follows. */
static void
open_section(struct outline *o, struct doc_line *l)
{
	raise_to(l, o->base + 1);
	o->section = true;
	o->a = (struct series){ STR(""), -1 };
}

static void
raise_started(struct outline *o, struct doc_line *l)
{
	if (o->section && leaves_section(o, l))
		o->section = false;
	raise_to(l, o->base + (o->section ? 2 : 1));
	o->a = series_of(l);
}

static const struct doc_line *
next_of(const struct doc *d, size_t i)
{
	return i + 1 < d->n ? &d->lines[i + 1] : NULL;
}

/* Is the line's length alone in the next one, by a clock? */
static bool
timed_beneath(const struct doc_line *l, const struct doc_line *next)
{
	return next != NULL && next->kind == DOC_TIME && next->clock &&
	    l->start < 0 && l->length < 0;
}

static void
raise_plain(struct outline *o, struct doc_line *l, const struct doc_line *next)
{
	if (l->start >= 0)
		raise_started(o, l);
	else if (l->length >= 0)
		raise_to(l, o->base + 3);
	else if (next != NULL && next->kind == DOC_PLAIN && next->start >= 0)
		open_section(o, l);
	else if (timed_beneath(l, next)) {
		raise_to(l, o->base + 3);
		l->length = next->length;
	}
}

static void
raise_headings(struct doc *d)
{
	struct outline o = { 0, false, { STR(""), -1 } };

	for (size_t i = 0; i < d->n; i++) {
		struct doc_line *l = &d->lines[i];

		if (l->kind == DOC_HEADING)
			o = (struct outline){ .base = l->level,
				.a.number = -1 };
		else if (l->kind == DOC_PLAIN)
			raise_plain(&o, l, next_of(d, i));
	}
}

static bool
is_top(const struct doc_line *l)
{
	return l->kind == DOC_HEADING && l->level == 1;
}

/* The first heading with `#`, if only it is of the first level. */
static struct doc_line *
find_top(struct doc *d)
{
	struct doc_line *first = NULL;
	size_t tops = 0;

	for (size_t i = 0; i < d->n; i++) {
		if (first == NULL && d->lines[i].kind == DOC_HEADING)
			first = &d->lines[i];
		tops += is_top(&d->lines[i]);
	}
	return tops == 1 && is_top(first) ? first : NULL;
}

/* The heading over all: that one, or the first line. */
static void
find_title(struct doc *d)
{
	struct doc_line *title = find_top(d);

	if (title == NULL && d->n > 0 && d->lines[0].kind == DOC_PLAIN &&
	    !timed_beneath(d->lines, next_of(d, 0)))
		title = d->lines;
	if (title == NULL || says_time(title))
		return;
	title->kind = DOC_TITLE;
	title->level = 1;
}

/* The headings open at a place, by level. */
struct open {
	struct series series[DOC_LEVEL_MAX + 1];
};

/*
 * A heading whose number follows that of another open one has its level;
 * its own level, if its numbering goes on there, comes first.
 */
static unsigned
level_in(const struct open *o, struct series s, unsigned level)
{
	if (same_series(o->series[level], s))
		return level;
	for (unsigned k = DOC_LEVEL_MAX; k > 0; k--)
		if (same_series(o->series[k], s) &&
		    o->series[k].number + 1 == s.number)
			return k;
	return level;
}

static void
level_headings(struct doc *d)
{
	struct open o;
	struct series s;

	for (unsigned k = 0; k <= DOC_LEVEL_MAX; k++)
		o.series[k].number = -1;
	for (size_t i = 0; i < d->n; i++) {
		struct doc_line *l = &d->lines[i];

		if (l->kind != DOC_HEADING)
			continue;
		s = series_of(l);
		l->level = level_in(&o, s, l->level);
		l->follows = same_series(o.series[l->level], s);
		o.series[l->level] = s;
		for (unsigned k = l->level + 1; k <= DOC_LEVEL_MAX; k++)
			o.series[k].number = -1;
	}
}

void
doc_scan(struct doc *d, struct str bytes)
{
	struct scanner s = { .doc = d, .clean = MARKUP_INIT };
	struct str rest, raw;

	*d = (struct doc){ NULL, 0, 0, BUF_INIT };
	markup_normal(&d->bytes, bytes);
	rest = buf_str(&d->bytes);
	while (str_split(&rest, '\n', &raw)) {
		s.no++;
		scan_line(&s, raw);
	}
	join_paragraphs(d);
	find_tables(&s);
	markup_release(&s.clean);
	find_worksheets(d);
	find_title(d);
	raise_headings(d);
	level_headings(d);
}

void
doc_release(struct doc *d)
{
	for (size_t i = 0; i < d->n; i++)
		free(d->lines[i].store);
	free(d->lines);
	buf_release(&d->bytes);
	*d = (struct doc){ NULL, 0, 0, BUF_INIT };
}

/* Sections */

typedef bool fit(struct str text, struct str name);

/* `Week 1` begins `Week 1: trees`, not `Week 10`. */
static bool
begins_whole(struct str text, struct str name)
{
	return words_prefix(text, name) &&
	    (text.n == name.n || !words_alnum(text.p[name.n]));
}

/* From the best fit to the least, headings before the title. */
static const struct {
	enum doc_kind kind;
	fit *fits;
} fits[] = {
	{ DOC_HEADING, words_eq },
	{ DOC_HEADING, begins_whole },
	{ DOC_HEADING, words_prefix },
	{ DOC_TITLE, words_prefix },
};

static bool
find_heading(const struct doc *d, struct str name, size_t how, size_t *at)
{
	for (*at = 0; *at < d->n; (*at)++)
		if (d->lines[*at].kind == fits[how].kind &&
		    fits[how].fits(d->lines[*at].text, name))
			return true;
	return false;
}

static bool
find_best(const struct doc *d, struct str name, size_t *at)
{
	for (size_t how = 0; how < LEN(fits); how++)
		if (find_heading(d, name, how, at))
			return true;
	return false;
}

/* Does `l` end the section of the heading `h`?  Nothing ends the title's. */
static bool
ends_section(const struct doc_line *l, const struct doc_line *h)
{
	return h->kind == DOC_HEADING && l->kind == DOC_HEADING &&
	    l->level <= h->level;
}

bool
doc_section(const struct doc *d, struct str name, size_t *from, size_t *to)
{
	name = str_trim(name);
	if (name.n == 0 || !find_best(d, name, from))
		return false;
	*to = *from + 1;
	while (*to < d->n && !ends_section(&d->lines[*to], &d->lines[*from]))
		(*to)++;
	return true;
}
