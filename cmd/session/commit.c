#include <stdlib.h>
#include <unistd.h>

#include "changes.h"
#include "commit.h"
#include "file.h"
#include "held.h"
#include "xalloc.h"

/* ---- whether it can be done */

/* What may be under way, and how one gets out of it. */
static const struct state {
	const char *file, *what, *way;
} states[] = { { "MERGE_HEAD", "a merge", "git commit, or git merge --abort" },
	{ "rebase-merge", "a rebase",
	    "git rebase --continue, or git rebase --abort" },
	{ "rebase-apply", "a rebase",
	    "git rebase --continue, or git rebase --abort" },
	{ "CHERRY_PICK_HEAD", "a cherry-pick",
	    "git cherry-pick --continue, or git cherry-pick --abort" },
	{ "REVERT_HEAD", "a revert",
	    "git revert --continue, or git revert --abort" } };

static int
check_states(struct git *g, struct error *e)
{
	struct buf path = BUF_INIT;
	int there = 0;
	size_t i;

	if (git_run(g, e, "rev-parse", "--absolute-git-dir") == -1)
		return -1;
	for (i = 0; i < sizeof(states) / sizeof(states[0]) && there == 0; i++) {
		buf_cut(&path, 0);
		buf_addf(&path, "%.*s/%s", STR_ARG(git_out(g)), states[i].file);
		there = file_exists(buf_z(&path), e);
		if (there == 1)
			error_set(e, EXIT_INPUT,
			    "%s is under way: %s, then again", states[i].what,
			    states[i].way);
	}
	buf_release(&path);
	return there == 0 ? 0 : -1;
}

/* What git reads in the directories that it goes through, and passes over
 * where it is one. */
static int
check_directory(struct buf *path, struct error *e)
{
	static const char *const name[] = { ".gitattributes", ".gitignore",
		".gitmodules" };
	size_t n = path->n, i;
	int rc = 0;

	for (i = 0; i < sizeof(name) / sizeof(name[0]) && rc != -1; i++) {
		buf_addz(path, name[i]);
		rc = file_is_directory(buf_z(path), e);
		if (rc == 0)
			rc = file_check_regular(buf_z(path), e);
		buf_cut(path, n);
	}
	return rc == -1 ? -1 : 0;
}

/* Every directory of a path, but for those that the path before has too. */
static int
check_directories(
    const char *top, struct str path, struct str before, struct error *e)
{
	struct buf dir = BUF_INIT;
	size_t i, same = 0;
	int rc = 0;

	while (
	    same < path.n && same < before.n && path.p[same] == before.p[same])
		same++;
	for (i = same; i < path.n && rc == 0; i++) {
		if (path.p[i] != '/')
			continue;
		buf_cut(&dir, 0);
		buf_addf(&dir, "%s/%.*s", top, STR_ARG(str_upto(path, i + 1)));
		rc = check_directory(&dir, e);
	}
	buf_release(&dir);
	return rc;
}

/* What git would wait for, since it is no file, with the locks held: in the
 * directories of all files that it has, and of this session. */
static int
check_read(const struct git *g, struct error *e)
{
	struct git top = { .dir = g->top };
	struct str rest, path, before = { NULL, 0 };
	struct buf root = BUF_INIT;
	int rc;

	buf_addf(&root, "%s/", g->top);
	rc = check_directory(&root, e);
	if (rc == 0)
		rc = check_directories(g->top, str_of(g->prefix), before, e);
	if (rc == 0)
		rc = git_run(&top, e, "ls-files", "-z");
	rest = buf_str(&top.out);
	while (rc == 0 && str_split(&rest, '\0', &path)) {
		rc = check_directories(g->top, path, before, e);
		before = path;
	}
	buf_release(&root);
	git_release(&top);
	return rc;
}

int
commit_check(struct git *g, struct error *e)
{
	if (store_may_write(e) == -1 || check_read(g, e) == -1 ||
	    check_states(g, e) == -1 ||
	    git_run(g, e, "symbolic-ref", "-q", "HEAD") == -1)
		return -1;
	if (g->status != 0)
		return error_set(e, EXIT_INPUT,
		    "HEAD is on no branch, where a commit would be lost: git "
		    "switch BRANCH");
	if (git_run(g, e, "var", "GIT_COMMITTER_IDENT") == -1)
		return -1;
	if (g->status != 0)
		return error_set(e, EXIT_INPUT,
		    "git does not know who commits: git config user.name NAME, "
		    "and git config user.email ADDRESS");
	return 0;
}

/* ---- which files */

