/*
 * show: all about one item, for the one who runs it or for a projector.
 *
 * On a terminal it is laid out to be read; elsewhere, or with -o, it is a
 * listing of fields.  Both are made of the same parts.
 */
#include <stdlib.h>
#include <unistd.h>

#include "agenda.h"
#include "duration.h"
#include "people.h"
#include "utf8.h"
#include "wrap.h"

#define LEN(a) (sizeof(a) / sizeof((a)[0]))

/* Who takes the parts in: a listing, or a page. */
struct page {
	struct cli *c;
	struct plan *p;
	size_t item;
	bool listing;
	struct out o;
	size_t width;
	const char *under; /* the heading under which the page is */
};

/* ---- the page */

/* `sign` stands before the first line, blanks before the others. */
static void
print_wrapped(const struct page *g, const char *sign, struct str text)
{
	static const char blanks[] = "        ";
	size_t indent = utf8_width(str_of(sign));
	size_t width = g->width > indent + 20 ? g->width - indent : 20;
	struct buf b = BUF_INIT;
	struct str rest, line;

	wrap_add_visible(&b, text);
	rest = buf_str(&b);
	do {
		line = wrap_take(&rest, width);
		printf("%s%.*s\n", sign, STR_ARG(line));
		sign = &blanks[LEN(blanks) - 1 - indent];
	} while (rest.n > 0);
	buf_release(&b);
}

/* What the page calls a field; the rest under its own name. */
static const struct heading {
	const char *field, *heading;
	const char *sign; /* before each */
} headings[] = { { "title", NULL, "" }, { "link", "", "" }, { "text", "", "" },
	{ "script", "Say", "  \xe2\x80\x9c " }, { "prompt", "Prompts", "  ? " },
	{ "open", "Boxes", "  [ ] " }, { "ticked", "Boxes", "  [x] " },
	{ "part", "Parts", "  - " } };

static void
print_part(struct page *g, const char *field, struct str value)
{
	const struct heading *h = NULL;
	const char *heading = field;
	size_t i;

	for (i = 0; i < LEN(headings); i++)
		if (strcmp(headings[i].field, field) == 0)
			h = &headings[i];
	if (h != NULL)
		heading = h->heading;
	if (heading == NULL)
		return;
	if (g->under != heading || heading[0] == '\0')
		printf("\n");
	if (g->under != heading && heading[0] != '\0')
		printf("%c%s:\n",
		    heading[0] >= 'a' && heading[0] <= 'z' ? heading[0] - 32
							   : heading[0],
		    heading + 1);
	g->under = heading;
	print_wrapped(g, h != NULL ? h->sign : "  ", value);
}

/* `Answer            0:16  18:16  10m  ana  2:41 left` */
static void
print_head(const struct page *g)
{
	const struct plan_item *it = &g->p->item[g->item];
	struct str owner =
	    table_get(g->c->session.table[TABLE_AGENDA], it->rec, AGENDA_OWNER);
	struct buf b = BUF_INIT, head = BUF_INIT;

	if (it->timed && g->p->has_start)
		instant_add_time(
		    &head, g->p->start + (instant)it->offset * 1000);
	if (it->timed && it->span > 0) {
		buf_addz(&head, head.n > 0 ? ", " : "");
		duration_add(&head, it->span);
	}
	if (owner.n > 0)
		buf_addf(
		    &head, "%s%.*s", head.n > 0 ? ", " : "", STR_ARG(owner));
	if (g->item == g->p->current) {
		buf_addz(&head, ", ");
		duration_add_clock(
		    &head, (long)(plan_left(g->p, g->item) / 1000));
		buf_addz(&head, " left");
	}
	utf8_add_visible(&b, it->title);
	printf("%s\n", buf_z(&b));
	buf_cut(&b, 0);
	utf8_add_visible(&b, buf_str(&head));
	if (b.n > 0)
		printf("%s\n", buf_z(&b));
	buf_release(&b);
	buf_release(&head);
}

/* ---- the parts */

static void
part(struct page *g, const char *field, struct str value)
{
	if (value.n == 0)
		return;
	if (!g->listing) {
		print_part(g, field, value);
		return;
	}
	out_text(&g->o, str_of(field));
	out_text(&g->o, value);
}

/* What the listing says in rows the page has in its head. */
static void
add_head(struct page *g)
{
	const struct plan_item *it = &g->p->item[g->item];
	struct table *t = g->c->session.table[TABLE_AGENDA];
	struct buf b = BUF_INIT;

	part(g, "id", it->id);
	part(g, "title", it->title);
	part(g, "kind", it->kind);
	if (it->timed) {
		duration_add_offset(&b, it->offset);
		part(g, "offset", buf_str(&b));
		buf_cut(&b, 0);
		if (g->p->has_start)
			instant_add_time(
			    &b, g->p->start + (instant)it->offset * 1000);
		part(g, "clock", buf_str(&b));
		buf_cut(&b, 0);
		duration_add(&b, it->span);
		part(g, "length", buf_str(&b));
	}
	part(g, "owner", table_get(t, it->rec, AGENDA_OWNER));
	buf_release(&b);
}

