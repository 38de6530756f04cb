#include "part.h"
#include "die.h"

int
part_main(const char *name, int argc, char **argv,
    void (*try_verb)(struct stage *s, struct tally *t))
{
	struct buf input = BUF_INIT, why = BUF_INIT;
	struct verbs verbs = { 0 };
	struct stage s;
	struct tally t;
	size_t i;

	if (argc < 5)
		die("usage: WORLDS SCRATCH PERMILLE VERBS...", name);
	buf_addf(&input, "%s.input", argv[1]);
	command_input_file(buf_z(&input));
	tally_init(&t, name, (unsigned)number_of(argv[3]));
	for (i = 4; argv[i] != NULL; i++)
		verbs_read(&verbs, argv[i]);
	for (i = 0; i < verbs.n; i++) {
		tally_begin(&t, verbs.verb[i].line);
		if (stage_open(&s, &verbs.verb[i], argv[1], argv[2], &why))
			try_verb(&s, &t);
		else
			tally_case(&t, "in peace", &why);
		stage_close(&s);
		tally_end(&t);
		buf_cut(&why, 0);
	}
	verbs_release(&verbs);
	buf_release(&input);
	buf_release(&why);
	return tally_close(&t);
}
