/* table.c - reads the rows of a table: cells of a column that has a kind are taken as that kind, the
 * others are read as text. */
#include "detect/column.h"

#include "base/mem.h"
#include "detect/column_terms.h"
#include "detect/context.h"
#include "detect/kinds.h"
#include "detect/mask_sign.h"
#include "detect/misread.h"
#include "detect/partial.h"
#include "detect/scan.h"
#include "detect/scan_name_add.h"
#include "detect/state.h"
#include "detect/table_cell.h"
#include "detect/table_usual.h"
#include "detect/terms.h"

#include "text/date.h"
#include "text/name.h"
#include "text/place.h"

enum {
    SAMPLE = 96,
    SHORTEST_TEXT = 6,
    LONE_LESS = 5, /* a surname or a forename alone in a column of names */
    PARTIAL_LESS = 10, /* a value of which only a part is shown */
    MISREAD_LESS = 10, /* one in which a letter was read for a digit */
    YEAR = 4 /* digits: the day of birth is not told, and it is no spreadsheet's number of a day */
};

/* Learns the columns from a table's first segment. */
static void learn(ts_detect *d, const ts_segment *s) {
    ts_columns *c = &d->columns;
    ts_columns_forget(c);
    size_t header = SIZE_MAX, columns = s->columns, names = s->head ? columns : 0;
    c->skip = s->head ? 0 : ts_columns_header(s, &header);
    if (columns > TS_LIMIT_ROLE_COLUMNS)
        columns = TS_LIMIT_ROLE_COLUMNS;
    size_t rows = s->rows > c->skip ? s->rows - c->skip : 0, step = rows > 4 * SAMPLE ? rows / SAMPLE : 1;
    rows = rows < SAMPLE ? rows : SAMPLE;
    ts_span *cell = ts_grow(NULL, (rows + 1) * columns + 1, sizeof *cell);
    ts_span *head = cell + rows * columns;
    for (size_t i = 0; i < columns; i++)
        head[i] = i < names            ? s->head[i]
                  : header != SIZE_MAX ? ts_segment_cell(s, header, i)
                                       : (ts_span){s->text.ptr, 0};
    for (size_t r = 0; r < rows; r++)
        for (size_t i = 0; i < columns; i++)
            cell[r * columns + i] = ts_segment_cell(s, c->skip + r * step, i);
    ts_columns_learn(c, s->head || header != SIZE_MAX ? head : NULL, columns, cell, rows, &d->hints);
    ts_free(cell);
}

/* One row on its way. */
typedef struct row {
    ts_detect *d;
    const ts_segment *s;
    size_t index;
    bool address[TS_ROLE_COUNT]; /* already has one, by whose it is */
} row;

static ts_mention *add(row *r, size_t column, ts_kind kind, const ts_norm *norm, ts_span raw, int confidence) {
    if (!ts_hits_wants(&r->d->hits, kind))
        return NULL;
    uint32_t start = (uint32_t)(raw.ptr - r->s->text.ptr);
    ts_mention *m = ts_hits_add_cell(&r->d->hits, kind, norm, start, start + (uint32_t)raw.len, confidence,
                                     r->d->columns.lane[column].side);
    m->row = (uint32_t)r->index;
    m->column = (int32_t)column;
    return m;
}

/* Cells without a kind, and cells of phones or dates that hold more than one value. */
static void read_as_text(row *r, size_t column, ts_span cell, uint64_t without) {
    if (cell.len < SHORTEST_TEXT)
        return;
    ts_hits *h = &r->d->hits;
    size_t before = h->out->mentions, from = (size_t)(cell.ptr - r->s->text.ptr);
    uint64_t kinds = h->kinds;
    h->kinds &= ~without;
    ts_scan s = {.hits = h,
                 .hints = &r->d->hints,
                 .words = &r->d->words,
                 .named = &r->d->named,
                 .text = r->s->text,
                 .ocr = r->s->ocr,
                 .from = from,
                 .to = from + cell.len,
                 .cell = true};
    ts_scan_run(&s);
    h->kinds = kinds;
    for (size_t i = before; i < h->out->mentions; i++) {
        h->out->mention[i].row = (uint32_t)r->index;
        h->out->mention[i].column = (int32_t)column;
    }
}

