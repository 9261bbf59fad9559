/* content_line.c - the lines that vCard and iCalendar are made of (RFC 5545, 3.1; RFC 6350, 3.2 and 3.3; vCard 2.1, 2). */
#include "extract/content_line.h"

#include "text/codepage.h"
#include "text/transfer.h"

enum { FIRST = 64 * 1024, LONGEST = 64 * 1024 * 1024, PIECE = 48 * 1024, UTF8 = 65001 };

/* ---- blocks ---- */

/* Where the line behind the next END line begins; SIZE_MAX where none is seen. */
static size_t block_end(ts_span w, size_t from) {
    for (size_t at = from; at < w.len;) {
        const char *nl = memchr(w.ptr + at, '\n', w.len - at);
        size_t next = nl ? (size_t)(nl + 1 - w.ptr) : w.len;
        if (ts_span_starts_nocase(ts_slice(w, at, next - at), ts_str("END:")))
            return nl ? next : SIZE_MAX;
        at = next;
    }
    return SIZE_MAX;
}

/* Where the last line that is seen begins. */
static size_t last_line(ts_span w, size_t from) {
    const char *nl = w.len > from ? memrchr(w.ptr + from, '\n', w.len - from) : NULL;
    return nl ? (size_t)(nl + 1 - w.ptr) : from;
}

ts_span ts_content_block(ts_source *in) {
    size_t from = 0;
    for (size_t want = FIRST;; want *= 2) {
        ts_span w = ts_peek(in, want);
        size_t end = block_end(w, from);
        if (end != SIZE_MAX || w.len < want)
            return ts_slice(w, 0, end);
        from = last_line(w, from);
        if (want >= LONGEST)
            return from ? ts_slice(w, 0, from) : w;
    }
}

void ts_content_begin(ts_content *c, ts_span block) {
    c->block = block;
    c->at = 0;
    ts_arena_reset(&c->decoded);
}

void ts_content_done(ts_content *c) {
    ts_buf_wipe(&c->line);
    ts_arena_wipe(&c->decoded);
}

/* ---- lines ---- */

/* The line at *at without its end; *at moves behind it. */
static ts_span physical(ts_span s, size_t *at) {
    const char *nl = memchr(s.ptr + *at, '\n', s.len - *at);
    size_t begin = *at, end = nl ? (size_t)(nl - s.ptr) : s.len;
    *at = nl ? end + 1 : end;
    while (end > begin && s.ptr[end - 1] == '\r')
        end--;
    return ts_slice(s, begin, end - begin);
}

static bool folded(const ts_content *c) {
    return c->at < c->block.len && (c->block.ptr[c->at] == ' ' || c->block.ptr[c->at] == '\t');
}

static bool in_name(char c) { return ts_is_alnum(c) || c == '-' || c == '.' || c == '_' || c == '/'; }

/* Cuts "group.NAME;params:value"; false where it is none. */
static bool cut(ts_content *c, ts_span line) {
    size_t name = 0, group = 0;
    while (name < line.len && in_name(line.ptr[name]))
        group = line.ptr[name++] == '.' ? name : group;
    if (name == group || name == line.len || (line.ptr[name] != ':' && line.ptr[name] != ';'))
        return false;
    size_t colon = name;
    bool quoted = false;
    for (; colon < line.len && (quoted || line.ptr[colon] != ':'); colon++)
        quoted ^= line.ptr[colon] == '"';
    if (colon == line.len) { /* a quote that does not end */
        const char *first = memchr(line.ptr + name, ':', line.len - name);
        if (!first)
            return false;
        colon = (size_t)(first - line.ptr);
    }
    c->name = ts_slice(line, group, name - group);
    c->params = ts_slice(line, name + 1, colon > name ? colon - name - 1 : 0);
    c->value = ts_slice(line, colon + 1, SIZE_MAX);
    return true;
}

static bool is_base64(const ts_content *c) {
    ts_span encoding = ts_content_param(c, "ENCODING");
    return ts_span_eq_nocase(encoding, ts_str("b")) || ts_content_has(c, "BASE64");
}

/* Old programs do not set base64 in: its letters alone go on with the line. */
static bool is_letters(ts_span line) {
    for (size_t i = 0; i < line.len; i++)
        if (!ts_is_alnum(line.ptr[i]) && line.ptr[i] != '+' && line.ptr[i] != '/' && line.ptr[i] != '=')
            return false;
    return line.len > 0;
}

