#include <stdlib.h>

#include "duration.h"
#include "plan.h"
#include "xalloc.h"

enum { DEPTH_MAX = 64 };

/* Kinds that take no time, nor does anything beneath them. */
static const char *const timeless_kinds[] = { "goal", "announce", "prep" };
/* Kinds that take time only where they have a length, and are not a part of
 * the time of something above them. */
static const char *const boxes[] = { "check", "read" };

/* ---- reading the items */

int
plan_depth(struct str s)
{
	int n = 0;
	size_t i;

	for (i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return 0;
		n = n * 10 + (s.p[i] - '0');
		if (n > DEPTH_MAX)
			return DEPTH_MAX;
	}
	return n;
}

/* The offset of a clock time on the day on which the session starts; one
 * before the start is of the next day. */
static bool
clock_offset(const struct plan *p, struct str s, long *offset)
{
	struct civil day = civil_of(p->start);
	long at;

	if (s.n != 5 || !duration_parse_offset(s, &at) || at >= 24 * 3600)
		return false;
	day.hour = (int)(at / 3600);
	day.minute = (int)(at / 60 % 60);
	day.second = 0;
	if (civil_instant(day) < p->start)
		day.day++;
	*offset = (long)((civil_instant(day) - p->start) / 1000);
	return true;
}

static void
read_start(const struct plan *p, struct plan_item *it, struct str s)
{
	it->fix = PLAN_FREE;
	if (s.n > 0 && s.p[0] == '+' && duration_parse_offset(s, &it->start))
		it->fix = PLAN_SOFT;
	else if (clock_offset(p, s, &it->start))
		it->fix = PLAN_HARD;
}

static void
read_item(const struct plan *p, struct table *t, struct plan_item *it)
{
	*it = (struct plan_item){ .rec = it->rec,
		.id = table_key(t, it->rec, 0),
		.title = table_get(t, it->rec, AGENDA_TITLE),
		.kind = table_get(t, it->rec, AGENDA_KIND),
		.when = table_get(t, it->rec, AGENDA_WHEN),
		.depth = plan_depth(table_get(t, it->rec, AGENDA_DEPTH)),
		.length = -1,
		.parent = PLAN_NONE,
		.clock = CLOCK_NONE };
	if (it->kind.n == 0)
		it->kind = STR("item");
	if (it->when.n == 0)
		it->when = STR("always");
	it->fixed_length =
	    duration_parse(table_get(t, it->rec, AGENDA_LENGTH), &it->length);
	it->min = it->length > 0 ? (it->length + 1) / 2 : 0;
	duration_parse(table_get(t, it->rec, AGENDA_MIN), &it->min);
	read_start(p, it, table_get(t, it->rec, AGENDA_START));
}

static void
read_items(struct plan *p, struct table *t)
{
	int dropped = DEPTH_MAX + 1; /* the depth of what is left out */
	struct plan_item *it;
	size_t i;

	p->item = xcalloc(t->nrec, sizeof(*p->item));
	for (i = 0; i < t->nrec; i++) {
		it = &p->item[p->n];
		it->rec = i;
		read_item(p, t, it);
		if (it->depth > dropped)
			continue;
		dropped = table_is_dropped(t, i) ? it->depth : DEPTH_MAX + 1;
		p->n += dropped > DEPTH_MAX;
	}
}

/* ---- the outline */

static void
link_items(struct plan *p)
{
	size_t i, up;

	for (i = 0; i < p->n; i++) {
		for (up = i > 0 ? i - 1 : PLAN_NONE;
		     up != PLAN_NONE && p->item[up].depth >= p->item[i].depth;)
			up = p->item[up].parent;
		p->item[i].parent = up;
		p->item[i].end = i + 1;
	}
	for (i = p->n; i-- > 0;) {
		up = p->item[i].parent;
		if (up != PLAN_NONE && p->item[up].end < p->item[i].end)
			p->item[up].end = p->item[i].end;
	}
}

static bool
is_timeless(const struct plan_item *it)
{
	return str_is(it->when, "extra") ||
	    str_is_any(it->kind, timeless_kinds,
		sizeof(timeless_kinds) / sizeof(timeless_kinds[0]));
}

