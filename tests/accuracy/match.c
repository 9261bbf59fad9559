/* match.c - which findings of `scan` are mentions of a labelled set, and the counts of that. */
#include "accuracy/match.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/map.h"
#include "model/locator.h"

static const struct {
    const char *kind;
    match_group group;
    bool loose; /* where it ends is a matter of taste */
} rules[] = {
    {"nhs_number", CHECKED, false},
    {"chi_number", CHECKED, false},
    {"hc_number", CHECKED, false},
    {"ihi", CHECKED, false},
    {"nino", CHECKED, false},
    {"mrz", CHECKED, false},
    {"driving_licence", CHECKED, false},
    {"iban", CHECKED, false},
    {"card", CHECKED, false},
    {"vat_number", CHECKED, false},
    {"utr", CHECKED, false},
    {"birth_date", CONTACT, false},
    {"phone", CONTACT, false},
    {"email", CONTACT, false},
    {"postcode", CONTACT, false},
    {"address", CONTACT, true},
    {"bank_account", REST, true},
    {"salary", REST, true},
    {"social_handle", REST, true},
    {"health_term", SPECIAL, true},
    {"mental_health", SPECIAL, true},
    {"sexual_health", SPECIAL, true},
    {"pregnancy", SPECIAL, true},
    {"safeguarding", SPECIAL, true},
    {"ethnicity", SPECIAL, true},
    {"religion", SPECIAL, true},
    {"orientation", SPECIAL, true},
    {"trade_union", SPECIAL, true},
    {"biometric", SPECIAL, true},
    {"criminal", SPECIAL, true},
    {"password", SECRET, true},
    {"private_key", SECRET, true},
    {"api_token", SECRET, true},
};

bool match_is_name(ts_span kind) {
    return ts_span_eq(kind, ts_str("person_name")) || ts_span_eq(kind, ts_str("surname")) ||
           ts_span_eq(kind, ts_str("forename"));
}

static bool is_loose(ts_span kind) {
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (ts_span_eq(kind, ts_str(rules[i].kind)))
            return rules[i].loose;
    return false;
}

match_group match_group_of(const match_set *s, const match_item *item) {
    ts_span kind = s->kind[item->kind];
    if (match_is_name(kind))
        return ts_span_eq(s->class[s->passage[item->passage].class], ts_str("table")) ? NAME_IN_TABLE : NAME_IN_TEXT;
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (ts_span_eq(kind, ts_str(rules[i].kind)))
            return rules[i].group;
    return REST;
}

const char *match_group_name(match_group g) {
    static const char *const name[MATCH_GROUPS] = {"checked identifiers",
                                                   "birth, phone, e-mail, postcode, address",
                                                   "names in running text",
                                                   "names in tables",
                                                   "special categories",
                                                   "secrets",
                                                   "the rest"};
    return name[g];
}

/* ---- reading ---- */

static uint16_t number_of(ts_span name, ts_span *list, size_t *n, size_t room, ts_arena *strings) {
    for (size_t i = 0; i < *n; i++)
        if (ts_span_eq(list[i], name))
            return (uint16_t)i;
    if (*n == room) {
        fprintf(stderr, "match: more than %zu kinds or classes\n", room);
        exit(2);
    }
    list[*n] = ts_arena_copy(strings, name);
    return (uint16_t)(*n)++;
}

/* The name of the file alone: of a scanned path without the directories before it and the members behind. */
static ts_span file_name(ts_span path) {
    path = ts_slice(path, 0, ts_span_find(path, ts_str("!/"), 0));
    for (size_t i = path.len; i > 0; i--)
        if (path.ptr[i - 1] == '/')
            return ts_slice(path, i, path.len - i);
    return path;
}

/* Letters, digits and what is no ASCII, small: an apostrophe, an entity of HTML (&#39;), a line end of quoted-printable and
 * the doubled quotes of CSV and SQL leave nothing. */
