#include <stdlib.h>

#include "roster.h"
#include "sort.h"
#include "xalloc.h"

struct table *
person_table(struct cli *c)
{
	return c->session.table[TABLE_PEOPLE];
}

int
person_operands(struct cli *c, int from, struct handles *h)
{
	int i;

	for (i = from; i < c->noperand; i++)
		if (people_take(
			person_table(c), cli_operand(c, i), h, &c->err) == -1)
			return -1;
	return 0;
}

void
person_row(struct store_row *row, struct str who)
{
	store_row(row, TABLE_PEOPLE);
	store_set(row, PEOPLE_ID, who);
}

int
person_put(struct cli *c, struct store_row *row)
{
	if (row->n == 1) {
		free(row->field);
		return 0;
	}
	return store_put(&c->store, row, &c->err) == TABLE_NONE ? -1 : 0;
}

void
person_set(struct cli *c, struct store_row *row, int col, struct str value)
{
	struct table *people = person_table(c);
	struct str who = row->field[0].plain;
	size_t rec = table_find(people, &who);

	if (rec == TABLE_NONE || !str_eq(table_get(people, rec, col), value))
		store_set(row, col, value);
}

/* Says so where somebody else has that name: it may be a mistake. */
static void
warn_of_namesake(struct cli *c, struct str name)
{
	struct table *people = person_table(c);
	size_t i;

	for (i = 0; i < people->nrec; i++)
		if (str_eq(table_get(people, i, PEOPLE_NAME), name) &&
		    !table_is_dropped(people, i))
			cli_say(c, "there is another \"%.*s\": %.*s",
			    STR_ARG(name), STR_ARG(table_key(people, i, 0)));
}

/* A handle made of the name, or a random one. */
static int
add_handle(struct cli *c, struct str name, struct buf *id)
{
	char random[ID_NEW_LENGTH + 1];

	people_add_new_handle(person_table(c), name, id);
	if (id->n > 0)
		return 0;
	if (store_new_id(&c->store, random, &c->err) == -1)
		return -1;
	buf_addz(id, random);
	return 0;
}

int
person_put_new(struct cli *c, struct str name, bool present, struct buf *id)
{
	struct store_row row;

	if (name.n == 0)
		return error_set(&c->err, EXIT_INPUT, "a person needs a name");
	warn_of_namesake(c, name);
	if (id->n == 0 && add_handle(c, name, id) == -1)
		return -1;
	person_row(&row, buf_str(id));
	store_set(&row, PEOPLE_NAME, name);
	store_set(&row, PEOPLE_ROLE, str_of(cli_value(c, "role")));
	store_set(&row, PEOPLE_EMAIL, str_of(cli_value(c, "email")));
	if (present)
		store_set(&row, PEOPLE_PRESENCE, STR("in"));
	return person_put(c, &row);
}

bool
person_is_expected(struct table *people, size_t rec)
{
	return !table_is_dropped(people, rec) &&
	    (!str_is(table_get(people, rec, PEOPLE_RSVP), "no") ||
		str_is(table_get(people, rec, PEOPLE_PRESENCE), "late"));
}

/* ---- clockwise */

/* Somebody here, and since when. */
struct arrival {
	struct str who;
	instant came;
	size_t number;
};

static int
by_arrival(const void *a, const void *b)
{
	const struct arrival *x = a, *y = b;

	if (x->came != y->came)
		return x->came > y->came ? 1 : -1;
	return (x->number > y->number) - (x->number < y->number);
}

static void
add_arrived(struct table *people, struct handles *h)
{
	struct arrival *a = xalloc(people->nrec, sizeof(*a));
	struct presence p;
	size_t i, n = 0;

	presence_read(&p, people);
	for (i = 0; i < people->nrec; i++) {
		if (!people_is_present(people, i))
			continue;
		a[n] = (struct arrival){ table_key(people, i, 0), INSTANT_NONE,
			table_number(people, i) };
		presence_came(&p, i, &a[n++].came);
	}
	sort(a, n, sizeof(*a), by_arrival);
	for (i = 0; i < n; i++)
		handles_add(h, a[i].who);
	presence_release(&p);
	free(a);
}

void
person_clockwise(struct cli *c, struct handles *h)
{
	struct table *people = person_table(c);
	struct str seats = session_setting(&c->session, "seats"), who;
	size_t rec;

	while (str_split(&seats, ',', &who)) {
		rec = table_find(people, &who);
		if (rec != TABLE_NONE && people_is_present(people, rec))
			handles_add(h, who);
	}
	add_arrived(people, h);
}
