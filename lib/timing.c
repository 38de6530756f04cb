#include "timing.h"
#include "duration.h"
#include "words.h"

#define LEN(a) (sizeof(a) / sizeof((a)[0]))

/* What a shape's letters stood for, in order. */
struct values {
	long v[2];
	long unit; /* that of the last length, for the `10` of `10–20 min` */
};

static const struct {
	const char *name;
	long seconds;
	bool bare; /* clear enough to end a line without brackets */
} units[] = {
	{ "s", 1, false },
	{ "sec", 1, true },
	{ "secs", 1, true },
	{ "second", 1, true },
	{ "seconds", 1, true },
	{ "m", 60, false },
	{ "min", 60, true },
	{ "mins", 60, true },
	{ "minute", 60, true },
	{ "minutes", 60, true },
	{ "'", 60, false },
	{ "\xe2\x80\xb2", 60, false }, /* ′ */
	{ "h", 3600, true },
	{ "hr", 3600, true },
	{ "hrs", 3600, true },
	{ "hour", 3600, true },
	{ "hours", 3600, true },
};

static const char *const dashes[] = {
	"-",
	"\xe2\x80\x93", /* – */
	"\xe2\x80\x94", /* — */
	"\xe2\x88\x92", /* − */
	"\xe2\x86\x92", /* → */
	"to ",
};

/* What joins a time to its words, and dangles when the time is gone. */
static const char *const joints[] = {
	" -",
	" \xe2\x80\x93", /* – */
	" \xe2\x80\x94", /* — */
	" \xe2\x86\x92", /* → */
	",",
	";",
	"|",
};

/* Before a bare length they make it part of a sentence. */
static const char *const prose[] = { "about", "after", "all", "and", "another",
	"around", "at", "by", "every", "first", "for", "in", "last", "least",
	"most", "next", "of", "only", "or", "over", "per", "than", "the", "to",
	"under", "until", "within" };

static const struct {
	const char *words;
	enum timing_when when;
} whens[] = {
	{ "optional", TIMING_IF_TIME },
	{ "optionally", TIMING_IF_TIME },
	{ "if time", TIMING_IF_TIME },
	{ "if there is time", TIMING_IF_TIME },
	{ "if there's time", TIMING_IF_TIME },
	{ "if we have time", TIMING_IF_TIME },
	{ "time permitting", TIMING_IF_TIME },
	{ "extra", TIMING_EXTRA },
	{ "if you finish early", TIMING_EXTRA },
	{ "for those who finish early", TIMING_EXTRA },
	{ "bonus for those who finish early", TIMING_EXTRA },
	{ "bonus", TIMING_EXTRA },
	{ "those who finish early", TIMING_EXTRA },
	{ "for early finishers", TIMING_EXTRA },
	{ "early finishers", TIMING_EXTRA },
	{ "with time left", TIMING_EXTRA },
};

/* Numbers */

static struct str
skip_blanks(struct str s)
{
	while (s.n > 0 && s.p[0] == ' ')
		s = str_from(s, 1);
	return s;
}

/* Cuts 1 to 4 digits off `*s`. */
static bool
take_number(struct str *s, long *n)
{
	size_t i = 0;

	*n = 0;
	while (i < s->n && i < 5 && words_digit(s->p[i]))
		*n = *n * 10 + (s->p[i++] - '0');
	*s = str_from(*s, i);
	return i > 0 && i < 5;
}

/* Cuts `:` and two digits below 60 off `*s`. */
static bool
take_sixtieth(struct str *s, long *n)
{
	if (s->n < 3 || s->p[0] != ':' || !words_digit(s->p[1]) ||
	    !words_digit(s->p[2]) || (s->n > 3 && words_digit(s->p[3])))
		return false;
	*n = (s->p[1] - '0') * 10 + s->p[2] - '0';
	*s = str_from(*s, 3);
	return *n < 60;
}

/* h:mm, as seconds from the session's start. */
static bool
take_offset(struct str *s, struct values *got, long *v)
{
	long h, m;

	(void)got;
	if (!take_number(s, &h) || !take_sixtieth(s, &m))
		return false;
	*v = h * 3600 + m * 60;
	return *v <= DURATION_MAX;
}

/* m:ss or h:mm:ss. */
static bool
take_clock(struct str *s, struct values *got, long *v)
{
	long next;

	(void)got;
	if (!take_number(s, v) || !take_sixtieth(s, &next))
		return false;
	*v = *v * 60 + next;
	if (take_sixtieth(s, &next))
		*v = *v * 60 + next;
	return *v <= DURATION_MAX;
}

