/* password.c - finds passwords under their label, in settings and in columns: "Password: x", pwd=x.
 *
 * What follows the label is a sentence, a variable or an empty form more often than a password, so a value has no spaces,
 * none of the signs of code, and by itself a digit, or it stands alone on its line.
 */
#include "base/lanes.h"
#include "detect/kinds.h"
#include "detect/scan.h"
#include "text/words.h"

enum { SHORTEST = 4, LONGEST = 64 };
static const char *const labels[] = {"password",
                                     "passwd",
                                     "pwd",
                                     "passphrase",
                                     "pass phrase",
                                     "passcode",
                                     "login password",
                                     "user password",
                                     "db password",
                                     "new password",
                                     "temporary password",
                                     "temp password",
                                     "initial password",
                                     "default password",
                                     "wifi password",
                                     "portal password",
                                     "memorable word",
                                     "passwort",
                                     "mot de passe",
                                     "pw",
                                     "temporary pw",
                                     "wifi key",
                                     "wi fi key",
                                     "wi fi password",
                                     "wifi code",
                                     "wpa key",
                                     "wpa2 key",
                                     "psk",
                                     "network key",
                                     "username password",
                                     "user pass",
                                     "username pass",
                                     "login pass",
                                     "credentials",
                                     "login credentials",
                                     "smtp pass",
                                     "db pass",
                                     "database pass",
                                     "mail pass",
                                     "imap pass",
                                     "ftp pass",
                                     "ldap pass",
                                     "bind pass",
                                     "admin pass",
                                     "root pass",
                                     "wifi pass",
                                     "pword",
                                     "sudo pw",
                                     "user pw",
                                     "login pw",
                                     "admin pw",
                                     "bitlocker pin",
                                     "wachtwoord",
                                     "contrasena",
                                     "cyfrinair",
                                     "become pass",
                                     "ssh pass",
                                     "sudo pass",
                                     "key material",
                                     NULL};
static const char *const headers[] = {"password",        "pass",          "passwd",      "pwd",
                                      "userpassword",    "loginpassword", "passphrase",  "passcode",
                                      "userpass",        "plainpassword", "webpassword", "temppassword",
                                      "initialpassword", "memorableword", "userpwd",     NULL};

/* Words of forms, manuals and programs that stand where a password would. */
static bool is_word_of_forms(ts_span s) {
    static const char words[] = " required none null true false yes unknown optional string text password passwd "
                                "username example secret hidden empty "
                                "blank undefined default reset expired incorrect invalid wrong disabled enabled "
                                "changed unchanged prompt input must "
                                "should will your this that the when with from stdin file field hash hashed encrypted "
                                "protected auth authentication "
                                "login user value varchar char bytes object const void return self self.password n/a "
                                "tbc tba redacted removed masked "
                                "policy management manager confirm forgot forgotten here below above same "
                                "admin_password db_password type needed used added removed failed denied accepted ok "
                                "wep wpa wpa2 wpa3 wpa-psk wpa2-psk wpa3-sae psk sae tkip aes ccmp eap peap ";
    char key[24] = " ";
    if (s.len > sizeof key - 3)
        return false;
    for (size_t i = 0; i < s.len; i++)
        key[1 + i] = ts_lower(s.ptr[i]);
    key[1 + s.len] = ' ';
    key[2 + s.len] = 0;
    return strstr(words, key) != NULL;
}

typedef struct looks {
    unsigned digits, letters, signs, capitals;
} looks;

