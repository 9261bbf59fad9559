/* social_handle.c - finds people's names on social networks: the address of a profile, or @name under a label.
 *
 * A bare @name is a macro, an annotation or a rule of a style sheet in most text that has it, so it needs a label
 * ("Twitter: @jane_x"); an address says by itself which network it is of.
 */
#include "detect/kinds.h"

enum { SHORTEST = 3, LONGEST = 40, GIVEN = 65 };
static const char *const labels[] = {"twitter",
                                     "twitter handle",
                                     "twitter name",
                                     "instagram",
                                     "instagram handle",
                                     "insta",
                                     "facebook",
                                     "facebook profile",
                                     "linkedin",
                                     "linkedin profile",
                                     "tiktok",
                                     "snapchat",
                                     "skype",
                                     "skype id",
                                     "skype name",
                                     "mastodon",
                                     "bluesky",
                                     "threads",
                                     "telegram",
                                     "social media handle",
                                     "x handle",
                                     "social handle",
                                     NULL};
static const char *const headers[] = {
    "twitter",     "twitterhandle", "twitterid",   "instagram",         "instagramhandle", "facebook", "facebookid",
    "facebookurl", "linkedin",      "linkedinurl", "linkedinprofile",   "tiktok",          "snapchat", "skype",
    "skypeid",     "skypename",     "socialmedia", "socialmediahandle", "twitterusername", NULL};

/* The networks' hosts, and what stands between host and name. */
static const struct {
    const char *host, *path;
} networks[] = {
    {"twitter.com/", ""},     {"x.com/", ""},       {"instagram.com/", ""},
    {"facebook.com/", ""},    {"fb.com/", ""},      {"fb.me/", ""},
    {"linkedin.com/", "in/"}, {"tiktok.com/", "@"}, {"snapchat.com/", "add/"},
    {"threads.net/", "@"},    {"t.me/", ""},        {"bsky.app/", "profile/"},
};

/* Pages of the networks' own. */
static bool is_page(ts_span name) {
    static const char *const pages[] = {
        "share",     "intent",      "home",    "search",   "hashtag",    "sharer",   "sharer.php", "pages",
        "groups",    "login",       "explore", "p",        "events",     "help",     "about",      "privacy",
        "watch",     "plugins",     "dialog",  "status",   "settings",   "policies", "policy.php", "tos",
        "share.php", "profile.php", "i",       "reel",     "stories",    "legal",    "company",    "notes",
        "photo.php", "media",       "people",  "business", "developers", "joinchat", "docs",       "terms"};
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++)
        if (ts_span_eq_nocase(name, ts_str(pages[i])))
            return true;
    return false;
}

static bool is_name_byte(char c) { return ts_is_alnum(c) || c == '_' || c == '.' || c == '-'; }

/* The end of the name at t[at], 0 where none stands: letters among it, and its last no sign. */
static size_t name_end(ts_span t, size_t at) {
    size_t end = at, letters = 0;
    for (; end < t.len && end - at <= LONGEST && is_name_byte(t.ptr[end]); end++)
        letters += ts_is_alpha(t.ptr[end]);
    while (end > at && (t.ptr[end - 1] == '.' || t.ptr[end - 1] == '-'))
        end--;
    return end - at >= SHORTEST && end - at <= LONGEST && letters > 0 && ts_is_alnum(t.ptr[at] == '_' ? 'a' : t.ptr[at])
               ? end
               : 0;
}

/* Behind "https://" or nothing: where the name of a profile begins, 0 where this is no profile's address. */
static size_t profile_name(ts_span t, size_t at) {
    if (ts_span_starts_nocase(ts_slice(t, at, 4), ts_str("www.")))
        at += 4;
    else if (at + 2 < t.len && t.ptr[at + 1] == '.' && (t.ptr[at] | 32) == 'm')
        at += 2;
    else if (at + 3 < t.len && t.ptr[at + 2] == '.') /* uk.linkedin.com */
        at += 3;
    for (size_t i = 0; i < sizeof networks / sizeof networks[0]; i++) {
        size_t n = strlen(networks[i].host), more = strlen(networks[i].path);
        if (!ts_span_starts_nocase(ts_slice(t, at, n), ts_str(networks[i].host)))
            continue;
        at += n;
        if (!ts_span_starts_nocase(ts_slice(t, at, more), ts_str(networks[i].path)))
            return 0;
        at += more;
        return at + (more == 0 && at < t.len && t.ptr[at] == '@');
    }
    return 0;
}

static bool set(ts_span name, ts_norm *out) {
    ts_norm norm;
    norm.text[0] = '@';
    for (size_t i = 0; i < name.len; i++)
        norm.text[1 + i] = ts_lower(name.ptr[i]);
    return ts_norm_set(out, ts_span_of(norm.text, name.len + 1));
}

