/*
 * mail: a message as RFC 5322 has it, its text as MIME (RFC 2045, 2047).
 *
 * Whatever a name, an address or a text holds, it makes no header of its
 * own: control characters become spaces, and what is not plain ASCII is
 * encoded.  Lines end with LF, as sendmail(8) takes them; none is longer
 * than 78 bytes.
 *
 *	mail_add_address(&b, "To", name, address);
 *	mail_add_text(&b, "Subject", subject);
 *	mail_add_date(&b, now);
 *	mail_add_body(&b, text);	// the last
 */
#ifndef MAIL_H
#define MAIL_H

#include "buf.h"
#include "instant.h"

/* Whether it is an address that mail can go to: an addr-spec of RFC 5322 in
 * ASCII, without quotes, comments or a literal for its domain. */
bool mail_address_valid(struct str address);

/* A header whose value is text. */
void mail_add_text(struct buf *b, const char *name, struct str text);
/* A header that is one address, which must be valid; the name may be empty. */
void mail_add_address(
    struct buf *b, const char *name, struct str display, struct str address);
/* The Date header. */
void mail_add_date(struct buf *b, instant t);
/* The MIME headers, an empty line, and the text. */
void mail_add_body(struct buf *b, struct str text);

#endif