/* Cuts a unit off `*s`: its row, or LEN(units). */
static size_t
take_unit(struct str *s)
{
	struct str rest;
	size_t best = LEN(units);

	*s = skip_blanks(*s);
	for (size_t i = 0; i < LEN(units); i++) {
		rest = str_from(*s, strlen(units[i].name));
		if (!words_prefix(*s, str_of(units[i].name)) ||
		    (rest.n > 0 &&
			(words_lower(rest.p[0]) >= 'a' &&
			    words_lower(rest.p[0]) <= 'z')))
			continue;
		best = i;
	}
	if (best < LEN(units))
		*s = str_from(*s, strlen(units[best].name));
	return best;
}

/* A number with at most one decimal, in tenths. */
static bool
take_tenths(struct str *s, long *n)
{
	if (!take_number(s, n))
		return false;
	*n *= 10;
	if (s->n > 1 && (s->p[0] == '.' || s->p[0] == ',') &&
	    words_digit(s->p[1])) {
		*n += s->p[1] - '0';
		*s = str_from(*s, 2);
	}
	return true;
}

/* `10 min`, `1h30m`, `1.5 hours`; units only grow smaller. */
static bool
take_length(struct str *s, struct values *got, long *v)
{
	struct str rest = *s;
	long n, last = 0;
	size_t u;

	for (*v = 0; take_tenths(&rest, &n); rest = skip_blanks(rest)) {
		u = take_unit(&rest);
		if (u == LEN(units) || (last > 0 && units[u].seconds >= last))
			break;
		last = units[u].seconds;
		*v += n * last / 10;
		*s = rest;
	}
	got->unit = last;
	return last > 0 && *v <= DURATION_MAX;
}

static bool
take_count(struct str *s, struct values *got, long *v)
{
	(void)got;
	return take_number(s, v);
}

static bool
take_dash(struct str *s)
{
	for (size_t i = 0; i < LEN(dashes); i++) {
		if (!str_starts(*s, str_of(dashes[i])))
			continue;
		*s = str_from(*s, strlen(dashes[i]));
		return true;
	}
	return false;
}

/* Shapes: what may stand in brackets */

static const struct {
	char letter;
	bool (*take)(struct str *s, struct values *got, long *v);
} letters[] = {
	{ 'o', take_offset },
	{ 'c', take_clock },
	{ 'd', take_length },
	{ 'n', take_count },
};

static bool
take_letter(char letter, struct str *s, struct values *got, size_t *nv)
{
	for (size_t i = 0; i < LEN(letters); i++)
		if (letters[i].letter == letter)
			return letters[i].take(s, got, &got->v[(*nv)++]);
	return false;
}

/* Is all of `s` of that shape?  `-` is a dash, `=` all words up to one. */
static bool
match(const char *shape, struct str s, struct values *got)
{
	size_t nv = 0;
	bool ok;

	for (; *shape != '\0'; shape++) {
		s = skip_blanks(s);
		if (*shape == '=')
			ok = str_find(s, '=') < s.n;
		else if (*shape == '-')
			ok = take_dash(&s);
		else
			ok = take_letter(*shape, &s, got, &nv);
		if (!ok)
			return false;
		if (*shape == '=')
			s = str_from(s, str_find(s, '=') + 1);
	}
	return skip_blanks(s).n == 0;
}

/* A length that repeats the first is taken as well. */
static bool
set_length(struct timing *t, long length)
{
	if (t->length < 0)
		t->length = length;
	return t->length == length;
}

static void
add_remark(struct timing *t, struct str words)
{
	if (t->remark.n > 0)
		buf_addz(&t->remark, "; ");
	buf_add(&t->remark, words);
}

static bool
set_range(struct timing *t, const struct values *got, struct str spec)
{
	(void)spec;
	if (t->start >= 0 || got->v[1] <= got->v[0])
		return false;
	if (!set_length(t, got->v[1] - got->v[0]))
		return false;
	t->start = got->v[0];
	return true;
}

static bool
set_plain(struct timing *t, const struct values *got, struct str spec)
{
	(void)spec;
	return set_length(t, got->v[0]);
}

static bool
set_lower(struct timing *t, long low, long high, struct str spec)
{
	if (low >= high || !set_length(t, low))
		return false;
	t->least = low;
	add_remark(t, spec);
	return true;
}

static bool
set_counted(struct timing *t, const struct values *got, struct str spec)
{
	return set_lower(t, got->v[0] * got->unit, got->v[1], spec);
}

static bool
set_between(struct timing *t, const struct values *got, struct str spec)
{
	return set_lower(t, got->v[0], got->v[1], spec);
}

static bool
set_total(struct timing *t, const struct values *got, struct str spec)
{
	(void)spec;
	return t->total = set_length(t, got->v[0]);
}

static bool
set_film(struct timing *t, const struct values *got, struct str spec)
{
	(void)spec;
	return got->v[1] > got->v[0] && set_length(t, got->v[1] - got->v[0]);
}

