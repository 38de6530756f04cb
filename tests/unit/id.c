/*
 * lib/id: what an id may be, how one is made, and which record is meant.
 */
#include <stdlib.h>

#include "expect.h"
#include "id.h"
#include "tables.h"

#define LEN(a) (sizeof(a) / sizeof((a)[0]))
#define LONG "a23456789012345678901234567890123456789012345678901234567890abcd"

static const struct {
	const char *id;
	bool valid;
} ids[] = { { "ana", true }, { "ana-2", true }, { "a", true }, { LONG, true },
	{ LONG "e", false }, { "", false }, { "2a", false }, { "-a", false },
	{ "Ana", false }, { "a_b", false }, { "a b", false },
	{ "\xc3\xa9t", false }, { "a\t", false } };

static void
test_valid(void)
{
	size_t i;

	for (i = 0; i < LEN(ids); i++)
		expect(id_valid(str_of(ids[i].id)) == ids[i].valid,
		    ids[i].valid ? "an id" : "no id", "number %zu", i);
}

/* Six characters, base32 without i, l, o and u, the first a letter. */
static bool
is_new(const char *id)
{
	static const char all[] = "0123456789abcdefghjkmnpqrstvwxyz";

	return strlen(id) == ID_NEW_LENGTH && strspn(id, all) == 6 &&
	    id[0] >= 'a' && id_valid(str_of(id));
}

static void
test_make(void)
{
	char first[ID_NEW_LENGTH + 1], again[ID_NEW_LENGTH + 1];
	struct error e = ERROR_INIT;
	uint64_t turn;
	size_t wrong = 0;

	unsetenv("MOOT_SEED");
	for (turn = 0; turn < 1000; turn++)
		wrong += id_make(first, turn, &e) != 0 || !is_new(first);
	expect(wrong == 0, "random ids", "%zu of 1000 wrong", wrong);
	setenv("MOOT_SEED", "7", 1);
	id_make(first, 1, &e);
	id_make(again, 1, &e);
	expect(is_new(first) && strcmp(first, again) == 0,
	    "the same seed and turn", "%s, then %s", first, again);
	id_make(again, 2, &e);
	expect(strcmp(first, again) != 0, "the next turn", "%s again", again);
	setenv("MOOT_SEED", "8", 1);
	id_make(again, 1, &e);
	expect(strcmp(first, again) != 0, "another seed", "%s again", again);
	error_release(&e);
}

/* In the order of numbers: bread, arrive, break, arrive-2. */
static const char table[] = "id\ttime\ttext\n"
			    "arrive\t2026-11-20T18:00:00.002Z\tone\n"
			    "bread\t2026-11-20T18:00:00.001Z\ttwo\n"
			    "break\t2026-11-20T18:00:00.003Z\tthree\n"
			    "arrive-2\t2026-11-20T18:00:00.004Z\tfour\n"
			    "arrive\t2026-11-20T18:00:00.009Z\tfive\n";

/* What is typed, and the record's id, or the message. */
static const struct {
	const char *name, *typed, *want;
} found[] = {
	{ "an exact id beats a prefix", "arrive", "arrive" },
	{ "a unique prefix", "bread", "bread" },
	{ "an ambiguous prefix", "brea",
	    "question \"brea\" is ambiguous: bread break" },
	{ "an ambiguous prefix of two", "br",
	    "question \"br\" is ambiguous: bread break" },
	{ "a prefix of one character", "b", "no question \"b\"" },
	{ "a unique prefix, up to the -", "arrive-", "arrive-2" },
	{ "a number", "1", "bread" },
	{ "the last number", "4", "arrive-2" },
	{ "a number too high", "5", "no question \"5\": there are 4" },
	{ "zero", "0", "no question \"0\"" },
	{ "a near miss", "braed",
	    "no question \"braed\": did you mean \"bread\"?" },
	{ "nothing like it", "zzzzzz", "no question \"zzzzzz\"" },
};

static void
test_find(struct table *t, size_t i)
{
	struct error e = ERROR_INIT;
	size_t rec = id_find(t, str_of(found[i].typed), "question", &e);

	expect_text(found[i].name,
	    rec != TABLE_NONE ? table_key(t, rec, 0) : buf_str(&e.msg),
	    found[i].want);
	if (rec == TABLE_NONE && e.status != EXIT_INPUT)
		expect(false, found[i].name, "status %d", e.status);
	error_release(&e);
}

int
main(void)
{
	struct table *t = table_of(TABLE_QUESTIONS, table);
	size_t i;

	test_valid();
	test_make();
	for (i = 0; i < LEN(found); i++)
		test_find(t, i);
	table_free(t);
	return expect_status();
}
