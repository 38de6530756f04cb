/*
 * duck LIBDUCKDB FILE [COLUMN]: what fold does, by duckdb on one thread; with
 * COLUMN, such as ref, for each of its values.
 *
 * The library is loaded when the program runs, so nothing is needed to build
 * it.  Only the query is timed, and the columns are told, not guessed.
 */
#include <dlfcn.h>
#include <stdint.h>
#include <string.h>

#include "measure.h"

/* As duckdb.h has it, of which this is all that is used; the result is a
 * structure of six words there. */
struct result {
	void *word[16];
};

static struct {
	int (*open)(const char *path, void **db);
	int (*connect)(void *db, void **con);
	int (*query)(void *con, const char *sql, struct result *r);
	const char *(*result_error)(struct result *r);
	uint64_t (*row_count)(struct result *r);
	char *(*value_varchar)(struct result *r, uint64_t col, uint64_t row);
} duck;

static int
load(const char *path)
{
	static const struct {
		const char *name;
		void *to;
	} want[] = { { "duckdb_open", &duck.open },
		{ "duckdb_connect", &duck.connect },
		{ "duckdb_query", &duck.query },
		{ "duckdb_result_error", &duck.result_error },
		{ "duckdb_row_count", &duck.row_count },
		{ "duckdb_value_varchar", &duck.value_varchar } };
	void *lib = dlopen(path, RTLD_NOW | RTLD_LOCAL), *sym;
	size_t i;

	for (i = 0; lib != NULL && i < sizeof(want) / sizeof(want[0]); i++) {
		if ((sym = dlsym(lib, want[i].name)) == NULL)
			break;
		memcpy(want[i].to, &sym, sizeof(sym));
	}
	if (lib != NULL && i == sizeof(want) / sizeof(want[0]))
		return 0;
	fprintf(stderr, "duck: %s\n", dlerror());
	return -1;
}

static int
query(void *con, const char *sql, struct result *r)
{
	if (duck.query(con, sql, r) == 0)
		return 0;
	fprintf(stderr, "duck: %s\n", duck.result_error(r));
	return -1;
}

/* The column by which is counted, if any, stands first, with its comma. */
static const char sql[] =
    "SELECT %s position, count(*)::VARCHAR FROM ("
    "SELECT %s arg_max(position, time) AS position FROM read_csv('%s', "
    "delim = '\t', quote = '', escape = '', header = true, "
    "auto_detect = false, columns = {'time': 'VARCHAR', 'who': 'VARCHAR', "
    "'ref': 'VARCHAR', 'round': 'VARCHAR', 'position': 'VARCHAR', "
    "'comment': 'VARCHAR', 'by': 'VARCHAR'}) "
    "WHERE position <> '' GROUP BY who, ref, round) "
    "WHERE position <> '\\N' GROUP BY %s position";

int
main(int argc, char **argv)
{
	struct timespec t0;
	struct result r;
	void *db, *con;
	char text[8192];
	uint64_t i, col;
	char by[80] = "";

	if (argc < 3 || argc > 4 || load(argv[1]) == -1)
		return 2;
	if (argc == 4)
		snprintf(by, sizeof(by), "%s,", argv[3]);
	snprintf(text, sizeof(text), sql, by, by, argv[2], by);
	if (duck.open(NULL, &db) != 0 || duck.connect(db, &con) != 0 ||
	    query(con, "SET threads = 1", &r) == -1)
		return 2;
	t0 = measure_begin();
	if (query(con, text, &r) == -1)
		return 2;
	measure_end(t0, 0);
	for (i = 0; i < duck.row_count(&r); i++)
		for (col = 0; col < (argc == 4 ? 3 : 2); col++)
			printf("%s%s", duck.value_varchar(&r, col, i),
			    col < (argc == 4 ? 2 : 1) ? "\t" : "\n");
	return fflush(stdout) == 0 ? 0 : 4;
}
