#include <stdlib.h>

#include "id.h"
#include "out.h"
#include "words.h"
#include "worksheet.h"
#include "xalloc.h"

/* ---- printing */

void
worksheet_add_head(struct buf *b, struct str topic, struct str group)
{
	struct str who;

	if (b->n > 0)
		buf_addz(b, "\n");
	buf_addz(b, "# ");
	out_add_md(b, topic);
	buf_addz(b, "\n\nGroup:");
	while (str_split(&group, ',', &who)) {
		buf_addc(b, ' ');
		out_add_md(b, who);
		if (group.n > 0)
			buf_addc(b, ',');
	}
	buf_addc(b, '\n');
}

void
worksheet_add_prompt(struct buf *b, const struct worksheet_prompt *p)
{
	size_t first = str_find(p->text, '\n');
	struct str rest = str_from(p->text, first + 1), line;

	buf_addz(b, "\n## ");
	out_add_md(b, str_upto(p->text, first));
	if (id_valid(p->id)) /* else it is known by its text */
		buf_addf(b, " [%.*s]", STR_ARG(p->id));
	buf_addz(b, "\n\n");
	if (rest.n == 0)
		return;
	while (str_split(&rest, '\n', &line)) {
		out_add_md_line(b, line);
		buf_addc(b, '\n');
	}
	buf_addc(b, '\n');
}

/* Bytes of a list's mark, `-` or `12.`, at the head of a line; else 0. */
static size_t
mark_of(struct str line)
{
	size_t n = 0;

	while (n < line.n && words_digit(line.p[n]))
		n++;
	if (n == line.n || memchr(n > 0 ? ".)" : "-+", line.p[n], 2) == NULL)
		return 0;
	n++;
	return n == line.n || line.p[n] == ' ' || line.p[n] == '\t' ? n : 0;
}

/* The same, or of the blanks there. */
static size_t
lead_of(struct str line)
{
	size_t n = 0;

	while (n < line.n && (line.p[n] == ' ' || line.p[n] == '\t'))
		n++;
	return n > 0 ? n : mark_of(line);
}

/* A list in an answer stays one; a heading shows as it was typed. */
static void
add_answer_line(struct buf *b, struct str line)
{
	size_t n;

	while ((n = lead_of(line)) > 0) {
		out_add_md(b, str_upto(line, n));
		line = str_from(line, n);
	}
	if (line.n > 0 && memchr("#=-+", line.p[0], 4) != NULL)
		out_add_md_line(b, line);
	else
		out_add_md(b, line);
}

void
worksheet_add_answer(struct buf *b, struct str text)
{
	struct str line;
	const char *mark = "- ";

	while (str_split(&text, '\n', &line)) {
		if (line.n > 0)
			buf_addz(b, mark);
		add_answer_line(b, line);
		buf_addc(b, '\n');
		mark = "  ";
	}
}

void
worksheet_add_slot(struct buf *b)
{
	buf_addz(b, "-\n");
}

void
worksheet_add_notes(struct buf *b)
{
	buf_addz(b, "\n## Notes\n\n");
}

/* ---- what is the same */

static bool
is_printed(void (*print)(struct buf *b, struct str s), struct str stored,
    struct str read)
{
	struct buf printed = BUF_INIT;
	bool is;

	print(&printed, stored);
	is = str_eq(str_trim_end(buf_str(&printed)), str_trim_end(read));
	buf_release(&printed);
	return is;
}

static bool
is_line(struct str stored, struct str read)
{
	return str_eq(str_trim_end(stored), str_trim_end(read)) ||
	    is_printed(add_answer_line, stored, read) ||
	    is_printed(out_add_md, stored, read) ||
	    is_printed(out_add_md_line, stored, read);
}

bool
worksheet_is_answer(struct str stored, struct str read)
{
	struct str of_stored, of_read;

	while (stored.n > 0 || read.n > 0) {
		of_stored = of_read = (struct str){ NULL, 0 };
		str_split(&stored, '\n', &of_stored);
		str_split(&read, '\n', &of_read);
		if (!is_line(of_stored, of_read))
			return false;
	}
	return true;
}

