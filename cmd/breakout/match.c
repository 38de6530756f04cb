#include "match.h"

#include <stdlib.h>
#include <string.h>

#include "../../lib/xalloc.h"

/*
 * One search from one root.  `base` is the vertex that the odd cycle around
 * a vertex is shrunk to (itself at first); `parent` leads from a vertex at
 * odd distance towards the root; `queue` holds the vertices at even distance.
 */
struct search {
	int n;
	const bool *edge;
	int *mate, *parent, *base, *queue;
	bool *even, *flag;
	int head, tail;
};

static void
enqueue(struct search *s, int v)
{
	if (s->even[v])
		return;
	s->even[v] = true;
	s->queue[s->tail++] = v;
}

static void
restart(struct search *s, int root)
{
	for (int v = 0; v < s->n; v++) {
		s->parent[v] = -1;
		s->base[v] = v;
		s->even[v] = false;
	}
	s->head = s->tail = 0;
	enqueue(s, root);
}

/* The first base that the ways from `a` and from `b` to the root share. */
static int
meeting_base(struct search *s, int a, int b)
{
	memset(s->flag, 0, (size_t)s->n * sizeof(*s->flag));
	for (;;) {
		a = s->base[a];
		s->flag[a] = true;
		if (s->mate[a] < 0)
			break;
		a = s->parent[s->mate[a]];
	}
	for (b = s->base[b]; !s->flag[b]; b = s->base[b])
		b = s->parent[s->mate[b]];
	return b;
}

/* Flags the cycle from `v` down to `base`; `child` is how to go round it. */
static void
flag_side(struct search *s, int v, int base, int child)
{
	while (s->base[v] != base) {
		s->flag[s->base[v]] = true;
		s->flag[s->base[s->mate[v]]] = true;
		s->parent[v] = child;
		child = s->mate[v];
		v = s->parent[child];
	}
}

/* An edge between two even vertices closes an odd cycle: shrink it. */
static void
shrink(struct search *s, int a, int b)
{
	int base = meeting_base(s, a, b);

	memset(s->flag, 0, (size_t)s->n * sizeof(*s->flag));
	flag_side(s, a, base, b);
	flag_side(s, b, base, a);
	for (int v = 0; v < s->n; v++)
		if (s->flag[s->base[v]]) {
			s->base[v] = base;
			enqueue(s, v);
		}
}

/* Looks along the edge a-b; true if `b` ends a way that can be switched. */
static bool
look(struct search *s, int root, int a, int b)
{
	if (!s->edge[a * s->n + b] || s->base[a] == s->base[b] ||
	    s->mate[a] == b)
		return false;
	if (b == root || (s->mate[b] >= 0 && s->parent[s->mate[b]] >= 0)) {
		shrink(s, a, b);
		return false;
	}
	if (s->parent[b] >= 0)
		return false;
	s->parent[b] = a;
	if (s->mate[b] < 0)
		return true;
	enqueue(s, s->mate[b]);
	return false;
}

/* The free vertex at the end of an alternating way from `root`, or -1. */
static int
find_end(struct search *s, int root)
{
	restart(s, root);
	while (s->head < s->tail) {
		int a = s->queue[s->head++];

		for (int b = 0; b < s->n; b++)
			if (look(s, root, a, b))
				return b;
	}
	return -1;
}

static void
switch_way(struct search *s, int end)
{
	while (end >= 0) {
		int before = s->parent[end], next = s->mate[before];

		s->mate[end] = before;
		s->mate[before] = end;
		end = next;
	}
}

static int
match_all(struct search *s)
{
	int pairs = 0;

	for (int v = 0; v < s->n; v++)
		s->mate[v] = -1;
	for (int v = 0; v < s->n; v++) {
		int end = s->mate[v] < 0 ? find_end(s, v) : -1;

		if (end < 0)
			continue;
		switch_way(s, end);
		pairs++;
	}
	return pairs;
}

int
match_most(int n, const bool *edge, int *mate)
{
	size_t room = (size_t)n + 1;
	struct search s = {
		.n = n,
		.edge = edge,
		.mate = mate,
		.parent = xalloc(room, sizeof(int)),
		.base = xalloc(room, sizeof(int)),
		.queue = xalloc(room, sizeof(int)),
		.even = xalloc(room, sizeof(bool)),
		.flag = xalloc(room, sizeof(bool)),
	};
	int pairs = match_all(&s);

	free(s.parent);
	free(s.base);
	free(s.queue);
	free(s.even);
	free(s.flag);
	return pairs;
}
