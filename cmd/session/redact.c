#include <stdlib.h>

#include "link.h"
#include "redact.h"
#include "utf8.h"
#include "words.h"
#include "xalloc.h"

#define NAME STR("[name]")
#define ADDRESS STR("[address]")
#define LINK STR("[link]")

/* A longer name is found by its words alone, since what is looked for from each
 * word or byte of a text must end soon. */
enum { TOKENS_MOST = 64, WITHIN_MOST = 256 };

/* ---- a text as words and gaps */

struct token {
	struct str raw;
	size_t at, n; /* folded, in the tokens' buf */
	bool word;
};

struct tokens {
	struct token *token;
	size_t n, cap;
	struct buf folded;
};

/* A run of blanks is as good as one. */
static void
add_gap(struct buf *b, struct str s)
{
	bool blank = false;
	size_t i;

	for (i = 0; i < s.n; i++) {
		if (s.p[i] != ' ' && s.p[i] != '\t' && s.p[i] != '\n')
			buf_addc(b, s.p[i]);
		else if (!blank)
			buf_addc(b, ' ');
		blank = s.p[i] == ' ' || s.p[i] == '\t' || s.p[i] == '\n';
	}
}

static void
read_tokens(struct tokens *ts, struct str s)
{
	struct token t;
	size_t n;

	*ts = (struct tokens){ .folded = BUF_INIT };
	for (; s.n > 0; s = str_from(s, n)) {
		n = utf8_word(s);
		t = (struct token){ .at = ts->folded.n, .word = n > 0 };
		n = t.word ? n : utf8_gap(s);
		t.raw = str_upto(s, n);
		(t.word ? utf8_add_folded : add_gap)(&ts->folded, t.raw);
		t.n = ts->folded.n - t.at;
		ts->token =
		    xgrow(ts->token, ts->n, &ts->cap, sizeof(*ts->token));
		ts->token[ts->n++] = t;
	}
}

static void
release_tokens(struct tokens *ts)
{
	free(ts->token);
	buf_release(&ts->folded);
}

static struct str
folded(const struct tokens *ts, size_t i)
{
	return str_upto(
	    str_from(buf_str(&ts->folded), ts->token[i].at), ts->token[i].n);
}

/* ---- what is taken out */

/* One letter or digit; of a script without capitals it is a word. */
static bool
is_short(struct str word)
{
	return !utf8_is_caseless(word) && utf8_width(word) < 2;
}

static bool
is_number(struct str word)
{
	size_t i;

	for (i = 0; i < word.n && words_digit(word.p[i]);)
		i++;
	return i == word.n;
}

/* The node a new or an old step leads to. */
static uint32_t
tree_grow(struct redact_tree *t, uint32_t node, uint32_t label)
{
	uint32_t known = t->step.n,
		 i = pairs_put(&t->step, node, label, pairs_hash(node, label));

	if (i == known) {
		t->ends = xgrow(t->ends, i, &t->cap, sizeof(*t->ends));
		t->ends[i] = false;
	}
	return i + 1;
}

static void
tree_end(struct redact_tree *t, uint32_t node)
{
	t->ends[node - 1] = true;
}

/* Follows a step; whether there is one. */
static bool
tree_follow(const struct redact_tree *t, uint32_t *node, uint32_t label)
{
	uint32_t i = pairs_get(&t->step, *node, label);

	*node = i + 1;
	return i != INTERN_NONE;
}

static bool
tree_is_end(const struct redact_tree *t, uint32_t node)
{
	return t->ends[node - 1];
}

static void
tree_release(struct redact_tree *t)
{
	pairs_release(&t->step);
	free(t->ends);
}

/* The small number of a string that the redact keeps. */
static uint32_t
keep(struct redact *r, struct intern *in, struct str s)
{
	uint32_t i = intern_get(in, s);

	if (i != INTERN_NONE)
		return i;
	s = arena_copy(&r->mem, s);
	return intern_put(in, s, intern_hash(s));
}

/* The tokens [from, to), which begin and end with a word. */
static void
add_pattern(struct redact *r, const struct tokens *ts, size_t from, size_t to)
{
	uint32_t node = 0;
	size_t i;

	if (from >= to || to - from > TOKENS_MOST ||
	    (to - from == 1 && is_short(folded(ts, from))))
		return;
	for (i = from; i < to; i++)
		node = tree_grow(
		    &r->name, node, keep(r, &r->token, folded(ts, i)));
	tree_end(&r->name, node);
}

