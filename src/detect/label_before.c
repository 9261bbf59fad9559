/* label_before.c - the label that stands before a value in running text: over signs, fillers and line ends, back to where it begins. */
#include "base/lanes.h"
#include "detect/context.h"
#include "detect/label_words.h"
#include "text/words.h"

enum { LOOK_BACK = 48 };

/* What may stand between a label and its value; a line's end, too, and a blank that does not break lines. */
enum { FILLS = 1, BREAKS = 2, PARTS = 4 };
static inline unsigned filler_at(ts_span text, size_t from, size_t at) {
    static const uint8_t filler[256] = {
        [' '] = FILLS,         ['\t'] = FILLS,          [':'] = FILLS,  ['.'] = FILLS,  ['='] = FILLS,
        ['"'] = FILLS,         ['\''] = FILLS,          ['#'] = FILLS,  ['('] = FILLS,  ['['] = FILLS,
        ['*'] = FILLS,         ['-'] = FILLS,           ['>'] = FILLS,  ['_'] = FILLS,  ['`'] = FILLS,
        ['|'] = FILLS,         ['\n'] = FILLS | BREAKS, ['\r'] = FILLS, [0xC2] = FILLS, ['?'] = FILLS,
        [','] = FILLS | PARTS, [';'] = FILLS | PARTS};
    uint8_t c = (uint8_t)text.ptr[at], how = filler[c];
    return how || c != 0xA0 ? how : at > from && (uint8_t)text.ptr[at - 1] == 0xC2 ? FILLS : 0;
}

/* "H&C number": the sign that joins two capitals, unlike that of "a=1&phone=2". */
static bool joins_capitals(ts_span text, size_t at, size_t from) {
    return text.ptr[at] == '&' && at > from && at + 1 < text.len && ts_is_upper(text.ptr[at - 1]) &&
           ts_is_upper(text.ptr[at + 1]);
}

static inline bool is_label_byte(char c) {
    static const uint64_t signs =
        UINT64_C(1) << ' ' | UINT64_C(1) << '.' | UINT64_C(1) << '-' | UINT64_C(1) << '\'' | UINT64_C(1) << '/';
    return ts_is_alnum(c) || (c < 64 && (signs >> c & 1)) || c == '_' || c >= 0x80;
}

/* The same of 32 bytes, a bit each; hyphen, stop and stroke stand before the digits. */
static inline uint32_t label_bytes(ts_lanes v) {
    return ts_lanes_letters(v) | ts_lanes_within(v, '-', '9') | ts_lanes_are(v, ' ') | ts_lanes_are(v, '\'') |
           ts_lanes_are(v, '_') | ts_lanes_high(v);
}

/* Does the stop before the space at text[at] end a sentence?  Those of "No. " and "Reg. No. " do not. */
static bool ends_sentence(ts_span text, size_t from, size_t at) {
    static const ts_span registered = {"reg.", 4};
    if (at >= from + 4 && ts_span_eq_nocase(ts_slice(text, at - 4, 4), registered))
        return false;
    return at > from + 2 && text.ptr[at - 1] == '.' && ts_is_alpha(text.ptr[at - 2]) && ts_is_alpha(text.ptr[at - 3]) &&
           ts_upper(text.ptr[at - 2]) != 'O';
}

/* Two spaces part columns; a full stop and a space end a sentence. */
static bool parts(ts_span text, size_t from, size_t at, size_t end) {
    return text.ptr[at] == ' ' &&
           ((at + 1 < end && text.ptr[at + 1] == ' ') || (at + 1 < end && ends_sentence(text, from, at)));
}

/* Begin of the label that ends at `end`, byte by byte, from `start` on, which belongs to it. */
static size_t label_start(ts_span text, size_t from, size_t start, size_t end) {
    while (start > from && end - start < LOOK_BACK &&
           (is_label_byte(text.ptr[start - 1]) || joins_capitals(text, start - 1, from)) &&
           !parts(text, from, start - 1, end))
        start--;
    return start;
}

/* The same, 32 bytes in one look: most labels are shorter. */
static size_t label_start_roomy(ts_span text, size_t from, size_t end) {
    if (end < from + TS_LANES)
        return label_start(text, from, end, end);
    size_t low = end - TS_LANES;
    ts_lanes v = ts_lanes_of(text.ptr + low);
    uint32_t blank = ts_lanes_are(v, ' '), stop = ~label_bytes(v) | (blank & blank >> 1);
    for (uint32_t behind = blank & (ts_lanes_are(v, '.') << 1 | 1); behind; behind &= behind - 1)
        if (parts(text, from, low + (size_t)__builtin_ctz(behind), end))
            stop |= behind & -behind;
    while (stop) {
        uint32_t last = UINT32_C(1) << (31 - __builtin_clz(stop));
        size_t at = low + (size_t)__builtin_ctz(last);
        if (!joins_capitals(text, at, from))
            return at + 1;
        stop ^= last;
    }
    return label_start(text, from, low, end);
}

