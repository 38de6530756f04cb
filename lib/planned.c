#include <stdlib.h>

#include "clock.h"
#include "planned.h"
#include "tsv.h"
#include "xalloc.h"

/* A meeting that nobody ended is over by then. */
#define UNENDED_MS ((instant)12 * 3600 * 1000)

/* The columns that a meeting changes. */
static const int columns[] = { AGENDA_LENGTH, AGENDA_START, AGENDA_STATE };

enum { NCOLUMNS = sizeof(columns) / sizeof(columns[0]) };

/* ---- when the meeting went on */

/* The one that goes on at `t`, or NULL. */
static struct planned_span *
span_at(const struct planned *p, instant t)
{
	size_t i;

	for (i = p->nspan; i > 0; i--)
		if (t >= p->span[i - 1].from && t <= p->span[i - 1].to)
			return &p->span[i - 1];
	return NULL;
}

static void
begin_span(struct planned *p, instant t)
{
	if (span_at(p, t) != NULL)
		return;
	p->span = xgrow(p->span, p->nspan, &p->capspan, sizeof(*p->span));
	p->span[p->nspan++] = (struct planned_span){ t, t + UNENDED_MS };
}

static void
end_span(struct planned *p, instant t)
{
	struct planned_span *s = span_at(p, t);

	if (s != NULL)
		s->to = t;
}

static void
read_event(struct planned *p, struct table *times, size_t i)
{
	struct str event = table_get(times, i, TIMES_EVENT),
		   id = table_get(times, i, TIMES_ID);

	if (str_is(event, "end"))
		end_span(p, table_first(times, i));
	else if (str_is(event, "start") &&
	    table_find(p->agenda, &id) != TABLE_NONE)
		begin_span(p, table_first(times, i));
}

static void
read_spans(struct planned *p, struct table *times)
{
	struct clock_undone undone;
	size_t i;

	clock_undone_read(&undone, times);
	for (i = 0; i < times->nrec; i++)
		if (!clock_lacks_time(times, i) &&
		    !clock_is_undone(&undone, times, i))
			read_event(p, times, i);
	clock_undone_release(&undone);
}

/* ---- the fields */

static void
take_field(struct planned *p, struct planned_field *f, const struct rows *r,
    struct str raw)
{
	if (f->row == NULL || r->time > f->time ||
	    (r->time == f->time &&
		rows_compare(&p->agenda->text, r->start, f->row) > 0))
		*f = (struct planned_field){ r->time, r->start, raw };
}

static void
take_row(struct planned *p, const struct rows *r)
{
	size_t rec = table_record_of(p->agenda, r);
	const struct planned_span *s = span_at(p, r->time);
	struct str raw;
	int i;

	if (s != NULL && table_first(p->agenda, rec) < s->from)
		return;
	for (i = 0; i < NCOLUMNS; i++) {
		raw = rows_field(r, columns[i]);
		if (raw.n > 0)
			take_field(
			    p, &p->field[rec * NCOLUMNS + (size_t)i], r, raw);
	}
}

void
planned_read(struct planned *p, struct session *s)
{
	struct rows r;

	*p = (struct planned){ .agenda = s->table[TABLE_AGENDA] };
	read_spans(p, s->table[TABLE_TIMES]);
	p->field = xcalloc(p->agenda->nrec * NCOLUMNS, sizeof(*p->field));
	rows_begin(&r, &p->agenda->text);
	while (rows_next(&r))
		take_row(p, &r);
	rows_release(&r);
}

void
planned_release(struct planned *p)
{
	free(p->span);
	free(p->field);
	*p = (struct planned){ 0 };
}

instant
planned_began(const struct planned *p)
{
	return p->nspan > 0 ? p->span[0].from : INSTANT_NONE;
}

struct str
planned_get(const struct planned *p, size_t rec, int col)
{
	struct str raw;
	int i;

	for (i = 0; i < NCOLUMNS && columns[i] != col; i++)
		;
	if (i == NCOLUMNS)
		return table_get(p->agenda, rec, col);
	raw = p->field[rec * NCOLUMNS + (size_t)i].raw;
	return str_eq(raw, TSV_CLEARED) ? (struct str){ NULL, 0 }
					: table_plain(p->agenda, raw);
}

bool
planned_is_dropped(const struct planned *p, size_t rec)
{
	return str_is(planned_get(p, rec, AGENDA_STATE), "dropped");
}
