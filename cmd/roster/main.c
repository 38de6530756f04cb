/*
 * roster: who takes part, who is here, and whose turn it is.
 *
 *	roster in ana ben chloe
 *	roster round --each 45s; roster round next
 */
#include "listing.h"
#include "roster.h"

static const table_want want[TABLE_COUNT] = { [TABLE_PEOPLE] = TABLE_WANT_ALL };

/* ---- list */

enum {
	COL_NO,
	COL_ID,
	COL_NAME,
	COL_ROLE,
	COL_RSVP,
	COL_PRESENCE,
	COL_SINCE,
	COL_MOOD,
	COL_GOAL,
	COL_LEARNED,
	COL_EMAIL,
	COL_STATE,
	COL_TIME,
	COL_BY,
	NCOL
};

static const struct listing_column columns[NCOL] = {
	[COL_NO] = { { "no", OUT_NUMBER, OUT_SHOWN }, LISTING_NO },
	[COL_ID] = { { "id", OUT_TEXT, OUT_SHOWN }, LISTING_KEY },
	[COL_NAME] = { { "name", OUT_TEXT, OUT_SHOWN }, PEOPLE_NAME },
	[COL_ROLE] = { { "role", OUT_TEXT, OUT_SHOWN }, PEOPLE_ROLE },
	[COL_RSVP] = { { "rsvp", OUT_TEXT, OUT_SHOWN }, PEOPLE_RSVP },
	[COL_PRESENCE] = { { "presence", OUT_TEXT, OUT_SHOWN },
	    PEOPLE_PRESENCE },
	[COL_SINCE] = { { "since", OUT_TEXT, OUT_SHOWN }, LISTING_OWN },
	[COL_MOOD] = { { "mood", OUT_TEXT, OUT_SHOWN }, PEOPLE_MOOD },
	[COL_GOAL] = { { "goal", OUT_TEXT, OUT_SHOWN }, PEOPLE_GOAL },
	[COL_LEARNED] = { { "learned", OUT_TEXT, OUT_SHOWN }, PEOPLE_LEARNED },
	[COL_EMAIL] = { { "email", OUT_TEXT, OUT_DATA }, PEOPLE_EMAIL },
	[COL_STATE] = { { "state", OUT_TEXT, OUT_DATA }, PEOPLE_STATE },
	[COL_TIME] = { { "time", OUT_TEXT, OUT_HIDDEN }, PEOPLE_TIME },
	[COL_BY] = { { "by", OUT_TEXT, OUT_HIDDEN }, PEOPLE_BY },
};

/* Since when somebody is here, or gone, or said to be late. */
static void
print_since(struct out *o, size_t rec, size_t col, void *presence)
{
	const struct presence_spell *now = presence_now(presence, rec);
	struct buf b = BUF_INIT;

	(void)col;
	if (now != NULL && now->kind != PRESENCE_NONE &&
	    now->from != INSTANT_NONE)
		instant_add_time(&b, now->from);
	out_text(o, buf_str(&b));
	buf_release(&b);
}

static int
print_people(struct cli *c, struct table *people, struct presence *p)
{
	struct listing l;
	size_t i, rec;

	if (listing_begin(&l, c, people, columns, NCOL, print_since, p) == -1)
		return -1;
	for (i = 0; i < people->nrec; i++) {
		rec = table_order(people)[i];
		if (cli_given(c, "all") || !table_is_dropped(people, rec))
			listing_row(&l, rec);
	}
	return listing_end(&l);
}

static int
list(struct cli *c)
{
	struct presence p;
	int rc;

	if (cli_read(c, want) == -1)
		return cli_fail(c);
	presence_read(&p, person_table(c));
	rc = print_people(c, person_table(c), &p);
	presence_release(&p);
	return rc == -1 ? cli_fail(c) : EXIT_YES;
}

/* ---- what is the same everywhere */

static int
edit(struct cli *c)
{
	return verbs_edit(c, &roster_spec);
}

static int
drop(struct cli *c)
{
	return verbs_drop(c, &roster_spec);
}

static int
restore(struct cli *c)
{
	return verbs_restore(c, &roster_spec);
}

static int
note(struct cli *c)
{
	return verbs_note(c, &roster_spec, "note");
}

static int
log_of(struct cli *c)
{
	return verbs_log(c, &roster_spec);
}

static int
show(struct cli *c)
{
	return verbs_show(c, &roster_spec);
}

