/* scan_own.c - kinds that need nothing of the scan but their anchors: each is offered those that its shapes name.
 *
 * A label close before that names the kind makes it sure; one that names something else refuses it; without a label
 * the kind's own confidence stands, and 0 there means never.
 */
#include "base/lanes.h"
#include "base/once.h"
#include "detect/kinds.h"
#include "detect/scan.h"
#include "detect/scan_joint.h"

enum { EIGHT = sizeof(uint64_t), LENGTHS = 25, LETTERS = 26, SAID = 70, LABELLED_UNCHECKED = 60 };

typedef struct offers {
    uint8_t kind[TS_KIND_COUNT], n;
    uint8_t bare[TS_KIND_COUNT], bare_n; /* of those, the ones that are something without a label */
} offers;
/* by_length [1]: with a capital right behind; by_letter [1]: with a digit; by_word: words, which need no digit near. */
static offers by_length[2][LENGTHS], whole[LENGTHS] /* of [0], what one group is all of */, by_sign[TS_SIGNS][LENGTHS],
    by_letter[2][LETTERS], by_word[LETTERS], by_code[LETTERS], by_at, by_value;
static ts_own own;
static ts_once once = TS_ONCE_INIT;

static void offer(offers *o, int kind) {
    if (o->n > 0 && o->kind[o->n - 1] == kind)
        return;
    o->kind[o->n++] = (uint8_t)kind;
    if (ts_detector_of((ts_kind)kind)->plain > 0)
        o->bare[o->bare_n++] = (uint8_t)kind;
}

static void offer_letter(int kind, unsigned letter, bool coded) {
    uint32_t bit = UINT32_C(1) << letter;
    offer(coded ? &by_code[letter] : &by_word[letter], kind);
    if (coded)
        own.coded |= bit;
    else
        own.capitals[0] |= bit, own.capitals[1] |= bit;
}

/* "16|4-4-4-4|2A": groups of sixteen and of four, and of two before a capital.  "3.|3,|2a|G|S9": of three before a stop,
 * before a comma, of two before a letter a to f, the capital G, S with one more letter and a digit, and what stands
 * behind a label or '='. */
static void offer_lengths(int kind, const char *shapes) {
    for (const char *p = shapes; *p; p += strcspn(p, "|"), p += *p == '|') {
        size_t n = 0;
        const char *d = p;
        for (; ts_is_digit(*d); d++)
            n = n * 10 + (size_t)(*d - '0');
        unsigned sign = n > 0 && *d != 'A' ? ts_sign_class(*d) : 0;
        if (*p == '=')
            offer(&by_value, kind);
        else if (ts_is_upper(*p))
            offer_letter(kind, (unsigned)(*p - 'A'), p[1] == '9');
        else if (n > 0 && n < LENGTHS && sign > 0)
            offer(&by_sign[sign][n], kind), own.signed_lengths[sign] |= UINT32_C(1) << n;
        else if (n > 0 && n < LENGTHS)
            offer(&by_length[*d == 'A'][n], kind), own.lengths[*d == 'A'] |= UINT32_C(1) << n;
        if (n > 0 && n < LENGTHS && (*d == '|' || *d == 0))
            offer(&whole[n], kind);
    }
}

/* "CG9": C and G before a digit; "a": all before a letter; "": all. */
static void offer_letters(int kind, const char *shapes) {
    size_t letters = strcspn(shapes, "9a");
    for (int digit = 0; digit < 2; digit++)
        for (int i = 0; i < LETTERS && shapes[letters] != (digit ? 'a' : '9'); i++)
            if (letters == 0 || memchr(shapes, 'A' + i, letters)) {
                offer(&by_letter[digit][i], kind);
                own.capitals[digit] |= UINT32_C(1) << i;
            }
}

static void build(void) {
    for (int k = 1; k < TS_KIND_COUNT; k++) {
        const ts_detector *d = ts_detector_of((ts_kind)k);
        if (!d->own_find)
            continue;
        if (d->anchor.type == TS_ANCHOR_DIGIT_RUN || d->anchor.type == TS_ANCHOR_EITHER)
            offer_lengths(k, d->anchor.shapes);
        if (d->anchor.type == TS_ANCHOR_CAPITAL || d->anchor.type == TS_ANCHOR_EITHER)
            offer_letters(k, d->anchor.type == TS_ANCHOR_CAPITAL ? d->anchor.shapes : "");
        if (d->anchor.type == TS_ANCHOR_AT)
            offer(&by_at, k);
    }
}

