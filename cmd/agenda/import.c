#include <stdlib.h>

#include "../../lib/words.h"
#include "../../lib/xalloc.h"
#include "import.h"

#define LEN(a) (sizeof(a) / sizeof((a)[0]))

#define NONE ((size_t)-1)

/* No plan has a step that begins so many hours after its start; none whose
 * steps begin with their start has its first so late. */
#define DAYTIME (5L * 3600)
#define DAYTIME_IN_FRONT 3600L
#define HALF_DAY (12L * 3600)

/* What a heading's words say about what stands under it. */
enum role {
	ROLE_NONE,
	ROLE_AGENDA,
	ROLE_GOALS,
	ROLE_PREP,
	ROLE_MODERATOR,
	ROLE_NEW,
	ROLE_AGAIN,
	ROLE_ASIDE
};

static const struct {
	const char *words;
	enum role role;
	bool whole; /* all of the heading, not its beginning */
} roles[] = {
	{ "agenda", ROLE_AGENDA, true },
	{ "the agenda", ROLE_AGENDA, true },
	{ "plan", ROLE_AGENDA, true },
	{ "programme", ROLE_AGENDA, true },
	{ "program", ROLE_AGENDA, true },
	{ "schedule", ROLE_AGENDA, true },
	{ "run sheet", ROLE_AGENDA, true },
	{ "topics", ROLE_AGENDA, true },
	{ "aims", ROLE_GOALS, false },
	{ "goals", ROLE_GOALS, false },
	{ "learning goals", ROLE_GOALS, false },
	{ "learning objectives", ROLE_GOALS, false },
	{ "objectives", ROLE_GOALS, false },
	{ "reading", ROLE_PREP, false },
	{ "readings", ROLE_PREP, false },
	{ "preparation", ROLE_PREP, false },
	{ "prepare", ROLE_PREP, false },
	{ "before the meeting", ROLE_PREP, false },
	{ "before the session", ROLE_PREP, false },
	{ "what to bring", ROLE_PREP, false },
	{ "for the moderator", ROLE_MODERATOR, false },
	{ "for the facilitator", ROLE_MODERATOR, false },
	{ "for moderators", ROLE_MODERATOR, false },
	{ "for facilitators", ROLE_MODERATOR, false },
	{ "facilitation notes", ROLE_MODERATOR, false },
	{ "facilitator notes", ROLE_MODERATOR, false },
	{ "moderator notes", ROLE_MODERATOR, false },
	{ "notes for the moderator", ROLE_MODERATOR, false },
	{ "notes for the facilitator", ROLE_MODERATOR, false },
	{ "new", ROLE_NEW, true },
	{ "announcements", ROLE_NEW, true },
	{ "notices", ROLE_NEW, true },
	{ "as before", ROLE_AGAIN, true },
	{ "again", ROLE_AGAIN, true },
	{ "about", ROLE_ASIDE, false },
	{ "advice", ROLE_ASIDE, false },
	{ "introduction", ROLE_ASIDE, true },
	{ "logistics", ROLE_ASIDE, false },
	{ "notes", ROLE_ASIDE, false },
};

/* What the facilitator is to say. */
static const char *const scripts[] = { "say:", "say \"", "say \xe2\x80\x9c",
	"say that", "tell them:", "read out:" };

/* A box in [] with one of these is not for everyone. */
static const char *const private_marks[] = {
	"mod:", "moderator:", "facilitator:", "host:"
};

static const char *const read_words[] = { "read", "reading" };

/* What a line that is never item nor text is left as. */
static const struct {
	enum doc_kind kind;
	enum import_reason reason;
} left_kinds[] = {
	{ DOC_STATEMENT, IMPORT_FOR_VOTE },
	{ DOC_TOPIC, IMPORT_FOR_BOARD },
	{ DOC_PROMPT, IMPORT_FOR_BOARD },
	{ DOC_HINT, IMPORT_FOR_BOARD },
	{ DOC_EXAMPLE, IMPORT_FOR_BOARD },
	{ DOC_SLOT, IMPORT_EMPTY },
	{ DOC_PLACEHOLDER, IMPORT_PLACEHOLDER },
	{ DOC_HEADER, IMPORT_TABLE },
	{ DOC_HTML, IMPORT_HTML },
	{ DOC_MARKUP, IMPORT_MARKUP },
	{ DOC_TITLE, IMPORT_AS_TITLE },
};

