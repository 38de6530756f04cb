/*
 * sort: puts an array into order.
 *
 * As qsort, but rows come mostly in the order in which they are wanted, and
 * then one look along them is enough.  An empty array may be NULL.
 */
#ifndef SORT_H
#define SORT_H

#include <stddef.h>

void sort(void *base, size_t n, size_t size,
    int (*compare)(const void *, const void *));

#endif
