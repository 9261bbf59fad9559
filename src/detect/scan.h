/* scan.h - one pass over running text: each anchor is offered to the kinds that it may begin. */
#ifndef TS_DETECT_SCAN_H
#define TS_DETECT_SCAN_H

#include "detect/hints.h"
#include "detect/hits.h"
#include "detect/named.h"
#include "detect/word_says.h"

/* What the kinds that are offered their anchors by a table may begin with: ts_detector.own_find. */
enum { TS_SIGNS = 7 };
typedef struct ts_own {
    uint32_t lengths[2]; /* bit n: a kind's first group has n digits; [1]: and a capital follows */
    uint32_t signed_lengths[TS_SIGNS]; /* the same where a certain sign follows: ts_sign_class */
    uint32_t capitals[2]; /* bit n: a kind begins with the n-th letter; [1]: and a digit follows */
    uint32_t coded; /* the same, and with one more letter and a digit, a space between or none: GB12, SC 12 */
} ts_own;

enum { TS_NAME_SURE = 70 }; /* whose name is as sure as this is known by a part of it from there on */
enum { TS_SCAN_PROSE = 30 /* bytes: a shorter cell is a value, no prose */ };
enum { TS_SCAN_WAITING = 64 /* capitals */ };

/* What follows a group of digits: 0 nothing that a kind asks for, 5 a letter of hexadecimal numbers or y ($2y$). */
static inline unsigned ts_sign_class(char c) {
    static const uint8_t of[256] = {
        ['.'] = 1, [','] = 2, [':'] = 3, [' '] = 4, ['a'] = 5, ['b'] = 5, ['c'] = 5, ['d'] = 5, ['e'] = 5,
        ['f'] = 5, ['A'] = 5, ['B'] = 5, ['C'] = 5, ['D'] = 5, ['E'] = 5, ['F'] = 5, ['y'] = 5, ['$'] = 6};
    return of[(uint8_t)c];
}

/* Words that go on one behind the other, of which none that ends before `near` leads to what says that somebody was born. */
typedef struct ts_led {
    size_t from, near, to;
} ts_led;

typedef struct ts_scan {
    ts_hits *hits;
    const ts_hints *hints;
    ts_span text; /* the whole segment's; offsets count from its begin */
    size_t from, to; /* the part that is read: a cell, or all */
    size_t done; /* anchors before this are taken */
    const ts_own *own;
    ts_word_memo *words;
    size_t asked; /* the label before text[asked], once looked for: ts_scan_label_before */
    ts_label before;
    ts_named *named;
    struct ts_clinical_line *clinical; /* what codes have read of their lines */
    bool ocr; /* ts_segment.ocr */
    /* Nobody asks for people: the capitals that may begin a name wait until what is found asks who stands before it. */
    bool names_wait;
    unsigned waiting; /* how many did; capital[i % TS_SCAN_WAITING] is the i-th */
    size_t capital[TS_SCAN_WAITING];
    size_t name_end; /* of the person's name taken last, 0 before there is one: the next of a list follows it */
    size_t people_to; /* "Present:" stood before: people are listed up to here */
    ts_led led;
    bool cell; /* of a table: from..to is the whole of it */
    unsigned tens, tens_good; /* bare ten-digit numbers seen, and those whose check fits */
} ts_scan;

/* The byte at i, a blank outside of what is read. */
static inline char ts_scan_char(const ts_scan *s, size_t i) { return i >= s->from && i < s->to ? s->text.ptr[i] : ' '; }
static inline bool ts_scan_starts_line(const ts_scan *s, size_t at) {
    return at == s->from || s->text.ptr[at - 1] == '\n';
}

/* What follows the group of digits that ends at `end`; of a stop or a comma only where a number may go on. */
static inline unsigned ts_sign_behind(const ts_scan *s, size_t end) {
    unsigned sign = end < s->to ? ts_sign_class(s->text.ptr[end]) : 0;
    bool goes_on = sign < 1 || sign > 2 || (end + 1 < s->to && ts_is_alnum(s->text.ptr[end + 1]));
    return goes_on ? sign : 0;
}

