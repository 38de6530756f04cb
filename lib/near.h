/*
 * near: the near miss, for messages that teach.
 */
#ifndef NEAR_H
#define NEAR_H

#include "str.h"

/*
 * The index of the candidate that `typed` was most likely meant to be, or
 * `n` where none is near: a unique one that begins with `typed`, else the
 * first of least optimal string alignment distance (Damerau 1964; insert,
 * delete, replace, swap neighbours) of at most a third of the longer length,
 * rounded up.  To what is longer than 256 bytes nothing is near by distance.
 */
size_t near_miss(struct str typed, const struct str cand[], size_t n);

#endif
