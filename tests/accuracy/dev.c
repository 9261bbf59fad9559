/* dev.c - writes the labelled set that `scan` is developed on: passages and their truth (docs/accuracy.md).
 *
 *   accuracy_dev DIR [SEED [PASSAGES]]
 *
 * DIR/NNNN.txt (.csv, .html, .eml ...) are the passages; DIR/truth.jsonl has a line for each passage, each mention and each
 * column of a table.  A third of the passages have nothing personal in them, or what looks like it.  Everything is made up.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "accuracy/dev.h"
#include "base/json.h"
#include "base/mem.h"

enum { PASSAGES = 3200, SOME = 1024 };

static void fail(const char *what, const char *where) {
    fprintf(stderr, "accuracy_dev: %s %s\n", what, where);
    exit(2);
}

/* ---- what is done to a filled page; here no byte moves ---- */

/* Spaces become line ends where a line is full: names and numbers are cut where they fall. */
static void wrap(dev_page *p) {
    size_t width = (size_t)dev_between(&p->dice, 58, 96), line = 0, space = SIZE_MAX;
    for (size_t i = 0; i < p->text.len; i++) {
        char c = p->text.ptr[i];
        if (c == '\n') {
            line = i + 1;
            space = SIZE_MAX;
        } else if (c == ' ' && i > line) {
            space = i;
        }
        if (i - line >= width && space != SIZE_MAX) {
            p->text.ptr[space] = '\n';
            line = space + 1;
            space = SIZE_MAX;
        }
    }
}

/* A scanner's mistakes, outside labelled values. */
static void misread(dev_page *p) {
    static const char from[] = "lIOSBoiecftn,.-:", to[] = "1l0580leocltu.,.";
    size_t l = 0;
    for (size_t i = 0; i < p->text.len; i++) {
        while (l < p->labels && p->label[l].end <= i)
            l++;
        if (l < p->labels && i >= p->label[l].start)
            continue;
        const char *at = strchr(from, p->text.ptr[i]);
        if (p->text.ptr[i] && at && dev_chance(&p->dice, 2))
            p->text.ptr[i] = to[at - from];
    }
}

/* ---- the truth ---- */

static int by_place(const void *a, const void *b) {
    const dev_label *x = a, *y = b;
    return x->start < y->start ? -1 : x->start > y->start;
}

static void write_truth(dev_page *p, FILE *truth, const char *path, const char *class) {
    TS_AUTO(ts_buf, ts_buf_done) line = {0};
    ts_json j;
    ts_json_init(&j, &line, false);
    ts_json_open(&j, '{');
    ts_json_key(&j, "path");
    ts_json_str(&j, path);
    ts_json_key(&j, "class");
    ts_json_str(&j, class);
    ts_json_close(&j, '}');
    ts_buf_add_char(&line, '\n');
    for (size_t i = 0; i < p->labels; i++) {
        const dev_label *l = &p->label[i];
        ts_span value = ts_slice(ts_buf_span(&p->text), l->start, l->end - l->start);
        if (l->end > p->text.len || value.len == 0 || !ts_utf8_valid(value))
            fail("a label is no value in", path);
        if (i > 0 && l->start < l[-1].end)
            fail("two labels overlap in", path);
        if (ts_is_space(value.ptr[0]) || ts_is_space(value.ptr[value.len - 1]))
            fail("a value begins or ends with a space in", path);
        ts_json_init(&j, &line, false);
        ts_json_open(&j, '{');
        ts_json_key(&j, "path");
        ts_json_str(&j, path);
        ts_json_key(&j, "kind");
        ts_json_str(&j, l->kind);
        ts_json_key(&j, "start");
        ts_json_uint(&j, l->start);
        ts_json_key(&j, "end");
        ts_json_uint(&j, l->end);
        ts_json_key(&j, "value");
        ts_json_span(&j, value);
        if (l->may) {
            ts_json_key(&j, "may");
            ts_json_bool(&j, true);
        }
        ts_json_close(&j, '}');
        ts_buf_add_char(&line, '\n');
    }
    for (size_t c = 0; c < p->columns; c++)
        if (strcmp(p->role[c], "-") != 0) /* either answer would do */
            ts_buf_addf(&line, "{\"path\":\"%s\",\"column\":%zu,\"role\":\"%s\"}\n", path, c + 1, p->role[c]);
    fwrite(line.ptr, 1, line.len, truth);
}

/* ---- templates ---- */

