/*
 * ballots ROWS: a votes.tsv of that many rows, at most 20 million, always the
 * same one: 100,000 voters, 200 statements, in no order, and 2 rows of 100
 * that are somebody's second vote on a statement.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "instant.h"

enum { VOTERS = 100000, STATEMENTS = 200, AGAIN = 50 };

/* No divisor of the number of pairs, so that each pair comes once. */
#define STRIDE 7368787UL

static uint64_t seed = 20261120;

static unsigned
below(unsigned n)
{
	seed = seed * 6364136223846793005U + 1442695040888963407U;
	return (unsigned)((seed >> 32) * n >> 32);
}

static void
print_vote(instant time, unsigned who, unsigned ref)
{
	static const char *const position[] = { "agree", "agree", "agree",
		"disagree", "disagree", "pass" };
	struct buf b = BUF_INIT;

	instant_add_stored(&b, time);
	printf("%s\tp%06u\ts%03u\t1\t%s\t\tp%06u\n", buf_z(&b), who, ref,
	    position[below(6)], who);
	buf_release(&b);
}

int
main(int argc, char **argv)
{
	long n = argc == 2 ? strtol(argv[1], NULL, 10) : -1, i;
	unsigned long k = 0, pair;
	instant time = 1795197600000; /* 2026-11-20T18:00:00Z */

	if (n < 0) {
		fprintf(stderr, "usage: ballots ROWS\n");
		return 2;
	}
	puts("time\twho\tref\tround\tposition\tcomment\tby");
	for (i = 0; i < n; i++) {
		pair = i % AGAIN == AGAIN - 1 ? below((unsigned)k) : k++;
		pair = pair * STRIDE % ((unsigned long)VOTERS * STATEMENTS);
		time += 1 + below(100);
		print_vote(time, (unsigned)(pair / STATEMENTS),
		    (unsigned)(pair % STATEMENTS));
	}
	return fflush(stdout) == 0 ? 0 : 4;
}
