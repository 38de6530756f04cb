/*
 * file: bytes from and to the disk, with every step checked.
 *
 * Names are relative to an open directory, and lead to nothing outside it: a
 * symbolic link is followed only to another name in the directory.  Only
 * regular files of up to 1 GiB are opened, and none is waited for.
 * What was written is durable when a function returns 0; on failure the
 * file is as it was, unless the message says otherwise.  `shown` is the
 * file's name in messages.  The caller holds the lock.
 */
#ifndef FILE_H
#define FILE_H

#include <sys/types.h>

#include "error.h"

struct file {
	int fd;
	off_t size;  /* when it was opened */
	bool shared; /* it has another name as well */
};

/* Opens for reading; where there is no such file, fd is -1 and 0 is
 * returned. */
int file_open(struct file *f, int dir, const char *name, const char *shown,
    struct error *e);
/*
 * Reads the `size` bytes that the file had when it was opened and closes
 * it.  *bytes, the caller's, has `pad` more bytes of zeros behind.
 */
int file_read(struct file *f, const char *shown, size_t pad, char **bytes,
    size_t *n, struct error *e);
void file_close(struct file *f);
/* Reads `n` bytes, or up to the end of the file, however often it is
 * interrupted; how many, or -1 with errno. */
ssize_t file_read_full(int fd, char *p, size_t n);

/*
 * Appends in one write, with fdatasync; restores the length on failure.  A
 * file that has another name, which is not known and may lie outside, is
 * replaced instead.
 */
int file_append(int dir, const char *name, const char *shown, struct str bytes,
    struct error *e);

/*
 * Replaces the file, or makes it: a temporary file beside it, checked
 * write, fsync, rename, fsync of the directory.  Its mode is kept, and one
 * that may not be written is not replaced.  A symbolic link stays one: what
 * it leads to, in the same directory, is replaced.
 */
int file_replace(int dir, const char *name, const char *shown, struct str bytes,
    struct error *e);

/*
 * What stands there, through links: 1 or 0, or -1 where that cannot be said,
 * which is no reason to take it for absent.
 */
int file_is_directory(const char *path, struct error *e);
/* Whether there is anything of that name, a link that leads nowhere too. */
int file_exists(const char *path, struct error *e);
/* -1 where something stands there, through links, that is no regular file. */
int file_check_regular(const char *path, struct error *e);
/* Whether both are open on one file; `shown` is the first. */
int file_is_same(int a, int b, const char *shown, struct error *e);
/* Whether `fd` is open on what `path` leads to. */
int file_is_open_as(const char *path, int fd, struct error *e);

/*
 * All of a file that a person named, `-` the standard input, onto `b`, which
 * the caller releases; *shown is its name in messages.  EXIT_INPUT where there
 * is none.  It may be a link or no file at all, since he chose it; what has no
 * end is read to 1 GiB.  A byte order mark at its beginning is left out.
 */
int file_read_named(
    const char *path, struct buf *b, const char **shown, struct error *e);
/* The same of a file in a directory that a person named, and so by the rules
 * above, since he did not choose what lies there. */
int file_read_within(const char *dir, const char *name, const char *shown,
    struct buf *b, struct error *e);

#endif
