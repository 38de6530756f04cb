/*
 * steps: the verbs that run the meeting; each puts events in times.tsv and
 * says what is under way then.
 */
#include <unistd.h>

#include "agenda.h"
#include "duration.h"
#include "run.h"
#include "tsv.h"
#include "utf8.h"

/* ---- what is under way */

static void
say_item(const struct plan *p, size_t i)
{
	const struct plan_item *it = &p->item[i];
	bool terminal = isatty(STDOUT_FILENO);
	struct buf b = BUF_INIT;

	if (terminal) {
		utf8_add_visible(&b, it->title);
		buf_addz(&b, ", ");
		duration_add(&b, plan_allowed(p, i));
	} else {
		buf_add(&b, it->id);
		buf_addc(&b, '\t');
		tsv_add_raw(&b, it->title);
		buf_addc(&b, '\t');
		duration_add(&b, plan_allowed(p, i));
	}
	printf("%s\n", buf_z(&b));
	buf_release(&b);
}

/* Writes the step; the plan then shows it. */
static int
finish(struct cli *c, struct plan *p)
{
	int status = cli_commit(c);

	plan_release(p);
	if (status != EXIT_YES || cli_dry(c) || cli_given(c, "quiet"))
		return status;
	plan_read(p, &c->session, c->store.now);
	if (p->current != PLAN_NONE)
		say_item(p, p->current);
	plan_release(p);
	return status;
}

static int
put(struct cli *c, const struct plan_item *it, const char *event,
    struct str value)
{
	store_name_items(&c->store);
	return run_put(&c->store,
	    &(struct run_event){ .id = it->id, .event = event, .value = value },
	    &c->err);
}

/* ---- start, next, back, end */

static int
refuse_running(struct cli *c, const struct plan *p)
{
	return error_set(&c->err, EXIT_NO, "under way already: %.*s",
	    STR_ARG(p->item[p->current].title));
}

static bool
is_running(const struct plan *p, size_t i)
{
	return i != PLAN_NONE && i == p->current &&
	    p->clocks.clock[p->item[i].clock].state == CLOCK_RUNNING;
}

static int
start_item(struct cli *c, struct plan *p)
{
	size_t item;

	if (agenda_find(c, p, cli_operand(c, 0), &item) == -1)
		return -1;
	if (is_running(p, plan_first_leaf(p, item)))
		return refuse_running(c, p);
	return run_start(&c->store, p, item, NULL, &c->err);
}

int
start_verb(struct cli *c)
{
	struct plan p;
	int rc = agenda_begin(c, &p);

	if (rc == 0 && c->noperand > 0)
		rc = start_item(c, &p);
	else if (rc == 0 && p.current != PLAN_NONE)
		rc = refuse_running(c, &p);
	else if (rc == 0)
		rc = run_next(&c->store, &p, true, NULL, &c->err);
	return rc == -1 ? agenda_fail(c, &p) : finish(c, &p);
}

/* Nothing comes after what is under way: what now? */
static int
suggest_end(struct cli *c, const struct plan *p)
{
	return error_set(&c->err, EXIT_NO,
	    "the plan is over, nothing comes after %.*s: agenda end ends the "
	    "meeting",
	    STR_ARG(p->item[p->current].title));
}

static int
go_next(struct cli *c, struct plan *p)
{
	int rc;

	if (p->current != PLAN_NONE && plan_next(p, p->current) == PLAN_NONE)
		return suggest_end(c, p);
	rc = run_next(&c->store, p, cli_given(c, "force"), NULL, &c->err);
	if (rc == -1 && c->err.status == EXIT_NO && p->current != PLAN_NONE)
		buf_addz(&c->err.msg, "; -f goes on all the same");
	return rc;
}

int
next_verb(struct cli *c)
{
	struct plan p;

	if (agenda_begin(c, &p) == -1 || go_next(c, &p) == -1)
		return agenda_fail(c, &p);
	return finish(c, &p);
}

int
back_verb(struct cli *c)
{
	struct plan p;

	if (agenda_begin(c, &p) == -1 ||
	    run_back(&c->store, &p, NULL, &c->err) == -1)
		return agenda_fail(c, &p);
	return finish(c, &p);
}

/* When the meeting ended, or that it has not begun. */
static int
check_may_end(struct cli *c, const struct plan *p)
{
	struct buf at = BUF_INIT;

	if (p->clocks.ended != INSTANT_NONE) {
		instant_add_time(&at, p->clocks.ended);
		error_set(&c->err, EXIT_NO, "the meeting ended already, at %s",
		    buf_z(&at));
		buf_release(&at);
		return -1;
	}
	if (p->clocks.began == INSTANT_NONE)
		return error_set(&c->err, EXIT_NO, "the meeting has not begun");
	return 0;
}

