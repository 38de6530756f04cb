/*
 * board QUESTIONS DIR: a session of that many questions, at most 10 million,
 * and 10 times as many supports in no order, always the same one.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "instant.h"

enum { SUPPORTS = 10, PEOPLE_OF = 10 }; /* a question, and questions of one */

static uint64_t seed = 20261120;

static unsigned
below(unsigned n)
{
	seed = seed * 6364136223846793005U + 1442695040888963407U;
	return (unsigned)((seed >> 32) * n >> 32);
}

/* Opens DIR/NAME and prints its header. */
static FILE *
begin(const char *dir, const char *name, const char *header)
{
	struct buf path = BUF_INIT;
	FILE *f;

	buf_addf(&path, "%s/%s", dir, name);
	f = fopen(buf_z(&path), "w");
	buf_release(&path);
	if (f == NULL) {
		perror(name);
		exit(4);
	}
	fprintf(f, "%s\n", header);
	return f;
}

static void
end(FILE *f)
{
	if (fclose(f) != 0)
		exit(4);
}

/* Appends the next moment, and a TAB. */
static void
print_time(FILE *f, instant *t)
{
	struct buf b = BUF_INIT;

	*t += 1 + below(100);
	instant_add_stored(&b, *t);
	fprintf(f, "%s\t", buf_z(&b));
	buf_release(&b);
}

int
main(int argc, char **argv)
{
	long n = argc == 3 ? strtol(argv[1], NULL, 10) : 0, i;
	instant t = 1795197600000; /* 2026-11-20T18:00:00Z */
	unsigned people = (unsigned)(n / PEOPLE_OF + 1);
	FILE *f;

	if (n <= 0 || n > 10000000) {
		fprintf(stderr, "usage: board QUESTIONS DIR\n");
		return 2;
	}
	end(begin(argv[2], "session.tsv", "time\tkey\tvalue\tby"));
	f = begin(argv[2], "questions.tsv",
	    "time\tid\twho\tkind\ttopic\tstate\tinto\ttext\tby");
	for (i = 0; i < n; i++) {
		print_time(f, &t);
		fprintf(f,
		    "q%07ld\tp%06u\tquestion\t\topen\t\tWhat is meant by the "
		    "sentence on page %ld?\tmod\n",
		    i, below(people), i);
	}
	end(f);
	f = begin(argv[2], "votes.tsv",
	    "time\twho\tref\tround\tposition\tcomment\tby");
	for (i = 0; i < n * SUPPORTS; i++) {
		print_time(f, &t);
		fprintf(f, "p%06u\tq%07u\t1\tup\t\tmod\n", below(people),
		    below((unsigned)n));
	}
	end(f);
	return 0;
}
