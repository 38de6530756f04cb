#include <errno.h>
#include <stdio.h>

#include "buf.h"
#include "login.h"
#include "xalloc.h"

/* What the command prints first, without its LF. */
static void
add_line(struct buf *b, FILE *from)
{
	int c;

	while ((c = getc(from)) != EOF && c != '\n')
		buf_addc(b, (char)c);
}

char *
login_name(void)
{
	FILE *id = popen("id -run 2>/dev/null", "r");
	struct buf name = BUF_INIT;
	int status;

	if (id == NULL)
		return xstrdup("unknown");
	add_line(&name, id);
	status = pclose(id);
	/* who ignores SIGCHLD is not told how it ended */
	if (status != 0 && !(status == -1 && errno == ECHILD))
		buf_cut(&name, 0);
	if (name.n == 0)
		buf_addz(&name, "unknown");
	return buf_detach(&name);
}
