/*
 * link: addresses that stand in a text, `https://a.example/b`.
 *
 * What a reader, and GitHub, takes for one: from `http://`, `https://` or
 * `ftp://` up to a blank or a character that ends it, less the punctuation of
 * the sentence around it.
 *
 *	while ((link = link_find(s)).n > 0) {
 *		text in front: [s.p, link.p)
 *		s = link_behind(s, link);
 *	}
 */
#ifndef LINK_H
#define LINK_H

#include "str.h"

/* The first one, a view of `s`; empty where there is none. */
struct str link_find(struct str s);
/* What stands behind a part of `s`. */
struct str link_behind(struct str s, struct str part);

/* Whether `s` begins as `&amp;` or `&#38;` do. */
bool link_is_entity(struct str s);

/*
 * Whether the whole of `s` is an address that a page may lead to: http, https
 * or mailto, in any case, something behind it, and no blank or control
 * character.  Anything else, `javascript:` above all, is only text.
 */
bool link_is_safe(struct str s);

#endif
