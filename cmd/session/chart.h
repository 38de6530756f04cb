/*
 * chart: a table of a paper drawn as SVG, to stand in an HTML page.
 *
 * What a chart shows, the table beside it says in words, so its title and
 * description are short.  Places across are in percent and down in pixels:
 * a chart is as wide as the page has room, and its letters stay as large as
 * the text around.  Colours are the classes of html.c's style.
 *
 *	if (chart_is_drawn(p, table))
 *		chart_add(p, table, "chart-3", &b);
 */
#ifndef SESSION_CHART_H
#define SESSION_CHART_H

#include "buf.h"
#include "paper.h"

/* Whether a table has a chart, and values for it. */
bool chart_is_drawn(const struct paper *p, size_t table);
/* `id` is one of the page's own, for what names the chart. */
void chart_add(
    const struct paper *p, size_t table, const char *id, struct buf *b);

#endif
