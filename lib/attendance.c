#include "attendance.h"
#include "presence.h"

void
attendance_add_recorded(struct session *s, struct handles *h)
{
	struct table *people = s->table[TABLE_PEOPLE];
	const size_t *order = table_order(people);
	struct presence p;
	size_t i;

	presence_read(&p, people);
	for (i = 0; i < people->nrec; i++)
		if (!table_is_dropped(people, order[i]) &&
		    presence_was(&p, order[i], PRESENCE_IN))
			handles_add(h, table_key(people, order[i], 0));
	presence_release(&p);
}

void
attendance_add(struct session *s, struct handles *h)
{
	struct str frozen = session_setting(s, "present"), who;

	if (frozen.n == 0)
		attendance_add_recorded(s, h);
	while (str_split(&frozen, ',', &who))
		if (str_trim(who).n > 0)
			handles_add(h, str_trim(who));
}

bool
attendance_is_frozen(struct session *s)
{
	return session_setting(s, "present").n > 0;
}

bool
attendance_closed(struct session *s, instant *t)
{
	struct str closed = session_setting(s, "closed");

	return instant_parse_rfc3339(closed, t) ||
	    date_parse(closed, 0, t, NULL);
}