struct files {
	char **path; /* from the session's directory */
	size_t n, cap;
};

static void
add_file(struct files *f, const char *path)
{
	f->path = xgrow(f->path, f->n, &f->cap, sizeof(*f->path));
	f->path[f->n++] = xstrdup(path);
}

static void
files_release(struct files *f)
{
	while (f->n > 0)
		free(f->path[--f->n]);
	free(f->path);
}

/* All that may be there: the tables, what was moved out of them, and how git
 * merges them. */
static void
list_candidates(struct files *f, const struct git *g)
{
	struct buf name = BUF_INIT;
	int id;

	for (id = 0; id < TABLE_COUNT; id++) {
		const char *file = schema_of((enum table_id)id)->file;

		add_file(f, file);
		buf_cut(&name, 0);
		buf_addf(&name, "%s.rejected", file);
		add_file(f, buf_z(&name));
	}
	buf_release(&name);
	add_file(f, ".gitattributes");
	if (g->prefix[0] != '\0')
		add_file(f, "../.gitattributes");
}

static bool
is_named(struct str list, const char *path)
{
	struct str one;

	while (str_split(&list, '\0', &one))
		if (str_is(one, path))
			return true;
	return false;
}

/* Git would run what the settings of a repository say that has the name of a
 * table, and wait for a FIFO. */
static int
stands(const struct git *g, const char *path, struct error *e)
{
	struct buf full = BUF_INIT;
	int there;

	buf_addf(&full, "%s/%s", g->dir, path);
	there = file_check_regular(buf_z(&full), e);
	if (there == 0)
		there = file_exists(buf_z(&full), e);
	buf_release(&full);
	return there;
}

/* Whether it is left out where git ignores it: of a table git says so. */
static bool
may_be_ignored(const char *path)
{
	return strstr(path, ".rejected") != NULL;
}

/* Of those, what is there, or was when git last had it. */
static int
list_files(struct files *f, struct git *g, struct error *e)
{
	static const char *const argv[] = { "ls-files", "-z", "-c", "-o",
		"--exclude-standard", "--", NULL };
	struct files all = { 0 };
	size_t i;
	int rc, there;

	list_candidates(&all, g);
	rc = git_run_with(g, e, argv, all.path, all.n);
	if (rc == 0 && g->status != 0)
		rc = git_failed(g, EXIT_SYSTEM, "git ls-files", e);
	for (i = 0; rc == 0 && i < all.n; i++) {
		there = stands(g, all.path[i], e);
		if (there == -1)
			rc = -1;
		else if (is_named(buf_str(&g->out), all.path[i]) ||
		    (there == 1 && !may_be_ignored(all.path[i])))
			add_file(f, all.path[i]);
	}
	files_release(&all);
	return rc;
}

/* ---- the message */

enum { SUBJECT_MAX = 72 };

/* The directory's own name, without where it is. */
static struct str
session_name(const struct git *g)
{
	struct str s = str_of(g->prefix[0] != '\0' ? g->prefix : g->top);
	size_t i;

	while (s.n > 1 && s.p[s.n - 1] == '/')
		s.n--;
	for (i = s.n; i > 0 && s.p[i - 1] != '/'; i--)
		;
	return str_from(s, i);
}

/* `week-8: 3 questions, 12 votes`, a part a line where that is too long. */
static void
add_message(struct buf *b, struct str name, struct str parts)
{
	struct str one = parts;

	if (name.n + 2 + parts.n <= SUBJECT_MAX) {
		buf_addf(b, "%.*s: %.*s", STR_ARG(name), STR_ARG(parts));
		return;
	}
	str_split(&parts, ',', &one);
	buf_addf(b, "%.*s: %.*s and more\n\n", STR_ARG(name),
	    STR_ARG(str_trim(one)));
	do
		buf_addf(b, "%.*s\n", STR_ARG(str_trim(one)));
	while (str_split(&parts, ',', &one));
}

static int
make_message(struct cli *c, struct git *g, const char *text, struct str status,
    struct buf *b)
{
	struct buf parts = BUF_INIT;
	int rc = 0;

	if (text != NULL)
		buf_addz(b, text);
	else
		rc = changes_add(&parts, g, status, &c->session, &c->err);
	if (rc == 0 && text == NULL)
		add_message(b, session_name(g),
		    parts.n > 0 ? buf_str(&parts) : STR("form only"));
	buf_release(&parts);
	return rc;
}

/* ---- committing */

