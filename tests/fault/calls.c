/*
 * calls: every system call of every verb fails once, and before every one
 * the program is killed once.
 *
 * What the program calls is recorded by strace(1), and so is made to fail:
 * each call that may fail, with each error that fits it.
 *
 *	calls WORLDS SCRATCH PERMILLE VERBS...
 */
#include <signal.h>

#include "die.h"
#include "part.h"
#include "strace.h"

/* How a call may fail; one that is not listed is a failure of this test. */
static const struct {
	const char *call, *errors;
} fitting[] = {
	{ "access", "EIO ENOMEM" }, /* EACCES is an answer */
	{ "chdir", "EACCES EIO ENOMEM" },
	{ "clone", "EAGAIN ENOMEM" },
	{ "clone3", "EAGAIN ENOMEM" },
	{ "close", "EIO EINTR ENOSPC EDQUOT" },
	{ "connect", "ECONNREFUSED EACCES EINTR" },
	{ "dup2", "EMFILE EINTR" },
	{ "faccessat", "EACCES EIO ENOMEM" },
	{ "faccessat2", "EACCES EIO ENOMEM EROFS" },
	{ "fchmod", "EIO EPERM EROFS" },
	{ "fcntl", "EACCES ENOMEM" },
	{ "fdatasync", "EIO EINTR ENOSPC EDQUOT" },
	{ "flock", "EINTR ENOLCK EIO" },
	{ "fstat", "EIO ENOMEM" },
	{ "fsync", "EIO EINTR ENOSPC EDQUOT" },
	{ "ftruncate", "EIO EINTR" },
	{ "getcwd", "EACCES ENOMEM" },
	{ "getdents64", "EIO ENOMEM" },
	{ "getrandom", "EAGAIN EINTR ENOSYS" },
	{ "ioctl", "EIO ENOMEM" },
	{ "lseek", "EIO" },
	{ "lstat", "EACCES EIO ENOMEM" },
	{ "mkdir", "EACCES EIO ENOSPC EDQUOT ENOMEM EROFS" },
	{ "mkdirat", "EACCES EIO ENOSPC EDQUOT ENOMEM EROFS" },
	{ "mmap", "ENOMEM" },
	{ "mprotect", "ENOMEM" },
	{ "mremap", "ENOMEM" },
	{ "newfstatat", "EACCES EIO ENOMEM" },
	{ "openat", "EACCES EIO EINTR EMFILE ENFILE ENOMEM ENOSPC EDQUOT" },
	{ "pipe2", "EMFILE ENFILE" },
	{ "poll", "EINTR ENOMEM" },
	{ "pread64", "EIO EINTR ENOMEM" },
	{ "read", "EIO EINTR ENOMEM" },
	{ "readlink", "EACCES EIO ENOMEM" },
	{ "readlinkat", "EACCES EIO ENOMEM" },
	{ "rename", "EACCES EIO ENOSPC EDQUOT ENOMEM EROFS" },
	{ "renameat", "EACCES EIO ENOSPC EDQUOT ENOMEM EROFS" },
	{ "rmdir", "EACCES EIO EBUSY" },
	{ "socket", "EMFILE EACCES" },
	{ "stat", "EACCES EIO ENOMEM" },
	{ "unlink", "EACCES EIO EBUSY" },
	{ "unlinkat", "EACCES EIO EBUSY" },
	{ "vfork", "EAGAIN ENOMEM" },
	{ "wait4", "EINTR" },
	{ "write", "EIO EINTR ENOSPC EDQUOT EFBIG ENOMEM" },
};

/* Calls that have no way to fail that a sound program could meet; and brk,
 * which does not tell it by an errno, so that to give one is no fault that
 * there is. */
static const char *const sure[] = { "arch_prctl", "brk", "execve", "exit_group",
	"fadvise64", "getpid", "getppid", "gettid", "getuid", "geteuid",
	"getgid", "getegid", "kill", "madvise", "munmap", "prlimit64", "rseq",
	"rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "sched_getaffinity",
	"set_robust_list", "set_tid_address", "sysinfo", "umask", "uname" };

static const char *
errors_of(const char *call)
{
	size_t i;

	for (i = 0; i < sizeof(fitting) / sizeof(fitting[0]); i++)
		if (strcmp(fitting[i].call, call) == 0)
			return fitting[i].errors;
	return NULL;
}

static bool
is_sure(const char *call)
{
	size_t i;

	for (i = 0; i < sizeof(sure) / sizeof(sure[0]); i++)
		if (strcmp(sure[i], call) == 0)
			return true;
	return false;
}

/* ---- recording */

