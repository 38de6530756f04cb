#include <stdlib.h>

#include "board.h"
#include "sort.h"
#include "xalloc.h"

const table_want board_want[TABLE_COUNT] = {
	[TABLE_QUESTIONS] = TABLE_WANT_ALL,
	[TABLE_VOTES] = TABLE_WANT(VOTES_POSITION),
	[TABLE_NOTES] = TABLE_WANT(NOTES_REF) | TABLE_WANT(NOTES_KIND) |
	    TABLE_WANT(NOTES_STATE),
};

bool
board_has_handle(struct str list, struct str who)
{
	struct str one;

	while (str_split(&list, ',', &one))
		if (str_eq(one, who))
			return true;
	return false;
}

/* ---- roots */

/* Of what `rec` was merged into, or TABLE_NONE. */
static size_t
next_of(struct table *questions, size_t rec)
{
	struct str into = table_get(questions, rec, QUESTIONS_INTO);
	size_t next = into.n > 0 ? table_find(questions, &into) : TABLE_NONE;

	return next != rec ? next : TABLE_NONE;
}

/* The first by number of the cycle that `rec` is in. */
static size_t
first_of_cycle(struct table *questions, size_t rec)
{
	size_t first = rec, at = rec;

	while ((at = next_of(questions, at)) != rec)
		if (table_number(questions, at) <
		    table_number(questions, first))
			first = at;
	return first;
}

/* Follows merges from `rec` until a root is known, or found; `walk` marks
 * what this walk has passed. */
static size_t
find_root(struct board *b, size_t walk[], size_t rec)
{
	size_t at = rec, next;

	for (;;) {
		if (b->root[at] != TABLE_NONE)
			return b->root[at];
		if (walk[at] == rec)
			return first_of_cycle(b->questions, at);
		walk[at] = rec;
		next = next_of(b->questions, at);
		if (next == TABLE_NONE)
			return at;
		at = next;
	}
}

static void
set_roots(struct board *b)
{
	size_t n = b->questions->nrec, i, at, root;
	size_t *walk = xalloc(n, sizeof(*walk));

	b->root = xalloc(n, sizeof(*b->root));
	for (i = 0; i < n; i++)
		b->root[i] = walk[i] = TABLE_NONE;
	for (i = 0; i < n; i++) {
		root = find_root(b, walk, i);
		b->root[root] = root;
		for (at = i; at != TABLE_NONE && b->root[at] == TABLE_NONE;
		     at = next_of(b->questions, at))
			b->root[at] = root;
	}
	free(walk);
}

/* ---- supporters */

/* Supporters of questions that others were merged into, each once. */
struct once {
	bool *shared; /* by root */
	struct intern who;
	struct pairs seen;
};

static bool
is_new(struct once *o, size_t root, struct str who)
{
	uint32_t person, was = o->seen.n, hash;

	if (!o->shared[root])
		return true;
	person = intern_put(&o->who, who, intern_hash(who));
	hash = pairs_hash(person, (uint32_t)root);
	pairs_put(&o->seen, person, (uint32_t)root, hash);
	return o->seen.n > was;
}

static void
count_support(
    struct board *b, struct once *o, size_t rec, struct str who, unsigned what)
{
	size_t root = b->root[rec];

	if (!is_new(o, root, who))
		return;
	b->count[root]++;
	if ((what & BOARD_SUPPORTERS) == 0)
		return;
	b->support =
	    xgrow(b->support, b->nsupport, &b->capsupport, sizeof(*b->support));
	b->support[b->nsupport] =
	    (struct board_support){ root, who, b->nsupport };
	b->nsupport++;
}

static size_t
vote_of(
    struct table *votes, struct table *questions, size_t rec, struct str who)
{
	struct str key[] = { who, table_key(questions, rec, 0), STR("1") };

	return table_find(votes, key);
}

/* Those who asked, unless a row says whether they support it. */
static void
count_askers(struct board *b, struct once *o, unsigned what)
{
	struct str all, who;
	size_t i;

	for (i = 0; i < b->questions->nrec; i++) {
		all = table_get(b->questions, i, QUESTIONS_WHO);
		while (str_split(&all, ',', &who))
			if (vote_of(b->votes, b->questions, i, who) ==
			    TABLE_NONE)
				count_support(b, o, i, who, what);
	}
}

/* By the number of a vote's ref and round: the question that is supported, or
 * TABLE_NONE. */
