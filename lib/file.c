#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "file.h"
#include "utf8.h"
#include "xalloc.h"

enum { READ_BLOCK = 256 * 1024, LINKS_MAX = 40, SIZE_MAX_MIB = 1024 };

/* More than any table has; also what endless input is read to. */
static const off_t size_max = (off_t)SIZE_MAX_MIB << 20;

static int
too_large(const char *shown, struct error *e)
{
	return error_set(
	    e, EXIT_SYSTEM, "%s: larger than %d MiB", shown, (int)SIZE_MAX_MIB);
}

/* ---- names */

/* The text of the symbolic link `name`, or NULL where it is none, or, with
 * another errno than 0, where that cannot be said. */
static char *
read_link(int dir, const char *name)
{
	char *z = xalloc(PATH_MAX + 1, 1);
	ssize_t n = readlinkat(dir, name, z, PATH_MAX);

	if (n == -1) {
		free(z);
		if (errno == EINVAL || errno == ENOENT)
			errno = 0;
		return NULL;
	}
	z[n] = '\0';
	return z;
}

/*
 * The name, in the same directory, of what a name stands for, which the
 * caller frees.  A link that leads out of the directory is not followed:
 * whoever made the directory would choose what is read, or written over,
 * among all that is the user's.
 */
static char *
follow_links(int dir, const char *name, const char *shown, struct error *e)
{
	char *found = xstrdup(name), *link;
	int n;

	for (n = 0; (link = read_link(dir, found)) != NULL; n++) {
		free(found);
		found = link;
		if (strchr(link, '/') == NULL && n < LINKS_MAX)
			continue;
		error_set(e, EXIT_SYSTEM,
		    n < LINKS_MAX
			? "%s: a link out of its directory, to %s, which is "
			  "not followed: put the file itself there"
			: "%s: links that lead in a circle: %s",
		    shown, link);
		free(found);
		return NULL;
	}
	if (errno == 0)
		return found;
	error_errno(e, "%s", shown);
	free(found);
	return NULL;
}

/* ---- what stands there */

/* Of a failed stat: that there is nothing, or that it cannot be said. */
static int
absent(const char *shown, struct error *e)
{
	return errno == ENOENT || errno == ENOTDIR
	    ? 0
	    : error_errno(e, "%s", shown);
}

int
file_is_directory(const char *path, struct error *e)
{
	struct stat st;

	return stat(path, &st) == 0 ? S_ISDIR(st.st_mode) : absent(path, e);
}

int
file_check_regular(const char *path, struct error *e)
{
	struct stat st;

	if (stat(path, &st) == -1)
		return absent(path, e);
	return S_ISREG(st.st_mode)
	    ? 0
	    : error_set(e, EXIT_SYSTEM, "%s: not a regular file", path);
}

int
file_exists(const char *path, struct error *e)
{
	struct stat st;

	return lstat(path, &st) == 0 ? 1 : absent(path, e);
}

