/* dicom.c - DICOM objects: who was examined, what was written of it, documents inside, frames for the eye (PS3.5, PS3.10).
 *
 * Elements are read one behind the other; what stands in sequences lies in line, so depth costs nothing but a place on a
 * stack.  The patient is one row; every other element that holds words is a line with its name, or its group and element.
 */
#include "extract/dicom_element.h"
#include "extract/dicom_pixels.h"
#include "extract/dicom_tags.h"
#include "extract/dicom_words.h"
#include "extract/extractor.h"
#include "extract/inflate.h"

#include "text/codepage.h"

enum {
    PREAMBLE = 128,
    BID = 92,
    BARE_META = 80,
    BARE = 60,
    PIECE = 64 * 1024,
    CELL = 4096,
    LONGEST_NUMBER = 8,
    FIRST_GROUP = 8
};
#define NO_LENGTH UINT32_MAX
#define ITEM 0xFFFEE000u
#define ITEM_END 0xFFFEE00Du
#define SEQUENCE_END 0xFFFEE0DDu

/* What is open: its end in the source, UINT64_MAX where a delimiter ends it. */
typedef struct level {
    uint64_t end;
    bool item;
    ts_dicom_syntax outside; /* how it goes on behind */
} level;

typedef struct reader {
    ts_source *in;
    ts_sink *out;
    ts_dicom_syntax s;
    level open[TS_LIMIT_DICOM_DEPTH * 2]; /* a sequence and an item each */
    size_t depth;
    unsigned page;
    ts_dicom_image image;
    ts_span cell[TS_DICOM_COLUMNS];
    bool any, full; /* a cell holds something; one could not take what came */
    bool more; /* a name has parts that no cell is for */
    ts_arena own;
    ts_buf work;
    uint64_t documents;
} reader;

/* ---- values ---- */

/* Words decoded to `work`; controls among them are blanks. */
static void decode(reader *r, ts_span raw) {
    ts_buf_clear(&r->work);
    for (size_t i = 0; r->page && i < raw.len; i++)
        ts_codepage_add(&r->work, r->page, ts_dicom_is_control(raw.ptr[i]) ? ' ' : (unsigned char)raw.ptr[i]);
    if (!r->page)
        ts_buf_add(&r->work, raw);
    for (size_t i = 0; !r->page && i < raw.len; i++)
        if (ts_dicom_is_control(raw.ptr[i]))
            r->work.ptr[i] = ' ';
}

static void put(reader *r, unsigned column, ts_span value) {
    value = ts_trim(value);
    ts_span *cell = &r->cell[column];
    r->full |= cell->len + value.len > CELL;
    if (!value.len || r->full)
        return;
    TS_AUTO(ts_buf, ts_buf_done) both = {0};
    ts_buf_add(&both, *cell);
    if (cell->len)
        ts_buf_add_str(&both, "; ");
    ts_buf_add(&both, value);
    *cell = ts_arena_copy(&r->own, ts_buf_span(&both));
    r->any = true;
}

/* "Dr Ann Heart" */
static void put_whole_name(reader *r, unsigned column, ts_span name) {
    static const unsigned order[] = {3, 1, 2, 0, 4};
    TS_AUTO(ts_buf, ts_buf_done) whole = {0};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        ts_span part = ts_trim(ts_dicom_component(name, order[i]));
        if (part.len && whole.len)
            ts_buf_add_char(&whole, ' ');
        ts_buf_add(&whole, part);
    }
    put(r, column, ts_buf_span(&whole));
}

/* Ten digits that fit the check of an NHS number (NHS Data Dictionary) are one, whatever the column: hospitals use it. */
static bool is_nhs(ts_span id) {
    unsigned sum = 0, n = 0;
    for (size_t i = 0; i < id.len; i++) {
        if (id.ptr[i] == ' ' || id.ptr[i] == '-')
            continue;
        if (!ts_is_digit(id.ptr[i]) || n == 10)
            return false;
        sum += n < 9 ? (unsigned)(id.ptr[i] - '0') * (10 - n) : 0;
        n++;
    }
    return n == 10 && sum && (11 - sum % 11) % 11 == (unsigned)(id.ptr[id.len - 1] - '0');
}

