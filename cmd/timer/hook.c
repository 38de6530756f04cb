#include <fcntl.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "env.h"
#include "hook.h"

/* What a pipe holds at most, mostly. */
enum { PIPE_HOLDS = 64 * 1024 };

static void
set_number(const char *name, long n)
{
	struct buf b = BUF_INIT;

	if (n >= 0)
		buf_addf(&b, "%ld", n);
	env_set(name, buf_str(&b));
	buf_release(&b);
}

static void
set_environment(const struct hook *h, const struct reading *r, instant now)
{
	env_set("MOOT_TITLE", buf_str(&r->title));
	env_set("MOOT_ID", buf_str(&r->id));
	set_number("MOOT_LENGTH", r->length);
	set_number("MOOT_ELAPSED", reading_elapsed_shown(r, now));
	if (h->dir != NULL)
		setenv("SESSION_DIR", h->dir[0] != '\0' ? h->dir : ".", 1);
}

/* Keys are the clock's; where it is drawn, so is the terminal. */
static bool
redirect(int out)
{
	int null = open("/dev/null", O_RDWR);

	return null != -1 && dup2(null, STDIN_FILENO) != -1 &&
	    (out == -1 ||
		(dup2(out, STDOUT_FILENO) != -1 &&
		    dup2(out, STDERR_FILENO) != -1));
}

static void
run_child(const struct hook *h, const struct reading *r, instant now,
    const struct term *t, int out)
{
	term_child(t);
	set_environment(h, r, now);
	if (redirect(out))
		execl("/bin/sh", "sh", "-c", h->command, (char *)NULL);
	_exit(127);
}

static void
close_fd(int *fd)
{
	if (*fd != -1)
		close(*fd);
	*fd = -1;
}

/* A pipe that no other child gets, and that is read without waiting. */
static bool
open_pipe(int fd[2])
{
	return pipe(fd) == 0 && fcntl(fd[0], F_SETFD, FD_CLOEXEC) != -1 &&
	    fcntl(fd[1], F_SETFD, FD_CLOEXEC) != -1 &&
	    fcntl(fd[0], F_SETFL, O_NONBLOCK) != -1;
}

int
hook_start(struct hook *h, const struct reading *r, instant now,
    const struct term *t, bool drawn, struct error *e)
{
	int fd[2] = { -1, -1 };

	if (h->command == NULL || h->pid != 0)
		return 0;
	close_fd(&h->out);
	if (!drawn || open_pipe(fd))
		h->pid = fork();
	else
		h->pid = -1;
	if (h->pid == 0)
		run_child(h, r, now, t, fd[1]);
	close_fd(&fd[1]);
	h->out = fd[0];
	if (h->pid > 0)
		return 0;
	h->pid = 0;
	return error_errno(e, "--exec");
}

/* What the pipe holds now, in place of what was taken before. */
static void
take_output(struct hook *h)
{
	ssize_t n;

	if (h->out == -1)
		return;
	buf_cut(&h->said, 0);
	n = read(h->out, buf_room(&h->said, PIPE_HOLDS), PIPE_HOLDS);
	if (n > 0)
		buf_cut(&h->said, (size_t)n);
	h->fresh = n > 0;
}

static int
check_status(const struct hook *h, int status, struct error *e)
{
	if (WIFSIGNALED(status))
		return error_set(e, EXIT_SYSTEM,
		    "--exec: ended by signal %d: %s", WTERMSIG(status),
		    h->command);
	if (WEXITSTATUS(status) != 0)
		return error_set(e, EXIT_SYSTEM, "--exec: exit status %d: %s",
		    WEXITSTATUS(status), h->command);
	return 0;
}

/* As waitpid, 0 while it goes on; what it prints is taken meanwhile. */
static pid_t
look(struct hook *h, int *status, bool wait)
{
	static const struct timespec nap = { 0, 20 * 1000000 };
	pid_t pid;

	for (;;) {
		pid = waitpid(h->pid, status, WNOHANG);
		take_output(h);
		if (pid != 0 || !wait)
			return pid;
		nanosleep(&nap, NULL);
	}
}

int
hook_end(struct hook *h, bool wait, struct error *e)
{
	int status;
	pid_t pid;

	if (h->pid == 0)
		return 0;
	pid = look(h, &status, wait);
	if (pid == 0)
		return 0;
	h->pid = 0;
	return pid == -1 ? error_errno(e, "--exec")
			 : check_status(h, status, e);
}

struct str
hook_said(struct hook *h)
{
	struct str all = str_trim(buf_str(&h->said)), line = { NULL, 0 };

	if (!h->fresh)
		return line;
	h->fresh = false;
	while (str_split(&all, '\n', &line))
		;
	return line;
}

void
hook_release(struct hook *h)
{
	close_fd(&h->out);
	buf_release(&h->said);
}