static inline ts_spot ts_scan_spot(const ts_scan *s, size_t at) {
    return (ts_spot){{s->text.ptr + s->from, s->to - s->from}, (uint32_t)(at - s->from), NULL, s->clinical};
}

/* A kind's own find at an anchor, its extent in segment offsets and its normal form; false: nothing. */
static inline bool ts_scan_find(const ts_scan *s, const ts_detector *d, size_t at, ts_found *f) {
    const ts_spot spot = ts_scan_spot(s, at);
    f->norm.len = 0;
    if (!d->find(&spot, f))
        return false;
    if (f->norm.len == 0 && f->valid && !d->normal((ts_span){spot.text.ptr + f->start, f->end - f->start}, &f->norm))
        return false;
    f->start += (uint32_t)s->from;
    f->end += (uint32_t)s->from;
    return true;
}

/* The label before text[at], of strength 0 where there is none.  Kinds that share an anchor look for it once. */
const ts_label *ts_scan_label_before(ts_scan *s, size_t at);
/* A label ends in a letter, perhaps with a sign and spaces after it: commas and digits before mean none. */
bool ts_scan_label_possible(const ts_scan *s, size_t at);

static inline bool ts_scan_names_asked(uint64_t kinds) {
    return (kinds & (UINT64_C(1) << TS_KIND_PERSON_NAME | UINT64_C(1) << TS_KIND_SURNAME |
                     UINT64_C(1) << TS_KIND_FORENAME)) != 0;
}
static inline bool ts_scan_wants_names(const ts_scan *s) { return ts_scan_names_asked(s->hits->kinds); }

/* Reads [s->from, s->to) and adds hits. */
void ts_scan_run(ts_scan *s);

/* Those kinds at a group of `len` digits, a capital or a value behind a label.  True: one was taken. */
const ts_own *ts_scan_own_ready(void); /* before the others; from the second call on it costs nothing */
bool ts_scan_own_digits(ts_scan *s, size_t at, size_t len, bool capital_follows);
bool ts_scan_own_capital(ts_scan *s, size_t at);
void ts_scan_equals(ts_scan *s, size_t at); /* "password=x", "surname=Ash": secrets and names alone are read so */
/* The name that stands at `start` behind a label and the '=' at text[equals]. */
void ts_scan_equals_name(ts_scan *s, size_t equals, size_t start, const ts_label *label);
/* At the colon behind such a key in JSON; true: one was taken. */
bool ts_scan_keyed_name(ts_scan *s, size_t colon, const ts_label *label);
/* Names in small letters, behind a label on a line of their own and before the colon of one who speaks in a chat
 * (scan_typed.c). */
bool ts_scan_small_name(ts_scan *s, size_t colon, size_t start, size_t end, const ts_label *label);
bool ts_scan_speaker(ts_scan *s, size_t colon);
/* A whole cell of a few letters, "escort Priya" (scan_lone.c); true: one was taken. */
bool ts_scan_announced_cell(ts_scan *s);
/* Of EDIFACT (scan_edifact.c): "SU:ASH", "FO:ANNA" at the colon; a patient's number, a day of birth and an address
 * that begin at `at`. */
bool ts_scan_edifact_name(ts_scan *s, size_t colon);
bool ts_scan_edifact_number(ts_scan *s, size_t at);
bool ts_scan_edifact_birth(ts_scan *s, size_t at);
bool ts_scan_edifact_address(ts_scan *s, size_t at);
bool ts_scan_own_token(ts_scan *s, size_t at); /* a value that tells by itself what it is: "ghp_..." */
static inline bool ts_may_be_token(char c) {
    return c == 'g' || c == 'x' || c == 's' || c == 'r' || c == 'e' || c == 'n';
}
bool ts_scan_own_coded(ts_scan *s, size_t at);
bool ts_scan_own_at(ts_scan *s, size_t at); /* an '@' that is no mail address's, or the ':' of "https://" */
bool ts_scan_own_value(ts_scan *s, size_t at, size_t end, const ts_label *label);

