/* xml_token.c - one token of XML at the start of a span. */
#include "extract/xml_token.h"

/* What may begin and go on a name (XML 1.0, 2.3), every byte beyond ASCII taken for a letter. */
static const uint8_t name_class[256] = {
    ['A' ... 'Z'] = 3,   ['a' ... 'z'] = 3, ['_'] = 3, [':'] = 3,
    [0x80 ... 0xFF] = 3, ['0' ... '9'] = 2, ['-'] = 2, ['.'] = 2,
};
static bool begins_name(char c) { return name_class[(unsigned char)c] & 1; }

/* Everything up to `end`, which is not part of the text. */
static bool up_to(ts_span s, bool last, size_t skip, const char *end, ts_xml_type type, ts_xml_token *t) {
    size_t at = ts_span_find(s, ts_str(end), skip);
    if (at == SIZE_MAX && !last)
        return false;
    t->type = type;
    t->text = ts_slice(s, skip, (at == SIZE_MAX ? s.len : at) - skip);
    t->len = at == SIZE_MAX ? s.len : at + strlen(end);
    return true;
}

/* Index of the '>' of the tag, quotes honoured; 0: it is not in s; SIZE_MAX: another tag begins before. */
static size_t tag_end(ts_span s, size_t from) {
    char quote = 0, last = 0;
    for (size_t i = from; i < s.len; i++) {
        char c = s.ptr[i];
        if (quote) {
            const char *end = memchr(s.ptr + i, quote, s.len - i);
            if (!end)
                return 0;
            i = (size_t)(end - s.ptr);
            quote = 0;
        } else if ((c == '"' || c == '\'') && last == '=') {
            quote = c;
        } else if (c == '>') {
            return i;
        } else if (c == '<') {
            return SIZE_MAX;
        }
        if (!ts_is_space(c))
            last = c;
    }
    return 0;
}

/* A DOCTYPE with its internal subset, which ends with "]" and ">" (XML 1.0, 2.8). */
static bool doctype(ts_span s, bool last, ts_xml_token *t) {
    const char *gt = memchr(s.ptr, '>', s.len), *open = memchr(s.ptr, '[', gt ? (size_t)(gt - s.ptr) : s.len);
    size_t end = gt ? (size_t)(gt - s.ptr) : SIZE_MAX;
    if (open) {
        end = SIZE_MAX;
        for (size_t i = (size_t)(open - s.ptr); end == SIZE_MAX && i < s.len; i++) {
            const char *close = memchr(s.ptr + i, ']', s.len - i);
            if (!close)
                break;
            i = (size_t)(close - s.ptr);
            size_t next = i + 1;
            while (next < s.len && ts_is_space(s.ptr[next]))
                next++;
            if (next < s.len && s.ptr[next] == '>')
                end = next;
        }
    }
    if (end == SIZE_MAX && !last)
        return false;
    t->type = TS_XML_DOCTYPE;
    t->len = end == SIZE_MAX ? s.len : end + 1;
    t->text = ts_slice(s, 0, t->len);
    return true;
}

/* From here to the next '<'. */
static bool plain(ts_span s, bool last, ts_xml_token *t) {
    const char *lt = memchr(s.ptr + 1, '<', s.len - 1);
    if (!lt && !last)
        return false;
    t->type = TS_XML_TEXT;
    t->len = lt ? (size_t)(lt - s.ptr) : s.len;
    t->text = ts_slice(s, 0, t->len);
    return true;
}

static bool tag(ts_span s, bool last, bool close, ts_xml_token *t) {
    size_t from = close ? 2 : 1, i = from, name = from;
    while (i < s.len && name_class[(unsigned char)s.ptr[i]]) {
        if (s.ptr[i] == ':')
            name = i + 1;
        i++;
    }
    size_t end = i < s.len && s.ptr[i] == '>' ? i : i < s.len ? tag_end(s, i) : 0;
    if (!end && last && i < s.len) { /* a quote that is never closed is none */
        const char *gt = memchr(s.ptr + i, '>', s.len - i);
        end = gt ? (size_t)(gt - s.ptr) : 0;
    }
    if (end == SIZE_MAX)
        return plain(s, last, t);
    if (!end)
        return last && plain(s, last, t); /* it never ends: it is text */
    t->type = close ? TS_XML_CLOSE : TS_XML_OPEN;
    t->field = false;
    t->name = ts_slice(s, name, i - name);
    t->attributes = ts_slice(s, i, end - i);
    t->empty = !close && end > i && s.ptr[end - 1] == '/';
    t->attributes.len -= t->empty;
    t->len = end + 1;
    return true;
}

static bool declaration(ts_span s, bool last, ts_xml_token *t) {
    if (ts_span_starts(s, ts_str("<!--")))
        return up_to(s, last, 4, "-->", TS_XML_COMMENT, t);
    if (ts_span_starts(s, ts_str("<![CDATA[")))
        return up_to(s, last, 9, "]]>", TS_XML_LITERAL, t);
    if (s.len < 9 && !last) /* it may still become one of these */
        return false;
    if (ts_span_starts_nocase(s, ts_str("<!doctype")))
        return doctype(s, last, t);
    return up_to(s, last, 2, ">", TS_XML_OTHER, t);
}

bool ts_xml_token_at(ts_span s, bool last, ts_xml_token *t) {
    if (!s.len)
        return false;
    if (s.ptr[0] != '<')
        return plain(s, last, t);
    if (s.len < 3)
        return last && plain(s, last, t);
    char c = s.ptr[1];
    if (begins_name(c) || (c == '/' && begins_name(s.ptr[2])))
        return tag(s, last, c == '/', t);
    if (c == '!')
        return declaration(s, last, t);
    return c == '?' ? up_to(s, last, 2, "?>", TS_XML_OTHER, t) : plain(s, last, t);
}
