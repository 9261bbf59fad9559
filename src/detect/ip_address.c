/* ip_address.c - finds internet addresses: four numbers to 255, or up to eight groups of hexadecimal digits.
 *
 * Personal data where somebody can tell who had the line (CJEU C-582/14 Breyer; UK GDPR recital 30), yet no person by
 * themselves.  1.2.3.4 is a version or a section as often as an address: the fewer its digits, the less sure.
 */
#include <arpa/inet.h>

#include "detect/kinds.h"

enum { V4_DIGITS = 12, V6_LONGEST = 45 };
static const char *const labels[] = {"ip",      "ip address",     "source ip",      "src ip",    "remote ip",
                                     "ip addr", "remote addr",    "login ip",       "client ip", "user ip",
                                     "host ip", "remote address", "client address", NULL};
static const char *const headers[] = {"ipaddress",   "ip",       "ipaddr",     "clientip",    "sourceip",
                                      "srcip",       "remoteip", "remoteaddr", "loginip",     "lastloginip",
                                      "lastip",      "userip",   "hostip",     "ipv4address", "clientipaddress",
                                      "ipv6address", NULL};
/* What begins an address of version 6 that was given out is 2xxx (RFC 4291, 2.4): four digits, or a letter among them. */
static const char shapes[] = "1.|2.|3.|4:|1a|2a|3a";

/* The end of four numbers at t[at], 0 where there are none; *digits: how many they have. */
static size_t read_v4(ts_span t, size_t at, uint8_t octet[4], unsigned *digits) {
    *digits = 0;
    for (int part = 0; part < 4; part++) {
        unsigned value = 0, n = 0;
        if (part > 0 && (at == t.len || t.ptr[at++] != '.'))
            return 0;
        for (; at < t.len && n < 4 && ts_is_digit(t.ptr[at]); at++, n++)
            value = value * 10 + (unsigned)(t.ptr[at] - '0');
        if (n == 0 || n > 3 || value > 255 || (n > 1 && t.ptr[at - n] == '0'))
            return 0;
        octet[part] = (uint8_t)value;
        *digits += n;
    }
    return at;
}

static bool is_hex(char c) { return ts_is_digit(c) || ((c | 32) >= 'a' && (c | 32) <= 'f'); }

/* Groups and colons as they stand, for inet_pton to judge. */
static bool read_v6(ts_span s, uint8_t address[16]) {
    char text[V6_LONGEST + 1];
    if (s.len < 2 || s.len > V6_LONGEST || !memchr(s.ptr, ':', s.len))
        return false;
    memcpy(text, s.ptr, s.len);
    text[s.len] = 0;
    return strlen(text) == s.len && inet_pton(AF_INET6, text, address) == 1;
}

static bool normal(ts_span raw, ts_norm *out) {
    uint8_t address[16];
    unsigned digits;
    char text[V6_LONGEST + 1];
    raw = ts_trim(raw);
    size_t end = read_v4(raw, 0, address, &digits);
    if (end == raw.len)
        return ts_norm_set(out, raw);
    if (end > 0 && raw.ptr[end] == ':') { /* with its port */
        size_t port = end + 1;
        while (port < raw.len && port < end + 6 && ts_is_digit(raw.ptr[port]))
            port++;
        return port == raw.len && port > end + 1 && ts_norm_set(out, ts_slice(raw, 0, end));
    }
    if (raw.len > 2 && raw.ptr[0] == '[' && raw.ptr[raw.len - 1] == ']')
        raw = ts_slice(raw, 1, raw.len - 2);
    return end == 0 && read_v6(raw, address) && inet_ntop(AF_INET6, address, text, sizeof text) &&
           ts_norm_set(out, ts_str(text));
}

/* "version 1.2.3.4", "see section 4.1.2.3" */
static bool counts_versions(ts_span t, size_t at) {
    static const char words[] =
        " version versions ver v release rel rev revision section sections sec chapter firmware build "
        "kernel driver oid clause para paragraph table figure appendix step rule ";
    char word[16] = " ";
    size_t end = at, n = 0;
    while (end > 0 && at - end < 3 && !ts_is_alpha(t.ptr[end - 1]) && t.ptr[end - 1] != '\n')
        end--;
    size_t start = end;
    while (start > 0 && end - start < sizeof word - 3 && ts_is_alpha(t.ptr[start - 1]))
        start--;
    for (size_t i = start; i < end; i++)
        word[++n] = ts_lower(t.ptr[i]);
    word[n + 1] = ' ';
    word[n + 2] = 0;
    return n > 0 && strstr(words, word);
}

