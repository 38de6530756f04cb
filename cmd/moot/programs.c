#include <stdlib.h>
#include <unistd.h>

#include "near.h"
#include "programs.h"
#include "xalloc.h"

#ifndef MOOT_PREFIX
#define MOOT_PREFIX ""
#endif

const struct program programs[] = {
	{ "session", "make, check, carry over and record a session" },
	{ "agenda", "the plan, and where the meeting is in it" },
	{ "timer", "the clock of a meeting" },
	{ "roster", "people, presence, and going around" },
	{ "qboard", "the question board" },
	{ "vote", "statements, and positions on them" },
	{ "breakout", "small groups" },
	{ "actions", "who does what until when" },
	{ "feedback", "what to change, what is tried, whether it helped" },
	{ "chat", "a meeting's chat into rows" }, { NULL, NULL }
};

/* ---- where a program is */

static bool
is_program(const struct buf *path)
{
	return access(buf_z(path), X_OK) == 0;
}

/* The directory of this program's file, with a slash; nothing where the
 * system does not tell. */
static void
add_own_dir(struct buf *b)
{
	char *room = buf_room(b, 4096);
	ssize_t n = readlink("/proc/self/exe", room, 4096);

	if (n <= 0 || n == 4096)
		return;
	while (n > 0 && room[n - 1] != '/')
		n--;
	buf_cut(b, (size_t)n);
}

static bool
find_in_path(const char *name, struct buf *path)
{
	struct str rest = str_of(getenv("PATH")), dir;

	while (str_split(&rest, ':', &dir)) {
		buf_cut(path, 0);
		buf_add(path, dir);
		buf_addf(
		    path, "%s%s%s", dir.n > 0 ? "/" : "", MOOT_PREFIX, name);
		if (is_program(path))
			return true;
	}
	return false;
}

char *
program_file(const char *name)
{
	struct buf path = BUF_INIT;

	add_own_dir(&path);
	if (path.n > 0) {
		buf_addf(&path, "%s%s", MOOT_PREFIX, name);
		if (is_program(&path))
			return buf_detach(&path);
	}
	if (find_in_path(name, &path))
		return buf_detach(&path);
	buf_release(&path);
	return NULL;
}

/* ---- what was typed */

static int
no_program(const char *typed, struct error *e)
{
	struct str name[sizeof(programs) / sizeof(programs[0])];
	size_t n, near;

	for (n = 0; programs[n].name != NULL; n++)
		name[n] = str_of(programs[n].name);
	near = near_miss(str_of(typed), name, n);
	error_set(e, EXIT_INPUT, "no program \"%s\"", typed);
	if (near < n)
		buf_addf(
		    &e->msg, ": did you mean \"%s\"?", programs[near].name);
	else
		buf_addz(&e->msg, ": see moot list");
	return -1;
}

int
program_find(const char *typed, char **file, struct error *e)
{
	size_t i = 0;

	while (programs[i].name != NULL && strcmp(programs[i].name, typed) != 0)
		i++;
	if (programs[i].name == NULL)
		return no_program(typed, e);
	*file = program_file(typed);
	if (*file == NULL)
		return error_set(
		    e, EXIT_INPUT, "not installed: %s%s", MOOT_PREFIX, typed);
	return 0;
}
