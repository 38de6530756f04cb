/*
 * tables: a table out of a text, for unit tests.
 */
#ifndef TABLES_H
#define TABLES_H

#include "table.h"
#include "xalloc.h"

/* The caller frees it with table_free. */
static inline struct table *
table_of(enum table_id id, const char *text)
{
	struct str s = str_of(text);
	char *bytes = xcalloc(s.n + SCAN_PAD, 1);
	struct table *t;

	memcpy(bytes, s.p, s.n);
	t = table_new(schema_of(id), bytes, s.n);
	table_fold(t, TABLE_WANT_ALL);
	return t;
}

#endif
