#include "tsv.h"

static const char escaped[] = "\t\n\r\\", letters[] = "tnr\\";

/* What stands behind the backslash of an escaped byte; 0 of any other. */
static const char letter_of[256] = {
	['\t'] = 't', ['\n'] = 'n', ['\r'] = 'r', ['\\'] = '\\'
};

/* Bytes before the first that must be escaped. */
static size_t
clean_prefix(struct str s)
{
	size_t i = 0;

	while (i < s.n && letter_of[(unsigned char)s.p[i]] == 0)
		i++;
	return i;
}

void
tsv_add_raw(struct buf *b, struct str plain)
{
	size_t n;

	for (;;) {
		n = clean_prefix(plain);
		buf_add(b, str_upto(plain, n));
		if (n == plain.n)
			return;
		buf_addc(b, '\\');
		buf_addc(b, letter_of[(unsigned char)plain.p[n]]);
		plain = str_from(plain, n + 1);
	}
}

void
tsv_add_plain(struct buf *b, struct str raw)
{
	const char *letter;
	size_t n;

	while ((n = str_find(raw, '\\')) + 1 < raw.n) {
		buf_add(b, str_upto(raw, n));
		letter = memchr(letters, raw.p[n + 1], 4);
		if (letter != NULL)
			buf_addc(b, escaped[letter - letters]);
		else
			buf_add(b, (struct str){ raw.p + n, 2 });
		raw = str_from(raw, n + 2);
	}
	buf_add(b, raw);
}

static void
add_exact(struct buf *b, struct str raw)
{
	struct buf plain = BUF_INIT;

	if (tsv_is_exact(raw) || str_eq(raw, TSV_CLEARED)) {
		buf_add(b, raw);
		return;
	}
	tsv_add_plain(&plain, raw);
	tsv_add_raw(b, buf_str(&plain));
	buf_release(&plain);
}

int
tsv_compare(struct str a, struct str b)
{
	struct buf x = BUF_INIT, y = BUF_INIT;
	int c = str_cmp(a, b);

	if (c == 0 || (tsv_is_exact(a) && tsv_is_exact(b)))
		return c;
	add_exact(&x, a);
	add_exact(&y, b);
	c = str_cmp(buf_str(&x), buf_str(&y));
	buf_release(&x);
	buf_release(&y);
	return c;
}
