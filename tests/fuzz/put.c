/*
 * A verb that writes, into any text as the table that it writes to: it is
 * refused and the table stays as it is, or the records that it says nothing of
 * do, and no more lines cannot be read than before.  Once it is taken back all
 * records say what they said.  The first byte chooses the table.
 */
#include "../../cmd/actions/actions.h"
#include "../../cmd/agenda/agenda.h"
#include "../../cmd/breakout/breakout.h"
#include "../../cmd/feedback/feedback.h"
#include "../../cmd/qboard/qboard.h"
#include "../../cmd/roster/roster.h"
#include "../../cmd/session/note.h"
#include "../../cmd/session/settings.h"
#include "../../cmd/session/undo.h"
#include "../../cmd/vote/vote.h"
#include "same.h"
#include "verb.h"

static const struct cli_option options[] = { { 0, "worked", "TEXT", "" },
	{ 0, "rating", "RATING", "" }, { 0, "first", NULL, "" }, { 0 } };

static const struct {
	enum table_id table;
	int (*run)(struct cli *c);
	const char *args[4];
} ways[] = {
	{ TABLE_SESSION, settings_set, { "title=New" } },
	{ TABLE_AGENDA, add_verb, { "New" } },
	{ TABLE_TIMES, start_verb, { NULL } },
	{ TABLE_PEOPLE, roster_add, { "Zoe New" } },
	{ TABLE_GROUPS, breakout_set, { "ana,ben", "chloe" } },
	{ TABLE_QUESTIONS, qboard_add, { "New?" } },
	{ TABLE_STATEMENTS, vote_add, { "New" } },
	{ TABLE_VOTES, vote_cast, { "s1", "agree", "new" } },
	{ TABLE_NOTES, note_run, { "New" } },
	{ TABLE_ACTIONS, actions_add, { "New" } },
	{ TABLE_FEEDBACK, feedback_add, { "--worked=New" } },
	{ TABLE_TRIES, feedback_try, { "New" } },
	{ TABLE_AGENDA, move_verb, { "1", "--first" } },
	{ TABLE_AGENDA, tick_verb, { "1" } },
	{ TABLE_QUESTIONS, qboard_state, { "1", "answered" } },
	{ TABLE_PEOPLE, roster_in, { "1" } },
};

enum { NWAY = sizeof(ways) / sizeof(ways[0]) };

static void
check_kept(struct table *was, struct table *is, bool moved)
{
	size_t i, j;

	fuzz_check(is->nrec >= was->nrec, "no record is lost");
	fuzz_check(is->text.ndamage <= was->text.ndamage, "no line is damaged");
	for (i = 0; !was->schema->events && i < was->nrec; i++) {
		j = same_find(was, i, is);
		fuzz_check(j != TABLE_NONE, "a record is found");
		if (!moved && table_newest(was, i) == table_newest(is, j))
			same_record(was, i, is, j);
	}
}

static void
check_put(unsigned way, struct str text, struct str after, int status)
{
	enum table_id id = ways[way].table;
	struct table *was, *is;

	if (status != EXIT_YES) {
		fuzz_check(str_eq(text, after), "what is refused is not done");
		return;
	}
	was = fuzz_table(id, text, TABLE_WANT_ALL);
	is = fuzz_table(id, after, TABLE_WANT_ALL);
	/* Of what is moved the depth changes. */
	check_kept(was, is, ways[way].run == move_verb);
	table_free(was);
	table_free(is);
}

/* Whether all of its rows are older than what is put. */
static bool
is_past(const struct table *t)
{
	instant now;
	size_t i;

	fuzz_check(instant_parse_stored(STR("2026-11-20T18:00:00.000Z"), &now),
	    "it is some time");
	for (i = 0; i < t->nrec; i++)
		if (table_newest(t, i) >= now)
			return false;
	return true;
}

static void
check_undone(struct table *was, struct table *is)
{
	size_t i, j;
	int col;

	for (i = 0; !was->schema->events && i < was->nrec; i++) {
		j = same_find(was, i, is);
		fuzz_check(j != TABLE_NONE, "a record is found again");
		for (col = 0; (size_t)col < was->text.ncol; col++)
			same_field(was, i, col, is, j);
	}
	for (j = 0; is->schema->state != SCHEMA_NONE && j < is->nrec; j++)
		fuzz_check(same_find(is, j, was) != TABLE_NONE ||
			table_is_dropped(is, j),
		    "what was new is dropped");
}

static void
undo(enum table_id id, struct str text, struct str put)
{
	static const struct cli_verb verb = { "undo", "", "", 0, 1, CLI_WRITES,
		NULL, undo_run };
	struct table *was = fuzz_table(id, text, TABLE_WANT_ALL),
		     *then = fuzz_table(id, put, TABLE_WANT_ALL), *is;
	struct buf after = BUF_INIT;

	/* What moves to where it stands puts no row. */
	if (is_past(was) && !is_past(then)) {
		fuzz_check(
		    verb_run(&verb, (const char *const[]){ NULL }) == EXIT_YES,
		    "it is taken back");
		verb_read(schema_of(id)->file, &after);
		is = fuzz_table(id, buf_str(&after), TABLE_WANT_ALL);
		check_undone(was, is);
		table_free(is);
	}
	table_free(was);
	table_free(then);
	buf_release(&after);
}

int
fuzz_target(const uint8_t *bytes, size_t n)
{
	struct str text = fuzz_text(bytes, n);
	unsigned way = fuzz_choice(&text, NWAY);
	const char *file = schema_of(ways[way].table)->file;
	struct cli_verb verb = { "put", "", "", 0, -1,
		CLI_WRITES | CLI_WHO | CLI_AT | CLI_LISTS, options,
		ways[way].run };
	struct buf after = BUF_INIT;
	int status;

	verb_begin();
	verb_write(file, text);
	status = verb_run(&verb, ways[way].args);
	verb_read(file, &after);
	check_put(way, text, buf_str(&after), status);
	if (status == EXIT_YES && !str_eq(text, buf_str(&after)))
		undo(ways[way].table, text, buf_str(&after));
	buf_release(&after);
	return 0;
}
