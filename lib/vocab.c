#include <stdlib.h>

#include "near.h"
#include "vocab.h"
#include "words.h"
#include "xalloc.h"

static const char *const when[] = { "always", "if-time", "extra" };
static const char *const rsvp[] = { "yes", "no", "maybe" };
static const char *const presence[] = { "in", "out", "late" };
static const char *const question_kind[] = { "question", "prompt", "example" };
static const char *const question_state[] = { "open", "pinned", "answered",
	"parked", "current", "dropped" };
static const char *const scale[] = { "nominal", "ordinal" };
static const char *const status[] = { "open", "doing", "done", "dropped" };
static const char *const verdict[] = { "better", "same", "worse" };

#define WORDS(a) (a), sizeof(a) / sizeof((a)[0])

static const struct vocab {
	enum table_id table;
	int col;
	const char *const *words;
	size_t n;
} vocabs[] = {
	{ TABLE_AGENDA, AGENDA_WHEN, WORDS(when) },
	{ TABLE_PEOPLE, PEOPLE_RSVP, WORDS(rsvp) },
	{ TABLE_PEOPLE, PEOPLE_PRESENCE, WORDS(presence) },
	{ TABLE_QUESTIONS, QUESTIONS_KIND, WORDS(question_kind) },
	{ TABLE_QUESTIONS, QUESTIONS_STATE, WORDS(question_state) },
	{ TABLE_STATEMENTS, STATEMENTS_SCALE, WORDS(scale) },
	{ TABLE_ACTIONS, ACTIONS_STATUS, WORDS(status) },
	{ TABLE_TRIES, TRIES_VERDICT, WORDS(verdict) },
};

const char *const *
vocab_words(enum table_id table, int col, size_t *n)
{
	size_t i;

	*n = 0;
	for (i = 0; i < sizeof(vocabs) / sizeof(vocabs[0]); i++)
		if (vocabs[i].table == table && vocabs[i].col == col) {
			*n = vocabs[i].n;
			return vocabs[i].words;
		}
	return NULL;
}

static size_t
near_word(const char *const *words, size_t n, struct str typed)
{
	struct str *cand = xalloc(n, sizeof(*cand));
	size_t i;

	for (i = 0; i < n; i++)
		cand[i] = str_of(words[i]);
	i = near_miss(typed, cand, n);
	free(cand);
	return i;
}

static const char *
no_word(const char *const *words, size_t n, const char *what, struct str typed,
    struct error *e)
{
	size_t near = near_word(words, n, typed), i;

	error_set(e, EXIT_INPUT, "no %s \"%.*s\"", what,
	    STR_ARG(str_upto(typed, 80)));
	if (near < n)
		buf_addf(&e->msg, ": did you mean \"%s\"?", words[near]);
	for (i = 0; near == n && i < n; i++)
		buf_addf(&e->msg, "%s%s",
		    i == 0	    ? ": give "
			: i + 1 < n ? ", "
				    : " or ",
		    words[i]);
	return NULL;
}

const char *
vocab_word(const char *const words[], size_t n, const char *what,
    struct str typed, struct error *e)
{
	size_t i, found = 0, nfound = 0;

	for (i = 0; i < n; i++) {
		if (typed.n == 0 || !words_prefix(str_of(words[i]), typed))
			continue;
		found = i;
		if (words_is(typed, words[i]))
			return words[i];
		nfound++;
	}
	return nfound == 1 ? words[found] : no_word(words, n, what, typed, e);
}

int
vocab_add(enum table_id table, int col, const char *what, struct str typed,
    struct buf *b, struct error *e)
{
	size_t n;
	const char *const *words = vocab_words(table, col, &n);
	const char *word = vocab_word(words, n, what, typed, e);

	if (word == NULL)
		return -1;
	buf_addz(b, word);
	return 0;
}