const ts_own *ts_scan_own_ready(void) {
    ts_once_ready(&once, build);
    return &own;
}

bool ts_scan_label_possible(const ts_scan *s, size_t at) {
    if (at == s->from)
        return false;
    char c = s->text.ptr[at - 1];
    if (c == '\'' || c == '"' || c == '(') { /* quoted values stand in lists: ,'20-29-59' */
        char earlier = at > s->from + 1 ? s->text.ptr[at - 2] : ',';
        return earlier != ',' && earlier != '(' && earlier != '[';
    }
    enum { MAY = 1, BEHIND_LETTER = 2 /* "DOB-12/03/61", "No.999" */ };
    static const uint8_t may[256] = {
        [' '] = MAY, [':'] = MAY,           ['\n'] = MAY,          ['\t'] = MAY,          ['='] = MAY,
        ['#'] = MAY, ['>'] = MAY,           [0xA0] = MAY,          ['+'] = MAY,           ['['] = MAY,
        ['*'] = MAY, ['-'] = BEHIND_LETTER, ['.'] = BEHIND_LETTER, ['/'] = BEHIND_LETTER, ['?'] = BEHIND_LETTER};
    uint8_t how = may[(uint8_t)c];
    return how == MAY || (how == BEHIND_LETTER && at > s->from + 2 && ts_is_alpha(s->text.ptr[at - 2]));
}

const ts_label *ts_scan_label_before(ts_scan *s, size_t at) {
    if (s->asked != at) { /* nothing stands before the text's begin, which `asked` is at first */
        s->asked = at;
        if (!ts_label_before(s->text, s->from, at, &s->before))
            s->before = (ts_label){0};
    }
    return &s->before;
}

static bool add(ts_scan *s, const ts_detector *d, ts_found *f, const ts_label *label, bool said) {
    ts_span raw = ts_slice(s->text, f->start, f->end - f->start);
    ts_norm other;
    bool valid = f->valid;
    if (!valid && !(said && d->loose && d->loose(raw, &f->norm)))
        return false;
    if (!valid && ts_kind_health_number(d->kind) && ts_detector_nhs_number.normal(raw, &other) &&
        ts_scan_joint_names(s, f->start, TS_KIND_NHS_NUMBER)) /* "NHS/CHI number" */
        return false;
    int confidence = !said ? f->confidence : valid ? d->labelled : LABELLED_UNCHECKED;
    uint8_t about = d->about != TS_ROLE_UNKNOWN ? d->about : said ? label->about : TS_ROLE_UNKNOWN;
    ts_side side = {.about = about, .labelled = said, .categories = said ? label->categories : 0};
    ts_mention *m = ts_hits_add(s->hits, d->kind, &f->norm, f->start, f->end, confidence, side);
    if (!m)
        return false;
    m->valid = valid;
    m->flags |= f->flags | (valid ? 0 : TS_MENTION_UNCHECKED);
    s->done = f->end;
    return true;
}

static bool names(const ts_label *label, const ts_detector *d) {
    return label->strength >= SAID &&
           (label->kind == d->kind || (d->about != TS_ROLE_UNKNOWN && label->about == d->about));
}

/* "Order no", or another kind, where the value may be one of it: "Address: 10.1.2.3" is no street. */
static bool names_another(const ts_scan *s, const ts_label *label, const ts_found *f) {
    ts_norm norm;
    if (label->strength < SAID)
        return false;
    if (label->kind == TS_KIND_NONE)
        return label->other && !label->categories;
    const ts_detector *d = ts_detector_of((ts_kind)label->kind);
    ts_span raw = ts_slice(s->text, f->start, f->end - f->start);
    return d->kind != TS_KIND_ADDRESS || d->normal(raw, &norm);
}

/* "id AKIA...", "password: $2b$...": whatever the label is, these say what they are. */
static bool is_sure_secret(const ts_detector *d, const ts_found *f) {
    return ts_kind_category(d->kind) == TS_CAT_SECRET && f->confidence >= 90;
}

