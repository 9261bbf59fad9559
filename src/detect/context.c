/* context.c - what a label, a key or a column's name says of the value that it names.
 *
 * One dictionary (label_words.c) serves labels in letters, keys in data and column names: all are cut to words and
 * joined to lower-case letters and digits; the longest run of last words that is known decides.
 */
#include "detect/context.h"

#include "base/lanes.h"
#include "detect/label_words.h"
#include "text/fold.h"
#include "text/words.h"

enum { TOKENS = 12, LETTERS = 96, LOOK_BACK = 48 };

/* A label cut to words, joined in one buffer. */
typedef struct label_words {
    char text[LETTERS];
    uint8_t from[TOKENS + 1]; /* token i is text[from[i], from[i + 1]) */
    size_t n;
} label_words;

/* Cuts at signs, at aB, and before the last capital of ABc; digits stay with what they follow. */
static bool cut_words(ts_span s, label_words *w) {
    char folded[2 * LETTERS];
    size_t len = 0;
    bool plain = true;
    for (size_t i = 0; i < s.len; i++)
        plain = plain && s.ptr[i] < 0x80;
    if (!plain) {
        size_t n = ts_fold_into(s, folded, sizeof folded);
        if (n == SIZE_MAX)
            return false;
        s = ts_span_of(folded, n);
    }
    w->n = 0;
    bool open = false;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        if (!ts_is_alnum(c)) {
            /* O'Brien's and D.O.B. hold together only where nothing stands between. */
            open = open && c == '\'';
            continue;
        }
        char last = i > 0 ? s.ptr[i - 1] : ' ', next = i + 1 < s.len ? s.ptr[i + 1] : ' ';
        bool hump = ts_is_upper(c) && ((ts_is_alpha(last) && !ts_is_upper(last)) ||
                                       (ts_is_upper(last) && ts_is_alpha(next) && !ts_is_upper(next)));
        if (hump && c == 'K' && w->n > 0 && len == w->from[w->n - 1] + 2u && memcmp(w->text + len - 2, "no", 2) == 0)
            hump = false; /* NoK: next of kin */
        if (!open || hump) {
            if (w->n == TOKENS)
                return false;
            w->from[w->n++] = (uint8_t)len;
        }
        open = true;
        if (len == LETTERS)
            return false;
        w->text[len++] = ts_lower(c);
    }
    w->from[w->n] = (uint8_t)len;
    return w->n > 0;
}

static const ts_label_word *word_of(const label_words *w, size_t i) {
    return ts_label_word_of(w->text + w->from[i], (size_t)w->from[i + 1] - w->from[i]);
}

static bool is_next_of_kin(const label_words *w, size_t i, size_t to) {
    return i + 3 <= to && w->from[i + 3] - w->from[i] == 9 && memcmp(w->text + w->from[i], "nextofkin", 9) == 0;
}

/* Whom the words [from, to) speak of; true if all of them do or change nothing. */
static bool read_people(const label_words *w, size_t from, size_t to, ts_label *out) {
    bool all = true;
    for (size_t i = from; i < to; i++) {
        const ts_label_word *c = word_of(w, i);
        bool kin = is_next_of_kin(w, i, to);
        if (kin)
            c = ts_label_word_of("kin", 3);
        if (c->people) {
            out->about = out->about ? out->about : c->about;
            out->row = out->row ? out->row : c->row;
        }
        all = all && (c->people || c->modifier);
        i += kin ? 2 : 0;
    }
    return all;
}

