#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "duration.h"
#include "format.h"
#include "live.h"
#include "steps.h"
#include "timer.h"

#define FORMAT_DEFAULT "%t %l"

static const table_want wants[TABLE_COUNT] = {
	[TABLE_AGENDA] = PLAN_WANT_AGENDA, [TABLE_TIMES] = PLAN_WANT_TIMES
};

/* ---- what verbs begin with */

static int
read_plan(struct cli *c, struct plan *p)
{
	if (cli_read(c, wants) == -1)
		return -1;
	plan_read(p, &c->session, cli_now(c));
	return 0;
}

static int
begin_plan(struct cli *c, struct plan *p)
{
	if (cli_begin(c, wants) == -1)
		return -1;
	plan_read(p, &c->session, c->store.now);
	return 0;
}

/* The clock that operand `i` names, else that which is acted on. */
static int
find_clock(struct cli *c, const struct plan *p, struct str typed, size_t *clock)
{
	if (typed.n > 0) {
		*clock = reading_find(p, typed, &c->err);
		return *clock == CLOCK_NONE ? -1 : 0;
	}
	*clock = reading_acted(p);
	if (*clock == CLOCK_NONE)
		return error_set(&c->err, EXIT_NO, "nothing runs");
	return 0;
}

int
read_length(struct cli *c, struct str s, long *seconds)
{
	if (duration_parse(s, seconds) && *seconds > 0)
		return 0;
	return error_set(&c->err, EXIT_INPUT,
	    "not a DURATION: \"%.*s\": give 10m, 90s, 1h30m or 3:00",
	    STR_ARG(s));
}

/* The operands from `i` on, as one text. */
static void
add_words(const struct cli *c, int i, struct buf *b)
{
	for (; i < c->noperand; i++) {
		if (b->n > 0)
			buf_addc(b, ' ');
		buf_add(b, cli_operand(c, i));
	}
}

/* ---- start */

/* Records a countdown of the operands; its id in `id`. */
static int
start_countdown(struct cli *c, char id[ID_NEW_LENGTH + 1])
{
	struct buf label = BUF_INIT;
	long seconds;
	int rc = read_length(c, cli_operand(c, 0), &seconds);

	add_words(c, 1, &label);
	if (rc == 0)
		rc = cli_begin(c, wants);
	if (rc == 0)
		rc = step_start(
		    &c->store, seconds, buf_str(&label), id, &c->err);
	buf_release(&label);
	return rc == 0 ? cli_commit(c) : cli_fail(c);
}

/* Starts the agenda, or takes it up again. */
static int
start_agenda(struct cli *c)
{
	struct plan p = { 0 };
	struct buf id = BUF_INIT;
	size_t leaf;
	int rc = begin_plan(c, &p), status;

	if (rc == 0 && p.current != PLAN_NONE)
		rc = error_set(&c->err, EXIT_NO, "it is under way: %.*s",
		    STR_ARG(p.item[p.current].title));
	if (rc == 0)
		rc = run_next(&c->store, &p, false, &leaf, &c->err);
	if (rc == 0)
		buf_add(&id, p.item[leaf].id);
	plan_release(&p);
	status = rc == 0 ? cli_commit(c) : cli_fail(c);
	if (status == EXIT_YES && !cli_dry(c))
		out_print_line(buf_str(&id));
	buf_release(&id);
	return status;
}

int
verb_start(struct cli *c)
{
	char id[ID_NEW_LENGTH + 1];
	int status;

	if (c->noperand == 0)
		return start_agenda(c);
	status = start_countdown(c, id);
	if (status == EXIT_YES && !cli_dry(c))
		printf("%s\n", id);
	return status;
}

/* ---- pause, resume, stop, extend */

/* Says which clock it was, since nobody may have named one. */
static void
say_clock(struct cli *c, const struct plan *p, size_t clock, const char *what)
{
	cli_say(c, "%s: %.*s", what, STR_ARG(step_title(p, clock)));
}

static int
turn(struct cli *c, const char *event, const char *done)
{
	struct plan p = { 0 };
	size_t clock = CLOCK_NONE;
	int rc = begin_plan(c, &p), status;

	if (rc == 0)
		rc = find_clock(c, &p, cli_operand(c, 0), &clock);
	if (rc == 0)
		rc = step_turn(&c->store, &p, clock, event, &c->err);
	status = rc == 0 ? cli_commit(c) : cli_fail(c);
	if (status == EXIT_YES && !cli_dry(c))
		say_clock(c, &p, clock, done);
	plan_release(&p);
	return status;
}

int
verb_pause(struct cli *c)
{
	return turn(c, "pause", "paused");
}

int
verb_resume(struct cli *c)
{
	return turn(c, "resume", "goes on");
}

