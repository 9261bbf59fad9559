/* explain.c - why a segment's mentions are what they are.
 *
 * Nothing is judged here a second time: the detection that found a value is asked again, with the value alone, and with
 * its line but for one other kind; labels, columns and normal forms are what it asked itself.
 */
#include "detect/explain.h"

#include "base/mem.h"
#include "detect/context.h"
#include "detect/label_words.h"
#include "detect/pack_run.h"
#include "detect/state.h"
#include "detect/terms.h"

enum { BEFORE = 160, BEHIND = 80, SHORT = 400, SAID = 70, BY_CHANCE = 10 };

struct ts_explainer {
    ts_detect *d;
    const ts_segment *s;
    uint64_t kinds;
    const ts_findings *f;
    ts_side *side;
    ts_findings again;
    size_t n; /* facts so far */
    ts_why *out;
};

ts_explainer *ts_explain_begin(ts_detect *d, const ts_segment *s, uint64_t kinds, const ts_findings *f) {
    ts_explainer *e = ts_alloc(sizeof *e);
    *e = (ts_explainer){.d = d, .s = s, .kinds = kinds ? kinds : UINT64_MAX, .f = f};
    size_t n = f->mentions - d->hits.first;
    e->side = ts_alloc_array(n + 1, sizeof *e->side);
    if (n > 0)
        memcpy(e->side, d->hits.side, n * sizeof *e->side);
    return e;
}

void ts_explain_end(ts_explainer *e) {
    ts_findings_done(&e->again);
    ts_free(e->side);
    ts_free(e);
}

static void add(ts_explainer *e, ts_why_what what, unsigned kind, unsigned confidence, ts_span text) {
    if (e->n < TS_WHY_MOST)
        e->out[e->n++] = (ts_why){(uint8_t)what, (uint8_t)kind, (uint8_t)confidence, ts_slice(text, 0, TS_WHY_TEXT)};
}

static const ts_span nothing = {"", 0};

static const ts_pack_kind *pack_kind(const ts_explainer *e, unsigned kind) {
    return kind >= TS_KIND_PACK && e->d->packs ? &ts_pack_run_packs(e->d->packs)->kind[kind - TS_KIND_PACK] : NULL;
}

/* What detection finds of one kind in a text by itself, over text[start, end): its confidence, 0 where it finds none. */
static unsigned found_again(ts_explainer *e, ts_span text, unsigned kind, size_t start, size_t end) {
    struct ts_pack_run *packs = e->d->packs;
    bool of_pack = kind >= TS_KIND_PACK;
    unsigned best = 0;
    ts_segment s = {.text = text, .at = TS_NO_OFFSET};
    ts_findings_clear(&e->again);
    if (!of_pack)
        e->d->packs = NULL;
    ts_err err = ts_detect_segment(e->d, &s, UINT64_C(1) << (of_pack ? TS_KIND_NONE : kind), &e->again);
    e->d->packs = packs;
    for (size_t i = 0; !err && i < e->again.mentions; i++) {
        const ts_mention *m = &e->again.mention[i];
        if (m->kind == kind && m->start < end && m->end > start && m->confidence > best)
            best = m->confidence;
    }
    return best;
}

/* A value's surroundings: its cell, or some lines; *start is where the value stands in them. */
static ts_span around(const ts_explainer *e, size_t from, size_t to, int32_t column, uint32_t row, size_t *start) {
    ts_span t = e->s->text;
    size_t low = from > BEFORE ? from - BEFORE : 0, high = to + BEHIND < t.len ? to + BEHIND : t.len;
    if (column >= 0 && row < e->s->rows) {
        ts_span cell = ts_segment_cell(e->s, row, (size_t)column);
        size_t begin = (size_t)(cell.ptr - t.ptr);
        low = begin > low ? begin : low;
        high = begin + cell.len < high ? begin + cell.len : high;
    }
    low = low > from ? from : low;
    high = high < to ? to : high;
    while (low < from && low > 0 && (t.ptr[low] & 0xC0) == 0x80)
        low++;
    while (high > to && high < t.len && (t.ptr[high] & 0xC0) == 0x80)
        high--;
    *start = from - low;
    return ts_slice(t, low, high - low);
}

