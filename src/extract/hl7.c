/* hl7.c - HL7 version 2 messages in their pipe form (HL7 2.5.1, 2.6), alone, in batches (2.10.3), in MLLP frames.
 *
 * A patient is a row, with the first next of kin, the practice and the doctors beside; another next of kin is a row that has only
 * their columns.  Everything that no column has, results and notes above all, is text, a message after a form feed.
 * Documents inside results (OBX of type ED) are children.
 */
#include "extract/extractor.h"
#include "extract/hl7_row.h"

#include <stdio.h>

#include "text/codepage.h"
#include "text/transfer.h"

enum { BID = 75, LOOK = 64 * 1024, PIECE = 512, TEXT_BEFORE = 48 * 1024, FRAME_BEGIN = 0x0B, FRAME_END = 0x1C };

typedef struct reader {
    ts_source *in;
    ts_sink *out;
    ts_hl7_signs signs;
    ts_span w; /* what was peeked */
    size_t at; /* read of it */
    bool ended; /* nothing follows the window */
    ts_hl7_row row;
    uint64_t rows, messages, documents;
    bool table; /* the head is out, rows may follow */
    ts_buf text; /* beside the rows */
    uint64_t text_of; /* the message that the text goes on with */
    ts_buf decoded;
} reader;

/* ---- signs ---- */

static bool is_sign(char c) { return c > ' ' && c < 0x7F && !ts_is_alnum(c); }

static bool is_head(ts_span s) {
    return ts_span_starts(s, ts_str("MSH")) || ts_span_starts(s, ts_str("FHS")) || ts_span_starts(s, ts_str("BHS"));
}

/* "MSH|^~\&|": the field's sign, then two to five others, all different. */
static bool read_signs(ts_span s, ts_hl7_signs *out) {
    if (s.len < 8 || !is_head(s) || !is_sign(s.ptr[3]))
        return false;
    const char *end = memchr(s.ptr + 4, s.ptr[3], s.len - 4 < 6 ? s.len - 4 : 6);
    size_t n = end ? (size_t)(end - s.ptr) - 4 : 0;
    if (n < 2 || n > 5)
        return false;
    for (size_t i = 0; i < n; i++)
        if (!is_sign(s.ptr[4 + i]) || memchr(s.ptr + 5 + i, s.ptr[4 + i], n - i - 1))
            return false;
    *out = (ts_hl7_signs){.field = s.ptr[3],
                          .component = s.ptr[4],
                          .repetition = s.ptr[5],
                          .escape = n > 2 ? s.ptr[6] : 0,
                          .sub = n > 3 ? s.ptr[7] : 0};
    return true;
}

/* "8859/2" (HL7 table 0211). */
static unsigned page_of(ts_span name) {
    uint64_t n;
    if (!ts_span_starts(name, ts_str("8859/")) || !ts_parse_u64(ts_slice(name, 5, name.len), &n) || n < 2 || n > 16)
        return 0;
    unsigned page = 28590 + (unsigned)n;
    return ts_codepage_known(page) ? page : 0;
}

/* ---- text beside the rows ---- */

static ts_err flush_text(reader *r) {
    if (!r->text.len)
        return TS_OK;
    TS_TRY(ts_emit_part(r->out, ts_str("text")));
    TS_TRY(ts_emit_text(r->out, ts_buf_span(&r->text), TS_NO_OFFSET));
    TS_TRY(ts_emit_part(r->out, ts_str("")));
    ts_buf_clear(&r->text);
    r->table = false;
    r->text_of = 0;
    return TS_OK;
}

static ts_err begin_text(reader *r) {
    if (r->text.len >= TEXT_BEFORE)
        TS_TRY(flush_text(r));
    if (r->text_of != r->messages) {
        ts_buf_addf(&r->text, "%smessage %llu\n", r->text.len ? "\f" : "", (unsigned long long)r->messages);
        r->text_of = r->messages;
    }
    return TS_OK;
}

/* A value for people: parts with spaces between, repetitions with semicolons. */
static void add_plain(reader *r, ts_span value) {
    ts_buf_clear(&r->decoded);
    for (size_t i = 0; i < value.len;) {
        size_t end = i;
        char c = 0;
        while (end < value.len && (c = value.ptr[end]) != r->signs.component && c != r->signs.repetition &&
               (c != r->signs.sub || !c))
            end++;
        ts_hl7_decode(ts_slice(value, i, end - i), &r->signs, &r->decoded);
        if (end < value.len)
            ts_buf_add_str(&r->decoded, c == r->signs.repetition ? "; " : " ");
        i = end + 1;
    }
    ts_buf_add(&r->text, ts_trim(ts_buf_span(&r->decoded)));
}

