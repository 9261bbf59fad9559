/* pdf_mend.c - the end of a PDF, made from the objects that are there. */
#include "extract/pdf_mend.h"

#include "base/limits.h"
#include "base/mem.h"
#include "extract/inflate.h"

enum {
    LAST_NUMBER = 8388607, /* of an object (ISO 32000-1, annex C) */
    MAX_PAGES = 1000000,
    MAX_DICTIONARY = 256 * 1024,
    MAX_DEPTH = 64,
    LOOKS = 8 /* at a file's bytes, in all */
};
#define MAX_UNPACKED (64 * TS_MIB) /* of all object streams */

typedef struct object {
    uint32_t number, generation;
} object;

typedef struct mending {
    ts_span file;
    ts_buf more; /* objects out of object streams */
    uint8_t *there; /* a bit a number; another if it is listed as a page */
    object *page;
    size_t pages, cap;
    object catalogue, root; /* the last of each; number 0: none */
    uint32_t root_named; /* by the catalogue */
    uint32_t last;
    bool locked;
    uint64_t looked, unpacked; /* bytes looked at a second time, and made of streams: both are bounded */
} mending;

enum { THERE = 1, PAGE = 2 };

/* ---- tokens ---- */

static bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0; }
static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_delimiter(char c) { return is_blank(c) || memchr("()<>[]{}/%", c, 10) != NULL; }

static size_t past_blanks(ts_span s, size_t at) {
    while (at < s.len && is_blank(s.ptr[at]))
        at++;
    return at;
}

/* Past a string in brackets, which may hold balanced ones and escapes. */
static size_t past_string(ts_span s, size_t at) {
    size_t depth = 0;
    for (; at < s.len; at++) {
        char c = s.ptr[at];
        if (c == '\\')
            at++;
        else if (c == '(')
            depth++;
        else if (c == ')' && !--depth)
            return at + 1;
    }
    return s.len;
}

/* One token from `at`, which is no blank: "<<", ">>", a bracket, a string, a name with its slash, a word. */
static ts_span token(ts_span s, size_t at) {
    size_t end = at + 1;
    char c = s.ptr[at];
    if (c == '(') {
        end = past_string(s, at);
    } else if ((c == '<' || c == '>') && end < s.len && s.ptr[end] == c) {
        end++;
    } else if (c == '<') {
        while (end < s.len && s.ptr[end - 1] != '>')
            end++;
    } else if (c == '%') {
        while (end < s.len && s.ptr[end] != '\n' && s.ptr[end] != '\r')
            end++;
    } else if (c == '/' || !is_delimiter(c)) {
        while (end < s.len && !is_delimiter(s.ptr[end]))
            end++;
    }
    return ts_slice(s, at, end - at);
}

static bool whole_number(ts_span t, uint64_t *out) { return t.len && t.len < 12 && ts_parse_u64(t, out); }

/* What is asked of the dictionary at `at`. */
typedef struct dictionary {
    ts_span type, filter;
    bool parent, predictor, standard;
    uint64_t pages, n, first; /* the object that "/Pages" names; of an object stream */
    size_t end; /* behind it; 0: it is cut */
    size_t looked; /* so many bytes */
} dictionary;

static bool is(ts_span t, const char *s) { return ts_span_eq(t, ts_str(s)); }

static void take(dictionary *d, ts_span key, ts_span value) {
    if (is(key, "/Type"))
        d->type = value;
    else if (is(key, "/Filter"))
        d->filter = value;
    else if (is(key, "/Parent"))
        d->parent = true;
    else if (is(key, "/DecodeParms"))
        d->predictor = true;
    else if (is(key, "/Pages"))
        whole_number(value, &d->pages);
    else if (is(key, "/N"))
        whole_number(value, &d->n);
    else if (is(key, "/First"))
        whole_number(value, &d->first);
    d->standard |= is(key, "/Filter") && is(value, "/Standard");
}

