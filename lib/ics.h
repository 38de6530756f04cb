/*
 * ics: lines of an iCalendar object, RFC 5545.
 *
 * Each line ends with CRLF and is folded so that none is longer than 75
 * octets, never within a character.  Text is escaped; control characters,
 * which a calendar may not have, C1 too, are left out, and what is not UTF-8
 * is U+FFFD.
 *
 *	ics_begin(&b, STR("VEVENT"));
 *	ics_text(&b, "SUMMARY", title);
 *	ics_instant(&b, "DTSTART", start);
 *	ics_end(&b, STR("VEVENT"));
 */
#ifndef ICS_H
#define ICS_H

#include "buf.h"
#include "instant.h"

/* BEGIN and END of a component. */
void ics_begin(struct buf *b, struct str component);
void ics_end(struct buf *b, struct str component);

/* Opens a VCALENDAR of that name, which may be empty. */
void ics_calendar(struct buf *b, struct str name);

/* A property whose value is text, or anything that needs no escapes, such as
 * a URI or a duration.  Nothing where the value is empty. */
void ics_text(struct buf *b, const char *name, struct str value);
void ics_value(struct buf *b, const char *name, struct str value);
/* A property that is an instant, in UTC, cut to seconds. */
void ics_instant(struct buf *b, const char *name, instant t);

#endif
