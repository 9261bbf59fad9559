/* scan_said.c - passwords that begin with no capital: "pw summer2019", "the zip's password is heron", and those of commands.
 *
 * Their anchor is the w of the word that announces them.  A word of small letters behind it is a sentence's more often than
 * a password, so it must end the sentence, and be none of the words that are said of passwords: "is required".
 */
#include "detect/kinds.h"
#include "detect/scan.h"

#include "text/words.h"

enum { WORD = 60, WORDS = 55, MIXED = 80, LONGEST = 40, SENTENCE = 60 };

static size_t word_end(const ts_scan *s, size_t at) {
    while (at < s->to && !ts_is_space(s->text.ptr[at]))
        at++;
    return at;
}

/* Without what ends a sentence or closes a bracket. */
static size_t value_end(const ts_scan *s, size_t at) {
    size_t end = word_end(s, at);
    while (end > at && memchr(".,;:)!?\"'", s->text.ptr[end - 1], 9))
        end--;
    return end;
}

static bool take(ts_scan *s, size_t from, size_t to, int confidence) {
    ts_norm norm;
    if (to <= from || !ts_detector_password.normal(ts_slice(s->text, from, to - from), &norm) ||
        !ts_hits_add(s->hits, TS_KIND_PASSWORD, &norm, (uint32_t)from, (uint32_t)to, confidence,
                     (ts_side){.labelled = true}))
        return false;
    s->done = to;
    return true;
}

/* Letters and digits, as in "summer2019", and no name of a method, a version, a length: "sha256", "90days". */
static bool is_mixed(ts_span w) {
    static ts_word_set methods = {.words = " SHA MD BASE UTF RC AES RSA NTLMV SSHA ISO WPA V PBKDF "};
    size_t letters = 0, digits = 0, front = 0;
    for (size_t i = 0; i < w.len; i++) {
        letters += ts_is_alpha(w.ptr[i]);
        digits += ts_is_digit(w.ptr[i]);
        front += front == i && ts_is_alpha(w.ptr[i]);
    }
    return letters > 2 && digits > 0 && w.len > 5 && ts_is_alnum(*w.ptr) && front > 0 &&
           !ts_word_set_has_nocase(&methods, ts_slice(w, 0, front));
}

static bool ends_in(ts_span w, const char *const *ends) {
    for (; *ends; ends++) {
        size_t n = strlen(*ends);
        if (w.len > n && memcmp(w.ptr + w.len - n, *ends, n) == 0)
            return true;
    }
    return false;
}

/* What is said of passwords: "required", "case-sensitive", "stronger". */
bool ts_password_is_described(ts_span w) {
    static const char *const ends[] = {"ed",  "ing", "able", "ible", "ive", "ory", "ary",  "ent",  "ant",
                                       "ful", "ic",  "al",   "id",   "en",  "ly",  "less", "self", NULL};
    static ts_word_set words = {
        .words = " WEAK STRONG LONG SHORT LONGER SHORTER STRONGER WEAKER SET UNSET LOST KNOWN UNKNOWN SAME SIMPLE SENT "
                 "SAFE GOOD POOR BETTER VISIBLE SECRET UNIQUE RANDOM TRICKY CORRECT EXACTLY NEVER ALWAYS STILL ALSO "
                 "ONLY JUST THERE SEPARATE YOURS MINE THEIRS CASE PART READ OKAY SURE FINE COMMON COMPLEX THROUGH "
                 "PLAIN TEXT EASY HARD GONE MORE LESS LEAST MOST SHOWN WRONG GIVEN OVER UNDER WHAT WHATEVER BEING "
                 "ABOUT ONCE SOON LIKE ALREADY ANYTHING SOMETHING NOTHING STALE OVERLEAF ONLINE INSIDE ELSEWHERE "
                 "OVERDUE HERS NONSENSE FREE LOCKED "};
    return ends_in(w, ends) || ts_word_set_has_nocase(&words, w);
}

static bool is_small(ts_span w) {
    for (size_t i = 0; i < w.len; i++)
        if (w.ptr[i] < 'a' || w.ptr[i] > 'z')
            return false;
    return w.len > 3 && w.len < LONGEST;
}

/* Does the sentence end at `at`, or go on in a bracket? */
static bool ends_there(const ts_scan *s, size_t at) {
    char c = ts_scan_char(s, at), next = ts_scan_char(s, at + 1);
    return at >= s->to || c == '\n' || c == '\r' || c == ')' || (c == ' ' && next == '(') ||
           ((c == '.' || c == ',' || c == ';' || c == '!') && (at + 1 >= s->to || ts_is_space(next)));
}

