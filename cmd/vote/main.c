/*
 * vote: statements, and the positions that people take on them.
 *
 *	id=$(vote add "Trees alone can cool a street")
 *	vote cast 1 agree -w ana,ben
 *	vote cast 1 disagree "Only wide streets" -w rest
 *	vote rank
 */
#include "vote.h"

static const struct cli_option list_options[] = {
	{ 's', "state", "STATE", "only those in this state" },
	{ 'a', "all", NULL, "dropped ones too" }, { 0 }
};
static const struct cli_option add_options[] = { { 't', "title", "TITLE",
						     "a short name" },
	{ 0, "options", "A,B,...", "what to choose from; none: any text" },
	{ 0, "scale", "SCALE", "nominal, or ordinal: in their order" },
	{ 0, "source", "TEXT", "where it is from" }, { 0 } };
static const struct cli_option edit_options[] = {
	{ 0, "same", NULL, "the text means the same: keep the positions" },
	{ 0 }
};
static const struct cli_option cast_options[] = {
	{ 0, "new", NULL, "make the position an option for all" }, { 0 }
};
static const struct cli_option tally_options[] = {
	{ 0, "of", "WHOM", "what a share is of: cast, present, people" },
	{ 0, "round", "N", "of that round, or of all" },
	{ 0, "all-rows", NULL, "count again who voted again" }, { 0 }
};
static const struct cli_option rank_options[] = {
	{ 0, "by", "KEY", "divisive, wanted, consensus, turnout or order" },
	{ 0 }
};
static const struct cli_option next_options[] = {
	{ 0, "rank", "KEY", "what rank --by takes" }, { 0 }
};
static const struct cli_option shift_options[] = {
	{ 0, "from", "N", "since round N, not the one before" },
	{ 'a', "all", NULL, "also who stayed, came or did not vote again" },
	{ 0 }
};
static const struct cli_option import_options[] = {
	{ 0, "long", "FILE", "CSV with a row a vote" },
	{ 0, "polis", "DIR", "the export of a Polis conversation" },
	{ 0, "doc", "FILE", "statements out of a written plan" },
	{ 0, "map", "FIELD=HEADING", "which column a field is in" },
	{ 0, "new", NULL, "make statements and options that are not there" },
	{ 0 }
};

static const struct cli_verb verbs[] = { { "list", "", "lists the statements",
					     0, 0, CLI_LISTS, list_options,
					     vote_list },
	{ "show", "ID", "prints all that is known of a statement", 1, 1,
	    CLI_LISTS, NULL, vote_show },
	{ "add", "[TEXT|-]", "adds a statement, or one for each line", 0, 1,
	    CLI_WRITES | CLI_WHO | CLI_AT, add_options, vote_add },
	{ "edit", "ID FIELD=VALUE...", "changes fields of a statement", 2, -1,
	    CLI_WRITES | CLI_AT, edit_options, vote_edit },
	{ "drop", "ID...", "drops statements", 1, -1, CLI_WRITES | CLI_AT, NULL,
	    vote_state },
	{ "restore", "ID...", "takes drops back", 1, -1, CLI_WRITES | CLI_AT,
	    NULL, vote_state },
	{ "note", "ID [TEXT]", "adds a note to a statement", 1, 2,
	    CLI_WRITES | CLI_WHO | CLI_AT, NULL, vote_note },
	{ "log", "ID", "lists the changes of a statement", 1, 1, CLI_LISTS,
	    NULL, vote_log },
	{ "up", "ID...", "says that one wants to discuss them", 1, -1,
	    CLI_WRITES | CLI_WHO | CLI_AT, NULL, vote_up },
	{ "down", "ID...", "takes that back", 1, -1,
	    CLI_WRITES | CLI_WHO | CLI_AT, NULL, vote_down },
	{ "cast", "ID [POSITION [COMMENT]]|-", "takes a position", 1, 3,
	    CLI_WRITES | CLI_WHO | CLI_AT, cast_options, vote_cast },
	{ "uncast", "ID...", "takes positions back", 1, -1,
	    CLI_WRITES | CLI_WHO | CLI_AT, NULL, vote_uncast },
	{ "comment", "ID [TEXT]", "comments on a position taken", 1, 2,
	    CLI_WRITES | CLI_WHO | CLI_AT, NULL, vote_comment },
	{ "missing", "[ID...]", "lists who is present and has not chosen", 0,
	    -1, CLI_LISTS, NULL, vote_missing },
	{ "tally", "[ID...]", "counts the positions", 0, -1, CLI_LISTS,
	    tally_options, vote_tally },
	{ "matrix", "[ID...]", "shows people by statements", 0, -1, CLI_LISTS,
	    NULL, vote_matrix },
	{ "rank", "", "lists what to discuss first", 0, 0, CLI_LISTS,
	    rank_options, vote_rank },
	{ "next", "", "takes the top one up, and prints it", 0, 0,
	    CLI_LISTS | CLI_WRITES | CLI_AT, next_options, vote_next },
	{ "open", "ID...", "takes positions again", 1, -1, CLI_WRITES | CLI_AT,
	    NULL, vote_state },
	{ "close", "ID...", "takes no more positions", 1, -1,
	    CLI_WRITES | CLI_AT, NULL, vote_state },
	{ "seal", "ID...", "hides the positions", 1, -1, CLI_WRITES | CLI_AT,
	    NULL, vote_state },
	{ "reveal", "ID...", "shows them again", 1, -1, CLI_WRITES | CLI_AT,
	    NULL, vote_state },
	{ "round", "ID...", "begins a new round", 1, -1, CLI_WRITES | CLI_AT,
	    NULL, vote_round },
	{ "shift", "[ID...]", "lists who moved since the last round", 0, -1,
	    CLI_LISTS, shift_options, vote_shift },
	{ "pairs", "", "compares people two by two", 0, 0, CLI_LISTS, NULL,
	    vote_pairs },
	{ "import", "[FILE.csv]", "takes positions or statements from a file",
	    0, 1, CLI_WRITES | CLI_AT, import_options, vote_import },
	{ "export", "", "lists the votes, one a row", 0, 0, CLI_LISTS, NULL,
	    vote_export },
	{ 0 } };

static const struct cli_program program = { .name = "vote",
	.purpose = "statements, and the positions that people take",
	.verbs = verbs,
	.verb = "list" };

int
main(int argc, char **argv)
{
	return cli_main(&program, argc, argv);
}
