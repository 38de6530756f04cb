/* Pseudo-terminals are X/Open's, beyond POSIX. */
#undef _POSIX_C_SOURCE
#define _XOPEN_SOURCE 700

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child.h"

static void
set_size(int fd)
{
	struct winsize ws = { 0 };
	struct buf b = BUF_INIT;
	int rows, columns;

	term_size(&rows, &columns);
	ws.ws_row = (unsigned short)rows;
	ws.ws_col = (unsigned short)columns;
	ioctl(fd, TIOCSWINSZ, &ws);
	buf_addf(&b, "%d", columns);
	setenv("COLUMNS", buf_z(&b), 1);
	buf_release(&b);
}

static void
run_child(char *const argv[], const struct term *t, int out)
{
	int in = open("/dev/null", O_RDONLY);

	term_child(t);
	set_size(out);
	if (in != -1 && dup2(in, STDIN_FILENO) != -1 &&
	    dup2(out, STDOUT_FILENO) != -1 && dup2(out, STDERR_FILENO) != -1)
		execv(argv[0], argv);
	_exit(EXIT_SYSTEM);
}

static void
close_fd(int *fd)
{
	if (*fd != -1)
		close(*fd);
	*fd = -1;
}

/* The two sides of a new terminal, neither for a child to inherit. */
static int
open_sides(int *master, int *slave)
{
	const char *name = NULL;

	*slave = -1;
	*master = posix_openpt(O_RDWR | O_NOCTTY);
	if (*master != -1 && grantpt(*master) == 0 && unlockpt(*master) == 0)
		name = ptsname(*master);
	if (name != NULL)
		*slave = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (*slave != -1 && fcntl(*master, F_SETFD, FD_CLOEXEC) != -1 &&
	    fcntl(*master, F_SETFL, O_NONBLOCK) != -1)
		return 0;
	close_fd(master);
	close_fd(slave);
	return -1;
}

int
child_start(
    struct child *c, char *const argv[], const struct term *t, struct error *e)
{
	int out;

	child_release(c);
	if (open_sides(&c->out, &out) == -1)
		return error_errno(e, "cannot open a pseudo-terminal");
	c->pid = fork();
	if (c->pid == 0)
		run_child(argv, t, out);
	close_fd(&out);
	if (c->pid != -1)
		return 0;
	c->pid = 0;
	return error_errno(e, "cannot run %s", argv[0]);
}

static int
status_of(int status)
{
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* Waits for the child, which has closed its terminal or was killed. */
static void
reap(struct child *c)
{
	int status = 0;
	pid_t pid;

	do
		pid = waitpid(c->pid, &status, 0);
	while (pid == -1 && errno == EINTR);
	c->status = pid == -1 ? EXIT_SYSTEM : status_of(status);
	c->pid = 0;
}

bool
child_take(struct child *c)
{
	enum { BLOCK = 16 * 1024 };
	ssize_t n;

	for (;;) {
		n = read(c->out, buf_room(&c->text, BLOCK), BLOCK);
		if (n <= 0)
			break;
		buf_cut(&c->text, c->text.n + (size_t)n);
	}
	if (n == -1 && (errno == EAGAIN || errno == EINTR))
		return false;
	reap(c);
	return true;
}

void
child_release(struct child *c)
{
	if (c->pid != 0) {
		kill(c->pid, SIGTERM);
		reap(c);
	}
	close_fd(&c->out);
	buf_release(&c->text);
	*c = (struct child)CHILD_INIT;
}

int
child_run(char *const argv[], struct error *e)
{
	struct child c = CHILD_INIT;

	fflush(stdout);
	c.pid = fork();
	if (c.pid == 0) {
		execv(argv[0], argv);
		_exit(EXIT_SYSTEM);
	}
	if (c.pid == -1)
		return error_errno(e, "cannot run %s", argv[0]);
	reap(&c);
	return c.status;
}
