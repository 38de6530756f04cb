#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "child.h"
#include "duration.h"
#include "moot.h"
#include "programs.h"
#include "screen.h"
#include "watch.h"
#include "xalloc.h"

struct view {
	struct cli *c;
	char **argv; /* of the program */
	struct buf about;
	struct watch watch;
	struct term term;
	struct child child;
	struct buf text; /* what is shown */
	long every;	 /* milliseconds, or -1 */
	int64_t ran;	 /* when, last */
	bool stale;	 /* to be run again */
	bool done;	 /* the program failed */
	bool left;	 /* by key */
	int status;	 /* of the program */
};

/* ---- the program's session */

/* What `-d DIR` among the program's own arguments says, or NULL. */
static const char *
dir_among(char *const argv[])
{
	size_t i;

	for (i = 1; argv[i] != NULL && strcmp(argv[i], "--") != 0; i++) {
		if (strcmp(argv[i], "-d") == 0 || strcmp(argv[i], "--dir") == 0)
			return argv[i + 1];
		if (strncmp(argv[i], "--dir=", 6) == 0)
			return argv[i] + 6;
		if (strncmp(argv[i], "-d", 2) == 0)
			return argv[i] + 2;
	}
	return NULL;
}

/* Both look at the same session: the one that the program would find. */
static int
find_session(struct view *v)
{
	const char *dir = cli_value(v->c, "dir"), *own = dir_among(v->argv);

	if (dir != NULL)
		setenv("SESSION_DIR", dir, 1);
	return session_find(
	    &v->c->session, own != NULL ? own : dir, &v->c->err);
}

static int
read_every(struct view *v)
{
	const char *text = cli_value(v->c, "every");
	long seconds;

	v->every = -1;
	if (text == NULL)
		return 0;
	if (!duration_parse(str_of(text), &seconds) || seconds == 0)
		return error_set(&v->c->err, EXIT_INPUT,
		    "not a DURATION: \"%s\": give 30s or 1m", text);
	v->every = seconds * 1000;
	return 0;
}

/* ---- on a terminal */

static void
show(void *arg)
{
	(void)arg;
	screen_enter();
}

static void
hide(void *arg)
{
	(void)arg;
	screen_leave();
}

/* Whether the program's message is all that it had to say. */
static bool
is_failure(int status)
{
	return status == EXIT_INPUT || status >= EXIT_SYSTEM;
}

static void
draw(struct view *v)
{
	if (v->term.held)
		screen_draw(buf_str(&v->text), buf_str(&v->about));
}

static void
take_output(struct view *v)
{
	if (v->child.pid == 0 || !child_take(&v->child))
		return;
	buf_cut(&v->text, 0);
	buf_add(&v->text, buf_str(&v->child.text));
	v->status = v->child.status;
	if (is_failure(v->status))
		v->done = true;
	else
		draw(v);
}

/* Whether it is time to run the program again. */
static bool
is_due(struct view *v)
{
	if (watch_changed(&v->watch))
		v->stale = true;
	if (v->every != -1 && instant_ticks() - v->ran >= v->every)
		v->stale = true;
	return v->stale && v->child.pid == 0;
}

static int
run_if_due(struct view *v)
{
	if (!is_due(v))
		return 0;
	v->stale = false;
	v->ran = instant_ticks();
	return child_start(&v->child, v->argv, &v->term, &v->c->err);
}

static long
how_long(const struct view *v)
{
	long ms = watch_patience(&v->watch);

	return v->every != -1 && v->every < ms ? v->every : ms;
}

static void
wait_for_more(struct view *v)
{
	int key, fd = v->child.pid != 0 ? v->child.out : watch_fd(&v->watch);

	switch (term_wait(&v->term, fd, how_long(v), &key)) {
	case TERM_KEY:
		v->left = key == 'q';
		break;
	case TERM_AGAIN:
		draw(v);
		v->stale = true;
		break;
	case TERM_GONE:
		v->left = true;
		break;
	case TERM_TIME:
		break;
	}
}

static int
run_on_terminal(struct view *v)
{
	const struct term_face face = { show, hide, NULL };
	int rc = 0;

	term_open(&v->term, &face);
	while (rc == 0 && !v->done && !v->left) {
		rc = run_if_due(v);
		if (rc == 0)
			wait_for_more(v);
		take_output(v);
	}
	term_close(&v->term);
	child_release(&v->child);
	if (v->done)
		fwrite(v->text.p, 1, v->text.n, stderr);
	return rc;
}

/* ---- off a terminal */

/* Prints again at each change. */
static int
run_off_terminal(struct view *v)
{
	int key;

	term_open(&v->term, NULL);
	for (;;) {
		if (is_due(v)) {
			v->stale = false;
			v->ran = instant_ticks();
			v->status = child_run(v->argv, &v->c->err);
		}
		if (v->status == -1 || is_failure(v->status))
			return v->status == -1 ? -1 : 0;
		term_wait(&v->term, watch_fd(&v->watch), how_long(v), &key);
	}
}

/* ---- the verb */

static void
name_it(struct view *v)
{
	int i;

	for (i = 0; i < v->c->noperand; i++)
		buf_addf(&v->about, "%s ", v->c->operand[i]);
	buf_addz(&v->about, "  q leaves");
}

static int
begin(struct view *v)
{
	char *file;

	if (program_find(v->c->operand[0], &file, &v->c->err) == -1)
		return -1;
	name_it(v);
	v->argv = v->c->operand;
	v->argv[0] = file;
	if (read_every(v) == -1 || find_session(v) == -1)
		return -1;
	setenv("MOOT_READONLY", "1", 1);
	moot_pass_now(v->c);
	watch_open(&v->watch, &v->c->session);
	return 0;
}

static void
release(struct view *v)
{
	watch_close(&v->watch);
	buf_release(&v->about);
	buf_release(&v->text);
	if (v->argv != NULL)
		free(v->argv[0]);
}

int
verb_watch(struct cli *c)
{
	struct view v = { .c = c,
		.stale = true,
		.child = CHILD_INIT,
		.watch = { .notify = -1 } };
	bool terminal = isatty(STDOUT_FILENO) && !term_is_dumb();
	int rc = begin(&v), status;

	if (rc == 0)
		rc = terminal ? run_on_terminal(&v) : run_off_terminal(&v);
	status = v.left ? EXIT_YES : v.status;
	release(&v);
	if (rc == -1)
		return cli_fail(c);
	return status > EXIT_SYSTEM ? EXIT_SYSTEM : status;
}
