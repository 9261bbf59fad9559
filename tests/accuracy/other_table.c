/* other_table.c - tables: the same columns as CSV, TSV, bars, fixed width, SQL, JSON, XML or Markdown. */
#include <stdio.h>

#include "accuracy/other.h"
#include "base/mem.h"

typedef enum style { CSV, TSV, BARS, SEMICOLONS, FIXED, SQL, JSON, LINES, XML, MARKDOWN, STYLES } style;
typedef struct column {
    char head[64];
    ts_span role, cell;
    size_t width;
} column;
typedef struct table {
    column at[OTHER_COLUMNS];
    size_t n;
    style style;
    bool headed, quoted, holes;
    int rows;
    char name[40];
} table;

/* ---- reading ---- */

static ts_span part(ts_span *rest, const char *between) {
    size_t at = ts_span_find(*rest, ts_str(between), 0);
    ts_span one = ts_slice(*rest, 0, at);
    *rest = at == SIZE_MAX ? ts_str("") : ts_slice(*rest, at + strlen(between), rest->len);
    return one;
}

/* One of the heads, as this table writes its heads. */
static void head_of(other_page *p, ts_span heads, int how, char out[64]) {
    ts_span one[12];
    size_t n = 0, k = 0;
    while (heads.len && n < 12)
        one[n++] = part(&heads, "|");
    ts_span h = ts_trim(one[other_below(&p->dice, n ? n : 1)]);
    bool start = false;
    for (size_t i = 0; i < h.len && k < 62; i++) {
        char c = h.ptr[i];
        bool gap = !ts_is_alnum(c) && (unsigned char)c < 0x80;
        if (how == 0 || how == 4) {
            out[k++] = c;
        } else if (gap) {
            if (how != 3 && k && out[k - 1] != '_')
                out[k++] = '_';
            start = true;
        } else {
            bool large = how == 1 || (how == 3 && (start || !k));
            out[k++] = large ? ts_upper(c) : how == 2 ? ts_lower(c) : c;
            start = false;
        }
    }
    while (k && out[k - 1] == '_')
        k--;
    out[k] = 0;
}

static void read_columns(other_page *p, const other_form *form, table *t) {
    ts_span rest = form->text;
    bool machine = t->style == SQL || t->style == JSON || t->style == LINES || t->style == XML;
    int how = machine ? other_between(&p->dice, 1, 3) : other_odds(&p->dice, 60) ? 0 : other_between(&p->dice, 1, 4);
    while (rest.len && t->n < OTHER_COLUMNS) {
        ts_span line = ts_trim(part(&rest, "\n"));
        if (!line.len || line.ptr[0] == '#')
            continue;
        if (line.ptr[0] == '?') { /* a column that not every export has */
            line = ts_slice(line, 1, line.len);
            if (other_odds(&p->dice, 35))
                continue;
        }
        column *c = &t->at[t->n++];
        ts_span heads = part(&line, " ; ");
        head_of(p, heads, how, c->head);
        c->role = ts_trim(part(&line, " ; "));
        c->cell = ts_trim(line);
    }
    if (other_odds(&p->dice, 20)) /* another order */
        for (size_t i = t->n; i > 1; i--) {
            size_t k = (size_t)other_below(&p->dice, i);
            column c = t->at[k];
            t->at[k] = t->at[i - 1];
            t->at[i - 1] = c;
        }
}

/* ---- writing ---- */

static void doubled(const other_page *p, size_t at, ts_buf *out, void *with) {
    (void)with;
    if (p->text.ptr[at] == '"')
        ts_buf_add_char(out, '"');
    ts_buf_add_char(out, p->text.ptr[at]);
}

typedef struct around {
    size_t first, last;
    const char *sign;
} around;

static void between_signs(const other_page *p, size_t at, ts_buf *out, void *with) {
    const around *a = with;
    if (at == a->first)
        ts_buf_add_str(out, a->sign);
    ts_buf_add_char(out, p->text.ptr[at]);
    if (at == a->last)
        ts_buf_add_str(out, a->sign);
}