/* Whether an item takes time where nothing beneath it does. */
static bool
is_beneath_timeless(const struct plan *p, size_t i)
{
	for (; i != PLAN_NONE; i = p->item[i].parent)
		if (is_timeless(&p->item[i]))
			return true;
	return false;
}

static bool
is_in_container(const struct plan *p, size_t i)
{
	for (i = p->item[i].parent; i != PLAN_NONE; i = p->item[i].parent)
		if (p->item[i].fixed_length)
			return true;
	return false;
}

/* Whether an item takes time where nothing beneath it does. */
static bool
takes_time(const struct plan *p, size_t i)
{
	const struct plan_item *it = &p->item[i];

	if (is_beneath_timeless(p, i))
		return false;
	if (!str_is_any(it->kind, boxes, sizeof(boxes) / sizeof(boxes[0])))
		return true;
	return it->fixed_length && !is_in_container(p, i);
}

static void
find_leaves(struct plan *p)
{
	struct plan_item *it;
	size_t i;

	for (i = p->n; i-- > 0;) {
		it = &p->item[i];
		it->leaf = !it->timed && takes_time(p, i);
		it->timed = it->timed || it->leaf;
		if (it->leaf)
			it->first = i;
		if (!it->timed || it->parent == PLAN_NONE)
			continue;
		p->item[it->parent].timed = true;
		p->item[it->parent].first = it->first;
	}
}

/* ---- the layout */

bool
plan_is_unit(const struct plan_item *it)
{
	return it->leaf || (it->timed && it->fixed_length);
}

struct lay {
	struct plan *p;
	size_t *unit;
	size_t n;
	long cursor;
	long until; /* the container's end, or -1 */
};

/* A start that is fixed on a parent without length is its first unit's. */
static const struct plan_item *
fixed_by(const struct plan *p, size_t unit, size_t container)
{
	size_t i = unit, up;

	while (p->item[i].fix == PLAN_FREE) {
		up = p->item[i].parent;
		if (up == container ||
		    plan_first_leaf(p, up) != plan_first_leaf(p, unit))
			return NULL;
		i = up;
	}
	return &p->item[i];
}

/* Each open unit's share of [cursor, the next fixed start or the end). */
static long
share(const struct lay *l, size_t from, size_t container)
{
	const struct plan_item *it, *fix;
	long until = l->until, fixed = 0, open = 0;
	size_t i;

	for (i = from; i < l->n; i++) {
		it = &l->p->item[l->unit[i]];
		fix = i > from ? fixed_by(l->p, l->unit[i], container) : NULL;
		if (fix != NULL) {
			until = fix->start;
			break;
		}
		fixed += it->fixed_length ? it->length : 0;
		open += !it->fixed_length;
	}
	if (open == 0 || until < 0 || until - l->cursor <= fixed)
		return 0;
	return (until - l->cursor - fixed) / open;
}

static long lay_container(
    struct plan *p, size_t first, size_t end, long from, long until);

static void
lay_unit(struct lay *l, size_t i, long part)
{
	struct plan_item *it = &l->p->item[i];
	long used;

	it->offset = l->cursor;
	it->span = it->fixed_length ? it->length : part;
	if (!it->leaf) {
		used = lay_container(l->p, i + 1, it->end, it->offset,
			   it->offset + it->span) -
		    it->offset;
		it->slack = it->span - used;
	}
	l->cursor += it->span;
}

static void
collect_units(struct lay *l, size_t first, size_t end)
{
	size_t i = first;

	l->unit = xalloc(end - first, sizeof(*l->unit));
	while (i < end)
		if (plan_is_unit(&l->p->item[i])) {
			l->unit[l->n++] = i;
			i = l->p->item[i].end;
		} else {
			i++;
		}
}

