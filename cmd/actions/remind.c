/*
 * remind: what cron runs.
 *
 * A reminder is one action, one person and one lead: so many days before it
 * is due.  What was sent is a note of kind `reminded` on the action, whose
 * text is the day and the lead: `2026-11-27, lead 3`.  Of leads whose day
 * has come only the latest is sent, so a missed day is made up for once; one
 * whose day was before the action was made was not missed.  After a snooze
 * what was sent before does not count.
 *
 * Two runs at once would both send before either has noted it, so the whole
 * run holds the lock of the directory above the session, which nothing else
 * takes; the session itself is locked only while notes are written.
 */
#include <stdlib.h>

#include "actions.h"
#include "due.h"
#include "letter.h"
#include "mail.h"
#include "people.h"
#include "sort.h"
#include "words.h"
#include "xalloc.h"

static const table_want want[TABLE_COUNT] = {
	[TABLE_PEOPLE] = PEOPLE_WANT | TABLE_WANT(PEOPLE_EMAIL),
	[TABLE_ACTIONS] = TABLE_WANT_ALL,
	[TABLE_NOTES] = TABLE_WANT_ALL,
};

struct reminder {
	const struct deck_entry *e;
	struct str who;
	long lead;
};

struct run {
	struct cli *c;
	struct session lock;
	struct deck deck;
	long *lead; /* days, the least first */
	size_t nlead;
	struct reminder *due; /* by person, then as the deck has them */
	size_t n, cap;
	size_t nprinted; /* messages */
	bool unsent;	 /* somebody has no address */
	bool refused;	 /* the command did not take somebody's */
};

/* ---- leads */

enum { LEAD_MAX = 3660 };
static const char leads[] = "7,3,1,0";

static int
least_first(const void *a, const void *b)
{
	long x = *(const long *)a, y = *(const long *)b;

	return (x > y) - (x < y);
}

static bool
parse_lead(struct str s, long *days)
{
	size_t i;

	*days = 0;
	for (i = 0; i < s.n && words_digit(s.p[i]) && *days <= LEAD_MAX; i++)
		*days = *days * 10 + (s.p[i] - '0');
	if (i > 0 && i + 1 == s.n && s.p[i] == 'd')
		i++;
	return i > 0 && i == s.n && *days <= LEAD_MAX;
}

static int
parse_leads(struct run *r)
{
	const char *typed = cli_value(r->c, "lead");
	struct str rest = str_of(typed != NULL ? typed : leads), one;
	size_t cap = 0;

	while (str_split(&rest, ',', &one)) {
		r->lead = xgrow(r->lead, r->nlead, &cap, sizeof(*r->lead));
		if (!parse_lead(str_trim(one), &r->lead[r->nlead++]))
			return error_set(&r->c->err, EXIT_INPUT,
			    "not days ahead: --lead \"%s\": give numbers with "
			    "commas, such as 7,3,1,0",
			    typed);
	}
	if (r->nlead == 0)
		return error_set(
		    &r->c->err, EXIT_INPUT, "--lead needs days: 7,3,1,0");
	sort(r->lead, r->nlead, sizeof(*r->lead), least_first);
	return 0;
}

/* The latest lead whose day has come, or -1. */
static long
lead_of(const struct run *r, const struct deck_entry *e)
{
	size_t i;

	for (i = 0; i < r->nlead; i++)
		if (r->lead[i] >= e->days)
			return r->lead[i];
	return -1;
}

/* ---- what was sent */

/* When a snooze that is over ended; INSTANT_NONE without one. */
static instant
woke(const struct deck_entry *e)
{
	instant t;

	return due_read(deck_field(e, ACTIONS_SNOOZE), &t, NULL) ? t
								 : INSTANT_NONE;
}

/* Whether the lead's day was before the action was made; one that was
 * snoozed meanwhile waited for it. */
static bool
came_later(const struct deck_entry *e, long lead)
{
	instant made = table_first(e->s->table[TABLE_ACTIONS], e->rec);

	return made != INSTANT_NONE && woke(e) == INSTANT_NONE &&
	    due_days(e->due, made) < lead;
}

