/* dbx.c - folders of Outlook Express (.dbx): many mails in one file, each a chain of blocks of 512 bytes.
 *
 * A block's head holds its own place, its room, how much of it is used, and where the next one stands.  So each is known
 * wherever it is, and no index is needed: mails that were deleted, but not yet written over, are read as well.  Lines of
 * text that stand in no block are of mails whose blocks have lost their heads: they are declared unread.
 */
#include "extract/extractor.h"

#include <stdio.h>

enum {
    BID = 92,
    HEAD = 16,
    ROOM = 512,
    CHUNK = 1024 * 1024,
    STEP = 4,
    FILE_HEAD = 0x24BC, /* bytes before the index and the blocks */
    LINES = 32 /* bytes of text with a line end in it, which chance does not write */
};

typedef struct reader {
    ts_source *in;
    ts_sink *out;
    uint8_t *block, *next, *done; /* a bit for every fourth byte: one begins there, another leads there, it was read */
    uint64_t messages;
} reader;

static bool bit(const uint8_t *bits, uint64_t at) { return bits[at / STEP / 8] >> (at / STEP % 8) & 1; }
static void set_bit(uint8_t *bits, uint64_t at) { bits[at / STEP / 8] |= (uint8_t)(1 << at / STEP % 8); }

/* The sign of a store of mails; a folder list and others have another last number (5C74FDC6 and so on). */
static int bid(const ts_head *head) {
    return ts_span_starts(head->raw, (ts_span){"\xCF\xAD\x12\xFE\xC5\xFD\x74\x6F", 8}) ? BID : 0;
}

/* Is a block's head here?  *used, *next as it says. */
static bool block_head(ts_span s, uint64_t at, uint16_t *used, uint32_t *next) {
    ts_cursor c = ts_cursor_over(s);
    uint32_t self = ts_read_u32le(&c), room = ts_read_u32le(&c);
    *used = ts_read_u16le(&c);
    ts_skip(&c, 2);
    *next = ts_read_u32le(&c);
    return c.ok && at && self == at && room == ROOM && *used <= ROOM && *next % STEP == 0;
}

/* Marks every block, and where each leads. */
static ts_err look_through(reader *r) {
    char *chunk = ts_alloc(CHUNK + HEAD);
    ts_err err = TS_OK;
    for (uint64_t at = 0; !err && at < r->in->size; at += CHUNK) {
        uint64_t left = r->in->size - at;
        size_t len = left < CHUNK + HEAD ? (size_t)left : CHUNK + HEAD;
        err = ts_source_read_at(r->in, at, chunk, len);
        for (size_t i = 0; !err && i < CHUNK && i + HEAD <= len; i += STEP) {
            uint16_t used;
            uint32_t next;
            if (!block_head(ts_span_of(chunk + i, HEAD), at + i, &used, &next))
                continue;
            set_bit(r->block, at + i);
            if (next && next < r->in->size)
                set_bit(r->next, next);
        }
    }
    ts_wipe(chunk, CHUNK + HEAD);
    ts_free(chunk);
    return err;
}

static ts_err message(reader *r, uint64_t at) {
    char name[48], bytes[HEAD + ROOM];
    uint64_t stored = 0;
    ts_reason reason = TS_READ;
    if (++r->messages > TS_LIMIT_MEMBERS)
        return ts_fail(TS_ELIMIT, "dbx: more than %llu messages", (unsigned long long)TS_LIMIT_MEMBERS);
    snprintf(name, sizeof name, "message-%llu.eml", (unsigned long long)r->messages);
    TS_TRY(ts_emit_child_begin(r->out, &(ts_child){.name = ts_str(name), .size = UINT64_MAX}));
    for (uint32_t next = (uint32_t)at; next;) {
        uint16_t used;
        uint64_t here = next, left = here < r->in->size ? r->in->size - here : 0;
        size_t len = left < sizeof bytes ? (size_t)left : sizeof bytes;
        bool read = left && bit(r->block, here) && !bit(r->done, here) && stored <= TS_LIMIT_MEMBER &&
                    ts_source_read_at(r->in, here, bytes, len) == TS_OK;
        if (!read || !block_head(ts_span_of(bytes, len), here, &used, &next)) {
            reason = stored > TS_LIMIT_MEMBER ? TS_REASON_TOO_LARGE
                     : left                   ? TS_REASON_CORRUPT /* the chain is broken */
                                              : TS_REASON_TRUNCATED;
            break;
        }
        set_bit(r->done, here);
        ts_span text = ts_slice(ts_span_of(bytes, len), HEAD, used);
        if (text.len < used)
            reason = TS_REASON_TRUNCATED;
        stored += HEAD + text.len;
        TS_TRY(ts_emit_child_data(r->out, text));
    }
    ts_wipe(bytes, sizeof bytes);
    return ts_emit_child_end(r->out, reason, stored);
}

