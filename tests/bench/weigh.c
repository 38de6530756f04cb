/*
 * weigh PROGRAM [ARGUMENT...]: runs it, and says "SECONDS KB" on the standard
 * error: how long it took and the most memory that it had.
 */
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

int
main(int argc, char **argv)
{
	double begin = now();
	struct rusage usage;
	int status;
	pid_t child;

	if (argc < 2) {
		fprintf(stderr, "usage: weigh PROGRAM [ARGUMENT...]\n");
		return 2;
	}
	child = fork();
	if (child == 0) {
		execvp(argv[1], argv + 1);
		_exit(127);
	}
	if (child == -1 || waitpid(child, &status, 0) != child ||
	    getrusage(RUSAGE_CHILDREN, &usage) == -1)
		return 4;
	fprintf(stderr, "%.6f %ld\n", now() - begin, usage.ru_maxrss);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 4;
}
