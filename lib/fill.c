#include "fill.h"

static int
unknown(
    struct str letter, const struct fill_letter l[], size_t n, struct error *e)
{
	size_t i;

	error_set(e, EXIT_INPUT, "unknown in a format: \"%%%.*s\": there are",
	    STR_ARG(letter));
	for (i = 0; i < n; i++)
		buf_addf(&e->msg, " %%%c", l[i].letter);
	buf_addz(&e->msg, " %%");
	return -1;
}

static const struct fill_letter *
find(char c, const struct fill_letter l[], size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (l[i].letter == c)
			return &l[i];
	return NULL;
}

int
fill_add(struct buf *b, struct str format, const struct fill_letter l[],
    size_t n, struct error *e)
{
	const struct fill_letter percent = { '%', STR("%") }, *found;
	size_t before = b->n, i;

	for (i = 0; i < format.n; i++) {
		if (format.p[i] != '%') {
			buf_addc(b, format.p[i]);
			continue;
		}
		i++;
		found = i < format.n ? find(format.p[i], l, n) : NULL;
		if (i < format.n && format.p[i] == '%')
			found = &percent;
		if (found == NULL) {
			buf_cut(b, before);
			return unknown(
			    str_upto(str_from(format, i), 1), l, n, e);
		}
		buf_add(b, found->value);
	}
	return 0;
}
