#include <stdlib.h>

#include "due.h"
#include "series.h"
#include "words.h"
#include "xalloc.h"

enum { EVERY_DAYS = 7 };

static const table_want nothing[TABLE_COUNT] = { 0 };

/* The start of the `i`th session; INSTANT_NONE where it has none. */
static int
start_of(
    const struct series *se, size_t i, instant *t, long *every, struct error *e)
{
	struct session s;
	char *days;

	if (series_load(se, i, &s, nothing, e) == -1)
		return -1;
	if (!session_start(&s, t))
		*t = INSTANT_NONE;
	days = xstrndup(session_setting(&s, "every"));
	if (every != NULL && days[0] != '\0')
		*every = strtol(days, NULL, 10);
	free(days);
	session_release(&s);
	return 0;
}

static instant
days_later(instant t, long days)
{
	struct civil c = civil_of(t);

	c.day += (int)days;
	return civil_instant(c);
}

/* The first start behind `own`. */
static int
next_in(const struct series *se, instant own, instant *next, struct error *e)
{
	instant t;
	size_t i;

	*next = INSTANT_NONE;
	for (i = 0; i < se->n; i++) {
		if (start_of(se, i, &t, NULL, e) == -1)
			return -1;
		if (t > own && (*next == INSTANT_NONE || t < *next))
			*next = t;
	}
	return 0;
}

int
due_next(struct session *s, instant *next, struct error *e)
{
	instant own = INSTANT_NONE;
	long every = EVERY_DAYS;
	struct series se;
	int rc = 0;

	*next = INSTANT_NONE;
	if (series_of(&se, s, e) == -1)
		return -1;
	if (se.self < se.n)
		rc = start_of(&se, se.self, &own, &every, e);
	if (rc == 0 && own != INSTANT_NONE)
		rc = next_in(&se, own, next, e);
	/* Once more, since what is read last sets the zone. */
	if (rc == 0 && own != INSTANT_NONE)
		rc = start_of(&se, se.self, &own, &every, e);
	if (rc == 0 && own != INSTANT_NONE && *next == INSTANT_NONE)
		*next = days_later(own, every);
	series_release(&se);
	return rc;
}

int
due_add_stored(
    struct str typed, instant now, instant next, struct buf *b, struct error *e)
{
	bool timed = true;
	instant t = next;

	if (words_is(typed, "next")) {
		if (next == INSTANT_NONE)
			return error_set(e, EXIT_INPUT,
			    "when is next? the session has no start: give a "
			    "DATE, or set start=DATE");
	} else if (!date_parse(typed, now, &t, &timed)) {
		return error_set(e, EXIT_INPUT,
		    "not a date: \"%.*s\": give 2026-11-27, fri, +3d, "
		    "tomorrow or next",
		    STR_ARG(str_upto(typed, 80)));
	}
	if (timed)
		instant_add_local(b, t);
	else
		instant_add_day(b, t);
	return 0;
}

bool
due_read(struct str stored, instant *t, bool *timed)
{
	return stored.n > 0 && words_digit(stored.p[0]) &&
	    date_parse(stored, 0, t, timed);
}

long
due_days(instant t, instant now)
{
	static const instant day = 24 * 3600 * 1000L, half = 12 * 3600 * 1000L;
	struct civil a = civil_of(t), b = civil_of(now);
	instant apart;

	/* From noon to noon, which a change of summer time moves by an hour. */
	a.hour = b.hour = 12;
	a.minute = b.minute = a.second = b.second = 0;
	apart = civil_instant(a) - civil_instant(b);
	return (long)((apart + (apart < 0 ? -half : half)) / day);
}
