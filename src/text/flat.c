/* flat.c - flats: "Flat 3" at the end of a text, and the positions on a Scottish stair. */
#include "text/place.h"

static bool is_flat_byte(char c) { return ts_is_alnum(c) || c == '/' || c == '-'; }

size_t ts_flat_at_end(ts_span text) {
    enum { NUMBER = 6 };
    static const char *const rooms[] = {"FLAT", "APARTMENT", "APT", "UNIT", "SUITE", "PLOT", NULL};
    size_t end = text.len, digits = 0;
    while (end > 0 && is_flat_byte(text.ptr[end - 1]) && text.len - end <= NUMBER)
        digits += ts_is_digit(text.ptr[--end]);
    if (end == 0 || end == text.len || text.len - end > NUMBER || text.ptr[end - 1] != ' ' ||
        (digits == 0 && text.len - end > 1))
        return SIZE_MAX;
    size_t stop = end - 1, from = stop;
    while (from > 0 && ts_is_alpha(text.ptr[from - 1]))
        from--;
    ts_span word = ts_slice(text, from, stop - from);
    for (const char *const *r = rooms; *r; r++)
        if (ts_span_eq_nocase(word, ts_str(*r)) && (from == 0 || ts_is_space(text.ptr[from - 1])))
            return from;
    return SIZE_MAX;
}

bool ts_flat_position(ts_span word) {
    enum { LONGEST_POSITION = 5 };
    size_t i = 0, digits = 0;
    while (i < word.len && digits < 2 && ts_is_digit(word.ptr[i]))
        i++, digits++;
    bool floor = digits > 0;
    if (!floor && word.len > 2 && strchr("PGBT", ts_upper(word.ptr[0]))) /* parterre, ground, basement, top */
        floor = ts_upper(word.ptr[i++]) != 0;
    if (!floor || i + 2 > word.len || word.len > LONGEST_POSITION ||
        (word.ptr[i] != '/' && ts_upper(word.ptr[i]) != 'F'))
        return false;
    i++;
    if (i + 1 == word.len && strchr("LRM", ts_upper(word.ptr[i])))
        return true;
    for (size_t from = i; i < word.len; i++)
        if (!ts_is_digit(word.ptr[i]) || i - from > 1)
            return false;
    return true;
}
