/*
 * signals: every verb, on a terminal, gets a signal at a random moment.
 *
 * Afterwards the terminal is as it was: its settings, and a screen that was
 * taken over is given back.  The same holds while a program is stopped.
 *
 * This process is a shell to them: the leader of the terminal's session, since
 * what has no such parent cannot be stopped.
 */
#define _XOPEN_SOURCE 700 /* posix_openpt */
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "die.h"
#include "intern.h"
#include "part.h"

static const struct {
	int number;
	const char *name;
} signals[] = { { SIGINT, "INT" }, { SIGTERM, "TERM" }, { SIGHUP, "HUP" },
	{ SIGPIPE, "PIPE" }, { SIGTSTP, "TSTP" } };

enum { MOMENTS = 4, PATIENCE_MS = 5000, LONGEST_US = 12000, FACTOR_LIVE = 20 };

struct terminal {
	int master, slave;
	struct termios before;
	struct buf seen;
};

/* ---- the terminal */

static void
terminal_open(struct terminal *t)
{
	struct winsize size = { .ws_row = 24, .ws_col = 80 };

	*t = (struct terminal){ .master = posix_openpt(
				    O_RDWR | O_NOCTTY | O_CLOEXEC) };
	if (t->master == -1 || grantpt(t->master) == -1 ||
	    unlockpt(t->master) == -1)
		die("cannot make", "a terminal");
	t->slave = open(ptsname(t->master), O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (t->slave == -1 || ioctl(t->slave, TIOCSCTTY, 0) == -1 ||
	    tcgetattr(t->slave, &t->before) == -1 ||
	    ioctl(t->master, TIOCSWINSZ, &size) == -1)
		die("cannot open", "a terminal");
}

static void
terminal_close(struct terminal *t)
{
	ioctl(t->slave, TIOCNOTTY, 0);
	close(t->master);
	close(t->slave);
	buf_release(&t->seen);
}

/* What is shown, for so many milliseconds. */
static void
look_on(struct terminal *t, int ms)
{
	struct pollfd p = { .fd = t->master, .events = POLLIN };
	ssize_t n;

	while (poll(&p, 1, ms) == 1 && (p.revents & POLLIN) != 0) {
		n = read(t->master, buf_room(&t->seen, 4096), 4096);
		if (n <= 0)
			return;
		buf_cut(&t->seen, t->seen.n + (size_t)n);
		ms = 0;
	}
}

/* Where it stands last, counted from 1; 0: nowhere. */
static size_t
last_seen(const struct buf *seen, const char *what)
{
	const char *p = seen->n > 0 ? seen->p : "";
	size_t at = 0;

	while ((p = strstr(p, what)) != NULL)
		at = (size_t)(++p - seen->p);
	return at;
}

static bool
is_set_alike(const struct termios *a, const struct termios *b)
{
	return a->c_lflag == b->c_lflag && a->c_iflag == b->c_iflag &&
	    a->c_oflag == b->c_oflag && a->c_cflag == b->c_cflag &&
	    memcmp(a->c_cc, b->c_cc, sizeof(a->c_cc)) == 0;
}

static void
check_terminal(struct terminal *t, const char *when, struct buf *why)
{
	struct termios now;

	look_on(t, 0);
	buf_z(&t->seen);
	if (tcgetattr(t->slave, &now) == -1)
		die("cannot look at", "a terminal");
	if (!is_set_alike(&now, &t->before))
		buf_addf(why, "%s the terminal is set otherwise", when);
	else if (last_seen(&t->seen, "\033[?1049h") >
	    last_seen(&t->seen, "\033[?1049l"))
		buf_addf(why, "%s the screen is not given back", when);
	else if (last_seen(&t->seen, "\033[?25l") >
	    last_seen(&t->seen, "\033[?25h"))
		buf_addf(why, "%s the cursor is hidden", when);
}

/* ---- a program on it */

_Noreturn static void
become(const struct stage *s, struct terminal *t, int input)
{
	setpgid(0, 0);
	if (tcsetpgrp(t->slave, getpgrp()) == -1 ||
	    signal(SIGHUP, SIG_DFL) == SIG_ERR ||
	    signal(SIGTTOU, SIG_DFL) == SIG_ERR ||
	    dup2(input != -1 ? input : t->slave, 0) == -1 ||
	    dup2(t->slave, 1) == -1 || dup2(t->slave, 2) == -1 ||
	    chdir(s->cwd) == -1 || setenv("TERM", "xterm", 1) == -1)
		die("cannot go to", s->cwd);
	if (s->verb->live)
		unsetenv("MOOT_NOW");
	execvp(s->verb->command.word[0], s->verb->command.word);
	die("cannot run", s->verb->command.word[0]);
}

static int
open_input(const struct stage *s)
{
	const struct buf *b = &s->verb->command.input;
	int end[2];

	if (b->n == 0)
		return -1;
	command_pipe(end);
	if (write(end[1], b->p, b->n) != (ssize_t)b->n)
		die("cannot write", "a pipe");
	close(end[1]);
	return end[0];
}

/* When it has become the program: until then it ignores what this process
 * ignores. */
static void
await_program(int end[2])
{
	char byte;

	close(end[1]);
	while (read(end[0], &byte, 1) == -1 && errno == EINTR)
		;
	close(end[0]);
}

static pid_t
start(const struct stage *s, struct terminal *t)
{
	int input = open_input(s), end[2];
	pid_t pid;

	command_pipe(end);
	fflush(NULL);
	pid = fork();
	if (pid == -1)
		die("cannot fork for", s->verb->line);
	if (pid == 0)
		become(s, t, input);
	await_program(end);
	if (input != -1)
		close(input);
	return pid;
}

static void
nap(long us)
{
	struct timespec ts = { us / 1000000, us % 1000000 * 1000 };

	nanosleep(&ts, NULL);
}

/* Until it ends or, where that counts, stops; its status, or -1. */
static int
wait_for(struct terminal *t, pid_t pid, int options)
{
	int ms, status = -1;

	for (ms = 0; ms < PATIENCE_MS; ms++) {
		if (waitpid(pid, &status, options | WNOHANG) == pid)
			return status;
		look_on(t, 1);
	}
	return -1;
}

/* Stopped, it leaves the terminal; it goes on, and is ended where it would
 * not by itself. */
static int
stop_and_go(
    const struct stage *s, struct terminal *t, pid_t pid, struct buf *why)
{
	int status = wait_for(t, pid, WUNTRACED);

	if (status == -1 || !WIFSTOPPED(status))
		return status;
	check_terminal(t, "stopped,", why);
	kill(pid, SIGCONT);
	if (s->verb->live) {
		nap(20000);
		kill(pid, SIGTERM);
	}
	return wait_for(t, pid, 0);
}

static void
judge(struct stage *s, int status, struct buf *why)
{
	struct fault fault = { .kills = true, .mute = true };
	struct outcome o = { .status = WIFSIGNALED(status)
		    ? OUTCOME_SIGNAL + WTERMSIG(status)
		    : WEXITSTATUS(status) };

	if (!s->verb->live)
		stage_judge(s, &o, &fault, why);
	else
		stage_check(s, why);
}

static void
try(struct stage *s, struct tally *t, int signo, const char *name)
{
	struct terminal term;
	struct buf why = BUF_INIT, key = BUF_INIT;
	int status;
	long us;
	pid_t pid;

	if (!tally_takes(t, name))
		return;
	buf_addf(&key, "%lu %s %s", t->seed, s->verb->line, name);
	us = (long)(intern_hash(buf_str(&key)) >> 8) % LONGEST_US;
	us = us < 0 ? -us : us;
	stage_reset(s);
	terminal_open(&term);
	pid = start(s, &term);
	nap(s->verb->live ? us * FACTOR_LIVE : us);
	kill(pid, signo);
	status = signo == SIGTSTP ? stop_and_go(s, &term, pid, &why)
				  : wait_for(&term, pid, 0);
	if (status == -1) {
		buf_addz(&why, "it does not end");
		kill(pid, SIGKILL);
		waitpid(pid, &status, 0);
	}
	if (why.n == 0)
		check_terminal(&term, "afterwards", &why);
	if (why.n == 0)
		judge(s, status, &why);
	tally_case(t, name, &why);
	terminal_close(&term);
	buf_release(&why);
	buf_release(&key);
}

static void
try_verb(struct stage *s, struct tally *t)
{
	struct buf name = BUF_INIT;
	size_t i;
	int n;

	for (i = 0; i < sizeof(signals) / sizeof(signals[0]); i++)
		for (n = 0; n < (s->verb->live ? FACTOR_LIVE : MOMENTS); n++) {
			buf_cut(&name, 0);
			buf_addf(&name, "%s at moment %d", signals[i].name, n);
			try(s, t, signals[i].number, buf_z(&name));
		}
	buf_release(&name);
}

int
main(int argc, char **argv)
{
	pid_t pid = fork();
	int status;

	if (pid == -1)
		die("cannot fork for", "a session");
	if (pid > 0)
		return waitpid(pid, &status, 0) == pid && WIFEXITED(status)
		    ? WEXITSTATUS(status)
		    : 4;
	/* To hang up one terminal after the other tells only this process. */
	if (setsid() == -1 || signal(SIGHUP, SIG_IGN) == SIG_ERR ||
	    signal(SIGTTOU, SIG_IGN) == SIG_ERR)
		die("cannot begin", "a session");
	return part_main("signals", argc, argv, try_verb);
}
