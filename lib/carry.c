#include "carry.h"

/* Whether `start` is not after that day. */
static bool
is_by_day(instant start, instant day)
{
	struct civil end = civil_of(day);

	end.day++;
	end.hour = end.minute = end.second = 0;
	return start < civil_instant(end);
}

enum carry_word
carry_word(struct str stored, instant start)
{
	instant last;

	if (str_is(stored, "yes"))
		return CARRY_YES;
	if (str_is(stored, "no"))
		return CARRY_NO;
	if (!date_parse(stored, start, &last, NULL))
		return CARRY_UNSAID;
	return is_by_day(start, last) ? CARRY_YES : CARRY_NO;
}

int
carry_add_stored(struct str typed, instant now, struct buf *b, struct error *e)
{
	instant last;

	if (str_is(typed, "yes") || str_is(typed, "no")) {
		buf_add(b, typed);
		return 0;
	}
	if (!date_parse(typed, now, &last, NULL))
		return error_set(e, EXIT_INPUT,
		    "not a carry: \"%.*s\": give yes, no or the last date",
		    STR_ARG(str_upto(typed, 80)));
	instant_add_day(b, last);
	return 0;
}
