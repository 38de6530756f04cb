/*
 * replay: gives a fuzz target its seeds, and every input that ever failed.
 *
 *	build/fuzz/NAME
 *
 * takes the files of tests/fuzz/seeds/NAME and tests/fuzz/failed/NAME, and
 * says `ok NAME: N inputs`, or ends where one breaks the target, after its
 * name.
 */
#include <dirent.h>
#include <unistd.h>

#include "file.h"
#include "fuzz.h"

static int
replay_file(const char *path)
{
	struct error e = ERROR_INIT;
	struct buf bytes = BUF_INIT;
	const char *shown;
	int rc = file_read_named(path, &bytes, &shown, &e);

	fprintf(stderr, "%s\n", path);
	if (rc == 0)
		fuzz_target((const uint8_t *)buf_z(&bytes), bytes.n);
	else
		printf("not ok %s\n", buf_z(&e.msg));
	buf_release(&bytes);
	error_release(&e);
	return rc;
}

/* How many files of a directory were replayed; -1: one could not be read. */
static int
replay_directory(const char *kind, const char *name)
{
	struct buf path = BUF_INIT;
	struct dirent *entry;
	int n = 0;
	size_t stem;
	DIR *dir;

	buf_addf(&path, "tests/fuzz/%s/%s", kind, name);
	dir = opendir(buf_z(&path));
	buf_addc(&path, '/');
	stem = path.n;
	while (dir != NULL && n >= 0 && (entry = readdir(dir)) != NULL) {
		if (entry->d_name[0] == '.')
			continue;
		buf_cut(&path, stem);
		buf_addz(&path, entry->d_name);
		n = replay_file(buf_z(&path)) == 0 ? n + 1 : -1;
	}
	if (dir != NULL)
		closedir(dir);
	buf_release(&path);
	return n;
}

int
main(int argc, char **argv)
{
	const char *slash = strrchr(argv[0], '/');
	const char *name = slash != NULL ? slash + 1 : argv[0];
	int seeds = replay_directory("seeds", name);
	int failed = replay_directory("failed", name);

	(void)argc;
	if (seeds <= 0 || failed < 0)
		printf("not ok fuzz %s: %d seeds\n", name, seeds);
	else
		printf("ok fuzz %s: %d inputs\n", name, seeds + failed);
	return seeds <= 0 || failed < 0;
}
