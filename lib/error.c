#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "error.h"

static void
set_message(struct error *e, const char *fmt, va_list ap)
{
	va_list again;
	int n;

	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	buf_cut(&e->msg, 0);
	if (n <= 0)
		return;
	vsnprintf(buf_room(&e->msg, (size_t)n), (size_t)n + 1, fmt, ap);
	buf_cut(&e->msg, (size_t)n);
}

int
error_set(struct error *e, int status, const char *fmt, ...)
{
	va_list ap;

	e->status = status;
	va_start(ap, fmt);
	set_message(e, fmt, ap);
	va_end(ap);
	return -1;
}

int
error_errno(struct error *e, const char *fmt, ...)
{
	int saved = errno;
	va_list ap;

	e->status = EXIT_SYSTEM;
	va_start(ap, fmt);
	set_message(e, fmt, ap);
	va_end(ap);
	buf_addf(&e->msg, ": %s", strerror(saved));
	return -1;
}

void
error_release(struct error *e)
{
	buf_release(&e->msg);
}
