/*
 * calendar: `list -o ics`, an event for each item that takes time by itself.
 */
#include "agenda.h"
#include "ics.h"
#include "link.h"

/* When the session was made: what tells its events from those of another
 * one to which the items were carried, whatever it is renamed to.  Where it
 * was made `from` another the rest of its settings are as old as that. */
static instant
session_made(struct cli *c, const struct plan *p)
{
	struct table *t = c->session.table[TABLE_SESSION];
	struct str from = STR("from");
	instant made = INSTANT_MAX;
	size_t i = table_find(t, &from);

	if (i != TABLE_NONE && table_first(t, i) != INSTANT_NONE)
		return table_first(t, i);
	for (i = 0; i < t->nrec; i++)
		if (table_first(t, i) != INSTANT_NONE &&
		    table_first(t, i) < made)
			made = table_first(t, i);
	return made != INSTANT_MAX ? made : p->start;
}

static void
add_uid(struct buf *b, struct str id, instant made)
{
	struct buf uid = BUF_INIT;

	buf_addf(&uid, "%.*s-%lld@moot", STR_ARG(id), (long long)made);
	ics_value(b, "UID", buf_str(&uid));
	buf_release(&uid);
}

/* What is for everyone: the owner, and the texts. */
static void
add_description(struct buf *b, struct cli *c, const struct plan_item *it)
{
	struct table *notes = c->session.table[TABLE_NOTES];
	const size_t *order = table_order(notes);
	struct buf text = BUF_INIT;
	size_t i;

	buf_add(&text,
	    table_get(c->session.table[TABLE_AGENDA], it->rec, AGENDA_OWNER));
	for (i = 0; i < notes->nrec; i++) {
		if (!str_eq(table_get(notes, order[i], NOTES_REF), it->id) ||
		    !str_is(table_get(notes, order[i], NOTES_KIND), "text") ||
		    table_is_dropped(notes, order[i]))
			continue;
		if (text.n > 0)
			buf_addc(&text, '\n');
		buf_add(&text, table_get(notes, order[i], NOTES_TEXT));
	}
	ics_text(b, "DESCRIPTION", buf_str(&text));
	buf_release(&text);
}

static void
add_event(struct buf *b, struct cli *c, const struct plan *p,
    const struct plan_item *it, instant made)
{
	struct table *t = c->session.table[TABLE_AGENDA];
	instant start = p->start + (instant)it->offset * 1000,
		newest = table_newest(t, it->rec);

	ics_begin(b, STR("VEVENT"));
	add_uid(b, it->id, made);
	ics_instant(b, "DTSTAMP", newest != INSTANT_NONE ? newest : p->now);
	ics_instant(b, "DTSTART", start);
	if (it->span > 0) /* an end is later than its start */
		ics_instant(b, "DTEND", start + (instant)it->span * 1000);
	ics_text(b, "SUMMARY", it->title);
	add_description(b, c, it);
	ics_text(b, "LOCATION", session_setting(&c->session, "place"));
	if (link_is_safe(table_get(t, it->rec, AGENDA_LINK)))
		ics_value(b, "URL", table_get(t, it->rec, AGENDA_LINK));
	ics_end(b, STR("VEVENT"));
}

int
calendar_print(struct cli *c, struct plan *p, const size_t rec[], size_t n)
{
	struct buf b = BUF_INIT;
	size_t i, item;

	if (!p->has_start)
		return error_set(&c->err, EXIT_INPUT,
		    "the session has no start: session set start=... says "
		    "when it is");
	ics_calendar(&b, session_setting(&c->session, "title"));
	for (i = 0; i < n; i++) {
		item = plan_find(p, rec[i]);
		if (item != PLAN_NONE && p->item[item].leaf)
			add_event(&b, c, p, &p->item[item], session_made(c, p));
	}
	ics_end(&b, STR("VCALENDAR"));
	out_print(buf_str(&b));
	buf_release(&b);
	return 0;
}
