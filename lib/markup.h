/*
 * markup: a line of Markdown or of exported HTML as the text it shows.
 *
 * markup_normal makes any bytes into text that the other functions, a table
 * and a terminal can take: valid UTF-8 (what is not becomes U+FFFD), without
 * control characters but TAB and LF, no-break and wide spaces as spaces,
 * nothing of zero width that turns or hides text.
 *
 * markup_clean takes emphasis, code marks, HTML tags, entities, escapes and
 * links out of one such line.  The first address is given apart; a further
 * one stays in the text, in <>.  An address that only points into the same
 * page (`#`) is none.
 *
 *	struct markup m = MARKUP_INIT;
 *	markup_clean(&m, STR("**Form** of [today](https://a.example/)"));
 *	m.text is `Form of today`, m.url the address,
 *	m.full is `Form of today <https://a.example/>`
 *	markup_release(&m);
 *
 * Both work in linear time.
 */
#ifndef MARKUP_H
#define MARKUP_H

#include "buf.h"

struct markup {
	struct buf text; /* without the first address, unless nothing else */
	struct buf full; /* with it */
	struct buf url;
	bool tags; /* HTML was taken out */
};

#define MARKUP_INIT                                 \
	{                                           \
		BUF_INIT, BUF_INIT, BUF_INIT, false \
	}

/* Appends `in` to `out`, a CR before LF dropped, any other CR as LF. */
void markup_normal(struct buf *out, struct str in);
/* Replaces what `m` held. */
void markup_clean(struct markup *m, struct str line);
void markup_release(struct markup *m);

#endif
