#include "checklist.h"
#include "duration.h"
#include "link.h"
#include "tsv.h"
#include "utf8.h"

#define LEN(a) (sizeof(a) / sizeof((a)[0]))

static const char marker[] = "<!-- agenda -->";

/* ---- writing */

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/*
 * A title so that Markdown shows it as it is and it cannot be taken for the
 * line's other parts: a mark at its beginning or a ) at its end.
 */
static void
add_title(struct buf *b, struct str plain)
{
	struct buf clean = BUF_INIT;
	size_t i, number = 0;
	struct str s;
	char c;

	utf8_add_clean(&clean, plain);
	s = str_trim(buf_str(&clean));
	while (number < s.n && is_digit(s.p[number]))
		number++;
	for (i = 0; i < s.n; i++) {
		c = s.p[i];
		if (memchr("\\`*_[]<>&~|", c, 11) != NULL ||
		    (i == 0 && memchr("#+-=", c, 4) != NULL) ||
		    (i == number && i > 0 && (c == '.' || c == ')')) ||
		    (i + 1 == s.n && c == ')'))
			buf_addc(b, '\\');
		buf_addc(b, c == '\n' || c == '\t' ? ' ' : c);
	}
	buf_release(&clean);
}

/* Whether a byte would end what it stands in, or act on a terminal. */
static bool
is_unsafe(char c)
{
	return (unsigned char)c <= ' ' || (unsigned char)c >= 0x7f ||
	    memchr("<>%();", c, 6) != NULL;
}

/* A value as one word, from which add_decoded makes it again. */
static void
add_encoded(struct buf *b, struct str s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (is_unsafe(s.p[i]))
			buf_addf(b, "%%%02X", (unsigned char)s.p[i]);
		else
			buf_addc(b, s.p[i]);
}

/* The address as it stands between brackets.  False where it is none that a
 * page may lead to: there it would take other words for its markup. */
static bool
make_link(struct buf *url, struct str s)
{
	struct buf clean = BUF_INIT;
	size_t i;

	utf8_add_clean(&clean, s);
	for (i = 0; i < clean.n; i++)
		if ((unsigned char)clean.p[i] <= ' ' || clean.p[i] == '<' ||
		    clean.p[i] == '>')
			buf_addf(url, "%%%02X", (unsigned char)clean.p[i]);
		else
			buf_addc(url, clean.p[i]);
	buf_release(&clean);
	return link_is_safe(buf_str(url));
}

static bool
add_link(struct buf *b, struct str s)
{
	struct buf url = BUF_INIT;
	bool shown = make_link(&url, s);

	if (shown)
		buf_addf(b, " <%.*s>", STR_ARG(buf_str(&url)));
	buf_release(&url);
	return shown;
}

/* What is in the comment, by the columns' names. */
static const struct {
	const char *name;
	int col;
} hidden[] = { { "id", AGENDA_ID }, { "kind", AGENDA_KIND },
	{ "start", AGENDA_START }, { "min", AGENDA_MIN },
	{ "when", AGENDA_WHEN }, { "carry", AGENDA_CARRY },
	{ "link", AGENDA_LINK } };

static void
add_comment(struct buf *b, struct table *t, size_t rec, bool linked)
{
	struct str v;
	size_t i;

	buf_addz(b, " <!--");
	for (i = 0; i < LEN(hidden); i++) {
		v = i == 0 ? table_key(t, rec, 0)
			   : table_get(t, rec, hidden[i].col);
		if (hidden[i].col == AGENDA_LINK && linked)
			continue;
		if (v.n > 0) {
			buf_addf(b, " %s=", hidden[i].name);
			add_encoded(b, v);
		}
	}
	buf_addz(b, " -->");
}

static void
add_line(struct buf *b, struct table *t, const struct plan_item *it)
{
	struct str owner = table_get(t, it->rec, AGENDA_OWNER);
	bool linked;

	buf_addf(b, "%*s- ", 2 * it->depth, "");
	if (agenda_has_box(it->kind))
		buf_addz(b, it->ticked ? "[x] " : "[ ] ");
	if (it->timed) {
		buf_addz(b, "**");
		duration_add_offset(b, it->offset);
		buf_addz(b, "** ");
	}
	add_title(b, it->title);
	if (it->fixed_length || owner.n > 0) {
		buf_addz(b, " (");
		if (it->fixed_length)
			duration_add(b, it->length);
		if (owner.n > 0)
			buf_addz(b, "; ");
		add_encoded(b, owner);
		buf_addc(b, ')');
	}
	linked = add_link(b, table_get(t, it->rec, AGENDA_LINK));
	add_comment(b, t, it->rec, linked);
	buf_addc(b, '\n');
}

