/*
 * now: where the meeting is, as a row or as a line for a status bar.
 */
#include "agenda.h"
#include "duration.h"
#include "fill.h"
#include "utf8.h"

#define LEN(a) (sizeof(a) / sizeof((a)[0]))

/* A clock is yellow with a fifth of its time left, as timer's is. */
enum { WARN_PART = 5 };

/* What is said of the item under way; seconds. */
struct state {
	struct str id, title, next, under;
	long elapsed, left, allowed, behind, under_left;
	struct buf end; /* a clock time */
};

static long
seconds_left(const struct plan *p, size_t i)
{
	return plan_allowed(p, i) - (long)(p->item[i].actual / 1000);
}

static void
take_state(struct state *s, const struct plan *p)
{
	size_t next = plan_next(p, p->current), under = plan_section(p);

	*s = (struct state){ .id = p->item[p->current].id,
		.title = p->item[p->current].title,
		.elapsed = (long)(p->item[p->current].actual / 1000),
		.left = seconds_left(p, p->current),
		.allowed = plan_allowed(p, p->current),
		.behind = plan_behind(p) };
	if (next != PLAN_NONE)
		s->next = p->item[next].title;
	if (under != PLAN_NONE) {
		s->under = p->item[under].title;
		s->under_left = seconds_left(p, under);
	}
	instant_add_time(&s->end, plan_projected_end(p));
}

/* ---- as a row */

static const struct out_column columns[] = { { "id", OUT_TEXT, false },
	{ "title", OUT_TEXT, false }, { "elapsed", OUT_NUMBER, false },
	{ "left", OUT_NUMBER, false }, { "behind", OUT_NUMBER, false },
	{ "next", OUT_TEXT, false }, { "end", OUT_TEXT, false },
	{ "under", OUT_TEXT, false }, { "under_left", OUT_NUMBER, false } };

static void
put_state(struct out *o, const struct state *s)
{
	out_text(o, s->id);
	out_text(o, s->title);
	out_number(o, s->elapsed);
	out_number(o, s->left);
	out_number(o, s->behind);
	out_text(o, s->next);
	out_text(o, buf_str(&s->end));
	out_text(o, s->under);
	if (s->under.n > 0)
		out_number(o, s->under_left);
	else
		out_text(o, s->under);
}

/* `s` may be NULL: nothing runs. */
static int
list_state(struct cli *c, const struct state *s)
{
	struct out o;

	if (cli_list(c, &o, columns, LEN(columns)) == -1)
		return -1;
	if (s != NULL)
		put_state(&o, s);
	return out_end(&o, &c->err);
}

/* ---- as a line */

static struct str
visible(struct buf *b, struct str s)
{
	utf8_add_visible(b, s);
	return buf_str(b);
}

static struct str
clock_text(struct buf *b, long sec)
{
	duration_add_clock(b, sec);
	return buf_str(b);
}

static struct str
percent(struct buf *b, const struct state *s)
{
	if (s->allowed > 0)
		buf_addf(b, "%ld", s->elapsed * 100 / s->allowed);
	return buf_str(b);
}

static struct str
colour(const struct state *s)
{
	if (s->left <= 0)
		return STR("over");
	return s->left * WARN_PART <= s->allowed ? STR("warn") : STR("ok");
}

enum {
	TITLE,
	LEFT,
	ELAPSED,
	PERCENT,
	BEHIND,
	NEXT,
	UNDER,
	UNDER_LEFT,
	ID,
	NTEXT
};

static int
print_line(struct cli *c, const struct state *s)
{
	struct buf line = BUF_INIT, text[NTEXT] = { BUF_INIT };
	const struct fill_letter letters[] = {
		{ 't', visible(&text[TITLE], s->title) },
		{ 'l', clock_text(&text[LEFT], s->left) },
		{ 'e', clock_text(&text[ELAPSED], s->elapsed) },
		{ 'p', percent(&text[PERCENT], s) }, { 'c', colour(s) },
		{ 'i', visible(&text[ID], s->id) },
		{ 'b', clock_text(&text[BEHIND], s->behind) },
		{ 'n', visible(&text[NEXT], s->next) },
		{ 'E', buf_str(&s->end) },
		{ 'u', visible(&text[UNDER], s->under) },
		{ 'U',
		    s->under.n > 0
			? clock_text(&text[UNDER_LEFT], s->under_left)
			: s->under }
	};
	int rc = fill_add(&line, str_of(cli_value(c, "format")), letters,
	    LEN(letters), &c->err);
	size_t i;

	if (rc == 0)
		printf("%s\n", buf_z(&line));
	for (i = 0; i < NTEXT; i++)
		buf_release(&text[i]);
	buf_release(&line);
	return rc;
}

/* ---- the verb */

/* Nothing runs: no row, which the status tells scripts, a message people. */
static int
print_nothing(struct cli *c, const struct plan *p)
{
	size_t current;

	if (!cli_given(c, "format") && list_state(c, NULL) == -1)
		return -1;
	return agenda_current(c, p, &current);
}

int
now_verb(struct cli *c)
{
	struct state s = { .end = BUF_INIT };
	struct plan p;
	int rc = agenda_read(c, &p, 0), status = EXIT_YES;

	if (rc == 0 && p.current == PLAN_NONE) {
		rc = print_nothing(c, &p);
	} else if (rc == 0) {
		take_state(&s, &p);
		rc = cli_given(c, "format") ? print_line(c, &s)
					    : list_state(c, &s);
		status = s.left < 0 ? EXIT_NO : EXIT_YES;
	}
	buf_release(&s.end);
	plan_release(&p);
	return rc == -1 ? cli_fail(c) : status;
}
