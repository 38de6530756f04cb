#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "die.h"
#include "world.h"
#include "xalloc.h"

/* ---- reading */

static struct str
read_bytes(int dir, const char *name, const struct stat *st)
{
	size_t size = (size_t)st->st_size;
	char *p = xalloc(size + 1, 1);
	ssize_t n;
	int fd;

	if (S_ISLNK(st->st_mode)) {
		n = readlinkat(dir, name, p, size);
	} else {
		fd = openat(dir, name, O_RDONLY | O_CLOEXEC);
		n = fd != -1 ? read(fd, p, size) : -1;
		close(fd);
	}
	if (n != (ssize_t)size)
		die("cannot read", name);
	p[size] = '\0';
	return (struct str){ p, size };
}

static void read_below(struct world *w, int dir, struct buf *path);

static void
read_entry(struct world *w, int dir, const char *name, struct buf *path)
{
	size_t parent = path->n;
	struct world_file f = { .kind = 'f' };
	struct stat st;

	if (fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) == -1)
		die("cannot read", name);
	buf_addf(path, "%s%s", parent > 0 ? "/" : "", name);
	f.path = xstrdup(buf_z(path));
	f.mode = st.st_mode & 07777;
	if (S_ISDIR(st.st_mode))
		f.kind = 'd';
	else
		f.bytes = read_bytes(dir, name, &st);
	if (S_ISLNK(st.st_mode))
		f.kind = 'l';
	w->file = xgrow(w->file, w->n, &w->cap, sizeof(*w->file));
	w->file[w->n++] = f;
	if (f.kind == 'd')
		read_below(w, openat(dir, name, O_RDONLY | O_CLOEXEC), path);
	buf_cut(path, parent);
}

/* Takes the descriptor over. */
static void
read_below(struct world *w, int dir, struct buf *path)
{
	DIR *d = dir != -1 ? fdopendir(dir) : NULL;
	struct dirent *entry;

	if (d == NULL)
		die("cannot read", buf_z(path));
	while ((entry = readdir(d)) != NULL)
		if (strcmp(entry->d_name, ".") != 0 &&
		    strcmp(entry->d_name, "..") != 0)
			read_entry(w, dir, entry->d_name, path);
	closedir(d);
}

static int
by_path(const void *a, const void *b)
{
	const struct world_file *x = a, *y = b;

	return strcmp(x->path, y->path);
}

void
world_sort(struct world *w)
{
	if (w->n > 0)
		qsort(w->file, w->n, sizeof(*w->file), by_path);
}

void
world_read(struct world *w, const char *dir)
{
	struct buf path = BUF_INIT;

	*w = (struct world){ 0 };
	read_below(w, open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC), &path);
	world_sort(w);
	buf_release(&path);
}

void
world_release(struct world *w)
{
	size_t i;

	for (i = 0; i < w->n; i++) {
		free(w->file[i].path);
		free((char *)w->file[i].bytes.p);
	}
	free(w->file);
	*w = (struct world){ 0 };
}

/* ---- writing */

static void
write_file(int fd, struct str s, const char *path)
{
	ssize_t n = fd != -1 ? write(fd, s.p, s.n) : -1;

	if (n != (ssize_t)s.n || close(fd) == -1)
		die("cannot write", path);
}

static void
make(int dir, const struct world_file *f)
{
	int rc = 0;

	if (f->kind == 'd')
		rc = mkdirat(dir, f->path, f->mode) == -1 && errno != EEXIST
		    ? -1
		    : 0;
	else if (f->kind == 'l')
		rc = symlinkat(f->bytes.p, dir, f->path);
	else
		write_file(openat(dir, f->path,
			       O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600),
		    f->bytes, f->path);
	if (rc == 0 && f->kind != 'l')
		rc = fchmodat(dir, f->path, f->mode, 0);
	if (rc == -1)
		die("cannot make", f->path);
}

/* A file is written over, and a directory changed; all else that differs goes
 * first. */
static bool
may_stay(const struct world_file *now, const struct world_file *want)
{
	return want != NULL && now->kind == want->kind &&
	    (now->kind != 'l' || world_same(now, want));
}

void
world_restore(const struct world *w, const struct world *now, const char *dir)
{
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	const struct world_file *f;
	size_t i;

	for (i = now->n; i > 0; i--) {
		f = &now->file[i - 1];
		if (!may_stay(f, world_find(w, f->path)) &&
		    unlinkat(fd, f->path, f->kind == 'd' ? AT_REMOVEDIR : 0) ==
			-1)
			die("cannot remove", f->path);
	}
	for (i = 0; i < w->n; i++) {
		f = world_find(now, w->file[i].path);
		if (f == NULL || !world_same(f, &w->file[i]))
			make(fd, &w->file[i]);
	}
	close(fd);
}

/* ---- comparing */

const struct world_file *
world_find(const struct world *w, const char *path)
{
	struct world_file key = { .path = (char *)path };

	if (w->n == 0)
		return NULL;
	return bsearch(&key, w->file, w->n, sizeof(key), by_path);
}

