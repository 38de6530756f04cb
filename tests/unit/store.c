/*
 * lib/store: what a change leaves in a table, byte for byte.
 */
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "expect.h"
#include "store.h"
#include "xalloc.h"

#define LEN(a) (sizeof(a) / sizeof((a)[0]))
#define DAY "2026-11-20T"
#define HEAD "id\ttime\ttext\tby\n"
/* What a header by these names gets, and the row in it that sets a topic. */
#define FULL                                                \
	"id\ttime\ttext\tby\twho\tkind\ttopic\tstate\tinto" \
	"\tundo\tcarry"
#define TOPIC "b\t" DAY "18:00:00.000Z\t\tmod\t\t\tbirds\n"
#define OLD "a\t" DAY "17:00:00.000Z\tone\tben\n"
#define NOW 1795197600000 /* 2026-11-20T18:00:00Z */

/*
 * A table's file before (NULL: none), up to two rows put, as `column=value`
 * pieces with semicolons, and the file after, or the error.
 */
static const struct {
	const char *name, *before, *row[2], *after, *rejected, *error;
} cases[] = {
	{ "a new table", NULL, { "id=a;text=one" },
	    "time\tid\twho\tkind\ttopic\tstate\tinto\ttext\tby\n"
	    "" DAY "18:00:00.000Z\ta\t\t\t\t\t\tone\tmod\n",
	    NULL, NULL },
	{ "one row", HEAD OLD, { "id=b;text=two" },
	    HEAD OLD "b\t" DAY "18:00:00.000Z\ttwo\tmod\n", NULL, NULL },
	{ "two rows, successive times", HEAD OLD, { "id=b", "id=c" },
	    HEAD OLD "b\t" DAY "18:00:00.000Z\t\tmod\n"
		     "c\t" DAY "18:00:00.001Z\t\tmod\n",
	    NULL, NULL },
	{ "two rows of one record", HEAD OLD, { "id=a", "id=a;text=two" },
	    HEAD OLD "a\t" DAY "18:00:00.000Z\t\tmod\n"
		     "a\t" DAY "18:00:00.001Z\ttwo\tmod\n",
	    NULL, NULL },
	{ "never older than what it replaces",
	    HEAD "a\t" DAY "19:00:00.000Z\tone\tben\n", { "id=a;text=two" },
	    HEAD "a\t" DAY "19:00:00.000Z\tone\tben\n"
		 "a\t" DAY "19:00:00.001Z\ttwo\tmod\n",
	    NULL, NULL },
	{ "a field cleared", HEAD OLD, { "id=a;text" },
	    HEAD OLD "a\t" DAY "18:00:00.000Z\t\\N\tmod\n", NULL, NULL },
	{ "escapes", HEAD OLD, { "id=b;text=x\ty\\z\n" },
	    HEAD OLD "b\t" DAY "18:00:00.000Z\tx\\ty\\\\z\\n\tmod\n", NULL,
	    NULL },
	{ "a text that looks like the mark of clearing", HEAD OLD,
	    { "id=b;text=\\N" },
	    HEAD OLD "b\t" DAY "18:00:00.000Z\t\\\\N\tmod\n", NULL, NULL },
	{ "a column more", HEAD OLD, { "id=b;topic=birds" },
	    HEAD OLD FULL "\n" TOPIC, NULL, NULL },
	{ "an unknown column", HEAD OLD, { "id=b;mood=good" },
	    HEAD OLD FULL "\tmood\n"
			  "b\t" DAY
			  "18:00:00.000Z\t\tmod\t\t\t\t\t\t\t\tgood\n",
	    NULL, NULL },
	{ "the last header counts", HEAD "by\ttext\ttime\tid\n",
	    { "id=b;text=two" },
	    HEAD "by\ttext\ttime\tid\nmod\ttwo\t" DAY "18:00:00.000Z\tb\n",
	    NULL, NULL },
	{ "a header that names a column twice", "id\ttime\ttext\ttext\tby\n",
	    { "id=b;text=two" },
	    "id\ttime\ttext\ttext\tby\n" FULL "\n"
	    "b\t" DAY "18:00:00.000Z\ttwo\tmod\n",
	    NULL, NULL },
	{ "an empty file", "", { "id=a" },
	    "time\tid\twho\tkind\ttopic\tstate\tinto\ttext\tby\n"
	    "" DAY "18:00:00.000Z\ta\t\t\t\t\t\t\tmod\n",
	    NULL, NULL },
	{ "a last line typed by hand", HEAD "b\t\ttwo", { "id=c" },
	    HEAD "b\t\ttwo\nc\t" DAY "18:00:00.000Z\t\tmod\n", NULL, NULL },
	{ "an unfinished last line", HEAD OLD "b\t" DAY "17:30:00.000Z\ttw",
	    { "id=c" }, HEAD OLD "c\t" DAY "18:00:00.000Z\t\tmod\n",
	    "b\t" DAY "17:30:00.000Z\ttw\n", NULL },
	{ "bad lines stay", HEAD "<<<<<<< HEAD\n" OLD, { "id=c" },
	    HEAD "<<<<<<< HEAD\n" OLD "c\t" DAY "18:00:00.000Z\t\tmod\n", NULL,
	    NULL },
	{ "CRLF and a mark are not written", "\xef\xbb\xbfid\ttime\tby\r\n",
	    { "id=b" },
	    "\xef\xbb\xbfid\ttime\tby\r\nb\t" DAY "18:00:00.000Z\tmod\n", NULL,
	    NULL },
	{ "nothing put", HEAD OLD, { NULL }, HEAD OLD, NULL, NULL },
	{ "no key", HEAD OLD, { "text=one" }, HEAD OLD, NULL,
	    "a row without its key for questions.tsv" },
	{ "the second row wrong", HEAD OLD, { "id=b", "text=one" }, HEAD OLD,
	    NULL, "a row without its key for questions.tsv" },
	{ "not UTF-8", HEAD OLD, { "id=b;text=\xff" }, HEAD OLD, NULL,
	    "text is not UTF-8" },
};

