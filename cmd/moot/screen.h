/*
 * screen: what a program printed, put on a terminal in place.
 *
 * Each line is written over the one that stood there, so nothing flickers;
 * what does not fit is left out, and the last row says how much.
 */
#ifndef SCREEN_H
#define SCREEN_H

#include <stdbool.h>

#include "buf.h"

/* Draws from the upper left corner; `about` goes to the last row. */
void screen_draw(struct str text, struct str about);

/* Takes the terminal's other screen into use, and leaves it. */
void screen_enter(void);
void screen_leave(void);

#endif
