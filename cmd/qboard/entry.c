#include <stdlib.h>

#include "people.h"
#include "qboard.h"
#include "vocab.h"
#include "xalloc.h"

/* ---- fields */

static int
check_word(
    struct cli *c, const char *what, int col, struct str typed, struct buf *b)
{
	size_t n;
	const char *const *words = vocab_words(TABLE_QUESTIONS, col, &n);
	const char *word;

	/* To drop a question is another verb's task. */
	n -= col == QUESTIONS_STATE;
	word = vocab_word(words, n, what, typed, &c->err);
	if (word == NULL)
		return -1;
	buf_addz(b, word);
	return 0;
}

/* A row's state; that it was merged is in another field. */
static int
check_state(struct cli *c, struct str plain, struct buf *b)
{
	if (str_is(plain, "merged"))
		return 0;
	if (str_is(plain, "dropped")) {
		buf_add(b, plain);
		return 0;
	}
	return check_word(c, "state", QUESTIONS_STATE, plain, b);
}

static int
check_into(struct cli *c, struct str plain, struct buf *b)
{
	if (!id_valid(plain))
		return error_set(&c->err, EXIT_INPUT, "not an id: \"%.*s\"",
		    STR_ARG(str_upto(plain, 80)));
	buf_add(b, plain);
	return 0;
}

static int
check_field(struct cli *c, int col, struct str plain, struct buf *b)
{
	switch (col) {
	case QUESTIONS_WHO:
		return people_add_handles(
		    c->session.table[TABLE_PEOPLE], plain, b, &c->err);
	case QUESTIONS_KIND:
		return check_word(c, "kind", col, plain, b);
	case QUESTIONS_STATE:
		return check_state(c, plain, b);
	case QUESTIONS_INTO:
		return check_into(c, plain, b);
	default:
		buf_add(b, plain);
		return 0;
	}
}

/* The listing says `open` and `question` for what is unset, and `merged` for
 * what stands in another field. */
static bool
shows(struct cli *c, size_t rec, int col, struct str plain)
{
	struct table *t = c->session.table[TABLE_QUESTIONS];

	if (str_eq(table_get(t, rec, col), plain))
		return true;
	if (col == QUESTIONS_KIND)
		return str_eq(board_kind(t, rec), plain);
	return col == QUESTIONS_STATE &&
	    (str_is(plain, "merged") ||
		(str_is(plain, "open") && table_get(t, rec, col).n == 0));
}

static int put_support(
    struct cli *c, size_t rec, struct str who, bool supports);

/* The column `supporters` of rows: those who are not counted yet are. */
static int
take_supporters(struct cli *c, size_t rec, struct str plain)
{
	struct buf all = BUF_INIT;
	struct str rest, who;
	int rc = people_add_handles(
	    c->session.table[TABLE_PEOPLE], plain, &all, &c->err);

	rest = buf_str(&all);
	while (rc == 0 && str_split(&rest, ',', &who))
		rc = put_support(c, rec, who, true);
	buf_release(&all);
	return rc;
}

static const char *const computed[] = { "no", "votes", "answers", "mine",
	"supporters", NULL };
static const char *const fields[] = { "who", "kind", "topic", "state", "text",
	"carry", NULL };

const struct verbs_spec qboard_spec = {
	.in = { .table = TABLE_QUESTIONS,
	    .computed = computed,
	    .check = check_field,
	    .shows = shows,
	    .needed = QUESTIONS_TEXT,
	    .aside = "supporters",
	    .take = take_supporters },
	.what = "question",
	.fields = fields,
};

/* ---- opening and finding */

int
qboard_begin(struct cli *c)
{
	table_want want[TABLE_COUNT] = {
		[TABLE_PEOPLE] = PEOPLE_WANT,
		[TABLE_QUESTIONS] = TABLE_WANT_ALL,
		[TABLE_VOTES] = TABLE_WANT(VOTES_POSITION),
		[TABLE_NOTES] = TABLE_WANT_ALL,
	};

	return cli_begin(c, want);
}

size_t
qboard_find(struct cli *c, struct str typed)
{
	return id_find(
	    c->session.table[TABLE_QUESTIONS], typed, "question", &c->err);
}

/* Says what somebody typed was merged into, or that it was dropped. */
static size_t
not_live(struct cli *c, const struct board *b, struct str typed, size_t rec)
{
	size_t root = b->root[rec];
	struct str id = table_key(b->questions, root, 0);

	if (root == rec)
		error_set(&c->err, EXIT_INPUT,
		    "question \"%.*s\" is dropped: restore it first",
		    STR_ARG(typed));
	else
		error_set(&c->err, EXIT_INPUT,
		    "question \"%.*s\" is merged into %zu (%.*s): \"%.*s\"",
		    STR_ARG(typed), table_number(b->questions, root),
		    STR_ARG(id),
		    STR_ARG(str_upto(
			table_get(b->questions, root, QUESTIONS_TEXT), 60)));
	return TABLE_NONE;
}

