#include <stdlib.h>

#include "actions.h"
#include "handles.h"
#include "people.h"
#include "words.h"
#include "xalloc.h"

static const table_want want[TABLE_COUNT] = {
	[TABLE_PEOPLE] = PEOPLE_WANT,
	[TABLE_ACTIONS] = TABLE_WANT_ALL,
};

/* ---- which */

/* What -a, -s and -w let through. */
struct choice {
	bool all;
	struct buf status, who;
};

static void
choice_release(struct choice *k)
{
	buf_release(&k->status);
	buf_release(&k->who);
}

/* Where people.tsv was not read, as of a whole series, handles are meant. */
static int
choose(struct choice *k, struct cli *c, struct table *people)
{
	const char *who = cli_value(c, "who"), *s = cli_value(c, "state");

	*k = (struct choice){ .all = cli_given(c, "all") };
	if (who != NULL && people == NULL)
		buf_addz(&k->who, who);
	else if (who != NULL &&
	    people_add_handles(people, str_of(who), &k->who, &c->err) == -1)
		return -1;
	return s == NULL ? 0 : actions_check_status(c, str_of(s), &k->status);
}

static bool
is_chosen(const struct choice *k, const struct deck_entry *e)
{
	if (k->who.n > 0 && !deck_is_of(e, buf_str(&k->who)))
		return false;
	if (k->status.n > 0)
		return str_eq(deck_status(e), buf_str(&k->status));
	return k->all || e->open;
}

/* Leaves in the deck what was chosen. */
static void
keep_chosen(struct deck *d, const struct choice *k)
{
	size_t i, n = 0;

	for (i = 0; i < d->n; i++)
		if (is_chosen(k, &d->entry[i]))
			d->entry[n++] = d->entry[i];
	d->n = n;
}

/* ---- list */

enum {
	NO,
	ID,
	STATUS,
	WHO,
	WHEN,
	WHERE,
	FIRST,
	CARRIED,
	WHAT,
	SNOOZE,
	FROM,
	SESSION,
	NCOLUMNS
};

static const struct out_column columns[NCOLUMNS] = {
	[NO] = { "no", OUT_NUMBER, false },
	[ID] = { "id", OUT_TEXT, false },
	[STATUS] = { "status", OUT_TEXT, false },
	[WHO] = { "who", OUT_TEXT, false },
	[WHEN] = { "when", OUT_TEXT, false },
	[WHERE] = { "where", OUT_TEXT, false },
	[FIRST] = { "first", OUT_TEXT, false },
	[CARRIED] = { "carried", OUT_NUMBER, false },
	[WHAT] = { "what", OUT_TEXT, false },
	[SNOOZE] = { "snooze", OUT_TEXT, true },
	[FROM] = { "from", OUT_TEXT, true },
	[SESSION] = { "session", OUT_TEXT, true },
};

static void
print_carried(const struct deck_entry *e, struct out *o)
{
	struct str s = deck_field(e, ACTIONS_CARRIED);
	long long n = 0;
	size_t i;

	for (i = 0; i < s.n && words_digit(s.p[i]) && i < 6; i++)
		n = n * 10 + (s.p[i] - '0');
	if (i == 0 || i < s.n)
		out_text(o, (struct str){ NULL, 0 });
	else
		out_number(o, n);
}

static void
print_entry(const struct deck_entry *e, struct out *o)
{
	out_number(
	    o, (long long)table_number(e->s->table[TABLE_ACTIONS], e->rec));
	out_text(o, deck_id(e));
	out_text(o, deck_status(e));
	out_text(o, deck_field(e, ACTIONS_WHO));
	out_text(o, deck_field(e, ACTIONS_WHEN));
	out_text(o, deck_field(e, ACTIONS_WHERE));
	out_text(o, deck_field(e, ACTIONS_FIRST));
	print_carried(e, o);
	out_text(o, deck_field(e, ACTIONS_WHAT));
	out_text(o, deck_field(e, ACTIONS_SNOOZE));
	out_text(o, deck_field(e, ACTIONS_FROM));
	out_text(o, e->session);
	if (e->dated && e->open && e->days < 0)
		out_mark(o);
}

/* Of a series the session is shown; on a terminal there is no room for the
 * columns that are mostly empty. */
static int
print_list(struct cli *c, const struct deck *d)
{
	struct out_column shown[NCOLUMNS];
	enum out_format format;
	struct out o;
	size_t i;

	if (cli_format(c, &format) == -1)
		return -1;
	memcpy(shown, columns, sizeof(columns));
	shown[SESSION].hidden = d->session == NULL;
	if (cli_list(c, &o, shown, NCOLUMNS) == -1)
		return -1;
	for (i = 0; i < d->n; i++)
		print_entry(&d->entry[i], &o);
	return out_end(&o, &c->err);
}

static int
read_deck(struct deck *d, struct cli *c)
{
	return cli_given(c, "series") ? deck_read_series(d, c, NULL, want)
				      : deck_read_own(d, c, want);
}

int
actions_list(struct cli *c)
{
	bool ics = str_is(str_of(cli_value(c, "output")), "ics");
	struct choice k = { 0 };
	struct deck d;
	int rc = read_deck(&d, c);

	if (rc == 0 && ics)
		rc = cli_document(c);
	if (rc == 0)
		rc = choose(&k, c, c->session.table[TABLE_PEOPLE]);
	if (rc == 0) {
		keep_chosen(&d, &k);
		deck_sort(&d);
		if (ics)
			todo_print(c, &d);
		else
			rc = print_list(c, &d);
	}
	choice_release(&k);
	deck_release(&d);
	return rc == -1 ? cli_fail(c) : EXIT_YES;
}

