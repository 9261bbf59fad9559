/* scan_secret.c - passwords that no colon and no '=' announces: "pw Xy12", "login ann / Xy12", postgres://app:Xy12@host.
 *
 * Their anchor is the capital that they begin with, or the colon of an address; what begins otherwise is not seen.
 */
#include "detect/kinds.h"
#include "detect/scan.h"

enum { LONGEST_URL = 160, USER = 40 };

static bool take(ts_scan *s, size_t at) {
    const ts_label label = {.kind = TS_KIND_PASSWORD, .strength = 100};
    size_t end = at;
    while (end < s->to && end - at < TS_NORM_MAX && !ts_is_space(s->text.ptr[end]))
        end++;
    return ts_scan_own_value(s, at, end, &label);
}

/* Does one of the words end at `end`, in whatever case, no letter before it? */
static bool word_ends(const ts_scan *s, size_t end, const char *const *words) {
    for (; *words; words++) {
        size_t n = strlen(*words);
        if (end >= s->from + n && ts_span_eq_nocase(ts_slice(s->text, end - n, n), ts_str(*words)) &&
            (end == s->from + n || !ts_is_alnum(s->text.ptr[end - n - 1])))
            return true;
    }
    return false;
}

static bool has_word(ts_span text, const char *word) {
    size_t n = strlen(word);
    for (size_t i = 0; i + n <= text.len; i++)
        if (ts_span_eq_nocase(ts_slice(text, i, n), ts_str(word)))
            return true;
    return false;
}

/* "login ann.lee / Xy12", "user: ann / Xy12": the stroke stands behind a user's name. */
static bool is_behind_user(const ts_scan *s, size_t stroke) {
    static const char *const asks[] = {"login", "logon", "user", "username", "account", "credentials", NULL};
    size_t end = stroke, from;
    while (end > s->from && s->text.ptr[end - 1] == ' ')
        end--;
    for (from = end; from > s->from && end - from < USER && !ts_is_space(s->text.ptr[from - 1]);)
        from--;
    size_t label = from;
    while (label > s->from && from - label < 3 && (s->text.ptr[label - 1] == ' ' || s->text.ptr[label - 1] == ':'))
        label--;
    return from < end && label < from && word_ends(s, label, asks);
}

/* "the pw for the shared drive is Xy12", "the password that you were given was Xy12": in the same sentence, and it has a
 * digit or a sign, as no word that is said of a password has. */
static bool is_said_of_one(const ts_scan *s, size_t at) {
    enum { SENTENCE = 60 };
    static const char *const verbs[] = {"is", "was", "be", NULL};
    static const char *const of[] = {"password", "passcode", "passphrase", " pw ", "pwd"};
    const char *t = s->text.ptr;
    size_t end = at - 1, stop = at;
    end -= t[end] != ' ';
    bool mixed = false, said = false;
    for (; stop < s->to && !ts_is_space(t[stop]); stop++)
        mixed = mixed || ts_is_digit(t[stop]) || (strchr("!#$%&*+@^", t[stop]) && stop > at);
    if (!mixed || !word_ends(s, end, verbs))
        return false;
    size_t from = end;
    while (from > s->from && end - from < SENTENCE && t[from - 1] != '.' && t[from - 1] != '\n' && t[from - 1] != '?' &&
           t[from - 1] != ':')
        from--;
    for (size_t i = 0; i < sizeof of / sizeof of[0] && !said; i++)
        said = has_word(ts_slice(s->text, from, end - from), of[i]);
    return said;
}

/* "API key for the gateway is 0e56...": a token on the same line, behind "is"; `at` is the A. */
bool ts_scan_api_key(ts_scan *s, size_t at) {
    enum { AHEAD = 56 };
    static const char *const names[] = {"API key", "API token", "API secret"};
    const ts_label label = {.kind = TS_KIND_API_TOKEN, .strength = 100};
    const char *t = s->text.ptr;
    ts_span line = ts_slice(s->text, at, s->to - at < AHEAD ? s->to - at : AHEAD);
    bool named = false;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        named = named || ts_span_starts_nocase(line, ts_str(names[i]));
    for (size_t i = 7; named && i + 4 < line.len && line.ptr[i] != '\n' && line.ptr[i] != '.' && line.ptr[i] != ':';
         i++) {
        if (memcmp(line.ptr + i, " is ", 4) != 0)
            continue;
        size_t from = at + i + 4, end = from;
        while (end < s->to && (ts_is_alnum(t[end]) || t[end] == '_' || t[end] == '-' ||
                               (t[end] == '.' && end + 1 < s->to && ts_is_alnum(t[end + 1]))))
            end++;
        return ts_scan_own_value(s, from, end, &label);
    }
    return false;
}

