#include <stdlib.h>

#include "id.h"
#include "near.h"
#include "people.h"
#include "utf8.h"
#include "xalloc.h"

static bool
same_name(struct str a, struct str b)
{
	struct buf fa = BUF_INIT, fb = BUF_INIT;
	bool same;

	utf8_add_folded(&fa, a);
	utf8_add_folded(&fb, b);
	same = str_eq(buf_str(&fa), buf_str(&fb));
	buf_release(&fa);
	buf_release(&fb);
	return same;
}

/* How `typed` fits a person: 0 not at all, 1 as a prefix, 2 by name, 3 as
 * the handle. */
static int
fit(struct table *people, size_t rec, struct str typed)
{
	struct str id = table_key(people, rec, 0);

	if (str_eq(id, typed))
		return 3;
	if (same_name(table_get(people, rec, PEOPLE_NAME), typed) ||
	    same_name(id, typed))
		return 2;
	return str_starts(id, typed) ? 1 : 0;
}

/* The best fit and how many fit as well; those dropped only by handle. */
static int
find_best(struct table *people, struct str typed, size_t *rec, size_t *n)
{
	int best = 0, f;
	size_t i;

	*n = 0;
	for (i = 0; typed.n > 0 && i < people->nrec; i++) {
		f = fit(people, i, typed);
		if (f == 0 || f < best ||
		    (f < 3 && table_is_dropped(people, i)))
			continue;
		*n = f > best ? 1 : *n + 1;
		*rec = f > best ? i : *rec;
		best = f;
	}
	return best;
}

static int
nobody(struct table *people, struct str typed, struct error *e)
{
	struct str *cand = xalloc(people->nrec * 2, sizeof(*cand));
	size_t i, n = people->nrec;

	for (i = 0; i < n; i++) {
		cand[i] = table_key(people, i, 0);
		cand[n + i] = table_get(people, i, PEOPLE_NAME);
	}
	error_set(e, EXIT_INPUT, "nobody known as \"%.*s\"",
	    STR_ARG(str_upto(typed, 80)));
	i = near_miss(typed, cand, n * 2);
	if (i < n * 2)
		buf_addf(
		    &e->msg, ": did you mean \"%.*s\"?", STR_ARG(cand[i % n]));
	free(cand);
	return -1;
}

static int
several(struct table *people, struct str typed, int best, struct error *e)
{
	size_t i;

	error_set(
	    e, EXIT_INPUT, "\"%.*s\" may be several people:", STR_ARG(typed));
	for (i = 0; i < people->nrec; i++)
		if (fit(people, i, typed) == best)
			buf_addf(
			    &e->msg, " %.*s", STR_ARG(table_key(people, i, 0)));
	return -1;
}

int
people_add_handle(
    struct table *people, struct str typed, struct buf *b, struct error *e)
{
	size_t rec = 0, n;
	int best;

	if (people->nrec == 0) {
		if (!id_valid(typed))
			return error_set(e, EXIT_INPUT,
			    "not a handle: \"%.*s\"",
			    STR_ARG(str_upto(typed, 80)));
		buf_add(b, typed);
		return 0;
	}
	best = find_best(people, typed, &rec, &n);
	if (n == 0)
		return nobody(people, typed, e);
	if (n > 1)
		return several(people, typed, best, e);
	buf_add(b, table_key(people, rec, 0));
	return 0;
}

/* Appends a handle to a list with commas that lacks it. */
static void
add_once(struct buf *list, struct str handle)
{
	struct str rest = buf_str(list), one;

	while (str_split(&rest, ',', &one))
		if (str_eq(one, handle))
			return;
	if (list->n > 0)
		buf_addc(list, ',');
	buf_add(list, handle);
}

static void
add_present(struct table *people, struct buf *list)
{
	const size_t *order = table_order(people);
	size_t i;

	for (i = 0; i < people->nrec; i++)
		if (!table_is_dropped(people, order[i]) &&
		    str_is(table_get(people, order[i], PEOPLE_PRESENCE), "in"))
			add_once(list, table_key(people, order[i], 0));
}

int
people_add_handles(
    struct table *people, struct str typed, struct buf *b, struct error *e)
{
	struct buf list = BUF_INIT, one = BUF_INIT;
	struct str who;
	int rc = 0;

	while (rc == 0 && str_split(&typed, ',', &who)) {
		who = str_trim(who);
		buf_cut(&one, 0);
		if (str_is(who, "all"))
			add_present(people, &list);
		else if ((rc = people_add_handle(people, who, &one, e)) == 0)
			add_once(&list, buf_str(&one));
	}
	if (rc == 0)
		buf_add(b, buf_str(&list));
	buf_release(&list);
	buf_release(&one);
	return rc;
}

bool
people_knows(struct table *people, struct str typed)
{
	size_t rec, n;

	find_best(people, typed, &rec, &n);
	return n == 1;
}
