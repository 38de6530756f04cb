/*
 * import: lib/doc and cmd/agenda/import against written plans.
 *
 *	import [CASES]
 *
 * CASES is the directory that holds agendas/; without it only the cases
 * written here are run.  Prints a line for each: `ok`, `not ok` or `skip`.
 */
#include <stdio.h>
#include <stdlib.h>

#include "../../cmd/agenda/import.h"
#include "../../lib/duration.h"
#include "../../lib/markup.h"
#include "../../lib/words.h"

#define LEN(a) (sizeof(a) / sizeof((a)[0]))

#define HALF "\xc2\xbd"
#define BOX "\xe2\x98\x90"
#define CLOCK TIMING_CLOCK
#define EN_DASH "\xe2\x80\x93"
#define ARROW "\xe2\x86\x92"

static int failures;

static void
report(const char *name, bool ok, const char *why)
{
	if (ok)
		printf("ok %s\n", name);
	else
		printf("not ok %s: %s\n", name, why);
	failures += !ok;
}

/* One plan as short text: what the cases are compared with */

static void
add_length(struct buf *b, const char *mark, long sec)
{
	if (sec < 0)
		return;
	buf_addz(b, mark);
	duration_add(b, sec);
}

static void
add_texts(struct buf *b, const struct import_texts *t)
{
	static const char marks[] = { '=', '!', '~' };

	for (size_t i = 0; i < t->n; i++) {
		buf_addf(b, " %c", marks[t->v[i].kind]);
		buf_add(b, buf_str(&t->v[i].text));
	}
}

static void
add_item(struct buf *b, const struct import_item *it)
{
	static const char *const whens[] = { "", " if-time", " extra" };

	if (b->n > 0)
		buf_addz(b, " / ");
	for (unsigned i = 0; i < it->depth; i++)
		buf_addc(b, '>');
	buf_addf(
	    b, "%s '%.*s'", import_kind_name(it->kind), STR_ARG(it->title));
	add_length(b, " at ", it->start);
	add_length(b, " ", it->length);
	add_length(b, " least ", it->least);
	buf_addf(b, "%s%s%s", whens[it->when], it->ticked ? " ticked" : "",
	    it->again ? " again" : "");
	if (it->owner.n > 0)
		buf_addf(b, " @%.*s", STR_ARG(it->owner));
	if (it->link.n > 0)
		buf_addf(b, " <%.*s>", STR_ARG(it->link));
	add_texts(b, &it->texts);
}

static void
add_plan(struct buf *b, const struct import_plan *p)
{
	add_texts(b, &p->texts);
	for (size_t i = 0; i < p->n; i++)
		add_item(b, &p->items[i]);
}

/* Cases written here */

