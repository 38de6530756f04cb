#include <regex.h>
#include <stdlib.h>

#include "transcript.h"
#include "utf8.h"
#include "words.h"
#include "xalloc.h"

/*
 * The forms, as extended regular expressions over the beginning of a line.
 * Parts that all of them use; each says how many groups it has.
 */
#define CLOCK                                                  \
	"([0-9]{1,2}[:.][0-9]{2}([:.][0-9]{2})?([.][0-9]+)?( " \
	"?[AaPp][.]?[Mm][.]?)?)" /* 4 */
#define DAY "[0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{1,4}"
#define MONTHDAY "[0-9]{1,2} [A-Z][a-z]+ [0-9]{4}"
#define B "[ \t]"
#define DATED "(" DAY ",?" B "+)?" /* 1 */
/* In brackets the year may be missing, or it is `Tuesday` or `Today`. */
#define BRACKETED                                                             \
	"((" DAY "|" MONTHDAY "|[0-9]{1,2}[./-][0-9]{1,2}[.]?|[A-Z][a-z]+day" \
	"),?( klo| at)? )?" CLOCK  /* 7, the clock from 4 on */
#define NAME "([^:]*[^: \t])"	   /* 1 */
#define EVERYBODY "([^:]*[^: \t])" /* 1 */

/* What a line that has the form is. */
enum part {
	PART_NONE, /* no group of that kind */
	PART_1,
	PART_2,
	PART_3,
	PART_4,
	PART_5,
	PART_6,
	PART_7,
	PART_8,
	PART_9
};

enum family {
	FAMILY_IRC,	 /* 18:05 <ana> text */
	FAMILY_ZOOM,	 /* 18:05:33 From Ana to Everyone: text */
	FAMILY_CLOCK,	 /* 18:05:33 Ana: text */
	FAMILY_BRACKET,	 /* [20/11/26, 18:05:33] Ana: text */
	FAMILY_DASH,	 /* 20/11/2026, 18:05 - Ana: text */
	FAMILY_WEBEX,	 /* from Ana to everyone:    6:05 PM */
	FAMILY_CAPTION,	 /* 00:05:33.000,00:05:36.000, then Ana: text */
	FAMILY_TELEGRAM, /* Ana, [20.11.2026 18:05] */
	FAMILY_PLAIN,	 /* Ana: text */
	FAMILY_BEHIND,	 /* Ana Paz  6:05 PM, then text */
	FAMILY_BELOW,	 /* Ana Paz, then 18:05, then text */
	FAMILY_LAST,	 /* Ana Paz, then text, then 18:05 */
	FAMILIES
};

