/* private_key.c - finds private keys: PEM and OpenSSH blocks, PGP's, and PuTTY's files.
 *
 * A manual shows the first line and three dots; a key has its base64 behind.  Kept is how that begins, enough to tell one
 * key from another.
 */
#include "detect/kinds.h"

enum { LEAST = 40, KEPT = 64, LONGEST = 16384, HEADER_LINES = 8, LINE = 100 };
static const char *const labels[] = {"private key", "ssh private key", NULL};
static const char *const headers[] = {"privatekey", "sshprivatekey", "sshkey", NULL};
static const char shapes[] = "B|1:";
static const char putty[] = "PuTTY-User-Key-File-";

static bool is_base64(char c) { return ts_is_alnum(c) || c == '+' || c == '/' || c == '='; }

/* What ends a line of a key; "\n" as JSON writes it, too. */
static size_t line_break(ts_span t, size_t at) {
    char c = at < t.len ? t.ptr[at] : 0, next = at + 1 < t.len ? t.ptr[at + 1] : 0;
    if (c == '\\' && (next == 'n' || next == 'r'))
        return 2;
    return c == '\n' || c == '\r' || c == ' ' || c == '\t' ? 1 : 0;
}

/* The key's letters from t[at] on, over line ends and header lines; their number, and the end of all of them. */
static size_t gather(ts_span t, size_t at, char kept[KEPT], size_t *end) {
    size_t n = 0, i = at, lines = 0;
    while (i < t.len && i - at < LONGEST) {
        size_t start = i;
        while (i < t.len && is_base64(t.ptr[i]))
            i++;
        bool header = n == 0 && i < t.len && (t.ptr[i] == ':' || t.ptr[i] == '-') && i > start;
        if (header && lines++ < HEADER_LINES) { /* "DEK-Info: AES-128-CBC,..." */
            while (i < t.len && i - start < LINE && t.ptr[i] != '\n' && t.ptr[i] != '\\')
                i++;
        } else {
            for (size_t k = start; k < i && n < KEPT; k++)
                kept[n++] = t.ptr[k];
            *end = i;
        }
        size_t gap = line_break(t, i);
        if (gap == 0)
            break;
        i += gap;
    }
    return n;
}

static bool is_key_line(ts_span line) { return ts_span_find(line, ts_str("PRIVATE KEY"), 0) != SIZE_MAX; }

/* Behind "-----BEGIN RSA PRIVATE KEY-----", 0 where no such line begins at t[at] = 'B'. */
static size_t behind_begin(ts_span t, size_t at) {
    if (!ts_span_starts(ts_slice(t, at, 6), ts_str("BEGIN ")) || at < 2 || t.ptr[at - 1] != '-')
        return 0;
    size_t dashes = ts_span_find(ts_slice(t, at, 48), ts_str("-----"), 0);
    return dashes != SIZE_MAX && is_key_line(ts_slice(t, at, dashes)) ? at + dashes + 5 : 0;
}

static bool find(const ts_spot *spot, ts_found *out) {
    ts_span t = spot->text;
    size_t at = spot->at, start = at, from = 0, end = at;
    char kept[KEPT];
    if (t.ptr[at] == 'B') {
        from = behind_begin(t, at);
        while (start > 0 && at - start < 5 && t.ptr[start - 1] == '-')
            start--;
    } else if (at >= sizeof putty - 1 && memcmp(t.ptr + at - (sizeof putty - 1), putty, sizeof putty - 1) == 0) {
        size_t lines = ts_span_find(ts_slice(t, at, LONGEST), ts_str("Private-Lines: "), 0);
        from = lines == SIZE_MAX ? 0 : at + lines + 15;
        while (from > 0 && from < t.len && (ts_is_digit(t.ptr[from]) || t.ptr[from] == '\r'))
            from++;
        start = at - (sizeof putty - 1);
    }
    size_t n = from == 0 ? 0 : gather(t, from, kept, &end);
    if (n < LEAST)
        return false;
    *out = (ts_found){.start = (uint32_t)start, .end = (uint32_t)end, .confidence = 98, .valid = true};
    return ts_norm_set(&out->norm, ts_span_of(kept, n));
}

/* A block, or the beginning that is kept of one. */
static bool normal(ts_span raw, ts_norm *out) {
    char kept[KEPT];
    raw = ts_trim(raw);
    size_t dashes = 0, end = 0;
    while (dashes < raw.len && raw.ptr[dashes] == '-')
        dashes++;
    size_t from = dashes > 1 ? behind_begin(raw, dashes) : 0;
    if (raw.len < LEAST || (from == 0 && (raw.len > KEPT || dashes > 0)))
        return false;
    size_t n = gather(raw, from, kept, &end);
    if (from == 0 && (n != raw.len || end != raw.len))
        return false;
    return n >= LEAST && ts_norm_set(out, ts_span_of(kept, n));
}

const ts_detector ts_detector_private_key = {
    .kind = TS_KIND_PRIVATE_KEY,
    .name = "private_key",
    .summary = "private key (PEM, OpenSSH, PGP, PuTTY)",
    .source = "RFC 7468 (PEM), RFC 9580 (PGP armour), PuTTY manual appendix C",
    .version = 1,
    .anchor = {TS_ANCHOR_DIGIT_RUN, shapes},
    .own_find = true,
    .labels = labels,
    .headers = headers,
    .find = find,
    .normal = normal,
    .plain = 98,
    .labelled = 98,
    .column = 98,
};
