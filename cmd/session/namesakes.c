#include <stdlib.h>

#include "check.h"
#include "near.h"
#include "people.h"
#include "utf8.h"
#include "words.h"
#include "xalloc.h"

/*
 * In two clones two people of one first name get one handle, and a merge
 * makes one record of them.  A new name looks the same, but is rarely typed
 * by somebody else than the old one, with another family name.
 */

static bool
take_word(struct str *rest, struct str *word)
{
	size_t n;

	while (rest->n > 0 && !words_alnum(rest->p[0]))
		*rest = str_from(*rest, 1);
	for (n = 0; n < rest->n && words_alnum(rest->p[n]);)
		n++;
	*word = str_upto(*rest, n);
	*rest = str_from(*rest, n);
	return n > 0;
}

/* Whether two words are near, or one is the other's beginning. */
static bool
near(struct str a, struct str b)
{
	if (a.n <= 1 || b.n <= 1)
		return words_prefix(a, b) || words_prefix(b, a);
	return near_miss(a, &b, 1) == 0 || near_miss(b, &a, 1) == 0;
}

static bool
has_word(struct str name, struct str word)
{
	struct str one;

	while (take_word(&name, &one))
		if (near(one, word))
			return true;
	return false;
}

static bool
has_words(struct str name, struct str of)
{
	struct str word;

	while (take_word(&of, &word))
		if (!has_word(name, word))
			return false;
	return true;
}

/* Whether one name may be a spelling of the other. */
static bool
alike(struct str a, struct str b)
{
	struct buf fa = BUF_INIT, fb = BUF_INIT;
	bool are;

	utf8_add_folded(&fa, a);
	utf8_add_folded(&fb, b);
	are = has_words(buf_str(&fa), buf_str(&fb)) ||
	    has_words(buf_str(&fb), buf_str(&fa));
	buf_release(&fa);
	buf_release(&fb);
	return are;
}

/* Who typed the names that count, by record. */
static struct str *
find_typists(struct table *t)
{
	struct str *by = xcalloc(t->nrec + 1, sizeof(*by));
	struct rows r;
	size_t rec;

	rows_begin(&r, &t->text);
	while (rows_next(&r)) {
		rec = table_record_of(t, &r);
		if (rec != TABLE_NONE &&
		    r.line == table_line(t, rec, PEOPLE_NAME))
			by[rec] = rows_field(&r, PEOPLE_BY);
	}
	rows_release(&r);
	return by;
}

static bool
is_another(struct table *t, size_t rec, struct str name)
{
	struct str now = table_get(t, rec, PEOPLE_NAME);

	return name.n > 0 && now.n > 0 && !table_is_dropped(t, rec) &&
	    !alike(name, now) && people_count(t, name) == 0;
}

void
check_namesakes(struct check *k)
{
	struct table *t = k->s->table[TABLE_PEOPLE];
	struct str *by, name;
	struct rows r;
	size_t rec;

	if (t->nrec == 0)
		return;
	by = find_typists(t);
	rows_begin(&r, &t->text);
	while (rows_next(&r)) {
		rec = table_record_of(t, &r);
		if (rec == TABLE_NONE ||
		    str_eq(rows_field(&r, PEOPLE_BY), by[rec]))
			continue;
		name = table_plain(t, rows_field(&r, PEOPLE_NAME));
		if (!is_another(t, rec, name))
			continue;
		check_add(k, TABLE_PEOPLE, r.line, CHECK_WARNING,
		    "maybe two people of one handle: line %zu calls \"%.*s\" "
		    "otherwise",
		    table_line(t, rec, PEOPLE_NAME),
		    STR_ARG(table_key(t, rec, 0)));
	}
	rows_release(&r);
	free(by);
}
