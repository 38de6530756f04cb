/* The speaker's clock: `speak`, `hush`, and `list --speakers`. */
#include <stdio.h>
#include <stdlib.h>

#include "duration.h"
#include "handles.h"
#include "people.h"
#include "speech.h"
#include "timer.h"
#include "xalloc.h"

static const table_want wants[TABLE_COUNT] = {
	[TABLE_PEOPLE] = TABLE_WANT_ALL, [TABLE_TIMES] = TABLE_WANT_ALL
};

static struct table *
people_of(const struct cli *c)
{
	return c->session.table[TABLE_PEOPLE];
}

/* ---- speak, hush */

/* A change of who speaks. */
struct turn {
	struct cli *c;
	struct speech_list speeches;
	const struct speech *was; /* who spoke so far, or NULL */
	struct buf who;		  /* who is to speak */
};

static int
turn_begin(struct turn *t)
{
	if (cli_begin(t->c, wants) == -1)
		return -1;
	speech_read(&t->speeches, t->c->session.table[TABLE_TIMES]);
	t->was = speech_now(&t->speeches);
	return 0;
}

/* `ben spoke 0:34` */
static void
say_spoken(const struct turn *t)
{
	struct buf time = BUF_INIT;

	duration_add_clock(
	    &time, (long)(speech_ms(t->was, t->c->store.now) / 1000));
	cli_say(t->c, "%.*s spoke %s", STR_ARG(t->was->who), buf_z(&time));
	buf_release(&time);
}

static int
turn_end(struct turn *t, int rc)
{
	int status = rc == 0 ? cli_commit(t->c) : cli_fail(t->c);
	bool done = status == EXIT_YES && !cli_dry(t->c);

	if (done && t->was != NULL)
		say_spoken(t);
	if (done && t->who.n > 0)
		cli_say(t->c, "%s speaks", buf_z(&t->who));
	speech_release(&t->speeches);
	buf_release(&t->who);
	return status;
}

static int
put_speak(struct turn *t, long seconds)
{
	struct cli *c = t->c;

	if (people_add_handle(
		people_of(c), cli_operand(c, 0), &t->who, &c->err) == -1)
		return -1;
	if (t->was != NULL && str_eq(t->was->who, buf_str(&t->who)))
		return error_set(
		    &c->err, EXIT_NO, "%s speaks already", buf_z(&t->who));
	return speech_put(&c->store, buf_str(&t->who), seconds, &c->err);
}

int
verb_speak(struct cli *c)
{
	struct turn t = { .c = c };
	long seconds = -1;
	int rc = 0;

	if (c->noperand == 2)
		rc = read_length(c, cli_operand(c, 1), &seconds);
	if (rc == 0)
		rc = turn_begin(&t);
	if (rc == 0)
		rc = put_speak(&t, seconds);
	return turn_end(&t, rc);
}

int
verb_hush(struct cli *c)
{
	struct turn t = { .c = c };
	int rc = turn_begin(&t);

	if (rc == 0 && t.was == NULL)
		rc = error_set(&c->err, EXIT_NO, "nobody speaks");
	if (rc == 0)
		rc = speech_put_hush(&c->store, &c->err);
	return turn_end(&t, rc);
}

/* ---- list --speakers */

/* What somebody said, all speeches together. */
struct spoken {
	size_t place; /* in `who` */
	long turns;
	int64_t ms;
	const struct speech *now; /* the one that lasts */
};

struct floor {
	struct handles who;
	struct spoken *spoken; /* one for each */
	size_t cap;
	int64_t ms; /* of all */
};

static struct spoken *
spoken_of(struct floor *f, struct str who)
{
	size_t n = f->who.n, i = handles_add(&f->who, who);

	if (i == n) {
		f->spoken = xgrow(f->spoken, n, &f->cap, sizeof(*f->spoken));
		f->spoken[i] = (struct spoken){ .place = i };
	}
	return &f->spoken[i];
}