/* "curl -u ann:Xy12 https://...". */
bool ts_scan_user_secret(ts_scan *s, size_t colon) {
    const char *t = s->text.ptr;
    size_t user = colon, end = colon + 1;
    while (user > s->from && colon - user < USER && (ts_is_alnum(t[user - 1]) || memchr("._-", t[user - 1], 3)))
        user--;
    if (user < s->from + 3 || user == colon || t[user - 1] != ' ' || t[user - 2] != 'u' || t[user - 3] != '-')
        return false;
    const ts_label label = {.kind = TS_KIND_PASSWORD, .strength = 100};
    while (end < s->to && !ts_is_space(t[end]) && t[end] != '\'' && t[end] != '"')
        end++;
    return ts_scan_own_value(s, colon + 1, end, &label);
}

/* Is a user's name given before text[at] on its line, "-u ann", to a command that takes a password behind -p? */
static bool is_behind_option(const ts_scan *s, size_t at) {
    enum { LINE = 120 };
    size_t low = at > s->from + LINE ? at - LINE : s->from;
    const char *nl = memrchr(s->text.ptr + low, '\n', at - low);
    low = nl ? (size_t)(nl + 1 - s->text.ptr) : low;
    static const char *const commands[] = {"psexec", "docker login", "podman login", "smbclient", "xfreerdp",
                                           "mongo",  "redis",        "ldap",         "winrm",     "evil-winrm",
                                           "nxc",    "sqlcmd",       "curl",         "oc login"};
    ts_span line = ts_slice(s->text, low, at - low);
    bool asks = false;
    for (size_t i = 0; i < sizeof commands / sizeof commands[0] && !asks; i++)
        asks = memmem(line.ptr, line.len, commands[i], strlen(commands[i])) != NULL;
    return asks && memmem(line.ptr, line.len, " -u ", 4) != NULL;
}

bool ts_scan_said_secret(ts_scan *s, size_t at) {
    static const char *const says[] = {
        "password",     "passwd",   "pwd",       "pw",          "passphrase",    "passcode",     "password is",
        "password was", "pw is",    "pwd is",    "reset to",    "passcode is",   "password to",  "set to",
        "wpa key",      "wifi key", "wi-fi key", "network key", "identified by", "securestring", NULL};
    static const char *const sets[] = {"reset to", "set to", NULL};
    static const char *const elements[] = {"password", "passwd", "pwd", NULL};
    const char *t = s->text.ptr;
    if (t[at - 1] == '\'' && t[at - 2] == 'p') /* mysql -u app -p'Xy12' */
        return t[at - 3] == '-' && take(s, at);
    if (t[at - 1] == ' ' && t[at - 2] == 'p' && t[at - 3] == '-') /* psexec \\pc1 -u ann -p Xy12 */
        return is_behind_option(s, at) && take(s, at);
    size_t end = at - 1;
    end -= t[end] != ' ' && t[end] != '>';
    if (t[at - 1] == '>') /* <password>Xy12</password> */
        return word_ends(s, end, elements) && take(s, at);
    if (end > s->from + 2 && t[end - 1] == ',' && t[end - 2] == t[at - 1]) /* define('DB_PASSWORD', 'Xy12') */
        return word_ends(s, end - 2, elements) && take(s, at);
    if (is_said_of_one(s, at))
        return take(s, at);
    static const char *const dashed[] = {"password -", "passwd -", "pwd -", "pw -", NULL};
    if (t[end - 1] == '-')
        return word_ends(s, end, dashed) && take(s, at);
    if (t[end - 1] == '/' ? !is_behind_user(s, end - 1) : !word_ends(s, end, says))
        return false;
    size_t from = end > s->from + USER ? end - USER : s->from; /* clocks and phones are reset, too */
    return (!word_ends(s, end, sets) || has_word(ts_slice(s->text, from, end - from), "password")) && take(s, at);
}

