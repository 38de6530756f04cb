/*
 * lib/cli: a small program's verbs, run as a user would: which options and
 * operands a verb gets, and what is said of wrong ones.
 */
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli.h"
#include "expect.h"
#include "xalloc.h"

#define LEN(a) (sizeof(a) / sizeof((a)[0]))

/* ---- the program: its verbs print what they were given */

static int
show(struct cli *c)
{
	int i;

	printf("%s:", c->verb->name);
	for (i = 0; i < c->noperand; i++)
		printf(" [%s]", c->operand[i]);
	if (cli_given(c, "fast"))
		printf(" fast");
	if (cli_value(c, "length") != NULL)
		printf(" length=%s", cli_value(c, "length"));
	if (cli_given(c, "by"))
		printf(" by=%.*s", STR_ARG(cli_by(c)));
	putchar('\n');
	return EXIT_YES;
}

static int
say_no(struct cli *c)
{
	return error_set(&c->err, EXIT_NO, "nothing is due") == -1 ? cli_fail(c)
								   : EXIT_YES;
}

static const struct cli_option own[] = { { 'l', "length", "LENGTH",
					     "how long" },
	{ 'f', "fast", NULL, "without asking" }, { 0 } };
static const struct cli_verb verbs[] = { { "list", "", "prints all", 0, 0,
					     CLI_LISTS, NULL, show },
	{ "add", "TEXT...", "adds one", 1, -1, CLI_WRITES, own, show },
	{ "move", "ID PLACE", "moves it", 2, 2, CLI_NO_DIR, NULL, show },
	{ "due", "", "says whether", 0, 0, 0, NULL, say_no }, { 0 } };

static bool
takes_digits(struct str operand)
{
	return operand.n > 0 && operand.p[0] >= '0' && operand.p[0] <= '9';
}

static const struct cli_program program = { "prog", "does things", verbs, "add",
	takes_digits };

/* ---- cases: arguments with spaces, and what comes out */

static const struct {
	const char *name, *arguments;
	int status;
	const char *out, *err;
} cases[] = {
	{ "a verb", "list", 0, "list:\n", "" },
	{ "operands", "add one two", 0, "add: [one] [two]\n", "" },
	{ "options behind operands", "add one -f two -l 5m", 0,
	    "add: [one] [two] fast length=5m\n", "" },
	{ "options before the verb", "-f -l 5m add one", 0,
	    "add: [one] fast length=5m\n", "" },
	{ "letters together", "add -fl 5m one", 0,
	    "add: [one] fast length=5m\n", "" },
	{ "a letter with its value", "add -l5m one", 0,
	    "add: [one] length=5m\n", "" },
	{ "a long name", "add --length 5m --fast one", 0,
	    "add: [one] fast length=5m\n", "" },
	{ "a long name with =", "add --length=5m one", 0,
	    "add: [one] length=5m\n", "" },
	{ "an empty value", "add --length= one", 0, "add: [one] length=\n",
	    "" },
	{ "given twice, the last counts", "add -l 5m -l 6m one", 0,
	    "add: [one] length=6m\n", "" },
	{ "a value that looks like an option", "add -l -f one", 0,
	    "add: [one] length=-f\n", "" },
	{ "-- ends options", "add -- -f --length", 0, "add: [-f] [--length]\n",
	    "" },
	{ "a second -- is an operand", "add -- a --", 0, "add: [a] [--]\n",
	    "" },
	{ "- is an operand", "add -", 0, "add: [-]\n", "" },
	{ "-2m is an operand", "add -2m -.5", 0, "add: [-2m] [-.5]\n", "" },
	{ "the verb's name again", "add add", 0, "add: [add]\n", "" },
	{ "by option", "add -b ana one", 0, "add: [one] by=ana\n", "" },
	{ "the default verb's operand", "5m tea", 0, "add: [5m] [tea]\n", "" },
	{ "the default verb's operand behind --", "-- tea", 0, "add: [tea]\n",
	    "" },

	{ "an unknown verb", "lsit", 2, "",
	    "prog: no verb \"lsit\": did you mean \"list\"?\n" },
	{ "nothing like a verb", "xyzzy", 2, "",
	    "prog: no verb \"xyzzy\": see prog --help\n" },
	{ "an unknown letter", "list -x", 2, "",
	    "prog: unknown option: -x: see prog list --help\n" },
	{ "an unknown letter behind a known", "add -fx one", 2, "",
	    "prog: unknown option: -x: see prog add --help\n" },
	{ "an unknown name", "list --xyzzy", 2, "",
	    "prog: unknown option: --xyzzy: see prog list --help\n" },
	{ "a near name of the verb's own", "add --fats", 2, "",
	    "prog: unknown option: --fats: did you mean \"--fast\"?\n" },
	{ "a near common name, with its value", "list --ouptut=tsv", 2, "",
	    "prog: unknown option: --ouptut: did you mean \"--output\"?\n" },
	{ "another verb's option", "list --fast", 2, "",
	    "prog: unknown option: --fast: see prog list --help\n" },
	{ "an option that its flags leave out", "due -n", 2, "",
	    "prog: unknown option: -n: see prog due --help\n" },
	{ "no -d for what needs no session", "move -d x a b", 2, "",
	    "prog: unknown option: -d: see prog move --help\n" },
	{ "a value missing", "add one -l", 2, "",
	    "prog: option needs an argument: -l: see prog add --help\n" },
	{ "a long name's value missing", "add one --length", 2, "",
	    "prog: option needs an argument: --length: see prog add "
	    "--help\n" },
	{ "a value too many", "add --fast=yes one", 2, "",
	    "prog: option takes no argument: --fast: see prog add --help\n" },
	{ "too few operands", "move a", 2, "",
	    "prog: move needs ID PLACE: see prog move --help\n" },
	{ "too many operands", "move a b c", 2, "",
	    "prog: move: more arguments than it takes: c\n" },
	{ "a wrong --now", "list --now=noon", 2, "",
	    "prog: not a time: \"noon\": give a DATE or RFC 3339\n" },

	{ "no", "due", 1, "", "prog: nothing is due\n" },
	{ "no, quietly", "due -q", 1, "", "" },
	{ "wrong, quietly, is still said", "list --xyzzy -q", 2, "",
	    "prog: unknown option: --xyzzy: see prog list --help\n" },
	{ "the version", "--version", 0, "prog (moot) " MOOT_VERSION "\n", "" },
	{ "the version by letter, of a verb", "list -V", 0,
	    "prog (moot) " MOOT_VERSION "\n", "" },
	{ "help", "--help", 0,
	    "usage: prog [VERB] [OPTIONS] [ARGUMENTS]\n\n"
	    "prog: does things.\n\n"
	    "  list       prints all\n"
	    "  add        adds one (the default)\n"
	    "  move       moves it\n"
	    "  due        says whether\n\n"
	    "prog VERB --help tells more; so does man prog.\n",
	    "" },
	{ "a verb's help", "move -h", 0,
	    "usage: prog move ID PLACE\n\nmove: moves it.\n\n"
	    "  -q, --quiet              no messages; the exit status "
	    "answers\n"
	    "  --now TIME               take TIME for now: a DATE or RFC "
	    "3339\n"
	    "  -h, --help               print this and exit\n"
	    "  -V, --version            print the version and exit\n",
	    "" },
};