static bool look_up(const label_words *w, size_t to, bool column, ts_label *out) {
    for (size_t from = 0; from < to; from++) {
        const char *letters = w->text + w->from[from];
        size_t len = (size_t)w->from[to] - w->from[from];
        const ts_label_entry *label = ts_label_entry_of(letters, len);
        const ts_label_entry *e = column ? ts_column_entry_of(letters, len) : label;
        if (!e)
            e = label;
        if (!e)
            continue;
        *out = (ts_label){.kind = e->kind,
                          .about = e->about,
                          .row = e->row,
                          .other = e->other,
                          .categories = e->categories,
                          .part = e->part,
                          .weak = (e->flags & TS_LABEL_WEAK) != 0,
                          .column_only = (e->flags & TS_LABEL_COLUMN) != 0};
        if (label && label != e) { /* a column's name that is a label of another sort, too */
            out->categories |= label->categories;
            out->row = out->row ? out->row : label->row;
        }
        ts_label whole = *out;
        read_people(w, from, to, &whole);
        out->row = out->row ? out->row : whole.row;
        if (e != label)
            out->about = out->about ? out->about : whole.about;
        bool known = read_people(w, 0, from, out);
        out->strength = from == 0 || known ? 100 : (e->flags & TS_LABEL_WEAK) ? 30 : 70;
        out->bare = (e->flags & TS_LABEL_WEAK) != 0 && !out->about && !out->row;
        if (e->other && from > 0 && !known && e->categories == 0)
            out->strength = 40;
        return true;
    }
    return false;
}

/* "ethnic_group_description": what is described, where the last word alone would say nothing. */
static bool is_described(const label_words *w, size_t to, ts_label *l) {
    size_t len = (size_t)w->from[to] - w->from[to - 1];
    const char *last = w->text + w->from[to - 1];
    bool says = (len == 11 && memcmp(last, "description", len) == 0) || (len == 4 && memcmp(last, "code", len) == 0) ||
                (len == 6 && memcmp(last, "number", len) == 0) || (len == 2 && memcmp(last, "id", len) == 0);
    ts_label of;
    if (!says || !l->other || l->strength != 40 || !look_up(w, to - 1, true, &of) || of.kind == TS_KIND_NONE ||
        of.strength < 70)
        return false;
    *l = of;
    return true;
}

/* "dob 2", "sal @ 31/3": what numbers a column or dates it. */
static bool is_ending(const label_words *w, size_t i) {
    bool digits = true;
    for (size_t k = w->from[i]; k < w->from[i + 1] && digits; k++)
        digits = ts_is_digit(w->text[k]);
    return digits || word_of(w, i)->ending;
}

/* "NHS number of baby", "dob of the child": whose it is, behind what it is. */
static bool read_whose(const label_words *w, ts_label *out) {
    size_t to = w->n;
    if (to < 3 || !(word_of(w, to - 1)->people || word_of(w, to - 1)->modifier))
        return false;
    to -= 1 + (to > 3 && w->from[to - 1] - w->from[to - 2] == 3 && memcmp(w->text + w->from[to - 2], "the", 3) == 0);
    const char *of = w->text + w->from[to - 1];
    size_t n = (size_t)w->from[to] - w->from[to - 1];
    bool whose = (n == 2 && memcmp(of, "of", n) == 0) || (n == 3 && memcmp(of, "for", n) == 0);
    ts_label l = {0};
    if (!whose || !look_up(w, to - 1, false, &l) || l.kind == TS_KIND_NONE || l.weak || l.strength < 70)
        return false;
    read_people(w, to, w->n, &l);
    *out = l;
    return true;
}

static bool read_label(const label_words *w, bool column, ts_label *out) {
    size_t to = w->n;
    ts_label l = {0};
    if (!column && read_whose(w, out))
        return true;
    for (int tries = 0; to > 0 && tries < 3; tries++) {
        if (look_up(w, to, column, &l)) {
            if (column && to > 1 && is_described(w, to, &l))
                tries++;
            if (tries > 0 && l.strength > 70)
                l.strength = 85;
            *out = l;
            return true;
        }
        if (to == 1 || !(column ? is_ending(w, to - 1) : word_of(w, to - 1)->ending))
            break;
        to--;
    }
    /* "Consultant:", "Next of kin": a person, by name; a column of codes is told by its values. */
    l = (ts_label){0};
    bool whose = read_people(w, 0, w->n, &l);
    if (whose && l.about) {
        l.kind = TS_KIND_PERSON_NAME;
        l.strength = 80;
    } else if (l.row || l.about) {
        l.strength = 10;
    } else {
        return false;
    }
    *out = l;
    return true;
}

