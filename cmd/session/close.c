#include <stdlib.h>

#include "attendance.h"
#include "ballot.h"
#include "close.h"
#include "people.h"
#include "run.h"
#include "settings.h"
#include "speech.h"

/* What there is to close, and how much of it was. */
struct closing {
	struct cli *c;
	struct ballot b;
	struct plan p;
	struct handles present;
	size_t statements, sealed;
	bool clock; /* a clock ran */
	bool was;   /* closed before, and nothing to add to that */
};

/* ---- what is sealed */

/* The numbers of the sealed statements, joined by commas. */
static size_t
list_sealed(const struct closing *k, struct buf *b)
{
	size_t n = 0;
	uint32_t i;

	for (i = 0; i < k->b.n; i++)
		if (k->b.statement[i].state == BALLOT_SEALED)
			buf_addf(b, "%s%u", n++ > 0 ? ", " : "", i + 1);
	return n;
}

static int
check_sealed(struct closing *k)
{
	struct buf list = BUF_INIT;

	k->sealed = list_sealed(k, &list);
	if (k->sealed > 0 && !cli_given(k->c, "force"))
		error_set(&k->c->err, EXIT_NO,
		    "sealed still: %s %s: vote reveal shows the positions, "
		    "close -f leaves them sealed",
		    k->sealed == 1 ? "statement" : "statements", buf_z(&list));
	buf_release(&list);
	return k->sealed > 0 && !cli_given(k->c, "force") ? -1 : 0;
}

/* ---- clocks */

/* A countdown, or a speaker's clock where no meeting's end stops it. */
static int
stop_countdowns(struct closing *k)
{
	const struct clock_set *set = &k->p.clocks;
	const struct clock *clock;
	size_t i;

	for (i = 0; i < set->n; i++) {
		clock = &set->clock[i];
		if (clock->item ||
		    (clock->state != CLOCK_RUNNING &&
			clock->state != CLOCK_PAUSED))
			continue;
		k->clock = true;
		if (run_put(&k->c->store,
			&(struct run_event){ .id = clock->id, .event = "stop" },
			&k->c->err) == -1)
			return -1;
	}
	return 0;
}

static int
stop_speaker(struct closing *k)
{
	struct speech_list l;
	int rc = 0;

	speech_read(&l, k->c->session.table[TABLE_TIMES]);
	if (speech_now(&l) != NULL)
		rc = speech_put_hush(&k->c->store, &k->c->err);
	speech_release(&l);
	return rc;
}

static int
end_clock(struct closing *k)
{
	const struct clock_set *set = &k->p.clocks;

	if (stop_countdowns(k) == -1)
		return -1;
	if (set->began == INSTANT_NONE || set->ended != INSTANT_NONE)
		return stop_speaker(k);
	k->clock = true;
	return run_put(
	    &k->c->store, &(struct run_event){ .event = "end" }, &k->c->err);
}

/* ---- statements */

static int
close_statements(struct closing *k)
{
	uint32_t i;

	for (i = 0; i < k->b.n; i++) {
		if (!ballot_takes(&k->b.statement[i]) ||
		    k->b.statement[i].state == BALLOT_SEALED)
			continue;
		k->statements++;
		if (ballot_close(&k->c->store, &k->b, i, &k->c->err) == -1)
			return -1;
	}
	return 0;
}

/* ---- who was present */

static int
put_setting(struct closing *k, const char *key, struct str value)
{
	if (str_eq(session_setting(&k->c->session, key), value))
		return 0;
	return settings_put(k->c, str_of(key), value, k->c->store.by);
}

/* What was frozen stays, unless the meeting was taken up again since. */
static int
freeze(struct closing *k)
{
	struct buf b = BUF_INIT;
	instant t;
	int rc = 0;

	if (attendance_closed(&k->c->session, &t) && !k->clock) {
		k->was = true;
		return 0;
	}
	attendance_add_recorded(&k->c->session, &k->present);
	handles_join(&k->present, &b);
	if (b.n > 0)
		rc = put_setting(k, "present", buf_str(&b));
	buf_cut(&b, 0);
	instant_add_stored(&b, k->c->store.now);
	if (rc == 0)
		rc = put_setting(k, "closed", buf_str(&b));
	buf_release(&b);
	return rc;
}

/* ---- the verb */

static void
say_closed(const struct closing *k)
{
	struct buf b = BUF_INIT;

	buf_addf(&b, "closed %zu statement%s", k->statements,
	    k->statements == 1 ? "" : "s");
	if (k->sealed > 0)
		buf_addf(&b, ", left %zu sealed", k->sealed);
	if (k->clock)
		buf_addz(&b, ", ended the clock");
	if (!k->was && k->present.n > 0)
		buf_addf(&b, "; %zu %s present", k->present.n,
		    k->present.n == 1 ? "was" : "were");
	else if (!k->was)
		buf_addz(&b, "; nobody was recorded as present");
	cli_say(k->c, "%s", buf_z(&b));
	buf_release(&b);
}

static void
say_was_closed(const struct closing *k)
{
	struct buf at = BUF_INIT;
	instant t;

	if (attendance_closed(&k->c->session, &t))
		instant_add_local(&at, t);
	cli_say(k->c, "closed already, at %s", buf_z(&at));
	buf_release(&at);
}

static int
put_all(struct closing *k)
{
	if (check_sealed(k) == -1 || end_clock(k) == -1 ||
	    close_statements(k) == -1)
		return -1;
	return freeze(k);
}

static int
finish(struct closing *k)
{
	bool nothing = store_count(&k->c->store) == 0;
	int status = cli_commit(k->c);

	if (status != EXIT_YES || cli_dry(k->c))
		return status;
	if (nothing)
		say_was_closed(k);
	else
		say_closed(k);
	return status;
}

int
close_run(struct cli *c)
{
	static const table_want want[TABLE_COUNT] = {
		[TABLE_SESSION] = TABLE_WANT_ALL,
		[TABLE_AGENDA] = PLAN_WANT_AGENDA,
		[TABLE_TIMES] = PLAN_WANT_TIMES,
		[TABLE_PEOPLE] = PEOPLE_WANT | ATTENDANCE_PEOPLE,
		[TABLE_STATEMENTS] = BALLOT_STATEMENTS,
		[TABLE_VOTES] = BALLOT_VOTES,
		[TABLE_NOTES] = BALLOT_NOTES,
		[TABLE_QUESTIONS] = TABLE_WANT_FIRST,
	};
	struct closing k = { .c = c };
	int status;

	if (cli_begin(c, want) == -1)
		return cli_fail(c);
	ballot_read(&k.b, &c->session);
	ballot_count(&k.b);
	ballot_attend(&k.b);
	plan_read(&k.p, &c->session, c->store.now);
	status = put_all(&k) == -1 ? cli_fail(c) : finish(&k);
	handles_release(&k.present);
	plan_release(&k.p);
	ballot_release(&k.b);
	return status;
}
