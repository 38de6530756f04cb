/*
 * What prints: any text as one of a session's tables, and a verb that lists
 * or reports; the first byte chooses the table, the second the verb, the third
 * the format.  It prints or says what is wrong, and writes no table.
 */
#include "../../cmd/actions/actions.h"
#include "../../cmd/agenda/agenda.h"
#include "../../cmd/breakout/breakout.h"
#include "../../cmd/feedback/feedback.h"
#include "../../cmd/qboard/qboard.h"
#include "../../cmd/roster/roster.h"
#include "../../cmd/session/check.h"
#include "../../cmd/session/note.h"
#include "../../cmd/session/report.h"
#include "../../cmd/session/settings.h"
#include "../../cmd/vote/vote.h"
#include "verb.h"

#define LEN(a) (sizeof(a) / sizeof((a)[0]))

static const struct cli_option options[] = { { 0, "as", "KIND", "" },
	{ 0, "public", NULL, "" }, { 'o', "output", "FORMAT", "" }, { 0 } };

static const struct {
	int (*run)(struct cli *c);
	const char *argument; /* an option or operand, or NULL */
	const char *formats;  /* letters of `format` */
} ways[] = {
	{ list_verb, NULL, "itcjm" },
	{ show_verb, NULL, "itcjm" },
	{ check_verb, NULL, "itcjm" },
	{ now_verb, NULL, "itcjm" },
	{ stats_verb, NULL, "itcjm" },
	{ actions_list, NULL, "itcjm" },
	{ actions_due, NULL, "itcjm" },
	{ actions_missing, NULL, "itcjm" },
	{ breakout_score, NULL, "itcjm" },
	{ feedback_list, NULL, "itcjm" },
	{ feedback_summary, NULL, "itcjm" },
	{ feedback_opening, NULL, "itcjm" },
	{ feedback_tries, NULL, "itcjm" },
	{ feedback_trend, NULL, "itcjm" },
	{ qboard_list, NULL, "itcjm" },
	{ qboard_show, "q1", "itcjm" },
	{ qboard_sheet, NULL, "m" },
	{ roster_count, NULL, "i" },
	{ roster_missing, NULL, "itcjm" },
	{ roster_stats, NULL, "itcjm" },
	{ check_run, NULL, "itcjm" },
	{ note_log, NULL, "itcjm" },
	{ settings_show, NULL, "itcjm" },
	{ report_run, NULL, "mhjx" },
	{ report_run, "--as=handout", "mhjx" },
	{ report_run, "--as=runsheet", "mhjx" },
	{ report_run, "--as=ballot", "mhjx" },
	{ report_run, "--public", "mhjx" },
	{ vote_list, NULL, "itcjm" },
	{ vote_show, "1", "itcjm" },
	{ vote_log, "1", "itcjm" },
	{ vote_missing, NULL, "itcjm" },
	{ vote_tally, NULL, "itcjm" },
	{ vote_rank, NULL, "itcjm" },
	{ vote_shift, NULL, "itcjm" },
	{ vote_pairs, NULL, "itcjm" },
	{ vote_matrix, NULL, "itcjm" },
	{ vote_export, NULL, "itcjm" },
};

static const char *
format(char letter)
{
	static const struct {
		char letter;
		const char *option;
	} formats[] = { { 'i', "-otable" }, { 't', "-otsv" }, { 'c', "-ocsv" },
		{ 'j', "-ojson" }, { 'm', "-omd" }, { 'h', "-ohtml" },
		{ 'x', "-otxt" } };
	size_t i = 0;

	while (formats[i].letter != letter)
		i++;
	return formats[i].option;
}

int
fuzz_target(const uint8_t *bytes, size_t n)
{
	struct str text = fuzz_text(bytes, n);
	const char *file = schema_of(fuzz_choice(&text, TABLE_COUNT))->file;
	unsigned way = fuzz_choice(&text, LEN(ways));
	const char *letters = ways[way].formats;
	unsigned letter = fuzz_choice(&text, (unsigned)strlen(letters));
	struct cli_verb verb = { "list", "", "", 0, 1, CLI_LISTS | CLI_WHO,
		options, ways[way].run };
	struct buf after = BUF_INIT;
	int status;

	verb_begin();
	verb_write(file, text);
	status = verb_run(&verb,
	    (const char *const[]){
		format(letters[letter]), ways[way].argument, NULL });
	verb_read(file, &after);
	fuzz_check(status <= EXIT_SYSTEM, "it ends as it should");
	fuzz_check(str_eq(buf_str(&after), text), "the table is as before");
	buf_release(&after);
	return 0;
}