size_t
qboard_find_live(struct cli *c, struct str typed)
{
	size_t rec = qboard_find(c, typed);
	struct board b;

	if (rec == TABLE_NONE)
		return rec;
	board_read(&b, &c->session, 0);
	if (b.root[rec] != rec || table_is_dropped(b.questions, rec))
		rec = not_live(c, &b, typed, rec);
	board_release(&b);
	return rec;
}

/* ---- add */

int
qboard_put_new(
    struct cli *c, const struct qboard_entry *q, char id[ID_NEW_LENGTH + 1])
{
	struct store_row row;

	if (q->text.n == 0)
		return error_set(
		    &c->err, EXIT_INPUT, "a question needs a text");
	if (id[0] == '\0' && store_new_id(&c->store, id, &c->err) == -1)
		return -1;
	store_row(&row, TABLE_QUESTIONS);
	store_set(&row, QUESTIONS_ID, str_of(id));
	store_set(&row, QUESTIONS_WHO, q->who);
	store_set(&row, QUESTIONS_KIND, str_of(q->kind));
	store_set(&row, QUESTIONS_TOPIC, q->topic);
	store_set(&row, QUESTIONS_STATE, q->state);
	store_set(&row, QUESTIONS_TEXT, q->text);
	return store_put(&c->store, &row, &c->err) == TABLE_NONE ? -1 : 0;
}

static int
add_one(struct cli *c, struct str who, struct str text, struct buf *ids)
{
	struct qboard_entry q = {
		.who = who, .topic = str_of(cli_value(c, "topic")), .text = text
	};
	char id[ID_NEW_LENGTH + 1] = "";

	if (qboard_put_new(c, &q, id) == -1)
		return -1;
	buf_addf(ids, "%s\n", id);
	return 0;
}

/* Where questions that are typed go: whose they are, and their ids. */
struct adding {
	struct str who;
	struct buf *ids;
};

static int
add_line(struct cli *c, const struct intake_line *l, void *arg)
{
	struct adding *a = arg;

	return add_one(c, l->who.n > 0 ? l->who : a->who, l->text, a->ids);
}

int
qboard_add(struct cli *c)
{
	struct buf who = BUF_INIT, ids = BUF_INIT;
	bool rows = str_is(cli_operand(c, 0), "-");
	int rc, status;

	if (((rows || c->noperand == 0) && cli_input(c) == -1) ||
	    qboard_begin(c) == -1)
		return cli_fail(c);
	if (rows)
		return intake_rows(c, &qboard_spec.in);
	rc = verbs_add_who(c, &who);
	if (rc == 0)
		rc = c->noperand > 0
		    ? add_one(c, buf_str(&who), cli_operand(c, 0), &ids)
		    : intake_each_line(
			  c, add_line, &(struct adding){ buf_str(&who), &ids });
	status = rc == -1 ? cli_fail(c) : cli_commit(c);
	if (status == EXIT_YES && !cli_dry(c))
		out_print(buf_str(&ids));
	buf_release(&who);
	buf_release(&ids);
	return status;
}

/* ---- taking in what may have been taken before */

/* How often this came before in the import, counting it. */
static size_t
times_before(struct qboard_taken *t, struct str key)
{
	uint32_t n = t->times.n, i;

	i = intern_get(&t->times, key);
	if (i != INTERN_NONE)
		return t->time[i]++;
	key = arena_copy(&t->mem, key);
	intern_put(&t->times, key, intern_hash(key));
	t->time = xgrow(t->time, n, &t->captime, sizeof(*t->time));
	t->time[n] = 1;
	return 0;
}

/* The id of the key's `nth` coming; one that a different text has is passed
 * over, unless it was carried over, and so may have had the text before.
 * Whether the record stands. */
static bool
id_of(struct session *s, struct str key, size_t nth, struct str text,
    char id[ID_NEW_LENGTH + 1])
{
	struct table *t = s->table[TABLE_QUESTIONS];
	struct str typed;
	uint64_t turn;
	size_t rec;

	for (turn = nth << 32;; turn++) {
		id_from_text(id, key, turn);
		typed = str_of(id);
		rec = table_find(t, &typed);
		if (rec == TABLE_NONE)
			return false;
		if (session_carried(s, t, rec) ||
		    table_ever(t, rec, QUESTIONS_TEXT, text))
			return true;
	}
}