static const struct {
	const char *name, *in, *want;
} cases[] = {
	{ "start and length", "Round (0:10 - 0:12)", "item 'Round' at 10m 2m" },
	{ "start without blanks", "## Round (1:10-1:15)",
	    "item 'Round' at 1h10m 5m" },
	{ "start with a dash", "## Round (0:10 " EN_DASH " 1:00) ##",
	    "item 'Round' at 10m 50m" },
	{ "start and the same length", "## Round (0:10-0:12, 2 min)",
	    "item 'Round' at 10m 2m" },
	{ "times of day", "## A (18:00-18:10)\n## B (18:10-18:30)",
	    "item 'A' at 0m 10m / item 'B' at 10m 20m" },
	{ "a range that goes back", "- A (0:20-0:10) (5 min)",
	    "item 'A (0:20-0:10)' 5m" },
	{ "minutes", "- A (10 min)", "item 'A' 10m" },
	{ "minutes before a colon", "## A (20 min): b", "item 'A: b' 20m" },
	{ "minutes in []", "- A [15 minutes].", "item 'A' 15m" },
	{ "hours", "- A (1h)\n- B (1h30m)\n- C (1.5 hours)",
	    "item 'A' 1h / item 'B' 1h30m / item 'C' 1h30m" },
	{ "seconds", "- A (90 s)", "item 'A' 1m30s" },
	{ "who", "- A (chairs; 10m)", "item 'A' 10m @chairs" },
	{ "a word and a length", "- A (in pairs, 10 min)",
	    "item 'A' 10m ~in pairs" },
	{ "optional range", "## A (optional, 10" EN_DASH "20 min)",
	    "item 'A' 10m least 10m if-time ~10" EN_DASH "20 min" },
	{ "optional", "- A (optional)\n- B (5 min)",
	    "item 'A' if-time / item 'B' 5m" },
	{ "clock", "- " CLOCK " 3:00 A", "item 'A' 3m" },
	{ "clock at the end", "A & b " CLOCK " 2:30", "item 'A & b' 2m30s" },
	{ "clock beneath", "Week\n\nA\n\n" CLOCK " 2:00", "item 'A' 2m" },
	{ "clock beneath the first line", "A\n\n" CLOCK " 2:00\n\n- b",
	    "item 'A' 2m =b" },
	{ "clock that repeats", "## A (2 min)\n\n- " CLOCK " 2:00 B.",
	    "item 'A' 2m =B." },
	{ "clock that differs", "## A (0:10-0:15)\n\n" CLOCK " 4:00",
	    "item 'A' at 10m 5m ~" CLOCK " 4:00" },
	{ "clock that differs in its line", "## A (5 min) " CLOCK " 4:00",
	    "item 'A' 5m ~" CLOCK " 4:00" },
	{ "clock in a box", "- " BOX " " CLOCK " 3:00 A", "check 'A' 3m" },
	{ "minutes at the end", "Answer 10 min", "item 'Answer' 10m" },
	{ "a dash before minutes", "A - 5 min\n\nB, 5 min",
	    "item 'A' 5m / item 'B' 5m" },
	{ "a dash behind minutes", "- (5 min) " EN_DASH " A", "item 'A' 5m" },
	{ "minutes in one word, at the end",
	    "- A 5m\n- B - 10min\n- C, 1h30m\n- D: 1h\n- E " EN_DASH " 15'",
	    "item 'A' 5m / item 'B' 10m / item 'C' 1h30m / item 'D' 1h / "
	    "item 'E' 15m" },
	{ "lone lines with minutes at their ends",
	    "Team meeting\n\nWelcome 5m\nBudget, 20m\nThe plan: 1h",
	    "item 'Welcome' 5m / item 'Budget' 20m / item 'The plan' 1h" },
	{ "what only looks like a length",
	    "- Hits of the 90s\n- A review in 5m\n- Room B5m\n- C (5 min)",
	    "item 'Hits of the 90s' / item 'A review in 5m' / "
	    "item 'Room B5m' / item 'C' 5m" },
	{ "about so long", "- A (~10 min)\n- B (ca. 5 min)\n- C (about 1h)",
	    "item 'A' 10m / item 'B' 5m / item 'C' 1h" },
	{ "every form of a length",
	    "- A (1:30:00)\n- B (1 h 30)\n- C 1h05\n- D (10 mins.)\n"
	    "- E (1" HALF " hours)\n- F (" HALF " h)\n- G (Half an hour)\n"
	    "- H (1 hour and 15 minutes)\n- I (an hour)\n- J (2 m 30 sec)",
	    "item 'A' 1h30m / item 'B' 1h30m / item 'C' 1h5m / "
	    "item 'D' 10m / item 'E' 1h30m / item 'F' 30m / item 'G' 30m / "
	    "item 'H' 1h15m / item 'I' 1h / item 'J' 2m30s" },
	{ "words behind a length", "- A (5 min, in pairs)\n- B (5 min; ana)",
	    "item 'A' 5m ~in pairs / item 'B' 5m @ana" },
	{ "no length, or whose is not clear",
	    "- A (3:00)\n- B (10)\n- C (5 min each)\n- D (1 h 5)\n- E (1 min)",
	    "item 'A (3:00)' / item 'B (10)' / item 'C (5 min each)' / "
	    "item 'D (1 h 5)' / item 'E' 1m" },
	{ "times in front", "18:00 A\n18:05 B\n18:20 C",
	    "item 'A' at 0m 5m / item 'B' at 5m 15m / item 'C' at 20m" },
	{ "times in front, with a blank line between",
	    "Seminar\n\n18:00 A\n\nSay hello.\n\n18:05 B.",
	    "item 'A' at 0m 5m =Say hello. / item 'B' at 5m" },
	{ "times in front, and the end", "- 18:00 A\n- 18:05 B\n- 18:20 End",
	    "item 'A' at 0m 5m / item 'B' at 5m 15m" },
	{ "ranges in front",
	    "- 18:00-18:10 A\n- 18:10 " EN_DASH " 18:40: B\n- **18:40** C",
	    "item 'A' at 0m 10m / item 'B' at 10m 30m / item 'C' at 40m" },
	{ "times in front, in words",
	    "- 6 pm A\n- 6:10pm B\n- 6:40 - 7:00 p.m. C\n- 19.00 Uhr D",
	    "item 'A' at 0m 10m / item 'B' at 10m 30m / "
	    "item 'C' at 40m 20m / item 'D' at 1h" },
	{ "times in front, past noon and past midnight",
	    "- 11:30 A\n- 12:30 B\n- 1:30 C\n- 11:30 D\n- 0:30 E",
	    "item 'A' at 0m 1h / item 'B' at 1h 1h / item 'C' at 2h 10h / "
	    "item 'D' at 12h 1h / item 'E' at 13h" },
	{ "a meeting from one o'clock", "- 1:00 A\n- 1:20 B",
	    "item 'A' at 0m 20m / item 'B' at 20m" },
	{ "offsets in front", "0:00 A\n0:10 B\n0:40 C",
	    "item 'A' at 0m 10m / item 'B' at 10m 30m / item 'C' at 40m" },
	{ "a reading is no preparation where it has a time",
	    "18:00 A\n18:10 Reading\n18:30 B",
	    "item 'A' at 0m 10m / read 'Reading' at 10m 20m / "
	    "item 'B' at 30m" },
	{ "a time in front and a length", "- 18:00 A (20 min)\n- 18:30 B 5m",
	    "item 'A' at 0m 20m / item 'B' at 30m 5m" },
	{ "parts with times in front",
	    "- 18:00 A\n  - 18:00 B\n  - 18:10 C\n- 18:30 D",
	    "item 'A' at 0m 30m / >item 'B' at 0m 10m / "
	    ">item 'C' at 10m / item 'D' at 30m" },
	{ "a time in a sentence",
	    "## A (5 min)\n18:00 is when we begin.\n\n- at 18:00 B",
	    "item 'A' 5m =18:00 is when we begin. =at 18:00 B" },
	{ "other places' times are no plan",
	    "## Logistics\n- 09:00 Tokyo\n- 01:00 London\n## Agenda\n- A",
	    " =Logistics =09:00 Tokyo =01:00 London / item 'A'" },
	{ "a table with times",
	    "# T\n\n| Time | Topic | Who |\n|--|--|--|\n"
	    "| 18:00 | A | Ana |\n| 18:10 | [B](u) (10 min) | |\n",
	    "item 'A' at 0m 10m @Ana / item 'B' at 10m 10m <u>" },
	{ "a table with lengths",
	    "|Item|Duration (min)|Lead|Notes|\n|-|-|-|-|\n|A|5|Ana|b: c|\n"
	    "|D|20 minutes||\n|E|1h||\n",
	    "item 'A' 5m @Ana =Notes: b: c / item 'D' 20m / item 'E' 1h" },
	{ "a table with starts and ends",
	    "|Start|End|Session|\n|-|-|-|\n|9am|9:30|A|\n|9:30|10:00|B|",
	    "item 'A' at 0m 30m / item 'B' at 30m 30m" },
	{ "a table without a header",
	    "10:00 AM\tA\n10:15 AM\tB\t30 min\n10:45 AM\tBreak\n",
	    "item 'A' at 0m 15m / item 'B' at 15m 30m / "
	    "item 'Break' at 45m" },
	{ "a table of other things",
	    "## A (1 min)\n|Time|Day|\n|-|-|\n|18:00|Fri|\n|19:00|Sat|",
	    "item 'A' 1m =Time | Day\n18:00 | Fri\n19:00 | Sat" },
	{ "minutes of a sentence",
	    "## A (9 min)\n- Be back in 45 minutes\n- Take 10 min.",
	    "item 'A' 9m =Be back in 45 minutes =Take 10 min." },
	{ "a film", "- 1. Watch: A (00:00 16:25).", "item 'Watch: A' 16m25s" },
	{ "a film with a length", "- A (00:00 16:25) [20 minutes]",
	    "item 'A (00:00 16:25)' 20m" },
	{ "a total is no item",
	    "## A (0:00-0:30)\n\n(Total activity = 30 mins)",
	    "item 'A' at 0m 30m" },
	{ "a total behind the steps",
	    "## A (9 m)\n- b (1 m)\n- c\n\n(Total = 9 m)",
	    "item 'A' 9m / >item 'b' 1m / >item 'c'" },
	{ "no title is empty", "- [ ] :\n- [ ] .", "check ':' / check '.'" },
	{ "not a time", "- A (starting at 2:27) [1 minute]",
	    "item 'A (starting at 2:27)' 1m" },
	{ "too long", "## A (99999 min)\n## B (5000 h)\n## C (1 min)",
	    "item 'A (99999 min)' / item 'B (5000 h)' / item 'C' 1m" },
	{ "for the early", "- A [1 min]\n  - Those who finish early can b.",
	    "item 'A' 1m / >item 'Those who finish early can b' extra" },
	{ "if time", "- A [1 min]\n- If time, b.",
	    "item 'A' 1m / item 'If time, b' if-time" },
	{ "nested times", "- A\n  - B [2 min]\n  - c",
	    "item 'A' =c / >item 'B' 2m" },
	{ "boxes", "- [ ] a\n- [x] b\n  - " BOX " c",
	    "check 'a' / check 'b' ticked / >check 'c'" },
	{ "goals", "## Aims (4 min)\n\n- " BOX " a\n - " BOX " b",
	    "item 'Aims' 4m / >goal 'a' / >>goal 'b'" },
	{ "a heading alone", "## A (1 min)\n## Break\n## Talk\nb.",
	    " =Talk =b. / item 'A' 1m / item 'Break'" },
	{ "headings that are texts", "## A (1 m)\n## b\n### c\nd.",
	    " =b =c =d. / item 'A' 1m" },
	{ "a short line under agenda", "## Agenda\n\nHello there\n\n- a",
	    " =Hello there / item 'a'" },
	{ "an optional heading", "## Optional: a (1 min)",
	    "item 'Optional: a' 1m if-time" },
	{ "notices", "## A (1 min)\n\nNew\n\n- a\n\nAs before\n\n- " BOX " b",
	    "item 'A' 1m / >announce 'a' / >announce 'b' again" },
	{ "a label lost", "## W\n- 1. a\n- b\n- 3. c",
	    "item 'W' / >item 'a' / >item 'b' / >item 'c'" },
	{ "agenda", "# T\n## Agenda\n* [a](https://x.example/)\n* b",
	    "item 'a' <https://x.example/> / item 'b'" },
	{ "introduced list", "## Agenda\n- a (1 min)\n\nIt was:\n\n- b\n- c",
	    "item 'a' 1m =It was: =b =c" },
	{ "sentences", "- 1. Split now. Say: there is time.",
	    "item 'Split now' !Say: there is time." },
	{ "for the moderator", "## A (1 min)\n\nFor the moderator\n\n- b",
	    "item 'A' 1m ~For the moderator ~b" },
	{ "code is one text", "## A (1 min)\n```\nx\n\n  y (2 min)\n```",
	    "item 'A' 1m =x\n\n  y (2 min)" },
	{ "two blocks of code", "## A (1 min)\n```\nx\n```\n```\ny\n```",
	    "item 'A' 1m =x =y" },
	{ "a table", "## A (1 min)\n|a|b|\n|-|-|\n|c|d|",
	    "item 'A' 1m =a | b\nc | d" },
	{ "all levels, and one before the title",
	    "o (0:00-0:01)\n\n# T\n## a (1 m)\n### b (1 m)\n"
	    "#### c (1 m)\n##### d (1 m)\n###### e (1 m)\n\nf\n\n"
	    "g (0:00-0:01)\n\nh 1 min",
	    "item 'o' at 0m 1m / item 'a' 1m / >item 'b' 1m / "
	    ">>item 'c' 1m / >>>item 'd' 1m / >>>>item 'e' 1m / "
	    ">>>>>item 'f' / >>>>>>item 'g' at 0m 1m / "
	    ">>>>>>>item 'h' 1m" },
	{ "timed lines next to each other",
	    "Team\nWelcome (5 min)\nTalk (20 min)\nClose 5 min",
	    "item 'Welcome' 5m / item 'Talk' 20m / item 'Close' 5m" },
	{ "timed lines by their starts",
	    "(0:00 - 0:05) Welcome\n(0:05 - 0:25) Talk",
	    "item 'Welcome' at 0m 5m / item 'Talk' at 5m 20m" },
	{ "a timed line, its text next to it",
	    "**Welcome** (5 min)\nSay hello.\nTalk (20 min)\nof the day",
	    "item 'Welcome' 5m =Say hello. Talk (20 min) of the day" },
	{ "a timed line in a wrapped paragraph",
	    "## A\n\n1. a (1 min)\n\nWe read the text,\nEveryone alone (5 "
	    "min)\nand then\nTalk (10 min)",
	    "item 'A' / >item 'a' 1m =We read the text, Everyone alone (5 "
	    "min) and then Talk (10 min)" },
	{ "a wrapped paragraph", "## A (1 min)\n\nb\nc.\n\nd.",
	    "item 'A' 1m =b c. =d." },
	{ "numbering before level", "## Week 1\n- 1. a\n### Week 2\n- 1. b",
	    "item 'Week 1' / >item 'a' / item 'Week 2' / >item 'b'" },
	{ "lists without a plan", "# T\n\n- a\n- b\n", "item 'a' / item 'b'" },
	{ "headings without a plan", "# T\n## a\nx.\n## b",
	    "item 'a' =x. / item 'b'" },
	{ "nothing", "", "" },
	{ "CRLF", "- A (1 min)\r\n- B\r\n", "item 'A' 1m / item 'B'" },
};