/* Keys of the outermost level with the first token of their values; a filter in a list of one counts as the filter. */
static dictionary read_dictionary(ts_span s, size_t at) {
    dictionary d = {0};
    s = ts_slice(s, 0, at + MAX_DICTIONARY);
    ts_span key = {0};
    bool in_list = false;
    size_t begin = at;
    for (size_t depth = 0; (at = past_blanks(s, at)) < s.len;) {
        ts_span t = token(s, at);
        at += t.len;
        char c = t.ptr[0];
        bool value = depth == 1 && key.len && c != '%';
        if (is(t, "<<") || c == '[') {
            if (++depth > MAX_DEPTH)
                break;
            in_list = value && c == '[' && is(key, "/Filter");
            if (value && is(key, "/DecodeParms"))
                take(&d, key, t);
            if (!in_list)
                key = (ts_span){0};
        } else if (is(t, ">>") || c == ']') {
            if (!depth--)
                break;
            if (!depth) {
                d.end = at;
                break;
            }
            in_list = false;
            key = (ts_span){0};
        } else if (in_list && depth == 2) {
            d.filter = d.filter.len ? ts_str("several") : t;
        } else if (value) {
            take(&d, key, t);
            key = (ts_span){0};
        } else if (depth == 1 && c == '/') {
            key = t;
        }
    }
    d.looked = at - begin;
    return d;
}

/* ---- objects ---- */

static void add_page(mending *m, object o) {
    if (m->pages == MAX_PAGES || m->there[o.number] & PAGE)
        return;
    if (m->pages == m->cap) {
        m->cap = m->cap ? m->cap * 2 : 64;
        m->page = ts_grow(m->page, m->cap, sizeof *m->page);
    }
    m->page[m->pages++] = o;
    m->there[o.number] |= PAGE;
}

static void note(mending *m, object o, const dictionary *d) {
    m->there[o.number] |= THERE;
    m->last = o.number > m->last ? o.number : m->last;
    m->locked |= d->standard;
    if (is(d->type, "/Page")) {
        add_page(m, o);
    } else if (is(d->type, "/Catalog")) {
        m->catalogue = o;
        m->root_named = d->pages <= LAST_NUMBER ? (uint32_t)d->pages : 0;
    } else if (is(d->type, "/Pages") && !d->parent) {
        m->root = o;
    }
}

/* As much as can be unpacked of a stream. */
static void unpack(ts_span packed, size_t cap, ts_buf *out) {
    enum { BLOCK = 64 * 1024 };
    ts_inflate *z = ts_inflate_new();
    bool ended = false;
    packed = ts_slice(packed, 2, packed.len); /* zlib's head */
    while (!ended && out->len < cap) {
        size_t used = 0, got = 0;
        ts_buf_reserve(out, BLOCK);
        if (ts_inflate_run(z, packed, out->ptr + out->len, BLOCK, &used, &got, &ended) != TS_OK || (!used && !got))
            break;
        out->len += got;
        packed = ts_slice(packed, used, packed.len);
    }
    ts_inflate_free(z);
}

/* The objects of an object stream, written out one by one (7.5.7): N pairs of number and place, then they. */
static void open_stream(mending *m, const dictionary *d, size_t at) {
    size_t begin = past_blanks(m->file, at);
    if (!is(d->filter, "/FlateDecode") || d->predictor || !is(ts_slice(m->file, begin, 6), "stream"))
        return;
    begin += 6;
    begin += begin < m->file.len && m->file.ptr[begin] == '\r';
    begin += begin < m->file.len && m->file.ptr[begin] == '\n';
    size_t end = ts_span_find(m->file, ts_str("endstream"), begin);
    TS_AUTO(ts_buf, ts_buf_done) all = {0};
    end = end == SIZE_MAX ? m->file.len : end;
    m->looked += end - begin;
    unpack(ts_slice(m->file, begin, end - begin), MAX_UNPACKED - m->unpacked, &all);
    m->unpacked += all.len < MAX_UNPACKED - m->unpacked ? all.len : MAX_UNPACKED - m->unpacked;
    ts_span s = ts_buf_span(&all);
    size_t pair = 0;
    for (uint64_t i = 0, start = 0, number = 0; i <= d->n; i++) {
        uint64_t next_number = 0, next = s.len;
        if (i < d->n) {
            ts_span t[2] = {{0}};
            for (int k = 0; k < 2; k++) {
                pair = past_blanks(s, pair);
                if (pair >= s.len || pair >= d->first)
                    return;
                t[k] = token(s, pair);
                pair += t[k].len;
            }
            if (!whole_number(t[0], &next_number) || !whole_number(t[1], &next) || next_number > LAST_NUMBER)
                return;
            next += d->first;
            if (i && next < start)
                return; /* else a few bytes could be many objects */
        }
        if (i && start < s.len && start < next) {
            ts_span o = ts_slice(s, (size_t)start, (size_t)(next - start));
            dictionary inner = read_dictionary(o, 0);
            ts_buf_addf(&m->more, "%u 0 obj\n", (unsigned)number);
            ts_buf_add(&m->more, o);
            ts_buf_add_str(&m->more, "\nendobj\n");
            note(m, (object){(uint32_t)number, 0}, &inner);
        }
        start = next;
        number = next_number;
    }
}

