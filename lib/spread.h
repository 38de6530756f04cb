/*
 * spread: how far positions are apart, 0 (all alike) to 1 (as far as can be).
 *
 * `n` says how many took each of `k` options.  Sums are of whole numbers, so
 * that the order of nominal options, or the direction of a scale, changes
 * not even the last bit.  Where nobody or only one option is, it is 0.
 */
#ifndef SPREAD_H
#define SPREAD_H

#include <stddef.h>

/* The index of qualitative variation: k/(k-1) (1 - sum of p^2) (Wilcox 1973).
 */
double spread_nominal(const size_t n[], size_t k);

/*
 * Ordinal dispersion: 2/(k-1) times the sum over the scale of F where F, the
 * share that is at an option or below it, is under a half, else of 1 - F
 * (Leik 1966).
 */
double spread_ordinal(const size_t n[], size_t k);

#endif
