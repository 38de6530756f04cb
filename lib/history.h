/*
 * history: every change of a session's tables, oldest first.
 *
 * A change is a row, however often it stands there.  Rows that one command put together are known by their
 * successive milliseconds, each of another record, by the same hand.
 *
 *	history_init(&h, session);	// of the tables that are loaded
 *	history_keep(&h, TABLE_AGENDA, rec);	// only of that record
 *	history_print(&h, cli);
 *	history_release(&h);
 */
#ifndef HISTORY_H
#define HISTORY_H

#include "cli.h"

struct history_change {
	instant time;
	enum table_id table;
	struct rows_text *text;
	const char *row;
	size_t rec;
};

struct history {
	struct session *s;
	struct history_change *change;
	size_t n, cap;
};

void history_init(struct history *h, struct session *s);
void history_release(struct history *h);
void history_keep(struct history *h, enum table_id table, size_t rec);

/* A raw field of a change's row; lives as long as the table. */
struct str history_field(const struct history *h, size_t i, int col);

/* Appends the record's key: `ana`, or `ana/7/1`; of an event its id. */
void history_add_key(const struct history *h, size_t i, struct buf *b);

/* Appends what the change did, in words: `title=Check-in, length=10m`; of an
 * event `start`, `extend +5m`.  Of a position on a statement that is sealed,
 * or may be since statements.tsv is not loaded, only `sealed`. */
void history_add_words(const struct history *h, size_t i, struct buf *b);

/* Lists them: time, by, table, id, change.  -1: cli->err says why. */
int history_print(const struct history *h, struct cli *c);

#endif
