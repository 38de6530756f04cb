#include "telling.h"
#include "dates.h"
#include "mail.h"
#include "words.h"

/* Those of names come first. */
static const char *const telling[] = { "name", "names", "who are you", "handle",
	"email", "e-mail", "mail", "address", "phone", "ip" };

enum { NNAMES = 4, NTELLING = sizeof(telling) / sizeof(telling[0]) };

void
telling_add(struct telling *t, struct str cell)
{
	cell = str_trim(cell);
	if (cell.n == 0)
		return;
	t->any = true;
	t->dates = t->dates && dates_is(cell);
	t->addresses = t->addresses && mail_address_valid(cell);
}

bool
telling_is_time(const struct telling *t)
{
	return t->any && t->dates;
}

bool
telling_is_address(const struct telling *t)
{
	return t->any && t->addresses;
}

static bool
has_one_of(struct str heading, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (words_within(heading, telling[i]))
			return true;
	return false;
}

bool
telling_heading(struct str heading)
{
	return has_one_of(heading, NTELLING);
}

bool
telling_heading_of_names(struct str heading)
{
	return has_one_of(heading, NNAMES);
}
