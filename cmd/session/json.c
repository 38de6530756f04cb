#include <stdlib.h>

#include "formats.h"
#include "out.h"

struct json {
	const struct paper *p;
	struct buf *b;
	int depth;
};

static void put_value(struct json *j, size_t i);

static void
new_line(struct json *j)
{
	int i;

	buf_addc(j->b, '\n');
	for (i = 0; i < j->depth; i++)
		buf_addz(j->b, "  ");
}

/* ---- values */

static void
put_scalar(struct json *j, size_t i)
{
	const struct paper_part *part = &j->p->part[i];

	if ((part->flags & PAPER_NUMBER) != 0)
		buf_addf(j->b, "%.10g", part->number);
	else
		out_add_json(
		    j->b, part->value.p != NULL ? part->value : part->text);
}

/* What stands in front of a member or an element. */
static void
begin_one(struct json *j, bool *any)
{
	if (*any)
		buf_addc(j->b, ',');
	*any = true;
	new_line(j);
}

static void
begin_member(struct json *j, const char *key, bool *any)
{
	begin_one(j, any);
	out_add_json(j->b, str_of(key));
	buf_addz(j->b, ": ");
}

static void
put_row(struct json *j, size_t row)
{
	const struct paper_part *table = &j->p->part[j->p->part[row].up];
	bool any = false;
	size_t c;

	buf_addc(j->b, '{');
	j->depth++;
	for (c = 0; c < table->ncolumn; c++) {
		if (table->column[c].key == NULL)
			continue;
		begin_member(j, table->column[c].key, &any);
		put_scalar(j, row + 1 + c);
	}
	j->depth--;
	new_line(j);
	buf_addc(j->b, '}');
}

static void
put_array(struct json *j, size_t i)
{
	bool any = false;
	size_t at;

	buf_addc(j->b, '[');
	j->depth++;
	for (at = i + 1; at < j->p->part[i].end; at = paper_next(j->p, at)) {
		begin_one(j, &any);
		put_value(j, at);
	}
	j->depth--;
	if (any)
		new_line(j);
	buf_addc(j->b, ']');
}

/* The one part that is the section itself, or `i`. */
static size_t
itself(const struct paper *p, size_t i)
{
	size_t at;

	for (at = i + 1; at < p->part[i].end; at = paper_next(p, at))
		if (p->part[at].key != NULL && p->part[at].key[0] == '\0')
			return at;
	return i;
}

static void
put_object(struct json *j, size_t i)
{
	const struct paper *p = j->p;
	bool any = false;
	size_t at;

	if (itself(p, i) != i) {
		put_value(j, itself(p, i));
		return;
	}
	buf_addc(j->b, '{');
	j->depth++;
	for (at = i + 1; at < p->part[i].end; at = paper_next(p, at)) {
		if (p->part[at].key == NULL)
			continue;
		begin_member(j, p->part[at].key, &any);
		put_value(j, at);
	}
	j->depth--;
	if (any)
		new_line(j);
	buf_addc(j->b, '}');
}

static void
put_value(struct json *j, size_t i)
{
	static void (*const put[])(struct json *, size_t) = {
		[PAPER_ROOT] = put_object,
		[PAPER_SECTION] = put_object,
		[PAPER_ARRAY] = put_array,
		[PAPER_ENTRY] = put_object,
		[PAPER_FACT] = put_scalar,
		[PAPER_TEXT] = put_scalar,
		[PAPER_TABLE] = put_array,
		[PAPER_ROW] = put_row,
	};

	put[j->p->part[i].kind](j, i);
}

void
json_print(const struct paper *p, struct buf *b)
{
	struct json j = { .p = p, .b = b };

	put_value(&j, 0);
	buf_addc(b, '\n');
}
