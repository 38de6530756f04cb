/*
 * book: who sat with whom, in every round of a series.
 *
 * Places are added one by one, in any order, and put in order once.  Then
 * people are numbers, in the order of their handles' bytes, and so are a
 * round's groups, in the order of their names; so equal tables give equal
 * numbers, whatever the order of their lines.
 *
 *	book_add(&b, session, 2, true, who, STR("1"), topic);
 *	book_expect(&b, who);	// somebody who has not been in a round
 *	if (book_finish(&b, &err) == -1) ...
 *	use(book_series(&b), b.round[r].group[person]);
 *	book_release(&b);
 */
#ifndef BOOK_H
#define BOOK_H

#include "error.h"
#include "golf.h"
#include "handles.h"
#include "instant.h"

/* People times rounds, each of which takes a number; people of whom every two
 * have one. */
enum { BOOK_SEATS_MAX = 1000000, BOOK_PAIRED_MAX = 2048 };

struct place {
	size_t session; /* its place in the series */
	long number;	/* of the round in its session */
	bool own;	/* of the open session */
	struct str who, group, topic;
};

struct round {
	long number;
	bool own;
	struct handles label; /* its groups' names */
	struct str *topic;    /* of each group */
	int *group;	      /* of each person, -1: was not there */
};

struct book {
	struct handles who;
	struct place *place;
	size_t nplace, capplace;
	struct round *round; /* oldest first */
	size_t nround, capround;
	int *series; /* the rounds' groups in one array */
	struct arena mem;
};

/* Texts are copied. */
void book_add(struct book *b, struct place p);
void book_expect(struct book *b, struct str who);
/* EXIT_INPUT: more people times rounds than BOOK_SEATS_MAX. */
int book_finish(struct book *b, struct error *e);
/* EXIT_INPUT: more people than BOOK_PAIRED_MAX. */
int book_check_pairs(const struct book *b, struct error *e);
void book_release(struct book *b);

/* All rounds; lives as long as the book. */
struct golf_series book_series(const struct book *b);

/* The number of a person, or -1. */
int book_person(const struct book *b, struct str who);

/* The open session's round of that number, or its last for 0; NULL. */
struct round *book_own(const struct book *b, long number);

/* A round of the open session that is being made: groups of all people of
 * the book, with names `1`, `2` ... */
struct round *book_new_round(
    struct book *b, long number, const int *group, int groups);

/* The handles of one group, joined by commas. */
void book_add_group(const struct book *b, const struct round *r, size_t group,
    struct buf *text);

#endif