static void
add_speech(struct floor *f, const struct speech *s, instant now)
{
	struct spoken *p = spoken_of(f, s->who);
	int64_t ms = speech_ms(s, now);

	p->turns++;
	p->ms += ms;
	if (s->to == INSTANT_NONE)
		p->now = s;
	f->ms += ms;
}

/* Who is here has a line though nothing was said yet. */
static void
add_silent(struct floor *f, struct table *people)
{
	size_t i, rec;

	for (i = 0; i < people->nrec; i++) {
		rec = table_order(people)[i];
		if (people_is_present(people, rec))
			spoken_of(f, table_key(people, rec, 0));
	}
}

static int
longest_first(const void *a, const void *b)
{
	const struct spoken *x = a, *y = b;

	if (x->ms != y->ms)
		return x->ms > y->ms ? -1 : 1;
	if (x->turns != y->turns)
		return x->turns > y->turns ? -1 : 1;
	return x->place < y->place ? -1 : 1;
}

enum {
	COL_WHO,
	COL_NAME,
	COL_TURNS,
	COL_SPOKEN,
	COL_SHARE,
	COL_LEFT,
	COL_STATE,
	NCOL
};

static const struct out_column columns[NCOL] = {
	[COL_WHO] = { .name = "who" },
	[COL_NAME] = { .name = "name" },
	[COL_TURNS] = { .name = "turns", .type = OUT_NUMBER },
	[COL_SPOKEN] = { .name = "spoken", .type = OUT_NUMBER },
	[COL_SHARE] = { .name = "share", .type = OUT_NUMBER },
	[COL_LEFT] = { .name = "left", .type = OUT_NUMBER },
	[COL_STATE] = { .name = "state" },
};

/* Rounded, as `roster stats` does. */
static long long
seconds_of(int64_t ms)
{
	return (ms + 500) / 1000;
}

static const char *
state_of(const struct spoken *p)
{
	if (p->now != NULL)
		return "speaks";
	return p->turns > 0 ? "spoke" : "silent";
}

static void
print_spoken(struct out *o, const struct floor *f, const struct spoken *p,
    struct table *people, instant now)
{
	const struct str none = { NULL, 0 };
	struct str who = f->who.who[p->place];
	size_t rec = table_find(people, &who);

	if (p->now != NULL)
		out_mark(o);
	out_text(o, who);
	out_text(
	    o, rec != TABLE_NONE ? table_get(people, rec, PEOPLE_NAME) : none);
	out_number(o, p->turns);
	out_number(o, seconds_of(p->ms));
	if (f->ms > 0)
		out_real(o, (double)p->ms / (double)f->ms, 2);
	else
		out_text(o, none);
	if (p->now != NULL && p->now->length >= 0)
		out_number(
		    o, p->now->length - seconds_of(speech_ms(p->now, now)));
	else
		out_text(o, none);
	out_text(o, str_of(state_of(p)));
}

static void
floor_read(struct floor *f, const struct speech_list *l, struct table *people,
    instant now)
{
	size_t i;

	for (i = 0; i < l->n; i++)
		add_speech(f, &l->speech[i], now);
	add_silent(f, people);
	if (f->who.n > 0)
		qsort(f->spoken, f->who.n, sizeof(*f->spoken), longest_first);
}

static int
print_floor(struct cli *c, const struct floor *f)
{
	struct out o;
	size_t i;

	if (cli_list(c, &o, columns, NCOL) == -1)
		return cli_fail(c);
	for (i = 0; i < f->who.n; i++)
		print_spoken(&o, f, &f->spoken[i], people_of(c), cli_now(c));
	return out_end(&o, &c->err) == -1 ? cli_fail(c) : EXIT_YES;
}

int
list_speakers(struct cli *c)
{
	struct speech_list l;
	struct floor f = { 0 };
	int status;

	if (cli_read(c, wants) == -1)
		return cli_fail(c);
	speech_read(&l, c->session.table[TABLE_TIMES]);
	floor_read(&f, &l, people_of(c), cli_now(c));
	status = print_floor(c, &f);
	speech_release(&l);
	handles_release(&f.who);
	free(f.spoken);
	return status;
}
