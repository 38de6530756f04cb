#include <stdio.h>

#include "duration.h"
#include "live.h"
#include "people.h"
#include "scene.h"
#include "speaker.h"
#include "steps.h"
#include "utf8.h"
#include "watch.h"

enum { NOTICE_MS = 4000, COMMAND_MS = 200, KEY_SECONDS = 60 };

struct live {
	struct cli *c;
	const struct live_options *opt;
	struct reading r;
	struct speaker speaker;
	struct watch watch;
	struct term term;
	struct display display;
	struct hook hook;
	instant base;	 /* what --now said, or INSTANT_NONE */
	int64_t started; /* on the monotonic clock */
	size_t level;	 /* of warnings, when last looked */
	bool armed;	 /* zero is to come */
	bool may_speak;	 /* the speaker's zero is to come */
	struct buf notice;
	instant notice_until;
	bool done;
	bool left;   /* by key: nothing more is waited for */
	bool failed; /* the command */
	bool lost;   /* the end could not be recorded */
	int status;
};

static const table_want wants[TABLE_COUNT] = { [TABLE_AGENDA] =
						   PLAN_WANT_AGENDA,
	[TABLE_TIMES] = PLAN_WANT_TIMES,
	[TABLE_PEOPLE] = PEOPLE_WANT };

/* ---- time */

/* The system's clock; or what --now said, going on from there. */
static instant
now_of(const struct live *l)
{
	if (l->base == INSTANT_NONE)
		return instant_now();
	return l->base + (instant_ticks() - l->started);
}

static void
begin_time(struct live *l)
{
	l->base = cli_now_given(l->c) ? cli_now(l->c) : INSTANT_NONE;
	l->started = instant_ticks();
}

/* ---- what is said for a moment */

static void
say(struct live *l, struct str text)
{
	buf_cut(&l->notice, 0);
	utf8_add_visible(&l->notice, text);
	l->notice_until = now_of(l) + NOTICE_MS;
}

static void
say_error(struct live *l)
{
	say(l, buf_str(&l->c->err.msg));
}

/* ---- reading the session */

static bool
is_recorded(const struct live *l)
{
	return l->opt->seconds == 0;
}

static void
take(struct live *l, const struct plan *p)
{
	size_t clock = l->opt->id.n > 0 ? clock_find(&p->clocks, l->opt->id)
					: reading_shown(p);

	reading_take(&l->r, p, clock);
}

/* What is another clock, or has zero to come again, is looked at anew. */
static void
look_anew(struct live *l, bool same)
{
	int64_t left = reading_left(&l->r, now_of(l));

	if (same)
		l->armed = l->armed || left > 0;
	else
		l->armed = left > 0;
	if (!same)
		l->level = warn_level(&l->opt->warn, l->r.length, left);
}

static int
load(struct live *l)
{
	struct buf before = BUF_INIT;
	struct plan p;

	if (session_load(&l->c->session, wants, &l->c->err) == -1)
		return -1;
	buf_add(&before, buf_str(&l->r.id));
	plan_read(&p, &l->c->session, now_of(l));
	take(l, &p);
	plan_release(&p);
	look_anew(l, str_eq(buf_str(&before), buf_str(&l->r.id)));
	speaker_take(&l->speaker, &l->c->session);
	l->may_speak = speaker_left(&l->speaker, now_of(l)) > 0;
	buf_release(&before);
	return 0;
}

/* ---- changing it */

typedef int change(struct live *l, const struct plan *p, const void *arg);

/* Makes a change under the lock and shows it; what is refused is said. */
static int
make_change(struct live *l, change *fn, const void *arg)
{
	struct store *st = &l->c->store;
	struct error *e = &l->c->err;
	struct plan p;
	int rc = store_begin(st, &l->c->session, wants, e);

	if (rc == 0) {
		st->now = now_of(l);
		st->by = cli_by(l->c);
		plan_read(&p, st->s, st->now);
		rc = fn(l, &p, arg);
		plan_release(&p);
	}
	if (rc == 0)
		rc = store_commit(st, e);
	store_release(st);
	session_unlock(&l->c->session);
	if (rc == 0)
		rc = load(l);
	if (rc == -1)
		say_error(l);
	return rc;
}

static size_t
clock_shown(const struct live *l, const struct plan *p)
{
	return clock_find(&p->clocks, buf_str(&l->r.id));
}

