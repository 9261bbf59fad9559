/* dbf.c - dBase and FoxPro tables, which old ward and stock systems still export.
 *
 * A head with the fields, then rows of fixed width that begin with ' ', or '*' once deleted.  Deleted rows leaked all the
 * same: they stand behind the others in a part of their own, under the numbers that they have in the file; so do rows
 * behind the last one that the head counts, which a table keeps when it is emptied.
 */
#include "extract/dbf.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/clock.h"
#include "extract/extractor.h"
#include "text/codepage.h"

enum {
    HEAD = 65536,
    BID = 72,
    NUMBER = 48,
    JULIAN_1970 = 2440588,
    DAY = 86400,
    SAMPLE = 65536,
    BLOCK = 262144,
    END = 0x1A
};

static int bid(const ts_head *head) {
    ts_dbf t;
    if (!ts_dbf_read(head->raw, &t))
        return 0;
    bool fits = head->size == UINT64_MAX || head->size >= t.head_len;
    ts_dbf_done(&t);
    return fits ? BID : 0;
}

typedef struct reading {
    ts_source *in;
    ts_sink *out;
    ts_dbf t;
    ts_span *cell;
    ts_span *name;
    ts_arena loose;
} reading;

/* ---- values ---- */

static uint64_t little(ts_span raw) {
    uint64_t v = 0;
    for (size_t i = raw.len; i-- > 0;)
        v = v << 8 | (unsigned char)raw.ptr[i];
    return v;
}

__attribute__((format(printf, 2, 3))) static ts_span made(reading *r, const char *format, ...) {
    char *to = ts_arena_alloc(&r->loose, NUMBER);
    va_list args;
    va_start(args, format);
    int n = vsnprintf(to, NUMBER, format, args);
    va_end(args);
    return (ts_span){to, n > 0 && n < NUMBER ? (size_t)n : 0};
}

/* A Julian day and milliseconds since midnight. */
static ts_span date_time(reading *r, ts_span raw) {
    uint64_t day = little(ts_slice(raw, 0, 4)), ms = little(ts_slice(raw, 4, 4));
    if (day < JULIAN_1970 - 100 * 366 * 10 || day > JULIAN_1970 + 100 * 366 * 10)
        return (ts_span){"", 0};
    char text[11];
    ts_date_print((ts_date)((int64_t)day - JULIAN_1970), text);
    uint64_t s = ms / 1000 % DAY;
    return s ? made(r, "%s %02u:%02u:%02u", text, (unsigned)(s / 3600), (unsigned)(s / 60 % 60), (unsigned)(s % 60))
             : made(r, "%s", text);
}

static ts_span value(reading *r, const ts_dbf_field *f, ts_span raw) {
    bool foxpro = (r->t.version & 0xF0) == 0x30;
    switch (f->type) {
    case 'I':
        return made(r, "%" PRId32, (int32_t)little(raw));
    case '+': { /* dBASE 7: big end first, the sign turned round */
        ts_cursor c = ts_cursor_over(raw);
        return made(r, "%" PRId32, (int32_t)(ts_read_u32be(&c) ^ 0x80000000u));
    }
    case 'Y': {
        int64_t v = (int64_t)little(raw);
        uint64_t a = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
        return made(r, "%s%" PRIu64 ".%04u", v < 0 ? "-" : "", a / 10000, (unsigned)(a % 10000));
    }
    case 'B':
        if (!foxpro || f->len != sizeof(double))
            return (ts_span){"", 0};
        double d;
        memcpy(&d, raw.ptr, sizeof d);
        return made(r, "%.15g", d);
    case 'T':
        return date_time(r, raw);
    case 'V':
        if (raw.len && (unsigned char)raw.ptr[raw.len - 1] < raw.len && (unsigned char)raw.ptr[raw.len - 1] < ' ')
            raw.len = (unsigned char)raw.ptr[raw.len - 1]; /* the length stands at its end */
        return ts_dbf_text(ts_trim(raw), r->t.page, &r->loose);
    case 'C':
        return ts_dbf_text(ts_trim(raw), r->t.page, &r->loose);
    case 'D':
    case 'N':
    case 'F':
    case 'L':
        raw = ts_trim(raw);
        return raw.len && (raw.ptr[0] == '?' || raw.ptr[0] == '*') ? (ts_span){"", 0} : raw;
    default: /* places in the memo file, flags, times of dBASE 7 */
        return (ts_span){"", 0};
    }
}

static ts_err send(reading *r, ts_span raw, uint64_t number, uint64_t at) {
    ts_arena_reset(&r->loose);
    for (size_t i = 0; i < r->t.n; i++)
        r->cell[i] = value(r, &r->t.field[i], ts_slice(raw, r->t.field[i].at, r->t.field[i].len));
    ts_row row = {.cell = r->cell, .n = r->t.n, .number = number, .raw = raw, .at = at};
    return ts_emit_row(r->out, &row);
}

