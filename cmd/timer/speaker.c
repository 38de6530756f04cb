#include "speaker.h"
#include "duration.h"
#include "utf8.h"

/* A display has room for more than a name. */
enum { NAME_COLUMNS = 20 };

static void
take_name(struct speaker *sp, struct table *people, struct str who)
{
	size_t rec = table_find(people, &who);
	struct buf visible = BUF_INIT;
	struct str name = who;

	if (rec != TABLE_NONE && table_is_set(people, rec, PEOPLE_NAME))
		name = table_get(people, rec, PEOPLE_NAME);
	utf8_add_visible(&visible, name);
	buf_add(&sp->name, utf8_cut(buf_str(&visible), NAME_COLUMNS));
	buf_release(&visible);
}

void
speaker_take(struct speaker *sp, const struct session *s)
{
	struct speech_list l;
	const struct speech *now;

	buf_cut(&sp->name, 0);
	speech_read(&l, s->table[TABLE_TIMES]);
	now = speech_now(&l);
	if (now != NULL) {
		take_name(sp, s->table[TABLE_PEOPLE], now->who);
		sp->speech = *now;
		sp->speech.who = (struct str){ NULL, 0 };
	}
	speech_release(&l);
}

void
speaker_release(struct speaker *sp)
{
	buf_release(&sp->name);
}

bool
speaker_speaks(const struct speaker *sp)
{
	return sp->name.n > 0;
}

int64_t
speaker_left(const struct speaker *sp, instant now)
{
	if (!speaker_speaks(sp) || sp->speech.length < 0)
		return INT64_MAX;
	return (int64_t)sp->speech.length * 1000 - speech_ms(&sp->speech, now);
}

long
speaker_until_change(const struct speaker *sp, instant now)
{
	if (!speaker_speaks(sp))
		return -1;
	return (long)(1000 - speech_ms(&sp->speech, now) % 1000);
}

enum tone
speaker_tone(const struct speaker *sp, const struct warn_list *w, instant now)
{
	return warn_tone(
	    w, warn_level(w, sp->speech.length, speaker_left(sp, now)));
}

void
speaker_add(const struct speaker *sp, instant now, struct buf *b)
{
	long spoken = (long)(speech_ms(&sp->speech, now) / 1000),
	     length = sp->speech.length;

	buf_add(b, buf_str(&sp->name));
	buf_addc(b, ' ');
	duration_add_clock(b, length >= 0 ? length - spoken : spoken);
}