static void
add_sent(struct buf *b, const struct deck_entry *e, long lead)
{
	buf_addf(
	    b, "%.*s, lead %ld", STR_ARG(deck_field(e, ACTIONS_WHEN)), lead);
}

/* Whether a note says that this lead, or a later one, was sent. */
static bool
says_sent(const struct run *r, const struct deck_entry *e, long lead,
    struct table *notes, size_t note)
{
	struct str text = table_get(notes, note, NOTES_TEXT);
	struct buf sent = BUF_INIT;
	bool yes = false;
	size_t i;

	for (i = 0; !yes && i < r->nlead && r->lead[i] <= lead; i++) {
		buf_cut(&sent, 0);
		add_sent(&sent, e, r->lead[i]);
		yes = str_eq(text, buf_str(&sent));
	}
	buf_release(&sent);
	return yes;
}

static bool
was_sent(
    const struct run *r, const struct deck_entry *e, struct str who, long lead)
{
	struct table *notes = e->s->table[TABLE_NOTES];
	size_t i;

	for (i = 0; i < notes->nrec; i++)
		if (str_eq(table_get(notes, i, NOTES_REF), deck_id(e)) &&
		    str_is(table_get(notes, i, NOTES_KIND), "reminded") &&
		    str_eq(table_get(notes, i, NOTES_WHO), who) &&
		    !table_is_dropped(notes, i) &&
		    table_first(notes, i) >= woke(e) &&
		    says_sent(r, e, lead, notes, i))
			return true;
	return false;
}

/* ---- what is due */

static void
add_reminder(struct run *r, const struct deck_entry *e, struct str who)
{
	long lead = lead_of(r, e);

	if (lead == -1 || came_later(e, lead) || was_sent(r, e, who, lead))
		return;
	r->due = xgrow(r->due, r->n, &r->cap, sizeof(*r->due));
	r->due[r->n++] = (struct reminder){ e, who, lead };
}

/* One for each person; nobody's action is one too. */
static void
add_reminders(struct run *r, const struct deck_entry *e, struct str wanted)
{
	struct str all = deck_field(e, ACTIONS_WHO), who, rest, one;

	if (!e->open || !e->dated || deck_is_snoozed(e, cli_now(r->c)))
		return;
	if (all.n == 0 && wanted.n == 0)
		add_reminder(r, e, all);
	while (str_split(&all, ',', &who)) {
		if (wanted.n == 0)
			add_reminder(r, e, who);
		for (rest = wanted; str_split(&rest, ',', &one);)
			if (str_eq(one, who))
				add_reminder(r, e, who);
	}
}

/* Those of one person stay as they came. */
static int
by_person(const void *a, const void *b)
{
	const struct reminder *x = a, *y = b;
	int c = str_cmp(x->who, y->who);

	return c != 0 ? c : (x->e > y->e) - (x->e < y->e);
}

static int
find_due(struct run *r)
{
	struct buf who = BUF_INIT;
	const char *typed = cli_value(r->c, "who");
	int rc = 0;
	size_t i;

	if (typed != NULL && r->deck.session == NULL)
		rc = people_add_handles(r->c->session.table[TABLE_PEOPLE],
		    str_of(typed), &who, &r->c->err);
	else if (typed != NULL)
		buf_addz(&who, typed);
	deck_sort(&r->deck);
	for (i = 0; rc == 0 && i < r->deck.n; i++)
		add_reminders(r, &r->deck.entry[i], buf_str(&who));
	sort(r->due, r->n, sizeof(*r->due), by_person);
	buf_release(&who);
	return rc;
}

/* ---- noting what was sent */

static int
put_note(struct run *r, struct store *st, const struct reminder *d)
{
	char id[ID_NEW_LENGTH + 1];
	struct buf text = BUF_INIT;
	struct store_row row;
	int rc = store_new_id(st, id, &r->c->err);

	add_sent(&text, d->e, d->lead);
	if (rc == 0) {
		store_row(&row, TABLE_NOTES);
		store_set(&row, NOTES_ID, str_of(id));
		store_set(&row, NOTES_REF, deck_id(d->e));
		store_set(&row, NOTES_WHO, d->who);
		store_set(&row, NOTES_KIND, STR("reminded"));
		store_set(&row, NOTES_TEXT, buf_str(&text));
		if (store_put(st, &row, &r->c->err) == TABLE_NONE)
			rc = -1;
	}
	buf_release(&text);
	return rc;
}

