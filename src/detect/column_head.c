/* column_head.c - which row above a table's data names the columns, where the format does not say. */
#include "base/limits.h"
#include "detect/column.h"
#include "detect/kinds.h"

enum { HEADER_ROWS = 10, BELOW = 12, NAMED = 4 };

/* A cell that reads like a column's name: letters, and no value of any checked kind. */
static bool is_wordy(ts_span cell) {
    size_t letters = 0, digits = 0;
    ts_norm norm;
    for (size_t i = 0; i < cell.len; i++) {
        letters += ts_is_alpha(cell.ptr[i]) || cell.ptr[i] >= 0x80;
        digits += ts_is_digit(cell.ptr[i]);
    }
    size_t number = 0; /* "5 High Street" is named Street, but names nothing */
    while (number < cell.len && ts_is_digit(cell.ptr[number]))
        number++;
    if (number > 0 && number < cell.len && cell.ptr[number] == ' ')
        return false;
    bool few = digits <= 2 ? digits < letters + 2 : digits <= 4 && letters >= 4 * digits; /* "Total pay £000" */
    return letters > 0 && few && cell.len <= 80 && !memchr(cell.ptr, '@', cell.len) &&
           !ts_detector_postcode.normal(cell, &norm) && !ts_detector_birth_date.normal(cell, &norm);
}

