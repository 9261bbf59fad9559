/* other_forms.c - the files of forms and word banks (in other/). */
#include <dirent.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "accuracy/other.h"
#include "base/mem.h"

_Noreturn void other_stop(const char *format, ...) {
    va_list args;
    va_start(args, format);
    fputs("accuracy: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    exit(2);
}

char *other_file(const char *dir, const char *name) {
    TS_AUTO(ts_buf, ts_buf_done) path = {0};
    ts_buf text = {0};
    ts_buf_addf(&path, "%s/%s", dir, name);
    FILE *f = fopen(path.ptr, "rbe");
    if (!f)
        other_stop("cannot read %s", path.ptr);
    for (size_t got = 1; got > 0;) {
        ts_buf_reserve(&text, 1 << 14);
        got = fread(text.ptr + text.len, 1, 1 << 14, f);
        text.len += got;
    }
    fclose(f);
    char *whole = ts_copy_str(ts_buf_span(&text));
    ts_buf_done(&text);
    return whole;
}

/* ---- banks: "name kind: word | word", "-" for no kind ---- */

static struct {
    ts_span name;
    char kind[20];
    ts_span *word;
    size_t n;
} bank[OTHER_KEPT];
static size_t banks;

static ts_span take(ts_span *rest, char until) {
    const char *end = rest->len ? memchr(rest->ptr, until, rest->len) : NULL;
    ts_span one = ts_slice(*rest, 0, end ? (size_t)(end - rest->ptr) : rest->len);
    *rest = ts_slice(*rest, one.len + 1, rest->len);
    return one;
}

static void load_banks(const char *dir) {
    ts_span text = ts_str(other_file(dir, "banks.txt"));
    while (text.len) {
        ts_span line = take(&text, '\n');
        if (!line.len || line.ptr[0] == '#')
            continue;
        if (banks == OTHER_KEPT)
            other_stop("more than %d banks", OTHER_KEPT);
        ts_span head = take(&line, ':');
        bank[banks].name = take(&head, ' ');
        snprintf(bank[banks].kind, sizeof bank[banks].kind, "%.*s", (int)head.len, head.ptr);
        while (line.len) {
            ts_span word = ts_trim(take(&line, '|'));
            bank[banks].word = ts_grow(bank[banks].word, bank[banks].n + 1, sizeof word);
            bank[banks].word[bank[banks].n++] = word;
        }
        banks++;
    }
}

const char *other_bank_pick(other_page *p, ts_span name, bool keep, const char **kind) {
    static char out[400];
    for (size_t i = 0; i < banks; i++) {
        if (!ts_span_eq(bank[i].name, name))
            continue;
        size_t k = (size_t)other_below(&p->dice, bank[i].n);
        if (keep && p->kept[i])
            k = (size_t)p->kept[i] - 1;
        if (keep)
            p->kept[i] = (int)k + 1;
        ts_span word = bank[i].word[k];
        static char own[20];
        size_t equals = ts_span_find(word, ts_str("="), 0); /* "mental_health=sertraline": of another kind */
        *kind = bank[i].kind;
        if (equals < sizeof own && ts_span_find(word, ts_str("\xC2\xAB"), 0) == SIZE_MAX) {
            snprintf(own, sizeof own, "%.*s", (int)equals, word.ptr);
            *kind = own;
            word = ts_slice(word, equals + 1, word.len);
        }
        snprintf(out, sizeof out, "%.*s", (int)word.len, word.ptr);
        return out;
    }
    return NULL;
}

/* ---- forms ---- */

static other_form *forms;
static size_t form_count;

static void load_forms(const char *dir, const char *name) {
    ts_span text = ts_str(other_file(dir, name));
    static const ts_span mark = {"=== ", 4};
    size_t at = ts_span_starts(text, mark) ? 0 : SIZE_MAX;
    while (at != SIZE_MAX) {
        size_t next = ts_span_find(text, ts_str("\n=== "), at);
        ts_span one = ts_slice(text, at + 4, next == SIZE_MAX ? text.len : next + 1 - at - 4), head = take(&one, '\n');
        forms = ts_grow(forms, form_count + 1, sizeof *forms);
        other_form *f = &forms[form_count++];
        f->name = take(&head, ' ');
        f->class = take(&head, ' ');
        f->ending = take(&head, ' ');
        f->flags = head;
        f->text = one;
        f->trap = ts_span_find(head, ts_str("trap"), 0) != SIZE_MAX;
        at = next == SIZE_MAX ? next : next + 1;
    }
}

static int by_name(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

void other_forms_load(const char *dir) {
    load_banks(dir);
    DIR *d = opendir(dir);
    char *name[64];
    size_t n = 0;
    if (!d)
        other_stop("cannot read %s", dir);
    for (struct dirent *e; (e = readdir(d)) && n < 64;) {
        size_t len = strlen(e->d_name);
        if (len > 5 && strcmp(e->d_name + len - 5, ".form") == 0)
            name[n++] = ts_copy_str(ts_str(e->d_name));
    }
    closedir(d);
    qsort(name, n, sizeof *name, by_name);
    for (size_t i = 0; i < n; i++) {
        load_forms(dir, name[i]);
        ts_free(name[i]);
    }
}

size_t other_forms(bool trap, const other_form *out[], size_t room) {
    size_t n = 0;
    for (size_t i = 0; i < form_count && n < room; i++)
        if (forms[i].trap == trap)
            out[n++] = &forms[i];
    return n;
}
