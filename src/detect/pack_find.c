/* pack_find.c - what the matches of packs are: by label, column and check as built-in kinds, and settled against those. */
#include "detect/pack_run.h"

#include "base/mem.h"
#include "detect/code.h"
#include "detect/context.h"
#include "detect/pack_match.h"

enum {
    LOOK_BACK = 80,
    TYPED = 6 /* digits: fewer may be all alike */,
    SAID = 70,
    LABELLED_UNCHECKED = 60,
    UNCHECKED_LESS = 20
};

/* Sets a bit for each kind that has a label within a column's name; true: for one the name is a label and nothing else. */
static bool kinds_named(const ts_packs *p, ts_span name, uint64_t *kinds) {
    char words[TS_PACK_WORDS];
    ts_span said = ts_span_of(words, ts_pack_words(name, words));
    bool whole = false;
    for (size_t k = 0; k < p->kinds && said.len > 0; k++) {
        ts_span label = ts_pack_label_within(&p->kind[k], said);
        if (label.len == 0)
            continue;
        kinds[k / 64] |= UINT64_C(1) << k % 64;
        whole = whole || label.len == said.len;
    }
    return whole;
}

void ts_pack_run_columns(ts_pack_run *r, const ts_span *head, size_t columns, bool guessed) {
    bool any = false;
    r->columns = columns < TS_LIMIT_ROLE_COLUMNS ? columns : TS_LIMIT_ROLE_COLUMNS;
    memset(r->column, 0, r->columns * sizeof *r->column);
    for (size_t i = 0; i < r->columns; i++)
        any = kinds_named(&r->packs, head[i], r->column[i]) || any;
    if (guessed && !any)
        memset(r->column, 0, r->columns * sizeof *r->column);
}

bool ts_pack_run_column_says(const ts_pack_run *r, size_t i, unsigned kind) {
    size_t k = kind - TS_KIND_PACK;
    return i < r->columns && kind >= TS_KIND_PACK && (r->column[i][k / 64] >> k % 64 & 1) != 0;
}

/* Where a match stands, and what is said there. */
typedef struct spot {
    size_t low; /* labels are looked for from here on */
    size_t row, column; /* of a table; SIZE_MAX: not in one cell */
    uint32_t cell; /* of the row, the last that begins before the match */
    bool table;
} spot;

/* What announces a value: the words before it on its line, or the line above where it begins its own. */
static size_t words_before(ts_span t, size_t low, size_t at, char out[TS_PACK_WORDS], bool *above) {
    size_t line = at;
    while (line > low && at - line < LOOK_BACK && t.ptr[line - 1] != '\n')
        line--;
    size_t n = ts_pack_words(ts_slice(t, line, at - line), out);
    *above = n == 0 && line > low && t.ptr[line - 1] == '\n';
    if (!*above)
        return n;
    size_t end = line - 1;
    for (line = end; line > low && end - line < LOOK_BACK && t.ptr[line - 1] != '\n';)
        line--;
    return ts_pack_words(ts_slice(t, line, end - line), out);
}

/* "BSN number is": words behind a label that change nothing. */
static ts_span without_last(ts_span words) {
    static const char *const fill[] = {" IS ", " WAS ", " NUMBER ", " NO ", " NR "};
    for (size_t i = 0; i < sizeof fill / sizeof *fill; i++) {
        size_t len = strlen(fill[i]);
        if (words.len > len && memcmp(words.ptr + words.len - len, fill[i], len) == 0)
            return ts_slice(words, 0, words.len - len + 1);
    }
    return (ts_span){NULL, 0};
}

static bool is_labelled(const ts_pack_kind *k, ts_span t, size_t low, size_t at) {
    char text[TS_PACK_WORDS];
    bool above;
    if (k->labels == 0)
        return false;
    ts_span words = ts_span_of(text, words_before(t, low, at, text, &above));
    for (int i = 0; i < 3 && words.len > 0; i++, words = without_last(words)) {
        ts_span label = ts_pack_label_at_end(k, words);
        if (label.len > 0)
            return !above || label.len == words.len;
    }
    return false;
}

