/*
 * worksheet: any text as a worksheet that comes back filled in, as the prompts
 * of one, or as an answer.  What is printed after it and read back adds
 * nothing.
 */
#include "../../cmd/qboard/qboard.h"
#include "verb.h"

static const struct cli_option options[] = { { 0, "blank", NULL, "" }, { 0 } };
static const struct cli_verb verb = { "sheet", "", "", 0, 3,
	CLI_WRITES | CLI_LISTS | CLI_WHO, options, qboard_sheet };

/* Prints all sheets to a file, whose path is the caller's. */
static char *
print_pages(void)
{
	struct buf page = BUF_INIT;

	fuzz_check(verb_run(&verb, (const char *const[]){ "-o", "md", NULL }) ==
		EXIT_YES,
	    "the sheets are printed");
	verb_read("output", &page);
	verb_write("page.md", buf_str(&page));
	buf_release(&page);
	return verb_path("page.md");
}

static void
check_pages(void)
{
	struct buf before = BUF_INIT, after = BUF_INIT;
	char *page = print_pages();
	int status;

	verb_add_tables(&before);
	status = verb_run(&verb, (const char *const[]){ "import", page, NULL });
	verb_add_tables(&after);
	fuzz_check(status == EXIT_YES, "what is printed is taken");
	fuzz_check(str_eq(buf_str(&before), buf_str(&after)),
	    "what is printed adds nothing");
	buf_release(&before);
	buf_release(&after);
	free(page);
}

static void
answer(struct str text)
{
	static const struct cli_verb answers = { "answer", "", "", 1, 2,
		CLI_WRITES | CLI_WHO | CLI_AT, NULL, qboard_answer };
	char *z = xstrndup(text);

	verb_run(&answers, (const char *const[]){ "--", "p1", z, NULL });
	free(z);
}

int
fuzz_target(const uint8_t *bytes, size_t n)
{
	struct str text = fuzz_text(bytes, n);
	unsigned choice = fuzz_choice(&text, 3);
	char *path;

	verb_begin();
	verb_write("input.md", text);
	path = verb_path("input.md");
	if (choice == 0)
		verb_import(
		    &verb, (const char *const[]){ "import", path, NULL });
	else if (choice == 1)
		verb_run(&verb,
		    (const char *const[]){ "make", "Trees,Water", path, NULL });
	else
		answer(text);
	check_pages();
	free(path);
	return 0;
}
