/*
 * Rows that come in on standard input, `add -` of each program and `vote cast
 * -`; the first byte chooses which.  A row without an id makes a new record
 * each time.
 */
#include "../../cmd/actions/actions.h"
#include "../../cmd/agenda/agenda.h"
#include "../../cmd/breakout/breakout.h"
#include "../../cmd/feedback/feedback.h"
#include "../../cmd/qboard/qboard.h"
#include "../../cmd/roster/roster.h"
#include "../../cmd/vote/vote.h"
#include "verb.h"

static int (*run)(struct cli *c);

/* The same input, each time that the verb is run. */
static int
run_again(struct cli *c)
{
	fuzz_check(lseek(STDIN_FILENO, 0, SEEK_SET) == 0, "the input begins");
	return run(c);
}

static const struct {
	const char *name;
	int (*run)(struct cli *c);
} ways[] = { { "cast", vote_cast }, { "add", vote_add }, { "add", add_verb },
	{ "add", actions_add }, { "add", feedback_add }, { "add", qboard_add },
	{ "add", roster_add }, { "add", breakout_add } };

static void
open_input(struct str text)
{
	char *path;
	int fd;

	verb_write("input", text);
	path = verb_path("input");
	fd = open(path, O_RDONLY | O_CLOEXEC);
	fuzz_check(fd != -1 && dup2(fd, STDIN_FILENO) == STDIN_FILENO,
	    "the input is opened");
	close(fd);
	free(path);
}

int
fuzz_target(const uint8_t *bytes, size_t n)
{
	struct str text = fuzz_text(bytes, n);
	unsigned way = fuzz_choice(&text, sizeof(ways) / sizeof(ways[0]));
	struct cli_verb verb = { ways[way].name, "", "", 1, 1,
		CLI_WRITES | CLI_WHO | CLI_AT | CLI_LISTS, NULL, run_again };

	verb_begin();
	open_input(text);
	run = ways[way].run;
	verb_twice(&verb, (const char *const[]){ "-", NULL }, true);
	return 0;
}
