/* places.c - segments of text by their locators. */
#include "support/places.h"

#include "base/mem.h"

typedef struct segment {
    ts_span path, part, text;
    uint64_t begin;
} segment;
static segment *seg;
static size_t segs, room;

/* "#p1@120-131": part "#p1", begin 120. */
static bool split_place(ts_span locator, ts_span *part, uint64_t *begin) {
    size_t at = locator.len;
    while (at > 0 && locator.ptr[at - 1] != '@')
        at--;
    if (at == 0)
        return false;
    *part = ts_slice(locator, 0, at - 1);
    size_t end = at;
    while (end < locator.len && ts_is_digit(locator.ptr[end]))
        end++;
    return ts_parse_u64(ts_slice(locator, at, end - at), begin);
}

void places_add(ts_span path, ts_span locator, ts_span text) {
    segment s = {.path = path, .text = text};
    if (!split_place(locator, &s.part, &s.begin))
        return;
    if (segs == room)
        seg = ts_grow(seg, room = 2 * room + 256, sizeof *seg);
    seg[segs++] = s;
}

static const segment *segment_at(ts_span path, ts_span part, uint64_t place) {
    for (size_t i = 0; i < segs; i++)
        if (place >= seg[i].begin && place < seg[i].begin + seg[i].text.len && ts_span_eq(seg[i].path, path) &&
            ts_span_eq(seg[i].part, part))
            return &seg[i];
    return NULL;
}

void places_name(ts_span path, ts_span locator, ts_buf *line, ts_buf *block) {
    ts_span part;
    uint64_t place;
    if (split_place(locator, &part, &place)) {
        const segment *s = segment_at(path, part, place);
        uint64_t begin = s ? s->begin : place, lines = 0, blocks = 0;
        for (size_t k = 0; k < place - begin; k++) {
            lines += s->text.ptr[k] == '\n';
            blocks += k && s->text.ptr[k] == '\n' && s->text.ptr[k - 1] == '\n';
        }
        ts_buf_addf(line, "%.*s@%llu+%llu", (int)part.len, part.ptr, (unsigned long long)begin,
                    (unsigned long long)lines);
        ts_buf_addf(block, "%.*s@%llu/%llu", (int)part.len, part.ptr, (unsigned long long)begin,
                    (unsigned long long)blocks);
        return;
    }
    size_t end = ts_span_find(locator, ts_str(";col"), 0);
    if (end == SIZE_MAX) {
        end = locator.len;
        while (end > 0 && ts_is_digit(locator.ptr[end - 1]))
            end--;
        end = end > 0 && locator.ptr[end - 1] == 'C' ? end - 1 : locator.len;
    }
    ts_buf_add(line, ts_slice(locator, 0, end));
    ts_buf_add(block, ts_slice(locator, 0, end));
}