static char dir[] = "/tmp/store.XXXXXX";
static const table_want want[TABLE_COUNT] = {
	[TABLE_QUESTIONS] = TABLE_WANT_ALL,
	[TABLE_AGENDA] = TABLE_WANT_ALL,
	[TABLE_TIMES] = TABLE_WANT_ALL,
};

/* ---- files of the directory, as C strings */

static char *
path_of(const char *name)
{
	struct buf b = BUF_INIT;

	buf_addf(&b, "%s/%s", dir, name);
	return buf_detach(&b);
}

/* Writes, or where `text` is NULL removes. */
static void
put_file(const char *name, const char *text)
{
	char *path = path_of(name);
	FILE *f;

	remove(path);
	if (text != NULL) {
		f = fopen(path, "w");
		if (f == NULL || fputs(text, f) == EOF || fclose(f) == EOF)
			perror(path);
	}
	free(path);
}

static void
expect_file(const char *what, const char *name, const char *text)
{
	char *path = path_of(name);
	FILE *f = fopen(path, "r");
	struct buf b = BUF_INIT;
	size_t n;

	do {
		n = f != NULL ? fread(buf_room(&b, 4096), 1, 4096, f) : 0;
		buf_cut(&b, b.n + n);
	} while (n > 0);
	if (f == NULL || text == NULL)
		expect((f != NULL) == (text != NULL), what, "%s is %s", name,
		    f != NULL ? "there" : "missing");
	else
		expect_text(what, buf_str(&b), text);
	if (f != NULL)
		fclose(f);
	buf_release(&b);
	free(path);
}

/* ---- one change */

struct change {
	struct session session;
	struct store store;
	struct error err;
	bool failed;
};

static void
begin(struct change *c)
{
	*c = (struct change){ .store = { .by = STR("mod"), .now = NOW } };
	session_init(&c->session);
	c->failed = session_find(&c->session, dir, &c->err) == -1 ||
	    store_begin(&c->store, &c->session, want, &c->err) == -1;
}

/* Puts `column=value;column`; a column without value is cleared. */
static void
put(struct change *c, enum table_id table, const char *row)
{
	struct str rest = str_of(row), piece, name;
	struct store_row r;
	size_t eq;
	int col;

	store_row(&r, table);
	while (str_split(&rest, ';', &piece)) {
		eq = str_find(piece, '=');
		name = str_upto(piece, eq);
		col = schema_column(schema_of(table), name);
		if (eq == piece.n)
			store_clear(&r, col);
		else
			store_set_named(
			    &c->store, &r, name, str_from(piece, eq + 1));
	}
	if (!c->failed)
		c->failed = store_put(&c->store, &r, &c->err) == TABLE_NONE;
}

static void
commit(struct change *c)
{
	if (!c->failed)
		c->failed = store_commit(&c->store, &c->err) == -1;
}

static void
end(struct change *c)
{
	store_release(&c->store);
	session_release(&c->session);
	error_release(&c->err);
}