int
checklist_print(struct cli *c, struct plan *p, const size_t rec[], size_t n)
{
	struct str title = session_setting(&c->session, "title");
	struct buf b = BUF_INIT;
	size_t i, item;

	if (title.n > 0) {
		buf_addz(&b, "# ");
		add_title(&b, title);
		buf_addz(&b, "\n\n");
	}
	buf_addf(&b, "%s\n\n", marker);
	for (i = 0; i < n; i++) {
		item = plan_find(p, rec[i]);
		if (item != PLAN_NONE)
			add_line(
			    &b, c->session.table[TABLE_AGENDA], &p->item[item]);
	}
	out_print(buf_str(&b));
	buf_release(&b);
	return 0;
}

/* ---- reading */

/* A line taken apart; views of it, but for the title. */
struct entry {
	size_t depth;
	bool box, ticked;
	struct str length, owner, link;
	struct str hidden[LEN(hidden)];
	struct buf title;
};

bool
checklist_is(struct str text)
{
	struct str line;

	while (str_split(&text, '\n', &line))
		if (str_is(str_trim(line), marker))
			return true;
	return false;
}

static bool
cut_end(struct str *s, const char *end)
{
	struct str e = str_of(end);

	if (s->n < e.n || !str_eq(str_from(*s, s->n - e.n), e))
		return false;
	s->n -= e.n;
	return true;
}

/* The position of the last `c` that no backslash stands before, or s.n. */
static size_t
last_bare(struct str s, char c)
{
	size_t i;

	for (i = s.n; i-- > 0;)
		if (s.p[i] == c && (i == 0 || s.p[i - 1] != '\\'))
			return i;
	return s.n;
}

static void
read_pair(struct entry *e, struct str pair)
{
	size_t eq = str_find(pair, '='), i;

	for (i = 0; i < LEN(hidden); i++)
		if (str_is(str_upto(pair, eq), hidden[i].name))
			e->hidden[i] = str_from(pair, eq + 1);
}

static void
cut_comment(struct str *s, struct entry *e)
{
	struct str rest, pair;
	size_t at;

	if (!cut_end(s, "-->"))
		return;
	at = last_bare(*s, '<');
	if (!str_starts(str_from(*s, at), STR("<!--"))) {
		s->n += 3;
		return;
	}
	rest = str_trim(str_from(*s, at + 4));
	while (str_split(&rest, ' ', &pair))
		read_pair(e, pair);
	*s = str_trim(str_upto(*s, at));
}

static void
cut_link(struct str *s, struct entry *e)
{
	size_t at = last_bare(*s, '<');

	if (at == s->n || s->p[s->n - 1] != '>')
		return;
	e->link = str_upto(str_from(*s, at + 1), s->n - at - 2);
	*s = str_trim(str_upto(*s, at));
}

/* `(10m)`, `(10m; ana)` or `(; ana)`; anything else is the title's. */
static void
cut_group(struct str *s, struct entry *e)
{
	size_t at = last_bare(*s, '('), semi;
	struct str in;
	long sec;

	if (at == s->n || s->p[s->n - 1] != ')' ||
	    (s->n > 1 && s->p[s->n - 2] == '\\'))
		return;
	in = str_upto(str_from(*s, at + 1), s->n - at - 2);
	semi = str_find(in, ';');
	if (semi > 0 && !duration_parse(str_upto(in, semi), &sec))
		return;
	e->length = str_upto(in, semi);
	e->owner = str_trim(str_from(in, semi + 1));
	*s = str_trim(str_upto(*s, at));
}

static void
cut_offset(struct str *s)
{
	struct str in = str_from(*s, 2);
	size_t end = str_find(in, '*');
	long sec;

	if (str_starts(*s, STR("**")) &&
	    duration_parse_offset(str_upto(in, end), &sec) &&
	    str_starts(str_from(in, end), STR("**")))
		*s = str_trim(str_from(in, end + 2));
}

static void
cut_box(struct str *s, struct entry *e)
{
	e->ticked = str_starts(*s, STR("[x] ")) || str_starts(*s, STR("[X] "));
	e->box = e->ticked || str_starts(*s, STR("[ ] "));
	if (e->box)
		*s = str_trim(str_from(*s, 4));
}

static void
unescape(struct buf *b, struct str s)
{
	size_t i;

	for (i = 0; i < s.n; i++) {
		if (s.p[i] == '\\' && i + 1 < s.n &&
		    memchr("\\`*_[]<>&~|#+-=.)", s.p[i + 1], 17) != NULL)
			i++;
		buf_addc(b, s.p[i]);
	}
}

