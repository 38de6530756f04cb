#include <stdlib.h>

#include "duration.h"
#include "warn.h"
#include "xalloc.h"

/* One or two digits and a percent sign. */
static bool
parse_percent(struct str s, long *value)
{
	size_t i;

	if (s.n < 2 || s.n > 3 || s.p[s.n - 1] != '%')
		return false;
	*value = 0;
	for (i = 0; i + 1 < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		*value = *value * 10 + (s.p[i] - '0');
	}
	return true;
}

int
warn_parse(struct warn_list *w, struct str text, struct error *e)
{
	struct warn one;
	struct str s;

	*w = (struct warn_list){ NULL, 0, 0 };
	while (str_split(&text, ',', &s)) {
		one.percent = parse_percent(s, &one.value);
		if (!one.percent && !duration_parse(s, &one.value))
			return error_set(e, EXIT_INPUT,
			    "not a warning: \"%.*s\": give 20%% or 1m",
			    STR_ARG(s));
		w->warn = xgrow(w->warn, w->n, &w->cap, sizeof(*w->warn));
		w->warn[w->n++] = one;
	}
	return 0;
}

void
warn_release(struct warn_list *w)
{
	free(w->warn);
	*w = (struct warn_list){ NULL, 0, 0 };
}

size_t
warn_level(const struct warn_list *w, long length, int64_t left)
{
	size_t i, level = 0;
	int64_t at;

	if (length < 0)
		return 0;
	if (left <= 0)
		return w->n + 1;
	for (i = 0; i < w->n; i++) {
		at = w->warn[i].percent
		    ? (int64_t)length * 10 * w->warn[i].value
		    : (int64_t)w->warn[i].value * 1000;
		level += left <= at;
	}
	return level;
}

enum tone
warn_tone(const struct warn_list *w, size_t level)
{
	if (level == 0)
		return TONE_OK;
	if (level > w->n)
		return TONE_OVER;
	return level == w->n && w->n > 1 ? TONE_LAST : TONE_WARN;
}
