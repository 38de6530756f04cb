#include <stdlib.h>

#include "listing.h"
#include "xalloc.h"

static bool
is_declared(const struct listing *l, struct str name)
{
	size_t i;

	for (i = 0; i < l->n; i++)
		if (str_is(name, l->declared[i].name))
			return true;
	return false;
}

static void
declare(struct listing *l, const struct out_column *col, int field)
{
	l->declared[l->n] = *col;
	l->field[l->n++] = field;
}

/* A column's name ends with a NUL where the text keeps it. */
static void
declare_unknown(struct listing *l)
{
	struct out_column col = { "", OUT_TEXT, OUT_DATA };
	const struct table *t = l->t;
	size_t i;

	if ((t->want & TABLE_WANT_OTHERS) == 0)
		return;
	for (i = (size_t)t->schema->ncol; i < t->ncol; i++) {
		col.name = t->text.col[i].p;
		col.hidden = schema_is_bookkeeping(t->text.col[i]) ? OUT_HIDDEN
								   : OUT_DATA;
		if (!is_declared(l, t->text.col[i]))
			declare(l, &col, (int)i);
	}
}

static void
release(struct listing *l)
{
	free(l->declared);
	free(l->field);
}

int
listing_begin(struct listing *l, struct cli *c, struct table *t,
    const struct listing_column col[], size_t n, listing_cell *cell, void *arg)
{
	size_t most = n + t->ncol, i;

	*l = (struct listing){ .c = c, .t = t, .cell = cell, .arg = arg };
	l->declared = xalloc(most, sizeof(*l->declared));
	l->field = xalloc(most, sizeof(*l->field));
	for (i = 0; i < n; i++)
		declare(l, &col[i].out, col[i].field);
	declare_unknown(l);
	if (cli_list(c, &l->o, l->declared, l->n) == 0)
		return 0;
	release(l);
	return -1;
}

static void
print_cell(struct listing *l, size_t rec, size_t i)
{
	if (!out_wants(&l->o, i))
		out_text(&l->o, STR(""));
	else if (l->field[i] == LISTING_NO)
		out_number(&l->o, (long long)table_number(l->t, rec));
	else if (l->field[i] == LISTING_KEY)
		out_text(&l->o, table_key(l->t, rec, 0));
	else if (l->field[i] == LISTING_OWN)
		l->cell(&l->o, rec, i, l->arg);
	else
		out_text(&l->o, table_get(l->t, rec, l->field[i]));
}

void
listing_row(struct listing *l, size_t rec)
{
	size_t i;

	for (i = 0; i < l->n; i++)
		print_cell(l, rec, i);
}

int
listing_end(struct listing *l)
{
	int rc = out_end(&l->o, &l->c->err);

	release(l);
	return rc;
}
