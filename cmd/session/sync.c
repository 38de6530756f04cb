/*
 * sync: commit, fetch, merge, push, until nobody was faster.
 */
#include <stdlib.h>
#include <time.h>

#include "commit.h"
#include "held.h"
#include "id.h"
#include "xalloc.h"

enum { TRIES = 200, NAP_TURNS = 8, NAP_MAX_MS = 60 * 1000 };

/* Where the branch goes to. */
struct upstream {
	struct buf remote, branch, ref; /* `origin`, `main`, `origin/main` */
	bool known;			/* the branch says so itself */
};

struct syncing {
	struct cli *c;
	struct git g;
	struct upstream up;
	struct buf what;     /* what was committed */
	struct session turn; /* git's directory, locked */
	bool pulled, pushed;
};

/* ---- where to */

static int
only_remote(struct syncing *y)
{
	struct error *e = &y->c->err;
	struct str all, one;

	if (git_run(&y->g, e, "remote") == -1)
		return -1;
	all = git_out(&y->g);
	if (!str_split(&all, '\n', &one))
		return error_set(e, EXIT_INPUT,
		    "no other place to exchange with: git remote add origin "
		    "URL");
	if (all.n > 0)
		return error_set(e, EXIT_INPUT,
		    "which of the remotes? git push -u REMOTE HEAD says it "
		    "once for all");
	buf_add(&y->up.remote, str_trim(one));
	return 0;
}

static int
find_branch(struct syncing *y, struct buf *branch)
{
	if (git_run(&y->g, &y->c->err, "symbolic-ref", "--short", "HEAD") == -1)
		return -1;
	buf_add(branch, git_out(&y->g));
	return 0;
}

/* What the branch's configuration says, or the one remote there is. */
static int
find_upstream(struct syncing *y)
{
	struct error *e = &y->c->err;
	struct buf key = BUF_INIT, branch = BUF_INIT;
	static const struct str heads = { "refs/heads/", 11 };
	int rc = find_branch(y, &branch);

	buf_addf(&key, "branch.%s.remote", buf_z(&branch));
	if (rc == 0)
		rc = git_run(&y->g, e, "config", buf_z(&key));
	if (rc == 0 && y->g.status == 0 && !str_is(git_out(&y->g), ".")) {
		buf_add(&y->up.remote, git_out(&y->g));
		buf_cut(&key, 0);
		buf_addf(&key, "branch.%s.merge", buf_z(&branch));
		rc = git_run(&y->g, e, "config", buf_z(&key));
		y->up.known = rc == 0 && y->g.status == 0 &&
		    str_starts(git_out(&y->g), heads);
		if (y->up.known)
			buf_add(
			    &y->up.branch, str_from(git_out(&y->g), heads.n));
	} else if (rc == 0) {
		rc = only_remote(y);
	}
	if (y->up.branch.n == 0)
		buf_add(&y->up.branch, buf_str(&branch));
	buf_addf(&y->up.ref, "refs/remotes/%s/%s", buf_z(&y->up.remote),
	    buf_z(&y->up.branch));
	buf_release(&key);
	buf_release(&branch);
	return rc;
}

/* ---- the steps */

