/*
 * fold FILE: how many hold which position, by lib/table.
 *
 * Prints `position<TAB>count` lines; time, memory and records go to stderr.
 */
#include <fcntl.h>

#include "file.h"
#include "measure.h"
#include "table.h"

enum { POSITIONS = 8 };

struct count {
	struct str position;
	long n;
};

static int
read_votes(const char *name, struct table **t)
{
	struct error e = ERROR_INIT;
	struct file f;
	char *bytes;
	size_t n;

	if (file_open(&f, AT_FDCWD, name, name, &e) == -1 || f.fd == -1 ||
	    file_read(&f, name, SCAN_PAD, &bytes, &n, &e) == -1) {
		fprintf(stderr, "fold: %s\n", buf_z(&e.msg));
		return -1;
	}
	*t = table_new(schema_of(TABLE_VOTES), bytes, n);
	table_fold(*t, TABLE_WANT(VOTES_POSITION));
	return 0;
}

static void
count_positions(struct table *t, struct count count[POSITIONS])
{
	struct str s;
	size_t r, i;

	for (r = 0; r < t->nrec; r++) {
		s = table_get(t, r, VOTES_POSITION);
		for (i = 0; s.n > 0 && i < POSITIONS; i++) {
			if (count[i].n == 0)
				count[i].position = s;
			if (str_eq(count[i].position, s)) {
				count[i].n++;
				break;
			}
		}
	}
}

int
main(int argc, char **argv)
{
	struct timespec t0 = measure_begin();
	struct count count[POSITIONS] = { { { NULL, 0 }, 0 } };
	struct table *t;
	int i;

	if (argc != 2 || read_votes(argv[1], &t) == -1)
		return 2;
	count_positions(t, count);
	measure_end(t0, t->nrec);
	for (i = 0; i < POSITIONS && count[i].n > 0; i++)
		printf("%.*s\t%ld\n", STR_ARG(count[i].position), count[i].n);
	table_free(t);
	return fflush(stdout) == 0 ? 0 : 4;
}
