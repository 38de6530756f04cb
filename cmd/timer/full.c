/*
 * The display of the whole screen, by ncurses: the title, the time in big
 * digits, a bar, what comes next, the keys.
 */
#include <curses.h>
#include <langinfo.h>
#include <limits.h>
#include <locale.h>
#include <stdlib.h>
#include <termcap.h>

/* ncurses has macros of these names. */
#undef columns
#undef lines

#include "scene.h"
#include "utf8.h"
#include "xalloc.h"

enum { GLYPH_ROWS = 5, GLYPH_COLUMNS = 3, SCALE_MOST = 5, MARGIN = 4 };

struct full {
	SCREEN *screen;
	bool colour;
};

/* A glyph's rows from the top, three bits each, the left one highest. */
static const struct {
	char c;
	unsigned char row[GLYPH_ROWS];
} glyphs[] = { { '0', { 7, 5, 5, 5, 7 } }, { '1', { 2, 6, 2, 2, 7 } },
	{ '2', { 7, 1, 7, 4, 7 } }, { '3', { 7, 1, 7, 1, 7 } },
	{ '4', { 5, 5, 7, 1, 1 } }, { '5', { 7, 4, 7, 1, 7 } },
	{ '6', { 7, 4, 7, 5, 7 } }, { '7', { 7, 1, 1, 1, 1 } },
	{ '8', { 7, 5, 7, 5, 7 } }, { '9', { 7, 5, 7, 1, 7 } },
	{ ':', { 0, 2, 0, 2, 0 } }, { '-', { 0, 0, 7, 0, 0 } } };

static const unsigned char *
glyph_of(char c)
{
	size_t i = 0;

	while (i + 1 < sizeof(glyphs) / sizeof(glyphs[0]) && glyphs[i].c != c)
		i++;
	return glyphs[i].row;
}

static int
at_most(size_t n)
{
	return n < INT_MAX ? (int)n : INT_MAX;
}

/* ---- parts of the screen */

static void
put_centred(int row, struct str s)
{
	struct str cut = utf8_cut(s, COLS > 0 ? (size_t)COLS : 0);

	if (row < 0 || row >= LINES || cut.n == 0)
		return;
	mvaddnstr(
	    row, (COLS - at_most(utf8_width(cut))) / 2, cut.p, at_most(cut.n));
}

/* In a low terminal the time comes first, then the last row: what would stand
 * on either is left out. */
static bool
is_below(int row)
{
	return row < LINES - 1;
}

/* One bit of a glyph: a block twice as wide as high. */
static void
put_block(int row, int column, int scale)
{
	int i;

	for (i = 0; i < scale; i++)
		mvhline(row + i, column, ' ' | A_REVERSE, 2 * scale);
}

static void
put_glyph(char c, int row, int column, int scale)
{
	const unsigned char *bits = glyph_of(c);
	int i, j;

	for (i = 0; i < GLYPH_ROWS; i++)
		for (j = 0; j < GLYPH_COLUMNS; j++)
			if (bits[i] & 4 >> j)
				put_block(row + i * scale,
				    column + j * 2 * scale, scale);
}

/* Columns that the time takes: a blank column of blocks parts glyphs. */
static int
digits_width(struct str time, int scale)
{
	return (at_most(time.n) * (GLYPH_COLUMNS + 1) - 1) * 2 * scale;
}

/* The largest scale at which the time fits; 0: none does. */
static int
scale_for(struct str time)
{
	int scale = SCALE_MOST;

	while (scale > 0 &&
	    (digits_width(time, scale) > COLS - MARGIN ||
		GLYPH_ROWS * scale > LINES - 2 * MARGIN))
		scale--;
	return scale;
}

static void
put_time(struct str time, int row, int scale)
{
	int column = (COLS - digits_width(time, scale)) / 2;
	size_t i;

	for (i = 0; i < time.n; i++)
		put_glyph(time.p[i], row,
		    column + at_most(i) * (GLYPH_COLUMNS + 1) * 2 * scale,
		    scale);
}

