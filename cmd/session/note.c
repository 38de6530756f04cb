#include "note.h"
#include "history.h"
#include "near.h"
#include "people.h"
#include "verbs.h"

static const char *const kinds[] = { "note", "decision", "recommend" };

enum { NKINDS = sizeof(kinds) / sizeof(kinds[0]) };

/* The kind that was typed, or the beginning of one; NULL for none. */
static const char *
find_kind(const char *typed)
{
	size_t i;

	for (i = 0; i < NKINDS; i++)
		if (typed[0] != '\0' &&
		    str_starts(str_of(kinds[i]), str_of(typed)))
			return kinds[i];
	return NULL;
}

static int
wrong_kind(struct cli *c, const char *typed)
{
	struct str cand[NKINDS];
	size_t i;

	for (i = 0; i < NKINDS; i++)
		cand[i] = str_of(kinds[i]);
	i = near_miss(str_of(typed), cand, NKINDS);
	if (i < NKINDS)
		return cli_wrong(
		    c, "no kind \"%s\": did you mean \"%s\"?", typed, kinds[i]);
	return cli_wrong(
	    c, "no kind \"%s\": give note, decision or recommend", typed);
}

int
note_run(struct cli *c)
{
	static const table_want want[TABLE_COUNT] = {
		[TABLE_PEOPLE] = PEOPLE_WANT, [TABLE_NOTES] = TABLE_WANT_ALL
	};
	const char *typed = cli_value(c, "kind");
	const char *kind = typed != NULL ? find_kind(typed) : kinds[0];

	if (kind == NULL)
		return wrong_kind(c, typed);
	if ((c->noperand == 0 && cli_input(c) == -1) ||
	    cli_begin(c, want) == -1)
		return cli_fail(c);
	return verbs_put_notes(c, (struct str){ NULL, 0 }, 0, kind);
}

int
note_log(struct cli *c)
{
	table_want want[TABLE_COUNT];
	struct history h;
	int i, rc;

	for (i = 0; i < TABLE_COUNT; i++)
		want[i] = TABLE_WANT_ALL;
	if (cli_read(c, want) == -1)
		return cli_fail(c);
	history_init(&h, &c->session);
	rc = history_print(&h, c);
	history_release(&h);
	return rc == -1 ? cli_fail(c) : EXIT_YES;
}