bool
worksheet_is_topic(struct str stored, struct str read)
{
	struct buf printed = BUF_INIT;
	bool is;

	out_add_md(&printed, stored);
	is = words_eq(stored, read) || words_eq(buf_str(&printed), read);
	buf_release(&printed);
	return is;
}

/* ---- reading */

struct reading {
	struct worksheet *w;
	const struct worksheet_prompt *p;
	size_t np;
	struct str topic, group, prompt;
	struct str hints;  /* lines of the prompt that may still come */
	struct str rest;   /* of the pages, behind this line */
	struct buf text;   /* of the answer under way */
	size_t line, from; /* this line; where the answer began */
	bool bullet;
	size_t blank; /* lines since the answer's last */
};

static void
end_answer(struct reading *r)
{
	struct str text = str_trim(buf_str(&r->text));
	struct worksheet *w = r->w;

	if (text.n > 0) {
		w->answer = xgrow(w->answer, w->n, &w->cap, sizeof(*w->answer));
		w->answer[w->n++] =
		    (struct worksheet_answer){ r->prompt, r->topic, r->group,
			    arena_copy(&w->mem, text), r->from };
	}
	buf_cut(&r->text, 0);
	r->bullet = false;
	r->blank = 0;
}

/* Ends the answer and the prompt's printed lines. */
static void
begin_prompt(struct reading *r, struct str id, struct str text)
{
	struct str first;

	end_answer(r);
	r->prompt = id;
	r->hints = text;
	str_split(&r->hints, '\n', &first);
}

/* What stands in brackets at the end: an id, or empty. */
static struct str
id_at_end(struct str line)
{
	size_t i = line.n;

	if (i == 0 || line.p[i - 1] != ']')
		return (struct str){ NULL, 0 };
	while (i > 0 && line.p[i - 1] != '[')
		i--;
	line = str_upto(str_from(line, i), line.n - i - 1);
	return i > 0 && id_valid(line) ? line : (struct str){ NULL, 0 };
}

static const struct worksheet_prompt *
find_id(const struct reading *r, struct str id)
{
	size_t i;

	for (i = 0; i < r->np; i++)
		if (str_eq(r->p[i].id, id))
			return &r->p[i];
	return NULL;
}

/* The page's prompt of which `line` is the first one. */
static const struct worksheet_prompt *
find_text(const struct reading *r, struct str line)
{
	struct str rest, first = { NULL, 0 };
	size_t i;

	for (i = 0; i < r->np; i++) {
		rest = r->p[i].text;
		str_split(&rest, '\n', &first);
		if (worksheet_is_topic(r->p[i].topic, r->topic) &&
		    is_line(str_trim(first), line))
			return &r->p[i];
	}
	return NULL;
}

/* Whether a heading of the first level begins a page, and is no part of an
 * answer: there is none yet, its topic is known, or a group follows. */
static bool
begins_page(const struct reading *r, struct str topic)
{
	struct str rest = r->rest, line = { NULL, 0 };
	size_t i;

	if (r->topic.n == 0)
		return true;
	for (i = 0; i < r->np; i++)
		if (worksheet_is_topic(r->p[i].topic, topic))
			return true;
	while (str_split(&rest, '\n', &line) && str_trim(line).n == 0)
		;
	return words_prefix(str_trim(line), STR("group:"));
}

/* A page's head, its group, or a prompt; false for anything else.  What is
 * pasted out of an editor may have lost its `#`. */
