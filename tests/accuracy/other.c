/* other.c - writes a labelled set of the forms in one folder (docs/accuracy.md): other or field, to develop on, or field2.
 *
 *   accuracy_other DIR [SEED [PASSAGES]]     (accuracy_field, accuracy_field2: the same for their folders)
 *
 * DIR/NNNN.txt (.csv, .eml ...) are the passages, DIR/truth.jsonl their truth.  A third hold nobody.  Everything is made up.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "accuracy/other.h"
#include "base/json.h"
#include "base/mem.h"

enum { PASSAGES = 2100, FORMS = 1024 };

static int by_place(const void *a, const void *b) {
    const other_mark *x = a, *y = b;
    return x->start < y->start ? -1 : x->start > y->start;
}

static void write_mark(ts_json *j, const other_page *p, const char *path, const other_mark *m) {
    ts_json_open(j, '{');
    ts_json_key(j, "path");
    ts_json_str(j, path);
    ts_json_key(j, "kind");
    ts_json_str(j, m->kind);
    ts_json_key(j, "start");
    ts_json_uint(j, m->start);
    ts_json_key(j, "end");
    ts_json_uint(j, m->end);
    ts_json_key(j, "value");
    ts_json_span(j, ts_slice(ts_buf_span(&p->text), m->start, m->end - m->start));
    if (m->may) {
        ts_json_key(j, "may");
        ts_json_bool(j, true);
    }
    ts_json_close(j, '}');
}

static void write_truth(other_page *p, FILE *truth, const char *path, ts_span class) {
    TS_AUTO(ts_buf, ts_buf_done) line = {0};
    ts_buf_addf(&line, "{\"path\":\"%s\",\"class\":\"%.*s\"}\n", path, (int)class.len, class.ptr);
    for (size_t i = 0; i < p->marks; i++) {
        const other_mark *m = &p->mark[i];
        ts_span value = ts_slice(ts_buf_span(&p->text), m->start, m->end - m->start);
        if (m->end > p->text.len || !value.len || !ts_utf8_valid(value))
            other_stop("a label is no value in %s", path);
        if (i > 0 && m->start < m[-1].end)
            other_stop("two labels overlap in %s: %.*s", path, (int)value.len, value.ptr);
        if (ts_is_space(value.ptr[0]) || ts_is_space(value.ptr[value.len - 1]))
            other_stop("a value begins or ends with a space in %s: %.*s", path, (int)value.len, value.ptr);
        ts_json j;
        ts_json_init(&j, &line, false);
        write_mark(&j, p, path, m);
        ts_buf_add_char(&line, '\n');
    }
    for (size_t c = 0; c < p->columns; c++)
        if (strcmp(p->role[c], "-") != 0) /* either answer would do */
            ts_buf_addf(&line, "{\"path\":\"%s\",\"column\":%zu,\"role\":\"%s\"}\n", path, c + 1, p->role[c]);
    fwrite(line.ptr, 1, line.len, truth);
}

static void write_passage(other_page *p, const char *dir, FILE *truth, int number, const other_form *f) {
    ts_span class = f->class, ending = f->ending;
    p->today = other_days(2026, 11, 24) - (int32_t)other_below(&p->dice, 2200);
    p->date_form = other_between(&p->dice, 0, 13);
    p->phone_form = other_between(&p->dice, 0, 11);
    p->health_form = other_between(&p->dice, 0, 4);
    if (ts_span_eq(class, ts_str("table"))) {
        ending = ts_str(other_table(p, f));
        bool list = !p->columns && !ts_span_eq(ending, ts_str("sql"));
        class = ts_str(!list ? "table" : ending.ptr[0] == 't' || ending.ptr[0] == 'm' ? "list" : "code");
    } else {
        p->escape = ts_span_eq(ending, ts_str("html")) || ts_span_eq(ending, ts_str("xml"))     ? 'h'
                    : ts_span_eq(ending, ts_str("json")) || ts_span_eq(ending, ts_str("jsonl")) ? 'j'
                    : ts_span_eq(ending, ts_str("sql"))                                         ? 's'
                                                                                                : 0;
        other_render(p, f->text);
    }
    if (p->marks)
        qsort(p->mark, p->marks, sizeof *p->mark, by_place);
    other_wear(p, class, ending, f->flags);
    char path[32];
    snprintf(path, sizeof path, "%04u.%.*s", (unsigned)number % 1000000, (int)ending.len, ending.ptr);
    TS_AUTO(ts_buf, ts_buf_done) whole = {0};
    ts_buf_addf(&whole, "%s/%s", dir, path);
    FILE *out = fopen(whole.ptr, "wbe");
    if (!out || fwrite(p->text.ptr, 1, p->text.len, out) != p->text.len || fclose(out) != 0)
        other_stop("cannot write %s", whole.ptr);
    write_truth(p, truth, path, class);
}

int main(int argc, char **argv) {
    uint64_t seed = 1, passages = PASSAGES;
    if (argc < 2 || argc > 4 || (argc > 2 && !ts_parse_u64(ts_str(argv[2]), &seed)) ||
        (argc > 3 && !ts_parse_u64(ts_str(argv[3]), &passages)))
        other_stop("usage: accuracy_SET DIR [SEED [PASSAGES]]");
    if (mkdir(argv[1], 0777) != 0)
        other_stop("cannot make %s (it must be new)", argv[1]);
    other_people_load(OTHER_WORDS);
    other_forms_load(OTHER_WORDS);
    TS_AUTO(ts_buf, ts_buf_done) name = {0};
    ts_buf_addf(&name, "%s/truth.jsonl", argv[1]);
    FILE *truth = fopen(name.ptr, "wbe");
    if (!truth)
        other_stop("cannot write %s", name.ptr);
    static const other_form *form[2][FORMS];
    size_t n[2], used[2] = {0};
    for (int trap = 0; trap < 2; trap++)
        n[trap] = other_forms(trap, form[trap], FORMS);
    if (!n[0] || !n[1])
        other_stop("no forms in %s", OTHER_WORDS);
    uint64_t dice = seed * 7368787;
    for (uint64_t i = 1; i <= passages; i++) {
        other_page *p = ts_alloc(sizeof *p);
        p->dice = other_below(&dice, UINT64_MAX);
        int trap = i % 3 == 0;
        write_passage(p, argv[1], truth, (int)i, form[trap][used[trap]++ % n[trap]]); /* each in turn */
        ts_buf_done(&p->text);
        ts_free(p->mark);
        ts_free(p);
    }
    if (fclose(truth) != 0)
        other_stop("cannot write %s", name.ptr);
    printf("%lu passages from %zu forms (%zu with nobody), %zu names\n", (unsigned long)passages, n[0] + n[1], n[1],
           other_names_count());
    return 0;
}
