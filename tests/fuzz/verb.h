/*
 * verb: a program's verb, run on a small session that is made for each input.
 *
 * The session is a directory in memory, of three people, two questions and two
 * statements, alone in a directory of its own: there are verbs that look at
 * the sessions beside it.  In it a file holds the input.  What the verb prints
 * is in another.  Whatever the input, its tables must be whole after it,
 * and an import that was taken in adds nothing the second time.
 */
#ifndef VERB_H
#define VERB_H

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli.h"
#include "fuzz.h"

#define VERB_DIR_MAX 128

/* The session, and where it is; empty until the first input. */
static char verb_dir[VERB_DIR_MAX], verb_above[VERB_DIR_MAX / 2];

static inline void
verb_remove(void)
{
	DIR *dir = opendir(verb_dir);
	struct dirent *entry;

	while (dir != NULL && (entry = readdir(dir)) != NULL)
		if (strcmp(entry->d_name, ".") != 0 &&
		    strcmp(entry->d_name, "..") != 0)
			unlinkat(dirfd(dir), entry->d_name, 0);
	if (dir != NULL)
		closedir(dir);
}

static inline void
verb_end(void)
{
	verb_remove();
	rmdir(verb_dir);
	rmdir(verb_above);
}

static inline void
verb_make(void)
{
	const char *in = getenv("FUZZ_DIR");

	if (in == NULL)
		in = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
	snprintf(verb_above, sizeof(verb_above), "%s/fuzz.XXXXXX", in);
	fuzz_check(mkdtemp(verb_above) != NULL, "a directory is made");
	snprintf(verb_dir, sizeof(verb_dir), "%s/session", verb_above);
	fuzz_check(mkdir(verb_dir, 0777) == 0, "a session is made");
	atexit(verb_end);
}

/* The path of a file in the directory, for cli_main. */
static inline char *
verb_path(const char *name)
{
	struct buf path = BUF_INIT;

	buf_addf(&path, "%s/%s", verb_dir, name);
	return buf_detach(&path);
}

static inline void
verb_read(const char *name, struct buf *b)
{
	char *path = verb_path(name);
	FILE *f = fopen(path, "r");
	size_t n;

	buf_cut(b, 0);
	fuzz_check(f != NULL, "a file can be read");
	do {
		n = fread(buf_room(b, 4096), 1, 4096, f);
		buf_cut(b, b->n + n);
	} while (n > 0);
	fclose(f);
	free(path);
}

static inline void
verb_write(const char *name, struct str text)
{
	char *path = verb_path(name);
	FILE *f = fopen(path, "w");

	fuzz_check(f != NULL, "a file can be written");
	fwrite(text.n > 0 ? text.p : "", 1, text.n, f);
	fuzz_check(fclose(f) == 0, "a file is written");
	free(path);
}

#define VERB_TIME "2026-11-20T17:00:00."

/* A session as before any input. */
static inline void
verb_begin(void)
{
	if (verb_dir[0] == '\0') {
		verb_make();
		setenv("MOOT_NOW", "2026-11-20T18:00:00Z", 1);
		setenv("MOOT_USER", "ana", 1);
		setenv("MOOT_SEED", "7", 1);
		setenv("TZ", "UTC", 1);
	}
	verb_remove();
	verb_write("session.tsv",
	    STR("time\tkey\tvalue\tby\n" VERB_TIME
		"000Z\tstart\t2026-11-20T18:00:00.000Z\tmod\n"));
	verb_write("people.tsv",
	    STR("time\tid\tname\trole\tpresence\tby\n" VERB_TIME
		"001Z\tana\tAna Paz\tfacilitator\tin\tmod\n" VERB_TIME
		"002Z\tben\tBen Oh\t\tin\tmod\n" VERB_TIME
		"003Z\tchloe\tChlo\xc3\xa9\t\tin\tmod\n"));
	verb_write("questions.tsv",
	    STR("time\tid\twho\tkind\ttopic\ttext\tby\n" VERB_TIME
		"004Z\tq1\tana\t\t\tWhy trees?\tana\n" VERB_TIME
		"005Z\tp1\tana\tprompt\tTrees\tWhere?\\nSay how.\tana\n"));
	verb_write("statements.tsv",
	    STR("time\tid\twho\toptions\ttitle\ttext\tby\n" VERB_TIME
		"006Z\ts1\tana\t\tTrees\tTrees cool\tana\n" VERB_TIME
		"007Z\ts2\tben\tlow,mid,high\t\tHow wide?\tben\n"));
}

