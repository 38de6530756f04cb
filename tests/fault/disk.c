#include <stdlib.h>

#include "disk.h"
#include "xalloc.h"

/* ---- nodes and names */

static int
add_node(struct disk *d, char kind, mode_t mode, struct str bytes)
{
	d->node = xgrow(d->node, d->n, &d->cap, sizeof(*d->node));
	d->node[d->n] = (struct disk_node){ .kind = kind, .mode = mode };
	buf_add(&d->node[d->n].bytes, bytes);
	return (int)d->n++;
}

static struct disk_name *
find_name(const struct disk *d, int dir, struct str name)
{
	size_t i;

	for (i = 0; i < d->nname; i++)
		if (d->name[i].dir == dir && str_is(name, d->name[i].name))
			return &d->name[i];
	return NULL;
}

static void
set_name(struct disk *d, int dir, struct str name, int node)
{
	struct disk_name *n = find_name(d, dir, name);

	if (n == NULL) {
		d->name =
		    xgrow(d->name, d->nname, &d->capname, sizeof(*d->name));
		n = &d->name[d->nname++];
		*n = (struct disk_name){ .dir = dir, .name = xstrndup(name) };
	}
	n->node = node;
}

int
disk_find(const struct disk *d, int dir, struct str name)
{
	const struct disk_name *n = find_name(d, dir, name);

	return n != NULL ? n->node : DISK_NONE;
}

int
disk_walk(const struct disk *d, struct str path)
{
	int node = DISK_ROOT;
	struct str name;

	while (node != DISK_NONE && str_split(&path, '/', &name))
		if (name.n > 0)
			node = disk_find(d, node, name);
	return node;
}

/* ---- from a world and to it */

/* The directory of a path, and its last name. */
static int
directory_of(const struct disk *d, struct str path, struct str *name)
{
	size_t i = path.n;

	while (i > 0 && path.p[i - 1] != '/')
		i--;
	*name = str_from(path, i);
	return disk_walk(d, str_upto(path, i));
}

void
disk_init(struct disk *d, const struct world *w)
{
	struct str name;
	size_t i;
	int dir;

	*d = (struct disk){ 0 };
	add_node(d, 'd', 0755, STR(""));
	for (i = 0; i < w->n; i++) {
		dir = directory_of(d, str_of(w->file[i].path), &name);
		set_name(d, dir, name,
		    add_node(
			d, w->file[i].kind, w->file[i].mode, w->file[i].bytes));
	}
}

void
disk_release(struct disk *d)
{
	size_t i;

	for (i = 0; i < d->n; i++)
		buf_release(&d->node[i].bytes);
	for (i = 0; i < d->nname; i++)
		free(d->name[i].name);
	free(d->node);
	free(d->name);
	*d = (struct disk){ 0 };
}

static void
add_below(const struct disk *d, int dir, struct buf *path, struct world *w)
{
	size_t parent = path->n, i;
	const struct disk_node *n;

	for (i = 0; i < d->nname; i++) {
		if (d->name[i].dir != dir || d->name[i].node == DISK_NONE)
			continue;
		n = &d->node[d->name[i].node];
		buf_addf(path, "%s%s", parent > 0 ? "/" : "", d->name[i].name);
		w->file = xgrow(w->file, w->n, &w->cap, sizeof(*w->file));
		w->file[w->n++] = (struct world_file){ .kind = n->kind,
			.mode = n->mode,
			.path = xstrdup(buf_z(path)),
			.bytes = { n->kind != 'd' ? xstrndup(buf_str(&n->bytes))
						  : NULL,
			    n->bytes.n } };
		if (n->kind == 'd')
			add_below(d, d->name[i].node, path, w);
		buf_cut(path, parent);
	}
}

void
disk_to_world(const struct disk *d, struct world *w)
{
	struct buf path = BUF_INIT;

	*w = (struct world){ 0 };
	add_below(d, DISK_ROOT, &path, w);
	world_sort(w);
	buf_release(&path);
}

/* ---- steps */

static void
put_bytes(struct buf *b, size_t at, struct str bytes, bool zeros)
{
	size_t end = at + bytes.n;

	while (b->n < end)
		buf_addc(b, '\0');
	if (!zeros)
		memcpy(b->p + at, bytes.p, bytes.n);
}

static void
cut_bytes(struct buf *b, size_t n)
{
	buf_cut(b, n < b->n ? n : b->n);
	while (b->n < n)
		buf_addc(b, '\0');
}

static void
do_write(struct disk *d, const struct disk_step *s, enum disk_how how)
{
	struct str bytes = s->bytes;

	if (how == DISK_HALF)
		bytes = str_upto(bytes, bytes.n / 2);
	put_bytes(&d->node[s->node].bytes, s->at, bytes, how == DISK_ZEROS);
}

void
disk_do(struct disk *d, const struct disk_step *s, enum disk_how how)
{
	if (s->verb == DISK_MAKE) /* or else the numbers are others */
		add_node(d, s->kind, s->mode, STR(""));
	if (how == DISK_LOST)
		return;
	switch (s->verb) {
	case DISK_MAKE:
		set_name(d, s->dir, str_of(s->name), s->node);
		break;
	case DISK_WRITE:
		do_write(d, s, how);
		break;
	case DISK_CUT:
		cut_bytes(&d->node[s->node].bytes, s->at);
		break;
	case DISK_MODE:
		d->node[s->node].mode = s->mode;
		break;
	case DISK_RENAME:
		set_name(d, s->dir, str_of(s->name), DISK_NONE);
		set_name(d, s->to, str_of(s->new_name), s->node);
		break;
	case DISK_REMOVE:
		set_name(d, s->dir, str_of(s->name), DISK_NONE);
		break;
	case DISK_SYNC:
		break;
	}
}

bool
disk_syncs(const struct disk_step *sync, const struct disk_step *s)
{
	bool of_names = s->verb == DISK_MAKE || s->verb == DISK_RENAME ||
	    s->verb == DISK_REMOVE;

	if (sync->verb != DISK_SYNC)
		return false;
	if (s->verb == DISK_RENAME)
		return sync->node == s->to;
	return sync->node == (of_names ? s->dir : s->node);
}
