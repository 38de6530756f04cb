/*
 * transcript: a saved or pasted chat as messages.
 *
 * Which program saved it is told by its lines: of the forms in transcript.c
 * the one counts that most lines have, so that a time or a colon within a
 * message begins no other one.  A message goes on until the next one begins.
 * Where no line has a time, a name and a colon begin a message.
 *
 *	transcript_read(&t, bytes);
 *	for (i = 0; i < t.n; i++)
 *		use(t.message[i].name, t.message[i].line, ...);
 *	transcript_release(&t);
 *
 * Views live until transcript_release; the text is valid UTF-8.
 */
#ifndef CHAT_TRANSCRIPT_H
#define CHAT_TRANSCRIPT_H

#include "buf.h"

struct transcript_message {
	struct str name; /* empty: nobody's */
	long second;	 /* of the day, or of the recording; -1: unknown */
	bool private;	 /* not to everyone */
	bool notice;	 /* the program's own, or a reaction */
	size_t first, n; /* lines */
};

struct transcript_line {
	struct str text; /* without the head and what indents it */
	size_t no;	 /* from 1 */
	bool quote;	 /* of somebody else's message */
};

struct transcript {
	struct transcript_message *message;
	size_t n, cap;
	struct transcript_line *line;
	size_t nline, capline;
	struct buf bytes;
};

void transcript_read(struct transcript *t, struct str bytes);
void transcript_release(struct transcript *t);

#endif
