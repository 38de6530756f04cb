/*
 * stage: one verb on its world; what a fault may leave of both.
 *
 * A verb is run once in peace: what it leaves is what has to be there when it
 * says that it is done.  Then it is run again and again with a fault, and
 * judged each time:
 *
 * - Exit status 0: all tables are as after the peaceful run, and it prints
 *   what it printed then.
 * - Exit status 4: all are as before, and the message names the file; or the
 *   message says what was written.
 * - Killed: each table is as before or as after; of a row that was cut off a
 *   part may be there, which is not read.
 * - In any case `session check` finds nothing that it does not find before or
 *   after a peaceful run, and the same command given again does what it
 *   should, and leaves no temporary file; only what was made aside by one
 *   that was killed may stay, under its own name.
 * - A verb that reads changes nothing.
 *
 *	stage_open(&s, &verb, worlds, scratch);
 *	stage_run(&s, &how, &o);
 *	if (!stage_judge(&s, &o, &fault, &why)) ...
 *	stage_close(&s);
 */
#ifndef STAGE_H
#define STAGE_H

#include "verbs.h"
#include "world.h"

struct stage {
	const struct verb *verb;
	char *dir; /* which holds the world */
	char *cwd; /* in it, where the verb is run */
	char *log; /* a file to write to beside it */
	struct world before, after;
	struct world now; /* what is in `dir` */
	struct outcome peace;
	/* What `session check` says, before and after. */
	struct buf problems[2];
	bool went_on; /* from `after`, the command held again */
};

struct fault {
	bool kills;	  /* rather than makes a call fail */
	bool cuts;	  /* a row may be there in part */
	bool places;	  /* the message has to say where it failed */
	bool keeps;	  /* what is to be removed may stay */
	bool mute;	  /* what it prints is not looked at */
	bool unsynced;	  /* what is written may be lost: 0 is a lie */
	bool doubtful;	  /* nor can it be taken back: the message says so */
	const char *file; /* the message has to name it; NULL: any */
};

/* false where the verb fails in peace: `why` says how. */
bool stage_open(struct stage *s, const struct verb *verb, const char *worlds,
    const char *scratch, struct buf *why);
void stage_close(struct stage *s);

/* As it was before. */
void stage_reset(struct stage *s);
/* As `w`. */
void stage_set(struct stage *s, const struct world *w);
/* Runs the verb from there. */
void stage_run(struct stage *s, struct command_how *how, struct outcome *o);
/* Whether the promises hold; `why` says which does not. */
bool stage_judge(struct stage *s, const struct outcome *o,
    const struct fault *f, struct buf *why);

/* Whether `session check` finds nothing new; for what is not judged so. */
bool stage_check(struct stage *s, struct buf *why);

#endif