static ts_err field_as_text(reader *r, ts_span segment, unsigned n, ts_span value) {
    TS_TRY(begin_text(r));
    ts_buf_add(&r->text, segment);
    ts_buf_addf(&r->text, "-%u: ", n);
    add_plain(r, value);
    ts_buf_add_char(&r->text, '\n');
    return TS_OK;
}

/* ---- rows ---- */

static ts_err end_row(reader *r) {
    if (!r->row.used) {
        ts_hl7_row_clear(&r->row);
        return TS_OK;
    }
    if (!r->table)
        TS_TRY(ts_emit_head(r->out, ts_hl7_head(), ts_hl7_columns()));
    r->table = true;
    ts_row row = {.cell = r->row.cell,
                  .n = r->row.used,
                  .number = ++r->rows,
                  .raw = ts_slice(r->w, 0, r->at),
                  .at = r->in->mapped ? r->in->offset : TS_NO_OFFSET};
    ts_err err = ts_emit_row(r->out, &row);
    ts_hl7_row_clear(&r->row);
    return err;
}

/* ---- results ---- */

static const char *ending_of(ts_span kind, ts_span subtype) {
    static const struct {
        const char *kind, *ending;
    } kinds[] = {{"pdf", "pdf"},   {"rtf", "rtf"},    {"html", "html"}, {"jpeg", "jpg"}, {"jpg", "jpg"},
                 {"png", "png"},   {"tiff", "tif"},   {"tif", "tif"},   {"xml", "xml"},  {"text", "txt"},
                 {"plain", "txt"}, {"msword", "doc"}, {"doc", "doc"}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (ts_span_eq_nocase(subtype, ts_str(kinds[i].kind)) || ts_span_eq_nocase(kind, ts_str(kinds[i].kind)))
            return kinds[i].ending;
    return "bin";
}

static void add_hex(ts_span text, ts_buf *out) {
    char pair[2];
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++) {
        uint8_t byte;
        if (ts_is_space(text.ptr[i]))
            continue;
        pair[n++] = text.ptr[i];
        if (n == 2 && ts_unhex((ts_span){pair, 2}, &byte, 1))
            ts_buf_add_u8(out, byte);
        n %= 2;
    }
}

/* ED: source ^ type ^ subtype ^ Base64 or Hex ^ data (2.A.24). */
static ts_err document(reader *r, ts_span value, bool *taken) {
    ts_span part[5];
    for (unsigned i = 0; i < 5; i++)
        part[i] = ts_hl7_part(value, r->signs.component, i + 1);
    bool base64 = ts_span_eq_nocase(part[3], ts_str("base64")), hex = ts_span_eq_nocase(part[3], ts_str("hex"));
    *taken = (base64 || hex) && part[4].len;
    if (!*taken)
        return TS_OK;
    ts_buf_clear(&r->decoded);
    TS_AUTO(ts_buf, ts_buf_done) plain = {0};
    bool escaped = r->signs.escape && memchr(part[4].ptr, r->signs.escape, part[4].len); /* \.br\ between lines */
    if (escaped)
        ts_hl7_decode(part[4], &r->signs, &plain);
    ts_span data = escaped ? ts_buf_span(&plain) : part[4];
    if (base64)
        ts_base64_decode(data, &r->decoded);
    else
        add_hex(data, &r->decoded);
    char name[64];
    snprintf(name, sizeof name, "document-%llu.%s", (unsigned long long)++r->documents, ending_of(part[1], part[2]));
    TS_TRY(ts_emit_child_begin(r->out, &(ts_child){.name = ts_str(name), .size = r->decoded.len}));
    for (size_t at = 0; at < r->decoded.len; at += LOOK)
        TS_TRY(ts_emit_child_data(r->out, ts_slice(ts_buf_span(&r->decoded), at, LOOK)));
    return ts_emit_child_end(r->out, TS_READ, part[4].len);
}

