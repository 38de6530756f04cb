#include <stdlib.h>

#include "held.h"
#include "sort.h"
#include "xalloc.h"

static int
by_path(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The directories with a session.tsv, whether git knows them yet or not. */
static char **
list_sessions(struct git *g, size_t *n)
{
	static const struct str table = { "session.tsv", 11 };
	struct str rest = buf_str(&g->out), path;
	char **dir = NULL;
	struct buf b = BUF_INIT;
	size_t cap = 0;

	*n = 0;
	while (str_split(&rest, '\0', &path)) {
		if (path.n < table.n ||
		    !str_eq(str_from(path, path.n - table.n), table) ||
		    (path.n > table.n && path.p[path.n - table.n - 1] != '/'))
			continue;
		buf_addf(&b, "%s/%.*s", g->top,
		    STR_ARG(str_upto(path, path.n - table.n)));
		dir = xgrow(dir, *n, &cap, sizeof(*dir));
		dir[(*n)++] = buf_detach(&b);
	}
	sort(dir, *n, sizeof(*dir), by_path);
	return dir;
}

static int
lock_all(struct held *h, char *const dir[], size_t n, struct error *e)
{
	size_t i;
	int there;

	for (i = 0; i < n; i++) {
		if (i > 0 && strcmp(dir[i], dir[i - 1]) == 0)
			continue;
		/* One that git still knows may be gone. */
		there = session_stands(dir[i], e);
		if (there == 0)
			continue;
		session_init(&h->session[h->n]);
		if (there == -1 ||
		    session_open_dir(&h->session[h->n++], dir[i], e) == -1 ||
		    session_lock(&h->session[h->n - 1], e) == -1)
			return -1;
	}
	return 0;
}

int
held_take(struct held *h, struct git *g, struct error *e)
{
	struct git top = { .dir = g->top };
	char **dir;
	size_t n, i;
	int rc;

	*h = (struct held){ 0 };
	rc = git_run(&top, e, "ls-files", "-z", "-c", "-o", "--", "session.tsv",
	    "*/session.tsv");
	dir = list_sessions(&(struct git){ .top = g->top, .out = top.out }, &n);
	h->session = xalloc(n, sizeof(*h->session));
	if (rc == 0)
		rc = lock_all(h, dir, n, e);
	for (i = 0; i < n; i++)
		free(dir[i]);
	free(dir);
	git_release(&(struct git){ .out = top.out, .err = top.err });
	return rc;
}

void
held_release(struct held *h)
{
	while (h->n > 0)
		session_release(&h->session[--h->n]);
	free(h->session);
	*h = (struct held){ 0 };
}
