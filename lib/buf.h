/*
 * buf: bytes that grow.
 *
 * A buf is usable after `struct buf b = BUF_INIT;` and after buf_release.
 * It always holds a NUL behind its last byte, so buf_z is a C string as long
 * as the bytes hold none.  Views of a buf live until it next changes.
 *
 *	struct buf b = BUF_INIT;
 *	buf_add(&b, STR("hello"));
 *	buf_addf(&b, ", %d", 7);
 *	use(buf_str(&b));
 *	buf_release(&b);
 */
#ifndef BUF_H
#define BUF_H

#include <stdarg.h>

#include "str.h"

struct buf {
	char *p;
	size_t n, cap;
};

#define BUF_INIT           \
	{                  \
		NULL, 0, 0 \
	}

void buf_release(struct buf *b);
/* Keeps the first `n` bytes; n must not exceed what is there. */
void buf_cut(struct buf *b, size_t n);
/* Room for `n` more bytes behind the last; returns where they go. */
char *buf_room(struct buf *b, size_t n);

void buf_add(struct buf *b, struct str s);
void buf_addc(struct buf *b, char c);
void buf_addz(struct buf *b, const char *z);
/* In decimal, with zeros before it up to `width` digits. */
void buf_addn(struct buf *b, unsigned long n, int width);
void buf_addf(struct buf *b, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
void buf_addv(struct buf *b, const char *fmt, va_list ap)
    __attribute__((format(printf, 2, 0)));

static inline struct str
buf_str(const struct buf *b)
{
	return (struct str){ b->p, b->n };
}

/* As a C string, "" when nothing was added. */
static inline const char *
buf_z(const struct buf *b)
{
	return b->p != NULL ? b->p : "";
}

/* Takes the string out: the caller frees it, the buf is empty. */
char *buf_detach(struct buf *b);

#endif