/* What joins lines of a text that stand together. */
static const struct joint {
	enum doc_kind kind;
	char with;
	size_t apart; /* how many lines on the next may be, blank ones aside */
	bool blank;   /* blank lines may stand between */
} joints[] = {
	{ DOC_PARA, ' ', 1, false },
	{ DOC_TABLE, '\n', 2, false }, /* a line of dashes */
	{ DOC_CODE, '\n', 1, true },
};

/* How much a document without a plan is made to give. */
enum effort { EFFORT_PLAN, EFFORT_LISTS, EFFORT_HEADINGS, EFFORTS };

struct head {
	unsigned level;
	size_t item;
	enum role role;
};

/* What the lists of a place are. */
struct scope {
	bool timed, started, numbered, plan;
};

struct reader {
	struct import_plan *p;
	size_t at, end;
	enum effort effort;
	bool headed; /* a heading has a time */
	struct head heads[DOC_LEVEL_MAX];
	size_t nheads;
	enum role role;	   /* of a sub-heading since the last heading */
	struct scope main; /* of the lists under the heading */
	struct scope intro;
	bool introduced;  /* a line with `:` is above: intro holds */
	size_t scope_has; /* items when the scope began */
	size_t above;	  /* the last step of the first level */
	size_t list[DOC_DEPTH_MAX + 1];
	unsigned nlist;
	/* The last text, as long as the next line may join it. */
	struct import_texts *texts;
	const struct doc_line *text_line;
};

/* Words */

static enum role
role_of(struct str text)
{
	for (size_t i = 0; i < LEN(roles); i++)
		if (roles[i].whole ? words_is(text, roles[i].words)
				   : words_begin(text, roles[i].words))
			return roles[i].role;
	return ROLE_NONE;
}

static bool
begins_any(struct str text, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (words_begin(text, words[i]))
			return true;
	return false;
}

static bool
ends_in(struct str s, char c)
{
	return s.n > 0 && s.p[s.n - 1] == c;
}

/*
 * Where the first of several sentences ends: at a full stop behind a word
 * of three or more letters, before a capital or a quote, not in () or "".
 */
static size_t
first_sentence(struct str s)
{
	long open = 0, quotes = 0;

	for (size_t i = 0; i + 2 < s.n; i++) {
		char c = s.p[i], next = s.p[i + 2];

		open += (c == '(') - (c == ')');
		quotes += c == '"';
		if (c == '.' && s.p[i + 1] == ' ' && open <= 0 &&
		    quotes % 2 == 0 && i > 2 && words_alnum(s.p[i - 1]) &&
		    words_alnum(s.p[i - 2]) && words_alnum(s.p[i - 3]) &&
		    ((next >= 'A' && next <= 'Z') || next == '"' ||
			(next & 0x80) != 0))
			return i + 1;
	}
	return s.n;
}

/*
 * Without the full stop of a lone sentence, or a colon that an address stood
 * behind.
 */
static struct str
strip_end(struct str title)
{
	if (title.n < 2 || first_sentence(title) < title.n)
		return title;
	if (ends_in(title, ':') ||
	    (ends_in(title, '.') &&
		!ends_in(str_upto(title, title.n - 1), '.')))
		title.n--;
	return str_trim(title);
}

/* Items and texts, appended */

static struct import_item *
add_item(struct reader *r, const struct doc_line *l, enum import_kind kind)
{
	struct import_plan *p = r->p;
	struct import_item *it;

	p->items = xgrow(p->items, p->n, &p->cap, sizeof(*p->items));
	it = &p->items[p->n++];
	*it = (struct import_item){ .kind = kind,
		.title = l->text,
		.start = l->start,
		.length = l->length,
		.least = l->least,
		.when = l->when,
		.ticked = l->box == DOC_TICKED,
		.front = l->front,
		.owner = l->who,
		.link = l->url,
		.no = l->no };
	p->kinds[kind]++;
	r->texts = NULL;
	return it;
}

static struct import_texts *
texts_of(const struct reader *r, size_t item)
{
	return item == NONE ? &r->p->texts : &r->p->items[item].texts;
}

static enum role
role_now(const struct reader *r)
{
	if (r->role != ROLE_NONE || r->nheads == 0)
		return r->role;
	return r->heads[r->nheads - 1].role;
}

static void
add_text_as(struct reader *r, size_t item, size_t no, struct str text,
    enum import_text_kind kind)
{
	struct import_texts *t = texts_of(r, item);

