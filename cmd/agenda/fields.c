#include "agenda.h"
#include "carry.h"
#include "duration.h"
#include "people.h"
#include "vocab.h"

#define LEN(a) (sizeof(a) / sizeof((a)[0]))

static const char *const editable[] = { "title", "depth", "length", "kind",
	"start", "min", "when", "owner", "link", "carry", NULL };
static const char *const computed[] = { "no", "offset", "clock", "actual",
	"sum", NULL };
static const char *const boxes[] = { "check", "goal", "prep", "read" };

bool
agenda_has_box(struct str kind)
{
	return str_is_any(kind, boxes, LEN(boxes));
}

/* ---- the checks; each appends the value as it is stored */

static int
wrong(struct cli *c, const char *what, struct str s, const char *hint)
{
	return error_set(&c->err, EXIT_INPUT, "%s: \"%.*s\": %s", what,
	    STR_ARG(str_upto(s, 80)), hint);
}

static int
check_duration(struct cli *c, struct str s, struct buf *b)
{
	long sec;

	if (!duration_parse(s, &sec))
		return wrong(c, "not a duration", s,
		    "give 10 (minutes), 90s, 1h30m or 3:00");
	duration_add(b, sec);
	return 0;
}

static int
check_start(struct cli *c, struct str s, struct buf *b)
{
	bool offset = s.n > 0 && s.p[0] == '+';
	long sec;

	if (!duration_parse_offset(s, &sec) || (!offset && sec >= 24 * 3600))
		return wrong(c, "not a start", s,
		    "give +0:50 from the session's start, or a time: 18:30");
	if (offset)
		buf_addf(b, "+%ld:%02ld", sec / 3600, sec / 60 % 60);
	else
		buf_addf(b, "%02ld:%02ld", sec / 3600, sec / 60 % 60);
	return 0;
}

static int
check_depth(struct cli *c, struct str s, struct buf *b)
{
	int depth = plan_depth(s);

	if (s.n == 0 || s.n > 2 || (depth == 0 && !str_is(s, "0")))
		return wrong(c, "not a depth", s, "give 0, 1, 2 ...");
	buf_addf(b, "%d", depth);
	return 0;
}

static int
check_kind(struct cli *c, struct str s, struct buf *b)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] <= ' ' || s.p[i] == 0x7f)
			return wrong(c, "not a kind", s, "give one word");
	buf_add(b, s);
	return 0;
}

static int
check_when(struct cli *c, struct str s, struct buf *b)
{
	size_t n;
	const char *const *whens = vocab_words(TABLE_AGENDA, AGENDA_WHEN, &n);

	if (!str_is_any(s, whens, n))
		return wrong(
		    c, "not a when", s, "give always, if-time or extra");
	buf_add(b, s);
	return 0;
}

static int
check_carry(struct cli *c, struct str s, struct buf *b)
{
	return carry_add_stored(s, cli_now(c), b, &c->err);
}

static int
check_owner(struct cli *c, struct str s, struct buf *b)
{
	return people_add_handles(
	    c->session.table[TABLE_PEOPLE], s, b, &c->err);
}

/* Of what the listing says, the table has nothing but these. */
static int
check_state(struct cli *c, struct str s, struct buf *b)
{
	(void)c;
	if (str_is(s, "dropped") || str_is(s, "again"))
		buf_add(b, s);
	return 0;
}

static const struct {
	int col;
	int (*check)(struct cli *, struct str, struct buf *);
} checks[] = { { AGENDA_LENGTH, check_duration },
	{ AGENDA_MIN, check_duration }, { AGENDA_START, check_start },
	{ AGENDA_DEPTH, check_depth }, { AGENDA_KIND, check_kind },
	{ AGENDA_WHEN, check_when }, { AGENDA_CARRY, check_carry },
	{ AGENDA_OWNER, check_owner }, { AGENDA_STATE, check_state } };

int
agenda_check_field(struct cli *c, int col, struct str plain, struct buf *b)
{
	size_t i;

	for (i = 0; i < LEN(checks); i++)
		if (checks[i].col == col)
			return checks[i].check(c, plain, b);
	buf_add(b, plain);
	return 0;
}

/* ---- what the listing shows of a field */

static bool
same_duration(struct str a, struct str b)
{
	long x, y;

	return duration_parse(a, &x) && duration_parse(b, &y) && x == y;
}

static struct str
or_else(struct str s, struct str other)
{
	return s.n > 0 ? s : other;
}

static bool
shows(struct cli *c, size_t rec, int col, struct str plain)
{
	struct table *t = c->session.table[TABLE_AGENDA];
	struct str v = { NULL, 0 };

	if ((size_t)col < t->ncol && t->cell_of[col] != -1)
		v = table_get(t, rec, col);
	switch (col) {
	case AGENDA_LENGTH:
	case AGENDA_MIN:
		return same_duration(v, plain);
	case AGENDA_DEPTH:
		return plan_depth(v) == plan_depth(plain);
	case AGENDA_KIND:
		return str_eq(or_else(v, STR("item")), plain);
	case AGENDA_WHEN:
		return str_eq(or_else(v, STR("always")), plain);
	case AGENDA_STATE:
		return !str_is(plain, "dropped") || str_eq(v, plain);
	default:
		return str_eq(v, plain);
	}
}

/* Who writes about an item needs its id in its line. */
static void
prepare(struct cli *c)
{
	store_name_items(&c->store);
}

const struct verbs_spec agenda_spec = { .in = { .table = TABLE_AGENDA,
					    .computed = computed,
					    .check = agenda_check_field,
					    .shows = shows,
					    .needed = AGENDA_TITLE },
	.what = "item",
	.fields = editable,
	.prepare = prepare };
