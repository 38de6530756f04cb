#include <stdlib.h>

#include "clock.h"
#include "duration.h"
#include "xalloc.h"

struct replay {
	struct clock_set *set;
	struct table *times;
	bool (*is_item)(struct str id, void *arg);
	void *arg;
};

/* One event's row. */
struct event {
	instant time;
	struct str name, id, value, label;
};

size_t
clock_find(const struct clock_set *set, struct str id)
{
	uint32_t i = intern_get(&set->id, id);

	return i != INTERN_NONE ? i : CLOCK_NONE;
}

/* The clock of that id, made where it is new. */
static size_t
clock_of(struct replay *r, struct str id)
{
	struct clock_set *set = r->set;
	size_t i = intern_put(&set->id, id, intern_hash(id));

	if (i < set->n)
		return i;
	set->clock = xgrow(set->clock, set->n, &set->cap, sizeof(*set->clock));
	set->clock[set->n] = (struct clock){ .id = id,
		.item = r->is_item(id, r->arg),
		.started = INSTANT_NONE,
		.since = INSTANT_NONE,
		.stopped = INSTANT_NONE,
		.length = -1 };
	return set->n++;
}

/* The same as a pointer, which a new clock may move. */
static struct clock *
clock_at(struct replay *r, struct str id)
{
	size_t i = clock_of(r, id);

	return &r->set->clock[i];
}

int64_t
clock_elapsed(const struct clock *c, instant now)
{
	if (c->state != CLOCK_RUNNING || now < c->since)
		return c->ms;
	return c->ms + (now - c->since);
}

static void
halt(struct clock *c, enum clock_state state, instant t)
{
	if (c->state != CLOCK_RUNNING && c->state != CLOCK_PAUSED)
		return;
	c->ms = clock_elapsed(c, t);
	c->state = state;
	if (state == CLOCK_STOPPED)
		c->stopped = t;
}

static void
go(struct clock *c, instant t)
{
	c->state = CLOCK_RUNNING;
	c->since = t;
	if (c->started == INSTANT_NONE)
		c->started = t;
}

/* ---- the trail of items */

static struct clock_run *
trail_top(struct clock_set *set)
{
	return set->ntrail > 0 ? &set->trail[set->ntrail - 1] : NULL;
}

/* The meeting is at that item now; nothing where it is there already. */
static void
trail_push(struct clock_set *set, size_t clock)
{
	const struct clock_run *top = trail_top(set);

	if (top != NULL && top->clock == clock)
		return;
	set->trail =
	    xgrow(set->trail, set->ntrail, &set->captrail, sizeof(*set->trail));
	set->trail[set->ntrail++] =
	    (struct clock_run){ clock, set->clock[clock].ms };
}

/* Follows the trail back to the item, past others that are no more. */
static void
trail_back(struct clock_set *set, size_t clock)
{
	size_t n = set->ntrail;

	while (n > 0 && set->trail[n - 1].clock != clock)
		n--;
	if (n > 0)
		set->ntrail = n;
	else
		trail_push(set, clock);
}

/* ---- the events */

static void
on_start(struct replay *r, const struct event *e)
{
	struct clock_set *set = r->set;
	size_t i = clock_of(r, e->id);
	struct clock *c = &set->clock[i];

	halt(c, CLOCK_STOPPED, e->time);
	if (c->item) {
		if (set->current != CLOCK_NONE && set->current != i)
			halt(&set->clock[set->current], CLOCK_STOPPED, e->time);
		trail_push(set, i);
		set->current = i;
		set->ended = INSTANT_NONE;
		if (set->began == INSTANT_NONE)
			set->began = e->time;
		c->skipped = false;
	} else {
		if (!duration_parse(e->value, &c->length))
			c->length = -1;
		c->label = e->label;
		c->ms = 0;
		c->extended = 0;
	}
	go(c, e->time);
}

/* As if the item under way had not been started: what it has counted since. */
static int64_t
withdraw(struct clock_set *set, instant t)
{
	struct clock *c = &set->clock[set->current];
	int64_t before = trail_top(set)->before,
		ms = clock_elapsed(c, t) - before;

	c->ms = before;
	c->state = before > 0 ? CLOCK_STOPPED : CLOCK_IDLE;
	c->since = INSTANT_NONE;
	if (before == 0)
		c->started = c->stopped = INSTANT_NONE;
	return ms;
}

