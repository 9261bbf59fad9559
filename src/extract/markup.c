/* markup.c - a tokenizer for XML and HTML, one token at a time, over a stream of any length. */
#include "extract/markup.h"

#include <stdlib.h>

#include "base/limits.h"

enum { LOOK = 64 * 1024, WINDOW = 4 * LOOK, ENTITY_MAX = 32 };
static const size_t tag_max = TS_LIMIT_FIELD;

void ts_markup_init(ts_markup *m, ts_source *in, bool html) { *m = (ts_markup){.in = in, .html = html}; }

/* What was passed is taken from the source, which may then be looked at anew. */
static void settle(ts_markup *m) {
    ts_take(m->in, m->done);
    m->window.len = m->done = 0;
}

/* LOOK bytes ahead, fewer only at the end.  Refilled by offsets alone, so that tokens do not depend on the source's window. */
static ts_span look(ts_markup *m) {
    size_t left = m->window.len - m->done;
    if (left < LOOK && (m->window.len == WINDOW || !m->window.len)) {
        settle(m);
        m->window = ts_peek(m->in, WINDOW);
        left = m->window.len;
    }
    return (ts_span){m->window.ptr + m->done, left < LOOK ? left : LOOK};
}

static uint64_t here(const ts_markup *m) { return m->in->offset + m->done; }

/* 1: may begin a name, 2: may go on it (XML 1.0, 2.3), every byte beyond ASCII taken for a letter. */
static const uint8_t name_class[256] = {
    ['A' ... 'Z'] = 3,   ['a' ... 'z'] = 3, ['_'] = 3, [':'] = 3,
    [0x80 ... 0xFF] = 3, ['0' ... '9'] = 2, ['-'] = 2, ['.'] = 2,
};
static bool name_start(char c) { return name_class[(unsigned char)c] & 1; }

static ts_markup_type give(ts_markup *m, ts_markup_type type, ts_span text, size_t take) {
    m->type = type;
    m->text = text;
    m->take = take;
    return type;
}

/* A long text is cut so that no entity and no character is split. */
static size_t text_cut(ts_span s) {
    size_t from = s.len > ENTITY_MAX ? s.len - ENTITY_MAX : 0;
    const char *amp = memrchr(s.ptr + from, '&', s.len - from);
    if (amp && amp > s.ptr && !memchr(amp, ';', (size_t)(s.ptr + s.len - amp)))
        return (size_t)(amp - s.ptr);
    size_t cut = s.len;
    while (cut > 1 && s.len - cut < 3 && ((unsigned char)s.ptr[cut - 1] & 0xC0) == 0x80)
        cut--;
    return cut > 1 && (unsigned char)s.ptr[cut - 1] >= 0xC0 ? cut - 1 : s.len;
}

static ts_markup_type plain_text(ts_markup *m, ts_span s) {
    const char *lt = memchr(s.ptr + 1, '<', s.len - 1);
    size_t len = lt ? (size_t)(lt - s.ptr) : s.len < LOOK ? s.len : text_cut(s);
    return give(m, TS_MARKUP_TEXT, ts_slice(s, 0, len), len);
}

/* The inside of a comment, of CDATA or of a script, up to its end mark, in pieces. */
static ts_markup_type inside(ts_markup *m, ts_markup_type type, ts_span end, size_t swallow) {
    ts_span s = look(m);
    if (!s.len) {
        m->state = TS_MARKUP_CONTENT;
        return give(m, TS_MARKUP_END, s, 0);
    }
    size_t at = m->state == TS_MARKUP_IN_RAW ? ts_span_find_nocase(s, end, 0) : ts_span_find(s, end, 0);
    if (at != SIZE_MAX) {
        m->state = TS_MARKUP_CONTENT;
        return give(m, type, ts_slice(s, 0, at), at + swallow);
    }
    if (s.len < LOOK) /* it never ends */
        return give(m, type, s, s.len);
    size_t len = s.len - end.len + 1;
    ts_span piece = ts_slice(s, 0, len);
    return give(m, type, piece, len);
}

/* Length of the tag at the start of s, whose name ends at `from`, quotes honoured; 0 if it is not all in s. */
static size_t tag_len(ts_span s, size_t from) {
    char quote = 0, last = 0;
    for (size_t i = from; i < s.len; i++) {
        char c = s.ptr[i];
        if (quote) {
            if (c == quote)
                quote = 0;
        } else if ((c == '"' || c == '\'') && last == '=') {
            quote = c;
        } else if (c == '>') {
            return i + 1;
        }
        if (!ts_is_space(c))
            last = c;
    }
    return 0;
}