/* "NHS number is", "DOB confirmed as", "date of birth of": words between that carry nothing. */
__attribute__((noinline)) static size_t drop_filler(ts_span text, size_t start, size_t end) {
    enum { LONGEST = 9 };
    static ts_word_set fill = {.words = " IS WAS ARE THE OF CONFIRMED APPROX RECORDED GIVEN STATED "};
    static ts_word_set told = {.words = " CONFIRMED RECORDED GIVEN STATED BIRTH DOB NUMBER "};
    bool as = false; /* "known as" is a label, "confirmed as" only says so of one */
    for (size_t word = end, kept = end;; word = end) {
        while (word > start && end - word <= LONGEST && ts_is_alpha(text.ptr[word - 1]))
            word--;
        ts_span w = ts_slice(text, word, end - word);
        if (as && !ts_word_set_has_nocase(&told, w))
            return kept;
        if (!as)
            kept = end;
        as = ts_span_eq_nocase(w, ts_str("as"));
        if (word < start + 2 || text.ptr[word - 1] != ' ' || !(as || ts_word_set_has_nocase(&fill, w)))
            return end;
        end = word - 1;
    }
}

static inline size_t drop_last_filler(ts_span text, size_t start, size_t end) {
    static const uint32_t last = UINT32_C(1) << ('s' & 31) | UINT32_C(1) << ('e' & 31) | UINT32_C(1) << ('d' & 31) |
                                 UINT32_C(1) << ('n' & 31) | UINT32_C(1) << ('f' & 31) | UINT32_C(1) << ('x' & 31);
    if (!(last >> (text.ptr[end - 1] & 31) & 1) || end - start < 2)
        return end;
    switch (text.ptr[end - 2] | 0x20) {
    case 'i': /* is */
    case 'a': /* was, as */
    case 'r': /* are */
    case 'h': /* the */
    case 'e': /* confirmed, given */
    case 'o': /* of, approx */
        return drop_filler(text, start, end);
    default:
        return end;
    }
}

/* Do three letters and digits stand before `end`, no more of which is a filler?  They tell what the label's last do. */
static bool ends_plain(ts_span text, size_t from, size_t end) {
    return end > from + 2 && ts_is_alnum(text.ptr[end - 1]) && ts_is_alnum(text.ptr[end - 2]) &&
           ts_is_alnum(text.ptr[end - 3]) && drop_last_filler(text, from, end) == end;
}

/* At most the last five words of a label, which its spaces part: where they begin. */
static size_t last_words(ts_span text, size_t start, size_t end) {
    enum { MOST = 5 };
    size_t words = 0, i = end;
    if (end - start <= TS_LANES && end >= TS_LANES) {
        uint32_t blank =
            ts_lanes_are(ts_lanes_of(text.ptr + end - TS_LANES), ' ') & ~ts_lanes_first(TS_LANES + start - end);
        for (; blank && words + 1 < MOST; words++)
            blank ^= UINT32_C(1) << (31 - __builtin_clz(blank));
        return blank ? end - (size_t)__builtin_clz(blank) - 1 : start;
    }
    while (i > start && words < MOST) {
        i--;
        words += text.ptr[i] == ' ' || i == start;
    }
    return i;
}

/* The label that ends at `end`, behind `lines` line ends; `plain`: three letters of it tell. */
static bool read_before(ts_span text, size_t from, size_t end, size_t lines, bool plain, ts_label *out) {
    size_t start = label_start_roomy(text, from, end);
    if (start > from && end - start == LOOK_BACK)
        while (start < end && text.ptr[start] != ' ') /* a cut word is none */
            start++;
    if (!plain || end < start + 3) {
        end = end > start ? drop_last_filler(text, start, end) : end;
        if (!ts_label_may_be(ts_slice(text, start, end - start)))
            return false;
    }
    size_t i = last_words(text, start, end);
    /* On the line above it must be the whole line: prose that ends in a label word is no label, but for a sentence or
     * clause of a wrapped line that is all label, "asthma, DoB". */
    bool clause = lines == 1 && start > from && text.ptr[start - 1] != '\n';
    if (clause && (i > start || is_label_byte(text.ptr[start - 1] == ' ' ? ',' : text.ptr[start - 1])))
        return false;
    if (!ts_label_of(ts_span_of(text.ptr + i, end - i), out))
        return false;
    if (clause && out->bare)
        return false;
    if (out->column_only)
        out->strength = 0;
    return lines == 0 || out->strength >= 85;
}

/* What stands on a line before a value, as forms have it on each page, and what was made of it. */
enum { LINES = 128 };
typedef struct line_read {
    char last[TS_LANES]; /* bytes before the label's end, of which the line's are compared */
    uint8_t len;
    bool known;
    ts_label label;
} line_read;

