/* scan_partial.c - partial values in running text: behind a label, by the shape of what is left, behind a title. */
#include "detect/scan_partial.h"

#include "base/lanes.h"
#include "detect/kinds.h"
#include "detect/mask_sign.h"
#include "detect/partial.h"

enum { VALUE_MOST = 64, NUMBER_MOST = 28, TOKENS = 6, LABELLED = 85, SAID = 70, INITIALS = 65, LINE = 80, SIGNS = 4 };

/* Stars side by side on the line before a value that begin an emphasis, and behind it that end one: how many. */
static size_t opened_before(const ts_scan *s, size_t start) {
    size_t i = start, n = 0;
    while (i > s->from && start - i < LINE && s->text.ptr[i - 1] != '\n' && s->text.ptr[i - 1] != '*')
        i--;
    while (i - n > s->from && n < SIGNS && s->text.ptr[i - n - 1] == '*')
        n++;
    return i - n > s->from && ts_is_alnum(s->text.ptr[i - n - 1]) ? 0 : n;
}

static size_t closed_behind(const ts_scan *s, size_t end) {
    size_t i = end, n = 0;
    while (i < s->to && i - end < LINE && s->text.ptr[i] != '\n' && s->text.ptr[i] != '*')
        i++;
    while (i + n < s->to && n < SIGNS && s->text.ptr[i + n] == '*')
        n++;
    return i > end && s->text.ptr[i - 1] == ' ' ? 0 : n;
}

static bool is_marked(const ts_scan *s, ts_kind kind, size_t start, size_t end) {
    ts_span whole;
    return ts_partial_unmark(kind, ts_slice(s->text, start, end - start), opened_before(s, start),
                             closed_behind(s, end), &whole);
}

static bool take(ts_scan *s, ts_kind kind, size_t start, size_t end, int confidence, const ts_label *label) {
    ts_norm norm;
    if (end <= start || start < s->done || !ts_hits_wants(s->hits, kind) ||
        !ts_partial_normal(kind, ts_slice(s->text, start, end - start), &norm) || is_marked(s, kind, start, end))
        return false;
    ts_side side = {.about = label->about, .labelled = label->strength > 0, .categories = label->categories};
    ts_mention *m = ts_hits_add(s->hits, kind, &norm, (uint32_t)start, (uint32_t)end, confidence, side);
    if (!m)
        return false;
    m->valid = false;
    m->flags = TS_MENTION_PARTIAL;
    s->done = end;
    return true;
}

/* What is as long as is looked at may end within a letter of several bytes. */
static bool inside_letter(const ts_scan *s, size_t at) { return at < s->to && (s->text.ptr[at] & 0xC0) == 0x80; }

/* ---- numbers ---- */

bool ts_digits_hide(const ts_scan *s, size_t at, size_t len) {
    size_t end = at + len;
    char c = end < s->to ? s->text.ptr[end] : 0;
    if (ts_hides_at(s, end + (c == ' ' || c == '-')))
        return true;
    if (at < s->from + 2)
        return at > s->from && s->text.ptr[at - 1] == '*';
    c = s->text.ptr[at - 1];
    if (c == ' ' || c == '-')
        c = s->text.ptr[at - 2];
    return c == '*' || (c | 0x20) == 'x' || (unsigned char)c >= 0x80;
}

/* A digit, or what hides one; its length. */
static size_t digit_at(const ts_scan *s, size_t at) {
    char c = at < s->to ? s->text.ptr[at] : 0;
    if (ts_is_digit(c) || (c | 0x20) == 'x')
        return 1;
    return at < s->to && c != '#' && c != '_' && c != '?' ? ts_mask_sign(s->text, at) : 0;
}

static bool is_joint(char c) { return c == ' ' || c == '-' || c == '/' || c == '.' || c == '(' || c == ')'; }

static size_t number_start(const ts_scan *s, size_t at) {
    size_t low = at > s->from + NUMBER_MOST ? at - NUMBER_MOST : s->from, start = at;
    low = low > s->done ? low : s->done;
    for (size_t i = at; i > low;) {
        size_t back = 0;
        for (size_t n = 1; n <= 3 && !back && i >= low + n; n++)
            back = digit_at(s, i - n) == n ? n : 0;
        if (back > 0)
            start = i -= back;
        else if (is_joint(s->text.ptr[i - 1]) && i < at + 1 && i >= 2 && !is_joint(s->text.ptr[i - 2]))
            i--;
        else
            break;
    }
    return start > s->from && s->text.ptr[start - 1] == '+' ? start - 1 : start;
}