static ts_span plain_of(ts_span s, ts_arena *strings) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    unsigned char byte;
    for (size_t i = 0; i < s.len; i++) {
        size_t end = s.ptr[i] == '&' ? ts_span_find(s, ts_str(";"), i) : SIZE_MAX;
        if (end != SIZE_MAX && end - i <= 7)
            i = end;
        else if (s.ptr[i] == '=' && i + 2 < s.len && ts_unhex(ts_slice(s, i + 1, 2), &byte, 1) && byte >= 0x80)
            ts_buf_add_char(&b, (char)byte), i += 2;
        else if (s.ptr[i] == '\\' && i + 1 < s.len)
            i++;
        else if ((unsigned char)s.ptr[i] == 0xC2 || (i && (unsigned char)s.ptr[i - 1] == 0xC2))
            continue; /* a hard space, a pound sign */
        else if (ts_is_alnum(s.ptr[i]) || (unsigned char)s.ptr[i] >= 0x80)
            ts_buf_add_char(&b, ts_lower(s.ptr[i]));
    }
    return ts_arena_copy(strings, ts_buf_span(&b));
}

static void *one_more(void *list, size_t n, size_t size) {
    return (n & (n - 1)) == 0 ? ts_grow(list, 2 * n + 1, size) : list;
}

static uint32_t passage_of(match_set *s, ts_map *by_path, ts_span path, bool add) {
    ts_span name = file_name(path);
    const uint64_t *have = ts_map_find(by_path, name);
    bool added;
    if (have || !add)
        return have ? (uint32_t)*have : UINT32_MAX;
    *ts_map_slot(by_path, name, &added) = s->passages;
    s->passage = one_more(s->passage, s->passages, sizeof *s->passage);
    s->passage[s->passages] = (match_passage){.path = ts_arena_copy(&s->strings, path)};
    s->passage[s->passages].class = number_of(ts_str("?"), s->class, &s->classes, MATCH_CLASSES, &s->strings);
    return (uint32_t)s->passages++;
}

static void read_truth(match_set *s, ts_map *by_path, ts_span text) {
    jsonl_line line;
    for (size_t at = 0; jsonl_next(text, &at, &s->strings, &line);) {
        ts_span path = jsonl_get(&line, "path"), kind = jsonl_get(&line, "kind"), class = jsonl_get(&line, "class");
        if (path.len == 0)
            continue;
        uint32_t p = passage_of(s, by_path, path, true);
        if (class.len)
            s->passage[p].class = number_of(class, s->class, &s->classes, MATCH_CLASSES, &s->strings);
        if (jsonl_get(&line, "column").len && jsonl_get(&line, "role").len) {
            s->column = one_more(s->column, s->columns, sizeof *s->column);
            s->column[s->columns++] = (match_column){
                .passage = p, .column = (uint32_t)jsonl_number(&line, "column", 0), .role = jsonl_get(&line, "role")};
        }
        if (kind.len == 0)
            continue;
        s->mention = one_more(s->mention, s->mentions, sizeof *s->mention);
        match_item *m = &s->mention[s->mentions++];
        *m = (match_item){.passage = p, .has_place = true, .value = jsonl_get(&line, "value")};
        m->kind = number_of(kind, s->kind, &s->kinds, MATCH_KINDS, &s->strings);
        m->may = ts_span_eq(jsonl_get(&line, "may"), ts_str("true"));
        m->start = (uint64_t)jsonl_number(&line, "start", 0);
        m->end = (uint64_t)jsonl_number(&line, "end", 0);
        m->plain = plain_of(m->value, &s->strings);
    }
}

static void read_scan(match_set *s, ts_map *by_path, ts_span text) {
    jsonl_line line;
    for (size_t at = 0; jsonl_next(text, &at, &s->strings, &line);) {
        ts_span path = jsonl_get(&line, "path"), kind = jsonl_get(&line, "kind");
        if (kind.len == 0)
            continue;
        uint32_t p = passage_of(s, by_path, path, false);
        if (p == UINT32_MAX) {
            s->strangers += !ts_span_eq(file_name(path), ts_str("truth.jsonl"));
            continue;
        }
        s->finding = one_more(s->finding, s->findings, sizeof *s->finding);
        match_item *f = &s->finding[s->findings++];
        *f = (match_item){.passage = p, .value = jsonl_get(&line, "value")};
        f->kind = number_of(kind, s->kind, &s->kinds, MATCH_KINDS, &s->strings);
        f->confidence = 100 * jsonl_number(&line, "confidence", 0);
        f->plain = plain_of(f->value, &s->strings);
        f->has_place = jsonl_get(&line, "at").len > 0 && ts_span_find(path, ts_str("!/"), 0) == SIZE_MAX;
        f->start = (uint64_t)jsonl_number(&line, "at", 0);
        f->end = f->start + f->value.len;
        ts_locator l;
        if (ts_locator_parse(jsonl_get(&line, "locator"), &l) == 0 && l.place == TS_LOCATOR_CELL) {
            f->row = (uint32_t)l.row;
            f->column = (uint32_t)l.column;
        }
    }
}

