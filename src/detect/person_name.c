/* person_name.c - people's names: whole, surname, forenames and title.
 *
 * In running text a title or a label must announce a name (detect.c); here stand the normal forms
 * and what the columns are called.
 */
#include "base/lanes.h"
#include "detect/kinds.h"

#include "text/name.h"

static const char *const name_labels[] = {"account holder",  "name of account holder",
                                          "patient name",    "name",
                                          "full name",       "patient",
                                          "name of patient", "re",
                                          "also known as",   "pt",
                                          "pt name",         "known as",
                                          "client",          "employee name",
                                          "donor",           "donor name",
                                          "staff name",      "contact name",
                                          "child",           "child name",
                                          "childs name",     NULL};
static const char *const name_headers[] = {"name",
                                           "fullname",
                                           "patientname",
                                           "patname",
                                           "ptname",
                                           "personname",
                                           "clientname",
                                           "displayname",
                                           "donorname",
                                           "staffname",
                                           "employeename",
                                           "empname",
                                           "contactname",
                                           "contact",
                                           "membername",
                                           "accountname",
                                           "accountholder",
                                           "nameofpatient",
                                           "customername",
                                           "surnameforename",
                                           "forenamesurname",
                                           "namefull",
                                           "surnamefirstname",
                                           "person",
                                           "constituentname",
                                           "supportername",
                                           "payee",
                                           "payeename",
                                           "patientfullname",
                                           "employee",
                                           "patient",
                                           "wholename",
                                           "nominativo",
                                           "nomcomplet",
                                           "subject name",
                                           NULL};
static const char *const surname_labels[] = {"surname", "last name", "family name", NULL};
static const char *const surname_headers[] = {"surname",        "lastname",     "lname",        "familyname", "sname",
                                              "patientsurname", "patsurname",   "namefamily",   "family",     "last",
                                              "secondname",     "nachname",     "nomdefamille", "apellido",   "cognome",
                                              "surn",           "legalsurname", "ptsurname",    NULL};
static const char *const forename_labels[] = {"forename",   "forenames",   "first name",     "first names",
                                              "given name", "given names", "christian name", NULL};
static const char *const forename_headers[] = {
    "forename",      "forenames",       "firstname",   "fname",         "givenname",
    "givennames",    "forename1",       "firstnames",  "given",         "first",
    "christianname", "patientforename", "patforename", "namegiven",     "vorname",
    "prenom",        "nombre",          "knownas",     "preferredname", "forenam",
    "firstforename", "legalforename",   "ptforename",  "frstname",      NULL};
static const char *const title_labels[] = {"title", NULL};
static const char *const title_headers[] = {"title",     "salutation", "nametitle", "patienttitle", "anrede", "prefix",
                                            "honorific", "nameprefix", NULL};

static bool name_normal(ts_span raw, ts_norm *out) { return ts_person_name_normal(raw, out); }

/* Test patients and default entries that systems hold: "TEST, PATIENT", "XXTEST"; and what lists say where nobody is: "Vacant". */
static bool word_is_test(ts_span w) {
    static const char *const typed[] = {"TEST",   "XXTEST",  "ZZTEST", "TESTPATIENT", "UNKNOWN",    "DUMMY",
                                        "NULL",   "NONE",    "XXX",    "DONOTUSE",    "UNKNOWNX",   "VACANT",
                                        "EMPTY",  "VACANCY", "TBC",    "UNALLOCATED", "UNASSIGNED", "TBA",
                                        "NOBODY", "TBD",     NULL};
    /* "TUXZDNVE": their first letters */
    if (w.len < 3 || !memchr("TUXZDNVE", w.ptr[0], 8))
        return false;
    for (const char *const *t = typed; *t; t++)
        if (w.ptr[0] == **t && ts_span_eq(w, ts_str(*t)))
            return true;
    return ts_span_starts(w, ts_str("ZZZ")) || ts_span_starts(w, ts_str("XXTEST"));
}

static bool placeholder(const ts_norm *n) {
    ts_span s = ts_norm_span(n);
    const char *comma = memchr(s.ptr, ',', s.len);
    ts_span first = comma ? ts_span_of(s.ptr, (size_t)(comma - s.ptr)) : s;
    return word_is_test(first);
}