/* "Order no", or a built-in kind's label or column. */
static bool is_another(const ts_columns *c, const spot *p, ts_span t, size_t at) {
    ts_label label = {0};
    if (p->table && p->column < c->n && c->role[p->column].kind != TS_KIND_NONE &&
        c->role[p->column].kind != TS_KIND_LOCAL_ID)
        return true;
    if (!ts_label_before(t, p->low, at, &label) || label.strength < SAID)
        return false;
    return label.kind != TS_KIND_NONE || (label.other && !label.categories);
}

static bool is_typed(const ts_norm *norm) {
    size_t digits = 0;
    for (size_t i = 0; i < norm->len; i++)
        digits += ts_is_digit(norm->text[i]);
    return digits >= TYPED && ts_is_typed_number(norm);
}

/* False where the match is nothing. */
static bool judge(const ts_pack_run *r, const ts_columns *c, const ts_pack_match *m, const spot *p, ts_norm *norm,
                  ts_mention *out, ts_side *side) {
    const ts_pack_kind *k = &r->packs.kind[m->kind];
    bool valid;
    if ((p->table && p->column == SIZE_MAX) ||
        !ts_pack_normal(k, ts_slice(r->text, m->start, m->end - m->start), norm, &valid))
        return false;
    bool column = p->table && ts_pack_run_column_says(r, p->column, (unsigned)TS_KIND_PACK + m->kind);
    bool said = !column && is_labelled(k, r->text, p->low, m->start);
    int confidence = column ? k->column - (valid ? 0 : UNCHECKED_LESS)
                     : said ? (valid                              ? k->labelled
                               : k->labelled < LABELLED_UNCHECKED ? k->labelled / 2
                                                                  : LABELLED_UNCHECKED)
                            : k->plain;
    if (!column && !said &&
        (!valid || k->plain == 0 || !ts_code_alone(r->text, m->start, m->end) || is_another(c, p, r->text, m->start)))
        return false;
    *out = (ts_mention){
        .kind = (uint8_t)(TS_KIND_PACK + m->kind),
        .confidence = (uint8_t)(confidence < 0 ? 0 : confidence),
        .flags = (uint8_t)((valid ? 0 : TS_MENTION_UNCHECKED) | (is_typed(norm) ? TS_MENTION_PLACEHOLDER : 0)),
        .valid = valid,
        .column = p->table ? (int32_t)p->column : -1,
        .row = p->table ? (uint32_t)p->row : 0,
        .start = m->start,
        .end = m->end};
    *side = (ts_side){.labelled = column || said, .categories = k->category};
    return true;
}

/* The cell that holds a match; they come in the order of their begins, so the row and the cell only go on. */
static void place(const ts_segment *s, const ts_pack_match *m, spot *p) {
    p->column = SIZE_MAX;
    p->low = 0;
    if (!p->table)
        return;
    for (; p->row < s->rows; p->row++) {
        uint32_t first = s->row_start[p->row], end = s->row_start[p->row + 1];
        if (end == first || s->cell[end - 1].start + s->cell[end - 1].len <= m->start)
            continue;
        p->low = s->cell[first].start;
        p->cell = p->cell > first ? p->cell : first;
        while (p->cell + 1 < end && s->cell[p->cell + 1].start <= m->start)
            p->cell++;
        const ts_cell *cell = &s->cell[p->cell];
        if (cell->start <= m->start && m->end <= cell->start + cell->len)
            p->column = p->cell - first;
        return;
    }
}

/* The matches that are something, none over another: the surer stays, of equals the longer, then the first. */
typedef struct picked {
    ts_mention *mention;
    ts_side *side;
    bool *refused;
    size_t n;
} picked;

