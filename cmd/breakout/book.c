#include <stdlib.h>

#include "book.h"
#include "sort.h"
#include "xalloc.h"

void
book_add(struct book *b, struct place p)
{
	p.who = arena_copy(&b->mem, p.who);
	p.group = arena_copy(&b->mem, p.group);
	p.topic = arena_copy(&b->mem, p.topic);
	b->place = xgrow(b->place, b->nplace, &b->capplace, sizeof(*b->place));
	b->place[b->nplace++] = p;
	handles_add(&b->who, p.who);
}

void
book_expect(struct book *b, struct str who)
{
	handles_add(&b->who, who);
}

/* ---- the order */

static bool
is_number(struct str s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	return s.n > 0 && s.p[0] != '0';
}

/* Numbers by their value and before other names. */
static int
compare_labels(struct str a, struct str b)
{
	bool na = is_number(a), nb = is_number(b);

	if (na != nb)
		return na ? -1 : 1;
	if (na && a.n != b.n)
		return a.n < b.n ? -1 : 1;
	return str_cmp(a, b);
}

static bool
same_round(const struct place *a, const struct place *b)
{
	return a->session == b->session && a->number == b->number;
}

/* For qsort: by session, round, group, person. */
static int
by_place(const void *a, const void *b)
{
	const struct place *x = a, *y = b;
	int c;

	if (x->session != y->session)
		return x->session < y->session ? -1 : 1;
	if (x->number != y->number)
		return x->number < y->number ? -1 : 1;
	c = compare_labels(x->group, y->group);
	return c != 0 ? c : str_cmp(x->who, y->who);
}

static struct round *
add_round(struct book *b, long number, bool own)
{
	struct round *r;
	size_t i;

	b->round = xgrow(b->round, b->nround, &b->capround, sizeof(*b->round));
	r = &b->round[b->nround++];
	*r = (struct round){ .number = number, .own = own };
	r->group = xalloc(b->who.n, sizeof(*r->group));
	for (i = 0; i < b->who.n; i++)
		r->group[i] = -1;
	return r;
}

static void
add_place(struct book *b, struct round *r, const struct place *p)
{
	size_t n = r->label.n, g = handles_add(&r->label, p->group);

	if (g == n || r->topic[g].n == 0)
		r->topic[g] = p->topic;
	r->group[book_person(b, p->who)] = (int)g;
}

/* The end of the places of the round that begins at `i`. */
static size_t
end_of_round(const struct book *b, size_t i)
{
	size_t end = i;

	while (end < b->nplace && same_round(&b->place[i], &b->place[end]))
		end++;
	return end;
}

static void
lay_series(struct book *b)
{
	size_t r, n = b->who.n;

	b->series = xalloc(b->nround * n, sizeof(*b->series));
	for (r = 0; r < b->nround && n > 0; r++)
		memcpy(b->series + r * n, b->round[r].group,
		    n * sizeof(*b->series));
}

static int
check_seats(const struct book *b, struct error *e)
{
	size_t i, rounds = 1; /* one may follow */

	for (i = 0; i < b->nplace; i = end_of_round(b, i))
		rounds++;
	if (b->who.n <= BOOK_SEATS_MAX / rounds)
		return 0;
	return error_set(e, EXIT_INPUT,
	    "%zu people in %zu rounds: more than there is room for", b->who.n,
	    rounds - 1);
}

int
book_check_pairs(const struct book *b, struct error *e)
{
	if (b->who.n <= BOOK_PAIRED_MAX)
		return 0;
	return error_set(e, EXIT_INPUT,
	    "%zu people: pairs can be counted of at most %d", b->who.n,
	    BOOK_PAIRED_MAX);
}

int
book_finish(struct book *b, struct error *e)
{
	struct round *r;
	size_t i, end;

	handles_sort(&b->who);
	sort(b->place, b->nplace, sizeof(*b->place), by_place);
	if (check_seats(b, e) == -1)
		return -1;
	for (i = 0; i < b->nplace; i = end) {
		end = end_of_round(b, i);
		r = add_round(b, b->place[i].number, b->place[i].own);
		r->topic = xcalloc(end - i, sizeof(*r->topic));
		for (; i < end; i++)
			add_place(b, r, &b->place[i]);
	}
	lay_series(b);
	return 0;
}

static void
round_release(struct round *r)
{
	handles_release(&r->label);
	free(r->topic);
	free(r->group);
}

void
book_release(struct book *b)
{
	size_t i;

	for (i = 0; i < b->nround; i++)
		round_release(&b->round[i]);
	free(b->round);
	free(b->place);
	free(b->series);
	handles_release(&b->who);
	arena_release(&b->mem);
	*b = (struct book){ 0 };
}

/* ---- asking */

struct golf_series
book_series(const struct book *b)
{
	return (struct golf_series){ (int)b->who.n, (int)b->nround, b->series };
}

static int
by_bytes(const void *a, const void *b)
{
	const struct str *x = a, *y = b;

	return str_cmp(*x, *y);
}

int
book_person(const struct book *b, struct str who)
{
	const struct str *found = b->who.n > 0
	    ? bsearch(&who, b->who.who, b->who.n, sizeof(who), by_bytes)
	    : NULL;

	return found != NULL ? (int)(found - b->who.who) : -1;
}

struct round *
book_own(const struct book *b, long number)
{
	size_t i;

	for (i = b->nround; i > 0; i--)
		if (b->round[i - 1].own &&
		    (number == 0 || b->round[i - 1].number == number))
			return &b->round[i - 1];
	return NULL;
}

struct round *
book_new_round(struct book *b, long number, const int *group, int groups)
{
	struct round *r = add_round(b, number, true);
	struct buf label = BUF_INIT;
	int g;

	for (g = 1; g <= groups; g++) {
		buf_cut(&label, 0);
		buf_addf(&label, "%d", g);
		handles_add(&r->label, buf_str(&label));
	}
	buf_release(&label);
	r->topic = xcalloc((size_t)groups, sizeof(*r->topic));
	memcpy(r->group, group, b->who.n * sizeof(*group));
	return r;
}

void
book_add_group(
    const struct book *b, const struct round *r, size_t group, struct buf *text)
{
	size_t i, before = text->n;

	for (i = 0; i < b->who.n; i++) {
		if (r->group[i] != (int)group)
			continue;
		if (text->n > before)
			buf_addc(text, ',');
		buf_add(text, b->who.who[i]);
	}
}
