#include "wrap.h"
#include "utf8.h"

void
wrap_add_visible(struct buf *b, struct str s)
{
	struct str line;
	bool more = false;

	while (str_split(&s, '\n', &line)) {
		if (more)
			buf_addc(b, '\n');
		utf8_add_visible(b, line);
		more = true;
	}
}

/* Where the line ends that is longer than its first `n` bytes, at best at a
 * blank; *blank is whether there. */
static size_t
break_at(struct str s, size_t n, bool *blank)
{
	size_t at = n;

	while (at > 0 && s.p[at] != ' ')
		at--;
	*blank = at > 0;
	if (at > 0)
		return at;
	return n > 0 ? n : str_find(s, '\n');
}

struct str
wrap_take(struct str *rest, size_t width)
{
	struct str fit = utf8_cut(*rest, width), line;
	size_t lf = str_find(str_upto(*rest, fit.n + 1), '\n'), n;
	bool blank;

	if (lf <= fit.n || fit.n == rest->n) {
		line = str_upto(fit, lf);
		*rest = str_from(*rest, line.n + 1);
		return line;
	}
	n = break_at(*rest, fit.n, &blank);
	line = str_upto(*rest, n);
	*rest = str_from(*rest, n + blank);
	return line;
}
