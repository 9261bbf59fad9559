/* passwords.c - the passwords that are tried on what is locked: lists from files, one a line. */
#include "model/passwords.h"

#include "base/limits.h"
#include "base/mem.h"

static void add(ts_passwords *p, ts_span text, uint32_t list, uint32_t line) {
    if ((p->n & (p->n - 1)) == 0) { /* doubled by hand: what is moved away is overwritten */
        ts_password *more = ts_alloc_array(p->n ? 2 * p->n : 1, sizeof *more);
        if (p->n)
            memcpy(more, p->at, p->n * sizeof *more);
        ts_free(p->at);
        p->at = more;
    }
    p->at[p->n++] = (ts_password){{ts_copy_str(text), text.len}, list, line};
    p->lists = list > p->lists ? list : p->lists;
}

static void cut(ts_passwords *p, size_t n) {
    while (p->n > n) {
        ts_span text = p->at[--p->n].text;
        ts_wipe((char *)(uintptr_t)text.ptr, text.len);
        ts_free((char *)(uintptr_t)text.ptr);
    }
}

void ts_passwords_done(ts_passwords *p) {
    cut(p, 0);
    ts_free(p->at);
    *p = (ts_passwords){0};
}

static bool known(const ts_passwords *p, ts_span text) {
    for (size_t i = 0; i < p->n; i++)
        if (ts_span_eq(p->at[i].text, text))
            return true;
    return false;
}

static ts_err add_lines(ts_passwords *p, ts_span file, uint32_t list) {
    uint32_t line = 1;
    for (size_t at = 0; at < file.len; line++) {
        const char *end = memchr(file.ptr + at, '\n', file.len - at);
        size_t next = end ? (size_t)(end + 1 - file.ptr) : file.len, stop = end ? next - 1 : next;
        ts_span text = ts_slice(file, at, stop - at);
        if (text.len && text.ptr[text.len - 1] == '\r')
            text.len--;
        at = next;
        if (text.len > TS_LIMIT_PASSWORD)
            return ts_fail(TS_EUSAGE, "the list of passwords: line %u is longer than %zu bytes", line,
                           TS_LIMIT_PASSWORD);
        if (text.len == 0 || known(p, text))
            continue;
        if (p->n == TS_LIMIT_PASSWORDS)
            return ts_fail(TS_EUSAGE, "the list of passwords: more than %zu in all", TS_LIMIT_PASSWORDS);
        add(p, text, list, line);
    }
    return TS_OK;
}

ts_err ts_passwords_add(ts_passwords *p, ts_span file) {
    if (!ts_utf8_valid(file) || memchr(file.len ? file.ptr : "", 0, file.len))
        return ts_fail(TS_EUSAGE, "the list of passwords is not text in UTF-8: save it as UTF-8, one a line");
    if (ts_span_starts(file, ts_str("\xEF\xBB\xBF")))
        file = ts_slice(file, 3, file.len);
    size_t before = p->n;
    uint32_t lists = p->lists;
    ts_err err = add_lines(p, file, lists + 1);
    if (err) {
        cut(p, before);
        p->lists = lists;
    }
    return err;
}

void ts_passwords_save(const ts_passwords *p, ts_buf *out) {
    for (size_t i = 0; i < p->n; i++) {
        ts_buf_add_u32le(out, p->at[i].list);
        ts_buf_add_u32le(out, p->at[i].line);
        ts_buf_add_counted(out, p->at[i].text);
    }
}

ts_err ts_passwords_load(ts_passwords *p, ts_span bytes) {
    ts_passwords got = {0};
    ts_cursor c = ts_cursor_over(bytes);
    while (ts_cursor_left(&c)) {
        uint32_t list = ts_read_u32le(&c), line = ts_read_u32le(&c);
        ts_span text = ts_read_counted(&c);
        if (!c.ok || !list || !line || !text.len || text.len > TS_LIMIT_PASSWORD || got.n == TS_LIMIT_PASSWORDS) {
            ts_passwords_done(&got);
            return ts_fail(TS_EDAMAGED, "the kept passwords are not what was written");
        }
        add(&got, text, list, line);
    }
    *p = got;
    return TS_OK;
}