/* Whether the line is an item. */
static bool
read_entry(struct entry *e, struct str line)
{
	struct str s = line;
	size_t indent = 0;

	while (indent < s.n && s.p[indent] == ' ')
		indent++;
	s = str_from(s, indent);
	if (!str_starts(s, STR("- ")))
		return false;
	e->depth = indent / 2;
	s = str_trim(str_from(s, 2));
	cut_box(&s, e);
	cut_comment(&s, e);
	cut_link(&s, e);
	cut_group(&s, e);
	cut_offset(&s);
	unescape(&e->title, s);
	return e->title.n > 0;
}

static void
add_cell(struct buf *b, struct str plain)
{
	buf_addc(b, '\t');
	tsv_add_raw(b, plain);
}

static int
hex(char c)
{
	return is_digit(c) ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* A cell of what add_encoded made, or somebody wrote. */
static void
add_decoded(struct buf *b, struct str s)
{
	struct buf plain = BUF_INIT;
	size_t i;

	for (i = 0; i < s.n; i++)
		if (s.p[i] == '%' && i + 2 < s.n && hex(s.p[i + 1]) >= 0 &&
		    hex(s.p[i + 2]) >= 0) {
			buf_addc(&plain,
			    (char)(hex(s.p[i + 1]) * 16 + hex(s.p[i + 2])));
			i += 2;
		} else {
			buf_addc(&plain, s.p[i]);
		}
	add_cell(b, buf_str(&plain));
	buf_release(&plain);
}

static void
add_row(struct checklist *l, const struct entry *e, struct str id)
{
	size_t i;

	tsv_add_raw(&l->rows, id);
	buf_addf(&l->rows, "\t%zu", e->depth);
	add_cell(&l->rows, buf_str(&e->title));
	add_cell(&l->rows, e->length);
	add_decoded(&l->rows, e->owner);
	for (i = 1; i < LEN(hidden); i++)
		if (hidden[i].col == AGENDA_KIND && e->box &&
		    e->hidden[i].n == 0)
			add_cell(&l->rows, STR("check"));
		else if (hidden[i].col == AGENDA_LINK && e->link.n > 0)
			add_cell(&l->rows, e->link);
		else
			add_decoded(&l->rows, e->hidden[i]);
	buf_addc(&l->rows, '\n');
	l->nitem++;
	if (e->ticked)
		buf_addf(&l->ticked, "%.*s\n", STR_ARG(id));
}

static int
add_entry(struct checklist *l, struct cli *c, const struct entry *e)
{
	char made[ID_NEW_LENGTH + 1];
	struct str id = e->hidden[0];
	instant now = c->store.now;
	int rc = 0;

	/* The rows are not put yet, so that each takes another turn. */
	c->store.now += (instant)l->nitem;
	if (id.n == 0)
		rc = store_new_id(&c->store, made, &c->err);
	c->store.now = now;
	if (rc == 0)
		add_row(l, e, id.n > 0 ? id : str_of(made));
	return rc;
}

static void
read_other(struct checklist *l, struct str line, size_t no)
{
	line = str_trim(line);
	if (str_starts(line, STR("# ")) && l->title.n == 0) {
		unescape(&l->title, str_trim(str_from(line, 2)));
	} else if (line.n > 0 && !str_is(line, marker)) {
		buf_addf(&l->left, "%zu: no item: %.*s\n", no, STR_ARG(line));
		l->nleft++;
	}
}

int
checklist_read(struct checklist *l, struct cli *c, struct str text)
{
	struct entry e;
	struct str line;
	size_t no, i;
	int rc = 0;

	*l = (struct checklist){ .title = BUF_INIT };
	buf_addz(&l->rows, "id\tdepth\ttitle\tlength\towner");
	for (i = 1; i < LEN(hidden); i++)
		buf_addf(&l->rows, "\t%s", hidden[i].name);
	buf_addc(&l->rows, '\n');
	for (no = 1; rc == 0 && str_split(&text, '\n', &line); no++) {
		e = (struct entry){ .title = BUF_INIT };
		if (read_entry(&e, line))
			rc = add_entry(l, c, &e);
		else
			read_other(l, line, no);
		buf_release(&e.title);
	}
	return rc;
}

void
checklist_release(struct checklist *l)
{
	buf_release(&l->title);
	buf_release(&l->rows);
	buf_release(&l->ticked);
	buf_release(&l->left);
}