/* ---- matching ---- */

static bool same_kind(const match_set *s, const match_item *m, const match_item *f) {
    return m->kind == f->kind || (match_is_name(s->kind[m->kind]) && match_is_name(s->kind[f->kind]));
}

static bool enough(const match_set *s, const match_item *m, uint64_t shared, uint64_t one, uint64_t other) {
    bool shorter = (m->may || is_loose(s->kind[m->kind])) == (one < other); /* `one` is the length to compare with */
    return 2 * shared > (one == other || shorter ? one : other);
}

/* How many bytes the two share, 0 where that is not enough. */
static uint64_t overlap(const match_set *s, const match_item *m, const match_item *f) {
    if (!f->has_place || f->start >= m->end || m->start >= f->end)
        return 0;
    uint64_t shared = (f->end < m->end ? f->end : m->end) - (f->start > m->start ? f->start : m->start);
    return enough(s, m, shared, m->end - m->start, f->end - f->start) ? shared : 0;
}

/* The same for values without a place: one has to stand in the other. */
static uint64_t likeness(const match_set *s, const match_item *m, const match_item *f) {
    ts_span small = m->plain.len < f->plain.len ? m->plain : f->plain;
    ts_span large = m->plain.len < f->plain.len ? f->plain : m->plain;
    if (small.len == 0 || ts_span_find(large, small, 0) == SIZE_MAX)
        return 0;
    return enough(s, m, small.len, m->plain.len, f->plain.len) ? small.len : 0;
}

/* Files whose text is not their bytes: here an offset may be that of a part. */
static bool wrapped(ts_span path) {
    static const char *const plain[] = {".txt", ".csv", ".tsv", ".log", ".md", ".ini", ".yaml", ".conf"};
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (path.len > 4 && ts_span_find(path, ts_str(plain[i]), path.len - 5) != SIZE_MAX)
            return false;
    return true;
}

static void match_one(match_set *s, match_item *f) {
    const match_passage *p = &s->passage[f->passage];
    match_item *best = NULL;
    uint64_t most = 0;
    for (int by_value = 0; by_value < 2 && !best; by_value++) {
        if (by_value && f->has_place && !wrapped(p->path))
            break;
        bool taken = false;
        for (uint32_t i = 0; i < p->mentions; i++) {
            match_item *m = &s->mention[p->mention + i];
            if (!same_kind(s, m, f))
                continue;
            uint64_t shared = by_value ? likeness(s, m, f) : overlap(s, m, f);
            if (shared && m->right && !m->may) {
                taken = true;
            } else if (shared && (!best || (m->may == best->may ? shared > most : best->may))) {
                most = shared;
                best = m;
            }
        }
        if (!best && taken && by_value) {
            f->ignored = true; /* the same value once more, as the HTML half of a mail repeats the text half */
            return;
        }
    }
    if (best && best->may) {
        f->ignored = true;
    } else if (best) {
        best->right = f->right = true;
        best->confidence = f->confidence;
    } else if (ts_span_eq(s->kind[f->kind], ts_str("title"))) {
        /* "Mrs" found apart from the name that it belongs to is no mistake */
        for (uint32_t i = 0; i < p->mentions && !f->ignored; i++) {
            const match_item *m = &s->mention[p->mention + i];
            f->ignored =
                match_is_name(s->kind[m->kind]) && (f->has_place ? f->start < m->end && m->start < f->end
                                                                 : ts_span_find(m->plain, f->plain, 0) != SIZE_MAX);
        }
    }
}

static int by_passage(const void *a, const void *b) {
    const match_item *x = a, *y = b;
    if (x->passage != y->passage)
        return x->passage < y->passage ? -1 : 1;
    if (x->confidence != y->confidence)
        return x->confidence > y->confidence ? -1 : 1;
    return x->start < y->start ? -1 : x->start > y->start;
}