static size_t line_place(const char *end, size_t len) {
    uint64_t v[2];
    memcpy(v, end - sizeof v, sizeof v);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    v[1] &= len < 8 ? UINT64_MAX << 8 * (8 - len) : UINT64_MAX; /* of the line alone */
    v[0] &= len <= 8 ? 0 : len < 16 ? UINT64_MAX << 8 * (16 - len) : UINT64_MAX;
#else
    v[1] &= len < 8 ? UINT64_MAX >> 8 * (8 - len) : UINT64_MAX;
    v[0] &= len <= 8 ? 0 : len < 16 ? UINT64_MAX >> 8 * (16 - len) : UINT64_MAX;
#endif
    return ((v[0] + len) * UINT64_C(0x9E3779B97F4A7C15) ^ v[1] * UINT64_C(0xFF51AFD7ED558CCD)) >> 57;
}
_Static_assert(LINES == 128, "places are seven bits");

/* The same of a label on the value's own line, whose begin is one of the 32 bytes before its end: read once. */
static bool remember_before(ts_span text, size_t from, size_t end, bool plain, ts_label *out) {
    static _Thread_local line_read memory[LINES];
    const char *last = text.ptr + end - TS_LANES;
    ts_lanes v = ts_lanes_of(last);
    uint32_t breaks = ts_lanes_are(v, '\n');
    if (from + TS_LANES > end)
        breaks |= UINT32_C(1) << (from + TS_LANES - end - 1);
    size_t len = breaks ? (size_t)__builtin_clz(breaks) : 0;
    if (len == 0)
        return read_before(text, from, end, 0, plain, out);
    line_read *r = &memory[line_place(text.ptr + end, len)];
    if (r->len != len || (~ts_lanes_equal(v, ts_lanes_of(r->last)) & ~ts_lanes_first(TS_LANES - len))) {
        memcpy(r->last, last, sizeof r->last);
        r->len = (uint8_t)len;
        r->known = read_before(text, from, end, 0, plain, &r->label);
    }
    if (r->known)
        *out = r->label;
    return r->known;
}

/* What is numbered or dated without a doubt: a comma or a blank line may stand before such a value. */
static bool is_telling(const ts_label *label) {
    return label->strength >= 85 && !label->weak &&
           (label->kind == TS_KIND_BIRTH_DATE || label->kind == TS_KIND_DEATH_DATE || label->kind == TS_KIND_NINO ||
            label->kind == TS_KIND_NHS_NUMBER || label->kind == TS_KIND_CHI_NUMBER || label->kind == TS_KIND_HC_NUMBER);
}

/* Is the whole line that ends at text[end] the label? */
static bool is_line(ts_span text, size_t from, size_t end, const ts_label *label) {
    ts_label line;
    size_t begin = end;
    while (begin > from && text.ptr[begin - 1] != '\n')
        begin--;
    return ts_label_of(ts_slice(text, begin, end - begin), &line) && line.kind == label->kind && line.strength >= 85;
}

/* May the value stand apart from such a label?  Else it is none. */
__attribute__((noinline)) static bool is_told(ts_span text, size_t from, size_t end, size_t lines, ts_label *label) {
    bool told = is_telling(label) && (lines < 2 || is_line(text, from, end, label));
    if (!told)
        *label = (ts_label){0};
    return told;
}

bool ts_label_before(ts_span text, size_t from, size_t at, ts_label *out) {
    size_t end = at, lines = 0;
    unsigned seen = 0;
    for (unsigned fill; end > from && at - end < 24 && (fill = filler_at(text, from, end - 1)) != 0; end--) {
        if (fill == FILLS)
            continue;
        seen |= fill;
        lines += fill == (FILLS | BREAKS);
        bool number = at < text.len && ts_is_digit(text.ptr[at]);
        if (lines > 2 || (!number && (lines > 1 || (fill & PARTS)))) /* what is so far from its label is a number */
            return false;
    }
    if (end == from || !(ts_is_alnum(text.ptr[end - 1]) || text.ptr[end - 1] == ')'))
        return false;
    if (text.ptr[end - 1] == ')') { /* "NHS No (verified)" */
        size_t open = end;
        while (open > from && end - open < 24 && text.ptr[open - 1] != '(')
            open--;
        if (open <= from + 1 || text.ptr[open - 1] != '(')
            return false;
        end = open - 1;
        while (end > from && text.ptr[end - 1] == ' ')
            end--;
    }
    if (end == from || ts_is_digit(text.ptr[end - 1]))
        return false;
    ts_label_words_ready();
    /* Before its begin is looked for: words that end so are none, whatever stands before them. */
    bool plain = ends_plain(text, from, end);
    if (plain && !ts_label_may_end(text.ptr + end - 3))
        return false;
    bool known = lines == 0 && end >= TS_LANES ? remember_before(text, from, end, plain, out)
                                               : read_before(text, from, end, lines, plain, out);
    if (!known || (!(seen & PARTS) && lines < 2))
        return known;
    return is_told(text, from, end, lines, out);
}
