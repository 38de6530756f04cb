/*
 * undo: takes changes back by adding rows.
 *
 * A change is the rows that one command put into a table, known by their
 * successive milliseconds, each of another record, by the same hand.  For
 * each of them, newest first, a row gives the fields that it set the values
 * that they would have without it, or drops the record that it made.  The
 * row says in a column `undo` the time of the row that it takes back, so
 * that the next undo goes further back, and where it was a move of the
 * agenda the lines go back; in times.tsv an event `undo` has
 * that time as its value, and lib/clock.h leaves both events out.
 */
#ifndef UNDO_H
#define UNDO_H

#include "cli.h"

int undo_run(struct cli *c);

#endif
