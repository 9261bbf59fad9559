/* terms.c - finds the words of terms.def near a person: what a text tells of somebody's health, faith or convictions.
 *
 * Only text about a person is read for them, so manuals and sources, which name none, cost nothing and give nothing.  A
 * word's hash leads to the terms that begin with it; the longest that stands there whole is taken.
 */
#include "detect/terms.h"

#include <pthread.h>

#include "base/lanes.h"
#include "detect/label_words.h"

enum {
    FOURS = 1 << 15,
    SLOTS = 4096 /* 12 bits of the hash */,
    TERMS = 4000,
    BEFORE = 600,
    BEHIND = 1500,
    MOST = 512,
    LONGEST_WORD = 24
};
enum { SURE = 60, UNSURE = 35, WITH_IDENTITY = 25 };

static const struct {
    ts_kind kind;
    const char *words;
} lists[] = {
#define TS_TERMS(id, words) {TS_KIND_##id, words},
#include "detect/terms.def"
#undef TS_TERMS
};

typedef struct entry {
    const char *term;
    uint8_t len, kind;
    bool sure, capitals;
    uint16_t next; /* of the same first word; index + 1 */
} entry;

static entry table[TERMS];
static uint16_t slots[SLOTS]; /* index + 1, by the first word's hash */
static uint32_t lengths[32]; /* by a word's first letter: bit n, some first word has n letters */
static uint32_t thirds[32][32]; /* by its first two letters: a bit a third one; any bit where it has but two */
static uint64_t fours[FOURS / 64]; /* a bit for each four letters that a first word begins with */
static size_t entries;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static bool in_word(char c) { return ts_is_alnum(c) || c >= 0x80; }

static const char apostrophe[] = "\xE2\x80\x99"; /* as word processors write it */

/* Does a word go on at p?  Dashes and quotes of U+2000 to U+203F are no letters. */
static bool goes_on(const char *p, size_t n) {
    return n > 0 && in_word(*p) && !(n > 2 && p[0] == 0xE2 && p[1] == 0x80);
}

static size_t word_len(const char *s, size_t n) {
    size_t i = 0;
    while (goes_on(s + i, n - i))
        i++;
    return i;
}

/* Of its first eight letters, in whatever case, and its length. */
static uint32_t hash_word(const char *s, size_t n) {
    uint64_t letters = 0;
    memcpy(&letters, s, n < sizeof letters ? n : sizeof letters);
    letters = (letters | UINT64_C(0x2020202020202020)) + n;
    return (uint32_t)((letters * UINT64_C(0x9E3779B97F4A7C15)) >> 52);
}

static uint32_t four_of(const char *letters) {
    uint32_t four;
    memcpy(&four, letters, sizeof four);
    return ((four | UINT32_C(0x20202020)) * UINT32_C(0x9E3779B1)) >> 17;
}

static void link_word(size_t index, const char *word, size_t n) {
    uint32_t slot = hash_word(word, n);
    table[index].next = slots[slot];
    slots[slot] = (uint16_t)(index + 1);
    if (n > 3)
        fours[four_of(word) / 64] |= UINT64_C(1) << four_of(word) % 64;
    lengths[word[0] & 31] |= UINT32_C(1) << n;
    uint32_t *third = n > 1 ? &thirds[word[0] & 31][word[1] & 31] : thirds[word[0] & 31];
    for (size_t i = 0; i < (n > 1 ? 1u : 32u); i++)
        third[i] |= n > 2 ? UINT32_C(1) << (word[2] & 31) : UINT32_MAX;
}

static void add(const char *term, size_t n, ts_kind kind) {
    entry e = {.kind = (uint8_t)kind, .sure = true};
    if (*term == '=')
        e.capitals = true, term++, n--;
    if (term[n - 1] == '?')
        e.sure = false, n--;
    size_t first = word_len(term, n);
    if (entries + 2 > TERMS || first == 0 || first >= LONGEST_WORD)
        return;
    e.term = term;
    e.len = (uint8_t)n;
    table[entries] = e;
    link_word(entries++, term, first);
    if (first == n && !e.capitals) { /* "fractures" has a hash of its own */
        char plural[LONGEST_WORD + 1];
        memcpy(plural, term, n);
        plural[n] = 's';
        table[entries] = e;
        link_word(entries++, plural, n + 1);
    }
}

static void build(void) {
    for (size_t i = sizeof lists / sizeof lists[0]; i-- > 0;) /* what is linked last is met first */
        for (const char *p = lists[i].words; *p; p += strcspn(p, "|"), p += *p == '|')
            add(p, strcspn(p, "|"), lists[i].kind);
}