static const struct {
	const char *in, *text, *url;
} marked[] = {
	{ "**a** *b* __c__ _d_ ~~e~~ `f*g*`", "a b c d e f*g*", "" },
	{ "~a ~~~b~~~ ~~~~", "~a ~~~b~~~ ~~~~", "" },
	{ "2 * 3 * 4 a_b_c **open", "2 * 3 * 4 a_b_c open", "" },
	{ "[a](https://x.example/) b", "a b", "https://x.example/" },
	{ "[a](x_(y) \"t\") b", "a b", "x_(y)" },
	{ "[a](#)", "a", "" },
	{ "a <https://x.example/> b", "a b", "https://x.example/" },
	{ "<https://x.example/>", "https://x.example/", "https://x.example/" },
	{ "<a href=\"https://x.example/\">a</a>", "a", "https://x.example/" },
	{ "see https://x.example/a_b_c.", "see https://x.example/a_b_c.",
	    "https://x.example/a_b_c" },
	{ "[a](u) [b](v)", "a b <v>", "u" },
	{ "![a](u)", "a", "u" },
	{ "<div>a</div><div>b</div> <u>c</u>", "a b c", "" },
	{ "a &amp; b &lt;c&gt; &#39;d&#x27; &nosuch; &#0;",
	    "a & b <c> 'd' &nosuch;", "" },
	{ "a < b > c <insert name>", "a < b > c <insert name>", "" },
	{ "\\*a\\* \\[b\\]", "*a* [b]", "" },
	{ "[a [b [c](u", "[a [b [c](u", "" },
};

