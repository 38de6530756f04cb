/*
 * assign: each row its own column, at least cost (the assignment problem).
 *
 * The Hungarian method in the form that adds one row at a time by a shortest
 * way over reduced costs (H. W. Kuhn 1955; J. Munkres 1957; R. Jonker and A.
 * Volgenant 1987).  Time rows^2 * columns.
 */
#ifndef ASSIGN_H
#define ASSIGN_H

#include <stdint.h>

/*
 * `cost` holds `rows` rows of `columns`, rows <= columns.  Puts the column
 * of each row into `column`.
 */
void assign_least(int rows, int columns, const int64_t *cost, int *column);

#endif
