#include <stdio.h>
#include <stdlib.h>

#include "buf.h"
#include "xalloc.h"

/* Most of what is formatted fits, so it need not be measured first. */
enum { FORMAT_ROOM = 32 };

void
buf_release(struct buf *b)
{
	free(b->p);
	*b = (struct buf)BUF_INIT;
}

void
buf_cut(struct buf *b, size_t n)
{
	b->n = n;
	if (b->p != NULL)
		b->p[n] = '\0';
}

char *
buf_room(struct buf *b, size_t n)
{
	size_t want = b->n + n + 1;

	if (want > b->cap) {
		size_t cap = b->cap > 0 ? b->cap * 2 : 64;

		b->cap = want > cap ? want : cap;
		b->p = xrealloc(b->p, b->cap, 1);
		b->p[b->n] = '\0';
	}
	return b->p + b->n;
}

void
buf_add(struct buf *b, struct str s)
{
	if (s.n == 0)
		return;
	memcpy(buf_room(b, s.n), s.p, s.n);
	buf_cut(b, b->n + s.n);
}

void
buf_addc(struct buf *b, char c)
{
	buf_add(b, (struct str){ &c, 1 });
}

void
buf_addz(struct buf *b, const char *z)
{
	buf_add(b, str_of(z));
}

void
buf_addn(struct buf *b, unsigned long n, int width)
{
	char digits[3 * sizeof(n) + 1], *end = digits + sizeof(digits),
					*p = end;

	do
		*--p = (char)('0' + n % 10);
	while ((n /= 10) > 0);
	while (end - p < width && p > digits)
		*--p = '0';
	buf_add(b, (struct str){ p, (size_t)(end - p) });
}

void
buf_addv(struct buf *b, const char *fmt, va_list ap)
{
	char *p = buf_room(b, FORMAT_ROOM);
	size_t room = b->cap - b->n;
	va_list again;
	int n;

	va_copy(again, ap);
	n = vsnprintf(p, room, fmt, again);
	va_end(again);
	if (n >= 0 && (size_t)n >= room)
		n = vsnprintf(buf_room(b, (size_t)n), (size_t)n + 1, fmt, ap);
	buf_cut(b, b->n + (n > 0 ? (size_t)n : 0));
}

void
buf_addf(struct buf *b, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	buf_addv(b, fmt, ap);
	va_end(ap);
}

char *
buf_detach(struct buf *b)
{
	char *z = b->p != NULL ? b->p : xstrdup("");

	*b = (struct buf)BUF_INIT;
	return z;
}
