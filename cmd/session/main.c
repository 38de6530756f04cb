/*
 * session: makes a session, and says, checks and takes back what is in it.
 *
 *	session init -t weekly-90 --start 2026-11-27T18:00 week-8
 */
#include "check.h"
#include "close.h"
#include "commit.h"
#include "init.h"
#include "new.h"
#include "note.h"
#include "report.h"
#include "sessions.h"
#include "settings.h"
#include "template.h"
#include "undo.h"

static const struct cli_option init_options[] = {
	{ 't', "template", "TEMPLATE", "begin with this: a name or a session" },
	{ 0, "title", "TEXT", "what it is called" },
	{ 0, "start", "DATE", "when it starts, in its zone" },
	{ 0, "length", "DURATION", "how long it is" },
	{ 0, "zone", "ZONE", "such as Europe/Berlin" },
	{ 0, "place", "TEXT", "where it is, a room or a link" },
	{ 0, "every", "DAYS", "days to the next one" }, { 0 }
};
static const struct cli_option new_options[] = {
	{ 0, "from", "OLD", "the session before; else the one here" },
	{ 't', "template", "TEMPLATE", "take the agenda of this instead" },
	{ 0, "start", "DATE", "when it starts; else OLD's start and `every`" },
	{ 0, "title", "TEXT", "what it is called; else as OLD is" }, { 0 }
};
static const struct cli_option note_options[] = {
	{ 'k', "kind", "KIND", "decision, recommend or note" }, { 0 }
};
static const struct cli_option close_options[] = {
	{ 'f', "force", NULL, "even while statements are sealed" }, { 0 }
};
static const struct cli_option report_options[] = {
	{ 0, "as", "KIND", "minutes, handout, runsheet or ballot" },
	{ 'o', "output", "FORMAT", "md, txt, html or json" },
	{ 0, "public", NULL, "leave out names and addresses" }, { 0 }
};
static const struct cli_option commit_options[] = {
	{ 'm', "message", "TEXT", "what the commit says; else what changed" },
	{ 0 }
};
static const struct cli_option check_options[] = {
	{ 0, "fix", NULL, "mend the form, move unreadable lines away" }, { 0 }
};

static const struct cli_verb verbs[] = {
	{ "list", "[SERIES]", "lists the sessions of a series", 0, 1, CLI_LISTS,
	    NULL, sessions_list },
	{ "init", "[DIR]", "makes a directory a session", 0, 1,
	    CLI_WRITES | CLI_NO_DIR, init_options, init_run },
	{ "new", "DIR", "makes the next session out of this one", 1, 1,
	    CLI_WRITES | CLI_NO_DIR, new_options, new_run },
	{ "templates", "", "lists what a session may begin with", 0, 0,
	    CLI_LISTS | CLI_NO_DIR, NULL, template_list },
	{ "show", "", "prints the settings", 0, 0, CLI_LISTS, NULL,
	    settings_show },
	{ "set", "KEY=VALUE...", "changes settings; KEY= clears one", 1, -1,
	    CLI_WRITES, NULL, settings_set },
	{ "check", "[DIR...]", "says what is wrong with the tables", 0, -1,
	    CLI_LISTS, check_options, check_run },
	{ "close", "", "ends the session", 0, 0, CLI_WRITES | CLI_AT,
	    close_options, close_run },
	{ "report", "", "prints the session as a document", 0, 0, 0,
	    report_options, report_run },
	{ "commit", "", "commits the session's tables to git", 0, 0, 0,
	    commit_options, commit_run },
	{ "sync", "", "commits, and exchanges with other clones", 0, 0, 0,
	    commit_options, sync_run },
	{ "note", "[TEXT]", "notes something on the session itself", 0, 1,
	    CLI_WRITES | CLI_WHO | CLI_AT, note_options, note_run },
	{ "undo", "[N]", "takes your last change back, or the last N", 0, 1,
	    CLI_WRITES, NULL, undo_run },
	{ "log", "", "lists every change, oldest first", 0, 0, CLI_LISTS, NULL,
	    note_log },
	{ 0 }
};

static const struct cli_program program = { "session",
	"makes sessions, and says and checks what is in them", verbs, "list",
	sessions_takes };

int
main(int argc, char **argv)
{
	return cli_main(&program, argc, argv);
}
