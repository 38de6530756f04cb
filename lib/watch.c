#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/inotify.h>
#endif

#include "watch.h"

enum { POLL_MS = 200, NOTIFIED_MS = 2000 };

#ifdef __linux__
static int
notify_open(const char *dir)
{
	int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);

	if (fd != -1 &&
	    inotify_add_watch(fd, dir,
		IN_MODIFY | IN_CREATE | IN_DELETE | IN_MOVED_TO |
		    IN_MOVED_FROM | IN_ONLYDIR) == -1) {
		close(fd);
		return -1;
	}
	return fd;
}
#else
static int
notify_open(const char *dir)
{
	(void)dir;
	return -1;
}
#endif

/* What was reported says nothing: what the files say counts. */
static void
notify_drain(int fd)
{
	char events[4096];

	while (read(fd, events, sizeof(events)) > 0)
		;
}

static bool
is_same(const struct stat *a, const struct stat *b)
{
	return a->st_ino == b->st_ino && a->st_dev == b->st_dev &&
	    a->st_size == b->st_size &&
	    a->st_mtim.tv_sec == b->st_mtim.tv_sec &&
	    a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

/* Looks at every table; a file that is not there is all zeros. */
static bool
look(struct watch *w)
{
	static const struct stat none;
	struct stat now;
	bool changed = false;
	int i;

	for (i = 0; i < TABLE_COUNT; i++) {
		if (fstatat(w->dir, schema_of((enum table_id)i)->file, &now,
			0) == -1)
			now = none;
		changed = changed || !is_same(&now, &w->seen[i]);
		w->seen[i] = now;
	}
	return changed;
}

void
watch_open(struct watch *w, const struct session *s)
{
	const char *how = getenv("MOOT_WATCH");

	*w = (struct watch){ .dir = s->fd, .notify = -1 };
	if (how == NULL || strcmp(how, "poll") != 0)
		w->notify = notify_open(s->dir[0] != '\0' ? s->dir : ".");
	look(w);
}

void
watch_close(struct watch *w)
{
	if (w->notify != -1)
		close(w->notify);
	w->notify = -1;
}

int
watch_fd(const struct watch *w)
{
	return w->notify;
}

long
watch_patience(const struct watch *w)
{
	return w->notify != -1 ? NOTIFIED_MS : POLL_MS;
}

bool
watch_changed(struct watch *w)
{
	if (w->notify != -1)
		notify_drain(w->notify);
	return look(w);
}
