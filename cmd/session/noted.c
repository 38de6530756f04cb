#include <stdlib.h>

#include "noted.h"
#include "xalloc.h"

/* By number: which ref each note has; INTERN_NONE where it was dropped. */
static uint32_t *
read_refs(struct noted *n)
{
	const size_t *order = table_order(n->notes);
	uint32_t *of = xalloc(n->notes->nrec, sizeof(*of));
	struct str ref;
	size_t i;

	for (i = 0; i < n->notes->nrec; i++) {
		of[i] = INTERN_NONE;
		if (table_is_dropped(n->notes, order[i]))
			continue;
		ref = table_get(n->notes, order[i], NOTES_REF);
		of[i] = intern_put(&n->ref, ref, intern_hash(ref));
	}
	return of;
}

void
noted_read(struct noted *n, struct table *notes)
{
	const size_t *order = table_order(notes);
	size_t i, *next;
	uint32_t *of;

	*n = (struct noted){ .notes = notes };
	of = read_refs(n);
	n->first = xcalloc(n->ref.n + 1, sizeof(*n->first));
	n->rec = xalloc(notes->nrec, sizeof(*n->rec));
	next = xalloc(n->ref.n, sizeof(*next));
	for (i = 0; i < notes->nrec; i++)
		if (of[i] != INTERN_NONE)
			n->first[of[i] + 1]++;
	for (i = 0; i < n->ref.n; i++) {
		n->first[i + 1] += n->first[i];
		next[i] = n->first[i];
	}
	for (i = 0; i < notes->nrec; i++)
		if (of[i] != INTERN_NONE)
			n->rec[next[of[i]]++] = order[i];
	free(next);
	free(of);
}

void
noted_release(struct noted *n)
{
	intern_release(&n->ref);
	free(n->rec);
	free(n->first);
	*n = (struct noted){ 0 };
}

const size_t *
noted_on(const struct noted *n, struct str ref, size_t *count)
{
	uint32_t i = intern_get(&n->ref, ref);

	*count = 0;
	if (i == INTERN_NONE)
		return NULL;
	*count = n->first[i + 1] - n->first[i];
	return &n->rec[n->first[i]];
}

bool
noted_is(const struct noted *n, size_t rec, const char *kind)
{
	return str_is(table_get(n->notes, rec, NOTES_KIND), kind);
}