/* No sentence, no code, no row of stars. */
static bool reads_as_password(ts_span s, looks *l) {
    *l = (looks){0};
    if (s.len < SHORTEST || s.len > LONGEST || is_word_of_forms(s))
        return false;
    char first = s.ptr[0];
    if (first == '<' || first == '$' || first == '{' || first == '%' || first == '[' || first == '(' || first == '&' ||
        first == '-' || first == '/' || first == '\\' || first == '.' || first == '=' || first == '`' || first == ',' ||
        ts_span_starts(s, ts_str("0x")))
        return false;
    bool varied = false;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i], next = i + 1 < s.len ? s.ptr[i + 1] : ' ';
        if (c <= ' ' || (c == '=' && next == '0') || c == 0x7F || c == '(' || c == '[' || c == '<' || c == '{' ||
            c == '"' || c == '\'' || c == '`' || (c == '-' && next == '>') || (c == ':' && next == ':') ||
            (c == '/' && next == '/') || (c == '.' && ts_is_alpha(next) && i > 0 && ts_is_alpha(s.ptr[i - 1])))
            return false;
        varied = varied || c != first;
        l->digits += ts_is_digit(c);
        l->capitals += ts_is_upper(c);
        l->letters += ts_is_alpha(c) || c >= 0x80;
        l->signs += !ts_is_alnum(c) && c < 0x80 && c != '_' && c != '.' && c != '-' && c != '/';
    }
    return varied && l->letters + l->digits > 0 && (l->letters > 0 || l->digits >= SHORTEST);
}

static bool normal(ts_span raw, ts_norm *out) {
    looks l;
    ts_norm hash;
    raw = ts_trim(raw);
    return reads_as_password(raw, &l) && !ts_detector_password_hash.normal(raw, &hash) && ts_norm_set(out, raw);
}

/* "&x=1": the next of an address' parameters; "tr0ub4dor&3" has a sign of its own. */
static bool begins_next(ts_span t, size_t at) {
    if (t.ptr[at] != '&')
        return false;
    for (at++; at < t.len && (ts_is_alnum(t.ptr[at]) || t.ptr[at] == '_'); at++)
        continue;
    return at < t.len && (t.ptr[at] == '=' || t.ptr[at] == ';');
}

/* What ends a quoted value; what ends another, and the sign behind which the next may begin. */
static uint32_t quoted_ends(ts_lanes v) { return ts_lanes_spaces(v) | ts_lanes_among(v, "\"'<`\"'<`"); }
static uint32_t value_ends(ts_lanes v) { return ts_lanes_spaces(v) | ts_lanes_among(v, "\"'<`,;|&"); }

/* "DB_PASSWORD=heron", "MYSQL_PASSWORD: heron": a name of settings alone ends at the sign. */
static bool is_setting(ts_span t, size_t sign) {
    size_t from = sign, joints = 0;
    while (from > 0 && (ts_is_upper(t.ptr[from - 1]) || t.ptr[from - 1] == '_'))
        joints += t.ptr[--from] == '_';
    return joints > 0 && (from == 0 || ts_is_space(t.ptr[from - 1]));
}

/* "pwd: heron": no manual calls it so. */
static bool is_short_label(ts_span t, size_t sign) {
    size_t from = sign;
    while (from > 0 && ts_is_alpha(t.ptr[from - 1]))
        from--;
    ts_span word = ts_slice(t, from, sign - from);
    return sign < t.len && t.ptr[sign] == ':' &&
           (ts_span_eq_nocase(word, ts_str("pw")) || ts_span_eq_nocase(word, ts_str("pwd")));
}

/* "Username: ann", "User=ann;": told before the sign, on its line or on the one above. */
static bool is_behind_user(ts_span t, size_t sign) {
    enum { BACK = 96 };
    static ts_word_set asks = {.words = " USER USERNAME USERID USER_NAME USER_ID LOGIN UID LOGINNAME LOGON "};
    size_t low = sign > BACK ? sign - BACK : 0, from = sign, lines = 0;
    while (from > low && (t.ptr[from - 1] != '\n' || ++lines < 2))
        from--;
    for (size_t i = from, stop; i < sign; i = stop + 1) {
        for (stop = i; stop < sign && (ts_is_alpha(t.ptr[stop]) || t.ptr[stop] == '_');)
            stop++;
        size_t told = stop; /* a sign straight behind it: not "User guide:" */
        while (told < sign && (t.ptr[told] == ' ' || t.ptr[told] == '"'))
            told++;
        if (told < sign && (t.ptr[told] == ':' || t.ptr[told] == '=') &&
            ts_word_set_has_nocase(&asks, ts_slice(t, i, stop - i)))
            return true;
    }
    return false;
}

