/*
 * minutes: what became of a session, as a paper.
 */
#ifndef SESSION_MINUTES_H
#define SESSION_MINUTES_H

#include "material.h"

void minutes_make(struct material *m, const struct redact *hide);

#endif
