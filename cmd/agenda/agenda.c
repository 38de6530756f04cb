#include <stdlib.h>

#include "agenda.h"
#include "duration.h"
#include "people.h"

static const struct {
	unsigned also;
	enum table_id table;
	table_want want;
} others[] = { { AGENDA_PEOPLE, TABLE_PEOPLE, PEOPLE_WANT },
	{ AGENDA_NOTES, TABLE_NOTES, TABLE_WANT_ALL },
	{ AGENDA_QUESTIONS, TABLE_QUESTIONS, TABLE_WANT_ALL } };

static void
set_wants(table_want want[TABLE_COUNT], unsigned also)
{
	size_t i;

	want[TABLE_AGENDA] = PLAN_WANT_AGENDA;
	want[TABLE_TIMES] = PLAN_WANT_TIMES;
	for (i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if ((also & others[i].also) != 0)
			want[others[i].table] = others[i].want;
}

int
agenda_read(struct cli *c, struct plan *p, unsigned also)
{
	table_want want[TABLE_COUNT] = { 0 };

	*p = (struct plan){ .current = PLAN_NONE };
	set_wants(want, also);
	if (cli_read(c, want) == -1)
		return -1;
	plan_read(p, &c->session, cli_now(c));
	return 0;
}

int
agenda_begin(struct cli *c, struct plan *p)
{
	table_want want[TABLE_COUNT] = { 0 };

	*p = (struct plan){ .current = PLAN_NONE };
	set_wants(want, AGENDA_PEOPLE | AGENDA_NOTES);
	if (cli_begin(c, want) == -1)
		return -1;
	plan_read(p, &c->session, c->store.now);
	return 0;
}

int
agenda_fail(struct cli *c, struct plan *p)
{
	plan_release(p);
	return cli_fail(c);
}

int
agenda_find(struct cli *c, const struct plan *p, struct str typed, size_t *item)
{
	struct table *t = c->session.table[TABLE_AGENDA];
	size_t rec = id_find(t, typed, "item", &c->err);

	if (rec == TABLE_NONE)
		return -1;
	*item = plan_find(p, rec);
	if (*item != PLAN_NONE)
		return 0;
	return error_set(&c->err, EXIT_INPUT,
	    "the item was dropped: %.*s: agenda restore takes it back",
	    STR_ARG(table_get(t, rec, AGENDA_TITLE)));
}

int
agenda_current(struct cli *c, const struct plan *p, size_t *item)
{
	*item = p->current;
	if (*item != PLAN_NONE)
		return 0;
	return error_set(&c->err, EXIT_NO, "%s",
	    p->clocks.ended != INSTANT_NONE ? "the meeting has ended"
					    : "nothing runs");
}

long
agenda_seconds(int64_t ms)
{
	return (long)((ms + 500) / 1000);
}

void
agenda_series(const struct cli *c, struct str operand, struct buf *b)
{
	if (operand.p != NULL)
		buf_add(b, operand);
	else if (c->session.dir == NULL || c->session.dir[0] == '\0')
		buf_addz(b, "..");
	else
		buf_addf(b, "%s/..", c->session.dir);
}

bool
agenda_clock(struct str s, instant near, instant *t)
{
	struct civil day = civil_of(near);
	bool timed = false;
	long sec;

	if (duration_parse_offset(s, &sec) && s.p[0] != '+' &&
	    sec < 24 * 3600) {
		day.hour = (int)(sec / 3600);
		day.minute = (int)(sec / 60 % 60);
		day.second = 0;
		*t = civil_instant(day);
		day.day += *t < near;
		*t = civil_instant(day);
		return true;
	}
	return instant_parse_rfc3339(s, t) ||
	    (date_parse(s, near, t, &timed) && timed);
}
