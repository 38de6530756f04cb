#include <sys/stat.h>
#include <unistd.h>

#include "die.h"
#include "stage.h"
#include "xalloc.h"

static char *
path_in(const char *dir, const char *name)
{
	struct buf b = BUF_INIT;

	buf_addf(&b, "%s/%s", dir, name);
	return buf_detach(&b);
}

static void
look(struct stage *s)
{
	world_release(&s->now);
	world_read(&s->now, s->dir);
}

void
stage_set(struct stage *s, const struct world *w)
{
	look(s);
	world_restore(w, &s->now, s->dir);
}

void
stage_reset(struct stage *s)
{
	stage_set(s, &s->before);
}

/* ---- running */

void
stage_run(struct stage *s, struct command_how *how, struct outcome *o)
{
	stage_reset(s);
	how->dir = s->cwd;
	command_run(&s->verb->command, how, o);
}

static int
run_again(struct stage *s, struct outcome *o)
{
	struct command_how how = { .dir = s->cwd };

	command_run(&s->verb->command, &how, o);
	return o->status;
}

static bool
is_session_file(struct str path)
{
	struct str name = STR("/session.tsv");

	return path.n > name.n && !world_is_leftover(path.p) &&
	    str_eq(str_from(path, path.n - name.n), name);
}

/* Every session that there is now. */
static void
check_command(const struct stage *s, struct command *c)
{
	struct buf line = BUF_INIT;
	struct str path;
	size_t i;

	buf_addz(&line, "session check");
	for (i = 0; i < s->now.n; i++) {
		path = str_of(s->now.file[i].path);
		if (is_session_file(path))
			buf_addf(&line, " %.*s", (int)path.n - 12, path.p);
	}
	command_parse(c, buf_str(&line), STR(""));
	buf_release(&line);
}

/* What `session check` says of what there is now. */
static void
find_problems(struct stage *s, struct buf *b)
{
	struct command_how how = { .dir = s->dir };
	struct command c;
	struct outcome o;

	look(s);
	check_command(s, &c);
	if (c.n > 2) {
		command_run(&c, &how, &o);
		if (o.status != 0)
			buf_addf(b, "%d: %s%s", o.status, buf_z(&o.out),
			    buf_z(&o.err));
		outcome_release(&o);
	}
	command_release(&c);
}

static bool
has_line(struct str text, struct str line)
{
	struct str one;

	while (str_split(&text, '\n', &one))
		if (str_eq(one, line))
			return true;
	return false;
}

bool
stage_check(struct stage *s, struct buf *why)
{
	struct buf b = BUF_INIT;
	struct str rest, line;
	bool good = true;

	find_problems(s, &b);
	rest = buf_str(&b);
	while (good && str_split(&rest, '\n', &line))
		good = has_line(buf_str(&s->problems[0]), line) ||
		    has_line(buf_str(&s->problems[1]), line);
	if (!good)
		buf_addf(why, "session check exits %s", buf_z(&b));
	buf_release(&b);
	return good;
}

/* ---- in peace */

static void
say_failed(const struct outcome *o, const char *when, struct buf *why)
{
	buf_addf(why, "%s it exits %d: %s", when, o->status, buf_z(&o->err));
}

static bool
prints_the_same(const struct stage *s, const struct outcome *o)
{
	return str_eq(buf_str(&o->out), buf_str(&s->peace.out));
}

/* The second time, which must come to the same. */
static void
run_in_peace_again(struct stage *s, struct buf *why)
{
	struct command_how how = { 0 };
	struct world_change change;
	struct outcome o;

	stage_run(s, &how, &o);
	look(s);
	world_compare(&s->now, &s->before, &s->after, &change);
	if (change.old > 0 || change.strange != NULL || !prints_the_same(s, &o))
		buf_addz(why, "it never does the same twice");
	else if ((change.new > 0) == s->verb->reads)
		buf_addz(
		    why, s->verb->reads ? "it writes" : "it writes nothing");
	outcome_release(&o);
}

static bool
run_in_peace(struct stage *s, struct buf *why)
{
	struct command_how how = { 0 };

	find_problems(s, &s->problems[0]);
	if (s->verb->live)
		return true; /* it would not end */
	stage_run(s, &how, &s->peace);
	if (s->peace.status != 0) {
		say_failed(&s->peace, "without any fault", why);
		return false;
	}
	find_problems(s, &s->problems[1]);
	world_read(&s->after, s->dir);
	run_in_peace_again(s, why);
	return why->n == 0;
}

bool
stage_open(struct stage *s, const struct verb *verb, const char *worlds,
    const char *scratch, struct buf *why)
{
	char *world = path_in(worlds, verb->world);
	struct stat st;

	*s = (struct stage){ .verb = verb,
		.dir = path_in(scratch, "world"),
		.log = path_in(scratch, "log") };
	if (mkdir(s->dir, 0755) == -1 && errno != EEXIST)
		die("cannot make", s->dir);
	world_read(&s->before, world);
	free(world);
	stage_reset(s);
	s->cwd = path_in(s->dir, "series/week-8");
	if (stat(s->cwd, &st) == -1) {
		free(s->cwd);
		s->cwd = path_in(s->dir, "series");
	}
	return run_in_peace(s, why);
}