int
verb_stop(struct cli *c)
{
	return turn(c, "stop", "stopped");
}

static int
read_change(struct cli *c, struct str s, long *seconds)
{
	long plain;

	if (duration_parse_signed(s, seconds))
		return 0;
	if (duration_parse(s, &plain))
		return error_set(&c->err, EXIT_INPUT,
		    "neither +DURATION nor -DURATION: \"%.*s\": did you mean "
		    "\"+%.*s\"?",
		    STR_ARG(s), STR_ARG(s));
	return error_set(&c->err, EXIT_INPUT,
	    "neither +DURATION nor -DURATION: \"%.*s\"", STR_ARG(s));
}

int
verb_extend(struct cli *c)
{
	struct plan p = { 0 };
	struct str id = { NULL, 0 };
	size_t clock = CLOCK_NONE;
	long seconds;
	int rc = read_change(c, cli_operand(c, c->noperand - 1), &seconds),
	    status;

	if (c->noperand == 2)
		id = cli_operand(c, 0);
	if (rc == 0)
		rc = begin_plan(c, &p);
	if (rc == 0)
		rc = find_clock(c, &p, id, &clock);
	if (rc == 0)
		rc = step_extend(&c->store, &p, clock, seconds, &c->err);
	status = rc == 0 ? cli_commit(c) : cli_fail(c);
	if (status == EXIT_YES && !cli_dry(c))
		say_clock(c, &p, clock, "extended");
	plan_release(&p);
	return status;
}

/* ---- status */

static int
read_warnings(struct cli *c, struct warn_list *w)
{
	const char *text = cli_value(c, "warn");

	return warn_parse(
	    w, str_of(text != NULL ? text : WARN_DEFAULT), &c->err);
}

static void
print_status(struct cli *c, const struct plan *p, size_t clock,
    struct str format, const struct warn_list *w)
{
	struct reading r = { .length = 0 };
	struct buf b = BUF_INIT;

	reading_take(&r, p, clock);
	format_add(&b, format, &r, w, cli_now(c));
	printf("%s\n", buf_z(&b));
	buf_release(&b);
	reading_release(&r);
}

int
verb_status(struct cli *c)
{
	const char *given = cli_value(c, "format");
	struct str format = str_of(given != NULL ? given : FORMAT_DEFAULT);
	struct warn_list w = { NULL, 0, 0 };
	struct plan p = { 0 };
	size_t clock = CLOCK_NONE;
	int rc = format_check(format, &c->err);

	if (rc == 0)
		rc = read_warnings(c, &w);
	if (rc == 0)
		rc = read_plan(c, &p);
	if (rc == 0 && c->noperand > 0)
		rc = find_clock(c, &p, cli_operand(c, 0), &clock);
	else if (rc == 0)
		clock = reading_acted(&p);
	if (rc == 0 && clock != CLOCK_NONE)
		print_status(c, &p, clock, format, &w);
	plan_release(&p);
	warn_release(&w);
	if (rc == -1)
		return cli_fail(c);
	return clock != CLOCK_NONE ? EXIT_YES : EXIT_NO;
}

/* ---- list */

static const struct out_column columns[] = { { .name = "id" },
	{ .name = "label" }, { .name = "length", .type = OUT_NUMBER },
	{ .name = "elapsed", .type = OUT_NUMBER },
	{ .name = "left", .type = OUT_NUMBER }, { .name = "state" },
	{ .name = "started" } };

static const char *const states[] = { [CLOCK_IDLE] = "idle",
	[CLOCK_RUNNING] = "running",
	[CLOCK_PAUSED] = "paused",
	[CLOCK_STOPPED] = "stopped" };

/* People read a clock time, programs an instant. */
static void
print_started(struct out *o, instant t)
{
	struct buf b = BUF_INIT;

	if (o->opt.format == OUT_TABLE || o->opt.format == OUT_MD)
		instant_add_local(&b, t);
	else
		instant_add_stored(&b, t);
	out_text(o, buf_str(&b));
	buf_release(&b);
}

static void
print_number(struct out *o, bool known, long n)
{
	if (known)
		out_number(o, n);
	else
		out_text(o, STR(""));
}

static void
print_clock(struct out *o, const struct plan *p, size_t clock, instant now)
{
	struct reading r = { .length = 0 };
	size_t item = plan_of_clock(p, clock);

	reading_take(&r, p, clock);
	if (clock == reading_acted(p))
		out_mark(o);
	out_text(o, buf_str(&r.id));
	out_text(o,
	    item != PLAN_NONE ? p->item[item].title
			      : p->clocks.clock[clock].label);
	print_number(o, r.length >= 0, r.length);
	out_number(o, reading_elapsed_shown(&r, now));
	print_number(o, r.length >= 0, reading_left_shown(&r, now));
	out_text(o, str_of(states[r.clock.state]));
	print_started(o, r.clock.started);
	reading_release(&r);
}

