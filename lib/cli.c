#include <assert.h>
#include <ctype.h>
#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli.h"
#include "file.h"
#include "login.h"
#include "near.h"
#include "term.h"
#include "utf8.h"
#include "xalloc.h"

#ifndef MOOT_VERSION
#define MOOT_VERSION "0"
#endif

static const struct cli_option always_options[] = {
	{ 'q', "quiet", NULL, "no messages; the exit status answers" },
	{ 0, "now", "TIME", "take TIME for now: a DATE or RFC 3339" },
	{ 'h', "help", NULL, "print this and exit" },
	{ 'V', "version", NULL, "print the version and exit" }, { 0 }
};
static const struct cli_option dir_options[] = {
	{ 'd', "dir", "DIR", "the session, instead of the one here" }, { 0 }
};
static const struct cli_option list_options[] = {
	{ 'o', "output", "FORMAT", "table, tsv, csv, json or md" },
	{ 'c', "columns", "COL,...", "which columns, in which order" },
	{ 'H', "no-header", NULL, "without the header line" },
	{ 0, "spreadsheet", NULL,
	    "in csv, quote what a spreadsheet would run" },
	{ 0 }
};
static const struct cli_option write_options[] = { { 'b', "by", "WHO",
						       "who types" },
	{ 'n', "dry-run", NULL, "print the rows, write nothing" }, { 0 } };
static const struct cli_option who_options[] = {
	{ 'w', "who", "WHO", "whose it is: handles with commas, or all" }, { 0 }
};
static const struct cli_option at_options[] = {
	{ 0, "at", "T", "it happened at T: 18:32, or -3m" }, { 0 }
};

/* The common options that go with each flag, in the order of help. */
static const struct option_group {
	unsigned any, none; /* taken where a flag of `any` is, of `none` not */
	const struct cli_option *options;
} groups[] = { { CLI_LISTS, 0, list_options }, { CLI_WRITES, 0, write_options },
	{ CLI_WHO, 0, who_options }, { CLI_AT, 0, at_options },
	{ ~0U, CLI_NO_DIR, dir_options }, { ~0U, 0, always_options } };

enum { NGROUP = sizeof(groups) / sizeof(groups[0]) };

static bool
takes_group(const struct cli_verb *v, const struct option_group *g)
{
	return (g->any == ~0U || (v->flags & g->any) != 0) &&
	    (v->flags & g->none) == 0;
}

/* ---- finding options */

static bool
is_option(const struct cli_option *o, char letter, struct str name)
{
	return letter != 0 ? o->letter == letter : str_is(name, o->name);
}

static const struct cli_option *
find_in(const struct cli_option *list, char letter, struct str name)
{
	for (; list != NULL && list->name != NULL; list++)
		if (is_option(list, letter, name))
			return list;
	return NULL;
}

/* The option of a verb by its letter, or, where that is 0, by its name. */
static const struct cli_option *
find_option(const struct cli_verb *v, char letter, struct str name)
{
	const struct cli_option *o = find_in(v->options, letter, name);
	int i;

	for (i = 0; i < NGROUP && o == NULL; i++)
		if (takes_group(v, &groups[i]))
			o = find_in(groups[i].options, letter, name);
	return o;
}

/* The option of any verb, for what stands before the verb. */
static const struct cli_option *
find_any_option(const struct cli_program *p, char letter, struct str name)
{
	const struct cli_option *o = NULL;
	const struct cli_verb *v;

	for (v = p->verbs; v->name != NULL && o == NULL; v++)
		o = find_option(v, letter, name);
	return o;
}

/* ---- reading arguments */

/* An argument as options go: `-x...` or `--name[=value]`. */
static bool
looks_like_option(const char *a)
{
	return a[0] == '-' && a[1] != '\0' && !isdigit((unsigned char)a[1]) &&
	    a[1] != '.';
}

static struct str
long_name(const char *a)
{
	struct str s = str_of(a + 2);

	return str_upto(s, str_find(s, '='));
}

/* Whether the option argument `a` takes the next argument as its value. */
static bool
takes_next(const struct cli_program *p, const char *a)
{
	const struct cli_option *o;
	size_t i;

	if (a[1] == '-') {
		o = find_any_option(p, 0, long_name(a));
		return o != NULL && o->arg != NULL && strchr(a, '=') == NULL;
	}
	for (i = 1; a[i] != '\0'; i++) {
		o = find_any_option(p, a[i], (struct str){ NULL, 0 });
		if (o != NULL && o->arg != NULL)
			return a[i + 1] == '\0';
	}
	return false;
}