	t->v = xgrow(t->v, t->n, &t->cap, sizeof(*t->v));
	t->v[t->n] = (struct import_text){ kind, BUF_INIT, no };
	buf_add(&t->v[t->n++].text, text);
	r->p->ntexts++;
	r->texts = NULL;
}

static enum import_text_kind
text_kind(const struct reader *r, struct str text)
{
	if (begins_any(text, scripts, LEN(scripts)))
		return IMPORT_SCRIPT;
	return role_now(r) == ROLE_MODERATOR ? IMPORT_REMARK : IMPORT_TEXT;
}

static const struct joint *
joint_of(enum doc_kind kind)
{
	for (size_t i = 0; i < LEN(joints); i++)
		if (joints[i].kind == kind)
			return &joints[i];
	return NULL;
}

/* Does the line go on with the last text? */
static bool
joins(const struct reader *r, const struct doc_line *l, size_t item)
{
	const struct joint *j = joint_of(l->kind);

	return j != NULL && r->texts != NULL && r->texts == texts_of(r, item) &&
	    r->text_line->kind == l->kind && (l->gap == 0 || j->blank) &&
	    l->no - l->gap - r->text_line->no <= j->apart;
}

static void
join_text(struct reader *r, const struct doc_line *l, struct str text)
{
	struct buf *b = &r->texts->v[r->texts->n - 1].text;

	for (size_t i = 0; i < l->gap; i++)
		buf_addc(b, '\n');
	buf_addc(b, joint_of(l->kind)->with);
	buf_add(b, text);
}

static void
add_text(
    struct reader *r, size_t item, const struct doc_line *l, struct str text)
{
	if (joins(r, l, item))
		join_text(r, l, text);
	else
		add_text_as(r, item, l->no, text, text_kind(r, text));
	r->texts = texts_of(r, item);
	r->text_line = l;
}

static void
leave(struct reader *r, const struct doc_line *l, enum import_reason reason)
{
	struct import_plan *p = r->p;

	p->left = xgrow(p->left, p->nleft, &p->capleft, sizeof(*p->left));
	p->left[p->nleft++] =
	    (struct import_left){ l->no, reason, str_trim(l->raw) };
	p->reasons[reason]++;
}

/* Where we are */

/* The innermost item that a heading made, or NONE: the session. */
static size_t
head_item(const struct reader *r)
{
	size_t i = r->nheads;

	while (i > 0 && r->heads[i - 1].item == NONE)
		i--;
	return i > 0 ? r->heads[i - 1].item : NONE;
}

static size_t
item_above(const struct reader *r)
{
	return r->above != NONE ? r->above : head_item(r);
}

/* The item that a list's line of that depth stands under. */
static size_t
item_over(const struct reader *r, unsigned depth)
{
	unsigned i = depth < r->nlist ? depth : r->nlist;

	while (i > 0 && r->list[i - 1] == NONE)
		i--;
	return i > 0 ? r->list[i - 1] : item_above(r);
}

static unsigned
depth_at(const struct reader *r, unsigned depth)
{
	unsigned n = 0;

	for (size_t i = 0; i < r->nheads; i++)
		n += r->heads[i].item != NONE;
	for (unsigned i = 0; i < depth && i < r->nlist; i++)
		n += r->list[i] != NONE;
	return n;
}

static void
set_list(struct reader *r, unsigned depth, size_t item)
{
	while (r->nlist < depth)
		r->list[r->nlist++] = NONE;
	r->list[depth] = item;
	r->nlist = depth + 1;
}

static bool
is_timed(const struct import_item *it)
{
	return it->start >= 0 || it->length >= 0;
}

static long
length_of(const struct reader *r, size_t item)
{
	return item == NONE ? -1 : r->p->items[item].length;
}

/* A clock that repeats the length of what it stands under. */
static bool
repeats(const struct doc_line *l, long length)
{
	return l->clock && l->length == length;
}

/* What lists there are ahead */

static bool
ends_scope(const struct doc_line *l)
{
	return l->kind == DOC_HEADING || l->kind == DOC_PLAIN ||
	    l->kind == DOC_TOPIC;
}

static void
look_at(struct scope *s, const struct doc_line *l, long length)
{
	if (l->kind != DOC_LIST || l->box != DOC_NO_BOX)
		return;
	if (l->length >= 0 && !repeats(l, length))
		s->timed = true;
	if (l->front)
		s->started = true;
	if (l->depth == 0 && l->label == DOC_NUMBER)
		s->numbered = true;
}

