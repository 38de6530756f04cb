#include <stdlib.h>

#include "chat.h"
#include "people.h"
#include "utf8.h"
#include "xalloc.h"

/* ---- known people */

int
speakers_begin(struct speakers *s, struct cli *c)
{
	struct buf handle = BUF_INIT;
	struct str alias;
	size_t i, eq;
	int rc = 0;

	*s = (struct speakers){
		.c = c,
		.take_new =
		    cli_given(c, "new") || strcmp(c->verb->name, "people") == 0,
	};
	for (i = 0; rc == 0 && cli_value_at(c, "alias", i) != NULL; i++) {
		alias = str_of(cli_value_at(c, "alias", i));
		for (eq = alias.n; eq > 0 && alias.p[eq - 1] != '=';)
			eq--;
		if (eq < 2)
			rc = error_set(&c->err, EXIT_INPUT,
			    "not NAME=HANDLE: \"%.*s\"", STR_ARG(alias));
		else
			rc = people_add_handle(c->session.table[TABLE_PEOPLE],
			    str_from(alias, eq), &handle, &c->err);
		if (rc == -1)
			break;
		s->speaker =
		    xgrow(s->speaker, s->n, &s->cap, sizeof(*s->speaker));
		s->speaker[s->n++] =
		    (struct speaker){ .name = str_trim(str_upto(alias, eq - 1)),
			    .handle = arena_copy(&s->mem, buf_str(&handle)) };
		buf_cut(&handle, 0);
	}
	buf_release(&handle);
	return rc;
}

void
speakers_release(struct speakers *s)
{
	free(s->speaker);
	arena_release(&s->mem);
}

/* ---- new people */

static bool
is_taken(const struct speakers *s, struct str handle)
{
	size_t i;

	for (i = 0; i < s->n; i++)
		if (str_eq(s->speaker[i].handle, handle))
			return true;
	return false;
}

/* A handle that neither the roster nor somebody else in the chat has. */
static void
add_new(struct speakers *s, struct str name, struct buf *handle)
{
	size_t n, base;

	people_add_new_handle(s->c->session.table[TABLE_PEOPLE], name, handle);
	if (handle->n == 0) {
		buf_cut(handle, 0);
		buf_addz(handle, "somebody");
	}
	base = handle->n;
	for (n = 2; is_taken(s, buf_str(handle)); n++) {
		buf_cut(handle, base);
		buf_addf(handle, "-%zu", n);
	}
}

static void
tell(struct speakers *s, struct speaker *sp, const struct error *e)
{
	sp->told = true;
	cli_say(s->c, "%.*s: give --alias \"%.*s=HANDLE\", or --new",
	    STR_ARG(buf_str(&e->msg)), STR_ARG(sp->name));
}

/* How many bytes of `s` begin a picture, or what joins and shapes them. */
static size_t
picture_at(struct str s)
{
	static const char *const begins[] = { "\xf0\x9f", "\xf3\xa0",
		"\xe2\x83\xa3", "\xe2\x8c", "\xe2\x8f", "\xe2\x98", "\xe2\x99",
		"\xe2\x9a", "\xe2\x9b", "\xe2\x9c", "\xe2\x9d", "\xe2\x9e",
		"\xe2\xac", "\xe2\xad", "\xef\xb8\x8f", "\xe2\x80\x8d" };
	size_t i;

	for (i = 0; i < sizeof(begins) / sizeof(begins[0]); i++)
		if (str_starts(s, str_of(begins[i])))
			return (unsigned char)begins[i][0] >= 0xf0 ? 4 : 3;
	return 0;
}

/* The name as the roster may have it: without pictures and what stands in
 * brackets, and `Paz, Ana` the other way round. */
static void
add_bare(struct str name, struct buf *b)
{
	struct buf one = BUF_INIT;
	size_t comma, skip;
	struct str s;
	bool twice;

	for (s = name; s.n > 0 && s.p[0] != '(' && s.p[0] != '[';) {
		skip = picture_at(s);
		twice = s.p[0] == ' ' && one.n > 0 && one.p[one.n - 1] == ' ';
		if (skip == 0 && !twice)
			buf_addc(&one, s.p[0]);
		s = str_from(s, skip > 0 ? skip : 1);
	}
	s = str_trim(buf_str(&one));
	comma = str_find(s, ',');
	if (comma < s.n) {
		buf_add(b, str_trim(str_from(s, comma + 1)));
		buf_addc(b, ' ');
	}
	buf_add(b, str_trim(str_upto(s, comma)));
	buf_release(&one);
}

/* The spelling by which people are asked for. */
static struct str
spelling(struct speakers *s, struct str name)
{
	struct table *people = s->c->session.table[TABLE_PEOPLE];
	struct buf b = BUF_INIT;
	struct str bare;

	if (people_count(people, name) > 0)
		return name;
	add_bare(name, &b);
	bare = people_count(people, buf_str(&b)) == 1
	    ? arena_copy(&s->mem, buf_str(&b))
	    : name;
	buf_release(&b);
	return bare;
}

static void
resolve(struct speakers *s, struct speaker *sp)
{
	struct table *people = s->c->session.table[TABLE_PEOPLE];
	struct str name = spelling(s, sp->name);
	struct buf handle = BUF_INIT;
	struct error e = ERROR_INIT;

	if (people->nrec == 0 || s->take_new)
		sp->new = people_count(people, name) == 0;
	if (sp->new)
		add_new(s, sp->name, &handle);
	else if (people_add_handle(people, name, &handle, &e) == -1)
		tell(s, sp, &e);
	sp->handle = arena_copy(&s->mem, buf_str(&handle));
	error_release(&e);
	buf_release(&handle);
}

const struct speaker *
speakers_find(struct speakers *s, struct str name)
{
	struct speaker sp = { .name = name };
	size_t i;

	for (i = 0; i < s->n; i++)
		if (utf8_eq_folded(s->speaker[i].name, name))
			return &s->speaker[i];
	if (name.n > 0)
		resolve(s, &sp);
	s->speaker = xgrow(s->speaker, s->n, &s->cap, sizeof(*s->speaker));
	s->speaker[s->n] = sp;
	return &s->speaker[s->n++];
}
