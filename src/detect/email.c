/* email.c - finds e-mail addresses around an '@': the part of RFC 5321 that people use. */
#include "base/lanes.h"
#include "detect/kinds.h"

enum { LOCAL = 64, DOMAIN_MAX = 253, LABEL = 63 };
static const char *const labels[] = {"email", "e mail", "email address", "e mail address", NULL};
static const char *const headers[] = {
    "email",        "emailaddress", "mail",          "emailaddr",    "eml",         "email1",
    "homeemail",    "workemail",    "personalemail", "contactemail", "mailaddress", "emailhome",
    "patientemail", "useremail",    "emailid",       "primaryemail", NULL};

/* A star hides a letter (partial.h), whatever the standard allows.  In running text quotes, slashes and equals signs are borders more often than parts. */
enum { IN_LOCAL = 1, IN_DOMAIN = 2, IN_TEXT = 4 };
static const uint8_t classes[256] = {
    ['0' ... '9'] = 7, ['A' ... 'Z'] = 7, ['a' ... 'z'] = 7, ['-'] = 7,        ['.'] = 7,        ['_'] = 5,
    ['+'] = 5,         ['%'] = 5,         ['\''] = 5,        ['&'] = 5,        ['!'] = IN_LOCAL, ['#'] = IN_LOCAL,
    ['$'] = IN_LOCAL,  ['/'] = IN_LOCAL,  ['='] = IN_LOCAL,  ['?'] = IN_LOCAL, ['^'] = IN_LOCAL, ['{'] = IN_LOCAL,
    ['|'] = IN_LOCAL,  ['}'] = IN_LOCAL,  ['~'] = IN_LOCAL};

static inline uint8_t class_of(char c) { return classes[(uint8_t)c]; }

static inline bool in_local(char c) { return (classes[(uint8_t)c] & IN_TEXT) != 0; }

/* End of the domain from `at`; 0 where none stands there: labels of at most 63, two at least, the last
 * of two letters or more. */
static size_t domain_end(ts_span t, size_t at) {
    size_t end = at, most = at + DOMAIN_MAX < t.len ? at + DOMAIN_MAX : t.len;
    while (end < most && (classes[(uint8_t)t.ptr[end]] & IN_DOMAIN))
        end++;
    if (end < t.len && (t.ptr[end] == '@' || t.ptr[end] == '_'))
        return 0;
    while (end > at && !ts_is_alnum(t.ptr[end - 1])) /* the sentence's full stop */
        end--;
    size_t label = end, dots = 0, width = 0;
    while (label > at && ts_is_alpha(t.ptr[label - 1]))
        label--;
    if (end - label < 2 || label == at || t.ptr[label - 1] != '.')
        return 0;
    for (size_t i = at; i < end; i++) {
        bool dot = t.ptr[i] == '.';
        if (dot && (width == 0 || t.ptr[i - 1] == '-'))
            return 0;
        dots += dot;
        width = dot ? 0 : width + 1;
        if (width > LABEL || (width == 1 && t.ptr[i] == '-'))
            return 0;
    }
    return dots > 0 ? end : 0;
}

/* "Message-ID: <20260105.1@mail.example>": looks like an address and is a machine's name for one mail.  The
 * identifiers stand in angle brackets; References has many, folded over lines that begin with a space. */
static bool names_a_mail(ts_span t, size_t start) {
    static const char *const ids[] = {
        "message-id:", "in-reply-to:", "references:", "content-id:", "resent-message-id:"};
    enum { FAR = 1000 };
    if (start == 0 || t.ptr[start - 1] != '<')
        return false;
    size_t low = start > FAR ? start - FAR : 0, line = start;
    do {
        line -= line < start;
        while (line > low && t.ptr[line - 1] != '\n')
            line--;
    } while (line > low && ts_is_space(t.ptr[line]));
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++)
        if (ts_span_starts_nocase(ts_slice(t, line, t.len - line), ts_str(ids[i])))
            return true;
    return false;
}

static bool find(const ts_spot *spot, ts_found *out) {
    ts_span t = spot->text;
    size_t start = spot->at;
    while (start > 0 && spot->at - start < LOCAL && in_local(t.ptr[start - 1]))
        start--;
    if (start > 0 && spot->at - start == LOCAL && in_local(t.ptr[start - 1]))
        return false;
    while (start < spot->at && !ts_is_alnum(t.ptr[start]) && t.ptr[start] != '_')
        start++;
    if (start == spot->at || t.ptr[spot->at - 1] == '.' || (start > 0 && t.ptr[start - 1] == '@'))
        return false;
    size_t end = domain_end(t, spot->at + 1);
    if (end == 0)
        return false;
    out->start = (uint32_t)start;
    out->end = (uint32_t)end;
    if (end - start > TS_NORM_MAX || names_a_mail(t, start))
        return false;
    for (size_t i = start; i < end; i++)
        out->norm.text[i - start] = ts_lower(t.ptr[i]);
    out->norm.text[end - start] = '\0';
    out->norm.len = (uint8_t)(end - start);
    out->confidence = 90;
    out->flags = 0;
    out->valid = true;
    return true;
}

