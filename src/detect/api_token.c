/* api_token.c - finds the keys that programs show to services: those with a maker's prefix, and random ones by their label.
 *
 * The makers gave prefixes so that such keys can be found; what has none must stand under "api key", "client secret" or
 * the like, be long, and be as mixed as chance makes it.
 */
#include "detect/kinds.h"

enum { SHORTEST = 16, DIFFERENT = 10 };
static const char *const labels[] = {"api key",
                                     "apikey",
                                     "api token",
                                     "access token",
                                     "auth token",
                                     "secret key",
                                     "client secret",
                                     "access key",
                                     "secret access key",
                                     "account key",
                                     "shared access key",
                                     "refresh token",
                                     "app secret",
                                     "consumer secret",
                                     "private token",
                                     "bearer token",
                                     "api secret",
                                     "aws secret access key",
                                     "shared secret",
                                     "webhook secret",
                                     "encryption key",
                                     "secret",
                                     "token",
                                     "session token",
                                     NULL};
static const char *const headers[] = {"apikey",       "apitoken",     "accesstoken", "authtoken", "secretkey",
                                      "clientsecret", "refreshtoken", "accountkey",  "apisecret", "consumersecret",
                                      "token",        "sessiontoken", NULL};
static const char shapes[] = "A|S|=";

/* U upper and digits, L letters and digits, B those with - and _; from `least` to `most` of them behind the prefix. */
static const struct {
    const char *prefix;
    char of;
    uint8_t least, most;
} makers[] = {
    {"AKIA", 'U', 16, 16},        {"ASIA", 'U', 16, 16},     {"AIza", 'B', 35, 35},  {"ghp_", 'L', 36, 36},
    {"gho_", 'L', 36, 36},        {"ghu_", 'L', 36, 36},     {"ghs_", 'L', 36, 36},  {"ghr_", 'L', 36, 76},
    {"github_pat_", 'B', 60, 90}, {"glpat-", 'B', 20, 40},   {"xoxb-", 'B', 24, 80}, {"xoxp-", 'B', 24, 80},
    {"xoxa-", 'B', 24, 80},       {"xoxr-", 'B', 24, 80},    {"xoxs-", 'B', 24, 80}, {"sk_live_", 'L', 20, 99},
    {"rk_live_", 'L', 20, 99},    {"sk_test_", 'L', 20, 99}, {"npm_", 'L', 36, 36},  {"sk-ant-", 'B', 30, 110},
    {"sk-proj-", 'B', 30, 160},   {"SG.", 'B', 60, 70},
};

static bool is_of(char c, char of) {
    if (ts_is_digit(c) || ts_is_upper(c))
        return true;
    return of != 'U' && (ts_is_alpha(c) || (of == 'B' && (c == '-' || c == '_' || c == '.')));
}

/* RFC 7519: header and payload are JSON, whose '{"' is eyJ in base64; three parts with a dot between. */
static size_t jwt_end(ts_span t, size_t at) {
    size_t part[3] = {0}, n = 0, i = at;
    for (; i < t.len && n < 3; i++) {
        char c = t.ptr[i];
        if (c == '.' && n < 2)
            n++;
        else if (ts_is_alnum(c) || c == '-' || c == '_')
            part[n]++;
        else
            break;
    }
    return part[0] >= 16 && part[1] >= 16 && part[2] >= 20 &&
                   ts_span_find(ts_slice(t, at, part[0] + 5), ts_str(".eyJ"), 0) == part[0]
               ? i
               : 0;
}

static size_t made_end(ts_span t, size_t at) {
    if (ts_span_starts(ts_slice(t, at, 3), ts_str("eyJ")))
        return jwt_end(t, at);
    for (size_t i = 0; i < sizeof makers / sizeof makers[0]; i++) {
        size_t len = strlen(makers[i].prefix), n = 0;
        if (t.ptr[at] != makers[i].prefix[0] || !ts_span_starts(ts_slice(t, at, len), ts_str(makers[i].prefix)))
            continue;
        size_t from = at + len;
        while (from + n < t.len && n <= makers[i].most && is_of(t.ptr[from + n], makers[i].of))
            n++;
        return n >= makers[i].least && n <= makers[i].most && !(from + n < t.len && ts_is_alnum(t.ptr[from + n]))
                   ? from + n
                   : 0;
    }
    return 0;
}

