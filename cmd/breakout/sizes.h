/*
 * sizes: how many groups, and how large.
 *
 * Whatever is asked, the groups hold everyone, differ by at most one, and
 * none is of one person unless there is only one.  Asked for a range
 * lo..hi:
 *
 *   - if some number of groups keeps all of them within lo..hi, it is the
 *     largest such number;
 *   - else as few people beyond the range as can be: first the group that
 *     is farthest beyond is as near as can be (one beyond, except for very
 *     few people), then the fewest groups are beyond, then the groups are
 *     as many as can be.
 *
 * So 3-3 makes 3,3,4 of ten people, 3,3,3,2 of eleven and 3,2 of five; 2-3
 * makes 2,2,3 of seven.
 */
#ifndef SIZES_H
#define SIZES_H

struct sizes_want {
	int lo, hi; /* a range of sizes; used where groups is 0 */
	int groups; /* or so many groups, fewer where some would be of one */
};

/*
 * Sizes for `n` people into `size`, which has room for n numbers, the larger
 * ones first.  Returns how many groups; 0 where nobody is there.
 */
int sizes_choose(int n, struct sizes_want want, int *size);

#endif