struct pattern {
	const char *shape;
	bool (*set)(
	    struct timing *t, const struct values *got, struct str spec);
};

static const struct pattern patterns[] = {
	{ "o-o", set_range },
	{ "d", set_plain },
	{ "n-d", set_counted },
	{ "d-d", set_between },
	{ "=d", set_total },
};

/* What gives a length only if nothing else does. */
static const struct pattern films[] = {
	{ "cc", set_film },
};

static bool
set_first(const struct pattern *p, size_t n, struct timing *t, struct str s)
{
	struct values got;

	for (size_t i = 0; i < n; i++) {
		memset(&got, 0, sizeof(got));
		if (match(p[i].shape, s, &got))
			return p[i].set(t, &got, s);
	}
	return false;
}

static bool
set_pattern(struct timing *t, struct str s)
{
	return set_first(patterns, LEN(patterns), t, s);
}

static bool
set_film_pattern(struct timing *t, struct str s)
{
	return set_first(films, LEN(films), t, s);
}

/* The row of `whens` that `s` begins with, or LEN(whens). */
static size_t
find_when(struct str s)
{
	size_t i = 0;

	while (i < LEN(whens) && !words_begin(s, whens[i].words))
		i++;
	return i;
}

/* The words before a length: when, whose, or a remark. */
static void
set_words(struct timing *t, struct str words, char sep)
{
	size_t i = find_when(words);

	if (i < LEN(whens) && words_is(words, whens[i].words))
		t->when = whens[i].when;
	else if (sep == ';' && t->who.n == 0)
		buf_add(&t->who, words);
	else
		add_remark(t, words);
}

/* The last `,` or `;` of `s`, or s.n. */
static size_t
find_separator(struct str s)
{
	size_t i = s.n;

	while (i > 0 && s.p[i - 1] != ',' && s.p[i - 1] != ';')
		i--;
	return i > 0 ? i - 1 : s.n;
}

static bool
set_worded(struct timing *t, struct str inside)
{
	size_t cut = find_separator(inside);
	struct str words = str_trim(str_upto(inside, cut));

	if (set_pattern(t, str_trim(inside)))
		return true;
	if (cut == inside.n || words.n == 0 ||
	    !set_pattern(t, str_trim(str_from(inside, cut + 1))))
		return false;
	if (!set_pattern(t, words))
		set_words(t, words, inside.p[cut]);
	return true;
}

/* Just `(optional)`. */
static bool
set_when(struct timing *t, struct str inside)
{
	size_t i = find_when(inside);

	if (i == LEN(whens) || !words_is(inside, whens[i].words))
		return false;
	t->when = whens[i].when;
	return true;
}

/* Longer ones are sentences, not annotations. */
#define INSIDE_MAX 80

typedef bool setter(struct timing *t, struct str inside);

/*
 * Copies `s` to `out` without the brackets that `set` takes.  A bracket
 * begins at the last one opened, so that each byte is looked at once.
 */
static void
take_brackets(struct timing *t, struct str s, struct buf *out, setter *set)
{
	size_t open = s.n, mark = 0, n;

	for (size_t i = 0; i < s.n; i++) {
		buf_addc(out, s.p[i]);
		if (s.p[i] == '(' || s.p[i] == '[') {
			open = i;
			mark = out->n - 1;
		}
		if ((s.p[i] != ')' && s.p[i] != ']') || open == s.n)
			continue;
		n = i - open - 1;
		if (n <= INSIDE_MAX &&
		    set(t, str_upto(str_from(s, open + 1), n)))
			buf_cut(out, mark);
		open = s.n;
	}
}

static void
take_all_brackets(struct timing *t, struct buf *text, setter *set)
{
	struct buf out = BUF_INIT;

	take_brackets(t, buf_str(text), &out, set);
	buf_release(text);
	*text = out;
}

/* `⌘ 3:00`, wherever it stands */

static struct str
before(struct str s, struct str rest)
{
	return str_upto(s, s.n - rest.n);
}

/* Where `needle` begins in `s`, or s.n; its first byte must be rare. */
static size_t
find_mark(struct str s, struct str needle)
{
	size_t i = 0, k;

	while (i < s.n) {
		k = str_find(str_from(s, i), needle.p[0]);
		i += k;
		if (i < s.n && str_starts(str_from(s, i), needle))
			return i;
		i++;
	}
	return s.n;
}

