/* dev_table.c - writes tables: CSV and its kin, columns of fixed width, HTML, SQL, lines of JSON; with and without a head,
 * with a cell too many now and then. */
#include <stdio.h>
#include <stdlib.h>

#include "accuracy/dev.h"
#include "accuracy/dev_tables.h"
#include "base/mem.h"

typedef enum format { CSV, TSV, SEMICOLON, PIPE, FIXED, HTML, SQL, JSONL, FORMATS } format;
static const char *const ending[FORMATS] = {"csv", "tsv", "csv", "txt", "txt", "html", "sql", "jsonl"};

typedef struct column {
    ts_span head, role, cell;
} column;

static ts_span trimmed(ts_span s) { return ts_trim(s); }

/* One of the parts between "~/". */
static ts_span once(dev_dice *d, ts_span s) {
    ts_span part[16];
    size_t n = 0;
    for (size_t from = 0; n < 16; n++) {
        size_t end = ts_span_find(s, ts_str("~/"), from);
        part[n] = ts_slice(s, from, (end == SIZE_MAX ? s.len : end) - from);
        if (end == SIZE_MAX) {
            n++;
            break;
        }
        from = end + 2;
    }
    return trimmed(part[dev_below(d, n)]);
}

static size_t read_columns(dev_page *p, const char *text, column *out) {
    size_t n = 0;
    while (*text && n < DEV_COLUMNS) {
        ts_span line = ts_span_of(text, strcspn(text, "\n"));
        size_t one = ts_span_find(line, ts_str(" ; "), 0), two = ts_span_find(line, ts_str(" ; "), one + 3);
        if (one == SIZE_MAX || two == SIZE_MAX) {
            fprintf(stderr, "accuracy_dev: no column: %.*s\n", (int)line.len, line.ptr);
            exit(2);
        }
        out[n].head = once(&p->dice, ts_slice(line, 0, one));
        out[n].role = trimmed(ts_slice(line, one + 3, two - one - 3));
        out[n++].cell = once(&p->dice, ts_slice(line, two + 3, line.len));
        text += line.len + (text[line.len] == '\n');
    }
    return n;
}

static const char *escaped(format f, char c) {
    if (f == SQL && c == '\'')
        return "''";
    if (f == HTML && (c == '&' || c == '<'))
        return c == '&' ? "&amp;" : "&lt;";
    if (f == JSONL && (c == '"' || c == '\\'))
        return c == '"' ? "\\\"" : "\\\\";
    if (f <= SEMICOLON && f != TSV && c == '"')
        return "\"\"";
    return NULL;
}

/* Escapes what was put since `start`, and moves the labels that lie there. */
static void escape_cell(dev_page *p, format f, size_t start, size_t first_label, bool quoted) {
    TS_AUTO(ts_buf, ts_buf_done) cell = {0};
    ts_buf_add(&cell, ts_slice(ts_buf_span(&p->text), start, p->text.len));
    size_t *at = ts_alloc_array(cell.len + 1, sizeof *at);
    p->text.len = start;
    if (quoted)
        dev_puts(p, f == SQL ? "'" : "\"");
    for (size_t i = 0; i < cell.len; i++) {
        at[i] = p->text.len;
        const char *instead = escaped(f, cell.ptr[i]);
        dev_put(p, instead ? instead : cell.ptr + i, instead ? strlen(instead) : 1);
    }
    at[cell.len] = p->text.len;
    if (quoted)
        dev_puts(p, f == SQL ? "'" : "\"");
    for (size_t l = first_label; l < p->labels; l++) {
        p->label[l].start = at[p->label[l].start - start];
        p->label[l].end = at[p->label[l].end - start];
    }
    ts_free(at);
}

static bool needs_quotes(format f, ts_span cell, bool always) {
    char sign = f == CSV ? ',' : ';';
    if (f == SQL || f == JSONL)
        return true;
    if (f != CSV && f != SEMICOLON)
        return false;
    return always || memchr(cell.ptr, sign, cell.len) || memchr(cell.ptr, '"', cell.len);
}

enum { WIDTH = 26 };

static void put_cell(dev_page *p, format f, ts_span cell, bool quote_all) {
    size_t start = p->text.len, first = p->labels;
    dev_fill(p, cell);
    ts_span text = ts_slice(ts_buf_span(&p->text), start, p->text.len);
    escape_cell(p, f, start, first, needs_quotes(f, text, quote_all));
    if (f == FIXED) {
        size_t signs = 0;
        for (size_t i = start; i < p->text.len; i++)
            signs += ((unsigned char)p->text.ptr[i] & 0xC0) != 0x80;
        dev_puts(p, "  ");
        for (; signs < WIDTH; signs++)
            dev_puts(p, " ");
    }
}

