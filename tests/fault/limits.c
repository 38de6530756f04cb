/*
 * limits: every verb on a full disk, a read-only one, with files that may not
 * grow, with few descriptors, with little memory, and with an output that
 * takes nothing.
 *
 * SCRATCH is best a small file system of its own: it is filled up to so many
 * pages and files, and mounted anew as one that may only be read.
 */
#define _DEFAULT_SOURCE /* mount */
#include <fcntl.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "die.h"
#include "part.h"

enum {
	PAGE = 4096,
	PAGES_LEFT = 6,
	FILES_LEFT = 4,
	DESCRIPTORS = 16,
	MEMORY_STEP = 64 * 1024,
	MEMORY_STEPS = 64,
	SMALL = 1 << 22 /* bytes, below which a disk may be filled */
};

static const struct fault fault = { .places = true };

/* ---- one case */

static void
try(struct stage *s, struct tally *t, struct command_how *how, const char *name,
    void (*prepare)(struct stage *s, size_t n), size_t n)
{
	struct buf why = BUF_INIT;
	struct outcome o;

	if (!tally_takes(t, name))
		return;
	stage_reset(s);
	if (prepare != NULL)
		prepare(s, n);
	how->dir = s->cwd;
	command_run(&s->verb->command, how, &o);
	if (prepare != NULL)
		prepare(s, (size_t)-1);
	stage_judge(s, &o, &fault, &why);
	tally_case(t, name, &why);
	outcome_release(&o);
	buf_release(&why);
}

static void
try_limit(struct stage *s, struct tally *t, const char *what, int resource,
    rlim_t limit)
{
	struct command_how how = {
		.limited = true, .resource = resource, .limit = limit
	};
	struct buf name = BUF_INIT;

	buf_addf(&name, "%s %llu", what, (unsigned long long)limit);
	try(s, t, &how, buf_z(&name), NULL, 0);
	buf_release(&name);
}

/* ---- limits of a process */

/* Up to where each file was, then each byte of what is added. */
static void
try_sizes(struct stage *s, struct tally *t)
{
	const struct world_file *f, *old;
	size_t i, from, n;

	for (i = 0; i < s->after.n; i++) {
		f = &s->after.file[i];
		old = world_find(&s->before, f->path);
		if (f->kind != 'f' || (old != NULL && world_same(f, old)))
			continue;
		from = old != NULL && str_starts(f->bytes, old->bytes)
		    ? old->bytes.n
		    : 0;
		for (n = from; n < f->bytes.n; n++)
			try_limit(s, t, f->path, RLIMIT_FSIZE, n);
	}
}

/* How much memory it takes to run at all. */
static rlim_t
least_memory(struct stage *s)
{
	struct command_how how = { .limited = true, .resource = RLIMIT_DATA };
	struct command c;
	struct outcome o;
	struct buf line = BUF_INIT;
	int n, status = -1;

	buf_addf(&line, "%s --version", s->verb->command.word[0]);
	command_parse(&c, buf_str(&line), STR(""));
	for (n = 1; n < MEMORY_STEPS && status != 0; n++) {
		how.limit = (rlim_t)n * MEMORY_STEP;
		command_run(&c, &how, &o);
		status = o.status;
		outcome_release(&o);
	}
	command_release(&c);
	buf_release(&line);
	return how.limit;
}

static void
try_process(struct stage *s, struct tally *t)
{
	struct command_how full = { .stdout_full = true };
	rlim_t n, least = least_memory(s);

	for (n = 3; n < DESCRIPTORS; n++)
		try_limit(s, t, "descriptors", RLIMIT_NOFILE, n);
	for (n = 0; n < MEMORY_STEPS / 2; n++)
		try_limit(s, t, "memory", RLIMIT_DATA, least + n * MEMORY_STEP);
	try(s, t, &full, "stdout full", NULL, 0);
}

/* ---- limits of the disk */

static const char *
path_of(const struct stage *s, const char *name, struct buf *b)
{
	buf_cut(b, 0);
	buf_addf(b, "%s.%s", s->log, name);
	return buf_z(b);
}

/* Leaves so many pages free; -1: all of them. */
static void
leave_pages(struct stage *s, size_t n)
{
	static const char page[PAGE];
	struct buf b = BUF_INIT;
	const char *path = path_of(s, "filler", &b);
	off_t size = 0;
	int fd;

	unlink(path);
	if (n != (size_t)-1) {
		fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
		while (write(fd, page, sizeof(page)) == (ssize_t)sizeof(page))
			size += PAGE;
		if (fd == -1 || size < (off_t)n * PAGE ||
		    ftruncate(fd, size - (off_t)n * PAGE) == -1)
			die("cannot fill", path);
		close(fd);
	}
	buf_release(&b);
}

/* Leaves room for so many files; -1: for all. */
static void
leave_files(struct stage *s, size_t n)
{
	struct buf b = BUF_INIT, number = BUF_INIT;
	size_t i, made = 0;
	int fd;

	for (i = 0; n == (size_t)-1 || i < 10000; i++) {
		buf_cut(&number, 0);
		buf_addf(&number, "%zu", i);
		if (n == (size_t)-1) {
			if (unlink(path_of(s, buf_z(&number), &b)) == -1)
				break;
			continue;
		}
		fd = open(path_of(s, buf_z(&number), &b),
		    O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
		if (fd == -1)
			break;
		close(fd);
		made++;
	}
	for (i = 0; n != (size_t)-1 && i < n && i < made; i++) {
		buf_cut(&number, 0);
		buf_addf(&number, "%zu", made - 1 - i);
		unlink(path_of(s, buf_z(&number), &b));
	}
	buf_release(&number);
	buf_release(&b);
}

static void
make_read_only(struct stage *s, size_t n)
{
	unsigned long flags = MS_REMOUNT | (n != (size_t)-1 ? MS_RDONLY : 0UL);
	struct buf b = BUF_INIT;

	buf_add(
	    &b, str_upto(str_of(s->dir), strlen(s->dir) - strlen("/world")));
	if (mount(NULL, buf_z(&b), NULL, flags, NULL) == -1)
		die("cannot mount anew", buf_z(&b));
	buf_release(&b);
}

static void
try_disk(struct stage *s, struct tally *t)
{
	struct command_how how = { 0 };
	struct buf name = BUF_INIT;
	size_t n;

	for (n = 0; n < PAGES_LEFT; n++) {
		buf_cut(&name, 0);
		buf_addf(&name, "disk full but for %zu pages", n);
		try(s, t, &how, buf_z(&name), leave_pages, n);
	}
	for (n = 0; n < FILES_LEFT; n++) {
		buf_cut(&name, 0);
		buf_addf(&name, "disk full but for %zu files", n);
		try(s, t, &how, buf_z(&name), leave_files, n);
	}
	try(s, t, &how, "read-only disk", make_read_only, 0);
	buf_release(&name);
}

static void
try_verb(struct stage *s, struct tally *t)
{
	struct statvfs fs;

	try_sizes(s, t);
	try_process(s, t);
	if (statvfs(s->dir, &fs) == 0 &&
	    fs.f_blocks * fs.f_frsize <= (fsblkcnt_t)SMALL)
		try_disk(s, t);
}

int
main(int argc, char **argv)
{
	return part_main("limits", argc, argv, try_verb);
}
