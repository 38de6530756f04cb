#include "timing.h"
#include "duration.h"
#include "words.h"

#define LEN(a) (sizeof(a) / sizeof((a)[0]))

enum { HOUR = 3600 };

#define HALF "\xc2\xbd" /* ½ */

/* What a shape's letters stood for, in order. */
struct values {
	long v[2];
	long unit; /* that of the last length, for the `10` of `10–20 min` */
};

/* What is clear enough to end a line without brackets: a unit behind a blank,
 * or one that is joined to its number. */
enum { BARE_NEVER, BARE_JOINED, BARE };

static const struct {
	const char *name;
	long seconds;
	int bare;
} units[] = {
	{ "s", 1, BARE_NEVER },
	{ "sec", 1, BARE },
	{ "secs", 1, BARE },
	{ "second", 1, BARE },
	{ "seconds", 1, BARE },
	{ "m", 60, BARE_JOINED },
	{ "min", 60, BARE },
	{ "mins", 60, BARE },
	{ "minute", 60, BARE },
	{ "minutes", 60, BARE },
	{ "'", 60, BARE_JOINED },
	{ "\xe2\x80\xb2", 60, BARE_JOINED }, /* ′ */
	{ "h", 3600, BARE },
	{ "hr", 3600, BARE },
	{ "hrs", 3600, BARE },
	{ "hour", 3600, BARE },
	{ "hours", 3600, BARE },
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

static const char *const abouts[] = { "~", "\xe2\x89\x88", /* ≈ */
	"ca.", "ca", "c.", "about", "around", "approx.", "approx",
	"approximately" };

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

static const struct {
	const char *words;
	long seconds;
} spoken[] = {
	{ "half an hour", 1800 },
	{ "a quarter of an hour", 900 },
	{ "three quarters of an hour", 2700 },
	{ "an hour and a half", 5400 },
	{ "an hour", HOUR },
	{ "a minute", 60 },
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

/* h:mm:ss, which can be no time of day. */
static bool
take_long_clock(struct str *s, struct values *got, long *v)
{
	long sec;

	if (!take_offset(s, got, v) || !take_sixtieth(s, &sec))
		return false;
	*v += sec;
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

/* A number with at most one decimal or a half behind it, in tenths. */
static bool
take_tenths(struct str *s, long *n)
{
	bool whole = take_number(s, n);

	*n *= 10;
	if (str_starts(*s, STR(HALF))) {
		*n += 5;
		*s = str_from(*s, sizeof(HALF) - 1);
		return true;
	}
	if (whole && s->n > 1 && (s->p[0] == '.' || s->p[0] == ',') &&
	    words_digit(s->p[1])) {
		*n += s->p[1] - '0';
		*s = str_from(*s, 2);
	}
	return whole;
}

/* `half an hour`: the seconds, or 0. */
static long
take_words(struct str *s)
{
	for (size_t i = 0; i < LEN(spoken); i++)
		if (words_begin(*s, spoken[i].words)) {
			*s = str_from(*s, strlen(spoken[i].words));
			return spoken[i].seconds;
		}
	return 0;
}

/* The minutes of `1h30`, where nothing goes on with them. */
static long
take_minutes_of_hour(struct str *s)
{
	struct str two = str_upto(skip_blanks(*s), 2);
	struct str rest = str_from(skip_blanks(*s), 2);

	if (two.n < 2 || two.p[0] < '0' || two.p[0] > '5' ||
	    !words_digit(two.p[1]) || (rest.n > 0 && rest.p[0] != ' '))
		return 0;
	*s = rest;
	return (two.p[0] - '0') * 10 + two.p[1] - '0';
}

/* `10 min`, `1h30m`, `1.5 hours`, `1 h and 5 min`; units only grow smaller. */
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
		rest = skip_blanks(rest);
		if (words_begin(rest, "and"))
			rest = skip_blanks(str_from(rest, strlen("and")));
	}
	if (last == HOUR)
		*v += take_minutes_of_hour(s) * 60;
	if (last == 0)
		last = *v = take_words(s);
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
	{ 't', take_long_clock },
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
	{ "t", set_plain },
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

/* `about 10 min` is planned as 10. */
static struct str
skip_about(struct str s)
{
	for (size_t i = 0; i < LEN(abouts); i++)
		if (words_begin(s, abouts[i]))
			return skip_blanks(str_from(s, strlen(abouts[i])));
	return s;
}

static bool
set_pattern(struct timing *t, struct str s)
{
	s = skip_about(s);
	/* As in `10 min.` */
	if (s.n > 1 && s.p[s.n - 1] == '.' && !words_digit(s.p[s.n - 2]))
		s = str_upto(s, s.n - 1);
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

/* A length, and words before or behind it. */
static bool
set_worded(struct timing *t, struct str inside)
{
	size_t cut = find_separator(inside);
	struct str words = str_trim(str_upto(inside, cut)), last;

	if (set_pattern(t, str_trim(inside)))
		return true;
	if (cut == inside.n || words.n == 0)
		return false;
	last = str_trim(str_from(inside, cut + 1));
	if (!set_pattern(t, last)) {
		if (!set_pattern(t, words))
			return false;
		words = last;
	} else if (set_pattern(t, words)) {
		return true;
	}
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

/* The row of the unit that `s` ends with: all behind its last digit. */
static size_t
last_unit(struct str s)
{
	struct str name;
	size_t i = s.n, u;

	while (i > 0 && !words_digit(s.p[i - 1]))
		i--;
	name = str_from(s, i);
	u = take_unit(&name);
	return name.n == 0 ? u : LEN(units);
}

/* Where the length begins of which `s` has the last number `at`: before it
 * may stand hours. */
static size_t
more_units(struct str s, size_t at)
{
	struct values got = { { 0, 0 }, 0 };
	size_t k = at;
	struct str rest;
	long v;

	for (int words = 0; words < 2 && k > 0; words++) {
		k = last_word(str_upto(s, k - 1));
		rest = str_from(s, k);
		if (take_length(&rest, &got, &v) && rest.n == 0)
			at = k;
	}
	return at;
}

/* `1h30`, all of it. */
static bool
is_hours_joined(struct str s)
{
	struct values got = { { 0, 0 }, 0 };
	char end = s.n > 0 ? s.p[s.n - 1] : '\0';
	long v;

	return words_digit(end) && take_length(&s, &got, &v) && s.n == 0;
}

/* Does `s` end with a number and a unit?  `*at` is where. */
static bool
find_bare(struct str s, size_t *at)
{
	size_t word = last_word(s), u = last_unit(s);

	*at = word;
	if (word > 0 && is_hours_joined(str_from(s, word)))
		return true;
	if (word == 0 || u == LEN(units))
		return false;
	if (words_digit(s.p[word]))
		return units[u].bare != BARE_NEVER;
	*at = last_word(str_upto(s, word - 1));
	*at = more_units(s, *at);
	return units[u].bare == BARE;
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
	while (words.n > 0 && words.p[words.n - 1] == ':')
		words = str_trim(str_upto(words, words.n - 1));
	buf_cut(text, (size_t)(s.p - text->p) + words.n);
}

/* `18:00 Answer`, `6pm - 6:30pm: Answer` */

enum { NOON = 12 * 3600, DAY = 24 * 3600 };

/* What stands behind a time: which half of the day, or a word for the hour. */
static const struct clock_word {
	const char *name;
	long half;  /* 0 is am, 1 pm, -1 neither */
	bool alone; /* makes a number alone a time */
} clock_words[] = {
	{ "a.m.", 0, true },
	{ "p.m.", 1, true },
	{ "am", 0, true },
	{ "pm", 1, true },
	{ "uhr", -1, true },
	{ "h", -1, false },
};

static const struct clock_word *
take_clock_word(struct str *s)
{
	static const struct clock_word none = { "", -1, false };
	struct str rest = skip_blanks(*s);

	for (size_t i = 0; i < LEN(clock_words); i++) {
		if (!words_begin(rest, clock_words[i].name))
			continue;
		*s = str_from(rest, strlen(clock_words[i].name));
		return &clock_words[i];
	}
	return &none;
}

/* `:30`, or as in `18.30 Uhr`. */
static bool
take_minutes(struct str *s, long *m)
{
	struct str rest = *s, word;

	if (take_sixtieth(s, m))
		return true;
	if (rest.n < 3 || rest.p[0] != '.' || !words_digit(rest.p[1]) ||
	    !words_digit(rest.p[2]))
		return false;
	word = skip_blanks(str_from(rest, 3));
	*m = (rest.p[1] - '0') * 10 + rest.p[2] - '0';
	*s = str_from(rest, 3);
	return words_begin(word, "uhr") && *m < 60;
}

/* `18:00`, `6:10 pm` or `6pm`. */
static bool
take_time(struct str *s, long *v, long *half)
{
	const struct clock_word *word;
	struct str rest = *s;
	long h, m = 0;
	bool minutes;

	if (!take_number(&rest, &h))
		return false;
	minutes = take_minutes(&rest, &m);
	word = take_clock_word(&rest);
	*half = word->half;
	if ((!minutes && !word->alone) || h > (*half < 0 ? 24 : 12) ||
	    (*half >= 0 && h == 0))
		return false;
	*v = (*half < 0 ? h : h % 12 + 12 * *half) * 3600 + m * 60;
	*s = rest;
	return true;
}

/* When a range ends that does not say which half of the day it means. */
static long
end_after(long start, long half, long end, long end_half)
{
	if (end_half < 0 && half == 1 && end < NOON)
		end += NOON;
	if (end <= start)
		end += end_half < 0 && start < NOON ? NOON : DAY;
	return end;
}

/* A start, and of a range its length, else -1. */
static bool
take_start(struct str *s, long *start, long *length)
{
	struct str rest;
	long end, half, end_half;

	*length = -1;
	if (!take_time(s, start, &half))
		return false;
	rest = skip_blanks(*s);
	if (!take_dash(&rest))
		return true;
	rest = skip_blanks(rest);
	if (!take_time(&rest, &end, &end_half))
		return true;
	/* `6:40 - 7:00 pm` */
	if (half < 0 && end_half == 1 && *start + NOON < end)
		*start += NOON;
	end = end_after(*start, half, end, end_half);
	if (end <= *start || end - *start > NOON)
		return true;
	*length = end - *start;
	*s = rest;
	return true;
}

/* What may stand between a start and the words. */
static bool
ends_start(struct str rest)
{
	return rest.n == 0 || strchr(" :,;|", rest.p[0]) != NULL ||
	    take_dash(&rest);
}

static void
take_front(struct timing *t, struct buf *text)
{
	struct str s = str_trim(buf_str(text)), rest = s;
	long start, length;
	struct buf out = BUF_INIT;

	if (t->start >= 0 || !take_start(&rest, &start, &length) ||
	    !ends_start(rest))
		return;
	t->start = start;
	t->front = true;
	if (length >= 0)
		set_length(t, length);
	while (rest.n > 0 && rest.p[0] == ':')
		rest = str_from(rest, 1);
	buf_add(&out, skip_blanks(rest));
	buf_release(text);
	*text = out;
}

bool
timing_is_front(struct str s)
{
	long start, length;

	s = str_trim(s);
	return take_start(&s, &start, &length) && skip_blanks(s).n == 0;
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
	take_front(t, text);
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

bool
timing_is_length(struct str s)
{
	struct timing t = TIMING_INIT;
	bool is = set_pattern(&t, str_trim(s)) && t.start < 0;

	timing_release(&t);
	return is;
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