/* The number that ends at `end`, past blanks before it; *end: where it begins.  False: there is none. */
static bool number_before(ts_span s, size_t *end, uint64_t *out) {
    size_t to = *end;
    while (to && is_blank(s.ptr[to - 1]))
        to--;
    size_t from = to;
    while (from && to - from < 10 && is_digit(s.ptr[from - 1]))
        from--;
    bool blank = to < *end;
    *end = from;
    return blank && whole_number(ts_slice(s, from, to - from), out);
}

static void read_objects(mending *m) {
    for (size_t at = 0; m->looked / LOOKS <= m->file.len; at += 3) {
        at = ts_span_find(m->file, ts_str("obj"), at);
        if (at == SIZE_MAX)
            break;
        size_t before = at;
        uint64_t number, generation;
        if (!at || !is_blank(m->file.ptr[at - 1]) || !number_before(m->file, &before, &generation) ||
            !number_before(m->file, &before, &number) || !number || number > LAST_NUMBER || generation > UINT16_MAX)
            continue;
        size_t begin = past_blanks(m->file, at + 3);
        if (!is(ts_slice(m->file, begin, 2), "<<"))
            continue;
        dictionary d = read_dictionary(m->file, begin);
        m->looked += d.looked;
        if (!d.end)
            continue;
        note(m, (object){(uint32_t)number, (uint32_t)generation}, &d);
        if (is(d.type, "/ObjStm"))
            open_stream(m, &d, d.end);
    }
}

/* ---- the end ---- */

static bool is_there(const mending *m, uint32_t number) { return number && m->there[number] & THERE; }

static void write_end(mending *m, ts_buf *out) {
    object catalogue = m->catalogue;
    ts_buf_add(out, m->file);
    ts_buf_add_str(out, "\nendstream\nendobj\n"); /* whatever was cut */
    ts_buf_add(out, ts_buf_span(&m->more));
    if (!catalogue.number || !is_there(m, m->root_named)) {
        object root = m->root;
        if (!root.number) { /* its pages, in the order in which they stand */
            root = (object){m->last + 1, 0};
            ts_buf_addf(out, "%u 0 obj\n<</Type/Pages/MediaBox[0 0 595 842]/Count %zu/Kids[", (unsigned)root.number,
                        m->pages);
            for (size_t i = 0; i < m->pages; i++)
                ts_buf_addf(out, "%u %u R\n", (unsigned)m->page[i].number, (unsigned)m->page[i].generation);
            ts_buf_add_str(out, "]>>\nendobj\n");
        }
        catalogue = (object){m->last + 2, 0};
        ts_buf_addf(out, "%u 0 obj\n<</Type/Catalog/Pages %u %u R>>\nendobj\n", (unsigned)catalogue.number,
                    (unsigned)root.number, (unsigned)root.generation);
    }
    ts_buf_addf(out, "trailer\n<</Size %u/Root %u %u R>>\nstartxref\n0\n%%%%EOF\n", (unsigned)m->last + 3,
                (unsigned)catalogue.number, (unsigned)catalogue.generation);
}

bool ts_pdf_mend(ts_span file, ts_buf *out) {
    mending m = {.file = file, .there = ts_alloc(LAST_NUMBER + 1)};
    read_objects(&m);
    bool can = m.pages && !m.locked && m.last + 3 <= LAST_NUMBER;
    if (can)
        write_end(&m, out);
    ts_free(m.there);
    ts_free(m.page);
    ts_buf_wipe(&m.more);
    return can;
}
