/*
 * lib/people: who is meant by what was typed.
 */
#include "people.h"
#include "expect.h"
#include "tables.h"

#define LEN(a) (sizeof(a) / sizeof((a)[0]))

static const char roster[] =
    "id\ttime\tname\tpresence\tstate\n"
    "ana\t2026-11-20T18:00:00.001Z\tAna Paz\tin\n"
    "ana-2\t2026-11-20T18:00:00.002Z\tAna Lee\tin\n"
    "ben\t2026-11-20T18:00:00.003Z\tBen Oh\tout\n"
    "chloe\t2026-11-20T18:00:00.004Z\tChlo\xc3\xa9 D\xc3\xa9nes\tin\n"
    "dan\t2026-11-20T18:00:00.005Z\tDan\tin\tdropped\n"
    "daria\t2026-11-20T18:00:00.006Z\tDaria\n";
static const char nobody[] = "id\ttime\tname\n";

/* What is typed, and the handles, or the message. */
static const struct {
	const char *name, *roster, *typed, *want;
} cases[] = {
	{ "a handle", roster, "ben", "ben" },
	{ "a handle that begins another", roster, "ana", "ana" },
	{ "a unique prefix", roster, "be", "ben" },
	{ "a prefix of several", roster, "an",
	    "\"an\" may be several people: ana ana-2" },
	{ "a name", roster, "Ana Lee", "ana-2" },
	{ "a name in another case", roster, "ANA lee", "ana-2" },
	{ "a name in another normal form", roster,
	    "chloe\xcc\x81 de\xcc\x81nes", "chloe" },
	{ "a dropped person's prefix is free", roster, "da", "daria" },
	{ "a dropped person by the handle", roster, "dan", "dan" },
	{ "a near miss", roster, "bne",
	    "nobody known as \"bne\": did you mean \"ben\"?" },
	{ "nobody like that", roster, "xavier", "nobody known as \"xavier\"" },
	{ "a list", roster, "ben, ana", "ben,ana" },
	{ "a list, each once", roster, "ben,Ben Oh,be", "ben" },
	{ "all who are present", roster, "all", "ana,ana-2,chloe" },
	{ "all and one more", roster, "ben,all", "ben,ana,ana-2,chloe" },
	{ "one of a list unknown", roster, "ben,xavier",
	    "nobody known as \"xavier\"" },
	{ "no roster: any handle", nobody, "zoe", "zoe" },
	{ "no roster: but a handle", nobody, "Zoe W",
	    "not a handle: \"Zoe W\"" },
	{ "no roster: nobody is present", nobody, "all", "" },
};

static void
test_case(size_t i)
{
	struct table *t = table_of(TABLE_PEOPLE, cases[i].roster);
	struct buf got = BUF_INIT;
	struct error e = ERROR_INIT;
	int rc = people_add_handles(t, str_of(cases[i].typed), &got, &e);

	expect_text(
	    cases[i].name, buf_str(rc == 0 ? &got : &e.msg), cases[i].want);
	if (rc == -1 && (got.n > 0 || e.status != EXIT_INPUT))
		expect(false, cases[i].name, "\"%s\" with status %d",
		    buf_z(&got), e.status);
	buf_release(&got);
	error_release(&e);
	table_free(t);
}

static void
test_knows(void)
{
	struct table *t = table_of(TABLE_PEOPLE, roster);

	expect(people_knows(t, STR("ana")) && people_knows(t, STR("Ben Oh")),
	    "knows one", "does not");
	expect(!people_knows(t, STR("an")) && !people_knows(t, STR("xavier")) &&
		!people_knows(t, STR("")),
	    "knows neither several nor nobody", "does");
	table_free(t);
}

int
main(void)
{
	size_t i;

	for (i = 0; i < LEN(cases); i++)
		test_case(i);
	test_knows();
	return expect_status();
}
