/*
 * spawn RUNS ONE... -- OTHER...: how long two commands take from start to
 * exit, run in turns, their output thrown away.
 *
 * Prints the median of each in microseconds, and the ratio of the first to
 * the second.  In turns, so that whatever else the machine does hits both.
 */
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

struct command {
	char **argv;
	double *us;
};

static double
now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

/* Runs it once; -1 where it cannot be run or fails. */
static double
run(char **argv, posix_spawn_file_actions_t *quiet)
{
	double t0 = now_us();
	int status;
	pid_t pid;

	if (posix_spawnp(&pid, argv[0], quiet, NULL, argv, environ) != 0 ||
	    waitpid(pid, &status, 0) == -1 || !WIFEXITED(status) ||
	    WEXITSTATUS(status) != 0)
		return -1;
	return now_us() - t0;
}

static int
by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double
median(double *us, size_t n)
{
	qsort(us, n, sizeof(*us), by_size);
	return us[n / 2];
}

/* Runs both `n` times, and each once before that to warm up. */
static int
run_all(struct command c[2], size_t n)
{
	posix_spawn_file_actions_t quiet;
	size_t i, k;
	double us;

	posix_spawn_file_actions_init(&quiet);
	posix_spawn_file_actions_addopen(
	    &quiet, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
	for (i = 0; i <= n; i++)
		for (k = 0; k < 2; k++) {
			us = run(c[k].argv, &quiet);
			if (us < 0) {
				fprintf(
				    stderr, "spawn: %s failed\n", c[k].argv[0]);
				return -1;
			}
			c[k].us[i > 0 ? i - 1 : 0] = us;
		}
	posix_spawn_file_actions_destroy(&quiet);
	return 0;
}

int
main(int argc, char **argv)
{
	size_t n = argc > 1 ? strtoul(argv[1], NULL, 10) : 0;
	struct command c[2];
	int i = 2, k;

	while (i < argc && strcmp(argv[i], "--") != 0)
		i++;
	if (n == 0 || i < 3 || i + 1 >= argc) {
		fprintf(stderr, "usage: spawn RUNS ONE... -- OTHER...\n");
		return 2;
	}
	argv[i] = NULL;
	c[0].argv = argv + 2;
	c[1].argv = argv + i + 1;
	for (k = 0; k < 2; k++)
		if ((c[k].us = calloc(n, sizeof(double))) == NULL)
			return 4;
	if (run_all(c, n) == -1)
		return 1;
	printf("%.0f %.0f %.3f\n", median(c[0].us, n), median(c[1].us, n),
	    median(c[0].us, n) / median(c[1].us, n));
	free(c[0].us);
	free(c[1].us);
	return 0;
}