/* A value of the column's kind of which the cell shows a part; one that is only marked is left, without its marks. */
static bool take_partial(row *r, size_t column, ts_span *cell) {
    const ts_column_role *role = &r->d->columns.role[column];
    ts_norm norm;
    if (ts_partial_unmark(role->kind, *cell, 0, 0, cell) || !ts_partial_normal(role->kind, *cell, &norm))
        return false;
    ts_mention *m = add(r, column, role->kind, &norm, *cell, role->confidence - PARTIAL_LESS);
    if (m) {
        m->valid = false;
        m->flags = TS_MENTION_PARTIAL;
    }
    return true;
}

/* A value of the column's kind in which letters and digits were taken for each other. */
static bool take_misread(row *r, size_t column, ts_span cell) {
    const ts_column_role *role = &r->d->columns.role[column];
    ts_norm norm;
    if (!ts_misread_normal(role->kind, cell, &norm))
        return false;
    ts_mention *m = add(r, column, role->kind, &norm, cell, role->confidence - MISREAD_LESS);
    if (m)
        m->flags |= TS_MENTION_MISREAD;
    return true;
}

/* A date cell is read as its whole column is: 03/04/1987 in a month-first column is 4 March. */
static void take_date(row *r, size_t column, ts_span cell) {
    const ts_column_role *role = &r->d->columns.role[column];
    const ts_column *known = &r->d->columns.column[column];
    ts_written_date w = {TS_NO_DATE, TS_NO_DATE, false, false, 0};
    ts_date date = TS_NO_DATE;
    char text[11];
    ts_norm norm;
    bool ambiguous = false;
    if (cell.len == YEAR && take_partial(r, column, &cell))
        return;
    if (known->serial && ts_cell_serial_date(cell, &date)) {
        w.len = cell.len;
    } else if (ts_date_read(cell, &w)) {
        bool other = role->month_first && w.other != TS_NO_DATE;
        date = other ? w.other : w.date;
        ambiguous = w.other != TS_NO_DATE && !known->settled;
    }
    if (date == TS_NO_DATE) {
        (void)(take_misread(r, column, cell) || take_partial(r, column, &cell));
        return;
    }
    bool iso = cell.len == 10 && w.len == 10 && cell.ptr[4] == '-' && cell.ptr[7] == '-' && ts_is_digit(cell.ptr[2]) &&
               ts_is_digit(cell.ptr[3]); /* not "19th-01-01" */
    if (iso && date == w.date) { /* written so already */
        ts_norm_set(&norm, cell);
    } else {
        ts_date_print(date, text);
        ts_norm_set(&norm, ts_span_of(text, 10));
    }
    ts_mention *m = add(r, column, role->kind, &norm, ts_slice(cell, 0, w.len), role->confidence - (ambiguous ? 5 : 0));
    if (m && ambiguous)
        m->flags |= TS_MENTION_AMBIGUOUS;
}

static bool has_digit(ts_span cell) {
    for (size_t i = 0; i < cell.len; i++)
        if (ts_is_digit(cell.ptr[i]))
            return true;
    return false;
}

static void take_name(row *r, size_t column, ts_span cell) {
    const ts_column_role *role = &r->d->columns.role[column];
    ts_name_parts p;
    ts_norm norm;
    if (((cell.len > 1 && cell.ptr[1] == '.') || ts_has_mask(cell)) && take_partial(r, column, &cell))
        return;
    if (cell.ptr[0] == '(' && cell.ptr[cell.len - 1] == ')') /* "(empty)", "(as above)" */
        return;
    if (!ts_name_split(cell, r->d->columns.column[column].surname_first, &p)) {
        if (has_digit(cell)) /* "LOW Ann (999 000 0018)", a licence in the driver's column */
            read_as_text(r, column, cell, 0);
        return;
    }
    if (p.forename.len == 0) { /* "Olivia", "Smith", "Mr Smith" */
        ts_kind kind = ts_scan_name_of(cell, &norm);
        if ((kind == TS_KIND_SURNAME || kind == TS_KIND_FORENAME) && !ts_cell_is_head_or_sum(cell))
            add(r, column, kind, &norm, cell, role->confidence - LONE_LESS);
        return;
    }
    ts_span part[3] = {ts_norm_span(&p.surname), ts_norm_span(&p.forename), ts_norm_span(&p.others)};
    char text[3 * TS_NORM_MAX + 8];
    size_t n = 0;
    for (int i = 0; i < 3; i++) {
        if (part[i].len == 0)
            continue;
        if (i == 1)
            text[n++] = ',';
        if (i > 0)
            text[n++] = ' ';
        memcpy(text + n, part[i].ptr, part[i].len);
        n += part[i].len;
    }
    if (ts_norm_set(&norm, ts_span_of(text, n)))
        add(r, column, TS_KIND_PERSON_NAME, &norm, cell, role->confidence);
}