/* Passwords without a sign before them (scan_secret.c): at a capital, in an address at "://"; and where one begins whose
 * label asks for a user as well. */
bool ts_scan_said_secret(ts_scan *s, size_t at);
void ts_scan_url_secret(ts_scan *s, size_t colon);
size_t ts_scan_behind_user(const ts_scan *s, size_t colon, size_t start);
/* Behind "password", "passwd" or "pw", whose w is at `w`: one that begins with no capital (scan_said.c). */
void ts_scan_password_word(ts_scan *s, size_t w);
/* In settings of programs, at a colon: the last field of a line of .pgpass; "xfreerdp /u:ann /p:Xy12"; "net use Z: \\srv\x
 * Xy12 /user:ann". */
bool ts_scan_command_secret(ts_scan *s, size_t colon);
bool ts_scan_logon_secret(ts_scan *s, size_t sign); /* "sqlplus ann/xy12@pas", at the '@' */
/* A token that "API key ... is" announces, or a user's password behind "-u ann:" (curl). */
bool ts_scan_api_key(ts_scan *s, size_t at);
bool ts_scan_user_secret(ts_scan *s, size_t colon);
/* A network's behind "Wifi:" at `colon`, whose value begins at `start`: "Wifi: Guest / sunflower77". */
bool ts_scan_wifi_secret(ts_scan *s, size_t colon, size_t start);
/* At first sight: "password ", "pw `", " is ", " be ", " to ", " - ", " / " and "-p'" before a capital; six bytes stand before
 * it. */
static inline bool ts_scan_may_be_said_secret(const char *capital) {
    bool quoted = capital[-1] == '\'' || capital[-1] == '"';
    const char *p = capital[-1] == ' ' || capital[-2] != ' ' || quoted ? capital : capital - 1;
    char last = p[-3] | 32;
    switch (p[-2]) {
    case 'd': /* password, pwd, passwd */
        return last == 'r' || last == 'w';
    case 'w': /* pw */
        return last == 'p';
    case 'y': /* wpa key */
        return last == 'e' && (p[-4] | 32) == 'k';
    case ' ': /* PASSWORD 'Xy', BY "Xy", 'DB_PASSWORD', 'Xy' */
        return quoted && (last == 'd' || last == 'y' || last == 'g' || p[-3] == ',');
    case 's': /* password is, was */
        return (last == 'i' || last == 'a') && p[-1] == ' ' && (p[-4] == ' ' || p[-4] == 'w');
    case 'o': /* reset to, password to */
        return last == 't' && p[-4] == ' ' && (p[-5] == 't' || p[-5] == 'd');
    case 'e': /* passphrase, passcode, will be */
        return (last == 's' && p[-4] == 'a') || (last == 'd' && p[-4] == 'o') || (last == 'b' && p[-4] == ' ');
    case '-': /* password - */
        return p[-3] == ' ' && p[-1] == ' ' && ((p[-4] | 32) == 'd' || (p[-4] | 32) == 'w');
    case '/':
        return p[-3] == ' ' && p[-1] == ' ';
    case 'p':
        return (p[-1] == '\'' || p[-1] == ' ') && p[-3] == '-';
    default:
        return false;
    }
}

/* A number or day whose label stands before it, each digit by itself: one that begins at the digit `at`. */
bool ts_scan_boxed(ts_scan *s, size_t at);

/* Kinds that begin at an anchor; each moves s->done behind what it took. */
void ts_scan_digits(ts_scan *s, size_t at);
void ts_scan_capital(ts_scan *s, size_t at);
void ts_scan_label(ts_scan *s, size_t colon);
bool ts_scan_mail(ts_scan *s, size_t at); /* true: an address was added */
/* The people of a mail's header line, whose value begins at `start`, and their addresses. */
void ts_scan_mail_people(ts_scan *s, size_t start);

/* The address that a postcode at `at` ends, read back to `low`.  It begins with its flat or its house's name, which
 * reach back to `free` (all before is taken by other hits) and no further; `under_name`: a name ends at `free`. */
