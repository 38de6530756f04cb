/*
 * utf8: what text looks like and when two texts are the same.
 *
 * All by utf8proc, so nothing depends on the locale.  Widths are columns
 * of a terminal: wide characters count 2, combining ones 0, and a control
 * character as many as its visible form `\x1b` takes.  A grapheme cluster
 * counts what its characters count together, at most 2: an emoji sequence
 * or a flag is 2.
 */
#ifndef UTF8_H
#define UTF8_H

#include "buf.h"

/* A byte order mark, with which some programs begin a text. */
#define UTF8_MARK "\xef\xbb\xbf"

/* The text without one at its beginning. */
static inline struct str
utf8_skip_mark(struct str s)
{
	return str_starts(s, STR(UTF8_MARK)) ? str_from(s, 3) : s;
}

/* True where `s` is well-formed UTF-8 (RFC 3629) without NUL. */
bool utf8_valid(struct str s);

/*
 * Appends `s` with NUL and what is not UTF-8 replaced by U+FFFD (one for each
 * maximal subpart, as Unicode recommends): utf8_valid holds for the result.
 */
void utf8_add_repaired(struct buf *b, struct str s);

/*
 * Appends `s` fit for a document, HTML above all: repaired, each control
 * character but TAB and LF and each noncharacter (U+FFFE ...) as U+FFFD, and
 * CR, or CR LF, as LF.
 */
void utf8_add_clean(struct buf *b, struct str s);

/*
 * Appends `s` fit for a terminal: each C0, DEL and C1 control character as
 * `\x1b` (LF as `\n`, TAB as `\t`, CR as `\r`), bidirectional overrides and
 * isolates (U+202A..202E, U+2066..2069) as `\u202e`; nothing else changes.
 * Bytes that are not UTF-8 come out as `\xff`.
 */
void utf8_add_visible(struct buf *b, struct str s);

/*
 * Appends lines fit for a terminal: as utf8_add_visible, but what only lays
 * them out stays, which is LF, CR LF and TAB.
 */
void utf8_add_visible_lines(struct buf *b, struct str s);

/* Columns that utf8_add_visible's output for `s` takes. */
size_t utf8_width(struct str s);

/*
 * The longest prefix of `s`, cut between grapheme clusters (UAX 29), that
 * is at most `columns` wide; `s` is in visible form.
 */
struct str utf8_cut(struct str s, size_t columns);
/* The same of the first line of `s`, without its LF. */
struct str utf8_cut_line(struct str s, size_t columns);

/*
 * Appends `s` folded for comparing names: NFC and Unicode case folding.
 * Invalid UTF-8 is appended as it is.
 */
void utf8_add_folded(struct buf *b, struct str s);
/* Whether both are the same, folded. */
bool utf8_eq_folded(struct str a, struct str b);

/*
 * Bytes at the head of `s` that are of a word, which is letters, marks and
 * digits of any script, and bytes that are not.
 */
size_t utf8_word(struct str s);
size_t utf8_gap(struct str s);
/* Whether a word is of a script without capitals, such as Han, Hangul, Thai,
 * Arabic, most of which write words without a blank in between. */
bool utf8_is_caseless(struct str word);
/* Whether it begins with a small letter. */
bool utf8_begins_small(struct str word);

/*
 * Appends the slug of `s`: lower case ASCII letters and digits, other runs
 * as one `-`, none at the ends; accents are taken off letters (NFKD, marks
 * removed), and Latin letters that do not decompose are spelled in ASCII
 * (o with stroke `o`, ae `ae`).  It begins with a letter: leading digits and
 * dashes are dropped.  At most 64 bytes; nothing where nothing is left.
 */
void utf8_add_slug(struct buf *b, struct str s);

#endif