/* Writes the notes, or with -n prints them. */
static int
commit(struct run *r, struct store *st)
{
	struct buf rows = BUF_INIT;

	if (!cli_dry(r->c))
		return store_commit(st, &r->c->err);
	store_add_rows(st, &rows);
	out_print(buf_str(&rows));
	buf_release(&rows);
	return 0;
}

/* Of those reminders, the ones of one session. */
static int
note_in(
    struct run *r, const struct session *in, const struct reminder *d, size_t n)
{
	struct session s;
	struct store st;
	int rc = 0;
	size_t i;

	session_init(&s);
	if (session_open_dir(
		&s, in->dir[0] != '\0' ? in->dir : ".", &r->c->err) == -1)
		return -1;
	rc = store_begin(&st, &s, want, &r->c->err);
	st.by = cli_by(r->c);
	st.now = cli_now(r->c);
	st.at = false;
	for (i = 0; rc == 0 && i < n; i++)
		if (d[i].e->s == in)
			rc = put_note(r, &st, &d[i]);
	if (rc == 0)
		rc = commit(r, &st);
	store_release(&st);
	session_release(&s);
	return rc;
}

static int
note_sent(struct run *r, const struct reminder *d, size_t n)
{
	size_t i, k;

	for (i = 0; i < n; i++) {
		for (k = 0; k < i && d[k].e->s != d[i].e->s; k++)
			;
		if (k == i && note_in(r, d[i].e->s, d, n) == -1)
			return -1;
	}
	return 0;
}

/* ---- letters */

/* The first facilitator with an address. */
static void
set_sender(struct letter *l, struct table *people)
{
	const size_t *order = table_order(people);
	size_t i;

	for (i = 0; i < people->nrec; i++)
		if (str_is(table_get(people, order[i], PEOPLE_ROLE),
			"facilitator") &&
		    mail_address_valid(
			table_get(people, order[i], PEOPLE_EMAIL))) {
			l->from_name = table_get(people, order[i], PEOPLE_NAME);
			l->from_address =
			    table_get(people, order[i], PEOPLE_EMAIL);
			return;
		}
}

/* False, and said, where there is no address to send to. */
static bool
set_receiver(struct run *r, struct letter *l, const struct deck_entry *e)
{
	struct table *people = e->s->table[TABLE_PEOPLE];
	size_t rec = table_find(people, &l->who);

	if (rec != TABLE_NONE) {
		l->name = table_get(people, rec, PEOPLE_NAME);
		l->address = table_get(people, rec, PEOPLE_EMAIL);
	}
	if (mail_address_valid(l->address))
		return true;
	r->unsent = true;
	if (l->who.n == 0)
		cli_say(r->c, "nobody's action, and nobody reminded: %.*s",
		    STR_ARG(deck_id(e)));
	else
		cli_say(r->c,
		    "no address that mail can go to, not reminded: %.*s",
		    STR_ARG(l->who));
	return false;
}

static bool
make_letter(struct run *r, const struct reminder *d, size_t n, struct letter *l,
    const struct deck_entry **entry)
{
	size_t i;

	for (i = 0; i < n; i++)
		entry[i] = d[i].e;
	*l = (struct letter){ .entry = entry,
		.n = n,
		.who = d[0].who,
		.title = session_setting(d[0].e->s, "title"),
		.now = cli_now(r->c) };
	set_sender(l, d[0].e->s->table[TABLE_PEOPLE]);
	return set_receiver(r, l, d[0].e);
}

/* ---- what is done with them */

/* A message to each person, to be noted as soon as the command took it.  One
 * that it does not take keeps nobody else from theirs. */
static int
send(struct run *r, const struct reminder *d, const struct letter *l, size_t n)
{
	struct buf message = BUF_INIT;
	int rc = 0;

	letter_add(&message, l);
	if (!cli_dry(r->c))
		rc = letter_send(
		    cli_value(r->c, "send"), buf_str(&message), l, &r->c->err);
	if (rc == 0)
		rc = note_sent(r, d, n);
	buf_release(&message);
	if (rc == 1) {
		cli_fail(r->c);
		r->refused = true;
	}
	return rc == -1 ? -1 : 0;
}

