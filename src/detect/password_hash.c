/* password_hash.c - finds what systems store of a password: bcrypt, crypt, Argon2 and kin, and NTLM under its label.
 *
 * Forms that begin with $ say by themselves what they are; 32 or 40 hexadecimal digits are anything's sum without a label.
 */
#include "detect/kinds.h"

enum { SALTED = 20 };
static const char *const labels[] = {"password hash",   "ntlm hash",        "ntlm",         "nt hash", "lm hash",
                                     "hashed password", "hash of password", "passwordhash", NULL};
static const char *const headers[] = {
    "passwordhash",   "hashedpassword", "pwdhash",     "pwhash",           "passhash",
    "ntlmhash",       "ntlm",           "nthash",      "lmhash",           "encryptedpassword",
    "passworddigest", "passwordsha1",   "passwordmd5", "userpasswordhash", NULL};
static const char shapes[] = "1a|1$|2$";

static bool is_salt_byte(char c) {
    return ts_is_alnum(c) || c == '.' || c == '/' || c == '$' || c == '=' || c == '+' || c == ',';
}

static bool is_hex(ts_span s) {
    for (size_t i = 0; i < s.len; i++)
        if (!ts_is_digit(s.ptr[i]) && !((s.ptr[i] | 32) >= 'a' && (s.ptr[i] | 32) <= 'f'))
            return false;
    return true;
}

/* The end of a hash that begins at t[at] with '$' (crypt(5)); 0 where none does. */
static size_t crypt_end(ts_span t, size_t at) {
    static const struct {
        const char *begin;
        size_t exact, least; /* bytes in all */
    } forms[] = {{"$2a$", 60, 60},     {"$2b$", 60, 60},   {"$2y$", 60, 60},      {"$1$", 0, 24 + 3},
                 {"$5$", 0, 45 + 4},   {"$6$", 0, 88 + 4}, {"$argon2id$", 0, 60}, {"$argon2i$", 0, 60},
                 {"$argon2d$", 0, 60}, {"$7$", 0, 60}};
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        if (!ts_span_starts(ts_slice(t, at, 10), ts_str(forms[i].begin)))
            continue;
        size_t end = at, most = forms[i].exact ? forms[i].exact : TS_NORM_MAX + 64;
        while (end < t.len && end - at < most && is_salt_byte(t.ptr[end]))
            end++;
        while (forms[i].exact == 0 && end > at && t.ptr[end - 1] == ',')
            end--;
        unsigned dollars = 0;
        for (size_t k = at; k < end; k++)
            dollars += t.ptr[k] == '$';
        return dollars >= 3 && end - at >= forms[i].least &&
                       !(end < t.len && is_salt_byte(t.ptr[end]) && forms[i].exact)
                   ? end
                   : 0;
    }
    return 0;
}

/* Longer ones are kept by their beginning, which has the salt. */
static bool set(ts_span s, ts_norm *out) { return ts_norm_set(out, ts_slice(s, 0, TS_NORM_MAX)); }

static bool normal(ts_span raw, ts_norm *out) {
    raw = ts_trim(raw);
    if (raw.len < SALTED)
        return false;
    if (raw.ptr[0] == '$')
        return crypt_end(raw, 0) == raw.len && set(raw, out);
    static const char *const begins[] = {
        "{SSHA}",       "{SHA}",          "{SSHA512}", "{SSHA256}", "{BCRYPT}",      "pbkdf2_sha256$",
        "pbkdf2_sha1$", "pbkdf2:sha256:", "scrypt:",   "sha1$",     "bcrypt_sha256$"};
    for (size_t i = 0; i < sizeof begins / sizeof begins[0]; i++)
        if (ts_span_starts(raw, ts_str(begins[i])) && raw.len >= strlen(begins[i]) + SALTED &&
            !memchr(raw.ptr, ' ', raw.len))
            return set(raw, out);
    bool sum = raw.len == 32 || raw.len == 40 || raw.len == 64 || raw.len == 128 || raw.len == TS_NORM_MAX;
    return sum && is_hex(raw) && set(raw, out);
}

/* The digits of "$2b$", "$6$", or of "$argon2id$v=19$". */
static bool find(const ts_spot *spot, ts_found *out) {
    ts_span t = spot->text;
    size_t at = spot->at;
    if (at < 1 || at + SALTED > t.len)
        return false;
    if (t.ptr[at] == '$' || t.ptr[at] == '{' || !(t.ptr[at - 1] == '$' || t.ptr[at - 1] == '='))
        return false;
    size_t start = at - 1;
    if (t.ptr[start] == '=')
        while (start > 0 && at - start < 14 && t.ptr[start] != '$')
            start--;
    if (t.ptr[start] == '$' && start > 0 && t.ptr[at - 1] == '=') /* "$argon2id$": back to its first */
        for (size_t back = start; back > 0 && start - back < 12 && t.ptr[start] == '$';)
            if (t.ptr[--back] == '$') {
                start = back;
                break;
            }
    size_t end = t.ptr[start] == '$' ? crypt_end(t, start) : 0;
    if (end == 0)
        return false;
    *out = (ts_found){.start = (uint32_t)start, .end = (uint32_t)end, .confidence = 96, .valid = true};
    return set(ts_slice(t, start, end - start), &out->norm);
}

/* Sums of the empty password: MD4 (NTLM), LM, MD5, SHA-1. */
static bool placeholder(const ts_norm *n) {
    static const char *const empty[] = {"31d6cfe0d16ae931b73c59d7e0c089c0", "aad3b435b51404eeaad3b435b51404ee",
                                        "d41d8cd98f00b204e9800998ecf8427e", "da39a3ee5e6b4b0d3255bfef95601890afd80709"};
    for (size_t i = 0; i < sizeof empty / sizeof empty[0]; i++)
        if (ts_span_eq_nocase(ts_norm_span(n), ts_str(empty[i])))
            return true;
    return false;
}

const ts_detector ts_detector_password_hash = {
    .kind = TS_KIND_PASSWORD_HASH,
    .name = "password_hash",
    .summary = "stored form of a password (bcrypt, crypt, Argon2, NTLM)",
    .source = "crypt(5); RFC 9106 (Argon2); RFC 2307 (LDAP schemes); MS-NLMP 3.3.1",
    .version = 1,
    .anchor = {TS_ANCHOR_DIGIT_RUN, shapes},
    .own_find = true,
    .labels = labels,
    .headers = headers,
    .find = find,
    .normal = normal,
    .placeholder = placeholder,
    .plain = 96,
    .labelled = 95,
    .column = 95,
};
