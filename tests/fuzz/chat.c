/*
 * chat: any text as a meeting's chat.  Each line of a message is taken or
 * left, none twice by one verb, and what is taken is text.
 */
#include "../../cmd/chat/chat.h"
#include "utf8.h"
#include "verb.h"

static void
check_items(const struct items *it)
{
	size_t i;

	for (i = 0; i < it->n; i++) {
		const struct item *item = &it->item[i];

		fuzz_check(item->line < it->chat.nline, "an item has a line");
		fuzz_check(item->kind == ITEM_REST || item->who.n > 0,
		    "what is taken is somebody's");
		fuzz_check(i == 0 || item->line >= it->item[i - 1].line,
		    "items are in the order of lines");
	}
}

static int
read_chat(struct cli *c)
{
	static const table_want want[TABLE_COUNT] = { [TABLE_PEOPLE] =
							  TABLE_WANT_ALL,
		[TABLE_QUESTIONS] = TABLE_WANT_ALL,
		[TABLE_STATEMENTS] = TABLE_WANT_ALL,
		[TABLE_VOTES] = TABLE_WANT(VOTES_POSITION) };
	struct buf bytes = BUF_INIT;
	struct items it;
	int rc;

	if (cli_file(c, c->operand[0], &bytes) == -1 || cli_read(c, want) == -1)
		return cli_fail(c);
	rc = items_read(&it, c, buf_str(&bytes));
	if (rc == 0)
		check_items(&it);
	items_release(&it);
	buf_release(&bytes);
	return rc == 0 ? EXIT_YES : cli_fail(c);
}

static const struct cli_option options[] = { { 0, "alias", "NAME=HANDLE", "" },
	{ 0, "new", NULL, "" }, { 0, "private", NULL, "" }, { 0 } };
static const struct cli_verb verb = { "list", "", "", 1, 1, CLI_LISTS, options,
	read_chat };

int
fuzz_target(const uint8_t *bytes, size_t n)
{
	struct str text = fuzz_text(bytes, n);
	unsigned choice = fuzz_choice(&text, 4);
	const char *args[4] = { NULL };
	int i = 0;
	char *path;

	if (verb_dir[0] == '\0')
		verb_begin();
	verb_write("input", text);
	path = verb_path("input");
	if ((choice & 1) != 0)
		args[i++] = "--new";
	if ((choice & 2) != 0)
		args[i++] = "--private";
	args[i] = path;
	fuzz_check(verb_run(&verb, args) == EXIT_YES, "a chat is read");
	free(path);
	return 0;
}
