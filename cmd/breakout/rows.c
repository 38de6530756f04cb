/* add -: rounds taken in as list and plan print them, a group a row. */
#include <stdlib.h>

#include "breakout.h"
#include "id.h"
#include "intake.h"
#include "xalloc.h"

/* The rows of a group repeat its topic for each person, and what is taken in
 * stands in memory more than once. */
enum { SPREAD_MAX = 64 * 1024 * 1024 };

/* What is taken in: a row a person is made of each group's row. */
struct taking {
	struct cli *c;
	struct handles seat;  /* round/who, that nobody has two */
	struct handles round; /* those that rows are for */
	long next;	      /* the round of rows that name none */
	size_t who;	      /* the header's column */
	bool numbered;	      /* it has a column round */
	struct buf text;      /* a row a person */
	size_t *line;	      /* the line that each of its lines is from */
	size_t nline, capline;
};

static void
end_line(struct taking *t, size_t from)
{
	buf_addc(&t->text, '\n');
	t->line = xgrow(t->line, t->nline, &t->capline, sizeof(*t->line));
	t->line[t->nline++] = from;
}

/* The place of a column in a header, or SIZE_MAX. */
static size_t
column(struct str header, const char *name)
{
	struct str cell;
	size_t i;

	for (i = 0; str_split(&header, '\t', &cell); i++)
		if (str_is(cell, name))
			return i;
	return SIZE_MAX;
}

/* A row for one person: the group's, but for who. */
static void
add_person(struct taking *t, struct str row, struct str who, size_t from)
{
	struct str cell;
	size_t i;

	if (!t->numbered)
		buf_addf(&t->text, "%ld\t", t->next);
	for (i = 0; str_split(&row, '\t', &cell); i++) {
		if (i > 0)
			buf_addc(&t->text, '\t');
		buf_add(&t->text, i == t->who ? who : cell);
	}
	end_line(t, from);
}

/* The header; without a column round, that is put in front. */
static void
add_header(struct taking *t, struct str header, size_t from)
{
	t->who = column(header, "who");
	t->numbered = column(header, "round") != SIZE_MAX;
	if (!t->numbered)
		buf_addz(&t->text, "round\t");
	buf_add(&t->text, header);
	end_line(t, from);
}

/* Whether row_key will refuse the one who was typed, who is nobody or was in
 * the group before. */
static bool
is_refused(struct taking *t, struct handles *group, struct str typed)
{
	struct buf who = BUF_INIT;
	struct error e = ERROR_INIT;
	size_t n = group->n;
	bool known = people_add_handle(t->c->session.table[TABLE_PEOPLE], typed,
			 &who, &e) == 0;

	if (known)
		handles_add(group, buf_str(&who));
	buf_release(&who);
	error_release(&e);
	return !known || group->n == n;
}

/* False where one is refused: then all are, and what follows need not be
 * spread. */
static bool
add_people(struct taking *t, struct str row, struct str who, size_t from)
{
	struct handles group = { 0 };
	struct str cell;
	bool refused;

	do {
		if (!str_split(&who, ',', &cell))
			cell = who;
		cell = str_trim(cell);
		refused = is_refused(t, &group, cell);
		add_person(t, row, cell, from);
	} while (!refused && who.n > 0 && t->text.n <= SPREAD_MAX);
	handles_release(&group);
	return !refused;
}

static bool
add_group(struct taking *t, struct str row, size_t from)
{
	struct str rest = row, who = { NULL, 0 }, cell;
	size_t i;

	for (i = 0; str_split(&rest, '\t', &cell); i++)
		if (i == t->who)
			who = cell;
	return add_people(t, row, who, from);
}

static int
spread(struct taking *t, struct str text)
{
	bool good = true;
	struct str line;
	size_t n;

	for (n = 1; good && str_split(&text, '\n', &line); n++) {
		if (line.n > 0 && line.p[line.n - 1] == '\r')
			line = str_upto(line, line.n - 1);
		if (line.n == 0)
			continue;
		if (t->nline == 0)
			add_header(t, line, n);
		else
			good = add_group(t, line, n);
		if (t->text.n > SPREAD_MAX)
			return error_set(&t->c->err, EXIT_INPUT,
			    "standard input:%zu: more than %d MiB of rows, one "
			    "for each person",
			    n, SPREAD_MAX / 1024 / 1024);
	}
	return 0;
}

