#include <stdlib.h>

#include "roster.h"
#include "words.h"

static const table_want want[TABLE_COUNT] = {
	[TABLE_PEOPLE] = TABLE_WANT_ALL, [TABLE_NOTES] = TABLE_WANT_ALL
};

/* ---- in, out, late */

/* Presence that is being said of several people. */
struct saying {
	struct cli *c;
	struct presence was;
	enum presence_kind kind;
	size_t n; /* people done */
};

static int
contradicts(struct saying *s, struct str who, const struct presence_spell *was)
{
	struct buf since = BUF_INIT;

	instant_add_local(&since, was->said);
	error_set(&s->c->err, EXIT_INPUT,
	    "--at is before \"%s\" was said of %.*s, at %s",
	    presence_name(was->kind), STR_ARG(who), buf_z(&since));
	buf_release(&since);
	return -1;
}

/*
 * The time of the row, INSTANT_NONE: the store's, where --at was not given.
 * It must not fall before something else that was said of the presence; it
 * may fall before the same, as when somebody came earlier than was typed.
 */
static int
time_of(struct saying *s, struct str who, const struct presence_spell *spell,
    size_t n, instant *t)
{
	const struct presence_spell *last = n > 0 ? &spell[n - 1] : NULL;

	*t = INSTANT_NONE;
	if (!s->c->store.at)
		return 0;
	*t = s->c->store.now + (instant)s->n;
	if (last != NULL && last->kind == s->kind)
		last = n > 1 ? &spell[n - 2] : NULL;
	return last != NULL && *t <= last->said ? contradicts(s, who, last) : 0;
}

/* Whether it is known already, and since then. */
static bool
is_known(const struct presence_spell *spell, size_t n, enum presence_kind kind,
    instant t)
{
	return n > 0 && spell[n - 1].kind == kind &&
	    (t == INSTANT_NONE || t >= spell[n - 1].from);
}

static int
check_dropped(struct saying *s, struct str who, size_t rec)
{
	if (rec == TABLE_NONE || !table_is_dropped(person_table(s->c), rec))
		return 0;
	return error_set(&s->c->err, EXIT_INPUT,
	    "%.*s was dropped: see 'roster restore'", STR_ARG(who));
}

static int
say_one(struct saying *s, struct str who)
{
	struct table *people = person_table(s->c);
	size_t rec = table_find(people, &who), n = 0;
	const struct presence_spell *spell = NULL;
	struct store_row row;
	instant t;

	if (rec != TABLE_NONE)
		spell = presence_of(&s->was, rec, &n);
	if (check_dropped(s, who, rec) == -1 ||
	    time_of(s, who, spell, n, &t) == -1)
		return -1;
	s->n++;
	if (is_known(spell, n, s->kind, t))
		return 0;
	person_row(&row, who);
	store_set(&row, PEOPLE_PRESENCE, str_of(presence_name(s->kind)));
	row.time = t;
	return person_put(s->c, &row);
}

static int
say_all(struct saying *s, const struct handles *h)
{
	size_t i;

	for (i = 0; i < h->n; i++)
		if (say_one(s, h->who[i]) == -1)
			return -1;
	return 0;
}

/* --new NAME..., each a person who is here; their handles are printed. */
static int
put_new(struct cli *c, struct buf *ids)
{
	struct buf id = BUF_INIT;
	const char *name;
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0 && (name = cli_value_at(c, "new", i)); i++) {
		buf_cut(&id, 0);
		rc = person_put_new(c, str_of(name), true, &id);
		buf_add(ids, buf_str(&id));
		buf_addc(ids, '\n');
	}
	buf_release(&id);
	return rc;
}

/* Whoever is unknown may be new. */
static void
hint_at_new(struct cli *c)
{
	struct str msg = buf_str(&c->err.msg);

	if (msg.n > 0 && msg.p[msg.n - 1] == '"')
		buf_addz(&c->err.msg, ": --new NAME for somebody new");
}

static int
say(struct cli *c, enum presence_kind kind, struct handles *h)
{
	struct saying s = { .c = c, .kind = kind };
	struct buf ids = BUF_INIT;
	int rc, status;

	if (cli_begin(c, want) == -1)
		return cli_fail(c);
	presence_read(&s.was, person_table(c));
	rc = person_operands(c, 0, h);
	if (rc == -1 && kind == PRESENCE_IN)
		hint_at_new(c);
	if (rc == 0)
		rc = say_all(&s, h);
	if (rc == 0 && kind == PRESENCE_IN)
		rc = put_new(c, &ids);
	status = rc == -1 ? cli_fail(c) : cli_commit(c);
	if (status == EXIT_YES && !cli_dry(c))
		out_print(buf_str(&ids));
	presence_release(&s.was);
	buf_release(&ids);
	return status;
}

