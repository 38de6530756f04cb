#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/select.h>
#include <unistd.h>

#include "term.h"

/* How often to see whether the terminal has become ours. */
enum { GROUND_MS = 500 };

/* The signals that are taken. */
static const struct {
	int number;
	enum { ENDS, STOPS, CONTINUES, RESIZES } does;
} taken[] = { { SIGHUP, ENDS }, { SIGINT, ENDS }, { SIGQUIT, ENDS },
	{ SIGTERM, ENDS }, { SIGPIPE, ENDS }, { SIGTSTP, STOPS },
	{ SIGCONT, CONTINUES }, { SIGWINCH, RESIZES } };

enum { NTAKEN = sizeof(taken) / sizeof(taken[0]) };

/* What a handler noted for term_wait; there is no other way to tell it. */
static volatile sig_atomic_t caught[NTAKEN];

static void
note(int number)
{
	int i;

	for (i = 0; i < NTAKEN; i++)
		if (taken[i].number == number)
			caught[i] = 1;
}

/* ---- the environment */

bool
term_is_dumb(void)
{
	const char *term = getenv("TERM");

	return term == NULL || term[0] == '\0' || strcmp(term, "dumb") == 0;
}

bool
term_has_colour(void)
{
	const char *no = getenv("NO_COLOR");

	return (no == NULL || no[0] == '\0') && !term_is_dumb();
}

void
term_size(int *rows, int *columns)
{
	struct winsize ws;

	*rows = 24;
	*columns = 80;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &ws) == -1)
		return;
	if (ws.ws_row > 0)
		*rows = ws.ws_row;
	if (ws.ws_col > 0)
		*columns = ws.ws_col;
}

/* ---- holding the terminal, and giving it back */

static void
set_modes(struct term *t)
{
	struct termios raw;

	if (t->in == -1 || tcgetattr(t->in, &t->old) == -1)
		return;
	raw = t->old;
	raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
	raw.c_cc[VMIN] = 1;
	raw.c_cc[VTIME] = 0;
	t->raw = tcsetattr(t->in, TCSADRAIN, &raw) == 0;
}

static void
hold(struct term *t)
{
	set_modes(t);
	t->held = true;
	t->face.show(t->face.arg);
}

static bool
in_foreground(const struct term *t)
{
	pid_t group = tcgetpgrp(t->tty);

	return group == -1 || group == getpgrp();
}

/* One that somebody else has got already is not touched. */
static void
give_back(struct term *t)
{
	if (t->held && in_foreground(t)) {
		t->face.hide(t->face.arg);
		if (t->raw)
			tcsetattr(t->in, TCSADRAIN, &t->old);
	}
	t->held = t->raw = false;
}

/* Holds the terminal just while it is ours; whether it came. */
static bool
follow_ground(struct term *t)
{
	bool ours = t->tty != -1 && in_foreground(t);

	if (ours == t->held)
		return false;
	if (ours)
		hold(t);
	else
		give_back(t);
	return ours;
}

/* ---- signals */

static void
handle(int number, void (*handler)(int))
{
	struct sigaction sa = { .sa_handler = handler };

	sigemptyset(&sa.sa_mask);
	sigaction(number, &sa, NULL);
}

/* One that was ignored when the program began (nohup) stays so. */
static bool
is_ignored(int number)
{
	struct sigaction sa;

	return sigaction(number, NULL, &sa) == 0 && sa.sa_handler == SIG_IGN;
}

static void
take_signals(struct term *t)
{
	sigset_t blocked;
	int i;

	sigemptyset(&blocked);
	for (i = 0; i < NTAKEN; i++) {
		caught[i] = 0;
		if (is_ignored(taken[i].number))
			continue;
		handle(taken[i].number, note);
		sigaddset(&blocked, taken[i].number);
	}
	sigprocmask(SIG_BLOCK, &blocked, &t->open);
}

static void
leave_signals(const struct term *t)
{
	int i;

	for (i = 0; i < NTAKEN; i++)
		if (!is_ignored(taken[i].number))
			handle(taken[i].number, SIG_DFL);
	sigprocmask(SIG_SETMASK, &t->open, NULL);
}