static void
test_case(size_t i)
{
	struct import_plan p;
	struct buf got = BUF_INIT, err = BUF_INIT;

	import_read(&p, str_of(cases[i].in), STR(""), &err);
	add_plan(&got, &p);
	report(cases[i].name, strcmp(buf_z(&got), cases[i].want) == 0,
	    buf_z(&got));
	import_release(&p);
	buf_release(&got);
	buf_release(&err);
}

static void
test_markup(size_t i)
{
	struct markup m = MARKUP_INIT;

	markup_clean(&m, str_of(marked[i].in));
	report(marked[i].in,
	    strcmp(buf_z(&m.text), marked[i].text) == 0 &&
		strcmp(buf_z(&m.url), marked[i].url) == 0,
	    buf_z(&m.text));
	markup_release(&m);
}

static void
test_normal(void)
{
	struct buf b = BUF_INIT;

	markup_normal(&b,
	    STR("a\0\x01"
		"b\xff\xc3(\xed\xa0\x80\xc0\xaf\xc2\xa0\xe2\x80\xae\rc"));
	report("bytes that are no text",
	    strcmp(buf_z(&b),
		"ab\xef\xbf\xbd\xef\xbf\xbd(\xef\xbf\xbd\xef\xbf\xbd"
		"\xef\xbf\xbd \nc") == 0,
	    buf_z(&b));
	buf_release(&b);
}