/* The index of the first operand, the verb; argc where there is none. */
static int
find_verb_argument(const struct cli_program *p, int argc, char **argv)
{
	int i;

	for (i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--") == 0)
			return argc;
		if (!looks_like_option(argv[i]))
			return i;
		if (takes_next(p, argv[i]))
			i++;
	}
	return argc;
}

static const struct cli_verb *
find_verb(const struct cli_program *p, struct str name)
{
	const struct cli_verb *v;

	for (v = p->verbs; v->name != NULL; v++)
		if (str_is(name, v->name))
			return v;
	return NULL;
}

static int
unknown_verb(struct cli *c, const char *name)
{
	const struct cli_verb *v = c->program->verbs;
	struct str *names;
	size_t n = 0, i;

	while (v[n].name != NULL)
		n++;
	names = xalloc(n, sizeof(*names));
	for (i = 0; i < n; i++)
		names[i] = str_of(v[i].name);
	i = near_miss(str_of(name), names, n);
	free(names);
	if (i < n)
		return cli_wrong(
		    c, "no verb \"%s\": did you mean \"%s\"?", name, v[i].name);
	return cli_wrong(
	    c, "no verb \"%s\": see %s --help", name, c->program->name);
}

static void
give(struct cli *c, const struct cli_option *o, const char *value)
{
	c->given = xgrow(c->given, c->ngiven, &c->capgiven, sizeof(*c->given));
	c->given[c->ngiven++] = (struct cli_given){ o, value };
}

static int
wrong_option(struct cli *c, const char *what, const char *shown, size_t n)
{
	return cli_wrong(c, "%s: %.*s: see %s %s --help", what, (int)n, shown,
	    c->program->name, c->verb->name);
}

struct names {
	struct str *name;
	size_t n, cap;
};

static void
add_names(struct names *l, const struct cli_option *o)
{
	for (; o != NULL && o->name != NULL; o++) {
		l->name = xgrow(l->name, l->n, &l->cap, sizeof(*l->name));
		l->name[l->n++] = str_of(o->name);
	}
}

/* An unknown long option: with the near one of those that the verb takes. */
static int
unknown_name(struct cli *c, struct str name)
{
	struct names l = { 0 };
	size_t near;
	int i;

	add_names(&l, c->verb->options);
	for (i = 0; i < NGROUP; i++)
		if (takes_group(c->verb, &groups[i]))
			add_names(&l, groups[i].options);
	near = near_miss(name, l.name, l.n);
	if (near < l.n)
		cli_wrong(c, "unknown option: --%.*s: did you mean \"--%.*s\"?",
		    STR_ARG(name), STR_ARG(l.name[near]));
	else
		cli_wrong(c, "unknown option: --%.*s: see %s %s --help",
		    STR_ARG(name), c->program->name, c->verb->name);
	free(l.name);
	return EXIT_INPUT;
}

static int
read_long(struct cli *c, char **argv, int *i)
{
	const char *a = argv[*i], *eq = strchr(a, '=');
	struct str name = long_name(a);
	const struct cli_option *o = find_option(c->verb, 0, name);

	if (o == NULL)
		return unknown_name(c, name);
	if (o->arg == NULL && eq != NULL)
		return wrong_option(
		    c, "option takes no argument", a, name.n + 2);
	if (o->arg != NULL && eq == NULL && argv[*i + 1] == NULL)
		return wrong_option(
		    c, "option needs an argument", a, name.n + 2);
	if (o->arg == NULL)
		give(c, o, NULL);
	else
		give(c, o, eq != NULL ? eq + 1 : argv[++*i]);
	return 0;
}

static int
read_letters(struct cli *c, char **argv, int *i)
{
	const char *a = argv[*i] + 1;
	const struct cli_option *o;
	char shown[2] = "-";

	for (; *a != '\0'; a++) {
		o = find_option(c->verb, *a, (struct str){ NULL, 0 });
		shown[1] = *a;
		if (o == NULL)
			return wrong_option(c, "unknown option", shown, 2);
		if (o->arg == NULL) {
			give(c, o, NULL);
			continue;
		}
		if (a[1] == '\0' && argv[*i + 1] == NULL)
			return wrong_option(
			    c, "option needs an argument", shown, 2);
		give(c, o, a[1] != '\0' ? a + 1 : argv[++*i]);
		break;
	}
	return 0;
}

