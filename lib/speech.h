/*
 * speech: who spoke when; the speaker's clock beside the item's.
 *
 * Events of times.tsv: `speak` (id: a handle; value: how long one may, or
 * empty) begins a speech and ends the one before, `hush` ends it, and so does
 * the meeting's `end`.  An event taken back by `undo` never was.
 *
 *	speech_read(&list, times);
 *	ms += speech_ms(&list.speech[i], now);
 *	speech_release(&list);
 */
#ifndef SPEECH_H
#define SPEECH_H

#include "store.h"

struct speech {
	struct str who;	  /* of the table */
	instant from, to; /* to: INSTANT_NONE while it lasts */
	long length;	  /* seconds allowed; -1: not said */
};

struct speech_list {
	struct speech *speech; /* oldest first */
	size_t n, cap;
};

/* `times` must be folded with TABLE_WANT_ALL. */
void speech_read(struct speech_list *l, struct table *times);
void speech_release(struct speech_list *l);

/* The one that lasts, or NULL. */
const struct speech *speech_now(const struct speech_list *l);
/* Milliseconds spoken; one that lasts is counted up to `now`. */
int64_t speech_ms(const struct speech *s, instant now);

/* Puts the event; seconds -1: no length. */
int speech_put(struct store *st, struct str who, long seconds, struct error *e);
int speech_put_hush(struct store *st, struct error *e);

#endif