static const struct form {
	enum family family;
	const char *regex;
	enum part clock, name, to;
} forms[] = {
	{ FAMILY_IRC,
	    "^(\\[?" CLOCK "\\]?" B "+)?<[ @+]?([^<>:]*[^<>: ])>(" B "|$)",
	    PART_2, PART_6, PART_NONE },
	{ FAMILY_ZOOM,
	    "^" DATED CLOCK B "+(From|Von|De|Da|Van)" B "+" NAME B
	    "+([Tt]o|an|[Aa\xc3\xa0]+|aan|para)" B "+" EVERYBODY B "*:",
	    PART_2, PART_7, PART_9 },
	{ FAMILY_ZOOM,
	    "^" DATED CLOCK B "+(From|Von|De|Da|Van)" B "+" NAME B "*:", PART_2,
	    PART_7, PART_NONE },
	{ FAMILY_CLOCK, "^" DATED CLOCK B "+" NAME B "*:(" B "|$)", PART_2,
	    PART_6, PART_NONE },
	{ FAMILY_BRACKET, "^\\[" BRACKETED "\\]" B "*" NAME B "*:(" B "|$)",
	    PART_4, PART_8, PART_NONE },
	{ FAMILY_BRACKET, "^\\[" BRACKETED "\\]" B "*([^:<>?]*[^:<>? \t])$",
	    PART_4, PART_8, PART_NONE },
	{ FAMILY_DASH, "^" DAY ",? " CLOCK " - " NAME ":(" B "|$)", PART_1,
	    PART_5, PART_NONE },
	{ FAMILY_DASH, "^" DAY ",? " CLOCK " - ", PART_1, PART_NONE,
	    PART_NONE },
	{ FAMILY_WEBEX,
	    "^[Ff]rom" B "+" NAME B "+to" B "+" EVERYBODY B "*:" B "*" CLOCK
	    "$",
	    PART_3, PART_1, PART_2 },
	{ FAMILY_CAPTION, "^" CLOCK "," CLOCK "$", PART_1, PART_NONE,
	    PART_NONE },
	{ FAMILY_TELEGRAM,
	    "^(.*[^ \t,]), \\[((" DAY "|" MONTHDAY ")( at)? )?" CLOCK "\\]:?$",
	    PART_5, PART_1, PART_NONE },
	{ FAMILY_BEHIND,
	    "^([^:]*[^ \t,:])" B "+(\xe2\x80\x94|-|\xe2\x80\x93)" B "+((" DAY
	    "|Today|Yesterday),?( at)? )?" CLOCK "$",
	    PART_6, PART_1, PART_NONE },
	{ FAMILY_BEHIND,
	    "^([^:]*[^ \t,:]),?" B "+(" DAY "|Today|Yesterday),?( at)? " CLOCK
	    "$",
	    PART_4, PART_1, PART_NONE },
	{ FAMILY_BEHIND, "^([^:]*[^ \t,:]),?" B "+" CLOCK "$", PART_2, PART_1,
	    PART_NONE },
	{ FAMILY_BEHIND, "^([^:]*[^ \t,:])" B "+\\[" CLOCK "\\]" B "*$", PART_2,
	    PART_1, PART_NONE },
	{ FAMILY_BELOW, "^" B "*" CLOCK B "*$", PART_1, PART_NONE, PART_NONE },
};

enum {
	NFORM = sizeof(forms) / sizeof(forms[0]),
	NGROUP = 12,
	HEAD_MAX = 512,		/* bytes of a line that are looked at */
	MATCH_MEMORY = 1 << 20, /* more than it takes to match one */
	NAME_MAX_BYTES = 96,
	NAME_MAX_WORDS = 7
};

struct found {
	const struct form *form; /* NULL: none */
	struct str clock, name, to;
	size_t end; /* of the head */
};

struct reading {
	struct transcript *t;
	regex_t regex[NFORM];
	enum family family;
	struct str *raw; /* all lines */
	size_t nraw, capraw;
	size_t head; /* the line that began the newest message */
};

/* ---- lines */

static void
split_lines(struct reading *r, struct str text)
{
	struct str line;

	while (str_split(&text, '\n', &line)) {
		if (line.n > 0 && line.p[line.n - 1] == '\r')
			line.n--;
		r->raw = xgrow(r->raw, r->nraw, &r->capraw, sizeof(*r->raw));
		r->raw[r->nraw++] = line;
	}
}

/* Marks of direction that WhatsApp puts before a line or a name. */
static struct str
skip_marks(struct str s)
{
	while (str_starts(s, STR("\xe2\x80\x8e")) ||
	    str_starts(s, STR("\xe2\x80\x8f")) ||
	    str_starts(s, STR("\xe2\x80\xaa")) ||
	    str_starts(s, STR("\xe2\x80\xac")) ||
	    str_starts(s, STR("\xe2\x80\xaf")) || str_starts(s, STR(UTF8_MARK)))
		s = str_from(s, 3);
	return s;
}

/* The text with plain blanks for the narrow ones before AM and PM. */
static void
add_plain_blanks(struct buf *b, struct str s)
{
	static const char *const narrow[] = { "\xe2\x80\xaf", "\xc2\xa0" };
	size_t i, j, n;

	for (i = 0; i < s.n;) {
		n = 0;
		for (j = 0; j < 2 && i > 0 && words_digit(s.p[i - 1]); j++)
			if (str_starts(str_from(s, i), str_of(narrow[j])))
				n = strlen(narrow[j]);
		if (n > 0)
			buf_addc(b, ' ');
		else
			buf_addc(b, s.p[i]);
		i += n > 0 ? n : 1;
	}
}

