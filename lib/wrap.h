/*
 * wrap: a text in lines that fit a terminal.
 *
 *	wrap_add_visible(&b, text);
 *	rest = buf_str(&b);
 *	do {
 *		line = wrap_take(&rest, 72);
 *		printf("%.*s\n", STR_ARG(line));
 *	} while (rest.n > 0);
 */
#ifndef WRAP_H
#define WRAP_H

#include "buf.h"

/* Appends the text's lines, each as utf8_add_visible has it, LF left as it
 * is. */
void wrap_add_visible(struct buf *b, struct str s);
/* Cuts off the next line of at most `width` columns, between words where that
 * can be; at least one character, however wide. */
struct str wrap_take(struct str *rest, size_t width);

#endif