static bool normal(ts_span raw, ts_norm *out) {
    raw = ts_trim(raw);
    if (raw.len > 7 && ts_span_starts_nocase(raw, ts_str("mailto:")))
        raw = ts_slice(raw, 7, raw.len - 7);
    const char *sign = memchr(raw.ptr ? raw.ptr : "", '@', raw.len);
    if (!sign || sign == raw.ptr || raw.len > TS_NORM_MAX)
        return false;
    size_t local = (size_t)(sign - raw.ptr);
    if (local > LOCAL || domain_end(raw, local + 1) != raw.len || raw.ptr[0] == '.' || raw.ptr[local - 1] == '.')
        return false;
    char text[TS_NORM_MAX];
    for (size_t i = 0; i < raw.len; i++) {
        if (i < local && !(class_of(raw.ptr[i]) & IN_LOCAL))
            return false;
        text[i] = ts_lower(raw.ptr[i]);
    }
    return ts_norm_set(out, ts_span_of(text, raw.len));
}

static bool placeholder(const ts_norm *n) {
    static const char *const typed[] = {"noemail@", "none@",     "noreply@",    "test@test", "no@email",
                                        "unknown@", "no-reply@", "donotreply@", NULL};
    if (n->text[0] != 'n' && n->text[0] != 't' && n->text[0] != 'u' && n->text[0] != 'd')
        return false;
    for (const char *const *t = typed; *t; t++)
        if (n->text[0] == (*t)[0] && n->text[1] == (*t)[1] && ts_span_starts(ts_norm_span(n), ts_str(*t)))
            return true;
    return false;
}

/* Letters, digits, dots, hyphens, underscores around one '@'.  The rules of domain_end, a bit a byte. */
static ts_usual usual(const char *p, size_t len) {
    if (len < 6 || len > 2 * TS_LANES)
        return TS_USUAL_NO;
    uint64_t word = 0, at = 0, dot = 0, hyphen = 0, line = 0;
    for (size_t half = 0; half < len; half += TS_LANES) {
        ts_lanes v = ts_lanes_of(p + half);
        word |= (uint64_t)(ts_lanes_letters(v) | ts_lanes_digits(v)) << half;
        at |= (uint64_t)ts_lanes_are(v, '@') << half;
        dot |= (uint64_t)ts_lanes_are(v, '.') << half;
        hyphen |= (uint64_t)ts_lanes_are(v, '-') << half;
        line |= (uint64_t)ts_lanes_are(v, '_') << half;
    }
    uint64_t all = UINT64_MAX >> (64 - len), before = (at & -at) - 1, joint = dot | at;
    at &= all;
    if (((word | at | dot | hyphen | line) & all) != all || at == 0 || (at & (at - 1)) != 0 || before == 0)
        return TS_USUAL_NO;
    uint64_t domain = all & ~before & ~at, dots = dot & domain;
    uint64_t bad = (joint << 1 & domain & (dot | hyphen)) | (hyphen << 1 & dots) | (line & domain);
    if (bad || !dots || (dot & (1 | at >> 1)))
        return TS_USUAL_NO;
    size_t last = 64 - (size_t)__builtin_clzll(dots); /* where the last label begins */
    if (len - last < 2)
        return TS_USUAL_NO;
    for (size_t i = last; i < len; i++)
        if (!ts_is_alpha(p[i]))
            return TS_USUAL_NO;
    char first = p[0] | 0x20, second = p[1] | 0x20; /* noemail, none, no-reply, test, unknown, donotreply */
    bool typed = (second == 'o' && (first == 'n' || first == 'd')) || (first == 't' && second == 'e') ||
                 (first == 'u' && second == 'n');
    return typed ? TS_USUAL_NO : TS_USUAL;
}

const ts_detector ts_detector_email = {
    .kind = TS_KIND_EMAIL,
    .name = "email",
    .summary = "e-mail address",
    .source = "RFC 5321 section 4.1.2, RFC 1035 section 2.3.1",
    .version = 1,
    .anchor = {TS_ANCHOR_AT, NULL},
    .labels = labels,
    .headers = headers,
    .find = find,
    .normal = normal,
    .usual = usual,
    .placeholder = placeholder,
    .plain = 90,
    .labelled = 97,
    .column = 97,
};
