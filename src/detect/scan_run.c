/* scan_run.c - one pass over running text: masks of anchors, and each anchor to the kinds that it may begin. */
#include "detect/anchors.h"
#include "detect/clinical_line.h"
#include "detect/scan.h"

enum { CHUNK = 64 }; /* blocks whose masks are made at a time: 4 KiB stays in the first cache */

static void take_anchors(ts_scan *s, uint64_t bits, size_t base) {
    for (; bits; bits &= bits - 1) {
        size_t at = base + (size_t)__builtin_ctzll(bits);
        if (at < s->done)
            continue;
        char c = s->text.ptr[at];
        if (ts_is_digit(c))
            ts_scan_digits(s, at);
        else if (c == ':')
            ts_scan_label(s, at);
        else if (c == '=')
            ts_scan_equals(s, at);
        else if (c == '@')
            (void)(ts_scan_mail(s, at) || ts_scan_own_at(s, at));
        else
            ts_scan_capital(s, at);
    }
}

void ts_scan_run(ts_scan *s) {
    uint64_t mask[CHUNK];
    size_t at = s->from, whole = (s->to - s->from) / TS_BLOCK;
    s->done = s->from;
    if (s->named->n > 0)
        *s->named = (ts_named){0};
    s->own = ts_scan_own_ready();
    ts_clinical_line clinical; /* most texts hold no code, and cells are short */
    clinical.begun = false;
    s->clinical = &clinical;
    char before = 0;
    /* Any capital may begin a name in prose; in a short cell only what a title or a code begins is looked at. */
    bool all = s->to - s->from >= TS_SCAN_PROSE && ts_scan_wants_names(s);
    if (all)
        ts_name_words_ready();
    while (whole > 0) {
        size_t n = whole < CHUNK ? whole : CHUNK;
        size_t end = at + n * TS_BLOCK;
        ts_anchors_mask(s->text.ptr + at, n, before, end < s->to ? s->text.ptr[end] : 0, all, mask);
        for (size_t b = 0; b < n; b++)
            take_anchors(s, mask[b], at + b * TS_BLOCK);
        at = end;
        whole -= n;
        before = s->text.ptr[at - 1];
    }
    if (at < s->to) {
        char rest[TS_BLOCK] = {0};
        memcpy(rest, s->text.ptr + at, s->to - at);
        ts_anchors_mask(rest, 1, before, 0, all, mask);
        take_anchors(s, mask[0], at);
    }
    s->clinical = NULL;
}
