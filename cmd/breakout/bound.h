/*
 * bound: repeats that a round cannot avoid.
 *
 * Let U be the graph of the people of a round in which an edge joins two who
 * have not met.  A repeat is a pair in one group that is no edge of U.  The
 * bound is the greatest of four, each of which holds for every round of the
 * given sizes:
 *
 *   people     Someone with u edges in a group of s has at least s-1-u
 *              repeats.  The sum over all, halved and rounded up, is least
 *              when those with fewer edges sit in the smaller groups, as
 *              max(0, s-1-u) is convex in s-u.
 *   matching   A group of s without a repeat holds floor(s/2) disjoint edges
 *              of U, and every edge fewer means at least one repeat in it.
 *              So repeats are at least the sum of floor(s/2), less the size
 *              of a maximum matching of U.  For pairs this is exact.
 *   triangles  Someone in no triangle of U has a repeat in the group of any
 *              size from 3 on.  Such people, less the places in groups of 2,
 *              fill at least that number / (greatest size) groups, each with
 *              one repeat or more.
 *   parts      (all sizes k)  A group that lies in two parts of U, a people
 *              here and k-a there, has at least a(k-a) >= k-1 repeats.  A
 *              part of c people has at least c mod k of them in such groups.
 *              So there are at least (sum of c mod k) / k such groups.
 */
#ifndef BOUND_H
#define BOUND_H

#include <stdbool.h>

/*
 * `fresh` holds n rows of n, symmetric, true where two have not met; `size`
 * the sizes of the groups, n people in sum.
 */
int bound_repeats(int n, const bool *fresh, const int *size, int groups);

#endif