/* What was measured, the value and its unit on one line; documents as children. */
static ts_err result(reader *r, ts_span segment) {
    ts_span type = ts_hl7_part(segment, r->signs.field, 3), name = ts_hl7_part(segment, r->signs.field, 4);
    ts_span value = ts_hl7_part(segment, r->signs.field, 6), unit = ts_hl7_part(segment, r->signs.field, 7);
    bool taken = false;
    if (ts_span_eq(type, ts_str("ED")))
        TS_TRY(document(r, value, &taken));
    TS_TRY(begin_text(r));
    ts_span words = ts_hl7_part(name, r->signs.component, 2);
    add_plain(r, words.len ? words : name);
    ts_buf_add_str(&r->text, ": ");
    if (!taken)
        add_plain(r, value);
    if (unit.len) {
        ts_buf_add_char(&r->text, ' ');
        add_plain(r, ts_hl7_part(unit, r->signs.component, 1));
    }
    ts_buf_add_char(&r->text, '\n');
    return TS_OK;
}

/* ---- segments ---- */

static bool is_segment(const reader *r, ts_span s) {
    return s.len >= 4 && s.ptr[3] == r->signs.field && ts_is_upper(s.ptr[0]) && ts_is_alnum(s.ptr[1]) &&
           ts_is_alnum(s.ptr[2]);
}

static ts_err fields(reader *r, ts_span segment) {
    ts_span name = ts_slice(segment, 0, 3);
    bool head = is_head(segment), obx = ts_span_eq(name, ts_str("OBX"));
    size_t known = ts_hl7_segment(name);
    if (obx)
        TS_TRY(result(r, segment));
    size_t at = 4;
    for (unsigned n = head ? 2 : 1; at <= segment.len; n++) {
        const char *end = at < segment.len ? memchr(segment.ptr + at, r->signs.field, segment.len - at) : NULL;
        ts_span value = ts_slice(segment, at, end ? (size_t)(end - segment.ptr) - at : segment.len);
        at += value.len + 1;
        if (!value.len || (head && n == 2) || (obx && n >= 2 && n <= 6))
            continue;
        if (!ts_hl7_row_take(&r->row, known, n, value))
            TS_TRY(field_as_text(r, name, n, value));
    }
    return TS_OK;
}

static ts_err segment(reader *r, ts_span s) {
    if (!is_segment(r, s)) { /* a line of a value that was broken in two, or no message at all */
        if (!ts_trim(s).len)
            return TS_OK;
        TS_TRY(begin_text(r));
        ts_buf_add(&r->text, s);
        ts_buf_add_char(&r->text, '\n');
        return TS_OK;
    }
    uint32_t person = ts_hl7_person_of(ts_slice(s, 0, 3));
    if (person & r->row.met & TS_HL7_KIN) { /* another next of kin: a row of their own, and the patient's goes on */
        ts_hl7_row patient = r->row;
        r->row = (ts_hl7_row){.signs = patient.signs};
        ts_err err = fields(r, s);
        if (!err)
            err = end_row(r);
        ts_hl7_row_done(&r->row);
        r->row = patient;
        return err;
    }
    if (person & r->row.met)
        TS_TRY(end_row(r));
    r->row.met |= person;
    return fields(r, s);
}

/* ---- messages ---- */

/* Bytes before the line's end, all where it is not in s.  Piece by piece: a message may have no CR, or no LF, at all. */
static size_t line_len(ts_span s) {
    for (size_t at = 0; at < s.len; at += PIECE) {
        ts_span piece = ts_slice(s, at, PIECE);
        const char *cr = memchr(piece.ptr, '\r', piece.len);
        size_t before = cr ? (size_t)(cr - piece.ptr) : piece.len;
        const char *nl = memchr(piece.ptr, '\n', before);
        if (cr || nl)
            return at + (nl ? (size_t)(nl - piece.ptr) : before);
    }
    return s.len;
}

/* Looks at n bytes of the message.  The window may move, and with it go the open row's cells that borrow from it. */
static void look(reader *r, size_t n) {
    size_t place[TS_HL7_COLUMNS] = {0};
    ts_hl7_row *row = &r->row;
    for (size_t i = 0; i < row->used; i++) {
        const char *cell = row->cell[i].ptr;
        bool borrowed = row->cell[i].len && cell >= r->w.ptr && cell < r->w.ptr + r->w.len;
        place[i] = borrowed ? (size_t)(cell - r->w.ptr) : SIZE_MAX;
    }
    r->w = ts_peek(r->in, n);
    r->ended = r->w.len < n;
    for (size_t i = 0; i < row->used; i++)
        if (place[i] != SIZE_MAX)
            row->cell[i].ptr = r->w.ptr + place[i];
}

