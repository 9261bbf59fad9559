/* detect.c - runs every kind over a segment, in one pass. */
#include "detect/detect.h"

#include "base/mem.h"
#include "detect/column.h"
#include "detect/leaders.h"
#include "detect/lists.h"
#include "detect/odd_signs.h"
#include "detect/pack_run.h"
#include "detect/scan.h"
#include "detect/scan_beside.h"
#include "detect/state.h"
#include "detect/terms.h"

_Static_assert(TS_KIND_COUNT <= 64, "the kinds wanted are bits of one number");

ts_detect *ts_detect_new(const ts_hints *hints) {
    ts_detect *d = ts_alloc(sizeof *d);
    if (hints)
        d->hints = *hints;
    if (d->hints.names.len && ts_name_filter_read(d->hints.names, &d->names) == TS_OK)
        d->words.names = &d->names;
    return d;
}

void ts_detect_free(ts_detect *d) {
    if (!d)
        return;
    ts_hits_done(&d->hits);
    ts_hits_done(&d->list_hits);
    ts_columns_done(&d->columns);
    ts_columns_done(&d->list_columns);
    ts_laid_out_done(&d->list);
    ts_pack_run_free(d->packs);
    ts_free(d);
}

void ts_detect_use_packs(ts_detect *d, struct ts_pack_run *packs) {
    ts_pack_run_free(d->packs);
    d->packs = packs;
}

void ts_detect_reset(ts_detect *d) { ts_columns_forget(&d->columns); }

/* Are so many of them different?  One number on each page passes or fails once. */
static bool differ(const ts_hits *h, ts_span text, size_t least) {
    enum { MOST = 3 };
    ts_span seen[MOST];
    size_t n = 0;
    for (size_t i = 0; i < ts_hits_count(h) && n < least && n < MOST; i++) {
        const ts_mention *m = &h->out->mention[h->first + i];
        ts_span s = ts_slice(text, m->start, m->end - m->start);
        size_t k = 0;
        while (k < n && !ts_span_eq(seen[k], s))
            k++;
        if (h->side[i].bare_ten && k == n)
            seen[n++] = s;
    }
    return n >= least;
}

/* Where most bare ten-digit numbers fail the check, those that pass it do so by chance: page ids,
 * stripped mobiles, order numbers (one random number in eleven passes).  Where three pass it and none fails, none does so
 * by chance. */
void ts_detect_weigh_tens(ts_hits *h, ts_span text, unsigned seen, unsigned good) {
    enum { CHANCE = 10, FEW = 4, SURELY = 3, ALL_GOOD = 70 };
    bool chance = seen >= FEW && good * 2 <= seen, all = good >= SURELY && good == seen && differ(h, text, SURELY);
    for (size_t i = 0; i < ts_hits_count(h) && (chance || all); i++)
        if (h->side[i].bare_ten)
            h->out->mention[h->first + i].confidence = chance ? CHANCE : ALL_GOOD;
}

static void detect_text(ts_detect *d, const ts_segment *segment, ts_span text, bool names_wait) {
    ts_scan s = {.hits = &d->hits,
                 .hints = &d->hints,
                 .words = &d->words,
                 .named = &d->named,
                 .text = text,
                 .ocr = segment->ocr,
                 .names_wait = names_wait,
                 .to = text.len};
    ts_scan_run(&s);
    ts_hits_sort(&d->hits);
    ts_beside_numbers(&d->hits, text);
    ts_detect_weigh_tens(&d->hits, text, s.tens, s.tens_good);
    if (segment->type == TS_SEGMENT_TEXT)
        ts_lists_read(d, segment);
}

/* Terms stand near people, a birth date or a health number straight behind one: people are looked for even where those alone
 * are asked for, and then left out. */