/* ---- the verbs */

static const struct cli_option list_options[] = {
	{ 'a', "all", NULL, "those dropped too" }, { 0 }
};
static const struct cli_option add_options[] = {
	{ 0, "id", "ID", "the handle, instead of one made of the name" },
	{ 0, "role", "R", "facilitator, guest, or any other" },
	{ 0, "email", "E", "the address" }, { 0 }
};
static const struct cli_option import_options[] = {
	{ 0, "map", "FIELD=HEADING", "which column is which" }, { 0 }
};
static const struct cli_option in_options[] = {
	{ 0, "new", "NAME", "somebody new, who is here" }, { 0 }
};
static const struct cli_option count_options[] = {
	{ 's', "state", "STATE", "only those expected, or those present" },
	{ 0 }
};
static const struct cli_option checkin_options[] = {
	{ 0, "goal", "G", "what is wanted of the session" }, { 0 }
};
static const struct cli_option round_options[] = {
	{ 0, "from", "ID", "who begins" },
	{ 0, "each", "DURATION", "run a speaker's clock of that length" }, { 0 }
};
static const struct cli_option pick_options[] = {
	{ 0, "except", "ID,...", "who is not to be picked" }, { 0 }
};

static const struct cli_verb verbs[] = { { "list", "", "prints the people", 0,
					     0, CLI_LISTS, list_options, list },
	{ "add", "[NAME|-]",
	    "adds a person, or one a line, or rows, and prints the handles", 0,
	    1, CLI_WRITES | CLI_AT, add_options, roster_add },
	{ "import", "FILE.csv", "adds people from a CSV file", 1, 1, CLI_WRITES,
	    import_options, roster_import },
	{ "expect", "ID [yes|no|maybe] [WHY]",
	    "says whether somebody will come", 1, 3, CLI_WRITES, NULL,
	    roster_expect },
	{ "in", "[ID...]", "says who is here", 0, -1, CLI_WRITES | CLI_AT,
	    in_options, roster_in },
	{ "out", "ID...", "says who has left", 1, -1, CLI_WRITES | CLI_AT, NULL,
	    roster_out },
	{ "late", "ID...", "says who will come later", 1, -1,
	    CLI_WRITES | CLI_AT, NULL, roster_late },
	{ "count", "", "prints how many are expected or here", 0, 0, 0,
	    count_options, roster_count },
	{ "missing", "", "lists who is expected and not here", 0, 0, CLI_LISTS,
	    NULL, roster_missing },
	{ "checkin", "[ID [MOOD]]", "keeps how somebody arrives", 0, 2,
	    CLI_WRITES | CLI_WHO, checkin_options, roster_checkin },
	{ "checkout", "[ID [LEARNED]]", "keeps what somebody learned", 0, 2,
	    CLI_WRITES | CLI_WHO, NULL, roster_checkout },
	{ "seat", "[ID...]", "sets the order clockwise, or lists it", 0, -1,
	    CLI_WRITES | CLI_LISTS, NULL, roster_seat },
	{ "round", "[next|pass|list]", "goes around once", 0, 1,
	    CLI_WRITES | CLI_LISTS, round_options, roster_round },
	{ "pick", "ROLE", "picks who had the role least recently", 1, 1,
	    CLI_WRITES, pick_options, roster_pick },
	{ "stats", "[SERIES]", "lists attendance, speaking time and roles", 0,
	    1, CLI_LISTS, NULL, roster_stats },
	{ "show", "ID", "prints all that is known of somebody", 1, 1, CLI_LISTS,
	    NULL, show },
	{ "edit", "ID FIELD=VALUE...", "sets fields", 2, -1, CLI_WRITES, NULL,
	    edit },
	{ "drop", "ID...", "takes somebody off the roster", 1, -1, CLI_WRITES,
	    NULL, drop },
	{ "restore", "ID...", "puts somebody back", 1, -1, CLI_WRITES, NULL,
	    restore },
	{ "note", "ID [TEXT]", "notes something about somebody", 1, 2,
	    CLI_WRITES | CLI_WHO, NULL, note },
	{ "log", "ID", "prints every change", 1, 1, CLI_LISTS, NULL, log_of },
	{ 0 } };

static const struct cli_program program = { "roster",
	"who takes part, who is here, and whose turn it is", verbs, "list",
	NULL };

int
main(int argc, char **argv)
{
	return cli_main(&program, argc, argv);
}