/* other_rewrite puts a label's start before what is added to its first byte: here it is moved on. */
static void put_between(other_page *p, size_t start, const char *sign) {
    if (p->text.len == start) {
        other_put(p, sign);
        other_put(p, sign);
        return;
    }
    size_t end = p->text.len, n = strlen(sign);
    around a = {start, end - 1, sign};
    other_rewrite(p, start, between_signs, &a);
    for (size_t i = 0; i < p->marks; i++) {
        if (p->mark[i].start == start && p->mark[i].end > start)
            p->mark[i].start += n;
        if (p->mark[i].end == p->text.len)
            p->mark[i].end -= n;
    }
}

static void cell(other_page *p, const table *t, const column *c, const char *separator) {
    size_t start = p->text.len;
    if (!(t->holes && !ts_span_eq(c->role, ts_str("none")) && other_odds(&p->dice, 7)))
        other_render(p, c->cell);
    ts_span text = ts_slice(ts_buf_span(&p->text), start, p->text.len);
    if (t->style == FIXED) {
        other_put(p, "  "); /* what is too long pushes the rest */
        for (size_t n = text.len; n < c->width; n++)
            other_put(p, " ");
        return;
    }
    bool quote = t->quoted, number = text.len > 0 && text.len < 9;
    for (size_t i = 0; i < text.len; i++) {
        quote = quote || text.ptr[i] == '"' || text.ptr[i] == '\n' ||
                (*separator && ts_span_find(text, ts_str(separator), 0) != SIZE_MAX);
        number = number && ts_is_digit(text.ptr[i]) && text.ptr[0] != '0';
    }
    if (t->style == SQL) {
        if (text.len == 0)
            other_put(p, "NULL");
        else if (!number || t->quoted)
            put_between(p, start, "'");
    } else if (t->style == JSON || t->style == LINES) {
        if (text.len == 0)
            other_put(p, "null");
        else if (!number || t->quoted)
            put_between(p, start, "\"");
    } else if (quote && (t->style == CSV || t->style == SEMICOLONS)) {
        other_rewrite(p, start, doubled, NULL);
        put_between(p, start, "\"");
    }
}

static void row_separated(other_page *p, const table *t, const char *separator, bool head) {
    bool md = t->style == MARKDOWN;
    other_put(p, md ? "| " : "");
    for (size_t i = 0; i < t->n; i++) {
        if (i)
            other_put(p, md ? " | " : separator);
        if (head && t->style == FIXED)
            other_putf(p, "%-*s", (int)t->at[i].width + 2, t->at[i].head);
        else if (head)
            other_putf(p, t->quoted || strstr(t->at[i].head, separator) ? "\"%s\"" : "%s", t->at[i].head);
        else
            cell(p, t, &t->at[i], separator);
    }
    while (t->style == FIXED && p->text.len && p->text.ptr[p->text.len - 1] == ' ')
        p->text.len--;
    other_put(p, md ? " |\n" : "\n");
}

static void row_machine(other_page *p, const table *t, int row) {
    bool last = row == t->rows - 1;
    if (t->style == SQL) {
        if (!t->headed && row)
            other_put(p, ",\n");
        if (t->headed || !row) {
            other_putf(p, "INSERT INTO %s (", t->name);
            for (size_t i = 0; i < t->n; i++)
                other_putf(p, "%s%s", i ? ", " : "", t->at[i].head);
            other_put(p, t->headed ? ") VALUES " : ") VALUES\n");
        }
    }
    bool xml = t->style == XML;
    if (xml)
        other_putf(p, "  <%s>\n", t->name);
    else
        other_put(p, t->style == SQL ? "(" : t->style == JSON ? "  {" : "{");
    for (size_t i = 0; i < t->n; i++) {
        if (xml)
            other_putf(p, "    <%s>", t->at[i].head);
        else if (t->style == SQL)
            other_put(p, i ? ", " : "");
        else
            other_putf(p, "%s\"%s\": ", i ? ", " : "", t->at[i].head);
        cell(p, t, &t->at[i], "");
        if (xml)
            other_putf(p, "</%s>\n", t->at[i].head);
    }
    if (xml)
        other_putf(p, "  </%s>\n", t->name);
    else if (t->style == SQL)
        other_put(p, t->headed || last ? ");\n" : ")");
    else
        other_put(p, t->style == LINES || last ? "}\n" : "},\n");
}