static size_t collect(bool traps, const dev_template **out) {
    static const dev_list *const lists[] = {
        &dev_letters, &dev_letters_more, &dev_forms, &dev_forms_more, &dev_mails, &dev_chats,      &dev_papers,
        &dev_social,  &dev_logs,         &dev_code,  &dev_scans,      &dev_traps, &dev_traps_more, &dev_traps_code};
    size_t n = 0;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        for (size_t k = 0; k < lists[i]->n && n < SOME; k++)
            if (!(lists[i]->at[k].flags & TRAP) == !traps)
                out[n++] = &lists[i]->at[k];
    return n;
}

static dev_escape escape_of(const char *ext) {
    return strcmp(ext, "html") == 0 || strcmp(ext, "xml") == 0     ? ESCAPE_HTML
           : strcmp(ext, "sql") == 0                               ? ESCAPE_SQL
           : strcmp(ext, "json") == 0 || strcmp(ext, "jsonl") == 0 ? ESCAPE_JSON
                                                                   : ESCAPE_NONE;
}

static void write_passage(dev_page *p, const char *dir, FILE *truth, int number, const dev_template *t, size_t table) {
    const char *ext = t ? t->ext : "", *class = t ? t->class : "table";
    char path[32];
    p->crlf = dev_chance(&p->dice, 8) && !(t && t->flags & WRAP);
    p->today = dev_days(2026, 11, 20) - (int32_t)dev_below(&p->dice, 1500);
    if (t) {
        p->escape = escape_of(ext);
        dev_fill(p, ts_str(t->text));
    } else {
        ext = dev_table_write(p, table);
    }
    if (p->labels)
        qsort(p->label, p->labels, sizeof *p->label, by_place);
    if (t && t->flags & WRAP && dev_chance(&p->dice, 60))
        wrap(p);
    if (t && t->flags & OCR)
        misread(p);
    if (strcmp(ext, "eml") == 0 && dev_chance(&p->dice, 30))
        dev_quoted_printable(p);
    snprintf(path, sizeof path, "%04u.%s", (unsigned)number % 1000000, ext);
    TS_AUTO(ts_buf, ts_buf_done) whole = {0};
    ts_buf_addf(&whole, "%s/%s", dir, path);
    FILE *f = fopen(whole.ptr, "wbe");
    if (!f || fwrite(p->text.ptr, 1, p->text.len, f) != p->text.len || fclose(f) != 0)
        fail("cannot write", whole.ptr);
    write_truth(p, truth, path, class);
}

int main(int argc, char **argv) {
    uint64_t seed = 1, passages = PASSAGES;
    if (argc < 2 || argc > 4 || (argc > 2 && !ts_parse_u64(ts_str(argv[2]), &seed)) ||
        (argc > 3 && !ts_parse_u64(ts_str(argv[3]), &passages)))
        fail("usage: accuracy_dev DIR [SEED [PASSAGES]]", "");
    if (mkdir(argv[1], 0777) != 0)
        fail("cannot make (it must be new)", argv[1]);
    TS_AUTO(ts_buf, ts_buf_done) name = {0};
    ts_buf_addf(&name, "%s/truth.jsonl", argv[1]);
    FILE *truth = fopen(name.ptr, "wbe");
    if (!truth)
        fail("cannot write", name.ptr);
    static const dev_template *real[SOME], *trap[SOME];
    size_t reals = collect(false, real), traps = collect(true, trap), tables[2][SOME], n[2] = {0};
    for (size_t i = 0; i < dev_tables(); i++)
        tables[dev_table_is_trap(i)][n[dev_table_is_trap(i)]++] = i;
    dev_dice dice = {seed * 1000003};
    size_t used[2] = {0};
    for (uint64_t i = 1; i <= passages; i++) {
        dev_page *p = ts_alloc(sizeof *p);
        p->dice.state = dev_below(&dice, UINT64_MAX);
        int is_trap = i % 3 == 0;
        size_t k = used[is_trap]++ % ((is_trap ? traps : reals) + n[is_trap]); /* each in turn */
        size_t texts = is_trap ? traps : reals;
        write_passage(p, argv[1], truth, (int)i, k < texts ? (is_trap ? trap : real)[k] : NULL,
                      k < texts ? 0 : tables[is_trap][k - texts]);
        ts_buf_done(&p->text);
        ts_free(p);
    }
    if (fclose(truth) != 0)
        fail("cannot write", name.ptr);
    printf("%lu passages from %zu templates (%zu with nothing to find), %zu forenames, %zu surnames\n",
           (unsigned long)passages, reals + traps + n[0] + n[1], traps + n[1], dev_names_count(true),
           dev_names_count(false));
    return 0;
}
