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

struct str
wrap_take(struct str *rest, size_t width)
{
	struct str line = str_upto(*rest, str_find(*rest, '\n')), fit;
	size_t n;

	fit = utf8_cut(line, width);
	if (fit.n == line.n) {
		*rest = str_from(*rest, line.n + 1);
		return line;
	}
	for (n = fit.n; n > 0 && line.p[n] != ' ';)
		n--;
	fit.n = n > 0 ? n : fit.n > 0 ? fit.n : line.n;
	*rest = str_from(*rest, fit.n + (n > 0));
	return fit;
}