/* The time since the item under way began goes to the one before it. */
static void
on_back(struct replay *r, const struct event *e)
{
	struct clock_set *set = r->set;
	size_t i = clock_of(r, e->id);
	struct clock *to;

	if (set->current != CLOCK_NONE && set->current != i) {
		int64_t ms = withdraw(set, e->time);

		set->ntrail--;
		trail_back(set, i);
		set->clock[i].ms += ms;
	} else {
		trail_push(set, i);
	}
	to = &set->clock[i];
	halt(to, CLOCK_PAUSED, e->time);
	to->skipped = false;
	set->current = i;
	set->ended = INSTANT_NONE;
	go(to, e->time);
}

/* The clock that an event without id means: the item's under way. */
static struct clock *
meant(struct replay *r, const struct event *e)
{
	if (e->id.n > 0)
		return clock_at(r, e->id);
	return r->set->current != CLOCK_NONE ? &r->set->clock[r->set->current]
					     : NULL;
}

static void
on_pause(struct replay *r, const struct event *e)
{
	struct clock *c = meant(r, e);

	if (c != NULL && c->state == CLOCK_RUNNING)
		halt(c, CLOCK_PAUSED, e->time);
}

static void
on_resume(struct replay *r, const struct event *e)
{
	struct clock *c = meant(r, e);

	if (c != NULL && c->state == CLOCK_PAUSED)
		go(c, e->time);
}

static void
on_extend(struct replay *r, const struct event *e)
{
	struct clock *c = meant(r, e);
	long by;

	if (c != NULL && duration_parse_signed(e->value, &by))
		c->extended += by;
}

static void
on_stop(struct replay *r, const struct event *e)
{
	struct clock *c = meant(r, e);

	if (c != NULL)
		halt(c, CLOCK_STOPPED, e->time);
	if (c != NULL && c->item && r->set->current != CLOCK_NONE &&
	    c == &r->set->clock[r->set->current])
		r->set->current = CLOCK_NONE;
}

static void
on_skip(struct replay *r, const struct event *e)
{
	on_stop(r, e);
	if (e->id.n > 0)
		clock_at(r, e->id)->skipped = true;
}

static void
on_end(struct replay *r, const struct event *e)
{
	struct clock_set *set = r->set;

	if (set->current != CLOCK_NONE)
		halt(&set->clock[set->current], CLOCK_STOPPED, e->time);
	set->current = CLOCK_NONE;
	set->ended = e->time;
}

static void
on_tick(struct replay *r, const struct event *e)
{
	clock_at(r, e->id)->ticked = true;
}

static void
on_untick(struct replay *r, const struct event *e)
{
	clock_at(r, e->id)->ticked = false;
}

static const struct {
	const char *name;
	void (*apply)(struct replay *, const struct event *);
} kinds[] = { { "start", on_start }, { "back", on_back }, { "pause", on_pause },
	{ "resume", on_resume }, { "extend", on_extend }, { "skip", on_skip },
	{ "stop", on_stop }, { "end", on_end }, { "tick", on_tick },
	{ "untick", on_untick } };

static void
apply(struct replay *r, const struct event *e)
{
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (str_is(e->name, kinds[i].name)) {
			kinds[i].apply(r, e);
			r->set->last = e->time;
		}
}

/* ---- what `undo` took back */

static void
set_put(struct clock_undone_set *set, struct str key, size_t undo)
{
	uint32_t was = set->key.n,
		 n = intern_put(&set->key, key, intern_hash(key));

	if (n == was)
		set->last = xgrow(set->last, n, &set->cap, sizeof(*set->last));
	set->last[n] = undo;
}

static void
set_release(struct clock_undone_set *set)
{
	intern_release(&set->key);
	free(set->last);
}

/* Whether an undo of that key follows the `i`th event. */
static bool
set_follows(const struct clock_undone_set *set, struct str key, size_t i)
{
	uint32_t n = intern_get(&set->key, key);

	return n != INTERN_NONE && set->last[n] > i;
}

/* The key of the `i`th event, with `time` for its own, onto `b`. */
static struct str
event_key(struct table *times, size_t i, int time, struct buf *b)
{
	buf_cut(b, 0);
	buf_add(b, table_get(times, i, time));
	buf_addc(b, '\0');
	buf_add(b, table_get(times, i, TIMES_BY));
	buf_addc(b, '\0');
	buf_add(b, table_get(times, i, TIMES_ID));
	return buf_str(b);
}

