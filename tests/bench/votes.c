/*
 * votes ROWS: a votes.tsv of that many rows, always the same one.
 *
 * People change their minds: of ROWS rows about half are first positions.
 * Rows are nearly in order, as two clones' rows are after a merge: each stands
 * at most a few lines from where its time would put it.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "instant.h"

enum { STATEMENTS = 300, NEAR = 8 };

struct vote {
	instant time;
	unsigned who, ref;
	const char *position, *comment;
};

static uint64_t seed = 20261120;

static unsigned
below(unsigned n)
{
	seed = seed * 6364136223846793005U + 1442695040888963407U;
	return (unsigned)((seed >> 32) * n >> 32);
}

static struct vote
make_vote(instant time, unsigned people)
{
	static const char *const position[] = { "agree", "agree", "agree",
		"disagree", "disagree", "pass", "", "\\N" };
	static const char *const comment[] = { "because it depends",
		"only where it was measured", "" };

	return (struct vote){ time, below(people), below(STATEMENTS),
		position[below(8)], comment[below(20) < 2 ? below(2) : 2] };
}

static void
print_vote(const struct vote *v)
{
	struct buf time = BUF_INIT;

	instant_add_stored(&time, v->time);
	printf("%s\tp%05u\ts%03u\t1\t%s\t%s\tp%05u\n", buf_z(&time), v->who,
	    v->ref, v->position, v->comment, v->who);
	buf_release(&time);
}

int
main(int argc, char **argv)
{
	long n = argc == 2 ? strtol(argv[1], NULL, 10) : -1, i;
	unsigned people = (unsigned)(n / 500 + 1), at;
	instant time = 1795197600000; /* 2026-11-20T18:00:00Z */
	struct vote near[NEAR];

	if (n < 0) {
		fprintf(stderr, "usage: votes ROWS\n");
		return 2;
	}
	puts("time\twho\tref\tround\tposition\tcomment\tby");
	for (i = 0; i < n; i++) {
		time += 1 + below(100);
		at = i < NEAR ? (unsigned)i : below(NEAR);
		if (i >= NEAR)
			print_vote(&near[at]);
		near[at] = make_vote(time, people);
	}
	for (i = 0; i < NEAR && i < n; i++)
		print_vote(&near[i]);
	return fflush(stdout) == 0 ? 0 : 4;
}