/* ---- due */

int
actions_print_due(
    struct cli *c, const struct deck_entry *const entry[], size_t n)
{
	static const struct out_column due_columns[] = { { "days", OUT_NUMBER,
							     false },
		{ "id", OUT_TEXT, false }, { "who", OUT_TEXT, false },
		{ "when", OUT_TEXT, false }, { "where", OUT_TEXT, false },
		{ "first", OUT_TEXT, false }, { "what", OUT_TEXT, false } };
	static const int col[] = { ACTIONS_WHO, ACTIONS_WHEN, ACTIONS_WHERE,
		ACTIONS_FIRST, ACTIONS_WHAT };
	struct out o;
	size_t i, k;

	if (cli_list(c, &o, due_columns, 7) == -1)
		return -1;
	for (i = 0; i < n; i++) {
		out_number(&o, entry[i]->days);
		out_text(&o, deck_id(entry[i]));
		for (k = 0; k < sizeof(col) / sizeof(col[0]); k++)
			out_text(&o, deck_field(entry[i], col[k]));
		if (entry[i]->days < 0)
			out_mark(&o);
	}
	return out_end(&o, &c->err);
}

enum { WITHIN_DAYS = 3, WITHIN_MAX = 3660 };

/* `3d`, `3` or `2w`. */
static int
parse_within(struct cli *c, long *days)
{
	struct str s = str_of(cli_value(c, "within"));
	long n = 0;
	size_t i;

	*days = WITHIN_DAYS;
	if (!cli_given(c, "within"))
		return 0;
	for (i = 0; i < s.n && words_digit(s.p[i]) && n <= WITHIN_MAX; i++)
		n = n * 10 + (s.p[i] - '0');
	if (i > 0 && (i == s.n || str_is(str_from(s, i), "d")))
		*days = n;
	else if (i > 0 && str_is(str_from(s, i), "w"))
		*days = n * 7;
	else
		n = WITHIN_MAX + 1;
	if (n > WITHIN_MAX)
		return error_set(&c->err, EXIT_INPUT,
		    "not a number of days: \"%.*s\": give 3d or 2w",
		    STR_ARG(str_upto(s, 80)));
	return 0;
}

static bool
is_due(const struct deck_entry *e, const struct choice *k, long within,
    instant now)
{
	return is_chosen(k, e) && e->open && e->dated && e->days <= within &&
	    !deck_is_snoozed(e, now);
}

/* Nothing is printed where nothing is due. */
static int
print_all_due(struct cli *c, const struct deck *d, const struct choice *k,
    long within, bool *any)
{
	const struct deck_entry **e = xalloc(d->n, sizeof(const void *));
	size_t i, n = 0;
	int rc = 0;

	for (i = 0; i < d->n; i++)
		if (is_due(&d->entry[i], k, within, cli_now(c)))
			e[n++] = &d->entry[i];
	*any = n > 0;
	if (n > 0)
		rc = actions_print_due(c, e, n);
	free(e);
	return rc;
}

int
actions_due(struct cli *c)
{
	struct choice k = { 0 };
	bool any = false;
	struct deck d = { 0 };
	long within;
	int rc = parse_within(c, &within);

	if (rc == 0)
		rc = read_deck(&d, c);
	if (rc == 0)
		rc = choose(&k, c, c->session.table[TABLE_PEOPLE]);
	if (rc == 0) {
		deck_sort(&d);
		rc = print_all_due(c, &d, &k, within, &any);
	}
	choice_release(&k);
	deck_release(&d);
	if (rc == -1)
		return cli_fail(c);
	return any ? EXIT_YES : EXIT_NO;
}

/* ---- missing */

static void
add_owners(struct handles *h, struct table *actions)
{
	struct str all, one;
	size_t i;

	for (i = 0; i < actions->nrec; i++) {
		if (table_is_dropped(actions, i))
			continue;
		all = table_get(actions, i, ACTIONS_WHO);
		while (str_split(&all, ',', &one))
			handles_add(h, one);
	}
}

int
actions_missing(struct cli *c)
{
	static const struct out_column who[] = { { "id", OUT_TEXT, false },
		{ "name", OUT_TEXT, false } };
	struct handles h = { 0 };
	struct table *people;
	size_t i, rec, n = 0;
	struct out o;

	if (cli_read(c, want) == -1 || cli_list(c, &o, who, 2) == -1)
		return cli_fail(c);
	add_owners(&h, c->session.table[TABLE_ACTIONS]);
	people = c->session.table[TABLE_PEOPLE];
	for (i = 0; i < people->nrec; i++) {
		rec = table_order(people)[i];
		if (!people_is_present(people, rec) ||
		    handles_place(&h, table_key(people, rec, 0)) !=
			HANDLES_NONE)
			continue;
		out_text(&o, table_key(people, rec, 0));
		out_text(&o, table_get(people, rec, PEOPLE_NAME));
		n++;
	}
	handles_release(&h);
	if (out_end(&o, &c->err) == -1)
		return cli_fail(c);
	return n > 0 ? EXIT_YES : EXIT_NO;
}
