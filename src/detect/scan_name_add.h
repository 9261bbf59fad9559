/* scan_name_add.h - a word of a person's name as it stands in a text, and how a name is added; for those that find names. */
#ifndef TS_DETECT_SCAN_NAME_ADD_H
#define TS_DETECT_SCAN_NAME_ADD_H

#include "detect/scan.h"

typedef struct ts_scan_word {
    size_t from, to; /* without a possessive 's */
    uint32_t known; /* TS_WORD_ and TS_SAYS_ */
    uint32_t does; /* TS_DOES_ */
    bool initial, capitals, possessive, accented;
    bool held_given, held_family; /* a forename, a surname in `known`, seldom ones, by the holdings alone */
} ts_scan_word;

static inline bool ts_is_quote(ts_span t, size_t i) {
    return t.ptr[i] == '\'' || (t.ptr[i] == 0xE2 && i + 2 < t.len && t.ptr[i + 1] == 0x80 && t.ptr[i + 2] == 0x99);
}

/* The word with a capital that begins at `at`; false where none does. */
bool ts_scan_read_word(const ts_scan *s, size_t at, ts_scan_word *w);
/* Who bears the word is known by it from here on, if no ordinary word is meant. */
void ts_scan_remember_word(ts_scan *s, const ts_scan_word *w, bool surname);
/* The same of a part of a name, but of no title, nor of an unknown word that may be anything: "Name: LINES", "SMS". */
void ts_scan_remember_part(ts_scan *s, const ts_scan_word *w, bool surname, bool alone);

/* Have the holdings its surname, though no list? */
bool ts_scan_surname_held(const ts_scan *s, const ts_norm *norm);
/* As person_name, or as surname or forename where there is only one; TS_KIND_NONE where it is none. */
ts_kind ts_scan_name_of(ts_span raw, ts_norm *norm);
/* Adds the name at [start, end) as that, and remembers it where it is sure. */
bool ts_scan_add_named(ts_scan *s, ts_kind kind, const ts_norm *norm, size_t start, size_t end, int confidence,
                       ts_side side);

/* "IT Service Desk", "Accounts Payable", "PALS": who sends or signs so is an office: a word of one and no forename, or one
 * word that no list knows. */
bool ts_scan_is_desk(const ts_scan *s, size_t from, size_t to);

#endif