/* Sorts the arguments into options and operands; `verb` is left out. */
static int
read_arguments(struct cli *c, int argc, char **argv, int verb)
{
	bool options = true;
	int i, rc = 0;

	for (i = 1; i < argc && rc == 0; i++) {
		if (i == verb)
			continue;
		if (c->noperand > 0 && (c->verb->flags & CLI_REST) != 0)
			options = false;
		if (options && strcmp(argv[i], "--") == 0)
			options = false;
		else if (!options || !looks_like_option(argv[i]))
			c->operand[c->noperand++] = argv[i];
		else if (argv[i][1] == '-')
			rc = read_long(c, argv, &i);
		else
			rc = read_letters(c, argv, &i);
	}
	c->operand[c->noperand] = NULL;
	return rc;
}

const char *
cli_value(const struct cli *c, const char *name)
{
	size_t i;

	for (i = c->ngiven; i > 0; i--)
		if (strcmp(c->given[i - 1].option->name, name) == 0)
			return c->given[i - 1].value;
	return NULL;
}

const char *
cli_value_at(const struct cli *c, const char *name, size_t i)
{
	size_t g;

	for (g = 0; g < c->ngiven; g++)
		if (strcmp(c->given[g].option->name, name) == 0 && i-- == 0)
			return c->given[g].value;
	return NULL;
}

struct str *
cli_values(const struct cli *c, const char *name, size_t *n)
{
	struct str *value = NULL;
	size_t cap = 0;
	const char *v;

	for (*n = 0; (v = cli_value_at(c, name, *n)) != NULL; (*n)++) {
		value = xgrow(value, *n, &cap, sizeof(*value));
		value[*n] = str_of(v);
	}
	return value;
}

bool
cli_given(const struct cli *c, const char *name)
{
	size_t i;

	for (i = 0; i < c->ngiven; i++)
		if (strcmp(c->given[i].option->name, name) == 0)
			return true;
	return false;
}

struct str
cli_operand(const struct cli *c, int i)
{
	return i < c->noperand ? str_of(c->operand[i])
			       : (struct str){ NULL, 0 };
}

/* ---- messages */

static void
print_message(const struct cli *c, struct str msg)
{
	struct buf b = BUF_INIT;

	utf8_add_visible(&b, msg);
	fprintf(stderr, "%s: %s\n", c->program->name, buf_z(&b));
	buf_release(&b);
}

/* What fails behind a change, such as to print it, does not undo it. */
int
cli_fail(struct cli *c)
{
	if (c->store.written && c->err.status == EXIT_SYSTEM)
		buf_addz(&c->err.msg, "; the change itself is written");
	if (!cli_given(c, "quiet") || c->err.status != EXIT_NO)
		print_message(c, buf_str(&c->err.msg));
	return c->err.status;
}

int
cli_wrong(struct cli *c, const char *fmt, ...)
{
	va_list ap;

	c->err.status = EXIT_INPUT;
	buf_cut(&c->err.msg, 0);
	va_start(ap, fmt);
	buf_addv(&c->err.msg, fmt, ap);
	va_end(ap);
	return cli_fail(c);
}

void
cli_say(const struct cli *c, const char *fmt, ...)
{
	struct buf b = BUF_INIT;
	va_list ap;

	if (cli_given(c, "quiet"))
		return;
	va_start(ap, fmt);
	buf_addv(&b, fmt, ap);
	va_end(ap);
	print_message(c, buf_str(&b));
	buf_release(&b);
}

/* ---- help */

enum { HELP_WIDTH = 80, HELP_INDENT = 27 };

/* The bytes up to the next blank that is in no brackets. */
static size_t
word_length(const char *s)
{
	size_t n = 0;
	int open = 0;

	for (; s[n] != '\0' && (s[n] != ' ' || open > 0); n++)
		open += (s[n] == '[') - (s[n] == ']');
	return n;
}

/* Prints words from column `at` on; further lines begin at `indent`. */
static void
print_folded(const char *s, size_t at, size_t indent)
{
	size_t n, col = at;

	for (; *s != '\0'; s += n + (s[n] == ' ')) {
		n = word_length(s);
		if (col > at && col + 1 + n >= HELP_WIDTH) {
			printf("\n%*s", (int)indent, "");
			col = at = indent;
		}
		col += (size_t)printf("%s%.*s", col > at ? " " : "", (int)n, s);
	}
	printf("\n");
}

