#include "reading.h"

#define UNNAMED STR("timer")

/* ---- taking one */

static void
set(struct buf *b, struct str s)
{
	buf_cut(b, 0);
	buf_add(b, s);
}

static void
take_item(struct reading *r, const struct plan *p, size_t item)
{
	const struct plan_item *it = &p->item[item];
	size_t next = plan_next(p, item);

	set(&r->title, it->title);
	if (it->fixed_length || it->span > 0)
		r->length = plan_allowed(p, item);
	if (next != PLAN_NONE)
		set(&r->next, p->item[next].title);
}

static void
take_countdown(struct reading *r, const struct clock *c)
{
	set(&r->title, c->label);
	if (c->length >= 0)
		r->length =
		    c->length + c->extended > 0 ? c->length + c->extended : 0;
}

void
reading_take(struct reading *r, const struct plan *p, size_t clock)
{
	size_t item = plan_of_clock(p, clock);
	const struct str none = { NULL, 0 };

	set(&r->id, none);
	set(&r->title, none);
	set(&r->next, none);
	r->clock = (struct clock){ .state = CLOCK_IDLE };
	r->length = -1;
	if (clock == CLOCK_NONE)
		return;
	r->clock = p->clocks.clock[clock];
	set(&r->id, r->clock.id);
	if (item != PLAN_NONE)
		take_item(r, p, item);
	else
		take_countdown(r, &r->clock);
	if (r->title.n == 0)
		set(&r->title, UNNAMED);
	r->clock.id = r->clock.label = none;
}

void
reading_begin(struct reading *r, long seconds, struct str label, instant now)
{
	*r = (struct reading){ .length = seconds };
	set(&r->title, label.n > 0 ? label : UNNAMED);
	r->clock = (struct clock){ .state = CLOCK_RUNNING,
		.started = now,
		.since = now,
		.stopped = INSTANT_NONE,
		.length = seconds };
}

void
reading_release(struct reading *r)
{
	buf_release(&r->id);
	buf_release(&r->title);
	buf_release(&r->next);
}

/* ---- which one */

static size_t
current_clock(const struct plan *p)
{
	return p->current != PLAN_NONE ? p->item[p->current].clock : CLOCK_NONE;
}

size_t
reading_shown(const struct plan *p)
{
	size_t clock = current_clock(p);

	return clock != CLOCK_NONE ? clock : p->clocks.latest;
}

size_t
reading_acted(const struct plan *p)
{
	return p->clocks.latest != CLOCK_NONE ? p->clocks.latest
					      : current_clock(p);
}

/* The clocks that were started and whose ids begin with `typed`, one of them
 * in *clock, all in `ids`. */
static size_t
count_prefix(
    const struct plan *p, struct str typed, size_t *clock, struct buf *ids)
{
	const struct clock *c;
	size_t i, n = 0;

	for (i = 0; i < p->clocks.n && typed.n >= 2; i++) {
		c = &p->clocks.clock[i];
		if (c->state == CLOCK_IDLE || !str_starts(c->id, typed))
			continue;
		*clock = i;
		n++;
		buf_addf(ids, " %.*s", STR_ARG(c->id));
	}
	return n;
}

/* By an item's id or number; says of others what is wrong. */
static size_t
find_by_item(const struct plan *p, struct str typed, struct error *e)
{
	struct table *agenda = p->s->table[TABLE_AGENDA];
	size_t rec = id_find(agenda, typed, "clock", e), item, clock;

	if (rec == TABLE_NONE)
		return CLOCK_NONE;
	item = plan_find(p, rec);
	clock = item != PLAN_NONE ? p->item[item].clock : CLOCK_NONE;
	if (clock != CLOCK_NONE && p->clocks.clock[clock].state != CLOCK_IDLE)
		return clock;
	error_set(e, EXIT_INPUT, "it was never started: %.*s",
	    STR_ARG(table_get(agenda, rec, AGENDA_TITLE)));
	return CLOCK_NONE;
}

size_t
reading_find(const struct plan *p, struct str typed, struct error *e)
{
	size_t clock = clock_find(&p->clocks, typed), n;
	struct buf ids = BUF_INIT;

	if (clock != CLOCK_NONE && p->clocks.clock[clock].state != CLOCK_IDLE)
		return clock;
	n = count_prefix(p, typed, &clock, &ids);
	if (n == 0) {
		clock = find_by_item(p, typed, e);
	} else if (n > 1) {
		error_set(e, EXIT_INPUT, "clock \"%.*s\" is ambiguous:%s",
		    STR_ARG(typed), buf_z(&ids));
		clock = CLOCK_NONE;
	}
	buf_release(&ids);
	return clock;
}

/* ---- how it stands */

bool
reading_goes_on(const struct reading *r)
{
	return r->clock.state == CLOCK_RUNNING ||
	    r->clock.state == CLOCK_PAUSED;
}

int64_t
reading_elapsed(const struct reading *r, instant now)
{
	return clock_elapsed(&r->clock, now);
}

int64_t
reading_left(const struct reading *r, instant now)
{
	if (r->length < 0)
		return INT64_MAX;
	return (int64_t)r->length * 1000 - reading_elapsed(r, now);
}

long
reading_elapsed_shown(const struct reading *r, instant now)
{
	return (long)(reading_elapsed(r, now) / 1000);
}

long
reading_left_shown(const struct reading *r, instant now)
{
	return r->length - reading_elapsed_shown(r, now);
}
