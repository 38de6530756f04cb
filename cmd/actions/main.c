/*
 * actions: who does what, when, where, and the first step.
 *
 *	actions add "Read the second paper" -w ana --first "Print it"
 *	actions due || echo nothing to do
 */
#include "actions.h"

/* ---- what is the same everywhere */

static int
drop(struct cli *c)
{
	return verbs_drop(c, &actions_spec);
}

static int
restore(struct cli *c)
{
	return verbs_restore(c, &actions_spec);
}

static int
note(struct cli *c)
{
	return verbs_note(c, &actions_spec, "note");
}

static int
show(struct cli *c)
{
	return verbs_show(c, &actions_spec);
}

static int
log_of(struct cli *c)
{
	return verbs_log(c, &actions_spec);
}

/* ---- the verbs */

static const struct cli_option list_options[] = {
	{ 's', "state", "STATUS", "only those open, doing, done or dropped" },
	{ 'a', "all", NULL, "those done and dropped too" },
	{ 0, "series", NULL, "over all sessions, as each stands now" }, { 0 }
};
static const struct cli_option add_options[] = {
	{ 0, "due", "DATE", "by when; without it next" },
	{ 0, "where", "TEXT", "where it is done" },
	{ 0, "first", "TEXT", "the first step" }, { 0 }
};
static const struct cli_option import_options[] = {
	{ 0, "map", "FIELD=HEADING", "which column is which" }, { 0 }
};
static const struct cli_option due_options[] = { { 0, "within", "DAYS",
						     "how far ahead: 3d, 2w" },
	{ 0, "series", NULL, "over all sessions, as each stands now" }, { 0 } };
static const struct cli_option remind_options[] = {
	{ 0, "lead", "DAYS,...", "how many days ahead: 7,3,1,0" },
	{ 0, "send", "COMMAND", "give each person's mail to a command" }, { 0 }
};

static const struct cli_verb verbs[] = {
	{ "list", "", "prints what is open, the nearest first", 0, 0,
	    CLI_LISTS | CLI_WHO, list_options, actions_list },
	{ "add", "[WHAT|-]",
	    "adds an action, or one a line, or rows, and prints the ids", 0, 1,
	    CLI_WRITES | CLI_WHO | CLI_AT, add_options, actions_add },
	{ "done", "ID...", "says that they are done", 1, -1,
	    CLI_WRITES | CLI_AT, NULL, actions_done },
	{ "state", "ID... open|doing|done|dropped", "says how they stand", 2,
	    -1, CLI_WRITES | CLI_AT, NULL, actions_state },
	{ "snooze", "ID... DATE", "lets them wait until then", 2, -1,
	    CLI_WRITES, NULL, actions_snooze },
	{ "due", "", "prints what is due; exit status 1 where nothing is", 0, 0,
	    CLI_LISTS | CLI_WHO, due_options, actions_due },
	{ "remind", "[SERIES]", "tells what is due, once for each lead day", 0,
	    1, CLI_LISTS | CLI_WRITES | CLI_WHO, remind_options,
	    actions_remind },
	{ "missing", "", "lists who is present and has no action", 0, 0,
	    CLI_LISTS, NULL, actions_missing },
	{ "import", "FILE.csv", "adds actions from a CSV file", 1, 1,
	    CLI_WRITES, import_options, actions_import },
	{ "show", "ID", "prints all that is known of an action", 1, 1,
	    CLI_LISTS, NULL, show },
	{ "edit", "ID FIELD=VALUE...", "sets fields", 2, -1, CLI_WRITES, NULL,
	    actions_edit },
	{ "drop", "ID...", "gives actions up", 1, -1, CLI_WRITES, NULL, drop },
	{ "restore", "ID...", "opens what was dropped or done", 1, -1,
	    CLI_WRITES, NULL, restore },
	{ "note", "ID [TEXT]", "notes something about an action", 1, 2,
	    CLI_WRITES | CLI_WHO, NULL, note },
	{ "log", "ID", "prints every change", 1, 1, CLI_LISTS, NULL, log_of },
	{ 0 }
};

static const struct cli_program program = { "actions",
	"who does what, when, where, and the first step", verbs, "list", NULL };

int
main(int argc, char **argv)
{
	return cli_main(&program, argc, argv);
}
