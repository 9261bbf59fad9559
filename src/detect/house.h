/* house.h - what houses are called: the words of an address that have no number. */
#ifndef TS_DETECT_HOUSE_H
#define TS_DETECT_HOUSE_H

#include "base/bytes.h"

/* All: [from, to) is a part of an address, between commas or line ends; SIZE_MAX where it ends in no such thing. */

/* The house's name that ends a part, by what houses are called or because the part is nothing else: "The Old Rectory",
 * "seen at Rose Cottage", "The Willows", "Ty Gwyn", "Hillcrest". */
size_t ts_house_at_end(ts_span text, size_t from, size_t to);
/* The house that is named behind "at" or "of": "the above lady at Fairhaven". */
size_t ts_house_in_prose(ts_span text, size_t from, size_t to);
/* A flat's position on its stair: "2F1", "3/2". */
size_t ts_stair_at_end(ts_span text, size_t from, size_t to);
/* One to three capitalised words straight under or behind a name that ends at `name`, "Thornfield". */
bool ts_house_under_name(ts_span text, size_t from, size_t to, size_t name);

/* "32 Factory Row": a short number, a few words with capitals, one of them a kind of street, and no more. */
bool ts_part_is_street(ts_span text, size_t from, size_t to);
/* Is each of a few words a name's, as of a house or a street, and none an office's or a post's? */
bool ts_part_is_named(ts_span text, size_t from, size_t to);

/* "20-Nov-2024  Home visit": no house has such a number. */
bool ts_part_begins_date(ts_span text, size_t from, size_t to);
/* "moved to", "Where do you live?": do the words that end at `end` lead to somebody's home? */
bool ts_part_leads_home(ts_span text, size_t from, size_t end);
/* "59 Whitegates": a short number and a few such words. */
bool ts_part_is_numbered(ts_span text, size_t from, size_t to);

/* A kind of street that is no first word, or a Welsh one that is: "Mill Lane", "Ffordd Las". */
bool ts_part_has_street(ts_span text, size_t from, size_t to);

static inline size_t ts_part_word_end(ts_span text, size_t at, size_t end) {
    while (at < end && text.ptr[at] != ' ')
        at++;
    return at;
}
static inline bool ts_begins_capital(ts_span text, size_t at) {
    return ts_is_upper(text.ptr[at]) || text.ptr[at] >= 0xC3;
}
/* End of the word of letters, hyphens and apostrophes at `at`. */
static inline size_t ts_letters_end(ts_span text, size_t at, size_t to) {
    while (at < to && (ts_is_alpha(text.ptr[at]) || text.ptr[at] == '\'' || text.ptr[at] >= 0x80 ||
                       (text.ptr[at] == '-' && at + 1 < to && ts_is_alpha(text.ptr[at + 1]))))
        at++;
    return at;
}
/* Does it go on behind a street as somebody's address does?  A part with a capital behind a comma, or a line that is a
 * town's name. */
bool ts_street_goes_on(ts_span text, size_t at, size_t to);
/* "Boston, MA 02110" behind text[at]: a state and its code. */
bool ts_is_in_america(ts_span text, size_t at, size_t to);
/* That, or the name of another country. */
bool ts_is_abroad(ts_span text, size_t at, size_t to);

#endif
