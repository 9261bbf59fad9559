/* scan_names.c - where a person's name ends in running text, and which words are titles. */
#include "detect/scan.h"

#include "base/lanes.h"

#include "text/name.h"
#include "text/words.h"

enum { NAME_WORDS = 5, WORD_MOST = 32, NAME_BACK = 60 };

/* By first letter, so that an ordinary capital costs one look. */
static const struct {
    char word[10];
    uint8_t len;
    bool clinical;
} titles[] = {{"capt", 4},
              {"cllr", 4},
              {"dame", 4},
              {"doctor", 6, true},
              {"dr", 2, true},
              {"fr", 2},
              {"lady", 4},
              {"lord", 4},
              {"master", 6},
              {"miss", 4},
              {"mr", 2},
              {"mrs", 3},
              {"ms", 2},
              {"mx", 2},
              {"nurse", 5, true},
              {"prof", 4, true},
              {"professor", 9, true},
              {"rev", 3},
              {"revd", 4},
              {"sir", 3},
              {"sister", 6, true},
              {"sr", 2, true}};

/* Their second letters by the first: most capital words are refused here. */
#define LETTER(c) (1u << ((c) - 'a'))
static const uint32_t seconds[26] = {['C' - 'A'] = LETTER('a') | LETTER('l'),
                                     ['D' - 'A'] = LETTER('a') | LETTER('o') | LETTER('r'),
                                     ['F' - 'A'] = LETTER('r'),
                                     ['L' - 'A'] = LETTER('a') | LETTER('o'),
                                     ['M' - 'A'] = LETTER('a') | LETTER('i') | LETTER('r') | LETTER('s') | LETTER('x'),
                                     ['N' - 'A'] = LETTER('u'),
                                     ['P' - 'A'] = LETTER('r'),
                                     ['R' - 'A'] = LETTER('e'),
                                     ['S' - 'A'] = LETTER('i') | LETTER('r')};

/* Their lengths by the first letter, a bit each. */
static const uint16_t title_lengths[26] = {['C' - 'A'] = 1 << 4,
                                           ['D' - 'A'] = 1 << 2 | 1 << 4 | 1 << 6,
                                           ['F' - 'A'] = 1 << 2,
                                           ['L' - 'A'] = 1 << 4,
                                           ['M' - 'A'] = 1 << 2 | 1 << 3 | 1 << 4 | 1 << 6,
                                           ['N' - 'A'] = 1 << 5,
                                           ['P' - 'A'] = 1 << 4 | 1 << 9,
                                           ['R' - 'A'] = 1 << 3 | 1 << 4,
                                           ['S' - 'A'] = 1 << 2 | 1 << 3 | 1 << 6};

const char *ts_title_listed(size_t i) { return i < sizeof titles / sizeof titles[0] ? titles[i].word : NULL; }

/* One space or two between a title and its name, or the end of a line of prose. */
static size_t title_gap(ts_span text, size_t at, size_t len, size_t end) {
    enum { LONG = 40 };
    size_t i = at + len, gap = ts_name_space(text, i, end), from = at;
    if (gap)
        return gap + (i + gap < end && text.ptr[i + gap] == ' ');
    if (i + 1 >= end || text.ptr[i] != '\n' || !ts_is_upper(text.ptr[i + 1]))
        return 0;
    while (from > 0 && at - from < LONG && text.ptr[from - 1] != '\n')
        from--;
    return at - from == LONG ? 1 : 0;
}

size_t ts_title_word(ts_span text, size_t at, size_t end, bool *clinical) {
    *clinical = false;
    char word[10];
    size_t n = 0;
    if (at + 1 >= end || !ts_is_upper(text.ptr[at]) || !ts_is_alpha(text.ptr[at + 1]) ||
        !(seconds[text.ptr[at] - 'A'] >> ((text.ptr[at + 1] | 32) - 'a') & 1))
        return 0;
    while (n < 10 && at + n < end && ts_is_alpha(text.ptr[at + n])) {
        word[n] = ts_lower(text.ptr[at + n]);
        n++;
    }
    if (n < 2 || n > 9 || at + n >= end || (text.ptr[at + n] != '.' && !title_gap(text, at, n, end)))
        return n >= 2 && at + n < end && text.ptr[at + n] == ')' ? TS_TITLE_CLOSED : 0;
    if (!(title_lengths[text.ptr[at] - 'A'] >> n & 1))
        return 0;
    size_t i = 0, count = sizeof titles / sizeof titles[0];
    while (i < count && !(titles[i].len == n && titles[i].word[0] == word[0] && memcmp(titles[i].word, word, n) == 0))
        i++;
    if (i == count)
        return 0;
    *clinical = titles[i].clinical;
    n += text.ptr[at + n] == '.';
    size_t gap = title_gap(text, at, n, end);
    return gap > 0 ? n + gap : 0;
}