/* Lets a signal do what it does by default: ends, or stops and goes on. */
static void
let_do(struct term *t, int number)
{
	sigset_t one, before;

	give_back(t);
	handle(number, SIG_DFL);
	sigemptyset(&one);
	sigaddset(&one, number);
	raise(number);
	sigprocmask(SIG_UNBLOCK, &one, &before);
	sigprocmask(SIG_SETMASK, &before, NULL);
	handle(number, note);
}

/* Stopped by what cannot be taken (SIGSTOP), it may find the terminal with a
 * shell's modes, or no more its own. */
static void
go_on(struct term *t)
{
	if (!t->held || !in_foreground(t))
		return;
	if (t->raw)
		tcsetattr(t->in, TCSADRAIN, &t->old);
	set_modes(t);
}

/* Does what was noted; whether anything was. */
static bool
do_signals(struct term *t)
{
	bool any = false;
	int i;

	for (i = 0; i < NTAKEN; i++) {
		if (!caught[i])
			continue;
		caught[i] = 0;
		any = true;
		if (taken[i].does == ENDS || taken[i].does == STOPS)
			let_do(t, taken[i].number);
		else if (taken[i].does == CONTINUES)
			go_on(t);
	}
	return any;
}

/* ---- keys */

/* Fills the buffer; false where the terminal hung up. */
static bool
read_keys(struct term *t)
{
	ssize_t n = read(t->in, t->typed, sizeof(t->typed));

	t->next = 0;
	t->ntyped = n > 0 ? (size_t)n : 0;
	return n > 0 || (n == -1 && (errno == EINTR || errno == EAGAIN));
}

/* Whether `c` belongs to an escape sequence, as arrow keys send it. */
static bool
in_escape(struct term *t, char c)
{
	if (c == '\033') {
		t->escape = 1;
		return true;
	}
	if (t->escape == 1 && (c == '[' || c == 'O')) {
		t->escape = 2;
		return true;
	}
	if (t->escape == 2) {
		t->escape = c >= '@' && c <= '~' ? 0 : 2;
		return true;
	}
	t->escape = 0;
	return false;
}

static bool
next_key(struct term *t, int *key)
{
	char c;

	while (t->next < t->ntyped) {
		c = t->typed[t->next++];
		if (in_escape(t, c))
			continue;
		*key = (unsigned char)c;
		return true;
	}
	return false;
}

/* ---- the calls */

void
term_open(struct term *t, const struct term_face *face)
{
	*t = (struct term){ .in = -1, .tty = -1 };
	sigprocmask(SIG_BLOCK, NULL, &t->open);
	if (face == NULL || !isatty(STDOUT_FILENO))
		return;
	t->face = *face;
	t->tty = STDOUT_FILENO;
	if (isatty(STDIN_FILENO))
		t->in = STDIN_FILENO;
	take_signals(t);
	follow_ground(t);
}

void
term_close(struct term *t)
{
	give_back(t);
	if (t->tty != -1)
		leave_signals(t);
	t->tty = t->in = -1;
}

void
term_child(const struct term *t)
{
	if (t->tty != -1)
		leave_signals(t);
}

/* Waits; whether there are keys to read. */
static bool
wait_for(struct term *t, int fd, long ms)
{
	struct timespec ts = { ms / 1000, ms % 1000 * 1000000 };
	bool keys = t->held && t->in != -1;
	fd_set set;
	int n;

	FD_ZERO(&set);
	if (keys)
		FD_SET(t->in, &set);
	if (fd != -1)
		FD_SET(fd, &set);
	n = pselect((fd > t->in ? fd : t->in) + 1, &set, NULL, NULL,
	    ms >= 0 ? &ts : NULL, &t->open);
	return n > 0 && keys && FD_ISSET(t->in, &set);
}

enum term_event
term_wait(struct term *t, int fd, long ms, int *key)
{
	bool again;

	if (next_key(t, key))
		return TERM_KEY;
	if (follow_ground(t))
		return TERM_AGAIN;
	if (t->tty != -1 && !t->held && (ms < 0 || ms > GROUND_MS))
		ms = GROUND_MS;
	if (wait_for(t, fd, ms) && !read_keys(t)) {
		t->in = -1;
		return TERM_GONE;
	}
	again = t->tty != -1 && do_signals(t);
	if (follow_ground(t) || again)
		return TERM_AGAIN;
	return next_key(t, key) ? TERM_KEY : TERM_TIME;
}