static bool
is_private(struct str kind)
{
	return str_is(kind, "script") || str_is(kind, "remark");
}

/* Notes of one kind, or, with NULL, of those that have no place of their
 * own. */
static void
add_notes(struct page *g, const char *kind)
{
	static const char *const placed[] = { "text", "script", "prompt" };
	struct table *notes = g->c->session.table[TABLE_NOTES];
	const size_t *order = table_order(notes);
	struct str has, id = g->p->item[g->item].id, who;
	struct buf b = BUF_INIT;
	size_t i, j;

	for (i = 0; i < notes->nrec; i++) {
		has = table_get(notes, order[i], NOTES_KIND);
		if (!str_eq(table_get(notes, order[i], NOTES_REF), id) ||
		    table_is_dropped(notes, order[i]) ||
		    (is_private(has) && cli_given(g->c, "public")))
			continue;
		for (j = 0; j < LEN(placed) && !str_is(has, placed[j]);)
			j++;
		if (kind != NULL ? !str_is(has, kind) : j < LEN(placed))
			continue;
		buf_cut(&b, 0);
		who = table_get(notes, order[i], NOTES_WHO);
		if (kind == NULL && who.n > 0)
			buf_addf(&b, "%.*s: ", STR_ARG(who));
		buf_add(&b, table_get(notes, order[i], NOTES_TEXT));
		part(g,
		    kind != NULL		? kind
			: str_is(has, "remark") ? "remark"
						: "note",
		    buf_str(&b));
	}
	buf_release(&b);
}

/* Prompts that a question board keeps for this item as a topic. */
static void
add_prompts(struct page *g)
{
	struct table *q = g->c->session.table[TABLE_QUESTIONS];
	const struct plan_item *it = &g->p->item[g->item];
	const size_t *order = table_order(q);
	struct str topic;
	size_t i;

	for (i = 0; i < q->nrec; i++) {
		topic = table_get(q, order[i], QUESTIONS_TOPIC);
		if (!table_is_dropped(q, order[i]) &&
		    str_is(table_get(q, order[i], QUESTIONS_KIND), "prompt") &&
		    (str_eq(topic, it->id) || str_eq(topic, it->title)))
			part(g, "prompt",
			    table_get(q, order[i], QUESTIONS_TEXT));
	}
}

static void
add_parts(struct page *g)
{
	const struct plan_item *it = &g->p->item[g->item], *sub;
	struct buf b = BUF_INIT;
	size_t i;

	for (i = g->item + 1; i < it->end; i++) {
		sub = &g->p->item[i];
		buf_cut(&b, 0);
		buf_add(&b, sub->title);
		if (sub->fixed_length) {
			buf_addz(&b, ", ");
			duration_add(&b, sub->length);
		}
		part(g,
		    !agenda_has_box(sub->kind) ? "part"
			: sub->ticked	       ? "ticked"
					       : "open",
		    buf_str(&b));
	}
	buf_release(&b);
}

static void
add_all(struct page *g)
{
	struct table *t = g->c->session.table[TABLE_AGENDA];

	if (g->listing)
		add_head(g);
	else
		print_head(g);
	part(g, "link", table_get(t, g->p->item[g->item].rec, AGENDA_LINK));
	add_notes(g, "text");
	add_notes(g, "script");
	add_notes(g, "prompt");
	add_prompts(g);
	add_parts(g);
	add_notes(g, NULL);
}

/* ---- the verb */

static int
show(struct page *g)
{
	static const struct out_column columns[] = {
		{ "field", OUT_TEXT, false }, { "value", OUT_TEXT, false }
	};

	g->listing = !isatty(STDOUT_FILENO) || cli_given(g->c, "output");
	g->width = cli_width();
	if (g->listing && cli_list(g->c, &g->o, columns, LEN(columns)) == -1)
		return -1;
	add_all(g);
	return g->listing ? out_end(&g->o, &g->c->err) : 0;
}

int
show_verb(struct cli *c)
{
	struct plan p;
	struct page g = { .c = c, .p = &p };
	int rc = agenda_read(c, &p, AGENDA_NOTES | AGENDA_QUESTIONS);

	if (rc == 0 && c->noperand > 0)
		rc = agenda_find(c, &p, cli_operand(c, 0), &g.item);
	else if (rc == 0)
		rc = agenda_current(c, &p, &g.item);
	if (rc == 0)
		rc = show(&g);
	plan_release(&p);
	return rc == -1 ? cli_fail(c) : EXIT_YES;
}