/* A tag that is not all in what was looked at: looks further; len 0: there is no '>' ahead.  Quotes that are never
 * closed are ignored.  Where no '>' was found is remembered, so that no byte is searched twice. */
static ts_span far_tag(ts_markup *m) {
    const char *first = NULL;
    ts_span s;
    settle(m);
    for (size_t look = LOOK;; look *= 4) {
        s = ts_peek(m->in, look < tag_max ? look : tag_max);
        size_t len = tag_len(s, 1);
        if (len)
            return ts_slice(s, 0, len);
        if (s.len < look || look >= tag_max)
            break;
    }
    first = memchr(s.ptr, '>', s.len);
    if (first)
        return ts_slice(s, 0, (size_t)(first + 1 - s.ptr));
    m->open_until = here(m) + s.len;
    return (ts_span){0};
}

static void begin_raw(ts_markup *m) {
    static const char *const raw[] = {"script", "style"};
    for (size_t i = 0; i < sizeof raw / sizeof *raw; i++)
        if (ts_span_eq_nocase(m->name, ts_str(raw[i]))) {
            m->state = TS_MARKUP_IN_RAW;
            memcpy(m->raw_end, "</", 2);
            memcpy(m->raw_end + 2, raw[i], strlen(raw[i]) + 1);
        }
}

/* Where the name that begins at `from` ends, and where it does without its prefix begin. */
static size_t name_end(ts_span s, size_t from, size_t *local) {
    size_t i = from;
    *local = from;
    for (; i < s.len && name_class[(unsigned char)s.ptr[i]]; i++)
        if (s.ptr[i] == ':')
            *local = i + 1;
    return i;
}

static ts_markup_type tag(ts_markup *m, ts_span s) {
    if (here(m) < m->open_until)
        return plain_text(m, s);
    bool close = s.ptr[1] == '/';
    size_t from = close ? 2 : 1, local, i = name_end(s, from, &local);
    size_t len = i < s.len && s.ptr[i] == '>' ? i + 1 : tag_len(s, i);
    ts_span t = {s.ptr, len};
    if (!len) {
        t = far_tag(m);
        if (!t.len)
            return plain_text(m, look(m));
        i = name_end(t, from, &local);
    }
    if (t.ptr[1] == '!' || t.ptr[1] == '?')
        return give(m, TS_MARKUP_OTHER, t, t.len);
    m->name = (ts_span){t.ptr + from, i - from};
    m->prefix = local - from;
    m->attributes = (ts_span){t.ptr + i, t.len - 1 - i};
    m->empty = !close && m->attributes.len && m->attributes.ptr[m->attributes.len - 1] == '/';
    if (m->empty)
        m->attributes.len--;
    if (m->html && !close && !m->empty)
        begin_raw(m);
    return give(m, close ? TS_MARKUP_CLOSE : TS_MARKUP_OPEN, (ts_span){0}, t.len);
}

static ts_markup_type content(ts_markup *m) {
    ts_span s = look(m);
    if (!s.len)
        return give(m, TS_MARKUP_END, s, 0);
    if (s.ptr[0] != '<' || s.len < 2)
        return plain_text(m, s);
    if (s.ptr[1] == '!' && ts_span_starts(s, ts_str("<!--"))) {
        m->done += 4;
        m->state = TS_MARKUP_IN_COMMENT;
        return inside(m, TS_MARKUP_COMMENT, ts_str("-->"), 3);
    }
    if (s.ptr[1] == '!' && ts_span_starts(s, ts_str("<![CDATA["))) {
        m->done += 9;
        m->state = TS_MARKUP_IN_CDATA;
        return inside(m, TS_MARKUP_LITERAL, ts_str("]]>"), 3);
    }
    bool tagged = name_start(s.ptr[1]) || s.ptr[1] == '!' || s.ptr[1] == '?' ||
                  (s.ptr[1] == '/' && s.len > 2 && name_start(s.ptr[2]));
    return tagged ? tag(m, s) : plain_text(m, s);
}

