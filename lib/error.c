#include <errno.h>
#include <stdarg.h>
#include <string.h>

#include "error.h"

int
error_set(struct error *e, int status, const char *fmt, ...)
{
	va_list ap;

	e->status = status;
	va_start(ap, fmt);
	buf_cut(&e->msg, 0);
	buf_addv(&e->msg, fmt, ap);
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
	buf_cut(&e->msg, 0);
	buf_addv(&e->msg, fmt, ap);
	va_end(ap);
	buf_addf(&e->msg, ": %s", strerror(saved));
	errno = saved;
	return -1;
}

int
error_prefix(struct error *e, const char *fmt, ...)
{
	struct buf b = BUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	buf_addv(&b, fmt, ap);
	va_end(ap);
	buf_add(&b, buf_str(&e->msg));
	buf_release(&e->msg);
	e->msg = b;
	return -1;
}

void
error_release(struct error *e)
{
	buf_release(&e->msg);
}
