/*
 * feedback: what to change, what is tried, and whether it helped.
 *
 *	feedback import form.csv
 *	feedback try "Two minutes of silence first" --about "Too fast"
 */
#include "feedback.h"

/* ---- what is the same everywhere, of answers and of tries */

static const struct verbs_spec *
spec(const struct cli *c)
{
	return cli_given(c, "try") ? &tries_spec : &feedback_spec;
}

static int
show(struct cli *c)
{
	return verbs_show(c, spec(c));
}

static int
edit(struct cli *c)
{
	return verbs_edit(c, spec(c));
}

static int
drop(struct cli *c)
{
	return verbs_drop(c, spec(c));
}

static int
restore(struct cli *c)
{
	return verbs_restore(c, spec(c));
}

static int
note(struct cli *c)
{
	return verbs_note(c, spec(c), "note");
}

static int
log_of(struct cli *c)
{
	return verbs_log(c, spec(c));
}

/* ---- the verbs */

static const struct cli_option list_options[] = {
	{ 'a', "all", NULL, "those dropped too" }, { 0 }
};
static const struct cli_option add_options[] = { { 'r', "rating", "RATING",
						     "1 to 10" },
	{ 0, "worked", "TEXT", "what worked" },
	{ 0, "change", "TEXT", "what to change" },
	{ 0, "idea", "TEXT", "what to try" },
	{ 0, "anon", NULL, "keep neither who nor when" }, { 0 } };
static const struct cli_option import_options[] = {
	{ 0, "map", "FIELD=HEADING", "which column is which" },
	{ 0, "here", NULL, "all answers are of this session" },
	{ 0, "dates", "ORDER", "mdy or dmy" },
	{ 0, "encoding", "NAME", "utf-8 or latin1" },
	{ 0, "anon", NULL, "keep no name, address or time of day" }, { 0 }
};
static const struct cli_option try_options[] = {
	{ 0, "from", "ID,...", "the answers that it is made of" },
	{ 0, "about", "TEXT", "what it is to mend, in words for the room" },
	{ 0 }
};
static const struct cli_option opening_options[] = {
	{ 'a', "all", NULL, "what is not tried too" }, { 0 }
};
static const struct cli_option record_options[] = {
	{ 0, "try", NULL, "ID is a try, not an answer" }, { 0 }
};

static const struct cli_verb verbs[] = { { "list", "", "prints the answers", 0,
					     0, CLI_LISTS, list_options,
					     feedback_list },
	{ "add", "[-]", "adds an answer, or one a line, or rows", 0, 1,
	    CLI_WRITES | CLI_WHO | CLI_AT, add_options, feedback_add },
	{ "import", "FORM.csv", "adds the answers of a form's export", 1, 1,
	    CLI_WRITES, import_options, feedback_import },
	{ "summary", "", "prints each question with all that was said", 0, 0,
	    CLI_LISTS, NULL, feedback_summary },
	{ "try", "IDEA", "keeps an idea to try in this session", 1, 1,
	    CLI_WRITES, try_options, feedback_try },
	{ "opening", "", "prints what opens the session", 0, 0, CLI_LISTS,
	    opening_options, feedback_opening },
	{ "verdict", "ID better|same|worse [WHY]", "says how a try went", 2, 3,
	    CLI_WRITES | CLI_AT, NULL, feedback_verdict },
	{ "tries", "[SERIES]", "lists what was tried in the series", 0, 1,
	    CLI_LISTS, NULL, feedback_tries },
	{ "trend", "[SERIES]", "prints ratings and tries week by week", 0, 1,
	    CLI_LISTS, NULL, feedback_trend },
	{ "show", "ID", "prints all that is known of an answer", 1, 1,
	    CLI_LISTS, record_options, show },
	{ "edit", "ID FIELD=VALUE...", "sets fields", 2, -1, CLI_WRITES,
	    record_options, edit },
	{ "drop", "ID...", "takes answers out", 1, -1, CLI_WRITES,
	    record_options, drop },
	{ "restore", "ID...", "puts back what was dropped", 1, -1, CLI_WRITES,
	    record_options, restore },
	{ "note", "ID [TEXT]", "notes something about an answer", 1, 2,
	    CLI_WRITES | CLI_WHO, record_options, note },
	{ "log", "ID", "prints every change", 1, 1, CLI_LISTS, record_options,
	    log_of },
	{ 0 } };

static const struct cli_program program = { "feedback",
	"what to change, what is tried, and whether it helped", verbs, "list",
	NULL };

int
main(int argc, char **argv)
{
	return cli_main(&program, argc, argv);
}