ts_markup_type ts_markup_next(ts_markup *m) {
    if (m->window.len)
        m->done += m->take;
    else if (m->take) /* a long tag, beyond the window */
        ts_take(m->in, m->take);
    m->take = 0;
    switch (m->state) {
    case TS_MARKUP_IN_COMMENT:
        return inside(m, TS_MARKUP_COMMENT, ts_str("-->"), 3);
    case TS_MARKUP_IN_CDATA:
        return inside(m, TS_MARKUP_LITERAL, ts_str("]]>"), 3);
    case TS_MARKUP_IN_RAW:
        return inside(m, TS_MARKUP_LITERAL, ts_str(m->raw_end), 0);
    case TS_MARKUP_CONTENT:
        break;
    }
    return content(m);
}

ts_span ts_markup_local(ts_span name) {
    size_t skip = name.len; /* names are short: no call */
    while (skip && name.ptr[skip - 1] != ':')
        skip--;
    return (ts_span){skip ? name.ptr + skip : name.ptr, name.len - skip};
}

bool ts_markup_is(const ts_markup *m, const char *local) {
    ts_span name = ts_markup_tag(m);
    return m->html ? ts_span_eq_nocase(name, ts_str(local)) : ts_span_eq(name, ts_str(local));
}

bool ts_markup_attribute(ts_span *rest, ts_span *name, ts_span *value) {
    const char *p = rest->ptr, *end = p + rest->len;
    while (p < end && (ts_is_space(*p) || *p == '/'))
        p++;
    const char *from = p;
    while (p < end && !ts_is_space(*p) && *p != '=' && *p != '/')
        p++;
    if (p == from && p < end && *p == '=') /* "=x": a name is missing */
        p++;
    *name = (ts_span){from, (size_t)(p - from)};
    *value = (ts_span){p, 0};
    while (p < end && ts_is_space(*p))
        p++;
    if (p < end && *p == '=') {
        p++;
        while (p < end && ts_is_space(*p))
            p++;
        char quote = p < end && (*p == '"' || *p == '\'') ? *p : 0;
        const char *start = quote ? p + 1 : p;
        const char *stop = quote ? memchr(start, quote, (size_t)(end - start)) : NULL;
        if (!stop)
            for (stop = start; stop < end && !ts_is_space(*stop);)
                stop++;
        *value = (ts_span){start, (size_t)(stop - start)};
        p = stop < end && quote && *stop == quote ? stop + 1 : stop;
    }
    *rest = (ts_span){p, (size_t)(end - p)};
    return name->len > 0;
}

bool ts_markup_value(const ts_markup *m, const char *local, ts_span *value) {
    ts_span rest = m->attributes, name, v;
    while (ts_markup_attribute(&rest, &name, &v)) {
        name = ts_markup_local(name);
        if (m->html ? ts_span_eq_nocase(name, ts_str(local)) : ts_span_eq(name, ts_str(local))) {
            *value = v;
            return true;
        }
    }
    return false;
}

/* ---- entities ---- */

/* HTML 4.01, section 24: Latin-1 from 160 on, in order. */
static const char latin1[] =
    "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute "
    "micro "
    "para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil "
    "Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave "
    "Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml "
    "igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute "
    "thorn yuml ";

