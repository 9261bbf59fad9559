/* dev_mime.c - turns the body of a mail into quoted-printable, as programs send it, and moves the labels with it. */
#include <stdio.h>

#include "accuracy/dev.h"
#include "base/mem.h"

enum { LINE = 76 };

typedef struct coder {
    ts_buf out;
    size_t line; /* characters in it so far */
} coder;

static void put(coder *c, const char *text, size_t len) {
    if (c->line + len >= LINE) {
        ts_buf_add_str(&c->out, "=\n");
        c->line = 0;
    }
    ts_buf_add(&c->out, ts_span_of(text, len));
    c->line += len;
}

static void put_byte(coder *c, ts_span text, size_t i) {
    char byte = text.ptr[i], code[4];
    bool at_end = i + 1 == text.len || text.ptr[i + 1] == '\n';
    if (byte == '\n') {
        ts_buf_add_char(&c->out, '\n');
        c->line = 0;
    } else if (byte == '=' || (unsigned char)byte >= 0x7F || (byte == ' ' && at_end)) {
        snprintf(code, sizeof code, "=%02X", (unsigned)(unsigned char)byte);
        put(c, code, 3);
    } else {
        put(c, &byte, 1);
    }
}

void dev_quoted_printable(dev_page *p) {
    ts_span text = ts_buf_span(&p->text);
    size_t head = ts_span_find(text, ts_str("\n\n"), 0);
    if (head == SIZE_MAX || p->crlf)
        return;
    coder c = {0};
    size_t *at = ts_alloc_array(text.len, sizeof *at), *end = ts_alloc_array(text.len, sizeof *end);
    for (size_t i = 0; i <= head; i++) {
        at[i] = c.out.len;
        ts_buf_add_char(&c.out, text.ptr[i]);
        end[i] = c.out.len;
    }
    ts_buf_add_str(&c.out, "Content-Transfer-Encoding: quoted-printable\n");
    for (size_t i = head + 1; i < text.len; i++) {
        size_t before = c.out.len;
        put_byte(&c, text, i);
        /* what stands after a soft line end began there */
        at[i] =
            c.out.len - before > 3 || (c.out.len - before == 3 && c.out.ptr[before + 1] == '\n') ? before + 2 : before;
        end[i] = c.out.len;
    }
    for (size_t l = 0; l < p->labels; l++) {
        p->label[l].start = at[p->label[l].start];
        p->label[l].end = end[p->label[l].end - 1];
    }
    ts_free(at);
    ts_free(end);
    ts_buf_done(&p->text);
    p->text = c.out;
}