/* "if the password is heron", "no password": no such sentence tells one. */
static bool is_supposed(const ts_scan *s, size_t word) {
    enum { BACK = 32 };
    static ts_word_set doubts = {.words = " IF WHEN WHETHER UNLESS UNTIL NO WHOSE THAT ONCE "};
    size_t at = word, low = word > s->from + BACK ? word - BACK : s->from;
    while (at > low && s->text.ptr[at - 1] != '.' && s->text.ptr[at - 1] != '\n') {
        size_t end = at;
        while (at > low && ts_is_alpha(s->text.ptr[at - 1]))
            at--;
        if (at < end && ts_word_set_has_nocase(&doubts, ts_slice(s->text, at, end - at)))
            return true;
        at -= at == end;
    }
    return false;
}

/* "is heron.", "is correct horse battery": one to five words of small letters, to the sentence's end. */
static bool take_words(ts_scan *s, size_t word, size_t at) {
    enum { MOST = 5 };
    size_t end = at, n = 0, said = 0;
    for (;; end++) {
        size_t from = end;
        while (end < s->to && ts_is_alpha(s->text.ptr[end]))
            end++;
        ts_span w = ts_slice(s->text, from, end - from);
        if (!is_small(w) || ++n > MOST)
            return false;
        said += ts_password_is_described(w);
        if (ts_scan_char(s, end) != ' ' || ts_scan_char(s, end + 1) == '(')
            break;
    }
    /* "correct horse battery" begins with one of those. */
    if (said > (n > 2 ? 1 : 0) || n == 2 || !ends_there(s, end) || is_supposed(s, word))
        return false;
    if (n == 1)
        return take(s, at, end, WORD);
    ts_norm norm;
    if (!ts_norm_set(&norm, ts_slice(s->text, at, end - at)) ||
        !ts_hits_add(s->hits, TS_KIND_PASSWORD, &norm, (uint32_t)at, (uint32_t)end, WORDS, (ts_side){.labelled = true}))
        return false;
    s->done = end;
    return true;
}

/* "machine ftp.example login ann password heron" (netrc). */
static bool is_netrc(const ts_scan *s, size_t word) {
    enum { LINE = 200 };
    size_t low = word > s->from + LINE ? word - LINE : s->from;
    const char *nl = memrchr(s->text.ptr + low, '\n', word - low);
    size_t line = nl ? (size_t)(nl + 1 - s->text.ptr) : low;
    ts_span before = ts_slice(s->text, line, word - line);
    return (ts_span_starts(before, ts_str("machine ")) || ts_span_starts(before, ts_str("default "))) &&
           memmem(before.ptr, before.len, " login ", 7) != NULL;
}

/* "is", "was", "will be" at `at`, or further on in the sentence behind "for", "that": where the value begins; 0: nowhere. */
static size_t behind_verb(const ts_scan *s, size_t at, bool *straight) {
    static const char *const verbs[] = {"is ", "was ", "will be ", "= "};
    *straight = true;
    for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++)
        if (ts_span_starts(ts_slice(s->text, at, s->to - at < 8 ? s->to - at : 8), ts_str(verbs[i])))
            return at + strlen(verbs[i]);
    *straight = false;
    for (size_t i = at; i + 4 < s->to && i - at < SENTENCE && !memchr(".?\n:;", s->text.ptr[i], 5); i++)
        if (memcmp(s->text.ptr + i, " is ", 4) == 0)
            return i + 4;
    return 0;
}

void ts_scan_password_word(ts_scan *s, size_t w) {
    static ts_word_set words = {.words = " PASSWORD PASSWD PWD PW PWORD "};
    const char *t = s->text.ptr;
    size_t from = w, end = w;
    char next = ts_scan_char(s, w + 1);
    if (next != 'o' && next != 'd' && next != ' ') /* "answer" */
        return;
    while (from > s->from && w - from < 6 && ts_is_alpha(t[from - 1]))
        from--;
    while (end < s->to && end - w < 6 && ts_is_alpha(t[end]))
        end++;
    char before = from > s->from ? t[from - 1] : ' ';
    if (ts_scan_char(s, end) != ' ' || ts_is_alnum(before) || before == '_' || before == '.' ||
        !ts_hits_wants(s->hits, TS_KIND_PASSWORD) ||
        !ts_word_set_has_nocase(&words, ts_slice(s->text, from, end - from)))
        return;
    if (end - from == 2 && from > s->from + 1 && before == ' ' && (ts_is_digit(t[from - 2]) || t[from - 2] == 's'))
        return; /* "37.5 hours pw" is per week */
    size_t at = end + 1;
    bool straight;
    if (is_netrc(s, from)) {
        take(s, at, word_end(s, at), MIXED);
        return;
    }
    size_t value = behind_verb(s, at, &straight);
    bool said = value > 0;
    value = said ? value : at;
    if (value >= s->to || ts_is_upper(t[value])) /* by its capital: ts_scan_said_secret */
        return;
    size_t stop = value_end(s, value);
    /* "the password oauth2 flow": without a verb it must end its sentence. */
    if (is_mixed(ts_slice(s->text, value, stop - value)) && (said || ends_there(s, stop)))
        take(s, value, stop, MIXED);
    else if (said && straight)
        take_words(s, from, value);
}

