#include <stdlib.h>

#include "breakout.h"
#include "xalloc.h"

enum { SIZE_MAX_ASKED = 10000 };

/* A round that is being made. */
struct making {
	struct cli *c;
	struct book book;
	bool *here;  /* of each person of the book */
	bool *leads; /* NULL: nobody was named */
	int *extra;
	struct sizes_want want;
	uint64_t seed;
	int *group;
	int groups;
	struct golf_result result;
	struct handles topic;
	const struct round *kept; /* --keep: the one before */
};

static void
making_release(struct making *m)
{
	book_release(&m->book);
	handles_release(&m->topic);
	free(m->here);
	free(m->leads);
	free(m->extra);
	free(m->group);
}

/* ---- options */

static int
read_number(struct str s)
{
	int n = 0;
	size_t i;

	for (i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9' || n > SIZE_MAX_ASKED)
			return -1;
		n = n * 10 + (s.p[i] - '0');
	}
	return s.n > 0 && n <= SIZE_MAX_ASKED ? n : -1;
}

/* `3` or `2-3`. */
static int
read_range(struct cli *c, struct str s, struct sizes_want *want)
{
	size_t dash = str_find(s, '-');

	want->lo = read_number(str_upto(s, dash));
	want->hi = dash < s.n ? read_number(str_from(s, dash + 1)) : want->lo;
	if (want->lo < 2 || want->hi < want->lo)
		return error_set(&c->err, EXIT_INPUT,
		    "not a size of groups: -s \"%.*s\": give 3, or 2-3",
		    STR_ARG(s));
	return 0;
}

int
make_read_sizes(struct cli *c, struct sizes_want *want)
{
	const char *size = cli_value(c, "size"),
		   *groups = cli_value(c, "groups");

	*want = (struct sizes_want){ .lo = 2, .hi = 3 };
	if (size != NULL && groups != NULL)
		return error_set(
		    &c->err, EXIT_INPUT, "give -s or -g, not both");
	if (size != NULL)
		return read_range(c, str_of(size), want);
	if (groups == NULL)
		return 0;
	want->groups = read_number(str_of(groups));
	if (want->groups < 1)
		return error_set(&c->err, EXIT_INPUT,
		    "not a number of groups: -g \"%s\"", groups);
	return 0;
}

/* Seeds are short enough to be typed again. */
enum { SEED_BITS = 32, SEED_DIGITS = 18 };

int
make_read_seed(struct cli *c, uint64_t *seed)
{
	struct str s = str_of(cli_value(c, "seed"));
	size_t i;

	if (!cli_given(c, "seed")) {
		if (id_random((uint64_t)cli_now(c), seed, &c->err) == -1)
			return -1;
		*seed >>= 64 - SEED_BITS;
		return 0;
	}
	for (*seed = 0, i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			break;
		*seed = *seed * 10 + (uint64_t)(s.p[i] - '0');
	}
	if (s.n == 0 || s.n > SEED_DIGITS || i < s.n)
		return error_set(&c->err, EXIT_INPUT,
		    "not a seed: \"%.*s\": give a number of at most %d digits",
		    STR_ARG(s), SEED_DIGITS);
	return 0;
}

static void
read_topics(struct making *m)
{
	struct str rest = str_of(cli_value(m->c, "topics")), topic;

	while (str_split(&rest, ',', &topic))
		if (str_trim(topic).n > 0)
			handles_add(&m->topic, str_trim(topic));
}

/* ---- who */

static void
add_present(struct table *people, struct handles *here)
{
	size_t i;

	for (i = 0; i < people->nrec; i++)
		if (people_is_present(people, i) &&
		    people_takes_part(people, i))
			handles_add(here, table_key(people, i, 0));
}

/* Those here who take part, and those named by --with and --lead. */
static int
gather(struct making *m, struct handles *here, struct handles *lead)
{
	struct cli *c = m->c;
	struct table *people = c->session.table[TABLE_PEOPLE];
	struct str with = str_of(cli_value(c, "with")),
		   lead_typed = str_of(cli_value(c, "lead"));
	size_t i;

	add_present(people, here);
	if (people_take(people, with, here, &c->err) == -1 ||
	    people_take(people, lead_typed, lead, &c->err) == -1)
		return -1;
	for (i = 0; i < lead->n; i++)
		handles_add(here, lead->who[i]);
	if (here->n == 0)
		return error_set(&c->err, EXIT_NO,
		    "nobody is here: say who is with 'roster in', or --with");
	for (i = 0; i < here->n; i++)
		book_expect(&m->book, here->who[i]);
	return 0;
}

