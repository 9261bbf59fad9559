/* house.c - what houses are called: "Rose Cottage", "The Willows", "Ty Gwyn", a flat on its stair, and what is none. */
#include "detect/house.h"

#include "detect/office_word.h"
#include "detect/scan.h"
#include "text/date.h"
#include "text/name.h"
#include "text/place.h"
#include "text/words.h"

enum { HOUSE_WORDS = 4 };

/* Begin of the house's name that ends a part: "The Old Rectory", "Rose Cottage"; but "John Hall" is a man.  SIZE_MAX
 * if it ends in none. */
static size_t by_word(ts_span text, size_t begin, size_t end) {
    size_t from = end, words = 0, first = end;
    while (words < HOUSE_WORDS && from > begin) {
        size_t word = from;
        while (word > begin && text.ptr[word - 1] != ' ')
            word--;
        if (word == from || !ts_begins_capital(text, word) ||
            (words == 0 && !ts_is_house_word(ts_slice(text, word, end - word))))
            break;
        first = word;
        words++;
        from = word > begin ? word - 1 : word;
    }
    if (words < 2)
        return SIZE_MAX;
    bool clinical;
    ts_norm given, last;
    ts_span front = ts_slice(text, first, ts_part_word_end(text, first, end) - first);
    if (ts_title_at(text, first, end, &clinical) ||
        (words == 2 && ts_forename_normal(front, &given) && ts_forename_known(ts_norm_span(&given)) &&
         ts_surname_normal(ts_slice(text, first + front.len + 1, end - first - front.len - 1), &last) &&
         ts_surname_known(ts_norm_span(&last))))
        return SIZE_MAX;
    return first;
}

/* Names that houses have alone, and what the Welsh and the plural trees of "The Willows" begin with. */
static bool is_house_name(ts_span text, size_t from, size_t to) {
    static ts_word_set alone = {
        .words =
            " ASHFIELD ASHLEIGH BEECHCROFT BELMONT BRACKENWOOD BROOKSIDE CARTREF DUNROMIN FAIRHAVEN FAIRVIEW FERNDALE "
            "FERNLEA GLENDALE GREENACRES HAFAN HIGHFIELD HILLCREST HILLSIDE HILLTOP IVYDENE LYNDHURST MAYFIELD "
            "MEADOWBANK OAKDENE OAKFIELD OAKLANDS OAKLEIGH PARKSIDE RIVERSIDE ROSEDENE ROSEMOUNT SEAVIEW "
            "SPRINGFIELD STONELEIGH SUNNYBANK SUNNYSIDE THORNFIELD TREETOPS WAYSIDE WESTWOOD WOODLANDS WOODSIDE "
            "WOODVIEW "};
    static ts_word_set first = {.words = " THE TY PLAS GARTH BRYN TAN PEN MIN HAFAN LLWYN GWEL AWEL HENDRE TYDDYN "};
    size_t words = 0, stop = ts_part_word_end(text, from, to);
    bool begins = ts_word_set_has_nocase(&first, ts_slice(text, from, stop - from));
    for (size_t at = from; at < to; words++) {
        size_t end = ts_part_word_end(text, at, to);
        if (words == 3 || end == at || !ts_begins_capital(text, at) ||
            ts_street_word(ts_slice(text, at, end - at)) == 2 || ts_is_office_word(ts_slice(text, at, end - at)))
            return false;
        at = end + (end < to);
    }
    return words == 1 ? ts_word_set_has_nocase(&alone, ts_slice(text, from, stop - from)) : words > 0 && begins;
}

size_t ts_house_at_end(ts_span text, size_t from, size_t to) {
    return from < to && is_house_name(text, from, to) ? from : by_word(text, from, to);
}