static bool
is_undo(struct table *times, size_t i)
{
	return str_is(table_get(times, i, TIMES_EVENT), "undo");
}

/* Which of the keys are those of events. */
static bool *
find_met(const struct clock_undone *u, struct table *times, struct buf *b)
{
	bool *met = xcalloc(u->own.key.n, sizeof(*met));
	uint32_t n;
	size_t i;

	for (i = 0; i < times->nrec; i++) {
		n = intern_get(&u->own.key, event_key(times, i, TIMES_TIME, b));
		if (n != INTERN_NONE && !is_undo(times, i))
			met[n] = true;
	}
	return met;
}

/* Those that met no event of their own count for all of their time. */
static void
read_any(struct clock_undone *u, struct table *times, struct buf *b)
{
	bool *met = find_met(u, times, b);
	uint32_t n;
	size_t i;

	for (i = 0; i < times->nrec; i++) {
		if (!is_undo(times, i))
			continue;
		n = intern_get(
		    &u->own.key, event_key(times, i, TIMES_VALUE, b));
		if (!met[n])
			set_put(&u->any, table_get(times, i, TIMES_VALUE), i);
	}
	free(met);
}

void
clock_undone_read(struct clock_undone *u, struct table *times)
{
	struct buf b = BUF_INIT;
	struct str key;
	size_t i;

	*u = (struct clock_undone){ 0 };
	for (i = 0; i < times->nrec; i++) {
		if (!is_undo(times, i))
			continue;
		key = event_key(times, i, TIMES_VALUE, &b);
		set_put(&u->own, arena_copy(&u->mem, key), i);
	}
	if (u->own.key.n > 0)
		read_any(u, times, &b);
	buf_release(&b);
}

void
clock_undone_release(struct clock_undone *u)
{
	set_release(&u->own);
	set_release(&u->any);
	arena_release(&u->mem);
}

bool
clock_is_undone(const struct clock_undone *u, struct table *times, size_t i)
{
	struct buf b = BUF_INIT;
	bool undone;

	if (u->own.key.n == 0)
		return false;
	undone = set_follows(&u->any, table_get(times, i, TIMES_TIME), i) ||
	    set_follows(&u->own, event_key(times, i, TIMES_TIME, &b), i);
	buf_release(&b);
	return undone;
}

/* ---- replay */

bool
clock_lacks_time(struct table *times, size_t i)
{
	struct str event = table_get(times, i, TIMES_EVENT);

	return table_first(times, i) == INSTANT_NONE &&
	    (str_is(event, "start") || str_is(event, "back") ||
		str_is(event, "speak"));
}

static size_t
latest_countdown(const struct clock_set *set)
{
	size_t i, best = CLOCK_NONE;
	const struct clock *c;

	for (i = 0; i < set->n; i++) {
		c = &set->clock[i];
		if (c->item ||
		    (c->state != CLOCK_RUNNING && c->state != CLOCK_PAUSED))
			continue;
		if (best == CLOCK_NONE ||
		    c->started >= set->clock[best].started)
			best = i;
	}
	return best;
}

void
clock_replay(struct clock_set *set, struct table *times,
    bool (*is_item)(struct str id, void *arg), void *arg)
{
	struct replay r = { set, times, is_item, arg };
	struct clock_undone undone;
	struct event e;
	size_t i;

	clock_undone_read(&undone, times);
	*set = (struct clock_set){ .current = CLOCK_NONE,
		.latest = CLOCK_NONE,
		.began = INSTANT_NONE,
		.ended = INSTANT_NONE,
		.last = INSTANT_NONE };
	for (i = 0; i < times->nrec; i++) {
		if (clock_lacks_time(times, i) ||
		    clock_is_undone(&undone, times, i))
			continue;
		e = (struct event){ table_first(times, i),
			table_get(times, i, TIMES_EVENT),
			table_get(times, i, TIMES_ID),
			table_get(times, i, TIMES_VALUE),
			table_get(times, i, TIMES_LABEL) };
		apply(&r, &e);
	}
	set->latest = latest_countdown(set);
	clock_undone_release(&undone);
}

void
clock_release(struct clock_set *set)
{
	intern_release(&set->id);
	free(set->clock);
	free(set->trail);
	*set = (struct clock_set){ 0 };
}