/* The lists from `i` on to the next heading, but for introduced ones. */
static struct scope
look_ahead(const struct reader *r, size_t i, long length)
{
	struct scope s = { false, false, false, false };
	const struct doc_line *l;
	bool introduced = false;

	for (; i < r->end; i++) {
		l = &r->p->doc.lines[i];
		if (ends_scope(l))
			break;
		if (l->kind == DOC_PARA)
			introduced = ends_in(l->full, ':');
		if (!introduced)
			look_at(&s, l, length);
	}
	return s;
}

/* The list that a line with `:` introduces. */
static struct scope
look_at_list(const struct reader *r, size_t i, long length)
{
	struct scope s = { false, false, false, false };
	const struct doc_line *l;

	for (; i < r->end; i++) {
		l = &r->p->doc.lines[i];
		if (ends_scope(l) || l->kind == DOC_PARA)
			break;
		look_at(&s, l, length);
	}
	return s;
}

static bool
may_be_plan(const struct reader *r, enum role role)
{
	return role == ROLE_AGENDA ||
	    (r->effort == EFFORT_LISTS && role == ROLE_NONE);
}

static bool
is_plan(const struct reader *r, struct scope s, enum role role)
{
	return s.timed || (s.started && role != ROLE_ASIDE) ||
	    may_be_plan(r, role) ||
	    (s.numbered && !r->headed && role == ROLE_NONE);
}

/* Is there something to plan under the heading at `i`? */
static bool
is_busy(const struct reader *r, size_t i)
{
	const struct doc_line *h = &r->p->doc.lines[i], *l;
	enum role role = role_of(h->text);

	if (is_plan(r, look_ahead(r, i + 1, -1), role))
		return true;
	for (i++; i < r->end; i++) {
		l = &r->p->doc.lines[i];
		if (l->kind == DOC_HEADING && l->level <= h->level)
			return false;
		if (l->kind == DOC_HEADING && (l->length >= 0 || l->start >= 0))
			return true;
		if (l->kind == DOC_HEADING &&
		    is_plan(r, look_ahead(r, i + 1, -1), role_of(l->text)))
			return true;
	}
	return false;
}

/* Headings */

static void
open_scope(struct reader *r, size_t from, enum role role)
{
	r->main = look_ahead(r, from, length_of(r, head_item(r)));
	r->main.plan = is_plan(r, r->main, role);
	r->introduced = false;
	r->scope_has = r->p->n;
	r->above = NONE;
	r->nlist = 0;
}

static void
close_heads(struct reader *r, unsigned level)
{
	while (r->nheads > 0 && r->heads[r->nheads - 1].level >= level)
		r->nheads--;
}

static void
open_head(struct reader *r, unsigned level, size_t item, enum role role)
{
	r->heads[r->nheads++] = (struct head){ level, item, role };
	r->role = ROLE_NONE;
	open_scope(r, r->at + 1, role);
}

/* A numbered heading without a time among such that have one. */
static bool
is_step(const struct reader *r, const struct doc_line *l)
{
	const struct head *h;

	for (size_t i = 0; i < r->nheads; i++) {
		h = &r->heads[i];
		if (h->level == l->level && h->item != NONE && l->follows)
			return is_timed(&r->p->items[h->item]);
	}
	return false;
}

/* `Break`, alone among headings with times: there is nothing else to it. */
static bool
is_bare(const struct reader *r, const struct doc_line *l)
{
	return r->headed &&
	    (r->at + 1 == r->end ||
		(l[1].kind == DOC_HEADING && l[1].level <= l->level));
}

static bool
is_heading_item(const struct reader *r, const struct doc_line *l)
{
	enum role role = role_of(l->text);

	if (l->length >= 0 || l->start >= 0 || role == ROLE_PREP)
		return true;
	return role <= ROLE_GOALS && role != ROLE_AGENDA &&
	    (is_step(r, l) || is_bare(r, l) || is_busy(r, r->at) ||
		r->effort == EFFORT_HEADINGS);
}

static enum import_kind
kind_of_heading(const struct doc_line *l)
{
	if (role_of(l->text) != ROLE_PREP)
		return IMPORT_ITEM;
	if (l->length < 0 && l->start < 0)
		return IMPORT_PREP;
	return begins_any(l->text, read_words, LEN(read_words)) ? IMPORT_READ
								: IMPORT_ITEM;
}