/* One of several values, parted by '\'. */
static void take_one(reader *r, const ts_dicom_tag *t, ts_span v) {
    unsigned column = t->column;
    v = ts_trim(v);
    if (column == TS_DICOM_SURNAME || column == TS_DICOM_OTHER_SURNAME) {
        for (unsigned i = 0; i < 4; i++)
            put(r, column + i, ts_dicom_component(v, i));
        r->more |= ts_dicom_has_groups(v) || ts_trim(ts_dicom_component(v, 4)).len;
    } else if (t->vr == TS_DICOM_VR('P', 'N')) {
        put_whole_name(r, column, v);
        r->more |= ts_dicom_has_groups(v);
    } else if (column == TS_DICOM_ID && (is_nhs(v) || r->cell[column].len)) {
        put(r, is_nhs(v) ? TS_DICOM_NHS : TS_DICOM_OTHER_ID, v);
    } else if (column == TS_DICOM_OTHER_ID && is_nhs(v) && !r->cell[TS_DICOM_NHS].len) {
        put(r, TS_DICOM_NHS, v);
    } else {
        put(r, column, v);
    }
}

static void take(reader *r, const ts_dicom_tag *t, ts_span v) {
    while (v.len) {
        const char *next = memchr(v.ptr, '\\', v.len);
        ts_span one = ts_slice(v, 0, next ? (size_t)(next - v.ptr) : v.len);
        take_one(r, t, one);
        v = ts_slice(v, one.len + (next != NULL), v.len);
    }
}

static ts_err label(reader *r, const ts_dicom_element *e, const ts_dicom_tag *t) {
    TS_AUTO(ts_buf, ts_buf_done) name = {0};
    if (t && t->name)
        ts_buf_addf(&name, "%s: ", t->name);
    else
        ts_buf_addf(&name, "%04X,%04X: ", (unsigned)(e->tag >> 16), (unsigned)(e->tag & 0xFFFF));
    return ts_emit_text(r->out, ts_buf_span(&name), TS_NO_OFFSET);
}

/* `words`: its VR or tag says so; else controls show that it is none, and if it is longer than a number that is told. */
static ts_err line(reader *r, const ts_dicom_element *e, bool words, ts_span raw, uint64_t at) {
    const ts_dicom_tag *t = ts_dicom_tag_of(e->tag);
    ts_span value = ts_trim(raw);
    bool controls = ts_dicom_has_controls(value);
    if (controls && !words)
        return value.len > LONGEST_NUMBER ? ts_emit_unread(r->out, TS_REASON_UNSUPPORTED, raw.len) : TS_OK;
    if (!value.len)
        return TS_OK;
    decode(r, value);
    TS_TRY(label(r, e, t));
    bool name = e->vr == TS_DICOM_VR('P', 'N') || (t && t->vr == TS_DICOM_VR('P', 'N'));
    if (name)
        for (size_t i = 0; i < r->work.len; i++)
            if (r->work.ptr[i] == '^')
                r->work.ptr[i] = ' ';
    uint64_t from = r->page || name || controls || !r->in->mapped ? TS_NO_OFFSET : at + (uint64_t)(value.ptr - raw.ptr);
    TS_TRY(ts_emit_text(r->out, ts_buf_span(&r->work), from));
    return ts_emit_text(r->out, ts_str("\n"), TS_NO_OFFSET);
}

/* A value that is held whole. */
static ts_err value(reader *r, const ts_dicom_element *e, ts_span v, uint64_t at) {
    const ts_dicom_tag *t = ts_dicom_tag_of(e->tag);
    uint16_t vr = ts_dicom_is_known(e->vr) ? e->vr : t ? t->vr : 0;
    if (!r->depth)
        ts_dicom_note_image(&r->image, e->tag, v, r->s.big, &r->own);
    if (e->tag == 0x00080005)
        r->page = ts_dicom_page(v);
    bool words = ts_dicom_is_words(vr) || (t && ts_dicom_is_words(t->vr));
    if (vr && !words)
        return TS_OK;
    bool uid = !vr && v.len && ts_is_digit(v.ptr[0]) && ts_span_find(v, ts_str("."), 0) != SIZE_MAX && v.len > 16;
    if (e->tag == 0x00080005 || uid)
        return TS_OK;
    if (t && t->column != TS_DICOM_NONE && r->depth == 0) {
        decode(r, v);
        TS_AUTO(ts_buf, ts_buf_done) held = r->work;
        r->work = (ts_buf){0};
        r->full = r->more = false;
        take(r, t, ts_buf_span(&held));
        if (!r->full && !r->more)
            return TS_OK;
    }
    return line(r, e, words, v, at);
}