/* Hostile input: it must end, soon, without damage */

static const char *const units[] = { "[", "](", "[a](", "<", "<a ", "*a", "**",
	"_", "`", "&", "(", "(1 min", CLOCK " ", "\t", "|", " - ", "1. ", "#",
	"- a\n", "# a\n", "a\n\n", "-\n", "a\n\n-\n\n", "a:\n\n", "```\n",
	"a\tb\n", "## a 1\n", "\n", "\xff", "\\", "h", "https://", "<!--",
	"- [ ] a (1 min)\n", "a (0:00 - 0:01)\n\n", "> ", "![", "18:00 a\n",
	"|18:00|a|\n", "18:00\ta\n", "5m ", "1h ", "18:00 - " };

#define HOSTILE (1UL << 20)

static bool
read_all(struct str in)
{
	struct import_plan p;
	struct buf err = BUF_INIT;
	bool ok = import_read(&p, in, STR(""), &err);

	import_release(&p);
	buf_release(&err);
	return ok;
}

static void
test_repeated(const char *unit)
{
	struct buf b = BUF_INIT;

	while (b.n < HOSTILE)
		buf_addz(&b, unit);
	report("a MiB of the same", read_all(buf_str(&b)), unit);
	buf_release(&b);
}

static void
test_nested(void)
{
	struct buf b = BUF_INIT;

	for (int i = 0; i < 1000; i++) {
		for (int k = 0; k < i; k++)
			buf_addc(&b, ' ');
		buf_addz(&b, "- [ ] a (1 min)\n");
	}
	report("a thousand levels", read_all(buf_str(&b)), "refused");
	buf_release(&b);
}

