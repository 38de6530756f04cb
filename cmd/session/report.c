#include <stdio.h>
#include <unistd.h>

#include "ballotpaper.h"
#include "formats.h"
#include "minutes.h"
#include "near.h"
#include "programme.h"
#include "report.h"

#define LEN(a) (sizeof(a) / sizeof((a)[0]))

/* ---- which paper */

static const struct kind {
	const char *name;
	void (*make)(struct material *m, const struct redact *hide);
} kinds[] = { { "minutes", minutes_make },
	{ "handout", programme_make_handout },
	{ "runsheet", programme_make_runsheet },
	{ "ballot", ballotpaper_make } };

enum { MINUTES, HANDOUT };

/* The minutes once it has begun, or should have; before, the handout. */
static size_t
kind_by_time(const struct material *m)
{
	bool due = m->plan.has_start && m->now >= m->plan.start;

	return due || m->plan.clocks.began != INSTANT_NONE ? MINUTES : HANDOUT;
}

/* ---- which format */

/* Wider lines are hard to read. */
enum { WIDEST = 80 };

static void
print_text(const struct paper *p, struct buf *b)
{
	size_t width = cli_width();

	text_print(p, width < WIDEST ? width : WIDEST, b);
}

static const struct format {
	const char *name;
	void (*print)(const struct paper *p, struct buf *b);
} formats[] = { { "md", markdown_print }, { "txt", print_text },
	{ "html", html_print }, { "json", json_print } };

/* ---- options */

/* The place of an option's word in an array whose members begin with their
 * names; -1: it has none. */
static int
choose(struct cli *c, const char *option, const char *what, const void *array,
    size_t n, size_t size, size_t *at)
{
	struct str typed = str_of(cli_value(c, option)), name[8];
	size_t i;

	for (i = 0; i < n; i++) {
		name[i] = str_of(
		    *(const char *const *)((const char *)array + i * size));
		if (str_eq(name[i], typed)) {
			*at = i;
			return 0;
		}
	}
	i = near_miss(typed, name, n);
	error_set(&c->err, EXIT_INPUT, "no %s \"%.*s\"", what,
	    STR_ARG(str_upto(typed, 80)));
	if (i < n)
		buf_addf(
		    &c->err.msg, ": did you mean \"%.*s\"?", STR_ARG(name[i]));
	for (i = i < n ? n : 0; i < n; i++)
		buf_addf(&c->err.msg, "%s %.*s", i > 0 ? "," : ": give",
		    STR_ARG(name[i]));
	return -1;
}

static int
choose_format(struct cli *c, size_t *format)
{
	*format = isatty(STDOUT_FILENO) ? 1 : 0;
	return cli_given(c, "output")
	    ? choose(c, "output", "format", formats, LEN(formats),
		  sizeof(formats[0]), format)
	    : 0;
}

/* ---- the verb */

static int
print(const struct paper *p, const struct format *format, struct error *e)
{
	struct buf b = BUF_INIT;
	bool written;

	format->print(p, &b);
	written = out_write(stdout, buf_str(&b)) && fflush(stdout) != EOF;
	if (!written)
		error_errno(e, "stdout");
	buf_release(&b);
	return written ? 0 : -1;
}

int
report_run(struct cli *c)
{
	bool public = cli_given(c, "public"), said = cli_given(c, "as");
	size_t kind = MINUTES, format;
	struct material m = { 0 };
	int rc = said ? choose(c, "as", "report", kinds, LEN(kinds),
			    sizeof(kinds[0]), &kind)
		      : 0;

	if (rc == 0)
		rc = choose_format(c, &format);
	if (rc == 0)
		rc = material_read(&m, c, public, kind == MINUTES);
	if (rc == 0) {
		kind = said ? kind : kind_by_time(&m);
		kinds[kind].make(&m, public ? &m.hide : NULL);
		rc = print(&m.paper, &formats[format], &c->err);
	}
	material_release(&m);
	return rc == -1 ? cli_fail(c) : EXIT_YES;
}