/* Begin of the house that is named behind "at" or "of" at the end of a part: "the above lady at Fairview". */
size_t ts_house_in_prose(ts_span text, size_t begin, size_t end) {
    size_t from = end, words = 0;
    while (words < 3 && from > begin + 3) {
        size_t word = from;
        while (word > begin && text.ptr[word - 1] != ' ')
            word--;
        ts_span w = ts_slice(text, word, from - word);
        if (w.len == 0 || !ts_begins_capital(text, word) || ts_is_office_word(w))
            return SIZE_MAX;
        words++;
        if (word < begin + 3)
            return SIZE_MAX;
        ts_span before = ts_slice(text, word - 3, 3);
        if ((ts_span_eq(before, ts_str("at ")) || ts_span_eq(before, ts_str("of "))) &&
            (word == begin + 3 || text.ptr[word - 4] == ' '))
            return word;
        from = word - 1;
    }
    return SIZE_MAX;
}

/* "2F1", "3/2": the whole part, or its last word. */
size_t ts_stair_at_end(ts_span text, size_t from, size_t to) {
    size_t word = to;
    while (word > from && text.ptr[word - 1] != ' ')
        word--;
    return ts_flat_position(ts_slice(text, word, to - word)) ? word : SIZE_MAX;
}

/* One to three capitalised words straight under or behind a name: a house whose name says nothing of it, "Thornfield". */
bool ts_house_under_name(ts_span text, size_t from, size_t to, size_t name) {
    if (from < name)
        return false;
    for (size_t i = name; i < from; i++)
        if (!ts_is_space(text.ptr[i]) && text.ptr[i] != ',')
            return false;
    size_t words = 0;
    for (size_t at = from; at < to; words++) {
        size_t end = ts_part_word_end(text, at, to);
        if (words == 3 || end == at || !ts_begins_capital(text, at) || ts_is_office_word(ts_slice(text, at, end - at)))
            return false;
        for (size_t i = at; i < end; i++)
            if (ts_is_digit(text.ptr[i]))
                return false;
        at = end + (end < to);
    }
    return words > 0 && from > name;
}

/* A kind of street that is no first word, or a Welsh one that is. */
bool ts_part_has_street(ts_span text, size_t from, size_t to) {
    size_t words = 0;
    for (size_t at = from; at < to; words++) {
        size_t end = ts_part_word_end(text, at, to);
        ts_span word = ts_slice(text, at, end - at);
        if (words > 0 ? ts_street_word(word) > 0 : end < to && ts_street_lead(word))
            return true;
        at = end + 1;
    }
    return false;
}

/* "for 32 Factory Row,": a short number, a few words with capitals, and the part is over. */
bool ts_part_is_street(ts_span text, size_t at, size_t to) {
    enum { MOST = 4, DIGITS = 4 };
    size_t i = at, words = 0;
    while (i < to && ts_is_digit(text.ptr[i]))
        i++;
    if (i - at > DIGITS)
        return false;
    i += i < to && ts_is_alpha(text.ptr[i]);
    while (i + 1 < to && text.ptr[i] == ' ' && ts_begins_capital(text, i + 1) && words < MOST) {
        i = ts_letters_end(text, i + 1, to);
        words++;
    }
    return i == to && words > 0 && ts_part_has_street(text, at, to);
}

/* Is each word of the part a name's, as of a house or a street, and none an office's or a post's? */
bool ts_part_is_named(ts_span text, size_t from, size_t to) {
    enum { MOST = 4 };
    size_t words = 0;
    for (size_t at = from; at < to; words++) {
        size_t end = ts_part_word_end(text, at, to);
        ts_span word = ts_slice(text, at, end - at);
        if (words == MOST || ts_letters_end(text, at, end) != end || ts_is_office_word(word) ||
            (ts_word_says_of(word) & TS_SAYS_ROLE) || !(ts_begins_capital(text, at) || (words > 0 && at + 3 >= end)))
            return false;
        at = end + 1;
    }
    return words > 0;
}

bool ts_part_begins_date(ts_span text, size_t at, size_t to) {
    ts_written_date d;
    return ts_date_read(ts_slice(text, at, to - at), &d);
}

bool ts_part_leads_home(ts_span text, size_t from, size_t end) {
    static ts_word_set words = {.words = " AT OF TO LIVE LIVES LIVING ADDRESS HOME "};
    size_t to = end;
    while (to > from && (text.ptr[to - 1] == '?' || text.ptr[to - 1] == ' '))
        to--;
    size_t word = to;
    while (word > from && ts_is_alpha(text.ptr[word - 1]))
        word--;
    return ts_word_set_has_nocase(&words, ts_slice(text, word, to - word));
}

