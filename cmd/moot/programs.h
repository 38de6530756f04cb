/*
 * programs: the programs of the kit, and where they are.
 *
 * A program is found beside moot itself, under its installed name (which a
 * prefix may begin), else in PATH.
 */
#ifndef PROGRAMS_H
#define PROGRAMS_H

#include "error.h"

struct program {
	const char *name; /* NULL ends the list */
	const char *purpose;
};

extern const struct program programs[];

/* The program's file, which the caller frees; NULL where there is none. */
char *program_file(const char *name);

/*
 * Checks a name that was typed: -1 and EXIT_INPUT where the kit has no such
 * program, or it is not installed.  Else *file is the caller's.
 */
int program_find(const char *typed, char **file, struct error *e);

#endif
