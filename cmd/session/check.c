#include <stdarg.h>
#include <stdlib.h>

#include "check.h"
#include "fix.h"
#include "xalloc.h"

static const char *const severities[] = { "error", "warning", "note" };

void
check_add(struct check *k, enum table_id table, size_t line,
    enum severity severity, const char *fmt, ...)
{
	struct buf b = BUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	buf_addv(&b, fmt, ap);
	va_end(ap);
	k->found = xgrow(k->found, k->n, &k->cap, sizeof(*k->found));
	k->found[k->n++] = (struct finding){ table, line, severity,
		arena_copy(&k->mem, buf_str(&b)).p };
	buf_release(&b);
}

/* For qsort: by table, then line. */
static int
by_place(const void *a, const void *b)
{
	const struct finding *x = a, *y = b;

	if (x->table != y->table)
		return x->table > y->table ? 1 : -1;
	if (x->line != y->line)
		return x->line > y->line ? 1 : -1;
	if (x->severity != y->severity)
		return x->severity > y->severity ? 1 : -1;
	return strcmp(x->what, y->what);
}

/* Prints the findings; whether one is an error. */
static bool
print_found(struct check *k, struct out *o)
{
	bool errors = false;
	char *path;
	size_t i;

	if (k->n > 0)
		qsort(k->found, k->n, sizeof(*k->found), by_place);
	for (i = 0; i < k->n; i++) {
		path = session_path(k->s, schema_of(k->found[i].table)->file);
		out_text(o, str_of(path));
		out_number(o, (long long)k->found[i].line);
		out_text(o, str_of(severities[k->found[i].severity]));
		out_text(o, str_of(k->found[i].what));
		errors = errors || k->found[i].severity == CHECK_ERROR;
		free(path);
	}
	return errors;
}

static int
load_all(struct session *s, struct error *e)
{
	table_want want[TABLE_COUNT];
	int i;

	for (i = 0; i < TABLE_COUNT; i++)
		want[i] = TABLE_WANT_ALL;
	return s->lock != -1 ? session_load_locked(s, want, e)
			     : session_load(s, want, e);
}

static int
mend(struct cli *c)
{
	int rc;

	if (store_may_write(&c->err) == -1 ||
	    session_lock(&c->session, &c->err) == -1 ||
	    load_all(&c->session, &c->err) == -1)
		return -1;
	rc = fix_session(c);
	session_unlock(&c->session);
	return rc;
}

/* 1: there are errors; 0: none; -1: c->err says why not checked. */
static int
check_session(struct cli *c, const char *dir, struct out *o)
{
	struct check k = { .s = &c->session, .now = cli_now(c) };
	int i, errors = -1;

	session_release(&c->session);
	if (session_find(&c->session, dir, &c->err) == -1 ||
	    (cli_given(c, "fix") && mend(c) == -1) ||
	    load_all(&c->session, &c->err) == -1)
		return -1;
	for (i = 0; i < TABLE_COUNT; i++)
		check_form(&k, (enum table_id)i);
	check_namesakes(&k);
	check_rounds(&k);
	if (check_links(&k, &c->err) == 0)
		errors = print_found(&k, o);
	free(k.found);
	arena_release(&k.mem);
	return errors;
}

int
check_run(struct cli *c)
{
	static const struct out_column columns[] = {
		{ "file", OUT_TEXT, false }, { "line", OUT_NUMBER, false },
		{ "severity", OUT_TEXT, false }, { "problem", OUT_TEXT, false }
	};
	int i, rc, errors = 0;
	struct out o;

	if (cli_list(c, &o, columns, 4) == -1)
		return cli_fail(c);
	for (i = 0; i < c->noperand || i == 0; i++) {
		rc = check_session(c,
		    c->noperand > 0 ? c->operand[i] : cli_value(c, "dir"), &o);
		if (rc == -1) {
			out_release(&o);
			return cli_fail(c);
		}
		errors |= rc;
	}
	if (out_end(&o, &c->err) == -1)
		return cli_fail(c);
	return errors ? EXIT_NO : EXIT_YES;
}