/* Bytes from a small generator, the same each time. */
static void
test_noise(void)
{
	static const char alphabet[] = "aB1 .:-*_#|[]()<>`\\\t\n\n&;!\0\xff"
				       "\xe2\x98\x90\x8c";
	struct buf b = BUF_INIT;
	unsigned long x = 1;
	bool ok = true;

	for (int i = 0; i < 2000; i++) {
		buf_cut(&b, 0);
		for (int k = 0; k < 200; k++) {
			x = x * 1103515245UL + 12345UL;
			buf_addc(
			    &b, alphabet[(x >> 16) % (sizeof(alphabet) - 1)]);
		}
		ok = read_all(buf_str(&b)) && ok;
	}
	report("noise", ok, "refused");
	buf_release(&b);
}

static void
test_hostile(void)
{
	for (size_t i = 0; i < LEN(units); i++)
		test_repeated(units[i]);
	test_nested();
	test_noise();
}

/* Documents of the cases directory */

static bool
read_file(const char *dir, const char *name, struct buf *b)
{
	struct buf path = BUF_INIT;
	FILE *f;
	int c;

	buf_addf(&path, "%s/agendas/%s", dir, name);
	f = fopen(buf_z(&path), "r");
	buf_release(&path);
	if (f == NULL)
		return false;
	while ((c = getc(f)) != EOF)
		buf_addc(b, (char)c);
	fclose(f);
	return true;
}

/* Field `i` of a line, the empty view where the line is shorter. */
static struct str
field(struct str line, size_t i)
{
	struct str f = STR("");

	for (size_t k = 0; k <= i; k++)
		if (!str_split(&line, '\t', &f))
			return STR("");
	return f;
}

/* A title of the expected files, without the remark in (). */
static bool
title_is(struct str title, struct str want)
{
	return str_starts(title, str_trim(str_upto(want, str_find(want, '('))));
}

static const struct import_item *
parent_of(const struct import_plan *p, size_t i)
{
	for (size_t k = i; k-- > 0;)
		if (p->items[k].depth < p->items[i].depth)
			return &p->items[k];
	return NULL;
}

static bool
under_is(const struct import_item *parent, struct str want)
{
	return parent == NULL ? want.n == 0 : str_eq(parent->title, want);
}

static bool
times_are(const struct import_item *it, struct str offset, struct str length)
{
	long start = -1, len = -1;

	duration_parse_offset(offset, &start);
	duration_parse(length, &len);
	/* A start that is not written follows from those before. */
	return (it->start < 0 || it->start == start) && it->length == len;
}