/* ---- rows ---- */

/* Those that the head counts; *deleted: some were. */
static ts_err live_rows(reading *r, bool *deleted) {
    const ts_dbf *t = &r->t;
    for (uint64_t number = 1; number <= t->records; number++) {
        ts_span raw = ts_peek(r->in, t->record_len);
        if (raw.len < t->record_len) {
            TS_TRY(ts_emit_unread(r->out, TS_REASON_TRUNCATED, raw.len));
            return r->in->error;
        }
        if (raw.ptr[0] == '*')
            *deleted = true;
        else
            TS_TRY(send(r, raw, number, r->in->offset));
        ts_take(r->in, t->record_len);
    }
    return TS_OK;
}

static ts_err begin_deleted(reading *r) {
    TS_TRY(ts_emit_part(r->out, ts_str("deleted")));
    return ts_emit_head(r->out, r->name, r->t.n);
}

/* Deleted ones among the first `n` rows. */
static ts_err deleted_rows(reading *r, uint64_t n) {
    uint64_t at = r->t.head_len, len = r->t.record_len, each = len < BLOCK ? BLOCK / len : 1;
    char *block = ts_alloc((size_t)(each * len));
    ts_err err = TS_OK;
    for (uint64_t i = 0; !err && i < n; i += each) {
        uint64_t here = n - i < each ? n - i : each;
        err = ts_source_read_at(r->in, at + i * len, block, (size_t)(here * len));
        for (uint64_t k = 0; !err && k < here; k++)
            if (block[k * len] == '*')
                err = send(r, ts_span_of(block + k * len, (size_t)len), i + k + 1, at + (i + k) * len);
    }
    ts_free(block);
    return err;
}

/* Rows behind those that the head counts, behind or between marks of the end and zeros of any length; what else is there is
 * not understood. */
static ts_err rows_behind(reading *r, bool begun) {
    uint64_t len = r->t.record_len;
    for (;;) {
        ts_span raw = ts_peek(r->in, len);
        size_t filling = 0;
        while (filling < raw.len && (raw.ptr[filling] == 0 || raw.ptr[filling] == END))
            filling++;
        if (!raw.len)
            return r->in->error;
        if (filling) {
            ts_take(r->in, filling);
            continue;
        }
        if (raw.len < len || (raw.ptr[0] != ' ' && raw.ptr[0] != '*'))
            return ts_emit_unread(r->out, TS_REASON_CORRUPT, r->in->size - r->in->offset);
        if (!begun)
            TS_TRY(begin_deleted(r));
        begun = true;
        TS_TRY(send(r, raw, (r->in->offset - r->t.head_len) / len + 1, r->in->offset));
        ts_take(r->in, raw.len);
    }
}

static ts_err rows(reading *r) {
    bool deleted = false;
    TS_TRY(live_rows(r, &deleted));
    uint64_t whole = (r->in->offset - r->t.head_len) / r->t.record_len;
    if (deleted) {
        TS_TRY(begin_deleted(r));
        TS_TRY(deleted_rows(r, whole));
    }
    return whole == r->t.records ? rows_behind(r, deleted) : TS_OK;
}

/* What the head does not say, the first rows may. */
static void settle_page(reading *r) {
    if (!r->t.page)
        r->t.page = ts_dbf_guess_page(ts_slice(ts_peek(r->in, SAMPLE), 0, SAMPLE));
}

static ts_err read_table(reading *r) {
    TS_AUTO(ts_buf, ts_buf_done) head = {0};
    ts_buf_add(&head, ts_peek(r->in, HEAD));
    if (!ts_dbf_read(ts_buf_span(&head), &r->t))
        return ts_fail(TS_EFORMAT, "dbf: the head does not fit itself");
    if (r->t.encrypted)
        return ts_fail(TS_EENCRYPTED, "dbf: the table is encrypted");
    ts_skip_to(r->in, r->t.head_len);
    settle_page(r);
    if (!ts_codepage_known(r->t.page))
        TS_TRY(ts_emit_note(r->out, "code page %u is read as Windows-1252", r->t.page));
    r->cell = ts_alloc_array(r->t.n, sizeof *r->cell);
    r->name = ts_alloc_array(r->t.n, sizeof *r->name);
    for (size_t i = 0; i < r->t.n; i++)
        r->name[i] = ts_dbf_text(r->t.field[i].name, r->t.page, &r->loose);
    TS_TRY(ts_emit_head(r->out, r->name, r->t.n));
    return rows(r);
}

static ts_err run(ts_source *in, ts_sink *out) {
    reading r = {.in = in, .out = out};
    ts_err err = read_table(&r);
    ts_dbf_done(&r.t);
    ts_free(r.cell);
    ts_free(r.name);
    ts_arena_wipe(&r.loose);
    return err;
}

const ts_extractor ts_extractor_dbf = {.name = "dbf", .version = 1, .needs = TS_SEEK, .bid = bid, .run = run};