/* Are these words of the dictionary, together or each? */
static bool is_known(ts_span words) {
    char all[TS_WHY_TEXT];
    size_t n = 0, from = 0;
    bool each = true;
    for (size_t i = 0; i <= words.len; i++) {
        if (i < words.len && ts_is_alnum(words.ptr[i]) && n < sizeof all) {
            all[n++] = ts_lower(words.ptr[i]);
        } else if (n > from) {
            each = each && (ts_label_entry_of(all + from, n - from) || ts_label_word_of(all + from, n - from)->word);
            from = n;
        }
    }
    return n > 0 && n < sizeof all && (each || ts_label_entry_of(all, n));
}

/* The last words of what was read as a label that say the same by themselves, if the dictionary has them: "NHS number of John
 * Smith" says that it is something else, and is not told. */
static ts_span label_words(ts_span written, const ts_label *label) {
    for (size_t at = written.len; at > 0; at--) {
        ts_label l;
        if (at > 1 && ts_is_alnum(written.ptr[at - 2]))
            continue;
        ts_span words = ts_slice(written, at - 1, SIZE_MAX);
        if (ts_is_alnum(words.ptr[0]) && ts_label_of(words, &l) && l.kind == label->kind && l.other == label->other)
            return is_known(words) ? words : nothing;
    }
    return nothing;
}

static void explain_label(ts_explainer *e, size_t low, size_t at) {
    ts_label label;
    ts_span t = e->s->text;
    if (!ts_label_before(t, low, at, &label) || label.strength == 0)
        return;
    size_t end = at, start;
    while (end > low && !ts_is_alnum(t.ptr[end - 1]))
        end--;
    start = end > low + TS_WHY_TEXT ? end - TS_WHY_TEXT : low;
    add(e, TS_WHY_LABEL, label.kind, label.strength, label_words(ts_slice(t, start, end - start), &label));
}

static void explain_column(ts_explainer *e, const ts_mention *m) {
    const ts_columns *c = &e->d->columns;
    size_t i = (size_t)m->column;
    ts_label label;
    ts_span head = e->s->head && i < e->s->columns ? e->s->head[i] : nothing;
    if (m->kind >= TS_KIND_PACK) {
        if (e->d->packs && ts_pack_run_column_says(e->d->packs, i, m->kind))
            add(e, TS_WHY_COLUMN, m->kind, m->confidence, nothing);
        return;
    }
    if (i >= c->n || c->role[i].kind == TS_KIND_NONE)
        return;
    bool named = head.len > 0 && ts_label_of(head, &label) && label.kind == c->role[i].kind;
    add(e, TS_WHY_COLUMN, c->role[i].kind, c->role[i].confidence, named ? label_words(head, &label) : nothing);
}

/* ---- what else ---- */

/* Kinds that take nearly any word are nothing to speak of, unless detection finds them. */
static bool is_choosy(const ts_detector *d) { return d->anchor.type != TS_ANCHOR_NONE; }

static void explain_other(ts_explainer *e, unsigned kind, ts_span window, size_t start, ts_span value) {
    const ts_detector *d = ts_detector_of((ts_kind)kind);
    ts_norm norm;
    if (!(e->kinds >> kind & 1) || ts_terms_is((ts_kind)kind))
        return;
    bool fits = d->normal(value, &norm);
    unsigned confidence = fits ? found_again(e, window, kind, start, start + value.len) : 0;
    if (confidence > 0)
        add(e, TS_WHY_OTHER_LESS, kind, confidence, nothing);
    else if (!is_choosy(d))
        return;
    else if (fits)
        add(e, d->plain ? TS_WHY_OTHER_REFUSED : TS_WHY_OTHER_SAID, kind, 0, nothing);
    else if (d->loose && d->loose(value, &norm))
        add(e, TS_WHY_OTHER_CHECK, kind, 0, nothing);
}

static void explain_others(ts_explainer *e, unsigned is, ts_span window, size_t start, ts_span value) {
    size_t packs = e->d->packs ? ts_pack_run_packs(e->d->packs)->kinds : 0;
    for (unsigned k = 1; k < TS_KIND_COUNT; k++)
        if (k != is)
            explain_other(e, k, window, start, value);
    for (unsigned i = 0; i < packs; i++) {
        unsigned confidence =
            TS_KIND_PACK + i == is ? 0 : found_again(e, window, TS_KIND_PACK + i, start, start + value.len);
        if (confidence)
            add(e, TS_WHY_OTHER_LESS, TS_KIND_PACK + i, confidence, nothing);
    }
}