/* A list's options, but for those that the verb has its own of. */
static void
print_options(const struct cli_option *o, const struct cli_option *own)
{
	struct buf b = BUF_INIT;

	for (; o != NULL && o->name != NULL; o++) {
		if (find_in(own, o->letter, str_of(o->name)) != NULL)
			continue;
		buf_cut(&b, 0);
		if (o->letter != 0)
			buf_addf(&b, "-%c, ", o->letter);
		buf_addf(&b, "--%s", o->name);
		if (o->arg != NULL)
			buf_addf(&b, " %s", o->arg);
		printf("  %-24s ", buf_z(&b));
		print_folded(o->help,
		    b.n > HELP_INDENT - 3 ? b.n + 3 : HELP_INDENT, HELP_INDENT);
	}
	buf_release(&b);
}

static void
add_usage_option(struct buf *b, const struct cli_option *o)
{
	if (o->letter != 0)
		buf_addf(b, " [-%c", o->letter);
	else
		buf_addf(b, " [--%s", o->name);
	if (o->arg != NULL)
		buf_addf(b, " %s", o->arg);
	buf_addc(b, ']');
}

void
cli_add_usage(
    const struct cli_program *p, const struct cli_verb *v, struct buf *b)
{
	const struct cli_option *o;

	buf_addf(b, "%s %s", p->name, v->name);
	for (o = v->options; o != NULL && o->name != NULL; o++)
		add_usage_option(b, o);
	if (v->operands[0] != '\0')
		buf_addf(b, " %s", v->operands);
}

static void
help_verb(const struct cli_program *p, const struct cli_verb *v)
{
	struct buf b = BUF_INIT;
	size_t begin;
	int i;

	cli_add_usage(p, v, &b);
	begin = strlen("usage: ") + strlen(p->name) + 1 + strlen(v->name);
	printf("usage: ");
	print_folded(buf_z(&b), strlen("usage: "), begin + 1);
	printf("\n%s: %s.\n\n", v->name, v->help);
	print_options(v->options, NULL);
	for (i = 0; i < NGROUP; i++)
		if (takes_group(v, &groups[i]))
			print_options(groups[i].options, v->options);
	buf_release(&b);
}

static void
help_program(const struct cli_program *p)
{
	const struct cli_verb *v;

	printf("usage: %s [VERB] [OPTIONS] [ARGUMENTS]\n\n%s: %s.\n\n", p->name,
	    p->name, p->purpose);
	for (v = p->verbs; v->name != NULL; v++)
		printf("  %-10s %s%s\n", v->name, v->help,
		    strcmp(v->name, p->verb) == 0 ? " (the default)" : "");
	printf(
	    "\n%s VERB --help tells more; so does man %s.\n", p->name, p->name);
}

/* ---- time, person */

bool
cli_now_given(const struct cli *c)
{
	const char *env = getenv("MOOT_NOW");

	return cli_given(c, "now") || (env != NULL && env[0] != '\0');
}

/* What --now or $MOOT_NOW says; a DATE is one of the zone set last. */
static bool
read_now(const struct cli *c, instant *t)
{
	const char *text = cli_value(c, "now");
	struct str s = str_of(text != NULL ? text : getenv("MOOT_NOW"));

	*t = instant_now();
	return s.n == 0 || instant_parse_rfc3339(s, t) ||
	    date_parse(s, *t, t, NULL);
}

instant
cli_now(const struct cli *c)
{
	instant t;

	read_now(c, &t);
	return t;
}

static int
check_now(struct cli *c)
{
	const char *text = cli_value(c, "now");
	instant t;

	if (read_now(c, &t))
		return 0;
	return cli_wrong(c, "not a time: \"%s\": give a DATE or RFC 3339",
	    text != NULL ? text : getenv("MOOT_NOW"));
}

struct str
cli_by(struct cli *c)
{
	const char *by = cli_value(c, "by");

	if (by == NULL || by[0] == '\0')
		by = getenv("MOOT_USER");
	if (by != NULL && by[0] != '\0')
		return str_of(by);
	if (c->login == NULL)
		c->login = login_name();
	return str_of(c->login);
}