static void
mark(const struct book *b, const struct handles *who, bool **marks)
{
	size_t i;

	*marks = xcalloc(b->who.n, sizeof(**marks));
	for (i = 0; i < who->n; i++)
		(*marks)[book_person(b, who->who[i])] = true;
}

static int
take_people(struct making *m)
{
	struct handles here = { 0 }, lead = { 0 };
	int rc = gather(m, &here, &lead);

	if (rc == 0)
		rc = book_finish(&m->book, &m->c->err);
	if (rc == 0) {
		mark(&m->book, &here, &m->here);
		if (lead.n > 0)
			mark(&m->book, &lead, &m->leads);
	}
	handles_release(&here);
	handles_release(&lead);
	return rc;
}

/* ---- groups */

/* Groups get their numbers in the order of their first people. */
static void
number_groups(struct making *m)
{
	size_t n = m->book.who.n, i;
	int *number = xalloc(n, sizeof(*number)), next = 0;

	for (i = 0; i < n; i++)
		number[i] = -1;
	for (i = 0; i < n; i++) {
		if (m->group[i] < 0)
			continue;
		if (number[m->group[i]] == -1)
			number[m->group[i]] = next++;
		m->group[i] = number[m->group[i]];
	}
	m->groups = next;
	free(number);
}

static struct golf_task
task_of(const struct making *m)
{
	return (struct golf_task){ .past = book_series(&m->book),
		.here = m->here,
		.want = m->want,
		.extra = m->extra,
		.leads = m->leads,
		.seed = m->seed,
		.steps = GOLF_STEPS };
}

static void
choose_groups(struct making *m)
{
	struct golf_task task = task_of(m);

	m->result = golf_next(&task, m->group);
	number_groups(m);
}

/* Whether somebody of the kept group is alone, though others are here. */
static bool
is_alone(const struct making *m, size_t person)
{
	size_t i, n = 0, others = 0;

	for (i = 0; i < m->book.who.n; i++)
		if (m->group[i] >= 0 && i != person) {
			n += m->group[i] == m->group[person];
			others++;
		}
	return n == 0 && others > 0;
}

/* Gives those who have no group, or are alone in one, the cheapest place. */
static void
place_others(struct making *m)
{
	struct golf_task task = task_of(m);
	size_t i;
	int g;

	for (i = 0; i < m->book.who.n; i++)
		if (m->group[i] >= 0 && is_alone(m, i))
			m->group[i] = -1;
	for (i = 0; i < m->book.who.n; i++) {
		if (!m->here[i] || m->group[i] >= 0)
			continue;
		g = golf_place(&task, m->group, (int)i);
		m->group[i] = g >= 0 ? g : 0;
	}
}

/* The groups of the last round, less who has left, with who has come. */
static int
keep_groups(struct making *m)
{
	const struct book *b = &m->book;
	size_t i, stayed = 0;

	if (b->nround == 0)
		return error_set(
		    &m->c->err, EXIT_INPUT, "no round before this to keep");
	m->kept = &b->round[b->nround - 1];
	for (i = 0; i < b->who.n; i++) {
		m->group[i] = m->here[i] ? m->kept->group[i] : -1;
		stayed += m->group[i] >= 0;
	}
	if (stayed == 0)
		return error_set(&m->c->err, EXIT_INPUT,
		    "nobody who is here was in the last round");
	place_others(m);
	return 0;
}