/* The arguments as argv, "prog" first; *n how many. */
static char **
split(char *arguments, int *n)
{
	size_t cap = 0;
	char **argv = NULL, *word;

	*n = 0;
	argv = xgrow(argv, 0, &cap, sizeof(*argv));
	argv[(*n)++] = xstrdup("prog");
	for (word = strtok(arguments, " "); word != NULL;
	     word = strtok(NULL, " ")) {
		argv = xgrow(argv, (size_t)*n, &cap, sizeof(*argv));
		argv[(*n)++] = word;
	}
	argv = xgrow(argv, (size_t)*n, &cap, sizeof(*argv));
	argv[*n] = NULL;
	return argv;
}

/* Runs the program in a process of its own, its output into two files. */
static int
run(const char *arguments, FILE *out, FILE *err)
{
	char *copy, **argv;
	int argc, status;
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		copy = xstrdup(arguments);
		argv = split(copy, &argc);
		dup2(fileno(out), STDOUT_FILENO);
		dup2(fileno(err), STDERR_FILENO);
		status = cli_main(&program, argc, argv);
		free(argv[0]);
		free(argv);
		free(copy);
		exit(status);
	}
	if (pid == -1 || waitpid(pid, &status, 0) == -1 || !WIFEXITED(status))
		return -1;
	return WEXITSTATUS(status);
}

static void
add_stream(struct buf *b, FILE *f)
{
	size_t n;

	rewind(f);
	do {
		n = fread(buf_room(b, 4096), 1, 4096, f);
		buf_cut(b, b->n + n);
	} while (n > 0);
	fclose(f);
}

static void
test_case(size_t i)
{
	struct buf got = BUF_INIT, want = BUF_INIT;
	FILE *out = tmpfile(), *err = tmpfile();

	if (out == NULL || err == NULL) {
		expect(false, cases[i].name, "no temporary file");
		return;
	}
	buf_addf(&got, "%d\n", run(cases[i].arguments, out, err));
	add_stream(&got, out);
	add_stream(&got, err);
	buf_addf(
	    &want, "%d\n%s%s", cases[i].status, cases[i].out, cases[i].err);
	expect_text(cases[i].name, buf_str(&got), buf_z(&want));
	buf_release(&got);
	buf_release(&want);
}

int
main(void)
{
	size_t i;

	unsetenv("MOOT_NOW");
	setenv("MOOT_USER", "mod", 1);
	for (i = 0; i < LEN(cases); i++)
		test_case(i);
	return expect_status();
}
