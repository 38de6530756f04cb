/*
 * Tests of lib/watch: the same changes are seen by inotify, where there is
 * one, and by polling.
 */
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "watch.h"

static int failed;

static void
check(const char *how, const char *name, bool ok)
{
	printf("%s %s: %s%s\n", ok ? "ok" : "not ok", how, name,
	    ok ? "" : ": not as it should be");
	failed |= !ok;
}

/* Appends a byte to a file, which is made where it is not there. */
static bool
touch(const struct session *s, const char *name)
{
	int fd = openat(s->fd, name, O_WRONLY | O_CREAT | O_APPEND, 0600);
	bool ok = fd != -1 && write(fd, "x", 1) == 1;

	if (fd != -1)
		close(fd);
	return ok;
}

/* Whether inotify tells at once; where there is none, there is nobody. */
static bool
is_told(const struct watch *w)
{
	struct pollfd p = { .fd = watch_fd(w), .events = POLLIN };

	return p.fd == -1 || poll(&p, 1, 10 * 1000) == 1;
}

static void
try_changes(const char *how, const struct session *s)
{
	struct watch w;

	watch_open(&w, s);
	check(how, "nothing happened", !watch_changed(&w));
	check(how, "a table is made",
	    touch(s, "times.tsv") && is_told(&w) && watch_changed(&w));
	check(how, "once", !watch_changed(&w));
	check(how, "a row is appended",
	    touch(s, "times.tsv") && is_told(&w) && watch_changed(&w));
	check(how, "another file", touch(s, "other") && !watch_changed(&w));
	check(how, "a table is replaced",
	    touch(s, "new") && touch(s, "new") &&
		renameat(s->fd, "new", s->fd, "times.tsv") == 0 &&
		is_told(&w) && watch_changed(&w));
	check(how, "a table is removed",
	    unlinkat(s->fd, "times.tsv", 0) == 0 && is_told(&w) &&
		watch_changed(&w));
	watch_close(&w);
	unlinkat(s->fd, "other", 0);
}

static void
try_ways(const struct session *s)
{
	struct watch w;
	long told;

	unsetenv("MOOT_WATCH");
	watch_open(&w, s);
	told = watch_patience(&w);
#ifdef __linux__
	check("inotify", "is there", watch_fd(&w) != -1);
#endif
	watch_close(&w);
	try_changes("by default", s);
	setenv("MOOT_WATCH", "poll", 1);
	watch_open(&w, s);
	check("poll", "nobody tells, so it looks often",
	    watch_fd(&w) == -1 && watch_patience(&w) <= told &&
		watch_patience(&w) < 500);
	watch_close(&w);
	try_changes("poll", s);
}

int
main(void)
{
	struct error e = ERROR_INIT;
	char dir[] = "/tmp/moot-watch-XXXXXX";
	struct session s;

	session_init(&s);
	if (mkdtemp(dir) == NULL || session_open_dir(&s, dir, &e) == -1) {
		printf("not ok a directory: %s\n", buf_z(&e.msg));
		return 1;
	}
	try_ways(&s);
	session_release(&s);
	rmdir(dir);
	error_release(&e);
	return failed;
}
