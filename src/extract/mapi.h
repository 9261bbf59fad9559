/* mapi.h - what Outlook's properties are called and how their values show (MS-OXPROPS, MS-OXCDATA 2.11).
 *
 * Messages, contacts and appointments are lists of properties, in .msg files and in mailbox files alike.  A reader puts
 * each into `ts_mapi_fields`; those that say something of people come out in an order of our own: a message's as lines
 * of a header, a contact's as a table of one row, so that its columns tell detection what each value is.
 */
#ifndef TS_EXTRACT_MAPI_H
#define TS_EXTRACT_MAPI_H

#include "extract/sink.h"
#include "extract/source.h"

/* Types of values; TS_MAPI_MANY is added where there are several. */
enum {
    TS_MAPI_I16 = 0x02,
    TS_MAPI_I32 = 0x03,
    TS_MAPI_F64 = 0x05,
    TS_MAPI_BOOL = 0x0B,
    TS_MAPI_OBJECT = 0x0D,
    TS_MAPI_I64 = 0x14,
    TS_MAPI_STRING8 = 0x1E, /* in the code page of the message */
    TS_MAPI_UNICODE = 0x1F, /* UTF-16, little end first */
    TS_MAPI_TIME = 0x40, /* 100 ns since 1601, UTC */
    TS_MAPI_BINARY = 0x102,
    TS_MAPI_MANY = 0x1000
};

/* Properties that readers ask for by name. */
enum {
    TS_MAPI_CLASS = 0x001A, /* "IPM.Note", "IPM.Contact" */
    TS_MAPI_TRANSPORT_HEADERS = 0x007D,
    TS_MAPI_RECIPIENT_TYPE = 0x0C15, /* 1 to, 2 cc, 3 bcc */
    TS_MAPI_BODY = 0x1000,
    TS_MAPI_RTF = 0x1009, /* compressed */
    TS_MAPI_HTML = 0x1013,
    TS_MAPI_NAME = 0x3001,
    TS_MAPI_ADDRESS = 0x3003,
    TS_MAPI_ATTACHED = 0x3701,
    TS_MAPI_FILE_NAME_SHORT = 0x3704,
    TS_MAPI_METHOD = 0x3705, /* 1 by value, 5 a message, 6 an OLE object */
    TS_MAPI_FILE_NAME = 0x3707,
    TS_MAPI_SMTP_ADDRESS = 0x39FE,
    TS_MAPI_BODY_PAGE = 0x3FDE, /* code page of the HTML */
    TS_MAPI_MESSAGE_PAGE = 0x3FFD, /* of strings */
    TS_MAPI_FIRST_NAMED = 0x8000 /* from here on ids differ from file to file; see ts_mapi_put_named */
};

typedef struct ts_mapi_fields {
    ts_buf *value; /* one a label */
    ts_buf to, cc, bcc; /* of recipients */
    ts_buf own; /* lines of properties that somebody named */
} ts_mapi_fields;

ts_mapi_fields ts_mapi_fields_new(void);
void ts_mapi_fields_done(ts_mapi_fields *f);

/* Appends how a value of this type shows; strings of `page`, or as UTF-16.  False, nothing appended: it does not show. */
bool ts_mapi_value(uint16_t type, ts_span raw, unsigned page, ts_buf *out);
/* A property by its id, below TS_MAPI_FIRST_NAMED.  One that has no label is shown without, if it is text. */
void ts_mapi_put(ts_mapi_fields *f, uint16_t id, uint16_t type, ts_span raw, unsigned page);
/* A property that the file names (MS-OXPROPS 1.3.2): by the number within `set`, or by `name`, then in UTF-8. */
void ts_mapi_put_named(ts_mapi_fields *f, const uint8_t set[16], uint32_t number, ts_span name, uint16_t type,
                       ts_span raw, unsigned page);
/* A recipient: type as TS_MAPI_RECIPIENT_TYPE says; all in UTF-8, any of them may be empty. */
void ts_mapi_put_recipient(ts_mapi_fields *f, uint32_t type, ts_span name, ts_span address, ts_span smtp);
/* Lines "Subject: ..." into the current part. */
ts_err ts_mapi_emit_headers(const ts_mapi_fields *f, ts_sink *out);
/* Is there anything that only contacts have? */
bool ts_mapi_has_contact(const ts_mapi_fields *f);
/* Its row, with its head, into the current part. */
ts_err ts_mapi_emit_contact(const ts_mapi_fields *f, ts_sink *out);
/* Of the headers that the transport wrote, lines that may hold a person and that the properties do not give. */
ts_err ts_mapi_emit_transport(ts_span headers, ts_sink *out);

/* Compressed rich text (MS-OXRTFCP), undone as it is read. */
typedef struct ts_mapi_rtf {
    ts_source *in;
    ts_reason reason; /* why it broke off; TS_READ where it did not */
    uint64_t left; /* bytes that are still to come, as the head says */
    bool plain; /* not compressed at all */
    bool ended;
    unsigned flags, bits; /* of the run of eight that is open */
    size_t at, from, len; /* in the window: where the next byte goes; a copy that is not done */
    unsigned char window[4096];
} ts_mapi_rtf;

/* `in` stands before the head of 16 bytes; borrowed. */
void ts_mapi_rtf_open(ts_mapi_rtf *r, ts_source *in);
/* For ts_source_stream, or to be called until *got is 0. */
ts_err ts_mapi_rtf_fill(void *context, char *out, size_t cap, size_t *got);

#endif
