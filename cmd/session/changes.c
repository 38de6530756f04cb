#include <stdlib.h>

#include "changes.h"
#include "scan.h"
#include "xalloc.h"

/* What a record of each table is called. */
static const struct noun {
	const char *one, *many;
} nouns[TABLE_COUNT] = { [TABLE_SESSION] = { "setting", "settings" },
	[TABLE_AGENDA] = { "item", "items" },
	[TABLE_TIMES] = { "event", "events" },
	[TABLE_PEOPLE] = { "person", "people" },
	[TABLE_GROUPS] = { "place in a group", "places in groups" },
	[TABLE_QUESTIONS] = { "question", "questions" },
	[TABLE_STATEMENTS] = { "statement", "statements" },
	[TABLE_VOTES] = { "vote", "votes" },
	[TABLE_NOTES] = { "note", "notes" },
	[TABLE_ACTIONS] = { "action", "actions" },
	[TABLE_FEEDBACK] = { "answer", "answers" },
	[TABLE_TRIES] = { "idea to try", "ideas to try" } };

/* How many records of a table became what. */
struct counts {
	size_t added, changed, done, dropped;
};

static void
add_part(struct buf *b, enum table_id id, size_t n, const char *became)
{
	if (n == 0)
		return;
	buf_addf(b, "%s%zu %s%s", b->n > 0 ? ", " : "", n,
	    n == 1 ? nouns[id].one : nouns[id].many, became);
}

/* The table as the last commit has it; empty where it has none. */
static int
read_old(struct table **t, struct git *g, enum table_id id, struct error *e)
{
	const struct schema *s = schema_of(id);
	struct buf spec = BUF_INIT;
	char *bytes;
	size_t n = 0;
	int rc;

	buf_addf(&spec, "HEAD:%s%s", g->prefix, s->file);
	rc = git_run(g, e, "show", buf_z(&spec));
	buf_release(&spec);
	if (rc == -1)
		return -1;
	if (g->status == 0)
		n = g->out.n;
	bytes = xcalloc(n + SCAN_PAD, 1);
	if (n > 0)
		memcpy(bytes, g->out.p, n);
	*t = table_new(s, bytes, n);
	table_fold(*t, TABLE_WANT_ALL);
	return 0;
}

static bool
is_done(struct table *t, enum table_id id, size_t rec)
{
	return id == TABLE_ACTIONS &&
	    str_is(table_get(t, rec, ACTIONS_STATUS), "done");
}

static void
count_record(struct counts *k, enum table_id id, struct table *old,
    struct table *now, size_t rec)
{
	struct str key[SCHEMA_KEYS_MAX];
	size_t was;
	int i;

	for (i = 0; i < now->schema->nkey; i++)
		key[i] = table_key(now, rec, i);
	was = table_find(old, key);
	if (was == TABLE_NONE)
		k->added++;
	else if (table_newest(now, rec) == table_newest(old, was))
		return;
	else if (is_done(now, id, rec) && !is_done(old, id, was))
		k->done++;
	else if (table_is_dropped(now, rec) && !table_is_dropped(old, was))
		k->dropped++;
	else
		k->changed++;
}

static void
add_table(struct buf *b, enum table_id id, struct table *old, struct table *now)
{
	struct counts k = { 0 };
	size_t i;

	if (now->schema->events && now->nrec > old->nrec)
		k.added = now->nrec - old->nrec;
	for (i = 0; !now->schema->events && i < now->nrec; i++)
		count_record(&k, id, old, now, i);
	add_part(b, id, k.added, "");
	add_part(b, id, k.done, " done");
	add_part(b, id, k.dropped, " dropped");
	add_part(b, id, k.changed, " changed");
}

/* Whether the file is among those that are not as in the last commit: pieces
 * like `?? week-8/times.tsv`. */
static bool
is_changed(struct str status, const struct git *g, enum table_id id)
{
	struct str one, prefix = str_of(g->prefix);

	while (str_split(&status, '\0', &one)) {
		one = str_from(one, one.n < 3 ? one.n : 3);
		if (str_starts(one, prefix) &&
		    str_is(str_from(one, prefix.n), schema_of(id)->file))
			return true;
	}
	return false;
}

int
changes_add(struct buf *b, struct git *g, struct str status, struct session *s,
    struct error *e)
{
	struct table *old;
	int i, rc = 0;

	for (i = 0; i < TABLE_COUNT && rc == 0; i++) {
		if (!is_changed(status, g, (enum table_id)i))
			continue;
		rc = read_old(&old, g, (enum table_id)i, e);
		if (rc == 0) {
			add_table(b, (enum table_id)i, old, s->table[i]);
			table_free(old);
		}
	}
	return rc;
}
