/* table_cell.c - what a single cell holds: days as spreadsheets number them, a postcode at the end, an account's digits. */
#include "detect/table_cell.h"

#include "detect/context.h"
#include "text/place.h"
#include "text/words.h"

bool ts_cell_serial_date(ts_span cell, ts_date *out) {
    uint64_t whole;
    const char *dot = memchr(cell.ptr, '.', cell.len);
    if (dot)
        cell.len = (size_t)(dot - cell.ptr);
    if (cell.len > 6 || !ts_parse_u64(cell, &whole))
        return false;
    *out = ts_date_of_serial((double)whole);
    return *out != TS_NO_DATE;
}

size_t ts_cell_postcode_tail(ts_span cell, ts_norm *norm, ts_span *code) {
    size_t best = 0;
    bool digit = false; /* of the inward code */
    for (size_t i = cell.len > 8 ? cell.len - 8 : 0; i < cell.len; i++)
        digit |= ts_is_digit(cell.ptr[i]);
    if (!digit || !ts_is_alpha(cell.ptr[cell.len - 1]))
        return 0;
    for (size_t n = 5; n <= 8 && n < cell.len; n++) {
        char before = cell.ptr[cell.len - n - 1];
        ts_span tail = ts_slice(cell, cell.len - n, n);
        if ((before == ' ' || before == ',' || before == '\n') && tail.ptr[0] != ' ' &&
            ts_postcode_normal(tail, norm)) {
            best = n;
            *code = tail;
        }
    }
    return best;
}

bool ts_cell_bank_digits(ts_span cell, size_t wanted, char *out, bool *filled_up) {
    char digit[16];
    size_t n = 0;
    for (size_t i = 0; i < cell.len; i++) {
        if (ts_is_digit(cell.ptr[i])) {
            if (n == wanted)
                return false;
            digit[n++] = cell.ptr[i];
        } else if (cell.ptr[i] != '-' && cell.ptr[i] != ' ') {
            return false;
        }
    }
    if (n + 2 < wanted || n == 0)
        return false;
    memset(out, '0', wanted - n);
    memcpy(out + wanted - n, digit, n);
    *filled_up = *filled_up || n < wanted;
    return true;
}

bool ts_cell_is_head_or_sum(ts_span cell) {
    static ts_word_set sums = {.words = " TOTAL TOTALS SUBTOTAL COUNT SUM GRAND AVERAGE MEAN "};
    ts_label label;
    return ts_word_set_has_nocase(&sums, cell) ||
           (ts_label_of(cell, &label) && label.strength >= 70 && label.kind != TS_KIND_NONE && !label.text_only);
}