static bool
has_section(const struct import_plan *p, struct str line)
{
	for (size_t i = 0; i < p->n; i++)
		if (title_is(p->items[i].title, field(line, 2)))
			return times_are(&p->items[i], field(line, 0),
				   field(line, 1)) &&
			    under_is(parent_of(p, i), field(line, 3));
	return false;
}

static void
check_sections(const struct import_plan *p, struct str want)
{
	struct str line;
	struct buf why = BUF_INIT;

	str_split(&want, '\n', &line);
	while (str_split(&want, '\n', &line)) {
		if (has_section(p, line))
			continue;
		buf_addf(&why, "missing %.*s; ", STR_ARG(field(line, 2)));
	}
	report("discussion-75 sections", why.n == 0, buf_z(&why));
	buf_release(&why);
}

static size_t
find_item(const struct import_plan *p, const char *title)
{
	size_t i = 0;

	while (i < p->n && !str_starts(p->items[i].title, str_of(title)))
		i++;
	return i;
}

/* The items right below item `i`, as short text. */
static void
add_children(struct buf *b, const struct import_plan *p, size_t i)
{
	unsigned depth = i < p->n ? p->items[i].depth + 1 : 0;

	for (i++; i < p->n && p->items[i].depth >= depth; i++) {
		if (p->items[i].depth > depth)
			continue;
		buf_addf(b, "%s%s", b->n > 0 ? " " : "",
		    import_kind_name(p->items[i].kind));
		add_length(b, ":", p->items[i].length);
	}
}

static void
check_children(const struct import_plan *p, const char *title, const char *want)
{
	struct buf b = BUF_INIT;

	add_children(&b, p, find_item(p, title));
	report(title, strcmp(buf_z(&b), want) == 0, buf_z(&b));
	buf_release(&b);
}

/* Nothing of the forms got into the plan. */
static void
check_clean(const struct import_plan *p)
{
	static const char *const words[] = { "Name A", "Your name", "Notes",
		"Question", "Not sel", "Trees", "Water", "<", "Example" };
	const char *bad = NULL;

	for (size_t i = 0; i < p->n; i++)
		for (size_t k = 0; k < LEN(words); k++)
			if (words_begin(p->items[i].title, words[k]))
				bad = words[k];
	report("discussion-75 forms", bad == NULL, bad != NULL ? bad : "");
}

static void
check_discussion(const struct import_plan *p, const char *dir)
{
	struct buf want = BUF_INIT;

	report("discussion-75 title", str_is(p->title, "Week 3 - Heat"),
	    "not the document's");
	if (read_file(dir, "discussion-75.expected.tsv", &want))
		check_sections(p, buf_str(&want));
	check_children(p, "Arriving", "check check check check check");
	check_children(p, "Aims of the week", "goal goal goal");
	check_children(p, "Explain the urban", "goal goal goal");
	check_children(p, "Collect", "");
	check_children(p, "Answer", "");
	check_children(p, "Activity 1", "item:3m item:7m item:8m item:10m");
	check_children(
	    p, "Activity 2", "check check:3m check check check check check");
	check_children(p, "Closing", "item:3m item:2m");
	check_children(
	    p, "Notices", "announce announce announce check announce");
	report("discussion-75 statements", p->reasons[IMPORT_FOR_VOTE] == 2,
	    "not two");
	check_clean(p);
	buf_release(&want);
}

static void
check_week_3(const struct import_plan *p, const char *dir)
{
	struct buf want = BUF_INIT, why = BUF_INIT;
	struct str rest, line;
	long length;
	size_t i = 0;

	read_file(dir, "course-in-person.week-3.expected.tsv", &want);
	rest = buf_str(&want);
	str_split(&rest, '\n', &line);
	while (str_split(&rest, '\n', &line)) {
		while (i < p->n && p->items[i].depth > 0)
			i++;
		length = -1;
		duration_parse(field(line, 1), &length);
		/* The seventh has its length from its child. */
		if (str_is(field(line, 0), "7") && i + 1 < p->n &&
		    p->items[i].length < 0)
			length = p->items[i + 1].length == length ? -1 : -2;
		if (i == p->n || p->items[i].length != length ||
		    !title_is(p->items[i].title, field(line, 2)))
			buf_addf(&why, "%.*s; ", STR_ARG(field(line, 2)));
		i++;
	}
	while (i < p->n && p->items[i].depth > 0)
		i++;
	report("week 3", why.n == 0 && i == p->n, buf_z(&why));
	report("week 3 if time",
	    p->n > 0 && p->items[p->n - 1].when == TIMING_IF_TIME &&
		p->items[p->n - 1].texts.n == 4,
	    "the last item");
	buf_release(&want);
	buf_release(&why);
}