static bool is_line_end(char c) { return c == '\r' || c == '\n' || c == FRAME_END; }

/* The next line, without its end; false at the end.  It is whole: the window grows with the message. */
static bool next_line(reader *r, ts_span *line) {
    for (;;) {
        ts_span s = ts_slice(r->w, r->at, r->w.len);
        while (s.len && (is_line_end(s.ptr[0]) || s.ptr[0] == FRAME_BEGIN)) {
            s = ts_slice(s, 1, s.len);
            r->at++;
        }
        size_t n = line_len(s);
        bool whole = n < s.len || r->ended || r->w.len >= TS_LIMIT_HL7_MESSAGE;
        if (whole) {
            *line = ts_slice(s, 0, n);
            while (line->len && line->ptr[line->len - 1] == FRAME_END)
                line->len--;
            r->at += n;
            return n > 0;
        }
        size_t want = r->w.len * 2 > LOOK ? r->w.len * 2 : LOOK;
        want = want < TS_LIMIT_HL7_MESSAGE ? want : TS_LIMIT_HL7_MESSAGE;
        look(r, want);
    }
}

/* What stands before `before` is read; the window begins there. */
static ts_err end_message(reader *r, size_t before) {
    size_t at = r->at, ahead = r->w.len - before > LOOK ? r->w.len - before : LOOK;
    r->at = before;
    TS_TRY(end_row(r));
    ts_take(r->in, before);
    look(r, ahead);
    r->at = at - before;
    return TS_OK;
}

static ts_err messages(reader *r) {
    ts_span line;
    while (next_line(r, &line)) {
        bool large = r->w.len >= TS_LIMIT_HL7_MESSAGE && r->at > TS_LIMIT_HL7_MESSAGE / 2;
        if (is_head(line) || large) { /* what came before it is a message, or as much of one as is held */
            size_t len = line.len;
            TS_TRY(end_message(r, (size_t)(line.ptr - r->w.ptr)));
            line = ts_slice(r->w, 0, len);
        }
        if (is_head(line)) {
            ts_hl7_signs s;
            if (read_signs(line, &s))
                r->signs = s;
            r->signs.page = page_of(ts_hl7_part(line, r->signs.field, 18));
            r->messages += line.ptr[0] == 'M';
        }
        TS_TRY(segment(r, line));
        if (large)
            TS_TRY(end_message(r, r->at));
    }
    TS_TRY(end_message(r, r->at));
    TS_TRY(flush_text(r));
    return r->in->error;
}

static ts_err run(ts_source *in, ts_sink *out) {
    reader *r = ts_alloc(sizeof *r);
    r->in = in;
    r->out = out;
    r->signs = (ts_hl7_signs){'|', '^', '~', '\\', '&', 0};
    r->row.signs = &r->signs;
    ts_err err = messages(r);
    ts_hl7_row_done(&r->row);
    ts_buf_done(&r->text);
    ts_buf_done(&r->decoded);
    ts_free(r);
    return err;
}

/* ---- the bid ---- */

static int bid(const ts_head *head) {
    ts_span t = head->text;
    ts_hl7_signs s;
    while (t.len && (ts_is_space(t.ptr[0]) || t.ptr[0] == FRAME_BEGIN))
        t = ts_slice(t, 1, t.len);
    if (!read_signs(t, &s))
        return 0;
    /* at least the sender's fields follow */
    const char *end = memchr(t.ptr, '\r', t.len), *nl = memchr(t.ptr, '\n', t.len);
    end = end && nl ? (end < nl ? end : nl) : end ? end : nl;
    ts_span line = ts_slice(t, 0, end ? (size_t)(end - t.ptr) : t.len);
    size_t signs = 0;
    for (size_t i = 0; i < line.len; i++)
        signs += line.ptr[i] == s.field;
    return signs >= 4 ? BID : 0;
}

const ts_extractor ts_extractor_hl7 = {
    .name = "hl7", .version = 1, .needs = TS_STREAM, .text = true, .bid = bid, .run = run};
