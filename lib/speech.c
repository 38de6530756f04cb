#include <stdlib.h>

#include "clock.h"
#include "duration.h"
#include "speech.h"
#include "xalloc.h"

static void
stop(struct speech_list *l, instant t)
{
	if (l->n > 0 && l->speech[l->n - 1].to == INSTANT_NONE)
		l->speech[l->n - 1].to = t;
}

static void
begin(struct speech_list *l, struct table *times, size_t i, instant t)
{
	struct speech s = { table_get(times, i, TIMES_ID), t, INSTANT_NONE,
		-1 };

	stop(l, t);
	duration_parse(table_get(times, i, TIMES_VALUE), &s.length);
	l->speech = xgrow(l->speech, l->n, &l->cap, sizeof(*l->speech));
	l->speech[l->n++] = s;
}

void
speech_read(struct speech_list *l, struct table *times)
{
	struct clock_undone undone;
	struct str event;
	instant t;
	size_t i;

	*l = (struct speech_list){ 0 };
	clock_undone_read(&undone, times);
	for (i = 0; i < times->nrec; i++) {
		event = table_get(times, i, TIMES_EVENT);
		t = table_first(times, i);
		if (clock_lacks_time(times, i) ||
		    clock_is_undone(&undone, times, i))
			continue;
		if (str_is(event, "speak"))
			begin(l, times, i, t);
		else if (str_is(event, "hush") || str_is(event, "end"))
			stop(l, t);
	}
	clock_undone_release(&undone);
}

void
speech_release(struct speech_list *l)
{
	free(l->speech);
	*l = (struct speech_list){ 0 };
}

const struct speech *
speech_now(const struct speech_list *l)
{
	if (l->n == 0 || l->speech[l->n - 1].to != INSTANT_NONE)
		return NULL;
	return &l->speech[l->n - 1];
}

int64_t
speech_ms(const struct speech *s, instant now)
{
	instant to = s->to != INSTANT_NONE ? s->to : now;

	return to > s->from ? to - s->from : 0;
}

int
speech_put(struct store *st, struct str who, long seconds, struct error *e)
{
	struct buf length = BUF_INIT;
	struct store_row row;
	int rc;

	if (seconds >= 0)
		duration_add(&length, seconds);
	store_row(&row, TABLE_TIMES);
	store_set(&row, TIMES_EVENT, STR("speak"));
	store_set(&row, TIMES_ID, who);
	store_set(&row, TIMES_VALUE, buf_str(&length));
	rc = store_put(st, &row, e) == TABLE_NONE ? -1 : 0;
	buf_release(&length);
	return rc;
}

int
speech_put_hush(struct store *st, struct error *e)
{
	struct store_row row;

	store_row(&row, TABLE_TIMES);
	store_set(&row, TIMES_EVENT, STR("hush"));
	return store_put(st, &row, e) == TABLE_NONE ? -1 : 0;
}
