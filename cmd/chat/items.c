#include <stdlib.h>

#include "chat.h"
#include "id.h"
#include "words.h"
#include "xalloc.h"

/* A line that is being read, and its message. */
struct reading {
	struct items *it;
	size_t message, line;
	struct str name, who, text;
};

static struct item *
add_item(struct reading *r, enum item_kind kind)
{
	struct items *it = r->it;
	struct item *item;

	it->item = xgrow(it->item, it->n, &it->cap, sizeof(*it->item));
	item = &it->item[it->n++];
	*item = (struct item){ .kind = kind,
		.line = r->line,
		.message = r->message,
		.name = r->name,
		.who = r->who,
		.rec = TABLE_NONE };
	return item;
}

static void
add_rest(struct reading *r, const char *why)
{
	struct item *item = add_item(r, ITEM_REST);

	buf_add(&item->text, r->text);
	item->why = str_of(why);
}

static struct str
skip_blanks(struct str s)
{
	while (s.n > 0 && (s.p[0] == ' ' || s.p[0] == '\t'))
		s = str_from(s, 1);
	return s;
}

/* Whether anything in it can be read aloud. */
static bool
has_words(struct str s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (words_alnum(s.p[i]))
			return true;
	return false;
}

/* ---- questions and actions: a sign before the text */

static bool
read_signed(struct reading *r)
{
	enum item_kind kind = r->text.p[0] == '?' ? ITEM_QUESTION : ITEM_ACTION;
	struct str text = r->text;

	if (text.p[0] != '?' && text.p[0] != '!')
		return false;
	while (text.n > 0 && text.p[0] == r->text.p[0])
		text = str_from(text, 1);
	text = skip_blanks(text);
	if (!has_words(text))
		add_rest(r, "a sign and no text");
	else
		buf_add(&add_item(r, kind)->text, text);
	return true;
}

/* ---- support */

/* The question that `+3` names, cut off; TABLE_NONE where there is none. */
static size_t
cut_question(struct table *t, struct str *s)
{
	struct error none = ERROR_INIT;
	struct str word;
	size_t i = 0, rec;

	while (i < s->n && strchr(" \t,;+", s->p[i]) == NULL)
		i++;
	word = str_upto(*s, i);
	*s = str_from(*s, i);
	if (str_starts(word, STR("#")))
		word = str_from(word, 1);
	rec = id_find(t, word, "question", &none);
	error_release(&none);
	if (rec != TABLE_NONE && table_is_dropped(t, rec))
		return TABLE_NONE;
	return rec;
}

/* Whether the message before is one that `+1` may be said to, and is not the
 * first question itself. */
static bool
may_echo(const struct items *it, size_t message, size_t rec)
{
	struct table *t = it->c->session.table[TABLE_QUESTIONS];
	size_t i;

	for (i = it->n; i-- > 0;) {
		const struct item *item = &it->item[i];

		if (item->message == message || item->kind == ITEM_SUPPORT)
			continue;
		return item->kind != ITEM_QUESTION ||
		    !str_eq(table_get(t, rec, QUESTIONS_TEXT),
			buf_str(&item->text));
	}
	return false;
}

/* `+3`, `+3 +5`, `+ 3, 5`, `+#1`; nothing else in the line. */
static bool
read_support(struct reading *r)
{
	struct table *t = r->it->c->session.table[TABLE_QUESTIONS];
	struct str s = r->text;
	size_t i, rec, first = r->it->n;

	if (s.p[0] != '+')
		return false;
	for (i = 1; i < s.n; i++)
		if (!words_digit(s.p[i]) && strchr("+#,; \t", s.p[i]) == NULL)
			break;
	if (i < s.n && !(i == 1 && id_valid(str_from(s, 1))))
		return false;
	while (s = skip_blanks(s), s.n > 0) {
		if (strchr("+,;", s.p[0]) != NULL) {
			s = str_from(s, 1);
			continue;
		}
		rec = cut_question(t, &s);
		if (rec == TABLE_NONE) {
			r->it->n = first;
			add_rest(r, "no such question");
			return true;
		}
		add_item(r, ITEM_SUPPORT)->rec = rec;
	}
	if (r->it->n == first + 1 && str_is(r->text, "+1") &&
	    may_echo(r->it, r->message, r->it->item[first].rec)) {
		r->it->n = first;
		add_rest(r, "it may mean what stands before");
	}
	return true;
}

/* ---- positions */

static bool
read_position(struct reading *r)
{
	struct position p;
	struct item *item;
	enum position_found found =
	    position_read(&r->it->c->session, &r->it->mem, r->text, &p);

	if (found == POSITION_NONE)
		return false;
	item = add_item(r, found == POSITION_FOUND ? ITEM_VOTE : ITEM_REST);
	if (found == POSITION_UNSURE) {
		buf_add(&item->text, r->text);
		item->why = p.why;
		return true;
	}
	item->rec = p.statement;
	item->position = p.name;
	buf_add(&item->text, p.comment);
	return true;
}