/* ---- forms */

static struct str
group(struct str line, const regmatch_t m[], enum part part)
{
	if (part == PART_NONE || m[part].rm_so == -1)
		return (struct str){ NULL, 0 };
	return str_upto(str_from(line, (size_t)m[part].rm_so),
	    (size_t)(m[part].rm_eo - m[part].rm_so));
}

static bool
match(const struct reading *r, size_t form, struct str line, struct found *f)
{
	char z[HEAD_MAX + 1];
	regmatch_t m[NGROUP];
	struct str head = str_upto(line, HEAD_MAX);

	if (head.n > 0)
		memcpy(z, head.p, head.n);
	z[head.n] = '\0';
	if (regexec(&r->regex[form], z, NGROUP, m, 0) != 0)
		return false;
	*f = (struct found){ &forms[form], group(line, m, forms[form].clock),
		group(line, m, forms[form].name),
		group(line, m, forms[form].to), (size_t)m[0].rm_eo };
	return f->name.n <= NAME_MAX_BYTES;
}

/* What chat feedback reads, and no person's name. */
static bool
is_keyword(struct str s)
{
	static const char *const words[] = { "worked", "change", "idea",
		"rating", "http", "https", NULL };
	size_t i;

	for (i = 0; words[i] != NULL; i++)
		if (words_is(s, words[i]))
			return true;
	return words_begin(s, "statement");
}

/* Whether somebody may be called so. */
static bool
is_name(struct str s)
{
	size_t i, words = 1;

	if (s.n == 0 || s.n > NAME_MAX_BYTES || !words_alnum(s.p[0]) ||
	    words_digit(s.p[0]) || is_keyword(s))
		return false;
	for (i = 0; i < s.n; i++) {
		if (strchr("?!;\"", s.p[i]) != NULL)
			return false;
		words += s.p[i] == ' ';
	}
	return words <= NAME_MAX_WORDS;
}

static bool
match_plain(struct str line, struct found *f)
{
	size_t colon = str_find(line, ':');
	struct str name = str_trim(str_upto(line, colon));

	if (colon == line.n ||
	    (colon + 1 < line.n && line.p[colon + 1] != ' ' &&
		line.p[colon + 1] != '\t') ||
	    !is_name(name))
		return false;
	*f = (struct found){ .name = name, .end = colon + 1 };
	return true;
}

/* The head of a family that line `i` has. */
static bool
match_family(
    const struct reading *r, enum family family, size_t i, struct found *f)
{
	struct str line = skip_marks(r->raw[i]);
	size_t form;

	if (family == FAMILY_PLAIN)
		return match_plain(line, f);
	for (form = 0; form < NFORM; form++)
		if (forms[form].family == family && match(r, form, line, f))
			return true;
	return false;
}

/* The line before or after that is not blank; nraw where there is none. */
static size_t
neighbour(const struct reading *r, size_t i, bool after)
{
	do {
		if (!after && i == 0)
			return r->nraw;
		i = after ? i + 1 : i - 1;
	} while (i < r->nraw && str_trim(r->raw[i]).n == 0);
	return i;
}

/* Where a lone clock time ends the chat, it stands behind its message. */
static bool
ends_with_clock(const struct reading *r)
{
	size_t last = neighbour(r, r->nraw, false);
	struct found f;

	return last < r->nraw && match_family(r, FAMILY_BELOW, last, &f);
}

static enum family
find_family(const struct reading *r)
{
	size_t count[FAMILIES] = { 0 }, i;
	enum family family, best = FAMILY_PLAIN;
	struct found f;

	for (i = 0; i < r->nraw; i++)
		for (family = 0; family < FAMILIES; family++)
			count[family] += match_family(r, family, i, &f);
	if (ends_with_clock(r))
		count[FAMILY_LAST] = count[FAMILY_BELOW] + 1;
	for (family = FAMILIES; family-- > 0;)
		if (count[family] > 0 && count[family] >= count[best])
			best = family;
	return best;
}

/* ---- messages */