/* Chains from where they begin; then those that have no begin, as they lead into themselves. */
static ts_err messages(reader *r) {
    for (int pass = 0; pass < 2; pass++)
        for (uint64_t at = 0; at < r->in->size; at += STEP) {
            if (!r->block[at / STEP / 8]) { /* none in these 32 bytes */
                at = at / (8 * STEP) * (8 * STEP) + 7 * STEP;
                continue;
            }
            if (bit(r->block, at) && !bit(r->done, at) && (pass || !bit(r->next, at)))
                TS_TRY(message(r, at));
        }
    return TS_OK;
}

/* ---- what stands in no block ---- */

typedef struct outside {
    uint64_t lines; /* bytes of text that has line ends; what the index says of a mail has none */
    bool filled; /* something stands behind the file's head */
    uint64_t block_ends;
    uint64_t run; /* of text so far */
    bool line_end;
} outside;

static void end_run(outside *o) {
    if (o->line_end && o->run >= LINES)
        o->lines += o->run;
    o->run = 0;
    o->line_end = false;
}

static void look_at(outside *o, char c) {
    uint8_t u = (uint8_t)c;
    if ((u >= ' ' && u != 0x7F) || u == '\t' || u == '\r' || u == '\n') {
        o->run++;
        o->line_end |= u == '\n';
    } else {
        end_run(o);
    }
}

static ts_err look_outside(reader *r, outside *o) {
    char *chunk = ts_alloc(CHUNK);
    ts_err err = TS_OK;
    for (uint64_t at = 0; !err && at < r->in->size; at += CHUNK) {
        uint64_t left = r->in->size - at;
        size_t len = left < CHUNK ? (size_t)left : CHUNK;
        err = ts_source_read_at(r->in, at, chunk, len);
        for (size_t i = 0; !err && i < len; i++) {
            uint64_t here = at + i;
            if (here % STEP == 0 && bit(r->block, here)) {
                end_run(o);
                o->block_ends = here + HEAD + ROOM;
            }
            if (here < o->block_ends)
                continue;
            o->filled |= here >= FILE_HEAD && chunk[i];
            look_at(o, chunk[i]);
        }
    }
    end_run(o);
    ts_wipe(chunk, CHUNK);
    ts_free(chunk);
    return err;
}

/* The rest, once the mails were read.  A folder that never held one is nothing but its head. */
static ts_err rest(reader *r) {
    outside o = {0};
    TS_TRY(look_outside(r, &o));
    if (!r->messages && (o.lines || o.filled || r->in->size < FILE_HEAD))
        return ts_fail(TS_EFORMAT, "dbx: no mail is found in it");
    return o.lines ? ts_emit_unread(r->out, TS_REASON_CORRUPT, o.lines) : TS_OK;
}

static ts_err run(ts_source *in, ts_sink *out) {
    if (in->size > UINT32_MAX)
        return ts_fail(TS_EFORMAT, "dbx: larger than any such file");
    size_t bytes = (size_t)in->size / STEP / 8 + 1;
    reader *r = ts_alloc(sizeof *r);
    r->in = in;
    r->out = out;
    r->block = ts_alloc(bytes);
    r->next = ts_alloc(bytes);
    r->done = ts_alloc(bytes);
    ts_err err = look_through(r);
    if (!err)
        err = messages(r);
    if (!err)
        err = rest(r);
    ts_free(r->block);
    ts_free(r->next);
    ts_free(r->done);
    ts_free(r);
    return err;
}

const ts_extractor ts_extractor_dbx = {.name = "dbx", .version = 1, .needs = TS_SEEK, .bid = bid, .run = run};