static const struct {
    const char *name;
    uint16_t c;
} named[] = {
    {"amp", '&'},       {"lt", '<'},        {"gt", '>'},        {"quot", '"'},      {"apos", '\''},
    {"OElig", 0x152},   {"oelig", 0x153},   {"Scaron", 0x160},  {"scaron", 0x161},  {"Yuml", 0x178},
    {"fnof", 0x192},    {"circ", 0x2C6},    {"tilde", 0x2DC},   {"ensp", 0x2002},   {"emsp", 0x2003},
    {"thinsp", 0x2009}, {"zwnj", 0x200C},   {"zwj", 0x200D},    {"lrm", 0x200E},    {"rlm", 0x200F},
    {"ndash", 0x2013},  {"mdash", 0x2014},  {"lsquo", 0x2018},  {"rsquo", 0x2019},  {"sbquo", 0x201A},
    {"ldquo", 0x201C},  {"rdquo", 0x201D},  {"bdquo", 0x201E},  {"dagger", 0x2020}, {"Dagger", 0x2021},
    {"bull", 0x2022},   {"hellip", 0x2026}, {"permil", 0x2030}, {"prime", 0x2032},  {"Prime", 0x2033},
    {"lsaquo", 0x2039}, {"rsaquo", 0x203A}, {"frasl", 0x2044},  {"euro", 0x20AC},   {"trade", 0x2122},
    {"larr", 0x2190},   {"uarr", 0x2191},   {"rarr", 0x2192},   {"darr", 0x2193},   {"harr", 0x2194},
    {"minus", 0x2212},  {"infin", 0x221E},  {"asymp", 0x2248},  {"ne", 0x2260},     {"le", 0x2264},
    {"ge", 0x2265},     {"Alpha", 0x391},   {"Beta", 0x392},    {"Gamma", 0x393},   {"Delta", 0x394},
    {"Omega", 0x3A9},   {"alpha", 0x3B1},   {"beta", 0x3B2},    {"gamma", 0x3B3},   {"delta", 0x3B4},
    {"epsilon", 0x3B5}, {"lambda", 0x3BB},  {"mu", 0x3BC},      {"pi", 0x3C0},      {"sigma", 0x3C3},
    {"omega", 0x3C9},   {"commat", '@'},    {"period", '.'},    {"lowbar", '_'},    {"num", '#'},
    {"NewLine", '\n'},  {"Tab", '\t'},      {"colon", ':'},     {"comma", ','},     {"lpar", '('},
    {"rpar", ')'},      {"sol", '/'},       {"hyphen", 0x2010},
};

static uint32_t named_char(ts_span name, bool html) {
    for (size_t i = 0; i < (html ? sizeof named / sizeof *named : 5); i++)
        if (ts_span_eq(name, ts_str(named[i].name)))
            return named[i].c;
    if (!html)
        return 0;
    uint32_t c = 160;
    for (const char *p = latin1; *p; c++) {
        const char *end = strchr(p, ' ');
        if (ts_span_eq(name, (ts_span){p, (size_t)(end - p)}))
            return c;
        p = end + 1;
    }
    return 0;
}

/* "#8217", "#x2019"; what Windows wrote as 128..159 is meant as Windows-1252 (HTML Standard, 13.2.5.80). */
static uint32_t numbered_char(ts_span digits) {
    static const uint16_t c1[32] = {0x20AC, 0,      0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021,
                                    0x2C6,  0x2030, 0x160,  0x2039, 0x152,  0,      0x17D,  0,
                                    0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                    0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0,      0x17E,  0x178};
    bool hex = digits.len && (digits.ptr[0] | 32) == 'x';
    uint32_t v = 0;
    size_t i = hex ? 1 : 0;
    if (i == digits.len)
        return 0;
    for (; i < digits.len; i++) {
        char c = ts_lower(digits.ptr[i]);
        unsigned d = ts_is_digit(c) ? (unsigned)(c - '0') : hex && c >= 'a' && c <= 'f' ? (unsigned)(c - 'a' + 10) : 99;
        if (d == 99)
            return 0;
        v = v * (hex ? 16 : 10) + d;
        if (v > 0x10FFFF)
            return 0xFFFD;
    }
    if (v >= 128 && v < 160 && c1[v - 128])
        return c1[v - 128];
    return v ? v : 0xFFFD;
}

void ts_markup_decode(ts_span raw, bool html, ts_buf *out) {
    for (size_t i = 0; i < raw.len;) {
        const char *amp = memchr(raw.ptr + i, '&', raw.len - i);
        size_t at = amp ? (size_t)(amp - raw.ptr) : raw.len;
        ts_buf_add(out, ts_slice(raw, i, at - i));
        if (!amp)
            return;
        size_t end = at + 1;
        while (end < raw.len && end - at < ENTITY_MAX &&
               (ts_is_alnum(raw.ptr[end]) || (raw.ptr[end] == '#' && end == at + 1)))
            end++;
        ts_span name = ts_slice(raw, at + 1, end - at - 1);
        bool closed = end < raw.len && raw.ptr[end] == ';';
        uint32_t c = 0;
        if (name.len > 1 && name.ptr[0] == '#' && (closed || html))
            c = numbered_char(ts_slice(name, 1, name.len));
        else if (closed)
            c = named_char(name, html);
        if (c) {
            ts_buf_add_utf8(out, c == 0xA0 && html ? ' ' : c); /* a space that only must not break */
            i = end + closed;
        } else {
            ts_buf_add_char(out, '&');
            i = at + 1;
        }
    }
}
