/*
 * ballotpaper: statements and people as empty tables for pencils.
 *
 * `vote cast` types in afterwards what was ticked.
 */
#ifndef SESSION_BALLOTPAPER_H
#define SESSION_BALLOTPAPER_H

#include "material.h"

void ballotpaper_make(struct material *m, const struct redact *hide);

#endif
