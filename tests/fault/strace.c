#include "strace.h"
#include "die.h"
#include "xalloc.h"

static void
read_log(struct buf *b, const char *path)
{
	FILE *f = fopen(path, "r");
	size_t n;

	if (f == NULL)
		die("cannot read", path);
	do {
		n = fread(buf_room(b, 1 << 16), 1, 1 << 16, f);
		buf_cut(b, b->n + n);
	} while (n > 0);
	fclose(f);
}

static unsigned
count_before(const struct strace *t, struct str name)
{
	unsigned n = 0;
	size_t i;

	for (i = 0; i < t->n; i++)
		n += str_is(name, t->call[i].name);
	return n;
}

/* The last name of a path, without what makes it a temporary file's. */
static struct str
last_name(struct str path)
{
	struct str name = path, tmp = STR(".tmp");
	size_t slash;

	while ((slash = str_find(name, '/')) < name.n)
		name = str_from(name, slash + 1);
	if (name.n > tmp.n + 1 && name.p[0] == '.' &&
	    str_eq(str_from(name, name.n - tmp.n), tmp))
		name = str_upto(str_from(name, 1), name.n - tmp.n - 1);
	return name;
}

/* The piece between `open` and `close`, the first or the last one. */
static struct str
between(struct str s, char open, char close, bool last)
{
	struct str found = { NULL, 0 };
	size_t from, to;

	while ((from = str_find(s, open)) < s.n) {
		s = str_from(s, from + 1);
		to = str_find(s, close);
		if (to == s.n)
			break;
		found = str_upto(s, to);
		if (!last)
			break;
		s = str_from(s, to + 1);
	}
	return found;
}

/* What a call names in quotes; else what its descriptor leads to. */
static struct str
file_of(struct str name, struct str args)
{
	struct str quoted =
	    between(args, '"', '"', str_starts(name, STR("rename")));
	bool data = str_is(name, "read") || str_is(name, "write") ||
	    str_is(name, "pread64") || str_is(name, "pwrite64");

	if (quoted.n > 0 && !data)
		return last_name(quoted);
	return last_name(between(args, '<', '>', false));
}

static char
escaped(struct str *s)
{
	static const char plain[] = { ['n'] = '\n',
		['t'] = '\t',
		['r'] = '\r',
		['v'] = '\v',
		['f'] = '\f',
		['"'] = '"',
		['\\'] = '\\' };
	unsigned octal = 0;
	size_t i = 0;

	for (; i < 3 && i < s->n && s->p[i] >= '0' && s->p[i] <= '7'; i++)
		octal = octal * 8 + (unsigned)(s->p[i] - '0');
	if (i == 0)
		octal = (unsigned char)plain[(unsigned char)s->p[0]];
	*s = str_from(*s, i > 0 ? i : 1);
	return (char)octal;
}

bool
strace_quoted(struct str *args, struct buf *b)
{
	struct str s = str_from(*args, str_find(*args, '"'));

	buf_cut(b, 0);
	if (s.n == 0)
		return false;
	s = str_from(s, 1);
	while (s.n > 0 && s.p[0] != '"') {
		if (s.p[0] == '\\' && s.n > 1) {
			s = str_from(s, 1);
			buf_addc(b, escaped(&s));
			continue;
		}
		buf_addc(b, s.p[0]);
		s = str_from(s, 1);
	}
	*args = str_from(s, s.n > 0);
	return true;
}

struct str
strace_path(struct str text)
{
	size_t comma = str_find(text, ','), open = str_find(text, '<');

	if (open >= comma)
		return (struct str){ NULL, 0 };
	text = str_from(text, open + 1);
	return str_upto(text, str_find(text, '>'));
}

/* Takes `[ 257] ` off, which strace -n puts before a call. */
static int
take_number(struct str *line)
{
	size_t end = str_find(*line, ']');
	int number;

	if (line->p[0] != '[' || end == line->n)
		return -1;
	number = (int)number_of(line->p + 1);
	*line = str_trim(str_from(*line, end + 1));
	return number;
}

static void
add_call(struct strace *t, struct str line)
{
	int number = take_number(&line);
	size_t open = str_find(line, '('), close = line.n;
	struct str name = str_upto(line, open), args;

	while (close > open && line.p[close - 1] != '=')
		close--;
	if (open == line.n || close == open)
		return;
	args = str_trim(str_from(str_upto(line, close - 1), open + 1));
	t->call = xgrow(t->call, t->n, &t->cap, sizeof(*t->call));
	t->call[t->n] = (struct strace_call){ .name = xstrndup(name),
		.number = number,
		.nth = count_before(t, name) + 1,
		.file = xstrndup(file_of(name, args)),
		.args = args,
		.result = str_trim(str_from(line, close)) };
	t->n++;
}

void
strace_read(struct strace *t, const char *log)
{
	struct str rest, line;

	*t = (struct strace){ 0 };
	read_log(&t->text, log);
	rest = buf_str(&t->text);
	while (str_split(&rest, '\n', &line))
		if (line.n > 0 && line.p[0] != '-' && line.p[0] != '+')
			add_call(t, line);
}

void
strace_release(struct strace *t)
{
	size_t i;

	for (i = 0; i < t->n; i++) {
		free(t->call[i].name);
		free(t->call[i].file);
	}
	free(t->call);
	buf_release(&t->text);
	*t = (struct strace){ 0 };
}