static size_t *
supported(struct board *b)
{
	uint32_t i, n = b->votes->two.n;
	size_t *rec = xalloc(n, sizeof(*rec));
	struct str ref;

	for (i = 0; i < n; i++) {
		rec[i] = TABLE_NONE;
		if (!str_is(table_rest_of(b->votes, i, 1), "1"))
			continue;
		ref = table_rest_of(b->votes, i, 0);
		rec[i] = table_find(b->questions, &ref);
	}
	return rec;
}

static void
count_votes(struct board *b, struct once *o, unsigned what)
{
	size_t *rec = supported(b), i, at;

	for (i = 0; i < b->votes->nrec; i++) {
		at = rec[table_rest_number(b->votes, i)];
		if (at == TABLE_NONE ||
		    !str_is(table_get(b->votes, i, VOTES_POSITION), "up"))
			continue;
		count_support(b, o, at,
		    table_first_of(b->votes, table_first_number(b->votes, i)),
		    what);
	}
	free(rec);
}

static int
by_root(const void *a, const void *b)
{
	const struct board_support *x = a, *y = b;

	if (x->rec != y->rec)
		return x->rec > y->rec ? 1 : -1;
	return (x->turn > y->turn) - (x->turn < y->turn);
}

static void
index_support(struct board *b)
{
	size_t i, rec;

	sort(b->support, b->nsupport, sizeof(*b->support), by_root);
	b->support_of = xalloc(b->questions->nrec + 1, sizeof(*b->support_of));
	for (i = 0, rec = 0; rec <= b->questions->nrec; rec++) {
		while (i < b->nsupport && b->support[i].rec < rec)
			i++;
		b->support_of[rec] = i;
	}
}

static void
count_supporters(struct board *b, unsigned what)
{
	struct once o = { 0 };
	size_t i, n = b->questions->nrec;

	b->count = xcalloc(n, sizeof(*b->count));
	o.shared = xcalloc(n, sizeof(*o.shared));
	for (i = 0; i < n; i++)
		if (b->root[i] != i)
			o.shared[b->root[i]] = true;
	count_askers(b, &o, what);
	count_votes(b, &o, what);
	if ((what & BOARD_SUPPORTERS) != 0)
		index_support(b);
	free(o.shared);
	intern_release(&o.who);
	pairs_release(&o.seen);
}

/* ---- answers */

static void
count_answers(struct board *b)
{
	struct str ref;
	size_t i, rec;

	b->answers = xcalloc(b->questions->nrec, sizeof(*b->answers));
	for (i = 0; i < b->notes->nrec; i++) {
		if (!str_is(table_get(b->notes, i, NOTES_KIND), "answer") ||
		    table_is_dropped(b->notes, i))
			continue;
		ref = table_get(b->notes, i, NOTES_REF);
		rec = table_find(b->questions, &ref);
		if (rec != TABLE_NONE)
			b->answers[b->root[rec]]++;
	}
}

/* ---- the whole */

void
board_read(struct board *b, struct session *s, unsigned what)
{
	*b = (struct board){ .questions = s->table[TABLE_QUESTIONS],
		.votes = s->table[TABLE_VOTES],
		.notes = s->table[TABLE_NOTES] };
	set_roots(b);
	count_supporters(b, what);
	count_answers(b);
}

void
board_release(struct board *b)
{
	free(b->root);
	free(b->count);
	free(b->answers);
	free(b->support);
	free(b->support_of);
}

void
board_add_supporters(const struct board *b, size_t root, struct buf *to)
{
	size_t i;

	for (i = b->support_of[root]; i < b->support_of[root + 1]; i++) {
		if (i > b->support_of[root])
			buf_addc(to, ',');
		buf_add(to, b->support[i].who);
	}
}

bool
board_supports(const struct board *b, size_t root, struct str who)
{
	size_t i;

	for (i = b->support_of[root]; i < b->support_of[root + 1]; i++)
		if (str_eq(b->support[i].who, who))
			return true;
	return false;
}

bool
board_supports_itself(
    struct table *questions, struct table *votes, size_t rec, struct str who)
{
	size_t vote = vote_of(votes, questions, rec, who);

	if (vote != TABLE_NONE)
		return str_is(table_get(votes, vote, VOTES_POSITION), "up");
	return board_has_handle(table_get(questions, rec, QUESTIONS_WHO), who);
}

struct str
board_kind(struct table *questions, size_t rec)
{
	struct str kind = table_get(questions, rec, QUESTIONS_KIND);

	return kind.n > 0 ? kind : STR("question");
}

struct str
board_state(const struct board *b, size_t rec)
{
	struct str state = table_get(b->questions, rec, QUESTIONS_STATE);

	if (b->root[rec] != rec)
		return STR("merged");
	return state.n > 0 ? state : STR("open");
}
