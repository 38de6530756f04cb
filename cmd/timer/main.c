/*
 * timer - the clock of a meeting
 *
 * The truth is in times.tsv: whoever looks, from wherever, sees the same
 * time, and a display that is killed stops nothing.
 *
 *	$ timer 5m Break --exec 'mpv gong.ogg'
 *	Break  ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━─────────────────  2:41
 */
#include <ctype.h>

#include "timer.h"

#define WARN_OPTION                                                         \
	{                                                                   \
		0, "warn", "LIST",                                          \
		    "warn at 20%,5% (the default) of the length, or 1m,10s" \
	}

static const struct cli_option count_options[] = {
	{ 'f', "full", NULL, "the whole screen, in big digits" },
	{ 'i', "id", "ID", "follow this clock instead of the agenda" },
	WARN_OPTION, { 0, "stop", NULL, "end at zero instead of going below" },
	{ 0, "auto", NULL, "move the agenda on at zero" },
	{ 0, "exec", "CMD", "run CMD at zero, with MOOT_TITLE and others" },
	{ 0 }
};
static const struct cli_option status_options[] = {
	{ 'F', "format", "FORMAT",
	    "%t title, %l left, %e elapsed, %p percent, %c ok, warn or over" },
	WARN_OPTION, { 0 }
};

static const struct cli_option list_options[] = {
	{ 0, "speakers", NULL, "who has spoken how long, instead" }, { 0 }
};

static const struct cli_verb verbs[] = {
	{ "count", "[DURATION [LABEL]]",
	    "counts down on the terminal, or follows the agenda", 0, -1,
	    CLI_WRITES, count_options, verb_count },
	{ "start", "[DURATION [LABEL]]",
	    "starts a countdown, or the agenda, without a display", 0, -1,
	    CLI_WRITES | CLI_AT, NULL, verb_start },
	{ "pause", "[ID]", "pauses a clock", 0, 1, CLI_WRITES | CLI_AT, NULL,
	    verb_pause },
	{ "resume", "[ID]", "lets it go on", 0, 1, CLI_WRITES | CLI_AT, NULL,
	    verb_resume },
	{ "extend", "[ID] +DURATION|-DURATION", "gives it more time, or less",
	    1, 2, CLI_WRITES | CLI_AT, NULL, verb_extend },
	{ "stop", "[ID]", "stops it", 0, 1, CLI_WRITES | CLI_AT, NULL,
	    verb_stop },
	{ "status", "[ID]", "prints one line about what runs", 0, 1, 0,
	    status_options, verb_status },
	{ "list", "", "lists the clocks that were started", 0, 0, CLI_LISTS,
	    list_options, verb_list },
	{ "speak", "WHO [DURATION]", "starts a speaker's clock", 1, 2,
	    CLI_WRITES | CLI_AT, NULL, verb_speak },
	{ "hush", "", "stops the speaker's clock", 0, 0, CLI_WRITES | CLI_AT,
	    NULL, verb_hush },
	{ "wait", "[ID]", "returns when a clock reaches zero", 0, 1, 0, NULL,
	    verb_wait },
	{ 0 }
};

/* What begins with a digit was meant as a length. */
static bool
takes(struct str operand)
{
	return operand.n > 0 && isdigit((unsigned char)operand.p[0]);
}

static const struct cli_program program = { "timer", "the clock of a meeting",
	verbs, "count", takes };

int
main(int argc, char **argv)
{
	return cli_main(&program, argc, argv);
}