/* Words beyond what is held, piece by piece. */
static ts_err long_words(reader *r, const ts_dicom_element *e) {
    TS_TRY(label(r, e, ts_dicom_tag_of(e->tag)));
    for (uint64_t left = e->len; left && !r->in->ended;) {
        uint64_t at = r->in->offset;
        ts_span piece = ts_take(r->in, left < PIECE ? (size_t)left : PIECE);
        left -= piece.len;
        bool mapped = !r->page && r->in->mapped && !ts_dicom_has_controls(piece);
        decode(r, piece);
        TS_TRY(ts_emit_text(r->out, ts_buf_span(&r->work), mapped ? at : TS_NO_OFFSET));
    }
    return ts_emit_text(r->out, ts_str("\n"), TS_NO_OFFSET);
}

/* A document as a file of its own (PS3.3, C.24.2). */
static ts_err document(reader *r, uint64_t len) {
    char name[32] = "document";
    TS_TRY(ts_emit_child_begin(r->out, &(ts_child){.name = ts_str(name), .size = len}));
    uint64_t stored = len;
    ts_err err = TS_OK;
    while (len && !r->in->ended && !err) {
        ts_span piece = ts_take(r->in, len < PIECE ? (size_t)len : PIECE);
        len -= piece.len;
        err = ts_emit_child_data(r->out, piece);
    }
    return err ? err : ts_emit_child_end(r->out, len ? TS_REASON_TRUNCATED : TS_READ, stored - len);
}

/* ---- the walk ---- */

static ts_err open_level(reader *r, const ts_dicom_element *e, bool item, ts_dicom_syntax inside) {
    if (r->depth == sizeof r->open / sizeof *r->open) {
        if (e->len == NO_LENGTH)
            return ts_fail(TS_ELIMIT, "dicom: more than %d sequences inside one another", TS_LIMIT_DICOM_DEPTH);
        ts_skip_bytes(r->in, e->len);
        return ts_emit_unread(r->out, TS_REASON_TOO_DEEP, e->len);
    }
    uint64_t end = e->len == NO_LENGTH ? UINT64_MAX : r->in->offset + e->len;
    r->open[r->depth++] = (level){end, item, r->s};
    r->s = inside;
    return TS_OK;
}

static void close_level(reader *r) {
    if (r->depth)
        r->s = r->open[--r->depth].outside;
}

/* A delimiter closes what it names, and what was left open inside. */
static void delimiter(reader *r, bool item) {
    for (size_t i = r->depth; i > 0; i--)
        if (r->open[i - 1].item == item) {
            while (r->depth >= i)
                close_level(r);
            return;
        }
}

/* Do items follow?  So sequences show where the VR does not tell. */
static bool items_follow(reader *r, const ts_dicom_element *e) {
    ts_span b = ts_peek(r->in, 8);
    bool big = r->s.big;
    return e->len >= 8 && b.len == 8 && ts_dicom_u16(b.ptr, big) == 0xFFFE && ts_dicom_u16(b.ptr + 2, big) == 0xE000;
}

static ts_err one(reader *r, const ts_dicom_element *e) {
    static const ts_dicom_syntax implicit = {.implicit = true};
    bool sq = e->vr == TS_DICOM_VR('S', 'Q'), unknown = !ts_dicom_is_known(e->vr);
    if (e->tag == ITEM)
        return open_level(r, e, true, r->s);
    if (e->tag == ITEM_END || e->tag == SEQUENCE_END) {
        delimiter(r, e->tag == ITEM_END);
        return TS_OK;
    }
    if (e->tag == 0x7FE00010) {
        r->image.big_endian = r->s.big;
        r->image.words = e->vr == TS_DICOM_VR('O', 'W');
        if (e->len == NO_LENGTH)
            return ts_dicom_fragments(r->in, r->out, &r->image);
        if (!r->depth)
            return ts_dicom_frames(r->in, r->out, &r->image, e->len);
    }
    /* of unknown VR and length: as implicit, little endian (PS3.5, 6.2.2) */
    if (sq || e->len == NO_LENGTH || (unknown && items_follow(r, e)))
        return open_level(r, e, false, e->vr && unknown ? implicit : r->s);
    if (e->tag == 0x00420011)
        return document(r, e->len);
    if (e->len <= TS_LIMIT_DICOM_VALUE) {
        uint64_t at = r->in->offset;
        return value(r, e, ts_take(r->in, e->len), at);
    }
    const ts_dicom_tag *t = ts_dicom_tag_of(e->tag);
    if (ts_dicom_is_words(e->vr) || (t && ts_dicom_is_words(t->vr)))
        return long_words(r, e);
    if (unknown) /* nothing says what it is */
        TS_TRY(ts_emit_unread(r->out, TS_REASON_UNSUPPORTED, e->len));
    ts_skip_bytes(r->in, e->len);
    return TS_OK;
}

