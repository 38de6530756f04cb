/*
 * programme: what a session is going to be, as papers.
 *
 * The handout is for everyone: plan, aims, readings, prompts, without what
 * only whoever leads should know.  The run sheet is for those: all of it, what
 * they say and bring too.
 */
#ifndef SESSION_PROGRAMME_H
#define SESSION_PROGRAMME_H

#include "material.h"

void programme_make_handout(struct material *m, const struct redact *hide);
void programme_make_runsheet(struct material *m, const struct redact *hide);

#endif