static const char *const add_argv[] = { "add", "--", NULL };
static const char *const status_argv[] = { "status", "--porcelain", "-z",
	"-uall", "--ignore-submodules=all", "--", NULL };

/* The files anew, and what git says of them. */
static int
list_changed(
    struct files *f, struct git *g, struct buf *status, struct error *e)
{
	files_release(f);
	*f = (struct files){ 0 };
	buf_cut(status, 0);
	if (list_files(f, g, e) == -1 ||
	    git_run_with(g, e, status_argv, f->path, f->n) == -1)
		return -1;
	if (g->status != 0)
		return git_failed(g, EXIT_SYSTEM, "git status", e);
	buf_add(status, buf_str(&g->out));
	return 0;
}

/* A merge would end the line and make a row of it.  1: something was. */
static int
take_out_unfinished(struct session *s, struct error *e)
{
	int i, rc, any = 0;

	for (i = 0; i < TABLE_COUNT; i++) {
		rc = store_end(s, (enum table_id)i, e);
		if (rc == -1)
			return -1;
		any |= rc;
	}
	return any;
}

static int
commit_files(
    struct git *g, const struct files *f, const char *message, struct error *e)
{
	const char *const argv[] = { "commit", "-q", "--cleanup=verbatim", "-m",
		message, "--only", "--", NULL };

	if (git_run_with(g, e, add_argv, f->path, f->n) == -1)
		return -1;
	if (g->status != 0)
		return git_failed(g, EXIT_SYSTEM, "git add", e);
	if (git_run_with(g, e, argv, f->path, f->n) == -1)
		return -1;
	return g->status == 0 ? 0 : git_failed(g, EXIT_SYSTEM, "git commit", e);
}

int
commit_tables(struct cli *c, struct git *g, const char *text, struct buf *what)
{
	static const table_want all[TABLE_COUNT] = {
		[TABLE_SESSION] = TABLE_WANT_ALL,
		[TABLE_AGENDA] = TABLE_WANT_ALL,
		[TABLE_TIMES] = TABLE_WANT_ALL,
		[TABLE_PEOPLE] = TABLE_WANT_ALL,
		[TABLE_GROUPS] = TABLE_WANT_ALL,
		[TABLE_QUESTIONS] = TABLE_WANT_ALL,
		[TABLE_STATEMENTS] = TABLE_WANT_ALL,
		[TABLE_VOTES] = TABLE_WANT_ALL,
		[TABLE_NOTES] = TABLE_WANT_ALL,
		[TABLE_ACTIONS] = TABLE_WANT_ALL,
		[TABLE_FEEDBACK] = TABLE_WANT_ALL,
		[TABLE_TRIES] = TABLE_WANT_ALL,
	};
	struct buf status = BUF_INIT;
	struct files f = { 0 };
	int rc = list_changed(&f, g, &status, &c->err);
	bool any = rc == 0 && status.n > 0;

	if (any)
		rc = session_load_locked(&c->session, all, &c->err);
	if (any && rc == 0)
		rc = take_out_unfinished(&c->session, &c->err);
	if (rc == 1)
		rc = list_changed(&f, g, &status, &c->err);
	if (rc == 0 && status.n > 0)
		rc = make_message(c, g, text, buf_str(&status), what);
	if (rc == 0 && status.n > 0)
		rc = commit_files(g, &f, buf_z(what), &c->err);
	if (any && rc == 0)
		cli_report_damage(c);
	buf_release(&status);
	files_release(&f);
	return rc;
}

/* ---- the verb */

static int
commit(struct cli *c, struct git *g, struct buf *what)
{
	struct held held = { 0 };
	int rc;

	if (cli_find(c) == -1 ||
	    git_open(g, c->session.dir[0] != '\0' ? c->session.dir : ".",
		&c->err) == -1 ||
	    commit_check(g, &c->err) == -1)
		return -1;
	rc = held_take(&held, g, &c->err);
	if (rc == 0)
		rc = commit_tables(c, g, cli_value(c, "message"), what);
	held_release(&held);
	return rc;
}

int
commit_run(struct cli *c)
{
	struct buf what = BUF_INIT;
	struct git g = { 0 };
	struct str message, line;
	int rc = commit(c, &g, &what);
	bool any = what.n > 0;

	message = buf_str(&what);
	if (rc == 0 && str_split(&message, '\n', &line))
		out_print_line(line);
	else if (rc == 0)
		cli_say(c, "nothing to commit");
	git_release(&g);
	buf_release(&what);
	if (rc == -1)
		return cli_fail(c);
	return any ? EXIT_YES : EXIT_NO;
}
