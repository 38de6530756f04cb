#include <stdlib.h>

#include "id.h"
#include "near.h"
#include "people.h"
#include "utf8.h"
#include "words.h"
#include "xalloc.h"

/* What was typed, as it is and folded. */
struct typed {
	struct str plain;
	struct buf folded;
};

/* How well a person fits, the better the greater. */
enum fit { FIT_NONE, FIT_BEGINS, FIT_NAME, FIT_HANDLE };

static struct typed
typed_new(struct str plain)
{
	struct typed t = { plain, BUF_INIT };

	utf8_add_folded(&t.folded, plain);
	return t;
}

/* Does the folded name begin with the folded words? */
static bool
begins_with_words(struct str name, struct str words)
{
	return str_starts(name, words) && words.n < name.n &&
	    name.p[words.n] == ' ';
}

static enum fit
fit(struct table *people, size_t rec, const struct typed *t)
{
	struct str id = table_key(people, rec, 0), typed = buf_str(&t->folded);
	struct buf name = BUF_INIT;
	enum fit f = FIT_NONE;

	utf8_add_folded(&name, table_get(people, rec, PEOPLE_NAME));
	if (str_eq(id, t->plain))
		f = FIT_HANDLE;
	else if (str_eq(buf_str(&name), typed) || str_eq(id, typed))
		f = FIT_NAME;
	else if ((typed.n >= 2 && str_starts(id, typed)) ||
	    begins_with_words(buf_str(&name), typed))
		f = FIT_BEGINS;
	buf_release(&name);
	return f;
}

/* The best fit and how many fit as well; those dropped only by handle. */
static enum fit
find_best(struct table *people, const struct typed *t, size_t *rec, size_t *n)
{
	enum fit best = FIT_NONE, f;
	size_t i;

	*rec = table_find(people, &t->plain);
	*n = *rec != TABLE_NONE;
	if (*n == 1)
		return FIT_HANDLE;
	for (i = 0; t->folded.n > 0 && i < people->nrec; i++) {
		f = fit(people, i, t);
		if (f == FIT_NONE || f < best || table_is_dropped(people, i))
			continue;
		*n = f > best ? 1 : *n + 1;
		*rec = f > best ? i : *rec;
		best = f;
	}
	return best;
}

/* The index of the person whose handle or name is near, or nrec. */
static size_t
near_person(struct table *people, const struct typed *t)
{
	size_t i, n = people->nrec;
	struct str *cand = xalloc(n * 2, sizeof(*cand));
	struct buf *name = xcalloc(n, sizeof(*name));

	for (i = 0; i < n; i++) {
		utf8_add_folded(&name[i], table_get(people, i, PEOPLE_NAME));
		cand[i] = table_key(people, i, 0);
		cand[n + i] = buf_str(&name[i]);
	}
	i = near_miss(buf_str(&t->folded), cand, n * 2);
	i = i < n * 2 ? i % n : n;
	while (n > 0)
		buf_release(&name[--n]);
	free(name);
	free(cand);
	return i;
}

static int
nobody(struct table *people, const struct typed *t, struct error *e)
{
	size_t i = near_person(people, t);

	error_set(e, EXIT_INPUT, "nobody known as \"%.*s\"",
	    STR_ARG(str_upto(t->plain, 80)));
	if (i < people->nrec)
		buf_addf(&e->msg, ": did you mean \"%.*s\"?",
		    STR_ARG(table_key(people, i, 0)));
	return -1;
}

static int
several(
    struct table *people, const struct typed *t, enum fit best, struct error *e)
{
	size_t i;

	error_set(e, EXIT_INPUT,
	    "\"%.*s\" may be several people:", STR_ARG(t->plain));
	for (i = 0; i < people->nrec; i++)
		if (fit(people, i, t) == best && !table_is_dropped(people, i))
			buf_addf(
			    &e->msg, " %.*s", STR_ARG(table_key(people, i, 0)));
	return -1;
}

/* The one person meant, or -1. */
static int
find_one(struct table *people, struct str typed, size_t *rec, struct error *e)
{
	struct typed t = typed_new(typed);
	enum fit best;
	size_t n;
	int rc = 0;

	best = find_best(people, &t, rec, &n);
	if (n == 0)
		rc = nobody(people, &t, e);
	else if (n > 1)
		rc = several(people, &t, best, e);
	buf_release(&t.folded);
	return rc;
}

/* The record that `typed` is the number of, or TABLE_NONE. */
static size_t
numbered(struct table *people, struct str typed)
{
	size_t n = 0, i;

	for (i = 0; i < typed.n && typed.n < 10; i++) {
		if (typed.p[i] < '0' || typed.p[i] > '9')
			return TABLE_NONE;
		n = n * 10 + (size_t)(typed.p[i] - '0');
	}
	return table_numbered(people, n);
}