static size_t number_end(const ts_scan *s, size_t at) {
    size_t end = at, step;
    for (size_t i = at; i < s->to && i - at < NUMBER_MOST;) {
        if ((step = digit_at(s, i)) > 0)
            end = i += step;
        else if (is_joint(s->text.ptr[i]) && i == end)
            i++;
        else
            break;
    }
    return end;
}

/* The groups of a number: how many characters each has, and which are hidden from end to end. */
typedef struct shape {
    unsigned len[8], n, total, hidden; /* hidden: bit per group */
    char joint; /* the same between all of them; 0: mixed, or one group */
    char first[2]; /* 0: hidden */
} shape;

static bool read_shape(const ts_scan *s, size_t start, size_t end, shape *out) {
    *out = (shape){.n = 0};
    bool open = false;
    for (size_t i = start, step; i < end; i += step) {
        char c = s->text.ptr[i];
        step = digit_at(s, i);
        if (!step) {
            out->joint = out->n == 1 || out->joint == c ? c : 0;
            open = false;
            step = 1;
            continue;
        }
        if (!open && out->n == sizeof out->len / sizeof *out->len)
            return false;
        if (!open)
            out->hidden |= 1u << out->n++;
        open = true;
        if (ts_is_digit(c))
            out->hidden &= ~(1u << (out->n - 1));
        if (out->total < 2)
            out->first[out->total] = ts_is_digit(c) ? c : 0;
        out->len[out->n - 1]++;
        out->total++;
    }
    return true;
}

static bool has_lengths(const shape *a, unsigned n, const unsigned *len) {
    return a->n == n && memcmp(a->len, len, n * sizeof *len) == 0;
}

/* What no label tells and only few numbers are written like. */
static ts_kind kind_of_shape(const shape *a, bool plus, int *confidence) {
    static const unsigned nhs[] = {3, 3, 4}, card[] = {4, 4, 4, 4}, ssn[] = {3, 2, 4};
    if (has_lengths(a, 3, nhs) && a->hidden && (a->joint == ' ' || a->joint == '-')) {
        bool issued = a->first[0] == '4' || a->first[0] == '6' || a->first[0] == '7' || a->first[0] == '9';
        *confidence = a->joint == '-' && !issued ? 35
                      : issued                   ? 65
                                                 : 50; /* phones of America are written with hyphens */
        return issued || !a->first[0] ? TS_KIND_NHS_NUMBER : TS_KIND_NONE;
    }
    bool two_groups = (a->hidden & (a->hidden - 1)) != 0;
    *confidence = 85;
    if (has_lengths(a, 4, card) && two_groups && a->joint)
        return TS_KIND_CARD;
    *confidence = 60;
    if (has_lengths(a, 3, ssn) && a->joint == '-' && (a->hidden & 3) == 3)
        return TS_KIND_US_SSN;
    if (a->n > 3 && a->len[0] == 2 && a->len[1] == 2 && a->len[2] == 4) /* 01/02/2020 10 * */
        return TS_KIND_NONE;
    bool mobile = a->first[0] == '0' && a->first[1] == '7', landline = a->first[0] == '0' && a->first[1] > '0';
    *confidence = mobile ? 75 : 55;
    if (a->total == 11 && (mobile || landline))
        return TS_KIND_PHONE;
    *confidence = 75;
    return plus && a->total >= 10 && a->first[0] == '4' && a->first[1] == '4' ? TS_KIND_PHONE : TS_KIND_NONE;
}

bool ts_scan_partial_number(ts_scan *s, size_t at, size_t len) {
    size_t start = number_start(s, at), end = number_end(s, at + len);
    char before = start > s->from ? s->text.ptr[start - 1] : ' ', after = end < s->to ? s->text.ptr[end] : ' ';
    if (ts_is_alnum(before) || ts_is_alnum(after) || before == '_' || after == '_' || before == '=' || before == '/')
        return false;
    const ts_label *label = ts_scan_label_possible(s, start) ? ts_scan_label_before(s, start) : &(ts_label){0};
    if (label->strength >= SAID && (label->kind != TS_KIND_NONE || label->other))
        return label->kind != TS_KIND_NONE && take(s, (ts_kind)label->kind, start, end, LABELLED, label);
    shape a;
    int confidence = 0;
    ts_kind kind =
        read_shape(s, start, end, &a) ? kind_of_shape(&a, s->text.ptr[start] == '+', &confidence) : TS_KIND_NONE;
    return kind != TS_KIND_NONE && take(s, kind, start, end, confidence, &(ts_label){0});
}