static void
check_week_1(const struct import_plan *p, const char *dir)
{
	(void)dir;
	report("week 1 ends at week 2", p->n == 5 && str_is(p->title, "Week 1"),
	    "items of another week");
}

static void
check_tpac(const struct import_plan *p, const char *dir)
{
	long sum = 0;
	bool linked = p->n == 10 && p->items[1].link.n > 0;

	(void)dir;
	for (size_t i = 0; i < p->n; i++)
		sum += p->items[i].length;
	report("tpac", p->n == 10 && sum == 200 * 60 && linked,
	    "not 10 items of 200 minutes");
	report("tpac title", str_is(p->title, "Privacy CG @ TPAC 2023"), "");
	report("tpac owner", p->n > 0 && str_is(p->items[0].owner, "chairs"),
	    "nobody");
}

static void
check_week_03(const struct import_plan *p, const char *dir)
{
	(void)dir;
	check_children(
	    p, "Baseline exercise: Workflow", "item:2m item:10m item:8m");
}

static void
check_week_00(const struct import_plan *p, const char *dir)
{
	(void)dir;
	check_children(p, "Baseline exercise: Preface", "item:3m item:5m item");
}

static const struct {
	const char *file, *section;
	void (*check)(const struct import_plan *p, const char *dir);
} documents[] = {
	{ "discussion-75.md", "", check_discussion },
	{ "discussion-75.md", "Week 3", check_discussion },
	{ "course-in-person.md", "Week 3", check_week_3 },
	{ "course-in-person.md", "week 1", check_week_1 },
	{ "w3c-privacycg/2023/tpac/agenda.md", "", check_tpac },
	{ "book-studies/week-03-patterns-i-workflows.md", "", check_week_03 },
	{ "book-studies/week-00-preface-kickoff.md", "", check_week_00 },
};

static void
test_document(const char *dir, size_t i)
{
	struct buf in = BUF_INIT, err = BUF_INIT;
	struct import_plan p;

	if (dir == NULL || !read_file(dir, documents[i].file, &in)) {
		printf("skip %s\n", documents[i].file);
		return;
	}
	report(documents[i].file,
	    import_read(&p, buf_str(&in), str_of(documents[i].section), &err),
	    buf_z(&err));
	documents[i].check(&p, dir);
	import_release(&p);
	buf_release(&in);
	buf_release(&err);
}

static void
test_no_section(void)
{
	struct import_plan p;
	struct buf err = BUF_INIT;
	bool found =
	    import_read(&p, STR("# a\n## Week 10\n## b"), STR("Week 1x"), &err);

	report("no such section",
	    !found &&
		strcmp(buf_z(&err),
		    "no section \"Week 1x\"; there are \"Week 10\", \"b\"") ==
		    0,
	    buf_z(&err));
	import_release(&p);
	buf_release(&err);
}

static void
test_report(void)
{
	struct import_plan p;
	struct buf err = BUF_INIT, out = BUF_INIT;

	import_read(&p, STR("## A (1 min)\n- [ ] b\n- \n\nc."), STR(""), &err);
	import_report(&p, &out);
	report("report",
	    strcmp(buf_z(&out),
		"1 item (1 heading), 1 box, 1 text; dropped: 1 line") == 0,
	    buf_z(&out));
	import_release(&p);
	buf_release(&err);
	buf_release(&out);
}

int
main(int argc, char *argv[])
{
	for (size_t i = 0; i < LEN(cases); i++)
		test_case(i);
	for (size_t i = 0; i < LEN(marked); i++)
		test_markup(i);
	test_normal();
	test_no_section();
	test_report();
	for (size_t i = 0; i < LEN(documents); i++)
		test_document(argc > 1 ? argv[1] : NULL, i);
	test_hostile();
	return failures > 0;
}
