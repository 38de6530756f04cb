#include "schema.h"

static const char *const session_cols[] = { "time", "key", "value", "by" };
static const char *const agenda_cols[] = { "id", "depth", "length", "title",
	"kind", "start", "min", "when", "owner", "link", "carry", "state",
	"time", "by" };
static const char *const times_cols[] = { "time", "id", "event", "value",
	"label", "by" };
static const char *const people_cols[] = { "time", "id", "name", "role",
	"email", "rsvp", "presence", "mood", "goal", "learned", "state", "by" };
static const char *const groups_cols[] = { "time", "round", "who", "group",
	"topic", "seed", "by" };
static const char *const questions_cols[] = { "time", "id", "who", "kind",
	"topic", "state", "into", "text", "by" };
static const char *const statements_cols[] = { "time", "id", "who", "state",
	"round", "options", "scale", "source", "title", "text", "by" };
static const char *const votes_cols[] = { "time", "who", "ref", "round",
	"position", "comment", "by" };
static const char *const notes_cols[] = { "time", "id", "ref", "who", "kind",
	"state", "text", "by" };
static const char *const actions_cols[] = { "time", "id", "who", "status",
	"when", "where", "first", "snooze", "carried", "from", "what", "by" };
static const char *const feedback_cols[] = { "time", "id", "who", "rating",
	"worked", "change", "idea", "state", "by" };
static const char *const tries_cols[] = { "time", "id", "source", "about",
	"idea", "verdict", "why", "state", "by" };

#define COLS(a) (a), (int)(sizeof(a) / sizeof((a)[0]))
#define NONE SCHEMA_NONE

static const struct schema schemas[TABLE_COUNT] = {
	[TABLE_SESSION] = { "session.tsv", "session", COLS(session_cols),
	    { SESSION_KEY }, 1, false, SESSION_TIME, SESSION_BY, NONE, NONE,
	    NONE, { SCHEMA_UNDO } },
	[TABLE_AGENDA] = { "agenda.tsv", "agenda", COLS(agenda_cols),
	    { AGENDA_ID }, 1, false, AGENDA_TIME, AGENDA_BY, AGENDA_STATE,
	    AGENDA_TITLE, NONE, { SCHEMA_UNDO, SCHEMA_MOVED } },
	[TABLE_TIMES] = { "times.tsv", "times", COLS(times_cols),
	    { TIMES_EVENT }, 1, true, TIMES_TIME, TIMES_BY, NONE, NONE, NONE,
	    { NULL } },
	[TABLE_PEOPLE] = { "people.tsv", "people", COLS(people_cols),
	    { PEOPLE_ID }, 1, false, PEOPLE_TIME, PEOPLE_BY, PEOPLE_STATE, NONE,
	    NONE, { SCHEMA_UNDO } },
	[TABLE_GROUPS] = { "groups.tsv", "groups", COLS(groups_cols),
	    { GROUPS_ROUND, GROUPS_WHO }, 2, false, GROUPS_TIME, GROUPS_BY,
	    NONE, NONE, GROUPS_ROUND, { SCHEMA_UNDO } },
	[TABLE_QUESTIONS] = { "questions.tsv", "questions",
	    COLS(questions_cols), { QUESTIONS_ID }, 1, false, QUESTIONS_TIME,
	    QUESTIONS_BY, QUESTIONS_STATE, NONE, NONE,
	    { SCHEMA_UNDO, SCHEMA_CARRY } },
	[TABLE_STATEMENTS] = { "statements.tsv", "statements",
	    COLS(statements_cols), { STATEMENTS_ID }, 1, false, STATEMENTS_TIME,
	    STATEMENTS_BY, STATEMENTS_STATE, NONE, NONE,
	    { SCHEMA_UNDO, SCHEMA_CARRY } },
	[TABLE_VOTES] = { "votes.tsv", "votes", COLS(votes_cols),
	    { VOTES_WHO, VOTES_REF, VOTES_ROUND }, 3, false, VOTES_TIME,
	    VOTES_BY, NONE, NONE, VOTES_ROUND, { SCHEMA_UNDO } },
	[TABLE_NOTES] = { "notes.tsv", "notes", COLS(notes_cols), { NOTES_ID },
	    1, false, NOTES_TIME, NOTES_BY, NOTES_STATE, NONE, NONE,
	    { SCHEMA_UNDO } },
	[TABLE_ACTIONS] = { "actions.tsv", "actions", COLS(actions_cols),
	    { ACTIONS_ID }, 1, false, ACTIONS_TIME, ACTIONS_BY, ACTIONS_STATUS,
	    NONE, NONE, { SCHEMA_UNDO } },
	[TABLE_FEEDBACK] = { "feedback.tsv", "feedback", COLS(feedback_cols),
	    { FEEDBACK_ID }, 1, false, FEEDBACK_TIME, FEEDBACK_BY,
	    FEEDBACK_STATE, NONE, NONE, { SCHEMA_UNDO } },
	[TABLE_TRIES] = { "tries.tsv", "tries", COLS(tries_cols), { TRIES_ID },
	    1, false, TRIES_TIME, TRIES_BY, TRIES_STATE, NONE, NONE,
	    { SCHEMA_UNDO } },
};

#define SAME(name, a) \
	_Static_assert(sizeof(a) / sizeof((a)[0]) == (name), #name)
SAME(SESSION_N, session_cols);
SAME(AGENDA_N, agenda_cols);
SAME(TIMES_N, times_cols);
SAME(PEOPLE_N, people_cols);
SAME(GROUPS_N, groups_cols);
SAME(QUESTIONS_N, questions_cols);
SAME(STATEMENTS_N, statements_cols);
SAME(VOTES_N, votes_cols);
SAME(NOTES_N, notes_cols);
SAME(ACTIONS_N, actions_cols);
SAME(FEEDBACK_N, feedback_cols);
SAME(TRIES_N, tries_cols);

const struct schema *
schema_of(enum table_id id)
{
	return &schemas[id];
}

int
schema_column(const struct schema *s, struct str name)
{
	int i;

	for (i = 0; i < s->ncol; i++)
		if (str_is(name, s->col[i]))
			return i;
	return SCHEMA_NONE;
}

bool
schema_is_key(const struct schema *s, int col)
{
	int i;

	for (i = 0; i < s->nkey; i++)
		if (s->key[i] == col)
			return true;
	return false;
}

bool
schema_is_further(const struct schema *s, struct str name)
{
	int i;

	for (i = 0; i < SCHEMA_FURTHER_MAX && s->further[i] != NULL; i++)
		if (str_is(name, s->further[i]))
			return true;
	return false;
}

bool
schema_is_bookkeeping(struct str name)
{
	return str_is(name, SCHEMA_UNDO) || str_is(name, SCHEMA_MOVED);
}
