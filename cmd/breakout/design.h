/*
 * design: lists of rounds in which no two points meet twice.
 *
 * A round of a design puts every point into a group; all rounds have the
 * same group sizes.  People are laid onto points by embed.h; a design may
 * have more points than there are people, and a point without a person is a
 * chair that stays empty.
 *
 * Where the designs come from:
 *
 *   - pairs: the round robin (the circle method, known since 1847 from
 *     Kirkman; the starter {oo,0}, {i,-i} modulo n-1), n-1 rounds;
 *   - starters: one or a few rounds over Z_m and fixed points, given as
 *     data, from which the others follow by adding 1 modulo m to every
 *     point.  Trios of 9, 15, 21, 27, 33, 39 and 45 are Kirkman triple systems
 *     (T. P. Kirkman's schoolgirls, 1850), of 18, 24, 30, 36, 42 and 48
 *     nearly Kirkman triple systems (A. Kotzig and A. Rosa 1974: all pairs
 *     but a perfect matching); pairs with one trio, n-4 rounds from 11
 *     people on, are the most that counting allows.  The starters were
 *     found by our own search and are checked by tests/unit/golf.c;
 *   - the grid: k columns of q places, read along lines of each of the q
 *     slopes, modulo q where every prime factor of q is at least k, or in
 *     the field of q elements where q is a power of 2 (a resolvable
 *     transversal design; R. C. Bose 1938); and, where k divides q, the
 *     columns cut into groups (for q = k, the affine plane of order k).
 *
 *	struct design d;
 *	if (design_find(n, size, groups, &d)) {
 *		use(d.group[round * d.points + point]);
 *		design_release(&d);
 *	}
 */
#ifndef DESIGN_H
#define DESIGN_H

#include <stdbool.h>

struct design {
	int points, groups, rounds;
	int *group; /* of each point, round after round */
};

/*
 * A design with rounds for `n` people in groups of the sizes given: of just
 * these sizes, or, where the sizes are k and k-1, one of groups of k.  The
 * caller releases it.  False, and nothing to release, where none is known.
 */
bool design_find(int n, const int *size, int groups, struct design *d);

void design_release(struct design *d);

#endif
