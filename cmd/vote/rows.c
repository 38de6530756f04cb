/* Votes that come as rows, a few or a million. */
#include "people.h"
#include "utf8.h"
#include "vote.h"
#include "words.h"
#include "xalloc.h"

/* ---- who */

/* Of somebody who need not be known: a handle made of what was typed. */
static void
make_handle(struct str typed, struct buf *b)
{
	utf8_add_slug(b, typed);
	if (b->n > 0)
		return;
	buf_addc(b, 'p'); /* voters are often numbers */
	for (size_t i = 0; i < typed.n && b->n < ID_MAX; i++)
		if (words_digit(typed.p[i]))
			buf_addc(b, typed.p[i]);
}

static int
resolve(struct vote *v, struct str typed, struct buf *b)
{
	struct table *people = v->c->session.table[TABLE_PEOPLE];

	if (table_find(people, &typed) != TABLE_NONE ||
	    (v->anybody && id_valid(typed)))
		buf_add(b, typed);
	else if (!v->anybody || typed.n == 0)
		return people_add_handle(people, typed, b, &v->c->err);
	else
		make_handle(typed, b);
	return 0;
}

/* Two names must not come to one handle, or their votes would be one's. */
static int
check_handle(struct vote *v, struct str typed, struct str handle)
{
	uint32_t i = intern_get(&v->made, handle);

	if (!v->anybody || i == INTERN_NONE)
		return 0;
	return error_set(&v->c->err, EXIT_INPUT,
	    "\"%.*s\" and \"%.*s\" would both be %.*s",
	    STR_ARG(intern_str(&v->name, i)), STR_ARG(typed), STR_ARG(handle));
}

static void
keep_handle(struct vote *v, struct str typed, struct str handle)
{
	uint32_t i = v->name.n;

	v->handle = xgrow(v->handle, i, &v->caphandle, sizeof(*v->handle));
	v->handle[i] = arena_copy(&v->mem, handle);
	typed = arena_copy(&v->mem, typed);
	intern_put(&v->name, typed, intern_hash(typed));
	if (v->anybody) /* then both have the same numbers */
		intern_put(&v->made, v->handle[i], intern_hash(handle));
}

int
vote_handle(struct vote *v, struct str typed, struct str *handle)
{
	uint32_t i = intern_get(&v->name, typed);
	struct buf b = BUF_INIT;
	int rc = 0;

	if (i == INTERN_NONE) {
		rc = resolve(v, typed, &b);
		if (rc == 0)
			rc = check_handle(v, typed, buf_str(&b));
		if (rc == 0) {
			i = v->name.n;
			keep_handle(v, typed, buf_str(&b));
		}
		buf_release(&b);
	}
	if (rc == 0)
		*handle = v->handle[i];
	return rc;
}

/* ---- the checks of a row */

/* The round that was typed; the current one where none was. */
static int
read_round(
    struct vote *v, uint32_t statement, struct str typed, uint32_t *round)
{
	uint32_t current = v->b.statement[statement].round, n = 0;
	size_t i;

	for (i = 0; i < typed.n && i < 9 && words_digit(typed.p[i]); i++)
		n = n * 10 + (uint32_t)(typed.p[i] - '0');
	*round = typed.n == 0 ? current : n;
	if (i < typed.n)
		return error_set(&v->c->err, EXIT_INPUT,
		    "not a round: \"%.*s\"", STR_ARG(str_upto(typed, 80)));
	if (*round > current)
		return error_set(&v->c->err, EXIT_INPUT,
		    "round %u of statement %u has not begun", (unsigned)n,
		    (unsigned)statement + 1);
	return 0;
}

static int
row_key(struct cli *c, const struct str typed[], struct buf key[])
{
	struct vote *v = c->data;
	struct str who;

	if (typed[0].n == 0 || typed[1].n == 0)
		return error_set(&c->err, EXIT_INPUT, "a vote without its %s",
		    typed[0].n == 0 ? "who" : "ref");
	if (vote_handle(v, typed[0], &who) == -1 ||
	    vote_find(v, typed[1], &v->row_statement) == -1 ||
	    read_round(v, v->row_statement, typed[2], &v->row_round) == -1)
		return -1;
	buf_add(&key[0], who);
	buf_add(&key[1], v->b.statement[v->row_statement].id);
	buf_addf(&key[2], "%u", (unsigned)v->row_round);
	return 0;
}

static int
check_field(struct cli *c, int col, struct str plain, struct buf *b)
{
	struct vote *v = c->data;
	struct str position = plain;

	if (col == VOTES_POSITION && v->row_round == 0 && !str_is(plain, "up"))
		return error_set(&c->err, EXIT_INPUT,
		    "in round 0 the only position is \"up\": \"%.*s\"",
		    STR_ARG(str_upto(plain, 80)));
	if (col == VOTES_POSITION && v->row_round > 0 &&
	    (vote_check_open(v, v->row_statement) == -1 ||
		vote_position(v, v->row_statement, plain, &position) == -1))
		return -1;
	buf_add(b, position);
	return 0;
}

/* A comment goes with its position: one that the row leaves out is cleared
 * where the position is another. */
static int
finish_row(struct cli *c, size_t rec, struct store_row *row)
{
	struct vote *v = c->data;
	const struct store_field *position = store_field(row, VOTES_POSITION);

	if (position == NULL)
		return 0;
	if (position->clear && v->row_round > 0 &&
	    vote_check_open(v, v->row_statement) == -1)
		return -1;
	if (rec != TABLE_NONE && row->time == INSTANT_NONE &&
	    store_field(row, VOTES_COMMENT) == NULL &&
	    !str_eq(
		table_get(v->b.votes, rec, VOTES_POSITION), position->plain) &&
	    table_is_set(v->b.votes, rec, VOTES_COMMENT))
		store_clear(row, VOTES_COMMENT);
	return 0;
}

static const char *const computed[] = { "no", "id", "title", NULL };

static const struct intake_spec votes = { .table = TABLE_VOTES,
	.computed = computed,
	.check = check_field,
	.key = row_key,
	.finish = finish_row };

int
vote_put_votes(struct vote *v, struct str rows, size_t *line)
{
	struct buf ids = BUF_INIT;
	int rc = intake_put(v->c, &votes, rows, &ids, line);

	buf_release(&ids);
	return rc;
}

int
vote_cast_rows(struct vote *v)
{
	struct buf text = BUF_INIT;
	size_t line = 0;
	int rc = cli_stdin(v->c, &text);

	if (rc == 0)
		rc = vote_put_votes(v, buf_str(&text), &line);
	if (rc == -1 && line > 0)
		error_prefix(&v->c->err, "standard input:%zu: ", line);
	buf_release(&text);
	return rc;
}
