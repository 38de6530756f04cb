/* timer: what timer's verb table names; each returns an exit status. */
#ifndef TIMER_H
#define TIMER_H

#include "cli.h"

int verb_count(struct cli *c);
int verb_start(struct cli *c);
int verb_pause(struct cli *c);
int verb_resume(struct cli *c);
int verb_extend(struct cli *c);
int verb_stop(struct cli *c);
int verb_status(struct cli *c);
int verb_speak(struct cli *c);
int verb_hush(struct cli *c);
int verb_list(struct cli *c);
int verb_wait(struct cli *c);

/* `list --speakers` */
int list_speakers(struct cli *c);

/* A DURATION that is typed, of a second or more; -1: cli->err says why. */
int read_length(struct cli *c, struct str typed, long *seconds);

#endif