__attribute__((noinline)) static bool offer_each(ts_scan *s, const offers *o, size_t at, bool possible) {
    ts_found f = {0}; /* which a find that is true fills in whole */
    const ts_spot spot = ts_scan_spot(s, at);
    const uint8_t *kind = possible ? o->kind : o->bare;
    size_t n = possible ? o->n : o->bare_n;
    for (size_t i = 0; i < n; i++) {
        const ts_detector *d = ts_detectors[kind[i]];
        /* By its label alone: the label is the quicker question, for others ask it too. */
        if ((d->plain == 0 || (d->bare && !d->bare(&spot))) && !(possible && names(ts_scan_label_before(s, at), d)))
            continue;
        if (!ts_hits_wants(s->hits, d->kind) || !ts_scan_find(s, d, at, &f) ||
            (f.confidence == 0 && !possible && f.start == at))
            continue;
        const ts_label *label = ts_scan_label_before(s, f.start);
        bool said = names(label, d);
        if ((said || is_sure_secret(d, &f) || !names_another(s, label, &f)) && (said || f.confidence > 0) &&
            add(s, d, &f, label, said))
            return true;
    }
    return false;
}

static inline bool offer_to(ts_scan *s, const offers *o, size_t at) {
    if (o->n == 0)
        return false;
    bool possible = ts_scan_label_possible(s, at);
    return (possible || o->bare_n > 0) && offer_each(s, o, at, possible);
}

/* No code that begins with a capital goes eight bytes without a digit or the '<' of a passport's zone; words do. */
static bool may_be_code(const ts_scan *s, size_t at) {
    if (s->to - at <= EIGHT)
        return true;
    uint64_t v, ones = UINT64_C(0x0101010101010101), tops = ones << 7;
    memcpy(&v, s->text.ptr + at + 1, sizeof v);
    uint64_t digit = v ^ ones * '0', sign = v ^ ones * '<';
    uint64_t no_digit = ((digit & ~tops) + ones * (0x80 - 10)) | digit, no_sign = ((sign & ~tops) + ones * 0x7F) | sign;
    return (no_digit & no_sign & tops) != tops;
}

/* May a number go on behind the group that ends at `end`, over a space, a sign or a line's end? */
static bool may_go_on(const ts_scan *s, size_t end) {
    enum { APART = 3 };
    size_t i = end;
    while (i < s->to && i - end < APART && !ts_is_alnum(s->text.ptr[i]))
        i++;
    return i > end && i < s->to && ts_is_digit(s->text.ptr[i]);
}

bool ts_scan_own_digits(ts_scan *s, size_t at, size_t len, bool capital_follows) {
    unsigned sign = ts_sign_behind(s, at + len);
    if (len >= LENGTHS)
        return false;
    const offers *o = &by_length[capital_follows][len];
    if (!capital_follows && whole[len].n < o->n && !may_go_on(s, at + len))
        o = &whole[len];
    return offer_to(s, o, at) || offer_to(s, &by_sign[sign][len], at);
}

/* The last three letters of what names a secret; most words before '=' end otherwise. */
static bool may_name_secret(const char *end, char before) {
    switch (end[-1] | 32) {
    case 'd': /* password, passwd, pwd */
        return (end[-2] | 32) == 'w' || (end[-2] | 32) == 'r';
    case 's': /* pass, but not class */
        return (end[-2] | 32) == 's' && (end[-3] | 32) == 'a' && (before | 32) == 'p';
    case 'n': /* token */
        return (end[-2] | 32) == 'e' && (end[-3] | 32) == 'k';
    case 'y': /* key */
        return (end[-2] | 32) == 'e' && (end[-3] | 32) == 'k';
    case 't': /* secret */
        return (end[-2] | 32) == 'e' && (end[-3] | 32) == 'r';
    case 'e': /* passphrase, passcode */
        return (end[-2] | 32) == 's' || (end[-2] | 32) == 'd';
    case 'w': /* pw */
        return (end[-2] | 32) == 'p';
    case 'k': /* psk */
        return (end[-2] | 32) == 's' && (end[-3] | 32) == 'p';
    case 'h': /* hash */
        return (end[-2] | 32) == 's' && (end[-3] | 32) == 'a';
    default:
        return false;
    }
}

