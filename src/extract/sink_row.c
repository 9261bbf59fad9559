/* sink_row.c - a row becomes a line of a segment, with the place of each cell. */
#include "extract/sink_row.h"

#include "base/simd.h"
#include "text/encoding.h"

/* What a row's bytes hold that cells may not, in one pass. */
typedef struct census {
    size_t tabs, line_ends;
    bool high; /* a byte beyond ASCII */
} census;

static census count_signs(ts_span s) {
    census c = {0};
    size_t i = 0;
#ifdef TS_SSE2
    const __m128i tab = _mm_set1_epi8('\t'), lf = _mm_set1_epi8('\n'), cr = _mm_set1_epi8('\r'),
                  zero = _mm_setzero_si128();
    __m128i high = zero;
    while (i + 16 <= s.len) {
        __m128i tabs = zero, ends = zero; /* counts per byte: 255 rounds cannot overflow */
        for (unsigned round = 0; round < 255 && i + 16 <= s.len; round++, i += 16) {
            __m128i v = _mm_loadu_si128((const __m128i *)(const void *)(s.ptr + i));
            high = _mm_or_si128(high, v);
            tabs = _mm_sub_epi8(tabs, _mm_cmpeq_epi8(v, tab));
            ends = _mm_sub_epi8(ends, _mm_or_si128(_mm_cmpeq_epi8(v, lf), _mm_cmpeq_epi8(v, cr)));
        }
        tabs = _mm_sad_epu8(tabs, zero);
        ends = _mm_sad_epu8(ends, zero);
        c.tabs += (size_t)_mm_cvtsi128_si64(_mm_add_epi64(tabs, _mm_unpackhi_epi64(tabs, tabs)));
        c.line_ends += (size_t)_mm_cvtsi128_si64(_mm_add_epi64(ends, _mm_unpackhi_epi64(ends, ends)));
    }
    c.high = _mm_movemask_epi8(high) != 0;
#endif
    for (; i < s.len; i++) {
        c.high |= (unsigned char)s.ptr[i] >= 0x80;
        c.tabs += s.ptr[i] == '\t';
        c.line_ends += s.ptr[i] == '\n' || s.ptr[i] == '\r';
    }
    return c;
}

/* One cell's text: valid, and without the signs that part cells and rows. True if its bytes are as many as they were. */
static bool add_clean(ts_buf *text, ts_span cell) {
    size_t before = text->len, used;
    bool same = ts_utf8_valid(cell);
    if (same)
        ts_buf_add(text, cell);
    else
        ts_to_utf8(TS_WINDOWS_1252, cell, true, text, &used);
    for (char *p = text->ptr + before, *end = text->ptr + text->len; p < end; p++)
        if (*p == '\t' || *p == '\n' || *p == '\r')
            *p = ' ';
    return same;
}

uint32_t ts_sink_row_source(const ts_row *row, uint64_t at, ts_span cell) {
    if (row->at == TS_NO_OFFSET || at == TS_NO_OFFSET || !row->raw.ptr || cell.ptr < row->raw.ptr ||
        cell.ptr + cell.len > row->raw.ptr + row->raw.len)
        return TS_NO_CELL;
    uint64_t from = row->at - at + (uint64_t)(cell.ptr - row->raw.ptr);
    return from < TS_NO_CELL ? (uint32_t)from : TS_NO_CELL;
}

size_t ts_sink_row_size(const ts_row *row) {
    size_t size = row->n;
    for (size_t i = 0; i < row->n; i++)
        size += row->cell[i].len;
    return size;
}

/* How many cells from `i` on stand side by side in memory, one separator between: they are copied in one go.  An
 * empty cell may stand nowhere at all. */
static size_t run_of(const ts_row *row, size_t i, const char **end) {
    const char *next = row->cell[i].ptr;
    size_t k = i;
    if (row->cell[i].len == 0) {
        *end = next;
        return 1;
    }
    for (; k < row->n && row->cell[k].ptr == next; k++)
        next += row->cell[k].len + 1;
    *end = next - 1;
    return k - i;
}

static void place(const ts_row *row, uint64_t at_source, char *text, size_t begin, ts_cell *c) {
    char *to = text + begin;
    for (size_t i = 0; i < row->n;) {
        const char *first = row->cell[i].ptr, *end;
        size_t run = i + run_of(row, i, &end), len = (size_t)(end - first);
        uint32_t from = ts_sink_row_source(row, at_source, (ts_span){first, len}), start = (uint32_t)(to - text);
        ts_copy(to, first, len);
        for (; i < run; i++) {
            uint32_t at = (uint32_t)(row->cell[i].ptr - first), cell = (uint32_t)row->cell[i].len;
            c[i] = (ts_cell){start + at, cell, from == TS_NO_CELL ? from : from + at};
            to[at + cell] = '\t';
        }
        to += len + 1;
    }
}

/* The same where each stands apart, as values of an INSERT do. */
static void place_apart(const ts_row *row, uint64_t at_source, char *text, size_t begin, ts_cell *c) {
    char *to = text + begin;
    const bool placed = row->at != TS_NO_OFFSET && at_source != TS_NO_OFFSET && row->raw.ptr;
    const uint64_t base = placed ? row->at - at_source : 0;
    for (size_t i = 0; i < row->n; i++) {
        const ts_span cell = row->cell[i];
        const uint64_t from = base + (uint64_t)(cell.ptr - row->raw.ptr);
        const bool inside = placed && cell.ptr >= row->raw.ptr && cell.ptr + cell.len <= row->raw.ptr + row->raw.len;
        c[i] = (ts_cell){(uint32_t)(to - text), (uint32_t)cell.len,
                         inside && from < TS_NO_CELL ? (uint32_t)from : (uint32_t)TS_NO_CELL};
        ts_copy(to, cell.ptr, cell.len);
        to += cell.len;
        *to++ = '\t';
    }
}

/* Copies the row and looks at it once; false, nothing appended, where a cell has to be changed. */
static bool add_as_is(const ts_row *row, uint64_t at, size_t size, ts_buf *out, ts_cell *c) {
    size_t begin = out->len;
    if (out->cap - begin <= size)
        ts_buf_reserve(out, size);
    char *text = out->ptr;
    const ts_span *first = row->cell, *last = first + row->n - 1; /* side by side: few bytes lie between all of them */
    if (row->n > 1 && last->len && first->len && (size_t)(last->ptr - first->ptr) + last->len >= size + row->n / 2)
        place_apart(row, at, text, begin, c);
    else
        place(row, at, text, begin, c);
    text[begin + size - 1] = '\n';
    ts_span all = {text + begin, size - 1};
    census signs = count_signs(all);
    if (signs.line_ends || signs.tabs != row->n - 1 || (signs.high && !ts_utf8_valid(all)))
        return false;
    out->len = begin + size;
    return true;
}

static void add_changed(const ts_row *row, uint64_t at, ts_buf *out, ts_cell *c) {
    for (size_t i = 0; i < row->n; i++) {
        uint32_t start = (uint32_t)out->len;
        bool same = add_clean(out, row->cell[i]);
        c[i] = (ts_cell){start, (uint32_t)(out->len - start),
                         same ? ts_sink_row_source(row, at, row->cell[i]) : TS_NO_CELL};
        ts_buf_add_char(out, i + 1 < row->n ? '\t' : '\n');
    }
    if (!row->n)
        ts_buf_add_char(out, '\n');
}

void ts_sink_row_add(const ts_row *row, uint64_t at, size_t size, ts_buf *text, ts_cell *c) {
    if (!row->n || !add_as_is(row, at, size, text, c))
        add_changed(row, at, text, c);
}