size_t ts_title_at(ts_span text, size_t at, size_t end, bool *clinical) {
    size_t len = ts_title_word(text, at, end, clinical);
    return len == TS_TITLE_CLOSED ? 0 : len;
}

/* Capitalised words that end a name: they begin the next label or sentence. */
static ts_word_set stops = {
    .words =
        " DOB NHS TEL DATE RE REF HOSPITAL WARD CLINIC ADDRESS PHONE MOBILE EMAIL FAX AGE SEX GENDER THE AND OF IS WAS "
        "HAS THIS THAT WE IN ON AT FOR NO NUMBER PATIENT CONSULTANT DEPARTMENT DEAR BORN MRN NINO POSTCODE ROAD STREET "
        "UNIT AVENUE DRIVE LANE GP DIAGNOSIS REFERRAL DEPT TRUST NUMBER CC TO FROM SUBJECT SENT D.O.B N/A NA NONE CRN "
        "PAS TITLE SURNAME FORENAME NAME THANK YOU YOUR MY AN BLEEP EXT FIRST "};

bool ts_name_stops(ts_span word) { return ts_word_set_has_nocase(&stops, word); }

bool ts_name_particle(ts_span w) {
    static const char *const particles[] = {"de",    "van", "von", "der",   "den",   "la",  "le", "di", "da",  "del",
                                            "della", "du",  "bin", "binti", "binte", "ibn", "al", "el", "dos", "das",
                                            "do",    "ter", "ten", "ap",    "ferch", "ul",  "ur", NULL};
    for (const char *const *p = particles; *p; p++)
        if (ts_span_eq(w, ts_str(*p)))
            return true;
    return false;
}

/* Bytes of the character at i if it may stand inside a name's word; 0 otherwise. */
static size_t name_char(ts_span t, size_t i, size_t end) {
    char c = t.ptr[i];
    if (ts_is_alpha(c))
        return 1;
    if ((c == '\'' || c == '-') && i + 1 < end && (ts_is_alpha(t.ptr[i + 1]) || t.ptr[i + 1] >= 0xC3))
        return 1;
    if (c >= 0xC3 && c <= 0xC9 && i + 1 < end && t.ptr[i + 1] >= 0x80)
        return 2;
    if (c == 0xE1 && i + 2 < end &&
        (t.ptr[i + 1] == 0xB8 || t.ptr[i + 1] == 0xB9 || t.ptr[i + 1] == 0xBA || t.ptr[i + 1] == 0xBB))
        return 3;
    bool quote = c == 0xE2 && i + 2 < end && t.ptr[i + 1] == 0x80 &&
                 (t.ptr[i + 2] == 0x99 || t.ptr[i + 2] == 0x90 || t.ptr[i + 2] == 0x91);
    return quote ? 3 : 0;
}

bool ts_name_capital(ts_span t, size_t i) {
    char c = i < t.len ? t.ptr[i] : 0; /* a text may end in the blank behind a word */
    return ts_is_upper(c) || (c == 0xC3 && i + 1 < t.len && t.ptr[i + 1] >= 0x80 && t.ptr[i + 1] <= 0x9E) ||
           (c >= 0xC4 && c <= 0xC9);
}

