/*
 * power: the power fails after every step of every verb that writes.
 *
 * What the program does to the disk is recorded by strace(1).  Then each
 * state is made that the disk may be in when the power fails behind a step:
 * all that is not synced lost, done, done in part, in any choice where it is
 * a few steps, else each of them alone lost and alone done; and each of its
 * writes halved, or its length there and not its bytes.  Behind the last step
 * the verb ends with 0, and all of it has to be there.
 */
#include <signal.h>
#include <stdlib.h>

#include "die.h"
#include "disk.h"
#include "part.h"
#include "strace.h"
#include "xalloc.h"

enum { CHOICES = 5 };

struct steps {
	struct disk_step *step;
	size_t n, cap;
	struct disk disk; /* with all of them done */
	const struct stage *stage;
	struct buf why; /* what is not understood */
};

/* ---- recording */

static void
add_step(struct steps *l, struct disk_step s)
{
	l->step = xgrow(l->step, l->n, &l->cap, sizeof(*l->step));
	l->step[l->n++] = s;
	disk_do(&l->disk, &s, DISK_DONE);
}

/* A path below the stage's directory, of `name` seen from `base`; false
 * where it is not below. */
static bool
add_path(const struct steps *l, struct str base, struct str name, struct buf *b)
{
	struct buf full = BUF_INIT;
	struct str rest, piece, root = str_of(l->stage->dir);
	bool below;

	if (!str_starts(name, STR("/")))
		buf_addf(&full, "%.*s/",
		    STR_ARG(base.n > 0 ? base : str_of(l->stage->cwd)));
	buf_add(&full, name);
	rest = buf_str(&full);
	buf_cut(b, 0);
	while (str_split(&rest, '/', &piece)) {
		if (str_is(piece, ".."))
			while (b->n > 0 && b->p[b->n - 1] != '/')
				buf_cut(b, b->n - 1);
		if (str_is(piece, "..") && b->n > 0)
			buf_cut(b, b->n - 1);
		else if (piece.n > 0 && !str_is(piece, ".") &&
		    !str_is(piece, ".."))
			buf_addf(b, "/%.*s", STR_ARG(piece));
	}
	below = str_starts(buf_str(b), root);
	if (below) {
		buf_cut(&full, 0);
		buf_add(&full, str_from(buf_str(b), root.n));
		buf_cut(b, 0);
		buf_add(b, buf_str(&full));
	}
	buf_release(&full);
	return below;
}

/* The directory of a path and its last name; DISK_NONE where not ours. */
static int
place_of(const struct steps *l, struct str base, struct str path, char **name)
{
	struct buf b = BUF_INIT;
	int dir = DISK_NONE;
	size_t i;

	*name = NULL;
	if (add_path(l, base, path, &b)) {
		for (i = b.n; i > 0 && b.p[i - 1] != '/'; i--)
			;
		*name = xstrdup(buf_z(&b) + i);
		dir = disk_walk(&l->disk, str_upto(buf_str(&b), i));
	}
	buf_release(&b);
	return dir;
}

static int
node_of(const struct steps *l, struct str path)
{
	struct buf b = BUF_INIT;
	int node = DISK_NONE;

	if (add_path(l, STR("/"), path, &b))
		node = disk_walk(&l->disk, buf_str(&b));
	buf_release(&b);
	return node;
}

static void
make(struct steps *l, struct str base, struct str path, char kind)
{
	struct disk_step s = { .verb = DISK_MAKE,
		.kind = kind,
		.mode = kind == 'd' ? 0755 : 0644,
		.node = (int)l->disk.n };

	s.dir = place_of(l, base, path, &s.name);
	if (s.dir != DISK_NONE &&
	    disk_find(&l->disk, s.dir, str_of(s.name)) == DISK_NONE)
		add_step(l, s);
	else
		free(s.name);
}

static long
last_number(struct str args)
{
	size_t i = args.n;

	while (i > 0 && args.p[i - 1] >= '0' && args.p[i - 1] <= '9')
		i--;
	return strtol(args.p + i, NULL, 10);
}

/* Programs append only, or write from the start of what they made. */
static void
write_to(struct steps *l, int node, struct str bytes)
{
	if (node != DISK_NONE)
		add_step(l,
		    (struct disk_step){ .verb = DISK_WRITE,
			.node = node,
			.at = l->disk.node[node].bytes.n,
			.bytes = { xstrndup(bytes), bytes.n } });
}