/* ---- a find ---- */

static void explain_check(ts_explainer *e, const ts_mention *m) {
    const ts_pack_kind *k = pack_kind(e, m->kind);
    const ts_detector *d = ts_detector_of((ts_kind)m->kind);
    bool has = k ? k->checks > 0 : d && (d->loose || d->fits);
    if (has && !(m->flags & TS_MENTION_PARTIAL)) /* of a part no check can hold */
        add(e, m->valid ? TS_WHY_CHECK_HOLDS : TS_WHY_CHECK_FAILS, m->kind, 0,
            k ? ts_str(ts_check_name(&k->check[0])) : nothing);
}

static void explain_flags(ts_explainer *e, const ts_mention *m, const ts_side *side) {
    if (m->flags & TS_MENTION_PLACEHOLDER)
        add(e, TS_WHY_PLACEHOLDER, m->kind, 0, nothing);
    if (m->flags & TS_MENTION_AMBIGUOUS)
        add(e, TS_WHY_AMBIGUOUS, m->kind, 0, nothing);
    if (m->flags & TS_MENTION_DAMAGED)
        add(e, TS_WHY_DAMAGED, m->kind, 0, nothing);
    if (m->flags & TS_MENTION_PARTIAL)
        add(e, TS_WHY_PARTIAL, m->kind, 0, nothing);
    if (m->flags & TS_MENTION_MISREAD)
        add(e, TS_WHY_MISREAD, m->kind, 0, nothing);
    if (side->about > TS_ROLE_UNKNOWN && side->about < TS_ROLE_COUNT)
        add(e, TS_WHY_ABOUT, m->kind, 0, ts_str(ts_role_name((ts_role)side->about)));
}

size_t ts_explain(ts_explainer *e, size_t i, ts_why out[TS_WHY_MOST]) {
    const ts_mention *m = &e->f->mention[i];
    ts_side side = e->side[i];
    size_t start;
    ts_span value = ts_slice(e->s->text, m->start, m->end - m->start),
            window = around(e, m->start, m->end, m->column, m->row, &start);
    e->out = out;
    e->n = 0;
    unsigned alone = found_again(e, value, m->kind, 0, value.len);
    add(e, TS_WHY_ALONE, m->kind, alone, nothing);
    explain_check(e, m);
    size_t said = e->n;
    if (m->column >= 0)
        explain_column(e, m);
    if (e->n == said)
        explain_label(e, (size_t)(window.ptr - e->s->text.ptr), m->start);
    if (side.bare_ten && m->confidence == BY_CHANCE)
        add(e, TS_WHY_CHANCE, m->kind, 0, nothing);
    else if (m->kind < TS_KIND_PACK && ts_terms_is((ts_kind)m->kind) && m->column < 0)
        add(e, TS_WHY_PERSON, m->kind, 0, nothing);
    else if (side.labelled && e->n == said && m->kind >= TS_KIND_PACK)
        add(e, TS_WHY_LABEL, m->kind, 100, nothing); /* one of the pack's own */
    else if (e->n == said && alone != m->confidence)
        add(e, TS_WHY_AROUND, m->kind, m->confidence, nothing);
    explain_flags(e, m, &side);
    explain_others(e, m->kind, window, start, value);
    return e->n;
}

/* From the first digit to the last letter or digit; where there are no digits, all of it. */
static ts_span value_in(ts_span t) {
    size_t from = 0, to = t.len;
    while (from < t.len && !ts_is_digit(t.ptr[from]))
        from++;
    while (to > from && !ts_is_alnum(t.ptr[to - 1]))
        to--;
    return from < to ? ts_slice(t, from, to - from) : ts_trim(t);
}

size_t ts_explain_nothing(ts_explainer *e, ts_why out[TS_WHY_MOST]) {
    ts_span t = e->s->text, value = value_in(t);
    e->out = out;
    e->n = 0;
    if (e->s->type != TS_SEGMENT_TEXT || t.len > SHORT || value.len == 0 || value.len > TS_NORM_MAX)
        return 0;
    size_t start = (size_t)(value.ptr - t.ptr);
    explain_label(e, 0, start);
    explain_others(e, TS_KIND_NONE, t, start, value);
    return e->n;
}
