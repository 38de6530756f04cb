/*
 * match: the most disjoint pairs in a graph (maximum matching).
 *
 * The method is J. Edmonds' (Paths, trees and flowers, 1965): grow a tree of
 * alternating paths from each unmatched vertex, shrinking odd cycles to
 * their base.  Time n^3.
 */
#ifndef MATCH_H
#define MATCH_H

#include <stdbool.h>

/*
 * `edge` holds n rows of n, symmetric.  Puts each vertex's partner, or -1,
 * into `mate` (room for n) and returns the number of pairs.
 */
int match_most(int n, const bool *edge, int *mate);

#endif