bool
world_same(const struct world_file *a, const struct world_file *b)
{
	return a->kind == b->kind && a->mode == b->mode &&
	    str_eq(a->bytes, b->bytes);
}

bool
world_equal(const struct world *a, const struct world *b)
{
	size_t i;

	if (a->n != b->n)
		return false;
	for (i = 0; i < a->n; i++)
		if (strcmp(a->file[i].path, b->file[i].path) != 0 ||
		    !world_same(&a->file[i], &b->file[i]))
			return false;
	return true;
}

static bool
ends_in(struct str s, struct str end)
{
	return s.n >= end.n && str_eq(str_from(s, s.n - end.n), end);
}

bool
world_is_leftover(const char *path)
{
	struct str rest = str_of(path), name;

	while (str_split(&rest, '/', &name))
		if (str_starts(name, STR(".init-")) ||
		    str_starts(name, STR(".new-")) ||
		    (name.p[0] == '.' && ends_in(name, STR(".tmp"))))
			return true;
	return false;
}

static bool
is_git(const char *path)
{
	struct str rest = str_of(path), name;

	while (str_split(&rest, '/', &name))
		if (ends_in(name, STR(".git")))
			return true;
	return false;
}

static bool
is_table(const char *path)
{
	return ends_in(str_of(path), STR(".tsv"));
}

/* Whether the path is of one of these tables, or of what it is a link to. */
static bool
is_one_of(const char *path, const char *const names[])
{
	size_t i;

	for (i = 0; names[i] != NULL; i++)
		if (ends_in(str_of(path), str_of(names[i])))
			return true;
	return false;
}

/* Rows of these refer to records of others. */
static bool
refers(const char *path)
{
	static const char *const names[] = { "groups.tsv", "votes.tsv",
		"times.tsv", "notes.tsv", NULL };

	return is_one_of(path, names);
}

static bool
is_referred_to(const char *path)
{
	static const char *const names[] = { "agenda.tsv", "people.tsv",
		"questions.tsv", "statements.tsv", "actions.tsv",
		"feedback.tsv", "tries.tsv", NULL };

	return is_one_of(path, names);
}

/* Both may be NULL: not there. */
static bool
alike(const struct world_file *a, const struct world_file *b)
{
	return a == NULL || b == NULL ? a == b : world_same(a, b);
}

/* Whether it is a part of `all`, some of which may be zeros. */
static bool
is_part(struct str s, struct str all)
{
	size_t i;

	for (i = 0; i < s.n && i < all.n; i++)
		if (s.p[i] != all.p[i] && s.p[i] != '\0')
			return false;
	return i == s.n;
}

static bool
is_torn(const struct world_file *now, const struct world_file *before,
    const struct world_file *after)
{
	return now != NULL && before != NULL && after != NULL &&
	    str_starts(now->bytes, before->bytes) &&
	    is_part(now->bytes, after->bytes);
}

/* A link is not written, but what it leads to. */
static void
note_order(const char *path, const struct world_file *now,
    const struct world_file *before, const struct world_file *after,
    const char **first, const char **early)
{
	if (alike(before, after) || is_git(path))
		return;
	if (is_referred_to(path) && alike(now, before))
		*first = path;
	if (refers(path) && !alike(now, before))
		*early = path;
}

static void
find_early(const struct world *now, const struct world *before,
    const struct world *after, struct world_change *c)
{
	const char *first = NULL, *early = NULL, *path;
	size_t i;

	for (i = 0; i < after->n; i++) {
		path = after->file[i].path;
		note_order(path, world_find(now, path),
		    world_find(before, path), &after->file[i], &first, &early);
	}
	c->early = first != NULL ? early : NULL;
}

static void
compare_path(const char *path, const struct world *now,
    const struct world *before, const struct world *after,
    struct world_change *c)
{
	const struct world_file *n = world_find(now, path),
				*b = world_find(before, path),
				*a = world_find(after, path);

	if (is_git(path) || (alike(n, b) && alike(n, a)))
		return;
	if (b == NULL && a == NULL && world_is_leftover(path)) {
		c->leftovers++;
		c->left = path;
	} else if (alike(n, b)) {
		c->old++;
	} else if (alike(n, a)) {
		c->new += is_table(path);
	} else if (ends_in(str_of(path), STR(".rejected"))) {
		c->rejected++; /* twice, where the table failed behind it */
	} else if (is_torn(n, b, a)) {
		c->torn++;
	} else {
		c->strange = path;
	}
}

void
world_compare(const struct world *now, const struct world *before,
    const struct world *after, struct world_change *c)
{
	size_t i;

	*c = (struct world_change){ 0 };
	for (i = 0; i < now->n; i++)
		compare_path(now->file[i].path, now, before, after, c);
	for (i = 0; i < before->n; i++)
		if (world_find(now, before->file[i].path) == NULL)
			compare_path(
			    before->file[i].path, now, before, after, c);
	for (i = 0; i < after->n; i++)
		if (world_find(now, after->file[i].path) == NULL &&
		    world_find(before, after->file[i].path) == NULL)
			compare_path(
			    after->file[i].path, now, before, after, c);
	find_early(now, before, after, c);
}