int
end_verb(struct cli *c)
{
	struct plan p;

	if (agenda_begin(c, &p) == -1 || check_may_end(c, &p) == -1 ||
	    run_put(&c->store, &(struct run_event){ .event = "end" },
		&c->err) == -1)
		return agenda_fail(c, &p);
	return finish(c, &p);
}

/* ---- skip */

/* The leaf behind `item` and all beneath it. */
static size_t
leaf_behind(const struct plan *p, size_t item)
{
	return plan_next(p, p->item[item].end - 1);
}

/* What is under way was skipped: goes on, or stops where nothing comes. */
static int
leave(struct cli *c, struct plan *p, size_t item)
{
	size_t next = leaf_behind(p, item);

	if (next != PLAN_NONE)
		return run_start(&c->store, p, next, NULL, &c->err);
	if (p->current != item &&
	    put(c, &p->item[p->current], "stop", (struct str){ NULL, 0 }) == -1)
		return -1;
	cli_say(c, "the plan is over: agenda end ends the meeting");
	return 0;
}

static int
skip_item(struct cli *c, struct plan *p, size_t item)
{
	const struct plan_item *it = &p->item[item];
	bool now = p->current != PLAN_NONE && item <= p->current &&
	    p->current < it->end;

	if (!it->timed)
		return error_set(&c->err, EXIT_INPUT,
		    "it takes no time, so it cannot be skipped: %.*s",
		    STR_ARG(it->title));
	if (it->skipped && !now)
		return error_set(&c->err, EXIT_NO, "skipped already: %.*s",
		    STR_ARG(it->title));
	if (put(c, it, "skip", (struct str){ NULL, 0 }) == -1)
		return -1;
	return now ? leave(c, p, item) : 0;
}

int
skip_verb(struct cli *c)
{
	struct plan p;
	size_t item;
	int rc = agenda_begin(c, &p);

	if (rc == 0 && c->noperand > 0)
		rc = agenda_find(c, &p, cli_operand(c, 0), &item);
	else if (rc == 0)
		rc = agenda_current(c, &p, &item);
	if (rc == 0)
		rc = skip_item(c, &p, item);
	return rc == -1 ? agenda_fail(c, &p) : finish(c, &p);
}

/* ---- extend */

static int
extend_item(struct cli *c, const struct plan *p, size_t item, struct str by)
{
	long sec;

	if (!p->item[item].leaf)
		return error_set(&c->err, EXIT_INPUT,
		    "only what runs by itself can be extended, and this is "
		    "not: %.*s",
		    STR_ARG(p->item[item].title));
	if (!duration_parse_signed(by, &sec))
		return error_set(&c->err, EXIT_INPUT,
		    "not a change of length: \"%.*s\": give +5m or -2m",
		    STR_ARG(by));
	store_name_items(&c->store);
	return run_extend(
	    &c->store, p->item[item].id, plan_allowed(p, item), sec, &c->err);
}

int
extend_verb(struct cli *c)
{
	struct plan p;
	size_t item;
	int rc = agenda_begin(c, &p);

	if (rc == 0 && c->noperand == 2)
		rc = agenda_find(c, &p, cli_operand(c, 0), &item);
	else if (rc == 0)
		rc = agenda_current(c, &p, &item);
	if (rc == 0)
		rc = extend_item(c, &p, item, cli_operand(c, c->noperand - 1));
	return rc == -1 ? agenda_fail(c, &p) : finish(c, &p);
}

/* ---- tick, untick */

static int
put_tick(struct cli *c, const struct plan *p, size_t item, bool tick)
{
	const struct plan_item *it = &p->item[item];

	if (!agenda_has_box(it->kind))
		return error_set(&c->err, EXIT_INPUT,
		    "no box to tick: %.*s: its kind is %.*s",
		    STR_ARG(it->title), STR_ARG(it->kind));
	if (it->ticked == tick)
		return 0;
	return put(c, it, tick ? "tick" : "untick", (struct str){ NULL, 0 });
}

static int
tick_all(struct cli *c, bool tick)
{
	struct plan p;
	size_t item;
	int rc = agenda_begin(c, &p), i;

	for (i = 0; rc == 0 && i < c->noperand; i++) {
		rc = agenda_find(c, &p, cli_operand(c, i), &item);
		if (rc == 0)
			rc = put_tick(c, &p, item, tick);
	}
	plan_release(&p);
	return rc == -1 ? cli_fail(c) : cli_commit(c);
}

int
tick_verb(struct cli *c)
{
	return tick_all(c, true);
}

int
untick_verb(struct cli *c)
{
	return tick_all(c, false);
}