/* "https://twitter.com/jane_x?lang=en", "@jane_x" */
static bool normal(ts_span raw, ts_norm *out) {
    raw = ts_trim(raw);
    size_t at = 0;
    if (raw.len > 0 && raw.ptr[0] == '@')
        return name_end(raw, 1) == raw.len && set(ts_slice(raw, 1, raw.len), out);
    if (ts_span_starts_nocase(raw, ts_str("https://")))
        at = 8;
    else if (ts_span_starts_nocase(raw, ts_str("http://")))
        at = 7;
    size_t name = profile_name(raw, at), end = name ? name_end(raw, name) : 0;
    if (end == 0 || (end < raw.len && raw.ptr[end] != '/' && raw.ptr[end] != '?') ||
        (end + 1 < raw.len && raw.ptr[end] == '/' && raw.ptr[end + 1] != '?'))
        return false;
    ts_span who = ts_slice(raw, name, end - name);
    return !is_page(who) && set(who, out);
}

/* A word alone, as columns of handles have it. */
static bool loose(ts_span raw, ts_norm *out) {
    static const char *const words[] = {"none", "yes", "null", "true", "false", "unknown", "n.a", "not_known", "no"};
    if (normal(raw, out))
        return true;
    raw = ts_trim(raw);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (ts_span_eq_nocase(raw, ts_str(words[i])))
            return false;
    return raw.len > 0 && name_end(raw, 0) == raw.len && set(raw, out);
}

/* "follow @jane_x", "dm me @jane_x": whoever writes so gives a name on a network. */
static bool is_given(ts_span t, size_t at, size_t end) {
    static const char *const words[] = {"follow ",  "dm me ", "dm ", "message me ", "tag ",
                                        "find me ", "insta ", "ig ", "tweet "};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        size_t n = strlen(words[i]);
        if (at >= n && ts_span_eq_nocase(ts_slice(t, at - n, n), ts_str(words[i])) &&
            (at == n || !ts_is_alnum(t.ptr[at - n - 1])))
            return true;
    }
    /* "Contact: Jane Ash (@jane_x)": behind a labelled name, in brackets; change logs have theirs without a label */
    enum { BACK = 40 };
    bool labelled = false;
    for (size_t i = at; i > 0 && at - i < BACK && t.ptr[i - 1] != '\n' && !labelled; i--)
        labelled = t.ptr[i - 1] == ':';
    return labelled && at > 3 && t.ptr[at - 1] == '(' && t.ptr[at - 2] == ' ' && ts_is_alpha(t.ptr[at - 3]) &&
           end < t.len && t.ptr[end] == ')' && memchr(t.ptr + at, '_', end - at);
}

static bool find(const ts_spot *spot, ts_found *out) {
    ts_span t = spot->text;
    size_t at = spot->at, end;
    if (at >= t.len)
        return false;
    if (t.ptr[at] == ':' || (t.ptr[at] | 32) == 'h') { /* https://, or a label's value that begins so */
        size_t colon = at;
        while (colon < t.len && colon - at < 5 && t.ptr[colon] != ':')
            colon++;
        size_t name =
            colon + 3 < t.len && t.ptr[colon + 1] == '/' && t.ptr[colon + 2] == '/' ? profile_name(t, colon + 3) : 0;
        end = name ? name_end(t, name) : 0;
        if (end == 0 || is_page(ts_slice(t, name, end - name)) || (end < t.len && t.ptr[end] == '@') ||
            (end + 1 < t.len && t.ptr[end] == '/' && ts_is_alnum(t.ptr[end + 1])))
            return false;
        size_t start = colon;
        while (start > 0 && colon - start < 5 && ts_is_alpha(t.ptr[start - 1]))
            start--;
        *out = (ts_found){.start = (uint32_t)start, .end = (uint32_t)end, .confidence = 65, .valid = true};
        return set(ts_slice(t, name, end - name), &out->norm);
    }
    if (t.ptr[at] != '@' || (at > 0 && ts_is_alnum(t.ptr[at - 1]))) /* in "<9a49@mail.example>" */
        return false;
    end = name_end(t, at + 1);
    if (end == 0 || !(ts_label_may_stand(t, at) || is_given(t, at, end)) ||
        (end < t.len && (t.ptr[end] == '@' || t.ptr[end] == '(' || t.ptr[end] == '{')))
        return false;
    *out = (ts_found){
        .start = (uint32_t)at, .end = (uint32_t)end, .confidence = is_given(t, at, end) ? GIVEN : 0, .valid = true};
    return true;
}

const ts_detector ts_detector_social_handle = {
    .kind = TS_KIND_SOCIAL_HANDLE,
    .name = "social_handle",
    .summary = "name on a social network",
    .source = "the networks' own rules for names; ICO, What is personal data? (online identifiers)",
    .version = 1,
    .anchor = {TS_ANCHOR_AT, ""},
    .own_find = true,
    .labels = labels,
    .headers = headers,
    .find = find,
    .normal = normal,
    .loose = loose,
    .plain = 65,
    .labelled = 92,
    .column = 92,
};