/* The same of what names a person: surname, forename, full_name, given, family, name.last, first. */
static bool may_name_person(const char *end) {
    char last = end[-1] | 32, before = end[-2] | 32, third = end[-3] | 32;
    return (last == 'e' && before == 'm' && third == 'a') || (last == 't' && before == 's' && third != 'o') ||
           (last == 'n' && before == 'e' && third == 'v') || (last == 'y' && before == 'l' && third == 'i');
}

void ts_scan_equals(ts_scan *s, size_t at) {
    const char *t = s->text.ptr;
    size_t end = at, start = at + 1;
    while (end > s->from + 4 && at - end < 3 &&
           (t[end - 1] == ' ' || t[end - 1] == '"' || t[end - 1] == '\'' || t[end - 1] == ']'))
        end--;
    while (start < s->to && start - at < 4 && (t[start] == ' ' || t[start] == '>'))
        start++;
    if (start < s->to && (t[start] == '"' || t[start] == '\''))
        start++;
    if (end < s->from + 3 || start >= s->to)
        return;
    /* <add key="Password" value="Xy12"/>: the name stands in the attribute before. */
    if (end > s->from + 12 && t[end - 1] == 'e' && t[end - 6] == ' ' && (t[end - 7] == '"' || t[end - 7] == '\'') &&
        memcmp(t + end - 5, "value", 5) == 0)
        end -= 7;
    bool named = may_name_secret(t + end, end > s->from + 3 ? t[end - 4] : ' ');
    ts_label label = {0};
    if (ts_may_be_token(t[start]) && offer_to(s, &by_value, start))
        return;
    if (!named && t[start] != '=' && ts_scan_wants_names(s) && may_name_person(t + end)) {
        if (ts_label_before(s->text, s->from, end, &label))
            ts_scan_equals_name(s, at, start, &label);
        return;
    }
    if (named && t[start] != '=' && ts_label_before(s->text, s->from, end, &label) &&
        ts_kind_category((ts_kind)label.kind) == TS_CAT_SECRET) {
        size_t most = start + TS_NORM_MAX < s->to ? start + TS_NORM_MAX : s->to;
        size_t stop = ts_lanes_until(s->text, start, most, ts_lanes_spaces);
        label.strength = label.column_only ? SAID : label.strength; /* "pass=" */
        ts_scan_own_value(s, start, stop, &label);
    }
}

bool ts_scan_own_token(ts_scan *s, size_t at) { return offer_to(s, &by_value, at); }

bool ts_scan_own_at(ts_scan *s, size_t at) { return offer_to(s, &by_at, at); }

bool ts_scan_own_coded(ts_scan *s, size_t at) { return offer_to(s, &by_code[(s->text.ptr[at] - 'A') % LETTERS], at); }

bool ts_scan_own_capital(ts_scan *s, size_t at) {
    size_t letter = (size_t)(s->text.ptr[at] - 'A') % LETTERS;
    bool digit_follows = at + 1 < s->to && ts_is_digit(s->text.ptr[at + 1]);
    return (may_be_code(s, at) && offer_to(s, &by_letter[digit_follows][letter], at)) ||
           offer_to(s, &by_word[letter], at);
}

/* What a label with a colon names need not begin with a digit or a capital: "Card: xxxx", "Salary: £31,000". */
bool ts_scan_own_value(ts_scan *s, size_t at, size_t end, const ts_label *label) {
    const ts_detector *d = ts_detector_of((ts_kind)label->kind);
    ts_found f = {0};
    if (!d || !d->own_find || label->strength < SAID || at >= end || !ts_hits_wants(s->hits, d->kind))
        return false;
    if (d->find && ts_scan_find(s, d, at, &f) && f.start == at && add(s, d, &f, label, true))
        return true;
    if (d->find && d->anchor.type == TS_ANCHOR_NONE) /* what it finds where is its own to say */
        return false;
    f = (ts_found){.start = (uint32_t)at, .end = (uint32_t)end, .valid = true};
    return d->normal(ts_slice(s->text, at, end - at), &f.norm) && add(s, d, &f, label, true);
}