static void pick(picked *to, const ts_mention *m, ts_side side) {
    size_t n = to->n;
    for (; n > 0 && to->mention[n - 1].end > m->start; n--) {
        const ts_mention *last = &to->mention[n - 1];
        if (last->confidence > m->confidence ||
            (last->confidence == m->confidence && last->end - last->start >= m->end - m->start))
            return;
    }
    to->mention[n] = *m;
    to->side[n] = side;
    to->n = n + 1;
}

/* The first of those that ends behind `start`. */
static size_t first_over(const picked *p, uint32_t start) {
    size_t low = 0, high = p->n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (p->mention[middle].end > start)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

/* A number that an organisation gives is whatever a pack says more exactly, where a label or column says so too. */
static bool is_surer(const ts_mention *old, const ts_mention *new, const ts_side *side) {
    return old->confidence > new->confidence && !(old->kind == TS_KIND_LOCAL_ID && side->labelled);
}

/* Whoever is surer stays; of equals the pack's, which somebody asked for by name. */
static void settle(picked *p, const ts_hits *h, bool *dropped) {
    const ts_mention *old = h->out->mention + h->first;
    size_t n = ts_hits_count(h);
    for (size_t i = 0; i < n; i++)
        for (size_t k = first_over(p, old[i].start); k < p->n && p->mention[k].start < old[i].end; k++)
            p->refused[k] = p->refused[k] || is_surer(&old[i], &p->mention[k], &p->side[k]);
    for (size_t i = 0; i < n; i++)
        for (size_t k = first_over(p, old[i].start); k < p->n && p->mention[k].start < old[i].end; k++)
            dropped[i] = dropped[i] || !p->refused[k];
}

/* Both in their order become the segment's hits. */
static void merge(ts_hits *h, const picked *p, const bool *dropped) {
    size_t old = ts_hits_count(h), n = 0, k = 0;
    ts_mention *all = ts_alloc_array(old + p->n, sizeof *all), *m = old ? h->out->mention + h->first : NULL;
    ts_side *side = ts_alloc_array(old + p->n, sizeof *side);
    for (size_t i = 0; i < old || k < p->n;) {
        if (k < p->n && (i == old || p->mention[k].start < m[i].start)) {
            if (!p->refused[k]) {
                all[n] = p->mention[k];
                side[n++] = p->side[k];
            }
            k++;
            continue;
        }
        if (!dropped[i]) {
            all[n] = m[i];
            side[n++] = h->side[i];
        }
        i++;
    }
    while (h->out->mention_cap < h->first + n)
        ts_findings_grow(h->out);
    while (h->cap < n)
        ts_hits_grow(h);
    memcpy(h->out->mention + h->first, all, n * sizeof *all);
    memcpy(h->side, side, n * sizeof *side);
    h->out->mentions = h->first + n;
    ts_free(all);
    ts_free(side);
}

void ts_pack_run_segment(ts_pack_run *r, ts_hits *h, const ts_segment *s, const ts_columns *columns) {
    ts_pack_match_run(r, s->text);
    if (r->matches == 0)
        return;
    picked p = {.mention = ts_alloc_array(r->matches, sizeof *p.mention),
                .side = ts_alloc_array(r->matches, sizeof *p.side),
                .refused = ts_alloc_array(r->matches, sizeof *p.refused)};
    bool *dropped = ts_alloc_array(ts_hits_count(h) + 1, sizeof *dropped);
    spot at = {.table = s->type == TS_SEGMENT_TABLE};
    for (size_t i = 0; i < r->matches; i++) {
        ts_norm norm;
        ts_mention m;
        ts_side side;
        place(s, &r->match[i], &at);
        if (!judge(r, columns, &r->match[i], &at, &norm, &m, &side))
            continue;
        ts_findings_set_norm(h->out, &m, ts_norm_span(&norm));
        pick(&p, &m, side);
    }
    if (p.n > 0 && ts_hits_count(h) > 0)
        settle(&p, h, dropped);
    if (p.n > 0)
        merge(h, &p, dropped);
    ts_free(p.mention);
    ts_free(p.side);
    ts_free(p.refused);
    ts_free(dropped);
}
