/* name.h - people's names: order, titles, short forms, sound. */
#ifndef TS_TEXT_NAME_H
#define TS_TEXT_NAME_H
#include "model/mention.h"
/* The parts of a written name, folded: "Mrs. Siân O'Neill-Price" -> title "MRS", forename "SIAN",
 * surname "ONEILL PRICE"; "SMITH, John Paul (Mr)"; "Smith John" only where surname_first. */
typedef struct ts_name_parts {
    ts_norm title, forename, others, surname;
} ts_name_parts;
bool ts_name_split(ts_span written, bool surname_first, ts_name_parts *out);
/* "John Smith", "Mr J Smith": where the surname begins if these bytes are two words of ASCII letters that ts_name_split takes
 * for a forename and a surname, a title before them or none, or, *titled, for a title and a surname, "Mr Smith"; 0 where only
 * it can tell.
 * TS_LANES_ROOM bytes from `written` on are readable. */
size_t ts_name_two_words(const char *written, size_t len, bool *titled);
/* Of "Smith, John" likewise, one word before the comma and one behind its space: how long the first is. */
size_t ts_name_two_parted(const char *written, size_t len);
/* Of "Mr Smith", whatever follows its bytes: the surname's form. */
bool ts_titled_surname(ts_span written, ts_norm *surname);
/* Is this word a title, as ts_title_normal takes it?  False also where only that can tell. */
bool ts_title_usual(const char *written, size_t len);
/* Letters and single spaces: apostrophes dropped, hyphens to spaces. "O'Brien" -> "OBRIEN". */
bool ts_surname_normal(ts_span raw, ts_norm *out);
bool ts_forename_normal(ts_span raw, ts_norm *out); /* all forenames, single spaces */
/* "SURNAME, FORENAME OTHERS". */
bool ts_person_name_normal(ts_span raw, ts_norm *out);
bool ts_title_normal(ts_span raw, ts_norm *out); /* "MR", "DR", ...; false if it is none */
/* American Soundex of the first word of letters, 4 characters; empty if none. */
void ts_name_sound(ts_span folded, char out[static 5]);
/* The usual long form of a short one: "BOB" -> "ROBERT"; itself if unknown. Borrowed or static. */
ts_span ts_name_long(ts_span forename);
/* What the project's own lists know of a word of ASCII letters, in whatever case: 0 nothing. */
enum {
    TS_WORD_FORENAME = 3, /* these bits: 1 known, 2 common, 3 very common as a forename */
    TS_WORD_SURNAME = 3 << 2, /* the same as a surname */
    TS_WORD_SURNAME_ONE = 1 << 2,
    TS_WORD_ORDINARY =
        1 << 4 /* a name that is an ordinary word, a month or a place as well: Will, May, Ward, Chester */
};
unsigned ts_name_word(ts_span word);
/* The same where sixteen bytes from `word` on are readable. */
unsigned ts_name_word_roomy(const char *word, size_t len);
/* Of the hash of a word's key (words.h): false where ts_name_word_roomy says 0 for sure.  Ask ts_name_words_ready before. */
enum { TS_NAME_MARKS = 1 << 17 };
extern uint64_t ts_name_marks[TS_NAME_MARKS / 64];
void ts_name_words_ready(void);
static inline uint64_t ts_name_mark_of(uint64_t hash) {
    return UINT64_C(1) << (hash >> 58) | UINT64_C(1) << (hash >> 34 & 63); /* two of 64: few others share both */
}
static inline bool ts_name_word_possible(uint64_t hash) {
    return !(ts_name_mark_of(hash) & ~ts_name_marks[hash >> 40 & (TS_NAME_MARKS / 64 - 1)]);
}
/* Is this folded word a forename / surname that the project's own frequency list has? 0 no .. 255 very common. */
unsigned ts_forename_known(ts_span folded);
unsigned ts_surname_known(ts_span folded);
#endif