/* "DOB: 1984", "born in 1984", "DOB 06/1984": the digits that begin it are no whole date. */
bool ts_scan_partial_birth(ts_scan *s, size_t at, const ts_label *label) {
    size_t end = at;
    while (end < s->to && end - at < 8 &&
           (ts_is_digit(s->text.ptr[end]) || s->text.ptr[end] == '/' || s->text.ptr[end] == '-'))
        end++;
    while (end > at && !ts_is_digit(s->text.ptr[end - 1]))
        end--;
    char after = end < s->to ? s->text.ptr[end] : ' ';
    return label->strength >= SAID && !ts_is_alnum(after) && take(s, (ts_kind)label->kind, at, end, LABELLED, label);
}

/* ---- names ---- */

static size_t token_end(const ts_scan *s, size_t at, size_t end) {
    while (at < end && s->text.ptr[at] != ' ' && s->text.ptr[at] != ';' && s->text.ptr[at] != ')' &&
           s->text.ptr[at] != '"')
        at++;
    return at;
}

/* A token that hides letters, or an initial with or without its stop. */
static bool is_cut(const ts_scan *s, size_t at, size_t end) {
    ts_span t = ts_slice(s->text, at, end - at);
    bool initial = ts_is_upper(*t.ptr) && (t.len == 1 || (t.len == 2 && (t.ptr[1] == '.' || t.ptr[1] == ',')) ||
                                           (t.len == 4 && t.ptr[1] == '.' && t.ptr[3] == '.'));
    return initial || ts_has_mask(t) || ts_span_find(t, ts_str(".."), 0) != SIZE_MAX;
}

/* Where the name ends: behind the last word that is not shown whole, or one whole word behind the first. */
static size_t name_end(const ts_scan *s, size_t at, size_t most) {
    size_t end = at, words = 0, next;
    for (size_t i = at; i < most && words < TOKENS; i = next + 1) {
        next = token_end(s, i, most);
        char c = s->text.ptr[i];
        bool cut = next > i && is_cut(s, i, next), whole = !cut && ts_is_upper(c);
        if (next == i || (!cut && !whole))
            break;
        bool field = s->text.ptr[next - 1] == ':';
        if (field)
            break;
        words++;
        if (cut || (words == 2 && end > at))
            end = next;
        if (next >= most || s->text.ptr[next] != ' ')
            break;
    }
    while (end > at && (s->text.ptr[end - 1] == ',' || s->text.ptr[end - 1] == ';'))
        end--;
    return end;
}

/* Two initials and a surname. */
static bool goes_on_whole(const ts_scan *s, size_t at, size_t most) {
    for (int words = 0; words < 2; words++) {
        size_t next = token_end(s, at, most);
        bool initial = next == at + 1 || (next == at + 2 && s->text.ptr[at + 1] == '.');
        if (!initial || !ts_is_upper(s->text.ptr[at]) || next + 1 >= most || s->text.ptr[next] != ' ')
            return false;
        at = next + 1;
    }
    size_t end = ts_name_word_end(s->text, at, most);
    ts_span word = ts_slice(s->text, at, end - at);
    return word.len > 1 && ts_name_capital(s->text, at) && !ts_name_stops(word) &&
           !ts_has_mask(ts_slice(s->text, at, most - at)) && (end >= s->to || s->text.ptr[end] != ':');
}

static uint32_t value_ends(ts_lanes v) { return ts_lanes_among(v, "\n\r\t\"\n\r\t\""); }

static size_t line_end(const ts_scan *s, size_t at) {
    size_t end = ts_lanes_until(s->text, at, at + VALUE_MOST < s->to ? at + VALUE_MOST : s->to, value_ends);
    while (end > at && inside_letter(s, end))
        end--;
    return end;
}

/* Is the word at `at`, or behind a title the next one, cut short by two signs or more? */
static bool is_masked(const ts_scan *s, size_t at, bool titled) {
    size_t i = at;
    for (int word = 0; word < 1 + titled; word++) {
        while (i < s->to && i - at < 24 && ts_is_alpha(s->text.ptr[i]))
            i++;
        if (i == at || (i < s->to && s->text.ptr[i] != ' '))
            break;
        i++;
    }
    return i > at && ts_hides_at(s, i) && (s->text.ptr[i] != '*' || ts_hides_at(s, i + 1));
}

bool ts_scan_partial_name(ts_scan *s, size_t start, size_t name) {
    bool titled = start < name;
    if (!is_masked(s, name, titled))
        return false;
    size_t end = name_end(s, name, line_end(s, name)), first = token_end(s, name, end);
    bool two = end > first;
    if (!titled && (!two || !is_masked(s, first + 1, false))) /* J*** S*** */
        return false;
    ts_label title = {.strength = titled ? 100 : 0};
    return take(s, two ? TS_KIND_PERSON_NAME : TS_KIND_SURNAME, start, end, titled ? 80 : 60, &title);
}

