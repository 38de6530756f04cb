#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "file.h"
#include "id.h"
#include "near.h"
#include "xalloc.h"

/* Letters first: the first character is one of them. */
static const char base32[] = "abcdefghjkmnpqrstvwxyz0123456789";
enum { LETTERS = 22, CANDIDATES_SHOWN = 8 };

bool
id_valid(struct str s)
{
	size_t i;

	if (s.n == 0 || s.n > ID_MAX || s.p[0] < 'a' || s.p[0] > 'z')
		return false;
	for (i = 0; i < s.n; i++)
		if (!((s.p[i] >= 'a' && s.p[i] <= 'z') ||
			(s.p[i] >= '0' && s.p[i] <= '9') || s.p[i] == '-'))
			return false;
	return true;
}

/* SplitMix64 (G. L. Steele, D. Lea, C. H. Flood, OOPSLA 2014). */
static uint64_t
splitmix(uint64_t x)
{
	x += 0x9e3779b97f4a7c15U;
	x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9U;
	x = (x ^ x >> 27) * 0x94d049bb133111ebU;
	return x ^ x >> 31;
}

static int
random_word(uint64_t *word, struct error *e)
{
	ssize_t n;
	int fd = open("/dev/urandom", O_RDONLY | O_CLOEXEC);

	if (fd == -1)
		return error_errno(e, "/dev/urandom");
	n = file_read_full(fd, (char *)word, sizeof(*word));
	close(fd);
	if (n != (ssize_t)sizeof(*word))
		return error_set(e, EXIT_SYSTEM, "/dev/urandom: short read");
	return 0;
}

int
id_random(uint64_t turn, uint64_t *word, struct error *e)
{
	const char *seed = getenv("MOOT_SEED");

	if (seed == NULL || seed[0] == '\0')
		return random_word(word, e);
	*word = splitmix(intern_hash(str_of(seed)) + splitmix(turn));
	return 0;
}

/* Spells a number as an id. */
static void
spell(char id[ID_NEW_LENGTH + 1], uint64_t word)
{
	int i;

	id[0] = base32[word % LETTERS];
	word /= LETTERS;
	for (i = 1; i < ID_NEW_LENGTH; i++, word >>= 5)
		id[i] = base32[word & 31];
	id[i] = '\0';
}

int
id_make(char id[ID_NEW_LENGTH + 1], uint64_t turn, struct error *e)
{
	uint64_t word;

	if (id_random(turn, &word, e) == -1)
		return -1;
	spell(id, word);
	return 0;
}

/* FNV-1a (G. Fowler, L. C. Noll, K.-P. Vo), then mixed. */
void
id_from_text(char id[ID_NEW_LENGTH + 1], struct str text, uint64_t turn)
{
	uint64_t h = 0xcbf29ce484222325U;
	size_t i;

	for (i = 0; i < text.n; i++)
		h = (h ^ (unsigned char)text.p[i]) * 0x100000001b3U;
	spell(id, splitmix(h + splitmix(turn)));
}

/* The number that `s` is, or 0. */
static size_t
number_of(struct str s)
{
	size_t n = 0, i;

	if (s.n > 9)
		return 0;
	for (i = 0; i < s.n; i++) {
		if (!isdigit((unsigned char)s.p[i]))
			return 0;
		n = n * 10 + (size_t)(s.p[i] - '0');
	}
	return n;
}

static size_t
none_found(struct table *t, struct str typed, const char *what, struct error *e)
{
	struct str *id = xalloc(t->nrec, sizeof(*id));
	size_t i;

	for (i = 0; i < t->nrec; i++)
		id[i] = table_key(t, i, 0);
	error_set(e, EXIT_INPUT, "no %s \"%.*s\"", what,
	    STR_ARG(str_upto(typed, 80)));
	if (number_of(typed) > 0)
		buf_addf(&e->msg, ": there are %zu", t->nrec);
	else if ((i = near_miss(typed, id, t->nrec)) < t->nrec)
		buf_addf(&e->msg, ": did you mean \"%.*s\"?", STR_ARG(id[i]));
	free(id);
	return TABLE_NONE;
}

static size_t
several_found(
    struct table *t, struct str typed, const char *what, struct error *e)
{
	size_t i, n = 0;
	struct str id;

	error_set(
	    e, EXIT_INPUT, "%s \"%.*s\" is ambiguous:", what, STR_ARG(typed));
	for (i = 0; i < t->nrec; i++) {
		id = table_key(t, table_order(t)[i], 0);
		if (!str_starts(id, typed))
			continue;
		if (n++ < CANDIDATES_SHOWN)
			buf_addf(&e->msg, " %.*s", STR_ARG(id));
	}
	if (n > CANDIDATES_SHOWN)
		buf_addf(&e->msg, " and %zu more", n - CANDIDATES_SHOWN);
	return TABLE_NONE;
}

/* The record whose id begins with `typed`; how many do. */
static size_t
count_prefix(struct table *t, struct str typed, size_t *rec)
{
	size_t i, n = 0;

	for (i = 0; typed.n >= 2 && i < t->nrec; i++)
		if (str_starts(table_key(t, i, 0), typed)) {
			*rec = i;
			n++;
		}
	return n;
}

size_t
id_find(struct table *t, struct str typed, const char *what, struct error *e)
{
	size_t rec = table_find(t, &typed), n;

	if (rec != TABLE_NONE)
		return rec;
	if ((n = number_of(typed)) > 0)
		rec = table_numbered(t, n);
	if (rec != TABLE_NONE)
		return rec;
	n = count_prefix(t, typed, &rec);
	if (n == 0)
		return none_found(t, typed, what, e);
	return n == 1 ? rec : several_found(t, typed, what, e);
}
