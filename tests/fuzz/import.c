/*
 * agenda import: any document makes a plan that is text, whose items are no
 * deeper than the one above and one more, and in which no line of the
 * document is more than once.  The first line is the section, or empty.
 */
#include "../../cmd/agenda/import.h"
#include "duration.h"
#include "fuzz.h"
#include "utf8.h"

static void
check_line(const struct str s, const char *what)
{
	fuzz_check(utf8_valid(s), what);
	fuzz_check(str_find(s, '\n') == s.n && str_find(s, '\r') == s.n, what);
}

static void
check_length(long sec)
{
	fuzz_check(sec >= -1 && sec <= DURATION_MAX, "a length's range");
}

static void
check_texts(const struct import_texts *texts)
{
	size_t i;

	for (i = 0; i < texts->n; i++) {
		fuzz_check(utf8_valid(buf_str(&texts->v[i].text)), "a text");
		fuzz_check(texts->v[i].text.n > 0, "a text has content");
	}
}

static void
check_item(const struct import_plan *p, size_t i)
{
	const struct import_item *it = &p->items[i];
	unsigned above = i > 0 ? p->items[i - 1].depth + 1 : 0;

	fuzz_check(it->depth <= above, "an item's depth");
	fuzz_check(it->title.n > 0, "an item has a title");
	check_line(it->title, "a title");
	check_line(it->owner, "an owner");
	check_line(it->link, "a link");
	check_length(it->start);
	check_length(it->length);
	check_length(it->least);
	check_texts(&it->texts);
}

static void
check_left(const struct import_plan *p)
{
	size_t i;

	for (i = 0; i < p->nleft; i++) {
		check_line(p->left[i].line, "a line that is left");
		fuzz_check(import_reason_name(p->left[i].reason)[0] != '\0',
		    "there is a reason");
		fuzz_check(i == 0 || p->left[i].no >= p->left[i - 1].no,
		    "what is left is in the order of lines");
	}
}

int
fuzz_target(const uint8_t *bytes, size_t n)
{
	struct str text = fuzz_text(bytes, n), section;
	struct buf err = BUF_INIT, report = BUF_INIT;
	struct import_plan p;
	size_t i = str_find(text, '\n');

	section = str_upto(text, i);
	text = str_from(text, i + 1);
	if (import_read(&p, text, section, &err)) {
		for (i = 0; i < p.n; i++)
			check_item(&p, i);
		check_texts(&p.texts);
		check_left(&p);
		import_report(&p, &report);
		check_line(buf_str(&report), "the report");
	} else {
		fuzz_check(section.n > 0 && err.n > 0, "a refusal says why");
	}
	import_release(&p);
	buf_release(&err);
	buf_release(&report);
	return 0;
}