static void
test_case(size_t i)
{
	struct change c;
	int k;

	put_file("questions.tsv", cases[i].before);
	put_file("questions.tsv.rejected", NULL);
	begin(&c);
	for (k = 0; k < 2 && cases[i].row[k] != NULL; k++)
		put(&c, TABLE_QUESTIONS, cases[i].row[k]);
	commit(&c);
	if (cases[i].error != NULL)
		expect_text(cases[i].name, buf_str(&c.err.msg), cases[i].error);
	expect_file(cases[i].name, "questions.tsv", cases[i].after);
	expect_file(cases[i].name, "questions.tsv.rejected", cases[i].rejected);
	if (cases[i].error == NULL && c.failed)
		expect(false, cases[i].name, "%s", buf_z(&c.err.msg));
	end(&c);
}

/* ---- what the cases do not tell */

static void
test_dry_run(void)
{
	struct change c;
	struct buf b = BUF_INIT;

	put_file("questions.tsv", HEAD OLD);
	begin(&c);
	put(&c, TABLE_QUESTIONS, "id=b;topic=birds");
	store_add_rows(&c.store, &b);
	expect_text("rows without writing", buf_str(&b), FULL "\n" TOPIC);
	expect_file("rows without writing", "questions.tsv", HEAD OLD);
	end(&c);
	buf_release(&b);
}

static void
test_too_long(void)
{
	struct change c;
	struct store_row r;
	char *text = xcalloc(STORE_TEXT_MAX + 1, 1);

	memset(text, 'x', STORE_TEXT_MAX + 1);
	put_file("questions.tsv", HEAD OLD);
	begin(&c);
	store_row(&r, TABLE_QUESTIONS);
	store_set(&r, QUESTIONS_ID, STR("b"));
	store_set(&r, QUESTIONS_TEXT, (struct str){ text, STORE_TEXT_MAX + 1 });
	expect(store_put(&c.store, &r, &c.err) == TABLE_NONE, "a text too long",
	    "is taken");
	expect_text("a text too long", buf_str(&c.err.msg),
	    "text is too long: 1048577 bytes, at most 1048576");
	store_set(&r, QUESTIONS_ID, STR("b"));
	store_set(&r, QUESTIONS_TEXT, (struct str){ text, STORE_TEXT_MAX });
	expect(store_put(&c.store, &r, &c.err) != TABLE_NONE,
	    "the longest text", "%s", buf_z(&c.err.msg));
	memcpy(text, "a\0b", 3);
	store_set(&r, QUESTIONS_ID, STR("c"));
	store_set(&r, QUESTIONS_TEXT, (struct str){ text, 3 });
	expect(
	    store_put(&c.store, &r, &c.err) == TABLE_NONE, "a NUL", "is taken");
	expect_text("a NUL", buf_str(&c.err.msg), "text has a NUL byte");
	end(&c);
	free(text);
}

static void
test_events(void)
{
	struct change c;

	put_file("times.tsv", "time\tid\tevent\tby\n");
	begin(&c);
	put(&c, TABLE_TIMES, "id=a;event=start");
	put(&c, TABLE_TIMES, "id=b;event=start");
	commit(&c);
	end(&c);
	expect_file("events together", "times.tsv",
	    "time\tid\tevent\tby\n" DAY "18:00:00.000Z\ta\tstart\tmod\n" DAY
	    "18:00:00.001Z\tb\tstart\tmod\n");

	put_file("times.tsv",
	    "time\tid\tevent\tby\n" DAY "18:00:05.000Z\ta\tstart\tben\n");
	begin(&c);
	put(&c, TABLE_TIMES, "id=b;event=start");
	commit(&c);
	end(&c);
	expect_file("an event is later than the last", "times.tsv",
	    "time\tid\tevent\tby\n" DAY "18:00:05.000Z\ta\tstart\tben\n" DAY
	    "18:00:05.002Z\tb\tstart\tmod\n");

	begin(&c);
	c.store.at = true;
	put(&c, TABLE_TIMES, "id=c;event=start");
	expect_text("--at before the last event", buf_str(&c.err.msg),
	    "--at is before the last event, of 2026-11-20T18:00");
	end(&c);
	put_file("times.tsv", NULL);
}

static void
test_agenda(void)
{
	struct change c;
	size_t last;

	put_file("agenda.tsv",
	    "id\tdepth\ttitle\ttime\n"
	    "\t0\tArriving\t\n=======\n\t0\tGoals\t\n"
	    "id\tdepth\ttitle\ttime\tlength\nend\t0\tClosing\t\t5m\n");
	begin(&c);
	store_name_items(&c.store);
	put(&c, TABLE_AGENDA, "id=goals;length=3m");
	last = table_find(c.session.table[TABLE_AGENDA], &STR("end"));
	c.failed = store_move(&c.store, &last, 1, 0, &c.err) == -1 || c.failed;
	commit(&c);
	expect(!c.failed, "an agenda is laid anew", "%s", buf_z(&c.err.msg));
	end(&c);
	expect_file("an agenda is laid anew", "agenda.tsv",
	    "id\tdepth\ttitle\ttime\tlength\tkind\tstart\tmin\twhen\towner"
	    "\tlink\tcarry\tstate\tby\tundo\tmoved\n"
	    "end\t0\tClosing\t\t5m\narriving\t0\tArriving\n=======\n"
	    "goals\t0\tGoals\ngoals\t\t\t" DAY "18:00:00.000Z\t3m"
	    "\t\t\t\t\t\t\t\t\tmod\n");
	put_file("agenda.tsv", NULL);
}

