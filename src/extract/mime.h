/* mime.h - the walk through a mail (RFC 5322, RFC 2045, RFC 2046): its header, its parts and what stands between them, in one
 * pass, as the bytes come.
 *
 * The walk knows the boundaries of all multiparts that it is in.  A line that is one of them ends what is open inside it, so a
 * part whose end is missing ends where an outer one goes on.  A part behind the end of its multipart is read all the same:
 * other readers hide it, so somebody may hide there.  A mail that is a part is a part like any other.
 */
#ifndef TS_EXTRACT_MIME_H
#define TS_EXTRACT_MIME_H

#include "extract/mime_header.h"
#include "extract/source.h"

typedef enum ts_mime_kind {
    TS_MIME_PART,
    TS_MIME_BEFORE, /* text before the first part of a multipart, or all of one that names no boundary */
    TS_MIME_AFTER, /* text after its last */
    TS_MIME_TOO_DEEP, /* a multipart beyond TS_LIMIT_MAIL_DEPTH, all of it */
    TS_MIME_TOO_MANY /* all that follows TS_LIMIT_MAIL_PARTS */
} ts_mime_kind;

/* Who gets it; any may return an error to stop the walk.  Spans are borrowed during the call. */
typedef struct ts_mime_to {
    void *context;
    /* A field of the mail's own header, unfolded; `cut` bytes of it beyond TS_LIMIT_MAIL_FIELD are not there.  With an empty
     * name: a line of any header that is no field. */
    ts_err (*field)(void *context, ts_span name, ts_span value, uint64_t cut);
    /* Something begins, and what began before it has ended.  `closed`: an addressee's key opens it (RFC 1847, 2.2). */
    ts_err (*begin)(void *context, ts_mime_kind kind, const ts_mime_head *head, bool closed);
    ts_err (*data)(void *context, ts_span bytes); /* of it, as stored */
    ts_err (*end)(void *context, uint64_t stored);
} ts_mime_to;

/* From the source's place on.  *truncated: it ends before its header or its last multipart does. */
ts_err ts_mime_walk(ts_source *in, const ts_mime_to *to, bool *truncated);

#endif
