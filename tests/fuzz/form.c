/*
 * Other CSV that comes in: a feedback form, people, and questions; the first
 * byte chooses which.
 */
#include "../../cmd/feedback/feedback.h"
#include "../../cmd/qboard/qboard.h"
#include "../../cmd/roster/roster.h"
#include "verb.h"

static const struct cli_option options[] = { { 0, "map", "FIELD=HEADING", "" },
	{ 0, "here", NULL, "" }, { 0, "dates", "ORDER", "" },
	{ 0, "encoding", "NAME", "" }, { 0, "anon", NULL, "" },
	{ 0, "doc", NULL, "" }, { 0, "section", "NAME", "" }, { 0 } };
static const struct cli_verb verbs[] = {
	{ "import", "", "", 1, 1, CLI_WRITES, options, feedback_import },
	{ "import", "", "", 1, 1, CLI_WRITES, options, roster_import },
	{ "import", "", "", 1, 1, CLI_WRITES | CLI_WHO, options, qboard_import }
};

int
fuzz_target(const uint8_t *bytes, size_t n)
{
	struct str text = fuzz_text(bytes, n);
	unsigned choice = fuzz_choice(&text, 4);
	const char *args[4] = { NULL };
	char *path;

	verb_begin();
	verb_write("input.csv", text);
	path = verb_path("input.csv");
	args[0] = path;
	if (choice == 3)
		args[1] = "--anon";
	verb_import(&verbs[choice % 3], args);
	free(path);
	return 0;
}
