/* detect.c - runs every kind over a segment, in one pass. */
#include "detect/detect.h"

#include "base/mem.h"
#include "detect/anchors.h"
#include "detect/column.h"
#include "detect/kinds.h"
#include "detect/scan.h"
#include "detect/state.h"

enum { CHUNK = 64 }; /* blocks whose masks are made at a time: 4 KiB stays in the first cache */

ts_detect *ts_detect_new(const ts_hints *hints) {
    ts_detect *d = ts_alloc(sizeof *d);
    if (hints)
        d->hints = *hints;
    return d;
}

void ts_detect_free(ts_detect *d) {
    if (!d)
        return;
    ts_hits_done(&d->hits);
    ts_columns_done(&d->columns);
    ts_free(d);
}

void ts_detect_reset(ts_detect *d) { ts_columns_forget(&d->columns); }

bool ts_scan_find(const ts_scan *s, const ts_detector *d, size_t at, ts_found *f) {
    ts_spot spot = {{s->text.ptr + s->from, s->to - s->from}, (uint32_t)(at - s->from), NULL};
    f->norm.len = 0;
    if (!d->find(&spot, f))
        return false;
    if (f->norm.len == 0 && f->valid && !d->normal((ts_span){spot.text.ptr + f->start, f->end - f->start}, &f->norm))
        return false;
    f->start += (uint32_t)s->from;
    f->end += (uint32_t)s->from;
    return true;
}

static void find_mail(ts_scan *s, size_t at) {
    ts_found f;
    if (ts_hits_wants(s->hits, TS_KIND_EMAIL) && ts_scan_find(s, &ts_detector_email, at, &f) &&
        ts_hits_add(s->hits, TS_KIND_EMAIL, &f.norm, f.start, f.end, f.confidence, (ts_side){0}))
        s->done = f.end;
}

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
        else if (c == '@')
            find_mail(s, at);
        else
            ts_scan_capital(s, at);
    }
}

void ts_scan_run(ts_scan *s) {
    uint64_t mask[CHUNK];
    size_t at = s->from, whole = (s->to - s->from) / TS_BLOCK;
    s->done = s->from;
    char before = 0;
    while (whole > 0) {
        size_t n = whole < CHUNK ? whole : CHUNK;
        ts_anchors_mask(s->text.ptr + at, n, before, mask);
        for (size_t b = 0; b < n; b++)
            take_anchors(s, mask[b], at + b * TS_BLOCK);
        at += n * TS_BLOCK;
        whole -= n;
        before = s->text.ptr[at - 1];
    }
    if (at < s->to) {
        char rest[TS_BLOCK] = {0};
        memcpy(rest, s->text.ptr + at, s->to - at);
        ts_anchors_mask(rest, 1, before, mask);
        take_anchors(s, mask[0], at);
    }
}

/* Where most bare ten-digit numbers fail the check, those that pass it do so by chance: page ids,
 * stripped mobiles, order numbers (one random number in eleven passes). */
void ts_detect_weigh_tens(ts_hits *h, unsigned seen, unsigned good) {
    if (seen < 4 || good * 2 > seen)
        return;
    for (size_t i = 0; i < ts_hits_count(h); i++)
        if (h->side[i].bare_ten)
            h->out->mention[h->first + i].confidence = 10;
}

static void detect_text(ts_detect *d, const ts_segment *segment) {
    ts_scan s = {.hits = &d->hits, .hints = &d->hints, .text = segment->text, .to = segment->text.len};
    ts_scan_run(&s);
    ts_detect_weigh_tens(&d->hits, s.tens, s.tens_good);
    ts_hits_sort(&d->hits);
}

ts_err ts_detect_segment(ts_detect *d, const ts_segment *segment, uint64_t kinds, ts_findings *out) {
    if (segment->text.len > UINT32_MAX / 2)
        return ts_fail(TS_ELIMIT, "a segment of %zu bytes; at most %zu are read at once", segment->text.len,
                       TS_LIMIT_SEGMENT);
    d->hits.out = out;
    d->hits.first = out->mentions;
    d->hits.kinds = kinds ? kinds : UINT64_MAX;
    d->hits.test_realm = d->hints.test_realm;
    if (segment->type == TS_SEGMENT_TABLE)
        return ts_columns_detect(d, segment);
    detect_text(d, segment);
    return TS_OK;
}

const ts_column_role *ts_detect_columns(const ts_detect *d, size_t *n) {
    *n = d->columns.n;
    return d->columns.role;
}
