#include "format.h"
#include "duration.h"
#include "utf8.h"

struct subject {
	const struct reading *r;
	const struct warn_list *warn;
	instant now;
};

static void
add_title(struct buf *b, const struct subject *s)
{
	utf8_add_visible(b, buf_str(&s->r->title));
}

static void
add_left(struct buf *b, const struct subject *s)
{
	if (s->r->length >= 0)
		duration_add_clock(b, reading_left_shown(s->r, s->now));
}

static void
add_elapsed(struct buf *b, const struct subject *s)
{
	duration_add_clock(b, reading_elapsed_shown(s->r, s->now));
}

static void
add_percent(struct buf *b, const struct subject *s)
{
	long length = s->r->length;

	if (length >= 0)
		buf_addf(b, "%ld",
		    length > 0
			? reading_elapsed_shown(s->r, s->now) * 100 / length
			: 100);
}

static void
add_tone(struct buf *b, const struct subject *s)
{
	static const char *const names[] = { [TONE_OK] = "ok",
		[TONE_WARN] = "warn",
		[TONE_LAST] = "warn",
		[TONE_OVER] = "over" };
	size_t level =
	    warn_level(s->warn, s->r->length, reading_left(s->r, s->now));

	buf_addz(b, names[warn_tone(s->warn, level)]);
}

static void
add_sign(struct buf *b, const struct subject *s)
{
	(void)s;
	buf_addc(b, '%');
}

static const struct field {
	char letter;
	void (*add)(struct buf *, const struct subject *);
} fields[] = { { 't', add_title }, { 'l', add_left }, { 'e', add_elapsed },
	{ 'p', add_percent }, { 'c', add_tone }, { '%', add_sign } };

static const struct field *
field_of(char letter)
{
	size_t i;

	for (i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		if (fields[i].letter == letter)
			return &fields[i];
	return NULL;
}

int
format_check(struct str format, struct error *e)
{
	size_t i;

	for (i = 0; i < format.n; i++) {
		if (format.p[i] != '%')
			continue;
		i++;
		if (i == format.n || field_of(format.p[i]) == NULL)
			return error_set(e, EXIT_INPUT,
			    "unknown in a format: \"%%%.*s\": there are %%t "
			    "%%l %%e %%p %%c %%%%",
			    i < format.n, format.p + i);
	}
	return 0;
}

void
format_add(struct buf *b, struct str format, const struct reading *r,
    const struct warn_list *w, instant now)
{
	const struct subject s = { r, w, now };
	size_t i;

	for (i = 0; i < format.n; i++)
		if (format.p[i] == '%')
			field_of(format.p[++i])->add(b, &s);
		else
			buf_addc(b, format.p[i]);
}
