/*
 * measure: what a benchmark's program says of itself.
 *
 *	struct timespec t0 = measure_begin();
 *	...
 *	measure_end(t0, records);	// "SECONDS KB RECORDS", on stderr
 */
#ifndef MEASURE_H
#define MEASURE_H

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static inline struct timespec
measure_begin(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t;
}

/* The most memory that this program ever had, in KB; getrusage would tell
 * of its parent's too. */
static inline long
measure_memory(void)
{
	FILE *f = fopen("/proc/self/status", "r");
	char line[256];
	long kb = 0;

	while (f != NULL && fgets(line, sizeof(line), f) != NULL)
		if (sscanf(line, "VmHWM: %ld", &kb) == 1)
			break;
	if (f != NULL)
		fclose(f);
	return kb;
}

static inline void
measure_end(struct timespec t0, size_t records)
{
	struct timespec t1 = measure_begin();

	fprintf(stderr, "%.6f %ld %zu\n",
	    (double)(t1.tv_sec - t0.tv_sec) +
		(double)(t1.tv_nsec - t0.tv_nsec) / 1e9,
	    measure_memory(), records);
}

#endif
