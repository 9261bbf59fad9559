/* terms.c - finds the words of terms.def near a person: what a text tells of somebody's health, faith or convictions.
 *
 * Only text about a person is read for them, so manuals and sources, which name none, cost nothing and give nothing.  A
 * word's hash leads to the terms that begin with it; the longest that stands there whole is taken.
 */
#include "detect/terms.h"

#include "base/lanes.h"
#include "base/once.h"
#include "detect/office_word.h"
#include "detect/label_words.h"

enum {
    MARKS = 1 << 16, /* 16 bits of the hash, 8 KiB that stay in the first cache */
    SLOTS = 4096, /* 12 bits of it */
    TERMS = 4000,
    BEFORE = 600,
    BEHIND = 1500,
    MOST = 512,
    LONGEST_WORD = 24
};
enum { SURE = 60, UNSURE = 35, WITH_IDENTITY = 25, OF_WHO_THEY_ARE = 6 };

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
    uint64_t key; /* of its first word, or of that one's plural */
    uint8_t len, kind, first;
    bool sure, capitals;
    uint16_t next; /* of the same hash; index + 1 */
} entry;

static entry table[TERMS];
static uint16_t slots[SLOTS]; /* index + 1, by the first word's hash */
static uint64_t marks[MARKS / 64]; /* a bit for each first word's hash: most words begin no term */
static size_t entries;
static ts_once once = TS_ONCE_INIT;

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

/* A word's first eight letters in whatever case; as many bytes are readable, and n > 0. */
static inline uint64_t key_roomy(const char *letters, size_t n) {
    uint64_t key;
    memcpy(&key, letters, sizeof key);
    key |= UINT64_C(0x2020202020202020);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define FIRST(n) (UINT64_MAX >> (64 - 8 * (n)))
    static const uint64_t letters_of[] = {0,        FIRST(1), FIRST(2), FIRST(3),  FIRST(4),
                                          FIRST(5), FIRST(6), FIRST(7), UINT64_MAX};
    return key & letters_of[n < sizeof key ? n : sizeof key];
#else
    return n < sizeof key ? key & UINT64_MAX << (64 - 8 * n) : key;
#endif
}

static uint64_t key_of(const char *letters, size_t n) {
    char few[sizeof(uint64_t)] = {0};
    ts_copy(few, letters, n < sizeof few ? n : sizeof few);
    return key_roomy(few, n);
}

static inline uint64_t hash_of(uint64_t key, size_t n) { return (key + n) * UINT64_C(0x9E3779B97F4A7C15); }
static inline size_t slot_of(uint64_t hash) { return hash >> 52; }
static inline size_t mark_of(uint64_t hash) { return hash >> 36 & (MARKS - 1); }