static ts_err walk(reader *r) {
    bool first = true;
    for (;;) {
        while (r->depth && r->in->offset >= r->open[r->depth - 1].end)
            close_level(r);
        ts_dicom_element e;
        ts_span b = ts_peek(r->in, 12);
        size_t n = ts_dicom_read_head(b, r->s, &e);
        if (!n) {
            bool rest = b.len > 0 && b.ptr[0];
            ts_take(r->in, b.len);
            return r->in->error ? r->in->error : rest ? ts_fail(TS_EFORMAT, "dicom: it ends inside an element") : TS_OK;
        }
        if (first && !r->s.implicit && !r->s.big && e.tag >> 16 <= FIRST_GROUP && !ts_dicom_is_vr(b.ptr + 4)) {
            r->s.implicit = true; /* said to be explicit, and is not: the commonest error of writers */
            first = false;
            continue;
        }
        first = false;
        ts_take(r->in, n);
        if (!e.tag && !e.len) /* zeros behind the end */
            continue;
        if (!r->s.implicit && e.tag >> 16 != 0xFFFE && !ts_dicom_is_vr(b.ptr + 4))
            return ts_fail(TS_EFORMAT, "dicom: no element begins where one should");
        TS_TRY(one(r, &e));
        if (r->in->ended)
            return r->in->error ? r->in->error : ts_fail(TS_EFORMAT, "dicom: it ends inside an element");
    }
}

static ts_err emit_patient(reader *r) {
    if (!r->any)
        return TS_OK;
    TS_TRY(ts_emit_part(r->out, ts_str("patient")));
    TS_TRY(ts_emit_head(r->out, ts_dicom_head, TS_DICOM_COLUMNS));
    ts_row row = {.cell = r->cell, .n = TS_DICOM_COLUMNS, .number = 1, .at = TS_NO_OFFSET};
    return ts_emit_row(r->out, &row);
}

/* ---- syntaxes ---- */

typedef struct unpacking {
    ts_source *in;
    ts_inflate *z;
    bool ended;
} unpacking;

static ts_err fill(void *context, char *out, size_t cap, size_t *got) {
    unpacking *u = context;
    *got = 0;
    while (!*got && !u->ended) {
        ts_span packed = ts_peek(u->in, PIECE);
        size_t used;
        if (u->in->error)
            return u->in->error;
        TS_TRY(ts_inflate_run(u->z, packed, out, cap, &used, got, &u->ended));
        ts_take(u->in, used);
        if (!packed.len && !*got && !u->ended)
            return ts_fail(TS_EFORMAT, "dicom: the packed part ends early");
    }
    return TS_OK;
}

static ts_err read_deflated(reader *r) {
    unpacking u = {.in = r->in, .z = ts_inflate_new()};
    ts_source stream, *in = r->in;
    ts_source_stream(&stream, fill, &u);
    r->in = &stream;
    ts_err err = walk(r);
    r->in = in;
    ts_source_done(&stream);
    ts_inflate_free(u.z);
    return err;
}

