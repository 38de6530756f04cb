/*
 * moot - lists, runs and watches the programs of the kit
 *
 *	$ moot watch agenda list
 */
#include <stdlib.h>
#include <unistd.h>

#include "datadir.h"
#include "moot.h"
#include "programs.h"
#include "xalloc.h"

static const struct out_column columns[] = { { .name = "program" },
	{ .name = "purpose" } };

static int
verb_list(struct cli *c)
{
	const struct program *p;
	struct out o;
	char *file;

	if (cli_list(c, &o, columns, 2) == -1)
		return cli_fail(c);
	for (p = programs; p->name != NULL; p++) {
		file = program_file(p->name);
		if (file != NULL) {
			out_text(&o, str_of(p->name));
			out_text(&o, str_of(p->purpose));
		}
		free(file);
	}
	return out_end(&o, &c->err) == -1 ? cli_fail(c) : EXIT_YES;
}

void
moot_pass_now(const struct cli *c)
{
	if (cli_given(c, "now"))
		setenv("MOOT_NOW", cli_value(c, "now"), 1);
}

/* Becomes the program that the first operand names. */
static int
verb_run(struct cli *c)
{
	char *file;

	if (program_find(c->operand[0], &file, &c->err) == -1)
		return cli_fail(c);
	c->operand[0] = file;
	moot_pass_now(c);
	execv(file, c->operand);
	error_errno(&c->err, "cannot run %s", file);
	free(file);
	return cli_fail(c);
}

/* Becomes the script that plays a session with the programs installed. */
static int
verb_demo(struct cli *c)
{
	char *dir[DATADIR_MAX], *moot = program_file("moot");
	struct buf script = BUF_INIT;
	size_t n;

	if (datadir_find("flows", dir, &n, &c->err) == -1)
		return cli_fail(c);
	if (n == 0 || moot == NULL)
		return cli_wrong(c, "the demo is not installed");
	buf_addf(&script, "%s/demo", dir[n - 1]);
	if (setenv("MOOT", moot, 1) == 0)
		execl("/bin/sh", "sh", buf_z(&script), (char *)NULL);
	error_errno(&c->err, "cannot run %s", buf_z(&script));
	buf_release(&script);
	free(moot);
	while (n > 0)
		free(dir[--n]);
	return cli_fail(c);
}

static const struct cli_option watch_options[] = {
	{ 'e', "every", "DURATION", "and at least so often" }, { 0 }
};

static const struct cli_verb verbs[] = { { "list", "", "lists the programs", 0,
					     0, CLI_LISTS | CLI_NO_DIR, NULL,
					     verb_list },
	{ "run", "PROGRAM [ARGUMENT...]", "runs a program; run may be left out",
	    1, -1, CLI_NO_DIR | CLI_REST, NULL, verb_run },
	{ "demo", "", "plays a whole session with a fast clock", 0, 0,
	    CLI_NO_DIR, NULL, verb_demo },
	{ "watch", "PROGRAM VERB [ARGUMENT...]",
	    "redraws what a verb prints when the session changes", 2, -1,
	    CLI_REST, watch_options, verb_watch },
	{ 0 } };

static const struct cli_program program = { "moot",
	"lists, runs and watches the programs of the kit", verbs, "list",
	NULL };

static bool
is_verb(const char *name)
{
	const struct cli_verb *v = verbs;

	while (v->name != NULL && strcmp(v->name, name) != 0)
		v++;
	return v->name != NULL;
}

/* `moot agenda ...` is `moot run agenda ...`. */
static int
run_named(int argc, char **argv)
{
	char **args = xalloc((size_t)argc + 2, sizeof(*args));
	char verb[] = "run";
	int status;

	args[0] = argv[0];
	args[1] = verb;
	memcpy(args + 2, argv + 1, (size_t)argc * sizeof(*args));
	status = cli_main(&program, argc + 1, args);
	free(args);
	return status;
}

int
main(int argc, char **argv)
{
	if (argc > 1 && argv[1][0] != '-' && !is_verb(argv[1]))
		return run_named(argc, argv);
	return cli_main(&program, argc, argv);
}