static void
add_remark(struct reader *r, const struct doc_line *l)
{
	if (l->remark.n > 0)
		add_text_as(r, r->p->n - 1, l->no, l->remark, IMPORT_REMARK);
}

/* Its own words are a text, unless they only say what stands beneath. */
static void
add_heading_text(struct reader *r, const struct doc_line *l, enum role role)
{
	switch (role) {
	case ROLE_AGENDA:
	case ROLE_NEW:
	case ROLE_AGAIN:
		leave(r, l, IMPORT_AS_HEADING);
		break;
	default:
		add_text(r, head_item(r), l, l->full);
	}
}

static void
read_heading(struct reader *r, const struct doc_line *l)
{
	enum role role = role_of(l->text);
	struct import_item *it;
	bool item = is_heading_item(r, l);

	close_heads(r, l->level);
	if (!item) {
		open_head(r, l->level, NONE, role);
		add_heading_text(r, l, role);
		return;
	}
	it = add_item(r, l, kind_of_heading(l));
	if (l->front)
		it->title = strip_end(l->text);
	it->depth = depth_at(r, 0);
	if (it->when == TIMING_ALWAYS)
		it->when = timing_begin(l->text);
	it->heading = it->kind == IMPORT_ITEM;
	r->p->sections += it->heading;
	add_remark(r, l);
	open_head(r, l->level, r->p->n - 1, role);
}

/* A short line alone: what follows is another part of the same item. */
static void
read_plain(struct reader *r, const struct doc_line *l)
{
	r->role = role_of(l->text);
	open_scope(r, r->at + 1, role_now(r));
	add_heading_text(r, l, r->role);
}

/* Lists */

static bool
is_planned(const struct reader *r)
{
	return r->introduced ? r->intro.plan : r->main.plan;
}

static bool
is_announcing(enum role role)
{
	return role == ROLE_NEW || role == ROLE_AGAIN;
}

/*
 * A step, a deeper one with a length, one for those who are early, or a
 * topic under `Agenda` with an address of its own.
 */
static bool
is_list_item(const struct reader *r, const struct doc_line *l)
{
	enum timing_when when = timing_begin(l->text);

	if (l->box != DOC_NO_BOX || is_announcing(role_now(r)))
		return true;
	if (l->length >= 0 && !repeats(l, length_of(r, item_over(r, l->depth))))
		return true;
	if (l->front && role_now(r) != ROLE_ASIDE)
		return true;
	if (when == TIMING_EXTRA)
		return true;
	if (!is_planned(r))
		return false;
	return l->depth == 0 || when != TIMING_ALWAYS ||
	    (role_now(r) == ROLE_AGENDA && l->url.n > 0);
}

/* `[MOD: give the form out]` is told to one person. */
static bool
is_private(struct str text)
{
	return text.n > 2 && text.p[0] == '[' && ends_in(text, ']') &&
	    begins_any(str_from(text, 1), private_marks, LEN(private_marks));
}

static enum import_kind
kind_of_line(const struct reader *r, const struct doc_line *l)
{
	enum role role = role_now(r);

	if (is_announcing(role) && !is_private(l->text))
		return IMPORT_ANNOUNCE;
	if (l->box != DOC_NO_BOX)
		return role == ROLE_GOALS ? IMPORT_GOAL
		    : role == ROLE_PREP	  ? IMPORT_PREP
					  : IMPORT_CHECK;
	return begins_any(l->text, read_words, LEN(read_words)) ? IMPORT_READ
								: IMPORT_ITEM;
}

static struct str
strip_brackets(struct str s)
{
	return str_upto(str_from(s, 1), s.n - 2);
}

/* The first sentence of a step is its title, the others are its text. */
static void
set_title(struct reader *r, const struct doc_line *l, enum import_kind kind)
{
	struct import_item *it = &r->p->items[r->p->n - 1];
	struct str text =
	    is_private(l->text) ? strip_brackets(l->text) : l->text;
	bool whole = kind == IMPORT_GOAL || kind == IMPORT_ANNOUNCE;
	size_t n = whole ? text.n : first_sentence(text);
	struct str rest = str_trim(str_from(text, n));

	it->title = strip_end(str_upto(text, n));
	if (rest.n > 0)
		add_text_as(r, r->p->n - 1, l->no, rest, text_kind(r, rest));
}