int
roster_in(struct cli *c)
{
	struct handles h = { 0 };
	int status;

	if (c->noperand == 0 && !cli_given(c, "new"))
		return cli_wrong(
		    c, "in needs ID...: or --new NAME for somebody new");
	status = say(c, PRESENCE_IN, &h);
	handles_release(&h);
	return status;
}

int
roster_out(struct cli *c)
{
	struct handles h = { 0 };
	int status = say(c, PRESENCE_OUT, &h);

	handles_release(&h);
	return status;
}

int
roster_late(struct cli *c)
{
	struct handles h = { 0 };
	struct buf who = BUF_INIT;
	int status = say(c, PRESENCE_LATE, &h);

	handles_join(&h, &who);
	if (status == EXIT_YES && !cli_dry(c))
		cli_say(c, "not counted as here before 'roster in': %s",
		    buf_z(&who));
	buf_release(&who);
	handles_release(&h);
	return status;
}

/* ---- expect */

static int
read_answer(struct cli *c, struct str *answer)
{
	static const char *const answers[] = { "yes", "no", "maybe" };
	struct str typed = cli_operand(c, 1);
	size_t i;

	*answer = STR("yes");
	if (typed.n == 0)
		return 0;
	for (i = 0; i < 3; i++)
		if (words_prefix(str_of(answers[i]), typed)) {
			*answer = str_of(answers[i]);
			return 0;
		}
	return error_set(&c->err, EXIT_INPUT,
	    "not an answer: \"%.*s\": give yes, no or maybe", STR_ARG(typed));
}

static int
expect_one(struct cli *c, struct str who, struct str answer)
{
	char id[ID_NEW_LENGTH + 1];
	struct store_row row;

	person_row(&row, who);
	person_set(c, &row, PEOPLE_RSVP, answer);
	if (person_put(c, &row) == -1)
		return -1;
	if (cli_operand(c, 2).n == 0)
		return 0;
	return verbs_put_note(c, who, who, "reason", cli_operand(c, 2), id);
}

int
roster_expect(struct cli *c)
{
	struct handles h = { 0 };
	struct str answer = { NULL, 0 };
	size_t i;
	int rc;

	rc = cli_begin(c, want);
	if (rc == 0)
		rc = read_answer(c, &answer);
	if (rc == 0)
		rc = people_take(
		    person_table(c), cli_operand(c, 0), &h, &c->err);
	for (i = 0; rc == 0 && i < h.n; i++)
		rc = expect_one(c, h.who[i], answer);
	handles_release(&h);
	return rc == -1 ? cli_fail(c) : cli_commit(c);
}

/* ---- count, missing */

static bool
is_expected_or_here(struct table *people, size_t rec)
{
	return person_is_expected(people, rec) ||
	    people_is_present(people, rec);
}

/* -s: who is counted. */
static const struct {
	const char *name;
	bool (*counts)(struct table *people, size_t rec);
} selections[] = { { "expected", person_is_expected },
	{ "present", people_is_present } };

int
roster_count(struct cli *c)
{
	bool (*counts)(struct table *, size_t) = is_expected_or_here;
	struct str s = str_of(cli_value(c, "state"));
	size_t i, n = 0;

	if (cli_given(c, "state")) {
		for (i = 0; i < 2; i++)
			if (s.n > 0 &&
			    words_prefix(str_of(selections[i].name), s))
				break;
		if (i == 2)
			return cli_wrong(c,
			    "not a state to count: \"%.*s\": give expected or "
			    "present",
			    STR_ARG(s));
		counts = selections[i].counts;
	}
	if (cli_read(c, want) == -1)
		return cli_fail(c);
	for (i = 0; i < person_table(c)->nrec; i++)
		n += counts(person_table(c), i);
	printf("%zu\n", n);
	return EXIT_YES;
}

int
roster_missing(struct cli *c)
{
	static const struct out_column columns[] = { { "id", OUT_TEXT, false },
		{ "name", OUT_TEXT, false }, { "rsvp", OUT_TEXT, false },
		{ "presence", OUT_TEXT, false }, { "email", OUT_TEXT, false } };
	static const int cols[] = { PEOPLE_ID, PEOPLE_NAME, PEOPLE_RSVP,
		PEOPLE_PRESENCE, PEOPLE_EMAIL };
	struct table *people;
	struct out o;
	size_t i, k, rec;

	if (cli_read(c, want) == -1 || cli_list(c, &o, columns, 5) == -1)
		return cli_fail(c);
	people = person_table(c);
	for (i = 0; i < people->nrec; i++) {
		rec = table_order(people)[i];
		if (!person_is_expected(people, rec) ||
		    people_is_present(people, rec))
			continue;
		for (k = 0; k < 5; k++)
			out_text(&o, table_get(people, rec, cols[k]));
	}
	return out_end(&o, &c->err) == -1 ? cli_fail(c) : EXIT_YES;
}
