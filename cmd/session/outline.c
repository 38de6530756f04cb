#include <stdlib.h>

#include "carry.h"
#include "copy.h"
#include "outline.h"
#include "plan.h"
#include "xalloc.h"

/* What an item is copied with, beside what was planned. */
#define COPIED                                                   \
	(TABLE_WANT(AGENDA_TITLE) | TABLE_WANT(AGENDA_KIND) |    \
	    TABLE_WANT(AGENDA_MIN) | TABLE_WANT(AGENDA_WHEN) |   \
	    TABLE_WANT(AGENDA_OWNER) | TABLE_WANT(AGENDA_LINK) | \
	    TABLE_WANT(AGENDA_CARRY))

static struct table *
old_agenda(const struct outline *o)
{
	return o->k->old->table[TABLE_AGENDA];
}

static struct table *
new_agenda(const struct outline *o)
{
	return o->k->c->session.table[TABLE_AGENDA];
}

/* ---- OLD's items */

static int
old_depth(const struct outline *o, size_t rec)
{
	return plan_depth(table_get(old_agenda(o), rec, AGENDA_DEPTH));
}

/* The last item of the list that is less deep. */
static size_t
parent_of(const struct outline *o, int depth)
{
	size_t i = o->n > 0 ? o->n - 1 : OUTLINE_NONE;

	while (i != OUTLINE_NONE && o->item[i].depth >= depth)
		i = o->item[i].parent;
	return i;
}

static void
add_item(struct outline *o, size_t rec, int depth)
{
	o->item = xgrow(o->item, o->n, &o->cap, sizeof(*o->item));
	o->item[o->n] = (struct outline_item){ .rec = rec,
		.depth = depth,
		.parent = parent_of(o, depth),
		.at = TABLE_NONE };
	o->n++;
}

/* What is dropped is left out, with what is beneath it. */
static void
read_items(struct outline *o)
{
	struct table *t = old_agenda(o);
	const size_t *order = table_order(t);
	int depth, dropped = -1;
	size_t i;

	for (i = 0; i < t->nrec; i++) {
		depth = old_depth(o, order[i]);
		if (dropped != -1 && depth > dropped)
			continue;
		dropped =
		    planned_is_dropped(&o->planned, order[i]) ? depth : -1;
		if (dropped == -1)
			add_item(o, order[i], depth);
	}
}

static bool
goes_by_kind(struct str kind)
{
	return !str_is(kind, "goal") && !str_is(kind, "read");
}

static bool
goes(const struct outline *o, const struct outline_item *it)
{
	struct table *t = old_agenda(o);

	switch (carry_word(table_get(t, it->rec, AGENDA_CARRY), o->k->start)) {
	case CARRY_YES:
		return true;
	case CARRY_NO:
		return false;
	default:
		return goes_by_kind(table_get(t, it->rec, AGENDA_KIND)) &&
		    (it->parent == OUTLINE_NONE || o->item[it->parent].goes);
	}
}

/* The item that this one is going to be beneath, or OUTLINE_NONE. */
static size_t
new_parent(const struct outline *o, size_t i)
{
	do
		i = o->item[i].parent;
	while (i != OUTLINE_NONE && !o->item[i].goes);
	return i;
}

/* ---- the new session's places */

static int
new_depth(const struct outline *o, size_t rec)
{
	return plan_depth(table_get(new_agenda(o), rec, AGENDA_DEPTH));
}

static void
read_order(struct outline *o)
{
	struct table *t = new_agenda(o);
	const size_t *order = table_order(t);
	size_t i;

	for (i = 0; i < t->nrec; i++) {
		o->order = xgrow(o->order, i, &o->caporder, sizeof(*o->order));
		o->order[i] = order[i];
	}
	o->norder = t->nrec;
}

/* The place of a record; most often one of the last. */
static size_t
place_of(const struct outline *o, size_t rec)
{
	size_t i = o->norder;

	while (i > 0 && o->order[i - 1] != rec)
		i--;
	return i - 1;
}

/* The place behind the one at `place` and what is then deeper than `depth`. */
static size_t
behind(const struct outline *o, size_t place, int depth)
{
	bool beneath = new_depth(o, o->order[place]) < depth;

	place++;
	while (!beneath && place < o->norder &&
	    new_depth(o, o->order[place]) > depth)
		place++;
	return place;
}

/* Puts a record, of which the row was just put, at that place. */
static int
insert(struct outline *o, size_t rec, size_t place)
{
	struct cli *c = o->k->c;
	size_t i;

	if (place < o->norder &&
	    store_move(&c->store, &rec, 1, o->order[place], &c->err) == -1)
		return -1;
	o->order = xgrow(o->order, o->norder, &o->caporder, sizeof(*o->order));
	for (i = o->norder++; i > place; i--)
		o->order[i] = o->order[i - 1];
	o->order[place] = rec;
	return 0;
}

/* Where an item goes: behind what stood before it in OLD, else before what
 * stood behind it, else to the end. */
static size_t
place_for(const struct outline *o, size_t item, int depth)
{
	size_t i;

	for (i = item; i > 0; i--)
		if (o->item[i - 1].at != TABLE_NONE)
			return behind(o, place_of(o, o->item[i - 1].at), depth);
	for (i = item + 1; i < o->n; i++)
		if (o->item[i].at != TABLE_NONE)
			return place_of(o, o->item[i].at);
	return o->norder;
}