static bool
read_heading(struct reading *r, struct str line)
{
	const struct worksheet_prompt *p;
	struct str bare = line, id;
	size_t level = 0;

	while (level < bare.n && bare.p[level] == '#')
		level++;
	bare = str_trim(str_from(bare, level));
	id = id_at_end(bare);
	p = id.n > 0 ? find_id(r, id) : NULL;
	if (p == NULL && level > 1 && id.n == 0)
		p = find_text(r, bare);
	if (p != NULL) {
		begin_prompt(r, p->id, p->text);
	} else if (level > 1 && (id.n > 0 || words_is(bare, "notes"))) {
		begin_prompt(r, id, (struct str){ NULL, 0 });
	} else if (level == 1 && bare.n > 0 && begins_page(r, bare)) {
		begin_prompt(
		    r, (struct str){ NULL, 0 }, (struct str){ NULL, 0 });
		r->topic = bare;
		r->group = (struct str){ NULL, 0 };
	} else if (r->prompt.n == 0 && words_prefix(line, STR("group:"))) {
		r->group = str_trim(str_from(line, 6));
	} else {
		return false;
	}
	return true;
}

/* Whether the line is the next one that was printed below the prompt. */
static bool
is_hint(struct reading *r, struct str line)
{
	struct str rest = r->hints, next;

	while (str_split(&rest, '\n', &next)) {
		if (str_trim(next).n == 0)
			continue;
		if (!is_line(str_trim(next), line))
			return false;
		r->hints = rest;
		return true;
	}
	return false;
}

/* How many bytes a bullet takes; 0 where there is none. */
static size_t
bullet_of(struct str line)
{
	static const char *const bullets[] = { "-", "*", "+", "\xe2\x80\xa2",
		"\xe2\x97\x8b", "\xe2\x80\x93" };
	size_t i, n;

	for (i = 0; i < sizeof(bullets) / sizeof(bullets[0]); i++) {
		n = strlen(bullets[i]);
		if (str_starts(line, str_of(bullets[i])) &&
		    (line.n == n || line.p[n] == ' ' || line.p[n] == '\t'))
			return line.n == n ? n : n + 1;
	}
	return 0;
}

static void
begin_answer(struct reading *r, struct str text, bool bullet)
{
	end_answer(r);
	r->hints = (struct str){ NULL, 0 };
	r->bullet = bullet;
	r->from = r->line;
	buf_add(&r->text, text);
}

static void
go_on(struct reading *r, struct str line)
{
	size_t strip = 0;

	while (strip < 2 && strip < line.n && line.p[strip] == ' ')
		strip++;
	if (strip == 0 && line.n > 0 && line.p[0] == '\t')
		strip = 1;
	for (; r->blank > 0; r->blank--)
		buf_addc(&r->text, '\n');
	if (r->text.n > 0)
		buf_addc(&r->text, '\n');
	else
		r->from = r->line;
	buf_add(&r->text, str_from(line, strip));
}

static void
read_line(struct reading *r, struct str line)
{
	struct str bare = str_trim(line);
	bool indented = line.n > 0 && (line.p[0] == ' ' || line.p[0] == '\t');
	size_t bullet = bullet_of(line);

	if (bare.n == 0) {
		r->blank += r->text.n > 0;
		return;
	}
	if ((indented && r->bullet) ||
	    (r->text.n > 0 && r->blank == 0 && bullet == 0 &&
		bare.p[0] != '#' && id_at_end(bare).n == 0)) {
		go_on(r, line);
		return;
	}
	if (is_hint(r, bare) ||
	    (!indented && bullet == 0 && read_heading(r, bare)))
		return;
	begin_answer(r, bullet > 0 ? str_from(line, bullet) : bare, bullet > 0);
}

void
worksheet_read(struct worksheet *w, struct str text,
    const struct worksheet_prompt p[], size_t n)
{
	struct reading r = { .w = w, .p = p, .np = n };
	struct str line;

	*w = (struct worksheet){ 0 };
	text = arena_copy(&w->mem, text);
	while (str_split(&text, '\n', &line)) {
		r.line++;
		if (line.n > 0 && line.p[line.n - 1] == '\r')
			line.n--;
		r.rest = text;
		read_line(&r, line);
	}
	end_answer(&r);
	buf_release(&r.text);
}

void
worksheet_release(struct worksheet *w)
{
	free(w->answer);
	arena_release(&w->mem);
}