/* ---- reading and writing a session */

static void
report_table(struct cli *c, const struct session *s, const struct table *t)
{
	char *path = session_path(s, t->schema->file);
	size_t i;

	for (i = 0; i < t->text.ndamage; i++)
		cli_say(c, "%s:%zu: %s", path, t->text.damage[i].line,
		    t->text.damage[i].what);
	if (t->text.nmore > 0)
		cli_say(c, "%s:%zu: %zu more bad lines from here on", path,
		    t->text.more_from, t->text.nmore);
	c->damaged = c->damaged || t->text.ndamage > 0;
	free(path);
}

void
cli_report_session(struct cli *c, const struct session *s)
{
	int i;

	for (i = 0; i < TABLE_COUNT; i++)
		if (s->table[i] != NULL)
			report_table(c, s, s->table[i]);
}

void
cli_report_damage(struct cli *c)
{
	cli_report_session(c, &c->session);
}

int
cli_find(struct cli *c)
{
	if (c->session.fd != -1)
		return 0;
	return session_find(&c->session, cli_value(c, "dir"), &c->err);
}

int
cli_read(struct cli *c, const table_want want[TABLE_COUNT])
{
	if (cli_find(c) == -1 || session_load(&c->session, want, &c->err) == -1)
		return -1;
	cli_report_damage(c);
	return 0;
}

static int
set_at(struct cli *c)
{
	const char *at = cli_value(c, "at");

	c->store.now = cli_now(c);
	c->store.at = at != NULL;
	if (at == NULL || at_parse(str_of(at), c->store.now, &c->store.now))
		return 0;
	return error_set(
	    &c->err, EXIT_INPUT, "not a time that has passed: --at \"%s\"", at);
}

int
cli_begin(struct cli *c, const table_want want[TABLE_COUNT])
{
	c->writing = true;
	c->store.by = cli_by(c);
	if (cli_find(c) == -1 ||
	    store_begin(&c->store, &c->session, want, &c->err) == -1)
		return -1;
	cli_report_damage(c);
	return set_at(c);
}

bool
cli_dry(const struct cli *c)
{
	return cli_given(c, "dry-run");
}

int
cli_commit(struct cli *c)
{
	struct buf b = BUF_INIT;

	if (cli_dry(c)) {
		store_add_rows(&c->store, &b);
		out_print(buf_str(&b));
		buf_release(&b);
		return EXIT_YES;
	}
	if (store_commit(&c->store, &c->err) == -1)
		return cli_fail(c);
	return EXIT_YES;
}

/* ---- output and input */

size_t
cli_width(void)
{
	const char *env = getenv("COLUMNS");
	struct winsize ws;
	long n = env != NULL ? strtol(env, NULL, 10) : 0;

	if (n > 0 && n < 10000)
		return (size_t)n;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &ws) == 0 && ws.ws_col > 0)
		return ws.ws_col;
	return 80;
}

int
cli_format(struct cli *c, enum out_format *f)
{
	const char *format = cli_value(c, "output");

	*f = isatty(STDOUT_FILENO) ? OUT_TABLE : OUT_TSV;
	if (format == NULL || out_format_parse(str_of(format), f))
		return 0;
	return error_set(&c->err, EXIT_INPUT, "no format \"%s\": give %s",
	    format, find_option(c->verb, 'o', STR("output"))->help);
}

int
cli_document(struct cli *c)
{
	static const char *const options[] = { "columns", "no-header",
		"spreadsheet" };
	size_t i;

	for (i = 0; i < sizeof(options) / sizeof(options[0]); i++)
		if (cli_given(c, options[i]))
			return error_set(&c->err, EXIT_INPUT,
			    "-o %s makes no table: no --%s",
			    cli_value(c, "output"), options[i]);
	return 0;
}

int
cli_list(struct cli *c, struct out *o, const struct out_column col[], size_t n)
{
	bool terminal = isatty(STDOUT_FILENO);
	struct out_options opt = { .no_header = cli_given(c, "no-header"),
		.spreadsheet = cli_given(c, "spreadsheet"),
		.colour = terminal && term_has_colour(),
		.width = terminal ? cli_width() : 0,
		.select = str_of(cli_value(c, "columns")),
		.to = stdout };

	if (cli_format(c, &opt.format) == -1)
		return -1;
	return out_begin(o, &opt, col, n, &c->err);
}