static void rows(other_page *p, const table *t) {
    static const char *const separator[STYLES] = {",", "\t", "|", ";", "", "", "", "", "", "|"};
    bool machine = t->style == SQL || t->style == JSON || t->style == LINES || t->style == XML;
    if (t->style == JSON)
        other_put(p, "[\n");
    if (t->style == XML)
        other_putf(p, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<%sList>\n", t->name);
    if (!machine && other_odds(&p->dice, 7)) {
        other_putf(p, "%s", other_odds(&p->dice, 50) ? "REPORT: " : "Extract of ");
        other_putf(p, "%s %d\n%s", t->name, other_between(&p->dice, 1, 90), other_odds(&p->dice, 50) ? "\n" : "");
    }
    if (!machine && t->headed)
        row_separated(p, t, separator[t->style], true);
    if (t->style == MARKDOWN) {
        for (size_t i = 0; i < t->n; i++)
            other_put(p, "|---");
        other_put(p, "|\n");
    }
    for (int i = 0; i < t->rows; i++) {
        other_renew(p, 1, 9);
        if (!machine && t->style != MARKDOWN && t->holes && other_odds(&p->dice, 2)) /* a row that slipped */
            other_put(p, separator[t->style]);
        if (machine)
            row_machine(p, t, i);
        else
            row_separated(p, t, separator[t->style], false);
    }
    if (!machine && t->style != FIXED && t->style != MARKDOWN && other_odds(&p->dice, 8))
        other_putf(p, "Total%s%d\n", separator[t->style], t->rows);
    if (t->style == JSON)
        other_put(p, "]\n");
    if (t->style == XML)
        other_putf(p, "</%sList>\n", t->name);
}

/* Fixed width: all is written once to see how wide the columns are, forgotten, and written again by the same dice. */
static void measure(other_page *p, table *t) {
    uint64_t dice = p->dice;
    size_t len = p->text.len, marks = p->marks;
    int *kept = ts_alloc(sizeof p->kept);
    memcpy(kept, p->kept, sizeof p->kept);
    for (size_t i = 0; i < t->n; i++)
        t->at[i].width = strlen(t->at[i].head);
    for (int r = 0; r < t->rows; r++) {
        other_renew(p, 1, 9);
        for (size_t i = 0; i < t->n; i++) {
            size_t start = p->text.len;
            other_render(p, t->at[i].cell);
            size_t width = p->text.len - start;
            t->at[i].width = width > t->at[i].width && width < 40 ? width : t->at[i].width;
        }
    }
    p->text.len = len;
    p->marks = marks;
    p->dice = dice;
    memcpy(p->kept, kept, sizeof p->kept);
    ts_free(kept);
}

const char *other_table(other_page *p, const other_form *form) {
    static const int weight[STYLES] = {40, 10, 8, 4, 12, 7, 6, 4, 5, 4};
    static const char *const ending[STYLES] = {"csv", "tsv", "txt", "csv", "txt", "sql", "json", "jsonl", "xml", "md"};
    static const char escape[STYLES] = {0, 0, 0, 0, 0, 's', 'j', 'j', 'h', 0};
    int roll = other_between(&p->dice, 0, 99), s = 0;
    while (s < STYLES - 1 && roll >= weight[s])
        roll -= weight[s++];
    table *t = ts_alloc(sizeof *t);
    t->style = (style)s;
    t->rows = other_between(&p->dice, 4, 26);
    t->headed = t->style == MARKDOWN || other_odds(&p->dice, t->style == SQL ? 50 : 91);
    t->quoted = other_odds(&p->dice, 15);
    t->holes = t->style != FIXED && other_odds(&p->dice, 40);
    for (size_t i = 0; i < form->name.len && i < sizeof t->name - 1; i++)
        t->name[i] = ts_is_alnum(form->name.ptr[i]) ? form->name.ptr[i] : '_';
    p->escape = escape[t->style];
    read_columns(p, form, t);
    bool cells = t->style == CSV || t->style == TSV || t->style == SEMICOLONS || t->style == BARS;
    p->columns = t->n; /* dates keep to one form */
    if (t->style == FIXED)
        measure(p, t);
    rows(p, t);
    for (size_t i = 0; i < t->n; i++)
        snprintf(p->role[i], sizeof p->role[i], "%.*s", (int)t->at[i].role.len, t->at[i].role.ptr);
    if (!cells)
        p->columns = 0; /* scan gives no cells, or others */
    ts_free(t);
    return ending[s];
}
