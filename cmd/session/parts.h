/*
 * parts: what several papers have in common.
 *
 * Each adds one part to the paper, which is to be seen only where there is
 * something in it.
 */
#ifndef SESSION_PARTS_H
#define SESSION_PARTS_H

#include "material.h"

/* Begins the paper: which one it is, the title, when and where. */
void parts_begin(struct material *m, const char *key, const char *label,
    const struct redact *hide);

/* Items of a kind as a list; with `ticked` each has a box. */
void parts_items(struct material *m, const char *key, const char *heading,
    const char *kind, bool ticked);
/* The same within a section. */
void parts_item_list(
    struct material *m, const char *key, const char *kind, bool ticked);
/* What is tried because of feedback, and, with `verdict`, how it went. */
void parts_tries(struct material *m, bool verdict);
/* Actions, the open ones first, the nearest first; with `all` also those that
 * are done. */
void parts_actions(struct material *m, bool all);
/* The groups of each breakout round. */
void parts_groups(struct material *m);

/* Whether a statement, by its index, is to be seen. */
bool parts_has_statement(const struct material *m, uint32_t i);
/* A statement's entry, which is left open: heading, text, source. */
void parts_statement(struct material *m, uint32_t i);
/* Its options, in words. */
void parts_options(struct material *m, uint32_t i, const char *label);

/* The questions of a kind that are to be seen, as a board has them; the
 * caller frees them. */
size_t *parts_questions(struct material *m, const char *kind, size_t *n);

#endif
