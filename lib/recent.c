#include <stdlib.h>
#include <unistd.h>

#include "file.h"
#include "recent.h"
#include "sort.h"
#include "utf8.h"
#include "xalloc.h"

enum { GAP_MS = 2, NEAR_MS = 1000 };
/* How much of a table's end is looked at first, and of its beginning for the
 * header; bytes. */
enum { TAIL = 64 * 1024, HEAD = 4 * 1024 };

/* The times of rows that a command could meet. */
struct recent {
	instant since;
	instant *time;
	size_t n, cap;
};

/* A table's bytes, in memory or on the disk. */
struct source {
	const struct schema *schema;
	struct file file; /* fd -1: in memory */
	struct str bytes;
	size_t n;
};

static void
add(struct recent *r, instant t)
{
	if (t < r->since)
		return;
	r->time = xgrow(r->time, r->n, &r->cap, sizeof(*r->time));
	r->time[r->n++] = t;
}

/* ---- lines */

/* Which field of the rows below it is the time; -1 for none. */
static int
time_position(struct str header)
{
	struct str name;
	int i;

	for (i = 0; str_split(&header, '\t', &name); i++)
		if (str_is(name, "time"))
			return i;
	return -1;
}

static bool
line_time(struct str line, int pos, instant *t)
{
	struct str field = { NULL, 0 };

	for (; pos >= 0; pos--)
		if (!str_split(&line, '\t', &field))
			return false;
	return instant_parse_stored(field, t);
}

/* Adds the times of rows; whether the first of them is one to add. */
static bool
add_lines(
    struct recent *r, const struct schema *schema, struct str text, int pos)
{
	bool begins = false, first = true;
	struct str line;
	instant t;

	while (str_split(&text, '\n', &line)) {
		line = str_trim_end(line);
		if (line_time(line, pos, &t)) {
			begins = begins || (first && t >= r->since);
			first = false;
			add(r, t);
		} else if (rows_is_header(schema, line)) {
			pos = time_position(line);
		}
	}
	return begins;
}

/* ---- ends of tables */

/* `n` bytes from `from` on, which `b` may hold; fewer where they cannot be
 * read. */
static struct str
part(struct source *src, size_t from, size_t n, struct buf *b)
{
	ssize_t got = -1;

	if (src->file.fd == -1)
		return str_upto(str_from(src->bytes, from), n);
	buf_cut(b, 0);
	buf_room(b, n);
	if (lseek(src->file.fd, (off_t)from, SEEK_SET) != -1)
		got = file_read_full(src->file.fd, b->p, n);
	return (struct str){ b->p, got > 0 ? (size_t)got : 0 };
}

/* Behind the first line. */
static struct str
next_line(struct str s)
{
	return str_from(s, str_find(s, '\n') + 1);
}

/* The header as it stands above lines in the middle. */
static int
first_position(struct source *src, struct buf *b)
{
	struct str head = utf8_skip_mark(part(src, 0, HEAD, b));

	return time_position(
	    str_trim_end(str_upto(head, str_find(head, '\n'))));
}

/* The rows at the end: further back, where they begin with such as count. */
static void
add_end(struct recent *r, struct source *src)
{
	struct buf b = BUF_INIT;
	size_t n = TAIL, had = r->n;
	struct str text;
	int pos = -1;
	bool all;

	if (src->n > n)
		pos = first_position(src, &b);
	do {
		all = n >= src->n;
		text = part(src, all ? 0 : src->n - n, all ? src->n : n, &b);
		text = all ? utf8_skip_mark(text) : next_line(text);
		r->n = had;
		n *= 4;
	} while (add_lines(r, src->schema, text, pos) && !all);
	buf_release(&b);
}

/* A table that was not asked for; one that cannot be read has no rows. */
static void
add_file(struct recent *r, struct session *s, const struct schema *schema)
{
	struct error e = ERROR_INIT;
	struct source src = { .schema = schema };

	if (file_open(&src.file, s->fd, schema->file, schema->file, &e) == 0 &&
	    src.file.fd != -1) {
		src.n = (size_t)src.file.size;
		add_end(r, &src);
		file_close(&src.file);
	}
	error_release(&e);
}

/* A table that is there: a record's newest row may stand anywhere, and one
 * that was only just put. */
static void
add_table(struct recent *r, struct table *t)
{
	struct source src = { t->schema, { .fd = -1 }, t->text.bytes,
		t->text.bytes.n };
	size_t rec;

	add_end(r, &src);
	for (rec = 0; t->newest != TABLE_NONE && rec < t->nrec; rec++)
		add(r, table_newest(t, rec));
}

/* ---- where to begin */

static int
by_time(const void *a, const void *b)
{
	const instant *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* The last of the times that follow each other closely from `now` on. */
static instant
last_near(const struct recent *r, instant now, bool at)
{
	instant last = now - GAP_MS;
	size_t i;

	for (i = 0; i < r->n; i++) {
		if (r->time[i] - (at || last < now ? now : last) >= NEAR_MS)
			break;
		last = r->time[i];
	}
	return last;
}

instant
recent_begin(struct session *s, instant now, bool at)
{
	struct recent r = { .since = now - GAP_MS + 1 };
	instant last;
	int i;

	for (i = 0; i < TABLE_COUNT; i++)
		if (s->table[i] != NULL)
			add_table(&r, s->table[i]);
		else
			add_file(&r, s, schema_of((enum table_id)i));
	sort(r.time, r.n, sizeof(*r.time), by_time);
	last = last_near(&r, now, at);
	free(r.time);
	return last + GAP_MS;
}
