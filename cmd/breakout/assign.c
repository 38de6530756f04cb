#include "assign.h"

#include <stdbool.h>
#include <stdlib.h>

#include "../../lib/xalloc.h"

/*
 * Rows and columns have prices whose sum is at most the cost of their cell,
 * and equal to it where a row holds a column.  Column number `columns` stands
 * for "none": the row being added begins there.
 */
struct prices {
	int rows, columns;
	const int64_t *cost;
	int64_t *row, *column;
	int *holder;  /* row of each column, or -1 */
	int *before;  /* column before each on the cheapest way */
	int64_t *way; /* price of that way */
	bool *done;
};

static void
start(struct prices *p, int row)
{
	for (int j = 0; j <= p->columns; j++) {
		p->way[j] = INT64_MAX;
		p->done[j] = false;
	}
	p->holder[p->columns] = row;
}

/* Cheaper ways through column `j`; returns the nearest column not done. */
static int
relax(struct prices *p, int j)
{
	int row = p->holder[j], nearest = -1;

	p->done[j] = true;
	for (int k = 0; k < p->columns; k++) {
		int64_t way =
		    p->cost[row * p->columns + k] - p->row[row] - p->column[k];

		if (p->done[k])
			continue;
		if (way < p->way[k]) {
			p->way[k] = way;
			p->before[k] = j;
		}
		if (nearest < 0 || p->way[k] < p->way[nearest])
			nearest = k;
	}
	return nearest;
}

/* Moves the prices so that the nearest column costs nothing more. */
static void
reprice(struct prices *p, int64_t by)
{
	for (int j = 0; j <= p->columns; j++)
		if (p->done[j]) {
			p->row[p->holder[j]] += by;
			p->column[j] -= by;
		} else if (p->way[j] < INT64_MAX) {
			p->way[j] -= by;
		}
}

static void
add_row(struct prices *p, int row)
{
	int j = p->columns;

	start(p, row);
	do {
		int nearest = relax(p, j);

		reprice(p, p->way[nearest]);
		j = nearest;
	} while (p->holder[j] >= 0);
	while (j != p->columns) {
		p->holder[j] = p->holder[p->before[j]];
		j = p->before[j];
	}
}

void
assign_least(int rows, int columns, const int64_t *cost, int *column)
{
	size_t room = (size_t)columns + 1;
	struct prices p = {
		.rows = rows,
		.columns = columns,
		.cost = cost,
		.row = xcalloc((size_t)rows + 1, sizeof(int64_t)),
		.column = xcalloc(room, sizeof(int64_t)),
		.holder = xalloc(room, sizeof(int)),
		.before = xalloc(room, sizeof(int)),
		.way = xalloc(room, sizeof(int64_t)),
		.done = xalloc(room, sizeof(bool)),
	};

	for (int j = 0; j <= columns; j++)
		p.holder[j] = -1;
	for (int i = 0; i < rows; i++)
		add_row(&p, i);
	for (int j = 0; j < columns; j++)
		if (p.holder[j] >= 0)
			column[p.holder[j]] = j;
	free(p.row);
	free(p.column);
	free(p.holder);
	free(p.before);
	free(p.way);
	free(p.done);
}
