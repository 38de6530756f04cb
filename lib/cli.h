/*
 * cli: the command layer's common part; the one place that prints messages
 * and decides exit statuses.
 *
 * A program is a table of verbs.  From its rows come dispatch, the checks of
 * options and operands, usage, --help and the completions.  Options may
 * stand before or after operands and before the verb; `--` ends them; what
 * looks like `-2m` is an operand.  Which common options a verb takes, its
 * flags say; any other is an error, never ignored.
 *
 *	static const struct cli_verb verbs[] = {
 *		{ "list", "", "prints the plan", 0, 0, CLI_LISTS, opts, list },
 *		{ NULL } };
 *	int main(int argc, char **argv)
 *	{
 *		return cli_main(&program, argc, argv);
 *	}
 *
 * A verb's function returns its exit status; on an error in cli->err it
 * returns cli_fail(cli).
 */
#ifndef CLI_H
#define CLI_H

#include "out.h"
#include "store.h"

struct cli_option {
	char letter;	  /* 0: only the long name */
	const char *name; /* NULL ends a list */
	const char *arg;  /* what usage calls its argument; NULL: none */
	const char *help;
};

enum {
	CLI_LISTS = 1,	 /* -o -c -H --spreadsheet */
	CLI_WRITES = 2,	 /* -b -n */
	CLI_WHO = 4,	 /* -w */
	CLI_AT = 8,	 /* --at */
	CLI_NO_DIR = 16, /* works on no session: no -d */
	CLI_REST = 32	 /* from the first operand on all are operands */
};

struct cli;

struct cli_verb {
	const char *name;     /* NULL ends the table */
	const char *operands; /* as usage shows them */
	const char *help;     /* one line */
	int min, max;	      /* operands; max -1: any number */
	unsigned flags;
	const struct cli_option *options; /* its own, or NULL */
	int (*run)(struct cli *);
};

struct cli_program {
	const char *name;
	const char *purpose; /* one line */
	const struct cli_verb *verbs;
	const char *verb; /* without one: `list` */
	/* Whether a first operand that is no verb is the default verb's. */
	bool (*takes)(struct str operand);
};

struct cli_given {
	const struct cli_option *option;
	const char *value; /* NULL: it has none */
};

struct cli_input {
	const char *path;
	struct buf text;
};

struct cli {
	const struct cli_program *program;
	const struct cli_verb *verb;
	char **operand; /* `noperand` of them, and NULL */
	int noperand;
	struct cli_given *given;
	size_t ngiven, capgiven;
	struct session session;
	struct store store;
	struct cli_input *input; /* what was read ahead of cli_begin */
	size_t ninput, capinput;
	char *login;  /* the login name, once it was asked for */
	bool writing; /* cli_begin was called */
	bool damaged;
	struct error err;
	void *data; /* the program's own, for what calls it back */
};

int cli_main(const struct cli_program *p, int argc, char **argv);

/* An option's argument, the last where it was given twice, or NULL. */
const char *cli_value(const struct cli *c, const char *name);
/* The arguments of an option that may be given several times: the `i`th from
 * 0, or NULL. */
const char *cli_value_at(const struct cli *c, const char *name, size_t i);
/* All of them; the caller frees the array. */
struct str *cli_values(const struct cli *c, const char *name, size_t *n);
bool cli_given(const struct cli *c, const char *name);
struct str cli_operand(const struct cli *c, int i);

/* Prints cli->err as `program: message` and returns its status. */
int cli_fail(struct cli *c);
/* Sets cli->err to a wrong use (EXIT_INPUT), prints it and returns 2. */
int cli_wrong(struct cli *c, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
/* A message that is no error; nothing with -q. */
void cli_say(const struct cli *c, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* The time that --now or $MOOT_NOW says, or the clock's. */
instant cli_now(const struct cli *c);
/* Whether a time was said, and the clock stands still. */
bool cli_now_given(const struct cli *c);

/* Finds the session, once; the verbs below do it themselves. */
int cli_find(struct cli *c);

/*
 * Finds the session and reads tables; bad lines are named on stderr and
 * make the verb's status 3.  -1: cli->err says why.
 */
int cli_read(struct cli *c, const table_want want[TABLE_COUNT]);
/* The same for a change: under the lock, with cli->store begun. */
int cli_begin(struct cli *c, const table_want want[TABLE_COUNT]);
/* Writes what was put, or with -n prints it.  Returns an exit status. */
int cli_commit(struct cli *c);
/* Names the bad lines of what was loaded, for who loads by himself. */
void cli_report_damage(struct cli *c);
/* The same of another session that the verb reads. */
void cli_report_session(struct cli *c, const struct session *s);
/* Whether -n was given: nothing will be written. */
bool cli_dry(const struct cli *c);

/* -b, else $MOOT_USER, else the login name. */
struct str cli_by(struct cli *c);

/* The format that -o says, else that of a terminal or a file. */
int cli_format(struct cli *c, enum out_format *f);
/* Refuses -c, -H and --spreadsheet where -o asks for no table. */
int cli_document(struct cli *c);
/* Begins the verb's listing as -o, -c and -H say. */
int cli_list(
    struct cli *c, struct out *o, const struct out_column col[], size_t n);

/* Appends `agenda add [-l LENGTH] TEXT`, made from the verb's row. */
void cli_add_usage(
    const struct cli_program *p, const struct cli_verb *v, struct buf *b);

/* Columns of the terminal: $COLUMNS, what it says itself, or 80. */
size_t cli_width(void);

/*
 * Reads ahead what `path`, which lives on, names, for cli_file; `-` is standard
 * input.  A verb that reads does so before cli_begin: people take their time to
 * type, a file may be a pipe, and what comes through one may need the session
 * itself, so nobody waits for it with the lock in hand.  That there is a
 * session is seen to first.
 */
int cli_ahead(struct cli *c, const char *path);
/* The same of standard input. */
int cli_input(struct cli *c);
/* All of what `path` names; the caller releases `b`. */
int cli_file(struct cli *c, const char *path, struct buf *b);
/* The same of standard input. */
int cli_stdin(struct cli *c, struct buf *b);

#endif
