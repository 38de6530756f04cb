/* Statements out of a written plan: the rows of its table of positions. */
#include <stdlib.h>

#include "doc.h"
#include "vote.h"
#include "words.h"

/* What a row of the table says. */
struct entry {
	struct str number; /* as it stands */
	struct buf title, text;
};

/* Adds a piece of a cell with its blanks as one. */
static void
add_words(struct buf *b, struct str s)
{
	struct str word;

	while (str_split(&s, ' ', &word)) {
		if (word.n == 0)
			continue;
		if (b->n > 0)
			buf_addc(b, ' ');
		buf_add(b, word);
	}
}

/* The place behind the sentence with which the text begins. */
static size_t
sentence_end(struct str s)
{
	size_t i;

	for (i = 0; i + 1 < s.n; i++)
		if (memchr(".?!", s.p[i], 3) != NULL && s.p[i + 1] == ' ')
			return i + 1;
	return s.n;
}

/*
 * Splits a cell: what stands apart by markup first is the title, else the
 * first of several sentences; a lone sentence is the text.
 */
static void
split_cell(struct str cell, struct entry *en)
{
	size_t i, end;
	struct str all;

	while (cell.n > 0) {
		i = str_find(cell, '<');
		add_words(en->title.n == 0 ? &en->title : &en->text,
		    str_upto(cell, i));
		cell = str_from(cell, i);
		cell = str_from(cell, str_find(cell, '>') + 1);
	}
	if (en->text.n > 0)
		return;
	all = buf_str(&en->title);
	end = sentence_end(all);
	add_words(&en->text, end < all.n ? str_from(all, end) : all);
	buf_cut(&en->title, end < all.n ? end : 0);
}

/* Reads a row that begins with a number; false for any other. */
static bool
read_entry(const struct doc_line *l, struct entry *en)
{
	struct str rest = str_trim(l->raw), cell;
	char sep = rest.n > 0 && rest.p[0] == '|' ? '|' : '\t';
	size_t i;

	if (sep == '|')
		rest = str_from(rest, 1);
	if (!str_split(&rest, sep, &en->number))
		return false;
	en->number = str_trim(en->number);
	for (i = 0; i < en->number.n; i++)
		if (!words_digit(en->number.p[i]) && en->number.p[i] != '.')
			return false;
	if (i == 0 || !str_split(&rest, sep, &cell))
		return false;
	split_cell(cell, en);
	return en->text.n > 0;
}

static bool
stands(const struct ballot *b, const struct entry *en)
{
	uint32_t i;

	for (i = 0; i < b->n; i++)
		if (str_eq(b->statement[i].text, buf_str(&en->text)) &&
		    str_eq(b->statement[i].title, buf_str(&en->title)))
			return true;
	return false;
}

static int
put_entry(struct vote *v, const struct entry *en)
{
	char id[ID_NEW_LENGTH + 1];
	struct store_row row;

	if (stands(&v->b, en)) {
		cli_say(v->c, "%.*s stands already: %s", STR_ARG(en->number),
		    buf_z(en->title.n > 0 ? &en->title : &en->text));
		return 0;
	}
	if (store_new_id(&v->c->store, id, &v->c->err) == -1)
		return -1;
	store_row(&row, TABLE_STATEMENTS);
	store_set(&row, STATEMENTS_ID, str_of(id));
	store_set(&row, STATEMENTS_TITLE, buf_str(&en->title));
	store_set(&row, STATEMENTS_TEXT, buf_str(&en->text));
	return store_put(&v->c->store, &row, &v->c->err) == TABLE_NONE ? -1 : 0;
}

static int
put_statements(struct vote *v, const struct doc *d, const char *path)
{
	struct entry en;
	size_t i, found = 0;
	int rc = 0;

	for (i = 0; rc == 0 && i < d->n; i++) {
		en = (struct entry){ { NULL, 0 }, BUF_INIT, BUF_INIT };
		if (d->lines[i].kind == DOC_STATEMENT &&
		    read_entry(&d->lines[i], &en)) {
			found++;
			rc = put_entry(v, &en);
		}
		buf_release(&en.title);
		buf_release(&en.text);
	}
	if (rc == 0 && found == 0)
		rc = error_set(
		    &v->c->err, EXIT_INPUT, "%s: no table of statements", path);
	return rc;
}

int
vote_import_doc(struct vote *v, const char *path)
{
	struct buf text = BUF_INIT;
	struct doc d;
	int rc = cli_file(v->c, path, &text);

	if (rc == 0) {
		doc_scan(&d, buf_str(&text));
		rc = put_statements(v, &d, vote_shown(path));
		doc_release(&d);
	}
	buf_release(&text);
	return rc;
}
