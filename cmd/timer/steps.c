#include "steps.h"
#include "duration.h"
#include "reading.h"

/* In which states an event changes a clock, and what is said elsewhere. */
static const struct turn {
	const char *event;
	unsigned from; /* bits */
	const char * not ;
} turns[] = { { "pause", 1U << CLOCK_RUNNING, "does not run" },
	{ "resume", 1U << CLOCK_PAUSED, "does not pause" },
	{ "stop", 1U << CLOCK_RUNNING | 1U << CLOCK_PAUSED, "does not run" } };

struct str
step_title(const struct plan *p, size_t clock)
{
	size_t item = plan_of_clock(p, clock);
	const struct clock *c = &p->clocks.clock[clock];

	if (item != PLAN_NONE)
		return p->item[item].title;
	return c->label.n > 0 ? c->label : c->id;
}

int
step_start(struct store *st, long seconds, struct str label,
    char id[ID_NEW_LENGTH + 1], struct error *e)
{
	struct buf length = BUF_INIT;
	int rc = store_new_id(st, id, e);

	duration_add(&length, seconds);
	if (rc == 0)
		rc = run_put(st,
		    &(struct run_event){ .id = str_of(id),
			.event = "start",
			.value = buf_str(&length),
			.label = label },
		    e);
	buf_release(&length);
	return rc;
}

int
step_turn(struct store *st, const struct plan *p, size_t clock,
    const char *event, struct error *e)
{
	const struct clock *c = &p->clocks.clock[clock];
	const struct turn *t = turns;

	while (strcmp(t->event, event) != 0)
		t++;
	if ((t->from >> c->state & 1) == 0)
		return error_set(e, EXIT_NO, "it %s: %.*s", t->not,
		    STR_ARG(step_title(p, clock)));
	return run_put(
	    st, &(struct run_event){ .id = c->id, .event = event }, e);
}

int
step_extend(struct store *st, const struct plan *p, size_t clock, long seconds,
    struct error *e)
{
	size_t item = plan_of_clock(p, clock);
	const struct clock *c = &p->clocks.clock[clock];
	long has =
	    item != PLAN_NONE ? plan_allowed(p, item) : c->length + c->extended;

	return run_extend(st, c->id, has, seconds, e);
}