/* "n/a" in the first row of data names no column. */
static bool is_absent(ts_span cell) {
    static const char *const words[] = {"n/a", "na",  "none",     "null",         "nil",       "unknown",
                                        "nk",  "tbc", "withheld", "not recorded", "not known", "not stated",
                                        "no",  "yes", "true",     "false",        "blank",     "refused"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (ts_span_eq_nocase(cell, ts_str(words[i])))
            return true;
    return false;
}

/* Do numbers, dates or codes stand below a word?  Then the row of words is none of the data, whatever its words are. */
static bool differs_below(const ts_segment *s, size_t r, size_t width) {
    for (size_t c = 0; c < width; c++) {
        unsigned filled = 0, other = 0;
        ts_span head = ts_trim(ts_segment_cell(s, r, c));
        if (head.len == 0 || is_absent(head))
            continue;
        for (size_t k = r + 1; k < s->rows && k <= r + BELOW; k++) {
            ts_span cell = ts_trim(ts_segment_cell(s, k, c));
            filled += cell.len > 0;
            other += cell.len > 0 && !is_wordy(cell);
        }
        if (filled >= 2 && ts_mostly(other, filled, 80))
            return true;
    }
    return false;
}

/* Not so a word that comes again in its column: it is a value. */
static bool is_alone(const ts_segment *s, size_t r, size_t c, ts_span cell) {
    for (size_t k = 0; k < s->rows && k <= r + BELOW; k++)
        if (k != r && ts_span_eq(ts_trim(ts_segment_cell(s, k, c)), cell))
            return false;
    return true;
}

/* "System, User, Password": a word that stands in no cell as a value. */
static bool names_one_thing(ts_kind kind) {
    return kind == TS_KIND_PASSWORD || kind == TS_KIND_BIRTH_DATE || kind == TS_KIND_NINO || kind == TS_KIND_POSTCODE ||
           ts_kind_health_number(kind);
}

/* What the cells of a row look like, as names of columns. */
typedef struct names {
    size_t filled, wordy, named;
    bool sure;
} names;

static names names_of(const ts_segment *s, size_t r) {
    names n = {0};
    size_t width = s->row_start[r + 1] - s->row_start[r];
    for (size_t c = 0; c < width && c < TS_LIMIT_ROLE_COLUMNS; c++) {
        ts_span cell = ts_trim(ts_segment_cell(s, r, c));
        ts_label label;
        if (cell.len == 0)
            continue;
        n.filled++;
        n.wordy += is_wordy(cell);
        bool tells = ts_label_of(cell, &label) && label.strength >= 70 && !label.text_only;
        tells = tells || (is_alone(s, r, c, cell) && ts_column_label_of(cell, &label) && label.strength >= 70);
        n.named += cell.len > 1 && tells;
        n.sure = n.sure || (tells && label.strength == 100 && !label.bare && names_one_thing((ts_kind)label.kind) &&
                            is_alone(s, r, c, cell));
    }
    return n;
}

/* "Name", "Address" over groups of columns, which are named in the row beneath. */
static bool is_over_names(const ts_segment *s, size_t r, const names *above) {
    size_t width = s->row_start[r + 1] - s->row_start[r];
    if (above->filled == width || r + 2 >= s->rows)
        return false;
    names n = names_of(s, r + 1);
    return n.filled > above->filled && n.wordy == n.filled && n.named * 2 >= n.filled;
}

size_t ts_columns_header(const ts_segment *s, size_t *header) {
    size_t most = s->rows < HEADER_ROWS ? s->rows : HEADER_ROWS;
    *header = SIZE_MAX;
    for (size_t r = 0; r < most; r++) {
        size_t width = s->row_start[r + 1] - s->row_start[r];
        names n = names_of(s, r);
        if (n.filled == 0 || (n.filled == 1 && s->columns > 1))
            continue; /* an empty line, or a title above the table */
        width = width < TS_LIMIT_ROLE_COLUMNS ? width : TS_LIMIT_ROLE_COLUMNS;
        bool known = n.named >= 2 || (n.named == 1 && n.filled <= 2) || n.named * 2 >= n.filled || n.sure;
        if (n.named >= NAMED && n.wordy * 4 >= n.filled * 3) /* "CnPh_1_01_Phone", "Pay @ 31/3" among them */
            n.wordy = n.filled;
        if (n.wordy == n.filled && is_over_names(s, r, &n))
            continue;
        if (n.wordy == n.filled && (known || (n.filled > 1 && differs_below(s, r, width)))) {
            *header = r;
            return r + 1;
        }
        if (n.wordy < n.filled)
            return r > 0 && *header == SIZE_MAX ? 0 : r; /* data begin: there is no header */
    }
    return 0;
}

/* ---- several tables on one sheet ---- */

ts_segment ts_columns_part(const ts_segment *s, size_t from, size_t to) {
    ts_segment part = *s;
    part.row_start += from;
    part.rows = to - from;
    part.row_number = s->row_number ? s->row_number + from : NULL;
    part.begins = true;
    return part;
}

/* How many of a row's cells are filled, as far as it matters. */
static size_t filled_of(const ts_segment *s, size_t r) {
    size_t filled = 0;
    for (size_t c = 0; c < s->row_start[r + 1] - s->row_start[r] && filled < 2; c++)
        filled += ts_trim(ts_segment_cell(s, r, c)).len > 0;
    return filled;
}

static bool is_same_row(const ts_segment *s, size_t a, size_t b) {
    size_t wide = s->row_start[a + 1] - s->row_start[a], other = s->row_start[b + 1] - s->row_start[b];
    for (size_t c = 0; c < (wide > other ? wide : other); c++)
        if (!ts_span_eq(ts_trim(ts_segment_cell(s, a, c)), ts_trim(ts_segment_cell(s, b, c))))
            return false;
    return true;
}

/* Does row r name the columns of another table than that whose head is row `head`? */
static bool begins_another(const ts_segment *s, size_t r, size_t head) {
    ts_segment part = ts_columns_part(s, r, s->rows);
    names n = names_of(&part, 0);
    return n.filled > 1 && n.wordy == n.filled && n.named > 1 && n.named * 2 >= n.filled && filled_of(s, r + 1) > 1 &&
           (head == SIZE_MAX || !is_same_row(s, r, head));
}

size_t ts_columns_next_head(const ts_segment *s, size_t from, size_t head) {
    enum { LONGEST_TITLE = 90 };
    bool parted = false;
    for (size_t r = from; r + 1 < s->rows; r++) {
        uint32_t first = s->row_start[r], end = s->row_start[r + 1];
        bool longer =
            end > first && s->cell[end - 1].start + s->cell[end - 1].len - s->cell[first].start > LONGEST_TITLE;
        if (longer && !parted)
            continue;
        if (filled_of(s, r) < 2) {
            parted = s->columns > 1;
            continue;
        }
        if (parted && begins_another(s, r, head))
            return r;
        parted = false;
    }
    return s->rows;
}