static void
add_list_item(struct reader *r, const struct doc_line *l)
{
	enum import_kind kind = kind_of_line(r, l);
	struct import_item *it = add_item(r, l, kind);

	it->depth = depth_at(r, l->depth);
	it->again = kind == IMPORT_ANNOUNCE && role_now(r) == ROLE_AGAIN;
	if (it->when == TIMING_ALWAYS)
		it->when = timing_begin(l->text);
	set_title(r, l, kind);
	add_remark(r, l);
	if (l->more.n > 0)
		add_text_as(r, r->p->n - 1, l->no, l->more, IMPORT_TEXT);
	set_list(r, l->depth, r->p->n - 1);
	if (l->depth == 0 && l->box == DOC_NO_BOX)
		r->above = r->p->n - 1;
}

/* All that a line says, but for a clock that the item above has. */
static struct str
said(const struct reader *r, const struct doc_line *l, size_t item)
{
	return repeats(l, length_of(r, item)) && l->url.n == 0 ? l->text
							       : l->full;
}

static void
read_list(struct reader *r, const struct doc_line *l)
{
	size_t over = item_over(r, l->depth);

	if (is_list_item(r, l)) {
		add_list_item(r, l);
		return;
	}
	set_list(r, l->depth, NONE);
	add_text(r, over, l, said(r, l, over));
}

/* Other lines */

/* The list under a line with `:` goes with it, unless it is the plan. */
static void
introduce(struct reader *r)
{
	enum role role = role_now(r);
	struct scope s =
	    look_at_list(r, r->at + 1, length_of(r, item_above(r)));

	s.plan = s.timed || (is_plan(r, s, role) && r->p->n == r->scope_has);
	r->intro = s;
	r->introduced = true;
}

/* An indented paragraph belongs to the list's line above it. */
static size_t
item_for(struct reader *r, const struct doc_line *l)
{
	if (l->indent > 0 && r->nlist > 0)
		return item_over(r, r->nlist);
	r->nlist = 0;
	return item_above(r);
}

static void
read_para(struct reader *r, const struct doc_line *l)
{
	size_t item = item_for(r, l);

	add_text(r, item, l, said(r, l, item));
	r->introduced = false;
	if (l->kind == DOC_PARA && ends_in(l->full, ':'))
		introduce(r);
}

static void
read_block(struct reader *r, const struct doc_line *l)
{
	add_text(r, item_for(r, l), l, l->full);
}

/* A total is that of the heading, whatever steps came before. */
static size_t
time_item(const struct reader *r, const struct doc_line *l)
{
	if (l->total)
		return head_item(r);
	return l->listed ? item_over(r, l->depth) : item_above(r);
}

/* A start or length alone: the item's own, if it has none. */
static void
read_time(struct reader *r, const struct doc_line *l)
{
	size_t item = time_item(r, l);
	struct import_item *it = item == NONE ? NULL : &r->p->items[item];

	if (it != NULL && it->length < 0 && it->kind == IMPORT_ITEM) {
		it->length = l->length;
		it->least = l->least;
		if (it->start < 0)
			it->start = l->start;
	}
	if (it != NULL && it->length == l->length &&
	    (l->start < 0 || l->start == it->start))
		leave(r, l, IMPORT_AS_LENGTH);
	else
		add_text_as(r, item, l->no, l->full, IMPORT_REMARK);
}

static void
read_title(struct reader *r, const struct doc_line *l)
{
	r->p->title = l->text;
	leave(r, l, IMPORT_AS_TITLE);
	close_heads(r, 1);
	open_head(r, 1, NONE, role_of(l->text));
}

static const struct {
	enum doc_kind kind;
	void (*read)(struct reader *r, const struct doc_line *l);
} readers[] = {
	{ DOC_TITLE, read_title },
	{ DOC_HEADING, read_heading },
	{ DOC_PLAIN, read_plain },
	{ DOC_PARA, read_para },
	{ DOC_LIST, read_list },
	{ DOC_TIME, read_time },
	{ DOC_TABLE, read_block },
	{ DOC_CODE, read_block },
};

static void
read_line(struct reader *r, const struct doc_line *l)
{
	for (size_t i = 0; i < LEN(readers); i++) {
		if (readers[i].kind != l->kind)
			continue;
		readers[i].read(r, l);
		return;
	}
	for (size_t i = 0; i < LEN(left_kinds); i++)
		if (left_kinds[i].kind == l->kind)
			leave(r, l, left_kinds[i].reason);
}

/* The whole plan */

static bool
has_timed_heading(const struct doc *d, size_t from, size_t to)
{
	for (; from < to; from++)
		if (d->lines[from].kind == DOC_HEADING &&
		    (d->lines[from].length >= 0 || d->lines[from].start >= 0))
			return true;
	return false;
}