static bool
same(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

int
file_is_same(int a, int b, const char *shown, struct error *e)
{
	struct stat of_a, of_b;

	if (fstat(a, &of_a) == -1 || fstat(b, &of_b) == -1)
		return error_errno(e, "%s", shown);
	return same(&of_a, &of_b);
}

int
file_is_open_as(const char *path, int fd, struct error *e)
{
	struct stat named, open;

	if (fstat(fd, &open) == -1)
		return error_errno(e, "%s", path);
	return stat(path, &named) == 0 ? same(&named, &open) : absent(path, e);
}

/* ---- reading */

static int
check_regular(struct file *f, const char *shown, struct error *e)
{
	struct stat st;

	if (fstat(f->fd, &st) == -1)
		return error_errno(e, "%s", shown);
	if (!S_ISREG(st.st_mode))
		return error_set(
		    e, EXIT_SYSTEM, "%s: not a regular file", shown);
	if (st.st_size > size_max)
		return too_large(shown, e);
	f->size = st.st_size;
	f->shared = st.st_nlink > 1;
	return 0;
}

/* O_NONBLOCK: to open a FIFO must not wait for its writer.  Where it fails,
 * errno is ENOENT only if there is no such file. */
static int
open_regular(int dir, const char *name, int flags, const char *shown,
    struct file *f, struct error *e)
{
	char *found = follow_links(dir, name, shown, e);
	int why = ELOOP;

	f->fd = -1;
	if (found != NULL) {
		f->fd = openat(dir, found,
		    flags | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
		why = errno;
		if (f->fd == -1)
			error_errno(e, "%s", shown);
	}
	free(found);
	if (f->fd != -1 && check_regular(f, shown, e) == -1) {
		file_close(f);
		why = EINVAL;
	}
	errno = why;
	return f->fd != -1 ? 0 : -1;
}

int
file_open(struct file *f, int dir, const char *name, const char *shown,
    struct error *e)
{
	if (open_regular(dir, name, O_RDONLY, shown, f, e) == 0)
		return 0;
	return f->fd == -1 && errno == ENOENT ? 0 : -1;
}

void
file_close(struct file *f)
{
	if (f->fd != -1)
		close(f->fd);
	f->fd = -1;
}

ssize_t
file_read_full(int fd, char *p, size_t n)
{
	size_t done = 0, want;
	ssize_t got;

	while (done < n) {
		want = n - done < READ_BLOCK ? n - done : READ_BLOCK;
		got = read(fd, p + done, want);
		if (got == -1 && errno == EINTR)
			continue;
		if (got == -1)
			return -1;
		if (got == 0)
			break;
		done += (size_t)got;
	}
	return (ssize_t)done;
}

int
file_read(struct file *f, const char *shown, size_t pad, char **bytes,
    size_t *n, struct error *e)
{
	size_t size = (size_t)f->size;
	char *p = xalloc(size + pad, 1);
	ssize_t got;

	xalloc_advise(p, size);
	got = file_read_full(f->fd, p, size);
	if (got == -1)
		error_errno(e, "%s", shown);
	file_close(f);
	if (got == -1) {
		free(p);
		return -1;
	}
	memset(p + got, 0, size - (size_t)got + pad);
	*bytes = p;
	*n = (size_t)got;
	return 0;
}

static int
write_all(int fd, struct str s)
{
	ssize_t n;

	while (s.n > 0) {
		n = write(fd, s.p, s.n);
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			return -1;
		s = str_from(s, (size_t)n);
	}
	return 0;
}

static int
sync_retry(int fd, int (*sync_fd)(int))
{
	int rc;

	do
		rc = sync_fd(fd);
	while (rc == -1 && errno == EINTR);
	return rc;
}

/* Takes a failed append back; the error in `e` is the append's. */
static void
restore_length(struct file *f, struct error *e)
{
	int rc;

	do
		rc = ftruncate(f->fd, f->size);
	while (rc == -1 && errno == EINTR);
	if (rc == -1 || sync_retry(f->fd, fdatasync) == -1)
		buf_addz(&e->msg,
		    "; the new row could not be taken back and may be in the "
		    "table");
}

/* ---- replacement */

struct target {
	int dir;
	char *name; /* in it, once links are followed */
	char *temp;
	bool exists;
	mode_t mode;
};

static void
target_release(struct target *t)
{
	free(t->name);
	free(t->temp);
}

static int
find_target(struct target *t, int dir, const char *name, const char *shown,
    struct error *e)
{
	struct stat st;

	*t = (struct target){ .dir = dir, .mode = 0666 };
	t->name = follow_links(dir, name, shown, e);
	if (t->name == NULL)
		return -1;
	t->exists = fstatat(dir, t->name, &st, AT_SYMLINK_NOFOLLOW) == 0;
	if (!t->exists)
		return errno == ENOENT ? 0 : error_errno(e, "%s", shown);
	if (!S_ISREG(st.st_mode))
		return error_set(
		    e, EXIT_SYSTEM, "%s: not a regular file", shown);
	/* Who made it may not have what runs as us. */
	t->mode = st.st_mode & 0777;
	/* To rename over a file asks for no right to write to it. */
	if (faccessat(dir, t->name, W_OK, AT_EACCESS) == -1)
		return error_errno(e, "%s", shown);
	return 0;
}

/* Under the lock a temporary file that stands already is a dead one's. */
static int
write_temp(struct target *t, struct str bytes)
{
	struct buf temp = BUF_INIT;
	int fd, rc;

	buf_addf(&temp, ".%s.tmp", t->name);
	t->temp = buf_detach(&temp);
	if (unlinkat(t->dir, t->temp, 0) == -1 && errno != ENOENT)
		return -1;
	fd = openat(
	    t->dir, t->temp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, t->mode);
	if (fd == -1)
		return -1;
	rc = write_all(fd, bytes);
	if (rc == 0 && t->exists)
		rc = fchmod(fd, t->mode);
	if (rc == 0)
		rc = sync_retry(fd, fsync);
	if (close(fd) == -1)
		rc = -1;
	return rc;
}

/* Removes a temporary file, and leaves errno as it was. */
static void
drop_temp(struct target *t)
{
	int saved = errno;

	if (t->temp != NULL)
		unlinkat(t->dir, t->temp, 0);
	errno = saved;
}

int
file_replace(int dir, const char *name, const char *shown, struct str bytes,
    struct error *e)
{
	struct target t;
	int rc = find_target(&t, dir, name, shown, e);

	if (rc == -1) {
		target_release(&t);
		return -1;
	}
	if (write_temp(&t, bytes) == -1 ||
	    renameat(t.dir, t.temp, t.dir, t.name) == -1) {
		drop_temp(&t);
		rc = error_errno(e, "%s", shown);
	} else if (sync_retry(t.dir, fsync) == -1) {
		rc = error_errno(e,
		    "%s: written, but not yet certain to survive a power "
		    "loss",
		    shown);
	}
	target_release(&t);
	return rc;
}

/* ---- appending */

static int
append_copy(int dir, const char *name, const char *shown, struct str bytes,
    struct error *e)
{
	struct buf all = BUF_INIT;
	struct file f;
	char *old = NULL;
	size_t n = 0;
	int rc = file_open(&f, dir, name, shown, e);

	if (rc == 0 && f.fd == -1)
		rc = error_errno(e, "%s", shown);
	if (rc == 0)
		rc = file_read(&f, shown, 0, &old, &n, e);
	if (rc == 0) {
		buf_add(&all, (struct str){ old, n });
		buf_add(&all, bytes);
		rc = file_replace(dir, name, shown, buf_str(&all), e);
	}
	free(old);
	buf_release(&all);
	return rc;
}

int
file_append(int dir, const char *name, const char *shown, struct str bytes,
    struct error *e)
{
	struct file f = { .fd = -1 };
	int rc = 0;

	if (open_regular(dir, name, O_WRONLY | O_APPEND, shown, &f, e) == -1)
		return -1;
	if (f.shared) {
		file_close(&f);
		return append_copy(dir, name, shown, bytes, e);
	}
	if (write_all(f.fd, bytes) == -1 || sync_retry(f.fd, fdatasync) == -1) {
		rc = error_errno(e, "%s", shown);
		restore_length(&f, e);
	}
	file_close(&f);
	return rc;
}

/* ---- input */

static int
read_stream(FILE *in, const char *shown, struct buf *b, struct error *e)
{
	size_t n;

	do {
		n = fread(buf_room(b, 64 * 1024), 1, 64 * 1024, in);
		buf_cut(b, b->n + n);
	} while (n > 0 && !feof(in) && /* one ^D is enough */
	    b->n <= (size_t)size_max);
	if (b->n > (size_t)size_max)
		return too_large(shown, e);
	return ferror(in) ? error_errno(e, "%s", shown) : 0;
}

static void
leave_out_mark(struct buf *b, size_t from)
{
	struct str text = utf8_skip_mark(str_from(buf_str(b), from));

	if (text.n == b->n - from)
		return;
	if (text.n > 0)
		memmove(b->p + from, text.p, text.n);
	buf_cut(b, from + text.n);
}

int
file_read_named(
    const char *path, struct buf *b, const char **shown, struct error *e)
{
	bool standard = strcmp(path, "-") == 0;
	size_t before = b->n;
	FILE *in = standard ? stdin : fopen(path, "r");
	int rc;

	*shown = standard ? "standard input" : path;
	if (in == NULL && (errno == ENOENT || errno == ENOTDIR))
		return error_set(e, EXIT_INPUT, "no such file: %s", path);
	rc = in == NULL ? error_errno(e, "%s", *shown)
			: read_stream(in, *shown, b, e);
	if (in != NULL && !standard)
		fclose(in);
	if (rc == 0)
		leave_out_mark(b, before);
	return rc;
}

/* The bytes of an open file, or that there is none. */
static int
add_file(struct file *f, const char *shown, struct buf *b, struct error *e)
{
	char *bytes;
	size_t n;

	if (f->fd == -1)
		return error_set(e, EXIT_INPUT, "no such file: %s", shown);
	if (file_read(f, shown, 0, &bytes, &n, e) == -1)
		return -1;
	buf_add(b, utf8_skip_mark((struct str){ bytes, n }));
	free(bytes);
	return 0;
}

int
file_read_within(const char *dir, const char *name, const char *shown,
    struct buf *b, struct error *e)
{
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC), rc;
	struct file f;

	if (fd == -1 && (errno == ENOENT || errno == ENOTDIR))
		return error_set(e, EXIT_INPUT, "no such directory: %s", dir);
	if (fd == -1)
		return error_errno(e, "%s", dir);
	rc = file_open(&f, fd, name, shown, e);
	if (rc == 0)
		rc = add_file(&f, shown, b, e);
	close(fd);
	return rc;
}
