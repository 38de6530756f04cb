/*
 * vote import: any CSV as a matrix of people by statements, or as a row a
 * vote, which the first byte chooses, and whether new ones are made.
 */
#include "../../cmd/vote/vote.h"
#include "verb.h"

static const struct cli_option options[] = { { 0, "long", "FILE", "" },
	{ 0, "polis", "DIR", "" }, { 0, "doc", "FILE", "" },
	{ 0, "map", "FIELD=HEADING", "" }, { 0, "new", NULL, "" }, { 0 } };
static const struct cli_verb verb = { "import", "", "", 0, -1, CLI_WRITES,
	options, vote_import };

int
fuzz_target(const uint8_t *bytes, size_t n)
{
	struct str text = fuzz_text(bytes, n);
	unsigned choice = fuzz_choice(&text, 4);
	const char *args[4] = { NULL };
	char *path;
	int i = 0;

	verb_begin();
	verb_write("input.csv", text);
	path = verb_path("input.csv");
	if ((choice & 1) != 0)
		args[i++] = "--new";
	if ((choice & 2) != 0)
		args[i++] = "--long";
	args[i] = path;
	verb_import(&verb, args);
	free(path);
	return 0;
}