/* ---- the role of a column ---- */

/* The kind that stands in most rows of the column, if in at least half of the rows that any column shows. */
static ts_span role_found(const match_set *s, const match_column *c, double least) {
    const match_passage *p = &s->passage[c->passage];
    uint32_t rows[MATCH_KINDS] = {0}, seen[MATCH_KINDS] = {0}, low = UINT32_MAX, high = 0;
    for (uint32_t i = 0; i < p->findings; i++) {
        const match_item *f = &s->finding[p->finding + i];
        if (f->row == 0 || f->confidence < least)
            continue;
        low = f->row < low ? f->row : low;
        high = f->row > high ? f->row : high;
    }
    for (uint32_t row = low; row <= high && high - low < 100000; row++)
        for (uint32_t i = 0; i < p->findings; i++) {
            const match_item *f = &s->finding[p->finding + i];
            if (f->row == row && f->column == c->column && f->confidence >= least && seen[f->kind] != row + 1) {
                seen[f->kind] = row + 1;
                rows[f->kind]++;
            }
        }
    size_t best = 0;
    for (size_t k = 1; k < s->kinds; k++)
        best = rows[k] > rows[best] ? k : best;
    return s->kinds && high && 2 * rows[best] >= high - low + 1 ? s->kind[best] : ts_str("none");
}

/* ---- counts ---- */

static void count(match_set *s, double least) {
    for (size_t i = 0; i < s->mentions; i++) {
        const match_item *m = &s->mention[i];
        if (m->may)
            continue;
        match_count *where[] = {&s->by_kind[m->kind], &s->by_group[match_group_of(s, m)],
                                &s->by_class[s->passage[m->passage].class]};
        for (size_t k = 0; k < sizeof where / sizeof *where; k++) {
            where[k]->truth++;
            where[k]->found += m->right && m->confidence + 1e-6 >= least;
        }
    }
    for (size_t i = 0; i < s->findings; i++) {
        const match_item *f = &s->finding[i];
        if (f->ignored)
            continue;
        size_t b = f->confidence >= 100 ? MATCH_BINS - 1 : (size_t)(f->confidence + 1e-6) / 10;
        *(f->right ? &s->bin[b].right : &s->bin[b].wrong) += 1;
        if (f->confidence + 1e-6 < least)
            continue;
        match_count *where[] = {&s->by_kind[f->kind], &s->by_group[match_group_of(s, f)],
                                &s->by_class[s->passage[f->passage].class],
                                s->passage[f->passage].mentions ? NULL : &s->traps};
        for (size_t k = 0; k < sizeof where / sizeof *where; k++)
            if (where[k])
                *(f->right ? &where[k]->right : &where[k]->wrong) += 1;
    }
    for (size_t i = 0; i < s->columns; i++) {
        match_column *c = &s->column[i];
        c->found = role_found(s, c, least);
        bool none = ts_span_eq(c->role, ts_str("none"));
        if (ts_span_eq(c->role, c->found))
            s->roles.right++;
        else
            s->roles.wrong++;
        s->roles.truth += !none;
        s->roles.found += !none && ts_span_eq(c->role, c->found);
    }
}

void match_run(match_set *s, ts_span truth, ts_span scan, double least) {
    *s = (match_set){0};
    ts_map *by_path = ts_map_new();
    read_truth(s, by_path, truth);
    read_scan(s, by_path, scan);
    ts_map_free(by_path);
    if (s->mentions)
        qsort(s->mention, s->mentions, sizeof *s->mention, by_passage);
    if (s->findings)
        qsort(s->finding, s->findings, sizeof *s->finding, by_passage);
    for (size_t i = s->mentions; i-- > 0;)
        s->passage[s->mention[i].passage].mention = (uint32_t)i, s->passage[s->mention[i].passage].mentions++;
    for (size_t i = s->findings; i-- > 0;)
        s->passage[s->finding[i].passage].finding = (uint32_t)i, s->passage[s->finding[i].passage].findings++;
    for (size_t i = 0; i < s->findings; i++)
        match_one(s, &s->finding[i]);
    count(s, least);
}

void match_done(match_set *s) {
    ts_free(s->passage);
    ts_free(s->mention);
    ts_free(s->finding);
    ts_free(s->column);
    ts_arena_done(&s->strings);
}
