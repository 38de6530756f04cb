/*
 * session check --fix: whatever one of the tables is, its records stay what
 * they are, no line in it is left that cannot be read, and what is mended
 * stays so.  A table that is left alone stays as it is.  The first byte
 * chooses the table.
 */
#include "../../cmd/session/check.h"
#include "same.h"
#include "verb.h"

static const struct cli_option options[] = { { 0, "fix", NULL, "" }, { 0 } };
static const struct cli_verb verb = { "check", "", "", 0, 0, CLI_LISTS, options,
	check_run };

static void
fix(const char *file, struct buf *after)
{
	int status = verb_run(&verb, (const char *const[]){ "--fix", NULL });

	fuzz_check(status != EXIT_INPUT && status != EXIT_SYSTEM,
	    "a session is looked at");
	verb_read(file, after);
}

static void
check_fixed(enum table_id id, struct str text, struct str after)
{
	struct table *was = fuzz_table(id, text, TABLE_WANT_ALL),
		     *is = fuzz_table(id, after, TABLE_WANT_ALL);

	same_records(was, is);
	fuzz_check(is->text.ndamage == 0 || str_eq(text, after),
	    "what cannot be read is moved away");
	table_free(was);
	table_free(is);
}

int
fuzz_target(const uint8_t *bytes, size_t n)
{
	struct str text = fuzz_text(bytes, n);
	enum table_id id = (enum table_id)fuzz_choice(&text, TABLE_COUNT);
	const char *file = schema_of(id)->file;
	struct buf after = BUF_INIT, again = BUF_INIT;

	verb_begin();
	verb_write(file, text);
	fix(file, &after);
	check_fixed(id, text, buf_str(&after));
	fix(file, &again);
	fuzz_check(str_eq(buf_str(&after), buf_str(&again)),
	    "the second time mends nothing");
	buf_release(&after);
	buf_release(&again);
	return 0;
}
