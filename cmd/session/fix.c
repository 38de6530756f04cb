#include <stdlib.h>

#include "file.h"
#include "fix.h"
#include "relay.h"
#include "utf8.h"
#include "xalloc.h"

/* What there is to mend in a table. */
struct mending {
	struct table *t;
	bool bom, unended;
	size_t crs, headers, repeated, rejected;
	struct buf good, bad; /* lines that stay, and those that do not */
};

static void
look_at_bytes(struct mending *m)
{
	struct str text = m->t->text.bytes, line;

	m->bom = str_starts(text, STR(UTF8_MARK));
	m->unended = text.p[text.n - 1] != '\n';
	while (str_split(&text, '\n', &line))
		m->crs += line.n > 0 && line.p[line.n - 1] == '\r';
}

static void
add_line(struct buf *b, struct str line)
{
	buf_add(b, line);
	buf_addc(b, '\n');
}

/* Sorts the lines into those that stay and those that do not. */
static void
look_at_lines(struct mending *m, struct intern *seen)
{
	struct relay l;
	struct str line;
	uint32_t known;
	size_t i;

	relay_init(&l, m->t, false);
	add_line(&m->good, l.line[0].text);
	for (i = 1; i < l.n; i++) {
		line = l.line[i].text;
		known = seen->n;
		if (!l.line[i].row) {
			if (str_trim(line).n > 0 && ++m->rejected)
				add_line(&m->bad, line);
		} else if (l.line[i].keyless ||
		    intern_put(seen, line, intern_hash(line)) == known) {
			add_line(&m->good, line);
		} else {
			m->repeated++;
		}
	}
	if (m->t->text.unfinished.n > 0 && ++m->rejected)
		add_line(&m->bad, m->t->text.unfinished);
	intern_release(seen);
	relay_release(&l);
}

static void
add_count(struct buf *b, size_t n, const char *one, const char *several)
{
	if (n == 0)
		return;
	if (b->n > 0)
		buf_addz(b, ", ");
	buf_addf(b, "%zu %s", n, n == 1 ? one : several);
}

static void
say_done(struct cli *c, const struct mending *m, const char *path)
{
	struct buf b = BUF_INIT;

	add_count(&b, m->bom, "byte order mark", "");
	add_count(&b, m->crs, "carriage return", "carriage returns");
	add_count(&b, m->headers, "further header", "further headers");
	add_count(&b, m->repeated, "repeated line", "repeated lines");
	if (b.n > 0)
		cli_say(c, "%s: taken out: %s", path, buf_z(&b));
	if (m->rejected > 0)
		cli_say(c, "%s: moved to %s.rejected: %zu line%s", path, path,
		    m->rejected, m->rejected == 1 ? "" : "s");
	if (m->unended && m->t->text.unfinished.n == 0)
		cli_say(c, "%s: ended its last line", path);
	buf_release(&b);
}

static int
write_mended(struct cli *c, struct mending *m)
{
	const struct schema *s = m->t->schema;
	char *path = session_path(&c->session, s->file);
	int rc = 0;

	if (m->bad.n > 0)
		rc = store_reject(&c->session, s,
		    str_upto(buf_str(&m->bad), m->bad.n - 1), &c->err);
	if (rc == 0)
		rc = file_replace(
		    c->session.fd, s->file, path, buf_str(&m->good), &c->err);
	if (rc == 0)
		say_done(c, m, path);
	free(path);
	return rc;
}

static int
fix_table(struct cli *c, struct table *t)
{
	struct mending m = { .t = t };
	struct intern seen = { 0 };
	int rc = 0;

	if (t->text.nheader == 0 || relay_loses(&t->text))
		return 0;
	m.headers = t->text.nheader - 1;
	look_at_bytes(&m);
	look_at_lines(&m, &seen);
	if (m.bom || m.unended ||
	    m.crs + m.headers + m.repeated + m.rejected > 0)
		rc = write_mended(c, &m);
	buf_release(&m.good);
	buf_release(&m.bad);
	return rc;
}

int
fix_session(struct cli *c)
{
	int i, rc = 0;

	for (i = 0; i < TABLE_COUNT && rc == 0; i++)
		rc = fix_table(c, c->session.table[i]);
	return rc;
}