/* The value at a label's: to the next space or quote, without what ends a statement. */
static bool find(const ts_spot *spot, ts_found *out) {
    ts_span t = spot->text;
    size_t at = spot->at, end = at;
    looks l;
    if (at < t.len && t.ptr[at] == '<') /* an XML element's end, an empty form */
        return false;
    bool quoted = at > 0 && (t.ptr[at - 1] == '"' || t.ptr[at - 1] == '\'' || t.ptr[at - 1] == '`');
    size_t most = at + LONGEST < t.len ? at + LONGEST + 1 : t.len;
    while ((end = ts_lanes_until(t, end, most, quoted ? quoted_ends : value_ends)) < most && t.ptr[end] == '&' &&
           !begins_next(t, end))
        end++;
    size_t stop = end;
    while (!quoted && stop > at && (t.ptr[stop - 1] == '.' || t.ptr[stop - 1] == ')' || t.ptr[stop - 1] == ','))
        stop--;
    if (!reads_as_password(ts_slice(t, at, stop - at), &l))
        return false;
    /* Letters alone: a word of a sentence, where others follow, or a program's name for it, where '=' stands before. */
    size_t next = end;
    while (next < t.len && (t.ptr[next] == ' ' || t.ptr[next] == '\t'))
        next++;
    bool alone =
        next == t.len || t.ptr[next] == '\n' || t.ptr[next] == '\r' || t.ptr[next] == '"' || t.ptr[next] == '\'';
    size_t sign = at;
    while (sign > 0 && (t.ptr[sign - 1] == ' ' || t.ptr[sign - 1] == '"' || t.ptr[sign - 1] == '\''))
        sign--;
    if (l.digits == 0 && sign > 0 && t.ptr[sign - 1] == '\n')
        return false;
    bool assigned = sign > 0 && t.ptr[sign - 1] == '=';
    if (l.digits == 0 && !alone && !quoted)
        return false;
    bool plain = l.digits == 0 && l.signs == 0;
    if (plain && ((!quoted && (assigned || l.capitals != 1)) || !ts_is_upper(t.ptr[at])) &&
        !(alone && sign > 0 &&
          (is_setting(t, sign - 1) || is_short_label(t, sign - 1) ||
           (is_behind_user(t, sign - 1) && !ts_password_is_described(ts_slice(t, at, stop - at))))))
        return false;
    *out = (ts_found){.start = (uint32_t)at, .end = (uint32_t)stop, .valid = true};
    return normal(ts_slice(t, at, stop - at), &out->norm);
}

/* What manuals and installers put there. */
static bool placeholder(const ts_norm *n) {
    static const char *const defaults[] = {"changeme",      "changeit",      "change_me", "mypassword", "yourpassword",
                                           "your_password", "your-password", "hunter2",   "passw0rd",   "p4ssw0rd",
                                           "secret123",     "pass1234",      "test1234"};
    for (size_t i = 0; i < sizeof defaults / sizeof defaults[0]; i++)
        if (ts_span_eq_nocase(ts_norm_span(n), ts_str(defaults[i])))
            return true;
    return false;
}

const ts_detector ts_detector_password = {
    .kind = TS_KIND_PASSWORD,
    .name = "password",
    .summary = "password, as it is typed",
    .source = "NCSC, password policy: updating your approach; ICO, security outcomes (credentials)",
    .version = 1,
    .anchor = {TS_ANCHOR_NONE, ""},
    .own_find = true,
    .labels = labels,
    .headers = headers,
    .find = find,
    .normal = normal,
    .placeholder = placeholder,
    .plain = 0,
    .labelled = 91,
    .column = 92,
};