/* Where standard output and error went before. */
struct verb_outputs {
	int out, err;
};

/* Points them to the file `output`, and to nothing. */
static inline struct verb_outputs
verb_catch(void)
{
	struct verb_outputs was = { dup(1), dup(2) };
	char *path = verb_path("output");
	int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
	int out = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);

	fflush(stdout);
	fuzz_check(was.out >= 0 && was.err >= 0 && dup2(out, 1) == 1 &&
		dup2(null, 2) == 2,
	    "the outputs are moved");
	close(null);
	close(out);
	free(path);
	return was;
}

static inline void
verb_release(struct verb_outputs was)
{
	fflush(stdout);
	dup2(was.out, 1);
	dup2(was.err, 2);
	close(was.out);
	close(was.err);
}

/* Runs it with up to 12 arguments, NULL ended; its exit status. */
static inline int
verb_run(const struct cli_verb *verb, const char *const args[])
{
	struct cli_verb verbs[2] = { *verb };
	struct cli_program program = { "fuzz", "", verbs, verb->name, NULL };
	char *argv[16] = { (char *)"fuzz", (char *)verb->name, (char *)"-d",
		verb_dir };
	struct verb_outputs was = verb_catch();
	int argc = 4, status;

	while (argc < 15 && args[argc - 4] != NULL) {
		argv[argc] = (char *)args[argc - 4];
		argc++;
	}
	status = cli_main(&program, argc, argv);
	verb_release(was);
	return status;
}

/* All that the tables hold; none may have a bad line. */
static inline void
verb_add_tables(struct buf *b)
{
	struct error e = ERROR_INIT;
	struct session s;
	table_want want[TABLE_COUNT];
	int i;

	for (i = 0; i < TABLE_COUNT; i++)
		want[i] = TABLE_WANT_ALL;
	session_init(&s);
	fuzz_check(session_find(&s, verb_dir, &e) == 0 &&
		session_load(&s, want, &e) == 0,
	    "the tables are read");
	for (i = 0; i < TABLE_COUNT; i++) {
		fuzz_check(s.table[i]->text.ndamage == 0, "no line is bad");
		buf_add(b, s.table[i]->text.bytes);
	}
	session_release(&s);
	error_release(&e);
}

/* Runs it twice: the second time adds nothing, unless `anew` it prints what
 * it made. */
static inline void
verb_twice(const struct cli_verb *verb, const char *const args[], bool anew)
{
	struct buf before = BUF_INIT, first = BUF_INIT, second = BUF_INIT,
		   made = BUF_INIT;
	int status;

	verb_add_tables(&before);
	status = verb_run(verb, args);
	verb_add_tables(&first);
	fuzz_check(status == EXIT_YES || status == EXIT_INPUT,
	    "it is taken or refused");
	if (status == EXIT_YES) {
		status = verb_run(verb, args);
		verb_add_tables(&second);
		verb_read("output", &made);
		fuzz_check(status == EXIT_YES, "it is taken again");
		fuzz_check((anew && made.n > 0) ||
			str_eq(buf_str(&first), buf_str(&second)),
		    "the second time adds nothing");
	} else {
		fuzz_check(str_eq(buf_str(&before), buf_str(&first)),
		    "what is refused changes nothing");
	}
	buf_release(&before);
	buf_release(&first);
	buf_release(&second);
	buf_release(&made);
}

static inline void
verb_import(const struct cli_verb *verb, const char *const args[])
{
	verb_twice(verb, args, false);
}

#endif
