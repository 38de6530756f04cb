/*
 * part: one way of breaking things, tried on every verb of the lists.
 *
 *	int
 *	main(int argc, char **argv)
 *	{
 *		return part_main("calls", argc, argv, try_verb);
 *	}
 *
 * Its arguments are WORLDS SCRATCH PERMILLE VERBS...: a directory of worlds,
 * one to work in, how many of a thousand cases are run, and lists of verbs.
 */
#ifndef PART_H
#define PART_H

#include "stage.h"
#include "tally.h"

int part_main(const char *name, int argc, char **argv,
    void (*try_verb)(struct stage *s, struct tally *t));

#endif
