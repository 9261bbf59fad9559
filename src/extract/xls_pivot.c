/* xls_pivot.c - the copy of its source that a pivot table keeps (MS-XLS 2.1.7.21, 2.4.275 and on).
 *
 * It stays when the sheet that it was made from is gone.  Each field lists the values that it has; a row then gives a
 * number for each field that does, and what the other fields have stands behind it.
 */
#include "extract/xls_pivot.h"

#include "base/clock.h"
#include "extract/biff.h"
#include "extract/cells.h"

enum {
    MAX_FIELDS = 4096,
    MAX_VALUES = 4 * 1024 * 1024,
    ROW_BYTES = 8 * 1024 * 1024,
    LISTED = 0x0001, /* flags of a field: all its values are in the list; */
    TWO_BYTES = 0x0200 /* numbers of them have two bytes (2.4.276) */
};

enum record {
    COPY = 0x00C6,
    FIELD = 0x00C7,
    ROW = 0x00C8,
    NUMBER = 0x00C9,
    BOOLEAN = 0x00CA,
    ERROR = 0x00CB,
    WHOLE = 0x00CC,
    STRING = 0x00CD,
    MOMENT = 0x00CE,
    NOTHING = 0x00CF
};

typedef struct field {
    ts_span name;
    uint16_t flags;
    size_t from, values; /* in the list of all values */
    size_t left; /* values that are still to come */
} field;

typedef struct pivot {
    ts_biff b;
    ts_sink *out;
    ts_arena arena;
    field *field;
    size_t fields, source; /* those of the source come first */
    ts_span *value;
    size_t values, cap;
    ts_cells cells;
    size_t next; /* field of the row whose value comes next; SIZE_MAX: no row is open */
    uint64_t row;
} pivot;

bool ts_xls_is_pivot(const ts_ole *o, size_t entry) {
    size_t parent = o->entry[entry].parent;
    return parent && !o->entry[entry].storage && o->entry[parent].parent == 0 &&
           ts_span_eq_nocase(o->entry[parent].name, ts_str("_SX_DB_CUR"));
}

static bool is_value(uint16_t type) { return type >= NUMBER && type <= NOTHING; }

static void add_moment(ts_biff *b, ts_buf *out) {
    int year = ts_biff_u16(b), month = ts_biff_u16(b), day = ts_biff_u8(b);
    unsigned hour = ts_biff_u8(b), minute = ts_biff_u8(b);
    ts_date d = ts_date_of(year, month, day);
    if (!b->ok || d == TS_NO_DATE)
        return;
    char iso[11];
    ts_date_print(d, iso);
    ts_buf_add_str(out, iso);
    if (hour || minute)
        ts_buf_addf(out, " %02u:%02u", hour, minute);
}

static void read_value(ts_biff *b, ts_buf *out) {
    double v;
    switch (b->type) {
    case NUMBER:
        v = ts_biff_f64(b);
        if (v > -1e15 && v < 1e15 && v == (double)(int64_t)v)
            ts_buf_addf(out, "%lld", (long long)v);
        else
            ts_buf_addf(out, "%.15g", v);
        break;
    case BOOLEAN:
        ts_buf_add_str(out, ts_biff_u16(b) ? "TRUE" : "FALSE");
        break;
    case WHOLE:
        ts_buf_addf(out, "%d", (int16_t)ts_biff_u16(b));
        break;
    case STRING:
        ts_biff_string(b, ts_biff_u16(b), out);
        break;
    case MOMENT:
        add_moment(b, out);
        break;
    default:
        break;
    }
}

static void read_field(pivot *p) {
    if (p->fields == MAX_FIELDS)
        return;
    ts_biff *b = &p->b;
    TS_AUTO(ts_buf, ts_buf_done) name = {0};
    p->field = ts_grow(p->field, p->fields + 1, sizeof *p->field);
    field *f = &p->field[p->fields++];
    *f = (field){.flags = ts_biff_u16(b), .from = p->values};
    ts_biff_skip(b, 10);
    f->left = ts_biff_u16(b);
    if (b->ok && ts_biff_left(b) > 2)
        ts_biff_string(b, ts_biff_u16(b), &name);
    f->name = ts_arena_copy(&p->arena, ts_buf_span(&name));
    if (!f->name.len)
        f->name = (ts_span){"", 0};
}

static ts_err keep_value(pivot *p, field *f) {
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    read_value(&p->b, &text);
    if (p->values == MAX_VALUES)
        return ts_fail(TS_ELIMIT, "xls: a pivot table has more values than are held");
    if (p->values == p->cap) {
        p->cap = p->cap ? p->cap * 2 : 256;
        p->value = ts_grow(p->value, p->cap, sizeof *p->value);
    }
    p->value[p->values++] = ts_arena_copy(&p->arena, ts_buf_span(&text));
    f->values++;
    f->left--;
    return TS_OK;
}

/* ---- rows ---- */

