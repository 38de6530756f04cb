/*
 * The fold against a plain reference: the order of lines and repeated lines
 * change nothing.  Thousands of tables are made from a recorded seed; each is
 * shuffled and doubled, and split by a second header.
 */
#include <stdio.h>
#include <stdlib.h>

#include "table.h"
#include "tsv.h"
#include "xalloc.h"

enum { CASES = 4000, ROWS_MAX = 40, KEYS = 5, SHUFFLES = 3 };

static uint64_t seed = 20261120;

static unsigned
below(unsigned n)
{
	seed = seed * 6364136223846793005U + 1442695040888963407U;
	return (unsigned)(seed >> 33) % n;
}

/* A row of votes-like data; "" is an empty field. */
struct row {
	char time[32];
	char who[8], ref[8], round[4];
	char position[8], comment[8], extra[8];
};

static void
make_row(struct row *r)
{
	static const char *const values[] = { "", "", "agree", "no", "\\N",
		"a\\b", "\\t" };

	memset(r, 0, sizeof(*r));
	if (below(8) > 0)
		snprintf(r->time, sizeof(r->time), "2026-11-20T18:00:00.%03uZ",
		    below(6));
	snprintf(r->who, sizeof(r->who), "p%u", below(KEYS));
	snprintf(r->ref, sizeof(r->ref), "s%u", below(2));
	snprintf(r->round, sizeof(r->round), "%u", 1 + below(2));
	snprintf(r->position, sizeof(r->position), "%s", values[below(7)]);
	snprintf(r->comment, sizeof(r->comment), "%s", values[below(7)]);
	snprintf(r->extra, sizeof(r->extra), "%s", values[below(7)]);
}

/* ---- the reference: the columns in the order in which rows compare */

static const char *
column(const struct row *r, int c)
{
	const char *f[] = { r->time, r->who, r->ref, r->round, r->position,
		r->comment, r->extra };

	return f[c];
}

static int
compare_rows(const struct row *a, const struct row *b)
{
	int c, d;

	for (c = 0; c < 7; c++)
		if ((d = strcmp(column(a, c), column(b, c))) != 0)
			return d;
	return 0;
}

/* The winner of a field, or NULL where no row of the key fills it. */
static const char *
reference(const struct row *rows, size_t n, const struct row *key, int c)
{
	const struct row *best = NULL;
	size_t i;

	for (i = 0; i < n; i++) {
		if (strcmp(rows[i].who, key->who) != 0 ||
		    strcmp(rows[i].ref, key->ref) != 0 ||
		    strcmp(rows[i].round, key->round) != 0 ||
		    column(&rows[i], c)[0] == '\0')
			continue;
		if (best == NULL || compare_rows(best, &rows[i]) < 0)
			best = &rows[i];
	}
	return best != NULL ? column(best, c) : NULL;
}

/* ---- the table */

static void
add_line(struct buf *b, const struct row *r, bool with_extra)
{
	buf_addf(b, "%s\t%s\t%s\t%s\t%s\t%s", r->time, r->who, r->ref, r->round,
	    r->position, r->comment);
	if (with_extra)
		buf_addf(b, "\t%s", r->extra);
	buf_addc(b, '\n');
}

/* Rows without extra may stand under the first header, all under the
 * second. */
static struct table *
make_table(const struct row *rows, size_t n)
{
	struct buf b = BUF_INIT;
	struct table *t;
	size_t i, len;

	buf_addz(&b, "time\twho\tref\tround\tposition\tcomment\n");
	for (i = 0; i < n; i++)
		if (rows[i].extra[0] == '\0')
			add_line(&b, &rows[i], false);
	buf_addz(&b, "time\twho\tref\tround\tposition\tcomment\textra\n");
	for (i = 0; i < n; i++)
		if (rows[i].extra[0] != '\0')
			add_line(&b, &rows[i], true);
	len = b.n;
	memset(buf_room(&b, SCAN_PAD), 0, SCAN_PAD);
	t = table_new(schema_of(TABLE_VOTES), buf_detach(&b), len);
	table_fold(t, TABLE_WANT_ALL);
	return t;
}

static bool
same_field(struct table *t, size_t rec, int col, const char *want)
{
	struct buf plain = BUF_INIT;
	bool same;

	if (want != NULL && strcmp(want, "\\N") != 0)
		tsv_add_plain(&plain, str_of(want));
	same = str_eq(table_get(t, rec, col), buf_str(&plain));
	buf_release(&plain);
	return same;
}

static bool
check_record(
    struct table *t, const struct row *rows, size_t n, const struct row *key)
{
	struct str k[] = { str_of(key->who), str_of(key->ref),
		str_of(key->round) };
	size_t rec = table_find(t, k);
	int extra = rows_text_column(&t->text, STR("extra"));

	return rec != TABLE_NONE &&
	    same_field(t, rec, VOTES_POSITION, reference(rows, n, key, 4)) &&
	    same_field(t, rec, VOTES_COMMENT, reference(rows, n, key, 5)) &&
	    same_field(t, rec, extra, reference(rows, n, key, 6));
}

static bool
check_all(struct row *rows, size_t n, const struct row *all, size_t nall)
{
	struct table *t = make_table(all, nall);
	bool ok = t->text.ndamage == 0;
	size_t i;

	for (i = 0; i < n && ok; i++)
		ok = check_record(t, rows, n, &rows[i]);
	table_free(t);
	return ok;
}

static void
shuffle(struct row *rows, size_t n)
{
	size_t i, j;
	struct row swap;

	for (i = n; i > 1; i--) {
		j = below((unsigned)i);
		swap = rows[i - 1];
		rows[i - 1] = rows[j];
		rows[j] = swap;
	}
}

static bool
run_case(void)
{
	struct row rows[ROWS_MAX], all[2 * ROWS_MAX];
	size_t n = 1 + below(ROWS_MAX), nall = n, i;
	bool ok;
	int s;

	for (i = 0; i < n; i++)
		make_row(&rows[i]);
	memcpy(all, rows, n * sizeof(*rows));
	for (i = 0; i < n; i++)
		if (below(2) == 0)
			all[nall++] = rows[i];
	ok = check_all(rows, n, rows, n);
	for (s = 0; s < SHUFFLES && ok; s++) {
		shuffle(all, nall);
		ok = check_all(rows, n, all, nall);
	}
	return ok;
}

int
main(void)
{
	int i, failed = 0;

	for (i = 0; i < CASES; i++)
		if (!run_case()) {
			printf("not ok fold case %d of seed 20261120\n", i);
			failed++;
		}
	if (failed == 0)
		printf("ok fold: %d tables, each shuffled and doubled %d "
		       "times\n",
		    CASES, SHUFFLES);
	return failed > 0;
}