static void
add_whole(struct redact *r, const struct tokens *ts)
{
	size_t from = 0, to = ts->n;

	if (from < to && !ts->token[from].word)
		from++;
	if (to > from && !ts->token[to - 1].word)
		to--;
	add_pattern(r, ts, from, to);
}

static bool
has_capital(const struct tokens *ts)
{
	size_t i;

	for (i = 0; i < ts->n; i++)
		if (ts->token[i].word && !utf8_begins_small(ts->token[i].raw) &&
		    !is_number(ts->token[i].raw))
			return true;
	return false;
}

static void
add_words(struct redact *r, const struct tokens *ts)
{
	bool capital = has_capital(ts);
	size_t i;

	for (i = 0; i < ts->n; i++) {
		if (!ts->token[i].word || is_number(ts->token[i].raw))
			continue;
		if (capital && utf8_begins_small(ts->token[i].raw))
			keep(r, &r->particle, folded(ts, i));
		else
			add_pattern(r, ts, i, i + 1);
	}
}

static void
add_within(struct redact *r, struct str s)
{
	uint32_t node = 0;
	size_t i;

	if (s.n > WITHIN_MOST)
		return;
	for (i = 0; i < s.n; i++)
		node = tree_grow(&r->within, node, (unsigned char)s.p[i]);
	if (s.n > 0)
		tree_end(&r->within, node);
}

/* Two characters at least: one alone is in too many words. */
static bool
is_found_within(struct str word)
{
	return utf8_is_caseless(word) &&
	    utf8_cut(word, utf8_width(word) - 1).n > 0;
}

static bool
is_ascii(struct str s)
{
	size_t i;

	for (i = 0; i < s.n && (s.p[i] & 0x80) == 0;)
		i++;
	return i == s.n;
}

/* What is found within words: a name of a script without capitals, its words,
 * and all of them as one; and one that has no words, such as an emoji. */
static void
add_caseless(struct redact *r, const struct tokens *ts)
{
	struct buf joined = BUF_INIT;
	size_t i, n = 0;

	for (i = 0; i < ts->n; i++) {
		if (!ts->token[i].word)
			continue;
		n++;
		buf_add(&joined, folded(ts, i));
		if (is_found_within(folded(ts, i)))
			add_within(r, folded(ts, i));
	}
	if (n > 1 && is_found_within(buf_str(&joined)))
		add_within(r, buf_str(&joined));
	if (n == 0 && !is_ascii(buf_str(&ts->folded)))
		add_within(r, str_trim(buf_str(&ts->folded)));
	buf_release(&joined);
}

void
redact_add_name(struct redact *r, struct str name)
{
	struct tokens ts;

	read_tokens(&ts, name);
	add_whole(r, &ts);
	add_words(r, &ts);
	add_caseless(r, &ts);
	release_tokens(&ts);
}

void
redact_add_handle(struct redact *r, struct str handle)
{
	struct tokens ts;

	read_tokens(&ts, handle);
	add_whole(r, &ts);
	release_tokens(&ts);
}

void
redact_release(struct redact *r)
{
	tree_release(&r->name);
	tree_release(&r->within);
	intern_release(&r->token);
	intern_release(&r->particle);
	arena_release(&r->mem);
	*r = (struct redact){ 0 };
}

/* ---- taking out */

/* What is written, and what waits to see whether a name goes on. */
struct writer {
	const struct redact *r;
	struct buf *b;
	struct buf wait; /* blanks and small words behind a name */
	bool named;	 /* a name was the last that was written */
};

static void
put(struct writer *w, struct str s)
{
	buf_add(w->b, buf_str(&w->wait));
	buf_cut(&w->wait, 0);
	buf_add(w->b, s);
	w->named = false;
}

/* Names that only blanks and small words part are one. */
static void
put_name(struct writer *w)
{
	buf_cut(&w->wait, w->named ? 0 : w->wait.n);
	if (!w->named)
		put(w, NAME);
	w->named = true;
}

static void
put_token(struct writer *w, const struct tokens *ts, size_t i)
{
	struct str s = ts->token[i].raw;

	if (w->named &&
	    (str_trim(s).n == 0 ? str_find(s, '\n') == s.n
				: intern_get(&w->r->particle, folded(ts, i)) !=
			INTERN_NONE))
		buf_add(&w->wait, s);
	else
		put(w, s);
}

