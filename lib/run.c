#include "run.h"
#include "duration.h"

int
run_put(struct store *st, const struct run_event *ev, struct error *e)
{
	struct store_row row;

	store_row(&row, TABLE_TIMES);
	store_set(&row, TIMES_ID, ev->id);
	store_set(&row, TIMES_EVENT, str_of(ev->event));
	store_set(&row, TIMES_VALUE, ev->value);
	store_set(&row, TIMES_LABEL, ev->label);
	return store_put(st, &row, e) == TABLE_NONE ? -1 : 0;
}

/* An event of an item, which must have its id in its line from now on. */
static int
put_for_item(struct store *st, const struct plan_item *it, const char *event,
    struct error *e)
{
	store_name_items(st);
	return run_put(
	    st, &(struct run_event){ .id = it->id, .event = event }, e);
}

static int
start_leaf(struct store *st, const struct plan *p, size_t leaf, size_t *out,
    struct error *e)
{
	if (out != NULL)
		*out = leaf;
	return put_for_item(st, &p->item[leaf], "start", e);
}

int
run_start(struct store *st, const struct plan *p, size_t item, size_t *leaf,
    struct error *e)
{
	size_t first = plan_first_leaf(p, item);

	if (first == PLAN_NONE)
		return error_set(e, EXIT_INPUT,
		    "it takes no time, so it cannot be started: %.*s",
		    STR_ARG(p->item[item].title));
	return start_leaf(st, p, first, leaf, e);
}

/* The item whose clock stopped last, or PLAN_NONE. */
static size_t
stopped_last(const struct plan *p)
{
	const struct clock *c, *last = NULL;
	size_t i, at = PLAN_NONE;

	for (i = 0; i < p->n; i++) {
		if (p->item[i].clock == CLOCK_NONE)
			continue;
		c = &p->clocks.clock[p->item[i].clock];
		if (c->state != CLOCK_STOPPED)
			continue;
		if (last == NULL || c->stopped > last->stopped) {
			last = c;
			at = i;
		}
	}
	return at;
}

/* When the item under way was last started, but for the meeting's first. */
static instant
last_step(const struct plan *p)
{
	struct table *t = p->s->table[TABLE_TIMES];
	const size_t *order = table_order(t);
	size_t i = t->nrec;

	if (p->current == PLAN_NONE)
		return INSTANT_NONE;
	while (i-- > 0)
		if (str_is(table_get(t, order[i], TIMES_EVENT), "start") &&
		    str_eq(table_get(t, order[i], TIMES_ID),
			p->item[p->current].id))
			break;
	if (i == SIZE_MAX || table_first(t, order[i]) == p->clocks.began)
		return INSTANT_NONE;
	return table_first(t, order[i]);
}

/* What --at puts before the last step is another mistake, told later. */
static int
check_twice(const struct store *st, const struct plan *p, struct error *e)
{
	instant last = last_step(p);

	if (last == INSTANT_NONE || p->now - last >= RUN_TWICE_MS ||
	    (st->at && p->now < last))
		return 0;
	return error_set(e, EXIT_NO, "moved on less than 3 s ago, to: %.*s",
	    STR_ARG(p->item[p->current].title));
}

int
run_next(struct store *st, const struct plan *p, bool force, size_t *leaf,
    struct error *e)
{
	size_t from = p->current, next;

	if (p->clocks.ended != INSTANT_NONE)
		return error_set(e, EXIT_NO,
		    "the meeting has ended: start an item to take it up again");
	if (!force && check_twice(st, p, e) == -1)
		return -1;
	if (from == PLAN_NONE)
		from = stopped_last(p);
	next = plan_next(p, from);
	if (next == PLAN_NONE && from == PLAN_NONE)
		return error_set(e, EXIT_NO,
		    "nothing to go to: no item of the agenda takes time");
	if (next == PLAN_NONE)
		return error_set(e, EXIT_NO, "nothing comes after: %.*s",
		    STR_ARG(p->item[from].title));
	return start_leaf(st, p, next, leaf, e);
}

int
run_back(struct store *st, const struct plan *p, size_t *leaf, struct error *e)
{
	size_t to;

	if (p->current == PLAN_NONE)
		return error_set(e, EXIT_NO, "nothing runs");
	to = plan_previous(p, p->current);
	if (to == PLAN_NONE)
		return error_set(e, EXIT_NO, "nothing came before: %.*s",
		    STR_ARG(p->item[p->current].title));
	if (leaf != NULL)
		*leaf = to;
	return put_for_item(st, &p->item[to], "back", e);
}

int
run_extend(struct store *st, struct str id, long has, long by, struct error *e)
{
	struct buf value = BUF_INIT;
	int rc;

	if (has < 0)
		has = 0;
	if (by < -has)
		by = -has;
	if (by == 0)
		return 0;
	if (by > 0)
		buf_addc(&value, '+');
	duration_add(&value, by);
	rc = run_put(st,
	    &(struct run_event){
		.id = id, .event = "extend", .value = buf_str(&value) },
	    e);
	buf_release(&value);
	return rc;
}
