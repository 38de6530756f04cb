/*
 * git: the git command, run in a session's directory.
 *
 * Arguments are a vector, never a command line.  Git is asked in the C locale
 * and finds the repository from the directory alone, whatever of GIT_DIR and
 * the like the environment has.  What it prints is kept.
 *
 *	git_open(&g, dir, &err);	// EXIT_INPUT: no repository
 *	if (git_run(&g, &err, "rev-parse", "HEAD") == -1) ...
 *	if (g.status == 0)
 *		use(g.out);
 *	git_release(&g);
 */
#ifndef GIT_H
#define GIT_H

#include "error.h"

struct git {
	const char *dir; /* as it was given */
	char *top;	 /* the repository's root */
	char *prefix;	 /* from there to dir: `week-8/`, or empty */
	int status;	 /* of the last run; 128 or more: git itself failed */
	struct buf out, err;
};

/* EXIT_SYSTEM where git cannot be run. */
int git_open(struct git *g, const char *dir, struct error *e);
void git_release(struct git *g);

/* Runs git with those arguments, which NULL ends, and `n` more; g->status says
 * how it went.  -1 only where it could not be run, or was ended by a signal. */
int git_run_with(struct git *g, struct error *e, const char *const argv[],
    char *const more[], size_t n);
/* The same with a list of arguments: git_run(&g, &err, "status", "-s"). */
#define git_run(g, e, ...) \
	git_run_with(g, e, (const char *const[]){ __VA_ARGS__, NULL }, NULL, 0)

/* What it printed, without the last line end. */
struct str git_out(const struct git *g);
/* Sets the message to what git said was wrong; -1. */
int git_failed(
    const struct git *g, int status, const char *what, struct error *e);

/* Whether a name (`MERGE_HEAD`) means something. */
bool git_has(struct git *g, const char *name);

#endif