static bool stands_alone(ts_span t, size_t start, size_t end) {
    char before = start > 0 ? t.ptr[start - 1] : ' ', earlier = start > 1 ? t.ptr[start - 2] : ' ';
    char after = end < t.len ? t.ptr[end] : ' ', beyond = end + 1 < t.len ? t.ptr[end + 1] : ' ';
    if (before == '.' || before == '-' || before == '+' || before == '~' || before == '$' || before == '\\' ||
        (before == '/' && earlier != '/') || (before == ':' && ts_is_digit(earlier)))
        return false;
    if (ts_is_alnum(after) || after == '_' || after == '+' || after == '~')
        return false;
    if (after == '/') /* a network: many machines, but for that of one */
        return !ts_is_digit(beyond) || (beyond == '3' && end + 2 < t.len && t.ptr[end + 2] == '2');
    return !((after == '.' || after == '-') && ts_is_alnum(beyond));
}

static bool find_v6(ts_span t, size_t at, ts_found *out) {
    uint8_t address[16];
    size_t end = at, colons = 0;
    if (t.ptr[at] != '2' && t.ptr[at] != '3')
        return false;
    while (end < t.len && end - at <= V6_LONGEST && (is_hex(t.ptr[end]) || t.ptr[end] == ':')) {
        if (end - at == 4 && t.ptr[end] != ':')
            return false;
        colons += t.ptr[end++] == ':';
    }
    while (end > at && t.ptr[end - 1] == ':' && !(end > at + 1 && t.ptr[end - 2] == ':'))
        end--, colons--;
    if (colons < 2 || end - at < 7 || (end < t.len && (ts_is_alnum(t.ptr[end]) || t.ptr[end] == '_')) ||
        (at > 0 && (t.ptr[at - 1] == ':' || t.ptr[at - 1] == '-')) || !read_v6(ts_slice(t, at, end - at), address))
        return false;
    if (end + 1 < t.len && t.ptr[end] == '/' && ts_is_digit(t.ptr[end + 1])) /* a network of many */
        return false;
    *out = (ts_found){.start = (uint32_t)at, .end = (uint32_t)end, .confidence = 92, .valid = true};
    return true;
}

static bool find(const ts_spot *spot, ts_found *out) {
    ts_span t = spot->text;
    uint8_t octet[4];
    unsigned digits;
    size_t at = spot->at, end = at;
    while (end < t.len && end - at < 3 && ts_is_digit(t.ptr[end]))
        end++;
    if (end == t.len || t.ptr[end] != '.')
        return find_v6(t, at, out);
    end = read_v4(t, at, octet, &digits);
    if (end == 0 || !stands_alone(t, at, end) || counts_versions(t, at))
        return false;
    bool logged = (at == 0 || t.ptr[at - 1] == '\n') && end + 2 < t.len && memcmp(t.ptr + end, " - ", 3) == 0;
    *out = (ts_found){.start = (uint32_t)at, .end = (uint32_t)end, .valid = true};
    bool revised = octet[0] < 5; /* 1.110.2.190: what version control counts begins low */
    out->confidence = logged || digits >= 10 ? 90 : digits >= 8 && !revised ? 75 : 30;
    return true;
}

/* No machine's own: this host, everybody, nobody (RFC 6890). */
static bool placeholder(const ts_norm *n) {
    uint8_t octet[4];
    unsigned digits;
    if (read_v4(ts_norm_span(n), 0, octet, &digits))
        return octet[0] == 0 || octet[0] == 127 || octet[0] >= 224;
    return ts_span_eq(ts_norm_span(n), ts_str("::")) || ts_span_eq(ts_norm_span(n), ts_str("::1"));
}

/* Kept for documents: RFC 5737, RFC 3849, RFC 9637. */
static bool reserved(const ts_norm *n) {
    static const char *const nets[] = {"192.0.2.", "198.51.100.", "203.0.113.", "2001:db8:", "3fff:"};
    for (size_t i = 0; i < sizeof nets / sizeof nets[0]; i++)
        if (ts_span_starts(ts_norm_span(n), ts_str(nets[i])))
            return true;
    return false;
}

const ts_detector ts_detector_ip_address = {
    .kind = TS_KIND_IP_ADDRESS,
    .name = "ip_address",
    .summary = "internet address, IPv4 or IPv6",
    .source = "RFC 791, RFC 4291, RFC 5952 (normal form); CJEU C-582/14",
    .version = 1,
    .anchor = {TS_ANCHOR_DIGIT_RUN, shapes},
    .own_find = true,
    .labels = labels,
    .headers = headers,
    .find = find,
    .normal = normal,
    .placeholder = placeholder,
    .reserved = reserved,
    .plain = 75,
    .labelled = 96,
    .column = 96,
};
