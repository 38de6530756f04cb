/* fill: letters of a format. */
#include <stdio.h>

#include "fill.h"

static int failed;

static void
check(const char *name, bool ok)
{
	printf("%s %s%s\n", ok ? "ok" : "not ok", name, ok ? "" : ": differs");
	failed |= !ok;
}

int
main(void)
{
	const struct fill_letter l[] = { { 't', STR("Arriving") },
		{ 'l', STR("2:41") } };
	struct error e = ERROR_INIT;
	struct buf b = BUF_INIT;

	check("letters are replaced",
	    fill_add(&b, STR("%t (%l) 5%% %l"), l, 2, &e) == 0 &&
		str_is(buf_str(&b), "Arriving (2:41) 5% 2:41"));
	buf_cut(&b, 0);
	check("an empty format is an empty line",
	    fill_add(&b, STR(""), l, 2, &e) == 0 && b.n == 0);
	check("another letter is wrong, and nothing is added",
	    fill_add(&b, STR("%t %x"), l, 2, &e) == -1 && b.n == 0 &&
		e.status == EXIT_INPUT &&
		str_is(buf_str(&e.msg),
		    "unknown in a format: \"%x\": there are %t %l %%"));
	check("so is a percent sign at the end",
	    fill_add(&b, STR("%t %"), l, 2, &e) == -1 && b.n == 0);
	buf_release(&b);
	error_release(&e);
	return failed;
}