static int
nothing_runs(struct live *l)
{
	return error_set(&l->c->err, EXIT_NO, "nothing runs");
}

static int
change_turn(struct live *l, const struct plan *p, const void *event)
{
	size_t clock = clock_shown(l, p);

	if (clock == CLOCK_NONE)
		return nothing_runs(l);
	return step_turn(&l->c->store, p, clock, event, &l->c->err);
}

static int
change_length(struct live *l, const struct plan *p, const void *seconds)
{
	size_t clock = clock_shown(l, p);

	if (clock == CLOCK_NONE)
		return nothing_runs(l);
	return step_extend(
	    &l->c->store, p, clock, *(const long *)seconds, &l->c->err);
}

static int
change_next(struct live *l, const struct plan *p, const void *arg)
{
	(void)arg;
	return run_next(&l->c->store, p, false, NULL, &l->c->err);
}

static int
change_back(struct live *l, const struct plan *p, const void *arg)
{
	(void)arg;
	return run_back(&l->c->store, p, NULL, &l->c->err);
}

/* At zero: only if nobody has moved on meanwhile. */
static int
change_on(struct live *l, const struct plan *p, const void *arg)
{
	(void)arg;
	if (p->current == PLAN_NONE ||
	    !str_eq(p->item[p->current].id, buf_str(&l->r.id)))
		return 0;
	return run_next(&l->c->store, p, true, NULL, &l->c->err);
}

/* ---- keys */

/* A clock that no table has is changed where it is. */
static void
turn_unrecorded(struct live *l)
{
	struct clock *c = &l->r.clock;
	instant now = now_of(l);

	if (c->state == CLOCK_RUNNING) {
		c->ms = clock_elapsed(c, now);
		c->state = CLOCK_PAUSED;
	} else {
		c->since = now;
		c->state = CLOCK_RUNNING;
	}
}

static void
key_pause(struct live *l)
{
	if (!is_recorded(l))
		turn_unrecorded(l);
	else
		make_change(l, change_turn,
		    l->r.clock.state == CLOCK_PAUSED ? "resume" : "pause");
}

static void
extend(struct live *l, long seconds)
{
	if (is_recorded(l)) {
		make_change(l, change_length, &seconds);
		return;
	}
	l->r.length += seconds;
	if (l->r.length < 0)
		l->r.length = 0;
	look_anew(l, true);
}

static void
key_more(struct live *l)
{
	extend(l, KEY_SECONDS);
}

static void
key_less(struct live *l)
{
	extend(l, -KEY_SECONDS);
}

static bool
follows_agenda(const struct live *l)
{
	return is_recorded(l) && l->opt->id.n == 0;
}

static void
key_next(struct live *l)
{
	if (follows_agenda(l))
		make_change(l, change_next, NULL);
}

static void
key_back(struct live *l)
{
	if (follows_agenda(l))
		make_change(l, change_back, NULL);
}

static void finish(struct live *l);

/* The clock runs on; a countdown of its own that is over has nothing to run
 * for. */
static void
key_leave(struct live *l)
{
	if (reading_goes_on(&l->r) && reading_left(&l->r, now_of(l)) <= 0)
		finish(l);
	l->done = l->left = true;
	l->status = EXIT_YES;
}

static void
key_again(struct live *l)
{
	l->display.again(l->display.face.arg);
}

static const struct {
	char key;
	void (*press)(struct live *);
} keys[] = { { ' ', key_pause }, { '+', key_more }, { '=', key_more },
	{ '-', key_less }, { 'n', key_next }, { 'b', key_back },
	{ 'q', key_leave }, { '\f', key_again } };