int
qboard_take(struct cli *c, struct qboard_taken *t, const struct qboard_entry *q)
{
	char id[ID_NEW_LENGTH + 1];
	struct buf key = BUF_INIT;
	bool stands;
	int rc = 0;

	buf_addf(&key, "%s\t%.*s\t%.*s\t", q->kind != NULL ? q->kind : "",
	    STR_ARG(q->topic), STR_ARG(q->who));
	buf_add(&key, q->text);
	stands = id_of(&c->session, buf_str(&key),
	    times_before(t, buf_str(&key)), q->text, id);
	buf_release(&key);
	if (stands) {
		t->nsame++;
		return 0;
	}
	rc = qboard_put_new(c, q, id);
	t->nnew++;
	buf_addf(&t->ids, "%s\n", id);
	return rc;
}

void
qboard_taken_release(struct qboard_taken *t)
{
	buf_release(&t->ids);
	intern_release(&t->times);
	free(t->time);
	arena_release(&t->mem);
}

/* ---- up, down */

static int
put_support(struct cli *c, size_t rec, struct str who, bool supports)
{
	struct table *questions = c->session.table[TABLE_QUESTIONS];
	struct table *votes = c->session.table[TABLE_VOTES];
	struct store_row row;

	if (board_supports_itself(questions, votes, rec, who) == supports)
		return 0;
	store_row(&row, TABLE_VOTES);
	store_set(&row, VOTES_WHO, who);
	store_set(&row, VOTES_REF, table_key(questions, rec, 0));
	store_set(&row, VOTES_ROUND, STR("1"));
	if (supports)
		store_set(&row, VOTES_POSITION, STR("up"));
	else
		store_clear(&row, VOTES_POSITION);
	return store_put(&c->store, &row, &c->err) == TABLE_NONE ? -1 : 0;
}

/* Support of a question is given once, also where it was given to one that
 * was merged into it; it is taken back from all of them. */
static int
change_support(
    struct cli *c, const struct board *b, size_t root, struct str who, bool up)
{
	size_t i;

	if (up)
		return board_supports(b, root, who)
		    ? 0
		    : put_support(c, root, who, true);
	for (i = 0; i < b->questions->nrec; i++)
		if (b->root[i] == root && put_support(c, i, who, false) == -1)
			return -1;
	return 0;
}

/* The question that operand `i` means; a prompt or an example is none. */
static size_t
find_question(struct cli *c, int i)
{
	struct table *questions = c->session.table[TABLE_QUESTIONS];
	size_t rec = qboard_find_live(c, cli_operand(c, i));
	struct str kind;

	if (rec == TABLE_NONE)
		return rec;
	kind = board_kind(questions, rec);
	if (str_is(kind, "question"))
		return rec;
	error_set(&c->err, EXIT_INPUT, "not a question but a %.*s: \"%s\"",
	    STR_ARG(kind), c->operand[i]);
	return TABLE_NONE;
}

static int
support_operands(struct cli *c, struct str all, bool up)
{
	struct board b;
	struct str rest, who;
	size_t rec;
	int i, rc = 0;

	board_read(&b, &c->session, BOARD_SUPPORTERS);
	for (i = 0; rc == 0 && i < c->noperand; i++) {
		rec = find_question(c, i);
		rc = rec == TABLE_NONE ? -1 : 0;
		rest = all;
		while (rc == 0 && str_split(&rest, ',', &who))
			rc = change_support(c, &b, rec, who, up);
	}
	board_release(&b);
	return rc;
}

static int
support(struct cli *c, bool up)
{
	struct buf who = BUF_INIT;
	int rc, status;

	if (qboard_begin(c) == -1)
		return cli_fail(c);
	rc = verbs_add_who(c, &who);
	if (rc == 0 && who.n == 0)
		rc = error_set(
		    &c->err, EXIT_INPUT, "whose support is it: give -w");
	if (rc == 0)
		rc = support_operands(c, buf_str(&who), up);
	status = rc == -1 ? cli_fail(c) : cli_commit(c);
	buf_release(&who);
	return status;
}

int
qboard_up(struct cli *c)
{
	return support(c, true);
}

int
qboard_down(struct cli *c)
{
	return support(c, false);
}

/* ---- answer, state */

int
qboard_answer(struct cli *c)
{
	size_t rec;

	if ((c->noperand == 1 && cli_input(c) == -1) || qboard_begin(c) == -1)
		return cli_fail(c);
	rec = qboard_find_live(c, cli_operand(c, 0));
	if (rec == TABLE_NONE)
		return cli_fail(c);
	return verbs_put_notes(c,
	    table_key(c->session.table[TABLE_QUESTIONS], rec, 0), 1, "answer");
}

int
qboard_put_state(struct cli *c, size_t rec, struct str state)
{
	struct table *t = c->session.table[TABLE_QUESTIONS];
	struct store_row row;

	if (str_eq(table_get(t, rec, QUESTIONS_STATE), state))
		return 0;
	store_row(&row, TABLE_QUESTIONS);
	store_set(&row, QUESTIONS_ID, table_key(t, rec, 0));
	store_set(&row, QUESTIONS_STATE, state);
	return store_put(&c->store, &row, &c->err) == TABLE_NONE ? -1 : 0;
}

