/* mail_head.h - is it a mail, and where does its header begin? */
#ifndef TS_EXTRACT_MAIL_HEAD_H
#define TS_EXTRACT_MAIL_HEAD_H

#include "extract/extractor.h"

int ts_mail_bid(const ts_head *head);
/* Where a mail's header begins: behind a byte order mark, empty lines, and the line that a mailbox puts before a message. */
size_t ts_mail_begins(ts_span head);
/* What ends its lines, as its first 2,000 bytes show: '\n', or '\r' in mails of old Macintoshes. */
char ts_mail_line_end(ts_span head);

#endif
