/* tnef_write.h - a message as a TNEF stream (MS-OXTNEF), made as it is given: how a mail store hands on its messages.
 *
 * The reader of winmail.dat then serves both.  Lengths stand before values, so each is known before it begins.
 */
#ifndef TS_EXTRACT_TNEF_WRITE_H
#define TS_EXTRACT_TNEF_WRITE_H

#include "extract/sink.h"

/* Attributes that are written and read (MS-OXTNEF 2.1.3.2). */
enum {
    TS_TNEF_SIGN = 0x223E9F78,
    TS_TNEF_VERSION = 0x00089006,
    TS_TNEF_CODEPAGE = 0x00069007,
    TS_TNEF_CLASS = 0x00078008,
    TS_TNEF_FROM = 0x00008000,
    TS_TNEF_SUBJECT = 0x00018004,
    TS_TNEF_BODY = 0x0002800C,
    TS_TNEF_SENT = 0x00038005,
    TS_TNEF_MESSAGE_PROPS = 0x00069003,
    TS_TNEF_RECIPIENTS = 0x00069004,
    TS_TNEF_ATTACHMENT = 0x00069002, /* one begins */
    TS_TNEF_ATTACHMENT_DATA = 0x0006800F,
    TS_TNEF_ATTACHMENT_TITLE = 0x00018010,
    TS_TNEF_ATTACHMENT_PROPS = 0x00069005,
    TS_TNEF_OF_MESSAGE = 1, /* levels */
    TS_TNEF_OF_ATTACHMENT = 2
};

typedef struct ts_tnef_writer {
    ts_sink *out;
    ts_buf pending;
    uint64_t given; /* bytes of the stream so far */
    uint64_t left; /* of the open attribute */
    uint16_t sum;
    bool cut; /* beyond TS_LIMIT_MEMBER: the rest is only counted */
    ts_err err; /* of the consumer, sticky */
} ts_tnef_writer;

void ts_tnef_begin(ts_tnef_writer *w, ts_sink *out);
/* An attribute of exactly `len` bytes; what was not written of the one before is filled with zeros. */
void ts_tnef_attribute(ts_tnef_writer *w, uint8_t level, uint32_t id, uint32_t len);
void ts_tnef_bytes(ts_tnef_writer *w, ts_span bytes);
void ts_tnef_u16(ts_tnef_writer *w, uint16_t v);
void ts_tnef_u32(ts_tnef_writer *w, uint32_t v);
/* Sends all there is; gives the consumer's error. */
ts_err ts_tnef_end(ts_tnef_writer *w);

#endif