size_t
people_find(struct table *people, struct str typed, struct error *e)
{
	struct error first = ERROR_INIT;
	size_t rec, number;

	if (find_one(people, typed, &rec, &first) == 0)
		return rec;
	number = numbered(people, typed);
	if (number == TABLE_NONE)
		error_set(
		    e, first.status, "%.*s", STR_ARG(buf_str(&first.msg)));
	error_release(&first);
	return number;
}

int
people_add_handle(
    struct table *people, struct str typed, struct buf *b, struct error *e)
{
	size_t rec = 0;

	if (people->nrec == 0) {
		if (!id_valid(typed))
			return error_set(e, EXIT_INPUT,
			    "not a handle: \"%.*s\"",
			    STR_ARG(str_upto(typed, 80)));
		buf_add(b, typed);
		return 0;
	}
	if (find_one(people, typed, &rec, e) == -1)
		return -1;
	buf_add(b, table_key(people, rec, 0));
	return 0;
}

static void
take_present(struct table *people, struct handles *h)
{
	const size_t *order = table_order(people);
	size_t i;

	for (i = 0; i < people->nrec; i++)
		if (people_is_present(people, order[i]))
			handles_add(h, table_key(people, order[i], 0));
}

/* One person, who may be anybody where nobody is known. */
static int
take_one(
    struct table *people, struct str typed, struct handles *h, struct error *e)
{
	struct buf b = BUF_INIT;
	size_t rec;
	int rc = 0;

	if (people->nrec == 0) {
		rc = people_add_handle(people, typed, &b, e);
		if (rc == 0)
			handles_add(h, buf_str(&b));
		buf_release(&b);
		return rc;
	}
	rec = people_find(people, typed, e);
	if (rec == TABLE_NONE)
		return -1;
	handles_add(h, table_key(people, rec, 0));
	return 0;
}

int
people_add_handles(
    struct table *people, struct str typed, struct buf *b, struct error *e)
{
	struct buf one = BUF_INIT;
	struct handles h = { 0 };
	struct str who;
	int rc = 0;

	while (rc == 0 && str_split(&typed, ',', &who)) {
		who = str_trim(who);
		buf_cut(&one, 0);
		if (str_is(who, "all"))
			take_present(people, &h);
		else if ((rc = people_add_handle(people, who, &one, e)) == 0)
			handles_add(&h, buf_str(&one));
	}
	if (rc == 0)
		handles_join(&h, b);
	handles_release(&h);
	buf_release(&one);
	return rc;
}

int
people_take(
    struct table *people, struct str typed, struct handles *h, struct error *e)
{
	struct str one;
	int rc = 0;

	if (people_knows(people, typed))
		return take_one(people, typed, h, e);
	while (rc == 0 && str_split(&typed, ',', &one)) {
		one = str_trim(one);
		if (str_is(one, "all"))
			take_present(people, h);
		else
			rc = take_one(people, one, h, e);
	}
	return rc;
}

size_t
people_count(struct table *people, struct str typed)
{
	struct typed t = typed_new(typed);
	size_t rec, n;

	find_best(people, &t, &rec, &n);
	buf_release(&t.folded);
	return n;
}

bool
people_knows(struct table *people, struct str typed)
{
	return people_count(people, typed) == 1;
}

bool
people_is_present(struct table *people, size_t rec)
{
	return !table_is_dropped(people, rec) &&
	    str_is(table_get(people, rec, PEOPLE_PRESENCE), "in");
}

bool
people_takes_part(struct table *people, size_t rec)
{
	static const char *const others[] = { "facilitator", "co-facilitator",
		"guest" };
	struct str role = table_get(people, rec, PEOPLE_ROLE);
	size_t i;

	for (i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (words_is(role, others[i]))
			return false;
	return true;
}

/* ---- handles for new people */

static bool
is_taken(struct table *people, struct str handle)
{
	return str_is(handle, "all") || str_is(handle, "rest") ||
	    table_find(people, &handle) != TABLE_NONE;
}

void
people_add_new_handle(struct table *people, struct str name, struct buf *b)
{
	struct buf slug = BUF_INIT, suffix = BUF_INIT, handle = BUF_INIT;
	size_t n = 0;

	name = str_trim(name);
	while (n < name.n && memchr(" \t\n", name.p[n], 3) == NULL)
		n++;
	utf8_add_slug(&slug, str_upto(name, n));
	if (slug.n > 0)
		buf_add(&handle, buf_str(&slug));
	for (n = 2; handle.n > 0 && is_taken(people, buf_str(&handle)); n++) {
		buf_cut(&suffix, 0);
		buf_addf(&suffix, "-%zu", n);
		buf_cut(&handle, 0);
		buf_add(&handle, str_upto(buf_str(&slug), ID_MAX - suffix.n));
		buf_add(&handle, buf_str(&suffix));
	}
	buf_add(b, buf_str(&handle));
	buf_release(&slug);
	buf_release(&suffix);
	buf_release(&handle);
}
