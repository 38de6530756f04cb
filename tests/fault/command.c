#define _XOPEN_SOURCE 700 /* putenv */
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "command.h"
#include "die.h"
#include "xalloc.h"

enum { PATIENCE = 60 };

static const char *input_file;

/* ---- words */

/* Takes one word off the line; false at its end. */
static bool
next_word(struct str *line, struct buf *word)
{
	bool quoted = false;

	while (line->n > 0 && line->p[0] == ' ')
		*line = str_from(*line, 1);
	if (line->n == 0)
		return false;
	for (; line->n > 0 && (quoted || line->p[0] != ' ');
	     *line = str_from(*line, 1))
		if (line->p[0] == '\'')
			quoted = !quoted;
		else
			buf_addc(word, line->p[0]);
	return true;
}

static void
add_plain(struct buf *b, struct str s)
{
	static const char plain[] = {
		['n'] = '\n', ['t'] = '\t', ['\\'] = '\\'
	};
	size_t i;

	for (i = 0; i < s.n; i++)
		if (s.p[i] == '\\' && i + 1 < s.n)
			buf_addc(b, plain[(unsigned char)s.p[++i]]);
		else
			buf_addc(b, s.p[i]);
}

void
command_parse(struct command *c, struct str line, struct str input)
{
	struct buf word = BUF_INIT;

	*c = (struct command){ 0 };
	while (next_word(&line, &word)) {
		c->word = xgrow(c->word, c->n + 1, &c->cap, sizeof(*c->word));
		c->word[c->n++] = xstrdup(buf_z(&word));
		c->word[c->n] = NULL;
		buf_cut(&word, 0);
	}
	buf_release(&word);
	add_plain(&c->input, input);
}

void
command_release(struct command *c)
{
	size_t i;

	for (i = 0; i < c->n; i++)
		free(c->word[i]);
	free(c->word);
	buf_release(&c->input);
}

/* ---- running */

void
command_input_file(const char *path)
{
	input_file = path;
}

static void
write_input(const struct command *c)
{
	int fd =
	    open(input_file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	if (fd == -1 ||
	    (c->input.n > 0 &&
		write(fd, c->input.p, c->input.n) != (ssize_t)c->input.n))
		die("cannot write", input_file);
	close(fd);
}

/* The words to put before, and the command's own. */
static char **
all_words(const struct command *c, const char *const *before)
{
	char **word;
	size_t n = 0, i;

	while (before != NULL && before[n] != NULL)
		n++;
	word = xcalloc(n + c->n + 1, sizeof(*word));
	for (i = 0; i < n; i++)
		word[i] = (char *)before[i];
	memcpy(word + n, c->word, c->n * sizeof(*word));
	return word;
}

_Noreturn static void
become(char **word, const struct command_how *how, int out, int err, int asks)
{
	struct rlimit limit = { how->limit, how->limit };
	size_t i;

	setpgid(0, 0);
	if (how->stdout_full)
		out = open("/dev/full", O_WRONLY | O_CLOEXEC);
	if (dup2(open(input_file, O_RDONLY | O_CLOEXEC), 0) == -1 ||
	    dup2(out, 1) == -1 || dup2(err, 2) == -1 ||
	    (how->dir != NULL && chdir(how->dir) == -1))
		die("cannot go to", how->dir);
	for (i = 0; how->env != NULL && how->env[i] != NULL; i++)
		putenv((char *)how->env[i]);
	if (how->limited && setrlimit(how->resource, &limit) == -1)
		die("cannot limit", word[0]);
	if (how->inject != NULL)
		inject_install(how->inject, asks);
	execvp(word[0], word);
	die("cannot run", word[0]);
}

void
command_pipe(int end[2])
{
	if (pipe(end) == -1 || fcntl(end[0], F_SETFD, FD_CLOEXEC) == -1 ||
	    fcntl(end[1], F_SETFD, FD_CLOEXEC) == -1)
		die("cannot make", "a pipe");
}

static void
make_socket(int end[2])
{
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, end) == -1)
		die("cannot make", "a socket");
}

void
command_start(
    const struct command *c, const struct command_how *how, struct child *child)
{
	char **word = all_words(c, how->before);
	int out[2], err[2], asks[2] = { -1, -1 };

	write_input(c);
	command_pipe(out);
	command_pipe(err);
	if (how->inject != NULL)
		make_socket(asks);
	fflush(NULL);
	child->pid = fork();
	if (child->pid == -1)
		die("cannot fork for", word[0]);
	if (child->pid == 0)
		become(word, how, out[1], err[1], asks[1]);
	setpgid(child->pid, child->pid); /* whoever of the two comes first */
	close(out[1]);
	close(err[1]);
	child->out = out[0];
	child->err = err[0];
	child->inject = how->inject;
	if (child->inject != NULL) {
		close(asks[1]);
		inject_begin(child->inject, asks[0], child->pid);
	}
	free(word);
}

static volatile sig_atomic_t running;

static void
too_long(int signo)
{
	(void)signo;
	kill(-(pid_t)running, SIGKILL);
}

/* Reads some; false at the end. */
static bool
read_some(int fd, struct buf *b)
{
	ssize_t n = read(fd, buf_room(b, 4096), 4096);

	if (n == -1 && errno == EINTR)
		return true;
	buf_cut(b, b->n + (n > 0 ? (size_t)n : 0));
	return n > 0;
}

/* All that it says, and all that the kernel asks about it. */
static void
attend(const struct child *child, struct outcome *o)
{
	enum { OUT, ERR, ASKS, ALL };
	struct pollfd p[ALL] = { { .fd = child->out, .events = POLLIN },
		{ .fd = child->err, .events = POLLIN },
		{ .fd = child->inject != NULL ? child->inject->fd : -1,
		    .events = POLLIN } };

	while (p[OUT].fd != -1 || p[ERR].fd != -1 || p[ASKS].fd != -1) {
		if (poll(p, ALL, -1) == -1)
			continue;
		if (p[OUT].revents != 0 && !read_some(child->out, &o->out))
			p[OUT].fd = -1;
		if (p[ERR].revents != 0 && !read_some(child->err, &o->err))
			p[ERR].fd = -1;
		if (p[ASKS].revents != 0) {
			inject_answer(child->inject);
			p[ASKS].fd = child->inject->fd;
		}
	}
}

void
command_finish(struct child *child, struct outcome *o)
{
	struct sigaction act = { .sa_handler = too_long };
	int status;

	*o = (struct outcome){ 0 };
	running = child->pid;
	sigaction(SIGALRM, &act, NULL);
	alarm(PATIENCE);
	attend(child, o);
	while (waitpid(child->pid, &status, 0) == -1)
		if (errno != EINTR)
			die("cannot wait for", "a command");
	alarm(0);
	close(child->out);
	close(child->err);
	o->status = WIFSIGNALED(status) ? OUTCOME_SIGNAL + WTERMSIG(status)
					: WEXITSTATUS(status);
}

void
command_run(
    const struct command *c, const struct command_how *how, struct outcome *o)
{
	struct child child;

	command_start(c, how, &child);
	command_finish(&child, o);
}

void
outcome_release(struct outcome *o)
{
	buf_release(&o->out);
	buf_release(&o->err);
}
