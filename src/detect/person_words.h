/* person_words.h - what those that find people in running text ask of the words around a name. */
#ifndef TS_DETECT_PERSON_WORDS_H
#define TS_DETECT_PERSON_WORDS_H

#include "detect/first_sight.h"
#include "detect/scan_name_add.h"

enum { TS_PERSON_LEAST = 50 /* percent: what is less likely a person is not added */ };
enum { TS_PERSON_WORDS = 6 /* of a name and the titles and particles in it, at most */ };

/* May the capital begin a name that nothing announces?  TS_LANES bytes from it on are readable. */
bool ts_scan_may_begin_name(ts_scan *s, size_t at, const ts_sight *seen);

/* Of a candidate: what no name goes over, the next label or sentence, a hospital, a street. */
bool ts_scan_is_other(const ts_scan_word *w);
/* Does a line of prose end at `end` and go on below with a word that begins with a capital? */
bool ts_scan_wraps(const ts_scan *s, size_t end);
/* Does what stands straight behind say that these words are something else's name: "Road", "'s disease", "& Sons"? */
bool ts_scan_goes_on_as_thing(const ts_scan *s, const ts_scan_word *last);
/* Begins what stands at `at` with "(DOB", ", born", "aged" or the like? */
bool ts_scan_says_born(const ts_scan *s, size_t at);
/* May a mark that ts_scan_says_born knows begin with these two characters?  Nearly all other words do not. */
static inline bool ts_scan_begins_born(char first, char second) {
    second = ts_lower(second);
    switch (ts_lower(first)) {
    case '(':
        return second == 'd' || second == 'b' || second == 'n' || second == 'a';
    case 'd':
        return second == 'o' || second == '.' || second == 'a';
    case 'b':
        return second == 'o';
    case 'n':
        return second == 'h';
    case 'a':
        return second == 'g';
    default:
        return false;
    }
}
/* Percent that the words around the name from `start` to its last word add or take.  `ordinary`: its first word is an
 * ordinary one too. */
int ts_scan_around(const ts_scan *s, size_t start, const ts_scan_word *last, bool ordinary);

/* Stands an age in brackets at `at`, behind a name? */
bool ts_scan_is_aged(const ts_scan *s, size_t at);
/* Does the name at `start` stand behind "Signed", "seen by" or the like, as initials do? */
bool ts_scan_is_signed(const ts_scan *s, size_t start);
/* Does it stand in a list behind the name that was taken last? */
bool ts_scan_is_listed(const ts_scan *s, size_t start);
/* Does nothing of the line go on at either end of [start, end): a quote, a column's gap, a semicolon, the line's ends? */
bool ts_scan_is_bounded(const ts_scan *s, size_t start, size_t end);

/* Greeted, or signing: "Hi Priya,", "Thanks, Tom"? */
bool ts_scan_is_greeted(const ts_scan *s, size_t at);
/* Speaks who is named at [from, end), in a chat: "[21:30] Priya: yes"? */
bool ts_scan_takes_turn(const ts_scan *s, size_t from, size_t end);
/* Is it a surname behind a post, "PC Fraser"? */
bool ts_scan_is_behind_post(const ts_scan *s, const ts_scan_word *w);
/* Adds a forename or a surname that stands alone; true: it was added. */
bool ts_scan_lone_name(ts_scan *s, const ts_scan_word *w);
bool ts_scan_name_behind_gap(ts_scan *s, size_t at); /* the same of half a name that begins at `at` */
/* The same of a surname and the initials behind it. */
bool ts_scan_surname_and_initials(ts_scan *s, const ts_scan_word *surname);

static inline char ts_scan_at(const ts_scan *s, size_t i) { return i < s->to ? s->text.ptr[i] : ' '; }
static inline uint32_t ts_scan_says(const ts_scan *s, ts_span w) { return ts_word_says(s->words, s->text, w); }
static inline uint32_t ts_scan_does(const ts_scan *s, ts_span w) {
    return ts_word_known(s->words, s->text, w) & TS_DOES;
}
/* The word that ends at `end`, a part of the text, as long as the longest that is asked for; length 0 where none does.
 * *capital: it begins with one. */
ts_span ts_scan_word_before(const ts_scan *s, size_t end, bool *capital);
/* Was the bearer of this word named before, and as what: TS_KIND_FORENAME, TS_KIND_SURNAME or TS_KIND_NONE? */
static inline ts_kind ts_scan_was_named(const ts_scan *s, const ts_scan_word *w) {
    return s->named->n > 0 ? ts_named_as(s->named, ts_named_mark_of(ts_slice(s->text, w->from, w->to - w->from)))
                           : TS_KIND_NONE;
}

#endif