static void read_text(ts_detect *d, const ts_segment *segment) {
    ts_hits *h = &d->hits;
    uint64_t asked = h->kinds;
    if (asked & (ts_terms_kinds() | UINT64_C(1) << TS_KIND_BIRTH_DATE | UINT64_C(1) << TS_KIND_NHS_NUMBER))
        h->kinds |= ts_terms_people();
    TS_AUTO(ts_buf, ts_buf_done) blanked = {0};
    ts_span text = ts_leaders_blank(segment->text, &blanked) ? ts_buf_span(&blanked) : segment->text;
    detect_text(d, segment, text, !ts_scan_names_asked(asked) && !(asked & ts_terms_kinds()));
    ts_terms_scan(h, text, segment->offset == 0);
    size_t kept = 0, n = ts_hits_count(h);
    if (asked == h->kinds || n == 0) {
        h->kinds = asked;
        return;
    }
    ts_mention *m = h->out->mention + h->first;
    h->kinds = asked;
    for (size_t i = 0; i < n; i++)
        if (ts_hits_wants(h, (ts_kind)m[i].kind)) {
            m[kept] = m[i];
            h->side[kept++] = h->side[i];
        }
    h->out->mentions = h->first + kept;
}

/* Numbers in other signs than ASCII's are read in a plain copy, and what is found stands where it is written. */
static void detect_terms(ts_detect *d, const ts_segment *segment) {
    TS_AUTO(ts_odd_signs, ts_odd_signs_done) odd = {.n = 0};
    if (segment->type != TS_SEGMENT_TEXT || !ts_odd_signs_read(segment->text, &odd)) {
        read_text(d, segment);
        return;
    }
    ts_segment plain = *segment;
    plain.text = ts_buf_span(&odd.plain);
    read_text(d, &plain);
    for (size_t i = 0; i < ts_hits_count(&d->hits); i++) {
        ts_mention *m = &d->hits.out->mention[d->hits.first + i];
        m->start = ts_odd_signs_place(&odd, m->start);
        m->end = ts_odd_signs_end(&odd, m->end);
    }
}

/* What packs make of the names of a table's columns, before its first segment is read. */
static void begin_packs(ts_detect *d, const ts_segment *s) {
    size_t header = SIZE_MAX, columns = s->columns < TS_LIMIT_ROLE_COLUMNS ? s->columns : TS_LIMIT_ROLE_COLUMNS;
    ts_span head[TS_LIMIT_ROLE_COLUMNS];
    if (!d->packs || s->type != TS_SEGMENT_TABLE || (d->columns.open && !s->begins))
        return;
    if (!s->head)
        ts_columns_header(s, &header);
    bool guessed = !s->head && header == SIZE_MAX; /* names that packs alone know make no header */
    for (size_t i = 0; i < columns; i++)
        head[i] = s->head ? s->head[i] : s->rows > 0 ? ts_segment_cell(s, guessed ? 0 : header, i) : ts_str("");
    ts_pack_run_columns(d->packs, head, columns, guessed);
}

static ts_err detect(ts_detect *d, const ts_segment *segment) {
    if (segment->type == TS_SEGMENT_TABLE) {
        bool several = false, whole = !segment->head && !segment->more && (segment->begins || !d->columns.open);
        if (whole)
            TS_TRY(ts_columns_detect_all(d, segment, &several));
        if (several)
            return TS_OK;
        ts_columns_begin(d, segment);
        if (!d->columns.form)
            return ts_columns_detect(d, segment);
    }
    detect_terms(d, segment);
    if (segment->type == TS_SEGMENT_TABLE)
        ts_columns_fields(d, segment);
    return TS_OK;
}

ts_err ts_detect_segment(ts_detect *d, const ts_segment *segment, uint64_t kinds, ts_findings *out) {
    if (segment->text.len > UINT32_MAX / 2)
        return ts_fail(TS_ELIMIT, "a segment of %zu bytes; at most %zu are read at once", segment->text.len,
                       TS_LIMIT_SEGMENT);
    d->hits.out = out;
    d->hits.first = out->mentions;
    d->hits.kinds = kinds ? kinds : UINT64_MAX;
    d->hits.test_realm = d->hints.test_realm;
    if (!d->packs)
        return detect(d, segment);
    begin_packs(d, segment);
    TS_TRY(detect(d, segment));
    ts_pack_run_segment(d->packs, &d->hits, segment, &d->columns);
    return TS_OK;
}

void ts_detect_learn(ts_detect *d, const ts_segment *segment) {
    begin_packs(d, segment);
    if (segment->type == TS_SEGMENT_TABLE)
        ts_columns_begin(d, segment);
}

const ts_column_role *ts_detect_columns(const ts_detect *d, size_t *n) {
    *n = d->columns.n;
    return d->columns.role;
}
