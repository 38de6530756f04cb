/*
 * command: runs a program, and keeps what it said.
 *
 *	command_parse(&c, "agenda add 'Tea and cake'", "");
 *	command_run(&c, &how, &o);
 *	... o.status, o.out, o.err ...
 *	outcome_release(&o);
 *	command_release(&c);
 */
#ifndef COMMAND_H
#define COMMAND_H

#include <sys/resource.h>
#include <sys/types.h>

#include "buf.h"
#include "inject.h"

struct command {
	char **word; /* ended by NULL */
	size_t n, cap;
	struct buf input; /* of its standard input */
};

enum { OUTCOME_SIGNAL = 128 }; /* and the signal's number */

struct outcome {
	int status;
	struct buf out, err;
};

/* How to run it; all of it may be left out. */
struct command_how {
	const char *dir;	   /* where */
	const char *const *before; /* words to put before, ended by NULL */
	const char *const *env;	   /* NAME=VALUE to add, ended by NULL */
	int resource;		   /* a limit, where `limited` */
	bool limited;
	rlim_t limit;
	bool stdout_full;
	struct inject *inject; /* a system call that fails, or NULL */
};

struct child {
	pid_t pid;
	int out, err; /* what it says */
	struct inject *inject;
};

/*
 * Splits a line into words, with 'single quotes', and takes the backslashes
 * out of the input: \n, \t and \\.
 */
void command_parse(struct command *c, struct str line, struct str input);
void command_release(struct command *c);

/* A pipe that no program has. */
void command_pipe(int end[2]);

/* The file that commands of this process have for standard input. */
void command_input_file(const char *path);

/* Waits for the end; one that takes over a minute is killed, with all that
 * it has started. */
void command_run(
    const struct command *c, const struct command_how *how, struct outcome *o);
/* In parts, for who does something in between. */
void command_start(const struct command *c, const struct command_how *how,
    struct child *child);
void command_finish(struct child *child, struct outcome *o);
void outcome_release(struct outcome *o);

#endif
