/* xml_rows.c - the tables of an XML text: a row a record, a column a path below it. */
#include "extract/fhir.h"
#include "extract/xml.h"

enum { WIDE = 1024 }; /* columns of one table; further values stand in a column that is there */

typedef struct table {
    uint32_t record;
    ts_span *head;
    size_t n, cap;
    uint64_t rows;
    bool begun; /* the head went out as it is now */
    size_t nhs; /* FHIR: the column of NHS numbers, plus one */
} table;

/* A cell of the open row: bytes of its raw text, or of ours. */
typedef struct cell {
    char *own;
    size_t at, len, cap;
} cell;

struct ts_xml_rows {
    ts_xml_tree *t;
    ts_sink *out;
    table *table;
    size_t tables, cap;
    table *open; /* whose rows go out; NULL: text does */
    uint32_t record; /* of the open row */
    cell *cell; /* likewise */
    ts_span *span;
    size_t cells; /* room in both */
    size_t used; /* cells of the open row up to the last that is filled */
    ts_arena decoded; /* of the open row */
    ts_arena names;
    bool fhir, nhs; /* the last system named is that of NHS numbers */
    ts_buf name;
};

ts_xml_rows *ts_xml_rows_new(ts_xml_tree *t, ts_sink *out) {
    ts_xml_rows *r = ts_alloc(sizeof *r);
    r->t = t;
    r->out = out;
    return r;
}

void ts_xml_rows_free(ts_xml_rows *r) {
    for (size_t i = 0; i < r->tables; i++)
        ts_free(r->table[i].head);
    ts_free(r->table);
    ts_free(r->cell);
    ts_free(r->span);
    ts_arena_done(&r->decoded);
    ts_arena_done(&r->names);
    ts_buf_done(&r->name);
    ts_free(r);
}

/* A record's table; made where there is none. */
static table *table_of(ts_xml_rows *r, uint32_t record) {
    ts_xml_node *n = &r->t->node[record];
    if (n->table)
        return &r->table[n->table - 1];
    if (r->tables == r->cap) {
        size_t open = r->open ? (size_t)(r->open - r->table) : 0;
        r->cap = r->cap ? r->cap * 2 : 8;
        r->table = ts_grow(r->table, r->cap, sizeof *r->table);
        r->open = r->open ? &r->table[open] : NULL;
    }
    r->table[r->tables] = (table){.record = record};
    n->table = (uint32_t)++r->tables;
    return &r->table[n->table - 1];
}

void ts_xml_rows_fhir(ts_xml_rows *r) { r->fhir = true; }

/* The name of an element of FHIR: its path below the resource, whose type is a capitalised name, without the attribute
 * "value" that all values stand in (FHIR R4, 2.1.4).  Empty: it has none. */
static ts_span fhir_name(ts_xml_rows *r, uint32_t node) {
    static const char last[] = ".value";
    uint32_t up = r->t->node[node].parent;
    while (up != TS_XML_ROOT && !(r->t->node[up].name.len && ts_is_upper(r->t->node[up].name.ptr[0])))
        up = r->t->node[up].parent;
    TS_AUTO(ts_buf, ts_buf_done) path = {0};
    ts_xml_tree_path(r->t, up, node, &path);
    ts_span p = ts_buf_span(&path);
    if (up == TS_XML_ROOT || p.len <= sizeof last ||
        memcmp(p.ptr + p.len - (sizeof last - 1), last, sizeof last - 1) != 0)
        return (ts_span){0};
    p.len -= sizeof last - 1;
    ts_span name = ts_fhir_column(r->t->node[up].name, p, (ts_span){0}, &r->name);
    if (name.ptr == p.ptr)
        return (ts_span){0};
    return name;
}

/* Places so far: the new one's, plus one. */
static size_t add_column(ts_xml_rows *r, table *t, ts_span name) {
    if (t->n == t->cap) {
        t->cap = t->cap ? t->cap * 2 : 16;
        t->head = ts_grow(t->head, t->cap, sizeof *t->head);
    }
    t->head[t->n++] = ts_arena_copy(&r->names, name);
    t->begun = false;
    return t->n;
}

/* The column of a path; the table grows by it. */
static size_t column_of(ts_xml_rows *r, table *t, uint32_t node) {
    ts_xml_node *n = &r->t->node[node];
    if (n->column && node != TS_XML_OTHERS)
        return n->column - 1;
    const ts_xml_node *base = &r->t->node[n->base];
    if (t->n >= WIDE || (t->n && node == TS_XML_OTHERS))
        return base->column && node != TS_XML_OTHERS ? base->column - 1 : 0;
    TS_AUTO(ts_buf, ts_buf_done) path = {0};
    ts_xml_tree_path(r->t, node == t->record ? n->parent : t->record, node, &path);
    ts_span fhir = r->fhir ? fhir_name(r, node) : (ts_span){0};
    n->column = (uint32_t)add_column(r, t, fhir.len ? fhir : ts_buf_span(&path));
    return n->column - 1;
}

