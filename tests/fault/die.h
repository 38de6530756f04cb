/*
 * die: what makes a fault test impossible, rather than failed, ends it.
 */
#ifndef DIE_H
#define DIE_H

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The number that a bare word is, for arguments and the environment. */
static inline long
number_of(const char *z)
{
	return z != NULL ? strtol(z, NULL, 10) : 0;
}

_Noreturn static inline void
die(const char *what, const char *which)
{
	fprintf(stderr, "fault: %s: %s: %s\n", what, which, strerror(errno));
	exit(4);
}

#endif
