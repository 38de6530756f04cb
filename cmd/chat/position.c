#include "chat.h"
#include "words.h"

/* ---- which statement */

static struct str
skip_blanks(struct str s)
{
	while (s.n > 0 && (s.p[0] == ' ' || s.p[0] == '\t'))
		s = str_from(s, 1);
	return s;
}

/* Cuts a number of at most six digits off, 0 where there is none. */
static size_t
cut_number(struct str *s)
{
	size_t n = 0, i;

	for (i = 0; i < s->n && i < 7 && words_digit(s->p[i]); i++)
		n = n * 10 + (size_t)(s->p[i] - '0');
	if (i == 0 || i == 7 || (i < s->n && words_alnum(s->p[i])))
		return 0;
	*s = str_from(*s, i);
	return n;
}

/* Whether `s` begins with a title, which is cut off. */
static bool
cut_title(struct str *s, struct str title)
{
	title = str_trim(title);
	if (title.n == 0 || !words_prefix(*s, title) ||
	    (s->n > title.n && words_alnum(s->p[title.n])))
		return false;
	*s = str_from(*s, title.n);
	return true;
}

/* The statement whose title, or whole id, stands there; the longest. */
static size_t
cut_named(struct table *t, struct str *s)
{
	struct str rest = *s, best = *s, try;
	size_t i, found = TABLE_NONE;

	for (i = 0; i < t->nrec; i++) {
		try = rest;
		if (!cut_title(&try, table_get(t, i, STATEMENTS_TITLE)) &&
		    !cut_title(&try, table_key(t, i, 0)))
			continue;
		if (found != TABLE_NONE && try.n >= best.n)
			continue;
		found = i;
		best = try;
	}
	*s = best;
	return found;
}

/* `statement 7`, `#7`: certainly one. */
static bool
cut_word(struct str *s)
{
	if (words_begin(*s, "statement")) {
		*s = skip_blanks(str_from(*s, 9));
		return true;
	}
	if (str_starts(*s, STR("#"))) {
		*s = str_from(*s, 1);
		return true;
	}
	return false;
}

/* ---- which position */

static struct str
options_of(struct table *t, size_t rec)
{
	struct str options = table_get(t, rec, STATEMENTS_OPTIONS);

	return options.n > 0 ? options : STR("agree,disagree");
}

/* Whether `s` begins with the whole option; how long it is. */
static size_t
length_of(struct str s, struct str option)
{
	return option.n > 0 && words_prefix(s, option) &&
		(s.n == option.n || !words_alnum(s.p[option.n]))
	    ? option.n
	    : 0;
}

/* The option that `s` begins with, the longest one, or of which `s` is the
 * only beginning. */
static struct str
option_in(struct str s, struct str options, size_t *n)
{
	struct str rest, one, found = { NULL, 0 }, begun = { NULL, 0 };
	size_t nbegun = 0, length;
	int last;

	*n = 0;
	rest = options;
	for (last = 0; last < 2; last++, rest = STR("pass"))
		while (str_split(&rest, ',', &one)) {
			one = str_trim(one);
			length = length_of(s, one);
			if (length > *n) {
				*n = length;
				found = one;
			}
			if (s.n > 0 && words_prefix(one, s)) {
				begun = one;
				nbegun++;
			}
		}
	if (*n == 0 && nbegun == 1) {
		*n = s.n;
		return begun;
	}
	return found;
}

/* What goes between a position and its comment. */
static struct str
skip_marks(struct str s)
{
	while (s.n > 0 && strchr(" \t,;:.-", s.p[0]) != NULL)
		s = str_from(s, 1);
	return s;
}

/* Whether what follows takes the position back: `agree or not?`. */
static bool
is_unsure(struct str after)
{
	after = skip_blanks(after);
	return str_starts(after, STR("?")) || str_starts(after, STR("/")) ||
	    words_begin(after, "or") || words_begin(after, "if") ||
	    words_begin(after, "unless");
}

/* Without what stands around it that is no word. */
static struct str
bare(struct str s)
{
	while (s.n > 0 && !words_alnum(s.p[0]))
		s = str_from(s, 1);
	while (s.n > 0 && !words_alnum(s.p[s.n - 1]))
		s.n--;
	return s;
}

/* Whether all that follows a position is another one: `agree, disagree`. */
static bool
is_other(struct str after, struct str options, struct str name)
{
	struct str one;

	after = bare(after);
	if (words_begin(after, "and") || words_begin(after, "vs"))
		after = bare(str_from(after, words_begin(after, "vs") ? 2 : 3));
	if (words_is(after, "pass"))
		return !words_is(name, "pass");
	while (str_split(&options, ',', &one))
		if (words_eq(str_trim(one), after) && after.n > 0)
			return !words_eq(after, name);
	return false;
}

static enum position_found
unsure(struct position *p, struct arena *mem, const char *why, struct str thing)
{
	struct buf b = BUF_INIT;

	buf_addz(&b, why);
	buf_add(&b, thing);
	p->why = arena_copy(mem, buf_str(&b));
	buf_release(&b);
	return POSITION_UNSURE;
}

static enum position_found
take(struct session *s, struct arena *mem, struct position *p, struct str rest)
{
	struct table *t = s->table[TABLE_STATEMENTS];
	struct str state = table_get(t, p->statement, STATEMENTS_STATE);
	struct position other;

	if (str_is(state, "closed") || str_is(state, "dropped"))
		return unsure(p, mem, "that statement is ", state);
	if (is_unsure(rest) ||
	    is_other(rest, options_of(t, p->statement), p->name))
		return unsure(
		    p, mem, "which position?", (struct str){ NULL, 0 });
	p->comment = str_trim(skip_marks(rest));
	if (position_read(s, mem, p->comment, &other) == POSITION_FOUND)
		return unsure(p, mem, "several positions in one line",
		    (struct str){ NULL, 0 });
	return POSITION_FOUND;
}

/* A statement without options takes any text, behind a colon. */
static enum position_found
take_text(struct position *p, struct str rest, struct arena *mem)
{
	rest = skip_blanks(rest);
	if (!str_starts(rest, STR(":")))
		return unsure(p, mem,
		    "a position of one's own stands behind a colon",
		    (struct str){ NULL, 0 });
	p->name = str_trim(str_from(rest, 1));
	return p->name.n > 0 ? POSITION_FOUND : POSITION_NONE;
}

enum position_found
position_read(
    struct session *s, struct arena *mem, struct str line, struct position *p)
{
	struct table *t = s->table[TABLE_STATEMENTS];
	struct str rest = line, options, after;
	bool sure = cut_word(&rest);
	size_t number, n;

	*p = (struct position){ .statement = TABLE_NONE };
	number = cut_number(&rest);
	p->statement =
	    number > 0 ? table_numbered(t, number) : cut_named(t, &rest);
	after = skip_marks(rest);
	options = p->statement != TABLE_NONE ? options_of(t, p->statement)
					     : STR("agree,disagree");
	if (p->statement != TABLE_NONE && str_is(options, "none"))
		return take_text(p, rest, mem);
	p->name = option_in(after, options, &n);
	if (number > 0 && p->statement == TABLE_NONE)
		return n > 0 || sure ? unsure(p, mem, "no such statement",
					   (struct str){ NULL, 0 })
				     : POSITION_NONE;
	if (p->statement == TABLE_NONE)
		return POSITION_NONE;
	if (n == 0)
		return unsure(
		    p, mem, "no such position", (struct str){ NULL, 0 });
	return take(s, mem, p, str_from(after, n));
}