static void
rename_to(struct steps *l, struct str args, struct str base)
{
	struct disk_step s = { .verb = DISK_RENAME };
	struct buf from = BUF_INIT, to = BUF_INIT;
	struct str base_to;

	strace_quoted(&args, &from);
	args = str_from(args, str_find(args, ',') + 1);
	base_to = strace_path(args);
	strace_quoted(&args, &to);
	s.dir = place_of(l, base, buf_str(&from), &s.name);
	s.to = place_of(l, base_to, buf_str(&to), &s.new_name);
	s.node = s.dir != DISK_NONE ? disk_find(&l->disk, s.dir, str_of(s.name))
				    : DISK_NONE;
	if (s.node == DISK_NONE || s.to == DISK_NONE)
		buf_addz(&l->why, "a rename is not understood");
	else
		add_step(l, s);
	buf_release(&from);
	buf_release(&to);
}

static void
take_call(struct steps *l, const struct strace_call *c)
{
	struct str name = str_of(c->name), args = c->args,
		   base = strace_path(args);
	struct buf b = BUF_INIT;
	struct disk_step s = { .node = node_of(l, base) };

	if (str_is(name, "write")) {
		strace_quoted(&args, &b);
		write_to(l, s.node, buf_str(&b));
	} else if (str_is(name, "openat")) {
		if (strstr(c->args.p, "O_CREAT") != NULL)
			make(l, STR("/"), strace_path(c->result), 'f');
	} else if (str_is(name, "mkdir") || str_is(name, "mkdirat")) {
		strace_quoted(&args, &b);
		make(l, base, buf_str(&b), 'd');
	} else if (str_starts(name, STR("rename"))) {
		rename_to(l, args, base);
	} else if (s.node != DISK_NONE && str_is(name, "ftruncate")) {
		s.verb = DISK_CUT;
		s.at = (size_t)last_number(args);
		add_step(l, s);
	} else if (s.node != DISK_NONE && str_is(name, "fchmod")) {
		s.verb = DISK_MODE;
		s.mode =
		    (mode_t)strtol(args.p + str_find(args, ',') + 1, NULL, 8);
		add_step(l, s);
	} else if (s.node != DISK_NONE &&
	    (str_is(name, "fsync") || str_is(name, "fdatasync"))) {
		s.verb = DISK_SYNC;
		add_step(l, s);
	} else if (str_starts(name, STR("unlink")) || str_is(name, "rmdir")) {
		strace_quoted(&args, &b);
		s.verb = DISK_REMOVE;
		s.dir = place_of(l, base, buf_str(&b), &s.name);
		if (s.dir != DISK_NONE)
			add_step(l, s);
	}
	buf_release(&b);
}

static void
record(struct stage *s, struct steps *l)
{
	const char *const before[] = { "strace", "-y", "-s", "9999999", "-o",
		s->log, "-e",
		"trace=write,openat,mkdir,mkdirat,rename,renameat,renameat2,"
		"ftruncate,fchmod,fsync,fdatasync,unlink,unlinkat,rmdir",
		"--", NULL };
	struct command_how how = { .before = before };
	struct strace calls;
	struct outcome o;
	size_t i;

	*l = (struct steps){ .stage = s };
	disk_init(&l->disk, &s->before);
	stage_run(s, &how, &o);
	outcome_release(&o);
	strace_read(&calls, s->log);
	for (i = 0; i < calls.n; i++)
		if (calls.call[i].result.p[0] != '-') /* it failed */
			take_call(l, &calls.call[i]);
	strace_release(&calls);
}

static void
steps_release(struct steps *l)
{
	size_t i;

	for (i = 0; i < l->n; i++) {
		free(l->step[i].name);
		free(l->step[i].new_name);
		free((char *)l->step[i].bytes.p);
	}
	free(l->step);
	disk_release(&l->disk);
	buf_release(&l->why);
}

/* Whether the record comes to what the verb left. */
static bool
is_whole(struct steps *l)
{
	struct world made, left;
	bool same;

	disk_to_world(&l->disk, &made);
	world_read(&left, l->stage->dir);
	same = world_equal(&made, &left);
	world_release(&made);
	world_release(&left);
	if (!same)
		buf_addz(&l->why, "the record is not what the verb did");
	return l->why.n == 0;
}

/* ---- when the power fails */

