/* clinical_line.c - what stands around a code on its line: words of diagnoses, of procedures, of health. */
#include "detect/clinical_line.h"

#include "base/bytes.h"
#include "detect/code.h"
#include "detect/context.h"

enum { SHORTEST = 3, LONGEST = 10 /* of the words that tell */ };

ts_span ts_clinical_around(ts_clinical_line *l, ts_span text, size_t at, size_t end, size_t most) {
    if (at != l->around.at || end != l->around.end || most != l->around.most) {
        ts_span line = ts_line_around(text, at, end - at, most);
        l->around.at = at;
        l->around.end = end;
        l->around.most = most;
        l->around.from = (size_t)(line.ptr - text.ptr);
        l->around.to = l->around.from + line.len;
    }
    return ts_slice(text, l->around.from, l->around.to - l->around.from);
}

/* ---- diagnoses and procedures ---- */

static inline bool is_first(char c) {
    c |= 0x20;
    return c == 'i' || c == 'd' || c == 'o' || c == 'p';
}

/* The one that begins at text[at] and ends by `before`, if any does. */
static char word_at(ts_span text, size_t at, size_t before) {
    static const struct {
        char word[LONGEST + 1], of;
        uint8_t len;
    } words[] = {{"icd", 'd', 3},  {"diagnosis", 'd', 9},   {"diagnoses", 'd', 9},  {"diagnosed", 'd', 9},
                 {"opcs", 'p', 4}, {"procedure:", 'p', 10}, {"operation:", 'p', 10}};
    char first = text.ptr[at] | 0x20;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (first == words[i].word[0] && words[i].len <= before - at &&
            ts_span_eq_nocase(ts_slice(text, at, words[i].len), (ts_span){words[i].word, words[i].len}))
            return words[i].of;
    return 0;
}

static inline bool may_begin(ts_span text, size_t at) {
    return is_first(text.ptr[at]) && (at == 0 || !ts_is_alpha(text.ptr[at - 1]));
}

static char spoken(ts_clinical_line *l, ts_span text, size_t from, size_t before) {
    const size_t sure = before - from > LONGEST ? before - LONGEST : from; /* whatever begins before it has room */
    if (from < l->spoken.from || from > l->spoken.to || l->spoken.to > sure) {
        l->spoken.from = l->spoken.to = from;
        l->spoken.of = 0;
    }
    for (size_t i = l->spoken.to; i < sure; i++) {
        char of = may_begin(text, i) ? word_at(text, i, before) : 0;
        if (of) {
            l->spoken.word = i;
            l->spoken.of = of;
        }
    }
    l->spoken.to = sure;
    for (size_t i = before >= sure + SHORTEST ? before - SHORTEST + 1 : sure; i-- > sure;) {
        char of = may_begin(text, i) ? word_at(text, i, before) : 0;
        if (of)
            return of;
    }
    if (l->spoken.of && l->spoken.word >= from)
        return l->spoken.of;
    return from < before && is_first(text.ptr[from]) ? word_at(text, from, before)
                                                     : 0; /* where the line is cut within a word */
}

char ts_clinical_spoken(ts_clinical_line *l, ts_span text, size_t from, size_t before) {
    if (from != l->answer.from || before != l->answer.before) {
        l->answer.of = spoken(l, text, from, before);
        l->answer.from = from;
        l->answer.before = before;
    }
    return l->answer.of;
}

/* ---- health ---- */

static size_t letters_from(ts_span text, size_t at, size_t to) {
    while (at < to && ts_is_alpha(text.ptr[at]))
        at++;
    return at;
}

static bool of_health(ts_span text, size_t from, size_t to) {
    return ts_is_health_word(ts_slice(text, from, to - from));
}

bool ts_clinical_health(ts_clinical_line *l, ts_span text, size_t from, size_t to) {
    if (from < l->health.from || from > l->health.to || l->health.to > to || !l->health.to) {
        l->health.from = l->health.to = from;
        l->health.words = 0;
    }
    /* Where the line is cut within a word its rest is a word here, though no word of the text. */
    const bool cut = from > 0 && ts_is_alpha(text.ptr[from - 1]);
    const size_t rest = cut ? letters_from(text, from, to) : from;
    unsigned found = rest > from && of_health(text, from, rest);
    size_t i = l->health.to > rest ? l->health.to : rest;
    while (i < to) {
        if (!ts_is_alpha(text.ptr[i])) {
            i++;
            continue;
        }
        size_t end = letters_from(text, i, to);
        if (end == to && to < text.len && ts_is_alpha(text.ptr[to])) { /* the other cut */
            found += of_health(text, i, to);
            break;
        }
        if (of_health(text, i, end)) {
            l->health.word[0] = l->health.word[1];
            l->health.word[1] = i;
            l->health.words += l->health.words < 2;
        }
        i = end;
    }
    l->health.from = from;
    l->health.to = cut && rest == to ? 0 : i; /* nothing is known behind a word that fills the line */
    found += l->health.words > 0 && l->health.word[1] >= from;
    found += l->health.words > 1 && l->health.word[0] >= from;
    return found >= 2;
}
