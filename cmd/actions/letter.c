#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "env.h"
#include "id.h"
#include "letter.h"
#include "mail.h"

/* ---- what it says */

/* `today`, `in 3 days`, `2 days ago`. */
static void
add_days(struct buf *b, long days)
{
	long n = days < 0 ? -days : days;

	if (days == 0)
		buf_addz(b, "today");
	else if (days == 1)
		buf_addz(b, "tomorrow");
	else
		buf_addf(b, days < 0 ? "%ld day%s ago" : "in %ld day%s", n,
		    n == 1 ? "" : "s");
}

static void
add_subject(struct buf *b, const struct letter *l)
{
	struct buf s = BUF_INIT;

	if (l->n == 1)
		buf_addf(&s, "Reminder: %.*s",
		    STR_ARG(deck_field(l->entry[0], ACTIONS_WHAT)));
	else
		buf_addf(&s, "Reminder: %zu actions", l->n);
	buf_addz(&s, ", due ");
	add_days(&s, l->entry[0]->days);
	mail_add_text(b, "Subject", buf_str(&s));
	buf_release(&s);
}

static void
add_line(struct buf *b, const char *what, struct str value)
{
	if (value.n > 0)
		buf_addf(b, "  %s: %.*s\n", what, STR_ARG(value));
}

static void
add_action(struct buf *b, const struct deck_entry *e)
{
	struct str what = deck_field(e, ACTIONS_WHAT);

	buf_addf(b, "\n%.*s\n  due: %.*s, ", STR_ARG(what),
	    STR_ARG(deck_field(e, ACTIONS_WHEN)));
	add_days(b, e->days);
	buf_addc(b, '\n');
	add_line(b, "where", deck_field(e, ACTIONS_WHERE));
	add_line(b, "first step", deck_field(e, ACTIONS_FIRST));
	add_line(b, "who", deck_field(e, ACTIONS_WHO));
	add_line(b, "id", deck_id(e));
}

static void
add_text(struct buf *b, const struct letter *l)
{
	struct buf text = BUF_INIT;
	size_t i;

	buf_addf(&text, "Hello %.*s,\n\n",
	    STR_ARG(l->name.n > 0 ? l->name : l->who));
	buf_addz(&text,
	    l->n == 1 ? "this is what you took on"
		      : "these are things that you took on");
	if (l->title.n > 0)
		buf_addf(&text, " (%.*s)", STR_ARG(l->title));
	buf_addz(&text, ":\n");
	for (i = 0; i < l->n; i++)
		add_action(&text, l->entry[i]);
	mail_add_body(b, buf_str(&text));
	buf_release(&text);
}

/* The same for the same reminder, so that a mailer can tell it again. */
static void
add_message_id(struct buf *b, const struct letter *l)
{
	struct buf key = BUF_INIT;
	char id[2][ID_NEW_LENGTH + 1];
	size_t i;

	buf_addf(&key, "%.*s", STR_ARG(l->address));
	for (i = 0; i < l->n; i++)
		buf_addf(&key, "\t%.*s %.*s %ld", STR_ARG(deck_id(l->entry[i])),
		    STR_ARG(deck_field(l->entry[i], ACTIONS_WHEN)),
		    l->entry[i]->days);
	id_from_text(id[0], buf_str(&key), 0);
	id_from_text(id[1], buf_str(&key), 1);
	buf_addf(b, "Message-ID: <%s%s@moot>\n", id[0], id[1]);
	buf_release(&key);
}

void
letter_add(struct buf *b, const struct letter *l)
{
	mail_add_date(b, l->now);
	if (l->from_address.n > 0)
		mail_add_address(b, "From", l->from_name, l->from_address);
	mail_add_address(b, "To", l->name, l->address);
	add_subject(b, l);
	add_message_id(b, l);
	mail_add_text(b, "Auto-Submitted", STR("auto-generated"));
	add_text(b, l);
}

/* ---- sending */

static void
run_child(const char *command, int in, const struct letter *l)
{
	env_set("MOOT_WHO", l->who);
	env_set("MOOT_TO", l->address);
	if (dup2(in, STDIN_FILENO) != -1)
		execl("/bin/sh", "sh", "-c", command, (char *)NULL);
	_exit(127);
}

/* A command that does not read all of it says by its status whether that
 * was enough; the pipe that it closed must not end this program. */
static void
write_all(int fd, struct str s)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN }, before;
	ssize_t n;

	sigaction(SIGPIPE, &ignore, &before);
	while (s.n > 0) {
		n = write(fd, s.p, s.n);
		if (n == -1 && errno != EINTR)
			break;
		s = str_from(s, n > 0 ? (size_t)n : 0);
	}
	sigaction(SIGPIPE, &before, NULL);
}

/* What sh(1) says of a command that it cannot run: 126, or 127 where there is
 * none. */
enum { CANNOT_RUN = 126, NO_COMMAND = 127 };

static int
check_status(
    const char *command, const struct letter *l, int status, struct error *e)
{
	int exited = WIFEXITED(status) ? WEXITSTATUS(status) : 0;

	if (WIFSIGNALED(status))
		return error_set(e, EXIT_SYSTEM,
		    "not sent to %.*s: --send ended by signal %d: %s",
		    STR_ARG(l->who), WTERMSIG(status), command);
	if (exited == 0)
		return 0;
	error_set(e, EXIT_SYSTEM,
	    "not sent to %.*s: --send: exit status %d: %s", STR_ARG(l->who),
	    exited, command);
	return exited == CANNOT_RUN || exited == NO_COMMAND ? -1 : 1;
}

int
letter_send(const char *command, struct str message, const struct letter *l,
    struct error *e)
{
	int fd[2], status;
	pid_t pid;

	fflush(stdout);
	if (pipe(fd) == -1)
		return error_errno(e, "--send");
	pid = fork();
	if (pid == 0) {
		close(fd[1]);
		run_child(command, fd[0], l);
	}
	close(fd[0]);
	if (pid > 0)
		write_all(fd[1], message);
	close(fd[1]);
	if (pid == -1)
		return error_errno(e, "--send");
	while (waitpid(pid, &status, 0) == -1)
		if (errno != EINTR)
			return error_errno(e, "--send");
	return check_status(command, l, status, e);
}
