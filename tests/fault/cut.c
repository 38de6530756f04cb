/*
 * cut: preloaded into a program, it lets a read or a write have no more than
 * $CUT bytes, and interrupts every third of them before it has begun.  At the
 * first it makes the file $CUT_LOG, so that who preloads it knows.
 */
#define _GNU_SOURCE /* syscall */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

static long calls;

static void
tell(void)
{
	const char *log = getenv("CUT_LOG");
	int fd = log != NULL ? open(log, O_WRONLY | O_CREAT, 0600) : -1;

	if (fd != -1)
		close(fd);
}

static bool
interrupts(void)
{
	if (calls++ == 0)
		tell();
	errno = EINTR;
	return calls % 3 == 0;
}

static size_t
cut(size_t n)
{
	const char *env = getenv("CUT");
	size_t most = env != NULL ? strtoul(env, NULL, 10) : 0;

	return most > 0 && n > most ? most : n;
}

ssize_t
read(int fd, void *p, size_t n)
{
	return interrupts() ? -1 : syscall(SYS_read, fd, p, cut(n));
}

ssize_t
write(int fd, const void *p, size_t n)
{
	return interrupts() ? -1 : syscall(SYS_write, fd, p, cut(n));
}