static void take_address(row *r, size_t column, ts_span cell) {
    const ts_columns *c = &r->d->columns;
    const ts_column_role *role = &c->role[column];
    ts_norm norm, code;
    ts_span written;
    size_t tail = ts_cell_postcode_tail(cell, &code, &written);
    ts_span street = ts_trim(ts_slice(cell, 0, cell.len - tail));
    while (street.len > 0 && (street.ptr[street.len - 1] == ',' || street.ptr[street.len - 1] == ' '))
        street.len--;
    if (!r->address[role->about] && street.len > 0) {
        bool good = ts_address_normal(street, &norm);
        bool more = column + 1 < c->n && c->role[column + 1].kind == TS_KIND_ADDRESS &&
                    c->role[column + 1].about == role->about;
        if (!good && more) { /* "12" and "Eaton Road" in two columns; the tab between counts as a comma */
            ts_span next = ts_trim(ts_segment_cell(r->s, r->index, column + 1));
            if (next.len > 0) {
                street.len = (size_t)(next.ptr + next.len - street.ptr);
                good = ts_address_normal(street, &norm);
            }
        }
        if (good) {
            add(r, column, TS_KIND_ADDRESS, &norm, street, role->confidence);
            r->address[role->about] = true;
        }
    }
    if (tail > 0)
        add(r, column, TS_KIND_POSTCODE, &code, written, ts_detector_postcode.column - 5);
}

/* Sort code and account stand in two columns: where they are neighbours the mention spans both. */
static void take_bank(row *r, size_t column, ts_span cell) {
    const ts_columns *c = &r->d->columns;
    const ts_column_role *role = &c->role[column];
    ts_norm norm;
    if (c->column[column].part != 1 && ts_has_mask(cell) && take_partial(r, column, &cell))
        return;
    if (c->column[column].part == 0) {
        if (ts_detector_bank_account.normal(cell, &norm))
            add(r, column, TS_KIND_BANK_ACCOUNT, &norm, cell, role->confidence);
        return;
    }
    if (c->column[column].part != 2)
        return;
    for (size_t i = 0; i < c->n; i++) {
        char text[14];
        bool filled_up = false;
        ts_span sort = ts_trim(ts_segment_cell(r->s, r->index, i));
        if (c->column[i].part != 1 || c->role[i].about != role->about ||
            !ts_cell_bank_digits(sort, 6, text, &filled_up) || !ts_cell_bank_digits(cell, 8, text + 6, &filled_up))
            continue;
        ts_span both = i + 1 == column ? ts_span_of(sort.ptr, (size_t)(cell.ptr + cell.len - sort.ptr)) : cell;
        ts_norm_set(&norm, ts_span_of(text, sizeof text));
        ts_mention *m = add(r, column, TS_KIND_BANK_ACCOUNT, &norm, both, role->confidence);
        if (m && filled_up)
            m->flags |= TS_MENTION_DAMAGED;
        return;
    }
    if (ts_partial_account(cell, &norm)) {
        ts_mention *m = add(r, column, TS_KIND_BANK_ACCOUNT, &norm, cell, role->confidence - PARTIAL_LESS);
        if (m) {
            m->valid = false;
            m->flags = TS_MENTION_PARTIAL;
        }
    }
}

/* Values whose form is the kind's own; a failed check is kept and marked. */
static void take_value(row *r, size_t column, ts_span cell) {
    const ts_column_role *role = &r->d->columns.role[column];
    const ts_detector *d = ts_detector_of(role->kind);
    ts_norm norm;
    if (ts_has_mask(cell) && take_partial(r, column, &cell)) /* before a form that drops the signs */
        return;
    ts_kind told = TS_KIND_NONE; /* a diagnosis may be of the mind */
    bool special = d->anchor.type == TS_ANCHOR_NONE && ts_terms_is(role->kind);
    if (special ? ts_special_of_cell(d, cell, &norm, &told) : d->normal(cell, &norm)) {
        add(r, column, told ? told : role->kind, &norm, cell, role->confidence);
    } else if (d->loose && d->loose(cell, &norm)) {
        bool phone = role->kind == TS_KIND_PHONE;
        ts_mention *m = add(r, column, role->kind, &norm, cell, role->confidence - (phone ? 5 : 20));
        if (m) {
            m->valid = phone;
            m->flags |= phone ? TS_MENTION_DAMAGED : TS_MENTION_UNCHECKED;
        }
    } else if (!take_misread(r, column, cell)) {
        read_as_text(r, column, cell, 0);
    }
}

