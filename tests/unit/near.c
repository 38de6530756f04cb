/*
 * Tests of lib/near: `ok NAME` or `not ok NAME: why` for each, and a failure
 * if any failed.
 */
#include <stdio.h>

#include "near.h"

#define MAX 6
#define LENGTH(a) (sizeof(a) / sizeof((a)[0]))

/* What was typed, what there is, and which one was meant. */
static const struct {
	const char *name, *typed, *cand[MAX], *meant;
} cases[] = {
	{ "delete", "agre", { "disagree", "agree" }, "agree" },
	{ "insert", "aggree", { "disagree", "agree" }, "agree" },
	{ "replace", "agrea", { "disagree", "agree" }, "agree" },
	{ "swap", "agere", { "disagree", "agree" }, "agree" },
	{ "swap counts one", "lsit", { "lift", "list" }, "list" },
	{ "beginning", "disa", { "disagree", "agree" }, "disagree" },
	{ "beginning beats distance", "no", { "nu", "notes-of-all" },
	    "notes-of-all" },
	{ "two beginnings", "re", { "resume", "report" }, NULL },
	{ "two beginnings, one near", "star", { "starts", "start" }, "start" },
	{ "first of equals", "bat", { "cat", "hat" }, "cat" },
	{ "too far", "banana", { "disagree", "agree" }, NULL },
	{ "a third", "abcdef", { "abcdxy" }, "abcdxy" },
	{ "over a third", "abcdef", { "abcxyz" }, NULL },
	{ "a third rounded up", "abcd", { "abxy" }, "abxy" },
	{ "the swap is of neighbours once", "ca", { "abc" }, NULL },
	{ "nothing typed, one", "", { "list" }, "list" },
	{ "nothing typed, two", "", { "list", "show" }, NULL },
	{ "no candidates", "list", { NULL }, NULL },
	{ "empty candidate", "list", { "" }, NULL },
	{ "much longer", "x", { "abcdefghijklmnopqrstuvwxyz" }, NULL },
	{ "not ASCII", "gr\xc3\xbcn", { "grau", "gr\xc3\xbcne" },
	    "gr\xc3\xbcne" },
};

static bool
check(size_t c)
{
	struct str cand[MAX];
	const char *got;
	size_t n, i;

	for (n = 0; n < MAX && cases[c].cand[n] != NULL; n++)
		cand[n] = str_of(cases[c].cand[n]);
	i = near_miss(str_of(cases[c].typed), cand, n);
	got = i < n ? cases[c].cand[i] : NULL;
	if (got == cases[c].meant ||
	    (got != NULL && str_is(str_of(got), cases[c].meant))) {
		printf("ok %s\n", cases[c].name);
		return true;
	}
	printf("not ok %s: got %s\n", cases[c].name,
	    got != NULL ? got : "nothing");
	return false;
}

int
main(void)
{
	bool ok = true;

	for (size_t c = 0; c < LENGTH(cases); c++)
		ok = check(c) && ok;
	return ok ? 0 : 1;
}