/* Lays the items of [first, end); returns the offset at which they end. */
static long
lay_container(struct plan *p, size_t first, size_t end, long from, long until)
{
	struct lay l = { .p = p, .cursor = from, .until = until };
	size_t container =
	    first > 0 && first < end ? p->item[first].parent : PLAN_NONE;
	const struct plan_item *fix;
	long part = 0, last = from;
	size_t i;

	collect_units(&l, first, end);
	for (i = 0; i < l.n; i++) {
		fix = fixed_by(p, l.unit[i], container);
		if (fix != NULL)
			l.cursor = fix->start;
		if (fix != NULL || i == 0)
			part = share(&l, i, container);
		lay_unit(&l, l.unit[i], part);
		last = l.cursor > last ? l.cursor : last;
	}
	free(l.unit);
	return last;
}

/* A parent without length spans the units beneath it. */
static void
span_parent(struct plan *p, struct plan_item *it, size_t first)
{
	long from = -1, until = 0;
	size_t i = first;

	while (i < it->end) {
		const struct plan_item *unit = &p->item[i];

		i = plan_is_unit(unit) ? unit->end : i + 1;
		if (!plan_is_unit(unit))
			continue;
		if (from == -1 || unit->offset < from)
			from = unit->offset;
		if (unit->offset + unit->span > until)
			until = unit->offset + unit->span;
	}
	it->offset = from;
	it->span = until - from;
}

static void
span_parents(struct plan *p)
{
	size_t i;

	for (i = 0; i < p->n; i++)
		if (p->item[i].timed && !plan_is_unit(&p->item[i]))
			span_parent(p, &p->item[i], i + 1);
}

/* What takes no time stands where the item above it does, or where the one
 * before it ends. */
static void
place_timeless(struct plan *p)
{
	struct plan_item *it;
	long at = 0;
	size_t i;

	for (i = 0; i < p->n; i++) {
		it = &p->item[i];
		if (it->timed) {
			at = it->leaf ? it->offset + it->span : it->offset;
			continue;
		}
		it->offset = at;
		if (it->parent != PLAN_NONE && p->item[it->parent].leaf)
			it->offset = p->item[it->parent].offset;
		else if (it->parent != PLAN_NONE && !p->item[it->parent].timed)
			it->offset = p->item[it->parent].offset;
	}
}

/* ---- what happened */

static void
add_actual(struct plan *p, size_t i)
{
	struct plan_item *it = &p->item[i];
	const struct clock *c;

	it->clock = clock_find(&p->clocks, it->id);
	if (it->clock == CLOCK_NONE)
		return;
	p->of_clock[it->clock] = i;
	c = &p->clocks.clock[it->clock];
	it->ticked = c->ticked;
	it->skipped = c->skipped;
	it->actual += clock_elapsed(c, p->now);
	it->done = c->state == CLOCK_STOPPED && c->ms > 0;
	if (it->clock == p->clocks.current)
		p->current = i;
}

/* Parents took what their children took, and are done when these are. */
static void
add_up(struct plan *p)
{
	size_t i, j;
	bool open;

	p->of_clock = xalloc(p->clocks.n, sizeof(*p->of_clock));
	for (i = 0; i < p->clocks.n; i++)
		p->of_clock[i] = PLAN_NONE;
	for (i = p->n; i-- > 0;) {
		add_actual(p, i);
		if (p->item[i].leaf || !p->item[i].timed)
			continue;
		open = false;
		for (j = i + 1; j < p->item[i].end; j++) {
			if (!p->item[j].leaf)
				continue;
			p->item[i].actual += p->item[j].actual;
			p->item[i].done = p->item[i].done || p->item[j].done;
			open =
			    open || (!p->item[j].done && !p->item[j].skipped);
		}
		p->item[i].done = p->item[i].done && !open;
	}
}

static bool
is_item(struct str id, void *arg)
{
	return table_find(arg, &id) != TABLE_NONE;
}

void
plan_read(struct plan *p, struct session *s, instant now)
{
	struct table *agenda = s->table[TABLE_AGENDA];

	*p = (struct plan){ .s = s, .now = now, .current = PLAN_NONE };
	clock_replay(&p->clocks, s->table[TABLE_TIMES], is_item, agenda);
	p->has_start = session_start(s, &p->start);
	if (!p->has_start)
		p->start =
		    p->clocks.began != INSTANT_NONE ? p->clocks.began : now;
	p->length = session_duration(s, "length");
	read_items(p, agenda);
	link_items(p);
	find_leaves(p);
	p->end = lay_container(p, 0, p->n, 0, p->length);
	span_parents(p);
	place_timeless(p);
	add_up(p);
}

