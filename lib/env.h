/*
 * env: what a command is told in its environment.
 *
 * A system starts no command of which one string is too long (Linux: 128
 * KiB), and what a table says may be longer.  So a value is cut, between two
 * characters, to what nobody misses.
 */
#ifndef ENV_H
#define ENV_H

#include "str.h"

enum { ENV_VALUE_MAX = 4096 };

/* As setenv, -1 where there is no memory; `value` holds no NUL. */
int env_set(const char *name, struct str value);

#endif