/* Columns of these give more than their own kind: an address its postcode, a phone's or date's cell what else it holds. */
static bool is_wanted(const ts_hits *h, ts_kind kind) {
    if (kind == TS_KIND_ADDRESS)
        return ts_hits_wants(h, kind) || ts_hits_wants(h, TS_KIND_POSTCODE);
    if (kind == TS_KIND_PERSON_NAME)
        return ts_hits_wants(h, kind) || ts_hits_wants(h, TS_KIND_SURNAME) || ts_hits_wants(h, TS_KIND_FORENAME);
    bool alone = kind == TS_KIND_SURNAME || kind == TS_KIND_FORENAME || kind == TS_KIND_BIRTH_DATE ||
                 kind == TS_KIND_DEATH_DATE || kind == TS_KIND_RECORD_DATE || kind == TS_KIND_BANK_ACCOUNT;
    return !alone || ts_hits_wants(h, kind);
}

/* What is not looked for in cells without a kind: health numbers among numbers that are some by chance, people among
 * hospitals and firms that bear their names, homes among the addresses of those. */
static uint64_t not_here(const ts_column *c) {
    static const uint64_t names =
        UINT64_C(1) << TS_KIND_PERSON_NAME | UINT64_C(1) << TS_KIND_SURNAME | UINT64_C(1) << TS_KIND_FORENAME;
    return (c->chance_tens ? UINT64_C(1) << TS_KIND_NHS_NUMBER : 0) |
           (c->of_firms ? UINT64_C(1) << TS_KIND_ADDRESS : 0) | (c->certificates ? UINT64_C(1) << TS_KIND_PHONE : 0) |
           (c->offices || c->things ? names : 0);
}

static void take_cell(row *r, size_t column, ts_span cell) {
    switch (r->d->columns.role[column].kind) {
    case TS_KIND_NONE:
        read_as_text(r, column, cell, not_here(&r->d->columns.column[column]));
        break;
    case TS_KIND_BIRTH_DATE:
    case TS_KIND_DEATH_DATE:
    case TS_KIND_RECORD_DATE:
        take_date(r, column, cell);
        break;
    case TS_KIND_PERSON_NAME:
        take_name(r, column, cell);
        break;
    case TS_KIND_ADDRESS:
        take_address(r, column, cell);
        break;
    case TS_KIND_BANK_ACCOUNT:
        take_bank(r, column, cell);
        break;
    default:
        take_value(r, column, cell);
        break;
    }
}

static void set_lanes(ts_detect *d) {
    ts_columns *c = &d->columns;
    for (size_t i = 0; i < c->n; i++) {
        const ts_column_role *role = &c->role[i];
        c->lane[i] =
            (ts_lane){.kind = (uint8_t)role->kind,
                      .confidence = role->confidence,
                      .least = !is_wanted(&d->hits, role->kind) ? UINT32_MAX
                               : role->kind                     ? 1
                                                                : SHORTEST_TEXT,
                      .address = role->kind == TS_KIND_ADDRESS,
                      .surnames = ts_hits_wants(&d->hits, TS_KIND_SURNAME),
                      .usual = ts_table_usual(d, i),
                      .side = {.about = (uint8_t)role->about, .labelled = true, .categories = role->categories}};
    }
}

/* Takes a cell at first sight; false where it has to be looked at closely. */
static inline bool take_usual(row *r, size_t column, uint32_t start, uint32_t len) {
    const ts_lane *l = &r->d->columns.lane[column];
    if (!l->usual)
        return false;
    const char *cell = r->s->text.ptr + start;
    if (l->address && r->address[l->side.about]) /* one more line of it; it may end with the postcode */
        return ts_usual_word_alone(cell, len) != TS_USUAL_NO;
    ts_usual u = l->usual(cell, len);
    const bool titled = u == TS_USUAL_SURNAME;
    if (u == TS_USUAL_NO || (titled && (!l->surnames || ts_cell_is_head_or_sum(ts_span_of(cell, len)))))
        return false;
    if (l->kind == TS_KIND_NONE)
        return true;
    if (l->address)
        r->address[l->side.about] = true;
    ts_mention *m = ts_hits_add_bare(&r->d->hits, l->side);
    m->kind = titled ? TS_KIND_SURNAME : l->kind;
    m->confidence = titled ? l->confidence - LONE_LESS : l->confidence;
    m->valid = true;
    m->flags = u == TS_USUAL_RESERVED && !r->d->hits.test_realm ? TS_MENTION_PLACEHOLDER : 0;
    m->column = (int32_t)column;
    m->row = (uint32_t)r->index;
    m->start = start;
    m->end = start + len;
    return true;
}