static void
press(struct live *l, int key)
{
	size_t i;

	l->notice_until = INSTANT_NONE;
	for (i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (keys[i].key == key)
			keys[i].press(l);
}

/* ---- what is due */

/* Stops a countdown of its own; an item's clock is the agenda's. */
static void
finish(struct live *l)
{
	if (!is_recorded(l) || l->r.clock.item || l->opt->keeps)
		return;
	if (make_change(l, change_turn, "stop") == -1)
		l->lost = l->c->err.status == EXIT_SYSTEM;
}

static void
run_command(struct live *l)
{
	if (hook_start(&l->hook, &l->r, now_of(l), &l->term, l->term.held,
		&l->c->err) == -1)
		say_error(l);
}

static void
at_zero(struct live *l)
{
	l->armed = false;
	run_command(l);
	if (l->opt->moves_on && l->r.clock.item)
		make_change(l, change_on, NULL);
}

/* The bell says that the speaker's time is up; then the colour does. */
static void
observe_speaker(struct live *l)
{
	bool may = speaker_left(&l->speaker, now_of(l)) > 0;

	if (l->may_speak && !may && l->term.held)
		l->display.bell(l->display.face.arg);
	l->may_speak = may;
}

/* What happens at the warnings and at zero. */
static void
observe(struct live *l)
{
	int64_t left = reading_left(&l->r, now_of(l));
	size_t level = warn_level(&l->opt->warn, l->r.length, left);

	if (l->r.clock.state != CLOCK_RUNNING || l->r.length < 0)
		return;
	if (level > l->level && l->term.held)
		l->display.bell(l->display.face.arg);
	l->level = level;
	if (left <= 0 && l->armed)
		at_zero(l);
}

/* Whether it is over for who waits for zero, or nothing is to come. */
static void
check_end(struct live *l)
{
	bool over = reading_left(&l->r, now_of(l)) <= 0;

	if (l->done)
		return;
	if (!reading_goes_on(&l->r)) {
		l->done = l->opt->id.n > 0 || !l->opt->draws;
		l->status = over ? EXIT_YES : EXIT_NO;
	} else if (l->opt->stops && over) {
		finish(l);
		l->done = true;
		l->status = EXIT_YES;
	}
}

/* What the command prints is shown for a moment; else that it failed. */
static void
check_command(struct live *l, bool wait)
{
	bool failed = hook_end(&l->hook, wait, &l->c->err) == -1;
	struct str said = hook_said(&l->hook);

	l->failed = l->failed || failed;
	if (said.n > 0)
		say(l, said);
	else if (failed && l->term.held)
		say_error(l);
	else if (failed)
		cli_fail(l->c);
}

/* ---- drawing */

static int
permille_of(const struct live *l, instant now)
{
	int64_t elapsed = reading_elapsed(&l->r, now),
		length = (int64_t)l->r.length * 1000;

	if (length < 0)
		return -1;
	return elapsed >= length ? 1000 : (int)(elapsed * 1000 / length);
}

static struct str
keys_of(const struct live *l)
{
	return follows_agenda(l)
	    ? STR("space pause   + - minute   n next   b back   q leave")
	    : STR("space pause   + - minute   q leave");
}

/* Parts that are made for a scene and live as long as it. */
struct parts {
	struct buf title, next, time, speaker;
};

static void
compose(const struct live *l, instant now, struct scene *s, struct parts *p)
{
	int64_t left = reading_left(&l->r, now);

	utf8_add_visible(&p->title, buf_str(&l->r.title));
	utf8_add_visible(&p->next, buf_str(&l->r.next));
	duration_add_clock(&p->time,
	    l->r.length >= 0 ? reading_left_shown(&l->r, now)
			     : reading_elapsed_shown(&l->r, now));
	*s = (struct scene){ .title = buf_str(&p->title),
		.next = buf_str(&p->next),
		.time = buf_str(&p->time),
		.permille = permille_of(l, now),
		.tone = warn_tone(&l->opt->warn,
		    warn_level(&l->opt->warn, l->r.length, left)) };
	if (l->r.clock.state == CLOCK_PAUSED)
		s->state = STR("paused");
	else if (l->r.clock.state == CLOCK_STOPPED && left > 0)
		s->state = STR("stopped");
}

static void
compose_speaker(
    const struct live *l, instant now, struct scene *s, struct parts *p)
{
	if (!speaker_speaks(&l->speaker))
		return;
	speaker_add(&l->speaker, now, &p->speaker);
	s->speaker = buf_str(&p->speaker);
	s->speaker_tone = speaker_tone(&l->speaker, &l->opt->warn, now);
}

static void
draw(struct live *l)
{
	struct parts p = { BUF_INIT, BUF_INIT, BUF_INIT, BUF_INIT };
	instant now = now_of(l);
	struct scene s;

	if (l->r.clock.state != CLOCK_IDLE)
		compose(l, now, &s, &p);
	else
		s = (struct scene){ .title = STR("nothing runs; n starts the "
						 "agenda, q leaves"),
			.permille = -1 };
	compose_speaker(l, now, &s, &p);
	s.keys = keys_of(l);
	if (now < l->notice_until)
		s.notice = buf_str(&l->notice);
	l->display.draw(l->display.face.arg, &s);
	buf_release(&p.title);
	buf_release(&p.next);
	buf_release(&p.time);
	buf_release(&p.speaker);
}

/* ---- the loop */

/* Milliseconds until the shown second changes, or zero is there. */
static long
until_change(const struct live *l, instant now)
{
	int64_t part = reading_elapsed(&l->r, now) % 1000;

	return l->r.clock.state == CLOCK_RUNNING ? (long)(1000 - part) : -1;
}

static long
earlier(long a, long b)
{
	if (a < 0 || b < 0)
		return a < 0 ? b : a;
	return a < b ? a : b;
}

static long
how_long(const struct live *l)
{
	instant now = now_of(l);
	long ms = earlier(
	    until_change(l, now), speaker_until_change(&l->speaker, now));

	if (is_recorded(l))
		ms = earlier(ms, watch_patience(&l->watch));
	if (l->notice_until > now)
		ms = earlier(ms, (long)(l->notice_until - now));
	return l->hook.pid != 0 ? earlier(ms, COMMAND_MS) : ms;
}

static void
wait_for_more(struct live *l)
{
	int key;

	switch (term_wait(&l->term, is_recorded(l) ? watch_fd(&l->watch) : -1,
	    how_long(l), &key)) {
	case TERM_KEY:
		press(l, key);
		break;
	case TERM_AGAIN:
		if (l->term.held)
			l->display.again(l->display.face.arg);
		break;
	case TERM_GONE:
		l->done = true;
		break;
	case TERM_TIME:
		break;
	}
}

static void
look_at_all(struct live *l)
{
	if (is_recorded(l) && watch_changed(&l->watch) && load(l) == -1)
		say_error(l);
	observe(l);
	observe_speaker(l);
	check_end(l);
	check_command(l, false);
	if (l->term.held)
		draw(l);
}

static void
loop(struct live *l)
{
	look_at_all(l);
	while (!l->done) {
		wait_for_more(l);
		look_at_all(l);
	}
}

/* ---- beginning and end */

static void
choose_display(struct live *l)
{
	if (l->opt->full && full_display(&l->display))
		return;
	if (l->opt->full)
		cli_say(l->c,
		    "this terminal has no cursor to move, so one "
		    "line instead of the screen");
	line_display(&l->display);
}

static void
open_display(struct live *l)
{
	if (l->opt->draws)
		choose_display(l);
	term_open(&l->term, l->opt->draws ? &l->display.face : NULL);
}

static void
close_display(struct live *l)
{
	term_close(&l->term);
	if (l->opt->draws)
		l->display.free(l->display.face.arg);
}

static int
begin(struct live *l)
{
	const struct live_options *opt = l->opt;

	begin_time(l);
	l->notice_until = INSTANT_NONE;
	l->hook.command = opt->command;
	if (!is_recorded(l)) {
		reading_begin(&l->r, opt->seconds, opt->label, now_of(l));
		look_anew(l, false);
		return 0;
	}
	l->hook.dir = l->c->session.dir;
	watch_open(&l->watch, &l->c->session);
	if (load(l) == -1)
		return -1;
	cli_report_damage(l->c);
	l->armed = l->armed || opt->moves_on;
	return 0;
}

static void
release(struct live *l)
{
	watch_close(&l->watch);
	hook_release(&l->hook);
	reading_release(&l->r);
	speaker_release(&l->speaker);
	buf_release(&l->notice);
}

int
live_run(struct cli *c, const struct live_options *opt)
{
	struct live l = {
		.c = c, .opt = opt, .watch.notify = -1, .hook = HOOK_INIT
	};
	int rc = begin(&l);

	if (rc == 0 && !opt->draws && !reading_goes_on(&l.r))
		rc = nothing_runs(&l);
	if (rc == 0) {
		open_display(&l);
		loop(&l);
		close_display(&l);
		rc = l.lost ? -1 : 0;
		if (!l.left && rc == 0)
			check_command(&l, true);
	}
	release(&l);
	if (rc == -1)
		return cli_fail(c);
	return l.failed && l.status == EXIT_YES ? EXIT_SYSTEM : l.status;
}
