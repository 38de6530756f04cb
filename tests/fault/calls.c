/*
 * calls: every system call of every verb fails once, and before every one
 * the program is killed once.
 *
 * What the program calls is recorded by strace(1).  Then each call that may
 * fail does so (inject.h), with each error that fits it.  A row that cannot be
 * synced is moreover not to be taken back: no more syncs, or no ftruncate.
 *
 *	calls WORLDS SCRATCH PERMILLE VERBS...
 */
#define _GNU_SOURCE /* strerrorname_np */
#include <signal.h>
#include <sys/syscall.h>

#include "die.h"
#include "part.h"
#include "strace.h"

/* How a call may fail; one that is not listed is a failure of this test. */
static const struct {
	const char *call;
	int error[9]; /* ended by 0 */
} fitting[] = {
	{ "access", { EIO, ENOMEM } }, /* EACCES is an answer */
	{ "chdir", { EACCES, EIO, ENOMEM } },
	{ "clone", { EAGAIN, ENOMEM } },
	{ "clone3", { EAGAIN, ENOMEM } },
	{ "close", { EIO, EINTR, ENOSPC, EDQUOT } },
	{ "connect", { ECONNREFUSED, EACCES, EINTR } },
	{ "dup2", { EMFILE, EINTR } },
	{ "faccessat", { EACCES, EIO, ENOMEM } },
	{ "faccessat2", { EACCES, EIO, ENOMEM, EROFS } },
	{ "fchmod", { EIO, EPERM, EROFS } },
	{ "fcntl", { EACCES, ENOMEM } },
	{ "fdatasync", { EIO, EINTR, ENOSPC, EDQUOT } },
	{ "flock", { EINTR, ENOLCK, EIO } },
	{ "fstat", { EIO, ENOMEM } },
	{ "fsync", { EIO, EINTR, ENOSPC, EDQUOT } },
	{ "ftruncate", { EIO, EINTR } },
	{ "getcwd", { EACCES, ENOMEM } },
	{ "getdents64", { EIO, ENOMEM } },
	{ "getrandom", { EAGAIN, EINTR, ENOSYS } },
	{ "ioctl", { EIO, ENOMEM } },
	{ "lseek", { EIO } },
	{ "lstat", { EACCES, EIO, ENOMEM } },
	{ "mkdir", { EACCES, EIO, ENOSPC, EDQUOT, ENOMEM, EROFS } },
	{ "mkdirat", { EACCES, EIO, ENOSPC, EDQUOT, ENOMEM, EROFS } },
	{ "mmap", { ENOMEM } },
	{ "mprotect", { ENOMEM } },
	{ "mremap", { ENOMEM } },
	{ "newfstatat", { EACCES, EIO, ENOMEM } },
	{ "openat",
	    { EACCES, EIO, EINTR, EMFILE, ENFILE, ENOMEM, ENOSPC, EDQUOT } },
	{ "pipe2", { EMFILE, ENFILE } },
	{ "poll", { EINTR, ENOMEM } },
	{ "pread64", { EIO, EINTR, ENOMEM } },
	{ "read", { EIO, EINTR, ENOMEM } },
	{ "readlink", { EACCES, EIO, ENOMEM } },
	{ "readlinkat", { EACCES, EIO, ENOMEM } },
	{ "rename", { EACCES, EIO, ENOSPC, EDQUOT, ENOMEM, EROFS } },
	{ "renameat", { EACCES, EIO, ENOSPC, EDQUOT, ENOMEM, EROFS } },
	{ "rmdir", { EACCES, EIO, EBUSY } },
	{ "socket", { EMFILE, EACCES } },
	{ "stat", { EACCES, EIO, ENOMEM } },
	{ "unlink", { EACCES, EIO, EBUSY } },
	{ "unlinkat", { EACCES, EIO, EBUSY } },
	{ "vfork", { EAGAIN, ENOMEM } },
	{ "wait4", { EINTR } },
	{ "write", { EIO, EINTR, ENOSPC, EDQUOT, EFBIG, ENOMEM } },
};

