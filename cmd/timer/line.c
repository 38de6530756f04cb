/* The display of one line. */
#include <stdio.h>
#include <stdlib.h>

#include "scene.h"
#include "utf8.h"
#include "xalloc.h"

enum { BAR_LEAST = 6, BAR_MOST = 60, GAP = 2 };

struct line {
	struct buf last; /* what stands there */
	struct buf now;
	size_t width; /* of what stands there */
	bool dumb, colour;
};

/* As SGR parameters; none for TONE_OK. */
static const char *const colours[] = { [TONE_OK] = NULL,
	[TONE_WARN] = "33",
	[TONE_LAST] = "1;33",
	[TONE_OVER] = "1;31" };

static void
begin_colour(struct line *l, enum tone tone)
{
	if (l->colour && colours[tone] != NULL)
		buf_addf(&l->now, "\033[%sm", colours[tone]);
}

static void
end_colour(struct line *l, enum tone tone)
{
	if (l->colour && colours[tone] != NULL)
		buf_addz(&l->now, "\033[m");
}

/* Adds `s` cut to *room columns, and takes them off. */
static void
add_cut(struct line *l, struct str s, size_t *room)
{
	struct str cut = utf8_cut(s, *room);

	buf_add(&l->now, cut);
	*room -= utf8_width(cut);
}

static void
add_gap(struct line *l, size_t *room)
{
	add_cut(l, STR("  "), room);
}

static void
add_bar(struct line *l, const struct scene *s, size_t *room)
{
	size_t n = *room < BAR_MOST ? *room : BAR_MOST, full, i;

	full = n * (size_t)s->permille / 1000;
	for (i = 0; i < n; i++)
		if (l->dumb)
			buf_addc(&l->now, i < full ? '#' : '-');
		else
			buf_addz(&l->now, i < full ? "━" : "─");
	*room -= n;
}

/* The title and the bar, or what is to be said. */
static void
add_left(struct line *l, const struct scene *s, size_t room)
{
	bool bar = s->notice.n == 0 && s->permille >= 0;

	if (s->notice.n > 0)
		add_cut(l, s->notice, &room);
	else
		add_cut(
		    l, utf8_cut(s->title, bar ? room * 3 / 4 : room), &room);
	if (!bar || room < BAR_LEAST + GAP)
		return;
	add_gap(l, &room);
	begin_colour(l, s->tone);
	add_bar(l, s, &room);
	end_colour(l, s->tone);
}

/* Leaves room for the clock itself, and for the title. */
static size_t
speaker_width(const struct scene *s, size_t columns)
{
	size_t width = utf8_width(s->speaker) + GAP;

	return s->speaker.n > 0 && columns / 2 >= width ? width : 0;
}

static void
add_speaker(struct line *l, const struct scene *s, size_t room)
{
	add_gap(l, &room);
	begin_colour(l, s->speaker_tone);
	add_cut(l, s->speaker, &room);
	end_colour(l, s->speaker_tone);
}

static void
add_right(struct line *l, const struct scene *s, size_t room)
{
	if (s->time.n > 0 && l->now.n > 0)
		add_gap(l, &room);
	begin_colour(l, s->tone);
	if (s->state.n > 0 && room > utf8_width(s->state) + GAP) {
		add_cut(l, s->state, &room);
		add_gap(l, &room);
	}
	add_cut(l, s->time, &room);
	end_colour(l, s->tone);
}

static void
compose(struct line *l, const struct scene *s, size_t columns)
{
	size_t speaker = speaker_width(s, columns),
	       right = utf8_width(s->time) + GAP;

	if (s->state.n > 0)
		right += utf8_width(s->state) + GAP;
	buf_cut(&l->now, 0);
	if (columns > right + speaker)
		add_left(l, s, columns - right - speaker);
	if (columns > right + speaker && speaker > 0)
		add_speaker(l, s, speaker);
	add_right(l, s, columns > right ? right : columns);
}

static size_t
plain_width(const struct line *l)
{
	return utf8_width(buf_str(&l->now));
}

/* A dumb terminal cannot clear to the end of the line: blanks do. */
static void
put(struct line *l)
{
	size_t width = l->dumb ? plain_width(l) : 0, i;

	putchar('\r');
	fwrite(l->now.p, 1, l->now.n, stdout);
	for (i = width; i < l->width; i++)
		putchar(' ');
	l->width = width;
	if (!l->dumb)
		fputs("\033[K", stdout);
	fflush(stdout);
}

static void
draw(void *arg, const struct scene *s)
{
	struct line *l = arg;
	struct buf swap;
	int rows, columns;

	term_size(&rows, &columns);
	compose(l, s, (size_t)columns - 1);
	if (l->last.p != NULL && str_eq(buf_str(&l->now), buf_str(&l->last)))
		return;
	put(l);
	swap = l->last;
	l->last = l->now;
	l->now = swap;
}

static void
again(void *arg)
{
	buf_release(&((struct line *)arg)->last);
}

static void
show(void *arg)
{
	struct line *l = arg;

	again(l);
	if (!l->dumb)
		fputs("\033[?25l", stdout);
}

/* The last line stays, as a record. */
static void
hide(void *arg)
{
	struct line *l = arg;

	if (!l->dumb)
		fputs("\033[?25h", stdout);
	if (l->last.n > 0)
		putchar('\n');
	l->width = 0;
	fflush(stdout);
}

static void
bell(void *arg)
{
	(void)arg;
	putchar('\a');
	fflush(stdout);
}

static void
release(void *arg)
{
	struct line *l = arg;

	buf_release(&l->last);
	buf_release(&l->now);
	free(l);
}

void
line_display(struct display *d)
{
	struct line *l = xcalloc(1, sizeof(*l));

	l->dumb = term_is_dumb();
	l->colour = term_has_colour();
	*d = (struct display){ .face = { show, hide, l },
		.draw = draw,
		.bell = bell,
		.again = again,
		.free = release };
}