void
stage_close(struct stage *s)
{
	world_release(&s->before);
	world_release(&s->after);
	world_release(&s->now);
	outcome_release(&s->peace);
	buf_release(&s->problems[0]);
	buf_release(&s->problems[1]);
	free(s->dir);
	free(s->cwd);
	free(s->log);
}

/* ---- judging */

/* What a message says that owns up to having written. */
static bool
owns_up(const char *message)
{
	static const char *const words[] = { "written", "made, but",
		"may be in the table", "taken out", "moved to", NULL };
	size_t i;

	for (i = 0; words[i] != NULL; i++)
		if (strstr(message, words[i]) != NULL)
			return true;
	return false;
}

/* Whether it says where: a file, an output, the memory. */
static bool
says_where(const char *message)
{
	static const char *const words[] = { ".tsv", ".gitattributes", "week-",
		"stdout", "out of memory", "session", "zone", ".init-",
		"templates", ".csv", ".md", "standard input", "..", NULL };
	size_t i;

	for (i = 0; words[i] != NULL; i++)
		if (strstr(message, words[i]) != NULL)
			return true;
	return false;
}

static bool
judge_failure(const struct outcome *o, const struct fault *f,
    const struct world_change *c, struct buf *why)
{
	const char *message = buf_z(&o->err);
	bool as_before = c->new == 0 && c->torn == 0;

	if (f->file != NULL && strstr(message, f->file) == NULL &&
	    strstr(message, "out of memory") == NULL)
		buf_addf(
		    why, "the message does not name %s: %s", f->file, message);
	else if (f->places && !says_where(message))
		buf_addf(why, "the message says not where: %s", message);
	else if ((!as_before || f->doubtful) && !owns_up(message))
		buf_addf(why, "something is written, and it says: %s", message);
	return why->n == 0;
}

/* What stands, by the exit status. */
static bool
judge_tables(const struct stage *s, const struct outcome *o,
    const struct fault *f, const struct world_change *c, struct buf *why)
{
	bool killed = f->kills && o->status > OUTCOME_SIGNAL;

	if (c->strange != NULL)
		buf_addf(
		    why, "%s is neither as before nor as after", c->strange);
	else if (c->early != NULL)
		buf_addf(
		    why, "%s is written before what it refers to", c->early);
	else if (c->leftovers > 0 && !f->kills && !f->keeps)
		buf_addf(why, "it leaves %s", c->left);
	else if (c->torn > 0 && !f->cuts)
		buf_addz(why, "a row is there in part");
	else if (o->status == 0 && c->old + c->torn > 0)
		buf_addz(why, "it exits 0, and not all is written");
	else if (o->status == 0 && f->unsynced)
		buf_addz(why, "it exits 0, and what it wrote is not synced");
	else if (o->status == 0 && !f->mute && !prints_the_same(s, o))
		buf_addf(why, "it exits 0, and prints: %s", buf_z(&o->out));
	else if (o->status == 4)
		return judge_failure(o, f, c, why);
	else if (o->status != 0 && !killed)
		say_failed(o, "with the fault", why);
	return why->n == 0;
}

/* Where its first table stands already, the command given again may find
 * nothing left to do, and leave a part of a row in the second: one that
 * `session check --fix` is to move away. */
static void
fix(const struct stage *s)
{
	struct command_how how = { .dir = s->cwd };
	struct command c;
	struct outcome o;

	command_parse(&c, STR("session check --fix"), STR(""));
	command_run(&c, &how, &o);
	outcome_release(&o);
	command_release(&c);
}

/* The same command again, from what there is. */
static bool
judge_again(struct stage *s, const struct world_change *first, struct buf *why)
{
	struct world_change change;
	struct outcome o;
	int status = run_again(s, &o);

	if (status > 2 || (first->new == 0 && status != 0))
		say_failed(&o, "the next time", why);
	outcome_release(&o);
	if (first->torn > 0 && first->new > 0)
		fix(s);
	if (why->n > 0 || !stage_check(s, why))
		return false;
	world_compare(&s->now, &s->before, &s->after, &change);
	if (change.leftovers > 0 && first->new == 0 &&
	    strstr(change.left, ".init-") == NULL)
		buf_addf(why, "the next time it leaves %s", change.left);
	else if (first->new == 0 &&
	    (change.old + change.torn > 0 || change.strange != NULL))
		buf_addz(why, "the next time it comes to something else");
	else if (first->torn > 0 && change.rejected == 0)
		buf_addz(why, "a part of a row was not moved away");
	return why->n == 0;
}

bool
stage_judge(struct stage *s, const struct outcome *o, const struct fault *f,
    struct buf *why)
{
	struct world_change change;
	bool is_after;

	look(s);
	world_compare(&s->now, &s->before, &s->after, &change);
	if (!judge_tables(s, o, f, &change, why))
		return false;
	if (s->verb->reads || world_equal(&s->now, &s->before))
		return true; /* from where the peaceful run began */
	is_after = world_equal(&s->now, &s->after);
	if (s->went_on && is_after)
		return true;
	if (change.torn == 0 && !stage_check(s, why))
		return false;
	if (!judge_again(s, &change, why))
		return false;
	s->went_on = s->went_on || is_after;
	return true;
}
