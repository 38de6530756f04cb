#include "verbs.h"
#include "die.h"
#include "xalloc.h"

static struct str
take_field(struct str *line)
{
	struct str field = { NULL, 0 };

	str_split(line, '\t', &field);
	return field;
}

static void
add_verb(struct verbs *v, struct str line, bool reads)
{
	struct str world = take_field(&line), command = take_field(&line);
	struct verb *verb;

	v->verb = xgrow(v->verb, v->n, &v->cap, sizeof(*v->verb));
	verb = &v->verb[v->n++];
	verb->reads = reads;
	verb->world = xstrndup(world);
	verb->line = xstrndup(command);
	command_parse(&verb->command, command, line);
}

void
verbs_read(struct verbs *v, const char *path)
{
	const char *slash = strrchr(path, '/');
	bool reads = strcmp(slash != NULL ? slash + 1 : path, "reads") == 0;
	FILE *f = fopen(path, "r");
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;

	if (f == NULL)
		die("cannot read", path);
	while ((n = getline(&line, &cap, f)) > 0)
		if (strchr("#-\n", line[0]) == NULL)
			add_verb(v, (struct str){ line, (size_t)n - 1 }, reads);
	free(line);
	fclose(f);
}

void
verbs_release(struct verbs *v)
{
	size_t i;

	for (i = 0; i < v->n; i++) {
		free(v->verb[i].world);
		free(v->verb[i].line);
		command_release(&v->verb[i].command);
	}
	free(v->verb);
	*v = (struct verbs){ 0 };
}
