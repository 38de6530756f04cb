#include <stdint.h>
#include <stdlib.h>

#include "near.h"
#include "xalloc.h"

/* Index of the only candidate that begins with `typed`, or n. */
static size_t
only_beginning(struct str typed, const struct str cand[], size_t n)
{
	size_t found = n;

	for (size_t i = 0; i < n; i++) {
		if (!str_starts(cand[i], typed))
			continue;
		if (found < n)
			return n;
		found = i;
	}
	return found;
}

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/*
 * One row of the distance table: what it costs to make a's first `i` bytes
 * from each beginning of `b`, given the rows for i - 1 (`up`) and i - 2.
 */
static void
fill_row(size_t *row, const size_t *up, const size_t *up2, struct str a,
    size_t i, struct str b)
{
	row[0] = i;
	for (size_t j = 1; j <= b.n; j++) {
		size_t replace = up[j - 1] + (a.p[i - 1] != b.p[j - 1]);

		row[j] = least(replace, least(up[j], row[j - 1]) + 1);
		if (i > 1 && j > 1 && a.p[i - 1] == b.p[j - 2] &&
		    a.p[i - 2] == b.p[j - 1])
			row[j] = least(row[j], up2[j - 2] + 1);
	}
}

/* The optimal string alignment distance. */
static size_t
distance(struct str a, struct str b)
{
	size_t width = b.n + 1, d;
	size_t *rows = xalloc(3 * width, sizeof(*rows));

	for (size_t j = 0; j < width; j++)
		rows[j] = j;
	for (size_t i = 1; i <= a.n; i++)
		fill_row(rows + i % 3 * width, rows + (i + 2) % 3 * width,
		    rows + (i + 1) % 3 * width, a, i, b);
	d = rows[a.n % 3 * width + b.n];
	free(rows);
	return d;
}

/* What is longer is no name that somebody mistyped, and the distance takes as
 * long as one times the other. */
enum { NAME_MAX_BYTES = 256 };

/* The distance, or SIZE_MAX where that is too far to have been meant. */
static size_t
near_distance(struct str a, struct str b)
{
	size_t longer = a.n > b.n ? a.n : b.n;
	size_t shorter = least(a.n, b.n);
	size_t most = longer / 3 + (longer % 3 > 0), d;

	if (longer > NAME_MAX_BYTES || longer - shorter > most)
		return SIZE_MAX;
	d = distance(a, b);
	return d <= most ? d : SIZE_MAX;
}

size_t
near_miss(struct str typed, const struct str cand[], size_t n)
{
	size_t found = only_beginning(typed, cand, n), best = SIZE_MAX;

	if (found < n)
		return found;
	for (size_t i = 0; i < n; i++) {
		size_t d = near_distance(typed, cand[i]);

		if (d < best) {
			best = d;
			found = i;
		}
	}
	return found;
}