static void
put_bar(int row, int permille)
{
	int width = COLS - 2 * MARGIN, full;

	if (permille < 0 || width < 1 || !is_below(row))
		return;
	full = width * permille / 1000;
	mvhline(row, MARGIN, ACS_HLINE, width);
	mvhline(row, MARGIN, ' ' | A_REVERSE, full);
}

static void
put_next(int row, struct str next)
{
	struct buf b = BUF_INIT;

	if (next.n > 0 && is_below(row)) {
		buf_addf(&b, "then: %.*s", STR_ARG(next));
		put_centred(row, buf_str(&b));
	}
	buf_release(&b);
}

/* ---- the whole */

static void
set_tone(const struct full *f, enum tone tone)
{
	standend();
	if (tone >= TONE_LAST)
		attron(A_BOLD);
	if (f->colour && tone != TONE_OK)
		color_set(tone == TONE_OVER ? 2 : 1, NULL);
}

static void
put_above(const struct full *f, int top, const struct scene *s)
{
	int row = top > 3 ? top - 3 : 0;

	standend();
	attron(A_BOLD);
	if (row < top)
		put_centred(row, s->title);
	set_tone(f, s->speaker_tone);
	if (row + 1 < top)
		put_centred(row + 1, s->speaker);
}

static void
put_below(const struct full *f, int row, const struct scene *s)
{
	set_tone(f, s->tone);
	put_bar(row + 1, s->permille);
	if (is_below(row + 2))
		put_centred(row + 2, s->state);
	standend();
	put_next(row + 3, s->next);
	if (row < LINES)
		put_centred(LINES - 1, s->notice.n > 0 ? s->notice : s->keys);
}

static void
draw(void *arg, const struct scene *s)
{
	struct full *f = arg;
	int scale = scale_for(s->time),
	    rows = scale > 0 ? GLYPH_ROWS * scale : 1, top = (LINES - rows) / 2;

	erase();
	put_above(f, top, s);
	set_tone(f, s->tone);
	if (scale > 0)
		put_time(s->time, top, scale);
	else
		put_centred(top, s->time);
	put_below(f, top + rows, s);
	refresh();
}

static void
again(void *arg)
{
	int rows, columns;

	(void)arg;
	term_size(&rows, &columns);
	resizeterm(rows, columns);
	clearok(curscr, TRUE);
}

/* Titles are UTF-8 whatever the locale is. */
static void
speak_utf8(void)
{
	if (setlocale(LC_CTYPE, "") == NULL ||
	    strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
		setlocale(LC_CTYPE, "C.UTF-8");
}

static void
begin_colour(struct full *f)
{
	f->colour = term_has_colour() && has_colors() && start_color() == OK;
	if (!f->colour)
		return;
	use_default_colors();
	init_pair(1, COLOR_YELLOW, -1);
	init_pair(2, COLOR_RED, -1);
}

/* The terminal's modes are lib/term's, and set by now. */
static void
show(void *arg)
{
	struct full *f = arg;

	if (f->screen == NULL) {
		speak_utf8();
		f->screen = newterm(NULL, stdout, stdin);
		if (f->screen == NULL)
			return;
		begin_colour(f);
	}
	curs_set(0);
	again(f);
}

static void
hide(void *arg)
{
	struct full *f = arg;

	if (f->screen != NULL)
		endwin();
}

static void
bell(void *arg)
{
	(void)arg;
	beep();
	fflush(stdout);
}

static void
release(void *arg)
{
	struct full *f = arg;

	if (f->screen != NULL)
		delscreen(f->screen);
	free(f);
}

/* Whether the terminal is known, and can move its cursor. */
static bool
moves_cursor(void)
{
	return !term_is_dumb() && tgetent(NULL, getenv("TERM")) == 1 &&
	    tgetstr("cm", NULL) != NULL;
}

bool
full_display(struct display *d)
{
	struct full *f;

	if (!moves_cursor())
		return false;
	f = xcalloc(1, sizeof(*f));
	*d = (struct display){ .face = { show, hide, f },
		.draw = draw,
		.bell = bell,
		.again = again,
		.free = release };
	return true;
}
