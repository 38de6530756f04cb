/*
 * short: every verb with reads and writes that do less than they are asked
 * to, and go on: nobody may tell the difference.
 *
 * $CUT_LIBRARY (cut.c) is preloaded, so the programs in $PATH must be such as
 * share libraries.
 */
#include <sys/stat.h>
#include <unistd.h>

#include "die.h"
#include "part.h"

static const unsigned most[] = { 1, 2, 7, 64, 1000 };

static void
run(struct stage *s, unsigned bytes, const char *log, struct outcome *o)
{
	struct buf size = BUF_INIT, made = BUF_INIT, library = BUF_INIT;
	struct command_how how = { 0 };

	buf_addf(&size, "CUT=%u", bytes);
	buf_addf(&made, "CUT_LOG=%s", log);
	buf_addf(&library, "LD_PRELOAD=%s", getenv("CUT_LIBRARY"));
	how.env = (const char *const[]){ buf_z(&size), buf_z(&made),
		buf_z(&library), NULL };
	stage_run(s, &how, o);
	buf_release(&size);
	buf_release(&made);
	buf_release(&library);
}

static void
try(struct stage *s, struct tally *t, unsigned bytes)
{
	static const struct fault none = { 0 };
	struct buf name = BUF_INIT, why = BUF_INIT;
	struct outcome o;
	struct stat st;

	buf_addf(&name, "%u bytes at a time", bytes);
	if (tally_takes(t, buf_z(&name))) {
		unlink(s->log);
		run(s, bytes, s->log, &o);
		if (!s->verb->reads && stat(s->log, &st) == -1)
			buf_addz(&why, "nothing was cut");
		else if (o.status != 0)
			buf_addf(
			    &why, "it exits %d: %s", o.status, buf_z(&o.err));
		else
			stage_judge(s, &o, &none, &why);
		tally_case(t, buf_z(&name), &why);
		outcome_release(&o);
	}
	buf_release(&name);
	buf_release(&why);
}

static void
try_verb(struct stage *s, struct tally *t)
{
	size_t i;

	for (i = 0; i < sizeof(most) / sizeof(most[0]); i++)
		try(s, t, most[i]);
}

int
main(int argc, char **argv)
{
	if (getenv("CUT_LIBRARY") == NULL)
		die("set", "CUT_LIBRARY");
	return part_main("short", argc, argv, try_verb);
}
