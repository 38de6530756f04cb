/*
 * rows: the lines of a table, as rows with named fields.
 *
 * A rows_text owns the bytes of one snapshot of a table and learns, as it is
 * read from the beginning, its columns, its headers and its bad lines.  The
 * schema's columns come first and keep its numbers, unknown ones follow as
 * they are met.  A rows walks over it; each row's fields are raw views of
 * the bytes and live as long as the text.  Bad lines are passed over and
 * noted as damage (moot-table(5) says what is bad); blank ones are passed
 * over silently.
 *
 *	rows_text_init(&text, schema, bytes, n);
 *	rows_begin(&r, &text);
 *	while (rows_next(&r))
 *		use(rows_field(&r, AGENDA_TITLE), r.time, r.line);
 *	rows_text_release(&text);
 *
 * Rows that are about to be written join with rows_text_append: they are
 * found by pointer as those of the file are, and no walk from the
 * beginning meets them.
 */
#ifndef ROWS_H
#define ROWS_H

#include "arena.h"
#include "instant.h"
#include "intern.h"
#include "scan.h"
#include "schema.h"

/* More columns of a table or fields in a line, and more headers that differ,
 * are damage: what they take grows with both. */
enum { ROWS_COLUMNS_MAX = 4096, ROWS_HEADERS_MAX = 1024 };

struct rows_header {
	const char *from; /* rows from here on are read by it */
	size_t npos;
	int *col; /* by position: the column, or SCHEMA_NONE for a repeated
		     name, or one too many */
	size_t ncol;
	int *pos; /* by column: the position, or -1 */
	int time_pos, key_pos[SCHEMA_KEYS_MAX];
	bool repeats, beyond; /* it has such */
	bool shared;	      /* a line like it stands before, and owns these */
};

/* What is wrong beyond so much is only counted. */
enum { ROWS_DAMAGE_MAX = 10000 };

struct rows_damage {
	size_t line;
	const char *what; /* of the text's arena, or a literal */
};

struct rows_text {
	const struct schema *schema;
	struct str bytes; /* owned; LF and readable bytes, SCAN_PAD, follow */
	struct str *col;  /* the columns' names, plain */
	size_t ncol, capcol;
	struct intern name; /* the same: a name's number is its column */
	int *unknown;	    /* rows_compare's: unknown ones by name */
	size_t nunknown;
	struct rows_header *header; /* those of the bytes first */
	size_t nheader, capheader, nread;
	bool overfull;	    /* there are more, and what follows one is bad */
	struct intern line; /* header lines that differ */
	size_t *like;	    /* by that number, the first such header */
	size_t caplike;
	struct rows_damage *damage;
	size_t ndamage, capdamage;
	size_t nmore, more_from; /* beyond those, and the first such line */
	struct str unfinished;	 /* a last line that does not count, or empty */
	bool known;		 /* read to the end once */
	size_t *breaks;		 /* see rows_text_line */
	struct arena mem;
};

struct rows {
	struct rows_text *text;
	const struct rows_header *header;
	struct scan scan;
	const char *start; /* of the row */
	struct str whole;  /* the row's line, without LF and CR */
	size_t line;	   /* from 1 */
	instant time;
	size_t nfield;
	const char **field; /* starts; one more ends the last field */
	size_t capfield;
	const char *minute; /* the row before's time, up to its seconds */
	instant minute_at;
	const char *next; /* where the next line begins, or NULL */
	bool single;	  /* rows_at's one row */
	bool ordinary;	  /* like nearly all: see rows_key */
};

/* Takes `bytes`, allocated with SCAN_PAD more than `n`, over. */
void rows_text_init(
    struct rows_text *t, const struct schema *schema, char *bytes, size_t n);
void rows_text_release(struct rows_text *t);

/* Notes what is wrong in a line; `what` as rows_damage has it. */
void rows_text_note(struct rows_text *t, size_t line, const char *what);

/* The number of the column of that plain name, or SCHEMA_NONE. */
int rows_text_column(const struct rows_text *t, struct str name);
/* The same, added as an unknown one where it is new. */
int rows_text_add_column(struct rows_text *t, struct str name);

/* The number, from 1, of the line in the bytes that `p` stands in. */
size_t rows_text_line(struct rows_text *t, const char *p);

/* The header by which the row at `p` is read; NULL where there is none. */
const struct rows_header *rows_header_of(
    const struct rows_text *t, const char *p);

/* Whether a line is a header where its time is not in the stored form: it
 * names `time` and each key column. */
bool rows_is_header(const struct schema *s, struct str whole);

/*
 * Adds a header, or a row of the last header, that is to be written; the
 * line is copied.  Returns where the copy begins.
 */
void rows_text_append_header(struct rows_text *t, struct str whole);
const char *rows_text_append(struct rows_text *t, struct str whole);

void rows_begin(struct rows *r, struct rows_text *t);
/* Goes to the one row that begins at `p`, as r->start once said. */
void rows_at(struct rows *r, struct rows_text *t, const char *p);
bool rows_next(struct rows *r);
void rows_release(struct rows *r);

/* The raw field of a column, empty where the row has none. */
static inline struct str
rows_field(const struct rows *r, int col)
{
	int pos = (size_t)col < r->header->ncol ? r->header->pos[col] : -1;

	if (pos < 0 || (size_t)pos >= r->nfield)
		return (struct str){ NULL, 0 };
	return (struct str){ r->field[pos],
		(size_t)(r->field[pos + 1] - r->field[pos]) - 1 };
}

/* The raw field at a position that the row has. */
static inline struct str
rows_field_at(const struct rows *r, int pos)
{
	return (struct str){ r->field[pos],
		(size_t)(r->field[pos + 1] - r->field[pos]) - 1 };
}

/* The raw field of the schema's `i`th key column.  An ordinary row has as
 * many fields as its header, all of its key, and no escapes. */
static inline struct str
rows_key(const struct rows *r, int i)
{
	return r->ordinary ? rows_field_at(r, r->header->key_pos[i])
			   : rows_field(r, r->text->schema->key[i]);
}

/*
 * Compares two rows field by field, in the schema's order of columns, unknown
 * ones behind by name; as tsv_compare, so that which of two is greater, or
 * that they are one, stays when they are written anew.
 */
int rows_compare(struct rows_text *t, const char *a, const char *b);

#endif