/* The heading of a section without a time is its title. */
static void
begin_section(struct reader *r, const struct doc_line *l)
{
	r->p->title = l->text;
	if (l->length < 0 && l->start < 0)
		read_title(r, l);
	else
		read_heading(r, l);
	r->at++;
}

static void
read_lines(struct reader *r)
{
	for (; r->at < r->end; r->at++)
		read_line(r, &r->p->doc.lines[r->at]);
}

/* The item with the first of all starts, or NONE. */
static size_t
first_started(const struct import_plan *p)
{
	size_t first = NONE;

	for (size_t i = 0; i < p->n; i++)
		if (p->items[i].start >= 0 &&
		    (first == NONE ||
			p->items[i].start < p->items[first].start))
			first = i;
	return first;
}

/* The item behind `i` and all that is beneath it. */
static size_t
behind(const struct import_plan *p, size_t i)
{
	size_t j = i + 1;

	while (j < p->n && p->items[j].depth > p->items[i].depth)
		j++;
	return j;
}

static bool
takes_time(const struct import_item *it)
{
	return it->length >= 0 && it->when != TIMING_EXTRA &&
	    (it->kind == IMPORT_ITEM || it->kind == IMPORT_CHECK ||
		it->kind == IMPORT_READ);
}

/* Seconds that the items before the `first`th take: it begins so late. */
static long
taken_before(const struct import_plan *p, size_t first)
{
	const struct import_item *it;
	size_t i = 0, next;
	long taken = 0;

	while (i < first) {
		it = &p->items[i];
		next = behind(p, i);
		if (it->start >= 0)
			return 0;
		if (takes_time(it) && next <= first) {
			taken += it->length;
			i = next;
		} else {
			i++;
		}
	}
	return taken;
}

/* `12:30`, then `1:30`: clocks go on to the other half of the day. */
static void
unroll(struct import_plan *p)
{
	long before = -1;

	for (size_t i = 0; i < p->n; i++) {
		if (p->items[i].start < 0)
			continue;
		while (p->items[i].start < before && before < 4 * HALF_DAY)
			p->items[i].start += HALF_DAY;
		before = p->items[i].start;
	}
}

static bool
has_front(const struct import_plan *p)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->items[i].front)
			return true;
	return false;
}

/* Starts that are times of day, from the first on. */
static void
count_from_first(struct import_plan *p)
{
	bool front = has_front(p);
	size_t started;
	long first;

	if (front)
		unroll(p);
	started = first_started(p);
	if (started == NONE ||
	    p->items[started].start < (front ? DAYTIME_IN_FRONT : DAYTIME))
		return;
	first = p->items[started].start - taken_before(p, started);
	for (size_t i = 0; i < p->n; i++)
		if (p->items[i].start >= 0)
			p->items[i].start -= first;
}

/* What begins at a time lasts until the next one begins. */
static void
last_until_next(struct import_plan *p)
{
	struct import_item *it;
	size_t next;

	for (size_t i = 0; i < p->n; i++) {
		it = &p->items[i];
		next = behind(p, i);
		if (it->front && it->length < 0 && next < p->n &&
		    p->items[next].depth == it->depth &&
		    p->items[next].start > it->start)
			it->length = p->items[next].start - it->start;
	}
}

/* `19:30 End` is no item, but when the one before it is over. */
static void
take_end(struct import_plan *p)
{
	static const char *const ends[] = { "end", "the end", "end of meeting",
		"finish", "ende", "fin", "adjourn", "adjourned" };
	struct import_item *it = p->n > 1 ? &p->items[p->n - 1] : NULL;
	size_t i = 0;

	if (it == NULL || !it->front || it->length >= 0 || it->texts.n > 0)
		return;
	while (i < LEN(ends) && !words_is(it->title, ends[i]))
		i++;
	if (i == LEN(ends))
		return;
	p->kinds[it->kind]--;
	p->sections -= it->heading;
	p->n--;
}

static void
texts_release(struct import_texts *t)
{
	for (size_t i = 0; i < t->n; i++)
		buf_release(&t->v[i].text);
	free(t->v);
	*t = (struct import_texts){ NULL, 0, 0 };
}

/* All but the document. */
static void
clear(struct import_plan *p)
{
	struct doc d = p->doc;

	for (size_t i = 0; i < p->n; i++)
		texts_release(&p->items[i].texts);
	texts_release(&p->texts);
	free(p->items);
	free(p->left);
	*p = (struct import_plan){ .doc = d };
}