/* ---- feedback */

static const struct {
	const char *word;
	int column;
} feedback_words[] = { { "rating", FEEDBACK_RATING },
	{ "worked", FEEDBACK_WORKED }, { "change", FEEDBACK_CHANGE },
	{ "idea", FEEDBACK_IDEA } };

/* 1 to 10, or `8/10`; empty where it is neither. */
static struct str
rating_of(struct str s)
{
	size_t i = 0;

	while (i < s.n && words_digit(s.p[i]))
		i++;
	if (i == 0 || i > 2 || (i == 2 && !str_is(str_upto(s, 2), "10")) ||
	    s.p[0] == '0' ||
	    !(i == s.n || str_is(str_trim(str_from(s, i)), "/10")))
		return (struct str){ NULL, 0 };
	return str_upto(s, i);
}

static bool
add_feedback(struct reading *r, int column, struct str value)
{
	struct item *item;

	if (column == FEEDBACK_RATING)
		value = rating_of(value);
	if (value.n == 0) {
		add_rest(r,
		    column == FEEDBACK_RATING ? "a rating is 1 to 10"
					      : "nothing behind the colon");
		return true;
	}
	item = add_item(r, ITEM_FEEDBACK);
	item->column = column;
	buf_add(&item->text, value);
	return true;
}

static bool
read_feedback(struct reading *r)
{
	struct str word, value;
	size_t i, colon = str_find(r->text, ':');

	word = str_trim(str_upto(r->text, colon));
	value = str_trim(str_from(r->text, colon + 1));
	for (i = 0; i < 4 && colon < r->text.n; i++)
		if (words_is(word, feedback_words[i].word))
			return add_feedback(r, feedback_words[i].column, value);
	if (words_begin(r->text, "rating") &&
	    rating_of(skip_blanks(str_from(r->text, 6))).n > 0)
		return add_feedback(
		    r, FEEDBACK_RATING, skip_blanks(str_from(r->text, 6)));
	if (str_find(r->text, '/') < r->text.n && rating_of(r->text).n > 0)
		return add_feedback(r, FEEDBACK_RATING, r->text);
	return false;
}

/* ---- lines and messages */

/* Lines go on what the line above began, but for support and ratings. */
static bool
go_on(struct reading *r)
{
	struct items *it = r->it;
	struct item *last = it->n > 0 ? &it->item[it->n - 1] : NULL;

	if (last == NULL || last->message != r->message ||
	    last->kind == ITEM_REST || last->kind == ITEM_SUPPORT ||
	    (last->kind == ITEM_FEEDBACK && last->column == FEEDBACK_RATING))
		return false;
	if (last->text.n > 0)
		buf_addc(&last->text, '\n');
	buf_add(&last->text, r->text);
	return true;
}

static void
read_line(struct reading *r)
{
	if (!read_signed(r) && !read_support(r) && !read_feedback(r) &&
	    !read_position(r) && !go_on(r))
		add_rest(r, "");
}

/* Why nothing of a message is taken; NULL: it is. */
static const char *
why_not(const struct items *it, const struct transcript_message *m,
    const struct speaker *who)
{
	if (m->notice)
		return "no message";
	if (m->private && !cli_given(it->c, "private"))
		return "private";
	if (m->name.n == 0)
		return "nobody's";
	return who == NULL || who->handle.n == 0 ? "nobody known" : NULL;
}

static void
read_message(struct items *it, size_t i)
{
	const struct transcript_message *m = &it->chat.message[i];
	struct reading r = { .it = it, .message = i, .name = m->name };
	const struct speaker *who = NULL;
	const char *why = why_not(it, m, NULL);
	size_t j;

	if (m->n > 0 && str_is(str_of(why), "nobody known"))
		who = speakers_find(&it->speakers, m->name);
	if (who != NULL) {
		r.who = who->handle;
		why = why_not(it, m, who);
	}
	for (j = m->first; j < m->first + m->n; j++) {
		r.line = j;
		r.text = it->chat.line[j].text;
		if (why != NULL)
			add_rest(&r, why);
		else if (it->chat.line[j].quote)
			add_rest(&r, "quoted");
		else
			read_line(&r);
	}
}

int
items_read(struct items *it, struct cli *c, struct str bytes)
{
	size_t i;

	*it = (struct items){ .c = c };
	transcript_read(&it->chat, bytes);
	if (speakers_begin(&it->speakers, c) == -1)
		return -1;
	for (i = 0; i < it->chat.n; i++)
		read_message(it, i);
	return 0;
}

void
items_release(struct items *it)
{
	while (it->n > 0)
		buf_release(&it->item[--it->n].text);
	free(it->item);
	arena_release(&it->mem);
	speakers_release(&it->speakers);
	transcript_release(&it->chat);
}
