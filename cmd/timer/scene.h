/*
 * scene: what a display shows at one moment, and the displays that show it.
 *
 * Two displays stand behind one interface: a line that is redrawn in place,
 * and the whole screen.  Whoever draws makes a scene and hands it to either;
 * a display writes only what is another than before.
 */
#ifndef SCENE_H
#define SCENE_H

#include "term.h"
#include "warn.h"

struct scene {
	struct str title, next; /* visible form */
	struct str notice;	/* said instead of the bar, or empty */
	struct str time;	/* `2:41`; empty: nothing runs */
	struct str state;	/* `paused`, or empty */
	struct str speaker;	/* and the speaker's time, or empty */
	struct str keys;	/* which there are */
	int permille;		/* of the length, up to 1000; -1: no length */
	enum tone tone, speaker_tone;
};

struct display {
	struct term_face face; /* for lib/term */
	void (*draw)(void *arg, const struct scene *s);
	void (*bell)(void *arg);
	void (*again)(void *arg); /* forgets what is on the screen */
	void (*free)(void *arg);
};

void line_display(struct display *d);
/* False where the terminal cannot do it. */
bool full_display(struct display *d);

#endif