/* How many tokens from `i` on are the longest name there. */
static size_t
name_at(const struct redact *r, const struct tokens *ts, size_t i)
{
	uint32_t node = 0, token;
	size_t k, n = 0;

	for (k = i; k < ts->n; k++) {
		token = intern_get(&r->token, folded(ts, k));
		if (token == INTERN_NONE ||
		    !tree_follow(&r->name, &node, token))
			break;
		if (tree_is_end(&r->name, node))
			n = k + 1 - i;
	}
	return n;
}

/* The longest name that stands at the head of a word's rest. */
static size_t
within_at(const struct redact *r, struct str s)
{
	uint32_t node = 0;
	size_t i, n = 0;

	for (i = 0;
	     i < s.n && tree_follow(&r->within, &node, (unsigned char)s.p[i]);
	     i++)
		if (tree_is_end(&r->within, node))
			n = i + 1;
	return n;
}

/* Whether a name stands within a word or a gap; then what is left of it was
 * put. */
static bool
put_around(struct writer *w, struct str word)
{
	size_t i, n, from = 0;
	bool any = false;

	if (w->r->within.step.n == 0)
		return false;
	for (i = 0; i<word.n; i += n> 0 ? n : 1) {
		n = within_at(w->r, str_from(word, i));
		if (n == 0)
			continue;
		if (i > from)
			put(w, str_upto(str_from(word, from), i - from));
		put_name(w);
		from = i + n;
		any = true;
	}
	if (any && from < word.n)
		put(w, str_from(word, from));
	return any;
}

/* Text without an @. */
static void
put_words(struct writer *w, struct str s)
{
	struct tokens ts;
	size_t i, n;

	read_tokens(&ts, s);
	for (i = 0; i<ts.n; i += n> 0 ? n : 1) {
		n = name_at(w->r, &ts, i);
		if (n > 0)
			put_name(w);
		else if (!put_around(w, folded(&ts, i)))
			put_token(w, &ts, i);
	}
	release_tokens(&ts);
}

/* ---- what has an @ in it */

/* What may stand in front of the @ of an address: RFC 5322's dot-atom. */
static bool
is_local(char c)
{
	return words_alnum(c) ||
	    (c != '\0' && strchr(".!#$%&'*+/=?^_`{|}~-", c) != NULL);
}

static size_t
local_before(struct str s, size_t at)
{
	size_t i = at;

	while (i > 0 && is_local(s.p[i - 1]))
		i--;
	return at - i;
}

/* Words, and the dots and dashes between them. */
static size_t
domain_at(struct str s)
{
	size_t n = 0, more;

	while ((more = utf8_word(str_from(s, n))) > 0) {
		n += more;
		more = n;
		while (more < s.n && memchr("-._", s.p[more], 3) != NULL)
			more++;
		if (utf8_word(str_from(s, more)) == 0)
			break;
		n = more;
	}
	return n;
}

/* Text without a link. */
static void
put_text(struct writer *w, struct str s)
{
	size_t at, local, domain;

	while ((at = str_find(s, '@')) < s.n) {
		local = local_before(s, at);
		domain = domain_at(str_from(s, at + 1));
		if (domain == 0) {
			put_words(w, str_upto(s, at));
			put(w, STR("@"));
		} else if (local > 0) {
			put_words(w, str_upto(s, at - local));
			put(w, ADDRESS);
		} else {
			put_words(w, str_upto(s, at));
			put_name(w);
		}
		s = str_from(s, at + 1 + domain);
	}
	put_words(w, s);
}

static void
put_link(struct writer *w, struct str link)
{
	struct buf left = BUF_INIT;
	struct writer inner = { .r = w->r, .b = &left };

	put_text(&inner, link);
	buf_add(&left, buf_str(&inner.wait));
	put(w, str_eq(buf_str(&left), link) ? link : LINK);
	buf_release(&inner.wait);
	buf_release(&left);
}

void
redact_text(const struct redact *r, struct str s, struct buf *b)
{
	struct writer w = { .r = r, .b = b };
	struct str link;

	while ((link = link_find(s)).n > 0) {
		put_text(&w, str_upto(s, (size_t)(link.p - s.p)));
		put_link(&w, link);
		s = link_behind(s, link);
	}
	put_text(&w, s);
	put(&w, (struct str){ NULL, 0 });
	buf_release(&w.wait);
}
