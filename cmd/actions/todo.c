/*
 * todo: `list -o ics`, a VTODO of RFC 5545 for each action.
 */
#include "actions.h"
#include "ics.h"

/* STATUS of 3.8.1.11 for a status of ours. */
static const struct {
	const char *ours, *theirs;
} statuses[] = { { "open", "NEEDS-ACTION" }, { "doing", "IN-PROCESS" },
	{ "done", "COMPLETED" }, { "dropped", "CANCELLED" } };

static void
add_status(struct buf *b, const struct deck_entry *e, instant newest)
{
	size_t i;

	for (i = 0; i < sizeof(statuses) / sizeof(statuses[0]); i++)
		if (str_is(deck_status(e), statuses[i].ours))
			ics_value(b, "STATUS", str_of(statuses[i].theirs));
	if (str_is(deck_status(e), "done") && newest != INSTANT_NONE)
		ics_instant(b, "COMPLETED", newest);
}

/* A day has no time of day there either. */
static void
add_due(struct buf *b, const struct deck_entry *e)
{
	struct buf day = BUF_INIT, digits = BUF_INIT;
	size_t i;

	if (e->timed) {
		ics_instant(b, "DUE", e->due);
		return;
	}
	instant_add_day(&day, e->due);
	for (i = 0; i < day.n; i++)
		if (day.p[i] != '-')
			buf_addc(&digits, day.p[i]);
	ics_value(b, "DUE;VALUE=DATE", buf_str(&digits));
	buf_release(&day);
	buf_release(&digits);
}

/* A day ahead. */
static void
add_alarm(struct buf *b, const struct deck_entry *e)
{
	ics_begin(b, STR("VALARM"));
	ics_value(b, "ACTION", STR("DISPLAY"));
	ics_text(b, "DESCRIPTION", deck_field(e, ACTIONS_WHAT));
	ics_value(b, "TRIGGER;RELATED=END", STR("-P1D"));
	ics_end(b, STR("VALARM"));
}

/* Who, and the first step. */
static void
add_description(struct buf *b, const struct deck_entry *e)
{
	struct str first = deck_field(e, ACTIONS_FIRST);
	struct buf text = BUF_INIT;

	buf_add(&text, deck_field(e, ACTIONS_WHO));
	if (first.n > 0)
		buf_addf(&text, "%sFirst step: %.*s", text.n > 0 ? "\n" : "",
		    STR_ARG(first));
	ics_text(b, "DESCRIPTION", buf_str(&text));
	buf_release(&text);
}

static void
add_todo(struct buf *b, struct cli *c, const struct deck_entry *e)
{
	struct table *t = e->s->table[TABLE_ACTIONS];
	instant newest = table_newest(t, e->rec),
		first = table_first(t, e->rec);
	struct buf uid = BUF_INIT;

	/* The id is the same in every session that the action is carried to,
	 * and so is the entry in a calendar. */
	buf_addf(&uid, "action-%.*s@moot", STR_ARG(deck_id(e)));
	ics_begin(b, STR("VTODO"));
	ics_value(b, "UID", buf_str(&uid));
	ics_instant(b, "DTSTAMP", newest != INSTANT_NONE ? newest : cli_now(c));
	if (first != INSTANT_NONE)
		ics_instant(b, "CREATED", first);
	ics_text(b, "SUMMARY", deck_field(e, ACTIONS_WHAT));
	add_description(b, e);
	ics_text(b, "LOCATION", deck_field(e, ACTIONS_WHERE));
	add_status(b, e, newest);
	if (e->dated)
		add_due(b, e);
	if (e->dated && e->open)
		add_alarm(b, e);
	ics_end(b, STR("VTODO"));
	buf_release(&uid);
}

void
todo_print(struct cli *c, const struct deck *d)
{
	struct str title = { NULL, 0 };
	struct buf b = BUF_INIT;
	size_t i;

	if (d->session == NULL)
		title = session_setting(&c->session, "title");
	ics_calendar(&b, title);
	for (i = 0; i < d->n; i++)
		add_todo(&b, c, &d->entry[i]);
	ics_end(&b, STR("VCALENDAR"));
	out_print(buf_str(&b));
	buf_release(&b);
}