/* What was read of it ahead, or NULL. */
static const struct buf *
find_input(const struct cli *c, const char *path)
{
	size_t i;

	for (i = 0; i < c->ninput; i++)
		if (strcmp(c->input[i].path, path) == 0)
			return &c->input[i].text;
	return NULL;
}

int
cli_ahead(struct cli *c, const char *path)
{
	struct cli_input input = { .path = path };
	const char *shown;

	if (cli_find(c) == -1)
		return -1;
	if (find_input(c, path) != NULL)
		return 0;
	if (file_read_named(path, &input.text, &shown, &c->err) == -1) {
		buf_release(&input.text);
		return -1;
	}
	c->input = xgrow(c->input, c->ninput, &c->capinput, sizeof(*c->input));
	c->input[c->ninput++] = input;
	return 0;
}

int
cli_input(struct cli *c)
{
	return cli_ahead(c, "-");
}

int
cli_file(struct cli *c, const char *path, struct buf *b)
{
	const struct buf *input = find_input(c, path);
	const char *shown;

	assert(input != NULL || !c->writing);
	if (input == NULL)
		return file_read_named(path, b, &shown, &c->err);
	buf_add(b, buf_str(input));
	return 0;
}

int
cli_stdin(struct cli *c, struct buf *b)
{
	return cli_file(c, "-", b);
}

static void
release_inputs(struct cli *c)
{
	size_t i;

	for (i = 0; i < c->ninput; i++)
		buf_release(&c->input[i].text);
	free(c->input);
}

/* ---- main */

/* A write to a full disk shows only when stdout is flushed; a listing has
 * told of it already. */
static int
close_stdout(struct cli *c, int status)
{
	bool written = fflush(stdout) == 0 && !ferror(stdout);

	if (written || status == EXIT_SYSTEM)
		return status;
	error_errno(&c->err, "stdout");
	return cli_fail(c);
}

static int
run(struct cli *c)
{
	const struct cli_verb *v = c->verb;
	int status;

	if (c->noperand < v->min)
		return cli_wrong(c, "%s needs %s: see %s %s --help", v->name,
		    v->operands, c->program->name, v->name);
	if (v->max >= 0 && c->noperand > v->max)
		return cli_wrong(c, "%s: more arguments than it takes: %s",
		    v->name, c->operand[v->max]);
	if (check_now(c) != 0)
		return EXIT_INPUT;
	status = v->run(c);
	if (c->damaged && !c->writing && status <= EXIT_NO)
		status = EXIT_DAMAGED;
	return status;
}

/* Whether to help or say the version instead of working. */
static bool
informs(struct cli *c, bool verb_named)
{
	if (cli_given(c, "version")) {
		printf("%s (moot) %s\n", c->program->name, MOOT_VERSION);
		return true;
	}
	if (!cli_given(c, "help"))
		return false;
	if (verb_named)
		help_verb(c->program, c->verb);
	else
		help_program(c->program);
	return true;
}

static int
dispatch(struct cli *c, int argc, char **argv)
{
	int at = find_verb_argument(c->program, argc, argv);
	const struct cli_verb *v =
	    at < argc ? find_verb(c->program, str_of(argv[at])) : NULL;
	bool named = v != NULL;

	c->verb = named ? v : find_verb(c->program, str_of(c->program->verb));
	if (!named && at < argc &&
	    (c->program->takes == NULL || !c->program->takes(str_of(argv[at]))))
		return unknown_verb(c, argv[at]);
	if (read_arguments(c, argc, argv, named ? at : 0) != 0)
		return EXIT_INPUT;
	return informs(c, named) ? EXIT_YES : run(c);
}

int
cli_main(const struct cli_program *p, int argc, char **argv)
{
	struct cli c = { .program = p };
	int status;

	xalloc_program = p->name;
	/* A file that may not grow is an error of the write, which is checked
	 * and taken back; the signal would end the program half-way. */
	signal(SIGXFSZ, SIG_IGN);
	session_init(&c.session);
	c.operand = xalloc((size_t)argc + 1, sizeof(*c.operand));
	status = dispatch(&c, argc, argv);
	status = close_stdout(&c, status);
	release_inputs(&c);
	store_release(&c.store);
	free(c.login);
	session_release(&c.session);
	error_release(&c.err);
	free(c.operand);
	free(c.given);
	return status;
}