/* Seconds of a clock time; -1 where it is none. */
static long
seconds_of(struct str s)
{
	long part[3] = { 0, 0, 0 };
	int n = 0, digits = 0;
	size_t i;

	for (i = 0; i < s.n && n < 3; i++) {
		if (words_digit(s.p[i]) && digits < 4) {
			part[n] = part[n] * 10 + (s.p[i] - '0');
			digits++;
		} else if ((s.p[i] == ':' || s.p[i] == '.') && n < 2 &&
		    digits > 0) {
			n++;
			digits = 0;
		} else {
			break;
		}
	}
	s = str_trim(str_from(s, i));
	if (words_prefix(s, STR("p")) && part[0] < 12)
		part[0] += 12;
	if (words_prefix(s, STR("a")) && part[0] == 12)
		part[0] = 0;
	return n == 0 ? -1 : part[0] * 3600 + part[1] * 60 + part[2];
}

/* Without what a program adds to a name. */
static struct str
clean_name(struct str s)
{
	static const char *const added[] = { "(guest)", "(host)", "(co-host)",
		"(you)", "(external)", "(unverified)", "(moderator)",
		"(presenter)", NULL };
	size_t i, n;

	s = str_trim(skip_marks(s));
	if (str_starts(s, STR("~")) || str_starts(s, STR("<")))
		s = str_trim(skip_marks(str_from(s, 1)));
	while (s.n > 3 && str_eq(str_from(s, s.n - 3), STR("\xe2\x80\xac")))
		s.n -= 3;
	for (i = 0; added[i] != NULL; i++) {
		n = strlen(added[i]);
		if (s.n > n && words_is(str_from(s, s.n - n), added[i]))
			return str_trim(str_upto(s, s.n - n));
	}
	return s;
}

static bool
is_everyone(struct str to)
{
	static const char *const words[] = { "everyone", "all", "alle", "todos",
		"tutti", "tous", "tout le monde", "iedereen", "hosts", NULL };
	size_t i;

	for (i = 0; words[i] != NULL; i++)
		if (words_begin(to, words[i]))
			return true;
	return false;
}

static bool
is_quote(struct str s)
{
	return str_starts(s, STR(">")) ||
	    words_prefix(s, STR("replying to \"")) ||
	    words_prefix(s, STR("replying to \xe2\x80\x9c"));
}

static void
keep_line(struct reading *r, struct str text, size_t i)
{
	struct transcript *t = r->t;

	t->line = xgrow(t->line, t->nline, &t->capline, sizeof(*t->line));
	t->line[t->nline++] =
	    (struct transcript_line){ text, i + 1, is_quote(text) };
	t->message[t->n - 1].n++;
}

/* A message without text may be a line that was taken for somebody's name,
 * so it is not lost. */
static void
end_message(struct reading *r)
{
	struct transcript_message *m;

	if (r->t->n == 0)
		return;
	m = &r->t->message[r->t->n - 1];
	if (m->n > 0)
		return;
	m->notice = true;
	keep_line(r, str_trim(r->raw[r->head]), r->head);
}

static void
begin_message(struct reading *r, const struct found *f, size_t i)
{
	struct transcript *t = r->t;

	end_message(r);
	r->head = i;
	t->message = xgrow(t->message, t->n, &t->cap, sizeof(*t->message));
	t->message[t->n++] =
	    (struct transcript_message){ .name = clean_name(f->name),
		    .second = seconds_of(f->clock),
		    .private = f->to.n > 0 && !is_everyone(f->to),
		    .first = t->nline };
}

/* `Reacted to "..." with X`, `Ana joined`. */
static bool
is_notice(struct str s)
{
	static const char *const begins[] = { "reacted to \"", "removed a ",
		"reacted to \xe2\x80\x9c", NULL };
	size_t i;

	for (i = 0; begins[i] != NULL; i++)
		if (words_prefix(s, str_of(begins[i])))
			return true;
	return false;
}