/* ---- commands and files of settings ---- */

/* "db01:5432:pas:etl:Xy12", a line of .pgpass, at the colon before the last field. */
static bool take_pgpass(ts_scan *s, size_t colon) {
    enum { LINE = 160, FIELDS = 4 };
    const char *t = s->text.ptr;
    size_t line = colon, colons = 0, at[FIELDS] = {0};
    while (line > s->from && colon - line < LINE && t[line - 1] != '\n' && !ts_is_space(t[line - 1]))
        line--;
    for (size_t i = line; i <= colon; i++) {
        if (t[i] != ':')
            continue;
        if (colons == FIELDS)
            return false;
        at[colons++] = i;
    }
    if (!ts_scan_starts_line(s, line) || colons != FIELDS || at[0] == line || at[1] < at[0] + 3)
        return false;
    for (size_t i = at[0] + 1; i < at[1]; i++)
        if (!ts_is_digit(t[i]))
            return false;
    size_t end = word_end(s, colon + 1);
    return !memchr(t + colon + 1, ':', end - colon - 1) && (end >= s->to || t[end] == '\n' || t[end] == '\r') &&
           take(s, colon + 1, end, MIXED);
}

bool ts_scan_command_secret(ts_scan *s, size_t colon) {
    enum { LINE = 120 };
    const char *t = s->text.ptr;
    size_t low = colon > s->from + LINE ? colon - LINE : s->from;
    if (!ts_hits_wants(s->hits, TS_KIND_PASSWORD) || colon < s->from + 5)
        return false;
    const char *nl = memrchr(t + low, '\n', colon - low);
    low = nl ? (size_t)(nl + 1 - t) : low;
    ts_span before = ts_slice(s->text, low, colon - low);
    if (t[colon - 1] == 'p' && t[colon - 2] == '/' && memmem(before.ptr, before.len, " /u:", 4))
        return take(s, colon + 1, word_end(s, colon + 1), MIXED);
    if (before.len > 5 && memcmp(t + colon - 5, "/user", 5) == 0 && memmem(before.ptr, before.len, "net use ", 8)) {
        size_t end = colon - 5;
        while (end > low && t[end - 1] == ' ')
            end--;
        size_t from = end;
        while (from > low && !ts_is_space(t[from - 1]))
            from--;
        size_t done = s->done;
        bool share = from < end && (t[from] == '\\' || t[from] == '*' || t[end - 1] == ':');
        bool taken = !share && take(s, from, end, MIXED);
        s->done = s->done > done ? s->done : done;
        return taken;
    }
    return ts_is_alnum(t[colon - 1]) && take_pgpass(s, colon);
}

bool ts_scan_logon_secret(ts_scan *s, size_t sign) {
    enum { FIELD = 40 };
    static ts_word_set tools = {.words = " CONNECT CONN SQLPLUS SQLLDR EXPDP IMPDP USERID "};
    const char *t = s->text.ptr;
    size_t low = sign > s->from + FIELD ? sign - FIELD : s->from, user, word;
    const char *stroke = memrchr(t + low, '/', sign - low);
    size_t from = stroke ? (size_t)(stroke + 1 - t) : sign;
    if (from <= s->from + 1 || from == sign)
        return false;
    for (size_t i = from; i < sign; i++)
        if (ts_is_space(t[i]))
            return false;
    for (user = from - 1; user > s->from && from - user < FIELD && (ts_is_alnum(t[user - 1]) || t[user - 1] == '_');)
        user--;
    if (user + 1 >= from || user == s->from || !(t[user - 1] == ' ' || t[user - 1] == '='))
        return false;
    for (word = user - 1; word > s->from && user - word < 10 && ts_is_alpha(t[word - 1]);)
        word--;
    return ts_hits_wants(s->hits, TS_KIND_PASSWORD) &&
           ts_word_set_has_nocase(&tools, ts_slice(s->text, word, user - 1 - word)) && take(s, from, sign, MIXED);
}