static void room(ts_xml_rows *r, size_t n) {
    if (n <= r->cells)
        return;
    r->cells = n * 2;
    r->cell = ts_grow(r->cell, r->cells, sizeof *r->cell);
    r->span = ts_grow(r->span, r->cells, sizeof *r->span);
}

void ts_xml_rows_surveyed(ts_xml_rows *r) {
    for (uint32_t i = 2; i < r->t->nodes; i++) {
        if (!r->t->node[i].text || r->t->node[i].column || r->t->node[i].again > 1)
            continue;
        uint32_t up = i;
        while (up != TS_XML_ROOT && !r->t->node[up].record)
            up = r->t->node[up].parent;
        if (up != TS_XML_ROOT)
            column_of(r, table_of(r, up), i);
    }
}

void ts_xml_rows_begin(ts_xml_rows *r, uint32_t record) {
    r->record = record;
    r->nhs = false;
    r->used = 0;
    ts_arena_reset(&r->decoded);
}

/* An identifier's system stands before its value (FHIR R4, 2.24.0.1), and says whose number it is. */
static bool is_nhs_number(ts_xml_rows *r, uint32_t node, ts_span value) {
    const ts_xml_node *n = &r->t->node[node], *of = &r->t->node[n->parent];
    bool system = ts_span_eq(of->name, ts_str("system")), number = ts_span_eq(of->name, ts_str("value"));
    if (!system && !number)
        return false;
    bool nhs = r->nhs && number && ts_span_eq(r->t->node[of->parent].name, ts_str("identifier"));
    r->nhs = system && ts_fhir_is_nhs(value);
    return nhs;
}

/* Room for more bytes in a cell of our own; it doubles, so that many pieces cost no more than their bytes. */
static void own(ts_xml_rows *r, cell *c, const char *raw, size_t more) {
    if (c->own && c->len + more <= c->cap)
        return;
    size_t cap = (c->len + more) * 2;
    char *bytes = ts_arena_alloc(&r->decoded, cap);
    ts_copy(bytes, c->own ? c->own : raw + c->at, c->len);
    c->own = bytes;
    c->cap = cap;
}

void ts_xml_rows_value(ts_xml_rows *r, uint32_t node, const char *raw, ts_span value, bool decoded) {
    table *t = table_of(r, r->record);
    size_t column;
    if (r->fhir && is_nhs_number(r, node, value)) {
        t->nhs = t->nhs ? t->nhs : add_column(r, t, ts_str("nhs number"));
        column = t->nhs - 1;
    } else {
        column = column_of(r, t, node);
    }
    room(r, column + 1);
    while (r->used <= column)
        r->cell[r->used++] = (cell){0};
    cell *c = &r->cell[column];
    if (!c->len && !decoded) {
        *c = (cell){.at = (size_t)(value.ptr - raw), .len = value.len};
        return;
    }
    own(r, c, raw, value.len + 1);
    if (c->len)
        c->own[c->len++] = ' ';
    ts_copy(c->own + c->len, value.ptr, value.len);
    c->len += value.len;
}

ts_err ts_xml_rows_end(ts_xml_rows *r, ts_span raw, uint64_t at) {
    table *t = table_of(r, r->record);
    t->rows++;
    if (!r->used)
        return TS_OK;
    for (size_t i = 0; i < r->used; i++) {
        const cell *c = &r->cell[i];
        r->span[i] = c->len ? (ts_span){c->own ? c->own : raw.ptr + c->at, c->len} : (ts_span){"", 0};
    }
    if (r->open != t) {
        TS_AUTO(ts_buf, ts_buf_done) part = {0};
        ts_xml_tree_path(r->t, TS_XML_ROOT, t->record, &part);
        TS_TRY(ts_emit_part(r->out, ts_buf_span(&part)));
        t->begun = false;
        r->open = t;
    }
    if (!t->begun)
        TS_TRY(ts_emit_head(r->out, t->head, t->n));
    t->begun = true;
    /* what it has not may be left off at its end */
    ts_row row = {.cell = r->span, .n = r->used, .number = t->rows, .raw = raw, .at = at};
    return ts_emit_row(r->out, &row);
}

ts_err ts_xml_rows_leave(ts_xml_rows *r) {
    if (!r->open)
        return TS_OK;
    r->open->begun = false;
    r->open = NULL;
    return ts_emit_part(r->out, ts_str(""));
}