static void
build(struct import_plan *p, size_t from, size_t to, bool section,
    enum effort effort)
{
	struct reader r = {
		.p = p, .at = from, .end = to, .effort = effort, .above = NONE
	};

	r.headed = has_timed_heading(&p->doc, from, to);
	if (section)
		begin_section(&r, &p->doc.lines[from]);
	else
		open_scope(&r, from, ROLE_NONE);
	read_lines(&r);
	count_from_first(p);
	last_until_next(p);
	take_end(p);
}

static void
list_sections(const struct doc *d, struct str name, struct buf *err)
{
	const char *before = "; there are ";

	buf_addf(err, "no section \"%.*s\"", STR_ARG(name));
	for (size_t i = 0; i < d->n; i++) {
		if (d->lines[i].kind != DOC_HEADING)
			continue;
		buf_addf(err, "%s\"%.*s\"", before, STR_ARG(d->lines[i].text));
		before = ", ";
	}
}

bool
import_read(struct import_plan *p, struct str bytes, struct str section,
    struct buf *err)
{
	size_t from = 0, to;

	*p = (struct import_plan){ .n = 0 };
	doc_scan(&p->doc, bytes);
	to = p->doc.n;
	if (section.n > 0 && !doc_section(&p->doc, section, &from, &to)) {
		list_sections(&p->doc, section, err);
		return false;
	}
	for (int e = EFFORT_PLAN; e < EFFORTS && p->n == 0; e++) {
		clear(p);
		build(p, from, to, section.n > 0, (enum effort)e);
	}
	return true;
}

void
import_release(struct import_plan *p)
{
	clear(p);
	doc_release(&p->doc);
}

/* Telling */

static const char *const kind_names[] = { "item", "check", "goal", "read",
	"announce", "prep" };

static const char *const text_names[] = { "text", "script", "remark" };

static const char *const reason_names[] = { "left for vote import",
	"left for qboard import", "the title", "said by the items under it",
	"a length that is known", "markup", "a placeholder", "an empty table",
	"an empty bullet", "left over of HTML" };

const char *
import_kind_name(enum import_kind kind)
{
	return kind_names[kind];
}

const char *
import_text_name(enum import_text_kind kind)
{
	return text_names[kind];
}

const char *
import_reason_name(enum import_reason reason)
{
	return reason_names[reason];
}

/* One and several, as the report counts them. */
static const char *const kind_counts[IMPORT_KINDS][2] = {
	{ "item", "items" },
	{ "box", "boxes" },
	{ "goal", "goals" },
	{ "reading", "readings" },
	{ "announcement", "announcements" },
	{ "preparation", "preparations" },
};

static void
add_count(struct buf *out, size_t n, const char *one, const char *several)
{
	if (n == 0)
		return;
	if (out->n > 0)
		buf_addz(out, ", ");
	buf_addf(out, "%zu %s", n, n == 1 ? one : several);
}

static void
add_kinds(struct buf *out, const struct import_plan *p)
{
	for (size_t i = 0; i < IMPORT_KINDS; i++) {
		add_count(
		    out, p->kinds[i], kind_counts[i][0], kind_counts[i][1]);
		if (i == IMPORT_ITEM && p->sections > 0)
			buf_addf(out, " (%zu heading%s)", p->sections,
			    p->sections == 1 ? "" : "s");
	}
}

static size_t
count_dropped(const struct import_plan *p)
{
	size_t n = 0;

	for (size_t i = IMPORT_MARKUP; i < IMPORT_REASONS; i++)
		n += p->reasons[i];
	return n;
}

static void
add_lines(struct buf *out, size_t n, const char *what)
{
	if (n > 0)
		buf_addf(out, "; %s: %zu line%s", what, n, n == 1 ? "" : "s");
}

void
import_report(const struct import_plan *p, struct buf *out)
{
	struct buf b = BUF_INIT;

	add_kinds(&b, p);
	add_count(&b, p->ntexts, "text", "texts");
	if (b.n == 0)
		buf_addz(&b, "nothing");
	for (size_t i = 0; i < IMPORT_AS_TITLE; i++)
		add_lines(&b, p->reasons[i], reason_names[i]);
	add_lines(&b, count_dropped(p), "dropped");
	buf_add(out, buf_str(&b));
	buf_release(&b);
}