static ts_err send_row(pivot *p) {
    p->next = SIZE_MAX;
    p->cells.row = ++p->row;
    return ts_cells_send(&p->cells, p->out);
}

static ts_err begin_rows(pivot *p) {
    if (p->row || p->next != SIZE_MAX)
        return TS_OK;
    ts_span *head = ts_alloc_array(p->source + 1, sizeof *head);
    for (size_t i = 0; i < p->source; i++)
        head[i] = p->field[i].name;
    ts_err err = ts_emit_head(p->out, head, p->source);
    ts_free(head);
    return err;
}

/* The next field of the open row whose value stands behind the numbers. */
static void go_on(pivot *p, size_t from) {
    while (from < p->source && (p->field[from].flags & LISTED))
        from++;
    p->next = from;
}

static ts_err read_row(pivot *p) {
    ts_biff *b = &p->b;
    TS_TRY(begin_rows(p));
    if (p->next != SIZE_MAX)
        TS_TRY(send_row(p));
    for (size_t i = 0; i < p->source && b->ok; i++) {
        const field *f = &p->field[i];
        if (!(f->flags & LISTED))
            continue;
        size_t k = f->flags & TWO_BYTES ? ts_biff_u16(b) : ts_biff_u8(b);
        if (b->ok && k < f->values && p->cells.text.len < ROW_BYTES) /* else a few long values make a bomb */
            ts_cells_put(&p->cells, i, p->value[f->from + k]);
    }
    go_on(p, 0);
    return p->next == p->source ? send_row(p) : TS_OK;
}

/* A value that stands in the row itself; where no field has a list, values alone make the rows. */
static ts_err row_value(pivot *p) {
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    TS_TRY(begin_rows(p));
    if (p->next == SIZE_MAX)
        go_on(p, 0);
    if (p->next >= p->source) { /* a value too many */
        p->next = SIZE_MAX;
        return TS_OK;
    }
    read_value(&p->b, &text);
    ts_cells_put(&p->cells, p->next, ts_buf_span(&text));
    go_on(p, p->next + 1);
    return p->next == p->source ? send_row(p) : TS_OK;
}

/* Lists alone, without rows: which values belong together is not said. */
static ts_err emit_lists(pivot *p) {
    TS_AUTO(ts_buf, ts_buf_done) line = {0};
    for (size_t i = 0; i < p->fields; i++) {
        for (size_t k = 0; k < p->field[i].values; k++) {
            ts_buf_clear(&line);
            ts_buf_add(&line, p->field[i].name);
            ts_buf_add_str(&line, ": ");
            ts_buf_add(&line, p->value[p->field[i].from + k]);
            ts_buf_add_char(&line, '\n');
            TS_TRY(ts_emit_text(p->out, ts_buf_span(&line), TS_NO_OFFSET));
        }
    }
    return TS_OK;
}

static ts_err read_copy(pivot *p) {
    ts_biff *b = &p->b;
    while (ts_biff_next(b)) {
        field *last = p->fields ? &p->field[p->fields - 1] : NULL;
        if (b->type == COPY) {
            ts_biff_skip(b, 10);
            p->source = ts_biff_u16(b);
        } else if (b->type == FIELD) {
            read_field(p);
        } else if (is_value(b->type) && last && last->left) {
            TS_TRY(keep_value(p, last));
        } else if (last && (b->type == ROW || is_value(b->type))) {
            if (p->source > p->fields)
                p->source = p->fields; /* it promised more */
            TS_TRY(b->type == ROW ? read_row(p) : row_value(p));
        }
    }
    if (p->next != SIZE_MAX)
        TS_TRY(send_row(p));
    if (!p->row)
        TS_TRY(emit_lists(p));
    return b->cut ? ts_emit_unread(p->out, TS_REASON_TRUNCATED, 0) : b->in->error;
}

static ts_err one(ts_ole *o, size_t entry, unsigned number, ts_sink *out) {
    TS_AUTO(ts_buf, ts_buf_done) name = {0};
    ts_ole_stream s;
    ts_source records;
    pivot p = {.out = out, .next = SIZE_MAX};
    ts_buf_addf(&name, "pivot%u", number);
    TS_TRY(ts_emit_part(out, ts_buf_span(&name)));
    ts_ole_stream_open(o, entry, &s);
    ts_source_stream(&records, ts_ole_stream_fill, &s);
    p.b.in = &records;
    p.b.wide = true;
    ts_err err = read_copy(&p);
    if (!err)
        err = ts_ole_missing(&s, out);
    ts_source_done(&records);
    ts_ole_stream_done(&s);
    ts_cells_done(&p.cells);
    ts_arena_done(&p.arena);
    ts_free(p.field);
    ts_free(p.value);
    return err;
}

ts_err ts_xls_pivots(ts_ole *o, ts_sink *out) {
    unsigned number = 0;
    for (size_t i = 1; i < o->entries; i++)
        if (ts_xls_is_pivot(o, i))
            TS_TRY(one(o, i, ++number, out));
    return TS_OK;
}
