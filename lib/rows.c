#include <stdlib.h>

#include "rows.h"
#include "tsv.h"
#include "utf8.h"
#include "xalloc.h"

void
rows_text_init(
    struct rows_text *t, const struct schema *schema, char *bytes, size_t n)
{
	size_t ncol = (size_t)schema->ncol, i;

	*t = (struct rows_text){ .schema = schema, .bytes = { bytes, n } };
	if (bytes != NULL)
		bytes[n] = '\n';
	for (i = 0; i < ncol; i++)
		rows_text_add_column(t, str_of(schema->col[i]));
}

void
rows_text_release(struct rows_text *t)
{
	size_t i;

	for (i = 0; i < t->nheader; i++) {
		if (t->header[i].shared)
			continue;
		free(t->header[i].col);
		free(t->header[i].pos);
	}
	free(t->header);
	free(t->like);
	free(t->unknown);
	free(t->col);
	intern_release(&t->name);
	intern_release(&t->line);
	free(t->damage);
	free(t->breaks);
	free((char *)t->bytes.p);
	arena_release(&t->mem);
	*t = (struct rows_text){ 0 };
}

int
rows_text_column(const struct rows_text *t, struct str name)
{
	uint32_t i = intern_get(&t->name, name);

	return i != INTERN_NONE ? (int)i : SCHEMA_NONE;
}

int
rows_text_add_column(struct rows_text *t, struct str name)
{
	int i = rows_text_column(t, name);

	if (i != SCHEMA_NONE)
		return i;
	name = arena_copy(&t->mem, name);
	intern_put(&t->name, name, intern_hash(name));
	t->col = xgrow(t->col, t->ncol, &t->capcol, sizeof(*t->col));
	t->col[t->ncol] = name;
	return (int)t->ncol++;
}

/* ---- lines */

static size_t
count_breaks(const char *p, const char *end)
{
	size_t n = 0;

	for (; p < end; p++)
		n += *p == '\n';
	return n;
}

/* How many line breaks stand before each block, so that a line's number
 * costs one block and not the whole text. */
enum { BREAKS_BLOCK = 4096 };

static void
index_breaks(struct rows_text *t)
{
	size_t n = t->bytes.n / BREAKS_BLOCK, i;
	const char *p = t->bytes.p;

	t->breaks = xcalloc(n + 1, sizeof(*t->breaks));
	for (i = 0; i < n; i++, p += BREAKS_BLOCK)
		t->breaks[i + 1] =
		    t->breaks[i] + count_breaks(p, p + BREAKS_BLOCK);
}

size_t
rows_text_line(struct rows_text *t, const char *p)
{
	size_t block = (size_t)(p - t->bytes.p) / BREAKS_BLOCK;

	if (t->breaks == NULL)
		index_breaks(t);
	return 1 + t->breaks[block] +
	    count_breaks(t->bytes.p + block * BREAKS_BLOCK, p);
}

void
rows_text_note(struct rows_text *t, size_t line, const char *what)
{
	if (t->ndamage == ROWS_DAMAGE_MAX) {
		if (t->nmore++ == 0)
			t->more_from = line;
		return;
	}
	t->damage =
	    xgrow(t->damage, t->ndamage, &t->capdamage, sizeof(*t->damage));
	t->damage[t->ndamage++] = (struct rows_damage){ line, what };
}

static void
note_damage(struct rows *r, const char *what)
{
	if (!r->text->known)
		rows_text_note(r->text, r->line, what);
}

bool
rows_is_header(const struct schema *s, struct str whole)
{
	struct str name;
	unsigned seen = 0;
	int i;

	while (str_split(&whole, '\t', &name)) {
		if (str_is(name, "time"))
			seen |= 1U;
		for (i = 0; i < s->nkey; i++)
			if (str_is(name, s->col[s->key[i]]))
				seen |= 2U << i;
	}
	return seen == (2U << s->nkey) - 1;
}

/* The column of that name; SCHEMA_NONE for one too many. */
static int
column_for(struct rows_text *t, struct str name)
{
	return t->ncol < ROWS_COLUMNS_MAX ? rows_text_add_column(t, name)
					  : rows_text_column(t, name);
}

