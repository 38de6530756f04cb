#include <stdlib.h>

#include "duration.h"
#include "listed.h"
#include "plan.h"
#include "xalloc.h"

/* A line and what it says of an item; -1 where it does not. */
struct line {
	struct str text;
	int depth;
	long offset, length;
	bool sum; /* its own word for it */
};

struct lines {
	struct line *v;
	size_t n, cap;
	size_t depth, offset, length, sum; /* positions of the columns */
};

static struct str
field(struct str line, size_t at)
{
	struct str f = { NULL, 0 };

	while (str_split(&line, '\t', &f))
		if (at-- == 0)
			return f;
	return (struct str){ NULL, 0 };
}

/* The position of the column of that name, SIZE_MAX where there is none. */
static size_t
position(struct str header, const char *name)
{
	struct str f;
	size_t i;

	for (i = 0; str_split(&header, '\t', &f); i++)
		if (str_is(f, name))
			return i;
	return SIZE_MAX;
}

static void
read_lines(struct lines *l, struct str text)
{
	struct str line;
	struct line *v;

	while (str_split(&text, '\n', &line)) {
		l->v = xgrow(l->v, l->n, &l->cap, sizeof(*l->v));
		v = &l->v[l->n++];
		*v = (struct line){ line, 0, -1, -1, false };
		if (l->n == 1) {
			l->depth = position(line, "depth");
			l->offset = position(line, "offset");
			l->length = position(line, "length");
			l->sum = position(line, "sum");
			continue;
		}
		v->sum = str_is(field(line, l->sum), "yes");
		v->depth = plan_depth(field(line, l->depth));
		duration_parse_offset(field(line, l->offset), &v->offset);
		duration_parse(field(line, l->length), &v->length);
	}
}

/* The line behind `i` and all that is beneath it. */
static size_t
behind(const struct lines *l, size_t i)
{
	size_t j = i + 1;

	while (j < l->n && l->v[j].depth > l->v[i].depth)
		j++;
	return j;
}

/*
 * Whether the length of line `i` is that of its parts: as the column `sum`
 * says or, of a listing without it, where these end with it.  Offsets
 * are cut to minutes.  A part without length shows that it is shared out,
 * of a length that is the parent's own.
 */
static bool
is_sum(const struct lines *l, size_t i)
{
	size_t end = behind(l, i), j = i + 1;
	long last = -1;

	if (l->sum != SIZE_MAX)
		return l->v[i].sum;
	while (j < end) {
		const struct line *v = &l->v[j];

		if (v->offset == -1) {
			j++;
			continue;
		}
		if (v->length == -1)
			return false;
		if (v->offset + v->length > last)
			last = v->offset + v->length;
		j = behind(l, j);
	}
	return last != -1 && labs(l->v[i].offset + l->v[i].length - last) < 60;
}

static void
add_without(struct buf *b, struct str line, size_t at)
{
	struct str f;
	size_t i;

	for (i = 0; str_split(&line, '\t', &f); i++) {
		if (i > 0)
			buf_addc(b, '\t');
		if (i != at)
			buf_add(b, f);
	}
}

void
listed_own(struct str text, struct buf *b)
{
	struct lines l = { .n = 0 };
	bool listing;
	size_t i;

	read_lines(&l, text);
	listing = l.n > 0 && l.depth != SIZE_MAX && l.offset != SIZE_MAX &&
	    l.length != SIZE_MAX;
	for (i = 0; i < l.n; i++) {
		if (listing && i > 0 && l.v[i].offset != -1 &&
		    l.v[i].length != -1 && is_sum(&l, i))
			add_without(b, l.v[i].text, l.length);
		else
			buf_add(b, l.v[i].text);
		buf_addc(b, '\n');
	}
	free(l.v);
}