static void link_word(size_t index, const char *word, size_t n) {
    entry *e = &table[index];
    e->key = key_of(word, n);
    e->first = (uint8_t)n;
    uint64_t hash = hash_of(e->key, n);
    e->next = slots[slot_of(hash)];
    slots[slot_of(hash)] = (uint16_t)(index + 1);
    marks[mark_of(hash) / 64] |= UINT64_C(1) << mark_of(hash) % 64;
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

typedef struct found_term {
    const entry *is; /* NULL: none */
    size_t len;
} found_term;

/* As far as the two bytes behind the first word tell: most terms of several words do not go on so. */
static inline bool may_go_on(const entry *e, size_t n, const char *p, size_t behind) {
    if (e->len < n + 2u || behind < n + 2 || e->term[n] != ' ')
        return true;
    char blank = p[n], next = p[n + 1];
    bool letters = ts_is_alpha(next) && ts_is_alpha(e->term[n + 1]);
    return blank == ' ' ? !letters || ((next ^ e->term[n + 1]) & 31) == 0 : blank == '\n' || blank == '\r';
}

/* The longest term whose first word, of `n` letters, stands at p. */
static found_term longest(uint64_t key, size_t n, const char *p, size_t behind) {
    found_term best = {0};
    for (uint16_t i = slots[slot_of(hash_of(key, n))]; i; i = table[i - 1].next) {
        const entry *e = &table[i - 1];
        bool may = e->key == key && e->first == n && may_go_on(e, n, p, behind);
        size_t len = may ? matches(e, p, behind) : 0;
        if (len > best.len)
            best = (found_term){e, len};
    }
    return best;
}

static found_term term_at(ts_span text, size_t at) {
    size_t most = text.len - at < LONGEST_WORD ? text.len - at : LONGEST_WORD, n = word_len(text.ptr + at, most);
    if (n == 0 || n >= LONGEST_WORD)
        return (found_term){0};
    return longest(key_of(text.ptr + at, n), n, text.ptr + at, text.len - at);
}

size_t ts_terms_at(ts_span text, size_t at, ts_kind *kind, bool *sure, ts_span *term) {
    ts_once_ready(&once, build);
    found_term t = term_at(text, at);
    if (!t.is)
        return 0;
    *kind = (ts_kind)t.is->kind;
    *sure = t.is->sure;
    *term = ts_span_of(t.is->term, t.is->len);
    return at + t.len;
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

typedef struct search {
    ts_hits *h;
    ts_span text;
    size_t known, next; /* hits before the search; the first of them that ends behind the place */
    size_t done; /* words before this are taken */
    bool identity;
    bool begins; /* a document, not a later segment of one */
} search;

/* "Q7 Any convictions?": a short line's question with a capital, as forms ask. */
static bool is_asked(ts_span text, size_t at) {
    enum { LONGEST_QUESTION = 40 };
    size_t from = at;
    while (from > 0 && at - from < LONGEST_QUESTION && text.ptr[from - 1] != '\n')
        from--;
    return (from == 0 || text.ptr[from - 1] == '\n') && ts_is_upper(text.ptr[from]);
}

/* Is a name among the hits from the next one on that begins within [at, at + 3)? */
static bool names_somebody(const search *s, size_t at) {
    const ts_mention *m = s->h->out->mention + s->h->first;
    size_t i = s->next;
    while (i < s->known && m[i].start < at)
        i++;
    return i < s->known && m[i].start < at + 3 &&
           (m[i].kind == TS_KIND_PERSON_NAME || m[i].kind == TS_KIND_SURNAME || m[i].kind == TS_KIND_FORENAME);
}

/* "Convictions: none", "Midwife: A Low", "Foster carers: Ann Low", "Any convictions?": a heading or a question, which says
 * what its value is about and nothing of anybody. */
static bool is_heading(const search *s, size_t at, size_t end) {
    ts_span text = s->text;
    ts_label label;
    end += end + 1 < text.len && text.ptr[end] == ')' && text.ptr[end + 1] == '?';
    if (end >= text.len || (text.ptr[end] != ':' && text.ptr[end] != '?'))
        return false;
    if (text.ptr[end] == '?')
        return at > 0 && is_asked(text, at);
    return names_somebody(s, end + 1) || (ts_label_of(ts_slice(text, at, end - at), &label) &&
                                          (label.categories || label.about || label.row || label.other));
}

/* "Diabetes Centre", "Probation Service", "Crisis Team": a term with capitals before a capital that only what people work in
 * is called by. */
static bool is_office(ts_span text, size_t at, size_t end) {
    size_t stop = end + 1;
    while (stop < text.len && ts_is_alpha(text.ptr[stop]))
        stop++;
    return stop > end + 3 && stop < text.len && text.ptr[end] == ' ' && ts_is_upper(text.ptr[at]) &&
           ts_is_upper(text.ptr[end + 1]) && ts_is_office_word(ts_slice(text, end + 1, stop - end - 1));
}

/* "Physiotherapy discharge report", "Community Mental Health Team": what stands on the first line of several, where it is a
 * short one without a name, a long number or a colon, is what the text is called or who wrote it. */
static bool is_title(const search *s, size_t at) {
    enum { LONGEST_TITLE = 60, YEAR = 4 /* digits */ };
    if (!s->begins || at > 2 * LONGEST_TITLE)
        return false;
    const char *nl = memchr(s->text.ptr, '\n', s->text.len < LONGEST_TITLE + 1 ? s->text.len : LONGEST_TITLE + 1);
    if (nl &&
        (size_t)(nl - s->text.ptr) < at) { /* the second, with a blank one below: "Low Trust", "Liaison Psychiatry" */
        size_t begin = (size_t)(nl + 1 - s->text.ptr);
        nl = memchr(nl + 1, '\n', s->text.len - begin < LONGEST_TITLE ? s->text.len - begin : LONGEST_TITLE);
        if (nl && !(nl + 1 < s->text.ptr + s->text.len && (nl[1] == '\n' || nl[1] == '\r')))
            return false;
    }
    size_t end = nl ? (size_t)(nl - s->text.ptr) : 0, lines = 0;
    if (!nl || at >= end || (s->known > 0 && s->h->out->mention[s->h->first].start < end))
        return false;
    for (size_t i = 0, digits = 0; i < end; i++) {
        digits = ts_is_digit(s->text.ptr[i]) ? digits + 1 : 0;
        if (digits > YEAR || memchr(":.,;?!", s->text.ptr[i], 6))
            return false;
    }
    for (size_t i = end; i < s->text.len && lines < 3; i++)
        lines += s->text.ptr[i] == '\n' && i + 1 < s->text.len;
    return lines >= 2;
}

/* The end of "arrested for affray", "caution for common assault": two terms of one kind over "for", which the first may end
 * in; else `end`. */
static size_t end_over_for(ts_span text, size_t at, size_t end, const entry *is) {
    enum { LONGEST_JOINED = 60 /* as long as a normal form of the kind may be (special.c) */ };
    static const char over[] = " for ";
    size_t next = end + 1;
    if (is->kind != TS_KIND_CRIMINAL || end + sizeof over > text.len)
        return end;
    if (ts_span_starts_nocase(ts_slice(text, end, sizeof over), ts_str(over)))
        next = end + sizeof over - 1;
    else if (end < at + 4 || !ts_span_eq_nocase(ts_slice(text, end - 4, 4), ts_str(" for")))
        return end;
    found_term more = term_at(text, next);
    return more.is && more.is->kind == is->kind && next + more.len - at <= LONGEST_JOINED ? next + more.len : end;
}

/* Words of faith, origin and the like mean little else near a person; those of illness and crime are said of others, too. */
static int how_sure(const entry *e, bool identity) {
    bool who = e->kind == TS_KIND_RELIGION || e->kind == TS_KIND_ETHNICITY || e->kind == TS_KIND_ORIENTATION ||
               e->kind == TS_KIND_TRADE_UNION;
    return (e->sure ? SURE : UNSURE) + (identity ? WITH_IDENTITY + (who ? OF_WHO_THEY_ARE : 0) : 0);
}

/* The term at `at`, unless another hit stands there. */
static void take_term(search *s, size_t at, found_term t) {
    size_t end = end_over_for(s->text, at, at + t.len, t.is);
    if (ts_hits_count(s->h) >= s->known + MOST ||
        (at > 0 && (s->text.ptr[at - 1] == '_' || s->text.ptr[at - 1] == '@')))
        return;
    s->done = end;
    const ts_mention *m = s->h->out->mention + s->h->first;
    while (s->next < s->known && m[s->next].end <= at)
        s->next++;
    if (is_heading(s, at, end) || is_title(s, at) || is_office(s->text, at, end))
        return;
    bool taken = s->next < s->known && m[s->next].start < end;
    ts_norm norm;
    char lower[TS_NORM_MAX];
    ts_span term = end == at + t.len ? ts_span_of(t.is->term, t.is->len) : ts_slice(s->text, at, end - at);
    size_t n = 0; /* one blank for any: what is told must be a normal form, or the parent takes nothing of the reply */
    for (size_t k = 0; k < term.len && n < sizeof lower; k++) {
        char c = ts_is_space(term.ptr[k]) ? ' ' : ts_lower(term.ptr[k]);
        if (c != ' ' || n == 0 || lower[n - 1] != ' ')
            lower[n++] = c;
    }
    if (!taken && ts_hits_wants(s->h, (ts_kind)t.is->kind) && ts_norm_set(&norm, ts_span_of(lower, n)))
        ts_hits_add_cell(s->h, (ts_kind)t.is->kind, &norm, (uint32_t)at, (uint32_t)end, how_sure(t.is, s->identity),
                         (ts_side){0})
            ->column = -1;
}

/* Does a word go on over text[at], not begin there? */
static inline bool is_inside(ts_span text, size_t at) {
    return at > 0 && in_word(text.ptr[at - 1]) &&
           !(at > 2 && text.ptr[at - 3] == apostrophe[0] && text.ptr[at - 2] == apostrophe[1]);
}

/* Words among letters that are not ASCII, and at the text's end: one by one. */
static void add_slowly(search *s, size_t from, size_t to) {
    for (size_t at = from; at < to; at++)
        if (goes_on(s->text.ptr + at, s->text.len - at) && !is_inside(s->text, at) && at >= s->done) {
            found_term t = term_at(s->text, at);
            if (t.is)
                take_term(s, at, t);
        }
}

/* Those that begin in the 32 bytes at `at` before `to`, which are ASCII and of which `word` are letters and digits; the place
 * of one that may go on behind them, or the next 32: no word is as long as that. */
static size_t add_of_block(search *s, size_t at, size_t to, uint32_t word) {
    uint32_t begins = word & ~(word << 1 | is_inside(s->text, at));
    uint32_t whole = to - at < TS_LANES ? begins & ts_lanes_first(to - at) : begins;
    size_t next = TS_LANES;
    if (word == UINT32_MAX)
        return at + TS_LANES;
    if (word >> (TS_LANES - 1)) {
        next -= (size_t)__builtin_clz(~word);
        whole &= ts_lanes_first(next);
    }
    for (; whole; whole &= whole - 1) {
        unsigned first = (unsigned)__builtin_ctz(whole);
        size_t n = (size_t)__builtin_ctz(~word >> first), place = at + first;
        uint64_t key = key_roomy(s->text.ptr + place, n), mark = mark_of(hash_of(key, n));
        if (!(marks[mark / 64] >> mark % 64 & 1) || n >= LONGEST_WORD || place < s->done)
            continue;
        found_term t = longest(key, n, s->text.ptr + place, s->text.len - place);
        if (t.is)
            take_term(s, place, t);
    }
    return at + next;
}

static void add_terms(search *s, const stretch *where) {
    s->identity = where->identity;
    for (size_t at = where->from; at < where->to && ts_hits_count(s->h) < s->known + MOST;) {
        /* Eight bytes more: a word's letters are read eight at a time. */
        bool roomy = at + TS_LANES + sizeof(uint64_t) <= s->text.len;
        ts_lanes v;
        if (roomy)
            v = ts_lanes_of(s->text.ptr + at);
        if (roomy && ts_lanes_high(v) == 0) {
            at = add_of_block(s, at, where->to, ts_lanes_letters(v) | ts_lanes_digits(v));
            continue;
        }
        add_slowly(s, at, at + TS_LANES < where->to ? at + TS_LANES : where->to);
        at += TS_LANES;
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

void ts_terms_scan(ts_hits *h, ts_span text, bool begins) {
    search s = {.h = h, .text = text, .known = ts_hits_count(h), .begins = begins};
    size_t i = 0;
    stretch where;
    if (s.known == 0 || !(h->kinds & ts_terms_kinds()))
        return;
    ts_once_ready(&once, build);
    while (next_stretch(h, s.known, &i, text.len, &where))
        add_terms(&s, &where);
    merge(h, s.known);
}