static void
add_line(struct reading *r, struct str text, size_t i)
{
	struct transcript *t = r->t;
	struct transcript_message *m;

	text = str_trim(text);
	if (t->n == 0 && text.n > 0)
		begin_message(r, &(struct found){ .end = 0 }, i);
	if (text.n == 0)
		return;
	m = &t->message[t->n - 1];
	if (t->nline == m->first && is_notice(text))
		m->notice = true;
	keep_line(r, text, i);
}

/* A line that stands for itself, or for a message of one line's head. */
static void
read_line(struct reading *r, size_t i)
{
	struct found f;

	if (!match_family(r, r->family, i, &f)) {
		add_line(r, r->raw[i], i);
		return;
	}
	begin_message(r, &f, i);
	if (f.name.n == 0)
		r->t->message[r->t->n - 1].notice = true;
	add_line(r, str_from(skip_marks(r->raw[i]), f.end), i);
}

/* A time, and below it `Ana: text`. */
static void
read_captions(struct reading *r)
{
	struct found time, f;
	size_t i;

	for (i = 0; i < r->nraw; i++) {
		if (!match_family(r, FAMILY_CAPTION, i, &time)) {
			add_line(r, r->raw[i], i);
			continue;
		}
		f = (struct found){ .end = 0 };
		if (i + 1 < r->nraw)
			match_plain(r->raw[i + 1], &f);
		f.clock = time.clock;
		begin_message(r, &f, i);
		if (++i < r->nraw)
			add_line(r, str_from(r->raw[i], f.end), i);
	}
}

/* A name, and below it the time, then the text. */
static void
read_below(struct reading *r)
{
	struct found f;
	size_t i, next;

	for (i = 0; i < r->nraw; i++) {
		next = neighbour(r, i, true);
		if (str_trim(r->raw[i]).n == 0 || next >= r->nraw ||
		    !match_family(r, FAMILY_BELOW, next, &f)) {
			add_line(r, r->raw[i], i);
			continue;
		}
		f.name = r->raw[i];
		begin_message(r, &f, i);
		i = next;
	}
}

/* A name, the text below it, and then the time. */
static void
read_last(struct reading *r)
{
	struct found f = { .end = 0 };
	bool begins = true;
	size_t i;

	for (i = 0; i < r->nraw; i++) {
		if (str_trim(r->raw[i]).n == 0)
			continue;
		if (match_family(r, FAMILY_BELOW, i, &f)) {
			if (r->t->n > 0)
				r->t->message[r->t->n - 1].second =
				    seconds_of(f.clock);
			begins = true;
		} else if (begins) {
			f = (struct found){ .name = r->raw[i] };
			begin_message(r, &f, i);
			begins = false;
		} else {
			add_line(r, r->raw[i], i);
		}
	}
}

static void
read_messages(struct reading *r)
{
	size_t i;

	switch (r->family) {
	case FAMILY_CAPTION:
		read_captions(r);
		break;
	case FAMILY_BELOW:
		read_below(r);
		break;
	case FAMILY_LAST:
		read_last(r);
		break;
	default:
		for (i = 0; i < r->nraw; i++)
			read_line(r, i);
	}
	end_message(r);
}

void
transcript_read(struct transcript *t, struct str bytes)
{
	struct reading r = { .t = t };
	struct buf valid = BUF_INIT;
	size_t i;

	*t = (struct transcript){ 0 };
	utf8_add_repaired(&valid, bytes);
	add_plain_blanks(&t->bytes, buf_str(&valid));
	buf_release(&valid);
	split_lines(&r, buf_str(&t->bytes));
	for (i = 0; i < NFORM; i++)
		if (regcomp(&r.regex[i], forms[i].regex, REG_EXTENDED) != 0)
			xalloc_fail(); /* they are sound */
	r.family = find_family(&r);
	read_messages(&r);
	/* regexec of the GNU C library says REG_NOMATCH of a line for which it
	 * found no memory.  Nothing has been released since then but what it
	 * took for that line, so that this much cannot be had now either. */
	xalloc_ensure(MATCH_MEMORY);
	for (i = 0; i < NFORM; i++)
		regfree(&r.regex[i]);
	free(r.raw);
}

void
transcript_release(struct transcript *t)
{
	free(t->message);
	free(t->line);
	buf_release(&t->bytes);
}