/* The line goes on, in ways that only its parameters tell. */
static bool goes_on(ts_content *c, bool *soft) {
    size_t at = c->at;
    if (at >= c->block.len)
        return false;
    *soft = c->value.len && c->value.ptr[c->value.len - 1] == '=' && ts_content_has(c, "QUOTED-PRINTABLE");
    return *soft || (is_base64(c) && is_letters(physical(c->block, &at)));
}

/* From here on the line is put together in a buffer. */
static void gather(ts_content *c, ts_span line) {
    ts_buf_clear(&c->line);
    ts_buf_add(&c->line, line);
}

static ts_span unfold(ts_content *c) {
    ts_span line = physical(c->block, &c->at);
    if (!line.len || !folded(c))
        return line;
    gather(c, line);
    while (folded(c)) {
        ts_span more = physical(c->block, &c->at);
        if (!ts_trim(more).len && !c->keeps_space) /* an empty line that an editor set in */
            break;
        ts_buf_add(&c->line, ts_slice(more, !c->keeps_space, more.len));
    }
    return ts_buf_span(&c->line);
}

static bool cut_longer(ts_content *c, ts_span line) {
    bool soft;
    if (!cut(c, line))
        return false;
    if (!goes_on(c, &soft))
        return true;
    if (line.ptr != c->line.ptr)
        gather(c, line);
    size_t value = (size_t)(c->value.ptr - line.ptr);
    do {
        c->line.len -= soft;
        ts_buf_add(&c->line, physical(c->block, &c->at));
        c->value = ts_slice(ts_buf_span(&c->line), value, SIZE_MAX);
        c->params = ts_slice(ts_buf_span(&c->line), value - 1 - c->params.len, c->params.len);
    } while (goes_on(c, &soft));
    return cut(c, ts_buf_span(&c->line));
}

bool ts_content_next(ts_content *c) {
    while (c->at < c->block.len) {
        ts_span line = unfold(c);
        if (!ts_trim(line).len)
            continue;
        if (!cut_longer(c, line)) {
            c->name = c->params = (ts_span){"", 0};
            c->value = line;
        }
        if (ts_content_is(c, "VERSION"))
            c->keeps_space = ts_span_eq(ts_trim(c->value), ts_str("2.1"));
        return true;
    }
    return false;
}

/* ---- parameters ---- */

/* The next one of "A=1;B=2,3;C": its name, empty where it has none, and all of its value. */
static bool next_param(ts_span *rest, ts_span *name, ts_span *value) {
    if (!rest->len)
        return false;
    size_t end = 0, equals = SIZE_MAX;
    bool quoted = false;
    for (; end < rest->len && (quoted || rest->ptr[end] != ';'); end++) {
        quoted ^= rest->ptr[end] == '"';
        if (rest->ptr[end] == '=' && equals == SIZE_MAX)
            equals = end;
    }
    *name = equals == SIZE_MAX ? (ts_span){"", 0} : ts_slice(*rest, 0, equals);
    *value = equals == SIZE_MAX ? ts_slice(*rest, 0, end) : ts_slice(*rest, equals + 1, end - equals - 1);
    *rest = ts_slice(*rest, end + 1, SIZE_MAX);
    return true;
}

static ts_span unquoted(ts_span s) {
    s = ts_trim(s);
    return s.len > 1 && s.ptr[0] == '"' && s.ptr[s.len - 1] == '"' ? ts_slice(s, 1, s.len - 2) : s;
}

ts_span ts_content_param(const ts_content *c, const char *name) {
    ts_span rest = c->params, n, v;
    while (next_param(&rest, &n, &v))
        if (ts_span_eq_nocase(n, ts_str(name)))
            return unquoted(v);
    return (ts_span){"", 0};
}

bool ts_content_has(const ts_content *c, const char *value) {
    ts_span rest = c->params, n, v;
    while (next_param(&rest, &n, &v)) {
        v = unquoted(v);
        while (v.len) {
            const char *comma = memchr(v.ptr, ',', v.len);
            size_t end = comma ? (size_t)(comma - v.ptr) : v.len;
            if (ts_span_eq_nocase(ts_trim(ts_slice(v, 0, end)), ts_str(value)))
                return true;
            v = ts_slice(v, end + 1, SIZE_MAX);
        }
    }
    return false;
}

/* ---- values ---- */

static bool is_ascii(ts_span s) {
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.ptr[i] >= 0x80)
            return false;
    return true;
}

