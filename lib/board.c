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

#define NOTHING UINT32_MAX

/* What a vote's ref and round are: a question, and what it counts for. */
struct supported {
	uint32_t rec, root; /* NOTHING: no question */
};

/* Supporters being counted; at questions that others were merged into, each
 * once. */
struct count {
	struct board *b;
	unsigned what;
	struct supported *of; /* by the number of ref and round */
	bool *shared;	      /* by root */
	struct intern who;
	struct pairs seen;
};

static bool
is_new(struct count *k, size_t root, struct str who)
{
	uint32_t person, was = k->seen.n, hash;

	if (!k->shared[root])
		return true;
	person = intern_put(&k->who, who, intern_hash(who));
	hash = pairs_hash(person, (uint32_t)root);
	pairs_put(&k->seen, person, (uint32_t)root, hash);
	return k->seen.n > was;
}

/* Whether it matters who it is that supports a question. */
static bool
asks_who(const struct count *k, size_t root)
{
	return (k->what & BOARD_SUPPORTERS) != 0 || k->shared[root];
}

static void
count_support(struct count *k, size_t root, struct str who)
{
	struct board *b = k->b;

	if (!is_new(k, root, who))
		return;
	b->count[root]++;
	if ((k->what & BOARD_SUPPORTERS) == 0)
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

static void
find_supported(struct count *k)
{
	struct table *votes = k->b->votes;
	uint32_t i, n = votes->two.n;
	struct str *ref = xalloc(n, sizeof(*ref));
	size_t *rec = xalloc(n, sizeof(*rec));

	k->of = xalloc(n, sizeof(*k->of));
	for (i = 0; i < n; i++)
		ref[i] = table_rest_of(votes, i, 0);
	table_find_each(k->b->questions, ref, n, rec);
	for (i = 0; i < n; i++) {
		k->of[i] = (struct supported){ NOTHING, NOTHING };
		if (rec[i] != TABLE_NONE &&
		    str_is(table_rest_of(votes, i, 1), "1"))
			k->of[i] = (struct supported){ (uint32_t)rec[i],
				(uint32_t)k->b->root[rec[i]] };
	}
	free(ref);
	free(rec);
}

/* Who asked, where that is one person, and whether a row says anything about
 * that person's support. */
struct asker {
	uint32_t who; /* the first key in votes.tsv, or INTERN_NONE */
	bool said;
};

static struct asker *
find_askers(const struct count *k)
{
	struct table *questions = k->b->questions, *votes = k->b->votes;
	struct asker *a = xalloc(questions->nrec, sizeof(*a));
	uint32_t rec;
	size_t i;

	for (i = 0; i < questions->nrec; i++)
		a[i] =
		    (struct asker){ table_first_called(votes,
					table_get(questions, i, QUESTIONS_WHO)),
			    false };
	for (i = 0; i < votes->nrec; i++) {
		rec = k->of[table_rest_number(votes, i)].rec;
		if (rec != NOTHING &&
		    a[rec].who == table_first_number(votes, i))
			a[rec].said = true;
	}
	return a;
}

/* Several who asked together. */
static void
count_each_asker(struct count *k, size_t rec, struct str all)
{
	struct str who;

	while (str_split(&all, ',', &who))
		if (vote_of(k->b->votes, k->b->questions, rec, who) ==
		    TABLE_NONE)
			count_support(k, k->b->root[rec], who);
}

/* Those who asked, unless a row says whether they support it. */
static void
count_askers(struct count *k)
{
	struct asker *a = find_askers(k);
	struct str all;
	size_t i;

	for (i = 0; i < k->b->questions->nrec; i++) {
		all = table_get(k->b->questions, i, QUESTIONS_WHO);
		if (str_find(all, ',') < all.n)
			count_each_asker(k, i, all);
		else if (all.n > 0 && !a[i].said)
			count_support(k, k->b->root[i], all);
	}
	free(a);
}

static void
count_votes(struct count *k)
{
	struct table *votes = k->b->votes;
	struct str who = { NULL, 0 };
	uint32_t root;
	size_t i;

	for (i = 0; i < votes->nrec; i++) {
		root = k->of[table_rest_number(votes, i)].root;
		if (root == NOTHING ||
		    !str_is(table_get(votes, i, VOTES_POSITION), "up"))
			continue;
		if (asks_who(k, root))
			who =
			    table_first_of(votes, table_first_number(votes, i));
		count_support(k, root, who);
	}
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
	struct count k = { .b = b, .what = what };
	size_t i, n = b->questions->nrec;

	b->count = xcalloc(n, sizeof(*b->count));
	k.shared = xcalloc(n, sizeof(*k.shared));
	for (i = 0; i < n; i++)
		if (b->root[i] != i)
			k.shared[b->root[i]] = true;
	find_supported(&k);
	count_askers(&k);
	count_votes(&k);
	if ((what & BOARD_SUPPORTERS) != 0)
		index_support(b);
	free(k.of);
	free(k.shared);
	intern_release(&k.who);
	pairs_release(&k.seen);
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

/* ---- order */

const char *const board_states[BOARD_NSTATE] = { "current", "pinned", "open",
	"parked", "answered", "merged", "dropped" };
enum { RANK_OPEN = 2 };

struct place {
	size_t rec, rank, votes, turn;
};

static size_t
rank_of(struct str state)
{
	size_t i;

	for (i = 0; i < BOARD_NSTATE; i++)
		if (str_is(state, board_states[i]))
			return i;
	return RANK_OPEN;
}

bool
board_is_waiting(struct str state)
{
	return rank_of(state) <= RANK_OPEN;
}

static int
by_place(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	if (x->rank != y->rank)
		return x->rank > y->rank ? 1 : -1;
	if (x->votes != y->votes)
		return x->votes < y->votes ? 1 : -1;
	return (x->turn > y->turn) - (x->turn < y->turn);
}

void
board_sort(const struct board *b, size_t rec[], size_t n)
{
	struct place *p = xalloc(n, sizeof(*p));
	size_t i;

	for (i = 0; i < n; i++)
		p[i] = (struct place){ rec[i], rank_of(board_state(b, rec[i])),
			b->count[rec[i]], i };
	sort(p, n, sizeof(*p), by_place);
	for (i = 0; i < n; i++)
		rec[i] = p[i].rec;
	free(p);
}