static inline bool is_trimmed(ts_span s) {
    return (unsigned char)s.ptr[0] > ' ' && (unsigned char)s.ptr[s.len - 1] > ' ';
}

void ts_columns_begin(ts_detect *d, const ts_segment *s) {
    if (!d->columns.open || s->begins)
        learn(d, s);
    else
        d->columns.skip = 0;
    d->columns.rows = SIZE_MAX;
    d->columns.open = s->more;
}

/* The rows and columns of what was found in a table as in a text. */
static void place_in_cells(ts_detect *d, const ts_segment *s) {
    ts_hits *h = &d->hits;
    size_t at = 0, column = 0; /* the row, and the cell of it: what was found is sorted */
    for (size_t i = 0; i < ts_hits_count(h); i++) {
        ts_mention *m = &h->out->mention[h->first + i];
        while (at + 1 < s->rows && s->row_start[at + 1] < s->row_start[s->rows] &&
               s->cell[s->row_start[at + 1]].start <= m->start)
            at++, column = 0;
        size_t width = s->row_start[at + 1] - s->row_start[at];
        while (column + 1 < width && s->cell[s->row_start[at] + column + 1].start <= m->start)
            column++;
        m->row = (uint32_t)at;
        m->column = (int32_t)column;
    }
}

/* A value beside the name of its field is of the kind that the name tells, where the text around shows nothing. */
static void take_field(row *r, size_t column, ts_span name, ts_span value) {
    ts_columns *c = &r->d->columns;
    ts_label label = {0};
    if (column >= c->n || !ts_column_label_of(name, &label) || label.kind == TS_KIND_NONE || label.strength < 85)
        return;
    c->role[column] = (ts_column_role){.kind = (ts_kind)label.kind,
                                       .confidence = ts_detector_of((ts_kind)label.kind)->column,
                                       .about = (ts_role)label.about,
                                       .day_first = true,
                                       .categories = label.categories};
    c->lane[column].side = (ts_side){.about = label.about, .labelled = true, .categories = label.categories};
    take_cell(r, column, value);
    c->role[column] = (ts_column_role){0};
}

void ts_columns_fields(ts_detect *d, const ts_segment *s) {
    place_in_cells(d, s);
    ts_hits *h = &d->hits;
    size_t found = 0, known = ts_hits_count(h);
    for (size_t i = 0; i < s->rows; i++) {
        row r = {.d = d, .s = s, .index = i};
        for (size_t k = s->row_start[i]; k + 1 < s->row_start[i + 1]; k++) {
            const ts_cell *name = &s->cell[k], *value = name + 1;
            while (found < known && h->out->mention[h->first + found].end <= value->start)
                found++;
            bool taken = found < known && h->out->mention[h->first + found].start < value->start + value->len;
            ts_span written = ts_trim(ts_span_of(s->text.ptr + value->start, value->len));
            if (!taken && written.len > 0)
                take_field(&r, k + 1 - s->row_start[i], ts_trim(ts_span_of(s->text.ptr + name->start, name->len)),
                           written);
        }
    }
    ts_hits_sort(h);
}

ts_err ts_columns_detect(ts_detect *d, const ts_segment *s) {
    ts_columns *c = &d->columns;
    set_lanes(d);
    const size_t before = ts_hits_count(&d->hits); /* of the lists above this one, in a text */
    const size_t roomy = s->text.len > TS_USUAL_ROOM ? s->text.len - TS_USUAL_ROOM : 0;
    for (size_t i = c->skip; i < s->rows; i++) {
        row r = {.d = d, .s = s, .index = i};
        size_t width = s->row_start[i + 1] - s->row_start[i];
        const ts_cell *at = s->cell + s->row_start[i];
        for (size_t column = 0; column < width; column++) {
            ts_span cell = {s->text.ptr + at[column].start, at[column].len};
            bool known = column < c->n;
            if (cell.len < (known ? c->lane[column].least : SHORTEST_TEXT))
                continue;
            if (!is_trimmed(cell)) {
                cell = ts_trim(cell);
                if (cell.len == 0)
                    continue;
            } else if (known && at[column].start < roomy && take_usual(&r, column, at[column].start, at[column].len)) {
                continue;
            }
            if (known)
                take_cell(&r, column, cell);
            else
                read_as_text(&r, column, cell, 0);
        }
    }
    ts_hits_sort_from(&d->hits, before);
    return TS_OK;
}