static void
test_link(void)
{
	char *table = path_of("questions.tsv"), *real = path_of("real.tsv");
	struct stat st, link;
	struct change c;

	put_file("questions.tsv", NULL);
	put_file("real.tsv", HEAD OLD);
	if (chmod(real, 0640) != 0 || symlink("real.tsv", table) != 0)
		perror(table);
	begin(&c);
	put(&c, TABLE_QUESTIONS, "id=b");
	put(&c, TABLE_QUESTIONS, "id=c");
	commit(&c);
	end(&c);
	expect(lstat(table, &link) == 0 && S_ISLNK(link.st_mode),
	    "a link stays a link", "it is a file");
	expect(stat(real, &st) == 0 && (st.st_mode & 0777) == 0640,
	    "the mode is kept", "it is %o", (unsigned)st.st_mode & 0777);
	expect_file("what the link leads to is written", "real.tsv",
	    HEAD OLD "b\t" DAY "18:00:00.000Z\t\tmod\n"
		     "c\t" DAY "18:00:00.001Z\t\tmod\n");
	put_file("questions.tsv", NULL);
	put_file("real.tsv", NULL);
	free(table);
	free(real);
}

/* ---- rows that are cut off */

static ino_t
inode_of(const char *name, off_t *size)
{
	char *path = path_of(name);
	struct stat st = { 0 };

	if (stat(path, &st) == -1)
		perror(path);
	free(path);
	*size = st.st_size;
	return st.st_ino;
}

/* How many records there are in the first `n` bytes of the table. */
static size_t
records_before(off_t n)
{
	char *path = path_of("questions.tsv");
	struct change c;
	size_t records;

	if (truncate(path, n) == -1)
		perror(path);
	begin(&c);
	records = c.session.table[TABLE_QUESTIONS]->nrec;
	end(&c);
	free(path);
	return records;
}

/*
 * A row that was appended, cut off at any byte, is no row: whether it is
 * appended or the table replaced is up to its header.
 */
static void
test_cut(const char *name, const char *table, bool appends)
{
	size_t taken = 0;
	off_t old, size;
	struct change c;
	ino_t before;

	put_file("questions.tsv", table);
	before = inode_of("questions.tsv", &old);
	begin(&c);
	put(&c, TABLE_QUESTIONS, "id=b;text=two");
	commit(&c);
	end(&c);
	expect((before == inode_of("questions.tsv", &size)) == appends, name,
	    "the table is %s", appends ? "replaced" : "appended to");
	while (appends && --size > old)
		taken += records_before(size) != 1;
	expect(taken == 0, name, "%zu of its beginnings are rows", taken);
	put_file("questions.tsv", NULL);
}

static void
test_new_id(void)
{
	char first[ID_NEW_LENGTH + 1], next[ID_NEW_LENGTH + 1];
	struct buf row = BUF_INIT;
	struct change c;

	setenv("MOOT_SEED", "1", 1);
	put_file("questions.tsv", NULL);
	begin(&c);
	store_new_id(&c.store, first, &c.err);
	buf_addf(&row, HEAD "%s\t\tone\n", first);
	end(&c);
	put_file("questions.tsv", buf_z(&row));
	begin(&c);
	store_new_id(&c.store, next, &c.err);
	expect(strcmp(first, next) != 0, "a new id is not a taken one",
	    "%s twice", first);
	end(&c);
	buf_release(&row);
}

int
main(void)
{
	size_t i;

	if (mkdtemp(dir) == NULL) {
		perror(dir);
		return 1;
	}
	put_file("session.tsv", "time\tkey\tvalue\tby\n");
	for (i = 0; i < LEN(cases); i++)
		test_case(i);
	test_dry_run();
	test_too_long();
	test_events();
	test_agenda();
	test_link();
	test_new_id();
	test_cut("a row cut off, the time first",
	    "time\tid\ttext\tby\n" DAY "17:00:00.000Z\ta\tone\tben\n", true);
	test_cut("a row cut off, the id first", HEAD OLD, false);
	put_file("questions.tsv", NULL);
	put_file("questions.tsv.rejected", NULL);
	put_file("session.tsv", NULL);
	expect(rmdir(dir) == 0, "no file is left over", "some are in %s", dir);
	return expect_status();
}