bool ts_part_is_numbered(ts_span text, size_t from, size_t to) {
    enum { DIGITS = 3 };
    size_t at = from;
    while (at < to && ts_is_digit(text.ptr[at]))
        at++;
    size_t digits = at - from;
    at += at < to && ts_is_alpha(text.ptr[at]);
    return digits > 0 && digits <= DIGITS && at + 1 < to && text.ptr[at] == ' ' && ts_part_is_named(text, at + 1, to);
}

bool ts_street_goes_on(ts_span text, size_t at, size_t to) {
    enum { TOWN_WORDS = 4, TOWN = 32 };
    if (at + 2 < to && text.ptr[at] == ',' && text.ptr[at + 1] == ' ')
        return ts_begins_capital(text, at + 2);
    at += at < to && text.ptr[at] == ',';
    while (at < to && (text.ptr[at] == ' ' || text.ptr[at] == '\r'))
        at++;
    if (at >= to || text.ptr[at] != '\n')
        return false;
    while (at < to && ts_is_space(text.ptr[at]))
        at++;
    size_t words = 0, line = at;
    while (at < to && text.ptr[at] != '\n' && text.ptr[at] != '\r' && text.ptr[at] != ',' && at - line < TOWN) {
        size_t end = ts_letters_end(text, at, to);
        if (end == at || ++words > TOWN_WORDS || !ts_begins_capital(text, at))
            return false;
        at = end + (end < to && text.ptr[end] == ' ');
    }
    return words > 0 && at - line < TOWN;
}

bool ts_is_in_america(ts_span text, size_t at, size_t to) {
    enum { AHEAD = 90, ZIP = 5 };
    for (size_t i = at, digits = 0; i < to && i - at < AHEAD; i++) {
        digits = ts_is_digit(text.ptr[i]) ? digits + 1 : 0;
        if (digits != ZIP || (i + 1 < to && ts_is_alnum(text.ptr[i + 1])) || i < at + ZIP + 3)
            continue;
        size_t state = i + 1 - ZIP;
        while (state > at && !ts_is_alnum(text.ptr[state - 1]))
            state--;
        if (state > at + 3 && ts_is_upper(text.ptr[state - 1]) && ts_is_upper(text.ptr[state - 2]) &&
            !ts_is_alnum(text.ptr[state - 3]))
            return true;
    }
    return false;
}

bool ts_is_abroad(ts_span text, size_t at, size_t to) {
    enum { AHEAD = 80 };
    static ts_word_set countries = {
        .words =
            " AUSTRALIA BAHRAIN BANGLADESH BARBADOS BERMUDA BOTSWANA CAMEROON CANADA CYPRUS DUBAI EGYPT EIRE ETHIOPIA "
            "FIJI GAMBIA GERMANY GHANA GUYANA INDIA IRAQ IRELAND ISRAEL JAMAICA JORDAN KENYA KUWAIT LEBANON LESOTHO "
            "LIBERIA MALAWI MALAYSIA MALTA MAURITIUS NAMIBIA NIGERIA OMAN PAKISTAN QATAR RWANDA SINGAPORE SOMALIA "
            "SUDAN SWAZILAND SWITZERLAND TANZANIA TOBAGO TRINIDAD UAE UGANDA USA ZAMBIA ZEALAND ZIMBABWE AFRICA "
            "ARABIA EMIRATES SWEDEN NORWAY FINLAND DENMARK NETHERLANDS "};
    if (ts_is_in_america(text, at, to))
        return true;
    ts_span before = {text.ptr, 0};
    for (size_t i = at; i < to && i - at < AHEAD && !(text.ptr[i] == '\n' && i + 1 < to && text.ptr[i + 1] == '\n');) {
        size_t end = ts_letters_end(text, i, to);
        ts_span word = ts_slice(text, i, end - i);
        if (word.len > 2 && ts_word_set_has_nocase(&countries, word) && !ts_span_eq_nocase(before, ts_str("northern")))
            return true;
        before = word.len > 0 ? word : before;
        i = end > i ? end : i + 1;
    }
    return false;
}
