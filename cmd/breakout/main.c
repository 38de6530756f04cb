/*
 * breakout: small groups of people who have not met yet.
 *
 *	breakout make -s 2-3 -t trees,roofs,water
 */
#include "breakout.h"
#include "history.h"

/* ---- list */

static const table_want want[TABLE_COUNT] = {
	[TABLE_GROUPS] = TABLE_WANT_ALL, [TABLE_PEOPLE] = TABLE_WANT_ALL
};

/* Only the rounds of this session, so no other is read. */
static int
list(struct cli *c)
{
	struct str only = str_of(cli_value(c, "round"));
	struct book b = { 0 };
	struct buf number = BUF_INIT;
	struct out o;
	size_t i, n = 0;

	if (cli_read(c, want) == -1)
		return cli_fail(c);
	load_own(c, &b, 0);
	if (book_finish(&b, &c->err) == -1 || load_begin_list(c, &o) == -1) {
		book_release(&b);
		return cli_fail(c);
	}
	for (i = 0; i < b.nround; i++) {
		buf_cut(&number, 0);
		buf_addf(&number, "%ld", b.round[i].number);
		if (only.n > 0 && !str_eq(only, buf_str(&number)))
			continue;
		load_list_round(&b, &b.round[i], &o);
		n++;
	}
	buf_release(&number);
	book_release(&b);
	if (out_end(&o, &c->err) == -1)
		return cli_fail(c);
	if (only.n > 0 && n == 0)
		return cli_wrong(c, "no round \"%.*s\"", STR_ARG(only));
	return EXIT_YES;
}

/* ---- log */

static int
log_of(struct cli *c)
{
	struct history h;
	size_t i, n = 0;
	int rc;

	if (cli_read(c, want) == -1)
		return cli_fail(c);
	history_init(&h, &c->session);
	for (i = 0; i < h.n; i++)
		if (h.change[i].table == TABLE_GROUPS)
			h.change[n++] = h.change[i];
	h.n = n;
	rc = history_print(&h, c);
	history_release(&h);
	return rc == -1 ? cli_fail(c) : EXIT_YES;
}

/* ---- the verbs */

#define SIZES                                                                \
	{ 's', "size", "SIZE", "how many in a group: 3, or 2-3 (default)" }, \
	    { 'g', "groups", "N", "how many groups" },                       \
	{                                                                    \
		0, "seed", "N", "the number that the choice follows from"    \
	}
#define TOPICS                                                          \
	{                                                               \
		't', "topics", "TOPIC,...", "what the groups are about" \
	}
#define ROUND                                                 \
	{                                                     \
		'r', "round", "N", "that round, not the last" \
	}

static const struct cli_option make_options[] = { SIZES, TOPICS,
	{ 0, "with", "WHO,...", "these too: facilitators, guests" },
	{ 0, "lead", "WHO,...", "these, one in each group" },
	{ 0, "apart", "FILE", "pairs that should not sit together" },
	{ 0, "together", "FILE", "pairs that should" },
	{ 0, "keep", NULL, "the groups of the last round again" }, { 0 } };
static const struct cli_option set_options[] = { TOPICS, { 0 } };
static const struct cli_option list_options[] = {
	{ 'r', "round", "N", "only that round" }, { 0 }
};
static const struct cli_option change_options[] = { ROUND, { 0 } };
static const struct cli_option score_options[] = {
	{ 0, "pairs", NULL, "list who met more than once" }, { 0 }
};
static const struct cli_option plan_options[] = {
	{ 'r', "rounds", "ROUNDS", "how many rounds" }, SIZES, { 0 }
};

static const struct cli_verb verbs[] = {
	{ "list", "", "prints the rounds, a group a row", 0, 0, CLI_LISTS,
	    list_options, list },
	{ "make", "", "makes a new round of groups of those here", 0, 0,
	    CLI_LISTS | CLI_WRITES, make_options, breakout_make },
	{ "set", "GROUP...", "a round as people made it: ana,ben chloe,dan", 1,
	    -1, CLI_LISTS | CLI_WRITES, set_options, breakout_set },
	{ "add", "WHO...|-", "gives somebody late the best place; -: rows", 1,
	    -1, CLI_LISTS | CLI_WRITES, change_options, breakout_add },
	{ "drop", "WHO...", "takes people out of their groups", 1, -1,
	    CLI_LISTS | CLI_WRITES, change_options, breakout_drop },
	{ "swap", "A B", "exchanges two people", 2, 2, CLI_LISTS | CLI_WRITES,
	    change_options, breakout_swap },
	{ "clear", "[ROUND]", "drops a round, the last by default", 0, 1,
	    CLI_WRITES, NULL, breakout_clear },
	{ "score", "[FILE]", "counts who met again, in the series or FILE", 0,
	    1, CLI_LISTS, score_options, breakout_score },
	{ "plan", "[N]", "prints all rounds in advance, for N people", 0, 1,
	    CLI_LISTS, plan_options, breakout_plan },
	{ "log", "", "prints every change of the groups", 0, 0, CLI_LISTS, NULL,
	    log_of },
	{ 0 }
};

static const struct cli_program program = { "breakout",
	"small groups of people who have not met yet", verbs, "list", NULL };

int
main(int argc, char **argv)
{
	return cli_main(&program, argc, argv);
}
