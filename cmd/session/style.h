/*
 * style: how a paper looks as an HTML page, on a screen and on paper.
 */
#ifndef SESSION_STYLE_H
#define SESSION_STYLE_H

#include "buf.h"

/* Appends a style sheet, which loads nothing from elsewhere. */
void style_add(struct buf *b);

#endif
