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
	struct str line = utf8_cut_line(*rest, width);
	bool blank = true; /* an LF, or one that the line is broken at */

	if (line.n < rest->n && rest->p[line.n] != '\n')
		line = str_upto(*rest, break_at(*rest, line.n, &blank));
	*rest = str_from(*rest, line.n + blank);
	return line;
}