/* ---- behind a label ---- */

static bool is_name(ts_kind kind) {
    return kind == TS_KIND_PERSON_NAME || kind == TS_KIND_SURNAME || kind == TS_KIND_FORENAME;
}

/* Signs may begin the value; two of them right behind the colon end a label in bold type. */
static size_t value_start(const ts_scan *s, size_t colon) {
    size_t at = colon + 1, stars = 0;
    while (at + stars < s->to && s->text.ptr[at + stars] == '*')
        stars++;
    at += stars < 3 && at + stars < s->to && s->text.ptr[at + stars] == ' ' ? stars : 0;
    for (size_t lines = 0; at < s->to && at - colon < 40; at++) {
        char c = s->text.ptr[at];
        lines += c == '\n';
        if (lines > 1 || (c != ' ' && c != '\t' && c != '"' && c != '\n' && c != '\r' && c != '\''))
            break;
    }
    return at;
}

static uint32_t ends_or_hides(ts_lanes v) { return value_ends(v) | ts_lanes_among(v, "xX*#_?\xC3\xE2"); }

/* At first sight: is there a sign on the line that hides a character, or an x? */
static bool may_be_masked(const ts_scan *s, size_t start) {
    size_t last = start + VALUE_MOST < s->to ? start + VALUE_MOST : s->to;
    size_t at = ts_lanes_until(s->text, start, last, ends_or_hides);
    return at < last && !memchr("\n\r\t\"", s->text.ptr[at], 4);
}

bool ts_scan_partial_value(ts_scan *s, size_t colon, const ts_label *label) {
    ts_kind kind = (ts_kind)label->kind;
    size_t start = value_start(s, colon), ends[TOKENS], n = 0;
    if (!is_name(kind) && kind != TS_KIND_BIRTH_DATE && kind != TS_KIND_DEATH_DATE && !may_be_masked(s, start))
        return false;
    size_t most = line_end(s, start);
    ts_span line = ts_slice(s->text, start, most - start);
    bool birth = kind == TS_KIND_BIRTH_DATE || kind == TS_KIND_DEATH_DATE;
    bool initials =
        is_name(kind) && line.len > 2 && ts_is_upper(line.ptr[0]) && (line.ptr[1] == '.' || line.ptr[1] == ' ');
    if (line.len == 0 || (!initials && !(birth && ts_is_alpha(line.ptr[0])) && !ts_has_mask(line)))
        return false;
    if (initials && goes_on_whole(s, start, most)) /* "G M Fairweather": nothing is hidden */
        return false;
    if (is_name(kind)) { /* "Patient: A B", without stops, is a heading's or a list's as often */
        size_t end = name_end(s, start, most);
        ts_span value = ts_slice(s->text, start, end - start);
        bool plain = !ts_has_mask(value) && !memchr(value.ptr, '.', value.len);
        return take(s, kind, start, end, plain ? INITIALS : LABELLED, label);
    }
    for (size_t i = start; i < most && n < TOKENS; i = ends[n - 1] + 1)
        ends[n++] = token_end(s, i, most);
    while (n-- > 0) {
        size_t end = ends[n];
        while (end > start &&
               (s->text.ptr[end - 1] == ',' || s->text.ptr[end - 1] == ';' || s->text.ptr[end - 1] == '.'))
            end--;
        if (end > start && is_marked(s, kind, start, end))
            return false; /* "**07700 900123**": no part of it is a masked one */
        if (take(s, kind, start, end, LABELLED, label))
            return true;
    }
    return false;
}

/* ---- e-mail ---- */

static bool in_mail(const ts_scan *s, size_t at) {
    char c = s->text.ptr[at];
    return ts_is_alnum(c) || c == '.' || c == '-' || c == '_' || c == '+' || c == '*' || (unsigned char)c >= 0x80;
}

bool ts_scan_partial_mail(ts_scan *s, size_t at) {
    size_t start = at, end = at + 1;
    while (start > s->from && at - start < VALUE_MOST && in_mail(s, start - 1))
        start--;
    while (end < s->to && end - at < VALUE_MOST && in_mail(s, end))
        end++;
    while (start < at && inside_letter(s, start))
        start++;
    while (end > at + 1 && inside_letter(s, end))
        end--;
    while (end > at + 1 && s->text.ptr[end - 1] == '.')
        end--;
    return take(s, TS_KIND_EMAIL, start, end, LABELLED, &(ts_label){0});
}
