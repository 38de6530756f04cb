/*
 * fuzz: what the fuzz targets share.
 *
 * A target is one file with a fuzz_target, which is given any bytes and must
 * come back, with all that it took released; what it says of them it checks
 * with fuzz_check.  clang's libFuzzer looks for bytes that break it (make
 * fuzz); replay.c gives it those of tests/fuzz/seeds/NAME and
 * tests/fuzz/failed/NAME (make check).
 *
 *	int
 *	fuzz_target(const uint8_t *bytes, size_t n)
 *	{
 *		struct str text = fuzz_text(bytes, n);
 *		...
 *		fuzz_check(again == sec, "a duration is read back");
 *		return 0;
 *	}
 */
#ifndef FUZZ_H
#define FUZZ_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "table.h"
#include "xalloc.h"

#define fuzz_target LLVMFuzzerTestOneInput

int fuzz_target(const uint8_t *bytes, size_t n);

static inline struct str
fuzz_text(const uint8_t *bytes, size_t n)
{
	return (struct str){ (const char *)bytes, n };
}

/* Takes the first byte off, for what an input chooses beside its text. */
static inline unsigned
fuzz_choice(struct str *s, unsigned choices)
{
	unsigned c = s->n > 0 ? (unsigned char)s->p[0] : 0;

	*s = str_from(*s, 1);
	return c % choices;
}

static inline void
fuzz_check(bool ok, const char *what)
{
	if (ok)
		return;
	fprintf(stderr, "fuzz: this does not hold: %s\n", what);
	abort();
}

/* The caller frees it with table_free. */
static inline struct table *
fuzz_table(enum table_id id, struct str text, table_want want)
{
	char *bytes = xcalloc(text.n + SCAN_PAD, 1);
	struct table *t;

	if (text.n > 0)
		memcpy(bytes, text.p, text.n);
	t = table_new(schema_of(id), bytes, text.n);
	table_fold(t, want);
	return t;
}

#endif
