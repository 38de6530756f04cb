#include "tally.h"
#include "die.h"
#include "intern.h"
#include "xalloc.h"

enum { SHOWN = 5, THOUSAND = 1000 };

void
tally_init(struct tally *t, const char *part, unsigned permille)
{
	const char *seed = getenv("FAULT_SEED");

	*t = (struct tally){ .part = part,
		.permille = permille,
		.seed = seed != NULL ? (unsigned long)number_of(seed) : 1 };
}

void
tally_begin(struct tally *t, const char *name)
{
	t->name = xstrdup(name);
	t->own = t->own_held = 0;
}

bool
tally_takes(struct tally *t, const char *name)
{
	struct buf b = BUF_INIT;
	bool takes;

	buf_addf(&b, "%lu %s %s", t->seed, t->name, name);
	takes = intern_hash(buf_str(&b)) % THOUSAND < t->permille;
	buf_release(&b);
	t->not_run += !takes;
	return takes;
}

void
tally_case(struct tally *t, const char *name, const struct buf *why)
{
	t->own++;
	if (why->n == 0)
		t->own_held++;
	else if (t->own - t->own_held <= SHOWN)
		buf_addf(&t->failures, "  %s: %s\n", name, buf_z(why));
}

void
tally_end(struct tally *t)
{
	if (t->own == t->own_held)
		printf("ok %s: %s: %zu cases\n", t->part, t->name, t->own);
	else
		printf("not ok %s: %s: %zu of %zu cases did not hold:\n%s",
		    t->part, t->name, t->own - t->own_held, t->own,
		    buf_z(&t->failures));
	fflush(stdout);
	t->broken += t->own > t->own_held;
	t->cases += t->own;
	t->held += t->own_held;
	buf_release(&t->failures);
	free(t->name);
}

int
tally_close(struct tally *t)
{
	printf("cases: %s: %zu ran, %zu held", t->part, t->cases, t->held);
	if (t->permille < THOUSAND)
		printf(" (a sample, seed %lu, of %zu)", t->seed,
		    t->cases + t->not_run);
	putchar('\n');
	return t->broken == 0 ? 0 : 1;
}