/* The file's meta elements, always explicit and little endian (PS3.10, 7.1): how the rest is written. */
static ts_err read_meta(reader *r, bool *deflated) {
    r->s = (ts_dicom_syntax){0};
    ts_dicom_syntax rest = {.implicit = true};
    bool any = false;
    for (;;) {
        ts_dicom_element e;
        ts_span b = ts_peek(r->in, 12);
        size_t n = ts_dicom_read_head(b, r->s, &e);
        if (!n || e.tag >> 16 != 2 || e.len > TS_LIMIT_DICOM_VALUE)
            break;
        ts_take(r->in, n);
        uint64_t at = r->in->offset;
        ts_span v = ts_take(r->in, e.len);
        any = true;
        if (e.tag == 0x00020010) {
            ts_span uid = ts_trim(v);
            rest.implicit = ts_span_eq(uid, ts_str("1.2.840.10008.1.2"));
            rest.big = ts_span_eq(uid, ts_str("1.2.840.10008.1.2.2"));
            r->image.run_lengths = ts_span_eq(uid, ts_str("1.2.840.10008.1.2.5"));
            *deflated = ts_span_eq(uid, ts_str("1.2.840.10008.1.2.1.99"));
        } else {
            TS_TRY(value(r, &e, v, at));
        }
    }
    if (!any) { /* bare: whatever its first element looks like */
        ts_span b = ts_peek(r->in, 6);
        rest.implicit = b.len < 6 || !ts_dicom_is_vr(b.ptr + 4);
    }
    r->s = rest;
    return TS_OK;
}

static ts_err run(ts_source *in, ts_sink *out) {
    reader *r = ts_alloc(sizeof *r);
    bool deflated = false;
    r->in = in;
    r->out = out;
    for (size_t i = 0; i < TS_DICOM_COLUMNS; i++)
        r->cell[i] = (ts_span){"", 0};
    ts_span head = ts_peek(in, PREAMBLE + 4);
    if (head.len == PREAMBLE + 4 && memcmp(head.ptr + PREAMBLE, "DICM", 4) == 0)
        ts_take(in, head.len);
    ts_err err = read_meta(r, &deflated);
    if (!err)
        err = deflated ? read_deflated(r) : walk(r);
    if (err != TS_ESTOPPED && err != TS_EINTERNAL) { /* what came before a break counts */
        ts_err sent = emit_patient(r);
        err = err ? err : sent;
    }
    ts_arena_done(&r->own);
    ts_buf_done(&r->work);
    ts_free(r);
    return err;
}

/* ---- the bid ---- */

/* Without preamble and meta elements: some elements of group 8 in order, one of which is well known. */
static bool looks_bare(ts_span raw) {
    ts_dicom_syntax s = {.implicit = raw.len < 6 || !ts_dicom_is_vr(raw.ptr + 4)};
    uint32_t last = 0;
    size_t at = 0;
    unsigned n = 0, known = 0;
    for (; n < 5; n++) {
        ts_dicom_element e;
        size_t len = ts_dicom_read_head(ts_slice(raw, at, 12), s, &e);
        if (!len || e.tag <= last || e.tag >> 16 != 8 || e.len > 1024 ||
            (!s.implicit && !ts_dicom_is_words(e.vr) && e.vr != TS_DICOM_VR('U', 'I') && !ts_dicom_is_long(e.vr) &&
             e.vr != TS_DICOM_VR('U', 'L')))
            break;
        known += e.tag == 0x00080005 || e.tag == 0x00080016 || e.tag == 0x00080018 || e.tag == 0x00080020 ||
                 e.tag == 0x00080060;
        last = e.tag;
        at += len + e.len;
    }
    return n >= 4 && known >= 2;
}

static int bid(const ts_head *head) {
    ts_span raw = head->raw;
    ts_span behind = ts_slice(raw, PREAMBLE + 4, 2);
    if (raw.len >= PREAMBLE + 4 + 8 && memcmp(raw.ptr + PREAMBLE, "DICM", 4) == 0 && behind.ptr[1] == 0 &&
        (behind.ptr[0] == 2 || behind.ptr[0] == 8))
        return BID;
    if (ts_span_starts(raw, (ts_span){"\x02\0\0\0UL\4\0", 8}) || ts_span_starts(raw, (ts_span){"\x02\0\x02\0UI", 6}))
        return BARE_META;
    return raw.len > 64 && raw.ptr[0] == 8 && raw.ptr[1] == 0 && looks_bare(raw) ? BARE : 0;
}

const ts_extractor ts_extractor_dicom = {.name = "dicom", .version = 1, .needs = TS_STREAM, .bid = bid, .run = run};