/* Calls that have no way to fail that a sound program could meet; and brk,
 * which does not tell it by an errno, so that to give one is no fault that
 * there is. */
static const char *const sure[] = { "arch_prctl", "brk", "execve", "exit_group",
	"fadvise64", "getpid", "getppid", "gettid", "getuid", "geteuid",
	"getgid", "getegid", "kill", "madvise", "munmap", "prlimit64", "rseq",
	"rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "sched_getaffinity",
	"set_robust_list", "set_tid_address", "sysinfo", "umask", "uname" };

static const int *
errors_of(const char *call)
{
	size_t i;

	for (i = 0; i < sizeof(fitting) / sizeof(fitting[0]); i++)
		if (strcmp(fitting[i].call, call) == 0)
			return fitting[i].error;
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
	const char *const before[] = { "strace", "-n", "-y", "-o", s->log, "--",
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

static bool
is_sync(const struct strace_call *c)
{
	return strcmp(c->name, "fsync") == 0 ||
	    strcmp(c->name, "fdatasync") == 0;
}

/* What goes on after the fault. */
enum after { GOES_WELL, SYNCS_FAIL, CUTS_FAIL };

static const char *const after_words[] = { "", ", nor any after it",
	", nor can it be taken back" };

/* One case: it fails with the error, or is killed where that is 0. */
static void
try(struct stage *s, struct tally *t, const struct strace_call *c, int error,
    enum after after)
{
	struct buf name = BUF_INIT, why = BUF_INIT;
	struct inject inject = { .number = c->number,
		.nth = c->nth,
		.error = error,
		.onward = after == SYNCS_FAIL,
		.also = after == CUTS_FAIL ? SYS_ftruncate : 0 };
	struct command_how how = { .inject = &inject };
	struct fault fault = { .kills = error == 0,
		.keeps = strcmp(c->name, "rmdir") == 0,
		.unsynced = is_sync(c) && error != 0 && error != EINTR,
		.doubtful = after != GOES_WELL,
		.file = file_to_name(c) };
	struct outcome o;

	buf_addf(&name, "%s %u %s (%s)%s", c->name, c->nth,
	    error != 0 ? strerrorname_np(error) : "SIGKILL", c->file,
	    after_words[after]);
	if (tally_takes(t, buf_z(&name))) {
		stage_run(s, &how, &o);
		if (!inject.hit)
			buf_addz(&why, "the call was not met again");
		else
			stage_judge(s, &o, &fault, &why);
		tally_case(t, buf_z(&name), &why);
		outcome_release(&o);
	}
	buf_release(&name);
	buf_release(&why);
}

/* A directory that may not be opened is none of a series' sessions; that it
 * may not is then no fault. */
static bool
fits(const struct strace_call *c, int error)
{
	struct str rest = c->args, flag;
	bool directory = false;

	while (!directory && str_split(&rest, '|', &flag))
		directory = str_starts(flag, STR("O_DIRECTORY"));
	return !directory || error != EACCES;
}

static void
try_all(struct stage *s, struct tally *t, const struct strace_call *c)
{
	const int *error = errors_of(c->name);
	struct buf why = BUF_INIT;

	if (error == NULL && !is_sure(c->name)) {
		buf_addf(&why, "nothing is known of its errors");
		tally_case(t, c->name, &why);
	}
	for (; error != NULL && *error != 0; error++)
		if (fits(c, *error))
			try(s, t, c, *error, GOES_WELL);
	if (strcmp(c->name, "fdatasync") == 0) { /* of a row that was added */
		try(s, t, c, EIO, SYNCS_FAIL);
		try(s, t, c, EIO, CUTS_FAIL);
	}
	if (strcmp(c->name, "exit_group") != 0)
		try(s, t, c, 0, GOES_WELL);
	buf_release(&why);
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
	if (!inject_works()) {
		puts(
		    "skip calls: no notification by seccomp is to be had here");
		return 0;
	}
	return part_main("calls", argc, argv, try_verb);
}