/* The columns that a header line names, by position. */
static void
header_columns(struct rows_text *t, struct rows_header *h, struct str whole)
{
	struct buf plain = BUF_INIT;
	struct str name;
	size_t cap = 0;

	while (h->npos < ROWS_COLUMNS_MAX && str_split(&whole, '\t', &name)) {
		buf_cut(&plain, 0);
		tsv_add_plain(&plain, name);
		h->col = xgrow(h->col, h->npos, &cap, sizeof(*h->col));
		h->col[h->npos] = column_for(t, buf_str(&plain));
		h->beyond = h->beyond || h->col[h->npos++] == SCHEMA_NONE;
	}
	buf_release(&plain);
}

static void
header_positions(struct rows_text *t, struct rows_header *h)
{
	size_t i;

	h->ncol = t->ncol;
	h->pos = xalloc(h->ncol, sizeof(*h->pos));
	for (i = 0; i < h->ncol; i++)
		h->pos[i] = -1;
	for (i = 0; i < h->npos; i++) {
		if (h->col[i] == SCHEMA_NONE)
			continue;
		if (h->pos[h->col[i]] == -1) {
			h->pos[h->col[i]] = (int)i;
		} else {
			h->col[i] = SCHEMA_NONE;
			h->repeats = true;
		}
	}
	h->time_pos = h->pos[t->schema->time];
	for (i = 0; i < (size_t)t->schema->nkey; i++)
		h->key_pos[i] = h->pos[t->schema->key[i]];
}

/* A header as one that a line like it made, or a new one. */
static struct rows_header
make_header(struct rows_text *t, struct str whole)
{
	uint32_t was = t->line.n, n;
	struct rows_header h = { 0 };

	n = intern_put(&t->line, whole, intern_hash(whole));
	if (n < was) {
		h = t->header[t->like[n]];
		h.shared = true;
		return h;
	}
	t->like = xgrow(t->like, n, &t->caplike, sizeof(*t->like));
	t->like[n] = t->nheader;
	header_columns(t, &h, whole);
	header_positions(t, &h);
	return h;
}

static void
add_header(struct rows_text *t, const char *from, struct str whole)
{
	struct rows_header h = make_header(t, whole);

	h.from = from;
	t->header =
	    xgrow(t->header, t->nheader, &t->capheader, sizeof(*t->header));
	t->header[t->nheader++] = h;
}

static bool
in_file(const struct rows_text *t, const char *p)
{
	return t->bytes.n > 0 && p >= t->bytes.p && p < t->bytes.p + t->bytes.n;
}

/* The last header of the bytes whose rows begin at `p` or before, or NULL. */
static const struct rows_header *
header_before(const struct rows_text *t, const char *p)
{
	size_t lo = 0, hi = t->nread, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (t->header[mid].from <= p)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo > 0 ? &t->header[lo - 1] : NULL;
}

const struct rows_header *
rows_header_of(const struct rows_text *t, const char *p)
{
	if (in_file(t, p))
		return header_before(t, p);
	return t->nheader > 0 ? &t->header[t->nheader - 1] : NULL;
}

/* A copy of a line between two LFs, readable SCAN_PAD bytes beyond. */
static struct str
copy_line(struct rows_text *t, struct str whole)
{
	char *p = arena_room(&t->mem, whole.n + 2 + SCAN_PAD);

	p[0] = '\n';
	if (whole.n > 0)
		memcpy(p + 1, whole.p, whole.n);
	memset(p + 1 + whole.n, 0, 1 + SCAN_PAD);
	p[1 + whole.n] = '\n';
	return (struct str){ p + 1, whole.n };
}

void
rows_text_append_header(struct rows_text *t, struct str whole)
{
	struct str copy = copy_line(t, whole);

	add_header(t, copy.p, copy);
}

const char *
rows_text_append(struct rows_text *t, struct str whole)
{
	return copy_line(t, whole).p;
}

void
rows_begin(struct rows *r, struct rows_text *t)
{
	struct str text = utf8_skip_mark(t->bytes);

	*r = (struct rows){ .text = t, .next = text.p };
	scan_begin(&r->scan, text);
}

