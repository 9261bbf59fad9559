/* columns_layout.c - columns that a rule draws, and lines cut at them. */
#include "extract/columns_layout.h"

enum { LEAST_DASHES = 4 };

bool ts_columns_line_of(ts_columns_line *l, ts_span text) {
    while (text.len && (text.ptr[text.len - 1] == '\r' || text.ptr[text.len - 1] == '\n'))
        text.len--;
    l->text = text;
    uint64_t high = 0;
    for (size_t i = 0; i < text.len; i++)
        high |= (unsigned char)text.ptr[i];
    l->ascii = high < 0x80;
    l->n = text.len < UINT32_MAX ? (uint32_t)text.len : UINT32_MAX;
    if (l->ascii)
        return text.len <= TS_COLUMNS_LINE;
    l->n = 0;
    for (size_t at = 0; at < text.len; l->n++) {
        if (l->n == TS_COLUMNS_LINE)
            return false;
        l->start[l->n] = (uint32_t)at;
        (void)ts_utf8_next(text, &at);
    }
    l->start[l->n] = (uint32_t)text.len;
    return true;
}

ts_span ts_columns_cut(const ts_columns_line *l, uint32_t from, uint32_t to) {
    to = to < l->n ? to : l->n;
    from = from < to ? from : to;
    if (l->ascii)
        return ts_slice(l->text, from, to - from);
    return ts_slice(l->text, l->start[from], l->start[to] - l->start[from]);
}

static uint32_t sign_at(const ts_columns_line *l, uint32_t i) {
    size_t at = l->ascii ? i : l->start[i];
    return ts_utf8_next(l->text, &at);
}

/* Lines drawn with U+2500 to U+257F: those that lie flat, and where they meet others. */
static bool is_flat(uint32_t c) {
    return c == '-' || c == 0x2500 || c == 0x2501 || c == 0x2550 || c == 0x2504 || c == 0x2508;
}

static bool is_bar(uint32_t c) { return c == '|' || c == 0x2502 || c == 0x2503 || c == 0x2551; }

static bool is_joint(uint32_t c) { return c == '+' || (c >= 0x250C && c <= 0x254B) || (c >= 0x2552 && c <= 0x2570); }

static void add(ts_columns *c, uint32_t from, uint32_t to) {
    if (c->n < TS_COLUMNS_MOST)
        c->at[c->n++] = (ts_column_place){from, to};
}

bool ts_columns_rule_is_frame(const ts_columns_line *l) { return l->n && is_joint(sign_at(l, 0)); }

bool ts_columns_is_drawn(const ts_columns_line *l) {
    for (uint32_t i = 0; i < l->n; i++) {
        uint32_t c = sign_at(l, i);
        if (c != ' ' && !is_flat(c) && !is_joint(c) && !is_bar(c))
            return false;
    }
    return l->n > 0;
}

bool ts_columns_rule(const ts_columns_line *l, ts_columns *out) {
    if (l->n < LEAST_DASHES || (l->text.ptr[0] != '-' && l->text.ptr[0] != '+' && l->text.ptr[0] != ' ' && l->ascii))
        return false;
    out->n = 0;
    uint32_t from = 0, dashes = 0, joints = 0, blanks = 0;
    for (uint32_t i = 0; i <= l->n; i++) {
        uint32_t c = i < l->n ? sign_at(l, i) : 0;
        if (is_flat(c)) {
            dashes++;
            continue;
        }
        if (c && !is_joint(c) && c != ' ')
            return false;
        joints += c && c != ' ';
        blanks += c == ' ';
        if (i > from)
            add(out, from, i);
        from = i + 1;
    }
    out->bars = joints > 0;
    if (joints && blanks) /* psql may leave blanks at the end, no other place */
        return false;
    if (!out->n || dashes < LEAST_DASHES || out->n < 2)
        return false;
    if (!out->bars)
        out->at[0].from = 0; /* a long value may reach into the margin */
    if (!out->bars || !ts_columns_rule_is_frame(l))
        out->at[out->n - 1].to = UINT32_MAX;
    return true;
}

/* Nothing but a frame's bar stands behind the last column. */
static bool ends_there(const ts_columns_line *l, uint32_t to) {
    for (uint32_t k = to; k < l->n; k++) {
        uint32_t sign = sign_at(l, k);
        if (sign != ' ' && (k > to || !is_bar(sign)))
            return false;
    }
    return true;
}

bool ts_columns_fits(const ts_columns *c, const ts_columns_line *l) {
    if (!l->n)
        return false;
    bool any = false;
    for (size_t i = 0; i < c->n; i++) {
        uint32_t from = c->at[i].from, before = i ? c->at[i - 1].to : 0;
        if (before >= l->n && !c->bars)
            break;
        for (uint32_t k = before; k < from; k++) {
            uint32_t sign = k < l->n ? sign_at(l, k) : ' ';
            if (c->bars ? !is_bar(sign) : sign != ' ')
                return false;
        }
        if (from < l->n)
            any |= ts_trim(ts_columns_cut(l, from, c->at[i].to)).len > 0;
    }
    return any && ends_there(l, c->at[c->n - 1].to);
}