/* ---- putting */

static int
put_row(struct outline *o, struct store_row *row, int depth,
    const struct table *from, size_t was, size_t *rec)
{
	struct buf b = BUF_INIT;

	buf_addf(&b, "%d", depth);
	store_set(row, AGENDA_DEPTH, buf_str(&b));
	*rec = rollover_put(o->k, row, from, was);
	buf_release(&b);
	store_name_items(&o->k->c->store);
	return *rec == TABLE_NONE ? -1 : 0;
}

static int
put_item(struct outline *o, size_t i)
{
	struct outline_item *it = &o->item[i];
	size_t up = new_parent(o, i), place;
	int depth = up != OUTLINE_NONE ? new_depth(o, o->item[up].at) + 1 : 0;
	struct store_row row;

	place = place_for(o, i, depth);
	copy_record(&o->k->c->store, &row, old_agenda(o), it->rec, COPIED);
	store_set(&row, AGENDA_LENGTH,
	    planned_get(&o->planned, it->rec, AGENDA_LENGTH));
	store_set(&row, AGENDA_START,
	    planned_get(&o->planned, it->rec, AGENDA_START));
	if (put_row(o, &row, depth, old_agenda(o), it->rec, &it->at) == -1)
		return -1;
	return insert(o, it->at, place);
}

/* Whether an item stands in the new session, and was not dropped. */
static bool
is_live(const struct outline *o, size_t i)
{
	return o->item[i].at != TABLE_NONE &&
	    !table_is_dropped(new_agenda(o), o->item[i].at);
}

static int
see_to_item(struct outline *o, size_t i)
{
	struct outline_item *it = &o->item[i];
	size_t up;

	it->goes = it->goes && o->k->agenda;
	if (!it->goes)
		return 0;
	up = new_parent(o, i);
	if (it->at != TABLE_NONE || (up != OUTLINE_NONE && !is_live(o, up)))
		return 0;
	return copy_is_lacking(o->k->c, old_agenda(o), it->rec) ? put_item(o, i)
								: 0;
}

static void
find_in_new(struct outline *o, struct outline_item *it)
{
	struct str id = table_key(old_agenda(o), it->rec, 0);

	it->at = table_find(new_agenda(o), &id);
}

int
outline_put_items(struct outline *o)
{
	size_t i;
	int rc = 0;

	for (i = 0; i < o->n; i++) {
		o->item[i].goes = goes(o, &o->item[i]);
		find_in_new(o, &o->item[i]);
	}
	for (i = 0; i < o->n && rc == 0; i++) {
		rc = see_to_item(o, i);
		o->k->goes[TABLE_AGENDA][o->item[i].rec] = o->item[i].goes;
	}
	return rc;
}

/* ---- goals */

/* The place behind the last goal, and its depth; false where there is none. */
static bool
behind_goals(const struct outline *o, size_t *place, int *depth)
{
	struct table *t = new_agenda(o);
	size_t i = o->norder;

	while (i > 0 &&
	    (!str_is(table_get(t, o->order[i - 1], AGENDA_KIND), "goal") ||
		table_is_dropped(t, o->order[i - 1])))
		i--;
	if (i == 0)
		return false;
	*depth = new_depth(o, o->order[i - 1]);
	*place = behind(o, i - 1, *depth);
	return true;
}

/* The same beneath what OLD's first goal stood beneath. */
static bool
where_goals_were(const struct outline *o, size_t *place, int *depth)
{
	size_t i = 0, up;

	while (i < o->n &&
	    !str_is(
		table_get(old_agenda(o), o->item[i].rec, AGENDA_KIND), "goal"))
		i++;
	up = i < o->n ? new_parent(o, i) : OUTLINE_NONE;
	if (up == OUTLINE_NONE || !is_live(o, up))
		return false;
	*place = place_of(o, o->item[up].at);
	*depth = new_depth(o, o->item[up].at) + 1;
	for ((*place)++; *place < o->norder; (*place)++)
		if (new_depth(o, o->order[*place]) < *depth)
			break;
	return true;
}

int
outline_put_goal(
    struct outline *o, struct str id, struct str title, size_t idea)
{
	size_t place = o->norder, rec;
	struct store_row row;
	int depth = 0;

	if (!behind_goals(o, &place, &depth))
		where_goals_were(o, &place, &depth);
	store_row(&row, TABLE_AGENDA);
	store_set(&row, AGENDA_ID, id);
	store_set(&row, AGENDA_TITLE, title);
	store_set(&row, AGENDA_KIND, STR("goal"));
	if (put_row(o, &row, depth, o->k->old->table[TABLE_TRIES], idea,
		&rec) == -1)
		return -1;
	return insert(o, rec, place);
}

void
outline_init(struct outline *o, struct rollover *k)
{
	*o = (struct outline){ .k = k };
	planned_read(&o->planned, k->old);
	read_items(o);
	read_order(o);
}

void
outline_release(struct outline *o)
{
	planned_release(&o->planned);
	free(o->item);
	free(o->order);
}
