/*
 * same: whether two tables hold the same records, whatever the order of their
 * lines and columns.
 */
#ifndef SAME_H
#define SAME_H

#include "fuzz.h"

static inline void
same_field(struct table *a, size_t ra, int ca, struct table *b, size_t rb)
{
	int cb = rows_text_column(&b->text, a->text.col[ca]);

	if (cb == SCHEMA_NONE) {
		fuzz_check(!table_is_set(a, ra, ca), "a column of no row");
		return;
	}
	/* Who writes about an item without an id gives it the one it has. */
	if (a->nslug > 0 && schema_is_key(a->schema, ca))
		return;
	if (ca != a->schema->time && ca != a->schema->by)
		fuzz_check(table_is_set(a, ra, ca) == table_is_set(b, rb, cb),
		    "a field is set");
	fuzz_check(
	    str_eq(table_get(a, ra, ca), table_get(b, rb, cb)), "a field");
}

static inline void
same_record(struct table *a, size_t ra, struct table *b, size_t rb)
{
	size_t c;

	for (c = 0; c < a->text.ncol; c++)
		same_field(a, ra, (int)c, b, rb);
	fuzz_check(table_first(a, ra) == table_first(b, rb), "a first time");
	fuzz_check(table_newest(a, ra) == table_newest(b, rb), "a newest time");
}

static inline size_t
same_find(struct table *a, size_t rec, struct table *b)
{
	struct str key[SCHEMA_KEYS_MAX];
	int i;

	for (i = 0; i < a->schema->nkey; i++)
		key[i] = table_key(a, rec, i);
	return table_find(b, key);
}

static inline void
same_records(struct table *a, struct table *b)
{
	size_t i, ra, rb;

	fuzz_check(a->nrec == b->nrec, "as many records");
	for (i = 0; i < a->nrec; i++) {
		ra = table_order(a)[i];
		rb =
		    a->schema->events ? table_order(b)[i] : same_find(a, ra, b);
		fuzz_check(rb != TABLE_NONE, "a record is found");
		fuzz_check(table_number(a, ra) == i + 1, "a number");
		same_record(a, ra, b, rb);
	}
}

#endif
