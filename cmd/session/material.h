/*
 * material: all that a session holds, read once, and the paper that is made
 * of it.
 *
 *	if (material_read(&m, cli, public, minutes) == -1) ...	// to be released all the same
 *	m.paper ... paper_open, paper_fact ...
 *	material_release(&m);
 */
#ifndef SESSION_MATERIAL_H
#define SESSION_MATERIAL_H

#include "ballot.h"
#include "board.h"
#include "cli.h"
#include "noted.h"
#include "paper.h"
#include "plan.h"
#include "rating.h"
#include "series.h"

/* A session of the series, and how it was rated. */
struct material_session {
	struct str name;
	bool has_start;
	instant start;
	size_t present, answers;
	struct rating rating;
};

struct material {
	struct cli *c;
	struct session *s;
	instant now;
	struct plan plan;
	struct board board;
	struct ballot ballot;
	struct noted noted;
	struct paper paper;
	struct redact hide; /* where names are left out */
	struct series series;
	struct material_session *week; /* those of the series that are rated */
	size_t nweek;
};

/* Reads the session, and of the others of its series who is not to be named
 * in a `public` paper, and what `minutes` say.  -1: c->err says why. */
int material_read(struct material *m, struct cli *c, bool public, bool minutes);
void material_release(struct material *m);

static inline struct table *
material_table(const struct material *m, enum table_id id)
{
	return m->s->table[id];
}

/* Whether names are left out. */
static inline bool
material_is_public(const struct material *m)
{
	return m->paper.hide != NULL;
}

/* Appends the names that stand for handles with commas. */
void material_add_names(
    const struct material *m, struct str handles, struct buf *b);
/* The same as a part, and as a cell. */
void material_who(
    struct material *m, const char *key, const char *label, struct str handles);
void material_cell_who(struct material *m, struct str handles);
/* A cell with the local time of day, and one with the day of a DATE. */
void material_cell_time(struct material *m, instant t);
void material_cell_date(struct material *m, struct str date);
/* An amount of seconds as a cell, nothing where it is negative. */
void material_cell_seconds(struct material *m, long sec);

/* Appends the notes of a kind on a record, each on lines of its own. */
void material_add_notes(
    const struct material *m, struct str ref, const char *kind, struct buf *b);
void material_cell_notes(struct material *m, struct str ref, const char *kind);

/* How many of a table's records were not dropped. */
size_t material_count(struct table *t);
/* The keys that records have in json, `no` and `id`, as facts. */
void material_record(struct material *m, struct table *t, size_t rec);

#endif
