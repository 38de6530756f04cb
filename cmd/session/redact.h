/*
 * redact: takes names, handles and addresses out of a text.
 *
 * In a text that is to be public,
 *
 *	[name]		stands for a name that was added, for each of its words,
 *			for a handle that was added, and for anything that is
 *			mentioned with an @;
 *	[address]	for whatever has the form of an e-mail address;
 *	[link]		for an address of the web in which one of these stands.
 *
 * Names are found as whole words, capitals or not, in any normal form; in
 * scripts that have no capitals, which often write words without blanks, also
 * within words.  Of a name's words those count that have at least two
 * characters, are no number, and begin with a capital (`van` of `Jan van Eyck`
 * does not) unless none does.  A name of one letter is left alone, as it cannot
 * be told from a word.
 *
 *	struct redact r = { 0 };
 *	redact_add_name(&r, STR("Ana Paz"));
 *	redact_add_handle(&r, STR("ana"));
 *	redact_text(&r, STR("ask Ana, ana@a.example"), &b);
 *	b is `ask [name], [address]`
 *	redact_release(&r);
 */
#ifndef SESSION_REDACT_H
#define SESSION_REDACT_H

#include "arena.h"
#include "buf.h"
#include "intern.h"

/* What is taken out, as a tree: a step leads from a node, of which 0 is the
 * root, by a label to the next. */
struct redact_tree {
	struct pairs step; /* its number + 1 is the node it leads to */
	bool *ends;	   /* by node: something that is taken out */
	size_t cap;
};

struct redact {
	struct arena mem;
	struct intern token; /* folded words, and what stands between them */
	struct redact_tree name;   /* of tokens' numbers */
	struct redact_tree within; /* of bytes, folded, of scripts without
				      capitals */
	struct intern particle;	   /* small words of names */
};

void redact_add_name(struct redact *r, struct str name);
void redact_add_handle(struct redact *r, struct str handle);
/* Appends what is left of `s`. */
void redact_text(const struct redact *r, struct str s, struct buf *b);
void redact_release(struct redact *r);

#endif