bool ts_address_before(ts_span text, size_t low, size_t at, size_t free, bool under_name, ts_found *out);

/* The address whose house number is at `at`, a street behind it; it may go over one line end at most.  Its flat and its
 * house's name before it reach back to `free`. */
bool ts_address_at(ts_span text, size_t at, size_t to, size_t free, ts_found *out);
/* Is the area of a normal postcode one there is? */
bool ts_postcode_area_known(ts_span normal);

/* A bank account whose sort code or number is the group of `len` digits at `at`, behind `label` (scan_bank.c). */
bool ts_scan_bank(ts_scan *s, size_t at, size_t len, const ts_label *label);

/* Addresses (scan_address.c): by the postcode at `at`, by the number at `at`, behind the label "Address", and a postcode
 * in small letters whose inward half is at `at`. */
void ts_scan_address_before(ts_scan *s, size_t at);
bool ts_scan_address_number(ts_scan *s, size_t at, size_t len);
/* "PO Box 12", "BFPO 61": at first sight of the number, behind a blank. */
static inline bool ts_may_be_box(const char *number) { return (number[-2] | 32) == 'x' || number[-2] == 'O'; }
void ts_scan_address_value(ts_scan *s, size_t start, const ts_label *label);
bool ts_scan_small_postcode(ts_scan *s, size_t at);

/* How likely the words are a name by the lists: 0 none known, 1 one, 2 forename and surname. */
int ts_scan_known_words(const ts_norm *norm);

/* Length of the space at text[i] that may stand in a name, one that does not break lines too; 0 where none does. */
static inline size_t ts_name_space(ts_span text, size_t i, size_t end) {
    if (i < end && text.ptr[i] == ' ')
        return 1;
    return i + 1 < end && text.ptr[i] == 0xC2 && text.ptr[i + 1] == 0xA0 ? 2 : 0;
}
/* End of the person's name that begins at `at`, at most at `end`; 0 where none does. */
size_t ts_name_end(ts_span text, size_t at, size_t end);
/* The end of "Smith, John", whose surname ends at `name`, where what stands behind the comma is a forename; else `name`. */
size_t ts_name_over_comma(ts_span text, size_t at, size_t name, size_t end);
/* Begin of the person's name that ends at `end`, on its line; `end` where there is none. */
size_t ts_name_before(ts_span text, size_t from, size_t end);
/* Length of the title at text[at] with its dot, 0 if none; *clinical: one of those that doctors and nurses bear.
 * TS_TITLE_CLOSED where a bracket closes behind what may be one. */
#define TS_TITLE_CLOSED SIZE_MAX
size_t ts_title_word(ts_span text, size_t at, size_t end, bool *clinical);
size_t ts_title_at(ts_span text, size_t at, size_t end, bool *clinical); /* 0 there, too */
/* Is it a word that is said of passwords ("required", "weak", "case-sensitive"), and so none? */
bool ts_password_is_described(ts_span word);
const char *ts_title_listed(size_t i); /* the i-th of the titles, in small letters; NULL behind the last */
/* Pieces of those: where a word of a name ends, whether one begins with a capital, whether it ends a name (the next label
 * or sentence), whether it is a particle, "van". */
size_t ts_name_word_end(ts_span text, size_t at, size_t end);
bool ts_name_capital(ts_span text, size_t at);
bool ts_name_stops(ts_span word);
bool ts_name_particle(ts_span word);
/* Notes how far people are listed where the label before `colon` says so: "Present:", "Apologies:". */
void ts_scan_people_label(ts_scan *s, size_t colon);
/* Where names wait, looks for those who stand shortly before text[at]: ask before it matters whether somebody does. */
void ts_scan_people_before(ts_scan *s, size_t at);
/* Adds the person's name that begins at a capital, or that what begins there announces. */
void ts_scan_name(ts_scan *s, size_t at);
/* Adds the name at [start, end) as person_name, or as surname where there is only one. */
bool ts_scan_add_name(ts_scan *s, size_t start, size_t end, int confidence, ts_side side);

#endif