int
verb_list(struct cli *c)
{
	instant now = cli_now(c);
	struct plan p;
	struct out o;
	size_t i;

	if (cli_given(c, "speakers"))
		return list_speakers(c);
	if (read_plan(c, &p) == -1)
		return cli_fail(c);
	if (cli_list(c, &o, columns, sizeof(columns) / sizeof(columns[0])) ==
	    -1) {
		plan_release(&p);
		return cli_fail(c);
	}
	for (i = 0; i < p.clocks.n; i++)
		if (p.clocks.clock[i].state != CLOCK_IDLE)
			print_clock(&o, &p, i, now);
	plan_release(&p);
	return out_end(&o, &c->err) == -1 ? cli_fail(c) : EXIT_YES;
}

/* ---- the clock itself, and waiting for it */

/* Finds the session where one is named or here; without one a countdown runs
 * unrecorded. */
static bool
has_session(struct cli *c)
{
	const char *env = getenv("SESSION_DIR");
	bool named = cli_given(c, "dir") || (env != NULL && env[0] != '\0');

	return named || session_find(&c->session, NULL, &c->err) == 0;
}

static int
read_options(struct cli *c, struct live_options *opt)
{
	*opt = (struct live_options){ .full = cli_given(c, "full"),
		.draws = isatty(STDOUT_FILENO),
		.moves_on = cli_given(c, "auto"),
		.command = cli_value(c, "exec") };
	opt->stops = cli_given(c, "stop") || !opt->draws;
	return read_warnings(c, &opt->warn);
}

static int
count_unrecorded(struct cli *c, struct live_options *opt)
{
	struct buf label = BUF_INIT;
	int status;

	if (cli_dry(c))
		return cli_wrong(
		    c, "no session here, so nothing would be recorded");
	if (read_length(c, cli_operand(c, 0), &opt->seconds) == -1)
		return cli_fail(c);
	add_words(c, 1, &label);
	opt->label = buf_str(&label);
	status = live_run(c, opt);
	buf_release(&label);
	return status;
}

static int
count_recorded(struct cli *c, struct live_options *opt)
{
	char id[ID_NEW_LENGTH + 1];
	int status = start_countdown(c, id);

	if (status != EXIT_YES || cli_dry(c))
		return status;
	store_release(&c->store);
	opt->id = str_of(id);
	return live_run(c, opt);
}

/* Follows the clock that --id names, or the agenda. */
static int
follow(struct cli *c, struct live_options *opt)
{
	struct str typed = str_of(cli_value(c, "id"));
	struct buf id = BUF_INIT;
	struct plan p = { 0 };
	size_t clock = CLOCK_NONE;
	int rc = 0, status;

	if (cli_dry(c))
		return cli_wrong(c, "without a DURATION nothing is recorded");
	if (typed.n > 0) {
		rc = read_plan(c, &p);
		if (rc == 0)
			rc = find_clock(c, &p, typed, &clock);
		if (rc == 0)
			buf_add(&id, p.clocks.clock[clock].id);
		plan_release(&p);
	} else if (c->session.fd == -1) {
		rc = session_find(&c->session, cli_value(c, "dir"), &c->err);
	}
	opt->id = buf_str(&id);
	status = rc == 0 ? live_run(c, opt) : cli_fail(c);
	buf_release(&id);
	return status;
}

int
verb_count(struct cli *c)
{
	struct live_options opt;
	int status;

	if (c->noperand > 0 && cli_given(c, "auto"))
		return cli_wrong(
		    c, "--auto follows the agenda: give no DURATION with it");
	if (c->noperand > 0 && cli_given(c, "id"))
		return cli_wrong(
		    c, "--id follows a clock: give no DURATION with it");
	if (read_options(c, &opt) == -1)
		status = cli_fail(c);
	else if (c->noperand == 0)
		status = follow(c, &opt);
	else if (has_session(c))
		status = count_recorded(c, &opt);
	else
		status = count_unrecorded(c, &opt);
	warn_release(&opt.warn);
	return status;
}

int
verb_wait(struct cli *c)
{
	struct live_options opt = { .stops = true, .keeps = true };
	struct buf id = BUF_INIT;
	struct plan p = { 0 };
	size_t clock = CLOCK_NONE;
	int rc = read_plan(c, &p), status;

	if (rc == 0)
		rc = find_clock(c, &p, cli_operand(c, 0), &clock);
	if (rc == 0)
		buf_add(&id, p.clocks.clock[clock].id);
	plan_release(&p);
	opt.id = buf_str(&id);
	status = rc == 0 ? live_run(c, &opt) : cli_fail(c);
	buf_release(&id);
	return status;
}