/* The steps before `end` that no sync covers. */
static size_t
find_pending(const struct steps *l, size_t end, size_t *pending)
{
	size_t i, j, n = 0;

	for (i = 0; i < end; i++) {
		for (j = i + 1; j < end; j++)
			if (disk_syncs(&l->step[j], &l->step[i]))
				break;
		if (j == end && l->step[i].verb != DISK_SYNC)
			pending[n++] = i;
	}
	return n;
}

static void
try(struct stage *s, struct tally *t, const struct steps *l, size_t end,
    const enum disk_how *how, const char *name)
{
	struct fault fault = { .kills = true, .cuts = true, .mute = true };
	struct outcome o = { .status = OUTCOME_SIGNAL + SIGKILL };
	struct buf why = BUF_INIT;
	struct disk d;
	struct world w;
	size_t i;

	if (!tally_takes(t, name))
		return;
	if (end == l->n)
		o.status = 0;
	disk_init(&d, &s->before);
	for (i = 0; i < end; i++)
		disk_do(&d, &l->step[i], how[i]);
	disk_to_world(&d, &w);
	stage_set(s, &w);
	stage_judge(s, &o, &fault, &why);
	tally_case(t, name, &why);
	world_release(&w);
	disk_release(&d);
	buf_release(&why);
}

/* `lost` has a bit for each that is. */
static void
try_choice(struct stage *s, struct tally *t, const struct steps *l, size_t end,
    const size_t *pending, size_t n, const bool *lost, size_t at,
    enum disk_how torn)
{
	static const char *const words[] = { "", "", " halved", " zeros" };
	enum disk_how *how = xcalloc(l->n + 1, sizeof(*how));
	struct buf name = BUF_INIT;
	size_t i;

	buf_addf(&name, "behind step %zu, of %zu not synced lost:", end, n);
	for (i = 0; i < n; i++) {
		if (lost[i])
			buf_addf(&name, " %zu", pending[i]);
		how[pending[i]] = lost[i] ? DISK_LOST : DISK_DONE;
	}
	if (torn != DISK_DONE)
		how[at] = torn;
	if (torn != DISK_DONE)
		buf_addf(&name, "; %zu%s", at, words[torn]);
	try(s, t, l, end, how, buf_z(&name));
	buf_release(&name);
	free(how);
}

/* One of the writes is torn, and all others are done, or all are lost that came
 * behind it. */
static void
try_torn(struct stage *s, struct tally *t, const struct steps *l, size_t end,
    const size_t *pending, size_t n, size_t which)
{
	bool *lost = xcalloc(n + 1, sizeof(*lost));
	size_t i;
	int behind;

	for (behind = 0; behind < (which + 1 < n ? 2 : 1); behind++) {
		for (i = which + 1; i < n; i++)
			lost[i] = behind == 1;
		try_choice(
		    s, t, l, end, pending, n, lost, pending[which], DISK_HALF);
		try_choice(
		    s, t, l, end, pending, n, lost, pending[which], DISK_ZEROS);
	}
	free(lost);
}

static void
try_end(struct stage *s, struct tally *t, const struct steps *l, size_t end)
{
	size_t *pending = xcalloc(l->n + 1, sizeof(*pending));
	size_t n = find_pending(l, end, pending), i, c;
	size_t choices = n <= CHOICES ? (size_t)1 << n : 2 * n + 2;
	bool *lost = xcalloc(n + 1, sizeof(*lost));

	for (c = 0; c < choices; c++) {
		for (i = 0; i < n; i++)
			if (n <= CHOICES)
				lost[i] = (c >> i & 1) != 0;
			else if (c < 2)
				lost[i] = c == 1;
			else
				lost[i] = ((c - 2) / 2 == i) == (c % 2 == 0);
		try_choice(s, t, l, end, pending, n, lost, 0, DISK_DONE);
	}
	for (i = 0; i < n; i++)
		if (l->step[pending[i]].verb == DISK_WRITE)
			try_torn(s, t, l, end, pending, n, i);
	free(lost);
	free(pending);
}

static void
try_verb(struct stage *s, struct tally *t)
{
	struct steps l;
	size_t end;

	record(s, &l);
	if (!is_whole(&l))
		tally_case(t, "recording", &l.why);
	for (end = 0; l.why.n == 0 && end <= l.n; end++)
		try_end(s, t, &l, end);
	steps_release(&l);
}

int
main(int argc, char **argv)
{
	return part_main("power", argc, argv, try_verb);
}