/* "Username/password: ann/Xy12", "credentials: ann / Xy12": what stands behind the stroke. */
size_t ts_scan_behind_user(const ts_scan *s, size_t colon, size_t start) {
    static const char *const both[] = {"user", "login", "credentials"};
    ts_span label =
        ts_slice(s->text, colon > s->from + 24 ? colon - 24 : s->from, colon > s->from + 24 ? 24 : colon - s->from);
    size_t stroke = start;
    bool asked = false;
    for (size_t i = 0; i < sizeof both / sizeof both[0]; i++)
        asked = asked || has_word(label, both[i]);
    while (asked && stroke < s->to && stroke - start < USER && s->text.ptr[stroke] != '/' &&
           s->text.ptr[stroke] != '\n' &&
           !(s->text.ptr[stroke] == ' ' && stroke + 1 < s->to && s->text.ptr[stroke + 1] != '/')) /* one word */
        stroke++;
    if (!asked || stroke >= s->to || s->text.ptr[stroke] != '/')
        return start;
    return stroke + 1 + (stroke + 1 < s->to && s->text.ptr[stroke + 1] == ' ');
}

/* "Wifi: Guest / sunflower77": a network's name, a stroke and what it is entered with. */
bool ts_scan_wifi_secret(ts_scan *s, size_t colon, size_t start) {
    enum { NETWORK = 32 }; /* IEEE 802.11, 9.4.2.2: octets of a name at most */
    static const char *const wireless[] = {"wifi", "wi-fi", "wi fi", NULL};
    const ts_label label = {.kind = TS_KIND_PASSWORD, .strength = 100};
    const char *t = s->text.ptr;
    size_t stroke = start, end;
    if ((t[colon - 1] | 0x20) != 'i' || !word_ends(s, colon, wireless))
        return false;
    while (stroke < s->to && stroke - start <= NETWORK && t[stroke] != '\n' &&
           !(t[stroke] == '/' && t[stroke - 1] == ' '))
        stroke++;
    if (stroke + 2 >= s->to || t[stroke] != '/' || t[stroke + 1] != ' ' || stroke == start)
        return false;
    for (end = stroke + 2; end < s->to && !ts_is_space(t[end]);)
        end++;
    return ts_scan_own_value(s, stroke + 2, end, &label);
}

/* RFC 3986, 3.2.1: the user's part of an address, "://app:Xy12@". */
void ts_scan_url_secret(ts_scan *s, size_t colon) {
    const char *t = s->text.ptr;
    size_t at = colon + 3, user = at;
    if (at >= s->to || t[colon + 2] != '/' || !ts_hits_wants(s->hits, TS_KIND_PASSWORD))
        return;
    while (user < s->to && user - at < USER &&
           (ts_is_alnum(t[user]) || t[user] == '_' || t[user] == '-' || t[user] == '.'))
        user++;
    if (user >= s->to || t[user] != ':')
        return;
    size_t end = 0; /* the last '@': "P@ss" has one of its own */
    for (size_t i = user + 1; i < s->to && i - at < LONGEST_URL && !ts_is_space(t[i]) && t[i] != '"' && t[i] != '/';
         i++)
        end = t[i] == '@' ? i : end;
    ts_norm norm;
    bool digit = false, upper = false, lower = false; /* manuals have user:pass@host and USER:PASS@HOST */
    for (size_t i = user + 1; i < end; i++) {
        digit = digit || ts_is_digit(t[i]);
        upper = upper || ts_is_upper(t[i]);
        lower = lower || (ts_is_alpha(t[i]) && !ts_is_upper(t[i]));
    }
    if (end > 0 && (digit || (upper && lower)) &&
        ts_detector_password.normal(ts_slice(s->text, user + 1, end - user - 1), &norm) &&
        ts_hits_add(s->hits, TS_KIND_PASSWORD, &norm, (uint32_t)(user + 1), (uint32_t)end,
                    ts_detector_password.labelled, (ts_side){.labelled = true}))
        s->done = end + 1; /* no mail address stands there */
}