static int
row_key(struct cli *c, const struct str typed[], struct buf key[])
{
	struct taking *t = c->data;
	long round = load_round_number(typed[0]);
	struct buf seat = BUF_INIT;
	int rc = 0;

	if (round <= 0)
		return error_set(&c->err, EXIT_INPUT, "not a round: \"%.*s\"",
		    STR_ARG(str_upto(typed[0], 80)));
	if (typed[1].n == 0)
		return error_set(&c->err, EXIT_INPUT, "a group of nobody");
	buf_addf(&key[0], "%ld", round);
	if (people_add_handle(c->session.table[TABLE_PEOPLE], typed[1], &key[1],
		&c->err) == -1)
		return -1;
	buf_addf(&seat, "%ld/%s", round, buf_z(&key[1]));
	if (handles_place(&t->seat, buf_str(&seat)) != HANDLES_NONE)
		rc = error_set(&c->err, EXIT_INPUT,
		    "%s is in two groups of round %ld", buf_z(&key[1]), round);
	handles_add(&t->seat, buf_str(&seat));
	handles_add(&t->round, buf_str(&key[0]));
	buf_release(&seat);
	return rc;
}

static const char *const computed[] = { NULL };

static const struct intake_spec spec = {
	.table = TABLE_GROUPS,
	.computed = computed,
	.key = row_key,
	.needed = GROUPS_GROUP,
};

static int
put_rows(struct taking *t, struct str text)
{
	struct book b = { 0 };
	struct buf ids = BUF_INIT;
	size_t line;
	int rc;

	if (load_own_for_change(t->c, &b) == -1)
		return -1;
	rc = book_finish(&b, &t->c->err);
	t->next = load_next_number(&b);
	book_release(&b);
	if (rc == -1)
		return -1;
	if (spread(t, text) == -1)
		return -1;
	if (t->nline > 0 && t->who == SIZE_MAX)
		return error_set(&t->c->err, EXIT_INPUT,
		    "standard input:%zu: no column \"who\"", t->line[0]);
	t->c->data = t;
	rc = intake_put(t->c, &spec, buf_str(&t->text), &ids, &line);
	if (rc == -1 && line > 0)
		error_prefix(
		    &t->c->err, "standard input:%zu: ", t->line[line - 1]);
	buf_release(&ids);
	return rc;
}

/* The rounds that were taken in, as they stand now. */
static void
list_taken(const void *arg, struct out *o)
{
	const struct taking *t = arg;
	struct book b = { 0 };
	struct buf number = BUF_INIT;
	struct error e = ERROR_INIT;
	size_t i;

	load_own(t->c, &b, 0);
	if (book_finish(&b, &e) == -1) /* they stand all the same */
		error_release(&e);
	for (i = 0; i < b.nround; i++) {
		buf_cut(&number, 0);
		buf_addf(&number, "%ld", b.round[i].number);
		if (handles_place(&t->round, buf_str(&number)) != HANDLES_NONE)
			load_list_round(&b, &b.round[i], o);
	}
	buf_release(&number);
	book_release(&b);
}

int
breakout_add_rows(struct cli *c)
{
	struct taking t = { .c = c };
	struct buf text = BUF_INIT;
	int status;

	if (cli_given(c, "round"))
		return cli_wrong(c, "add - takes the round from its rows");
	if (cli_stdin(c, &text) == -1 || put_rows(&t, buf_str(&text)) == -1)
		status = cli_fail(c);
	else
		status = load_commit(c, list_taken, &t);
	handles_release(&t.seat);
	handles_release(&t.round);
	buf_release(&t.text);
	buf_release(&text);
	free(t.line);
	return status;
}
