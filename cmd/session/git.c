#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "git.h"
#include "xalloc.h"

/* ---- running it */

static void
set_environment(void)
{
	static const char *const unset[] = { "GIT_DIR", "GIT_WORK_TREE",
		"GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY" };
	size_t i;

	for (i = 0; i < sizeof(unset) / sizeof(unset[0]); i++)
		unsetenv(unset[i]);
	setenv("LC_ALL", "C", 1);
	setenv("GIT_MERGE_AUTOEDIT", "no", 1);
	setenv("GIT_EDITOR", "true", 1);
}

static void
run_child(char *const argv[], int out, int err)
{
	int null = open("/dev/null", O_RDONLY);

	set_environment();
	if (null != -1 && dup2(null, STDIN_FILENO) != -1 &&
	    dup2(out, STDOUT_FILENO) != -1 && dup2(err, STDERR_FILENO) != -1)
		execvp("git", argv);
	_exit(errno == ENOENT ? 127 : 126);
}

/* What is there of one pipe; false at its end. */
static bool
drain(int fd, struct buf *b)
{
	enum { BLOCK = 16 * 1024 };
	ssize_t n = read(fd, buf_room(b, BLOCK), BLOCK);

	if (n > 0)
		buf_cut(b, b->n + (size_t)n);
	return n > 0 || (n == -1 && errno == EINTR);
}

/* Both at once, so that neither pipe fills up. */
static void
collect(int out, int err, struct git *g)
{
	struct pollfd p[2] = { { .fd = out, .events = POLLIN },
		{ .fd = err, .events = POLLIN } };
	struct buf *to[2] = { &g->out, &g->err };
	int i, open = 2;

	while (open > 0) {
		if (poll(p, 2, -1) == -1 && errno != EINTR)
			return;
		for (i = 0; i < 2; i++)
			if (p[i].fd != -1 && p[i].revents != 0 &&
			    !drain(p[i].fd, to[i])) {
				p[i].fd = -1;
				open--;
			}
	}
}

static int
wait_for(struct git *g, pid_t pid, struct error *e)
{
	int status;

	while (waitpid(pid, &status, 0) == -1)
		if (errno != EINTR)
			return error_errno(e, "git");
	if (WIFSIGNALED(status))
		return error_set(e, EXIT_SYSTEM, "git: ended by signal %d",
		    WTERMSIG(status));
	g->status = WEXITSTATUS(status);
	if (g->status == 127)
		return error_set(e, EXIT_SYSTEM, "git is not installed");
	return 0;
}

static int
run(struct git *g, char *const argv[], struct error *e)
{
	int out[2], err[2];
	pid_t pid;

	buf_cut(&g->out, 0);
	buf_cut(&g->err, 0);
	if (pipe(out) == -1)
		return error_errno(e, "git");
	if (pipe(err) == -1) {
		close(out[0]);
		close(out[1]);
		return error_errno(e, "git");
	}
	pid = fork();
	if (pid == 0)
		run_child(argv, out[1], err[1]);
	close(out[1]);
	close(err[1]);
	if (pid > 0)
		collect(out[0], err[0], g);
	close(out[0]);
	close(err[0]);
	return pid == -1 ? error_errno(e, "git") : wait_for(g, pid, e);
}

/*
 * A directory of a clone may itself be what git takes for a bare repository,
 * whose configuration then says which commands git runs: never the one meant.
 */
#define NO_BARE "safe.bareRepository=explicit"

int
git_run_with(struct git *g, struct error *e, const char *const argv[],
    char *const more[], size_t n)
{
	size_t i, k, cap = 0, len = 0;
	char **all = NULL;
	const char *first[] = { "git", "-c", NO_BARE, "-C", g->dir };
	const size_t nfirst = sizeof(first) / sizeof(first[0]);
	int rc;

	while (argv[len] != NULL)
		len++;
	cap = len + n + nfirst + 1;
	all = xalloc(cap, sizeof(*all));
	for (k = 0; k < nfirst; k++)
		all[k] = xstrdup(first[k]);
	for (i = 0; i < len; i++)
		all[k++] = xstrdup(argv[i]);
	for (i = 0; i < n; i++)
		all[k++] = xstrdup(more[i]);
	all[k] = NULL;
	rc = run(g, all, e);
	while (k > 0)
		free(all[--k]);
	free(all);
	return rc;
}

/* ---- what it said */

struct str
git_out(const struct git *g)
{
	return str_trim(buf_str(&g->out));
}

/* A path that git printed, whatever blanks it ends with. */
static char *
path_out(const struct git *g)
{
	struct str s = buf_str(&g->out);

	if (s.n > 0 && s.p[s.n - 1] == '\n')
		s.n--;
	return xstrndup(s);
}

/* The first line that says what is wrong, without what git puts before it. */
static struct str
reason(const struct git *g)
{
	static const char *const asides[] = {
		"hint:", "warning:", "remote:", "To ", "From ", "Please "
	};
	struct str rest = str_trim(buf_str(&g->err)), line;
	size_t i, n = sizeof(asides) / sizeof(asides[0]);

	while (str_split(&rest, '\n', &line)) {
		for (i = 0; i < n; i++)
			if (str_starts(line, str_of(asides[i])))
				break;
		line = str_trim(line);
		if (i < n || line.n == 0)
			continue;
		if (str_starts(line, STR("fatal: ")) ||
		    str_starts(line, STR("error: ")))
			line = str_from(line, 7);
		return line;
	}
	return STR("git failed and did not say why");
}

int
git_failed(const struct git *g, int status, const char *what, struct error *e)
{
	return error_set(e, status, "%s: %.*s", what, STR_ARG(reason(g)));
}

bool
git_has(struct git *g, const char *name)
{
	struct error none = ERROR_INIT;
	bool has =
	    git_run(g, &none, "rev-parse", "-q", "--verify", name) == 0 &&
	    g->status == 0;

	error_release(&none);
	return has;
}

/* ---- the repository */

int
git_open(struct git *g, const char *dir, struct error *e)
{
	*g = (struct git){ .dir = dir };
	if (git_run(g, e, "rev-parse", "--show-toplevel") == -1)
		return -1;
	if (g->status != 0)
		return strstr(buf_z(&g->err), "not a git repository") != NULL
		    ? error_set(e, EXIT_INPUT,
			  "not in a git repository: %s: git init makes one",
			  dir)
		    : git_failed(g, EXIT_INPUT, dir, e);
	g->top = path_out(g);
	if (git_run(g, e, "rev-parse", "--show-prefix") == -1)
		return -1;
	g->prefix = path_out(g);
	return 0;
}

void
git_release(struct git *g)
{
	free(g->top);
	free(g->prefix);
	buf_release(&g->out);
	buf_release(&g->err);
}