static bool label_of(ts_span written, bool column, ts_label *out) {
    label_words w;
    while (written.len > LETTERS || !cut_words(written, &w)) { /* a long path is told by its end */
        const char *dot = written.len ? memchr(written.ptr, '.', written.len) : NULL;
        if (!dot)
            return false;
        written = ts_slice(written, (size_t)(dot + 1 - written.ptr), written.len);
    }
    return read_label(&w, column, out);
}

/* False where the words are no label, as far as their last three letters tell. */
static bool may_be_label(ts_span s) {
    char last[3] = {0};
    for (size_t i = s.len, n = 3; i > 0 && n > 0; i--) {
        if (s.ptr[i - 1] >= 0x80)
            return true;
        if (ts_is_alnum(s.ptr[i - 1]))
            last[--n] = s.ptr[i - 1];
    }
    return ts_label_may_end(last);
}

/* The labels that were read last: forms, letters and logs have the same few on each page. */
enum { REMEMBERED = 256, REMEMBERED_LONGEST = 40 };
typedef struct remembered {
    uint8_t len;
    bool known;
    char written[REMEMBERED_LONGEST];
    ts_label label;
} remembered;

/* By its ends; what stands there is compared. */
static size_t place_of(ts_span written) {
    uint64_t ends[2] = {0};
    size_t n = written.len;
    if (n >= sizeof *ends) {
        memcpy(&ends[0], written.ptr, sizeof *ends);
        memcpy(&ends[1], written.ptr + n - sizeof *ends, sizeof *ends);
    } else {
        char few[sizeof *ends] = {0};
        ts_copy(few, written.ptr, n);
        memcpy(&ends[0], few, sizeof few);
    }
    return ((ends[0] + n) * UINT64_C(0x9E3779B97F4A7C15) ^ ends[1] * UINT64_C(0xFF51AFD7ED558CCD)) >> 56;
}
_Static_assert(REMEMBERED == 256, "places are eight bits");

static bool recall(remembered *memory, ts_span written, bool (*read)(ts_span written, ts_label *out), ts_label *out) {
    ts_label_words_ready();
    if (written.len == 0 || written.len > REMEMBERED_LONGEST)
        return read(written, out);
    remembered *r = &memory[place_of(written)];
    if (r->len != written.len || memcmp(r->written, written.ptr, written.len) != 0) {
        r->len = (uint8_t)written.len;
        memcpy(r->written, written.ptr, written.len);
        r->label = (ts_label){0};
        r->known = read(written, &r->label);
    }
    if (r->known)
        *out = r->label;
    return r->known;
}

static bool read_text_label(ts_span written, ts_label *out) {
    return may_be_label(written) && label_of(written, false, out);
}

bool ts_label_of(ts_span written, ts_label *out) {
    static _Thread_local remembered memory[REMEMBERED];
    return recall(memory, written, read_text_label, out);
}

/* "Pensionable pay (annual)", "DOB (dd/mm/yyyy)": a remark in brackets says nothing of its own. */
static bool without_remark(ts_span written, ts_label *out) {
    const char *open = memchr(written.ptr, '(', written.len);
    written = ts_trim(written);
    return open && open > written.ptr && written.ptr[written.len - 1] == ')' &&
           label_of(ts_slice(written, 0, (size_t)(open - written.ptr)), true, out) && out->kind != TS_KIND_NONE;
}

static bool read_column_label(ts_span written, ts_label *out) {
    ts_label front;
    bool whole = label_of(written, true, out);
    if (written.len == 0 || (whole && out->kind != TS_KIND_NONE) || !without_remark(written, &front))
        return whole;
    *out = front;
    return true;
}

bool ts_column_label_of(ts_span written, ts_label *out) {
    static _Thread_local remembered memory[REMEMBERED];
    return recall(memory, written, read_column_label, out);
}

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
        if (!may_be_label(ts_slice(text, start, end - start)))
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