void
rows_at(struct rows *r, struct rows_text *t, const char *p)
{
	struct str line = { p, 0 };

	if (in_file(t, p))
		line.n = str_find(
		    (struct str){ p, (size_t)(t->bytes.p + t->bytes.n - p) },
		    '\n');
	else
		line.n = (size_t)(strchr(p, '\n') - p);
	*r = (struct rows){ .text = t,
		.header = rows_header_of(t, p),
		.next = p,
		.single = true };
	scan_begin(&r->scan, line);
	rows_next(r);
}

void
rows_release(struct rows *r)
{
	free(r->field);
	r->field = NULL;
}

/* Makes room for as many fields as a row of this header has, and more. */
static void
widen_fields(struct rows *r, size_t n)
{
	while (r->capfield < n)
		r->field = xgrow(
		    r->field, r->capfield, &r->capfield, sizeof(*r->field));
}

/*
 * Notes where the fields of the line at `start` begin, and where one behind
 * the last would; past the limit they are only counted.  Returns the line's
 * end.
 */
static const char *
split_fields(struct rows *r, const char *start)
{
	struct scan scan = r->scan;
	const char *at, **field;
	size_t n = 0, cap;

	widen_fields(r, 16);
	field = r->field;
	cap = r->capfield;
	scan_mark(&scan);
	field[n++] = start;
	while ((at = scan_next(&scan)) != scan.end && *at == '\t') {
		if (n == cap && cap < ROWS_COLUMNS_MAX + 2) {
			widen_fields(r, cap + 1);
			field = r->field;
			cap = r->capfield;
		}
		if (n < cap)
			field[n] = at + 1;
		n++;
	}
	r->scan = scan;
	r->nfield = n;
	return at;
}

/* Splits the next line into fields; false at the end of the text. */
static bool
split_line(struct rows *r)
{
	const char *at;

	if (r->next == NULL || r->next == r->scan.end)
		return false;
	r->start = r->next;
	r->line++;
	at = split_fields(r, r->start);
	r->next = at == r->scan.end ? NULL : at + 1;
	r->whole = (struct str){ r->start, (size_t)(at - r->start) };
	if (r->whole.n > 0 && at[-1] == '\r')
		r->whole.n--;
	widen_fields(r, r->nfield < ROWS_COLUMNS_MAX ? r->nfield + 1 : 0);
	if (r->nfield < r->capfield)
		r->field[r->nfield] = r->start + r->whole.n + 1;
	return true;
}

enum { MINUTE = 17 }; /* bytes of `2026-11-20T18:00:` */

static inline int
digit(char c)
{
	return (unsigned char)(c - '0');
}

/* The time of a row whose minute is that of the row before, as most are. */
static inline bool
same_minute(const struct rows *r, struct str s, instant *t)
{
	const char *p;
	int ten, one, a, b, c;

	if (r->minute == NULL || s.n != MINUTE + 7 ||
	    memcmp(s.p, r->minute, MINUTE) != 0)
		return false;
	p = s.p + MINUTE;
	ten = digit(p[0]);
	one = digit(p[1]);
	a = digit(p[3]);
	b = digit(p[4]);
	c = digit(p[5]);
	if (ten > 5 || one > 9 || p[2] != '.' || a > 9 || b > 9 || c > 9 ||
	    p[6] != 'Z')
		return false;
	*t = r->minute_at + (ten * 10 + one) * 1000 + a * 100 + b * 10 + c;
	return true;
}

/* Reads the row's time; false where it is not in the stored form. */
static bool
read_time(struct rows *r)
{
	struct str s = rows_field(r, r->text->schema->time);

	if (same_minute(r, s, &r->time))
		return true;
	if (!instant_parse_stored(s, &r->time))
		return false;
	r->minute = s.p;
	r->minute_at = r->time - (r->time % 60000 + 60000) % 60000;
	return true;
}

/* Keeps `before`, `s` and `behind` as one message; where none is kept any
 * more, it is empty. */
