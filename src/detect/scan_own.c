/* scan_own.c - kinds that need nothing of the scan but their anchors: each is offered those that its shapes name.
 *
 * A label close before that names the kind makes it sure; one that names something else refuses it; without a label
 * the kind's own confidence stands, and 0 there means never.
 */
#include <pthread.h>

#include "detect/kinds.h"
#include "detect/scan.h"

enum { LENGTHS = 25, LETTERS = 26, SAID = 70, LABELLED_UNCHECKED = 60 };

typedef struct offers {
    uint8_t kind[TS_KIND_COUNT], n;
} offers;
static offers by_length[LENGTHS], by_letter[LETTERS];
static ts_own own;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void offer(offers *o, int kind) {
    if (o->n == 0 || o->kind[o->n - 1] != kind)
        o->kind[o->n++] = (uint8_t)kind;
}

/* "16|4-4-4-4": groups of sixteen and of four. */
static void offer_lengths(int kind, const char *shapes) {
    for (const char *p = shapes; *p; p += strcspn(p, "|"), p += *p == '|') {
        size_t n = 0;
        for (const char *d = p; ts_is_digit(*d); d++)
            n = n * 10 + (size_t)(*d - '0');
        if (n > 0 && n < LENGTHS) {
            offer(&by_length[n], kind);
            own.lengths |= UINT32_C(1) << n;
        }
    }
}

static void build(void) {
    for (int k = 1; k < TS_KIND_COUNT; k++) {
        const ts_detector *d = ts_detector_of((ts_kind)k);
        if (!d->own_find)
            continue;
        if (d->anchor.type == TS_ANCHOR_DIGIT_RUN)
            offer_lengths(k, d->anchor.shapes);
        for (int i = 0; d->anchor.type == TS_ANCHOR_CAPITAL && i < LETTERS; i++)
            if (!d->anchor.shapes[0] || strchr(d->anchor.shapes, 'A' + i)) {
                offer(&by_letter[i], k);
                own.capitals |= UINT32_C(1) << i;
            }
    }
}

const ts_own *ts_scan_own_ready(void) {
    pthread_once(&once, build);
    return &own;
}

static bool add(ts_scan *s, const ts_detector *d, ts_found *f, const ts_label *label, bool said) {
    ts_span raw = ts_slice(s->text, f->start, f->end - f->start);
    bool valid = f->valid;
    if (!valid && !(said && d->loose && d->loose(raw, &f->norm)))
        return false;
    int confidence = !said ? f->confidence : valid ? d->labelled : LABELLED_UNCHECKED;
    ts_side side = {.about = said ? label->about : 0, .labelled = said, .categories = said ? label->categories : 0};
    ts_mention *m = ts_hits_add(s->hits, d->kind, &f->norm, f->start, f->end, confidence, side);
    if (!m)
        return false;
    m->valid = valid;
    m->flags |= f->flags | (valid ? 0 : TS_MENTION_UNCHECKED);
    s->done = f->end;
    return true;
}

static bool offer_to(ts_scan *s, const offers *o, size_t at) {
    ts_label label = {0};
    bool asked = false;
    for (size_t i = 0; i < o->n; i++) {
        const ts_detector *d = ts_detector_of((ts_kind)o->kind[i]);
        ts_found f = {0};
        if (!ts_hits_wants(s->hits, d->kind) || !ts_scan_find(s, d, at, &f))
            continue;
        if (!asked && !ts_label_before(s->text, s->from, at, &label))
            label = (ts_label){0};
        asked = true;
        bool said = label.kind == d->kind && label.strength >= SAID;
        bool else_said =
            !said && label.strength >= SAID && ((label.other && !label.categories) || label.kind != TS_KIND_NONE);
        if (!else_said && (said || f.confidence > 0) && add(s, d, &f, &label, said))
            return true;
    }
    return false;
}

bool ts_scan_own_digits(ts_scan *s, size_t at, size_t len) { return len < LENGTHS && offer_to(s, &by_length[len], at); }

bool ts_scan_own_capital(ts_scan *s, size_t at) {
    return offer_to(s, &by_letter[(s->text.ptr[at] - 'A') % LETTERS], at);
}

/* What a label with a colon names need not begin with a digit or a capital: "Card: xxxx", "Salary: £31,000". */
bool ts_scan_own_value(ts_scan *s, size_t at, size_t end, const ts_label *label) {
    const ts_detector *d = ts_detector_of((ts_kind)label->kind);
    ts_found f = {0};
    if (!d || !d->own_find || label->strength < SAID || at >= end || !ts_hits_wants(s->hits, d->kind))
        return false;
    if (d->find && ts_scan_find(s, d, at, &f) && f.start == at && add(s, d, &f, label, true))
        return true;
    f = (ts_found){.start = (uint32_t)at, .end = (uint32_t)end, .valid = true};
    return d->normal(ts_slice(s->text, at, end - at), &f.norm) && add(s, d, &f, label, true);
}