/* Begins like a word that word_is_test has to look at: TE, TB, UN, XX, ZZ, DO, DU, NO, NU, VA, EM. */
static bool may_be_test(const char *word, size_t len) {
    enum { OU = 1 << ('O' & 31) | 1 << ('U' & 31) };
    static const uint32_t second[32] = {['D' & 31] = OU,
                                        ['N' & 31] = OU,
                                        ['T' & 31] = 1 << ('E' & 31) | 1 << ('B' & 31),
                                        ['V' & 31] = 1 << ('A' & 31),
                                        ['E' & 31] = 1 << ('M' & 31),
                                        ['U' & 31] = 1 << ('N' & 31),
                                        ['X' & 31] = 1 << ('X' & 31),
                                        ['Z' & 31] = 1 << ('Z' & 31)};
    return len > 2 && (second[word[0] & 31] >> (word[1] & 31) & 1);
}

/* "Smith": one word of letters. */
static ts_usual usual_word(const char *p, size_t len) {
    uint32_t all = ts_lanes_first(len);
    if (len > TS_LANES || (ts_lanes_letters(ts_lanes_of(p)) & all) != all || may_be_test(p, len))
        return TS_USUAL_NO;
    return TS_USUAL;
}

/* "John Smith": two; or "Mr Smith", or "Smith, John". */
static ts_usual usual_name(const char *p, size_t len) {
    bool titled;
    size_t surname = ts_name_two_words(p, len, &titled), before = surname ? 0 : ts_name_two_parted(p, len);
    if (before)
        return may_be_test(p, before) ? TS_USUAL_NO : TS_USUAL;
    if (surname == 0 || may_be_test(p + surname, len - surname))
        return TS_USUAL_NO;
    return titled ? TS_USUAL_SURNAME : TS_USUAL;
}

/* "Mrs". */
static ts_usual usual_title(const char *p, size_t len) { return ts_title_usual(p, len) ? TS_USUAL : TS_USUAL_NO; }

const ts_detector ts_detector_person_name = {
    .kind = TS_KIND_PERSON_NAME,
    .name = "person_name",
    .summary = "person's whole name",
    .source = "NHS Data Model and Dictionary, PERSON FULL NAME",
    .version = 2,
    .anchor = {TS_ANCHOR_CAPITAL, NULL},
    .labels = name_labels,
    .headers = name_headers,
    .normal = name_normal,
    .usual = usual_name,
    .placeholder = placeholder,
    .plain = 55,
    .labelled = 92,
    .column = 92,
};
const ts_detector ts_detector_surname = {
    .kind = TS_KIND_SURNAME,
    .name = "surname",
    .summary = "surname on its own",
    .source = "NHS Data Model and Dictionary, PERSON FAMILY NAME",
    .version = 2,
    .anchor = {TS_ANCHOR_NONE, NULL},
    .labels = surname_labels,
    .headers = surname_headers,
    .normal = ts_surname_normal,
    .usual = usual_word,
    .placeholder = placeholder,
    .plain = 50,
    .labelled = 92,
    .column = 92,
};
const ts_detector ts_detector_forename = {
    .kind = TS_KIND_FORENAME,
    .name = "forename",
    .summary = "forenames on their own",
    .source = "NHS Data Model and Dictionary, PERSON GIVEN NAME",
    .version = 2,
    .anchor = {TS_ANCHOR_NONE, NULL},
    .labels = forename_labels,
    .headers = forename_headers,
    .normal = ts_forename_normal,
    .usual = usual_word,
    .placeholder = placeholder,
    .plain = 45,
    .labelled = 91,
    .column = 91,
};
const ts_detector ts_detector_title = {
    .kind = TS_KIND_TITLE,
    .name = "title",
    .summary = "title before a name",
    .source = "NHS Data Model and Dictionary, PERSON TITLE",
    .version = 1,
    .anchor = {TS_ANCHOR_NONE, NULL},
    .labels = title_labels,
    .headers = title_headers,
    .normal = ts_title_normal,
    .usual = usual_title,
    .plain = 40,
    .labelled = 91,
    .column = 90,
};
