#include "note.h"
#include "history.h"
#include "people.h"
#include "verbs.h"
#include "vocab.h"

static const char *const kinds[] = { "note", "decision", "recommend" };

enum { NKINDS = sizeof(kinds) / sizeof(kinds[0]) };

int
note_run(struct cli *c)
{
	static const table_want want[TABLE_COUNT] = {
		[TABLE_PEOPLE] = PEOPLE_WANT, [TABLE_NOTES] = TABLE_WANT_ALL
	};
	const char *kind = kinds[0];

	if (cli_given(c, "kind"))
		kind = vocab_word(kinds, NKINDS, "kind",
		    str_of(cli_value(c, "kind")), &c->err);
	if (kind == NULL || (c->noperand == 0 && cli_input(c) == -1) ||
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