int
qboard_state(struct cli *c)
{
	struct str typed = cli_operand(c, c->noperand - 1);
	struct buf state = BUF_INIT;
	size_t rec;
	int i, rc, status;

	if (qboard_begin(c) == -1)
		return cli_fail(c);
	rc = check_word(c, "state", QUESTIONS_STATE, typed, &state);
	for (i = 0; rc == 0 && i + 1 < c->noperand; i++) {
		rec = qboard_find_live(c, cli_operand(c, i));
		rc = rec == TABLE_NONE
		    ? -1
		    : qboard_put_state(c, rec, buf_str(&state));
	}
	status = rc == -1 ? cli_fail(c) : cli_commit(c);
	buf_release(&state);
	return status;
}

/* ---- merge, restore */

/* Whether what `into` is merged into is, in the end, `rec` itself. */
static int
check_merge(struct cli *c, size_t rec, size_t into)
{
	struct table *t = c->session.table[TABLE_QUESTIONS];

	if (rec == into)
		return error_set(&c->err, EXIT_INPUT,
		    "a question cannot be merged into itself: %.*s",
		    STR_ARG(table_key(t, rec, 0)));
	if (!str_eq(board_kind(t, rec), board_kind(t, into)))
		return error_set(&c->err, EXIT_INPUT,
		    "a %.*s cannot be merged into a %.*s",
		    STR_ARG(board_kind(t, rec)), STR_ARG(board_kind(t, into)));
	return 0;
}

/* Whether the question that `typed` names is merged into `rec`, by way of
 * others perhaps: to merge `rec` into it would go in a circle. */
static bool
is_under(struct cli *c, struct str typed, size_t rec)
{
	struct error none = ERROR_INIT;
	size_t other = id_find(
	    c->session.table[TABLE_QUESTIONS], typed, "question", &none);
	struct board b;
	bool under;

	error_release(&none);
	if (other == TABLE_NONE || other == rec)
		return false;
	board_read(&b, &c->session, 0);
	under = b.root[other] == rec;
	board_release(&b);
	return under;
}

static int
merge(struct cli *c)
{
	struct str from = cli_operand(c, 0), to = cli_operand(c, 1);
	struct table *t = c->session.table[TABLE_QUESTIONS];
	struct store_row row;
	size_t rec, into;

	rec = qboard_find_live(c, from);
	if (rec == TABLE_NONE)
		return -1;
	if (is_under(c, to, rec))
		return error_set(&c->err, EXIT_INPUT,
		    "a circle of merges: \"%.*s\" is merged into \"%.*s\"",
		    STR_ARG(to), STR_ARG(from));
	into = qboard_find_live(c, to);
	if (into == TABLE_NONE || check_merge(c, rec, into) == -1)
		return -1;
	store_row(&row, TABLE_QUESTIONS);
	store_set(&row, QUESTIONS_ID, table_key(t, rec, 0));
	store_set(&row, QUESTIONS_INTO, table_key(t, into, 0));
	return store_put(&c->store, &row, &c->err) == TABLE_NONE ? -1 : 0;
}

int
qboard_merge(struct cli *c)
{
	if (qboard_begin(c) == -1 || merge(c) == -1)
		return cli_fail(c);
	return cli_commit(c);
}

/* Undoes a drop, and a merge. */
static int
restore(struct cli *c, size_t rec)
{
	struct table *t = c->session.table[TABLE_QUESTIONS];
	struct store_row row;
	struct str state;

	store_row(&row, TABLE_QUESTIONS);
	store_set(&row, QUESTIONS_ID, table_key(t, rec, 0));
	if (table_is_dropped(t, rec)) {
		state = table_before(t, rec, QUESTIONS_STATE, STR("dropped"));
		store_clear(&row, QUESTIONS_STATE);
		store_set(&row, QUESTIONS_STATE, state);
	}
	if (table_get(t, rec, QUESTIONS_INTO).n > 0)
		store_clear(&row, QUESTIONS_INTO);
	if (row.n == 1) {
		free(row.field);
		return 0;
	}
	return store_put(&c->store, &row, &c->err) == TABLE_NONE ? -1 : 0;
}

int
qboard_restore(struct cli *c)
{
	size_t rec;
	int i;

	if (qboard_begin(c) == -1)
		return cli_fail(c);
	for (i = 0; i < c->noperand; i++) {
		rec = qboard_find(c, cli_operand(c, i));
		if (rec == TABLE_NONE || restore(c, rec) == -1)
			return cli_fail(c);
	}
	return cli_commit(c);
}