static void
take_mark(struct timing *t, struct buf *text)
{
	struct str s = buf_str(text), rest;
	size_t at = find_mark(s, STR(TIMING_CLOCK));
	struct buf out = BUF_INIT;
	struct values got = { { 0, 0 }, 0 };
	long v;

	if (at == s.n)
		return;
	rest = skip_blanks(str_from(s, at + sizeof(TIMING_CLOCK) - 1));
	if (!take_clock(&rest, &got, &v) && !take_length(&rest, &got, &v))
		return;
	t->clock = t->length < 0;
	if (!set_length(t, v))
		add_remark(t, before(str_from(s, at), rest));
	buf_add(&out, str_upto(s, at));
	buf_add(&out, at > 0 ? rest : skip_blanks(rest));
	buf_release(text);
	*text = out;
}

/* `Answer 10 min`, at the end */

static bool
is_prose(struct str word)
{
	for (size_t i = 0; i < LEN(prose); i++)
		if (words_is(word, prose[i]))
			return true;
	return false;
}

/* Where the last word of `s` begins. */
static size_t
last_word(struct str s)
{
	size_t i = s.n;

	while (i > 0 && s.p[i - 1] != ' ')
		i--;
	return i;
}

/* Does `s` end with a number, a space and a unit?  `*at` is where. */
static bool
find_bare(struct str s, size_t *at)
{
	size_t unit = last_word(s), u;
	struct str name = str_from(s, unit);

	u = take_unit(&name);
	if (unit == 0 || u == LEN(units) || name.n > 0 || !units[u].bare)
		return false;
	*at = last_word(str_upto(s, unit - 1));
	return true;
}

static void
take_bare(struct timing *t, struct buf *text)
{
	struct str s = str_trim(buf_str(text)), rest, words;
	struct values got = { { 0, 0 }, 0 };
	size_t at;
	long v;

	if (t->length >= 0 || !find_bare(s, &at))
		return;
	words = str_trim(str_upto(s, at));
	if (is_prose(str_from(words, last_word(words))))
		return;
	rest = str_from(s, at);
	if (!take_length(&rest, &got, &v) || rest.n > 0)
		return;
	t->length = v;
	buf_cut(text, (size_t)(s.p - text->p) + at);
}

/* The whole line */

static bool
cut_last(struct str *s)
{
	struct str end;

	for (size_t i = 0; i < LEN(joints); i++) {
		end = str_of(joints[i]);
		if (s->n < end.n || !str_eq(str_from(*s, s->n - end.n), end))
			continue;
		*s = str_trim(str_upto(*s, s->n - end.n));
		return true;
	}
	return false;
}

/* At the front the joint's blank has gone, or stands behind it. */
static bool
cut_first(struct str *s)
{
	struct str mark;

	for (size_t i = 0; i < LEN(joints); i++) {
		mark = str_trim(str_of(joints[i]));
		if (!str_starts(*s, mark) ||
		    !str_starts(str_from(*s, mark.n), STR(" ")))
			continue;
		*s = str_trim(str_from(*s, mark.n));
		return true;
	}
	return false;
}

/* Cuts off what dangles at both ends. */
static void
cut_joints(struct buf *text)
{
	struct str s = str_trim(buf_str(text));

	while (cut_last(&s) || cut_first(&s))
		continue;
	if (s.n > 0)
		memmove(text->p, s.p, s.n);
	buf_cut(text, s.n);
}

/* One space for several, none before what ends a sentence or at the ends. */
static void
close_gaps(struct buf *text)
{
	size_t n = 0;

	for (size_t i = 0; i < text->n; i++) {
		char c = text->p[i];

		if (n > 0 && text->p[n - 1] == ' ' &&
		    strchr(" .,;:", c) != NULL)
			n--;
		if (n > 0 || c != ' ')
			text->p[n++] = c;
	}
	while (n > 0 && text->p[n - 1] == ' ')
		n--;
	buf_cut(text, n);
}

void
timing_take(struct timing *t, struct buf *text)
{
	take_all_brackets(t, text, set_worded);
	take_all_brackets(t, text, set_when);
	take_mark(t, text);
	take_bare(t, text);
	if (t->length < 0)
		take_all_brackets(t, text, set_film_pattern);
	if (!timing_any(t))
		return;
	close_gaps(text);
	cut_joints(text);
}

bool
timing_any(const struct timing *t)
{
	return t->start >= 0 || t->length >= 0 || t->when != TIMING_ALWAYS;
}

enum timing_when
timing_begin(struct str text)
{
	size_t i = find_when(text), n;

	if (i == LEN(whens))
		return TIMING_ALWAYS;
	/* One word may begin any sentence: `Extra chairs`. */
	n = strlen(whens[i].words);
	if (strchr(whens[i].words, ' ') == NULL && n < text.n &&
	    text.p[n] != ':')
		return TIMING_ALWAYS;
	return whens[i].when;
}

void
timing_release(struct timing *t)
{
	buf_release(&t->who);
	buf_release(&t->remark);
}