void
plan_release(struct plan *p)
{
	clock_release(&p->clocks);
	free(p->item);
	free(p->of_clock);
	*p = (struct plan){ .current = PLAN_NONE };
}

/* ---- where we are */

size_t
plan_find(const struct plan *p, size_t rec)
{
	size_t lo = 0, hi = p->n, mid;

	while (lo < hi) { /* they are in the order of records */
		mid = lo + (hi - lo) / 2;
		if (p->item[mid].rec < rec)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < p->n && p->item[lo].rec == rec ? lo : PLAN_NONE;
}

size_t
plan_first_leaf(const struct plan *p, size_t i)
{
	return p->item[i].timed ? p->item[i].first : PLAN_NONE;
}

/* Skipped itself, or a part of what is. */
static bool
is_skipped(const struct plan *p, size_t i)
{
	for (; i != PLAN_NONE; i = p->item[i].parent)
		if (p->item[i].skipped)
			return true;
	return false;
}

size_t
plan_next(const struct plan *p, size_t i)
{
	for (i = i == PLAN_NONE ? 0 : i + 1; i < p->n; i++)
		if (p->item[i].leaf && !is_skipped(p, i))
			return i;
	return PLAN_NONE;
}

size_t
plan_of_clock(const struct plan *p, size_t clock)
{
	return clock != CLOCK_NONE ? p->of_clock[clock] : PLAN_NONE;
}

size_t
plan_previous(const struct plan *p, size_t i)
{
	size_t n = p->clocks.ntrail, j;

	while (n-- > 0) {
		j = plan_of_clock(p, p->clocks.trail[n].clock);
		if (j != PLAN_NONE && j != i)
			return j;
	}
	return PLAN_NONE;
}

long
plan_allowed(const struct plan *p, size_t i)
{
	const struct plan_item *it = &p->item[i];
	long extended =
	    it->clock != CLOCK_NONE ? p->clocks.clock[it->clock].extended : 0;

	return it->span + extended > 0 ? it->span + extended : 0;
}

int64_t
plan_left(const struct plan *p, size_t i)
{
	return (int64_t)plan_allowed(p, i) * 1000 - p->item[i].actual;
}

size_t
plan_section(const struct plan *p)
{
	size_t i;

	if (p->current == PLAN_NONE)
		return PLAN_NONE;
	for (i = p->item[p->current].parent;
	     i != PLAN_NONE && !p->item[i].fixed_length;)
		i = p->item[i].parent;
	return i;
}

/* When the item under way, or the waiting for the start, is over. */
static instant
free_at(const struct plan *p)
{
	int64_t left;

	if (p->current != PLAN_NONE) {
		left = plan_left(p, p->current);
		return p->now + (left > 0 ? left : 0);
	}
	if (p->clocks.began == INSTANT_NONE && p->start > p->now)
		return p->start;
	return p->now;
}

instant
plan_projected_end(const struct plan *p)
{
	instant t = free_at(p), fixed;
	size_t i = p->current;

	if (p->clocks.ended != INSTANT_NONE)
		return p->clocks.ended;
	while ((i = plan_next(p, i)) != PLAN_NONE) {
		if (p->item[i].done)
			continue;
		fixed = p->start + (int64_t)p->item[i].start * 1000;
		if (p->item[i].fix == PLAN_HARD && fixed > t)
			t = fixed;
		t += (int64_t)plan_allowed(p, i) * 1000;
	}
	return t;
}

long
plan_behind(const struct plan *p)
{
	long planned = p->end;
	instant t = free_at(p);

	if (p->clocks.ended != INSTANT_NONE)
		t = p->clocks.ended;
	else if (p->current != PLAN_NONE)
		planned = p->item[p->current].offset + p->item[p->current].span;
	else if (p->clocks.began == INSTANT_NONE)
		planned = 0;
	return (long)((t - p->start) / 1000) - planned;
}
