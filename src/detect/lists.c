/* lists.c - what the lists in a running text hold, beside what was found in it as a text. */
#include "detect/lists.h"

#include "base/mem.h"
#include "detect/laid_out.h"
#include "detect/state.h"

enum { GUESSED = 75 /* confidence: the day of what, no name of its column says */ };
enum { FEW = 16, BYTES_EACH = 128 }; /* lists whose columns are learned, and bytes of text for each more */

typedef struct side_by_side {
    ts_mention *mention;
    ts_side *side;
    size_t n;
} side_by_side;

/* Of two that overlap the surer stays, of two as sure the column's.  Both are sorted; `out` has room for all. */
static size_t merge(const side_by_side *text, const side_by_side *columns, ts_mention *out, ts_side *side) {
    size_t n = 0, i = 0, k = 0;
    while (i < text->n || k < columns->n) {
        const ts_mention *a = i < text->n ? &text->mention[i] : NULL, *b = k < columns->n ? &columns->mention[k] : NULL;
        bool overlap = a && b && a->start < b->end && b->start < a->end;
        bool guessed = b && b->kind == TS_KIND_RECORD_DATE && b->confidence <= GUESSED;
        if (overlap && (a->confidence > b->confidence || guessed)) {
            k++;
        } else if (overlap) {
            i++;
        } else if (!b || (a && a->start <= b->start)) {
            out[n] = *a;
            side[n++] = text->side[i++];
        } else {
            out[n] = *b;
            side[n++] = columns->side[k++];
        }
    }
    return n;
}

/* Brings the columns' hits, which stand behind the text's, among those. */
static void settle(ts_hits *h, const ts_hits *list) {
    size_t n = ts_hits_count(h) - ts_hits_count(list), all = ts_hits_count(h);
    ts_mention *found = h->out->mention + h->first, *sorted = ts_alloc_array(all, sizeof *sorted);
    ts_side *side = ts_alloc_array(all, sizeof *side);
    side_by_side text = {found, h->side, n}, columns = {found + n, list->side, all - n};
    size_t kept = merge(&text, &columns, sorted, side);
    while (h->cap < kept)
        ts_hits_grow(h);
    memcpy(found, sorted, kept * sizeof *found);
    memcpy(h->side, side, kept * sizeof *side);
    h->out->mentions = h->first + kept;
    ts_free(sorted);
    ts_free(side);
}

/* The names of the list before: one with the same names goes on with its columns. */
typedef struct names {
    ts_span head[TS_LAID_OUT_COLUMNS];
    size_t n, learned; /* how often columns were */
} names;

static bool goes_on(const names *last, const ts_laid_out *l) {
    bool same = last->n == l->columns;
    for (size_t i = 0; same && i < l->columns; i++)
        same = ts_span_eq(last->head[i], l->head[i]);
    return same;
}

static void read_list(ts_detect *d, const ts_segment *segment, names *last) {
    const ts_laid_out *l = &d->list;
    ts_segment table = *segment;
    table.type = TS_SEGMENT_TABLE;
    table.head = l->headless ? NULL : l->head;
    table.columns = l->columns;
    table.rows = l->rows;
    table.row_start = l->row_start;
    table.cell = l->cell;
    table.row_number = NULL;
    table.begins = l->headless || !goes_on(last, l);
    table.more = true;
    if (table.begins) { /* lists of two short lines each, all of them different, would make this slow */
        if (last->learned > FEW + segment->text.len / BYTES_EACH)
            return;
        last->learned++;
        last->n = l->headless ? 0 : l->columns;
        memcpy(last->head, l->head, last->n * sizeof *l->head);
    }
    ts_columns_begin(d, &table);
    if (!d->columns.form)
        (void)ts_columns_detect(d, &table);
}

/* What is found goes to hits of their own first. */
static void swap(ts_detect *d) {
    ts_hits hits = d->hits;
    ts_columns columns = d->columns;
    d->hits = d->list_hits;
    d->columns = d->list_columns;
    d->list_hits = hits;
    d->list_columns = columns;
}

void ts_lists_read(ts_detect *d, const ts_segment *segment) {
    size_t at = 0;
    names last = {.n = 0};
    if (!ts_laid_out_next(segment->text, &at, &d->list))
        return;
    swap(d);
    ts_hits *h = &d->hits;
    h->out = d->list_hits.out;
    h->first = h->out->mentions;
    h->kinds = d->list_hits.kinds;
    h->test_realm = d->list_hits.test_realm;
    do
        read_list(d, segment, &last);
    while (ts_laid_out_next(segment->text, &at, &d->list));
    for (size_t i = h->first; i < h->out->mentions; i++) { /* a text has no cells */
        h->out->mention[i].row = 0;
        h->out->mention[i].column = -1;
    }
    swap(d);
    if (ts_hits_count(&d->list_hits) > 0)
        settle(&d->hits, &d->list_hits);
}
