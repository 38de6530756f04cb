#include "copy.h"

static enum table_id
id_of(const struct schema *s)
{
	int i = 0;

	while (schema_of((enum table_id)i) != s)
		i++;
	return (enum table_id)i;
}

bool
copy_is_lacking(struct cli *c, struct table *from, size_t rec)
{
	struct table *to = c->session.table[id_of(from->schema)];
	struct str key[SCHEMA_KEYS_MAX];
	int i;

	for (i = 0; i < from->schema->nkey; i++)
		key[i] = table_key(from, rec, i);
	if (table_find(to, key) != TABLE_NONE)
		return false;
	if (from->schema->nkey > 1 || !store_has_id(&c->store, key[0]))
		return true;
	cli_say(c, "not taken over: %s %.*s: the id is another record's here",
	    from->schema->name, STR_ARG(key[0]));
	return false;
}

void
copy_key(struct store_row *row, struct table *from, size_t rec)
{
	int i;

	store_row(row, id_of(from->schema));
	for (i = 0; i < from->schema->nkey; i++)
		store_set(row, from->schema->key[i], table_key(from, rec, i));
}

void
copy_record(struct store *st, struct store_row *row, struct table *from,
    size_t rec, table_want columns)
{
	size_t i;

	copy_key(row, from, rec);
	for (i = 0; i < (size_t)from->schema->ncol; i++)
		if ((columns & TABLE_WANT(i)) != 0)
			store_set(row, (int)i, table_get(from, rec, (int)i));
	for (; i < from->text.ncol; i++)
		if (!schema_is_bookkeeping(from->text.col[i]))
			store_set_named(st, row, from->text.col[i],
			    table_get(from, rec, (int)i));
}

instant
copy_time(const struct cli *c, struct session *from, const struct table *t,
    size_t rec)
{
	instant first = rec != TABLE_NONE ? table_first(t, rec) : INSTANT_NONE;

	if (first != INSTANT_NONE)
		return first;
	return session_start(from, &first) && first < c->store.now
	    ? first
	    : INSTANT_NONE;
}
