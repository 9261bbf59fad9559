/* name_usual.c - names as most are written, told by a few masks of their bytes; what ts_name_split would make of them is known. */
#include "base/lanes.h"
#include "text/name.h"
#include "text/name_words.h"

/* Two words of letters and a space between: where the second begins; 0 where that is not all. */
static size_t second_word(const char *written, size_t len) {
    if (len < 4 || len >= TS_LANES)
        return 0;
    ts_lanes v = ts_lanes_of(written);
    uint32_t all = ts_lanes_first(len), spaces = ts_lanes_are(v, ' ') & all, letters = ts_lanes_letters(v) & all;
    if ((spaces | letters) != all || spaces == 0 || (spaces & (spaces - 1)) != 0)
        return 0;
    size_t n = (size_t)__builtin_ctz(spaces);
    return n > 0 && n + 1 < len ? n + 1 : 0;
}

/* A title before two words: where they begin, else 0. */
static size_t behind_title(const char *written, size_t len) {
    if (len >= TS_LANES)
        return 0;
    ts_lanes v = ts_lanes_of(written);
    uint32_t all = ts_lanes_first(len), spaces = ts_lanes_are(v, ' ') & all, letters = ts_lanes_letters(v) & all;
    uint32_t more = spaces & (spaces - 1);
    if ((spaces | letters) != all || more == 0 || (more & (more - 1)) != 0) /* two of them */
        return 0;
    size_t n = (size_t)__builtin_ctz(spaces);
    return n > 1 && ts_name_in_roomy(written, n, TS_NAME_TITLES) ? n + 1 : 0;
}

size_t ts_name_two_words(const char *written, size_t len, bool *titled) {
    size_t second = second_word(written, len), rest = len - second, front = second ? 0 : behind_title(written, len);
    if (front) {
        size_t surname = ts_name_two_words(written + front, len - front, titled);
        bool whole = surname && !*titled;
        *titled = false;
        return whole ? front + surname : 0;
    }
    *titled = second > 2 && ts_name_in_roomy(written, second - 1, TS_NAME_TITLES);
    if (second < 2 || rest < 2 || ts_name_in_roomy(written + second, rest, TS_NAME_TITLES) ||
        ts_name_in_roomy(written + second, rest, TS_NAME_ENDINGS))
        return 0;
    return *titled || !(ts_is_upper(written[1]) || ts_name_in_roomy(written, second - 1, TS_NAME_PARTICLES)) ? second
                                                                                                             : 0;
}

size_t ts_name_two_parted(const char *written, size_t len) {
    if (len < 6 || len >= TS_LANES)
        return 0;
    ts_lanes v = ts_lanes_of(written);
    uint32_t all = ts_lanes_first(len), comma = ts_lanes_are(v, ',') & all, letters = ts_lanes_letters(v);
    if (comma == 0 || (comma & (comma - 1)) != 0 || ((letters | comma) & all) != (all & ~(comma << 1)))
        return 0;
    size_t n = (size_t)__builtin_ctz(comma), second = n + 2;
    bool two = n > 1 && second + 1 < len && written[n + 1] == ' ';
    return two && !ts_name_in_roomy(written, n, TS_NAME_TITLES) &&
                   !ts_name_in_roomy(written + second, len - second, TS_NAME_TITLES)
               ? n
               : 0;
}

bool ts_title_usual(const char *written, size_t len) {
    uint32_t all = ts_lanes_first(len);
    return len < 12 && (ts_lanes_letters(ts_lanes_of(written)) & all) == all &&
           ts_name_in_roomy(written, len, TS_NAME_TITLES);
}
