/*
 * term: a terminal that a program draws on in place.
 *
 * While it is held, keys come one by one and are not echoed.  Whatever stops
 * or ends the program (TSTP; HUP, INT, QUIT, TERM) first gives the terminal
 * back as it was, and then does what it does by default.  In the background
 * the terminal is somebody else's: it is given back, and taken again when
 * the program is in the foreground.  Off a terminal nothing is ever held and
 * signals are left alone.
 *
 * Signals are taken in term_wait only, and blocked everywhere else while a
 * term is open: so no handler has work to do, and nothing is interrupted
 * half way.  There is one terminal, so there is one term in a process.
 *
 *	term_open(&t, &face);
 *	while (!done) {
 *		if (t.held)
 *			draw
 *		switch (term_wait(&t, fd, ms, &key)) ...
 *	}
 *	term_close(&t);
 */
#ifndef TERM_H
#define TERM_H

#include <signal.h>
#include <stdbool.h>
#include <termios.h>

/* Who draws: is told when the terminal comes and goes. */
struct term_face {
	void (*show)(void *arg); /* may be drawn on, all of it, from now on */
	void (*hide)(void *arg); /* must be left tidy now */
	void *arg;
};

enum term_event {
	TERM_TIME,  /* the time is over, or `fd` is readable */
	TERM_KEY,   /* a key was pressed */
	TERM_AGAIN, /* all must be drawn again: shown, or another size */
	TERM_GONE   /* the terminal hung up */
};

enum { TERM_TYPED_MAX = 64 };

struct term {
	struct term_face face;
	int in;	   /* where keys come from, or -1 */
	int tty;   /* the terminal, or -1 */
	bool held; /* may be drawn on now */
	bool raw;  /* its modes were changed */
	struct termios old;
	sigset_t open; /* the mask to wait with, and to give to children */
	char typed[TERM_TYPED_MAX];
	size_t next, ntyped;
	int escape; /* within an escape sequence: how far */
};

/* Draws on standard output, keys from standard input, where these are
 * terminals; with no face nothing is held.  The face is copied. */
void term_open(struct term *t, const struct term_face *face);
void term_close(struct term *t);

/*
 * Waits for a key (in *key), for `fd` to become readable (-1: for none), at
 * most `ms` milliseconds (-1: for ever).
 */
enum term_event term_wait(struct term *t, int fd, long ms, int *key);

/* In a child, before it runs another program: signals as they were. */
void term_child(const struct term *t);

/* The size of the terminal on standard output, 24 by 80 where unknown. */
void term_size(int *rows, int *columns);

/* Whether $TERM says that escape sequences mean nothing. */
bool term_is_dumb(void);
/* Whether colour may be used on a terminal: $NO_COLOR and $TERM. */
bool term_has_colour(void);

#endif
