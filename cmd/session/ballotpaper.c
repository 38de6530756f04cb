#include <stdlib.h>

#include "ballotpaper.h"
#include "parts.h"
#include "people.h"

enum {
	EMPTY_ROWS = 8, /* where nobody is on the roster, or is to be named */
	SPARE_ROWS = 2	/* for who comes without being on it */
};

/* Who may come, and takes part. */
static bool
is_asked(const struct material *m, size_t rec)
{
	struct table *t = material_table(m, TABLE_PEOPLE);

	return !table_is_dropped(t, rec) && people_takes_part(t, rec) &&
	    !str_is(table_get(t, rec, PEOPLE_RSVP), "no");
}

/* A name, a box for each option and `pass`, and room for why; of an open
 * question just room. */
static const struct paper_column *
columns_of(struct material *m, const struct ballot_statement *st, size_t *n)
{
	struct paper_column *c = paper_columns(&m->paper, st->noption + 3);
	size_t i;

	*n = 0;
	c[(*n)++] = (struct paper_column){
		.key = "who", .label = "Name", .flags = PAPER_HEAD
	};
	for (i = 0; i < st->noption; i++)
		c[(*n)++] = (struct paper_column){
			.text = paper_copy(&m->paper,
			    ballot_position_name(&m->ballot, st->option[i])),
			.flags = PAPER_CHOICE
		};
	if (!st->open_ended)
		c[(*n)++] = (struct paper_column){ .label = "pass",
			.flags = PAPER_CHOICE };
	c[(*n)++] = (struct paper_column){ .label = st->open_ended ? "Answer"
								   : "Because",
		.flags = PAPER_PENCIL };
	return c;
}

static void
add_row(struct material *m, struct str who, size_t columns)
{
	size_t i;

	paper_row(&m->paper, 0, 0);
	material_cell_who(m, who);
	for (i = 1; i < columns; i++)
		paper_blank(&m->paper);
}

static void
add_table(struct material *m, const struct ballot_statement *st)
{
	static const struct str nobody = { NULL, 0 };
	struct table *t = material_table(m, TABLE_PEOPLE);
	const struct paper_column *c;
	size_t i, columns, n = 0, spare;

	c = columns_of(m, st, &columns);
	paper_table(&m->paper, "people", "", c, columns);
	for (i = 0; i < t->nrec; i++) {
		if (!is_asked(m, table_order(t)[i]))
			continue;
		add_row(m, table_key(t, table_order(t)[i], 0), columns);
		n++;
	}
	spare = n > 0 ? SPARE_ROWS : EMPTY_ROWS;
	for (i = 0; i < spare; i++)
		add_row(m, nobody, columns);
	paper_close(&m->paper);
}

static void
add_statement(struct material *m, uint32_t i)
{
	parts_statement(m, i);
	parts_options(m, i, NULL);
	add_table(m, &m->ballot.statement[i]);
	paper_close(&m->paper);
}

void
ballotpaper_make(struct material *m, const struct redact *hide)
{
	struct paper *p = &m->paper;
	uint32_t i, n = 0;

	parts_begin(m, "ballot", "Ballot", hide);
	paper_open(p, PAPER_SECTION, "statements", "Statements");
	paper_open(p, PAPER_ARRAY, "", NULL);
	for (i = 0; i < m->ballot.n; i++)
		if (ballot_takes(&m->ballot.statement[i])) {
			add_statement(m, i);
			n++;
		}
	paper_close(p);
	paper_close(p);
	paper_end(p);
	if (n == 0)
		cli_say(m->c,
		    "no statement takes positions: vote open ID lets one");
}
