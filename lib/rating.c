#include <stdlib.h>

#include "rating.h"
#include "xalloc.h"

bool
rating_parse(struct str s, double *x)
{
	char *typed = xstrndup(s), *end;
	bool ok;

	*x = strtod(typed, &end);
	ok = end != typed && *end == '\0' && *x >= 1 && *x <= 10;
	free(typed);
	return ok;
}

static int
by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

size_t
rating_read(struct table *feedback, struct rating *r)
{
	double *x = xalloc(feedback->nrec, sizeof(*x));
	size_t i, n = 0;

	for (i = 0; i < feedback->nrec; i++)
		n += !table_is_dropped(feedback, i) &&
		    rating_parse(
			table_get(feedback, i, FEEDBACK_RATING), &x[n]);
	*r = (struct rating){ .n = n };
	if (n > 0) {
		qsort(x, n, sizeof(*x), by_value);
		r->low = x[0];
		r->median = (x[(n - 1) / 2] + x[n / 2]) / 2;
		r->high = x[n - 1];
	}
	free(x);
	return n;
}

void
rating_print(struct out *o, double x)
{
	double scaled = x;
	int decimals = 0;

	for (; decimals < 2 && scaled != (double)(long)scaled; decimals++)
		scaled *= 10;
	out_real(o, x, decimals);
}
