/*
 * schema: the tables, their columns and keys; the one list of them.
 *
 * The order of columns here is the order in which they are written and in
 * which rows of equal time are compared.
 */
#ifndef SCHEMA_H
#define SCHEMA_H

#include "str.h"

enum table_id {
	TABLE_SESSION,
	TABLE_AGENDA,
	TABLE_TIMES,
	TABLE_PEOPLE,
	TABLE_GROUPS,
	TABLE_QUESTIONS,
	TABLE_STATEMENTS,
	TABLE_VOTES,
	TABLE_NOTES,
	TABLE_ACTIONS,
	TABLE_FEEDBACK,
	TABLE_TRIES,
	TABLE_COUNT
};

enum { SESSION_TIME, SESSION_KEY, SESSION_VALUE, SESSION_BY, SESSION_N };

enum {
	AGENDA_ID,
	AGENDA_DEPTH,
	AGENDA_LENGTH,
	AGENDA_TITLE,
	AGENDA_KIND,
	AGENDA_START,
	AGENDA_MIN,
	AGENDA_WHEN,
	AGENDA_OWNER,
	AGENDA_LINK,
	AGENDA_CARRY,
	AGENDA_STATE,
	AGENDA_TIME,
	AGENDA_BY,
	AGENDA_N
};

enum {
	TIMES_TIME,
	TIMES_ID,
	TIMES_EVENT,
	TIMES_VALUE,
	TIMES_LABEL,
	TIMES_BY,
	TIMES_N
};

enum {
	PEOPLE_TIME,
	PEOPLE_ID,
	PEOPLE_NAME,
	PEOPLE_ROLE,
	PEOPLE_EMAIL,
	PEOPLE_RSVP,
	PEOPLE_PRESENCE,
	PEOPLE_MOOD,
	PEOPLE_GOAL,
	PEOPLE_LEARNED,
	PEOPLE_STATE,
	PEOPLE_BY,
	PEOPLE_N
};

enum {
	GROUPS_TIME,
	GROUPS_ROUND,
	GROUPS_WHO,
	GROUPS_GROUP,
	GROUPS_TOPIC,
	GROUPS_SEED,
	GROUPS_BY,
	GROUPS_N
};

enum {
	QUESTIONS_TIME,
	QUESTIONS_ID,
	QUESTIONS_WHO,
	QUESTIONS_KIND,
	QUESTIONS_TOPIC,
	QUESTIONS_STATE,
	QUESTIONS_INTO,
	QUESTIONS_TEXT,
	QUESTIONS_BY,
	QUESTIONS_N
};

enum {
	STATEMENTS_TIME,
	STATEMENTS_ID,
	STATEMENTS_WHO,
	STATEMENTS_STATE,
	STATEMENTS_ROUND,
	STATEMENTS_OPTIONS,
	STATEMENTS_SCALE,
	STATEMENTS_SOURCE,
	STATEMENTS_TITLE,
	STATEMENTS_TEXT,
	STATEMENTS_BY,
	STATEMENTS_N
};

enum {
	VOTES_TIME,
	VOTES_WHO,
	VOTES_REF,
	VOTES_ROUND,
	VOTES_POSITION,
	VOTES_COMMENT,
	VOTES_BY,
	VOTES_N
};

enum {
	NOTES_TIME,
	NOTES_ID,
	NOTES_REF,
	NOTES_WHO,
	NOTES_KIND,
	NOTES_STATE,
	NOTES_TEXT,
	NOTES_BY,
	NOTES_N
};

enum {
	ACTIONS_TIME,
	ACTIONS_ID,
	ACTIONS_WHO,
	ACTIONS_STATUS,
	ACTIONS_WHEN,
	ACTIONS_WHERE,
	ACTIONS_FIRST,
	ACTIONS_SNOOZE,
	ACTIONS_CARRIED,
	ACTIONS_FROM,
	ACTIONS_WHAT,
	ACTIONS_BY,
	ACTIONS_N
};

enum {
	FEEDBACK_TIME,
	FEEDBACK_ID,
	FEEDBACK_WHO,
	FEEDBACK_RATING,
	FEEDBACK_WORKED,
	FEEDBACK_CHANGE,
	FEEDBACK_IDEA,
	FEEDBACK_STATE,
	FEEDBACK_BY,
	FEEDBACK_N
};

enum {
	TRIES_TIME,
	TRIES_ID,
	TRIES_SOURCE,
	TRIES_ABOUT,
	TRIES_IDEA,
	TRIES_VERDICT,
	TRIES_WHY,
	TRIES_STATE,
	TRIES_BY,
	TRIES_N
};

/* No column of that kind. */
#define SCHEMA_NONE (-1)
/* More columns than any table has of its own. */
#define SCHEMA_COLUMNS_MAX 16
#define SCHEMA_KEYS_MAX 3
#define SCHEMA_FURTHER_MAX 2

struct schema {
	const char *file; /* `agenda.tsv` */
	const char *name; /* `agenda` */
	const char *const *col;
	int ncol;
	int key[SCHEMA_KEYS_MAX]; /* what a header must name, beside time */
	int nkey;
	bool events; /* no row replaces another: each is a record */
	int time, by;
	int state; /* the column that says `dropped`, or SCHEMA_NONE */
	int slug;  /* a row without key is known by this one's slug */
	int round; /* the key column that is a number: 01 is 1 */
	/* Columns that a table gets when one is needed; NULL: none more. */
	const char *further[SCHEMA_FURTHER_MAX];
};

const struct schema *schema_of(enum table_id id);

/* The index of the column of that name, or SCHEMA_NONE. */
int schema_column(const struct schema *s, struct str name);
bool schema_is_key(const struct schema *s, int col);

bool schema_is_further(const struct schema *s, struct str name);

/*
 * Columns that undo needs, of any table: the time of the row that a row takes
 * back; and in the agenda, behind which item (its id, or SCHEMA_MOVED_FIRST) a
 * line that was moved stood before.
 */
#define SCHEMA_UNDO "undo"
#define SCHEMA_MOVED "moved"
#define SCHEMA_MOVED_FIRST "-"
/* Whether the next session has the record too. */
#define SCHEMA_CARRY "carry"
/* Whether a column is one that undo needs, which are of no use elsewhere. */
bool schema_is_bookkeeping(struct str name);

#endif