static const char *
message(struct rows *r, const char *before, struct str s, const char *behind)
{
	struct buf b = BUF_INIT;
	struct str kept;

	if (r->text->known || r->text->ndamage == ROWS_DAMAGE_MAX)
		return "";
	buf_addz(&b, before);
	buf_add(&b, s);
	buf_addz(&b, behind);
	kept = arena_copy(&r->text->mem, buf_str(&b));
	buf_release(&b);
	return kept.p;
}

/* What a header of this table must name, for a message. */
static const char *
not_a_header(struct rows *r)
{
	const struct schema *s = r->text->schema;
	struct buf b = BUF_INIT;
	const char *what;
	int i;

	for (i = 0; i < s->nkey; i++)
		buf_addf(
		    &b, "%s%s", i == 0 ? " and " : ", ", s->col[s->key[i]]);
	what = message(
	    r, "no header: the line does not name time", buf_str(&b), "");
	buf_release(&b);
	return what;
}

static bool
is_conflict_marker(struct str s)
{
	static const char *const marks[] = { "<<<<<<<", "=======", ">>>>>>>",
		"|||||||" };
	size_t i;

	for (i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (str_starts(s, str_of(marks[i])) &&
		    (s.n == 7 || s.p[7] == ' '))
			return true;
	return false;
}

static bool
is_blank(struct str s)
{
	size_t i = 0;

	while (i < s.n && s.p[i] == '\t')
		i++;
	return i == s.n;
}

/*
 * Whether the line that was just read is a header.  One whose time is in
 * the stored form is not, and is the common case; r->time is set then.
 */
static bool
is_header(struct rows *r)
{
	r->time = INSTANT_NONE;
	if (r->header != NULL && read_time(r))
		return false;
	return !r->single && rows_is_header(r->text->schema, r->whole);
}

/* Learns the header line that was just read, where there is room for it. */
static void
learn_header(struct rows *r, const char *from)
{
	struct rows_text *t = r->text;

	if (t->line.n == ROWS_HEADERS_MAX &&
	    intern_get(&t->line, r->whole) == INTERN_NONE) {
		note_damage(r, "more than 1024 headers");
		t->overfull = true;
		return;
	}
	add_header(t, from, r->whole);
	t->nread = t->nheader;
	if (r->nfield > ROWS_COLUMNS_MAX || t->header[t->nread - 1].beyond)
		note_damage(r, "more than 4096 columns");
	if (t->header[t->nread - 1].repeats)
		note_damage(r, "a column is named twice");
}

/* Follows the header line that was just read. */
static void
enter_header(struct rows *r)
{
	struct rows_text *t = r->text;
	const char *from = r->next != NULL ? r->next : t->bytes.p + t->bytes.n;

	if (!t->known)
		learn_header(r, from);
	r->header = header_before(t, from);
	if (r->header != NULL && r->header->from != from)
		r->header = NULL;
}

/* Why a line whose time is not in the stored form is no row at all, or
 * NULL. */
static const char *
judge_line(struct rows *r)
{
	if (is_conflict_marker(r->whole))
		return "a conflict marker of git";
	if (r->header == NULL)
		return r->line == 1 ? not_a_header(r)
				    : "no header before this line";
	return NULL;
}

static const char *
judge_time(struct rows *r)
{
	struct str time = rows_field(r, r->text->schema->time);

	if (time.n > 0 && memchr(time.p, '\0', time.n) != NULL)
		return "a NUL byte";
	if (time.n > 0)
		return message(r, "not a time: \"", str_upto(time, 40), "\"");
	return NULL;
}

static const char *
judge_key(struct rows *r)
{
	const struct schema *s = r->text->schema;
	struct str key, slug;
	int i;

	for (i = 0; i < s->nkey; i++) {
		key = rows_field(r, s->key[i]);
		if (key.n > 0 && !str_eq(key, TSV_CLEARED))
			continue;
		if (s->slug != SCHEMA_NONE) {
			slug = rows_field(r, s->slug);
			if (slug.n > 0 && !str_eq(slug, TSV_CLEARED))
				continue;
		}
		return message(r, "a row without its key: no ",
		    str_of(s->col[s->key[i]]), "");
	}
	return NULL;
}

static bool
extra_fields(const struct rows *r)
{
	size_t i;

	if (r->nfield > ROWS_COLUMNS_MAX)
		return true;
	for (i = r->header->npos; i < r->nfield; i++)
		if (r->field[i + 1] - r->field[i] > 1)
			return true;
	return false;
}

static const char *
judge_text(struct rows *r)
{
	if (r->nfield > r->header->npos && extra_fields(r))
		return "more fields than its header";
	if (!r->scan.plain && !utf8_valid(r->whole))
		return memchr(r->whole.p, '\0', r->whole.n) != NULL
		    ? "a NUL byte"
		    : "not UTF-8";
	return NULL;
}

/* The last line of a file counts without its LF only if typed by hand; of
 * one that was cut off there may be no more than a part of its time. */
static bool
is_unfinished(struct rows *r)
{
	if (r->next != NULL || r->single ||
	    rows_field(r, r->text->schema->time).n == 0)
		return false;
	r->text->unfinished =
	    (struct str){ r->start, (size_t)(r->scan.end - r->start) };
	return true;
}

static const char *
judge(struct rows *r)
{
	const char *what = NULL;
	bool timeless = r->time == INSTANT_NONE;

	if (timeless)
		what = judge_line(r);
	if (what == NULL && is_unfinished(r))
		what = "an unfinished last line";
	if (what == NULL && timeless)
		what = judge_time(r);
	if (what == NULL)
		what = judge_text(r);
	if (what == NULL)
		what = judge_key(r);
	return what;
}

/*
 * Whether the row is like nearly all: no line to be judged any further.
 * The header names the time and the keys, so that these have positions.
 */
static inline bool
is_ordinary(struct rows *r)
{
	const struct rows_header *h = r->header;
	int i;

	if (h == NULL || r->nfield != h->npos || !r->scan.plain ||
	    r->next == NULL ||
	    !same_minute(r, rows_field_at(r, h->time_pos), &r->time))
		return false;
	for (i = 0; i < r->text->schema->nkey; i++)
		if (rows_field_at(r, h->key_pos[i]).n == 0)
			return false;
	return true;
}

bool
rows_next(struct rows *r)
{
	const char *what;

	while (split_line(r)) {
		r->ordinary = is_ordinary(r);
		if (r->ordinary)
			return true;
		if (is_blank(r->whole))
			continue;
		if (is_header(r)) {
			enter_header(r);
			continue;
		}
		what = judge(r);
		if (what == NULL)
			return true;
		note_damage(r, what);
	}
	if (!r->single)
		r->text->known = true;
	return false;
}

/* For qsort: columns by name. */
static int
by_name(const void *a, const void *b)
{
	return str_cmp(
	    **(const struct str *const *)a, **(const struct str *const *)b);
}

/* Puts the unknown columns into the order of their names. */
static void
order_unknown(struct rows_text *t)
{
	size_t i, own = (size_t)t->schema->ncol, n = t->ncol - own;
	const struct str **a;

	if (n == t->nunknown)
		return;
	a = xalloc(n, sizeof(*a));
	for (i = 0; i < n; i++)
		a[i] = &t->col[own + i];
	qsort(a, n, sizeof(*a), by_name);
	t->unknown = xrealloc(t->unknown, n, sizeof(*t->unknown));
	for (i = 0; i < n; i++)
		t->unknown[i] = (int)(a[i] - t->col);
	t->nunknown = n;
	free(a);
}

int
rows_compare(struct rows_text *t, const char *a, const char *b)
{
	struct rows ra, rb;
	size_t i;
	int c = 0, col;

	rows_at(&ra, t, a);
	rows_at(&rb, t, b);
	for (col = 0; col < t->schema->ncol && c == 0; col++)
		c = tsv_compare(rows_field(&ra, col), rows_field(&rb, col));
	order_unknown(t);
	for (i = 0; i < t->nunknown && c == 0; i++) {
		col = t->unknown[i];
		c = tsv_compare(rows_field(&ra, col), rows_field(&rb, col));
	}
	rows_release(&ra);
	rows_release(&rb);
	return c;
}