static uint64_t bit(ts_kind kind) { return UINT64_C(1) << kind; }

uint64_t ts_terms_kinds(void) {
    return 0
#define TS_TERMS(id, words) | UINT64_C(1) << TS_KIND_##id
#include "detect/terms.def"
#undef TS_TERMS
        ;
}

uint64_t ts_terms_people(void) {
    return bit(TS_KIND_NHS_NUMBER) | bit(TS_KIND_NINO) | bit(TS_KIND_BIRTH_DATE) | bit(TS_KIND_PERSON_NAME) |
           bit(TS_KIND_SURNAME) | bit(TS_KIND_LOCAL_ID);
}

bool ts_terms_is(ts_kind kind) { return (ts_terms_kinds() >> kind & 1) != 0; }

/* Does the term stand at p whole?  Its length there, with a plural's s; one blank or line end matches any. */
static size_t matches(const entry *e, const char *p, size_t n) {
    size_t i = 0;
    for (size_t k = 0; k < e->len; k++) {
        char want = e->term[k], c = i < n ? p[i] : 0;
        if (want == ' ' && (c == ' ' || c == '\n' || c == '\r')) {
            while (i < n && (p[i] == ' ' || p[i] == '\n' || p[i] == '\r'))
                i++;
            continue;
        }
        if (want == '\'' && i + 2 < n && memcmp(p + i, apostrophe, 3) == 0) {
            i += 3;
            continue;
        }
        if ((e->capitals ? c : ts_lower(c)) != want)
            return 0;
        i++;
    }
    if (i < n && !e->capitals && (p[i] | 32) == 's')
        i++;
    return i < n && (goes_on(p + i, n - i) || p[i] == '_' || (p[i] == '-' && goes_on(p + i + 1, n - i - 1))) ? 0 : i;
}

size_t ts_terms_at(ts_span text, size_t at, ts_kind *kind, bool *sure, ts_span *term) {
    pthread_once(&once, build);
    size_t most = text.len - at < LONGEST_WORD ? text.len - at : LONGEST_WORD, first = 0, best = 0;
    if (at + TS_LANES <= text.len) {
        ts_lanes v = ts_lanes_of(text.ptr + at);
        first = (size_t)__builtin_ctz(~(ts_lanes_letters(v) | ts_lanes_digits(v)) | UINT32_C(1) << (TS_LANES - 1));
    }
    if (first == 0 || text.ptr[at + first] >= 0x80)
        first = word_len(text.ptr + at, most);
    if (first == 0 || first >= LONGEST_WORD || !(lengths[text.ptr[at] & 31] >> first & 1))
        return 0;
    for (uint16_t i = slots[hash_word(text.ptr + at, first)]; i; i = table[i - 1].next) {
        const entry *e = &table[i - 1];
        size_t len = matches(e, text.ptr + at, text.len - at);
        if (len <= best)
            continue;
        best = len;
        *kind = (ts_kind)e->kind;
        *sure = e->sure;
        *term = ts_span_of(e->term, e->len);
    }
    return best ? at + best : 0;
}

/* A stretch of text that speaks of a person. */
typedef struct stretch {
    size_t from, to;
    bool identity; /* by number or birth date */
} stretch;

static bool is_identity(uint8_t kind) {
    return kind == TS_KIND_NHS_NUMBER || kind == TS_KIND_BIRTH_DATE || kind == TS_KIND_LOCAL_ID || kind == TS_KIND_NINO;
}

/* The next stretch from hit *i on; false where no more people are named. */
static bool next_stretch(const ts_hits *h, size_t n, size_t *i, size_t end, stretch *s) {
    const ts_mention *m = h->out->mention + h->first;
    *s = (stretch){0};
    for (; *i < n; ++*i) {
        const ts_mention *who = &m[*i];
        /* A name in passing is an author's or a road's as often as somebody's whom a text speaks of. */
        if (!(ts_terms_people() >> who->kind & 1) || who->confidence < 50 || (who->flags & TS_MENTION_PLACEHOLDER) ||
            h->side[*i].about == TS_ABOUT_PROSE)
            continue;
        size_t from = who->start > BEFORE ? who->start - BEFORE : 0,
               to = who->end + BEHIND < end ? who->end + BEHIND : end;
        if (s->to > 0 && from > s->to)
            break;
        s->from = s->to > 0 ? s->from : from;
        s->to = to;
        s->identity = s->identity || is_identity(who->kind);
    }
    return s->to > 0;
}

