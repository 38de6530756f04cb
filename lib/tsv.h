/*
 * tsv: the escapes inside a field of a table.
 *
 * `\t` `\n` `\r` `\\` stand for those characters; a backslash before any
 * other character stands for itself.  `\N` as a whole field is no text: it
 * says that the field is cleared.  A raw field is as it stands in the file;
 * plain text is what it means.
 */
#ifndef TSV_H
#define TSV_H

#include "buf.h"

#define TSV_CLEARED STR("\\N")

/* Appends plain text as a raw field, and a raw field as plain text. */
void tsv_add_raw(struct buf *b, struct str plain);
void tsv_add_plain(struct buf *b, struct str raw);
/* Compares two raw fields as memcmp, by how tsv_add_raw writes what they mean:
 * two spellings of one text are equal. */
int tsv_compare(struct str a, struct str b);

/* Whether a raw field is its own plain text, and whether it also is what
 * tsv_add_raw makes of that: a bare CR within a line is not. */
static inline bool
tsv_is_plain(struct str raw)
{
	return raw.n == 0 || memchr(raw.p, '\\', raw.n) == NULL;
}

static inline bool
tsv_is_exact(struct str raw)
{
	return tsv_is_plain(raw) &&
	    (raw.n == 0 || memchr(raw.p, '\r', raw.n) == NULL);
}

#endif