/* Letters and digits as chance mixes them: no word, no path, no number. */
static bool is_random(ts_span s) {
    uint64_t seen[2] = {0};
    unsigned digits = 0, letters = 0, turns = 0;
    if (s.len < SHORTEST || s.len > TS_NORM_MAX)
        return false;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        if (!ts_is_alnum(c) && c != '-' && c != '_' && c != '+' && c != '/' && c != '=')
            return false;
        seen[c >> 6 & 1] |= UINT64_C(1) << (c & 63);
        digits += ts_is_digit(c);
        letters += ts_is_alpha(c);
        turns += i > 0 && ts_is_digit(c) != ts_is_digit(s.ptr[i - 1]);
    }
    return digits >= 2 && letters >= 4 && turns >= 4 &&
           __builtin_popcountll(seen[0]) + __builtin_popcountll(seen[1]) >= DIFFERENT;
}

/* Longer ones are kept by their beginning. */
static bool is_kept(ts_span s) {
    bool made = ts_span_starts(s, ts_str("eyJ"));
    for (size_t i = 0; i < sizeof makers / sizeof makers[0]; i++)
        made = made || ts_span_starts(s, ts_str(makers[i].prefix));
    for (size_t i = 0; i < s.len; i++)
        made = made && is_of(s.ptr[i], 'B');
    return made && s.len == TS_NORM_MAX;
}

static bool normal(ts_span raw, ts_norm *out) {
    raw = ts_trim(raw);
    return raw.len >= SHORTEST && (made_end(raw, 0) == raw.len || is_random(raw) || is_kept(raw)) &&
           ts_norm_set(out, ts_slice(raw, 0, TS_NORM_MAX));
}

/* A maker's prefix. */
static bool bare(const ts_spot *spot) {
    ts_span rest = ts_slice(spot->text, spot->at, spot->text.len - spot->at);
    bool made = ts_span_starts(rest, ts_str("eyJ"));
    for (size_t i = 0; i < sizeof makers / sizeof makers[0] && !made; i++)
        made = rest.ptr[0] == makers[i].prefix[0] && ts_span_starts(rest, ts_str(makers[i].prefix));
    return made;
}

static bool find(const ts_spot *spot, ts_found *out) {
    ts_span t = spot->text;
    size_t at = spot->at;
    if (at + SHORTEST > t.len)
        return false;
    size_t end = made_end(t, at);
    *out = (ts_found){.start = (uint32_t)at, .confidence = 95, .valid = true};
    if (end == 0) {
        for (end = at; end < t.len && end - at <= 128 &&
                       (ts_is_alnum(t.ptr[end]) || strchr("-_+/=", t.ptr[end]) != NULL) && t.ptr[end];)
            end++;
        out->confidence = 0;
        if (end == at || !is_random(ts_slice(t, at, end - at)))
            return false;
    }
    out->end = (uint32_t)end;
    return ts_norm_set(&out->norm, ts_slice(t, at, end - at < TS_NORM_MAX ? end - at : TS_NORM_MAX));
}

/* The makers' own examples. */
static bool placeholder(const ts_norm *n) {
    return ts_span_find(ts_norm_span(n), ts_str("EXAMPLE"), 0) != SIZE_MAX ||
           ts_span_find(ts_norm_span(n), ts_str("xxxx"), 0) != SIZE_MAX;
}

const ts_detector ts_detector_api_token = {
    .kind = TS_KIND_API_TOKEN,
    .name = "api_token",
    .summary = "key or token of a service",
    .source = "makers' documentation of prefixes (AWS, GitHub, Slack, Stripe, Google); RFC 7519",
    .version = 1,
    .anchor = {TS_ANCHOR_DIGIT_RUN, shapes},
    .own_find = true,
    .labels = labels,
    .headers = headers,
    .find = find,
    .bare = bare,
    .normal = normal,
    .placeholder = placeholder,
    .plain = 95,
    .labelled = 90,
    .column = 93,
};