/* From the second on behind the line that parts the messages of a mailbox. */
static int
print(struct run *r, const struct reminder *d, const struct letter *l, size_t n)
{
	struct buf b = BUF_INIT;

	if (r->nprinted++ > 0)
		buf_addz(&b, "\nFrom moot Thu Jan  1 00:00:00 1970\n");
	letter_add(&b, l);
	if (!cli_dry(r->c))
		out_print(buf_str(&b));
	buf_release(&b);
	if (fflush(stdout) == EOF)
		return error_errno(&r->c->err, "stdout");
	return note_sent(r, d, n);
}

static int
each_person(struct run *r,
    int (*deliver)(struct run *r, const struct reminder *d,
	const struct letter *l, size_t n))
{
	const struct deck_entry **entry = xalloc(r->n, sizeof(const void *));
	struct letter l;
	size_t i, n;
	int rc = 0;

	for (i = 0; rc == 0 && i < r->n; i += n) {
		for (n = 1;
		     i + n < r->n && str_eq(r->due[i].who, r->due[i + n].who);
		     n++)
			;
		if (make_letter(r, &r->due[i], n, &l, entry))
			rc = deliver(r, &r->due[i], &l, n);
	}
	free(entry);
	return rc;
}

/* Whether the action stands among those before. */
static bool
is_repeated(const struct run *r, size_t i)
{
	size_t k;

	for (k = 0; k < i; k++)
		if (r->due[k].e == r->due[i].e)
			return true;
	return false;
}

static int
by_place(const void *a, const void *b)
{
	const struct deck_entry *const *x = a, *const *y = b;

	return (*x > *y) - (*x < *y);
}

/* Each action once, in the order of the deck. */
static int
print_list(struct run *r)
{
	const struct deck_entry **entry = xalloc(r->n, sizeof(const void *));
	size_t i, n = 0;
	int rc = 0;

	for (i = 0; i < r->n; i++)
		if (!is_repeated(r, i))
			entry[n++] = r->due[i].e;
	sort(entry, n, sizeof(const void *), by_place);
	if (!cli_dry(r->c))
		rc = actions_print_due(r->c, entry, n);
	free(entry);
	return rc == -1 ? -1 : note_sent(r, r->due, r->n);
}

static int
deliver(struct run *r)
{
	bool mail = str_is(str_of(cli_value(r->c, "output")), "mail");

	if (mail && cli_document(r->c) == -1)
		return -1;
	if (r->n == 0)
		return 0;
	if (cli_given(r->c, "send"))
		return each_person(r, send);
	return mail ? each_person(r, print) : print_list(r);
}

/* ---- the verb */

/* Waits for another run to end. */
static int
lock_series(struct run *r)
{
	struct error *e = &r->c->err;
	char *dir;
	int rc;

	if (r->c->noperand == 0 && cli_find(r->c) == -1)
		return -1;
	dir = r->c->noperand > 0 ? xstrdup(r->c->operand[0])
				 : session_above(r->c->session.dir);
	rc = session_open_dir(&r->lock, dir, e) == -1
	    ? -1
	    : session_lock(&r->lock, e);
	free(dir);
	return rc;
}

static int
remind(struct run *r)
{
	struct cli *c = r->c;

	/* What cannot be noted is not sent. */
	if (parse_leads(r) == -1 || store_may_write(&c->err) == -1 ||
	    lock_series(r) == -1)
		return -1;
	if ((c->noperand > 0
		    ? deck_read_series(&r->deck, c, c->operand[0], want)
		    : deck_read_own(&r->deck, c, want)) == -1)
		return -1;
	return find_due(r) == -1 ? -1 : deliver(r);
}

int
actions_remind(struct cli *c)
{
	struct run r = { .c = c };
	int rc;

	session_init(&r.lock);
	rc = remind(&r);
	deck_release(&r.deck);
	session_release(&r.lock);
	free(r.lead);
	free(r.due);
	if (rc == -1)
		return cli_fail(c);
	if (r.refused)
		return EXIT_SYSTEM;
	return r.unsent ? EXIT_NO : EXIT_YES;
}
