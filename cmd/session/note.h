/*
 * note: notes on the session itself, and its log.
 *
 * A note on the session is a row of notes.tsv without a `ref`: no record is
 * named by nothing, so it can be mistaken for none.
 */
#ifndef NOTE_H
#define NOTE_H

#include "cli.h"

int note_run(struct cli *c);
int note_log(struct cli *c);

#endif
