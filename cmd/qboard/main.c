/*
 * qboard: the questions of a session, the most supported on top.
 *
 *	qboard add -w ana "Why is it the nights that kill?"
 *	qboard up 1 -w ben,chloe; qboard next
 */
#include "qboard.h"

/* ---- what is the same everywhere */

static int
edit(struct cli *c)
{
	return verbs_edit(c, &qboard_spec);
}

static int
drop(struct cli *c)
{
	return verbs_drop(c, &qboard_spec);
}

static int
note(struct cli *c)
{
	return verbs_note(c, &qboard_spec, "note");
}

static int
log_of(struct cli *c)
{
	return verbs_log(c, &qboard_spec);
}

/* ---- the verbs */

static const struct cli_option list_options[] = { { 0, "by-age", NULL,
						      "the oldest first" },
	{ 's', "state", "STATE", "only those open, pinned, answered ..." },
	{ 't', "topic", "TOPIC", "only those of a topic" },
	{ 'k', "kind", "KIND", "question, prompt or example" },
	{ 'a', "all", NULL, "those dropped or merged too" },
	{ 0, "for", "WHO", "mark what WHO asked or supports" }, { 0 } };
static const struct cli_option add_options[] = {
	{ 't', "topic", "TOPIC", "what it belongs to" }, { 0 }
};
static const struct cli_option import_options[] = {
	{ 0, "map", "FIELD=HEADING", "which column is which" },
	{ 0, "doc", "FILE", "take a document's examples and worksheets" }, { 0 }
};
static const struct cli_option sheet_options[] = {
	{ 0, "blank", NULL, "without the answers that are there" }, { 0 }
};

static const struct cli_verb verbs[] = {
	{ "list", "", "prints the board, the most supported first", 0, 0,
	    CLI_LISTS, list_options, qboard_list },
	{ "add", "[TEXT|-]",
	    "adds a question, or one a line, or rows, and prints the ids", 0, 1,
	    CLI_WRITES | CLI_WHO | CLI_AT, add_options, qboard_add },
	{ "up", "ID...", "supports questions, once a person", 1, -1,
	    CLI_WRITES | CLI_WHO | CLI_AT, NULL, qboard_up },
	{ "down", "ID...", "takes the support back", 1, -1,
	    CLI_WRITES | CLI_WHO | CLI_AT, NULL, qboard_down },
	{ "answer", "ID [TEXT]", "keeps an answer, or one a line", 1, 2,
	    CLI_WRITES | CLI_WHO | CLI_AT, NULL, qboard_answer },
	{ "state", "ID... open|pinned|answered|parked", "says how it stands", 2,
	    -1, CLI_WRITES | CLI_AT, NULL, qboard_state },
	{ "next", "",
	    "marks the one in hand answered, and takes the top open one", 0, 0,
	    CLI_WRITES | CLI_LISTS | CLI_AT, NULL, qboard_next },
	{ "merge", "ID INTO", "makes one question of two", 2, 2,
	    CLI_WRITES | CLI_AT, NULL, qboard_merge },
	{ "import", "[FILE.csv]",
	    "adds questions from a CSV file or a document", 0, 1, CLI_WRITES,
	    import_options, qboard_import },
	{ "sheet", "[make TOPIC,...|import|TOPIC] [FILE]",
	    "makes, prints and reads back worksheets", 0, 3,
	    CLI_WRITES | CLI_LISTS | CLI_WHO, sheet_options, qboard_sheet },
	{ "show", "ID", "prints all that is known of a question", 1, 1,
	    CLI_LISTS, NULL, qboard_show },
	{ "edit", "ID FIELD=VALUE...", "sets fields", 2, -1, CLI_WRITES, NULL,
	    edit },
	{ "drop", "ID...", "takes questions off the board", 1, -1, CLI_WRITES,
	    NULL, drop },
	{ "restore", "ID...", "puts back what was dropped or merged", 1, -1,
	    CLI_WRITES, NULL, qboard_restore },
	{ "note", "ID [TEXT]", "notes something about a question", 1, 2,
	    CLI_WRITES | CLI_WHO, NULL, note },
	{ "log", "ID", "prints every change", 1, 1, CLI_LISTS, NULL, log_of },
	{ 0 }
};

static const struct cli_program program = { "qboard",
	"the questions of a session, the most supported on top", verbs, "list",
	NULL };

int
main(int argc, char **argv)
{
	return cli_main(&program, argc, argv);
}
