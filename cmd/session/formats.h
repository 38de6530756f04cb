/*
 * formats: a paper, which must be at its end, as a text.
 *
 * What a paper says may hold anything.  As `text` it is fit for a terminal, in
 * lines of at most `width` columns where words allow; as `markdown`, `html` and
 * `json` all of it shows as itself: the escapes are those of lib/out.h.
 */
#ifndef SESSION_FORMATS_H
#define SESSION_FORMATS_H

#include "buf.h"
#include "paper.h"

void text_print(const struct paper *p, size_t width, struct buf *b);
void markdown_print(const struct paper *p, struct buf *b);
/* One page that loads nothing and runs nothing, for screens, paper and screen
 * readers. */
void html_print(const struct paper *p, struct buf *b);
void json_print(const struct paper *p, struct buf *b);

#endif