static int
check_keep(struct cli *c)
{
	static const char *const others[] = { "size", "groups", "apart",
		"together", "lead", "seed" };
	size_t i;

	for (i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (cli_given(c, others[i]))
			return error_set(&c->err, EXIT_INPUT,
			    "--keep leaves nothing to choose: not with --%s",
			    others[i]);
	return 0;
}

static int
make_groups(struct making *m)
{
	size_t n = m->book.who.n;

	m->group = xalloc(n, sizeof(*m->group));
	if (cli_given(m->c, "keep"))
		return keep_groups(m);
	if (book_check_pairs(&m->book, &m->c->err) == -1)
		return -1;
	m->extra = xcalloc(n * n, sizeof(*m->extra));
	if (pairs_add(m->c, &m->book, m->extra) == -1)
		return -1;
	choose_groups(m);
	return 0;
}

/* ---- topics */

/* How often everybody had each topic. */
static int *
count_topics(const struct making *m)
{
	const struct book *b = &m->book;
	int *had = xcalloc(b->who.n * m->topic.n, sizeof(*had));
	size_t r, p, t;
	int g;

	for (r = 0; r < b->nround; r++)
		for (p = 0; p < b->who.n; p++) {
			g = b->round[r].group[p];
			if (g < 0)
				continue;
			t = handles_place(&m->topic, b->round[r].topic[g]);
			if (t != HANDLES_NONE)
				had[p * m->topic.n + t]++;
		}
	return had;
}

static void
give_topics(struct making *m, struct round *r)
{
	int *had = count_topics(m),
	    *topic = xalloc((size_t)m->groups, sizeof(*topic)), g;

	golf_topics((int)m->book.who.n, m->group, m->groups, had,
	    (int)m->topic.n, topic);
	for (g = 0; g < m->groups; g++)
		r->topic[g] = m->topic.who[topic[g]];
	free(topic);
	free(had);
}

/* A kept group keeps its topic. */
static void
keep_topics(struct making *m, const int *kept_group, struct round *r)
{
	size_t i;

	for (i = 0; i < m->book.who.n; i++)
		if (m->group[i] >= 0 &&
		    (size_t)kept_group[i] < m->kept->label.n)
			r->topic[m->group[i]] = m->kept->topic[kept_group[i]];
}

/* ---- the round */

int
make_put_round(
    struct cli *c, const struct book *b, const struct round *r, struct str seed)
{
	size_t i;
	int g;

	for (i = 0; i < b->who.n; i++) {
		g = r->group[i];
		if (g >= 0 &&
		    load_put(c,
			(struct seat){ r->number, b->who.who[i],
			    r->label.who[g], r->topic[g], seed }) == -1)
			return -1;
	}
	return 0;
}

/* One round of a book, to list. */
struct one_round {
	const struct book *b;
	const struct round *r;
};

static void
list_one(const void *arg, struct out *o)
{
	const struct one_round *one = arg;

	load_list_round(one->b, one->r, o);
}

int
make_commit(struct cli *c, const struct book *b, const struct round *r)
{
	return load_commit(c, list_one, &(struct one_round){ b, r });
}

void
make_say_repeats(struct cli *c, struct sizes_want want,
    const struct golf_result *r, uint64_t seed)
{
	if (want.groups > r->groups)
		cli_say(c, "%d group%s, not %d: nobody is left alone",
		    r->groups, r->groups == 1 ? "" : "s", want.groups);
	cli_say(c, "%d repeat%s, lower bound %d, seed %llu", r->repeats,
	    r->repeats == 1 ? "" : "s", r->least, (unsigned long long)seed);
}

static int
prepare(struct making *m)
{
	if (cli_given(m->c, "keep") && check_keep(m->c) == -1)
		return -1;
	if (make_read_sizes(m->c, &m->want) == -1 ||
	    make_read_seed(m->c, &m->seed) == -1)
		return -1;
	read_topics(m);
	if (pairs_input(m->c) == -1 || load_for_change(m->c, &m->book) == -1 ||
	    take_people(m) == -1)
		return -1;
	return make_groups(m);
}

static struct round *
lay_round(struct making *m)
{
	size_t n = m->book.who.n;
	int *kept = xalloc(n, sizeof(*kept));
	struct round *r;
	long number = load_next_number(&m->book);
	size_t keep_at =
	    m->kept != NULL ? (size_t)(m->kept - m->book.round) : 0;

	memcpy(kept, m->group, n * sizeof(*kept));
	number_groups(m);
	r = book_new_round(&m->book, number, m->group, m->groups);
	if (m->kept != NULL)
		m->kept = &m->book.round[keep_at];
	if (m->topic.n > 0)
		give_topics(m, r);
	else if (m->kept != NULL)
		keep_topics(m, kept, r);
	free(kept);
	return r;
}

static void
say_result(const struct making *m)
{
	if (m->kept != NULL)
		cli_say(m->c, "groups kept from round %ld", m->kept->number);
	else
		make_say_repeats(m->c, m->want, &m->result, m->seed);
}

int
breakout_make(struct cli *c)
{
	struct making m = { .c = c };
	struct buf seed = BUF_INIT;
	struct round *r = NULL;
	int rc = prepare(&m), status;

	if (rc == 0) {
		r = lay_round(&m);
		if (m.kept == NULL)
			buf_addf(&seed, "%llu", (unsigned long long)m.seed);
		rc = make_put_round(c, &m.book, r, buf_str(&seed));
	}
	status = rc == -1 ? cli_fail(c) : make_commit(c, &m.book, r);
	if (status == EXIT_YES)
		say_result(&m);
	buf_release(&seed);
	making_release(&m);
	return status;
}
