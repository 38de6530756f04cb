/*
 * speaker: who speaks, as a display shows it beside the clock.
 *
 * Like a reading it is a copy, which outlives the tables.
 *
 *	speaker_take(&sp, session);
 *	if (speaker_speaks(&sp))
 *		speaker_add(&sp, now, &b);	// `Ana Paz  0:34`
 *	speaker_release(&sp);
 */
#ifndef SPEAKER_H
#define SPEAKER_H

#include "session.h"
#include "speech.h"
#include "warn.h"

struct speaker {
	struct buf name;      /* visible form; the handle where there is none */
	struct speech speech; /* without its view */
};

/* times.tsv must be loaded with TABLE_WANT_ALL, people.tsv with its names. */
void speaker_take(struct speaker *sp, const struct session *s);
void speaker_release(struct speaker *sp);

bool speaker_speaks(const struct speaker *sp);
/* Milliseconds; INT64_MAX where no length was said. */
int64_t speaker_left(const struct speaker *sp, instant now);
/* Milliseconds until the time that is shown changes; -1: nobody speaks. */
long speaker_until_change(const struct speaker *sp, instant now);
enum tone speaker_tone(
    const struct speaker *sp, const struct warn_list *w, instant now);

/* Appends the name, and what is left of the length or else was spoken. */
void speaker_add(const struct speaker *sp, instant now, struct buf *b);

#endif