static void between(dev_page *p, format f, size_t c, size_t n) {
    static const char *const sign[FORMATS] = {",", "\t", ";", "|", "", "</td><td>", ", ", ","};
    if (c + 1 < n)
        dev_puts(p, sign[f]);
}

static void put_row(dev_page *p, format f, const dev_table *t, const column *col, size_t n, bool quote_all,
                    bool shifted, bool last) {
    if (f == HTML)
        dev_puts(p, "<tr><td>");
    else if (f == SQL)
        dev_putf(p, "INSERT INTO %s VALUES (", t->name);
    else if (f == JSONL)
        dev_puts(p, "{");
    for (size_t c = 0; c < n; c++) {
        if (shifted && c == n / 2 && f < FIXED)
            between(p, f, 0, 2); /* an empty cell too many */
        if (f == JSONL)
            dev_putf(p, "\"%.*s\":", (int)col[c].head.len, col[c].head.ptr);
        put_cell(p, f, col[c].cell, quote_all);
        between(p, f, c, n);
    }
    while (f == FIXED && p->text.len && p->text.ptr[p->text.len - 1] == ' ')
        p->text.len--;
    dev_puts(p, f == HTML ? "</td></tr>" : f == SQL ? ");" : f == JSONL ? "}" : "");
    if (!last || dev_chance(&p->dice, 80))
        dev_puts(p, "\n");
}

static void put_head(dev_page *p, format f, const column *col, size_t n) {
    if (f == SQL || f == JSONL)
        return;
    dev_puts(p, f == HTML ? "<tr><th>" : "");
    for (size_t c = 0; c < n; c++) {
        if (f == FIXED)
            dev_putf(p, "%-*.*s  ", WIDTH, (int)col[c].head.len, col[c].head.ptr);
        else
            dev_put(p, col[c].head.ptr, col[c].head.len);
        if (f == HTML)
            dev_puts(p, c + 1 < n ? "</th><th>" : "</th></tr>");
        else
            between(p, f, c, n);
    }
    dev_puts(p, "\n");
    if (f == FIXED && dev_chance(&p->dice, 50)) {
        for (size_t c = 0; c < n; c++)
            dev_puts(p, "--------------------------  ");
        dev_puts(p, "\n");
    }
}

size_t dev_tables(void) { return dev_table_list_n + dev_table_traps_n; }
bool dev_table_is_trap(size_t n) { return n >= dev_table_list_n; }

const char *dev_table_write(dev_page *p, size_t number) {
    const dev_table *t =
        number < dev_table_list_n ? &dev_table_list[number] : &dev_table_traps[number - dev_table_list_n];
    static const int usual[] = {CSV, CSV, CSV, CSV, TSV, SEMICOLON, PIPE, FIXED, HTML, SQL, JSONL};
    format f = (format)usual[dev_below(&p->dice, sizeof usual / sizeof *usual)];
    column col[DEV_COLUMNS];
    size_t n = read_columns(p, t->columns, col);
    bool head = dev_chance(&p->dice, 75), quote_all = dev_chance(&p->dice, 20), shifts = dev_chance(&p->dice, 15);
    p->crlf = p->crlf && f < FIXED;
    if (f == HTML)
        dev_puts(p, "<html><body><table>\n");
    if (f < HTML && dev_chance(&p->dice, 12)) /* a title over the head */
        dev_puts(p,
                 dev_chance(&p->dice, 50) ? "Extract - official sensitive\n\n" : "Northfield University Hospitals\n");
    if (head)
        put_head(p, f, col, n);
    int rows = dev_between(&p->dice, t->low, t->high);
    for (int r = 0; r < rows; r++) {
        put_row(p, f, t, col, n, quote_all, shifts && dev_chance(&p->dice, 12), r + 1 == rows);
        for (int i = 0; i < DEV_PEOPLE; i++)
            p->person[i].made = false;
    }
    if (f == HTML)
        dev_puts(p, "</table></body></html>\n");
    else if (f < HTML && dev_chance(&p->dice, 8))
        dev_putf(p, "\nTotal rows: %d\n", rows);
    p->columns = n;
    for (size_t c = 0; c < n; c++)
        snprintf(p->role[c], sizeof p->role[c], "%.*s", (int)col[c].role.len, col[c].role.ptr);
    return ending[f];
}
