/*
 * vote import: any CSV as a matrix of people by statements, or as a row a
 * vote, and any document as a plan with statements, which the first byte
 * chooses, and whether new ones are made.
 */
#include "../../cmd/vote/vote.h"
#include "verb.h"

static const struct cli_option options[] = { { 0, "long", "FILE", "" },
	{ 0, "polis", "DIR", "" }, { 0, "doc", "FILE", "" },
	{ 0, "map", "FIELD=HEADING", "" }, { 0, "new", NULL, "" }, { 0 } };
static const struct cli_verb verb = { "import", "", "", 0, -1, CLI_WRITES,
	options, vote_import };

static const char *const ways[][2] = { { NULL }, { "--new" }, { "--long" },
	{ "--new", "--long" }, { "--doc" }, { "--new", "--map=who=x" } };

int
fuzz_target(const uint8_t *bytes, size_t n)
{
	struct str text = fuzz_text(bytes, n);
	const char *const *way =
	    ways[fuzz_choice(&text, sizeof(ways) / sizeof(ways[0]))];
	const char *args[4] = { NULL };
	char *path;
	int i;

	verb_begin();
	verb_write("input.csv", text);
	path = verb_path("input.csv");
	for (i = 0; i < 2 && way[i] != NULL; i++)
		args[i] = way[i];
	args[i] = path;
	verb_import(&verb, args);
	free(path);
	return 0;
}
