/*
 * agenda: the plan of a meeting, and where it is in it.
 *
 *	agenda add -l 10m "Check-in"; agenda check && agenda start
 */
#include "agenda.h"
#include "vocab.h"

#define LEN(a) (sizeof(a) / sizeof((a)[0]))

/* ---- the verbs that are the same everywhere */

static int
edit_verb(struct cli *c)
{
	return verbs_edit(c, &agenda_spec);
}

static int
drop_verb(struct cli *c)
{
	return verbs_drop(c, &agenda_spec);
}

static int
restore_verb(struct cli *c)
{
	return verbs_restore(c, &agenda_spec);
}

static int
log_verb(struct cli *c)
{
	return verbs_log(c, &agenda_spec);
}

/* A misspelt `script` would reach the handout as a note. */
static int
note_verb(struct cli *c)
{
	static const char *const kinds[] = { "text", "script", "remark",
		"prompt", "decision", "recommend", "note" };
	const char *kind = "note";

	if (cli_given(c, "kind"))
		kind = vocab_word(kinds, LEN(kinds), "kind of note",
		    str_of(cli_value(c, "kind")), &c->err);
	return kind == NULL ? cli_fail(c) : verbs_note(c, &agenda_spec, kind);
}

/* ---- the options of each verb */

static const struct cli_option list_options[] = {
	{ 'k', "kind", "KIND", "only items of that kind" },
	{ 0, "under", "ID", "only what is under that item" },
	{ 'a', "all", NULL, "dropped items too" },
	{ 'o', "output", "FORMAT", "table, tsv, csv, json, md or ics" }, { 0 }
};
static const struct cli_option add_options[] = { { 'l', "length", "DURATION",
						     "how long it takes" },
	{ 'k', "kind", "KIND",
	    "check, goal, announce, read, prep or any word" },
	{ 0, "owner", "WHO", "who leads it or brings it" },
	{ 0, "under", "ID", "as the last part of that item" },
	{ 0, "after", "ID", "behind that item" },
	{ 0, "start", "T", "when: +0:50, or 18:30, which fit never moves" },
	{ 0, "min", "DURATION", "how short fit may make it" },
	{ 0, "if-time", NULL, "the first to be dropped" },
	{ 0, "extra", NULL, "for those who finish early; takes no time" },
	{ 0, "link", "URL", "where it leads" }, { 0 } };
static const struct cli_option move_options[] = { { 0, "after", "ID",
						      "behind that item" },
	{ 0, "before", "ID", "before it" }, { 0, "first", NULL, "before all" },
	{ 0 } };
static const struct cli_option show_options[] = {
	{ 0, "public", NULL, "without scripts and remarks" }, { 0 }
};
static const struct cli_option note_options[] = {
	{ 'k', "kind", "KIND", "text, script, remark; else note" }, { 0 }
};
static const struct cli_option next_options[] = {
	{ 'f', "force", NULL, "even right after the last step" }, { 0 }
};

static const struct cli_option now_options[] = {
	{ 'F', "format", "FORMAT",
	    "a line: %t title, %l left, %e elapsed, %p percent, %c ok, warn "
	    "or over, %b behind, %n next, %E end, %u under, %U left of it" },
	{ 0 }
};

static const struct cli_option import_options[] = {
	{ 0, "section", "HEADING", "only what is under that heading" },
	{ 0, "append", NULL, "behind the items that are there" },
	{ 'v', "verbose", NULL, "name every line that was left out" }, { 0 }
};

static const struct cli_option fit_options[] = {
	{ 0, "end", "TIME", "when to end, instead of the session's end" },
	{ 0, "learned", NULL, "expect what items took in earlier sessions" },
	{ 0, "apply", NULL, "write it" }, { 0 }
};

static const struct cli_verb verbs[] = { { "list", "", "prints the run sheet",
					     0, 0, CLI_LISTS, list_options,
					     list_verb },
	{ "add", "[TEXT|-]", "adds an item, or one for each line read; -: rows",
	    0, 1, CLI_WRITES, add_options, add_verb },
	{ "move", "ID", "moves an item and what is under it", 1, 1, CLI_WRITES,
	    move_options, move_verb },
	{ "show", "[ID]", "prints all about the current item, or another", 0, 1,
	    CLI_LISTS, show_options, show_verb },
	{ "note", "ID [TEXT]", "writes a text, script or note on an item", 1, 2,
	    CLI_WRITES | CLI_WHO | CLI_AT, note_options, note_verb },
	{ "tick", "ID...", "ticks boxes, goals, things to bring", 1, -1,
	    CLI_WRITES | CLI_AT, NULL, tick_verb },
	{ "untick", "ID...", "takes ticks off", 1, -1, CLI_WRITES | CLI_AT,
	    NULL, untick_verb },
	{ "check", "", "tells whether the plan holds", 0, 0, CLI_LISTS, NULL,
	    check_verb },
	{ "start", "[ID]", "starts the meeting, or an item", 0, 1,
	    CLI_WRITES | CLI_AT, NULL, start_verb },
	{ "next", "", "goes on to the next item", 0, 0, CLI_WRITES | CLI_AT,
	    next_options, next_verb },
	{ "back", "", "goes back, as if the last step had not been made", 0, 0,
	    CLI_WRITES | CLI_AT, NULL, back_verb },
	{ "skip", "[ID]", "skips the current item, or another", 0, 1,
	    CLI_WRITES | CLI_AT, NULL, skip_verb },
	{ "extend", "[ID] +DURATION|-DURATION",
	    "gives an item more time, or less", 1, 2, CLI_WRITES | CLI_AT, NULL,
	    extend_verb },
	{ "end", "", "ends the meeting", 0, 0, CLI_WRITES | CLI_AT, NULL,
	    end_verb },
	{ "now", "", "tells what is under way, and how late it is", 0, 0,
	    CLI_LISTS, now_options, now_verb },
	{ "fit", "", "times what is left anew, to end on time", 0, 0,
	    CLI_LISTS | CLI_WRITES, fit_options, fit_verb },
	{ "stats", "[SERIES]", "tells plan against actual over the series", 0,
	    1, CLI_LISTS, NULL, stats_verb },
	{ "import", "FILE", "takes a plan out of a document", 1, 1, CLI_WRITES,
	    import_options, import_verb },
	{ "edit", "ID FIELD=VALUE...", "changes an item's fields", 2, -1,
	    CLI_WRITES, NULL, edit_verb },
	{ "drop", "ID...", "drops items, with what is under them", 1, -1,
	    CLI_WRITES, NULL, drop_verb },
	{ "restore", "ID...", "takes dropped items back", 1, -1, CLI_WRITES,
	    NULL, restore_verb },
	{ "log", "ID", "prints an item's history", 1, 1, CLI_LISTS, NULL,
	    log_verb },
	{ 0 } };

static const struct cli_program program = { .name = "agenda",
	.purpose = "the plan of a meeting, and where it is in it",
	.verbs = verbs,
	.verb = "list" };

int
main(int argc, char **argv)
{
	return cli_main(&program, argc, argv);
}
