#include "spread.h"

static size_t
total(const size_t n[], size_t k)
{
	size_t sum = 0, i;

	for (i = 0; i < k; i++)
		sum += n[i];
	return sum;
}

double
spread_nominal(const size_t n[], size_t k)
{
	double all = (double)total(n, k), options = (double)k, squares = 0;
	size_t i;

	if (k < 2 || all == 0)
		return 0;
	for (i = 0; i < k; i++)
		squares += (double)n[i] * (double)n[i];
	return options * (all * all - squares) / ((options - 1) * all * all);
}

double
spread_ordinal(const size_t n[], size_t k)
{
	size_t all = total(n, k), below = 0, sum = 0, i;

	if (k < 2 || all == 0)
		return 0;
	for (i = 0; i + 1 < k; i++) {
		below += n[i];
		sum += below < all - below ? below : all - below;
	}
	return 2 * (double)sum / ((double)(k - 1) * (double)all);
}
