/*
 * vote import --polis: any comments.csv and votes.csv, which an empty line
 * parts in the input.
 */
#include "../../cmd/vote/vote.h"
#include "verb.h"

static const struct cli_option options[] = { { 0, "long", "FILE", "" },
	{ 0, "polis", "DIR", "" }, { 0, "doc", "FILE", "" },
	{ 0, "map", "FIELD=HEADING", "" }, { 0, "new", NULL, "" }, { 0 } };
static const struct cli_verb verb = { "import", "", "", 0, -1, CLI_WRITES,
	options, vote_import };

/* Where the second file begins. */
static size_t
parting(struct str s)
{
	size_t i;

	for (i = 0; i + 1 < s.n; i++)
		if (s.p[i] == '\n' && s.p[i + 1] == '\n')
			return i + 1;
	return s.n;
}

int
fuzz_target(const uint8_t *bytes, size_t n)
{
	struct str text = fuzz_text(bytes, n);
	const char *const args[] = { "--polis", verb_dir, NULL };
	size_t at = parting(text);

	verb_begin();
	verb_write("comments.csv", str_upto(text, at));
	verb_write("votes.csv", str_from(text, at + 1));
	verb_import(&verb, args);
	return 0;
}