/* Most words of a text begin no term: three letters tell, and where there is a fourth, four. */
static inline bool may_be_term(ts_span text, size_t at) {
    if (at + 4 > text.len)
        return true;
    const char *p = text.ptr + at;
    return (thirds[p[0] & 31][p[1] & 31] >> (p[2] & 31) & 1) &&
           (!ts_is_alpha(p[2]) || !ts_is_alpha(p[3]) || (fours[four_of(p) / 64] >> four_of(p) % 64 & 1));
}

typedef struct search {
    ts_hits *h;
    ts_span text;
    size_t known, next; /* hits before the search; the first of them that ends behind the place */
    size_t done; /* words before this are taken */
    bool identity;
} search;

/* The term that begins with the word at `at`, if one does. */
static void take_term(search *s, size_t at) {
    ts_kind kind;
    bool sure;
    ts_span term;
    if (at > 0 && (s->text.ptr[at - 1] == '_' || s->text.ptr[at - 1] == '@'))
        return;
    size_t end = ts_terms_at(s->text, at, &kind, &sure, &term);
    if (end == 0)
        return;
    s->done = end;
    const ts_mention *m = s->h->out->mention + s->h->first;
    while (s->next < s->known && m[s->next].end <= at)
        s->next++;
    bool taken = s->next < s->known && m[s->next].start < end;
    ts_norm norm;
    char lower[TS_NORM_MAX];
    for (size_t k = 0; k < term.len; k++)
        lower[k] = ts_lower(term.ptr[k]);
    if (!taken && ts_hits_wants(s->h, kind) && ts_norm_set(&norm, ts_span_of(lower, term.len)))
        ts_hits_add_cell(s->h, kind, &norm, (uint32_t)at, (uint32_t)end,
                         (sure ? SURE : UNSURE) + (s->identity ? WITH_IDENTITY : 0), (ts_side){0})
            ->column = -1;
}

/* Does a word go on over text[at], not begin there? */
static bool is_inside(ts_span text, size_t at) {
    return at > 0 && in_word(text.ptr[at - 1]) &&
           !(at > 2 && text.ptr[at - 3] == apostrophe[0] && text.ptr[at - 2] == apostrophe[1]);
}

/* The words that begin in 32 bytes, a bit each; of fewer, and among letters that are not ASCII, one by one. */
static uint32_t word_begins(ts_span text, size_t at) {
    if (at + TS_LANES <= text.len) {
        ts_lanes v = ts_lanes_of(text.ptr + at);
        uint32_t word = ts_lanes_letters(v) | ts_lanes_digits(v);
        if (ts_lanes_within(v, (char)0x80, (char)0xFF) == 0)
            return word & ~(word << 1 | is_inside(text, at));
    }
    uint32_t begins = 0;
    for (size_t i = 0; i < TS_LANES && at + i < text.len; i++)
        if (goes_on(text.ptr + at + i, text.len - at - i) && !is_inside(text, at + i))
            begins |= UINT32_C(1) << i;
    return begins;
}

static void add_terms(search *s, const stretch *where) {
    s->identity = where->identity;
    for (size_t at = where->from; at < where->to && ts_hits_count(s->h) < s->known + MOST; at += TS_LANES) {
        uint32_t begins = word_begins(s->text, at);
        begins &= ts_lanes_first(where->to - at);
        for (; begins; begins &= begins - 1) {
            size_t word = at + (size_t)__builtin_ctz(begins);
            if (may_be_term(s->text, word) && word >= s->done)
                take_term(s, word);
        }
    }
    s->done = s->done > where->to ? s->done : where->to;
}

/* The hits before `known` are sorted, and so are those behind: one pass from the end brings them together. */
static void merge(ts_hits *h, size_t known) {
    size_t n = ts_hits_count(h), more = n - known;
    if (more == 0 || more > MOST)
        return;
    ts_mention added[MOST], *m = h->out->mention + h->first;
    ts_side side[MOST];
    memcpy(added, m + known, more * sizeof *added);
    memcpy(side, h->side + known, more * sizeof *side);
    for (size_t to = n; more > 0;) {
        bool old = known > 0 && m[known - 1].start > added[more - 1].start;
        to--;
        m[to] = old ? m[known - 1] : added[more - 1];
        h->side[to] = old ? h->side[known - 1] : side[more - 1];
        known -= old;
        more -= !old;
    }
}

void ts_terms_scan(ts_hits *h, ts_span text) {
    search s = {.h = h, .text = text, .known = ts_hits_count(h)};
    size_t i = 0;
    stretch where;
    if (s.known == 0 || !(h->kinds & ts_terms_kinds()))
        return;
    pthread_once(&once, build);
    while (next_stretch(h, s.known, &i, text.len, &where))
        add_terms(&s, &where);
    merge(h, s.known);
}