ts_span ts_content_text(ts_content *c) {
    bool quoted = ts_content_has(c, "QUOTED-PRINTABLE");
    unsigned page = ts_codepage_named(ts_content_param(c, "CHARSET"));
    page = page == UTF8 ? 0 : page;
    ts_span value = c->value, block = c->block;
    bool inside = value.len && value.ptr >= block.ptr && value.ptr + value.len <= block.ptr + block.len;
    if (!quoted && (!page || is_ascii(value)))
        return inside || !value.len ? value : ts_arena_copy(&c->decoded, value);
    TS_AUTO(ts_buf, ts_buf_wipe) bytes = {0}, text = {0};
    if (quoted)
        ts_quoted_printable_decode(value, &bytes);
    else
        ts_buf_add(&bytes, value);
    if (!page)
        return ts_arena_copy(&c->decoded, ts_buf_span(&bytes));
    ts_codepage_add_all(&text, page, ts_buf_span(&bytes));
    return ts_arena_copy(&c->decoded, ts_buf_span(&text));
}

bool ts_content_piece(ts_content *c, ts_span text, char separator, size_t *at, ts_span *piece) {
    if (*at > text.len)
        return false;
    size_t begin = *at, end = begin;
    bool escaped = false;
    for (; end < text.len && (!separator || text.ptr[end] != separator); end++)
        if (text.ptr[end] == '\\' && end + 1 < text.len) {
            escaped = true;
            end++;
        }
    *at = end + 1;
    *piece = ts_slice(text, begin, end - begin);
    if (!escaped)
        return true;
    TS_AUTO(ts_buf, ts_buf_wipe) plain = {0};
    for (size_t i = begin; i < end; i++) {
        char one = text.ptr[i];
        if (one == '\\' && i + 1 < end) {
            one = text.ptr[++i];
            if (one == 'n' || one == 'N')
                one = '\n';
            else if (ts_is_alnum(one)) /* no escape of theirs: a path's backslash */
                ts_buf_add_char(&plain, '\\');
        }
        ts_buf_add_char(&plain, one);
    }
    *piece = ts_arena_copy(&c->decoded, ts_buf_span(&plain));
    return true;
}

bool ts_content_binary(const ts_content *c, ts_span *letters, ts_span *type) {
    static const char mark[] = ";base64,";
    ts_span v = c->value;
    if (ts_span_starts_nocase(v, ts_str("data:"))) {
        size_t at = ts_span_find_nocase(ts_slice(v, 0, 256), ts_str(mark), 0);
        if (at == SIZE_MAX)
            return false;
        *type = ts_slice(v, 5, at - 5);
        *letters = ts_slice(v, at + sizeof mark - 1, SIZE_MAX);
        return true;
    }
    if (!is_base64(c))
        return false;
    *letters = v;
    *type = ts_content_param(c, "FMTTYPE");
    if (!type->len)
        *type = ts_content_param(c, "TYPE");
    return true;
}

static void add_safe(ts_buf *name, ts_span s, bool lower) {
    for (size_t i = 0; i < s.len && i < 32; i++)
        if (ts_is_alnum(s.ptr[i]) || s.ptr[i] == '-')
            ts_buf_add_char(name, lower ? ts_lower(s.ptr[i]) : s.ptr[i]);
}

ts_err ts_content_child(const ts_content *c, ts_sink *out, ts_span letters, ts_span type, const char *base) {
    TS_AUTO(ts_buf, ts_buf_done) name = {0}, bytes = {0};
    ts_span stated = ts_content_param(c, "X-FILENAME"); /* of Apple and Google */
    if (!stated.len)
        stated = ts_content_param(c, "FILENAME"); /* RFC 8607 */
    if (stated.len) {
        ts_buf_add(&name, ts_slice(stated, 0, TS_LIMIT_NAME));
    } else {
        ts_buf_addf(&name, "%s-", base);
        add_safe(&name, c->name, true);
        const char *slash = type.len ? memrchr(type.ptr, '/', type.len) : NULL;
        size_t from = slash ? (size_t)(slash + 1 - type.ptr) : 0;
        if (type.len > from)
            ts_buf_add_char(&name, '.');
        add_safe(&name, ts_slice(type, from, type.len), true);
    }
    TS_TRY(ts_emit_child_begin(out, &(ts_child){.name = ts_buf_span(&name), .size = UINT64_MAX}));
    ts_base64 b = {0};
    for (size_t at = 0; at < letters.len; at += PIECE) {
        ts_buf_clear(&bytes);
        ts_base64_add(&b, ts_slice(letters, at, PIECE), &bytes);
        if (at + PIECE >= letters.len)
            ts_base64_end(&b, &bytes);
        TS_TRY(ts_emit_child_data(out, ts_buf_span(&bytes)));
    }
    return ts_emit_child_end(out, b.strange ? TS_REASON_CORRUPT : TS_READ, letters.len);
}
