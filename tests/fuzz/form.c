/*
 * Other files that come in: a feedback form, people, and questions, as CSV or
 * in a document; the first byte chooses which.
 */
#include "../../cmd/feedback/feedback.h"
#include "../../cmd/qboard/qboard.h"
#include "../../cmd/roster/roster.h"
#include "verb.h"

static const struct cli_option options[] = { { 0, "map", "FIELD=HEADING", "" },
	{ 0, "here", NULL, "" }, { 0, "dates", "ORDER", "" },
	{ 0, "encoding", "NAME", "" }, { 0, "anon", NULL, "" },
	{ 0, "doc", "FILE", "" }, { 0, "section", "NAME", "" }, { 0 } };
static const struct cli_verb feedback = { "import", "", "", 1, 1, CLI_WRITES,
	options, feedback_import };
static const struct cli_verb roster = { "import", "", "", 1, 1, CLI_WRITES,
	options, roster_import };
static const struct cli_verb qboard = { "import", "", "", 0, 1,
	CLI_WRITES | CLI_WHO, options, qboard_import };

static const struct {
	const struct cli_verb *verb;
	const char *option;
} ways[] = { { &feedback, "--" }, { &roster, "--" }, { &qboard, "--" },
	{ &feedback, "--anon" }, { &qboard, "--doc" },
	{ &feedback, "--here" } };

int
fuzz_target(const uint8_t *bytes, size_t n)
{
	struct str text = fuzz_text(bytes, n);
	unsigned way = fuzz_choice(&text, sizeof(ways) / sizeof(ways[0]));
	char *path;

	verb_begin();
	verb_write("input.csv", text);
	path = verb_path("input.csv");
	verb_import(ways[way].verb,
	    (const char *const[]){ ways[way].option, path, NULL });
	free(path);
	return 0;
}