static void
record(struct stage *s, struct strace *t)
{
	const char *const before[] = { "strace", "-y", "-o", s->log, "--",
		NULL };
	struct command_how how = { .before = before };
	struct outcome o;

	stage_run(s, &how, &o);
	outcome_release(&o);
	strace_read(t, s->log);
}

/* The first call that is the program's own: what main does first. */
static size_t
first_own(const struct strace *t)
{
	size_t i = 0;

	while (i < t->n &&
	    (strcmp(t->call[i].name, "rt_sigaction") != 0 ||
		!str_starts(t->call[i].args, STR("SIGXFSZ"))))
		i++;
	return i;
}

/* ---- one fault */

/* What strace(1) says of a call that it has tampered with. */
static bool
was_hit(const struct stage *s, const struct outcome *o, bool kills)
{
	FILE *f = fopen(s->log, "r");
	char line[4096];
	bool hit = kills && o->status == OUTCOME_SIGNAL + SIGKILL;

	while (f != NULL && !hit && fgets(line, sizeof(line), f) != NULL)
		hit = !kills && strstr(line, "(INJECTED)") != NULL;
	if (f != NULL)
		fclose(f);
	return hit;
}

/* Which file a message about the call has to name. */
static const char *
file_to_name(const struct strace_call *c)
{
	static const char *const files[] = { ".tsv", ".gitattributes",
		"/dev/urandom", NULL };
	const char *name = c->file + (c->file[0] == '.'); /* a link leads */
	size_t i;

	for (i = 0; files[i] != NULL; i++)
		if (strstr(name, files[i]) != NULL)
			return name;
	return NULL;
}

static void
try(struct stage *s, struct tally *t, const struct strace_call *c,
    const char *how_so, const char *value)
{
	struct buf trace = BUF_INIT, inject = BUF_INIT, name = BUF_INIT,
		   why = BUF_INIT;
	bool kills = strcmp(how_so, "signal") == 0;
	struct fault fault = { .kills = kills,
		.keeps = strcmp(c->name, "rmdir") == 0,
		.file = file_to_name(c) };
	struct outcome o;

	buf_addf(&name, "%s %u %s (%s)", c->name, c->nth, value, c->file);
	buf_addf(&trace, "trace=%s", c->name);
	buf_addf(
	    &inject, "inject=%s:%s=%s:when=%u", c->name, how_so, value, c->nth);
	if (tally_takes(t, buf_z(&name))) {
		const char *const before[] = { "strace", "-o", s->log, "-e",
			buf_z(&trace), "-e", buf_z(&inject), "--", NULL };
		struct command_how how = { .before = before };

		stage_run(s, &how, &o);
		if (!was_hit(s, &o, kills))
			buf_addz(&why, "the call was not met again");
		else
			stage_judge(s, &o, &fault, &why);
		tally_case(t, buf_z(&name), &why);
		outcome_release(&o);
	}
	buf_release(&trace);
	buf_release(&inject);
	buf_release(&name);
	buf_release(&why);
}

/* A directory that may not be opened is none of a series' sessions; that it
 * may not is then no fault. */
static bool
fits(const struct strace_call *c, const char *error)
{
	struct str rest = c->args, flag;
	bool directory = false;

	while (!directory && str_split(&rest, '|', &flag))
		directory = str_starts(flag, STR("O_DIRECTORY"));
	return !directory || strcmp(error, "EACCES") != 0;
}

static void
try_all(struct stage *s, struct tally *t, const struct strace_call *c)
{
	struct str rest = str_of(errors_of(c->name)), piece;
	struct buf why = BUF_INIT, error = BUF_INIT;

	if (rest.n == 0 && !is_sure(c->name)) {
		buf_addf(&why, "nothing is known of its errors");
		tally_case(t, c->name, &why);
	}
	while (str_split(&rest, ' ', &piece)) {
		buf_cut(&error, 0);
		buf_add(&error, piece);
		if (fits(c, buf_z(&error)))
			try(s, t, c, "error", buf_z(&error));
	}
	if (strcmp(c->name, "exit_group") != 0)
		try(s, t, c, "signal", "SIGKILL");
	buf_release(&why);
	buf_release(&error);
}

static void
try_verb(struct stage *s, struct tally *t)
{
	struct buf why = BUF_INIT;
	struct strace calls;
	size_t i;

	record(s, &calls);
	i = first_own(&calls);
	if (i == calls.n) {
		buf_addz(&why, "strace recorded nothing");
		tally_case(t, "recording", &why);
	}
	for (; i < calls.n; i++)
		try_all(s, t, &calls.call[i]);
	strace_release(&calls);
	buf_release(&why);
}

int
main(int argc, char **argv)
{
	return part_main("calls", argc, argv, try_verb);
}
