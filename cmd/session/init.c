#include "init.h"
#include "place.h"
#include "settings.h"
#include "template.h"

/* The options that are settings, in the order in which they are written. */
static const char *const options[] = { "title", "start", "length", "zone",
	"place", "every", NULL };

/* ---- the settings */

/* The option where it is given, else what the template says. */
static int
put_setting(struct cli *c, struct template *t, const char *key, const char *dir)
{
	const char *typed = cli_value(c, key);
	struct str by = c->store.by, value = str_of(typed);
	struct buf stored = BUF_INIT;
	int rc = 0;

	if (typed != NULL && typed[0] != '\0') {
		rc = settings_add_stored(
		    str_of(key), value, c->store.now, &stored, &c->err);
	} else if (t->name != NULL && typed == NULL) {
		buf_add(&stored, template_setting(t, key));
		by = str_of(t->name);
	}
	if (stored.n == 0 && rc == 0 && strcmp(key, "title") == 0) {
		rc = place_add_name(dir, &stored, &c->err);
		by = c->store.by;
	}
	if (rc == 0 && stored.n > 0)
		rc = settings_put(c, str_of(key), buf_str(&stored), by);
	buf_release(&stored);
	return rc;
}

/* A start is read in the zone, so that is settled first. */
static int
settle_zone(struct cli *c, struct template *t)
{
	const char *typed = cli_value(c, "zone");
	struct buf b = BUF_INIT;
	int rc = 0;

	if (typed != NULL && typed[0] != '\0')
		rc = settings_add_stored(
		    STR("zone"), str_of(typed), 0, &b, &c->err);
	else if (t->name != NULL && typed == NULL)
		rc = zone_use(template_setting(t, "zone"), &c->err);
	buf_release(&b);
	return rc == -1 ? -1 : 0;
}

static int
put_settings(struct cli *c, struct template *t, const char *dir)
{
	int i;

	if (settle_zone(c, t) == -1)
		return -1;
	c->store.now = cli_now(c);
	for (i = 0; options[i] != NULL; i++)
		if (put_setting(c, t, options[i], dir) == -1)
			return -1;
	return 0;
}

/* ---- the whole */

/* Puts all rows of the new session. */
static int
put_all(struct cli *c, struct template *t, const char *dir)
{
	const char *typed = cli_value(c, "template");

	if (store_begin_new(&c->store, &c->session, &c->err) == -1)
		return -1;
	c->store.by = cli_by(c);
	if (typed != NULL &&
	    (template_find(t, typed, &c->err) == -1 ||
		template_load(t, &c->err) == -1))
		return -1;
	if (put_settings(c, t, dir) == -1)
		return -1;
	return typed != NULL ? template_put(t, c) : 0;
}

/* A table that was typed before the session was made is not replaced. */
static int
check_free(struct cli *c, const struct place *p)
{
	const char *file;
	int i, has = 0;

	for (i = 0; i < TABLE_COUNT && has == 0; i++) {
		file = schema_of((enum table_id)i)->file;
		if (c->store.table[i].nrow > 0)
			has = place_has(p, file, &c->err);
	}
	return has == 1
	    ? error_set(&c->err, EXIT_INPUT,
		  "the template has %s, and it stands already in %s", file,
		  p->dir)
	    : has;
}

static int
write_all(struct cli *c, struct place *p)
{
	if (place_stage(p, &c->session, &c->err) == -1 ||
	    store_commit(&c->store, &c->err) == -1)
		return -1;
	return place_finish(p, &c->session, &c->err);
}

int
init_run(struct cli *c)
{
	const char *dir = c->noperand > 0 ? c->operand[0] : ".";
	struct template t = { 0 };
	struct place p;
	int status;

	c->writing = true;
	session_init(&t.from);
	if (place_open(&p, dir, &c->err) == -1 || put_all(c, &t, dir) == -1 ||
	    check_free(c, &p) == -1)
		status = cli_fail(c);
	else if (cli_dry(c))
		status = cli_commit(c);
	else
		status = write_all(c, &p) == -1 ? cli_fail(c) : EXIT_YES;
	place_release(&p);
	template_release(&t);
	return status;
}