/* "d'Souza": a small letter, an apostrophe, a capital. */
static bool is_elided(ts_span t, size_t i, size_t end) {
    if ((t.ptr[i] != 'd' && t.ptr[i] != 'l' && t.ptr[i] != 'o') || i + 4 >= end)
        return false;
    bool quote = t.ptr[i + 1] == 0xE2 && t.ptr[i + 2] == 0x80 && t.ptr[i + 3] == 0x99;
    return quote ? ts_is_upper(t.ptr[i + 4]) : t.ptr[i + 1] == '\'' && ts_is_upper(t.ptr[i + 2]);
}

size_t ts_name_word_end(ts_span t, size_t at, size_t end) {
    size_t i = at;
    if (at + TS_LANES <= t.len && at < end) { /* most are of letters alone */
        uint32_t other = ~ts_lanes_letters(ts_lanes_of(t.ptr + at));
        i += other ? (size_t)__builtin_ctz(other) : TS_LANES;
        i = i < end ? i : end;
    }
    while (i < end && i - at < WORD_MOST) {
        size_t n = name_char(t, i, end);
        if (n == 0)
            break;
        i += n;
    }
    return i;
}

size_t ts_name_end(ts_span text, size_t at, size_t end) {
    size_t name = 0, i = at, words = 0;
    bool comma = false, longer = false;
    while (words < NAME_WORDS && i < end) {
        size_t stop = ts_name_word_end(text, i, end);
        ts_span word = ts_slice(text, i, stop - i);
        if (stop == i || ts_name_stops(word) ||
            (stop < end && (ts_is_digit(text.ptr[stop]) || text.ptr[stop] == '_' || text.ptr[stop] == '@')))
            break;
        bool capital = ts_name_capital(text, i) || is_elided(text, i, end);
        if (!capital && !ts_name_particle(word))
            break;
        bool initial = word.len == 1;
        if (stop < end && text.ptr[stop] == ':')
            break; /* the next label */
        if (capital) {
            name = stop;
            words++;
            longer = longer || word.len > 1;
        }
        if (initial && stop < end && text.ptr[stop] == '.')
            stop++;
        /* "SMITH, John": one comma, straight after a surname in capitals. */
        if (!comma && words == 1 && word.len > 1 && stop + 2 < end && text.ptr[stop] == ',' &&
            text.ptr[stop + 1] == ' ' && ts_name_capital(text, stop + 2) && ts_is_upper(text.ptr[i + 1])) {
            comma = true;
            i = stop + 2;
            continue;
        }
        size_t space = ts_name_space(text, stop, end);
        if (space == 0) {
            if (!(initial && stop < end && ts_name_capital(text, stop)))
                break;
            i = stop;
            continue;
        }
        i = stop + space;
    }
    return longer ? name : 0;
}

static bool is_letter(char c) { return ts_is_alpha(c) || c >= 0x80; }

size_t ts_name_over_comma(ts_span text, size_t at, size_t name, size_t end) {
    ts_norm norm;
    if (name + 2 >= end || text.ptr[name] != ',' || text.ptr[name + 1] != ' ' ||
        ts_person_name_normal(ts_slice(text, at, name - at), &norm))
        return name;
    size_t first = name + 2;
    while (first < end && (is_letter(text.ptr[first]) || text.ptr[first] == '-' || text.ptr[first] == '\''))
        first++;
    if (first == name + 3 && ts_name_capital(text, name + 2)) /* "Smith, J" */
        return first;
    if (!ts_forename_normal(ts_slice(text, name + 2, first - name - 2), &norm) ||
        ts_forename_known(ts_norm_span(&norm)) == 0)
        return name;
    size_t more = ts_name_end(text, name + 2, end);
    return more ? more : name;
}

size_t ts_name_before(ts_span text, size_t from, size_t end) {
    size_t low = end > from + NAME_BACK ? end - NAME_BACK : from, start = end;
    while (start > low) {
        char c = text.ptr[start - 1];
        bool gap = c == ' ' && start < end && text.ptr[start] == ' ';
        if (gap || !(is_letter(c) || c == ' ' || c == ',' || c == '.' || c == '\'' || c == '-'))
            break;
        start--;
    }
    /* The longest run of words that is a name up to here. */
    for (; start < end; start++)
        if ((start == from || !is_letter(text.ptr[start - 1])) && ts_name_end(text, start, end) == end)
            return start;
    return end;
}
