/*
 * expect: what unit tests say: `ok NAME`, or `not ok NAME: why`.
 *
 *	expect_text("a TAB", buf_str(&got), "a\\tb");
 *	expect(n == 2, "two rows", "there are %zu", n);
 *	return expect_status();
 *
 * Where a name has many cases, those that fail are told, and one line says
 * that all went well:
 *
 *	before = expect_failures;
 *	for each case
 *		if it went wrong
 *			expect_report("reads", input, "is refused");
 *	expect_done("reads", before);
 */
#ifndef EXPECT_H
#define EXPECT_H

#include <stdarg.h>
#include <stdio.h>

#include "str.h"

static int expect_failures;

__attribute__((format(printf, 3, 4))) static inline void
expect(bool ok, const char *name, const char *why, ...)
{
	va_list ap;

	if (ok) {
		printf("ok %s\n", name);
		return;
	}
	expect_failures++;
	printf("not ok %s: ", name);
	va_start(ap, why);
	vprintf(why, ap);
	va_end(ap);
	putchar('\n');
}

static inline void
expect_text(const char *name, struct str got, const char *want)
{
	expect(str_is(got, want), name, "got \"%.*s\", not \"%s\"",
	    STR_ARG(got), want);
}

static inline void
expect_report(const char *name, const char *input, const char *why)
{
	printf("not ok %s: %s: %s\n", name, input, why);
	expect_failures++;
}

static inline void
expect_done(const char *name, int before)
{
	if (expect_failures == before)
		printf("ok %s\n", name);
}

static inline int
expect_status(void)
{
	return expect_failures == 0 ? 0 : 1;
}

#endif
