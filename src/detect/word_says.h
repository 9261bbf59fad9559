/* word_says.h - what the lists say of a word: one answer for all of them, remembered. */
#ifndef TS_DETECT_WORD_SAYS_H
#define TS_DETECT_WORD_SAYS_H

#include "base/lanes.h"
#include "detect/name_filter.h"
#include "text/name.h"
#include "text/words.h"

/* Beside the bits of ts_name_word. */
enum {
    TS_SAYS_NAME = TS_WORD_FORENAME | TS_WORD_SURNAME | TS_WORD_ORDINARY,
    TS_SAYS_STOP = 1 << 5, /* ends a name: the next label or sentence */
    TS_SAYS_OFFICE = 1 << 6, /* a firm, a ward, a post: ts_is_office_word */
    TS_SAYS_PLACE = 1 << 7, /* a kind of street, of room or of house */
    TS_SAYS_THING = 1 << 8, /* a person's name makes a thing's with it: Disease, Cup */
    TS_SAYS_BEFORE = 1 << 9, /* stands before a person, mostly */
    TS_SAYS_AFTER = 1 << 10, /* stands behind one */
    TS_SAYS_GREETING = 1 << 11,
    TS_SAYS_NOBODY = 1 << 12, /* who is greeted without being named */
    TS_SAYS_TITLE = 1 << 13,
    TS_SAYS_KIN = 1 << 14, /* stands before a person nearly always: "her son", "called", "rang" */
    TS_SAYS_PLACED = 1 << 15, /* before a place or a time: "in Victoria", "since May" */
    TS_SAYS_BEGINS =
        1 << 25, /* begins a sentence or a line of a rota with its capital, and is no part of what follows */
    TS_SAYS_ROLE = 1 << 16, /* what somebody is, behind the name: "Priya Shah, midwife" */
};

/* Beside those, where no list knows the word: the holdings have it as a forename, as a surname.  As a forename also of a rare
 * surname; of other names they say nothing new, for among many people all forenames are surnames and most surnames
 * second forenames. */
enum { TS_HELD_GIVEN = 1 << 17, TS_HELD_FAMILY = 1 << 18, TS_HELD = TS_HELD_GIVEN | TS_HELD_FAMILY };

/* What a word does in a name or before one, asked only where one is read: it makes no word known. */
enum {
    TS_DOES_PARTICLE = 1 << 19, /* "Omar El Amrani", "Anna Van der Berg" */
    TS_DOES_MIDDLE = 1 << 20, /* between given names and surnames: "Amandeep Kaur Johal" */
    TS_DOES_MONTH = 1 << 21, /* months that are names as well, and "May Day" */
    TS_DOES_POST = 1 << 22, /* whose surname follows: "PC Fraser", "DS Awan" */
    TS_DOES_SIGN = 1 << 23, /* "Signed J Smith", "seen by" */
    TS_DOES_SPEAK = 1 << 24, /* "spoke to", "met with" */
    TS_DOES = TS_DOES_PARTICLE | TS_DOES_MIDDLE | TS_DOES_MONTH | TS_DOES_POST | TS_DOES_SIGN | TS_DOES_SPEAK,
};

enum { TS_WORD_SLOTS = 4096, TS_WORD_KEPT = 16 /* letters; longer ones are asked for anew */ };
enum { TS_WORD_PAIRS = TS_WORD_SLOTS / 2 };

/* Text repeats its words: what was said of one is kept under its letters, in one of the two
 * slots that they hash to. */
typedef struct ts_word_memo {
    const ts_name_filter *names; /* NULL: no holdings are known */
    struct ts_word_said {
        uint64_t half[2]; /* capitals, or the very bytes of a word that has others than letters; filled up with zeros */
        uint32_t says; /* with TS_HELD and TS_DOES */
    } slot[TS_WORD_SLOTS];
} ts_word_memo;

/* Of a word of any characters, in whatever case. */
uint32_t ts_word_says_of(ts_span word);
/* The same, and TS_HELD_ by the filter, which may be NULL. */
uint32_t ts_word_says_or_held(const ts_name_filter *names, ts_span word);
/* The same with TS_DOES_. */
uint32_t ts_word_all_of(const ts_name_filter *names, ts_span word);
/* Fills the first of the two slots of a word; what was there moves on. */
uint32_t ts_word_say_anew(struct ts_word_said slot[static 2], const ts_name_filter *names,
                          const uint64_t half[static 2], ts_span word);

/* Of a word by its key. */
static inline uint32_t ts_word_by_key(ts_word_memo *memo, const uint64_t half[static 2], ts_span word) {
    struct ts_word_said *slot = &memo->slot[2 * (ts_word_key_hash(half) >> 53)];
    if (slot->half[0] == half[0] && slot->half[1] == half[1])
        return slot->says;
    if (slot[1].half[0] == half[0] && slot[1].half[1] == half[1])
        return slot[1].says;
    return ts_word_say_anew(slot, memo->names, half, word);
}

/* Of `n` ASCII letters, with TS_HELD_ and TS_DOES_; sixteen bytes from them on are readable. */
static inline uint32_t ts_word_known_roomy(ts_word_memo *memo, const char *letters, size_t n) {
    uint64_t half[2];
    if (n == 0 || n > TS_WORD_KEPT)
        return n ? ts_word_all_of(memo->names, ts_span_of(letters, n)) : 0;
    ts_word_key(letters, n, half);
    return ts_word_by_key(memo, half, ts_span_of(letters, n));
}

/* The same without: what the lists say. */
static inline uint32_t ts_word_says_roomy(ts_word_memo *memo, const char *letters, size_t n) {
    return ts_word_known_roomy(memo, letters, n) & ~(uint32_t)(TS_HELD | TS_DOES);
}

/* Of `word`, a part of `text`, with TS_HELD_ and TS_DOES_.  One that has an accent or an apostrophe is kept as it is written:
 * no word of letters alone, which are kept as capitals, has its bytes. */
static inline uint32_t ts_word_known(ts_word_memo *memo, ts_span text, ts_span word) {
    if (word.len == 0)
        return 0;
    if ((size_t)(text.ptr + text.len - word.ptr) < TS_LANES || word.len > TS_WORD_KEPT)
        return ts_word_all_of(memo->names, word);
    uint32_t letters = ts_lanes_letters(ts_lanes_of(word.ptr)), all = ts_lanes_first(word.len);
    if ((letters & all) == all)
        return ts_word_known_roomy(memo, word.ptr, word.len);
    uint64_t half[2] = {0};
    memcpy(half, word.ptr, word.len);
    return ts_word_by_key(memo, half, word);
}

/* The same without. */
static inline uint32_t ts_word_says(ts_word_memo *memo, ts_span text, ts_span word) {
    return ts_word_known(memo, text, word) & ~(uint32_t)(TS_HELD | TS_DOES);
}

#endif