/* Whether git met somebody else at work, so that it may be tried again. */
static bool
was_raced(const struct git *g)
{
	static const char *const signs[] = { "cannot lock ref",
		"unable to update local ref", "fetch first", "non-fast-forward",
		"failed to update ref", "incorrect old value", "index.lock",
		"reference already exists", "stale info" };
	size_t i;

	for (i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (strstr(buf_z(&g->err), signs[i]) != NULL ||
		    strstr(buf_z(&g->out), signs[i]) != NULL)
			return true;
	return false;
}

/* 1 done, 0 to be tried again, -1. */
static int
fetch(struct syncing *y)
{
	if (git_run(&y->g, &y->c->err, "fetch", "-q", "--no-recurse-submodules",
		buf_z(&y->up.remote)) == -1)
		return -1;
	if (y->g.status == 0)
		return 1;
	return was_raced(&y->g)
	    ? 0
	    : git_failed(&y->g, EXIT_SYSTEM, "git fetch", &y->c->err);
}

/* Whether it is a table that git was not told to merge line by line. */
static bool
lacks_union(struct syncing *y, struct str file)
{
	struct str ends = str_from(file, file.n < 4 ? 0 : file.n - 4);
	struct error none = ERROR_INIT;
	struct git top = { .dir = y->g.top };
	char *path = xstrndup(file);
	bool lacks = str_is(ends, ".tsv") &&
	    git_run(&top, &none, "check-attr", "merge", "--", path) == 0 &&
	    strstr(buf_z(&top.out), "merge: union") == NULL;

	error_release(&none);
	git_release(&(struct git){ .out = top.out, .err = top.err });
	free(path);
	return lacks;
}

/* Whether lines were moved there, which git merges as it does tables. */
static bool
is_rejected(struct str file)
{
	static const struct str ends = { ".tsv.rejected", 13 };

	return file.n > ends.n && str_eq(str_from(file, file.n - ends.n), ends);
}

/* The files that git could not merge, and everything as it was; 1 where lines
 * that were moved out of tables are all. */
static int
give_up(struct syncing *y)
{
	struct error *e = &y->c->err;
	struct buf files = BUF_INIT;
	struct str rest, one;
	bool lacks = false, rejected = true;

	if (git_run(&y->g, e, "diff", "--name-only", "--diff-filter=U", "-z") ==
	    -1)
		return -1;
	rest = buf_str(&y->g.out);
	while (str_split(&rest, '\0', &one)) {
		lacks = lacks || lacks_union(y, one);
		rejected = rejected && is_rejected(one);
		buf_addf(
		    &files, "%s%.*s", files.n > 0 ? ", " : "", STR_ARG(one));
	}
	if (git_run(&y->g, e, "merge", "--abort") == -1) {
		buf_release(&files);
		return -1;
	}
	if (lacks)
		error_set(e, EXIT_NO,
		    "git merges tables only by a line in .gitattributes, "
		    "\"*.tsv "
		    "text eol=lf merge=union\": add it beside the sessions, "
		    "then again: %s",
		    buf_z(&files));
	else
		error_set(e, EXIT_NO,
		    "changed here and elsewhere, which git cannot merge: %s: "
		    "git merge "
		    "%s/%s, then again",
		    buf_z(&files), buf_z(&y->up.remote), buf_z(&y->up.branch));
	rejected = rejected && files.n > 0;
	buf_release(&files);
	return rejected ? 1 : -1;
}

/* As give_up.  To ask git whether a merge began forgets what it said. */
static int
merge_failed(struct syncing *y)
{
	struct error *e = &y->c->err;

	if (strstr(buf_z(&y->g.err), "would be overwritten") != NULL)
		return error_set(e, EXIT_NO,
		    "changes that are not committed are in the way of a merge: "
		    "git status shows them, session commit -d DIR takes those "
		    "of another session");
	git_failed(&y->g, EXIT_SYSTEM, "git merge", e);
	return git_has(&y->g, "MERGE_HEAD") ? give_up(y) : -1;
}

/* As give_up. */
static int
merge_by(struct syncing *y, const char *const argv[])
{
	char *ref = xstrdup(buf_z(&y->up.ref));
	int rc = git_run_with(&y->g, &y->c->err, argv, &ref, 1);

	free(ref);
	if (rc == -1)
		return -1;
	return y->g.status == 0 ? 0 : merge_failed(y);
}

static int
merge(struct syncing *y)
{
	static const char *const plain[] = { "merge", "-q", "--no-edit", NULL };
	/* .gitattributes names the tables alone. */
	static const char *const by_lines[] = { "-c", "merge.default=union",
		"merge", "-q", "--no-edit", NULL };
	struct error *e = &y->c->err;
	int rc;

	if (!git_has(&y->g, buf_z(&y->up.ref)))
		return 0;
	if (git_run(&y->g, e, "merge-base", "--is-ancestor", buf_z(&y->up.ref),
		"HEAD") == -1)
		return -1;
	if (y->g.status == 0)
		return 0;
	rc = merge_by(y, plain);
	if (rc == 1)
		rc = merge_by(y, by_lines);
	if (rc != 0)
		return -1;
	y->pulled = true;
	return 0;
}

/* Commits and merges, while nobody writes. */
static int
join(struct syncing *y)
{
	struct held held = { 0 };
	int rc = held_take(&held, &y->g, &y->c->err);

	if (rc == 0)
		rc = commit_check(&y->g, &y->c->err);
	if (rc == 0)
		rc = commit_tables(
		    y->c, &y->g, cli_value(y->c, "message"), &y->what);
	if (rc == 0)
		rc = merge(y);
	held_release(&held);
	return rc;
}

/* As fetch. */
static int
push(struct syncing *y)
{
	struct buf spec = BUF_INIT;
	int rc;

	buf_addf(&spec, "HEAD:refs/heads/%s", buf_z(&y->up.branch));
	rc = y->up.known ? git_run(&y->g, &y->c->err, "push", "-q",
			       buf_z(&y->up.remote), buf_z(&spec))
			 : git_run(&y->g, &y->c->err, "push", "-q", "-u",
			       buf_z(&y->up.remote), buf_z(&spec));
	buf_release(&spec);
	if (rc == -1)
		return -1;
	if (y->g.status == 0)
		return 1;
	return was_raced(&y->g)
	    ? 0
	    : git_failed(&y->g, EXIT_SYSTEM, "git push", &y->c->err);
}

/* Whether the remote has all that is here. */
static bool
is_ahead(struct syncing *y)
{
	struct error none = ERROR_INIT;
	bool has = git_has(&y->g, buf_z(&y->up.ref)) &&
	    git_run(&y->g, &none, "merge-base", "--is-ancestor", "HEAD",
		buf_z(&y->up.ref)) == 0 &&
	    y->g.status == 0;

	error_release(&none);
	return !has;
}

/*
 * Of random length, and longer each time, by what an exchange takes here and
 * now: so those who try make way for one another, however many they are and
 * however slow.
 */
static void
nap(int turn, int64_t took)
{
	struct error none = ERROR_INIT;
	struct timespec ts = { 0 };
	uint64_t word = 0;
	long ms;

	id_random((uint64_t)turn + (uint64_t)instant_ticks(), &word, &none);
	error_release(&none);
	ms = (long)took * (turn < NAP_TURNS ? turn : NAP_TURNS);
	ms = (long)(word % (uint64_t)(ms < NAP_MAX_MS ? ms + 1 : NAP_MAX_MS));
	ts.tv_sec = ms / 1000;
	ts.tv_nsec = ms % 1000 * 1000000;
	nanosleep(&ts, NULL);
}

/* Once through; as fetch. */
static int
exchange(struct syncing *y)
{
	int rc = fetch(y);

	if (rc != 1)
		return rc;
	if (join(y) == -1)
		return -1;
	if (!is_ahead(y))
		return 1;
	rc = push(y);
	y->pushed = rc == 1;
	return rc;
}

/*
 * One sync of a clone after the other, since two would be in each other's
 * way, and in that of other clones twice as often.  It is only a courtesy: who
 * waited as long as for any lock goes on, as beside a network that hangs.
 */
static int
await_turn(struct syncing *y)
{
	struct error none = ERROR_INIT;
	char *dir;

	if (git_run(&y->g, &y->c->err, "rev-parse", "--absolute-git-dir") == -1)
		return -1;
	dir = xstrndup(git_out(&y->g));
	if (session_open_dir(&y->turn, dir, &none) == 0)
		session_lock(&y->turn, &none);
	error_release(&none);
	free(dir);
	return 0;
}

static int
sync_session(struct syncing *y)
{
	struct cli *c = y->c;
	int64_t began = 0;
	int turn, rc = 0;

	if (cli_find(c) == -1 ||
	    git_open(&y->g, c->session.dir[0] != '\0' ? c->session.dir : ".",
		&c->err) == -1 ||
	    commit_check(&y->g, &c->err) == -1 || find_upstream(y) == -1)
		return -1;
	/* What is here is kept first, whatever becomes of the network. */
	if (join(y) == -1 || await_turn(y) == -1)
		return -1;
	for (turn = 0; rc == 0 && turn < TRIES; turn++) {
		if (turn > 0)
			nap(turn, instant_ticks() - began);
		began = instant_ticks();
		rc = exchange(y);
	}
	if (rc == 0)
		return error_set(&c->err, EXIT_SYSTEM,
		    "others were faster %d times; all is committed here: try "
		    "again",
		    TRIES);
	return rc == -1 ? -1 : 0;
}

static void
say(const struct syncing *y)
{
	struct str message = buf_str(&y->what), line;

	if (str_split(&message, '\n', &line))
		out_print_line(line);
	if (y->pulled && y->pushed)
		cli_say(y->c, "merged and pushed");
	else if (y->pulled || y->pushed)
		cli_say(y->c, y->pulled ? "merged" : "pushed");
	else
		cli_say(y->c, "nothing new");
}

int
sync_run(struct cli *c)
{
	struct syncing y = { .c = c };
	int rc;

	session_init(&y.turn);
	rc = sync_session(&y);
	if (rc == 0)
		say(&y);
	session_release(&y.turn);
	git_release(&y.g);
	buf_release(&y.what);
	buf_release(&y.up.remote);
	buf_release(&y.up.branch);
	buf_release(&y.up.ref);
	return rc == -1 ? cli_fail(c) : EXIT_YES;
}
