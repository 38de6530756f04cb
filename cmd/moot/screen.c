#include <stdio.h>

#include "screen.h"
#include "term.h"
#include "utf8.h"

#define CLEAR_LINE "\033[K"

/* Appends `line` without its escape sequences (colours) and controls. */
static void
add_plain(struct buf *b, struct str line)
{
	size_t i = 0;

	while (i < line.n) {
		if (line.p[i] != '\033') {
			if ((unsigned char)line.p[i] >= ' ')
				buf_addc(b, line.p[i]);
			i++;
			continue;
		}
		i += 2;
		while (i < line.n && (line.p[i] < '@' || line.p[i] > '~'))
			i++;
		i++;
	}
}

/* Rows that a line takes on a terminal that wraps it. */
static size_t
rows_of(struct str line, size_t columns)
{
	struct buf plain = BUF_INIT;
	size_t width;

	add_plain(&plain, line);
	width = utf8_width(buf_str(&plain));
	buf_release(&plain);
	return width == 0 ? 1 : (width + columns - 1) / columns;
}

static size_t
count_lines(struct str text)
{
	struct str line;
	size_t n = 0;

	while (str_split(&text, '\n', &line))
		n++;
	return n;
}

static void
add_line(struct buf *b, struct str line)
{
	while (line.n > 0 && line.p[line.n - 1] == '\r')
		line.n--;
	buf_add(b, line);
	buf_addz(b, "\033[m" CLEAR_LINE "\r\n");
}

static void
add_about(struct buf *b, struct str about, size_t more, int rows, int columns)
{
	struct buf said = BUF_INIT;

	if (more > 0)
		buf_addf(
		    &said, "%zu more line%s   ", more, more > 1 ? "s" : "");
	utf8_add_visible(&said, about);
	buf_addf(b, "\033[%d;1H\033[2m", rows);
	buf_add(b, utf8_cut(buf_str(&said), (size_t)columns - 1));
	buf_addz(b, "\033[m" CLEAR_LINE);
	buf_release(&said);
}

void
screen_draw(struct str text, struct str about)
{
	struct buf b = BUF_INIT;
	struct str rest = text, line;
	size_t used = 0, need;
	int rows, columns;

	term_size(&rows, &columns);
	buf_addz(&b, "\033[H");
	while (str_split(&rest, '\n', &line)) {
		need = rows_of(line, (size_t)columns);
		if (used + need > (size_t)rows - 1) {
			rest.p = line.p;
			rest.n = (size_t)(text.p + text.n - line.p);
			break;
		}
		add_line(&b, line);
		used += need;
	}
	buf_addz(&b, "\033[J");
	add_about(&b, about, count_lines(rest), rows, columns);
	fwrite(b.p, 1, b.n, stdout);
	fflush(stdout);
	buf_release(&b);
}

void
screen_enter(void)
{
	fputs("\033[?1049h\033[?25l", stdout);
	fflush(stdout);
}

void
screen_leave(void)
{
	fputs("\033[?25h\033[?1049l", stdout);
	fflush(stdout);
}
